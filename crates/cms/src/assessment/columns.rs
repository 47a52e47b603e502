//! What the columns' clocks say to an inspection.

use chrono::NaiveDate;
use domain::{
    assessment::{Amount, Decimal, Evidence, EvidenceQuery, Freshness, Measured, Measuring},
    clock::Term,
    obligation::{Duty, State},
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
    let found = |wanted: &dyn Fn(&PlanRow, &ColumnStanding) -> bool| {
        let evidence = columns.iter().filter_map(|column| {
            let of_plan = standings.plan.plan.column(&column.code)?;
            let row = of_plan.row.as_ref()?;
            (holds_items(of_plan) && wanted(row, column)).then(|| evidence(standings, column, of_plan))
        });
        Some(Measured::found(evidence.collect()))
    };
    // The inspection has a term of its own for each class, whatever the county has set itself.
    let stale = |class: Freshness, term: Amount| {
        let first = before(on, term);
        found(&|row, column| freshness(row) == class && column.newest_on().is_some_and(|newest| newest < first))
    };
    match query {
        EvidenceQuery::StaleNews => stale(Freshness::News, measuring.news.value),
        EvidenceQuery::StaleDocuments => stale(Freshness::Documents, measuring.documents.value),
        EvidenceQuery::StaleOthers => stale(Freshness::Others, measuring.others.value),
        EvidenceQuery::OverdueColumns => found(&|_, column| column.standing.state == State::Overdue),
        EvidenceQuery::BlankColumns => found(&|_, column| column.standing.state == State::Blank),
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

fn evidence(standings: &Standings, column: &ColumnStanding, of_plan: &Column) -> Evidence {
    let standing = &column.standing;
    let name = &of_plan.name;
    let what = match (standing.state, standing.due, column.newest_on()) {
        (State::Blank, ..) => format!("“{name}”没有任何信息"),
        (State::Overdue, Some(due), _) => format!("“{name}”应于 {due} 前更新，自 {} 起逾期", standing.since),
        (_, _, Some(newest)) => format!("“{name}”最近一次更新在 {newest}"),
        (..) => format!("“{name}”自 {} 起没有更新", standing.since),
    };
    Evidence {
        address: Some(format!("/c/{}", column.code)),
        seen_at: Some(standings.at),
        ..Evidence::of(column.code.as_str(), what)
    }
    .answered_for(Some(column.code.clone()), answering(standings, column))
}

/// The one unit whose loss it is: the unit of the item that set the state, the only unit that writes, or the first that
/// leads.
pub(super) fn answering(standings: &Standings, column: &ColumnStanding) -> Option<UnitCode> {
    let duties = standings.plan.duties(&column.code)?;
    let only = (duties.responsible.len() == 1).then(|| duties.responsible.first().cloned()).flatten();
    column.open_of.clone().or(only).or_else(|| duties.leads.first().cloned())
}

/// The home page shows what is new in every column: it changed when any of them did.
fn since_home_change(standings: &Standings, on: NaiveDate) -> Measured {
    let plan = &standings.plan.plan;
    let last = standings.columns.iter().filter_map(|column| {
        let of_plan = plan.column(&column.code)?;
        let row = of_plan.row.as_ref()?;
        let duty = Duty { column: of_plan, row, owed_since: plan.effective_on };
        if duty.is_probed() { None } else { column.newest_on() }
    });
    let last = last.max().unwrap_or(plan.effective_on);
    let days = u32::try_from((on - last).num_days()).unwrap_or(0);
    let evidence = Evidence {
        address: Some("/".into()),
        seen_at: Some(standings.at),
        amount: Decimal::whole(days),
        ..Evidence::of("/", format!("首页最近一次更新在 {last}"))
    };
    Measured::found(vec![evidence])
}
