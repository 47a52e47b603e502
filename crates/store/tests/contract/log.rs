//! The log: numbered without gaps, chained, filtered.

use std::sync::atomic::Ordering;

use domain::{desk::log::LogFilter, event::SubjectKind, id::AccountId};
use serde_json::json;
use store::{Store, event::NewEvent};

use super::{at, begin, day, unit};
use crate::store_test;

async fn append(store: &Store, minutes: i64, name: &str, action: &str, subject: &str) -> i64 {
    let zwb = unit("zwb");
    let event = NewEvent {
        at: at(minutes),
        actor: Some((AccountId::new(1), name)),
        unit: Some(&zwb),
        action,
        subject_kind: SubjectKind::Item,
        subject,
        data: json!({ "文": "字" }),
    };
    let mut tx = begin(store).await;
    let seq = tx.append_event(&event).await.unwrap();
    tx.commit().await.unwrap();
    seq
}

store_test!(events_are_numbered_and_chained, |store| async move {
    for number in 1..=3 {
        assert_eq!(append(&store, number, "韦某", "item.save", "5").await, number);
    }
    let mut tx = begin(&store).await;
    let event = NewEvent {
        at: at(4),
        actor: None,
        unit: None,
        action: "item.save",
        subject_kind: SubjectKind::Item,
        subject: "5",
        data: json!({}),
    };
    assert_eq!(tx.append_event(&event).await.unwrap(), 4);
    drop(tx);
    assert_eq!(store.last_event().await.unwrap(), 3, "a change that failed leaves no gap");
    let events = store.events_after(1, 10).await.unwrap();
    assert_eq!(events.iter().map(|event| event.seq).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(events[1].previous_hash, events[0].hash);
    let verified = store.verify_log().await.unwrap();
    assert_eq!((verified.events, verified.faults.len()), (3, 0));
});

store_test!(a_log_that_grows_while_it_is_walked_is_sound, |store| async move {
    let writer = store.clone();
    let appending = tokio::spawn(async move {
        for number in 0..300 {
            append(&writer, number, "韦某", "item.save", "5").await;
        }
    });
    let mut walks = 0;
    while !appending.is_finished() {
        let verified = store.verify_log().await.unwrap();
        assert!(verified.faults.is_empty(), "{:?}", verified.faults);
        walks += 1;
    }
    appending.await.unwrap();
    assert!(walks > 1, "nothing was walked while the log grew");
    assert_eq!(store.verify_log().await.unwrap().events, 300);
});

store_test!(the_log_is_filtered_and_paged, |store| async move {
    append(&store, 0, "韦某", "item.save", "5").await;
    append(&store, 1, "陆某", "item.sign", "5").await;
    append(&store, 60 * 24, "陆某", "item.sign", "6").await;
    assert_eq!(store.events_of(SubjectKind::Item, "5").await.unwrap().len(), 2);
    assert_eq!(store.events_of(SubjectKind::Account, "5").await.unwrap(), []);
    let all = LogFilter::default;
    for (filter, expected) in [
        (all(), vec![3, 2]),
        (LogFilter { page: 2, ..all() }, vec![1]),
        (LogFilter { page: i64::MAX, ..all() }, vec![]),
        (LogFilter { page: i64::MIN, ..all() }, vec![3, 2]),
        (LogFilter { actor: "韦".into(), ..all() }, vec![1]),
        (LogFilter { action: "item.sign".into(), subject: "5".into(), ..all() }, vec![2]),
        (LogFilter { action: "item.sig".into(), ..all() }, vec![]),
        (LogFilter { subject_kind: Some(SubjectKind::Plan), ..all() }, vec![]),
        (LogFilter { from: Some(day("2026-11-25")), ..all() }, vec![3]),
        (LogFilter { to: Some(day("2026-11-24")), ..all() }, vec![2, 1]),
    ] {
        let (rows, _) = store.events_page(&filter, 2).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.seq).collect::<Vec<_>>(), expected, "{filter:?}");
    }
    assert_eq!(store.events_page(&all(), 2).await.unwrap().1, 3);
});

store_test!(what_is_committed_is_known_without_asking, |store| async move {
    assert_eq!(store.committed(), 0, "the log may be longer: others write it too");
    let other = store.clone();
    assert_eq!(append(&store, 0, "韦某", "item.save", "5").await, 1);
    assert_eq!((store.committed(), other.committed()), (1, 1));
    let mut tx = begin(&store).await;
    let event = NewEvent {
        at: at(4),
        actor: None,
        unit: None,
        action: "item.save",
        subject_kind: SubjectKind::Item,
        subject: "5",
        data: json!({}),
    };
    tx.append_event(&event).await.unwrap();
    drop(tx);
    assert_eq!(store.committed(), 1, "what was not committed has not happened");
});

store_test!(a_watched_handle_tells_that_it_was_used, |store| async move {
    let (watched, used) = store.watched();
    store.last_event().await.unwrap();
    assert!(!used.load(Ordering::Relaxed), "through another handle");
    watched.last_event().await.unwrap();
    assert!(used.load(Ordering::Relaxed));
});
