//! What the columns' clocks say to an inspection, and whose loss it is.

use chrono::NaiveDate;
use domain::{
    assessment::{Amount, Decimal, Evidence, EvidenceQuery, Freshness, Measured, Measuring, Part},
    clock::Term,
    obligation::{Adjustments, Lateness, Side},
    plan::{Cadence, Column, ColumnKind, CountsAs, UnitCode},
};

use super::content::before;
use crate::obligations::{ColumnStanding, Standings};

/// What is said of a column that is found, and whose the days are for which it has lasted.
type Found = (String, Option<Lateness>);

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
pub(super) fn measured(query: EvidenceQuery, measuring: &Measuring, standings: &Standings) -> Option<Measured> {
    let on = standings.today;
    let found = |says: &dyn Fn(&Column, &ColumnStanding) -> Option<Found>| {
        let evidence = standings.columns.iter().filter_map(|column| {
            let of_plan = standings.plan.plan.column(&column.code).filter(|of_plan| is_inspected(of_plan, on))?;
            let (what, lateness) = says(of_plan, column)?;
            Some(evidence(standings, column, what, lateness))
        });
        Some(Measured::found(evidence.collect()))
    };
    // The inspection has a term of its own for each class, whatever the county has set itself.
    let stale = |classes: &[Freshness]| {
        found(&|of_plan, column| {
            let class = freshness(of_plan)?;
            let (newest, term) = (column.newest_on()?, term_of(measuring, class));
            let is_found = classes.contains(&class) && is_stale(newest, term, on);
            let what = || format!("“{}”最近一次更新在 {newest}，超过{term}", of_plan.name);
            is_found.then(|| (what(), since_stale(standings, column, (newest, term))))
        })
    };
    match query {
        EvidenceQuery::StaleNews => stale(&[Freshness::News]),
        EvidenceQuery::StaleDocuments => stale(&[Freshness::Documents]),
        EvidenceQuery::StaleOthers => stale(&[Freshness::Others]),
        // A column has one class at most, so each is found once.
        EvidenceQuery::OverdueColumns => stale(&Freshness::ALL),
        EvidenceQuery::BlankColumns => found(&|of_plan, column| {
            // Owed on a day that is past or today: what the county has excused is as empty to an inspection.
            let is_owed = standings.plan.plan.duty(of_plan)?.owed_since <= on;
            let what = || format!("“{}”没有任何信息", of_plan.name);
            (is_owed && column.newest.is_none()).then(|| (what(), column.standing.lateness))
        }),
        EvidenceQuery::DaysSinceHomeChange => Some(since_home_change(standings)),
        _ => None,
    }
}

/// Links and functions have no items by nature; a mirror shows what another column owes; what has become history stays as it
/// is (2015年普查问答: 历史性工作专题栏目除外).
pub(super) fn is_inspected(column: &Column, on: NaiveDate) -> bool {
    column.kind.holds_items() && column.kind != ColumnKind::Mirror && !column.is_history_on(on)
}

/// The class of the national inspection (单项否决 V4): 通知公告、政策文件 are what the plan says they are, whatever its backstop,
/// 动态要闻 what it wants every two weeks, and all else is of the rest, 政策解读 and monthly figures too. `None` where no age is a
/// fault: of what is owed after each event or when there is need alone, which is no less complete after a year without one; and
/// of a page of accounts, whose own updates count (`accounts-stale`), not the day on which one was entered here.
pub(super) fn freshness(column: &Column) -> Option<Freshness> {
    let row = column.row.as_ref().filter(|_| column.kind != ColumnKind::Accounts)?;
    match row.floor {
        None if matches!(row.cadence, Cadence::AfterEvent { .. } | Cadence::Promptly | Cadence::WhenNeeded) => None,
        _ if column.kind == ColumnKind::Documents || column.counts_as == Some(CountsAs::Notices) => {
            Some(Freshness::Documents)
        }
        Some(Term::Days(days)) if days <= 14 => Some(Freshness::News),
        _ => Some(Freshness::Others),
    }
}

/// How old what is newest in a column of the class may be.
pub(super) const fn term_of(measuring: &Measuring, class: Freshness) -> Amount {
    match class {
        Freshness::News => measuring.news.value,
        Freshness::Documents => measuring.documents.value,
        Freshness::Others => measuring.others.value,
    }
}

/// Whether a column whose newest item is of `newest` is out of date on `on`.
pub(super) fn is_stale(newest: NaiveDate, term: Amount, on: NaiveDate) -> bool {
    newest < before(on, term)
}

/// The last day on which it is not.
pub(super) fn last_fresh_day(newest: NaiveDate, term: Amount) -> Option<NaiveDate> {
    newest.iter_days().take_while(|day| !is_stale(newest, term, *day)).last()
}

/// Whose the days are by which a column is over the term of an inspection.
fn since_stale(
    standings: &Standings,
    column: &ColumnStanding,
    (newest, term): (NaiveDate, Amount),
) -> Option<Lateness> {
    let due = last_fresh_day(newest, term)?;
    let calendar = standings.calendar.of(standings.plan.duties(&column.code));
    Lateness::divided((newest, due), &column.handovers, &Adjustments::default(), calendar, standings.today)
}

/// `lateness`: whose the days are for which it has lasted, where days are counted.
fn evidence(standings: &Standings, column: &ColumnStanding, what: String, lateness: Option<Lateness>) -> Evidence {
    let evidence = Evidence {
        address: Some(format!("/c/{}", column.code)),
        seen_at: Some(standings.at),
        ..Evidence::of(column.code.as_str(), what)
    }
    .answered_for(Some(column.code.clone()), loser(standings, column, column.standing.with));
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

/// The home page shows what became public in every column: it changed when anything did in any of them. A new text for what
/// was public before moves nothing there, also where it renews its column.
fn since_home_change(standings: &Standings) -> Measured {
    let plan = &standings.plan.plan;
    let last = standings.columns.iter().filter_map(|column| {
        let duty = plan.duty(plan.column(&column.code)?)?;
        if duty.is_probed() { None } else { column.published_on }
    });
    let last = last.max().unwrap_or_else(|| plan.first_owed_day());
    let days = u32::try_from((standings.today - last).num_days()).unwrap_or(0);
    let evidence = Evidence {
        address: Some("/".into()),
        seen_at: Some(standings.at),
        amount: Decimal::whole(days),
        ..Evidence::of("/", format!("首页最近一次更新在 {last}"))
    };
    Measured::found(vec![evidence])
}
