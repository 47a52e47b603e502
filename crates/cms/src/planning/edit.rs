//! Edits of the column tree from the desk (栏目).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::{
    desk::plan::EditPreview,
    event::SubjectKind,
    id::PlanVersionId,
    permission::Action,
    plan::{Change, ColumnCode, ColumnEdit, EditRefused, Plan},
};
use serde_json::json;
use store::plan_version::{NewPlanVersion, PlanVersion};

use super::import::canonical;
use crate::{Cms, Ctx, Error, Result};

impl Cms {
    /// What an edit would change, and what it would do to rights, before it is saved.
    pub async fn preview_edit(&self, ctx: &Ctx, edit: &ColumnEdit) -> Result<EditPreview> {
        ctx.at_desk(Action::ManagePlan)?;
        let today = self.today();
        let (_, plan, versions) = self.plan_to_edit().await?;
        let with_items = self.inner.store.columns_with_items().await?;
        let edited = plan.edited(edit, &with_items, today).map_err(refused)?;
        let (_, without) = self.carried_on(&versions, edit, &with_items).await?;
        Ok(EditPreview {
            changes: plan.diff_to_successor(&edited),
            rights: plan.rights_changes(&edited, today),
            lost_on: without,
        })
    }

    /// The announced versions with the edit, and the days from which those hold that cannot take it.
    async fn carried_on<'a>(
        &self,
        versions: &'a [PlanVersion],
        edit: &ColumnEdit,
        with_items: &BTreeSet<ColumnCode>,
    ) -> Result<(Vec<(&'a PlanVersion, Plan)>, Vec<NaiveDate>)> {
        let (mut with, mut without) = (Vec::new(), Vec::new());
        for version in announced_versions(versions, self.today()) {
            let later = self.plan_of(version.id).await?;
            match later.edited(edit, with_items, version.in_force_from) {
                Ok(later) => with.push((version, later)),
                Err(_) => without.push(version.in_force_from),
            }
        }
        Ok((with, without))
    }

    /// Saves an edit as a new version, in force from today, and names it. `base` is the version that the editor saw; another one in
    /// between gives [`Error::Stale`]. Announced versions get the same edit where they can take it, so that it is not
    /// lost on the day when they come into force.
    pub async fn apply_edit(&self, ctx: &Ctx, base: PlanVersionId, edit: &ColumnEdit) -> Result<PlanVersionId> {
        let by = ctx.at_desk(Action::ManagePlan)?.map(|actor| actor.name.clone()).unwrap_or_default();
        let (today, now) = (self.today(), self.now());
        let (version, plan, versions) = self.plan_to_edit().await?;
        if version != base {
            return Err(Error::Stale);
        }
        let with_items = self.inner.store.columns_with_items().await?;
        let edited = plan.edited(edit, &with_items, today).map_err(refused)?;
        let changes = plan.diff_to_successor(&edited);
        if changes.is_empty() {
            return Ok(version);
        }
        let note = note(&changes);
        let source = canonical(&edited)?;
        let (with, lost_on) = self.carried_on(&versions, edit, &with_items).await?;
        let mut announced = Vec::with_capacity(with.len());
        for (version, later) in with {
            let source = canonical(&later)?;
            announced.push((version, later, source));
        }

        let mut tx = self.inner.store.begin().await?;
        if tx.last_plan_version_for_update().await? != versions.iter().map(|version| version.id).max() {
            return Err(Error::Stale);
        }
        let new = NewPlanVersion {
            plan: &edited,
            effective_on: today,
            in_force_from: today,
            source: &source,
            note: &note,
            created_by: &by,
            created_at: now,
        };
        let version = tx.add_plan_version(&new).await?;
        for (replaced, plan, source) in &announced {
            let (effective_on, in_force_from) = (replaced.effective_on, replaced.in_force_from);
            let new = NewPlanVersion { plan, effective_on, in_force_from, source, ..new };
            tx.add_plan_version(&new).await?;
        }
        let lines: Vec<String> = changes.iter().map(ToString::to_string).collect();
        let data = json!({ "base": base, "changes": lines, "lost_on": lost_on });
        tx.append_event(&ctx.event(self, "plan.edit", SubjectKind::Plan, &version.to_string(), data)).await?;
        tx.commit().await?;
        self.reload_plan().await?;
        Ok(version)
    }

    /// The version in force, read afresh since another node may have changed it, with all versions.
    async fn plan_to_edit(&self) -> Result<(PlanVersionId, Plan, Vec<PlanVersion>)> {
        let versions = self.inner.store.plan_versions().await?;
        let (version, plan) = self.plan_on(&versions, self.today()).await?.ok_or(Error::NotFound)?;
        Ok((version, plan, versions))
    }
}

/// The versions that will come into force after `today`: of those for one day the last, which holds.
fn announced_versions(versions: &[PlanVersion], today: NaiveDate) -> Vec<&PlanVersion> {
    let later = versions.iter().filter(|version| version.in_force_from > today);
    let mut announced: Vec<&PlanVersion> = Vec::new();
    for version in later {
        if announced.last().is_some_and(|before| before.in_force_from == version.in_force_from) {
            announced.pop();
        }
        announced.push(version);
    }
    announced
}

/// The edit in one line for the list of versions.
fn note(changes: &[Change]) -> String {
    let mut note: String = changes.iter().map(ToString::to_string).collect::<Vec<_>>().join("；");
    if let Some((end, _)) = note.char_indices().nth(200) {
        note.truncate(end);
        note.push('…');
    }
    note
}

fn refused(refusal: EditRefused) -> Error {
    Error::field("edit", refusal.to_string())
}
