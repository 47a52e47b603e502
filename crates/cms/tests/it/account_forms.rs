//! Account forms (附件2).

use cms::Error;
use domain::{
    account::Role,
    desk::{
        FieldFault,
        people::{AccountForm, FormPurpose, FormState},
    },
    permission::Refusal,
    plan::UnitCode,
};
use testkit::{PASSWORD, TestCounty};

use crate::administration::faults;

fn form() -> AccountForm {
    AccountForm {
        purpose: FormPurpose::NewAccount,
        unit: UnitCode::parse("jyj").unwrap(),
        person: "蒙丽".to_owned(),
        phone: "13800138000".to_owned(),
        login: "mengli".to_owned(),
        role: Role::Publisher,
        reason: "新任信息员".to_owned(),
    }
}

#[tokio::test]
async fn a_granted_form_opens_the_account() {
    let county = TestCounty::new().await;
    let id = county.cms.request_account(&county.ctx("fabu").await, form()).await.unwrap();
    let anquan = county.ctx("anquan").await;
    let waiting = county.cms.account_requests(&anquan).await.unwrap();
    assert_eq!((waiting[0].number.as_str(), waiting[0].state), ("账审〔2026〕1号", FormState::Open));
    assert_eq!(waiting[0].form.phone, "138****8000", "lists mask what only the form needs");

    let first = county.cms.decide_request(&anquan, id, true, "同意").await.unwrap().unwrap();
    assert!(county.sign_in("mengli", &first.password).await.unwrap().must_change_password);
    let printed = county.cms.account_request(&county.ctx("fabu").await, id).await.unwrap();
    assert_eq!((printed.state, printed.decided_by.as_deref()), (FormState::Granted, Some("周静")));
    assert_eq!((printed.form.phone.as_str(), printed.unit_name.as_str()), ("13800138000", "县教育局"));
    let actions = county.logged_actions().await;
    assert_eq!(actions.iter().filter(|action| action.starts_with("account-request.")).count(), 2);
    let again = county.cms.decide_request(&anquan, id, true, "").await;
    assert!(matches!(again, Err(Error::Stale)), "{again:?}");
}

#[tokio::test]
async fn a_refusal_has_a_reason_and_opens_nothing() {
    let county = TestCounty::new().await;
    let id = county.cms.request_account(&county.ctx("fabu").await, form()).await.unwrap();
    let anquan = county.ctx("anquan").await;
    assert_eq!(faults(county.cms.decide_request(&anquan, id, false, " ").await), ["note"]);
    assert_eq!(county.cms.decide_request(&anquan, id, false, "人员未到岗").await.unwrap(), None);
    assert_eq!(county.cms.store().account_by_login("mengli").await.unwrap(), None);
    let id = county.cms.request_account(&county.ctx("fabu").await, form()).await.expect("it may be asked for again");
    assert_eq!(county.cms.account_request(&anquan, id).await.unwrap().number, "账审〔2026〕2号");
}

#[tokio::test]
async fn two_deciders_open_one_account() {
    for county in crate::both_databases().await {
        county.open_account("anquan2", "何平", Role::SecurityAdministrator, "fgkj").await;
        let id = county.cms.request_account(&county.ctx("fabu").await, form()).await.unwrap();
        let (one, two) = (county.ctx("anquan").await, county.ctx("anquan2").await);
        let (first, second) = tokio::join!(
            county.cms.decide_request(&one, id, true, "同意"),
            county.cms.decide_request(&two, id, true, "同意"),
        );
        assert_eq!([&first, &second].iter().filter(|result| result.is_ok()).count(), 1, "{first:?} {second:?}");
        let opened =
            county.logged_actions().await.into_iter().filter(|action| action == "account-request.decide").count();
        assert_eq!(opened, 1);
    }
}

#[tokio::test]
async fn a_unit_asks_for_itself_and_for_no_administrator() {
    let county = TestCounty::new().await;
    let fabu = county.ctx("fabu").await;
    let other_unit = AccountForm { unit: UnitCode::parse("czj").unwrap(), ..form() };
    assert_eq!(faults(county.cms.request_account(&fabu, other_unit.clone()).await), ["unit"]);
    let administrator = AccountForm { role: Role::Auditor, ..form() };
    assert_eq!(faults(county.cms.request_account(&fabu, administrator.clone()).await), ["role"]);
    let guanli = county.ctx("guanli").await;
    county.cms.request_account(&guanli, other_unit).await.unwrap();
    county.cms.request_account(&guanli, AccountForm { login: "shenji2".to_owned(), ..administrator }).await.unwrap();
    for login in ["anquan", "shenji"] {
        let refused = county.cms.request_account(&county.ctx(login).await, form()).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Role))), "{login}: {refused:?}");
    }
}

#[tokio::test]
async fn every_fault_of_a_form_is_named_at_once() {
    let county = TestCounty::new().await;
    let empty = AccountForm {
        person: String::new(),
        phone: String::new(),
        login: "X y".to_owned(),
        reason: " ".to_owned(),
        ..form()
    };
    let found = faults(county.cms.request_account(&county.ctx("fabu").await, empty).await);
    assert_eq!(found, ["person", "phone", "reason", "login"]);
    let taken = AccountForm { login: "fabu2".to_owned(), ..form() };
    assert_eq!(faults(county.cms.request_account(&county.ctx("fabu").await, taken).await), ["login"]);
    county.cms.request_account(&county.ctx("fabu").await, form()).await.unwrap();
    assert_eq!(faults(county.cms.request_account(&county.ctx("fabu").await, form()).await), ["login"], "one is open");
}

#[tokio::test]
async fn a_new_password_is_asked_for_an_account_of_the_unit() {
    let county = TestCounty::new().await;
    let fabu = county.ctx("fabu").await;
    let new_password = |login: &str| AccountForm {
        purpose: FormPurpose::NewPassword,
        login: login.to_owned(),
        person: "韦小兰".to_owned(),
        ..form()
    };
    assert_eq!(faults(county.cms.request_account(&fabu, new_password("fabu2")).await), ["login"], "of another unit");
    assert_eq!(faults(county.cms.request_account(&fabu, new_password("nobody")).await), ["login"]);
    let id = county.cms.request_account(&fabu, new_password("fabu")).await.unwrap();
    let first = county.cms.decide_request(&county.ctx("anquan").await, id, true, "").await.unwrap().unwrap();
    assert!(county.sign_in("fabu", PASSWORD).await.is_err());
    assert!(county.sign_in("fabu", &first.password).await.unwrap().must_change_password);
}

#[tokio::test]
async fn a_new_password_is_asked_for_the_person_who_holds_the_account() {
    let county = TestCounty::new().await;
    let fabu = county.ctx("fabu").await;
    let for_person = |person: &str| AccountForm {
        purpose: FormPurpose::NewPassword,
        login: "fabu".to_owned(),
        person: person.to_owned(),
        ..form()
    };
    for somebody_else in ["王五", "韦小", "韦小兰兰"] {
        let Err(Error::Invalid(found)) = county.cms.request_account(&fabu, for_person(somebody_else)).await else {
            panic!("{somebody_else} holds another account or none");
        };
        assert_eq!(found, [FieldFault::new("person", format!("该账号的使用人不是“{somebody_else}”"))]);
    }
    assert_eq!(faults(county.cms.request_account(&fabu, for_person(" ")).await), ["person"], "named once");
    // By a form for another unit nobody finds out who holds its accounts.
    for guess in ["王五", "韦小兰"] {
        let asked = county.cms.request_account(&county.ctx("fabu2").await, for_person(guess)).await;
        assert_eq!(faults(asked), ["unit"], "{guess}");
    }
    for name in ["韦小兰", "  韦小兰\u{3000}", "韦 小兰"] {
        let id = county.cms.request_account(&fabu, for_person(name)).await.unwrap();
        county.cms.decide_request(&county.ctx("anquan").await, id, true, "").await.unwrap();
    }
}

#[tokio::test]
async fn who_decides_over_a_password_sees_the_registered_holder() {
    let county = TestCounty::new().await;
    let new_password = AccountForm {
        purpose: FormPurpose::NewPassword,
        login: "fabu".to_owned(),
        person: "韦小兰".to_owned(),
        ..form()
    };
    let id = county.cms.request_account(&county.ctx("fabu").await, new_password).await.unwrap();
    county.cms.request_account(&county.ctx("fabu").await, form()).await.unwrap();
    for (login, holder) in [("anquan", Some("韦小兰")), ("guanli", None), ("fabu", None)] {
        let requests = county.cms.account_requests(&county.ctx(login).await).await.unwrap();
        for request in requests {
            let expected = holder.filter(|_| request.id == id);
            assert_eq!(request.holder.as_deref(), expected, "{login}: {}", request.number);
        }
    }
    let anquan = county.ctx("anquan").await;
    county.cms.decide_request(&anquan, id, false, "未携带证件").await.unwrap();
    let requests = county.cms.account_requests(&anquan).await.unwrap();
    assert!(requests.iter().all(|request| request.holder.is_none()), "nothing is left to decide about a password");
}

/// Forms were taken once that named anybody.
#[tokio::test]
async fn no_password_is_given_to_somebody_who_does_not_hold_the_account() {
    let county = TestCounty::new().await;
    let for_another = AccountForm {
        purpose: FormPurpose::NewPassword,
        login: "fabu".to_owned(),
        person: "王五".to_owned(),
        ..form()
    };
    let (asker, at) = (county.account("fabu").await, domain::time::parse_minute("2026-11-24 09:00").unwrap());
    let mut tx = county.cms.store().begin().await.unwrap();
    let (id, _) = tx.create_account_request(2026, &for_another, asker, at).await.unwrap();
    tx.commit().await.unwrap();

    let anquan = county.ctx("anquan").await;
    assert_eq!(faults(county.cms.decide_request(&anquan, id, true, "").await), ["person"]);
    assert!(county.sign_in("fabu", PASSWORD).await.is_ok(), "the password stays");
    assert_eq!(county.cms.account_request(&anquan, id).await.unwrap().state, FormState::Open);
    assert_eq!(county.cms.decide_request(&anquan, id, false, "姓名不符").await.unwrap(), None);
}

#[tokio::test]
async fn nobody_grants_a_password_for_the_own_account() {
    let county = TestCounty::new().await;
    let own = AccountForm {
        purpose: FormPurpose::NewPassword,
        unit: UnitCode::parse("fgkj").unwrap(),
        login: "anquan".to_owned(),
        person: "周静".to_owned(),
        role: Role::SecurityAdministrator,
        ..form()
    };
    let id = county.cms.request_account(&county.ctx("guanli").await, own).await.unwrap();
    let granted = county.cms.decide_request(&county.ctx("anquan").await, id, true, "").await;
    assert!(matches!(granted, Err(Error::Refused(Refusal::OwnWork))), "{granted:?}");
    let guanli = county.cms.decide_request(&county.ctx("guanli").await, id, true, "").await;
    assert!(matches!(guanli, Err(Error::Refused(Refusal::Role))), "{guanli:?}");
}

#[tokio::test]
async fn a_form_is_read_by_its_unit_and_the_two_administrators() {
    let county = TestCounty::new().await;
    let id = county.cms.request_account(&county.ctx("fabu").await, form()).await.unwrap();
    for (login, reads) in [("fabu", true), ("guanli", true), ("anquan", true), ("fabu2", false), ("shenji", false)] {
        let ctx = county.ctx(login).await;
        assert_eq!(county.cms.account_request(&ctx, id).await.is_ok(), reads, "{login}");
        assert_eq!(county.cms.account_requests(&ctx).await.unwrap().len(), usize::from(reads), "{login}");
    }
}
