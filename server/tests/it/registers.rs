//! Structured tables over HTTP: import from the editor, search and downloads of the public.

use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use domain::{
    desk::register::{RegisterPreview, RegisterSummary},
    id::ItemId,
};

use crate::{
    site::{Answer, Site, Visitor, encode},
    story,
};

const LIST: &str = "序号,姓名,身份证号,乡镇\n1,韦示例,11010519491231002X,示例镇\n2,黄示范,,示例乡\n";

async fn send(visitor: &mut Visitor, item: ItemId, query: &str, name: &str, bytes: &[u8]) -> Answer {
    visitor.import(&format!("/desk/items/{item}/register?{query}"), name, bytes).await
}

/// A public item with a list.
async fn public_list(site: &Site, text: &str) -> (ItemId, String) {
    let (item, _) = story::list(&site.county, "补助名单公示", text).await;
    story::publish(&site.county, item).await;
    (item, story::code(&site.county, item).await.to_string())
}

#[tokio::test]
async fn an_import_answers_at_once_with_rows_or_addresses() {
    let site = Site::new().await;
    let item = story::draft(&site.county, "名单").await;
    let mut author = site.signed_in("fabu").await;
    let query = "profile=beneficiaries&name=a";
    let preview: RegisterPreview = send(&mut author, item, query, "名单.csv", LIST.as_bytes()).await.json();
    assert_eq!(preview.rows[0], ["1", "韦示例", "11*************02X", "示例镇"]);
    let confirm = format!("{query}&until=2027-02-22&seen={}", preview.seen);
    let made: RegisterSummary = send(&mut author, item, &confirm, "名单.csv", LIST.as_bytes()).await.json();
    assert_eq!((made.name.as_str(), made.rows), ("a", 2));
    let faulty: RegisterPreview = send(&mut author, item, query, "名单.csv", b"a,b\n1,2,3\n").await.json();
    assert_eq!(faulty.faults[0].cell, "C1");
    for (name, bytes, words) in [
        ("名单.pdf", b"%PDF-1.4".as_slice(), "不支持“pdf”格式，请转换为以下格式之一：xlsx、xls、ods、csv"),
        ("名单.xlsx", b"a,b\n1,2\n", "文件内容不是xlsx格式"),
        ("名单.csv", b"", "文件是空的"),
    ] {
        let answer = send(&mut author, item, query, name, bytes).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(answer.text().contains(words), "{name}: {}", answer.text());
    }
    let large = vec![b'a'; 10 * 1024 * 1024 + 1];
    let answer = send(&mut author, item, query, "名单.csv", &large).await;
    assert_eq!(answer.text(), "文件超过10MB，请压缩或拆分后再上传");
    let unseen =
        send(&mut author, item, &format!("{query}&until=2027-02-22&seen=x"), "名单.csv", LIST.as_bytes()).await;
    assert_eq!(unseen.text(), "文件与预览时的不一致，请重新选择文件");
    let wrong = send(&mut author, item, "profile=everything&name=a", "名单.csv", LIST.as_bytes()).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn readers_search_turn_pages_and_download_what_they_see() {
    let site = Site::new().await;
    let rows: String =
        (1..=120).map(|n| format!("{n},示例{n},,{}\n", if n % 2 == 0 { "示例镇" } else { "示例乡" })).collect();
    let (_, code) = public_list(&site, &format!("序号,姓名,身份证号,乡镇\n{rows}")).await;
    let mut reader = site.visitor();
    let article = reader.get(&format!("/a/{code}")).await;
    assert_eq!(article.texts("h2#register-title"), ["示例名单"]);
    assert_eq!(article.texts(".register tbody tr").len(), 50);
    assert_eq!(article.texts(".register caption"), ["示例名单"]);
    assert_eq!(article.texts(".register thead th"), ["序号", "姓名", "身份证号", "乡镇"]);
    assert_eq!(article.attributes(".register tbody td", "data-label")[0], "序号");
    assert!(article.texts(".register .banner")[0].contains("公示期至 2027-02-22"));

    let address = format!("/a/{code}/register?q={}", encode("示例镇"));
    let found = reader.get(&address).await;
    assert_eq!(found.status, StatusCode::OK);
    assert!(found.texts(".register__found")[0].starts_with("找到 60 行，全表共 120 行"));
    let second = reader.get(&format!("{address}&page=2")).await;
    assert_eq!(second.texts(".register tbody tr").len(), 10);
    assert_eq!(reader.get(&format!("{address}&page=3")).await.status, StatusCode::NOT_FOUND);
    let nothing = reader.get(&format!("/a/{code}/register?q=nobody")).await;
    assert_eq!(nothing.texts(".empty-state__title"), ["没有找到符合的行，请换个词"]);

    // The links of the page lead to exactly its rows.
    let links = found.attributes(".register__download", "href");
    let csv = reader.get(&links[1]).await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert!(csv.header("content-disposition").contains(&encode("示例名单")), "{:?}", csv.headers);
    assert_eq!(csv.text().lines().count(), 61);
    assert_eq!(csv.header("cache-control"), "public, no-cache");
    let tag = csv.header("etag").to_owned();
    let again = reader.ask(Method::GET, &links[1], &[("if-none-match", &tag)], Body::empty()).await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
    let xlsx = reader.get(&links[0]).await;
    assert!(xlsx.body.starts_with(b"PK"));
}

#[tokio::test]
async fn a_table_goes_as_its_item_goes() {
    let site = Site::new().await;
    let (item, code) = public_list(&site, LIST).await;
    let plain = story::live(&site.county, "没有清单").await;
    let plain = story::code(&site.county, plain).await;
    let mut reader = site.visitor();
    for ending in ["register", "register.csv", "register.xlsx"] {
        assert_eq!(reader.get(&format!("/a/{code}/{ending}")).await.status, StatusCode::OK, "{ending}");
        for nowhere in ["23456789", plain.as_str(), "not-a-code"] {
            let answer = reader.get(&format!("/a/{nowhere}/{ending}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{nowhere} {ending}");
        }
    }
    let reviewer = site.county.ctx("shenhe2").await;
    let ask = domain::desk::content::Ask::Withdraw { reason: "名单有误".into() };
    story::decide(&site.county, &reviewer, item, ask).await;
    for ending in ["register", "register.csv", "register.xlsx"] {
        let gone = reader.get(&format!("/a/{code}/{ending}")).await;
        assert_eq!(gone.status, StatusCode::GONE, "{ending}");
        assert!(gone.text().contains("名单有误"), "{ending}");
    }
}

#[tokio::test]
async fn after_its_period_the_page_says_what_is_gone() {
    let site = Site::new().await;
    let (_, code) = public_list(&site, LIST).await;
    site.county.set_clock("2027-02-23 00:00");
    site.county.cms.withdraw_personal_parts(&cms::Ctx::system("test")).await.unwrap();
    let page = site.visitor().get(&format!("/a/{code}")).await;
    assert!(page.texts(".register .banner")[0].contains("名单中的个人信息已于 2027-02-23 自动撤下"));
    assert_eq!(page.texts(".register thead th"), ["序号", "乡镇"]);
    assert!(!page.text().contains("韦示例"));
    let csv = site.visitor().get(&format!("/a/{code}/register.csv")).await;
    assert!(!csv.text().contains("韦示例"));
}
