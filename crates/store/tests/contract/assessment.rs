//! Judgements, frozen assessments, appeals, and how the columns stood on earlier days.

use domain::{
    assessment::{Answerable, AppealState, Judgement, LossKey, Period, RuleCode, Ruling, Signature, Verdict},
    id::{AccountId, FrozenId},
    item::{EventDate, EventKind},
    obligation::Side,
    workflow::{Stage, Step},
};
use store::{assessment_appeal::NewAppeal, column_confirmation::NewColumnConfirmation, revision::Seen};

use super::{
    clock::{signature, state_event, step, step_with},
    content::{column, insert, move_to, publish, publish_row, revise},
    *,
};
use crate::store_test;

fn code(text: &str) -> RuleCode {
    RuleCode::parse(text).unwrap()
}

fn person(by: i64, minutes: i64) -> Signature {
    Signature { by: AccountId::new(by), name: "李明远".into(), unit: unit("zwb"), at: at(minutes) }
}

fn judged(leaf: &str, minutes: i64) -> Judgement {
    Judgement {
        leaf: code(leaf),
        period: Period::Now,
        verdict: Verdict::InOrder,
        answerable: Answerable { column: None, unit: Some(unit("jyj")) },
        reason: "已抽查".into(),
        evidence: "/c/jypx".into(),
        by: AccountId::new(1),
        by_name: "李明远".into(),
        at: at(minutes),
    }
}

store_test!(one_judgement_of_a_leaf_counts_and_all_stay, |store| async move {
    let rules = code("census-2015");
    let mut tx = begin(&store).await;
    let first = tx.judge(&rules, &judged("a", 1)).await.unwrap().unwrap();
    assert_eq!(tx.judge(&rules, &judged("a", 2)).await.unwrap(), None, "one counts already");
    assert!(tx.judge(&rules, &judged("b", 2)).await.unwrap().is_some());
    assert!(tx.judge(&code("national-2019"), &judged("a", 2)).await.unwrap().is_some());
    let end = ("李明远", "重新评判");
    let of_a = code("a");
    assert_eq!(tx.end_judgement_of(&rules, &of_a, Period::Now, end, at(3)).await.unwrap(), Some(first));
    assert_eq!(tx.end_judgement_of(&rules, &of_a, Period::Now, end, at(4)).await.unwrap(), None, "it has been");
    let second = tx.judge(&rules, &judged("a", 3)).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    let rows = store.judgements(&rules).await.unwrap();
    assert_eq!(rows.len(), 3);
    assert_eq!((rows[0].id, &rows[0].judgement, &rows[0].ended), (second, &judged("a", 3), &None));
    assert_eq!((rows[2].id, rows[2].ended.clone()), (first, Some((at(3), "李明远".into(), "重新评判".into()))));
    // Who takes the first back does not end the second, which has its place by now.
    let mut tx = begin(&store).await;
    assert!(!tx.end_judgement(first, ("李明远", "依据不足"), at(5)).await.unwrap());
    assert!(tx.end_judgement(second, ("陆文静", "依据不足"), at(6)).await.unwrap());
    tx.commit().await.unwrap();
    let rows = store.judgements(&rules).await.unwrap();
    assert_eq!(rows[0].ended, Some((at(6), "陆文静".into(), "依据不足".into())));
    assert_eq!(rows[2].ended, Some((at(3), "李明远".into(), "重新评判".into())));
});

async fn freeze_on(store: &Store, as_of: &str, by: i64) -> Option<FrozenId> {
    let mut tx = begin(store).await;
    let id = tx.freeze_assessment(&code("census-2015"), day(as_of), "{\"一\":1}", "abc", &person(by, 1)).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn freeze(store: &Store, by: i64) -> FrozenId {
    freeze_on(store, "2026-11-24", by).await.unwrap()
}

store_test!(a_sheet_is_written_once_and_signed_once_by_another, |store| async move {
    let id = freeze(&store, 1).await;
    let mut tx = begin(&store).await;
    assert!(!tx.sign_assessment(id, "abd", &person(2, 2)).await.unwrap(), "another text");
    assert!(tx.sign_assessment(id, "abc", &person(2, 2)).await.unwrap());
    assert!(!tx.sign_assessment(id, "abc", &person(3, 3)).await.unwrap(), "it has been");
    tx.commit().await.unwrap();
    let (head, sheet) = store.frozen_assessment(id).await.unwrap().unwrap();
    assert_eq!((sheet.as_str(), head.sha256.as_str(), head.as_of), ("{\"一\":1}", "abc", day("2026-11-24")));
    assert_eq!((head.prepared.clone(), head.signed.clone()), (person(1, 1), Some(person(2, 2))));
    assert_eq!(store.frozen_assessments().await.unwrap(), [head]);
    assert_eq!(store.frozen_assessment(FrozenId::new(999)).await.unwrap(), None);
    // The table itself refuses both signatures of one hand.
    let own = freeze_on(&store, "2026-11-25", 1).await.unwrap();
    let mut tx = begin(&store).await;
    assert!(tx.sign_assessment(own, "abc", &person(1, 2)).await.is_err());
});

store_test!(one_sheet_of_a_day_stands_and_what_is_signed_is_not_replaced, |store| async move {
    let first = freeze(&store, 1).await;
    let second = freeze(&store, 2).await;
    let other_day = freeze_on(&store, "2026-11-25", 1).await.unwrap();
    let mut tx = begin(&store).await;
    assert!(!tx.sign_assessment(first, "abc", &person(3, 2)).await.unwrap(), "the second has its place");
    assert!(tx.sign_assessment(second, "abc", &person(3, 2)).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(freeze_on(&store, "2026-11-24", 1).await, None, "it is signed");
    let heads = store.frozen_assessments().await.unwrap();
    let told: Vec<_> = heads.iter().map(|head| (head.id, head.ended_at, head.signed.is_some())).collect();
    assert_eq!(told, [(other_day, None, false), (second, None, true), (first, Some(at(1)), false)]);
});

store_test!(an_appeal_is_open_once_and_decided_once, |store| async move {
    let frozen = freeze(&store, 1).await;
    let key = |subject: Option<&str>| LossKey {
        leaf: code("columns"),
        period: Period::Now,
        subject: subject.map(str::to_owned),
        unit: Some(unit("jyj")),
    };
    let (of_column, undone) = (key(Some("jypx")), key(None));
    let new = |key| NewAppeal {
        frozen,
        key,
        reason: "已按期更新",
        evidence: "/c/jypx",
        by: (AccountId::new(5), "韦小兰"),
        at: at(4),
    };
    let mut tx = begin(&store).await;
    let first = tx.file_appeal(&new(&of_column)).await.unwrap().unwrap();
    assert_eq!(tx.file_appeal(&new(&of_column)).await.unwrap(), None, "one is open");
    let other = tx.file_appeal(&new(&undone)).await.unwrap().unwrap();
    let decided = person(2, 6);
    let points = "0.5".parse().unwrap();
    assert!(tx.decide_appeal(first, AppealState::PartlyAccepted, Some(points), "部分属实", &decided).await.unwrap());
    assert!(!tx.decide_appeal(first, AppealState::Rejected, None, "不属实", &decided).await.unwrap(), "it has been");
    let again = tx.file_appeal(&new(&of_column)).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    let rows = store.appeals_against(frozen).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [first, other, again]);
    assert_eq!(rows[0].ruling(), Some(Ruling::AcceptPartly(points)));
    assert_eq!((&rows[0].decided, rows[0].decision_reason.as_str()), (&Some(decided), "部分属实"));
    assert_eq!((rows[1].key.clone(), rows[1].ruling(), &rows[1].decided), (undone, None, &None));
    assert_eq!((rows[1].filed_name.as_str(), rows[1].filed_at, rows[1].state), ("韦小兰", at(4), AppealState::Open));
    assert_eq!(store.appeal(first).await.unwrap().as_ref(), rows.first());
    assert_eq!(store.open_appeals().await.unwrap(), [(frozen, 2)], "the first is decided");
    assert_eq!(store.appeal(domain::id::AppealId::new(999)).await.unwrap(), None);
});

store_test!(columns_are_told_as_they_were_at_a_moment, |store| async move {
    let mut tx = begin(&store).await;
    publish(&mut tx, 1, "jypx", "甲").await;
    let late = publish(&mut tx, 5, "jypx", "乙").await;
    tx.commit().await.unwrap();
    let title = async |minutes| {
        let newest = store.newest_of_columns_at(at(minutes)).await.unwrap();
        newest.get(&column("jypx")).map(|newest| newest.changed.title.clone())
    };
    assert_eq!(title(0).await, None);
    assert_eq!(title(3).await.as_deref(), Some("甲"));
    assert_eq!(title(9).await.as_deref(), Some("乙"));
    // Taken away, the one before it is the newest again.
    let mut tx = begin(&store).await;
    step(&mut tx, late, Step::Withdraw, 20).await;
    tx.commit().await.unwrap();
    assert_eq!(title(19).await.as_deref(), Some("乙"));
    assert_eq!(title(21).await.as_deref(), Some("甲"));

    let clerk = open_account(&store, "fabu", Role::Publisher).await;
    let mut tx = begin(&store).await;
    for on in ["2026-10-08", "2026-11-24"] {
        let (column, unit) = (column("lajj"), unit("zwb"));
        let by = (clerk, "韦小兰");
        let new = NewColumnConfirmation { column: &column, unit: &unit, on: day(on), by, at: at(1), note: "" };
        assert!(tx.confirm_column(&new).await.unwrap());
    }
    tx.commit().await.unwrap();
    let confirmed = async |on| store.confirmations_until(day(on)).await.unwrap().get(&column("lajj")).copied();
    assert_eq!(confirmed("2026-10-07").await, None);
    assert_eq!(confirmed("2026-11-23").await, Some(day("2026-10-08")));
    assert_eq!(confirmed("2026-11-24").await, Some(day("2026-11-24")));
});

// What was replaced, taken down and put up again since is told by its decisions, everything else by what stands.
store_test!(what_was_touched_since_does_not_change_how_a_column_stood, |store| async move {
    let mut tx = begin(&store).await;
    let first = publish(&mut tx, 1, "jypx", "甲").await;
    let second = publish(&mut tx, 5, "jypx", "乙").await;
    publish(&mut tx, 7, "tzgg", "丙").await;
    step(&mut tx, first, Step::Sign, 1).await;
    step(&mut tx, second, Step::Sign, 5).await;
    tx.commit().await.unwrap();
    let told = async |minutes: i64| {
        let newest = store.newest_of_columns_at(at(minutes)).await.unwrap();
        newest.into_iter().map(|(column, newest)| format!("{column} {}", newest.changed.title)).collect::<Vec<_>>()
    };
    let before = ["jypx 乙", "tzgg 丙"];
    assert_eq!(told(600).await, before);
    // The first gets a second revision in minute 500, the second is taken down in minute 550.
    let mut tx = begin(&store).await;
    revise(&mut tx, first, 1, "jypx", "甲，修改").await;
    step_with(&mut tx, first, 2, Step::Sign, 500).await;
    assert!(tx.unpublish(second, 1, at(550), "过期").await.unwrap());
    step(&mut tx, second, Step::Withdraw, 550).await;
    tx.commit().await.unwrap();
    assert_eq!(told(3).await, ["jypx 甲，修改"], "under its present title");
    assert_eq!(told(499).await, before);
    assert_eq!(told(501).await, ["jypx 甲，修改", "tzgg 丙"]);
    assert_eq!(told(549).await, ["jypx 甲，修改", "tzgg 丙"]);
    assert_eq!(told(600).await, ["jypx 甲，修改", "tzgg 丙"]);
    // What became public is told apart from what was replaced, also of an item that was touched since.
    let published = async |minutes: i64| {
        let newest = store.newest_of_columns_at(at(minutes)).await.unwrap();
        newest[&column("jypx")].published.title.clone()
    };
    assert_eq!((published(501).await.as_str(), published(600).await.as_str()), ("乙", "甲，修改"));
    // And again: the column's other item is thrown down too, and nothing is left of it.
    let mut tx = begin(&store).await;
    assert!(tx.unpublish(first, 2, at(700), "过期").await.unwrap());
    step(&mut tx, first, Step::Withdraw, 700).await;
    tx.commit().await.unwrap();
    assert_eq!(told(4).await, ["jypx 甲，修改"]);
    assert_eq!(told(600).await, ["jypx 甲，修改", "tzgg 丙"]);
    assert_eq!(told(701).await, ["tzgg 丙"]);
});

store_test!(open_items_are_told_as_they_were_and_late_ones_who_had_them, |store| async move {
    let event = EventDate { on: day("2026-11-20"), kind: EventKind::Licence };
    let mut tx = begin(&store).await;
    let item = insert(&mut tx, 1, "xyxx", "scj", "许可决定").await;
    state_event(&mut tx, item, 1, Some(event)).await;
    step(&mut tx, item, Step::Submit, 2).await;
    step(&mut tx, item, Step::Return, 2 * 24 * 60).await;
    tx.commit().await.unwrap();
    let open = store.open_items_at(at(60)).await.unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!((open[0].column.as_str(), open[0].unit.as_str(), open[0].item.event), ("xyxx", "scj", Some(event)));
    assert_eq!(open[0].item.hands.handovers.iter().map(|h| h.to).collect::<Vec<_>>(), [Side::Lead]);
    assert_eq!(store.open_items_at(at(3 * 24 * 60)).await.unwrap()[0].item.hands.handovers.len(), 2);
    assert_eq!(store.open_items_at(at(-60)).await.unwrap(), []);

    let mut tx = begin(&store).await;
    signature(&mut tx, item, Step::SignInPart, ("zwb", 2), 5).await;
    signature(&mut tx, item, Step::Sign, ("bb", 2), 10).await;
    assert!(move_to(&mut tx, Seen { item, number: 1, version: 2 }, Stage::Published, 10).await);
    publish_row(&mut tx, item, 1, 1, "xyxx", "许可决定", None).await;
    tx.commit().await.unwrap();
    let met = store.event_clocks_met(day("2026-11-24"), day("2026-11-24")).await.unwrap();
    let items = store.items_met(&met[0]).await.unwrap();
    assert_eq!(items.iter().map(|met| met.item).collect::<Vec<_>>(), [item]);
    assert_eq!(items[0].handovers.iter().map(|h| h.to).collect::<Vec<_>>(), [Side::Lead, Side::Unit]);
    assert_eq!(items[0].signed_last, Some(unit("bb")));
});

// 县政务办 signed, the item came back, and it became public before anybody signed again.
store_test!(a_signature_that_was_given_before_a_return_is_not_the_last, |store| async move {
    let event = EventDate { on: day("2026-11-20"), kind: EventKind::Licence };
    let mut tx = begin(&store).await;
    let item = insert(&mut tx, 1, "xyxx", "scj", "许可决定").await;
    state_event(&mut tx, item, 1, Some(event)).await;
    step(&mut tx, item, Step::Submit, 2).await;
    signature(&mut tx, item, Step::SignInPart, ("zwb", 1), 3).await;
    step(&mut tx, item, Step::Return, 4).await;
    step(&mut tx, item, Step::PublishUrgently, 5).await;
    assert!(move_to(&mut tx, Seen { item, number: 1, version: 2 }, Stage::Published, 5).await);
    publish_row(&mut tx, item, 1, 1, "xyxx", "许可决定", None).await;
    tx.commit().await.unwrap();
    let met = store.event_clocks_met(day("2026-11-24"), day("2026-11-24")).await.unwrap();
    let items = store.items_met(&met[0]).await.unwrap();
    assert_eq!(items.iter().map(|met| (met.item, met.signed_last.clone())).collect::<Vec<_>>(), [(item, None)]);
});
