//! Whose time it is while a column waits for what somebody has handed in, worked by hand, and what holds for any column.

use chrono::{Days, NaiveDate};
use domain::{
    clock::Pause,
    id::{ItemId, TopicId},
    obligation::{
        Adjustments, Basis, ClockSettings, Facts, Handover, Hands, Late, Matter, MatterKind, OnItsWay, OpenItem, Side,
        Standing, State,
    },
    plan::{Cadence, ColumnCode, UnitCode},
};
use proptest::prelude::*;

use crate::{
    calendar::{county, day},
    obligation::{OWED_SINCE, draft, published, row, standing},
};

/// An open item that went from hand to hand on these days: to the lead unit first, then back, and so on.
fn handed(item: i64, on: &[&str]) -> OpenItem {
    let sides = [Side::Lead, Side::Unit].into_iter().cycle();
    let handovers = on.iter().zip(sides).map(|(on, to)| Handover { on: day(on), to }).collect();
    let hands = Hands { handovers, ..Hands::default() };
    OpenItem { item: ItemId::new(item), hands, ..draft("2024-01-03", None) }
}

/// Published on Tuesday 2024-01-02, 2周内: due on Tuesday 01-16. Of the days up to it ten are worked: 01-03..05, 08..12, 15, 16.
fn two_weeks(open: impl IntoIterator<Item = OpenItem>, today: &str) -> Standing {
    let facts = Facts { open: open.into_iter().collect(), ..published("2024-01-02") };
    standing(&row("2周内", Some("14天")), &facts, today)
}

/// Days late of the unit and of the lead unit.
fn late(standing: &Standing) -> Option<(u32, u32)> {
    standing.lateness.map(|late| (late.unit_days, late.lead_days))
}

/// Working days of the unit and of the lead unit since the clock started.
fn shared(standing: &Standing) -> Option<(i64, i64)> {
    standing.shares.as_ref().map(|shares| (shares.unit_days, shares.lead_days))
}

#[test]
fn what_was_handed_in_in_time_is_late_with_the_lead_unit() {
    // The unit took 01-03..05 and 08..10; the lead unit has it since 01-11, three working days of its own: 11, 12, 15.
    let found = two_weeks([handed(2, &["2024-01-10"])], "2024-01-19");
    assert_eq!(
        (found.state, found.due, found.basis.clone()),
        (State::Overdue, Some(day("2024-01-16")), Basis::Cadence)
    );
    assert_eq!((found.with, shared(&found), late(&found)), (Side::Lead, Some((6, 7)), Some((0, 3))));
    // What is public has set the state; the one that waits is not public.
    assert!(found.set_by.as_ref().is_some_and(|set_by| !set_by.is_open));
    let shares = found.shares.unwrap();
    assert_eq!(shares.lead.and_then(|lead| lead.due), Some(day("2024-01-15")));
    // Eight of the fourteen days were over on 01-10; six more after 01-19 would be the unit's.
    assert_eq!((shares.unit.due, shares.late), (Some(day("2024-01-25")), Some(Late::Lead)));
    // Before the day is over it waits there, too, and nobody is late.
    let found = two_weeks([handed(2, &["2024-01-10"])], "2024-01-12");
    assert_eq!((found.state, found.with, late(&found)), (State::DueSoon, Side::Lead, None));
}

#[test]
fn a_new_text_for_what_is_public_lies_there_like_a_new_item() {
    let text = || OpenItem { revises: true, ..handed(2, &["2024-01-10"]) };
    let found = two_weeks([text()], "2024-01-19");
    assert_eq!((found.with, shared(&found), late(&found)), (Side::Lead, Some((6, 7)), Some((0, 3))));
    // It starts no clock of its own, which a new item in the same column does.
    let promptly = |open: OpenItem| {
        let facts = Facts { open: vec![open], ..published("2024-01-02") };
        standing(&row("及时更新", None), &facts, "2024-01-19").due
    };
    assert_eq!((promptly(text()), promptly(handed(2, &["2024-01-10"])).is_some()), (None, true));
    // Nor is it one of those that a year wants.
    let yearly = |open: OpenItem| {
        let facts = Facts { open: vec![open], ..published("2023-12-29") };
        standing(&row("1年12次以上", None), &facts, "2024-01-19").with
    };
    assert_eq!((yearly(text()), yearly(handed(2, &["2024-01-10"]))), (Side::Unit, Side::Lead));
}

#[test]
fn what_was_handed_in_late_is_late_with_both() {
    // 01-17 and 18 are the unit's, Friday 19 and Monday 22 the lead unit's.
    let late_item = || [handed(2, &["2024-01-18"])];
    assert_eq!(late(&two_weeks(late_item(), "2024-01-18")), Some((2, 0)));
    let found = two_weeks(late_item(), "2024-01-22");
    assert_eq!((found.with, shared(&found), late(&found)), (Side::Lead, Some((12, 2)), Some((2, 2))));
    assert_eq!(found.shares.map(|shares| (shares.unit.due, shares.late)), Some((found.due, Some(Late::Unit))));
}

#[test]
fn a_draft_excuses_nobody() {
    let alone = two_weeks([], "2024-01-19");
    let found = two_weeks([draft("2024-01-03", None)], "2024-01-19");
    assert_eq!((found.with, shared(&found), late(&found)), (Side::Unit, None, Some((3, 0))));
    assert_eq!(found, alone);
}

#[test]
fn what_was_returned_is_the_units_again() {
    // The lead unit had it on 01-11, 12, 15..18: six days. The unit took six before and has four of its ten left.
    let returned = || [handed(2, &["2024-01-10", "2024-01-18"])];
    let found = two_weeks(returned(), "2024-01-24");
    assert_eq!((found.with, shared(&found), late(&found)), (Side::Unit, Some((10, 6)), Some((0, 6))));
    assert_eq!(late(&two_weeks(returned(), "2024-01-25")), Some((1, 6)));
    // What had come back before the clock started, or on the day on which it was handed in, has no part in it.
    for before in [["2023-12-20", "2023-12-27"], ["2024-01-10", "2024-01-10"]] {
        assert_eq!(two_weeks([handed(2, &before)], "2024-01-19"), two_weeks([], "2024-01-19"));
    }
}

#[test]
fn of_several_items_whichever_lies_with_the_lead_unit_counts() {
    // One since 01-05, returned on 01-12; another since 01-10; a draft beside them. From 01-05 on there was always one.
    let open = [draft("2024-01-03", None), handed(2, &["2024-01-05", "2024-01-12"]), handed(3, &["2024-01-10"])];
    let found = two_weeks(open, "2024-01-19");
    assert_eq!((found.with, shared(&found), late(&found)), (Side::Lead, Some((3, 10)), Some((0, 3))));
    // Three working days for what it has now: since 01-10.
    assert_eq!(found.shares.and_then(|shares| shares.lead?.due), Some(day("2024-01-15")));
    // The one was returned on the day on which the other was handed in: there was no day without.
    let relay = [handed(2, &["2024-01-05", "2024-01-10"]), handed(3, &["2024-01-10"])];
    assert_eq!(shared(&two_weeks(relay, "2024-01-19")), Some((3, 10)));
}

/// Where all lead units sign, whoever has signed what is to be signed first waits for the others.
#[test]
fn what_has_lain_there_longest_tells_who_has_signed() {
    let signed = |item: i64, on: &[&str], by: &str| {
        let mut open = handed(item, on);
        open.hands.signed = [UnitCode::parse(by).unwrap()].into();
        open
    };
    let told = |open: Vec<OpenItem>| {
        let found = two_weeks(open, "2024-01-19");
        (found.with, found.signed.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
    };
    assert_eq!(told(vec![signed(2, &["2024-01-10"], "bb")]), (Side::Lead, "bb".to_owned()));
    let both = vec![signed(3, &["2024-01-12"], "bb"), signed(2, &["2024-01-10"], "zwb")];
    assert_eq!(told(both), (Side::Lead, "zwb".to_owned()));
    assert_eq!(told(vec![signed(3, &["2024-01-12"], "bb"), handed(2, &["2024-01-10"])]), (Side::Lead, String::new()));
    // What the unit has asks for nobody's signature.
    let returned = vec![signed(2, &["2024-01-10", "2024-01-18"], "bb")];
    assert_eq!(told(returned), (Side::Unit, String::new()));
    // So does an item with a clock of its own, and a blank column.
    let facts = Facts { open: vec![signed(2, &["2024-01-10"], "bb")], ..published("2024-01-02") };
    assert_eq!(standing(&row("及时更新", None), &facts, "2024-01-19").signed.len(), 1);
    let blank = Facts { newest: None, ..facts };
    assert_eq!(standing(&row("必要时更新", None), &blank, "2024-01-19").signed.len(), 1);
}

/// What is signed for later lies with the lead unit until its day, and waits for nobody's signature.
#[test]
fn what_is_signed_for_later_is_nobody_s_to_sign() {
    let later = || {
        let mut open = handed(2, &["2024-01-10"]);
        open.hands.signed = ["bb", "zwb"].map(|unit| UnitCode::parse(unit).unwrap()).into();
        open.hands.publishes_on = Some(day("2024-01-26"));
        open
    };
    let told = |found: Standing| {
        let lead_due = found.shares.as_ref().and_then(|shares| shares.lead.as_ref()?.due);
        (found.with, found.to_sign_since, lead_due, found.signed.len(), late(&found))
    };
    // The minute that the lead unit has set is its own.
    let expected = (Side::Lead, None, None, 0, Some((0, 3)));
    assert_eq!(told(two_weeks([later()], "2024-01-19")), expected);
    // Another beside it is to be signed: handed in on Friday, by 15, 16, 17.
    let found = told(two_weeks([later(), handed(3, &["2024-01-12"])], "2024-01-19"));
    let (since, due) = (day("2024-01-12"), day("2024-01-17"));
    assert_eq!(found, (Side::Lead, Some(since), Some(due), 0, Some((0, 3))));
    // So it is with an item that has a clock of its own, and in a blank column.
    let facts = Facts { open: vec![later()], ..published("2024-01-02") };
    let found = standing(&row("及时更新", None), &facts, "2024-01-19");
    assert_eq!((found.with, found.to_sign_since), (Side::Lead, None));
    let blank = |open: Vec<OpenItem>| {
        let found = standing(&row("必要时更新", None), &Facts { open, ..Facts::default() }, "2024-01-19");
        (found.state, found.with, found.to_sign_since)
    };
    assert_eq!(blank(vec![later()]), (State::Blank, Side::Lead, None));
    assert_eq!(blank(vec![later(), handed(3, &["2024-01-12"])]), (State::Blank, Side::Lead, Some(since)));
}

#[test]
fn every_period_divides_so() {
    // 每天: Tuesday 2024-03-05 + 3 = Friday 03-08; handed in on Thursday. Monday is the only day over.
    let facts = Facts { open: vec![handed(2, &["2024-03-07"])], ..published("2024-03-05") };
    let daily = standing(&row("每天", Some("14天")), &facts, "2024-03-11");
    assert_eq!((daily.state, daily.with, late(&daily)), (State::Overdue, Side::Lead, Some((0, 1))));
    // The backstop: 2024-01-02 + 6 months = Tuesday 07-02; handed in on 07-03, the lead unit has 07-04 and 05.
    let facts = Facts { open: vec![handed(2, &["2024-07-03"])], ..published("2024-01-02") };
    let floor = standing(&row("必要时更新", Some("6个月")), &facts, "2024-07-05");
    assert_eq!((floor.basis.clone(), floor.with, late(&floor)), (Basis::Floor, Side::Lead, Some((1, 2))));
}

#[test]
fn a_yearly_number_waits_for_as_many_as_would_be_enough_on_the_day() {
    let row = row("1年6次以上", None);
    let of =
        |open: Vec<OpenItem>, today| standing(&row, &Facts { open, this_year: 2, ..published("2024-01-02") }, today);
    // Four are missing: the last chance was Monday 2024-09-30. With one more it would be Thursday 10-31, with two 11-29.
    let early = || vec![handed(2, &["2024-09-20"])];
    let found = of(early(), "2024-10-10");
    assert_eq!((found.basis.clone(), found.with, late(&found)), (Basis::Quota, Side::Lead, Some((0, 3))));
    let shares = found.shares.unwrap();
    assert_eq!(shares.lead.and_then(|lead| lead.due), Some(day("2024-09-25")));
    // 09-23..27, 29, 30 and 10-08, 09, 10.
    assert_eq!(shares.lead_days, 10);
    // In November one is too few: the unit has to act. What was the lead unit's stays so (10-08..12, 14..18, 21..25, 28..31),
    // and the unit has the seven days left that it had on 09-20: 11-01, 04..08, 11.
    let found = of(early(), "2024-11-05");
    assert_eq!((found.state, found.with, late(&found)), (State::Overdue, Side::Unit, Some((0, 22))));
    assert_eq!(found.shares.map(|shares| (shares.lead_days, shares.unit.due)), Some((26, Some(day("2024-11-11")))));
    // 11-12..15 are four more than it had.
    assert_eq!(late(&of(early(), "2024-11-15")), Some((4, 26)));
    // Handed in after the day: 10-08..11 are the unit's, 10-12, 14..18, 21..25, 28..31 the lead unit's, whenever one asks.
    let after = || vec![handed(2, &["2024-10-11"])];
    let found = of(after(), "2024-10-31");
    assert_eq!((found.with, late(&found)), (Side::Lead, Some((4, 15))));
    // 11-01, 04, 05 are the unit's …
    let found = of(after(), "2024-11-05");
    assert_eq!((found.with, late(&found)), (Side::Unit, Some((7, 15))));
    // … or 11-01 alone, when the second is handed in on that day.
    let found = of([after(), vec![handed(3, &["2024-11-01"])]].concat(), "2024-11-05");
    assert_eq!((found.with, late(&found)), (Side::Lead, Some((5, 17))));
}

#[test]
fn a_large_yearly_number_waits_so_too() {
    // One each day: the last chance is 01-31, since more than twelve are missing; from February on 355 are needed at once.
    let of = |today| {
        let facts = Facts { open: vec![handed(2, &["2024-01-10"])], ..published("2024-01-02") };
        standing(&row("1年366次以上", None), &facts, today)
    };
    let found = of("2024-01-31");
    assert_eq!((found.state, found.due, found.with), (State::DueSoon, Some(day("2024-01-31")), Side::Lead));
    // The unit had fifteen days left on 01-10.
    let found = of("2024-02-01");
    assert_eq!((found.state, found.with, late(&found)), (State::Overdue, Side::Unit, Some((0, 1))));
}

#[test]
fn a_pause_moves_both_clocks_of_a_yearly_number_once() {
    // Paused in February and March, the last chance is 11-29 and no longer 09-30.
    let of = |on: &[&str], today| {
        let pause = Pause { from: day("2024-02-01"), to: Some(day("2024-03-31")), reason: "系统迁移".into() };
        let mut facts = Facts { open: vec![handed(2, on)], this_year: 2, ..published("2024-01-02") };
        facts.adjustments.pauses = [pause].into_iter().collect();
        let found = standing(&row("1年6次以上", None), &facts, today);
        assert_eq!(found.due, Some(day("2024-11-29")));
        let shares = found.shares.unwrap();
        (shares.unit.due, shares.lead.and_then(|lead| lead.due))
    };
    // While it was paused the lead unit took none of the unit's days.
    assert_eq!(of(&["2024-02-05", "2024-03-29"], "2024-04-02"), (Some(day("2024-11-29")), None));
    // Its own three begin after the pause: 04-01, 02, 03. Two of them are over, and the unit has them after 11-29.
    assert_eq!(of(&["2024-02-05"], "2024-04-02"), (Some(day("2024-12-03")), Some(day("2024-04-03"))));
    assert_eq!(of(&["2024-03-29", "2024-04-03"], "2024-04-08"), (Some(day("2024-12-04")), None));
}

#[test]
fn a_day_off_after_the_day_is_nobodys() {
    // 01-17, 18, 19; then a weekend.
    for today in ["2024-01-19", "2024-01-20", "2024-01-21"] {
        assert_eq!(late(&two_weeks([], today)), Some((3, 0)), "{today}");
        assert_eq!(late(&two_weeks([handed(2, &["2024-01-10"])], today)), Some((0, 3)), "{today}");
    }
    // 每天: due on Friday 03-08. On Saturday it is over, and by no working day yet.
    let daily = |today| standing(&row("每天", None), &published("2024-03-05"), today);
    assert_eq!((daily("2024-03-09").state, late(&daily("2024-03-09"))), (State::Overdue, None));
    assert_eq!(late(&daily("2024-03-11")), Some((1, 0)));
}

#[test]
fn a_blank_column_divides_from_its_first_day() {
    // Owed since Friday 2023-12-01; handed in on Friday 12-08: five days; 12-11, 12, 13 with the lead unit.
    let blank =
        |cadence, open: Vec<OpenItem>| standing(&row(cadence, None), &Facts { open, ..Facts::default() }, "2023-12-13");
    let found = blank("2周内", vec![handed(2, &["2023-12-08"])]);
    assert_eq!((found.state, found.since), (State::Blank, day(OWED_SINCE)));
    assert_eq!((found.with, shared(&found), late(&found)), (Side::Lead, Some((5, 3)), Some((5, 3))));
    let without_clock = blank("必要时更新", vec![handed(2, &["2023-12-08"])]);
    assert_eq!((without_clock.with, late(&without_clock)), (Side::Lead, Some((5, 3))));
    let drafted = blank("2周内", vec![draft("2023-12-04", None)]);
    assert_eq!((drafted.with, shared(&drafted), late(&drafted)), (Side::Unit, None, Some((8, 0))));
}

/// On which days after the first its items went from hand to hand.
fn any_hands() -> impl Strategy<Value = Vec<Vec<u64>>> {
    let hands = prop::collection::vec(0_u64..60, 0..5).prop_map(|mut days| {
        days.sort_unstable();
        days
    });
    prop::collection::vec(hands, 0..4)
}

const FIRST: &str = "2024-01-02";

fn facts(hands: &[Vec<u64>], this_year: u16, is_blank: bool, today: NaiveDate) -> Facts {
    let items = hands.iter().enumerate().map(|(place, days)| {
        let sides = [Side::Lead, Side::Unit].into_iter().cycle();
        let on = days.iter().map(|days| day(FIRST) + Days::new(*days));
        let handovers =
            on.zip(sides).map(|(on, to)| Handover { on, to }).filter(|handover| handover.on <= today).collect();
        // Every other is a new text for what is public.
        let revises = place % 2 == 1;
        let hands = Hands { handovers, ..Hands::default() };
        OpenItem { item: ItemId::new(i64::try_from(place).unwrap() + 2), revises, hands, ..draft(FIRST, None) }
    });
    let newest = published("2023-12-27").newest.filter(|_| !is_blank);
    Facts { open: items.collect(), newest, this_year, ..Facts::default() }
}

proptest! {
    /// Whatever items are on their way: the days late of both sides are those of a column without any, and the days that
    /// both had are the days of the clock. Earlier is never worse for the unit.
    #[test]
    fn the_parts_are_the_whole_and_who_hands_in_earlier_answers_for_less(
        cadence in prop::sample::select(vec!["每天", "2周内", "每月", "6个月", "必要时更新", "1年6次以上"]),
        floor in prop::sample::select(vec![None, Some("14天")]),
        hands in any_hands(),
        this_year in 0_u16..8,
        is_blank: bool,
        today in 0_u64..90,
        (item, step, sooner) in (0_usize..4, 0_usize..3, 0_u64..30),
    ) {
        let (row, today) = (row(cadence, floor), day(FIRST) + Days::new(today));
        let of = |hands: &[Vec<u64>]| standing(&row, &facts(hands, this_year, is_blank, today), &today.to_string());
        let (found, alone) = (of(&hands), of(&[]));
        prop_assert_eq!((found.state, found.due, found.since), (alone.state, alone.due, alone.since), "the law knows one clock");
        let whole = |standing: &Standing| standing.lateness.map(|late| late.unit_days + late.lead_days);
        prop_assert_eq!(whole(&found), whole(&alone));
        prop_assert_eq!(alone.lateness.map_or(0, |late| late.lead_days), 0);
        if let (Some(shares), Some(counted)) = (&found.shares, &found.deadline) {
            prop_assert_eq!(shares.unit_days + shares.lead_days, county().working_days_between(counted.from, today));
        }
        // One of the items is handed in sooner, after it was returned the time before.
        let mut earlier = hands;
        if let Some(days) = earlier.get_mut(item).filter(|days| 2 * step < days.len()) {
            let returned = if step == 0 { 0 } else { days[2 * step - 1] };
            days[2 * step] = days[2 * step].saturating_sub(sooner).max(returned);
        }
        let earlier = of(&earlier);
        let of_unit = |standing: &Standing| standing.lateness.map(|late| late.unit_days);
        prop_assert!(of_unit(&earlier) <= of_unit(&found));
        prop_assert!(shared(&earlier).map_or(0, |(_, lead)| lead) >= shared(&found).map_or(0, |(_, lead)| lead));
    }

    /// A single duty divides as a column with the same clock does, for which the same things are on their way.
    #[test]
    fn a_single_duty_divides_as_a_column_does(hands in any_hands(), today in 0_u64..90) {
        let today = day(FIRST) + Days::new(today);
        let facts = facts(&hands, 0, false, today);
        let column = standing(&row("2周内", None), &facts, &today.to_string());
        let duty = Matter {
            kind: MatterKind::TopicNews { topic: TopicId::new(1), promise: Cadence::Days { days: 14 } },
            column: ColumnCode::parse("ztzl").unwrap(),
            unit: UnitCode::parse("jyj").unwrap(),
            title: "示例".into(),
            since: facts.newest.unwrap().on,
            on_its_way: facts.open.into_iter().map(|item| OnItsWay::page(item.hands)).collect(),
        };
        let (decided, settings) = (Adjustments::default(), ClockSettings::default());
        let duty = duty.standing(&decided, &county(), &settings, day(OWED_SINCE), today).unwrap();
        let says = |standing: Standing| {
            let Standing { state, since, due, with, shares, lateness, .. } = standing;
            (state, since, due, with, shares, lateness)
        };
        prop_assert_eq!(says(duty), says(column));
    }

    /// A day that was one side's is so ever after, while the same items are on their way.
    #[test]
    fn whose_a_past_day_was_does_not_change(
        cadence in prop::sample::select(vec!["2周内", "每月", "1年6次以上", "1年20次以上"]),
        hands in any_hands(),
        this_year in 0_u16..6,
        today in 0_u64..363,
    ) {
        // Over the whole year.
        let hands: Vec<Vec<u64>> = hands.iter().map(|days| days.iter().map(|days| days * 6).collect()).collect();
        let row = row(cadence, None);
        let of = |days: u64| {
            let today = day(FIRST) + Days::new(days);
            late(&standing(&row, &facts(&hands, this_year, false, today), &today.to_string())).unwrap_or_default()
        };
        let ((unit, lead), (unit_then, lead_then)) = (of(today), of(today + 1));
        prop_assert!(unit <= unit_then && lead <= lead_then, "{unit} {lead}, then {unit_then} {lead_then}");
    }
}
