//! What the columns' clocks say to an inspection.

use chrono::NaiveDate;
use domain::{
    assessment::{Decimal, Evidence, EvidenceQuery, Freshness, Measured},
    clock::Term,
    obligation::{Duty, State},
    plan::{Column, ColumnKind, PlanRow, UnitCode},
};

use crate::obligations::{ColumnStanding, Standings};

/// `None` for a query that is not about columns.
pub(super) fn measured(
    query: EvidenceQuery,
    standings: &Standings,
    columns: &[ColumnStanding],
    on: NaiveDate,
) -> Option<Measured> {
    let found = |wanted: &dyn Fn(&Column, &PlanRow, State) -> bool| {
        let evidence = columns.iter().filter_map(|column| {
            let of_plan = standings.plan.plan.column(&column.code)?;
            let row = of_plan.row.as_ref()?;
            let wanted = holds_items(of_plan) && wanted(of_plan, row, column.standing.state);
            wanted.then(|| evidence(standings, column, of_plan))
        });
        Some(Measured::found(evidence.collect()))
    };
    let overdue_of = |class: Freshness| found(&|_, row, state| state == State::Overdue && freshness(row) == class);
    match query {
        EvidenceQuery::StaleNews => overdue_of(Freshness::News),
        EvidenceQuery::StaleDocuments => overdue_of(Freshness::Documents),
        EvidenceQuery::StaleOthers => overdue_of(Freshness::Others),
        EvidenceQuery::OverdueColumns => found(&|_, _, state| state == State::Overdue),
        EvidenceQuery::BlankColumns => found(&|_, _, state| state == State::Blank),
        EvidenceQuery::DaysSinceHomeChange => Some(since_home_change(standings, on)),
        _ => None,
    }
}

/// Links and functions have no items by nature; a mirror shows what another column owes.
fn holds_items(column: &Column) -> bool {
    column.kind.holds_items() && column.kind != ColumnKind::Mirror
}

/// The class of the national inspection, as the plan's backstop has it (`domain.md` §10.2).
fn freshness(row: &PlanRow) -> Freshness {
    match row.floor {
        Some(Term::Days(days)) if days <= 14 => Freshness::News,
        Some(Term::Months(months)) if months <= 6 => Freshness::Documents,
        _ => Freshness::Others,
    }
}

fn evidence(standings: &Standings, column: &ColumnStanding, of_plan: &Column) -> Evidence {
    let standing = &column.standing;
    let what = match (standing.state, standing.due) {
        (State::Blank, _) => format!("“{}”没有任何信息", of_plan.name),
        (_, Some(due)) => format!("“{}”应于 {due} 前更新，自 {} 起逾期", of_plan.name, standing.since),
        (_, None) => format!("“{}”自 {} 起逾期", of_plan.name, standing.since),
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
fn answering(standings: &Standings, column: &ColumnStanding) -> Option<UnitCode> {
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
        if duty.is_probed() { None } else { column.newest_on }
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
