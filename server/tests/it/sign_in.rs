//! The sign-in form.

use axum::http::StatusCode;
use domain::account::Role;
use serde_json::json;
use server::config::Config;
use testkit::PASSWORD;

use crate::site::Site;

#[tokio::test]
async fn the_form_works_without_script() {
    let site = Site::new().await;
    let page = site.visitor().get("/desk/login?next=/desk/items").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.attributes("form", "action"), ["/desk/login"]);
    assert_eq!(page.attributes("form", "method"), ["post"]);
    assert_eq!(page.attributes("input[name=next]", "value"), ["/desk/items"]);
    assert_eq!(page.attributes("input[name=password]", "type"), ["password"]);
    assert!(page.texts("script").is_empty() && !page.text().contains(".wasm"));
}

#[tokio::test]
async fn a_wrong_password_brings_the_form_back_without_it() {
    let site = Site::new().await;
    let mut visitor = site.visitor();
    let form = [("login", "fabu"), ("password", "Wrong-Guess-123"), ("next", "/desk/log")];
    let answer = visitor.post("/desk/login", &form).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.text().contains("账号或密码不正确"));
    assert!(!answer.text().contains("Wrong-Guess-123"));
    assert_eq!(answer.attributes("input[name=login]", "value"), ["fabu"]);
    assert_eq!(answer.attributes("input[name=next]", "value"), ["/desk/log"]);
    assert_eq!(visitor.cookie("longan_session"), None);
}

#[tokio::test]
async fn afterwards_comes_the_page_that_was_asked_for_and_never_another_site() {
    let site = Site::new().await;
    for (next, place) in [
        ("/desk/items?page=2", "/desk/items?page=2"),
        ("", "/desk"),
        ("https://evil.example/", "/desk"),
        ("//evil.example", "/desk"),
        ("/\\evil.example", "/desk"),
        ("/\tevil", "/desk"),
        ("javascript:alert(1)", "/desk"),
    ] {
        let form = [("login", "fabu"), ("password", PASSWORD), ("next", next)];
        let answer = site.visitor().post("/desk/login", &form).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, place), "{next:?}");
        let page = site.visitor().get(&format!("/desk/login?next={}", crate::site::encode(next))).await;
        let offered = page.attributes("input[name=next]", "value").concat();
        assert!(offered == next || offered == "/", "{next:?} became {offered:?}");
        assert!(!offered.contains("evil"), "{offered:?}");
    }
}

#[tokio::test]
async fn what_is_typed_cannot_become_markup() {
    let site = Site::new().await;
    let login = "\"><script>alert(1)</script>";
    let answer = site.visitor().post("/desk/login", &[("login", login), ("password", "x")]).await;
    assert!(answer.texts("script").is_empty());
    assert_eq!(answer.attributes("input[name=login]", "value"), [login]);
}

#[tokio::test]
async fn five_failures_lock_the_account_for_fifteen_minutes() {
    let site = Site::new().await;
    for attempt in 1..=5_u8 {
        // From five addresses: it is the account that is locked.
        let mut visitor = site.visitor().at(&format!("10.0.1.{attempt}"));
        assert_eq!(visitor.sign_in("fabu", "Wrong-Guess-123").await.status, StatusCode::UNAUTHORIZED);
    }
    let mut visitor = site.visitor();
    let locked = visitor.sign_in("fabu", PASSWORD).await;
    assert_eq!(locked.status, StatusCode::UNAUTHORIZED);
    assert!(locked.text().contains("登录失败次数过多，请于 09:15 后再试"), "{}", locked.text());
    assert_eq!(visitor.sign_in("fabu2", PASSWORD).await.status, StatusCode::SEE_OTHER, "others are not");
    site.county.advance_minutes(14);
    assert_eq!(visitor.sign_in("fabu", PASSWORD).await.status, StatusCode::UNAUTHORIZED);
    site.county.advance_minutes(1);
    assert_eq!(visitor.sign_in("fabu", PASSWORD).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_address_may_try_so_often_a_minute() {
    let site = Site::with(Config { sign_in_per_minute: 3, ..Config::default() }).await;
    let mut visitor = site.visitor();
    for login in ["fabu", "fabu2", "shenhe"] {
        assert_eq!(visitor.sign_in(login, PASSWORD).await.status, StatusCode::SEE_OTHER);
    }
    let answer = visitor.sign_in("fabu", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.text().contains("登录尝试过于频繁"));
    assert_eq!(visitor.get("/").await.status, StatusCode::OK, "reading is not limited");
    let mut neighbour = site.visitor().at("10.0.0.9");
    assert_eq!(neighbour.sign_in("fabu", PASSWORD).await.status, StatusCode::SEE_OTHER);
}

/// The statuses of two log-ins from `connection`, where one address may try once a minute.
async fn two_sign_ins(site: &Site, connection: &str, headers: [&[(&str, &str)]; 2]) -> [StatusCode; 2] {
    let mut visitor = site.visitor().at(connection);
    let form = [("login", "fabu"), ("password", PASSWORD)];
    let first = visitor.post_with("/desk/login", &form, headers[0]).await.status;
    [first, visitor.post_with("/desk/login", &form, headers[1]).await.status]
}

/// Whoever may write the proxy's header himself would get a new allowance with every request.
#[tokio::test]
async fn the_address_comes_from_the_proxy_only_where_there_is_one() {
    let (counted, let_in) = (StatusCode::TOO_MANY_REQUESTS, StatusCode::SEE_OTHER);
    let from_two: [&[(&str, &str)]; 2] = [&[("x-real-ip", "192.0.2.1")], &[("x-real-ip", "192.0.2.2")]];
    for (header, trusted, connection, second) in [
        ("", "127.0.0.1", "127.0.0.1", counted),
        ("x-real-ip", "127.0.0.1", "127.0.0.1", let_in),
        ("x-real-ip", "127.0.0.1", "10.0.0.8", counted),
        ("x-real-ip", "10.0.0.0/8", "10.0.0.8", let_in),
    ] {
        let config = Config {
            sign_in_per_minute: 1,
            client_address_header: header.to_owned(),
            trusted_proxies: vec![trusted.to_owned()],
            ..Config::default()
        };
        let statuses = two_sign_ins(&Site::with(config).await, connection, from_two).await;
        assert_eq!(statuses, [let_in, second], "{header:?} from {connection}");
    }
}

/// A proxy that appends to what the client sent writes the last entry, in the same line or in one of its own.
#[tokio::test]
async fn what_a_client_writes_before_the_proxy_does_not_count() {
    let in_one_line: [&[(&str, &str)]; 2] =
        [&[("x-forwarded-for", "192.0.2.1, 198.51.100.7")], &[("x-forwarded-for", "192.0.2.2, 198.51.100.7")]];
    let in_two: [&[(&str, &str)]; 2] = [
        &[("x-forwarded-for", "192.0.2.1"), ("x-forwarded-for", "198.51.100.7")],
        &[("x-forwarded-for", "192.0.2.2"), ("x-forwarded-for", "198.51.100.7")],
    ];
    for headers in [in_one_line, in_two] {
        let config =
            Config { sign_in_per_minute: 1, client_address_header: "x-forwarded-for".to_owned(), ..Config::default() };
        let statuses = two_sign_ins(&Site::with(config).await, "127.0.0.1", headers).await;
        assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::TOO_MANY_REQUESTS], "{headers:?}");
    }
}

#[tokio::test]
async fn an_account_with_a_second_factor_needs_its_code() {
    let site = Site::new().await;
    let mut visitor = site.signed_in("fabu").await;
    let unproved = visitor.call("session/totp-begin", json!({})).await;
    assert_eq!(unproved.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", unproved.text());
    let proof = json!({ "password": PASSWORD });
    let offer: domain::desk::people::TotpOffer = visitor.call("session/totp-begin", proof).await.json();
    let code = site.code_of(&offer.secret);
    visitor.call("session/totp-confirm", json!({ "code": code })).await;
    site.county.advance_minutes(1);

    let mut other = site.visitor();
    let asked = other.sign_in("fabu", PASSWORD).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    assert!(asked.text().contains("请输入动态口令"));
    let code = site.code_of(&offer.secret);
    let form = [("login", "fabu"), ("password", PASSWORD), ("code", code.as_str())];
    assert_eq!(other.post("/desk/login", &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(other.post("/desk/login", &form).await.status, StatusCode::UNAUTHORIZED, "no code works twice");
}

#[tokio::test]
async fn a_password_that_is_due_says_why() {
    let site = Site::new().await;
    let first = site.county.open_account("xinren", "新人", Role::Publisher, "jyj").await;
    let mut newcomer = site.visitor();
    newcomer.sign_in("xinren", &first).await;
    let page = newcomer.get("/desk/me").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("管理员设定的初始密码") && !page.text().contains("已使用超过"), "{}", page.text());

    site.county.advance_days(91);
    let mut regular = site.visitor();
    regular.sign_in("fabu", PASSWORD).await;
    let page = regular.get("/desk/me").await;
    assert!(page.text().contains("现在的密码已使用超过 90 天"), "{}", page.text());
    assert!(!page.text().contains("初始密码"), "{}", page.text());
}
