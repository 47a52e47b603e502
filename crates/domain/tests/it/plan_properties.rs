//! What holds for every sequence of edits of the county's plan.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::NaiveDate;
use domain::clock::{DayOfYear, Term};
use domain::plan::{
    AssuranceMode, Cadence, Column, ColumnCode, ColumnEdit, ColumnKind, GroupMembers, Party, Plan, PlanRow, Releases,
    Signing, Unit,
};
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};

use crate::shipped_plan::{self, longan};

static LONGAN: LazyLock<Plan> = LazyLock::new(longan);

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 5, 1).expect("a date")
}

/// An edit by positions, resolved against the plan that it meets.
#[derive(Debug, Clone)]
enum Attempt {
    Add { parent: Option<Index>, name: String, group: bool, row: RowDraft },
    Rename { at: Index, name: String },
    Describe { at: Index, alias: Option<String>, kind: ColumnKind, assessed: bool, summary: String },
    Move { at: Index, parent: Option<Index>, before: Option<Index> },
    Row { at: Index, row: RowDraft },
    Retire { at: Index },
}

#[derive(Debug, Clone)]
struct RowDraft {
    cadence: Cadence,
    releases: Option<Releases>,
    floor: Option<Term>,
    event_term: Option<Term>,
    modes: Vec<AssuranceMode>,
    leads: Vec<Index>,
    responsible: Vec<Index>,
    text: String,
    link: Option<String>,
    mirrors: Option<Index>,
    signing: Signing,
}

fn cadence() -> impl Strategy<Value = Cadence> {
    let small = 0u16..400;
    prop_oneof![
        Just(Cadence::Daily),
        small.clone().prop_map(|days| Cadence::Days { days }),
        small.clone().prop_map(|months| Cadence::Months { months }),
        small.clone().prop_map(|count| Cadence::CountPerYear { count }),
        (1u32..=12, 1u32..=28).prop_map(|(month, day)| {
            let day = DayOfYear::parse(&format!("{month}-{day}")).expect("a day of every year");
            Cadence::ByDay { day }
        }),
        (small.clone(), small).prop_map(|(working_days, decision_working_days)| Cadence::AfterEvent {
            working_days,
            decision_working_days
        }),
        Just(Cadence::RealTime),
        Just(Cadence::Promptly),
        Just(Cadence::WhenNeeded),
        Just(Cadence::PerTopic),
    ]
}

/// A cadence, now and then with a release calendar, which not every one takes.
fn rhythm() -> impl Strategy<Value = (Cadence, Option<Releases>)> {
    let days = prop::collection::btree_set((1u32..=12, 1u32..=28), 1..=12).prop_map(|days| {
        let day = |(month, day)| DayOfYear::parse(&format!("{month}-{day}")).expect("a day of every year");
        Releases::of(days.into_iter().map(day).collect()).expect("days in their order")
    });
    let monthly = (1u16..=12).prop_map(|months| Cadence::Months { months });
    prop_oneof![
        4 => (cadence(), prop::option::weighted(0.1, days.clone())),
        1 => (monthly, days.prop_map(Some)),
    ]
}

/// Texts with what a TOML writer can get wrong: quotes, backslashes, line breaks, control characters.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "[ -~]{0,12}", "\\PC{0,12}", "[\"\\\\\n\r\t\u{0}-\u{1f}#\\]=隆安]{0,12}"]
}

fn row() -> impl Strategy<Value = RowDraft> {
    let modes = subsequence(AssuranceMode::ALL.to_vec(), 0..=3);
    let parties = || prop::collection::vec(any::<Index>(), 0..4);
    let link = prop::option::weighted(0.3, prop_oneof![Just("https://example.gov.cn/a?b=c".to_owned()), text()]);
    let signing = prop::sample::select(Signing::ALL.to_vec());
    let mirrors = prop::option::weighted(0.1, any::<Index>());
    let terms = (prop::option::of(term()), prop::option::of(term()));
    (rhythm(), terms, modes, parties(), parties(), text(), link, mirrors, signing).prop_map(
        |((cadence, releases), (floor, event_term), modes, leads, responsible, text, link, mirrors, signing)| {
            RowDraft { cadence, releases, floor, event_term, modes, leads, responsible, text, link, mirrors, signing }
        },
    )
}

fn term() -> impl Strategy<Value = Term> {
    let count = 0u16..1200;
    prop_oneof![
        count.clone().prop_map(Term::WorkingDays),
        count.clone().prop_map(Term::Days),
        count.prop_map(Term::Months),
    ]
}

fn kind() -> impl Strategy<Value = ColumnKind> {
    prop::sample::select(ColumnKind::ALL.to_vec())
}

fn attempt() -> impl Strategy<Value = Attempt> {
    let at = any::<Index>;
    let maybe = || prop::option::weighted(0.9, any::<Index>());
    prop_oneof![
        (maybe(), text(), any::<bool>(), row()).prop_map(|(parent, name, group, row)| Attempt::Add {
            parent,
            name,
            group,
            row
        }),
        (at(), text()).prop_map(|(at, name)| Attempt::Rename { at, name }),
        (at(), prop::option::of(text()), kind(), any::<bool>(), text())
            .prop_map(|(at, alias, kind, assessed, summary)| Attempt::Describe { at, alias, kind, assessed, summary }),
        (at(), maybe(), prop::option::of(any::<Index>())).prop_map(|(at, parent, before)| Attempt::Move {
            at,
            parent,
            before
        }),
        (at(), row()).prop_map(|(at, row)| Attempt::Row { at, row }),
        at().prop_map(|at| Attempt::Retire { at }),
    ]
}

fn pick(plan: &Plan, at: Index) -> ColumnCode {
    at.get(&plan.columns).code.clone()
}

fn resolve_row(plan: &Plan, draft: &RowDraft) -> PlanRow {
    let parties: Vec<Party> = plan
        .units
        .iter()
        .map(|u| Party::Unit(u.code.clone()))
        .chain(plan.groups.iter().map(|g| Party::Group(g.code.clone())))
        .collect();
    let chosen = |indices: &[Index]| indices.iter().map(|i| i.get(&parties).clone()).collect();
    PlanRow {
        owed_since: None,
        owing_since: BTreeMap::new(),
        number: String::new(),
        modes: draft.modes.clone(),
        cadence: draft.cadence,
        releases: draft.releases.clone(),
        floor: draft.floor,
        event_term: draft.event_term,
        leads: chosen(&draft.leads),
        responsible: chosen(&draft.responsible),
        requirement: draft.text.clone(),
        remark: draft.text.clone(),
        link: draft.link.clone(),
        mirrors: draft.mirrors.map(|m| pick(plan, m)),
        signing: draft.signing,
    }
}

fn resolve(plan: &Plan, attempt: &Attempt, step: usize) -> ColumnEdit {
    match attempt {
        Attempt::Add { parent, name, group, row } => ColumnEdit::Add(Box::new(Column {
            code: ColumnCode::parse(&format!("added-{step}")).expect("a code"),
            name: name.clone(),
            alias: None,
            parent: parent.map(|p| pick(plan, p)),
            kind: if *group { ColumnKind::Group } else { ColumnKind::Articles },
            assessed: false,
            summary: row.text.clone(),
            life_events: Vec::new(),
            counts_as: None,
            row: (!group).then(|| resolve_row(plan, row)),
            retired_on: None,
        })),
        Attempt::Rename { at, name } => ColumnEdit::Rename { code: pick(plan, *at), name: name.clone() },
        Attempt::Describe { at, alias, kind, assessed, summary } => ColumnEdit::Describe {
            code: pick(plan, *at),
            alias: alias.clone(),
            kind: *kind,
            assessed: *assessed,
            summary: summary.clone(),
        },
        Attempt::Move { at, parent, before } => ColumnEdit::Move {
            code: pick(plan, *at),
            parent: parent.map(|p| pick(plan, p)),
            before: before.map(|b| pick(plan, b)),
        },
        Attempt::Row { at, row } => ColumnEdit::Row { code: pick(plan, *at), row: Box::new(resolve_row(plan, row)) },
        Attempt::Retire { at } => ColumnEdit::Retire { code: pick(plan, *at) },
    }
}

/// The columns that have items: those whose position is in `full`.
fn with_items(plan: &Plan, full: &BTreeSet<usize>) -> BTreeSet<ColumnCode> {
    let columns = plan.columns.iter().enumerate().filter(|(_, c)| c.row.is_some());
    columns.filter(|(i, _)| full.contains(i)).map(|(_, c)| c.code.clone()).collect()
}

/// The plan after the attempts, those left out that are refused.
fn after(attempts: &[Attempt], items: &BTreeSet<ColumnCode>) -> Plan {
    let mut plan = LONGAN.clone();
    for (step, attempt) in attempts.iter().enumerate() {
        if plan.columns.is_empty() {
            break;
        }
        if let Ok(edited) = plan.edited(&resolve(&plan, attempt, step), items, day()) {
            plan = edited;
        }
    }
    plan
}

/// The plan without the units and groups that nothing in it names, as a county would tidy it; `heir` then goes by
/// the name of the first unit that is gone.
fn tidied(mut plan: Plan, heir: Index) -> Plan {
    let rows = || plan.columns.iter().filter_map(|c| c.row.as_ref());
    let parties: BTreeSet<Party> = rows().flat_map(|r| r.leads.iter().chain(&r.responsible).cloned()).collect();
    plan.groups.retain(|g| parties.contains(&Party::Group(g.code.clone())));
    let listed: BTreeSet<_> = plan
        .groups
        .iter()
        .filter_map(|g| if let GroupMembers::Units(units) = &g.members { Some(units) } else { None })
        .flatten()
        .cloned()
        .collect();
    let named = |u: &Unit| parties.contains(&Party::Unit(u.code.clone())) || listed.contains(&u.code);
    let heirs: BTreeSet<_> =
        plan.units.iter().filter(|u| named(u)).filter_map(|u| Some(u.successor.as_ref()?.unit.clone())).collect();
    let (kept, gone): (Vec<_>, Vec<_>) = plan.units.into_iter().partition(|u| named(u) || heirs.contains(&u.code));
    plan.units = kept;
    if let Some(gone) = gone.first().filter(|_| !plan.units.is_empty()) {
        let at = heir.index(plan.units.len());
        plan.units[at].aliases.push(gone.name.clone());
    }
    plan
}

fn attempts() -> impl Strategy<Value = Vec<Attempt>> {
    prop::collection::vec(attempt(), 1..12)
}

fn full() -> impl Strategy<Value = BTreeSet<usize>> {
    prop::collection::btree_set(0usize..90, 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn an_edited_plan_is_faultless_and_survives_its_file(attempts in attempts(), full in full()) {
        let items = with_items(&LONGAN, &full);
        let plan = after(&attempts, &items);
        prop_assert_eq!(plan.faults(), Vec::<String>::new());
        prop_assert_eq!(Plan::from_toml(&plan.to_toml()), Ok(plan.clone()));
        let json = serde_json::to_string(&plan).expect("JSON");
        prop_assert_eq!(serde_json::from_str::<Plan>(&json).expect("JSON"), plan);
    }

    #[test]
    fn edits_never_lose_a_column_with_items(attempts in attempts(), full in full()) {
        let items = with_items(&LONGAN, &full);
        let plan = after(&attempts, &items);
        for code in &items {
            prop_assert!(plan.column(code).is_some(), "{code}");
        }
    }

    #[test]
    fn a_difference_is_told_exactly_when_there_is_one(attempts in attempts(), full in full()) {
        let plan = after(&attempts, &with_items(&LONGAN, &full));
        let parties_sorted = |mut plan: Plan| {
            for row in plan.columns.iter_mut().filter_map(|c| c.row.as_mut()) {
                row.leads.sort();
                row.leads.dedup();
                row.responsible.sort();
                row.responsible.dedup();
            }
            plan
        };
        let same = parties_sorted(LONGAN.clone()) == parties_sorted(plan.clone());
        prop_assert_eq!(LONGAN.diff(&plan).is_empty(), same);
        prop_assert!(plan.diff(&plan).is_empty());
        prop_assert!(plan.rights_changes(&plan, day()).is_empty());
    }

    /// One plan after another that grew out of the same: with a deeper tree, more groups, units and parties.
    #[test]
    fn adopting_loses_nothing_and_stays_faultless(
        one in attempts(), other in attempts(), heir in any::<Index>(), full in full()
    ) {
        let older = after(&one, &with_items(&LONGAN, &full));
        let newer = tidied(after(&other, &BTreeSet::new()), heir);
        prop_assert_eq!(newer.faults(), Vec::<String>::new());
        let items = with_items(&older, &full);
        let adopted = older.adopt(newer.clone(), &items, day());
        prop_assert_eq!(adopted.faults(), Vec::<String>::new());
        for code in &items {
            prop_assert!(adopted.column(code).is_some(), "{code}");
        }
        for unit in &older.units {
            prop_assert!(adopted.unit(&unit.code).is_some(), "{}", unit.name);
        }
        let later = day().succ_opt().expect("a date");
        prop_assert_eq!(adopted.adopt(newer, &items, later), adopted.clone());
        prop_assert_eq!(Plan::from_toml(&adopted.to_toml()), Ok(adopted));
    }

    #[test]
    fn a_possible_cadence_survives_both_its_spellings(cadence in cadence()) {
        for spelling in [cadence.written(), cadence.label()] {
            prop_assert_eq!(Cadence::parse(&spelling).ok(), cadence.is_possible().then_some(cadence), "{}", spelling);
        }
    }

    /// Neither any text nor the shipped plan with any text inserted anywhere.
    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,40}", place in any::<Index>()) {
        let _faults = Plan::from_toml(&text);
        let shipped: Vec<char> = shipped_plan::LONGAN.chars().take(4000).collect();
        let (before, after) = shipped.split_at(place.index(shipped.len()));
        let slipped: String = before.iter().copied().chain(text.chars()).chain(after.iter().copied()).collect();
        let _faults = Plan::from_toml(&slipped);
    }
}
