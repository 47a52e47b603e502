//! What the tables and the log know of a period.

use domain::{
    event::SubjectKind,
    item::Content,
    kind::{Detail, Kind, Service},
    obligation::State,
    work_report::{Answered, PatrolWork, TopicWork},
    workflow::Stage,
};
use store::{event::NewEvent, publication::NewPublication, report::Answer, revision::Seen};

use super::{
    content::{code, column, insert, move_to, publish, save},
    patrol::{claim, end, order},
    report::{about_a_list, read, send},
    topic::open,
    *,
};
use crate::store_test;

store_test!(what_first_became_public_counts_even_after_it_was_withdrawn, |store| async move {
    let mut tx = begin(&store).await;
    let withdrawn = publish(&mut tx, 1, "jypx", "招生通知").await;
    publish(&mut tx, 2, "jypx", "资助政策").await;
    publish(&mut tx, 3, "tzgg", "停水通知").await;
    assert!(tx.unpublish(withdrawn, 1, at(20), "过期").await.unwrap());
    tx.commit().await.unwrap();
    let counted = async |from, until| {
        let rows = store.published_by_column_and_unit(at(from), at(until)).await.unwrap();
        rows.into_iter().map(|row| format!("{} {} {}", row.column, row.unit, row.count)).collect::<Vec<_>>()
    };
    assert_eq!(counted(0, 10).await, ["jypx jyj 2", "tzgg jyj 1"]);
    assert_eq!(counted(2, 3).await, ["jypx jyj 1"], "the end is no part of the period");
    assert_eq!(counted(4, 10).await, [""; 0]);
    // What an item says is read where it is still public.
    let details = store.details_published(Kind::PolicyDocument, at(0), at(10)).await.unwrap();
    assert!(details.len() == 2 && details.iter().all(|detail| matches!(detail, Detail::PolicyDocument(_))));
    assert_eq!(store.details_published(Kind::Interpretation, at(0), at(10)).await.unwrap(), []);
    assert_eq!(store.details_published(Kind::PolicyDocument, at(3), at(10)).await.unwrap().len(), 1);
    assert_eq!(store.count_published_of_kind(Kind::PolicyDocument).await.unwrap(), 2);
    assert_eq!(store.count_published_of_kind(Kind::Service).await.unwrap(), 0);
});

store_test!(a_public_guide_is_counted_as_a_service_only, |store| async move {
    let mut tx = begin(&store).await;
    publish(&mut tx, 1, "jypx", "招生通知").await;
    let guide = insert(&mut tx, 2, "jypx", "jyj", "教师资格认定").await;
    let content = Content { detail: Detail::Service(Service::default()), ..Content::default() };
    save(&mut tx, Seen { item: guide, number: 1, version: 1 }, &content, 1).await;
    assert!(move_to(&mut tx, Seen { item: guide, number: 1, version: 2 }, Stage::Published, 2).await);
    let public = NewPublication {
        item: guide,
        revision: 1,
        code: &code(2),
        column: &column("jypx"),
        title: "教师资格认定",
        summary: "",
        source: "县教育局",
        published_at: at(2),
        revised_at: None,
        lead_picture: None,
        picture_alt: "",
        detail: &content.detail,
        unit_name: "县教育局",
        signed_by_unit: "县政务办",
        direct: false,
        awaits_retro_signature: false,
    };
    tx.publish(&public).await.unwrap();
    tx.commit().await.unwrap();
    let published = store.published_by_column_and_unit(at(0), at(10)).await.unwrap();
    assert_eq!(published.iter().map(|row| row.count).sum::<i64>(), 1);
    assert_eq!(store.count_published_of_kind(Kind::Service).await.unwrap(), 1);
    let units = store.units_of_published(Kind::Service).await.unwrap();
    assert_eq!(units.into_iter().collect::<Vec<_>>(), [(code(2), unit("jyj"))]);
    assert_eq!(store.units_of_published(Kind::Leader).await.unwrap().len(), 0);
    // Taken down, it is no service any more, and was never a text that was published.
    let mut tx = begin(&store).await;
    assert!(tx.unpublish(guide, 1, at(20), "已取消").await.unwrap());
    tx.commit().await.unwrap();
    let published = store.published_by_column_and_unit(at(0), at(10)).await.unwrap();
    assert_eq!(published.iter().map(|row| row.count).sum::<i64>(), 1);
    assert_eq!(store.count_published_of_kind(Kind::Service).await.unwrap(), 0);
});

store_test!(a_column_has_its_days_in_each_state, |store| async move {
    let mut tx = begin(&store).await;
    for (on, in_column, state) in [
        ("2026-11-22", "jypx", State::Overdue),
        ("2026-11-23", "jypx", State::Overdue),
        ("2026-11-24", "jypx", State::Normal),
        ("2026-11-24", "tzgg", State::Blank),
        ("2026-11-25", "jypx", State::Overdue),
    ] {
        tx.put_column_state(day(on), &column(in_column), state).await.unwrap();
    }
    tx.commit().await.unwrap();
    let rows = store.days_in_states(day("2026-11-23"), day("2026-11-25")).await.unwrap();
    let rows: Vec<_> = rows.into_iter().map(|row| (row.column.to_string(), row.state, row.days)).collect();
    let (training, notices) = ("jypx".to_owned(), "tzgg".to_owned());
    assert_eq!(rows, [(training.clone(), State::Normal, 1), (training, State::Overdue, 2), (notices, State::Blank, 1)]);
});

store_test!(a_topic_is_kept_up_until_it_is_archived, |store| async move {
    let early = open(&store, 1, "县庆", "2027-06-30").await;
    open(&store, 30, "防汛", "2027-06-30").await;
    let counted = async |from, until| store.topics_kept_up(at(from), at(until)).await.unwrap();
    assert_eq!(counted(0, 10).await, TopicWork { kept_up: 1, opened: 1 });
    assert_eq!(counted(10, 40).await, TopicWork { kept_up: 2, opened: 1 });
    let topic = store.topic(early).await.unwrap().unwrap();
    let archived = store::topic::TopicRecord {
        stage: domain::topic::TopicStage::Archived,
        archived_at: Some(at(15)),
        archive_reason: "到期".into(),
        ..topic
    };
    let mut tx = begin(&store).await;
    assert!(tx.update_topic(&archived).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(counted(10, 40).await, TopicWork { kept_up: 2, opened: 1 });
    assert_eq!(counted(20, 40).await, TopicWork { kept_up: 1, opened: 1 });
    assert_eq!(counted(40, 50).await, TopicWork { kept_up: 1, opened: 0 });
});

store_test!(letters_count_when_they_come_and_when_they_are_answered, |store| async move {
    let (first, _) = send(&store, about_a_list("one", "jypx", "jyj")).await.unwrap();
    send(&store, about_a_list("two", "jypx", "jyj")).await.unwrap();
    send(&store, about_a_list("three", "tzgg", "zwb")).await.unwrap();
    let answer =
        Answer {
            outcome: domain::feedback::Outcome::NotNeeded, text: "原文无误", unit_name: "县教育局", at: at(9)
        };
    let mut tx = begin(&store).await;
    assert!(tx.answer_report(&read(&store, first).await, answer).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(store.letters_received(at(0), at(1)).await.unwrap(), [(unit("jyj"), 2), (unit("zwb"), 1)]);
    assert_eq!(store.letters_received(at(1), at(10)).await.unwrap(), []);
    let answered = Answered { unit: unit("jyj"), received_at: at(0), answered_at: at(9) };
    assert_eq!(store.letters_answered(at(9), at(10)).await.unwrap(), [answered]);
    assert_eq!(store.letters_answered(at(0), at(9)).await.unwrap(), []);
});

store_test!(a_round_of_the_patrol_counts_when_it_is_finished, |store| async move {
    order(&store, "", 0).await.unwrap();
    assert_eq!(store.patrol_work(at(0), at(10)).await.unwrap(), PatrolWork::default());
    let claimed = claim(&store, 1).await.unwrap();
    let mut tx = begin(&store).await;
    assert!(tx.finish_round(&claimed, &end(5)).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(store.patrol_work(at(0), at(10)).await.unwrap(), PatrolWork { rounds: 1, found: 2, mended: 1 });
    assert_eq!(store.patrol_work(at(1), at(10)).await.unwrap(), PatrolWork::default(), "it began before");
});

store_test!(the_log_is_counted_by_action, |store| async move {
    let mut tx = begin(&store).await;
    for (action, minutes) in
        [("item.save", 1), ("item.create", 1), ("item.save", 2), ("item.claim", 3), ("item.save", 9)]
    {
        let event = NewEvent {
            at: at(minutes),
            actor: None,
            unit: None,
            action,
            subject_kind: SubjectKind::Item,
            subject: "1",
            data: serde_json::json!({}),
        };
        tx.append_event(&event).await.unwrap();
    }
    tx.commit().await.unwrap();
    let counted = store.actions_logged(at(1), at(9)).await.unwrap();
    let counted: Vec<_> = counted.iter().map(|(action, count)| (action.as_str(), *count)).collect();
    assert_eq!(counted, [("item.save", 2), ("item.claim", 1), ("item.create", 1)]);
});
