//! What clocks start from, what stops them, and what people decide about them.

use std::collections::BTreeSet;

use domain::{
    calendar::{Days, Holiday, Layer, Notice},
    desk::clocks::{Adjust, AdjustmentKind},
    id::ReportId,
    item::{Content, EventDate, EventKind},
    obligation::{MatterKey, Side, State},
    workflow::{Stage, Step},
};
use store::{
    column_confirmation::NewColumnConfirmation,
    column_news::Newest,
    decision::NewDecision,
    event_clock::Open,
    revision::{Move, Seen},
};

use super::{
    content::{authors, begin_text, column, insert, insert_for, move_to, publish, publish_row, save},
    *,
};
use crate::store_test;

/// Saves the first revision with the day of its event.
pub(super) async fn state_event(tx: &mut Tx, item: domain::id::ItemId, version: i32, event: Option<EventDate>) {
    let content = Content { title: "处罚决定".into(), event, ..Content::default() };
    save(tx, Seen { item, number: 1, version }, &content, 1).await;
}

pub(super) async fn step(tx: &mut Tx, item: domain::id::ItemId, step: Step, minutes: i64) {
    step_with(tx, item, 1, step, minutes).await;
}

/// A step with one of an item's revisions.
pub(super) async fn step_with(tx: &mut Tx, item: domain::id::ItemId, revision: i32, step: Step, minutes: i64) {
    tx.insert_decision(&decision(item, revision, step, minutes)).await.unwrap();
}

/// A step with the first revision that is a lead unit's signature.
pub(super) async fn signature(
    tx: &mut Tx,
    item: domain::id::ItemId,
    step: Step,
    (of, round): (&str, i32),
    minutes: i64,
) {
    let unit = unit(of);
    let decision = NewDecision { round, signs_for: Some(&unit), ..decision(item, 1, step, minutes) };
    tx.insert_decision(&decision).await.unwrap();
}

fn decision(item: domain::id::ItemId, revision: i32, step: Step, minutes: i64) -> NewDecision<'static> {
    NewDecision {
        item,
        revision,
        round: 1,
        step,
        account: None,
        name: "韦某",
        unit: None,
        unit_name: "",
        on_behalf_of: None,
        at: at(minutes),
        reason: "",
        signs_for: None,
        correction: None,
    }
}

store_test!(an_open_item_tells_its_start_and_who_had_it, |store| async move {
    let mut tx = begin(&store).await;
    let item = insert(&mut tx, 1, "xyxx", "scj", "处罚决定").await;
    let event = EventDate { on: day("2026-11-20"), kind: EventKind::Penalty };
    state_event(&mut tx, item, 1, Some(event)).await;
    // Two days later it goes to the lead unit, the day after it comes back.
    step(&mut tx, item, Step::Submit, 2 * 1440).await;
    step(&mut tx, item, Step::PassReview, 2 * 1440 + 5).await;
    step(&mut tx, item, Step::Return, 3 * 1440).await;
    insert(&mut tx, 2, "jypx", "jyj", "没有形成日期").await;
    publish(&mut tx, 3, "jypx", "已公开").await;
    tx.commit().await.unwrap();
    let open = store.open_items().await.unwrap();
    let found: Vec<_> =
        open.iter().map(|open| (open.column.as_str(), open.item.title.as_str(), open.item.event)).collect();
    assert_eq!(found, [("xyxx", "处罚决定", Some(event)), ("jypx", "没有形成日期", None)]);
    let handovers: Vec<_> = open[0].item.hands.handovers.iter().map(|h| (h.on.to_string(), h.to)).collect();
    assert_eq!(handovers, [("2026-11-26".to_owned(), Side::Lead), ("2026-11-27".to_owned(), Side::Unit)]);
    assert_eq!((open[0].unit.as_str(), open[0].item.begun_on), ("scj", day("2026-11-24")));
    assert!(open[1].item.hands.handovers.is_empty());

    let mut tx = begin(&store).await;
    state_event(&mut tx, item, 2, None).await;
    tx.commit().await.unwrap();
    assert_eq!(store.open_items().await.unwrap()[0].item.event, None, "the author took the day back");
});

store_test!(an_open_item_tells_for_which_unit_it_was_entered, |store| async move {
    let mut tx = begin(&store).await;
    insert(&mut tx, 1, "xxgknb", "zwb", "政务办年度报告").await;
    insert_for(&mut tx, 2, "xxgknb", ("zwb", Some("qxj")), "气象局年度报告").await;
    tx.commit().await.unwrap();
    let told = |open: Vec<Open>| {
        let one = |open: Open| (open.unit.to_string(), open.submitted_by.map(|sender| sender.to_string()));
        open.into_iter().map(one).collect::<Vec<_>>()
    };
    let expected = [("zwb".to_owned(), None), ("zwb".to_owned(), Some("qxj".to_owned()))];
    assert_eq!(told(store.open_items().await.unwrap()), expected);
    assert_eq!(told(store.open_items_at(at(5)).await.unwrap()), expected);
});

store_test!(the_clock_of_a_draft_goes_with_it_to_another_column, |store| async move {
    let mut tx = begin(&store).await;
    let item = insert(&mut tx, 1, "xyxx", "scj", "处罚决定").await;
    let event = EventDate { on: day("2026-11-20"), kind: EventKind::Penalty };
    state_event(&mut tx, item, 1, Some(event)).await;
    let seen = Seen { item, number: 1, version: 2 };
    assert!(tx.change_column(seen, &column("jypx"), at(3)).await.unwrap());
    assert!(move_to(&mut tx, Seen { version: 3, ..seen }, Stage::Published, 1440).await);
    publish_row(&mut tx, item, 1, 1, "jypx", "处罚决定", None).await;
    tx.commit().await.unwrap();
    let met = store.event_clocks_met(day("2026-11-20"), day("2026-12-31")).await.unwrap();
    assert_eq!(met.iter().map(|met| (met.column.as_str(), met.event)).collect::<Vec<_>>(), [("jypx", event)]);
});

store_test!(an_open_item_tells_which_lead_units_have_signed_it, |store| async move {
    let mut tx = begin(&store).await;
    let item = insert(&mut tx, 1, "jypx", "jyj", "通知").await;
    step(&mut tx, item, Step::Submit, 10).await;
    signature(&mut tx, item, Step::SignInPart, ("zwb", 1), 20).await;
    tx.commit().await.unwrap();
    let signed = |open: Vec<Open>| open[0].item.hands.signed.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(signed(store.open_items().await.unwrap()), ["zwb"]);
    assert_eq!(signed(store.open_items_at(at(15)).await.unwrap()), [""; 0]);
    assert_eq!(signed(store.open_items_at(at(25)).await.unwrap()), ["zwb"]);

    // What comes back is signed anew.
    let mut tx = begin(&store).await;
    step(&mut tx, item, Step::Return, 30).await;
    tx.commit().await.unwrap();
    assert_eq!(signed(store.open_items().await.unwrap()), [""; 0]);
    let mut tx = begin(&store).await;
    step(&mut tx, item, Step::Submit, 40).await;
    signature(&mut tx, item, Step::SignInPart, ("bb", 2), 50).await;
    tx.commit().await.unwrap();
    assert_eq!(signed(store.open_items().await.unwrap()), ["bb"]);
    assert_eq!(signed(store.open_items_at(at(25)).await.unwrap()), ["zwb"]);

    // Who signs last for a later minute has signed, too.
    let mut tx = begin(&store).await;
    signature(&mut tx, item, Step::SignForLater, ("zwb", 2), 60).await;
    assert!(move_to(&mut tx, Seen { item, number: 1, version: 1 }, Stage::Scheduled, 60).await);
    tx.commit().await.unwrap();
    assert_eq!(signed(store.open_items().await.unwrap()), ["bb", "zwb"]);
    assert_eq!(signed(store.open_items_at(at(65)).await.unwrap()), ["bb", "zwb"]);
});

store_test!(an_open_item_that_is_signed_for_later_tells_its_day, |store| async move {
    let mut tx = begin(&store).await;
    let item = insert(&mut tx, 1, "jypx", "jyj", "通知").await;
    step(&mut tx, item, Step::Submit, 10).await;
    let signed = BTreeSet::from([unit("zwb")]);
    // A minute that the first of several signers has set is no day yet.
    let agreed = Move {
        stage: Stage::AwaitingSignature,
        new_round: false,
        reviewer: None,
        signed_units: &signed,
        authors: &authors(),
        publish_at: Some(at(2 * 1440)),
        at: at(20),
    };
    let seen = Seen { item, number: 1, version: 1 };
    assert!(tx.move_revision(seen, &agreed).await.unwrap());
    tx.commit().await.unwrap();
    let told = async || store.open_items().await.unwrap()[0].item.hands.publishes_on;
    assert_eq!(told().await, None);
    // Signed an hour before midnight, it waits for an hour and a minute of the next day.
    let mut tx = begin(&store).await;
    assert!(move_to(&mut tx, Seen { version: 2, ..seen }, Stage::Scheduled, 15 * 60 - 59).await);
    tx.commit().await.unwrap();
    assert_eq!(told().await, Some(day("2026-11-25")), "by the clock in China");
    let mut tx = begin(&store).await;
    assert!(move_to(&mut tx, Seen { version: 3, ..seen }, Stage::Returned, 15 * 60).await);
    tx.commit().await.unwrap();
    assert_eq!(told().await, None, "given back, it waits for its unit");
});

store_test!(a_new_text_for_what_is_public_is_on_its_way_too_and_starts_no_clock, |store| async move {
    let mut tx = begin(&store).await;
    let item = publish(&mut tx, 1, "jypx", "招生公告").await;
    begin_text(&mut tx, item, 2, "招生公告，修改", 400).await;
    step_with(&mut tx, item, 2, Step::Submit, 410).await;
    tx.commit().await.unwrap();
    let open = store.open_items().await.unwrap();
    let found = |open: &[Open]| {
        let one = |open: &Open| (open.item.revises, open.item.event, open.item.hands.with());
        open.iter().map(one).collect::<Vec<_>>()
    };
    assert_eq!(found(&open), [(true, None, Side::Lead)]);
    assert_eq!(found(&store.open_items_at(at(450)).await.unwrap()), [(true, None, Side::Lead)]);

    // The same, looked back at: before it was begun, before it was handed in, and from a day after it was public.
    let mut tx = begin(&store).await;
    assert!(tx.retire_revision(item, 1, Stage::Archived, at(500)).await.unwrap());
    assert!(move_to(&mut tx, Seen { item, number: 2, version: 1 }, Stage::Published, 500).await);
    publish_row(&mut tx, item, 2, 1, "jypx", "招生公告", None).await;
    step_with(&mut tx, item, 2, Step::Sign, 500).await;
    tx.commit().await.unwrap();
    assert_eq!(store.open_items().await.unwrap(), []);
    let told = async |minutes| found(&store.open_items_at(at(minutes)).await.unwrap());
    assert_eq!(told(399).await, []);
    assert_eq!(told(405).await, [(true, None, Side::Unit)]);
    assert_eq!(told(499).await, [(true, None, Side::Lead)]);
    assert_eq!(told(501).await, []);
    // A third text replaces it later; at the time the second was on its way.
    let mut tx = begin(&store).await;
    begin_text(&mut tx, item, 3, "招生公告，再改", 600).await;
    assert!(tx.retire_revision(item, 2, Stage::Archived, at(700)).await.unwrap());
    assert!(move_to(&mut tx, Seen { item, number: 3, version: 1 }, Stage::Published, 700).await);
    publish_row(&mut tx, item, 3, 1, "jypx", "招生公告，再改", None).await;
    step_with(&mut tx, item, 3, Step::Sign, 700).await;
    tx.commit().await.unwrap();
    assert_eq!(told(499).await, [(true, None, Side::Lead)]);
    assert_eq!((told(650).await.len(), told(701).await.len()), (1, 0));
});

store_test!(a_clock_stops_on_the_day_of_publication, |store| async move {
    let mut tx = begin(&store).await;
    for (number, on) in [(1, "2026-11-20"), (2, "2026-11-20"), (3, "2026-11-03")] {
        let item = insert(&mut tx, number, "xyxx", "scj", "许可决定").await;
        state_event(&mut tx, item, 1, Some(EventDate { on: day(on), kind: EventKind::Licence })).await;
        let minutes = i64::try_from(number).unwrap();
        assert!(move_to(&mut tx, Seen { item, number: 1, version: 2 }, Stage::Published, minutes).await);
        publish_row(&mut tx, item, 1, number, "xyxx", "许可决定", None).await;
    }
    tx.commit().await.unwrap();
    let met = store.event_clocks_met(day("2026-11-24"), day("2026-11-24")).await.unwrap();
    let found: Vec<_> = met.iter().map(|met| (met.event.on.to_string(), met.count)).collect();
    assert_eq!(found, [("2026-11-03".to_owned(), 1), ("2026-11-20".to_owned(), 2)]);
    assert_eq!(
        (met[0].event.kind, met[0].public_on, met[0].unit.as_str()),
        (EventKind::Licence, day("2026-11-24"), "scj")
    );
    assert_eq!(store.event_clocks_met(day("2026-11-25"), day("2026-12-31")).await.unwrap(), []);
});

store_test!(each_column_tells_its_last_change, |store| async move {
    let mut tx = begin(&store).await;
    publish(&mut tx, 1, "jypx", "甲").await;
    publish(&mut tx, 2, "jypx", "乙").await;
    let revised = publish(&mut tx, 3, "tzgg", "旧").await;
    publish(&mut tx, 4, "tzgg", "新").await;
    insert(&mut tx, 5, "czxx", "czj", "草稿").await;
    tx.commit().await.unwrap();
    let titles = async || -> Vec<String> {
        let newest = store.newest_of_columns().await.unwrap();
        let told = newest.into_iter().map(|(column, Newest { published, changed })| {
            format!("{column} {} {}，{} {}", published.title, published.on, changed.title, changed.on)
        });
        told.collect()
    };
    assert_eq!(
        titles().await,
        ["jypx 乙 2026-11-24，乙 2026-11-24", "tzgg 新 2026-11-24，新 2026-11-24"].map(str::to_owned)
    );
    // Replaced at minute 500, after the newer item was published: a change, but nothing that became public.
    let mut tx = begin(&store).await;
    super::content::revise(&mut tx, revised, 3, "tzgg", "旧文新版").await;
    tx.commit().await.unwrap();
    assert_eq!(titles().await[1], "tzgg 新 2026-11-24，旧文新版 2026-11-24");
    assert_eq!(store.published_between(&column("jypx"), at(1), at(2)).await.unwrap(), 1);
    assert_eq!(store.published_between(&column("jypx"), at(0), at(9)).await.unwrap(), 2);
});

store_test!(each_unit_tells_when_an_item_of_a_column_last_became_public, |store| async move {
    let mut tx = begin(&store).await;
    // The last a day later.
    for (number, of, in_column) in
        [(1, "jyj", "xxgknb"), (2, "czj", "xxgknb"), (3, "scj", "tzgg"), (24 * 60, "jyj", "xxgknb")]
    {
        let item = insert(&mut tx, number, in_column, of, "年度报告").await;
        let minutes = i64::try_from(number).unwrap();
        assert!(move_to(&mut tx, Seen { item, number: 1, version: 1 }, Stage::Published, minutes).await);
        publish_row(&mut tx, item, 1, number, in_column, "年度报告", None).await;
    }
    let first = publish(&mut tx, 4, "czxx", "旧").await;
    insert(&mut tx, 5, "xxgknb", "scj", "草稿").await;
    tx.commit().await.unwrap();
    let since = async |code: &str, minutes| {
        let found = store.units_published(&column(code), at(minutes)).await.unwrap();
        found.into_iter().map(|(unit, on)| format!("{unit} {on}")).collect::<Vec<_>>()
    };
    assert_eq!(since("xxgknb", 0).await, ["czj 2026-11-24", "jyj 2026-11-25"]);
    assert_eq!(since("xxgknb", 3).await, ["jyj 2026-11-25"]);
    // A new text of minute 500 is no new item.
    let mut tx = begin(&store).await;
    super::content::revise(&mut tx, first, 4, "czxx", "旧文新版").await;
    tx.commit().await.unwrap();
    assert_eq!((since("czxx", 4).await.len(), since("czxx", 5).await.len()), (1, 0));
});

store_test!(a_notice_is_entered_and_taken_back, |store| async move {
    let manager = open_account(&store, "guanli", Role::PortalManager).await;
    let holiday = Holiday {
        name: "壮族三月三".into(),
        off: vec![Days { from: day("2027-04-09"), to: day("2027-04-10") }],
        work: vec![day("2027-04-17")],
    };
    let of = |layer| Notice {
        layer,
        year: 2027,
        number: "示政办〔2027〕1号".into(),
        address: "https://example.gov.cn/1".into(),
        checked: true,
        holidays: vec![holiday.clone()],
    };
    let notices = [Layer::National, Layer::Region, Layer::Unit(unit("zwb"))].map(of);
    let mut tx = begin(&store).await;
    for notice in &notices {
        tx.enter_notice(notice, (manager, "韦经理"), at(1)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let entered = store.calendar_notices().await.unwrap();
    assert_eq!(entered.iter().map(|entered| entered.notice.clone()).collect::<Vec<_>>(), notices);
    assert_eq!((entered[0].by.as_str(), entered[0].at, &entered[0].removed), ("韦经理", at(1), &None));
    let mut tx = begin(&store).await;
    assert!(tx.remove_notice(entered[1].id, "韦经理", at(2), "录错").await.unwrap());
    assert!(!tx.remove_notice(entered[1].id, "韦经理", at(3), "录错").await.unwrap(), "it has been");
    tx.commit().await.unwrap();
    let removed = store.calendar_notices().await.unwrap().remove(1).removed.unwrap();
    assert_eq!((removed.at, removed.by.as_str(), removed.reason.as_str()), (at(2), "韦经理", "录错"));
});

store_test!(adjustments_end_and_stay_readable, |store| async move {
    let manager = open_account(&store, "guanli", Role::PortalManager).await;
    let adjust = |kind, in_column: &str, to: Option<&str>| Adjust {
        kind,
        column: column(in_column),
        item: None,
        matter: None,
        from: day("2026-12-01"),
        to: to.map(day),
        reason: "栏目改版".into(),
    };
    let all = [
        adjust(AdjustmentKind::Pause, "jypx", None),
        adjust(AdjustmentKind::Exemption, "tzgg", Some("2026-12-31")),
        adjust(AdjustmentKind::Extension, "jypx", Some("2026-12-08")),
        Adjust {
            matter: Some(MatterKey::Letter(ReportId::new(7))),
            ..adjust(AdjustmentKind::Extension, "tzgg", Some("2026-12-08"))
        },
    ];
    let mut tx = begin(&store).await;
    let mut ids = Vec::new();
    for adjust in &all {
        let about = if adjust.matter.is_some() { "待答复：读者纠错 2026-7" } else { "" };
        ids.push(tx.adjust_clock(adjust, about, (manager, "韦经理"), at(1)).await.unwrap());
    }
    assert!(tx.end_adjustment(ids[0], "韦经理", at(2), "改版完成").await.unwrap());
    assert!(!tx.end_adjustment(ids[0], "韦经理", at(3), "改版完成").await.unwrap(), "it has been");
    tx.commit().await.unwrap();
    let count = store.adjustments_that_count().await.unwrap();
    assert_eq!(count.iter().map(|row| row.adjust.clone()).collect::<Vec<_>>(), all, "the days of an ended pause stay");
    assert_eq!(count.iter().map(|row| row.ended.is_some()).collect::<Vec<_>>(), [true, false, false, false]);
    let mut tx = begin(&store).await;
    assert!(tx.end_adjustment(ids[2], "韦经理", at(4), "不再需要").await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(store.adjustments_that_count().await.unwrap().len(), 3, "an extension that was taken back never was");
    let of_column = store.adjustments_of(&column("jypx")).await.unwrap();
    assert_eq!(of_column.iter().map(|row| row.id).collect::<Vec<_>>(), [ids[2], ids[0]]);
    assert_eq!(of_column[1].ended, Some((at(2), "韦经理".to_owned(), "改版完成".to_owned())));
    assert_eq!((of_column[0].by.as_str(), of_column[0].at, of_column[0].about.as_str()), ("韦经理", at(1), ""));
    let of_letter = store.adjustments_of(&column("tzgg")).await.unwrap().remove(0);
    assert_eq!((&of_letter.adjust, of_letter.about.as_str()), (&all[3], "待答复：读者纠错 2026-7"));
});

store_test!(the_last_confirmation_counts, |store| async move {
    let clerk = open_account(&store, "fabu", Role::Publisher).await;
    let mut tx = begin(&store).await;
    for (in_column, on) in [("lajj", "2026-11-01"), ("lajj", "2026-11-24"), ("laly", "2026-10-08")] {
        let (column, unit) = (column(in_column), unit("zwb"));
        let by = (clerk, "韦小兰");
        let new = NewColumnConfirmation { column: &column, unit: &unit, on: day(on), by, at: at(1), note: "无变化" };
        assert!(tx.confirm_column(&new).await.unwrap());
        assert!(!tx.confirm_column(&new).await.unwrap(), "once a day");
    }
    tx.commit().await.unwrap();
    let last: Vec<_> =
        store.last_confirmations().await.unwrap().into_iter().map(|(c, on)| (c.to_string(), on)).collect();
    assert_eq!(last, [("lajj".to_owned(), day("2026-11-24")), ("laly".to_owned(), day("2026-10-08"))]);
});

store_test!(states_are_counted_by_day, |store| async move {
    let mut tx = begin(&store).await;
    for (on, in_column, state) in [
        ("2026-11-22", "jypx", State::Normal),
        ("2026-11-23", "jypx", State::Overdue),
        ("2026-11-23", "tzgg", State::Blank),
        ("2026-11-24", "jypx", State::DueSoon),
        ("2026-11-24", "tzgg", State::Blank),
        // Later on the same day.
        ("2026-11-24", "tzgg", State::DueSoon),
    ] {
        tx.put_column_state(day(on), &column(in_column), state).await.unwrap();
    }
    tx.commit().await.unwrap();
    let counts = store.column_states_since(day("2026-11-23")).await.unwrap();
    let counts: Vec<_> = counts.into_iter().map(|row| (row.day.to_string(), row.state, row.count)).collect();
    assert_eq!(
        counts,
        [
            ("2026-11-23".to_owned(), State::Blank, 1),
            ("2026-11-23".to_owned(), State::Overdue, 1),
            ("2026-11-24".to_owned(), State::DueSoon, 2),
        ]
    );
});

// Told as it stands and looked back at.
store_test!(of_two_changes_at_one_instant_the_item_begun_later_is_the_newest, |store| async move {
    let mut tx = begin(&store).await;
    publish(&mut tx, 500, "jypx", "新发布的").await;
    let revised = publish(&mut tx, 3, "jypx", "旧").await;
    super::content::revise(&mut tx, revised, 3, "jypx", "旧文新版").await;
    tx.commit().await.unwrap();
    let now = store.newest_of_columns().await.unwrap();
    assert_eq!(now[&column("jypx")].changed.title, "旧文新版");
    assert_eq!(now[&column("jypx")].published.title, "新发布的");
    assert_eq!(store.newest_of_columns_at(at(501)).await.unwrap(), now);
});
