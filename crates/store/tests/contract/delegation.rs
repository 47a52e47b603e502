//! Delegations of signature.

use domain::{account::Role, desk::people::AccountState, id::DelegationId};
use store::delegation::NewDelegation;

use super::*;
use crate::store_test;

async fn delegate(store: &Store, from: AccountId, to: AccountId) -> DelegationId {
    let mut tx = begin(store).await;
    let new = NewDelegation {
        unit: &unit("zwb"),
        from_account: from,
        to_account: to,
        from_day: day("2026-11-25"),
        to_day: day("2026-11-27"),
        reason: "外出学习",
        created_at: at(0),
    };
    let id = tx.create_delegation(&new).await.unwrap();
    tx.commit().await.unwrap();
    id
}

store_test!(a_delegation_holds_on_its_first_and_last_day, |store| async {
    let giver = open_account(&store, "shenhe", Role::Reviewer).await;
    let taker = open_account(&store, "fabu", Role::Publisher).await;
    let id = delegate(&store, giver, taker).await;
    for (on, expected) in [("2026-11-24", 0), ("2026-11-25", 1), ("2026-11-27", 1), ("2026-11-28", 0)] {
        assert_eq!(store.delegated_to(taker, day(on)).await.unwrap().len(), expected, "{on}");
    }
    assert_eq!(store.delegated_to(giver, day("2026-11-25")).await.unwrap(), []);
    let found = store.delegation(id).await.unwrap().unwrap();
    assert_eq!((found.from_name.as_str(), found.to_name.as_str()), ("shenhe 的姓名", "fabu 的姓名"));
    assert_eq!((found.unit.clone(), found.reason.as_str(), found.ended_at), (unit("zwb"), "外出学习", None));
    assert_eq!(store.delegations().await.unwrap(), vec![found]);
});

store_test!(a_delegation_ends_when_taken_back_or_when_its_giver_is_locked, |store| async {
    let giver = open_account(&store, "shenhe", Role::Reviewer).await;
    let taker = open_account(&store, "fabu", Role::Publisher).await;
    let id = delegate(&store, giver, taker).await;
    let on = day("2026-11-26");
    let mut tx = begin(&store).await;
    tx.set_account_state(giver, AccountState::Active, AccountState::Locked).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.delegated_to(taker, on).await.unwrap(), []);
    let mut tx = begin(&store).await;
    tx.set_account_state(giver, AccountState::Locked, AccountState::Active).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.delegated_to(taker, on).await.unwrap(), [unit("zwb")]);
    let mut tx = begin(&store).await;
    assert!(tx.end_delegation(id, at(3)).await.unwrap());
    assert!(!tx.end_delegation(id, at(4)).await.unwrap(), "it has been");
    tx.commit().await.unwrap();
    assert_eq!(store.delegated_to(taker, on).await.unwrap(), []);
    assert_eq!(store.delegation(id).await.unwrap().unwrap().ended_at, Some(at(3)));
});
