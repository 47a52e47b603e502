//! How columns stand that hold no items here: links and functions, by visits and confirmations.

use domain::obligation::{
    Basis, Facts, Probe,
    State::{Blank, DueSoon, Normal, NotApplicable, Overdue},
};
use domain::plan::ColumnKind;

use crate::{
    calendar::day,
    obligation::{row, standing_of},
};

#[test]
fn links_and_functions_are_judged_by_a_visit() {
    let row = row("实时更新", None);
    let of = |probe| standing_of(ColumnKind::Link, &row, &Facts { probe, ..Facts::default() }, "2024-03-04");
    assert_eq!(of(None).state, NotApplicable);
    let on = day("2024-03-04");
    assert_eq!(of(Some(Probe { on, failing_since: None })).state, Normal);
    let broken = of(Some(Probe { on, failing_since: Some(day("2024-03-02")) }));
    assert_eq!((broken.state, broken.since), (Overdue, day("2024-03-02")));
}

#[test]
fn a_link_with_a_backstop_is_judged_by_both() {
    let row = row("实时更新", Some("3个月"));
    let of = |confirmed: Option<&str>, probe: Option<Option<&str>>, today: &str| {
        let probe = probe.map(|since| Probe { on: day(today), failing_since: since.map(day) });
        let facts = Facts { confirmed_on: confirmed.map(day), probe, ..Facts::default() };
        let found = standing_of(ColumnKind::Link, &row, &facts, today);
        (found.state, found.since.to_string(), found.due.map(|due| due.to_string()), found.basis)
    };
    let due = |text: &str| Some(text.to_owned());
    for (confirmed, probe, today, state, since, last, basis) in [
        // Three months after the plan began: Friday, 1 March.
        (None, None, "2024-02-01", Normal, "2023-12-01", due("2024-03-01"), Basis::Floor),
        (None, Some(None), "2024-02-01", Normal, "2023-12-01", due("2024-03-01"), Basis::Floor),
        (None, Some(None), "2024-03-01", DueSoon, "2024-02-02", due("2024-03-01"), Basis::Floor),
        (None, Some(None), "2024-03-02", Overdue, "2024-03-02", due("2024-03-01"), Basis::Floor),
        // Who has looked and found it right has three months more.
        (Some("2024-02-20"), Some(None), "2024-03-02", Normal, "2024-02-20", due("2024-05-20"), Basis::Floor),
        (Some("2024-02-20"), Some(Some("2024-03-01")), "2024-03-02", Overdue, "2024-03-01", None, Basis::Probe),
        // Of both the outage is told.
        (None, Some(Some("2024-03-03")), "2024-03-04", Overdue, "2024-03-03", None, Basis::Probe),
    ] {
        let expected = (state, since.to_owned(), last, basis);
        assert_eq!(of(confirmed, probe, today), expected, "{confirmed:?} {probe:?} {today}");
    }
    // Where nobody can confirm, age says nothing of a link.
    let yearly = self::row("1年6次以上", Some("3个月"));
    assert_eq!(standing_of(ColumnKind::Link, &yearly, &Facts::default(), "2025-03-02").state, NotApplicable);
}

/// C04 视频新闻 where the county only links to the television's page: its unit says every week that the news there are current.
#[test]
fn a_link_with_a_rhythm_is_kept_up_by_confirmations() {
    let of = |kind, cadence: &str, confirmed: Option<&str>, dead_since: Option<&str>, today: &str| {
        let probe = Some(Probe { on: day(today), failing_since: dead_since.map(day) });
        let facts = Facts { confirmed_on: confirmed.map(day), probe, ..Facts::default() };
        let found = standing_of(kind, &row(cadence, None), &facts, today);
        (found.state, found.due.map(|due| due.to_string()), found.basis)
    };
    for (cadence, confirmed, dead_since, today, state, due, basis) in [
        // Seven days after the plan began, and never blank for want of items.
        ("每周", None, None, "2023-12-08", DueSoon, Some("2023-12-08"), Basis::Cadence),
        ("每周", None, None, "2023-12-09", Overdue, Some("2023-12-08"), Basis::Cadence),
        ("每周", Some("2024-03-05"), None, "2024-03-06", Normal, Some("2024-03-12"), Basis::Cadence),
        ("每周", Some("2024-03-05"), None, "2024-03-12", DueSoon, Some("2024-03-12"), Basis::Cadence),
        ("每周", Some("2024-03-05"), None, "2024-03-13", Overdue, Some("2024-03-12"), Basis::Cadence),
        // 国庆节 ends on the 7th.
        ("每周", Some("2024-09-25"), None, "2024-10-08", DueSoon, Some("2024-10-08"), Basis::Cadence),
        ("每天", Some("2024-03-05"), None, "2024-03-05", Normal, Some("2024-03-08"), Basis::Cadence),
        ("每月", Some("2024-03-05"), None, "2024-04-08", Overdue, Some("2024-04-07"), Basis::Cadence),
        // Whatever was confirmed, a dead link is down.
        ("每周", Some("2024-03-05"), Some("2024-03-04"), "2024-03-06", Overdue, None, Basis::Probe),
    ] {
        let expected = (state, due.map(str::to_owned), basis);
        let found = of(ColumnKind::Link, cadence, confirmed, dead_since, today);
        assert_eq!(found, expected, "{cadence} {confirmed:?} {dead_since:?} {today}");
    }
    // Films of the own portal are published, not confirmed.
    let films = of(ColumnKind::Videos, "每周", Some("2024-03-05"), None, "2024-03-06");
    assert_eq!((films.0, films.2), (Blank, Basis::Empty));
}
