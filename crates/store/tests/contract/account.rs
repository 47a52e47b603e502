//! Accounts, their passwords and second factors.

use domain::{account::Role, desk::people::AccountState};
use secrecy::ExposeSecret;
use store::account::NewAccount;

use super::*;
use crate::store_test;

store_test!(an_account_comes_back_as_it_was_opened, |store| async {
    let id = open_account(&store, "shenhe", Role::Reviewer).await;
    let account = store.account(id).await.unwrap().unwrap();
    assert_eq!(
        (account.login.as_str(), account.name.as_str(), account.role, account.unit.clone(), account.phone.as_str()),
        ("shenhe", "shenhe 的姓名", Role::Reviewer, unit("zwb"), "13800138000"),
    );
    assert_eq!(account.state, AccountState::Active);
    assert!(account.must_change_password && !account.has_totp);
    assert_eq!((account.created_at, account.password_changed_at, account.last_login_at), (at(0), at(0), None));
    assert_eq!(store.account_by_login("shenhe").await.unwrap(), Some(account.clone()));
    assert_eq!(store.account_by_login("SHENHE").await.unwrap(), None);
    assert_eq!(store.accounts().await.unwrap(), vec![account]);
    assert_eq!(store.account(AccountId::new(99)).await.unwrap(), None);
});

store_test!(a_login_is_given_out_once, |store| async {
    open_account(&store, "fabu", Role::Publisher).await;
    let mut tx = begin(&store).await;
    let new = NewAccount {
        login: "fabu",
        name: "另一人",
        role: Role::Publisher,
        unit: &unit("jyj"),
        phone: "",
        password_hash: &secret("x"),
        must_change_password: false,
        created_at: at(1),
    };
    let error = tx.create_account(&new).await.unwrap_err();
    assert!(error.is_taken("account", "login"), "{error}");
    assert!(!error.is_taken("account", "name"));
});

store_test!(a_state_changes_only_from_the_expected_one, |store| async {
    let id = open_account(&store, "fabu", Role::Publisher).await;
    let mut tx = begin(&store).await;
    assert!(!tx.set_account_state(id, AccountState::Locked, AccountState::Active).await.unwrap());
    assert!(tx.set_account_state(id, AccountState::Active, AccountState::Locked).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(store.account(id).await.unwrap().unwrap().state, AccountState::Locked);
});

store_test!(passwords_leave_a_history, |store| async {
    let id = open_account(&store, "fabu", Role::Publisher).await;
    let mut tx = begin(&store).await;
    tx.set_password(id, &secret("second"), false, at(5)).await.unwrap();
    tx.set_password(id, &secret("third"), false, at(6)).await.unwrap();
    tx.commit().await.unwrap();
    let recent = store.recent_passwords(id, 2).await.unwrap();
    assert_eq!(recent.iter().map(ExposeSecret::expose_secret).collect::<Vec<_>>(), ["third", "second"]);
    assert_eq!(store.recent_passwords(id, 5).await.unwrap().len(), 3);
    let account = store.account(id).await.unwrap().unwrap();
    assert!(!account.must_change_password);
    assert_eq!(account.password_changed_at, at(6));
});

store_test!(a_rehash_replaces_only_the_hash_it_was_made_from, |store| async {
    let id = open_account(&store, "fabu", Role::Publisher).await;
    let mut tx = begin(&store).await;
    assert!(!tx.rehash_password(id, &secret("something else"), &secret("dearer")).await.unwrap());
    assert!(tx.rehash_password(id, &secret("hash of fabu"), &secret("dearer")).await.unwrap());
    tx.commit().await.unwrap();
    let credentials = store.credentials(id).await.unwrap().unwrap();
    assert_eq!(credentials.password_hash.expose_secret(), "dearer");
});

store_test!(a_second_factor_counts_once_confirmed, |store| async {
    let id = open_account(&store, "anquan", Role::SecurityAdministrator).await;
    let mut tx = begin(&store).await;
    assert!(!tx.confirm_totp(id, &secret("JBSWY3DP"), 1).await.unwrap(), "nothing was offered");
    tx.offer_totp(id, &secret("an earlier one")).await.unwrap();
    tx.offer_totp(id, &secret("JBSWY3DP")).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!store.account(id).await.unwrap().unwrap().has_totp);
    let offered = store.credentials(id).await.unwrap().unwrap();
    assert_eq!(offered.totp_pending.unwrap().expose_secret(), "JBSWY3DP");

    let mut tx = begin(&store).await;
    assert!(!tx.confirm_totp(id, &secret("an earlier one"), 100).await.unwrap(), "its code proves another secret");
    assert!(tx.confirm_totp(id, &secret("JBSWY3DP"), 100).await.unwrap());
    assert!(!tx.take_totp_step(id, 100).await.unwrap(), "the confirming code is used up");
    assert!(tx.take_totp_step(id, 101).await.unwrap());
    assert!(!tx.take_totp_step(id, 101).await.unwrap(), "no code twice");
    assert!(!tx.take_totp_step(id, 99).await.unwrap(), "no older code");
    tx.commit().await.unwrap();
    assert!(store.account(id).await.unwrap().unwrap().has_totp);

    let mut tx = begin(&store).await;
    tx.clear_totp(id).await.unwrap();
    tx.commit().await.unwrap();
    let credentials = store.credentials(id).await.unwrap().unwrap();
    assert!(credentials.totp_secret.is_none() && credentials.totp_pending.is_none());
});

store_test!(a_login_leaves_its_time, |store| async {
    let id = open_account(&store, "fabu", Role::Publisher).await;
    let mut tx = begin(&store).await;
    tx.note_login(id, at(7)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.account(id).await.unwrap().unwrap().last_login_at, Some(at(7)));
});

store_test!(a_plain_second_factor_is_replaced_where_it_still_stands, |store| async {
    let id = open_account(&store, "anquan", Role::SecurityAdministrator).await;
    let offered = open_account(&store, "shenji", Role::Auditor).await;
    let mut tx = begin(&store).await;
    tx.offer_totp(id, &secret("plain")).await.unwrap();
    assert!(tx.confirm_totp(id, &secret("plain"), 1).await.unwrap());
    tx.offer_totp(offered, &secret("pending")).await.unwrap();
    tx.commit().await.unwrap();
    let found = store.totp_secrets().await.unwrap();
    let found: Vec<_> = found.iter().map(|(id, secret)| (*id, secret.expose_secret())).collect();
    assert_eq!(found, [(id, "plain"), (offered, "pending")]);

    let mut tx = begin(&store).await;
    assert!(tx.seal_totp(id, &secret("plain"), &secret("v1:a")).await.unwrap());
    assert!(!tx.seal_totp(id, &secret("plain"), &secret("v1:b")).await.unwrap(), "it is sealed already");
    assert!(tx.seal_totp(offered, &secret("pending"), &secret("v1:c")).await.unwrap());
    tx.commit().await.unwrap();
    let sealed = store.credentials(id).await.unwrap().unwrap();
    assert_eq!((sealed.totp_secret.unwrap().expose_secret(), sealed.totp_pending.is_none()), ("v1:a", true));
    let sealed = store.credentials(offered).await.unwrap().unwrap();
    assert_eq!((sealed.totp_secret.is_none(), sealed.totp_pending.unwrap().expose_secret()), (true, "v1:c"));
});

store_test!(one_key_seals_until_every_second_factor_is_forgotten, |store| async {
    let id = open_account(&store, "anquan", Role::SecurityAdministrator).await;
    open_account(&store, "fabu", Role::Publisher).await;
    assert_eq!(store.sealing_key().await.unwrap(), None);
    let mut tx = begin(&store).await;
    assert_eq!(tx.claim_sealing_key("first").await.unwrap(), "first");
    assert_eq!(tx.claim_sealing_key("second").await.unwrap(), "first", "there is one already");
    tx.offer_totp(id, &secret("v1:a")).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.sealing_key().await.unwrap().as_deref(), Some("first"));

    let mut tx = begin(&store).await;
    assert_eq!(tx.clear_every_totp().await.unwrap(), [id]);
    assert_eq!(tx.clear_every_totp().await.unwrap(), []);
    tx.commit().await.unwrap();
    assert_eq!(store.sealing_key().await.unwrap(), None);
    assert!(store.totp_secrets().await.unwrap().is_empty());
    let mut tx = begin(&store).await;
    assert_eq!(tx.claim_sealing_key("second").await.unwrap(), "second");
});
