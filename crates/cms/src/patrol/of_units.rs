//! The findings of a unit: one set for every number that counts them and for the list that shows them.

use domain::desk::patrol::{FindingFilter, FindingQuery, OfUnit};
use store::patrol_finding::{FindingRecord, Owned, Whose};

use crate::{Cms, Result};

impl Cms {
    /// What else `filter` asks for among the findings of `of`, in the order of the list.
    pub(crate) async fn findings_of(&self, of: &OfUnit, filter: &FindingFilter) -> Result<Vec<Owned>> {
        Ok(self.inner.store.findings_of(&self.whose(of), filter).await?)
    }

    /// A page of the list, and how many there are.
    pub(super) async fn findings_page(&self, query: &FindingQuery, size: i64) -> Result<(Vec<FindingRecord>, i64)> {
        let whose = query.of.as_ref().map(|of| self.whose(of));
        let before = (query.page.max(1) - 1).saturating_mul(size);
        Ok(self.inner.store.findings_page(whose.as_ref(), &query.filter, size, before).await?)
    }

    /// Also what was found under a code of which the unit has taken over the duties.
    fn whose(&self, of: &OfUnit) -> Whose {
        let plan = self.plan();
        Whose { codes: self.codes_of(&plan.plan.bearer(&of.unit, plan.on)), duty: of.duty }
    }
}
