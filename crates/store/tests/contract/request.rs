//! Account forms.

use domain::{
    account::Role,
    desk::people::{AccountForm, FormPurpose, FormState},
    id::AccountRequestId,
};

use super::*;
use crate::store_test;

fn form(login: &str) -> AccountForm {
    AccountForm {
        purpose: FormPurpose::NewAccount,
        unit: unit("jyj"),
        person: "韦小兰".to_owned(),
        phone: "13800138000".to_owned(),
        login: login.to_owned(),
        role: Role::Publisher,
        reason: "新任编辑".to_owned(),
    }
}

async fn file(store: &Store, by: AccountId, year: i64, login: &str) -> (AccountRequestId, i64) {
    let mut tx = begin(store).await;
    let filed = tx.create_account_request(year, &form(login), by, at(0)).await.unwrap();
    tx.commit().await.unwrap();
    filed
}

store_test!(forms_are_numbered_within_their_year, |store| async {
    let by = open_account(&store, "fabu", Role::Publisher).await;
    assert_eq!(file(&store, by, 2026, "one").await.1, 1);
    assert_eq!(file(&store, by, 2026, "two").await.1, 2);
    assert_eq!(file(&store, by, 2027, "three").await.1, 1);
    let abandoned = {
        let mut tx = begin(&store).await;
        tx.create_account_request(2026, &form("four"), by, at(0)).await.unwrap().1
    };
    assert_eq!(file(&store, by, 2026, "five").await.1, abandoned, "no number is lost");
});

store_test!(a_form_is_decided_once, |store| async {
    let by = open_account(&store, "fabu", Role::Publisher).await;
    let decider = open_account(&store, "anquan", Role::SecurityAdministrator).await;
    let (id, _) = file(&store, by, 2026, "weixiaolan").await;
    assert!(store.has_open_request("weixiaolan").await.unwrap());
    let mut tx = begin(&store).await;
    assert!(tx.decide_account_request(id, true, decider, at(5), "同意").await.unwrap());
    assert!(!tx.decide_account_request(id, false, decider, at(6), "不同意").await.unwrap());
    tx.commit().await.unwrap();
    assert!(!store.has_open_request("weixiaolan").await.unwrap());
    let found = store.account_request(id).await.unwrap().unwrap();
    assert_eq!(found.form, form("weixiaolan"));
    assert_eq!((found.year, found.number, found.requested_by, found.requested_at), (2026, 1, by, at(0)));
    assert_eq!(found.requested_by_name, "fabu 的姓名");
    assert_eq!((found.state, found.decided_by_name.as_deref()), (FormState::Granted, Some("anquan 的姓名")));
    assert_eq!((found.decided_at, found.decision_note.as_str()), (Some(at(5)), "同意"));
});

store_test!(open_forms_stand_first, |store| async {
    let by = open_account(&store, "fabu", Role::Publisher).await;
    let (first, _) = file(&store, by, 2026, "one").await;
    let (second, _) = file(&store, by, 2026, "two").await;
    let mut tx = begin(&store).await;
    tx.decide_account_request(second, false, by, at(5), "重复").await.unwrap();
    tx.commit().await.unwrap();
    let ids: Vec<_> = store.account_requests().await.unwrap().into_iter().map(|request| request.id).collect();
    assert_eq!(ids, [first, second]);
    assert_eq!(store.account_request(AccountRequestId::new(99)).await.unwrap(), None);
});
