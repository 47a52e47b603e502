//! What the patrol knows of link and function columns. They hold no items: only a visit tells whether they work, and only
//! what two rounds have met counts (`design.md` §2). Those of 实时更新 are probed all day, and what the patrol knows of them
//! counts only where nobody has (`availability`).

use std::collections::BTreeMap;

use domain::{
    obligation::Probe,
    patrol::{FaultKind, Finding, plain_address},
    plan::{Column, ColumnCode, ColumnKind, InForce},
    time::china_date,
};

use crate::{Cms, Result};

impl Cms {
    /// Where the name of a link or function column leads, as the patrol asks for it; `None` for every other column.
    pub(crate) fn probed_address(&self, column: &Column) -> Option<String> {
        let page = || format!("{}/c/{}", self.settings().public_address, column.code);
        let address = match (column.kind, column.link()) {
            (ColumnKind::Link, Some(link)) if link.starts_with('/') => {
                format!("{}{link}", self.settings().public_address)
            }
            (ColumnKind::Link, Some(link)) => link.to_owned(),
            (ColumnKind::Link | ColumnKind::Function, _) => page(),
            _ => return None,
        };
        Some(plain_address(&address))
    }

    /// What the last finished round says of every link and function that it has an answer for.
    pub(super) async fn probes(&self, plan: &InForce) -> Result<BTreeMap<ColumnCode, Probe>> {
        let Some(round) = self.inner.store.last_finished_round().await? else { return Ok(BTreeMap::new()) };
        let on = china_date(round.row.finished_at.unwrap_or(round.row.started_at));
        let mut probes: BTreeMap<ColumnCode, Probe> =
            round.probed.into_iter().map(|column| (column, Probe { on, failing_since: None })).collect();
        let open = self.inner.store.open_findings().await?;
        let dead: Vec<&Finding> = open.iter().filter(|one| is_dead(one)).collect();
        for column in &plan.plan.columns {
            let Some(address) = self.probed_address(column) else { continue };
            let since = dead.iter().filter(|one| one.fingerprint.target == address).map(|one| failing_since(one));
            if let Some(since) = since.min() {
                probes.insert(column.code.clone(), Probe { on, failing_since: Some(since) });
            }
        }
        Ok(probes)
    }
}

fn is_dead(finding: &Finding) -> bool {
    matches!(finding.fingerprint.kind, FaultKind::DeadLink | FaultKind::DeadOutsideLink)
}

/// The day of the first failure. Of one that has come back after it was mended, the day on which it counted again.
fn failing_since(finding: &Finding) -> chrono::NaiveDate {
    let first = china_date(finding.first_seen);
    finding.clock.filter(|_| finding.returned > 0).map_or(first, |clock| clock.started_on)
}
