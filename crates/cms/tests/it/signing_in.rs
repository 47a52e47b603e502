//! Log-ins: lock after failures, second factor, first passwords, age.

use cms::{
    Ctx, Error,
    login::SignInRefused,
    sealing::{KeyRefused, SealingKey},
};
use domain::account::{PasswordDue, Role};
use secrecy::ExposeSecret;
use testkit::{PASSWORD, TestCounty};

use crate::sessions::{code_of, enrol};

#[tokio::test]
async fn the_fifth_failure_locks_for_fifteen_minutes() {
    let county = TestCounty::new().await;
    for _ in 0..4 {
        assert!(matches!(county.sign_in("fabu", "Wrong-Guess-123").await, Err(SignInRefused::Wrong)));
    }
    let fifth = county.sign_in("fabu", "Wrong-Guess-123").await.unwrap_err();
    assert_eq!(fifth.to_string(), "登录失败次数过多，请于 09:15 后再试");
    county.advance_minutes(14);
    let right = county.sign_in("fabu", PASSWORD).await;
    assert!(matches!(right, Err(SignInRefused::Blocked { .. })), "the right password does not help: {right:?}");
    county.advance_minutes(1);
    county.sign_in("fabu", PASSWORD).await.unwrap();

    for _ in 0..4 {
        assert!(matches!(county.sign_in("fabu", "Wrong-Guess-123").await, Err(SignInRefused::Wrong)));
    }
    county.sign_in("fabu", PASSWORD).await.expect("a success ends the row of failures");
}

#[tokio::test]
async fn an_unknown_login_answers_like_a_known_one() {
    let county = TestCounty::new().await;
    for login in ["fabu", "meiyouzhegeren"] {
        for _ in 0..4 {
            assert!(matches!(county.sign_in(login, "Wrong-Guess-123").await, Err(SignInRefused::Wrong)), "{login}");
        }
        let fifth = county.sign_in(login, "Wrong-Guess-123").await;
        assert!(matches!(fifth, Err(SignInRefused::Blocked { .. })), "{login}: {fifth:?}");
    }
}

#[tokio::test]
async fn what_was_typed_as_a_login_is_not_kept() {
    let county = TestCounty::new().await;
    let _ = county.sign_in("secretword", "x").await;
    let _ = county.sign_in("Not A Login 密码!", "x").await;
    let _ = county.sign_in("FABU ", "Wrong-Guess-123").await;
    let events = county.cms.store().events_after(0, 1000).await.unwrap();
    let failed: Vec<_> = events.iter().filter(|event| event.action == "session.sign-in-failed").collect();
    assert_eq!(failed.iter().map(|event| event.subject.as_str()).collect::<Vec<_>>(), ["", "fabu"]);
    assert!(events.iter().all(|event| !event.data.contains("secretword") && !event.data.contains("Wrong-Guess")));
}

#[tokio::test]
async fn guesses_at_the_same_time_do_not_pass_the_lock() {
    for county in crate::both_databases().await {
        let guesses: Vec<_> = (0..20)
            .map(|_| {
                let cms = county.cms.clone();
                tokio::spawn(async move { cms.sign_in("fabu", "Wrong-Guess-123", None, "10.0.0.9").await })
            })
            .collect();
        let mut looked_at = 0;
        for guess in guesses {
            looked_at += usize::from(matches!(guess.await.unwrap(), Err(SignInRefused::Wrong)));
        }
        assert_eq!(looked_at, 4, "the fifth is told of the block, the others are not looked at");
    }
}

#[tokio::test]
async fn no_code_is_taken_twice() {
    let county = TestCounty::new().await;
    let secret = enrol(&county, "anquan").await;
    county.advance_minutes(1);
    let code = code_of(&county, &secret);
    let asked = county.sign_in("anquan", PASSWORD).await;
    assert!(matches!(asked, Err(SignInRefused::CodeNeeded)), "{asked:?}");
    let signed_in = county.cms.sign_in("anquan", PASSWORD, Some(&code), "10.0.0.8").await.unwrap();
    assert!(!signed_in.must_enrol_totp);
    let replayed = county.cms.sign_in("anquan", PASSWORD, Some(&code), "10.0.0.9").await;
    assert!(matches!(replayed, Err(SignInRefused::WrongCode)), "{replayed:?}");
    county.advance_minutes(1);
    county.cms.sign_in("anquan", PASSWORD, Some(&code_of(&county, &secret)), "10.0.0.8").await.unwrap();
}

#[tokio::test]
async fn a_second_factor_is_not_in_the_database_to_be_read() {
    for county in crate::both_databases().await {
        let anquan = county.account("anquan").await;
        let stored = async || county.cms.store().credentials(anquan).await.unwrap().unwrap();
        let offer = county.cms.totp_begin(&county.ctx("anquan").await, Some(PASSWORD)).await.unwrap();
        let pending = stored().await.totp_pending.unwrap();
        assert!(pending.expose_secret().starts_with("v1:") && !pending.expose_secret().contains(&offer.secret));
        county.cms.totp_confirm(&county.ctx("anquan").await, &code_of(&county, &offer.secret)).await.unwrap();
        assert_eq!(stored().await.totp_secret.unwrap().expose_secret(), pending.expose_secret());
    }
}

/// Whoever can write the database cannot put a factor of his own there, nor that of somebody else.
#[tokio::test]
async fn a_second_factor_that_does_not_open_lets_nobody_in() {
    let county = TestCounty::new().await;
    let (anquan, shenji) = (enrol(&county, "anquan").await, enrol(&county, "shenji").await);
    county.advance_minutes(1);
    let of_another = "(select totp_secret from account where login = 'anquan')";
    let own = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    for (planted, secret) in [(of_another, anquan.as_str()), (&*format!("'{own}'"), own)] {
        county.database().tamper(&format!("update account set totp_secret = {planted} where login = 'shenji'")).await;
        for secret in [secret, &shenji] {
            let code = code_of(&county, secret);
            let refused = county.cms.sign_in("shenji", PASSWORD, Some(&code), "10.0.0.8").await;
            assert!(matches!(refused, Err(SignInRefused::FactorUnreadable)), "{refused:?}");
        }
        assert!(matches!(county.sign_in("shenji", PASSWORD).await, Err(SignInRefused::CodeNeeded)));
    }
    county.cms.reset_totp(&county.ctx("anquan").await, county.account("shenji").await).await.unwrap();
    enrol(&county, "shenji").await;
}

#[tokio::test]
async fn second_factors_from_before_there_was_a_key_are_sealed_at_the_next_start() {
    for county in crate::both_databases().await {
        let plain = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
        let sql = format!("update account set totp_secret = '{plain}', totp_last_step = 1 where login = 'anquan'");
        county.database().tamper(&sql).await;
        county.database().tamper(&format!("update account set totp_pending = '{plain}' where login = 'fabu'")).await;
        let node = county.second_node().await;
        let stored = county.cms.store().totp_secrets().await.unwrap();
        assert_eq!(stored.len(), 2);
        assert!(stored.iter().all(|(_, secret)| secret.expose_secret().starts_with("v1:")));
        assert_eq!(county.logged_actions().await.last().unwrap(), "account.totp-seal");
        node.sign_in("anquan", PASSWORD, Some(&code_of(&county, plain)), "10.0.0.8").await.unwrap();
        node.totp_confirm(&county.ctx("fabu").await, &code_of(&county, plain)).await.unwrap();
        let events = county.logged_actions().await.len();
        county.second_node().await;
        assert_eq!(county.logged_actions().await.len(), events, "there is nothing left to seal");
    }
}

#[tokio::test]
async fn a_node_with_another_key_does_not_start() {
    let county = TestCounty::new().await;
    enrol(&county, "anquan").await;
    let other = || SealingKey::from_bytes(&[8; SealingKey::LENGTH]).unwrap();
    let known = county.cms.sealing_key().await.unwrap().unwrap();
    let refused = county.cms.clone().with_sealing_key(other()).await;
    let Err(KeyRefused::Another { known: named, given }) = refused else { panic!("{refused:?}") };
    assert_eq!((named, given.as_str()), (known, other().id()));

    // Once the old key is lost and every factor with it, another one takes its place, and the old one does not return.
    assert_eq!(county.cms.reset_every_totp(&Ctx::system("test")).await.unwrap(), 1);
    let node = county.cms.clone().with_sealing_key(other()).await.unwrap();
    let ctx = county.ctx("anquan").await;
    assert!(matches!(county.cms.totp_begin(&ctx, Some(PASSWORD)).await, Err(Error::Internal(_))));
    let offer = node.totp_begin(&ctx, Some(PASSWORD)).await.unwrap();
    node.totp_confirm(&ctx, &code_of(&county, &offer.secret)).await.unwrap();
}

#[tokio::test]
async fn codes_cannot_be_guessed_without_end() {
    let county = TestCounty::new().await;
    enrol(&county, "anquan").await;
    for _ in 0..4 {
        let guess = county.cms.sign_in("anquan", PASSWORD, Some("000000"), "10.0.0.8").await;
        assert!(matches!(guess, Err(SignInRefused::WrongCode)), "{guess:?}");
        // The password alone gives no new tries.
        assert!(matches!(county.sign_in("anquan", PASSWORD).await, Err(SignInRefused::CodeNeeded)));
    }
    let fifth = county.cms.sign_in("anquan", PASSWORD, Some("000000"), "10.0.0.8").await;
    assert!(matches!(fifth, Err(SignInRefused::Blocked { .. })), "{fifth:?}");
}

#[tokio::test]
async fn administrators_set_up_the_second_factor_first() {
    let county = TestCounty::new().await;
    for login in ["guanli", "anquan", "shenji"] {
        assert!(county.sign_in(login, PASSWORD).await.unwrap().must_enrol_totp, "{login}");
    }
    assert!(!county.sign_in("shenhe", PASSWORD).await.unwrap().must_enrol_totp);
    let ctx = county.real_ctx("anquan", "one").await;
    assert!(matches!(county.cms.accounts(&ctx).await, Err(Error::Unfinished)));
    assert!(county.cms.me(&ctx).await.unwrap().must_enrol_totp, "the frame still knows who it is");
    enrol(&county, "anquan").await;
    assert_eq!(county.cms.accounts(&county.real_ctx("anquan", "one").await).await.unwrap().len(), 8);
    let disabled = county.cms.totp_disable(&county.real_ctx("anquan", "one").await, PASSWORD).await;
    assert!(matches!(disabled, Err(Error::Refused(_))), "{disabled:?}");
    assert!(
        county
            .cms
            .clone()
            .in_demo_mode()
            .actor_of(county.account("guanli").await)
            .await
            .unwrap()
            .is_some_and(|signed| !signed.must_enrol_totp)
    );
}

#[tokio::test]
async fn a_first_password_is_changed_before_anything_else() {
    let county = TestCounty::new().await;
    let first = county.open_account("xinren", "新人", Role::Publisher, "jyj").await;
    assert!(county.sign_in("xinren", &first).await.unwrap().must_change_password);
    let ctx = county.real_ctx("xinren", "one").await;
    assert_eq!(county.cms.me(&ctx).await.unwrap().password_due, Some(PasswordDue::Initial));
    assert!(matches!(county.cms.plan_sheet(&ctx).await, Err(Error::Unfinished)));
    county.cms.change_password(&ctx, &first, "Mima-Gengxin-2026").await.unwrap();
    let ctx = county.real_ctx("xinren", "one").await;
    county.cms.plan_sheet(&ctx).await.unwrap();
    assert!(!county.sign_in("xinren", "Mima-Gengxin-2026").await.unwrap().must_change_password);
    assert!(matches!(county.sign_in("xinren", &first).await, Err(SignInRefused::Wrong)));
}

#[tokio::test]
async fn a_password_lives_ninety_days() {
    let county = TestCounty::new().await;
    county.advance_days(90);
    assert!(!county.sign_in("fabu", PASSWORD).await.unwrap().must_change_password);
    county.advance_minutes(1);
    assert!(county.sign_in("fabu", PASSWORD).await.unwrap().must_change_password);
    let ctx = county.real_ctx("fabu", "one").await;
    assert_eq!(county.cms.me(&ctx).await.unwrap().password_due, Some(PasswordDue::Old));
    let demo = county.cms.clone().in_demo_mode();
    assert!(!demo.sign_in("fabu", PASSWORD, None, "").await.unwrap().must_change_password);
}

#[tokio::test]
async fn the_last_five_passwords_do_not_come_back() {
    let county = TestCounty::new().await;
    let ctx = county.ctx("fabu").await;
    let mut current = PASSWORD.to_owned();
    for number in 1..=5 {
        let next = format!("Mima-Bianhao-{number}");
        county.cms.change_password(&ctx, &current, &next).await.unwrap();
        current = next;
    }
    assert_eq!(
        fault(county.cms.change_password(&ctx, &current, "Mima-Bianhao-1").await),
        "不能与最近 5 次使用过的密码相同"
    );
    assert_eq!(fault(county.cms.change_password(&ctx, &current, &current).await), "不能与最近 5 次使用过的密码相同");
    county.cms.change_password(&ctx, &current, PASSWORD).await.expect("the sixth last may");
}

#[tokio::test]
async fn a_new_password_follows_the_rules_and_needs_the_old_one() {
    let county = TestCounty::new().await;
    let ctx = county.ctx("fabu").await;
    assert_eq!(fault(county.cms.change_password(&ctx, "Wrong-Guess-123", "Mima-Gengxin-2026").await), "密码不正确");
    assert_eq!(fault(county.cms.change_password(&ctx, PASSWORD, "Short-1").await), "密码至少 12 个字符");
    assert_eq!(fault(county.cms.change_password(&ctx, PASSWORD, "Fabu-Mima-2026").await), "密码不能包含账号名");
    for _ in 0..5 {
        let _ = county.cms.change_password(&ctx, "Wrong-Guess-123", "Mima-Gengxin-2026").await;
    }
    let blocked = county.cms.change_password(&ctx, PASSWORD, "Mima-Gengxin-2026").await;
    assert_eq!(fault(blocked), "密码输入错误次数过多，请 15 分钟后再试", "a borrowed session cannot guess");
}

#[tokio::test]
async fn a_dearer_setting_rehashes_at_the_next_log_in() {
    let county = TestCounty::new().await;
    let fabu = county.account("fabu").await;
    let hash = async || county.cms.store().credentials(fabu).await.unwrap().unwrap().password_hash;
    let before = hash().await;
    county.sign_in("fabu", PASSWORD).await.unwrap();
    assert_eq!(hash().await.expose_secret(), before.expose_secret(), "nothing to do");
    let dearer = county.node_with_password_memory(16).await;
    dearer.sign_in("fabu", PASSWORD, None, "").await.unwrap();
    let after = hash().await;
    assert!(after.expose_secret().starts_with("$argon2id$v=19$m=16,t=1,p=1$"), "{}", after.expose_secret());
    dearer.sign_in("fabu", PASSWORD, None, "").await.unwrap();
}

#[tokio::test]
async fn a_locked_account_cannot_come_in_and_says_so_only_to_its_owner() {
    let county = TestCounty::new().await;
    let fabu = county.account("fabu").await;
    county.cms.lock_account(&county.ctx("anquan").await, fabu).await.unwrap();
    assert!(matches!(county.sign_in("fabu", PASSWORD).await, Err(SignInRefused::Locked)));
    assert!(matches!(county.sign_in("fabu", "Wrong-Guess-123").await, Err(SignInRefused::Wrong)));
    assert_eq!(county.cms.actor_of(fabu).await.unwrap(), None);
}

#[tokio::test]
async fn coming_and_going_stand_in_the_log() {
    let county = TestCounty::new().await;
    county.sign_in("fabu", PASSWORD).await.unwrap();
    county.cms.sign_out(&county.ctx("fabu").await, "one").await.unwrap();
    let actions = county.logged_actions().await;
    assert_eq!(actions[actions.len() - 2..], ["session.sign-in", "session.sign-out"]);
    let nobody = Ctx::new(None, String::new(), String::new());
    assert!(matches!(county.cms.sign_out(&nobody, "one").await, Err(Error::NotSignedIn)));
}

/// The one fault of a form.
fn fault(result: cms::Result<()>) -> String {
    match result {
        Err(Error::Invalid(faults)) if faults.len() == 1 => faults[0].message.clone(),
        other => panic!("not one fault: {other:?}"),
    }
}
