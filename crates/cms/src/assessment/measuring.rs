//! What can be measured of a day, over the county's own data.

use std::{collections::BTreeSet, sync::Arc};

use chrono::NaiveDate;
use domain::assessment::{EvidenceQuery, Judgements, Measured, Measurement, Measures, Readings, RuleSet, Score, score};

use super::{columns, site};
use crate::{
    Cms, Error, Result,
    obligations::{Standings, judge},
};

/// The score of a day with everything that it rests on.
pub(super) struct Assessed {
    pub(super) rules: RuleSet,
    pub(super) standings: Arc<Standings>,
    pub(super) measures: Measures,
    /// Of these only the state of today is known, whatever the day.
    pub(super) present_only: Vec<Measurement>,
    pub(super) judgements: Judgements,
    pub(super) score: Score,
}

impl Assessed {
    /// What the rule set asks for and nothing takes yet.
    pub(super) fn not_measured(&self) -> Vec<String> {
        let measured: BTreeSet<&Measurement> = self.measures.now.iter().map(|(measurement, _)| measurement).collect();
        self.rules.measurements().iter().filter(|m| !measured.contains(m)).map(ToString::to_string).collect()
    }
}

impl Cms {
    /// The score of `day` under `rules`; `None`: of today.
    pub(super) async fn assessed(&self, rules: RuleSet, day: Option<NaiveDate>) -> Result<Assessed> {
        let today = self.today();
        let day = day.unwrap_or(today);
        let first = self.plan().plan.effective_on;
        if day > today || day < first {
            return Err(Error::field("at", format!("请选择 {first} 至今天的日期")));
        }
        let standings = self.standings_on(day).await?;
        let mut measures = Measures::of(day);
        let mut present_only = Vec::new();
        let present = self.standings().await?;
        for measurement in rules.measurements() {
            let is_of_the_day = day == today || tells_of_the_past(measurement.query);
            let standings = if is_of_the_day { &standings } else { &present };
            if let Some(measured) = self.measured(&measurement, &rules, standings).await? {
                measures.now.insert(measurement, measured);
                if !is_of_the_day {
                    present_only.push(measurement);
                }
            }
        }
        let judgements = self.judgements_on(&rules, day).await?;
        let score = score(&rules, &measures, &judgements);
        Ok(Assessed { rules, standings, measures, present_only, judgements, score })
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
    pub(super) async fn forecast(&self, now: &Assessed, on: NaiveDate) -> Result<Score> {
        let Assessed { rules, standings, .. } = now;
        let facts = self.obligation_facts(&standings.plan, standings.today).await?;
        let then = judge(&standings.plan, &facts, &standings.calendar, on);
        let mut readings = Readings::default();
        for (measurement, measured) in now.measures.now.iter() {
            let later = columns::measured(measurement.query, &rules.measuring, standings, &then, on);
            readings.insert(*measurement, later.unwrap_or_else(|| measured.clone()));
        }
        let measures = Measures { on, now: readings, ..now.measures.clone() };
        Ok(score(rules, &measures, &now.judgements))
    }
}

/// What the decisions of the items tell of any day. Of all else only the state of today is kept.
fn tells_of_the_past(query: EvidenceQuery) -> bool {
    columns::is_about_columns(query) || query == EvidenceQuery::LatePublications
}
