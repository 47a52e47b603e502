//! The content security policy and the headers beside it.

use axum::http::StatusCode;
use server::config::Config;

use crate::{
    site::{Answer, Site},
    story,
};

fn nonce(answer: &Answer) -> String {
    let policy = answer.header("content-security-policy");
    let (_, rest) = policy.split_once("'nonce-").unwrap_or_else(|| panic!("no nonce in {policy:?}"));
    rest.split_once('\'').unwrap().0.to_owned()
}

#[tokio::test]
async fn every_script_of_the_desk_carries_the_nonce_of_its_page() {
    let site = Site::new().await;
    let item = story::live(&site.county, "通知").await;
    let mut visitor = site.signed_in("fabu").await;
    for address in [
        "/desk".to_owned(),
        format!("/desk/items/{item}"),
        format!("/desk/print/items/{item}"),
        "/desk/login".to_owned(),
    ] {
        let (first, second) = (visitor.get(&address).await, visitor.get(&address).await);
        assert_ne!(nonce(&first), nonce(&second), "{address}");
        assert_eq!(nonce(&first).len(), 32, "16 bytes: {address}");
        for answer in [first, second] {
            let scripts = answer.texts("script").len();
            let inline = answer.attributes("script:not([src])", "nonce");
            let all = answer.attributes("script", "nonce");
            assert!(inline.iter().chain(&all).all(|found| *found == nonce(&answer)), "{address}");
            assert_eq!(all.len(), scripts, "{address}: a script without nonce would not run");
        }
    }
}

/// Everybody gets the same page from memory: a nonce in it would be no secret.
#[tokio::test]
async fn pages_for_citizens_have_no_script_of_their_own_and_no_nonce() {
    let site = Site::new().await;
    let item = story::live(&site.county, "通知").await;
    let code = story::code(&site.county, item).await;
    let mut visitor = site.visitor();
    for address in ["/", "/", "/c/jypx", &format!("/a/{code}"), "/nowhere", "/leave?to=https%3A%2F%2Fshop.example%2F"] {
        let answer = visitor.get(address).await;
        assert!(answer.header("content-security-policy").contains("script-src 'self'; "), "{address}");
        let own = answer.texts("script:not([src]):not([type=\"application/ld+json\"])");
        assert_eq!(own.len(), 0, "{address}: data is no script, and no policy is asked about it");
        assert_eq!(answer.attributes("script", "nonce").len(), 0, "{address}: a kept page would show it to others");
    }
}

/// Styles and handlers in attributes would be silently dropped by the policy.
#[tokio::test]
async fn no_page_relies_on_what_the_policy_forbids() {
    let site = Site::new().await;
    let item = story::live(&site.county, "通知").await;
    let code = story::code(&site.county, item).await;
    let mut visitor = site.signed_in("fabu").await;
    for address in ["/", "/sitemap", "/c/jypx", &format!("/a/{code}"), "/nowhere", "/desk", "/desk/components"] {
        let answer = visitor.get(address).await;
        assert_eq!(answer.texts("style").len() + answer.attributes("[style]", "style").len(), 0, "{address}");
        assert_eq!(answer.attributes("[onclick], [onload], [onerror], [onsubmit]", "class").len(), 0, "{address}");
        let foreign = answer.attributes("script[src], img[src], link[href]", "src");
        assert!(foreign.iter().all(|source| source.starts_with('/')), "{address}: {foreign:?}");
    }
}

#[tokio::test]
async fn only_the_desk_may_compile_wasm() {
    let site = Site::new().await;
    let mut visitor = site.signed_in("fabu").await;
    for (address, may) in [("/desk", true), ("/", false), ("/nowhere", false), ("/desk/login", true)] {
        let answer = visitor.get(address).await;
        let policy = answer.header("content-security-policy");
        assert_eq!(policy.contains("'wasm-unsafe-eval'"), may, "{address}");
        assert!(policy.starts_with("default-src 'none'; "), "{policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    }
}

#[tokio::test]
async fn errors_carry_the_headers_too() {
    let site = Site::new().await;
    let mut visitor = site.visitor();
    let mut answers = vec![
        (StatusCode::OK, visitor.get("/").await),
        (StatusCode::OK, visitor.get("/health").await),
        (StatusCode::NOT_FOUND, visitor.get("/nowhere").await),
        (StatusCode::SEE_OTHER, visitor.get("/desk").await),
        (StatusCode::UNAUTHORIZED, visitor.call("session/me", serde_json::json!({})).await),
        (StatusCode::METHOD_NOT_ALLOWED, visitor.post("/", &[]).await),
        (StatusCode::FORBIDDEN, visitor.post_with("/preferences", &[], &[("sec-fetch-site", "cross-site")]).await),
        (StatusCode::UNPROCESSABLE_ENTITY, visitor.post("/desk/login", &[("login", "fabu")]).await),
    ];
    site.county.cms.store().close().await;
    // One that nobody has asked for yet, so that it is not kept.
    answers.push((StatusCode::INTERNAL_SERVER_ERROR, visitor.get("/sitemap").await));
    for (status, answer) in answers {
        assert_eq!(answer.status, status);
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "strict-origin-when-cross-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("strict-transport-security", ""),
        ] {
            assert_eq!(answer.header(name), value, "{name} of {status}");
        }
        assert!(answer.header("permissions-policy").contains("camera=()"), "{status}");
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{status}");
        assert_eq!(answer.header("x-request-number").len(), 10, "{status}");
    }
}

#[tokio::test]
async fn a_public_address_over_https_demands_https() {
    let site = Site::with(Config { public_address: "https://www.lax.gov.cn".to_owned(), ..Config::default() }).await;
    let answer = site.visitor().get("/").await;
    assert_eq!(answer.header("strict-transport-security"), "max-age=31536000");
    assert!(answer.header("content-security-policy").contains("upgrade-insecure-requests"));
}

#[tokio::test]
async fn nothing_of_the_desk_stays_in_a_cache() {
    let site = Site::new().await;
    let item = story::draft(&site.county, "通知").await;
    let mut visitor = site.signed_in("fabu").await;
    for address in ["/desk", "/desk/login", "/desk/plan.toml", &format!("/desk/print/items/{item}"), "/desk/media/1"] {
        assert_eq!(visitor.get(address).await.header("cache-control"), "no-store", "{address}");
    }
    let sheet = visitor.call("content/sheet", serde_json::json!({ "item": item })).await;
    assert_eq!((sheet.status, sheet.header("cache-control")), (StatusCode::OK, "no-store"));
}

#[tokio::test]
async fn texts_are_packed_and_what_is_packed_already_is_not() {
    let site = Site::new().await;
    let item = story::draft(&site.county, "附件").await;
    let file = story::attach(&site.county, item, &"名单：略。".repeat(100)).await;
    let mut visitor = site.signed_in("fabu").await;
    for (address, encoding) in [
        ("/", "gzip"),
        ("/desk/plan.toml", "gzip"),
        ("/desk/plan.xlsx", ""),
        // It is offered in parts, and a part of a packed text is of no use.
        (&file, ""),
    ] {
        let headers = [("accept-encoding", "gzip")];
        let answer = visitor.ask(axum::http::Method::GET, address, &headers, axum::body::Body::empty()).await;
        assert_eq!((answer.status, answer.header("content-encoding")), (StatusCode::OK, encoding), "{address}");
    }
}
