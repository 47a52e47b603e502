//! The findings of a unit: one set for every number that counts them and for the list that shows them.

use domain::{
    desk::patrol::{FindingFilter, OfUnit},
    id::FindingId,
};
use store::patrol_finding::{FindingRecord, Owned};

use crate::{Cms, Result};

impl Cms {
    /// What else `filter` asks for among the findings of `of`, in the order of the list: also what was found under a code of
    /// which the unit has taken over the duties.
    pub(crate) async fn findings_of(&self, of: &OfUnit, filter: &FindingFilter) -> Result<Vec<Owned>> {
        let plan = self.plan();
        let unit = plan.plan.bearer(&of.unit, plan.on);
        let mut found = self.inner.store.findings_naming(&self.codes_of(&unit), filter).await?;
        found.retain(|one| one.owner.is_of(&unit, of.duty, &plan));
        Ok(found)
    }

    /// A page of what `filter` asks for, and how many there are.
    pub(super) async fn findings_page(&self, filter: &FindingFilter, size: i64) -> Result<(Vec<FindingRecord>, i64)> {
        let store = &self.inner.store;
        let Some(of) = &filter.of else { return Ok(store.findings_page(filter, size).await?) };
        let found = self.findings_of(of, filter).await?;
        let before = usize::try_from((filter.page.max(1) - 1).saturating_mul(size)).unwrap_or(usize::MAX);
        let most = usize::try_from(size).unwrap_or_default();
        let shown: Vec<FindingId> = found.iter().skip(before).take(most).map(|one| one.id).collect();
        let records = store.findings_among(&shown, filter.state).await?;
        Ok((records, i64::try_from(found.len()).unwrap_or(i64::MAX)))
    }
}
