//! The plan: the column tree and its edits.

use domain::{
    desk::plan::{EditPreview, PlanSheet},
    id::PlanVersionId,
    plan::{ColumnCode, ColumnEdit, UnitCode},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Json, Served};
#[cfg(feature = "ssr")]
use super::{context, served};

#[server(name = AskPlanSheet, prefix = "/api/desk", endpoint = "plan/sheet", input = Json, output = Json)]
pub async fn plan_sheet() -> Result<Served<PlanSheet>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(served(&cms, cms.plan_sheet(&ctx).await?))
}

/// What the edit would do to the plan and to rights; saves nothing.
#[server(prefix = "/api/desk", endpoint = "plan/preview", input = Json, output = Json)]
pub async fn preview_edit(edit: ColumnEdit) -> Result<EditPreview, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.preview_edit(&ctx, &edit).await?)
}

/// Makes the edit, if the plan is still the version that the caller saw.
#[server(prefix = "/api/desk", endpoint = "plan/apply", input = Json, output = Json)]
pub async fn apply_edit(seen: PlanVersionId, edit: ColumnEdit) -> Result<PlanVersionId, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.apply_edit(&ctx, seen, &edit).await?)
}

/// What columns and units are called, for choices; the plan itself would be much more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanNames {
    /// Columns that hold items, history columns included, in tree order.
    pub columns: Vec<ColumnName>,
    /// Units of today.
    pub units: Vec<UnitName>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnName {
    pub code: ColumnCode,
    /// 频道 / 一级 / 二级
    pub path: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitName {
    pub code: UnitCode,
    pub name: String,
    pub has_account: bool,
}

#[server(name = AskPlanNames, prefix = "/api/desk", endpoint = "plan/names", input = Json, output = Json)]
pub async fn plan_names() -> Result<PlanNames, ApiError> {
    let (cms, ctx) = context()?;
    ctx.actor()?;
    let in_force = cms.plan();
    let plan = &in_force.plan;
    let columns = plan.columns.iter().filter(|column| column.kind.holds_items());
    let columns = columns.map(|column| ColumnName { code: column.code.clone(), path: plan.path_name(&column.code) });
    let units = in_force.units();
    let units = units.map(|u| UnitName { code: u.code.clone(), name: u.name.clone(), has_account: u.has_account });
    Ok(PlanNames { columns: columns.collect(), units: units.collect() })
}
