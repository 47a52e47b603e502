//! 模拟: what would follow if the columns that are next to go did go.

use domain::{
    assessment::{Supposition, VetoState, score, what_if},
    desk::assessment::{MOST_SUPPOSED, Simulated},
    obligation::State,
};

use super::{
    columns::{freshness, holds_items, loser},
    measuring::Assessed,
};
use crate::obligations::ColumnStanding;

/// `None` when nothing is supposed.
pub(super) fn simulated(assessed: &Assessed, stale: u16, blank: u16) -> Option<Simulated> {
    let (stale, blank) = (usize::from(stale.min(MOST_SUPPOSED)), usize::from(blank.min(MOST_SUPPOSED)));
    if stale + blank == 0 {
        return None;
    }
    let standings = &assessed.standings;
    let of_plan = |column: &ColumnStanding| standings.plan.plan.column(&column.code);
    // What is out of date or blank already counts as it is.
    let mut next: Vec<&ColumnStanding> = standings
        .columns
        .iter()
        .filter(|column| matches!(column.standing.state, State::Normal | State::DueSoon))
        .filter(|column| of_plan(column).is_some_and(|plan| plan.row.is_some() && holds_items(plan)))
        .collect();
    // Those without a day of their own come last.
    next.sort_by_key(|column| (column.standing.due.is_none(), column.standing.due, column.code.clone()));
    let mut names = Vec::new();
    let mut suppositions = Vec::new();
    for (place, column) in next.into_iter().take(stale + blank).enumerate() {
        let Some((plan, row)) = of_plan(column).and_then(|plan| Some((plan, plan.row.as_ref()?))) else { continue };
        let (code, unit) = (column.code.clone(), loser(standings, column, column.standing.with));
        let (word, supposition) = if place < stale {
            ("逾期", Supposition::GoesStale { column: code, unit, class: freshness(row) })
        } else {
            ("空白", Supposition::GoesBlank { column: code, unit })
        };
        names.push(format!("{}（{word}）", plan.name));
        suppositions.push(supposition);
    }
    let then = score(&assessed.rules, &what_if(assessed.measures.clone(), &suppositions), &assessed.judgements);
    let alarms = then.vetoes.iter().filter(|veto| matches!(veto.state, VetoState::Hit | VetoState::Near));
    let vetoes =
        alarms.map(|veto| format!("{}（{}）：{}，{}", veto.item, veto.state.label(), veto.name, veto.sentence));
    Some(Simulated { columns: names, points: then.points, grade: then.grade, vetoes: vetoes.collect() })
}
