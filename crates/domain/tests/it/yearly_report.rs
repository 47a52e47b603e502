//! What each of several units owes a column as its own item of the year, worked by hand. 2026-01-31 is a Saturday, 2027-01-31 a
//! Sunday.

use chrono::NaiveDate;
use domain::clock::Pause;
use domain::obligation::{
    Adjustments, Basis, ClockSettings, Duty, Exemption, Extension, Handover, Hands, Matter, MatterKey, MatterKind,
    OnItsWay, OpenItem, Side, Standing, State,
};
use domain::plan::{ColumnKind, Unit, UnitCode, UnitKind};

use crate::{
    calendar::{county, day},
    obligation::{OWED_SINCE, column, draft, row},
};

use State::{DueSoon, Normal, Overdue};

fn bureau(founded_on: Option<&str>) -> Unit {
    Unit {
        code: UnitCode::parse("jyj").unwrap(),
        name: "县教育局".into(),
        aliases: Vec::new(),
        kind: UnitKind::Department,
        has_account: true,
        successor: None,
        founded_on: founded_on.map(day),
        closed_on: None,
        index_code: String::new(),
    }
}

/// What a unit that published last on `last` owes on `today`, the first day on which it did being the column's or its own.
fn owed_by(unit: &Unit, last: Option<&str>, today: NaiveDate) -> Option<Matter> {
    let (articles, row) = (column(ColumnKind::Articles), row("1年（1月31日前）", None));
    let duty = Duty { column: &articles, row: &row, owed_since: unit.owes_since(day(OWED_SINCE)) };
    Matter::yearly_report(&duty, unit, last.map(day), today)
}

fn owed(last: Option<&str>, today: &str) -> Option<Matter> {
    owed_by(&bureau(None), last, day(today))
}

fn stands(matter: &Matter, adjustments: &Adjustments, today: NaiveDate) -> Option<Standing> {
    matter.standing(adjustments, &county(), &ClockSettings::default(), day(OWED_SINCE), today)
}

#[test]
fn each_unit_owes_its_own_item_of_the_year() {
    for (last, today, expected) in [
        // Amber after 70 % of 31 days = 21.7, so 22.
        (None, "2024-01-10", Some((Normal, "2023-12-31", "2024-01-31"))),
        (None, "2024-01-22", Some((DueSoon, "2024-01-22", "2024-01-31"))),
        (None, "2024-02-01", Some((Overdue, "2024-02-01", "2024-01-31"))),
        (Some("2025-01-20"), "2025-12-31", None),
        (Some("2025-01-20"), "2026-01-10", Some((Normal, "2025-12-31", "2026-02-02"))),
        (Some("2025-01-20"), "2026-01-21", Some((Normal, "2025-12-31", "2026-02-02"))),
        (Some("2025-01-20"), "2026-01-22", Some((DueSoon, "2026-01-22", "2026-02-02"))),
        (Some("2025-01-20"), "2026-02-02", Some((DueSoon, "2026-01-22", "2026-02-02"))),
        (Some("2025-01-20"), "2026-02-03", Some((Overdue, "2026-02-03", "2026-02-02"))),
        // Late is of its year, too, …
        (Some("2026-03-10"), "2026-03-11", None),
        (Some("2026-03-10"), "2027-01-22", Some((DueSoon, "2027-01-22", "2027-02-01"))),
        // … and in December nothing is of the next.
        (Some("2025-12-31"), "2026-02-03", Some((Overdue, "2026-02-03", "2026-02-02"))),
        // Of the years that went by, the last is asked for.
        (Some("2025-01-20"), "2027-03-01", Some((Overdue, "2026-02-03", "2026-02-02"))),
        (Some("2025-01-20"), "2028-01-05", Some((Overdue, "2027-02-02", "2027-02-01"))),
    ] {
        let found = owed(last, today).map(|matter| stands(&matter, &Adjustments::default(), day(today)).unwrap());
        let told = found.map(|found| (found.state, found.since.to_string(), found.due.unwrap().to_string()));
        let expected = expected.map(|(state, since, due)| (state, since.to_owned(), due.to_owned()));
        assert_eq!(told, expected, "{last:?} {today}");
    }
}

#[test]
fn no_new_year_makes_up_for_a_missing_item() {
    let (calendar, settings, decided) = (county(), ClockSettings::default(), Adjustments::default());
    for today in day("2026-02-03").iter_days().take_while(|today| *today < day("2029-01-01")) {
        let matter = owed_by(&bureau(None), Some("2025-01-20"), today).unwrap();
        let found = matter.standing(&decided, &calendar, &settings, day(OWED_SINCE), today).unwrap();
        assert_eq!(found.state, Overdue, "{today}");
    }
}

#[test]
fn it_is_told_by_the_rule_and_the_unit() {
    let matter = owed(Some("2025-01-20"), "2026-01-10").unwrap();
    assert_eq!(matter.titled(), "每年一份：隆安动态（县教育局）");
    let found = stands(&matter, &Adjustments::default(), day("2026-01-10")).unwrap();
    assert_eq!((found.basis.clone(), found.from_first_day), (Basis::ByDay, false));
    assert_eq!(found.arithmetic().as_deref(), Some("2026年应 1 次，最迟 1-31 → 2-02，遇休息日顺延"));
    let key = matter.kind.key();
    assert_eq!((key.to_string().as_str(), key.address()), ("yearly-report:ladt:jyj:2026", None));
    assert_eq!(MatterKey::parse("yearly-report:ladt:jyj:2026"), Some(key));
    assert_eq!(MatterKey::parse("yearly-report:ladt:jyj"), None);
    let text = serde_json::to_string(&matter.kind).unwrap();
    assert_eq!(serde_json::from_str::<MatterKind>(&text).unwrap(), matter.kind, "{text}");
}

#[test]
fn a_unit_owes_the_first_day_after_its_founding() {
    let on = |founded: &str, today: &str| {
        let unit = bureau(Some(founded));
        let matter = owed_by(&unit, None, day(today))?;
        let since = unit.owes_since(day(OWED_SINCE));
        let found =
            matter.standing(&Adjustments::default(), &county(), &ClockSettings::default(), since, day(today))?;
        Some((found.state, found.since.to_string(), found.due.unwrap().to_string()))
    };
    let told = |state, since: &str, due: &str| Some((state, since.to_owned(), due.to_owned()));
    assert_eq!(on("2026-02-01", "2026-03-01"), None);
    assert_eq!(on("2026-02-01", "2027-01-10"), told(Normal, "2026-12-31", "2027-02-01"));
    assert_eq!(on("2026-01-15", "2026-01-20"), told(Normal, "2026-01-15", "2026-02-02"));
    // Nobody was warned before it was owed.
    assert_eq!(on("2026-01-26", "2026-01-27"), told(DueSoon, "2026-01-26", "2026-02-02"));
}

#[test]
fn the_manager_pauses_exempts_and_extends() {
    let matter = owed(Some("2025-01-20"), "2026-02-03").unwrap();
    let on = |adjustments: &Adjustments, today: &str| {
        stands(&matter, adjustments, day(today)).map(|found| (found.state, found.due.unwrap().to_string()))
    };
    let told = |state, due: &str| Some((state, due.to_owned()));
    // Ten days: the 41st day of the year.
    let pause = Pause { from: day("2026-01-05"), to: Some(day("2026-01-14")), reason: "系统迁移".into() };
    let paused = Adjustments { pauses: [pause].into_iter().collect(), ..Adjustments::default() };
    assert_eq!(on(&paused, "2026-02-03"), told(DueSoon, "2026-02-10"));
    let exemption = Exemption { from: day("2026-01-01"), to: Some(day("2026-03-31")), reason: "机构改革".into() };
    let exempt = Adjustments { exemptions: vec![exemption], ..Adjustments::default() };
    assert_eq!(on(&exempt, "2026-02-10"), None);
    assert_eq!(on(&exempt, "2026-04-01"), told(Overdue, "2026-02-02"));
    let extension = Extension {
        instead_of: day("2026-02-02"),
        approved_on: day("2026-01-28"),
        until: day("2026-02-27"),
        reason: "机构改革".into(),
    };
    let extended = Adjustments { extensions: vec![extension], ..Adjustments::default() };
    assert_eq!(on(&extended, "2026-02-10"), told(DueSoon, "2026-02-27"));
}

/// Handed in on Friday 2026-01-30; of the days after 02-02, 02-03 and 04 are the lead unit's.
#[test]
fn what_lies_with_the_lead_unit_is_late_with_it() {
    let handovers = vec![Handover { on: day("2026-01-30"), to: Side::Lead }];
    let on_its_way = vec![OnItsWay::page(Hands { handovers, ..Hands::default() })];
    let matter = Matter { on_its_way, ..owed(Some("2025-01-20"), "2026-02-04").unwrap() };
    let found = stands(&matter, &Adjustments::default(), day("2026-02-04")).unwrap();
    let late = found.lateness.map(|late| (late.unit_days, late.lead_days));
    assert_eq!((found.state, found.with, late), (Overdue, Side::Lead, Some((0, 2))));
}

/// Owed by Monday 2026-02-02. The day on which the lead unit enters it is still the unit's that sends it in, the days after are
/// the lead unit's, whatever its own people hand in and give back. Nothing is to be signed before they have handed it in: from
/// then on within three working days.
#[test]
fn what_the_lead_unit_enters_for_a_unit_without_account_is_with_the_lead_unit() {
    let handed_in = Handover { on: day("2026-02-02"), to: Side::Lead };
    let given_back = Handover { on: day("2026-02-03"), to: Side::Unit };
    for (entered, handovers, today, days, to_sign) in [
        // 02-02, 03 and 04; of them 03 and 04 are over.
        ("2026-01-30", vec![], "2026-02-04", (3, (0, 2)), None),
        ("2026-01-30", vec![handed_in], "2026-02-04", (3, (0, 2)), Some(("2026-02-02", "2026-02-05"))),
        ("2026-01-30", vec![handed_in, given_back], "2026-02-04", (3, (0, 2)), None),
        // Entered a day late: 03 is the unit's.
        ("2026-02-03", vec![], "2026-02-05", (2, (1, 2)), None),
    ] {
        let (leads, owes) = (UnitCode::parse("zwb").unwrap(), owed(Some("2025-01-20"), today).unwrap());
        let hands = Hands { handovers, ..Hands::default() };
        let open = OpenItem { hands, ..draft(entered, None) };
        let on_its_way = vec![OnItsWay::entered(&open, owes.column.clone(), leads.clone())];
        let matter = Matter { unit: leads.clone(), on_its_way, ..owes };
        assert_eq!(matter.owed_by().as_str(), "jyj");
        // Its own people write it, or sign it.
        let side = if to_sign.is_some() { Side::Lead } else { Side::Unit };
        let written: Vec<_> = matter.items_on_their_way().map(|coming| (&coming.unit, coming.with)).collect();
        assert_eq!(written, [(&leads, side)], "{entered}");
        assert_eq!(matter.is_being_entered(), to_sign.is_none(), "{entered}");
        let found = stands(&matter, &Adjustments::default(), day(today)).unwrap();
        assert_eq!((found.state, found.with), (Overdue, Side::Lead), "{entered}");
        let (shares, late) = (found.shares.unwrap(), found.lateness.unwrap());
        assert_eq!((shares.lead_days, (late.unit_days, late.lead_days)), days, "{entered}");
        let lead_due = shares.lead.and_then(|lead| lead.due);
        assert_eq!(found.to_sign_since.zip(lead_due), to_sign.map(|(since, due)| (day(since), day(due))), "{entered}");
    }
}

/// Signed for a later day it is written by nobody any more, and waits for nobody.
#[test]
fn what_was_entered_and_is_signed_for_later_is_neither_written_nor_to_be_signed() {
    let handovers = vec![Handover { on: day("2026-01-30"), to: Side::Lead }];
    let hands = Hands { handovers, publishes_on: Some(day("2026-02-10")), ..Hands::default() };
    let (leads, owes) = (UnitCode::parse("zwb").unwrap(), owed(Some("2025-01-20"), "2026-01-30").unwrap());
    let open = OpenItem { hands, ..draft("2026-01-28", None) };
    let on_its_way = vec![OnItsWay::entered(&open, owes.column.clone(), leads)];
    let matter = Matter { on_its_way, ..owes };
    let found = stands(&matter, &Adjustments::default(), day("2026-01-30")).unwrap();
    assert_eq!((matter.is_being_entered(), found.with, found.to_sign_since), (false, Side::Lead, None));
}
