//! Counting failed log-ins.

use domain::account::Role;
use store::login_attempt::Attempt;

use super::*;
use crate::store_test;

const LIMIT: i32 = 5;

/// A try at minute `minute`; a block would last 15 minutes.
async fn attempt(store: &Store, login: &str, minute: i64) -> Attempt {
    let mut tx = begin(store).await;
    let attempt = tx.begin_login(login, at(minute), LIMIT, at(minute + 15)).await.unwrap();
    tx.commit().await.unwrap();
    attempt
}

store_test!(the_fifth_try_is_the_last_for_a_while, |store| async {
    open_account(&store, "fabu", Role::Publisher).await;
    for minute in 0..4 {
        assert_eq!(attempt(&store, "fabu", minute).await, Attempt::Counted { blocked_until: None });
    }
    assert_eq!(attempt(&store, "fabu", 4).await, Attempt::Counted { blocked_until: Some(at(19)) });
    assert_eq!(attempt(&store, "fabu", 5).await, Attempt::Blocked { until: at(19) });
    assert_eq!(attempt(&store, "fabu", 18).await, Attempt::Blocked { until: at(19) }, "a block is not prolonged");
    let account = store.account_by_login("fabu").await.unwrap().unwrap();
    assert_eq!(account.blocked_until, Some(at(19)));
    assert_eq!(attempt(&store, "fabu", 19).await, Attempt::Counted { blocked_until: None }, "counting starts again");
});

store_test!(logins_are_counted_apart_and_need_no_account, |store| async {
    for _ in 0..5 {
        attempt(&store, "nobody", 0).await;
    }
    assert_eq!(attempt(&store, "nobody", 1).await, Attempt::Blocked { until: at(15) });
    assert_eq!(attempt(&store, "somebody", 1).await, Attempt::Counted { blocked_until: None });
});

store_test!(parallel_tries_do_not_pass_the_limit_together, |store| async {
    let tries: Vec<_> = (0..12)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { attempt(&store, "fabu", 0).await })
        })
        .collect();
    let mut counted = 0;
    for one in tries {
        counted += i32::from(matches!(one.await.unwrap(), Attempt::Counted { .. }));
    }
    assert_eq!(counted, LIMIT);
});

store_test!(a_try_is_taken_back_without_its_predecessors, |store| async {
    // Two more come while the fifth is still being looked at.
    for _ in 0..LIMIT + 2 {
        attempt(&store, "fabu", 0).await;
    }
    let mut tx = begin(&store).await;
    tx.uncount_login("fabu", LIMIT).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(attempt(&store, "fabu", 1).await, Attempt::Counted { blocked_until: Some(at(16)) }, "the fifth again");
});

store_test!(failures_are_forgotten_and_swept, |store| async {
    for login in ["fabu", "shenhe"] {
        for _ in 0..6 {
            attempt(&store, login, 0).await;
        }
    }
    let mut tx = begin(&store).await;
    tx.forget_failures("fabu").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(attempt(&store, "fabu", 1).await, Attempt::Counted { blocked_until: None });
    let mut tx = begin(&store).await;
    assert_eq!(tx.delete_old_login_attempts(at(1)).await.unwrap(), 1, "that of shenhe");
    tx.commit().await.unwrap();
    assert_eq!(attempt(&store, "shenhe", 2).await, Attempt::Counted { blocked_until: None });
});
