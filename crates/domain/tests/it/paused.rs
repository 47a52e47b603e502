//! A pause on a clock that is over: late stays late, and nobody is asked for anything while it lasts.

use std::collections::BTreeSet;

use domain::{
    clock::{Pause, Pauses},
    obligation::{Exemption, Facts, Standing, State},
    plan::UnitCode,
    reminder::{Asking, Occasion, ReminderSettings, escalations, occasion_on},
};

use crate::{
    calendar::{county, day},
    obligation::{published, row, standing},
};

fn pause(from: &str, to: Option<&str>) -> Pauses {
    [Pause { from: day(from), to: to.map(day), reason: "系统迁移".into() }].into_iter().collect()
}

/// Published on Tuesday 2024-01-02, 2周内: due on Tuesday 01-16.
fn two_weeks(pauses: &Pauses, today: &str) -> Standing {
    let mut facts = published("2024-01-02");
    facts.adjustments.pauses = pauses.clone();
    standing(&row("2周内", Some("14天")), &facts, today)
}

fn told(pauses: &Pauses, today: &str) -> Option<Occasion> {
    occasion_on(&two_weeks(pauses, today), &county(), &ReminderSettings::default(), day(today))
}

#[test]
fn what_was_late_before_a_pause_stays_late_and_is_not_asked_for() {
    // From Saturday 01-20 to Friday 02-02.
    let pauses = pause("2024-01-20", Some("2024-02-02"));
    for (today, occasion) in [
        ("2024-01-19", Some(Occasion::Overdue(0))),
        ("2024-01-22", None),
        ("2024-01-24", None),
        ("2024-02-02", None),
        // Nineteen days after the first late one.
        ("2024-02-05", Some(Occasion::Overdue(2))),
    ] {
        let found = two_weeks(&pauses, today);
        assert_eq!((found.state, found.due), (State::Overdue, Some(day("2024-01-16"))), "{today}");
        assert_eq!(found.paused_on(day(today)).is_some(), occasion.is_none(), "{today}");
        assert_eq!(told(&pauses, today), occasion, "{today}");
    }
    assert_eq!(
        told(&Pauses::none(), "2024-01-24"),
        Some(Occasion::Overdue(1)),
        "nothing else keeps it from being told"
    );
    assert_eq!(told(&pause("2024-01-20", None), "2024-03-04"), None, "nobody knows how long");
}

#[test]
fn nobody_above_is_told_of_what_is_paused() {
    let (calendar, settings) = (county(), ReminderSettings::default());
    let units = |code: &str| BTreeSet::from([UnitCode::parse(code).unwrap()]);
    let (unit, leads, office) = (units("jyj"), units("rsj"), units("zwb"));
    let asked = |pauses: &Pauses| {
        let today = day("2024-01-24");
        let asking = Asking { calendar: &calendar, settings: &settings, today, office: &office };
        let standing = two_weeks(pauses, "2024-01-24");
        asking.on(&standing, &unit, &leads, |_, _| Some(day("2024-01-17"))).map(|(_, asked)| asked.len())
    };
    assert_eq!(asked(&Pauses::none()), Some(4), "the unit, its head, the lead unit and the office");
    assert_eq!(asked(&pause("2024-01-20", Some("2024-02-02"))), None);
}

#[test]
fn paused_days_bring_nothing_nearer_to_those_above() {
    let since = day("2026-12-24");
    let pauses = pause("2026-12-25", Some("2026-12-28"));
    let on = |text| escalations(since, &county(), &pauses, &ReminderSettings::default(), day(text));
    assert_eq!(on("2026-12-28"), []);
    assert_eq!(on("2026-12-29"), []);
    assert_eq!(on("2026-12-30"), [Occasion::Head, Occasion::Lead], "the 29th and the 30th");
}

#[test]
fn a_blank_column_is_paused_too_and_one_that_owes_nothing_is_not() {
    let row = row("2周内", Some("14天"));
    let mut facts = Facts::default();
    facts.adjustments.pauses = pause("2024-01-20", Some("2024-02-02"));
    let today = day("2024-01-24");
    let blank = standing(&row, &facts, "2024-01-24");
    assert_eq!((blank.state, blank.paused_on(today).is_some()), (State::Blank, true));
    assert_eq!(occasion_on(&blank, &county(), &ReminderSettings::default(), today), None);
    let exemption = Exemption { from: day("2024-01-01"), to: None, reason: "机构改革".into() };
    facts.adjustments.exemptions.push(exemption);
    let exempt = standing(&row, &facts, "2024-01-24");
    assert_eq!((exempt.state, exempt.paused_on(today)), (State::NotApplicable, None));
}
