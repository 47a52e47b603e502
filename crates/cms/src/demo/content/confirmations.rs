//! Links of the demo's portal hold no items; of those that the plan or the national inspection asks for in time, their unit has
//! said lately that they lead to the right place (定期确认), as it would every few weeks.

use domain::{
    account::Role,
    plan::{ColumnCode, InForce},
};

use super::staging::Stage;
use crate::{Error, Result};

impl Stage<'_> {
    pub(super) async fn confirm_links(&mut self) -> Result<()> {
        let plan = self.cms.plan();
        for column in links(&plan) {
            let duties = plan.duties(&column);
            let unit = duties.and_then(|duties| self.cast.writing_unit(duties, 0)).cloned();
            let unit = unit.ok_or_else(|| Error::internal("the plan names nobody for a link"))?;
            let writer = self.cast.somebody(self.cms, &unit, Role::Publisher, &[]).await?;
            self.cms.confirm_column(&writer, &column, "示例：链接可以打开，内容无变化").await?;
        }
        Ok(())
    }
}

/// The links that go red when nobody confirms them.
fn links(plan: &InForce) -> Vec<ColumnCode> {
    let duties = plan.plan.columns.iter().filter_map(|column| plan.plan.duty(column));
    let asked = duties.filter(|duty| duty.is_probed() && duty.has_clocks());
    asked.map(|duty| duty.column.code.clone()).collect()
}
