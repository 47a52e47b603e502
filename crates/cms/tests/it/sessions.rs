//! Sessions: they end when idle, their owner sees and ends them, a second factor is set up in one.

use cms::{Error, sessions};
use domain::{account::Role, desk::people::TotpOffer};
use serde_json::{Map, Value, json};
use testkit::{PASSWORD, TestCounty};
use totp_rs::{Builder, Secret};

/// A session as the web layer fills it after a log-in.
pub(crate) async fn open_session(county: &TestCounty, login: &str, id: &str) {
    let mut data = Map::new();
    data.insert(sessions::ACCOUNT.to_owned(), json!(county.account(login).await));
    data.insert(sessions::ADDRESS.to_owned(), json!("10.0.0.8"));
    data.insert(sessions::USER_AGENT.to_owned(), json!("Firefox 140"));
    assert!(county.cms.create_session(id, &data).await.unwrap());
}

/// Sets up the second factor; gives its secret.
pub(crate) async fn enrol(county: &TestCounty, login: &str) -> String {
    let ctx = county.real_ctx(login, "enrolling").await;
    let TotpOffer { secret, qr } = county.cms.totp_begin(&ctx, Some(PASSWORD)).await.unwrap();
    assert!(qr.starts_with("<svg"));
    county.cms.totp_confirm(&ctx, &code_of(county, &secret)).await.unwrap();
    secret
}

/// What the authenticator app shows now.
pub(crate) fn code_of(county: &TestCounty, secret: &str) -> String {
    let totp =
        Builder::new().with_secret(Secret::try_from_base32(secret).unwrap()).with_account_name("app").build().unwrap();
    totp.generate(u64::try_from(county.cms.now().timestamp()).unwrap()).to_string()
}

#[tokio::test]
async fn a_session_ends_after_thirty_idle_minutes() {
    let county = TestCounty::new().await;
    open_session(&county, "fabu", "one").await;
    county.advance_minutes(29);
    county.cms.use_session("one").await.unwrap();
    county.advance_minutes(29);
    assert!(county.cms.load_session("one").await.unwrap().is_some(), "use moved the end on");
    county.advance_minutes(1);
    assert!(county.cms.load_session("one").await.unwrap().is_none(), "looking did not");
    county.cms.use_session("one").await.unwrap();
    assert!(county.cms.load_session("one").await.unwrap().is_none(), "an ended session is not brought back");
    assert_eq!(county.cms.delete_expired_sessions().await.unwrap(), 1);
}

#[tokio::test]
async fn a_busy_session_ends_after_twelve_hours() {
    let county = TestCounty::new().await;
    open_session(&county, "fabu", "one").await;
    for _ in 0..24 {
        county.advance_minutes(29);
        county.cms.use_session("one").await.unwrap();
        county.cms.save_session("one", &Map::new()).await.unwrap();
        assert!(county.cms.load_session("one").await.unwrap().is_some());
    }
    // Twenty-four minutes are left of the twelve hours.
    let me = county.cms.me(&county.real_ctx("fabu", "one").await).await.unwrap();
    assert_eq!((me.idle_ends_at - county.cms.now()).num_minutes(), 24);
    county.advance_minutes(23);
    county.cms.use_session("one").await.unwrap();
    county.advance_minutes(1);
    assert!(county.cms.load_session("one").await.unwrap().is_none());
}

#[tokio::test]
async fn the_frame_of_the_desk_knows_when_the_session_ends() {
    let county = TestCounty::new().await;
    open_session(&county, "shenhe", "one").await;
    county.advance_minutes(10);
    let me = county.cms.me(&county.real_ctx("shenhe", "one").await).await.unwrap();
    assert_eq!((me.idle_ends_at - county.cms.now()).num_minutes(), 20);
    assert_eq!((me.name.as_str(), me.unit_name.as_str(), me.role), ("陆文静", "县政务办", Role::Reviewer));
}

#[tokio::test]
async fn the_identifier_is_nowhere_in_the_database() {
    let county = TestCounty::new().await;
    open_session(&county, "fabu", "the-identifier").await;
    let account = county.account("fabu").await;
    let kept = county.cms.store().sessions_of(account, county.cms.now()).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert!(!kept[0].data.contains("the-identifier") && !kept[0].id_hash.contains("the-identifier"));
    let loaded = county.cms.load_session("the-identifier").await.unwrap().unwrap();
    assert_eq!(loaded.data.get(sessions::ACCOUNT), Some(&Value::from(account.get())));
    assert!(county.cms.load_session("another").await.unwrap().is_none());
}

#[tokio::test]
async fn an_owner_ends_sessions_one_by_one_and_all_at_once() {
    let county = TestCounty::new().await;
    for id in ["here", "office", "home"] {
        open_session(&county, "fabu", id).await;
    }
    open_session(&county, "shenhe", "of somebody else").await;
    let here = county.real_ctx("fabu", "here").await;
    let rows = county.cms.sessions(&here).await.unwrap();
    assert_eq!(rows.iter().filter(|row| row.is_this_one).count(), 1);
    assert_eq!((rows[0].address.as_str(), rows[0].user_agent.as_str()), ("10.0.0.8", "Firefox 140"));
    let other = rows.iter().find(|row| !row.is_this_one).unwrap();
    county.cms.revoke_session(&here, &other.handle).await.unwrap();
    let again = county.cms.revoke_session(&here, &other.handle).await;
    assert!(matches!(again, Err(Error::NotFound)), "{again:?}");
    assert_eq!(county.cms.revoke_other_sessions(&here).await.unwrap(), 1);
    assert!(county.cms.load_session("here").await.unwrap().is_some());
    assert!(county.cms.load_session("of somebody else").await.unwrap().is_some());

    let strangers = county.cms.sessions(&county.real_ctx("shenhe", "of somebody else").await).await.unwrap();
    let theft = county.cms.revoke_session(&here, &strangers[0].handle).await;
    assert!(matches!(theft, Err(Error::NotFound)), "{theft:?}");
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions() {
    let county = TestCounty::new().await;
    open_session(&county, "fabu", "here").await;
    open_session(&county, "fabu", "elsewhere").await;
    let here = county.real_ctx("fabu", "here").await;
    county.cms.change_password(&here, PASSWORD, "Mima-Gengxin-2026").await.unwrap();
    assert!(county.cms.load_session("here").await.unwrap().is_some());
    assert!(county.cms.load_session("elsewhere").await.unwrap().is_none());
}

#[tokio::test]
async fn a_revoked_session_is_not_brought_back_by_a_late_save() {
    let county = TestCounty::new().await;
    open_session(&county, "fabu", "one").await;
    county.cms.sign_out(&county.real_ctx("fabu", "one").await, "one").await.unwrap();
    county.cms.save_session("one", &Map::new()).await.unwrap();
    assert!(county.cms.load_session("one").await.unwrap().is_none());
}

#[tokio::test]
async fn a_second_factor_needs_its_first_code() {
    let county = TestCounty::new().await;
    let ctx = county.ctx("fabu").await;
    let early = county.cms.totp_confirm(&ctx, "123456").await;
    assert!(matches!(early, Err(Error::Invalid(_))), "{early:?}");
    let first = county.cms.totp_begin(&ctx, Some(PASSWORD)).await.unwrap();
    let offer = county.cms.totp_begin(&ctx, Some(PASSWORD)).await.unwrap();
    for code in ["12345", &code_of(&county, &first.secret)] {
        let wrong = county.cms.totp_confirm(&ctx, code).await;
        assert!(matches!(wrong, Err(Error::Invalid(_))), "{wrong:?}");
    }
    assert!(!county.cms.me(&ctx).await.unwrap().has_totp);
    county.cms.totp_confirm(&ctx, &code_of(&county, &offer.secret)).await.unwrap();
    assert!(county.cms.me(&ctx).await.unwrap().has_totp);
    let second = county.cms.totp_begin(&ctx, Some(PASSWORD)).await;
    assert!(matches!(second, Err(Error::Invalid(_))), "the factor in force is not replaced: {second:?}");
    let guessed = county.cms.totp_disable(&ctx, "Wrong-Guess-123").await;
    assert!(matches!(guessed, Err(Error::Invalid(_))), "{guessed:?}");
    county.cms.totp_disable(&ctx, PASSWORD).await.unwrap();
    assert!(!county.cms.me(&ctx).await.unwrap().has_totp);
}

/// A session that somebody borrows must not put its own telephone in place.
#[tokio::test]
async fn setting_a_second_factor_up_asks_for_the_password() {
    let county = TestCounty::new().await;
    for login in ["fabu", "anquan"] {
        open_session(&county, login, login).await;
    }
    let begin = async |login: &str, password: Option<&str>| {
        let ctx = county.real_ctx(login, login).await;
        match county.cms.totp_begin(&ctx, password).await {
            Ok(_) => Vec::new(),
            Err(Error::Invalid(faults)) => faults.into_iter().map(|fault| fault.field).collect(),
            Err(error) => panic!("{error:?}"),
        }
    };
    for password in [None, Some(""), Some("Wrong-Guess-123")] {
        assert_eq!(begin("fabu", password).await, ["password"], "{password:?}");
    }
    assert!(begin("fabu", Some(PASSWORD)).await.is_empty());
    // The log-in of an administrator leads here by itself, and has just proved the password.
    assert!(begin("anquan", None).await.is_empty());
    county.advance_minutes(9);
    assert!(begin("anquan", None).await.is_empty());
    county.advance_minutes(1);
    assert_eq!(begin("anquan", None).await, ["password"], "that was a while ago");
    assert!(begin("anquan", Some(PASSWORD)).await.is_empty());
}

#[tokio::test]
async fn a_second_factor_ends_the_sessions_that_came_in_without_it() {
    let county = TestCounty::new().await;
    for id in ["enrolling", "elsewhere"] {
        open_session(&county, "fabu", id).await;
    }
    enrol(&county, "fabu").await;
    assert!(county.cms.load_session("enrolling").await.unwrap().is_some());
    assert!(county.cms.load_session("elsewhere").await.unwrap().is_none());
}

#[tokio::test]
async fn a_password_that_was_guessed_in_a_session_stands_in_the_log() {
    let county = TestCounty::new().await;
    let ctx = county.ctx("fabu").await;
    for _ in 0..5 {
        let _ = county.cms.change_password(&ctx, "Wrong-Guess-123", "Mima-Gengxin-2026").await;
    }
    let events = county.cms.store().events_after(0, 1000).await.unwrap();
    let failed: Vec<_> = events.iter().filter(|event| event.action == "session.proof-failed").collect();
    assert_eq!(failed.len(), 5);
    assert!(failed.iter().all(|event| event.subject == "fabu" && event.actor_name == "韦小兰"));
    assert!(failed[0].data.contains("10.0.0.8") && failed[4].data.contains("\"blocked\":true"), "{failed:?}");
    assert!(events.iter().all(|event| !event.data.contains("Wrong-Guess")));
}
