//! The session's cookie, its life and its end.

use axum::http::StatusCode;
use domain::desk::people::{Me, SessionRow};
use serde::Deserialize;
use serde_json::json;
use server::config::Config;
use testkit::PASSWORD;

use crate::{
    site::{Site, Visitor},
    story,
};

const COOKIE: &str = "longan_session";

#[derive(Deserialize)]
struct Served<T> {
    value: T,
}

async fn me(visitor: &mut Visitor) -> StatusCode {
    visitor.call("session/me", json!({})).await.status
}

async fn sessions(visitor: &mut Visitor) -> Vec<SessionRow> {
    visitor.call("session/list", json!({})).await.json::<Served<_>>().value
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_for_scripts_and_other_sites() {
    for (public_address, secure) in [("http://127.0.0.1:3000", false), ("https://www.lax.gov.cn", true)] {
        let config = Config { public_address: public_address.to_owned(), ..Config::default() };
        let site = Site::with(config).await;
        let mut visitor = site.visitor();
        let answer = visitor.sign_in("fabu", PASSWORD).await;
        let cookie = answer.header("set-cookie").to_owned();
        assert!(cookie.starts_with("longan_session="), "{cookie}");
        let flags: Vec<&str> = cookie.split("; ").skip(1).collect();
        assert!(
            flags.contains(&"HttpOnly") && flags.contains(&"SameSite=Lax") && flags.contains(&"Path=/"),
            "{cookie}"
        );
        assert_eq!(flags.contains(&"Secure"), secure, "{cookie}");
        assert!(!cookie.contains("Max-Age") && !cookie.contains("Expires"), "gone with the browser: {cookie}");
        let id = visitor.cookie(COOKIE).unwrap();
        assert!(id.len() >= 22, "128 bits: {id}");
    }
}

#[tokio::test]
async fn a_visitor_who_only_reads_gets_no_cookie() {
    let site = Site::new().await;
    for address in ["/", "/desk", "/desk/login", "/c/jypx", "/nowhere"] {
        assert_eq!(site.visitor().get(address).await.header("set-cookie"), "", "{address}");
    }
}

#[tokio::test]
async fn signing_in_draws_a_new_identifier() {
    let site = Site::new().await;
    let mut visitor = site.signed_in("fabu").await;
    let first = visitor.cookie(COOKIE).unwrap().to_owned();
    let mut before = visitor.clone();
    assert_eq!(visitor.sign_in("fabu", PASSWORD).await.status, StatusCode::SEE_OTHER);
    assert_ne!(visitor.cookie(COOKIE).unwrap(), first);
    assert_eq!((me(&mut visitor).await, me(&mut before).await), (StatusCode::OK, StatusCode::UNAUTHORIZED));

    // One that a stranger planted before the log-in is worth nothing after it.
    let mut victim = site.visitor();
    let planted = "AAAAAAAAAAAAAAAAAAAAAA";
    victim.set_cookie(COOKIE, planted);
    let mut stranger = victim.clone();
    victim.sign_in("fabu", PASSWORD).await;
    assert_ne!(victim.cookie(COOKIE).unwrap(), planted);
    assert_eq!((me(&mut victim).await, me(&mut stranger).await), (StatusCode::OK, StatusCode::UNAUTHORIZED));
}

#[tokio::test]
async fn signing_out_ends_the_session_for_every_copy_of_the_cookie() {
    let site = Site::new().await;
    let mut visitor = site.signed_in("fabu").await;
    let mut copy = visitor.clone();
    let answer = visitor.post("/desk/logout", &[]).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/desk/login"));
    assert_eq!(visitor.cookie(COOKIE), None);
    assert_eq!(me(&mut copy).await, StatusCode::UNAUTHORIZED);
    let page = copy.get("/desk/items?page=2").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_eq!(page.header("location"), "/desk/login?next=/desk/items%3Fpage%3D2");
    assert_eq!(site.county.logged_actions().await.last().unwrap(), "session.sign-out");
}

#[tokio::test]
async fn a_revoked_session_is_over_at_once() {
    let site = Site::new().await;
    let (mut here, mut elsewhere) = (site.signed_in("fabu").await, site.signed_in("fabu").await);
    let rows = sessions(&mut here).await;
    assert_eq!(rows.len(), 2);
    let other = rows.iter().find(|row| !row.is_this_one).unwrap();
    let revoked = here.call("session/revoke", json!({ "handle": other.handle })).await;
    assert_eq!(revoked.status, StatusCode::OK);
    assert_eq!((me(&mut here).await, me(&mut elsewhere).await), (StatusCode::OK, StatusCode::UNAUTHORIZED));
    // A save that was under way meanwhile does not bring it back.
    assert_eq!(elsewhere.call("session/stay", json!({})).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(sessions(&mut here).await.len(), 1);
}

#[tokio::test]
async fn nobody_revokes_the_session_of_somebody_else() {
    let site = Site::new().await;
    let (mut victim, mut other) = (site.signed_in("fabu").await, site.signed_in("shenhe").await);
    let handle = sessions(&mut victim).await[0].handle.clone();
    let refused = other.call("session/revoke", json!({ "handle": handle })).await;
    assert_eq!((refused.status, me(&mut victim).await), (StatusCode::NOT_FOUND, StatusCode::OK));
}

#[tokio::test]
async fn a_locked_account_is_out_at_once() {
    let site = Site::new().await;
    let (mut visitor, mut security) = (site.signed_in("fabu").await, site.signed_in("anquan").await);
    let account = site.county.account("fabu").await;
    assert_eq!(security.call("people/lock", json!({ "account": account })).await.status, StatusCode::OK);
    assert_eq!(me(&mut visitor).await, StatusCode::UNAUTHORIZED);
    assert_eq!(visitor.get("/desk").await.status, StatusCode::SEE_OTHER);
    assert_eq!(visitor.sign_in("fabu", PASSWORD).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn thirty_idle_minutes_end_a_session() {
    let site = Site::new().await;
    let mut visitor = site.signed_in("fabu").await;
    site.county.advance_minutes(29);
    assert_eq!(visitor.get("/desk").await.status, StatusCode::OK);
    site.county.advance_minutes(29);
    assert_eq!(me(&mut visitor).await, StatusCode::OK, "opening a page counts as doing something");
    site.county.advance_minutes(1);
    assert_eq!(me(&mut visitor).await, StatusCode::UNAUTHORIZED);
    assert_eq!(visitor.get("/desk").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn twelve_busy_hours_end_a_session_too() {
    let site = Site::new().await;
    let mut visitor = site.signed_in("fabu").await;
    for _ in 0..24 {
        site.county.advance_minutes(29);
        assert_eq!(visitor.get("/desk").await.status, StatusCode::OK);
    }
    site.county.advance_minutes(24);
    assert_eq!(me(&mut visitor).await, StatusCode::UNAUTHORIZED);
    assert_eq!(visitor.sign_in("fabu", PASSWORD).await.status, StatusCode::SEE_OTHER);
    assert_eq!(me(&mut visitor).await, StatusCode::OK, "a new log-in is a new session");
}

#[tokio::test]
async fn what_a_page_asks_by_itself_does_not_keep_a_session_alive() {
    let site = Site::new().await;
    let item = story::draft(&site.county, "通知").await;
    let mut visitor = site.signed_in("fabu").await;
    // The big screen of the board reloads itself for days.
    let end = visitor.call("session/me", json!({})).await.json::<Me>().idle_ends_at;
    for _ in 0..5 {
        site.county.advance_minutes(5);
        for (function, arguments) in [
            ("session/me", json!({})),
            ("content/notices", json!({})),
            ("obligations/board-again", json!({})),
            ("content/heartbeat", json!({ "item": item, "editing": true })),
        ] {
            assert_eq!(visitor.call(function, arguments).await.status, StatusCode::OK, "{function}");
        }
        assert_eq!(visitor.call("session/me", json!({})).await.json::<Me>().idle_ends_at, end);
    }
    let mut working = visitor.clone();
    assert_eq!(working.call("session/stay", json!({})).await.status, StatusCode::OK);
    assert!(working.call("session/me", json!({})).await.json::<Me>().idle_ends_at > end);
    site.county.advance_minutes(29);
    assert_eq!(me(&mut visitor).await, StatusCode::OK);
    site.county.advance_minutes(1);
    assert_eq!(me(&mut visitor).await, StatusCode::UNAUTHORIZED);
}
