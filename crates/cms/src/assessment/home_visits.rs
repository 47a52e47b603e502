//! How often the home page did not open: the probes of the home page are the visits that an inspection pays.

use chrono::TimeDelta;
use domain::{
    assessment::{Evidence, Measured, Measuring},
    availability::{Probed, VisitRule, home_visits},
    time::minute,
};

use super::content::before;
use crate::{Cms, Result, obligations::Standings};

impl Cms {
    /// `None` while a day of the term has fewer visits than the rule set asks for.
    pub(super) async fn measured_home_visits(
        &self,
        measuring: &Measuring,
        standings: &Standings,
    ) -> Result<Option<Measured>> {
        let (today, until) = (standings.today, standings.at);
        let days = (today - before(today, measuring.visits_over.value)).num_days();
        let rule = VisitRule {
            days: u32::try_from(days).unwrap_or_default(),
            a_day: measuring.visits_a_day.value,
            timeout: measuring.visit_timeout.value.value.thousandths(),
        };
        let probes = self.inner.store.probes_of(&Probed::Home, until - TimeDelta::days(days), until).await?;
        Ok(home_visits(&probes, rule, until).map(|visits| {
            let failed = visits.failed.into_iter().map(|(at, why)| Evidence {
                address: Some("/".into()),
                seen_at: Some(at),
                ..Evidence::of(format!("首页 {}", minute(at)), format!("{} 访问首页，打不开：{why}", minute(at)))
            });
            Measured::found_among(visits.made, failed.collect())
        }))
    }
}
