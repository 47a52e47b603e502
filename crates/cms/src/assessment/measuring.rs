//! What can be measured of a day, over the county's own data.

use std::{collections::BTreeSet, sync::Arc};

use chrono::NaiveDate;
use domain::assessment::{
    EvidenceQuery, Judgements, Measured, Measurement, Measures, Period, Readings, RuleSet, Score, score,
};

use super::{channels, columns, kinds::PublicItems, patrol, site};
use crate::{Cms, Error, Result, obligations::Standings};

/// The score of a day with everything that it rests on.
pub(super) struct Assessed {
    pub(super) rules: RuleSet,
    pub(super) standings: Arc<Standings>,
    pub(super) measures: Measures,
    /// Of these only the state of today is known, whatever the day.
    pub(super) present_only: Vec<Measurement>,
    pub(super) judgements: Judgements,
    pub(super) score: Score,
    /// The items that it was measured on.
    public: PublicItems,
}

impl Assessed {
    /// What the rule set asks for and nothing takes, or not as a whole.
    pub(super) fn not_measured(&self) -> Vec<String> {
        let measured: BTreeSet<&Measurement> = self
            .measures
            .now
            .iter()
            .filter(|(_, measured)| measured.is_whole())
            .map(|(measurement, _)| measurement)
            .collect();
        self.rules.measurements().iter().filter(|m| !measured.contains(m)).map(ToString::to_string).collect()
    }

    /// What was measured and cannot be told of a day to come.
    pub(super) fn unforeseeable(&self) -> Vec<String> {
        let measured = self.measures.now.iter().map(|(measurement, _)| measurement);
        measured.filter(|measurement| rests_on_visits(measurement.query)).map(ToString::to_string).collect()
    }
}

impl Cms {
    /// The score of `day` under `rules`; `None`: of today.
    pub(super) async fn assessed(&self, rules: RuleSet, day: Option<NaiveDate>) -> Result<Assessed> {
        let today = self.today();
        let day = day.unwrap_or(today);
        let first = self.plan().plan.first_owed_day();
        if day > today || day < first {
            return Err(Error::field("at", format!("请选择 {first} 至今天的日期")));
        }
        let standings = self.standings_on(day).await?;
        let mut measures = Measures::of(day);
        if rules.counts_quarters() {
            // Of the quarters that are over the decisions of the items tell how the columns stood; all else is open.
            for (quarter, end) in Period::over_before(day).into_iter().filter(|(_, end)| *end >= first) {
                let then = self.standings_on(end).await?;
                measures.earlier.insert(quarter, about_columns(&rules, &then));
            }
        }
        let (mut present_only, mut public) = (Vec::new(), PublicItems::default());
        let present = self.standings().await?;
        for measurement in rules.measurements() {
            let is_of_the_day = day == today || tells_of_the_past(measurement.query);
            let standings = if is_of_the_day { &standings } else { &present };
            if let Some(measured) = self.measured(&measurement, &rules, standings, &mut public).await? {
                measures.now.insert(measurement, measured);
                if !is_of_the_day {
                    present_only.push(measurement);
                }
            }
        }
        let judgements = self.judgements_on(&rules, day).await?;
        let score = score(&rules, &measures, &judgements);
        Ok(Assessed { rules, standings, measures, present_only, judgements, score, public })
    }

    async fn measured(
        &self,
        measurement: &Measurement,
        rules: &RuleSet,
        standings: &Standings,
        public: &mut PublicItems,
    ) -> Result<Option<Measured>> {
        if let Some(measured) = columns::measured(measurement.query, &rules.measuring, standings) {
            return Ok(Some(measured));
        }
        if let Some(measured) = channels::measured(measurement.query, standings) {
            return Ok(Some(measured));
        }
        if let Some(measured) = site::measured(measurement.query, &standings.plan.plan.site) {
            return Ok(Some(measured));
        }
        if let Some(measured) = self.measured_by_patrol(measurement).await? {
            return Ok(Some(measured));
        }
        if measurement.query == EvidenceQuery::HomeVisitsFailed {
            return self.measured_home_visits(&rules.measuring, standings).await;
        }
        self.measured_in_content(measurement, standings, public).await
    }

    /// The score of `on`, a day of this year, if nobody does anything until then: everything is measured as of that day, but
    /// for what rests on visits.
    pub(super) async fn forecast(&self, now: &Assessed, on: NaiveDate) -> Result<Score> {
        let Assessed { rules, standings, .. } = now;
        let mut days = vec![(Period::Now, on)];
        if rules.counts_quarters() {
            days.extend(Period::over_before(on).into_iter().filter(|(_, end)| *end >= standings.today));
        }
        let (periods, ends): (Vec<Period>, Vec<NaiveDate>) = days.into_iter().unzip();
        let mut measures = Measures { on, ..now.measures.clone() };
        let mut public = now.public.clone();
        for (period, then) in periods.into_iter().zip(self.standings_ahead(standings, &ends).await?) {
            let readings = self.readings_ahead(now, &then, &mut public).await?;
            match period {
                Period::Now => measures.now = readings,
                quarter => drop(measures.earlier.insert(quarter, readings)),
            }
        }
        // What was judged in a quarter that is over by then counts in that.
        Ok(score(rules, &measures, &self.judgements_on(rules, on).await?))
    }

    async fn readings_ahead(&self, now: &Assessed, then: &Standings, public: &mut PublicItems) -> Result<Readings> {
        let mut readings = Readings::default();
        for measurement in now.rules.measurements() {
            let measured = if rests_on_visits(measurement.query) {
                now.measures.now.get(&measurement).cloned()
            } else {
                self.measured(&measurement, &now.rules, then, public).await?
            };
            if let Some(measured) = measured {
                readings.insert(measurement, measured);
            }
        }
        Ok(readings)
    }
}

/// What the columns' clocks said on an earlier day, and nothing else.
fn about_columns(rules: &RuleSet, then: &Standings) -> Readings {
    let measured = rules.measurements().into_iter().filter_map(|measurement| {
        let of_columns = columns::measured(measurement.query, &rules.measuring, then)?;
        Some((measurement, of_columns))
    });
    Readings::from(measured.collect::<Vec<_>>())
}

/// Of this nobody knows what will be: what a visit would find on a day to come.
fn rests_on_visits(query: EvidenceQuery) -> bool {
    patrol::is_of_patrol(query)
        || matches!(query, EvidenceQuery::HomeVisitsFailed | EvidenceQuery::ConsultationChannels)
}

/// What the decisions of the items, and the visits to the home page, tell of any day. Of all else only the state of today is
/// kept.
fn tells_of_the_past(query: EvidenceQuery) -> bool {
    columns::is_about_columns(query)
        || matches!(query, EvidenceQuery::LatePublications | EvidenceQuery::HomeVisitsFailed)
}
