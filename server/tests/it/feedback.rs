//! What readers send, without script and without a cookie: reports, votes, visits.

use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use domain::{
    desk::reports::{ReportAsk, ReportFilter},
    feedback::Outcome,
};
use server::config::Config;

use crate::{
    site::{Answer, Site, Visitor},
    story,
};

const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

async fn article(site: &Site) -> String {
    let item = story::live(&site.county, "秋季学期工作安排").await;
    format!("/a/{}", story::code(&site.county, item).await)
}

/// The hidden key of the form at `address`.
async fn key(visitor: &mut Visitor, address: &str) -> String {
    visitor.get(address).await.attributes("input[name=form_key]", "value").concat()
}

async fn send(visitor: &mut Visitor, address: &str, form_key: &str, words: &str) -> Answer {
    let form = [
        ("form_key", form_key),
        ("kind", "wording"),
        ("passage", "秋季<学期>"),
        ("words", words),
        ("contact", "13800138000"),
        ("website", ""),
    ];
    visitor.post(address, &form).await
}

#[tokio::test]
async fn a_report_gets_a_receipt_and_its_answer_is_read_there() {
    let site = Site::new().await;
    let address = article(&site).await + "/report";
    let mut reader = site.visitor();
    let page = reader.get(&address).await;
    assert_eq!((page.status, page.texts("h1")), (StatusCode::OK, vec!["我要纠错".to_owned()]));
    assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"]);
    let form_key = key(&mut reader, &address).await;
    let sent = send(&mut reader, &address, &form_key, "标题里有一个错别字").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let receipt = sent.header("location").to_owned();
    assert!(receipt.starts_with("/report/2026-00001?code="), "{receipt}");
    let again = send(&mut reader, &address, &form_key, "标题里有一个错别字").await;
    assert_eq!(again.header("location"), receipt, "pressed twice, stored once");

    let page = reader.get(&receipt).await;
    assert_eq!((page.status, page.header("cache-control")), (StatusCode::OK, "no-store"));
    let text = page.texts("main").concat();
    assert!(text.contains("已收到") && text.contains("2026-00001"), "{text}");
    assert!(!text.contains("错别字有") && !text.contains("13800138000"), "{text}");

    let clerk = site.county.ctx("fabu").await;
    let filter = ReportFilter { page: 1, ..ReportFilter::default() };
    let id = site.county.cms.reports(&clerk, &filter).await.unwrap().rows[0].id;
    site.county.cms.decide_report(&clerk, id, ReportAsk::Claim).await.unwrap();
    assert!(reader.get(&receipt).await.texts("main").concat().contains("处理中"));
    let answer = ReportAsk::Answer { outcome: Outcome::Mended, answer: "已改正，谢谢您".into() };
    site.county.cms.decide_report(&clerk, id, answer).await.unwrap();
    let text = reader.get(&receipt).await.texts("main").concat();
    assert!(text.contains("已办结") && text.contains("已改正，谢谢您") && text.contains("县教育局"), "{text}");

    let wrong = reader.get("/report/2026-00001?code=bcdfghjk").await;
    assert_eq!(wrong.status, StatusCode::NOT_FOUND);
    assert!(!wrong.text().contains("已改正，谢谢您"));
    let by_form = reader.get(&receipt.replace("/report/2026-00001?", "/report?number=2026-00001&")).await;
    assert!(by_form.texts("main").concat().contains("已办结"));
    assert_eq!(reader.get("/report").await.status, StatusCode::OK);
    assert!(reader.cookie("longan_session").is_none() && reader.cookie("elder").is_none());
}

#[tokio::test]
async fn a_faulty_form_comes_back_with_everything_that_was_typed() {
    let site = Site::new().await;
    let address = article(&site).await + "/report";
    let mut reader = site.visitor();
    let form_key = key(&mut reader, &address).await;
    let back = send(&mut reader, &address, &form_key, "错<b>").await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(back.texts("#field-words-error"), ["请再说得具体一些，至少 5 个字"]);
    assert_eq!(back.texts(".error-summary a"), ["请再说得具体一些，至少 5 个字"]);
    assert_eq!(back.texts("#field-words"), ["错<b>"]);
    assert_eq!(back.texts("#field-passage"), ["秋季<学期>"]);
    assert_eq!(back.attributes("#field-contact", "value"), ["13800138000"]);
    assert_eq!(back.attributes("#field-kind option[selected]", "value"), ["wording"]);
    assert_eq!(back.attributes("input[name=form_key]", "value"), std::slice::from_ref(&form_key));

    let trapped = [("form_key", form_key.as_str()), ("kind", "other"), ("words", "买东西请点这里"), ("website", "x")];
    let back = reader.post(&address, &trapped).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(back.texts("#field-words"), ["买东西请点这里"]);
    let filter = ReportFilter::default();
    let stored = site.county.cms.reports(&site.county.ctx("fabu").await, &filter).await.unwrap();
    assert_eq!(stored.total, 0);
}

#[tokio::test]
async fn one_address_sends_only_so_often() {
    let site = Site::with(Config { feedback_per_minute: 2, ..Config::default() }).await;
    let address = article(&site).await + "/report";
    let mut reader = site.visitor();
    for _ in 0..2 {
        let form_key = key(&mut reader, &address).await;
        assert_eq!(send(&mut reader, &address, &form_key, "标题里有一个错别字").await.status, StatusCode::SEE_OTHER);
    }
    let form_key = key(&mut reader, &address).await;
    let refused = send(&mut reader, &address, &form_key, "标题里有一个错别字").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.texts("#field-words"), ["标题里有一个错别字"]);
    for status in [StatusCode::NOT_FOUND, StatusCode::NOT_FOUND, StatusCode::TOO_MANY_REQUESTS] {
        assert_eq!(reader.get("/report/2026-00001?code=bcdfghjk").await.status, status, "codes are not guessed");
    }
    let other = send(&mut site.visitor().at("10.0.0.9"), &address, &form_key, "标题里有一个错别字").await;
    assert_eq!(other.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_list_takes_opinions() {
    let site = Site::new().await;
    let mut reader = site.visitor();
    assert_eq!(reader.get("/c/jypx").await.attributes(".opinion-box a", "href"), ["/c/jypx/report"]);
    let page = reader.get("/c/jypx/report").await;
    assert_eq!(page.texts("h1"), ["意见建议"]);
    let form_key = page.attributes("input[name=form_key]", "value").concat();
    let form = [("form_key", form_key.as_str()), ("kind", "opinion"), ("words", "希望多登招生信息")];
    assert_eq!(reader.post("/c/jypx/report", &form).await.status, StatusCode::SEE_OTHER);
    for nowhere in ["/c/nowhere/report", "/a/23456789/report", "/a/x/report"] {
        assert_eq!(reader.get(nowhere).await.status, StatusCode::NOT_FOUND, "{nowhere}");
        assert_eq!(reader.post(nowhere, &form).await.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
}

#[tokio::test]
async fn a_selected_passage_comes_into_the_form() {
    let site = Site::new().await;
    let address = article(&site).await + "/report?passage=%E7%A7%8B%E5%AD%A3%3C";
    let page = site.visitor().get(&address).await;
    assert_eq!(page.texts("#field-passage"), ["秋季<"]);
}

async fn view(visitor: &mut Visitor, article: &str, browser: &str) -> Answer {
    let headers = [("user-agent", browser), ("sec-fetch-site", "same-origin")];
    visitor.ask(Method::POST, &format!("{article}/view"), &headers, Body::empty()).await
}

#[tokio::test]
async fn readers_are_counted_robots_and_staff_are_not() {
    let site = Site::new().await;
    let article = article(&site).await;
    let mut reader = site.visitor();
    let shown = reader.get(&article).await;
    assert_eq!(shown.texts("[data-views]"), ["0"]);
    assert!(shown.text().contains("<noscript><img"), "a reader without script counts too");
    assert_eq!(view(&mut reader, &article, BROWSER).await.text(), "1");
    assert_eq!(view(&mut reader, &article, BROWSER).await.text(), "1", "the same reader");
    assert_eq!(view(&mut reader, &article, "Baiduspider/2.0").await.text(), "1");
    let mut staff = site.signed_in("fabu").await;
    assert_eq!(view(&mut staff, &article, BROWSER).await.text(), "1");
    let picture = [("user-agent", BROWSER)];
    let mut neighbour = site.visitor().at("10.0.0.9");
    let point = neighbour.ask(Method::GET, &format!("{article}/view.gif"), &picture, Body::empty()).await;
    assert_eq!((point.header("content-type"), point.header("cache-control")), ("image/gif", "no-store"));
    assert_eq!(view(&mut reader, &article, "Baiduspider/2.0").await.text(), "2");
    assert_eq!(reader.get(&article).await.texts("[data-views]"), ["0"], "reading makes no page anew");
    assert_eq!(view(&mut reader, "/a/23456789", BROWSER).await.status, StatusCode::NOT_FOUND);
    assert!(point.headers.get("set-cookie").is_none());
}

#[tokio::test]
async fn a_vote_is_thanked_for() {
    let site = Site::new().await;
    let article = article(&site).await;
    let mut reader = site.visitor();
    let page = reader.get(&article).await;
    assert_eq!(page.attributes(".verdict__form", "action"), [format!("{article}/vote")]);
    let headers = [("sec-fetch-site", "same-origin"), ("user-agent", BROWSER)];
    let voted = reader.post_with(&format!("{article}/vote"), &[("vote", "useless")], &headers).await;
    assert_eq!(voted.header("location"), format!("{article}?vote=useless#verdict"));
    let thanks = reader.get(&format!("{article}?vote=useless")).await;
    assert!(thanks.texts(".verdict").concat().contains("感谢您的评价"));
    assert_eq!(thanks.attributes(".verdict [role=status] a", "href"), [format!("{article}/report")]);
    assert!(!thanks.texts(".verdict").concat().contains('1'), "the page thanks and tells no figures");
    let foreign = [("sec-fetch-site", "cross-site")];
    let forged = reader.post_with(&format!("{article}/vote"), &[("vote", "useful")], &foreign).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    assert_eq!(
        reader.post(&format!("{article}/vote"), &[("vote", "x")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}
