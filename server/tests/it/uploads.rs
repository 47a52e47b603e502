//! Files: what is let in, who may open it, and when it is public.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use cms::media::Upload;
use domain::{
    desk::content::{Ask, Save},
    id::ItemId,
    item::Attachment,
};
use serde_json::json;

use crate::{
    site::{Answer, Site, Visitor},
    story::{self, PDF, PNG},
};

#[tokio::test]
async fn a_wrong_type_is_refused_in_words_for_a_clerk() {
    let site = Site::new().await;
    let item = story::draft(&site.county, "通知").await.get();
    let mut author = site.signed_in("fabu").await;
    for (kind, name, mime, bytes, words) in [
        ("attachment", "程序.exe", "application/octet-stream", b"MZ\x90\x00".as_slice(), "不"),
        ("attachment", "通知.pdf", "application/pdf", b"<html><script>alert(1)</script></html>", "不"),
        ("image", "图.svg", "image/svg+xml", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "不"),
        ("secrecy-scan", "表.txt", "text/plain", "文字".as_bytes(), "不"),
        ("attachment", "空.txt", "text/plain", b"", "空"),
    ] {
        let answer = author.upload(kind, item, name, mime, bytes).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(answer.text().contains(words), "{name}: {}", answer.text());
        assert!(!answer.text().contains("Invalid"), "{name}: {}", answer.text());
    }
    let answer = author.upload("attachment", item, "通知.pdf", "application/pdf", b"<html></html>").await;
    assert_eq!(answer.text(), "网页和 SVG 文件可能带有脚本，不能上传，请另存为 PDF 或图片");
}

#[tokio::test]
async fn a_list_of_telephones_is_refused_line_by_line() {
    let site = Site::new().await;
    let item = story::draft(&site.county, "名单").await.get();
    let mut author = site.signed_in("fabu").await;
    let list = "姓名,电话\n甲,13800138000\n";
    let answer = author.upload("attachment", item, "名单.csv", "text/csv", list.as_bytes()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        answer.text(),
        "文件中有 1 处不得公开的内容，请删除或遮盖后再上传（隐藏的也会被公众看到）\n单元格 B2：手机号码 138****8000"
    );
}

#[tokio::test]
async fn a_file_of_nobodys_draft_is_refused() {
    let site = Site::new().await;
    let item = story::draft(&site.county, "通知").await.get();
    let upload = ("名单.txt", "text/plain", "示例".as_bytes());
    for (login, status) in [("fabu2", 403), ("xuanchuan", 403), ("guanli", 403), ("shenhe", 200)] {
        let mut visitor = site.signed_in(login).await;
        let answer = visitor.upload("attachment", item, upload.0, upload.1, upload.2).await;
        assert_eq!(answer.status.as_u16(), status, "{login}: {}", answer.text());
    }
    let mut author = site.signed_in("fabu").await;
    assert_eq!(author.upload("attachment", 999_999, upload.0, upload.1, upload.2).await.status, StatusCode::NOT_FOUND);
    assert_eq!(author.upload("virus", item, upload.0, upload.1, upload.2).await.status, StatusCode::BAD_REQUEST);
    let public = story::live(&site.county, "已发").await.get();
    assert_eq!(author.upload("attachment", public, upload.0, upload.1, upload.2).await.status, StatusCode::FORBIDDEN);
}

/// What the server says to a request of which it has seen the head only.
fn answer_to_head(server: SocketAddr, session: &str, target: &str, length: usize) -> String {
    let mut connection = TcpStream::connect(server).unwrap();
    connection.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    write!(
        connection,
        "POST /desk/media?{target} HTTP/1.1\r\nhost: 127.0.0.1:3000\r\nsec-fetch-site: same-origin\r\n\
         cookie: longan_session={session}\r\nx-file-name: a.png\r\ncontent-length: {length}\r\n\r\n"
    )
    .unwrap();
    let mut answer = Vec::new();
    let mut portion = [0; 4096];
    while !answer.windows(4).any(|window| window == b"\r\n\r\n") {
        let length = connection.read(&mut portion).unwrap();
        assert!(length > 0, "hung up: {}", String::from_utf8_lossy(&answer));
        answer.extend_from_slice(&portion[..length]);
    }
    String::from_utf8_lossy(&answer).into_owned()
}

/// A hundred megabytes are not received from somebody who may not upload them.
#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_upload_is_told_before_the_file_is_sent() {
    let site = Site::new().await;
    let item = story::draft(&site.county, "通知").await.get();
    let server = site.listen().await;
    for (login, target, length, status) in [
        ("fabu2", format!("kind=attachment&item={item}"), 1_000, "403"),
        ("fabu", "kind=attachment&item=999999".to_owned(), 1_000, "404"),
        ("fabu", format!("kind=image&item={item}"), 20 * 1024 * 1024 + 1, "422"),
        ("fabu", format!("kind=secrecy-scan&item={item}"), 20 * 1024 * 1024 + 1, "422"),
        ("fabu", format!("kind=attachment&item={item}"), 100 * 1024 * 1024 + 1, "422"),
    ] {
        let visitor = site.signed_in(login).await;
        let session = visitor.cookie("longan_session").unwrap().to_owned();
        let (asked, for_it) = (target.clone(), length);
        let answer =
            tokio::task::spawn_blocking(move || answer_to_head(server, &session, &asked, for_it)).await.unwrap();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{login} {target}: {answer}");
    }
}

#[tokio::test]
async fn a_file_too_large_is_refused_though_nobody_announced_its_size() {
    let site = Site::new().await;
    let item = story::draft(&site.county, "通知").await.get();
    let mut author = site.signed_in("fabu").await;
    let large = vec![0; 20 * 1024 * 1024 + 1];
    for kind in ["image", "secrecy-scan"] {
        let answer = author.upload(kind, item, "图.png", "image/png", &large).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{kind}");
        assert_eq!(answer.text(), "文件超过20MB，请压缩或拆分后再上传", "{kind}");
    }
}

#[tokio::test]
async fn a_picture_becomes_public_with_its_page_and_goes_with_it() {
    let site = Site::new().await;
    let county = &site.county;
    let item = story::draft(county, "图片新闻").await;
    let (mut author, mut other, mut citizen) =
        (site.signed_in("fabu").await, site.signed_in("fabu2").await, site.visitor());
    let answer = author.upload("image", item.get(), "会场.png", "image/png", PNG).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let picture: Upload = answer.json();
    let body = format!("<p>会议现场。</p><p><img src=\"{}\" alt=\"会场全景\"></p>", picture.address);
    let ctx = county.ctx("fabu").await;
    story::save(county, &ctx, item, "图片新闻", &body).await;
    county.cms.record_secrecy_review(&ctx, item, testkit::secrecy_review()).await.unwrap();

    let own = author.get(&picture.address).await;
    assert_eq!((own.status, own.header("cache-control")), (StatusCode::OK, "no-store"));
    assert!(own.header("content-type").starts_with("image/"));
    assert_eq!(other.get(&picture.address).await.status, StatusCode::NOT_FOUND);
    assert_eq!(citizen.get(&picture.address).await.status, StatusCode::NOT_FOUND);

    story::publish(county, item).await;
    let public = citizen.get(&picture.address).await;
    assert_eq!(public.status, StatusCode::OK);
    assert_eq!(public.header("cache-control"), "public, no-cache", "a cache asks before it shows it again");
    assert!(public.header("content-disposition").starts_with("inline"));
    assert_eq!(public.header("content-length"), public.body.len().to_string());
    let tag = public.header("etag");
    for (known, status) in [(tag, 304), (&format!("\"a\", W/{tag}"), 304), ("\"a\"", 200)] {
        let known = [("if-none-match", known)];
        let answer = citizen.ask(axum::http::Method::GET, &picture.address, &known, axum::body::Body::empty()).await;
        assert_eq!((answer.status.as_u16(), answer.body.is_empty()), (status, status == 304), "{known:?}");
        assert_eq!((answer.header("etag"), answer.header("cache-control")), (tag, "public, no-cache"));
    }

    let code = story::code(county, item).await;
    let withdraw = Ask::Withdraw { reason: "照片拍到了无关人员".to_owned() };
    story::decide(county, &county.ctx("shenhe").await, item, withdraw).await;
    let page = citizen.get(&format!("/a/{code}")).await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.text().contains("照片拍到了无关人员") && page.text().contains("图片新闻"));
    assert!(!page.text().contains("会议现场") && !page.text().contains(&picture.address));
    assert_eq!(citizen.get(&picture.address).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_attachment_is_saved_and_never_shown_as_a_page() {
    let site = Site::new().await;
    let item = story::draft(&site.county, "附件").await;
    let address = story::attach(&site.county, item, "名单：略").await;
    story::publish(&site.county, item).await;
    let answer = site.visitor().get(&address).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-disposition"), "attachment; filename*=UTF-8''%E5%90%8D%E5%8D%95.txt");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert!(answer.header("content-type").starts_with("text/plain"), "{}", answer.header("content-type"));
}

async fn part(visitor: &mut Visitor, address: &str, range: &str) -> Answer {
    visitor.ask(Method::GET, address, &[("range", range), ("accept-encoding", "gzip")], Body::empty()).await
}

/// A player jumps, and a download that broke off goes on.
#[tokio::test]
async fn a_file_is_sent_in_parts() {
    let site = Site::new().await;
    let item = story::draft(&site.county, "附件").await;
    let text = "0123456789".repeat(10);
    let address = story::attach(&site.county, item, &text).await;
    let mut author = site.signed_in("fabu").await;
    let draft = part(&mut author, &address, "bytes=0-4").await;
    assert_eq!((draft.status, draft.text().as_str()), (StatusCode::PARTIAL_CONTENT, "01234"));
    assert_eq!(draft.header("cache-control"), "no-store");

    story::publish(&site.county, item).await;
    let mut citizen = site.visitor();
    for (range, status, bytes, place) in [
        ("bytes=95-", 206, "56789", "bytes 95-99/100"),
        ("bytes=-3", 206, "789", "bytes 97-99/100"),
        ("bytes=0-0", 206, "0", "bytes 0-0/100"),
        ("bytes=98-200", 206, "89", "bytes 98-99/100"),
        ("bytes=100-", 416, "", "bytes */100"),
        ("bytes=0-1,5-6", 200, text.as_str(), ""),
        ("lines=1-2", 200, text.as_str(), ""),
    ] {
        let answer = part(&mut citizen, &address, range).await;
        assert_eq!((answer.status.as_u16(), answer.text().as_str()), (status, bytes), "{range}");
        assert_eq!((answer.header("content-range"), answer.header("accept-ranges")), (place, "bytes"), "{range}");
        if status != 416 {
            assert_eq!(answer.header("content-length"), bytes.len().to_string(), "{range}");
            assert_eq!(answer.header("content-disposition"), "attachment; filename*=UTF-8''%E5%90%8D%E5%8D%95.txt");
        }
        assert_eq!(answer.header("content-encoding"), "", "{range}: parts are of what is stored");
    }
    let tag = citizen.get(&address).await.header("etag").to_owned();
    for (known, status) in [(tag.as_str(), 206), ("\"of another file\"", 200)] {
        let headers = [("range", "bytes=0-4"), ("if-range", known)];
        let answer = citizen.ask(Method::GET, &address, &headers, Body::empty()).await;
        assert_eq!(answer.status.as_u16(), status, "{known}");
    }
    let head = citizen.ask(Method::HEAD, &address, &[("range", "bytes=0-4")], Body::empty()).await;
    assert_eq!((head.status, head.header("content-length"), head.body.len()), (StatusCode::OK, "100", 0));
}

#[tokio::test]
async fn a_picture_under_the_text_keeps_its_format_and_loses_its_notes() {
    let site = Site::new().await;
    let item = story::draft(&site.county, "地图").await.get();
    let mut author = site.signed_in("fabu").await;
    // A chunk of notes, as a telephone writes them, behind the header of the picture.
    let notes = [0, 0, 0, 7, b't', b'E', b'X', b't', b'G', b'P', b'S', 0, b'1', b'0', b'7', 0xcb, 0xcc, 0xca, 0x3d];
    let taken = [&PNG[..33], &notes, &PNG[33..]].concat();
    let answer = author.upload("attachment", item, "地图.png", "image/png", &taken).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let upload: Upload = answer.json();
    assert_eq!((upload.address.rsplit('.').next(), upload.name.as_str()), (Some("png"), "地图.png"));
    let stored = author.get(&upload.address).await;
    assert_eq!((stored.status, stored.header("content-type")), (StatusCode::OK, "image/png"));
    assert!(!stored.body.windows(3).any(|window| window == b"GPS"));
    assert_eq!(i64::try_from(stored.body.len()).unwrap(), upload.size);
}

/// Two clerks upload the same form under names of their own: citizens see that of the page which is public.
#[tokio::test]
async fn a_public_file_bears_the_name_that_its_page_gave_it() {
    let site = Site::new().await;
    let county = &site.county;
    let mut author = site.signed_in("fabu").await;
    let (draft, live) = (story::draft(county, "内部稿").await, story::draft(county, "通知").await);
    let mut addresses = Vec::new();
    for (item, name) in [(draft, "内部讨论稿.txt"), (live, "申请表.txt")] {
        let upload: Upload = author.upload("attachment", item.get(), name, "text/plain", "表".as_bytes()).await.json();
        addresses.push(upload.address.clone());
        use_attachment(&site, item, upload).await;
    }
    assert_eq!(addresses[0], addresses[1], "the same bytes are kept once");
    story::publish(county, live).await;
    let public = site.visitor().get(&addresses[0]).await;
    assert_eq!(public.status, StatusCode::OK);
    let name = "%E7%94%B3%E8%AF%B7%E8%A1%A8.txt";
    assert_eq!(public.header("content-disposition"), format!("attachment; filename*=UTF-8''{name}"));
}

/// Puts an uploaded file under the text of a draft.
async fn use_attachment(site: &Site, item: ItemId, upload: Upload) {
    let author = site.county.ctx("fabu").await;
    let mut content = site.county.cms.sheet(&author, item).await.unwrap().content;
    let Upload { id, name, address, size, .. } = upload;
    content.attachments.push(Attachment { media: id, name, address, size });
    let seen = story::seen(&site.county, item).await;
    let save = Save { item, revision: seen.revision, version: seen.version, content };
    site.county.cms.save(&author, save).await.unwrap();
    site.county.cms.record_secrecy_review(&author, item, testkit::secrecy_review()).await.unwrap();
}

#[tokio::test]
async fn the_scan_of_a_secrecy_review_opens_for_its_chain_only() {
    let site = Site::new().await;
    let item = story::draft(&site.county, "通知").await;
    let mut author = site.signed_in("fabu").await;
    let scan: Upload = author.upload("secrecy-scan", item.get(), "审查表.pdf", "application/pdf", PDF).await.json();
    assert_eq!(scan.address, "", "it has no address that could be passed on");
    let review = domain::item::SecrecyReview { scan: Some(scan.id), ..testkit::secrecy_review() };
    let recorded = author.call("content/record-secrecy-review", json!({ "item": item, "review": review })).await;
    assert_eq!(recorded.status, StatusCode::OK, "{}", recorded.text());
    let address = format!("/desk/media/{}", scan.id);
    for (login, status) in [
        ("fabu", 200),
        ("shenhe", 200),
        ("fabu2", 403),
        ("xuanchuan", 403),
        ("guanli", 403),
        ("anquan", 403),
        ("shenji", 403),
    ] {
        let answer = site.signed_in(login).await.get(&address).await;
        assert_eq!(answer.status.as_u16(), status, "{login}");
    }
    assert_eq!(site.visitor().get(&address).await.status, StatusCode::SEE_OTHER);
    // Published, the page is everybody's; the paper stays where it was.
    story::publish(&site.county, item).await;
    let code = story::code(&site.county, item).await;
    let page = site.visitor().get(&format!("/a/{code}")).await;
    assert!(page.status == StatusCode::OK && !page.text().contains("审查表"));
    assert_eq!(site.signed_in("fabu2").await.get(&address).await.status, StatusCode::FORBIDDEN);
}
