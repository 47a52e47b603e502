//! The plans of earlier days. Whether an item became public in time, and what monthly rounds and the work report asked for on
//! a day, follows from the plan that was in force then: a new plan changes nothing of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, PoisonError, RwLock},
};

use chrono::NaiveDate;
use domain::{id::PlanVersionId, plan::Plan};

use crate::{Cms, Result};

/// Versions that were in force, kept once they were read: they change no more.
#[derive(Debug, Clone, Default)]
pub(crate) struct PastPlans(Arc<RwLock<BTreeMap<PlanVersionId, Arc<Plan>>>>);

impl Cms {
    /// The first day on which any plan was in force here; `None` while none has been.
    pub(crate) async fn first_plan_on(&self) -> Result<Option<NaiveDate>> {
        let versions = self.inner.store.plan_versions().await?;
        Ok(versions.first().map(|version| version.in_force_from).filter(|first| *first <= self.today()))
    }

    /// The plans that were in force on `days`, today the last of them; a day before the first plan has none.
    pub(crate) async fn plans_on(&self, mut days: BTreeSet<NaiveDate>) -> Result<BTreeMap<NaiveDate, Arc<Plan>>> {
        let today = self.today();
        days.retain(|day| *day <= today);
        if days.is_empty() {
            return Ok(BTreeMap::new());
        }
        let versions = self.inner.store.plan_versions().await?;
        let mut plans = BTreeMap::new();
        for day in days {
            let by_then = &versions[..versions.partition_point(|version| version.in_force_from <= day)];
            let Some(current) = by_then.last() else { continue };
            let kept = self.inner.past_plans.0.read().unwrap_or_else(PoisonError::into_inner).get(&current.id).cloned();
            let plan = match kept {
                Some(plan) => plan,
                None => match self.plan_on(&versions, day).await? {
                    Some((version, plan)) => self.inner.past_plans.keep(version, plan),
                    None => continue,
                },
            };
            plans.insert(day, plan);
        }
        Ok(plans)
    }
}

impl PastPlans {
    fn keep(&self, version: PlanVersionId, plan: Plan) -> Arc<Plan> {
        let plan = Arc::new(plan);
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(version, plan.clone());
        plan
    }
}
