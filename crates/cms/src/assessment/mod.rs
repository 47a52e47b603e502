//! 考核自查: what the inspections count, measured over the county's own data, and the score that follows. What nothing
//! measures yet stays 未测 until a person judges it. A score is frozen with all that it rests on, signed by a second
//! person, and disputed by the units.

mod appealing;
mod channels;
mod columns;
mod content;
mod directory;
mod freezing;
mod held;
mod home_visits;
mod judging;
mod kinds;
mod lateness;
mod measuring;
mod noticed;
mod patrol;
mod report;
mod simulating;
mod site;
mod telling;
mod terms;

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use domain::{
    account::Actor,
    assessment::{Decimal, KnownRuleSet, Loss, Measurement, RuleSet, RuleSets, VetoState, shipped, ways_back},
    desk::{
        assessment::{AssessmentAsk, AssessmentSheet, Differences, Forecast, PartLine, PartSheet},
        board::UnitName,
    },
    permission::{Action, Refusal, Target, may},
    plan::{InForce, UnitCode},
};

use crate::{Cms, Ctx, Error, Result};
use measuring::Assessed;

impl Cms {
    /// The county's score under a rule set on a day. Whoever answers for one unit sees the evidence of that unit and of
    /// nobody's; points are the county's for all.
    pub async fn assessment(&self, ctx: &Ctx, ask: &AssessmentAsk) -> Result<AssessmentSheet> {
        let actor = ctx.actor()?;
        may(actor, Action::ReadBoard, Target::Desk)?;
        let known = self.rule_set(&ask.rules)?;
        let (assessed, mut faults) = match self.assessed(known.rules.clone(), ask.at).await {
            // A day of which there is no score is told beside its field, and today is shown.
            Err(Error::Invalid(faults)) => (self.assessed(known.rules.clone(), None).await?, faults),
            assessed => (assessed?, Vec::new()),
        };
        let is_today = assessed.standings.today == self.today();
        let plan = &assessed.standings.plan;
        let units = units_seen_by(actor, plan);
        let sees_all = sees_all(actor, plan);

        let part = part(actor, plan, &assessed, ask)?;
        let (simulated, not_supposed) = simulating::simulated(&assessed, ask);
        faults.extend(not_supposed);
        let forecast = if is_today { Some(self.forecast_of_the_year(&assessed).await?) } else { None };
        let mut by_unit: Vec<_> =
            assessed.score.by_unit().into_iter().filter(|(_, points)| points.is_positive()).collect();
        by_unit.sort_by_key(|(_, points)| std::cmp::Reverse(*points));
        let named = |unit| UnitName { name: plan.unit_name(&unit).to_owned(), code: unit };
        let by_unit = by_unit.into_iter().map(|(unit, points)| (unit.map(named), points)).collect();
        let present: BTreeSet<&Measurement> = assessed.present_only.iter().collect();
        let rests_on_present = |measurements: &[Measurement]| measurements.iter().any(|m| present.contains(m));
        let of_tests = assessed.rules.tests().map(|(_, test)| (&test.code, &test.basis));
        let leaves = assessed.rules.vetoes.iter().map(|veto| (&veto.code, &veto.basis)).chain(of_tests);
        let present_leaves =
            leaves.filter(|(_, basis)| rests_on_present(basis.measurements())).map(|(code, _)| code.clone()).collect();
        let judged = self.judged_lines(actor, &assessed).await?;
        // A judgement counts from the day on which it is made.
        let may_judge = is_today && may(actor, Action::JudgeLeaf, Target::Desk).is_ok();
        let (mut score, mut ways) = (assessed.score.clone(), ways_back(&assessed.score));
        if !sees_all {
            let sees = |unit: Option<&UnitCode>| may_see(actor, plan, unit);
            score = score.seen_by(&sees);
            ways = ways.seen_by(&sees);
        }
        Ok(AssessmentSheet {
            faults,
            rule_sets: self
                .inner
                .rule_sets
                .iter()
                .map(|known| (known.rules.code.to_string(), known.rules.name.clone()))
                .collect(),
            origin: known.origin.clone(),
            document: assessed.rules.document.clone(),
            note: assessed.rules.note.clone(),
            score,
            ways,
            by_unit,
            forecast,
            not_measured: assessed.not_measured(),
            present_only: assessed.present_only.iter().map(ToString::to_string).collect(),
            present_leaves,
            differences: self.inner.rule_sets.before(&known.rules.code).map(|(former, succession)| Differences {
                former: former.name.clone(),
                succession,
                lines: RuleSet::diff(former, &assessed.rules).iter().map(ToString::to_string).collect(),
            }),
            part,
            simulated,
            judged,
            to_judge: if may_judge { judging::to_judge(&assessed) } else { Vec::new() },
            units,
            may_freeze: may(actor, Action::FreezeAssessment, Target::Desk).is_ok(),
            may_report: sees_all,
            frozen: self.frozen_lines().await?,
            open_appeals: if sees_all { self.inner.store.open_appeals().await? } else { Vec::new() },
        })
    }

    /// The rule set that is called `code`; the one in use today when it is empty.
    fn rule_set(&self, code: &str) -> Result<&KnownRuleSet> {
        let sets = &self.inner.rule_sets;
        let found = if code.is_empty() { sets.in_use(self.today()) } else { sets.get(code) };
        found.ok_or(Error::NotFound)
    }

    /// What comes of it by the end of the year if nobody does anything.
    async fn forecast_of_the_year(&self, now: &Assessed) -> Result<Forecast> {
        let today = now.standings.today;
        let end = NaiveDate::from_ymd_opt(today.year(), 12, 31).unwrap_or(today);
        let then = self.forecast(now, end).await?;
        let hit_then = then.vetoes.iter().filter(|veto| veto.state == VetoState::Hit);
        let is_new = |code| now.score.vetoes.iter().all(|veto| &veto.code != code || veto.state != VetoState::Hit);
        let new = hit_then.filter(|veto| is_new(&veto.code));
        let named = new.map(|veto| format!("{}：{}，{}", veto.item, veto.name, veto.sentence));
        Ok(Forecast {
            on: end,
            points: then.points,
            grade: then.grade,
            new_vetoes: named.collect(),
            as_today: now.unforeseeable(),
        })
    }
}

/// What comes with the system.
pub(crate) fn shipped_rule_sets() -> RuleSets {
    RuleSets::new(shipped::rule_sets(), Vec::new()).expect("no file of the county's is among them")
}

/// The units whose losses `actor` may see.
fn units_seen_by(actor: &Actor, plan: &InForce) -> Vec<UnitName> {
    let seen = plan.units().filter(|unit| may(actor, Action::ReadUnitLoss, Target::Unit(&unit.code)).is_ok());
    seen.map(|unit| UnitName { code: unit.code.clone(), name: unit.name.clone() }).collect()
}

fn sees_all(actor: &Actor, plan: &InForce) -> bool {
    plan.units().all(|unit| may(actor, Action::ReadUnitLoss, Target::Unit(&unit.code)).is_ok())
}

/// Whether `actor` may see what `unit` lost, or who carries its duties now; what nobody in particular answers for is
/// everybody's to see.
fn may_see(actor: &Actor, plan: &InForce, unit: Option<&UnitCode>) -> bool {
    unit.is_none_or(|unit| may(actor, Action::ReadUnitLoss, Target::Unit(&plan.plan.bearer(unit, plan.on))).is_ok())
}

/// What the unit or the column that was asked for lost; of both, what the unit lost in the column.
fn part(actor: &Actor, plan: &InForce, assessed: &Assessed, ask: &AssessmentAsk) -> Result<Option<PartSheet>> {
    let (name, loss) = match (&ask.unit, &ask.column) {
        (Some(unit), _) => {
            may(actor, Action::ReadUnitLoss, Target::Unit(unit))?;
            let in_force = plan.plan.unit(unit).ok_or(Error::NotFound)?;
            (in_force.name.clone(), assessed.score.of_unit(unit))
        }
        (None, Some(column)) => {
            let of_plan = plan.plan.column(column).ok_or(Error::NotFound)?;
            (format!("栏目“{}”", of_plan.name), assessed.score.of_column(column))
        }
        (None, None) => return Ok(None),
    };
    let mut lines: Vec<PartLine> = part_lines(actor, plan, loss);
    lines.retain(|line| ask.column.is_none() || line.column == ask.column);
    let points = lines.iter().filter_map(|line| line.points).sum::<Decimal>();
    Ok(Some(PartSheet { name, points, lines }))
}

fn part_lines(actor: &Actor, plan: &InForce, loss: Loss) -> Vec<PartLine> {
    let of_vetoes = loss.vetoes.into_iter().flat_map(|veto| {
        let name = format!("单项否决（{}）：{}", veto.state.label(), veto.name);
        veto.evidence.into_iter().map(move |evidence| (name.clone(), evidence))
    });
    let of_vetoes = of_vetoes.filter(|(_, evidence)| may_see(actor, plan, evidence.answerable.unit.as_ref()));
    let of_vetoes = of_vetoes.map(|(name, evidence)| PartLine {
        name,
        what: evidence.what,
        address: evidence.address,
        column: evidence.answerable.column,
        points: None,
    });
    let of_tests = loss.lines.into_iter().filter(|line| may_see(actor, plan, line.charge.answerable.unit.as_ref()));
    let of_tests = of_tests.map(|line| {
        let charge = line.charge;
        let evidence = charge.evidence;
        PartLine {
            name: format!("{}：{}", line.indicator, line.name),
            what: evidence.as_ref().map_or_else(|| "没有达到要求，或由人工扣分".to_owned(), |found| found.what.clone()),
            address: evidence.and_then(|evidence| evidence.address),
            column: charge.answerable.column,
            points: Some(charge.counted),
        }
    });
    of_tests.chain(of_vetoes).collect()
}

/// What is printed or written to a file has the evidence of all units.
fn must_see_all(actor: &Actor, plan: &InForce) -> Result<()> {
    if sees_all(actor, plan) { Ok(()) } else { Err(Refusal::OtherUnit.into()) }
}
