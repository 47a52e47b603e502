//! 考核自查: what the inspections count, measured over the county's own data, and the score that follows. What nothing
//! measures yet stays 未测.

mod columns;
mod content;
mod patrol;
mod site;

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use domain::{
    assessment::{
        Judgements, Measured, Measurement, Measures, Readings, RuleSet, VetoState, score, shipped, ways_back,
    },
    desk::{
        assessment::{AssessmentSheet, Forecast},
        board::UnitName,
    },
    permission::{Action, Target, may},
};

use crate::{
    Cms, Ctx, Error, Result,
    obligations::{Standings, judge},
};

impl Cms {
    /// The county's score of today under the rule set `code`; under the one in use when it is empty.
    pub async fn assessment(&self, ctx: &Ctx, code: &str) -> Result<AssessmentSheet> {
        may(ctx.actor()?, Action::ReadBoard, Target::Desk)?;
        let all = shipped::rule_sets();
        let at = if code.is_empty() { Some(0) } else { all.iter().position(|rules| rules.code.as_str() == code) };
        let rules = at.and_then(|at| all.get(at)).ok_or(Error::NotFound)?;
        let standings = self.standings().await?;
        let nobody = Judgements::default();

        let measures = self.measures(rules, &standings).await?;
        let now = score(rules, &measures, &nobody);
        let end = NaiveDate::from_ymd_opt(standings.today.year(), 12, 31).unwrap_or(standings.today);
        let then = score(rules, &self.forecast(rules, &standings, measures.clone(), end).await?, &nobody);
        let hit_then = then.vetoes.iter().filter(|veto| veto.state == VetoState::Hit);
        let is_new = |code| now.vetoes.iter().all(|veto| &veto.code != code || veto.state != VetoState::Hit);
        let new_vetoes = hit_then.filter(|veto| is_new(&veto.code)).map(|veto| veto.sentence.clone()).collect();

        let mut by_unit: Vec<_> = now.by_unit().into_iter().filter(|(_, points)| points.is_positive()).collect();
        by_unit.sort_by_key(|(_, points)| std::cmp::Reverse(*points));
        let plan = &standings.plan;
        let named = |unit| UnitName { name: plan.unit_name(&unit).to_owned(), code: unit };
        let measured: BTreeSet<&Measurement> = measures.now.iter().map(|(measurement, _)| measurement).collect();
        let wanted = rules.measurements();
        Ok(AssessmentSheet {
            rule_sets: all.iter().map(|rules| (rules.code.to_string(), rules.name.clone())).collect(),
            document: rules.document.clone(),
            note: rules.note.clone(),
            ways: ways_back(&now),
            by_unit: by_unit.into_iter().map(|(unit, points)| (unit.map(named), points)).collect(),
            forecast: Forecast { on: end, points: then.points, grade: then.grade, new_vetoes },
            not_measured: wanted.iter().filter(|m| !measured.contains(m)).map(ToString::to_string).collect(),
            differences: at
                .and_then(|at| all.get(at + 1))
                .map(|older| RuleSet::diff(older, rules).iter().map(ToString::to_string).collect())
                .unwrap_or_default(),
            score: now,
        })
    }

    /// Everything of today that the system can measure and `rules` asks for.
    async fn measures(&self, rules: &RuleSet, standings: &Standings) -> Result<Measures> {
        let mut measures = Measures::of(standings.today);
        for measurement in rules.measurements() {
            if let Some(measured) = self.measured(&measurement, rules, standings).await? {
                measures.now.insert(measurement, measured);
            }
        }
        Ok(measures)
    }

    async fn measured(
        &self,
        measurement: &Measurement,
        rules: &RuleSet,
        standings: &Standings,
    ) -> Result<Option<Measured>> {
        if let Some(measured) =
            columns::measured(measurement.query, &rules.measuring, standings, &standings.columns, standings.today)
        {
            return Ok(Some(measured));
        }
        if let Some(measured) = site::measured(measurement.query, &standings.plan.plan.site) {
            return Ok(Some(measured));
        }
        if let Some(measured) = self.measured_by_patrol(measurement.query).await? {
            return Ok(Some(measured));
        }
        self.measured_in_content(measurement, standings).await
    }

    /// The measures of `on` if nobody does anything until then: clocks run on, all else stays as it is.
    async fn forecast(
        &self,
        rules: &RuleSet,
        standings: &Standings,
        mut measures: Measures,
        on: NaiveDate,
    ) -> Result<Measures> {
        let facts = self.obligation_facts(&standings.plan, standings.today).await?;
        let then = judge(&standings.plan, &facts, &standings.calendar, on);
        let mut readings = Readings::default();
        for (measurement, measured) in measures.now.iter() {
            let later = columns::measured(measurement.query, &rules.measuring, standings, &then, on);
            readings.insert(*measurement, later.unwrap_or_else(|| measured.clone()));
        }
        measures.on = on;
        measures.now = readings;
        Ok(measures)
    }
}
