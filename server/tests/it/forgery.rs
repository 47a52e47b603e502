//! Requests that another site makes a visitor's browser send, and requests that only look harmless.

use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use serde_json::json;

use crate::{
    site::{Site, Visitor},
    story,
};

const JSON: (&str, &str) = ("content-type", "application/json");

async fn ask_me(visitor: &mut Visitor, headers: &[(&str, &str)]) -> StatusCode {
    let headers = [&[JSON], headers].concat();
    visitor.ask(Method::POST, "/api/desk/session/me", &headers, Body::from("{}")).await.status
}

#[tokio::test]
async fn another_site_cannot_use_the_session() {
    let site = Site::new().await;
    let mut visitor = site.signed_in("fabu").await;
    for (headers, expected) in [
        (&[("sec-fetch-site", "same-origin")][..], StatusCode::OK),
        (&[("sec-fetch-site", "cross-site")], StatusCode::FORBIDDEN),
        (&[("sec-fetch-site", "same-site")], StatusCode::FORBIDDEN),
        (&[("origin", "http://127.0.0.1:3000")], StatusCode::OK),
        (&[("origin", "https://evil.example")], StatusCode::FORBIDDEN),
        (&[("origin", "null")], StatusCode::FORBIDDEN),
        (&[("origin", "http://127.0.0.1:3001")], StatusCode::FORBIDDEN),
    ] {
        assert_eq!(ask_me(&mut visitor, headers).await, expected, "{headers:?}");
    }
}

#[tokio::test]
async fn forms_of_another_site_are_refused() {
    let site = Site::new().await;
    let mut visitor = site.signed_in("fabu").await;
    for address in ["/desk/login", "/desk/logout", "/preferences", "/desk/media?kind=image&item=1"] {
        let answer = visitor.post_with(address, &[("elder", "on")], &[("sec-fetch-site", "cross-site")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address}");
    }
    assert_eq!(visitor.call("session/me", json!({})).await.status, StatusCode::OK, "still signed in");
}

#[tokio::test]
async fn nothing_changes_by_get() {
    let site = Site::new().await;
    let item = story::in_review(&site.county, "通知").await;
    let code = story::code(&site.county, item).await;
    let mut visitor = site.signed_in("shenhe").await;
    let before = site.county.logged_actions().await;
    let paths: Vec<String> = server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    for path in &paths {
        for method in [Method::GET, Method::HEAD] {
            let query = format!("{path}?item={item}&seen={item}&ask=Submit");
            let status = visitor.ask(method.clone(), &query, &[], Body::empty()).await.status;
            assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
        }
    }
    for address in [
        "/".to_owned(),
        "/desk".to_owned(),
        format!("/desk/items/{item}"),
        format!("/desk/items/{item}/review"),
        format!("/desk/items/{item}/history"),
        format!("/desk/print/items/{item}"),
        "/desk/logout".to_owned(),
        "/desk/me".to_owned(),
        "/desk/login".to_owned(),
        format!("/a/{code}"),
        format!("/preferences?elder=on&item={item}"),
    ] {
        visitor.get(&address).await;
    }
    assert_eq!(site.county.logged_actions().await, before);
    assert_eq!(visitor.cookie("elder"), None);
    assert_eq!(visitor.call("session/me", json!({})).await.status, StatusCode::OK, "still signed in");
}
