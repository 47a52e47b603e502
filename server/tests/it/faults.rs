//! When something breaks inside: a number to quote, and nothing of the cause.

use axum::http::StatusCode;
use serde_json::json;

use crate::site::{Answer, Site};

#[track_caller]
fn tells_the_number_only(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{}", answer.text());
    let number = answer.header("x-request-number").to_owned();
    assert_eq!(number.len(), 10);
    let text = answer.text();
    assert!(text.contains(&number), "{text}");
    for word in ["sqlx", "SQL", "pool", "Pool", "closed", "panicked", "src/", ".rs", "database", "select "] {
        assert!(!text.contains(word), "{word} in {text}");
    }
}

#[tokio::test]
async fn a_broken_database_shows_no_internals() {
    let site = Site::new().await;
    let (mut visitor, mut stranger) = (site.signed_in("fabu").await, site.visitor());
    site.county.cms.store().close().await;
    tells_the_number_only(&stranger.get("/").await);
    tells_the_number_only(&stranger.get("/c/jypx").await);
    tells_the_number_only(&stranger.get("/a/23456789").await);
    tells_the_number_only(&stranger.get("/media/00000000000000000000000000000000.pdf").await);
    tells_the_number_only(&stranger.sign_in("fabu", "x").await);
    tells_the_number_only(&visitor.get("/desk").await);
    tells_the_number_only(&visitor.get("/desk/plan.toml").await);
    tells_the_number_only(&visitor.call("content/inbox", json!({ "filter": {} })).await);
}

#[tokio::test]
async fn the_supervisor_hears_that_the_database_is_gone() {
    let site = Site::new().await;
    let healthy = site.visitor().get("/health").await;
    assert_eq!((healthy.status, healthy.text().as_str()), (StatusCode::OK, "ok\n"));
    site.county.cms.store().close().await;
    assert_eq!(site.visitor().get("/health").await.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn arguments_that_cannot_be_read_are_the_callers_fault() {
    let site = Site::new().await;
    let mut visitor = site.signed_in("fabu").await;
    for arguments in [json!({}), json!({ "item": "eins" }), json!([]), json!({ "item": null })] {
        let answer = visitor.call("content/sheet", arguments.clone()).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{arguments}: {}", answer.text());
    }
    let deep = "[".repeat(100_000);
    let headers = [("content-type", "application/json")];
    let method = axum::http::Method::POST;
    let answer = visitor.ask(method, "/api/desk/content/sheet", &headers, deep.into()).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_request_that_is_too_large_is_refused() {
    let site = Site::new().await;
    let mut visitor = site.signed_in("fabu").await;
    let answer = visitor.call("content/check", json!({ "item": 1, "padding": "x".repeat(5 * 1024 * 1024) })).await;
    assert!(
        answer.status == StatusCode::PAYLOAD_TOO_LARGE || answer.status == StatusCode::BAD_REQUEST,
        "{}: {}",
        answer.status,
        answer.text()
    );
}

#[tokio::test]
async fn a_request_too_large_is_told_so() {
    let site = Site::new().await;
    let mut author = site.signed_in("fabu").await;
    let body = "x".repeat(5 * 1024 * 1024);
    let size = body.len().to_string();
    let headers =
        [("content-type", "application/json"), ("sec-fetch-site", "same-origin"), ("content-length", size.as_str())];
    let answer = author.ask(axum::http::Method::POST, "/api/desk/content/sheet", &headers, body.into()).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn the_desk_is_found_with_a_slash_at_the_end() {
    let answer = Site::new().await.visitor().get("/desk/").await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (308, "/desk"));
}

/// Both say it as a page: with a status, a title and a heading.
#[tokio::test]
async fn an_address_of_the_desk_that_leads_nowhere_says_so() {
    let site = Site::new().await;
    let mut visitor = site.signed_in("fabu").await;
    for address in ["/desk/no-such-page", "/desk/print/nothing", "/desk/print/items/93"] {
        let answer = visitor.get(address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        assert_eq!((answer.texts("title").len(), answer.texts("h1").len()), (1, 1), "{address}");
    }
}
