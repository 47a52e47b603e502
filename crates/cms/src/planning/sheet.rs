//! The plan as the desk shows and exports it.

use documents::xlsx_plan::plan_workbook;
use domain::{
    desk::plan::{PlanSheet, PlanVersionRow},
    permission::{Action, Target, may},
};

use crate::{Cms, Ctx, Error, Result};

impl Cms {
    /// The plan in force with its versions; every account of the desk may read it.
    pub async fn plan_sheet(&self, ctx: &Ctx) -> Result<PlanSheet> {
        let actor = ctx.actor()?;
        let loaded = self.loaded();
        let mut versions = self.inner.store.plan_versions().await?;
        versions.sort_by_key(|version| std::cmp::Reverse(version.id));
        let rows = versions.into_iter().map(|version| PlanVersionRow {
            id: version.id,
            document_number: version.document_number,
            effective_on: version.in_force_from,
            by: version.created_by,
            at: version.created_at,
            note: version.note,
        });
        Ok(PlanSheet {
            version: loaded.version.ok_or(Error::NotFound)?,
            plan: loaded.in_force.plan.clone(),
            published: self.inner.store.published_counts().await?,
            may_edit: may(actor, Action::ManagePlan, Target::Desk).is_ok(),
            versions: rows.collect(),
        })
    }

    /// The plan in force as a file that [`Cms::import_plan`] takes.
    pub async fn export_plan_toml(&self, ctx: &Ctx) -> Result<String> {
        self.reads_plan(ctx).await?;
        Ok(self.plan().plan.to_toml())
    }

    /// The plan in force in the layout of the county's table.
    pub async fn export_plan_xlsx(&self, ctx: &Ctx) -> Result<Vec<u8>> {
        self.reads_plan(ctx).await?;
        let plan = self.plan();
        tokio::task::spawn_blocking(move || plan_workbook(&plan))
            .await
            .map_err(Error::internal)?
            .map_err(Error::internal)
    }

    /// What leaves the house is the plan of this moment, whichever node changed it.
    async fn reads_plan(&self, ctx: &Ctx) -> Result<()> {
        if !ctx.is_system() {
            ctx.actor()?;
        }
        self.refresh_plan().await?;
        self.plan_version().map(drop).ok_or(Error::NotFound)
    }
}
