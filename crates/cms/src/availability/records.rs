//! What the probes of the last thirty days say of each column.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    availability::{Availability, MONTH, Probe, Probed},
    plan::ColumnCode,
};
use store::probe::Probing;

use crate::{Cms, Result};

/// What was not probed for so long, nobody knows by probing: the patrol's rounds are asked instead.
const FRESH: TimeDelta = TimeDelta::hours(24);

/// By column; of those that were probed in the last day.
pub(crate) type Availabilities = BTreeMap<ColumnCode, Availability>;

/// The last answer, as long as nothing was probed since.
#[derive(Debug, Clone, Default)]
pub(crate) struct AvailabilityCache(Arc<RwLock<Option<Kept>>>);

/// The turn after which it was computed, and the answer.
type Kept = (Probing, Arc<Availabilities>);

impl Cms {
    /// As of the last turn of probes that has ended; computed anew when another has.
    pub(crate) async fn availabilities(&self) -> Result<Arc<Availabilities>> {
        let Some(last) = self.inner.store.last_probing().await?.filter(|last| self.now() - last.begun_at < FRESH)
        else {
            return Ok(Arc::default());
        };
        let kept = self.inner.availabilities.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((then, availabilities)) = kept
            // While a turn is under way what was known before it stands: each address of it would count thirty days anew.
            && (last.finished_at.is_none() || (then.begun_at, then.finished_at) == (last.begun_at, last.finished_at))
        {
            return Ok(availabilities);
        }
        let availabilities = Arc::new(self.availabilities_at(self.now()).await?);
        *self.inner.availabilities.0.write().unwrap_or_else(PoisonError::into_inner) =
            Some((last, availabilities.clone()));
        Ok(availabilities)
    }

    /// As they were at `moment`.
    pub(crate) async fn availabilities_at(&self, moment: DateTime<Utc>) -> Result<Availabilities> {
        let mut probes: BTreeMap<ColumnCode, Vec<Probe>> = BTreeMap::new();
        for (probed, probe) in self.inner.store.probes_between(moment - MONTH, moment).await? {
            if let Probed::Column(column) = probed {
                probes.entry(column).or_default().push(probe);
            }
        }
        let read = |(column, probes): (ColumnCode, Vec<Probe>)| {
            let availability = Availability::of(&probes, moment)?;
            (moment - availability.last_at < FRESH).then_some((column, availability))
        };
        Ok(probes.into_iter().filter_map(read).collect())
    }
}
