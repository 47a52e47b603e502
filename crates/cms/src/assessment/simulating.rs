//! 模拟: what would follow if the columns that are next to go did go, and if veto conditions came to other values.

use chrono::NaiveDate;
use domain::{
    assessment::{Counting, Decimal, EvidenceQuery, Freshness, Supposition, Veto, VetoState, score, what_if},
    desk::{
        FieldFault,
        assessment::{AssessmentAsk, MOST_SUPPOSED, Simulated, SupposedVeto, supposed_field},
    },
    plan::Column,
};

use super::{
    columns::{freshness, is_inspected, is_stale, last_fresh_day, loser, term_of},
    measuring::Assessed,
};
use crate::obligations::ColumnStanding;

/// `None` when nothing is supposed; and what cannot be.
pub(super) fn simulated(assessed: &Assessed, ask: &AssessmentAsk) -> (Option<Simulated>, Vec<FieldFault>) {
    let (mut suppositions, names) = columns(assessed, ask);
    let (mut of_vetoes, mut faults) = (Vec::new(), Vec::new());
    let mut judgements = assessed.judgements.clone();
    for (veto, text) in typed(assessed, ask) {
        match value(veto, text) {
            Ok(value) => {
                suppositions.extend(veto.supposed(value));
                // What a person found would win over the value.
                judgements = judgements.without(&veto.code);
                of_vetoes.push(&veto.code);
            }
            Err(message) => faults.push(FieldFault::new(&supposed_field(&veto.code), message)),
        }
    }
    if suppositions.is_empty() {
        return (None, faults);
    }
    let then = score(&assessed.rules, &what_if(assessed.measures.clone(), &suppositions), &judgements);
    let alarms = then.vetoes.iter().filter(|veto| matches!(veto.state, VetoState::Hit | VetoState::Near));
    let vetoes = alarms
        .map(|veto| format!("{}（{}）：{}，{}", veto.item, veto.state.label(), veto.name, veto.sentence))
        .collect();
    let supposed = then.vetoes.iter().filter(|veto| of_vetoes.contains(&&veto.code));
    let supposed = supposed.map(|veto| SupposedVeto {
        code: veto.code.clone(),
        state: veto.state,
        sentence: veto.sentence.clone(),
    });
    let supposed = supposed.collect();
    (Some(Simulated { columns: names, points: then.points, grade: then.grade, vetoes, supposed }), faults)
}

/// A column that is neither out of date nor blank.
struct Next<'a> {
    /// The last day on which it is in time, by the term of its class; `None` of a column that no term makes out of date.
    ends: Option<(NaiveDate, Freshness)>,
    column: &'a ColumnStanding,
    plan: &'a Column,
}

impl<'a> Next<'a> {
    /// By the terms of the inspection; `None` of what is out of date or blank already, and counts as it is.
    fn of(assessed: &'a Assessed, column: &'a ColumnStanding) -> Option<Self> {
        let Assessed { standings, rules, .. } = assessed;
        let plan = standings.plan.plan.column(&column.code).filter(|plan| is_inspected(plan, standings.today))?;
        let newest = column.newest_on()?;
        let ends = match freshness(plan) {
            None => None,
            Some(class) => {
                let term = term_of(&rules.measuring, class);
                let is_fresh = !is_stale(newest, term, standings.today);
                Some((last_fresh_day(newest, term).filter(|_| is_fresh)?, class))
            }
        };
        Some(Self { ends, column, plan })
    }
}

/// The columns next to go, and their names.
fn columns(assessed: &Assessed, ask: &AssessmentAsk) -> (Vec<Supposition>, Vec<String>) {
    let [stale, blank] = [ask.stale, ask.blank].map(|count| usize::from(count.min(MOST_SUPPOSED)));
    let standings = &assessed.standings;
    let mut next: Vec<Next<'_>> = standings.columns.iter().filter_map(|column| Next::of(assessed, column)).collect();
    next.sort_by_key(|next| (next.ends.is_none(), next.ends.map(|(last, _)| last), next.column.code.clone()));
    // What never goes stale comes last; it may only go blank.
    let stale = next.iter().filter(|next| next.ends.is_some()).count().min(stale);
    let mut names = Vec::new();
    let mut suppositions = Vec::new();
    for (place, Next { ends, column, plan }) in next.into_iter().take(stale + blank).enumerate() {
        let (code, unit) = (column.code.clone(), loser(standings, column, column.standing.with));
        let (word, supposition) = match ends.filter(|_| place < stale) {
            Some((_, class)) => ("逾期", Supposition::GoesStale { column: code, unit, class }),
            None => ("空白", Supposition::GoesBlank { column: code, unit }),
        };
        names.push(format!("{}（{word}）", plan.name));
        suppositions.push(supposition);
    }
    (suppositions, names)
}

/// The measured conditions of this rule set of which something was typed.
fn typed<'a>(assessed: &'a Assessed, ask: &'a AssessmentAsk) -> impl Iterator<Item = (&'a Veto, &'a str)> {
    let measured = assessed.rules.vetoes.iter().filter(|veto| !veto.basis.measurements().is_empty());
    measured.filter_map(move |veto| {
        let (_, text) = ask.supposed.iter().find(|(code, _)| *code == veto.code)?;
        Some((veto, text.trim())).filter(|(_, text)| !text.is_empty())
    })
}

fn value(veto: &Veto, text: &str) -> Result<Decimal, &'static str> {
    let is_share = veto.basis.query().map(EvidenceQuery::counting) == Some(Counting::Share);
    match text.parse::<Decimal>() {
        Ok(value) if value < Decimal::ZERO => Err("请填写不小于零的数字"),
        Ok(value) if is_share && value > Decimal::whole(100) => Err("占比请填写 0 至 100"),
        Ok(value) if !is_share && !value.is_whole() => Err("请填写整数"),
        Ok(value) => Ok(value),
        Err(_) => Err("请填写数字，如 12"),
    }
}
