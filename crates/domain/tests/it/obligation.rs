//! How columns stand: a story for each cadence of the plan, and what holds for all of them.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};
use domain::availability;
use domain::calendar::Doubt;
use domain::clock::{Pause, Pauses, Term};
use domain::desk::board::QuotaLine;
use domain::id::ItemId;
use domain::item::{EventDate, EventKind};
use domain::obligation::{
    Adjustments, Basis, ClockSettings, Duty, Exemption, Extension, Facts, Handover, Hands, Late, OpenItem, Probe,
    PublicItem, Quota, SettingItem, Side, Standing, State,
};
use domain::plan::{Cadence, Column, ColumnCode, ColumnKind, PlanRow, Signing};
use proptest::prelude::*;

use crate::calendar::{county, day, national};

/// The plan of the tests applies from here on.
pub(crate) const OWED_SINCE: &str = "2023-12-01";

pub(crate) fn column(kind: ColumnKind) -> Column {
    Column {
        code: ColumnCode::parse("ladt").unwrap(),
        name: "隆安动态".into(),
        alias: None,
        parent: None,
        kind,
        assessed: true,
        summary: String::new(),
        life_events: Vec::new(),
        counts_as: None,
        row: None,
        retired_on: None,
    }
}

pub(crate) fn row(cadence: &str, floor: Option<&str>) -> PlanRow {
    PlanRow {
        owed_since: None,
        owing_since: BTreeMap::new(),
        number: "C03".into(),
        modes: Vec::new(),
        cadence: Cadence::parse(cadence).unwrap(),
        releases: None,
        floor: floor.map(|text| Term::parse(text).unwrap()),
        event_term: None,
        leads: Vec::new(),
        responsible: Vec::new(),
        requirement: String::new(),
        remark: String::new(),
        link: None,
        mirrors: None,
        signing: Signing::AnyLead,
    }
}

pub(crate) fn published(on: &str) -> Facts {
    let newest = PublicItem { item: ItemId::new(1), title: "示例信息".into(), on: day(on) };
    Facts { newest: Some(newest), ..Facts::default() }
}

pub(crate) fn draft(begun: &str, event: Option<(&str, EventKind)>) -> OpenItem {
    OpenItem {
        item: ItemId::new(2),
        title: "示例草稿".into(),
        begun_on: day(begun),
        revises: false,
        event: event.map(|(on, kind)| EventDate { on: day(on), kind }),
        hands: Hands::default(),
        extensions: Vec::new(),
    }
}

pub(crate) fn standing_of(kind: ColumnKind, row: &PlanRow, facts: &Facts, today: &str) -> Standing {
    let column = column(kind);
    let duty = Duty { column: &column, row, owed_since: day(OWED_SINCE) };
    duty.standing(facts, &county(), &ClockSettings::default(), day(today))
}

pub(crate) fn standing(row: &PlanRow, facts: &Facts, today: &str) -> Standing {
    standing_of(ColumnKind::Articles, row, facts, today)
}

fn set_by(item: i64, title: &str, is_open: bool) -> SettingItem {
    SettingItem { item: ItemId::new(item), title: title.into(), is_open }
}

/// Checks `(today, state)` one after the other.
fn follow(row: &PlanRow, facts: &Facts, days: &[(&str, State)]) {
    for (today, state) in days {
        let found = standing(row, facts, today);
        assert_eq!(found.state, *state, "{today}: {found:?}");
    }
}

use State::{Blank, DueSoon, Normal, NotApplicable, Overdue};

#[test]
fn two_weeks_turn_amber_after_ten_days_and_red_after_fourteen() {
    // 2024-01-02 + 10 d = 01-12, + 14 d = 01-16, both worked.
    let row = row("2周内", Some("14天"));
    let days = [("2024-01-11", Normal), ("2024-01-12", DueSoon), ("2024-01-16", DueSoon), ("2024-01-17", Overdue)];
    follow(&row, &published("2024-01-02"), &days);
    let found = standing(&row, &published("2024-01-02"), "2024-01-12");
    assert_eq!((found.due, found.days_left, found.working_days_left), (Some(day("2024-01-16")), Some(4), Some(2)));
    assert_eq!((found.since, found.set_by), (day("2024-01-12"), Some(set_by(1, "示例信息", false))));
    assert_eq!(found.deadline.unwrap().arithmetic("更新"), "更新 1-02 → 14 天 → 1-16");
    assert_eq!(standing(&row, &published("2024-01-02"), "2024-01-20").since, day("2024-01-17"));
}

#[test]
fn a_period_that_ends_in_the_holidays_ends_after_them() {
    // 2024-09-20 + 14 d = 10-04, National Day until 10-07.
    // Ten days end on 09-30, but of the working days before 10-08 two are left with 09-29, a Sunday that is worked.
    let days = [("2024-09-28", Normal), ("2024-09-29", DueSoon), ("2024-10-08", DueSoon), ("2024-10-09", Overdue)];
    follow(&row("2周内", None), &published("2024-09-20"), &days);
}

/// Spring Festival 2024: 02-10 to 02-17 are off, 02-18 is worked.
#[test]
fn who_has_to_write_before_the_holidays_sees_amber_before_them() {
    for (cadence, on, last_green, due) in [
        // 02-15 is off: 02-18. Before it 02-09 and 02-08 are worked; the reminder goes out on 02-08.
        ("2周内", "2024-02-01", "2024-02-07", "2024-02-18"),
        // 02-14 is off: 02-18. Nobody is warned on 02-08, the first working day of the term.
        ("每周", "2024-02-07", "2024-02-08", "2024-02-18"),
        // Ten days end on 02-13, a holiday, and 02-17 is one: 02-18.
        ("2周内", "2024-02-03", "2024-02-07", "2024-02-18"),
        // 02-06 + 14 = 02-20; ten days end on 02-16, a holiday: no day off moves a warning.
        ("2周内", "2024-02-06", "2024-02-15", "2024-02-20"),
    ] {
        let (row, facts) = (row(cadence, None), published(on));
        let amber = day(last_green).succ_opt().unwrap();
        assert_eq!(standing(&row, &facts, last_green).state, Normal, "{cadence} {on}");
        let found = standing(&row, &facts, &amber.to_string());
        assert_eq!((found.state, found.since, found.due), (DueSoon, amber, Some(day(due))), "{cadence} {on}");
    }
}

#[test]
fn every_day_warns_after_a_working_day_and_is_over_after_three_days() {
    // Published on Tuesday 2024-03-05: Wednesday passes without an item; Friday is the third day.
    let days = [("2024-03-06", Normal), ("2024-03-07", DueSoon), ("2024-03-08", DueSoon), ("2024-03-09", Overdue)];
    follow(&row("每天", Some("14天")), &published("2024-03-05"), &days);
    // Published on Friday: the weekend and Monday are still good.
    let days = [("2024-03-10", Normal), ("2024-03-11", DueSoon), ("2024-03-12", Overdue)];
    follow(&row("每天", Some("14天")), &published("2024-03-08"), &days);
}

#[test]
fn half_a_year_and_a_year_have_their_own_warning() {
    // 2024-01-02 + 120 d = 05-01, Labour Day: a warning is no deadline and stays there. + 6 months = 07-02.
    let half = [("2024-04-30", Normal), ("2024-05-01", DueSoon), ("2024-07-02", DueSoon), ("2024-07-03", Overdue)];
    follow(&row("6个月", None), &published("2024-01-02"), &half);
    // 2024-01-02 + 330 d = 11-27; + 12 months = 2025-01-02.
    let year = [("2024-11-26", Normal), ("2024-11-27", DueSoon), ("2025-01-02", DueSoon), ("2025-01-03", Overdue)];
    follow(&row("1年", None), &published("2024-01-02"), &year);
}

#[test]
fn a_column_without_a_number_falls_back_on_the_backstop() {
    let needed = row("必要时更新", Some("6个月"));
    let found = standing(&needed, &published("2024-01-02"), "2024-07-03");
    assert_eq!((found.state, &found.basis), (Overdue, &Basis::Floor));
    assert_eq!(found.basis.label(&needed, &ClockSettings::default()), "巡查底线 6 个月");
    // The unit looked through it and nothing had changed: 2024-06-20 + 6 months = 12-20.
    let confirmed = Facts { confirmed_on: Some(day("2024-06-20")), ..published("2024-01-02") };
    follow(&needed, &confirmed, &[("2024-07-03", Normal), ("2024-12-20", DueSoon), ("2024-12-21", Overdue)]);
    // Where the plan names a number, a confirmation is no update.
    assert_eq!(standing(&row("6个月", None), &confirmed, "2024-07-03").state, Overdue);
    // Without a backstop something has to be there, and that is all.
    let bare = standing(&row("必要时更新", None), &published("2024-01-02"), "2026-01-05");
    assert_eq!((bare.state, bare.basis, bare.due), (Normal, Basis::Present, None));
}

#[test]
fn an_empty_column_is_blank_whatever_its_clock_says() {
    for cadence in ["必要时更新", "每天", "20个工作日", "1年6次以上"] {
        let found = standing(&row(cadence, None), &Facts::default(), "2024-01-02");
        assert_eq!((found.state, &found.basis, found.since), (Blank, &Basis::Empty, day(OWED_SINCE)), "{cadence}");
    }
    let mirror = standing_of(ColumnKind::Mirror, &row("20个工作日", None), &Facts::default(), "2024-01-02");
    assert_eq!(mirror.state, Normal, "a mirror shows what another column owes");
}

#[test]
fn an_event_is_public_within_twenty_working_days_and_a_decision_within_seven() {
    let row = row("20个工作日（许可处罚7个工作日）", None);
    // 2024-09-14 + 20 wd = 10-18 (see the table of clocks); amber after 14 of them: 10-11.
    let formed =
        Facts { open: vec![draft("2024-09-18", Some(("2024-09-14", EventKind::Formed)))], ..published("2024-01-02") };
    let days = [("2024-10-10", Normal), ("2024-10-11", DueSoon), ("2024-10-18", DueSoon), ("2024-10-19", Overdue)];
    follow(&row, &formed, &days);
    let found = standing(&row, &formed, "2024-10-19");
    assert_eq!((found.basis, found.set_by), (Basis::Event(EventKind::Formed), Some(set_by(2, "示例草稿", true))));
    // 2024-09-13 + 7 wd = 09-25; the draft whose clock ends first sets the state.
    let penalty = draft("2024-09-18", Some(("2024-09-13", EventKind::Penalty)));
    let both = Facts { open: vec![formed.open[0].clone(), penalty], ..published("2024-01-02") };
    let found = standing(&row, &both, "2024-09-26");
    assert_eq!(
        (found.state, found.due, found.basis),
        (Overdue, Some(day("2024-09-25")), Basis::Event(EventKind::Penalty))
    );
}

#[test]
fn what_was_formed_before_the_plan_is_owed_from_its_first_day() {
    let row = row("20个工作日", None);
    let old =
        Facts { open: vec![draft("2023-12-04", Some(("2022-05-05", EventKind::Formed)))], ..published("2024-01-02") };
    // 2023-12-01 + 20 wd = 12-29.
    assert_eq!(standing(&row, &old, "2023-12-04").due, Some(day("2023-12-29")));
}

/// The plan applies from Friday 2023-12-01. Who reads the date must not look for an update of that day.
#[test]
fn what_counts_from_the_first_day_says_that_the_column_is_owed_since_then() {
    let told = |row: &PlanRow, facts: &Facts| standing(row, facts, "2023-12-04").arithmetic().unwrap();
    let before = published("2023-06-01");
    assert_eq!(told(&row("2周内", None), &before), "自2023年12月1日起负责保障 → 14 天 → 12-15");
    assert_eq!(told(&row("每天", None), &before), "自2023年12月1日起负责保障 → 3 天 → 12-04");
    let formed = Facts { open: vec![draft("2023-12-04", Some(("2022-05-05", EventKind::Formed)))], ..before.clone() };
    assert_eq!(told(&row("20个工作日", None), &formed), "自2023年12月1日起负责保障 → 20 个工作日 → 12-29");
    let mut paused = before;
    paused.adjustments.pauses = pause("2023-12-04", None);
    assert_eq!(told(&row("2周内", None), &paused), "自2023年12月1日起负责保障 → 14 天 → 暂停计时");
    // An update of the very day is one.
    assert_eq!(told(&row("2周内", None), &published("2023-12-01")), "更新 12-01 → 14 天 → 12-15");
}

#[test]
fn promptly_is_counted_from_the_first_draft() {
    let row = row("及时更新", Some("1年"));
    // Begun on Monday 2024-03-04: 5 working days are over with 03-11; amber after four: 03-08.
    let facts = Facts { open: vec![draft("2024-03-04", None)], ..published("2024-01-02") };
    follow(&row, &facts, &[("2024-03-07", Normal), ("2024-03-08", DueSoon), ("2024-03-12", Overdue)]);
    let found = standing(&row, &facts, "2024-03-12");
    assert_eq!(found.basis.label(&row, &ClockSettings::default()), "及时更新（本县按 5 个工作日掌握）");
}

#[test]
fn budgets_are_public_twenty_days_after_their_approval() {
    let row = PlanRow { event_term: Some(Term::Days(20)), ..row("1年", Some("1年")) };
    // 2024-02-05 + 20 d = 02-25, a Sunday; 02-26 is worked.
    let facts =
        Facts { open: vec![draft("2024-02-06", Some(("2024-02-05", EventKind::Formed)))], ..published("2024-01-02") };
    follow(&row, &facts, &[("2024-02-26", DueSoon), ("2024-02-27", Overdue)]);
}

#[test]
fn six_a_year_are_spread_and_turn_red_when_one_a_month_is_too_few() {
    let row = row("1年6次以上", None);
    let done = |count| Facts { this_year: count, ..published("2024-01-02") };
    // With two done the third was due at the end of June (28 June is its last working day).
    assert_eq!(standing(&row, &done(2), "2024-06-28").state, Normal);
    let late = standing(&row, &done(2), "2024-06-29");
    assert_eq!((late.state, late.basis), (DueSoon, Basis::Quota));
    // Four are missing: September is the last month in which four months are left.
    assert_eq!(late.due, Some(day("2024-09-30")));
    assert_eq!(standing(&row, &done(2), "2024-10-01").state, Overdue);
    assert_eq!(standing(&row, &done(6), "2024-12-31").state, Normal);
    assert_eq!(
        spread(&Pauses::none()),
        ["2024-02-29", "2024-04-30", "2024-06-28", "2024-08-30", "2024-10-31", "2024-12-31"]
    );
}

/// Of six a year, four would have been done by the end of August.
#[test]
fn of_a_yearly_number_nothing_is_asked_that_would_have_been_done_before_it_was_owed() {
    let row = row("1年6次以上", None);
    let column = Column { row: Some(row.clone()), ..column(ColumnKind::Articles) };
    let duty = Duty { column: &column, row: &row, owed_since: day("2024-09-16") };
    let on = |this_year, since_owed, today| {
        let facts = Facts { this_year, since_owed, ..published("2024-01-02") };
        duty.standing(&facts, &national(), &ClockSettings::default(), day(today))
    };
    let first = on(0, 0, "2024-09-16");
    // Two are missing: November is the last month in which two months are left.
    assert_eq!((first.state, first.due), (Normal, Some(day("2024-11-29"))));
    assert_eq!(
        first.arithmetic().unwrap(),
        "今年应 6 次，已 0 次，自2024年9月16日起负责保障，1月1日至8月31日的 4 次不计 → 第 5 次均衡安排最迟 10-31 → \
         还差 2 次，至少留 2 个月 → 11 月最后一个工作日 11-29"
    );
    assert_eq!(on(0, 0, "2024-11-30").state, Overdue);
    // One in October is the fifth.
    let second = on(1, 1, "2024-11-01");
    assert_eq!((second.state, second.due), (Normal, Some(day("2024-12-31"))));
    assert_eq!(
        second.arithmetic().unwrap(),
        "今年应 6 次，已 1 次，自2024年9月16日起负责保障，1月1日至8月31日的 4 次不计 → 第 6 次均衡安排最迟 12-31 → \
         还差 1 次，至少留 1 个月 → 12 月最后一个工作日 12-31"
    );
    // One in November is the sixth: nothing is missing.
    let both = on(2, 2, "2024-11-30");
    assert_eq!((both.state, both.due, both.arithmetic()), (Normal, None, None));
    // What became public before the column was owed takes the place of what is waived, and is not counted beside it.
    assert_eq!(on(3, 0, "2024-10-01").due, Some(day("2024-11-29")));
    let before = on(5, 0, "2024-11-30");
    assert_eq!(before.due, Some(day("2024-12-31")));
    assert!(before.arithmetic().unwrap().starts_with("今年应 6 次，已 5 次 → 第 6 次"), "{before:?}");
    // The year after asks for all of them.
    assert_eq!(on(0, 0, "2025-01-02").due, Some(day("2025-07-31")));
}

/// Who opens the row reads what was done, what is not asked for, and what is left.
#[test]
fn what_is_waived_of_a_yearly_number_is_not_shown_as_done() {
    let told = |owed_since, this_year, since_owed| {
        let facts = Facts { this_year, since_owed, ..published("2024-01-02") };
        QuotaLine::of(&Quota::new(6, &facts, day(owed_since), &national(), day("2024-11-01"))).words()
    };
    assert_eq!(
        told("2024-09-16", 1, 1),
        "已完成 1 / 6，另有 4 次不计；均衡安排：第 1 次不计，第 2 次不计，第 3 次不计，第 4 次不计，\
         第 5 次 2024-10-31 ✓，第 6 次 2024-12-31"
    );
    assert_eq!(
        told(OWED_SINCE, 2, 2),
        "已完成 2 / 6；均衡安排：第 1 次 2024-02-29 ✓，第 2 次 2024-04-30 ✓，第 3 次 2024-06-28，第 4 次 2024-08-30，\
         第 5 次 2024-10-31，第 6 次 2024-12-31"
    );
}

/// By when each of six in 2024 would be done.
fn spread(pauses: &Pauses) -> Vec<String> {
    let quota = Quota::new(6, &counted(2, pauses), day(OWED_SINCE), &national(), day("2024-06-29"));
    quota.slots.iter().map(|slot| slot.by.map_or("—".into(), |by| by.to_string())).collect()
}

fn pause(from: &str, to: Option<&str>) -> Pauses {
    [Pause { from: day(from), to: to.map(day), reason: "系统迁移".into() }].into_iter().collect()
}

/// A column of which `done` became public this year, with a pause.
fn counted(done: u16, pauses: &Pauses) -> Facts {
    let mut facts = Facts { this_year: done, since_owed: done, ..published("2024-01-02") };
    facts.adjustments.pauses = pauses.clone();
    facts
}

/// A column that owes six a year, of which `done` are public, with a pause.
fn paused(done: u16, pauses: &Pauses, today: &str) -> Standing {
    standing(&row("1年6次以上", None), &counted(done, pauses), today)
}

/// February and March 2024 are 60 days. The days of the year, by number: 02-29 is the 60th, 06-29 the 181st, 08-27 the 240th,
/// 10-29 the 303rd, 11-29 the 334th, 12-30 the 365th.
#[test]
fn the_days_of_a_yearly_number_move_by_paused_days_but_not_into_the_next_year() {
    let pauses = pause("2024-02-01", Some("2024-03-31"));
    // 02-29 + 60 = 04-29; 04-30 + 60 = Saturday 06-29, so Monday; 12-31 has nowhere to go.
    assert_eq!(spread(&pauses), ["2024-04-29", "2024-07-01", "2024-08-27", "2024-10-29", "2024-12-30", "2024-12-31"]);
    // With two done: amber after the third's day, 08-27; red after 09-30 + 60 = 11-29, no longer after 09-30.
    for (today, state) in [
        ("2024-06-29", Normal),
        ("2024-08-27", Normal),
        ("2024-08-28", DueSoon),
        ("2024-10-01", DueSoon),
        ("2024-11-29", DueSoon),
        ("2024-11-30", Overdue),
    ] {
        assert_eq!(paused(2, &pauses, today).state, state, "{today}");
    }
    let told = paused(2, &pauses, "2024-10-01").arithmetic().unwrap();
    assert_eq!(
        told,
        "今年应 6 次，已 2 次 → 第 3 次均衡安排最迟 8-27 → 还差 4 次，至少留 4 个月 → 9 月最后一个工作日 9-30 → 11-29，\
         扣暂停（系统迁移） 60 天"
    );
    // Two missing: 11-29 + 60 would be in January.
    let late = paused(4, &pauses, "2024-12-02");
    assert_eq!((late.state, late.due), (Normal, Some(day("2024-12-31"))), "the fifth has until 12-30");
    assert!(late.arithmetic().unwrap().ends_with("11-29 → 12-31，扣暂停（系统迁移） 60 天，不晚于年内最后一个工作日"));
    let steps = &late.counted().unwrap().steps;
    assert_eq!(steps.last().unwrap().text, "2024-12-31 年内最后一个工作日，不转入下一年");
    assert_eq!(paused(6, &pauses, "2024-12-31").state, Normal);
}

#[test]
fn a_yearly_number_stands_still_while_nobody_knows_how_long() {
    let open = pause("2024-05-06", None);
    assert_eq!(spread(&open), ["2024-02-29", "2024-04-30", "—", "—", "—", "—"]);
    let found = paused(2, &open, "2024-10-08");
    assert_eq!((found.state, found.due), (Normal, None));
    assert!(found.arithmetic().unwrap().ends_with("9 月最后一个工作日 9-30 → 暂停计时"));
    // Paused to the year's end, what was due before stays due, and the rest stands still.
    let to_the_end = pause("2024-11-01", Some("2024-12-31"));
    assert_eq!(paused(3, &to_the_end, "2024-11-04").state, Overdue, "due on 10-31");
    let found = paused(5, &to_the_end, "2024-11-04");
    assert_eq!((found.state, found.due), (Normal, None));
}

#[test]
fn a_yearly_number_tells_its_steps_and_its_doubts() {
    let found = paused(2, &Pauses::none(), "2024-06-29");
    assert_eq!(
        found.arithmetic().as_deref(),
        Some("今年应 6 次，已 2 次 → 第 3 次均衡安排最迟 6-28 → 还差 4 次，至少留 4 个月 → 9 月最后一个工作日 9-30")
    );
    let counted = found.counted().unwrap();
    let steps: Vec<&str> = counted.steps.iter().map(|step| step.text.as_str()).collect();
    assert_eq!(steps, ["2023-12-31 起算日，不计入", "2024-01-01 至 2024-09-30 计第 1–274 天"]);
    // Its first half holds 三月三, whose notice of that year nobody has compared.
    let doubts = vec![Doubt::NotChecked { year: 2024, holiday: "壮族三月三".into() }];
    assert_eq!((counted.due, &counted.doubts, &counted.calendar), (found.due, &doubts, county().version()));
    let found = paused(2, &Pauses::none(), "2027-03-01");
    assert!(found.counted().unwrap().doubts.contains(&Doubt::NotPublished { year: 2027 }), "{found:?}");
    assert_eq!(paused(6, &Pauses::none(), "2024-06-29").arithmetic(), None, "nothing is wanted any more");
}

#[test]
fn real_time_is_judged_by_its_probes() {
    let real_time = row("实时更新", None);
    let minute = |text: &str| domain::time::parse_minute(text).unwrap();
    let availability = |signs: &str| {
        let probes: Vec<availability::Probe> = signs
            .chars()
            .zip(0..)
            .map(|(sign, hour)| availability::Probe {
                at: minute("2024-03-04 08:00") + chrono::TimeDelta::hours(hour),
                outcome: if sign == '+' {
                    availability::Outcome::Opened { milliseconds: 90 }
                } else {
                    availability::Outcome::Failed { why: "连接不上".into() }
                },
            })
            .collect();
        availability::Availability::of(&probes, minute("2024-03-04 23:00"))
    };
    let of = |kind, row: &PlanRow, signs: &str, patrol: Option<&str>| {
        let probe = Some(Probe { on: day("2024-03-04"), failing_since: patrol.map(day) });
        let facts = Facts { availability: availability(signs), probe, ..published("2024-03-01") };
        let found = standing_of(kind, row, &facts, "2024-03-04");
        let label = found.basis.label(row, &ClockSettings::default());
        (found.state, found.since.to_string(), label)
    };
    let told = |state, since: &str, label: &str| (state, since.to_owned(), label.to_owned());
    let answers = "能正常打开";
    assert_eq!(of(ColumnKind::Function, &real_time, "++", None), told(Normal, "2024-03-04", answers));
    assert_eq!(of(ColumnKind::Function, &real_time, "+--", None), told(Overdue, "2024-03-04", answers));
    assert_eq!(
        of(ColumnKind::Link, &real_time, "-+", None),
        told(DueSoon, "2024-03-04", "可用率不低于 99%（本县目标）")
    );
    // The patrol of the night is older news.
    assert_eq!(of(ColumnKind::Link, &real_time, "++", Some("2024-03-02")), told(Normal, "2024-03-04", answers));
    assert_eq!(of(ColumnKind::Link, &real_time, "", Some("2024-03-02")), told(Overdue, "2024-03-02", answers));
    // A column of items that must always be there can be down, too.
    assert_eq!(of(ColumnKind::Articles, &real_time, "--", None), told(Overdue, "2024-03-04", answers));
    assert_eq!(of(ColumnKind::Articles, &real_time, "++", None).0, Normal);
    // Where the plan asks for news and not for service nobody counts probes.
    assert_eq!(of(ColumnKind::Link, &row("必要时更新", None), "--", None).0, Normal);
}

#[test]
fn the_manager_may_pause_exempt_and_extend() {
    let row = row("2周内", None);
    let mut facts = published("2024-01-02");
    let exemption = |from, to| Exemption { from: day(from), to: Some(day(to)), reason: "栏目改版".into() };
    // One that is yet to come does not end the one of today.
    facts.adjustments.exemptions = vec![exemption("2024-01-10", "2024-01-31"), exemption("2024-06-01", "2024-06-30")];
    let found = standing(&row, &facts, "2024-01-20");
    assert_eq!((found.state, found.basis), (NotApplicable, Basis::Nothing("已豁免：栏目改版".into())));
    assert_eq!(standing(&row, &facts, "2024-02-01").state, Overdue, "when it is over the clock stands where it would");

    let mut facts = published("2024-01-02");
    let extend = |from, until, reason: &str| Extension {
        instead_of: day(from),
        approved_on: day("2024-01-10"),
        until: day(until),
        reason: reason.into(),
    };
    facts.adjustments.extensions = vec![extend("2024-01-16", "2024-01-27", "换届")];
    let found = standing(&row, &facts, "2024-01-20");
    // Saturday the 27th moves to Monday the 29th.
    assert_eq!(
        (found.state, found.due, found.extended),
        (DueSoon, Some(day("2024-01-29")), Some((day("2024-01-29"), "换届".into())))
    );
    // Extended once more, from the day that the first left.
    facts.adjustments.extensions.push(extend("2024-01-29", "2024-02-05", "再延一周"));
    let found = standing(&row, &facts, "2024-01-30");
    assert_eq!(
        (found.state, found.due, found.extended),
        (DueSoon, Some(day("2024-02-05")), Some((day("2024-02-05"), "再延一周".into())))
    );
    // A pause moves the day that was extended, and takes nothing of what was granted.
    let pause = Pause { from: day("2024-01-08"), to: Some(day("2024-01-08")), reason: "停电".into() };
    let paused = Adjustments { pauses: [pause].into_iter().collect(), ..facts.adjustments.clone() };
    let found = standing(&row, &Facts { adjustments: paused, ..facts.clone() }, "2024-01-30");
    assert_eq!(
        (found.state, found.due, found.extended),
        (DueSoon, Some(day("2024-02-05")), Some((day("2024-02-05"), "再延一周".into())))
    );
    facts.newest = published("2024-01-30").newest;
    assert_eq!(standing(&row, &facts, "2024-02-20").extended, None, "it moved one due day, not every later one");

    let mut facts = published("2024-01-02");
    let pause = Pause { from: day("2024-01-08"), to: None, reason: "系统迁移".into() };
    facts.adjustments.pauses = [pause].into_iter().collect();
    let found = standing(&row, &facts, "2024-06-20");
    assert_eq!((found.state, found.due), (Normal, None));
    assert_eq!(found.deadline.unwrap().arithmetic("更新"), "更新 1-02 → 14 天 → 暂停计时");
}

#[test]
fn before_its_first_day_and_after_its_last_a_column_owes_nothing() {
    assert_eq!(standing(&row("每天", None), &Facts::default(), "2023-11-30").state, NotApplicable);
    let mut retired = column(ColumnKind::Articles);
    retired.retired_on = Some(day("2024-01-01"));
    let row = row("每天", None);
    let duty = Duty { column: &retired, row: &row, owed_since: day(OWED_SINCE) };
    let on = |today| duty.standing(&Facts::default(), &county(), &ClockSettings::default(), day(today));
    assert_ne!(on("2023-12-31").state, NotApplicable, "its last day");
    let found = on("2024-01-01");
    assert_eq!((found.state, found.basis), (NotApplicable, Basis::Nothing("历史栏目".into())));
}

#[test]
fn the_time_at_a_lead_unit_is_the_lead_units() {
    let row = row("20个工作日", None);
    // Formed 2024-03-01 (Friday). The unit takes until 03-08 (5 wd), the lead unit until 03-22 (10 wd), returns it.
    let mut item = draft("2024-03-01", Some(("2024-03-01", EventKind::Formed)));
    item.hands.handovers =
        vec![Handover { on: day("2024-03-08"), to: Side::Lead }, Handover { on: day("2024-03-22"), to: Side::Unit }];
    let facts = Facts { open: vec![item.clone()], ..published("2024-01-02") };
    // The law knows one clock: 20 wd after 03-01 is 03-29. The unit has 15 more after 03-22:
    // 3-25..29 =5, 4-01..03 =8, 4-07..10 =12, and after 三月三 4-15..17 =15.
    let found = standing(&row, &facts, "2024-04-01");
    let shares = found.shares.clone().unwrap();
    assert_eq!((found.state, found.due), (Overdue, Some(day("2024-03-29"))));
    assert_eq!((shares.unit_days, shares.lead_days), (5 + 6, 10));
    assert_eq!((shares.unit.due, shares.lead, shares.late), (Some(day("2024-04-17")), None, None));
    assert_eq!(found.with, Side::Unit);
    assert!(
        shares.unit.arithmetic("形成").contains("扣暂停（在牵头单位审签） 14 天"),
        "{}",
        shares.unit.arithmetic("形成")
    );

    // While the lead unit has it, its own three working days run: 03-08 + 3 wd = 03-13.
    item.hands.handovers.truncate(1);
    let waiting = Facts { open: vec![item], ..published("2024-01-02") };
    let found = standing(&row, &waiting, "2024-03-14");
    let shares = found.shares.unwrap();
    assert_eq!((found.with, shares.late), (Side::Lead, Some(Late::Lead)));
    assert_eq!(shares.lead.and_then(|lead| lead.due), Some(day("2024-03-13")));
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..900).prop_map(|days| day("2024-01-02") + Days::new(days))
}

fn any_row() -> impl Strategy<Value = PlanRow> {
    let cadences = [
        "每天",
        "每周",
        "2周内",
        "每月",
        "6个月",
        "1年",
        "20个工作日（许可处罚7个工作日）",
        "及时更新",
        "必要时更新",
        "实时更新",
    ];
    let floors = [None, Some("14天"), Some("6个月"), Some("1年")];
    (prop::sample::select(cadences.to_vec()), prop::sample::select(floors.to_vec())).prop_map(|(c, f)| row(c, f))
}

fn any_facts() -> impl Strategy<Value = Facts> {
    let kind = prop::sample::select(EventKind::ALL.to_vec());
    (any_day(), prop::option::of((any_day(), kind)), prop::option::of(any_day())).prop_map(
        |(on, event, confirmed_on)| {
            let open = event.map(|(on, kind)| draft(&on.to_string(), Some((&on.to_string(), kind))));
            Facts { open: open.into_iter().collect(), confirmed_on, ..published(&on.to_string()) }
        },
    )
}

proptest! {
    #[test]
    fn without_news_a_column_only_gets_worse(row in any_row(), facts in any_facts(), today in any_day(), later in 0_u64..60) {
        let last = facts.open.iter().map(|open| open.begun_on).chain(facts.confirmed_on).chain(facts.newest.iter().map(|n| n.on));
        let today = today.max(last.max().unwrap());
        let (now, then) = (today.to_string(), (today + Days::new(later)).to_string());
        prop_assert!(standing(&row, &facts, &now).state <= standing(&row, &facts, &then).state);
    }

    #[test]
    fn a_state_tells_since_when_and_until_when(row in any_row(), facts in any_facts(), today in any_day()) {
        let found = standing(&row, &facts, &today.to_string());
        match found.state {
            State::Overdue => prop_assert!(found.due.unwrap() < found.since && found.since <= today && found.days_left.unwrap() < 0),
            State::DueSoon => prop_assert!(found.since <= today && today <= found.due.unwrap() && found.days_left.unwrap() >= 0),
            _ => {}
        }
        if let Some(due) = found.due {
            prop_assert!(county().is_worked(due), "{} is a day off", due);
        }
    }

    #[test]
    fn time_divides_without_rest(start in any_day(), waits in prop::collection::vec(0_u64..9, 0..5), after in 0_u64..30) {
        let mut on = start;
        let mut item = draft(&start.to_string(), Some((&start.to_string(), EventKind::Formed)));
        for (place, wait) in waits.iter().enumerate() {
            on = on + Days::new(*wait);
            item.hands.handovers.push(Handover { on, to: if place % 2 == 0 { Side::Lead } else { Side::Unit } });
        }
        let today = on + Days::new(after);
        let facts = Facts { open: vec![item], ..published("2024-01-02") };
        let shares = standing(&row("20个工作日", None), &facts, &today.to_string()).shares.unwrap();
        prop_assert_eq!(shares.unit_days + shares.lead_days, county().working_days_between(start, today));
        prop_assert!(shares.unit.due >= shares.unit.term.due(start, &county(), &domain::clock::Pauses::none()));
    }

    #[test]
    fn a_pause_is_never_held_against_a_yearly_number(
        wanted in 1_u16..30, done in 0_u16..30, today in any_day(), first in any_day(), days in 0_u64..200, open in any::<bool>(),
    ) {
        let pause = Pause { from: first, to: (!open).then(|| first + Days::new(days)), reason: "系统迁移".into() };
        let pauses: Pauses = [pause].into_iter().collect();
        let plain = Quota::new(wanted, &counted(done, &Pauses::none()), day(OWED_SINCE), &county(), today);
        let moved = Quota::new(wanted, &counted(done, &pauses), day(OWED_SINCE), &county(), today);
        let due = |quota: &Quota| quota.deadline.as_ref().map(|deadline| deadline.due);
        let days = |quota: &Quota| quota.slots.iter().map(|slot| Some(slot.by)).chain([due(quota)]).collect::<Vec<_>>();
        for (plain, moved) in days(&plain).into_iter().zip(days(&moved)) {
            prop_assert_eq!(plain.is_some(), moved.is_some());
            // Standing still is later than any day.
            let (Some(Some(plain)), Some(Some(moved))) = (plain, moved) else { continue };
            prop_assert!(moved >= plain, "{} before {}", moved, plain);
            prop_assert!(county().is_worked(moved) && moved.year() == today.year());
            prop_assert!(moved == plain || pauses.of(moved).is_none());
        }
    }
}
