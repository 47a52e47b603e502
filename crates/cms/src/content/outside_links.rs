//! Links to other sites: nobody asks those while somebody writes, but what the patrol has found dead is known.

use std::collections::BTreeMap;

use domain::{
    checks::{Finding, Severity},
    patrol::{FaultKind, Fingerprint},
    time::china_date,
};

use crate::{Cms, Result};

impl Cms {
    /// Those of `links` that the patrol could not open in two rounds, on whatever page it met them.
    pub(super) async fn dead_elsewhere(&self, links: &[String]) -> Result<Vec<Finding>> {
        let own = self.settings().public_address.as_str();
        if links.iter().all(|link| !link.starts_with("http") || link.starts_with(own)) {
            return Ok(Vec::new());
        }
        let known = self.inner.store.open_findings_of(FaultKind::DeadOutsideLink).await?;
        let known: BTreeMap<String, _> =
            known.into_iter().map(|one| (one.fingerprint.target, one.first_seen)).collect();
        let dead = links.iter().filter_map(|link| {
            let target = Fingerprint::on_page(FaultKind::DeadOutsideLink, "", link, "").target;
            let since = china_date(*known.get(&target)?);
            let message = format!("链接“{link}”自 {since} 起巡查都打不开，请更换；确需保留的，请说明理由");
            Some(Finding { place: Some(format!("link:{link}")), ..Finding::new(Severity::Confirm, "body", message) })
        });
        Ok(dead.collect())
    }
}
