//! The plan in force: kept in memory, read from the database when a version was added or a day has passed.
//!
//! Versions are only ever added. The one in force on a day is the last to have come into force by then; what an
//! import or an edit replaces stays readable. A column that a version leaves out stays as 历史栏目 when it has items.
//! That is settled when the version is added, and once more on the day when an announced version comes into force,
//! since items may have come in between.

mod edit;
mod history;
mod import;
mod sheet;

use std::sync::{Arc, PoisonError, RwLock};

use chrono::NaiveDate;
use domain::{
    id::PlanVersionId,
    obligation::ClockSettings,
    plan::{InForce, Plan, Site},
    time::china_date,
};
use store::plan_version::PlanVersion;

use crate::{Cms, Error, Result};

pub(crate) use history::PastPlans;
pub use import::ImportOutcome;

#[derive(Debug, Clone, Default)]
pub(crate) struct PlanCache(Arc<RwLock<Option<Loaded>>>);

#[derive(Debug, Clone)]
struct Loaded {
    in_force: Arc<InForce>,
    /// Which version it is; `None` while there is none.
    version: Option<PlanVersionId>,
    /// The version added last when this was read.
    last: Option<PlanVersionId>,
    /// The day on which the next announced version comes into force.
    next_day: Option<NaiveDate>,
}

impl PlanCache {
    /// Puts `new` in the place of `old`. Where a reload has put another plan there in the meantime, that one stays.
    fn replace(&self, old: &Arc<InForce>, new: &Arc<InForce>) {
        let mut cache = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(cached) = cache.as_mut().filter(|cached| Arc::ptr_eq(&cached.in_force, old)) {
            cached.in_force = new.clone();
        }
    }
}

impl Cms {
    /// The plan in force today. Before the first version comes into force it is empty: nobody has a duty yet.
    pub fn plan(&self) -> Arc<InForce> {
        self.loaded().in_force
    }

    /// The version in force today; `None` before the first.
    pub fn plan_version(&self) -> Option<PlanVersionId> {
        self.loaded().version
    }

    fn loaded(&self) -> Loaded {
        let cached = self.inner.plan.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        let mut loaded = cached.expect("loaded when the system was opened");
        let today = self.today();
        if loaded.in_force.on != today {
            // Midnight has passed: successions and foundations of units apply at once, without asking the database.
            let fresh = Arc::new(loaded.in_force.plan.clone().in_force(today));
            let yesterdays = std::mem::replace(&mut loaded.in_force, fresh);
            self.inner.plan.replace(&yesterdays, &loaded.in_force);
        }
        loaded
    }

    /// The day in China by the injected clock.
    pub fn today(&self) -> NaiveDate {
        china_date(self.now())
    }

    /// Reads the versions from the database again and resolves the one in force for today.
    pub async fn reload_plan(&self) -> Result<()> {
        let today = self.today();
        let versions = self.inner.store.plan_versions().await?;
        let last = versions.iter().map(|version| version.id).max();
        let next_day = versions.iter().map(|version| version.in_force_from).find(|day| *day > today);
        let (version, plan) = match self.plan_on(&versions, today).await? {
            Some((version, plan)) => (Some(version), plan),
            None => (None, empty_plan(today)),
        };
        let loaded = Loaded { in_force: Arc::new(plan.in_force(today)), version, last, next_day };
        *self.inner.plan.0.write().unwrap_or_else(PoisonError::into_inner) = Some(loaded);
        Ok(())
    }

    /// Reloads when another node has added a version or an announced one comes into force today; says whether it
    /// did. One query by primary key, for a job that runs every few seconds.
    pub async fn refresh_plan(&self) -> Result<bool> {
        let Loaded { last, next_day, .. } = self.loaded();
        let due = next_day.is_some_and(|day| day <= self.today());
        if due || self.inner.store.last_plan_version().await? != last {
            self.reload_plan().await?;
            return Ok(true);
        }
        Ok(false)
    }

    /// The plan that `versions` (in the order in which they come into force) put in force on `day`.
    async fn plan_on(&self, versions: &[PlanVersion], day: NaiveDate) -> Result<Option<(PlanVersionId, Plan)>> {
        let by_then = &versions[..versions.partition_point(|version| version.in_force_from <= day)];
        let Some(current) = by_then.last() else { return Ok(None) };
        // A version that came into force when it was added has been settled against what was in force then; only
        // announced ones after it still have to be.
        let settled = by_then.iter().rposition(|version| version.in_force_from <= china_date(version.created_at));
        let start = settled.unwrap_or(0);
        let mut plan = self.plan_of(by_then[start].id).await?;
        if start + 1 < by_then.len() {
            let with_items = self.inner.store.columns_with_items().await?;
            for announced in &by_then[start + 1..] {
                plan = plan.adopt(self.plan_of(announced.id).await?, &with_items, announced.in_force_from);
            }
        }
        Ok(Some((current.id, plan)))
    }

    async fn plan_of(&self, version: PlanVersionId) -> Result<Plan> {
        let source = self.inner.store.plan_source(version).await?.ok_or(Error::NotFound)?;
        Plan::from_toml(&source).map_err(|faults| {
            let first = faults.first().map(ToString::to_string).unwrap_or_default();
            Error::internal(format!("plan version {version} cannot be read: {first}"))
        })
    }
}

/// What holds before there is a plan: no unit, no column, no duty.
fn empty_plan(today: NaiveDate) -> Plan {
    Plan {
        title: String::new(),
        document_number: String::new(),
        effective_on: today,
        site: Site::default(),
        clock: ClockSettings::default(),
        units: Vec::new(),
        groups: Vec::new(),
        columns: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reload_is_not_overwritten_by_a_plan_that_was_read_before_it() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 26).expect("a day");
        let plan = || Arc::new(empty_plan(day).in_force(day));
        let (old, reloaded, late) = (plan(), plan(), plan());
        let loaded =
            |in_force: &Arc<InForce>| Loaded { in_force: in_force.clone(), version: None, last: None, next_day: None };
        let cache = PlanCache(Arc::new(RwLock::new(Some(loaded(&reloaded)))));
        cache.replace(&old, &late);
        let held = || cache.0.read().expect("nobody panicked").clone().expect("loaded").in_force;
        assert!(Arc::ptr_eq(&held(), &reloaded));
        cache.replace(&reloaded, &late);
        assert!(Arc::ptr_eq(&held(), &late));
    }
}
