//! Taking in a plan file as a new version.

use chrono::NaiveDate;
use domain::{
    event::SubjectKind,
    id::PlanVersionId,
    permission::Action,
    plan::{Change, Plan, file::Fault},
};
use serde_json::json;
use store::plan_version::NewPlanVersion;

use super::empty_plan;
use crate::{Cms, Ctx, Error, Result};

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportOutcome {
    /// A new version, with what it changes in the one that would have been in force on its day.
    Imported { version: PlanVersionId, in_force_from: NaiveDate, changes: Vec<Change> },
    /// The file says what this version says.
    Unchanged { version: PlanVersionId },
    /// Nothing was taken in; every fault of the file.
    Faulty(Vec<Fault>),
}

impl Cms {
    /// Takes in a plan file. It comes into force on `effective_on`, or on the day that the file states, but never
    /// before today. Importing the same file again changes nothing.
    pub async fn import_plan(
        &self,
        ctx: &Ctx,
        toml: &str,
        effective_on: Option<NaiveDate>,
        note: &str,
    ) -> Result<ImportOutcome> {
        let by = ctx.at_desk(Action::ManagePlan)?.map(|actor| actor.name.clone()).unwrap_or_default();
        let mut newer = match Plan::from_toml(toml) {
            Ok(plan) => plan,
            Err(faults) => return Ok(ImportOutcome::Faulty(faults)),
        };
        if let Some(day) = effective_on {
            newer.effective_on = day;
        }
        let effective_on = newer.effective_on;
        let in_force_from = effective_on.max(self.today());
        let versions = self.inner.store.plan_versions().await?;
        let last = versions.iter().map(|version| version.id).max();
        let replaced = self.plan_on(&versions, in_force_from).await?;
        let plan = match &replaced {
            Some((_, plan)) => plan.adopt(newer, &self.inner.store.columns_with_items().await?, in_force_from),
            None => newer.in_tree_order(),
        };
        let source = canonical(&plan)?;
        let changes = match replaced {
            Some((version, before)) if before.to_toml() == source => return Ok(ImportOutcome::Unchanged { version }),
            Some((_, before)) => before.diff_to_successor(&plan),
            None => empty_plan(effective_on).diff(&plan),
        };

        let mut tx = self.inner.store.begin().await?;
        if tx.last_plan_version_for_update().await? != last {
            return Err(Error::Stale);
        }
        let new = NewPlanVersion {
            plan: &plan,
            effective_on,
            in_force_from,
            source: &source,
            note: note.trim(),
            created_by: &by,
            created_at: self.now(),
        };
        let version = tx.add_plan_version(&new).await?;
        let lines: Vec<String> = changes.iter().map(ToString::to_string).collect();
        let data = json!({
            "document_number": plan.document_number,
            "effective_on": effective_on,
            "in_force_from": in_force_from,
            "changes": lines,
            "note": note.trim(),
        });
        tx.append_event(&ctx.event(self, "plan.import", SubjectKind::Plan, &version.to_string(), data)).await?;
        tx.commit().await?;
        self.reload_plan().await?;
        Ok(ImportOutcome::Imported { version, in_force_from, changes })
    }
}

/// The text in which a plan is kept; refuses one that could not be read back.
pub(super) fn canonical(plan: &Plan) -> Result<String> {
    let source = plan.to_toml();
    match Plan::from_toml(&source) {
        Ok(_) => Ok(source),
        Err(faults) => {
            let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
            Err(Error::internal(format!("the new version of the plan would be faulty: {}", faults.join("; "))))
        }
    }
}
