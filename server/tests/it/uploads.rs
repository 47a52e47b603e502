//! Files: what is let in, who may open it, and when it is public.

use axum::http::StatusCode;
use cms::media::Upload;
use domain::desk::content::Ask;
use serde_json::json;

use crate::{
    site::Site,
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
    county.cms.record_secrecy_review(&ctx, item, story::review()).await.unwrap();

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

#[tokio::test]
async fn the_scan_of_a_secrecy_review_opens_for_its_chain_only() {
    let site = Site::new().await;
    let item = story::draft(&site.county, "通知").await;
    let mut author = site.signed_in("fabu").await;
    let scan: Upload = author.upload("secrecy-scan", item.get(), "审查表.pdf", "application/pdf", PDF).await.json();
    assert_eq!(scan.address, "", "it has no address that could be passed on");
    let review = domain::item::SecrecyReview { scan: Some(scan.id), ..story::review() };
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
