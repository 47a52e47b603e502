//! What the digests of a morning say of cases (整改).

use std::collections::BTreeMap;

use domain::{plan::UnitCode, reminder::CaseLine};

use crate::{Cms, Result, obligations::Standings};

impl Cms {
    /// Of each unit the cases that wait for its answer and of which its last digest has not said what today's has to.
    pub(super) async fn case_lines(&self, standings: &Standings) -> Result<BTreeMap<UnitCode, Vec<CaseLine>>> {
        let cases = self.inner.store.cases_awaiting_units(None, None).await?;
        let mut lines: BTreeMap<UnitCode, Vec<CaseLine>> = BTreeMap::new();
        if cases.is_empty() {
            return Ok(lines);
        }
        let last = self.inner.store.last_digests().await?;
        let (plan, today) = (&standings.plan.plan, standings.today);
        for case in cases {
            let unit = plan.bearer(&case.unit, today);
            let (calendar, settings) = (standings.calendar.of_one(&unit), &plan.clock.reminders);
            let told = last.get(&unit).copied();
            let line = CaseLine::on(&case.number.to_string(), &case.given, calendar, settings, today, told);
            if let Some(line) = line {
                lines.entry(unit).or_default().push(line);
            }
        }
        Ok(lines)
    }
}
