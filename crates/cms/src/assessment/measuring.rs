//! What can be measured of a day, over the county's own data.

use std::{collections::BTreeSet, sync::Arc};

use chrono::NaiveDate;
use domain::{
    assessment::{EvidenceQuery, Judgements, Measured, Measurement, Measures, Period, Readings, RuleSet, Score, score},
    time::china_date,
};

use super::{channels, columns, content::before, site};
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
        if let Some(measured) = channels::measured(measurement.query, standings) {
            return Ok(Some(measured));
        }
        if let Some(measured) = site::measured(measurement.query, &standings.plan.plan.site) {
            return Ok(Some(measured));
        }
        if let Some(measured) = self.measured_by_patrol(measurement.query).await? {
            return Ok(Some(measured));
        }
        if measurement.query == EvidenceQuery::HomeVisitsFailed {
            return self.measured_home_visits(&rules.measuring, standings).await;
        }
        self.measured_in_content(measurement, standings).await
    }

    /// The measures of `on` if nobody does anything until then: clocks run on, all else stays as it is.
    pub(super) async fn forecast(&self, now: &Assessed, on: NaiveDate) -> Result<Score> {
        let Assessed { rules, standings, .. } = now;
        let facts = self.obligation_facts(&standings.plan, standings.today).await?;
        let readings_on = |on: NaiveDate| {
            let then = judge(&standings.plan, &facts, &standings.calendar, on);
            let measured = now.measures.now.iter().map(|(measurement, measured)| {
                let later = columns::measured(measurement.query, &rules.measuring, standings, &then, on);
                (*measurement, later.unwrap_or_else(|| still_counted(measurement, measured, on)))
            });
            Readings::from(measured.collect::<Vec<_>>())
        };
        let mut measures = Measures { on, now: readings_on(on), ..now.measures.clone() };
        if rules.counts_quarters() {
            let to_come = Period::over_before(on).into_iter().filter(|(_, end)| *end >= standings.today);
            measures.earlier.extend(to_come.map(|(quarter, end)| (quarter, readings_on(end))));
        }
        Ok(score(rules, &measures, &now.judgements))
    }
}

/// What the columns' clocks said on an earlier day, and nothing else.
fn about_columns(rules: &RuleSet, then: &Standings) -> Readings {
    let measured = rules.measurements().into_iter().filter_map(|measurement| {
        let of_columns = columns::measured(measurement.query, &rules.measuring, then, &then.columns, then.today)?;
        Some((measurement, of_columns))
    });
    Readings::from(measured.collect::<Vec<_>>())
}

/// What of today's measurement counts on a later day: a deed that was asked for within a term expires with it.
fn still_counted(measurement: &Measurement, measured: &Measured, on: NaiveDate) -> Measured {
    let mut measured = measured.clone();
    if let Some(term) = measurement.beyond.filter(|term| term.unit.is_term() && !measurement.query.finds_faults()) {
        let first = before(on, term);
        measured.evidence.retain(|deed| deed.seen_at.is_none_or(|at| china_date(at) >= first));
    }
    measured
}

/// What the decisions of the items, and the visits to the home page, tell of any day. Of all else only the state of today is
/// kept.
fn tells_of_the_past(query: EvidenceQuery) -> bool {
    columns::is_about_columns(query)
        || matches!(query, EvidenceQuery::LatePublications | EvidenceQuery::HomeVisitsFailed)
}

#[cfg(test)]
mod tests {
    use domain::{
        assessment::{Amount, Evidence, MeasureUnit},
        time::parse_minute,
    };

    use super::*;

    #[test]
    fn a_deed_expires_with_its_term_and_a_fault_does_not() {
        let seen = |on: &str| Evidence { seen_at: parse_minute(&format!("{on} 09:00")), ..Evidence::of(on, "信息") };
        let found = Measured::found(["2026-11-24", "2026-12-17", "2026-12-20"].map(seen).into());
        let left = |query| {
            let measurement = Measurement::beyond(query, Amount::new(14, MeasureUnit::Days));
            let on = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap_or_default();
            still_counted(&measurement, &found, on).evidence.len()
        };
        assert_eq!(left(EvidenceQuery::HomeUpdates), 2);
        assert_eq!(left(EvidenceQuery::DocumentsWithoutInterpretation), 3);
    }
}
