//! Public items kind by kind: each kind is read once, however many measurements ask about it.

use std::{collections::BTreeMap, sync::Arc};

use domain::{assessment::Evidence, id::ItemCode, kind::Kind, plan::UnitCode};
use store::publication::PublicRow;

use super::content::{PORTION, evidence};
use crate::{Cms, Result, obligations::Standings};

/// The kinds that were read so far.
#[derive(Clone, Default)]
pub(super) struct PublicItems(BTreeMap<Kind, Arc<OfKind>>);

/// Public items of a kind, each with the unit that answers for it today.
pub(super) struct OfKind {
    pub(super) rows: Vec<PublicRow>,
    pub(super) units: BTreeMap<ItemCode, UnitCode>,
}

impl PublicItems {
    /// All public items of a kind, each with the unit that wrote it or has succeeded to it.
    pub(super) async fn of_kind(&mut self, cms: &Cms, kind: Kind, standings: &Standings) -> Result<Arc<OfKind>> {
        if let Some(known) = self.0.get(&kind) {
            return Ok(known.clone());
        }
        let rows = cms.all_of_kind(kind).await?;
        let writers = cms.inner.store.units_of_published(kind).await?.into_iter();
        let plan = &standings.plan;
        let units = writers.map(|(code, unit)| (code, plan.plan.bearer(&unit, plan.on))).collect();
        let read = Arc::new(OfKind { rows, units });
        self.0.insert(kind, read.clone());
        Ok(read)
    }
}

impl OfKind {
    /// What is found on an item, held against the unit that wrote it; where nobody knows that unit, against the column's.
    pub(super) fn evidence(&self, standings: &Standings, row: &PublicRow, what: String) -> Evidence {
        let found = evidence(standings, row, what);
        match self.units.get(&row.code) {
            Some(unit) => found.answered_for(Some(row.column.clone()), Some(unit.clone())),
            None => found,
        }
    }
}

impl Cms {
    /// All public items of a kind.
    pub(crate) async fn all_of_kind(&self, kind: Kind) -> Result<Vec<PublicRow>> {
        let mut all = Vec::new();
        loop {
            let offset = i64::try_from(all.len()).unwrap_or(i64::MAX);
            let portion = self.inner.store.published_of_kind(kind, PORTION, offset).await?;
            let is_last = i64::try_from(portion.len()).unwrap_or(PORTION) < PORTION;
            all.extend(portion);
            if is_last {
                return Ok(all);
            }
        }
    }
}
