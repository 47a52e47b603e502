//! Columns that owe one item a year by a day of the calendar, worked by hand. 2026-01-31 is a Saturday, 2027-01-31 a Sunday;
//! the Spring Festival of 2025 was off from 01-28 to 02-04.

use domain::calendar::Doubt;
use domain::clock::{Pause, Pauses};
use domain::id::ItemId;
use domain::obligation::{
    Basis, ClockSettings, Duty, Exemption, Extension, Facts, Handover, Hands, OpenItem, Side, Standing, State,
};
use domain::plan::{ColumnKind, PlanRow};

use crate::{
    calendar::{county, day},
    obligation::{OWED_SINCE, column, draft, published, row, standing},
};

use State::{Blank, DueSoon, Normal, NotApplicable, Overdue};

fn report() -> PlanRow {
    row("1年（1月31日前）", None)
}

/// A column of which an item became public on `on`, as it stands on `today`.
fn of(on: &str, today: &str) -> Standing {
    standing(&report(), &published(on), today)
}

fn paused(from: &str, to: Option<&str>) -> Pauses {
    [Pause { from: day(from), to: to.map(day), reason: "系统迁移".into() }].into_iter().collect()
}

#[test]
fn what_became_public_in_a_year_is_enough_until_the_day_of_the_next() {
    // Amber after 70 % of 31 days = 21.7, so 22: 01-22, a Thursday.
    for (on, today, state, since, due) in [
        ("2025-01-20", "2025-01-20", Normal, "2025-01-20", "2026-02-02"),
        ("2025-01-20", "2026-01-21", Normal, "2025-01-20", "2026-02-02"),
        ("2025-01-20", "2026-01-22", DueSoon, "2026-01-22", "2026-02-02"),
        ("2025-01-20", "2026-02-02", DueSoon, "2026-01-22", "2026-02-02"),
        ("2025-01-20", "2026-02-03", Overdue, "2026-02-03", "2026-02-02"),
        ("2025-01-20", "2026-12-31", Overdue, "2026-02-03", "2026-02-02"),
        // It stays so until something becomes public.
        ("2025-01-20", "2027-03-01", Overdue, "2026-02-03", "2026-02-02"),
        // In January it is of that year, …
        ("2026-01-05", "2026-01-05", Normal, "2026-01-05", "2027-02-01"),
        // … after the day, too, …
        ("2026-03-10", "2026-03-11", Normal, "2026-03-10", "2027-02-01"),
        // … and on the last day of December it is not of the next.
        ("2025-12-31", "2026-02-03", Overdue, "2026-02-03", "2026-02-02"),
    ] {
        let found = of(on, today);
        let told = (found.state, found.since, found.due, found.basis.clone());
        assert_eq!(told, (state, day(since), Some(day(due)), Basis::ByDay), "{on} {today}");
    }
}

#[test]
fn the_day_tells_its_steps() {
    let found = of("2025-01-20", "2026-01-10");
    assert_eq!(found.arithmetic().as_deref(), Some("2026年应 1 次，最迟 1-31 → 2-02，遇休息日顺延"));
    assert_eq!(found.basis.label(&report(), &ClockSettings::default()), "1年（1月31日前）");
    let counted = found.counted().unwrap();
    let steps: Vec<&str> = counted.steps.iter().map(|step| step.text.as_str()).collect();
    assert_eq!(
        steps,
        ["2025-12-31 起算日，不计入", "2026-01-01 至 2026-01-31 计第 1–31 天", "2026-02-02 期满日遇休息日，顺延至此"]
    );
    assert!(counted.due == found.due && counted.doubts.is_empty(), "{counted:?}");
    assert_eq!(of("2023-12-04", "2024-01-10").arithmetic().as_deref(), Some("2024年应 1 次，最迟 1-31"));
    let next = of("2026-01-05", "2026-01-10");
    assert_eq!(next.counted().unwrap().doubts, [Doubt::NotPublished { year: 2027 }]);
}

#[test]
fn an_empty_column_is_blank_and_a_mirror_of_nothing_is_late() {
    let found = standing(&report(), &Facts::default(), "2024-01-10");
    assert_eq!((found.state, found.since, found.due), (Blank, day(OWED_SINCE), Some(day("2024-01-31"))));
    let (mirror, row) = (column(ColumnKind::Mirror), report());
    let duty = Duty { column: &mirror, row: &row, owed_since: day(OWED_SINCE) };
    let on = |today| duty.standing(&Facts::default(), &county(), &ClockSettings::default(), day(today)).state;
    assert_eq!((on("2024-01-21"), on("2024-01-31"), on("2024-02-01")), (Normal, DueSoon, Overdue));
}

/// Mending the report of the year before is no report of this year.
#[test]
fn a_new_text_is_not_the_item_of_its_year() {
    let mended = Facts { published_on: Some(day("2025-01-20")), ..published("2026-01-12") };
    let found = standing(&report(), &mended, "2026-01-15");
    assert_eq!((found.state, found.due), (Normal, Some(day("2026-02-02"))));
    assert_eq!(standing(&report(), &mended, "2026-02-03").state, Overdue);
    // Of this year it is.
    let mended = Facts { published_on: Some(day("2026-01-05")), ..published("2026-01-12") };
    assert_eq!(standing(&report(), &mended, "2026-02-03").due, Some(day("2027-02-01")));
}

#[test]
fn a_column_owes_the_first_day_that_comes_after_its_own() {
    let (articles, row) = (column(ColumnKind::Articles), report());
    let on = |owed_since: &str, published_on: &str, today: &str| {
        let duty = Duty { column: &articles, row: &row, owed_since: day(owed_since) };
        let found = duty.standing(&published(published_on), &county(), &ClockSettings::default(), day(today));
        (found.state, found.due.map(|due| due.to_string()))
    };
    let due = |text: &str| Some(text.to_owned());
    assert_eq!(on("2024-01-15", "2023-06-01", "2024-02-01"), (Overdue, due("2024-01-31")));
    assert_eq!(on("2024-01-31", "2023-06-01", "2024-01-31"), (DueSoon, due("2024-01-31")));
    assert_eq!(on("2024-02-01", "2023-06-01", "2024-02-01"), (Normal, due("2025-02-05")));
    // Nobody is worse off for having begun before it was owed.
    assert_eq!(on("2024-01-15", "2024-01-08", "2024-02-01"), (Normal, due("2025-02-05")));
}

#[test]
fn pauses_move_the_day_within_its_year() {
    let with = |pauses: Pauses, today: &str| {
        let mut facts = published("2025-01-20");
        facts.adjustments.pauses = pauses;
        let found = standing(&report(), &facts, today);
        (found.state, found.due.map(|due| due.to_string()), found.arithmetic().unwrap())
    };
    let told = |state, due: &str, arithmetic: &str| (state, Some(due.to_owned()), arithmetic.to_owned());
    // Ten days: the 41st day of the year.
    assert_eq!(
        with(paused("2026-01-05", Some("2026-01-14")), "2026-02-03"),
        told(DueSoon, "2026-02-10", "2026年应 1 次，最迟 1-31 → 2-10，扣暂停（系统迁移） 10 天")
    );
    // The year before was another's.
    assert_eq!(
        with(paused("2025-07-01", Some("2025-07-31")), "2026-01-10"),
        told(Normal, "2026-02-02", "2026年应 1 次，最迟 1-31 → 2-02，遇休息日顺延")
    );
    // Nothing is carried into the next year.
    let (state, due, arithmetic) = with(paused("2026-01-05", Some("2026-12-20")), "2026-12-31");
    assert_eq!((state, due.as_deref()), (DueSoon, Some("2026-12-31")));
    assert!(arithmetic.ends_with("350 天，不晚于年内最后一个工作日"), "{arithmetic}");
    let stopped = "2026年应 1 次，最迟 1-31 → 暂停计时".to_owned();
    assert_eq!(with(paused("2026-01-05", None), "2026-06-01"), (Normal, None, stopped));
}

#[test]
fn a_day_at_the_end_of_the_year_stays_in_it() {
    let row = row("1年（12月31日前）", None);
    // 2023-12-31 is a Sunday; the notice of 2024 names no day of 2023.
    let found = standing(&row, &published("2022-03-01"), "2023-12-10");
    assert_eq!((found.state, found.since, found.due), (DueSoon, day(OWED_SINCE), Some(day("2023-12-29"))));
    let told = "2023年应 1 次，最迟 12-31 → 12-29，不晚于年内最后一个工作日";
    assert_eq!(found.arithmetic().as_deref(), Some(told));
    assert_eq!(standing(&row, &published("2022-03-01"), "2023-12-30").state, Overdue);
    assert_eq!(standing(&row, &published("2023-12-29"), "2023-12-30").due, Some(day("2024-12-31")));
}

#[test]
fn the_manager_may_exempt_and_extend() {
    let mut facts = published("2025-01-20");
    facts.adjustments.exemptions =
        vec![Exemption { from: day("2026-01-01"), to: Some(day("2026-03-31")), reason: "机构改革".into() }];
    assert_eq!(standing(&report(), &facts, "2026-02-10").state, NotApplicable);
    assert_eq!(standing(&report(), &facts, "2026-04-01").state, Overdue);

    let extension = |approved_on: &str| Extension {
        instead_of: day("2026-02-02"),
        approved_on: day(approved_on),
        until: day("2026-02-27"),
        reason: "机构改革".into(),
    };
    // In the year before as well: that year was met, and this clock ran already.
    for approved_on in ["2026-01-28", "2025-12-10"] {
        let mut facts = published("2025-01-20");
        facts.adjustments.extensions = vec![extension(approved_on)];
        let found = standing(&report(), &facts, "2026-02-10");
        let granted = Some((day("2026-02-27"), "机构改革".to_owned()));
        assert_eq!((found.state, found.due, found.extended), (DueSoon, Some(day("2026-02-27")), granted));
        assert_eq!(standing(&report(), &facts, "2026-02-28").state, Overdue);
        // Not that of the next year.
        facts.newest = published("2026-02-20").newest;
        let next = standing(&report(), &facts, "2026-02-21");
        assert_eq!((next.due, next.extended), (Some(day("2027-02-01")), None));
    }
}

/// Handed in on Friday 2026-01-30; of the days after 02-02, 02-03 and 04 are the lead unit's.
#[test]
fn what_lies_with_the_lead_unit_is_the_lead_units() {
    let handed = |revises| {
        let handovers = vec![Handover { on: day("2026-01-30"), to: Side::Lead }];
        OpenItem {
            item: ItemId::new(2),
            revises,
            hands: Hands { handovers, ..Hands::default() },
            ..draft("2026-01-12", None)
        }
    };
    let with = |open: OpenItem| {
        let found = standing(&report(), &Facts { open: vec![open], ..published("2025-01-20") }, "2026-02-04");
        assert_eq!((found.state, found.due), (Overdue, Some(day("2026-02-02"))));
        (found.with, found.lateness.map(|late| (late.unit_days, late.lead_days)))
    };
    assert_eq!(with(handed(false)), (Side::Lead, Some((0, 2))));
    // A new text of what is public would not meet it.
    assert_eq!(with(handed(true)), (Side::Unit, Some((2, 0))));
}
