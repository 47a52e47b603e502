//! Whose days an item is late by, worked by hand, and that both parts are the whole.

use chrono::NaiveDate;
use domain::{
    clock::{Pause, Term},
    obligation::{Adjustments, Exemption, Extension, Handover, ItemClock, Lateness, Side},
};
use proptest::prelude::*;

use crate::calendar::{county, day};

fn to(on: &str, to: Side) -> Handover {
    Handover { on: day(on), to }
}

/// Formed on 2026-11-20, twenty working days: due on 2026-12-18, a Friday.
fn late(
    handovers: &[Handover],
    adjustments: &Adjustments,
    extensions: &[Extension],
    on: &str,
) -> Option<(String, u32, u32)> {
    let clock = ItemClock { start: day("2026-11-20"), term: Term::WorkingDays(20), handovers, extensions, adjustments };
    let late = clock.lateness(&county(), day(on))?;
    Some((late.due.to_string(), late.unit_days, late.lead_days))
}

#[expect(clippy::unnecessary_wraps, reason = "it stands beside `None` in the cases")]
fn of(due: &str, unit: u32, lead: u32) -> Option<(String, u32, u32)> {
    Some((due.to_owned(), unit, lead))
}

#[test]
fn worked_cases() {
    let none = Adjustments::default();
    let lead_from = |on| [to(on, Side::Lead)];
    // In time, on the last day.
    assert_eq!(late(&[], &none, &[], "2026-12-18"), None);
    // Two working days over, all the unit's.
    assert_eq!(late(&[], &none, &[], "2026-12-22"), of("2026-12-18", 2, 0));
    // On the Saturday after: the day of publication counts.
    assert_eq!(late(&[], &none, &[], "2026-12-19"), of("2026-12-18", 1, 0));
    // Handed over with a week to spare: the lead unit let it pass.
    assert_eq!(late(&lead_from("2026-12-11"), &none, &[], "2026-12-22"), of("2026-12-18", 0, 2));
    // Handed over a day late, two more at the lead unit.
    assert_eq!(late(&lead_from("2026-12-21"), &none, &[], "2026-12-23"), of("2026-12-18", 1, 2));
    // Ten days at the lead unit in the middle, then back; the unit itself took no more than its twenty.
    let back = [to("2026-11-30", Side::Lead), to("2026-12-14", Side::Unit)];
    assert_eq!(late(&back, &none, &[], "2026-12-22"), of("2026-12-18", 0, 2));
}

#[test]
fn of_a_clock_that_runs_only_worked_days_count() {
    let none = Adjustments::default();
    let of = |on| Lateness::divided((day("2026-11-20"), day("2026-12-18")), &[], &none, &county(), day(on));
    // Nothing became public on the weekend after the day.
    assert_eq!((of("2026-12-18"), of("2026-12-19"), of("2026-12-20")), (None, None, None));
    assert_eq!(of("2026-12-21").map(|late| (late.unit_days, late.lead_days)), Some((1, 0)));
}

#[test]
fn nobody_answers_for_pauses_exemptions_and_approved_days() {
    let pause = Pause { from: day("2026-12-01"), to: Some(day("2026-12-07")), reason: "改版".into() };
    let paused = Adjustments { pauses: [pause].into_iter().collect(), ..Adjustments::default() };
    assert_eq!(late(&[], &paused, &[], "2026-12-25"), None, "five working days did not count");
    assert_eq!(late(&[], &paused, &[], "2026-12-28"), of("2026-12-25", 1, 0));
    let exemption = Exemption { from: day("2026-12-19"), to: Some(day("2026-12-22")), reason: "系统迁移".into() };
    let exempt = Adjustments { exemptions: vec![exemption], ..Adjustments::default() };
    assert_eq!(late(&[], &exempt, &[], "2026-12-22"), None);
    assert_eq!(late(&[], &exempt, &[], "2026-12-23"), of("2026-12-18", 1, 0));
    let extension = Extension {
        instead_of: day("2026-12-18"),
        approved_on: day("2026-12-10"),
        until: day("2026-12-22"),
        reason: "等待数据".into(),
    };
    assert_eq!(late(&[], &Adjustments::default(), std::slice::from_ref(&extension), "2026-12-22"), None);
    assert_eq!(
        late(&[], &Adjustments::default(), std::slice::from_ref(&extension), "2026-12-23"),
        of("2026-12-22", 1, 0)
    );
    // A day that did not count moves the last one, and takes nothing of what was granted.
    let pause = Pause { from: day("2026-12-01"), to: Some(day("2026-12-01")), reason: "停电".into() };
    let paused = Adjustments { pauses: [pause].into_iter().collect(), ..Adjustments::default() };
    assert_eq!(late(&[], &paused, &[extension], "2026-12-22"), None);
}

fn adjustments() -> impl Strategy<Value = Adjustments> {
    let span = (0..90i64, 0..20i64);
    let spans = |most| prop::collection::vec(span.clone(), 0..most);
    (spans(3), spans(2)).prop_map(|(pauses, exemptions)| {
        let first = day("2026-09-01");
        let at = |n: i64| first + chrono::TimeDelta::days(n);
        let pause =
            |(from, long): (i64, i64)| Pause { from: at(from), to: Some(at(from + long)), reason: String::new() };
        let exemption =
            |(from, long): (i64, i64)| Exemption { from: at(from), to: Some(at(from + long)), reason: String::new() };
        Adjustments {
            pauses: pauses.into_iter().map(pause).collect(),
            exemptions: exemptions.into_iter().map(exemption).collect(),
            ..Adjustments::default()
        }
    })
}

proptest! {
    /// The parts are the whole: the days after the last one that counted. Neither side answers for days that it did not
    /// have, and the longer the lead unit has it, the less the unit answers for.
    #[test]
    fn the_parts_are_the_whole(
        adjustments in adjustments(),
        start in 0..40i64,
        term in 1..30u16,
        taken in 0..120i64,
        hand in prop::collection::vec(0..120i64, 0..5),
    ) {
        let calendar = county();
        let start = day("2026-09-01") + chrono::TimeDelta::days(start);
        let on = start + chrono::TimeDelta::days(taken);
        let mut hand: Vec<NaiveDate> = hand.into_iter().map(|n| start + chrono::TimeDelta::days(n)).filter(|h| *h <= on).collect();
        hand.sort();
        let sides = [Side::Lead, Side::Unit].into_iter().cycle();
        let handovers: Vec<Handover> = hand.into_iter().zip(sides).map(|(on, to)| Handover { on, to }).collect();
        let clock = |handovers| ItemClock { start, term: Term::WorkingDays(term), handovers, extensions: &[], adjustments: &adjustments };
        let divided = clock(&handovers).lateness(&calendar, on);
        let alone = clock(&[]).lateness(&calendar, on);
        prop_assert_eq!(divided.is_some(), alone.is_some());
        if let (Some(divided), Some(alone)) = (divided, alone) {
            prop_assert_eq!(divided.unit_days + divided.lead_days, alone.unit_days);
            prop_assert_eq!(alone.lead_days, 0);
            let held: usize = handovers.iter().enumerate().filter(|(_, h)| h.to == Side::Lead).map(|(i, h)| {
                let end = handovers.get(i + 1).map_or(on, |next| next.on);
                h.on.iter_days().skip(1).take_while(|d| *d <= end).count()
            }).sum();
            prop_assert!(divided.lead_days as usize <= held);
        }
    }
}
