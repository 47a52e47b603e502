//! Citizens' pages as they leave the server: whole, without wasm, readable with script off.

use axum::http::StatusCode;
use cms::Ctx;
use domain::{
    desk::site::SwitchOn,
    site::{Period, Setting},
};

use crate::{
    site::{Answer, Site},
    story,
};

/// A site with 45 notices and an item of its own.
async fn site() -> (Site, String) {
    let site = Site::new().await;
    let lines: Vec<String> = (1..=45)
        .map(|n| {
            let day = n % 28 + 1;
            format!(
                r#"{{"title":"第{n}号公告","date":"2026-10-{day:02} 09:05","column":"tzgg","body":"正文","url":"/{n}"}}"#
            )
        })
        .collect();
    let old = std::io::Cursor::new(lines.join("\n"));
    let report = site.county.cms.import_items(&Ctx::system("test"), old, None).await.unwrap();
    assert_eq!(report.imported, 45);
    let item = story::live(&site.county, "秋季学期工作安排").await;
    let code = story::code(&site.county, item).await;
    (site, format!("/a/{code}"))
}

fn tag(answer: &Answer, name: &str) -> String {
    answer.attributes(&format!("meta[name=\"{name}\"]"), "content").concat()
}

#[tokio::test]
async fn pages_are_whole_and_need_no_script() {
    let (site, article) = site().await;
    let mut visitor = site.visitor();
    for address in ["/", "/c/gkyw", "/c/tzgg", "/c/tzgg?page=2", &article, "/sitemap", "/nowhere", "/a/23456789"] {
        let page = visitor.get(address).await;
        let text = page.text();
        assert!(page.header("content-type").starts_with("text/html"), "{address}");
        assert!(text.starts_with("<!DOCTYPE html>") && text.ends_with("</html>"), "{address} is cut off");
        assert!(!text.contains("<!>"), "{address} has marks of the hydration, which are no HTML");
        assert!(!text.contains(".wasm") && !text.contains("/pkg/desk.js"), "{address} loads wasm");
        assert_eq!(page.texts("h1").len(), 1, "{address}");
        assert_eq!(page.texts("main h1").len(), 1, "{address}: the heading stands in the text, not in a script");
        assert!(page.attributes("script[src]", "type").iter().all(|kind| kind == "module"), "{address}");
        let own: &[&str] = if address == article { &["/js/article.js", "/js/read-aloud.js"] } else { &[] };
        let sources = page.attributes("script", "src");
        assert_eq!(sources.len(), 1 + own.len(), "{address}: {sources:?}");
        for (source, expected) in sources.iter().zip(["/js/portal.js"].iter().chain(own)) {
            assert!(source.starts_with(expected), "{address}: {source}");
        }
        assert_eq!(tag(&page, "SiteName"), "隆安县人民政府门户网站", "{address}");
    }
}

#[tokio::test]
async fn an_article_carries_its_tags() {
    let (site, article) = site().await;
    let page = site.visitor().get(&article).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.texts("h1"), ["秋季学期工作安排"]);
    assert!(page.text().contains("全县中小学校秋季学期工作安排如下。"));
    for (name, value) in [
        ("ColumnName", "教育培训"),
        ("ArticleTitle", "秋季学期工作安排"),
        ("PubDate", "2026-11-24 09:00"),
        ("ContentSource", "县教育局"),
    ] {
        assert_eq!(tag(&page, name), value, "{name}");
    }
    assert_eq!(tag(&page, "Url"), format!("http://127.0.0.1:3000{article}"));
}

#[tokio::test]
async fn statuses_say_what_a_search_engine_must_know() {
    let (site, article) = site().await;
    let draft = story::draft(&site.county, "未公开").await;
    let draft = format!("/a/{}", story::code(&site.county, draft).await);
    let withdrawn = story::withdrawn(&site.county, "撤下的通知", "数据有误").await;
    let withdrawn = format!("/a/{}", story::code(&site.county, withdrawn).await);
    let mut visitor = site.visitor();
    for (address, status) in [
        ("/", 200),
        ("/c/tzgg?page=3", 200),
        ("/c/tzgg?page=4", 404),
        ("/c/nothing", 404),
        (&article, 200),
        (&draft, 404),
        (&withdrawn, 410),
        ("/a/not-a-code", 404),
        ("/a/23456789", 404),
        ("/media/nothing.pdf", 404),
        ("/%E9%9A%86", 404),
        ("/a/../desk", 404),
    ] {
        assert_eq!(visitor.get(address).await.status.as_u16(), status, "{address}");
    }
    let missing = visitor.get("/c/tzgg?page=4").await;
    let places = missing.attributes(".notice__places a", "href");
    assert!(places.iter().any(|place| place.starts_with("/c/")), "a way on: {places:?}");
}

#[tokio::test]
async fn what_was_withdrawn_says_why_and_what_stands_beside_it() {
    let (site, article) = site().await;
    let withdrawn = story::withdrawn(&site.county, "撤下的通知", "数据有误").await;
    let code = story::code(&site.county, withdrawn).await;
    let page = site.visitor().get(&format!("/a/{code}")).await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.texts(".notice")[0].contains("数据有误"));
    assert_eq!(page.attributes(".notice .item-list__link", "href"), [article]);
    assert!(page.attributes(".notice__actions a", "href").contains(&format!("/c/{}", story::COLUMN)));
}

#[tokio::test]
async fn an_address_does_not_tell_that_a_draft_has_it() {
    let (site, _) = site().await;
    let draft = story::draft(&site.county, "尚未公开的通知").await;
    let draft = format!("/a/{}", story::code(&site.county, draft).await);
    let mut visitor = site.visitor();
    let (known, unknown) = (visitor.get(&draft).await, visitor.get("/a/23456789").await);
    assert_eq!((known.status, unknown.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!(known.texts("main"), unknown.texts("main"));
    assert_eq!(known.texts("head > title"), unknown.texts("head > title"));
    assert!(!known.text().contains("尚未公开的通知"));
    let code = visitor.get(&format!("{draft}/qr.svg")).await;
    assert_eq!(code.status, visitor.get("/a/23456789/qr.svg").await.status, "nor does the code to scan");
}

#[tokio::test]
async fn the_code_to_scan_is_a_picture_of_its_own() {
    let (site, article) = site().await;
    let mut visitor = site.visitor();
    let page = visitor.get(&article).await;
    let address = page.attributes(".share img", "src").concat();
    let picture = visitor.get(&address).await;
    assert_eq!((picture.status, picture.header("content-type")), (StatusCode::OK, "image/svg+xml"));
    assert!(picture.text().starts_with("<svg xmlns="));
    assert!(!page.text().contains("<path"), "the page itself does not draw it");
    assert_eq!(visitor.get("/a/not-a-code/qr.svg").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_article_names_who_signed_it() {
    let (site, article) = site().await;
    let page = site.visitor().get(&article).await;
    assert!(page.texts(".sheet__end")[0].contains("审核签发单位：县政务办"), "{:?}", page.texts(".sheet__end"));
}

#[tokio::test]
async fn a_list_has_pages_with_addresses() {
    let (site, _) = site().await;
    let mut visitor = site.visitor();
    let mut seen = Vec::new();
    for page in 1..=3 {
        seen.extend(visitor.get(&format!("/c/tzgg?page={page}")).await.texts(".item-list__link"));
    }
    assert_eq!(seen.len(), 45);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 45, "no item stands on two pages");
    for nonsense in ["0", "-1", "x", "1e9", "99999999999999999999"] {
        let status = visitor.get(&format!("/c/tzgg?page={nonsense}")).await.status;
        assert!(status == StatusCode::OK || status == StatusCode::NOT_FOUND, "{nonsense}: {status}");
    }
}

#[tokio::test]
async fn preferences_stay_across_pages() {
    let (site, article) = site().await;
    let mut visitor = site.visitor();
    let plain = visitor.get("/").await;
    assert_eq!(plain.attributes("html", "data-size"), ["m"]);
    for (form, name, value) in [
        (("elder", "on"), "data-elder", "on"),
        (("size", "l"), "data-size", "l"),
        (("contrast", "high"), "data-contrast", "high"),
        (("pointer", "big"), "data-pointer", "big"),
        (("script", "hant"), "lang", "zh-Hant"),
    ] {
        let answer = visitor.post("/preferences", &[form, ("back", &article)]).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, article.as_str()));
        for address in ["/", "/c/tzgg", &article, "/nowhere"] {
            assert_eq!(visitor.get(address).await.attributes("html", name), [value], "{address}");
        }
    }
    visitor.post("/preferences", &[("elder", "off"), ("back", "/")]).await;
    assert_ne!(visitor.get("/").await.attributes("html", "data-elder"), ["on"]);
}

#[tokio::test]
async fn the_standard_pages_come_back_with_one_press() {
    let site = Site::new().await;
    let mut visitor = site.visitor();
    for form in [("elder", "on"), ("script", "hant"), ("line", "on")] {
        visitor.post("/preferences", &[form, ("back", "/")]).await;
    }
    let answer = visitor.post("/preferences", &[("reset", "all"), ("back", "/c/tzgg?page=3")]).await;
    assert_eq!(answer.header("location"), "/c/tzgg", "the lists are of another length");
    let page = visitor.get("/").await;
    assert_eq!(page.attributes("html", "lang"), ["zh-CN"]);
    assert!(page.attributes("html", "data-elder").is_empty());
}

#[tokio::test]
async fn traditional_characters_change_words_and_no_address() {
    let (site, article) = site().await;
    let mut visitor = site.visitor();
    let mut plain = Vec::new();
    let addresses = ["/", "/c/tzgg", "/sitemap", &article, "/accessibility", "/nowhere"];
    for address in addresses {
        plain.push(visitor.get(address).await);
    }
    visitor.post("/preferences", &[("script", "hant"), ("back", "/")]).await;
    for (address, plain) in addresses.into_iter().zip(plain) {
        let page = visitor.get(address).await;
        assert_eq!(page.status, plain.status, "{address}");
        for attribute in ["href", "src", "action", "value", "name", "id", "class"] {
            let all = format!("body [{attribute}]:not([name=script])");
            assert_eq!(page.attributes(&all, attribute), plain.attributes(&all, attribute), "{address}: {attribute}");
        }
        assert_eq!(tag(&page, "SiteName"), tag(&plain, "SiteName"), "inspections compare the page tags");
        assert!(page.texts("title")[0].contains("人民政府門戶網站"), "{:?}", page.texts("title"));
        assert!(page.texts("footer")[0].contains("站點地圖"));
    }
}

/// Kept pages too: at once when somebody switches, and by the clock when the time has passed.
#[tokio::test]
async fn what_is_switched_on_comes_and_goes_with_the_next_request() {
    let (site, article) = site().await;
    let (mut visitor, county) = (site.visitor(), &site.county);
    let manager = county.ctx("guanli").await;
    let minute = |text| domain::time::parse_minute(text).unwrap();
    let period = Period { from: county.cms.now(), until: Some(minute("2026-11-24 12:00")) };
    let addresses = ["/", "/c/tzgg", article.as_str(), "/accessibility"];
    for address in addresses {
        assert!(visitor.get(address).await.texts(".site-holiday").is_empty(), "{address}");
    }
    let setting = Setting::Holiday { text: "元旦放假一天".to_owned() };
    let asked = SwitchOn { setting, period, reason: "通知".to_owned(), replaces: None };
    county.cms.switch_on(&manager, asked).await.unwrap();
    for address in addresses {
        assert_eq!(visitor.get(address).await.texts(".site-holiday"), ["元旦放假一天"], "{address}");
    }
    county.set_clock("2026-11-24 12:00");
    for address in addresses {
        assert!(visitor.get(address).await.texts(".site-holiday").is_empty(), "{address}");
    }
}

#[tokio::test]
async fn preferences_lead_nowhere_else_and_set_nothing_else() {
    let site = Site::new().await;
    let mut visitor = site.visitor();
    for back in ["https://evil.example/", "//evil.example", "/\\evil.example", ""] {
        assert_eq!(visitor.post("/preferences", &[("size", "s"), ("back", back)]).await.header("location"), "/");
    }
    let answer = visitor.post("/preferences", &[("size", "s; Domain=evil.example"), ("longan_session", "x")]).await;
    assert_eq!((answer.status, answer.header("set-cookie")), (StatusCode::SEE_OTHER, ""));
}

/// 40 readers at once: every page comes with its own number, nonce and title.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn readers_at_the_same_time_do_not_mix() {
    let (site, article) = site().await;
    let addresses = ["/", "/c/tzgg", "/sitemap", article.as_str()];
    let readers: Vec<_> = (0..40)
        .map(|n| {
            let (mut visitor, address) = (site.visitor(), addresses[n % 4].to_owned());
            tokio::spawn(async move { (address.clone(), visitor.get(&address).await) })
        })
        .collect();
    let mut numbers = std::collections::BTreeSet::new();
    for reader in readers {
        let (address, page) = reader.await.unwrap();
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.texts("title").len(), 1, "{address}");
        assert_eq!(!tag(&page, "ArticleTitle").is_empty(), address.starts_with("/a/"), "{address}");
        numbers.insert(page.header("x-request-number").to_owned());
    }
    assert_eq!(numbers.len(), 40);
}
