//! What the columns' clocks say to an inspection, and whose loss it is.

use chrono::NaiveDate;
use domain::{
    assessment::{Amount, Decimal, Evidence, EvidenceQuery, Freshness, Measured, Measuring, Part},
    clock::Term,
    obligation::{Adjustments, Lateness, Side, State},
    plan::{Column, ColumnKind, PlanRow, UnitCode},
};

use super::content::before;
use crate::obligations::{ColumnStanding, Standings};

/// Whether [`measured`] answers.
pub(super) const fn is_about_columns(query: EvidenceQuery) -> bool {
    matches!(
        query,
        EvidenceQuery::StaleNews
            | EvidenceQuery::StaleDocuments
            | EvidenceQuery::StaleOthers
            | EvidenceQuery::OverdueColumns
            | EvidenceQuery::BlankColumns
            | EvidenceQuery::DaysSinceHomeChange
    )
}

/// `None` for a query that is not about columns.
pub(super) fn measured(
    query: EvidenceQuery,
    measuring: &Measuring,
    standings: &Standings,
    columns: &[ColumnStanding],
    on: NaiveDate,
) -> Option<Measured> {
    let found = |wanted: &dyn Fn(&PlanRow, &ColumnStanding) -> bool,
                 lateness: &dyn Fn(&ColumnStanding) -> Option<Lateness>| {
        let evidence = columns.iter().filter_map(|column| {
            let of_plan = standings.plan.plan.column(&column.code)?;
            let row = of_plan.row.as_ref()?;
            let is_found = holds_items(of_plan) && wanted(row, column);
            is_found.then(|| evidence(standings, column, of_plan, lateness(column)))
        });
        Some(Measured::found(evidence.collect()))
    };
    let of_state =
        |state: State| found(&|_, column| column.standing.state == state, &|column| column.standing.lateness);
    // The inspection has a term of its own for each class, whatever the county has set itself.
    let stale = |class: Freshness, term: Amount| {
        let first = before(on, term);
        found(
            &|row, column| freshness(row) == class && column.newest_on().is_some_and(|newest| newest < first),
            &|column| since_stale(standings, column, term, on),
        )
    };
    match query {
        EvidenceQuery::StaleNews => stale(Freshness::News, measuring.news.value),
        EvidenceQuery::StaleDocuments => stale(Freshness::Documents, measuring.documents.value),
        EvidenceQuery::StaleOthers => stale(Freshness::Others, measuring.others.value),
        EvidenceQuery::OverdueColumns => of_state(State::Overdue),
        EvidenceQuery::BlankColumns => of_state(State::Blank),
        EvidenceQuery::DaysSinceHomeChange => Some(since_home_change(standings, on)),
        _ => None,
    }
}

/// Links and functions have no items by nature; a mirror shows what another column owes.
pub(super) fn holds_items(column: &Column) -> bool {
    column.kind.holds_items() && column.kind != ColumnKind::Mirror
}

/// The class of the national inspection, as the plan's backstop has it (`domain.md` §10.2).
pub(super) fn freshness(row: &PlanRow) -> Freshness {
    match row.floor {
        Some(Term::Days(days)) if days <= 14 => Freshness::News,
        Some(Term::Months(months)) if months <= 6 => Freshness::Documents,
        _ => Freshness::Others,
    }
}

/// Whose the days are by which a column is over the term of an inspection.
fn since_stale(standings: &Standings, column: &ColumnStanding, term: Amount, on: NaiveDate) -> Option<Lateness> {
    let newest = column.newest_on()?;
    let due = newest.iter_days().take_while(|day| before(*day, term) <= newest).last()?;
    let calendar = standings.calendar.of(standings.plan.duties(&column.code));
    Lateness::divided((newest, due), &column.handovers, &Adjustments::default(), calendar, on)
}

/// `lateness`: whose the days are for which it has lasted, where days are counted.
fn evidence(standings: &Standings, column: &ColumnStanding, of_plan: &Column, lateness: Option<Lateness>) -> Evidence {
    let standing = &column.standing;
    let name = &of_plan.name;
    let what = match (standing.state, standing.due, column.newest_on()) {
        (State::Blank, ..) => format!("“{name}”没有任何信息"),
        (State::Overdue, Some(due), _) => format!("“{name}”应于 {due} 前更新，自 {} 起逾期", standing.since),
        (_, _, Some(newest)) => format!("“{name}”最近一次更新在 {newest}"),
        (..) => format!("“{name}”自 {} 起没有更新", standing.since),
    };
    let evidence = Evidence {
        address: Some(format!("/c/{}", column.code)),
        seen_at: Some(standings.at),
        ..Evidence::of(column.code.as_str(), what)
    }
    .answered_for(Some(column.code.clone()), loser(standings, column, standing.with));
    divided(evidence, standings, column, lateness)
}

/// The loss divided by the days of each side, with a word of those of the lead unit.
pub(super) fn divided(
    mut evidence: Evidence,
    standings: &Standings,
    owed: &ColumnStanding,
    lateness: Option<Lateness>,
) -> Evidence {
    let Some(lateness) = lateness else { return evidence };
    let Lateness { unit_days, lead_days, .. } = lateness;
    if lead_days > 0 {
        evidence.what += &format!("；其中 {unit_days} 个工作日在保障单位，{lead_days} 个工作日在牵头单位");
    }
    evidence.divided(parts(standings, owed, lateness))
}

/// The days of each side under the unit whose loss they are.
fn parts(standings: &Standings, column: &ColumnStanding, lateness: Lateness) -> Vec<Part> {
    let Lateness { unit_days, lead_days, .. } = lateness;
    let of = |side: Side, days: u32| loser(standings, column, side).map(|unit| Part { unit, days });
    let (unit, lead) = (of(Side::Unit, unit_days), of(Side::Lead, lead_days));
    match (unit, lead) {
        (Some(unit), Some(lead)) if unit.unit == lead.unit => vec![Part { days: unit_days + lead_days, ..unit }],
        (unit, lead) => unit.into_iter().chain(lead).collect(),
    }
}

/// The one unit whose loss it is while what the column waits for is with `side`: the only one that answers for it then, or
/// the one that the plan names first of those that lead; where all of them sign and that one has signed, another that has not.
pub(super) fn loser(standings: &Standings, column: &ColumnStanding, side: Side) -> Option<UnitCode> {
    let mut answering = standings.answering_with(column, side);
    let first_lead = standings.plan.duties(&column.code)?.first_lead.clone();
    let has_signed = |lead: &UnitCode| side == Side::Lead && !answering.contains(lead);
    match answering.len() {
        1 => answering.pop_first(),
        _ if first_lead.as_ref().is_some_and(has_signed) => answering.pop_first(),
        _ => first_lead,
    }
}

/// The home page shows what is new in every column: it changed when any of them did.
fn since_home_change(standings: &Standings, on: NaiveDate) -> Measured {
    let plan = &standings.plan.plan;
    let last = standings.columns.iter().filter_map(|column| {
        let duty = plan.duty(plan.column(&column.code)?)?;
        if duty.is_probed() { None } else { column.newest_on() }
    });
    let last = last.max().unwrap_or_else(|| plan.first_owed_day());
    let days = u32::try_from((on - last).num_days()).unwrap_or(0);
    let evidence = Evidence {
        address: Some("/".into()),
        seen_at: Some(standings.at),
        amount: Decimal::whole(days),
        ..Evidence::of("/", format!("首页最近一次更新在 {last}"))
    };
    Measured::found(vec![evidence])
}
