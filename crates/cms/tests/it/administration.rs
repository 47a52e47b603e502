//! The security administrator: opens, locks, closes, resets; never the own account, and nobody else does.

use cms::{Ctx, Error, login::SignInRefused};
use domain::{
    account::Role,
    desk::people::{AccountState, NewAccount},
    permission::Refusal,
    plan::UnitCode,
};
use testkit::{PASSWORD, TestCounty};

use crate::sessions::{enrol, open_session};

fn newcomer(role: Role, unit: &str) -> NewAccount {
    NewAccount {
        login: "xinren".to_owned(),
        name: "新人".to_owned(),
        role,
        unit: UnitCode::parse(unit).unwrap(),
        phone: "138-0013-8000".to_owned(),
        basis: "纸质审定单 2026-11-20".to_owned(),
    }
}

/// The fields with which something is wrong.
pub(crate) fn faults<T: std::fmt::Debug>(result: cms::Result<T>) -> Vec<String> {
    match result {
        Err(Error::Invalid(faults)) => faults.into_iter().map(|fault| fault.field).collect(),
        other => panic!("no faults: {other:?}"),
    }
}

#[tokio::test]
async fn only_the_security_administrator_administers() {
    let county = TestCounty::new().await;
    let fabu2 = county.account("fabu2").await;
    for login in ["fabu", "shenhe", "guanli", "shenji"] {
        let ctx = county.ctx(login).await;
        assert!(matches!(county.cms.accounts(&ctx).await, Err(Error::Refused(Refusal::Role))), "{login}");
        let opened = county.cms.open_account(&ctx, newcomer(Role::Publisher, "jyj")).await;
        assert!(matches!(opened, Err(Error::Refused(Refusal::Role))), "{login}");
        for refused in [
            county.cms.lock_account(&ctx, fabu2).await,
            county.cms.unlock_account(&ctx, fabu2).await,
            county.cms.close_account(&ctx, fabu2).await,
            county.cms.reset_totp(&ctx, fabu2).await,
            county.cms.reset_password(&ctx, fabu2).await.map(drop),
        ] {
            assert!(matches!(refused, Err(Error::Refused(Refusal::Role))), "{login}: {refused:?}");
        }
    }
    let stranger = Ctx::new(None, String::new(), String::new());
    assert!(matches!(county.cms.accounts(&stranger).await, Err(Error::NotSignedIn)));
}

#[tokio::test]
async fn nobody_administers_the_own_account() {
    let county = TestCounty::new().await;
    let ctx = county.ctx("anquan").await;
    let own = county.account("anquan").await;
    for refused in [
        county.cms.lock_account(&ctx, own).await,
        county.cms.unlock_account(&ctx, own).await,
        county.cms.close_account(&ctx, own).await,
        county.cms.reset_totp(&ctx, own).await,
        county.cms.reset_password(&ctx, own).await.map(drop),
    ] {
        assert!(matches!(refused, Err(Error::Refused(Refusal::OwnWork))), "{refused:?}");
    }
}

#[tokio::test]
async fn an_account_is_opened_on_a_form_for_a_unit_of_the_plan() {
    let county = TestCounty::new().await;
    let ctx = county.ctx("anquan").await;
    let first = county.cms.open_account(&ctx, newcomer(Role::Publisher, "jyj")).await.unwrap();
    assert!(county.sign_in("xinren", &first.password).await.unwrap().must_change_password);
    let rows = county.cms.accounts(&ctx).await.unwrap();
    let row = rows.iter().find(|row| row.login == "xinren").unwrap();
    assert_eq!((row.phone.as_str(), row.unit_name.as_str()), ("138******8000", "县教育局"));

    assert_eq!(faults(county.cms.open_account(&ctx, newcomer(Role::Publisher, "jyj")).await), ["login"]);
    let without_form = NewAccount { basis: "  ".to_owned(), ..newcomer(Role::Publisher, "jyj") };
    assert_eq!(faults(county.cms.open_account(&ctx, without_form).await), ["basis"]);
    let other = |role, unit| NewAccount { login: "lingyi".to_owned(), ..newcomer(role, unit) };
    let plan = crate::plan_versions::plan_led_by_one_office();
    county.cms.import_plan(&county.ctx("guanli").await, &plan, None, "").await.unwrap();
    let reviewer = other(Role::Reviewer, "mzj");
    assert_eq!(faults(county.cms.open_account(&ctx, reviewer).await), ["role"], "leads nothing");
    assert_eq!(faults(county.cms.open_account(&ctx, other(Role::Publisher, "gtzy")).await), ["unit"], "succeeded");
    assert_eq!(faults(county.cms.open_account(&ctx, other(Role::Publisher, "wu")).await), ["unit"], "unknown");
    let all_wrong = NewAccount {
        login: "X".to_owned(),
        name: " ".to_owned(),
        phone: "手机".to_owned(),
        ..newcomer(Role::Publisher, "wu")
    };
    assert_eq!(faults(county.cms.open_account(&ctx, all_wrong).await), ["login", "name", "phone", "unit"]);
}

#[tokio::test]
async fn a_unit_that_sends_in_its_material_has_no_account() {
    let county = TestCounty::new().await;
    let plan = county.cms.plan();
    let without = plan.units().find(|unit| !unit.has_account).expect("the plan has such units").code.clone();
    let new = newcomer(Role::Publisher, without.as_str());
    assert_eq!(faults(county.cms.open_account(&county.ctx("anquan").await, new).await), ["unit"]);
}

#[tokio::test]
async fn a_lock_ends_what_is_open_and_is_lifted_again() {
    let county = TestCounty::new().await;
    open_session(&county, "fabu", "one").await;
    let (ctx, fabu) = (county.ctx("anquan").await, county.account("fabu").await);
    county.cms.lock_account(&ctx, fabu).await.unwrap();
    assert!(county.cms.load_session("one").await.unwrap().is_none());
    assert!(matches!(county.cms.lock_account(&ctx, fabu).await, Err(Error::Stale)), "a second time changes nothing");
    county.cms.unlock_account(&ctx, fabu).await.unwrap();
    county.sign_in("fabu", PASSWORD).await.unwrap();
    assert!(matches!(county.cms.unlock_account(&ctx, fabu).await, Err(Error::Stale)));
    let actions = county.logged_actions().await;
    assert_eq!(actions.iter().filter(|action| *action == "account.lock").count(), 1);
    assert_eq!(actions.iter().filter(|action| *action == "account.unlock").count(), 1);
}

#[tokio::test]
async fn a_block_by_failures_is_lifted_early() {
    let county = TestCounty::new().await;
    for _ in 0..5 {
        let _ = county.sign_in("fabu", "Wrong-Guess-123").await;
    }
    let (ctx, fabu) = (county.ctx("anquan").await, county.account("fabu").await);
    let rows = county.cms.accounts(&ctx).await.unwrap();
    assert!(rows.iter().any(|row| row.login == "fabu" && row.blocked_until.is_some()));
    county.cms.unlock_account(&ctx, fabu).await.unwrap();
    county.sign_in("fabu", PASSWORD).await.unwrap();
}

#[tokio::test]
async fn a_closed_account_stays_closed_and_keeps_its_login() {
    let county = TestCounty::new().await;
    let (ctx, fabu) = (county.ctx("anquan").await, county.account("fabu").await);
    county.cms.close_account(&ctx, fabu).await.unwrap();
    for refused in [county.cms.unlock_account(&ctx, fabu).await, county.cms.close_account(&ctx, fabu).await] {
        assert!(matches!(refused, Err(Error::Stale)), "{refused:?}");
    }
    assert!(matches!(county.sign_in("fabu", PASSWORD).await, Err(SignInRefused::Locked)));
    let reused = NewAccount { login: "fabu".to_owned(), ..newcomer(Role::Publisher, "jyj") };
    assert_eq!(faults(county.cms.open_account(&ctx, reused).await), ["login"]);
    let rows = county.cms.accounts(&ctx).await.unwrap();
    assert!(rows.iter().any(|row| row.login == "fabu" && row.state == AccountState::Closed));
}

#[tokio::test]
async fn a_reset_password_is_a_first_password() {
    let county = TestCounty::new().await;
    open_session(&county, "fabu", "one").await;
    let ctx = county.ctx("anquan").await;
    let first = county.cms.reset_password(&ctx, county.account("fabu").await).await.unwrap();
    assert!(county.cms.load_session("one").await.unwrap().is_none());
    assert!(matches!(county.sign_in("fabu", PASSWORD).await, Err(SignInRefused::Wrong)));
    assert!(county.sign_in("fabu", &first.password).await.unwrap().must_change_password);
    let events = county.cms.store().events_after(0, 1000).await.unwrap();
    assert!(events.iter().all(|event| !event.data.contains(&first.password)), "shown once, kept nowhere");
}

#[tokio::test]
async fn a_lost_phone_is_replaced() {
    let county = TestCounty::new().await;
    enrol(&county, "shenji").await;
    assert!(matches!(county.sign_in("shenji", PASSWORD).await, Err(SignInRefused::CodeNeeded)));
    county.cms.reset_totp(&county.ctx("anquan").await, county.account("shenji").await).await.unwrap();
    assert!(county.sign_in("shenji", PASSWORD).await.unwrap().must_enrol_totp);
}

#[tokio::test]
async fn without_the_key_every_phone_is_replaced_from_the_command_line_only() {
    let county = TestCounty::new().await;
    for login in ["anquan", "shenji"] {
        enrol(&county, login).await;
        open_session(&county, login, login).await;
    }
    open_session(&county, "fabu", "fabu").await;
    let refused = county.cms.reset_every_totp(&county.ctx("anquan").await).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::Role))), "{refused:?}");
    assert_eq!(county.cms.reset_every_totp(&Ctx::system("test")).await.unwrap(), 2);
    for login in ["anquan", "shenji"] {
        assert!(county.sign_in(login, PASSWORD).await.unwrap().must_enrol_totp, "{login}");
        assert!(county.cms.load_session(login).await.unwrap().is_none(), "{login}");
    }
    assert!(county.cms.load_session("fabu").await.unwrap().is_some(), "whoever had none stays");
    let actions = county.logged_actions().await;
    assert_eq!(actions.iter().filter(|action| *action == "account.reset-totp").count(), 2);
    assert_eq!(actions.iter().filter(|action| *action == "account.forget-key").count(), 1);
}

#[tokio::test]
async fn the_unit_of_an_account_follows_the_reform() {
    let county = TestCounty::new().await;
    // The bureau of land becomes one of natural resources, as in 2019, but on a day that is still to come.
    let reform = testkit::PLAN.replace("on = 2019-03-01", "on = 2026-12-01");
    county.cms.import_plan(&county.ctx("guanli").await, &reform, None, "机构改革").await.unwrap();
    county.open_account("guotu", "莫云", Role::Publisher, "gtzy").await;
    let unit = async || county.cms.actor_of(county.account("guotu").await).await.unwrap().unwrap().actor.unit;
    county.set_clock("2026-11-30 23:59");
    assert_eq!(unit().await.as_str(), "gtzy");
    county.set_clock("2026-12-01 00:00");
    assert_eq!(unit().await.as_str(), "zrzy", "at midnight, without asking the database");
}
