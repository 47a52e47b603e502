//! Sessions.

use domain::account::Role;
use store::session::SessionRecord;

use super::*;
use crate::store_test;

fn session(id: &str, account: Option<AccountId>, minute: i64) -> SessionRecord {
    SessionRecord {
        id_hash: id.to_owned(),
        account,
        data: "{}".to_owned(),
        address: "10.0.0.8".to_owned(),
        user_agent: "Firefox".to_owned(),
        created_at: at(minute),
        last_seen_at: at(minute),
        expires_at: at(minute + 30),
    }
}

async fn create(store: &Store, record: &SessionRecord) -> bool {
    let mut tx = begin(store).await;
    let created = tx.create_session(record).await.unwrap();
    tx.commit().await.unwrap();
    created
}

store_test!(a_session_lives_until_its_end, |store| async {
    let record = session("aa", None, 0);
    assert!(create(&store, &record).await);
    assert!(!create(&store, &session("aa", None, 5)).await, "the identifier is taken");
    assert_eq!(store.session("aa", at(29)).await.unwrap(), Some(record));
    assert_eq!(store.session("aa", at(30)).await.unwrap(), None);
    assert_eq!(store.session("bb", at(0)).await.unwrap(), None);
});

store_test!(use_moves_the_end_on, |store| async {
    create(&store, &session("aa", None, 0)).await;
    let mut tx = begin(&store).await;
    tx.touch_session("aa", at(20), at(50)).await.unwrap();
    tx.commit().await.unwrap();
    let found = store.session("aa", at(40)).await.unwrap().unwrap();
    assert_eq!((found.created_at, found.last_seen_at, found.expires_at), (at(0), at(20), at(50)));
});

store_test!(a_saved_session_keeps_its_beginning_and_a_revoked_one_stays_gone, |store| async {
    let account = open_account(&store, "fabu", Role::Publisher).await;
    create(&store, &session("aa", None, 0)).await;
    let mut tx = begin(&store).await;
    let changed = SessionRecord { data: r#"{"account":1}"#.to_owned(), ..session("aa", Some(account), 10) };
    assert!(tx.save_session(&changed).await.unwrap());
    assert!(!tx.save_session(&session("bb", None, 10)).await.unwrap(), "it was never there");
    tx.commit().await.unwrap();
    let found = store.session("aa", at(10)).await.unwrap().unwrap();
    assert_eq!(found, SessionRecord { created_at: at(0), ..changed });
});

store_test!(sessions_end_one_by_one_or_all_but_one, |store| async {
    let account = open_account(&store, "fabu", Role::Publisher).await;
    let other = open_account(&store, "shenhe", Role::Reviewer).await;
    for (id, owner, minute) in [("aa", account, 0), ("bb", account, 1), ("cc", account, 2), ("dd", other, 0)] {
        create(&store, &session(id, Some(owner), minute)).await;
    }
    let ids = |sessions: Vec<SessionRecord>| sessions.into_iter().map(|one| one.id_hash).collect::<Vec<_>>();
    assert_eq!(ids(store.sessions_of(account, at(3)).await.unwrap()), ["cc", "bb", "aa"]);
    assert_eq!(ids(store.sessions_of(account, at(30)).await.unwrap()), ["cc", "bb"], "the first has ended");

    let mut tx = begin(&store).await;
    assert!(tx.delete_session("cc").await.unwrap());
    assert!(!tx.delete_session("cc").await.unwrap());
    assert_eq!(tx.delete_sessions_of(account, Some("bb")).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert_eq!(ids(store.sessions_of(account, at(3)).await.unwrap()), ["bb"]);
    assert_eq!(ids(store.sessions_of(other, at(3)).await.unwrap()), ["dd"]);

    let mut tx = begin(&store).await;
    assert_eq!(tx.delete_sessions_of(other, None).await.unwrap(), 1);
    assert_eq!(tx.delete_expired_sessions(at(30)).await.unwrap(), 0);
    assert_eq!(tx.delete_expired_sessions(at(31)).await.unwrap(), 1);
    tx.commit().await.unwrap();
});
