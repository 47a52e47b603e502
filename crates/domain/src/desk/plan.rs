//! Views of the plan for 栏目.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    id::PlanVersionId,
    plan::{Change, ColumnCode, Plan, RightsChange},
};

/// The plan in force, with what the tree shows beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanSheet {
    pub version: PlanVersionId,
    pub plan: Plan,
    /// Public items per column.
    pub published: BTreeMap<ColumnCode, i64>,
    pub may_edit: bool,
    /// Versions newest first, those not yet in force included.
    pub versions: Vec<PlanVersionRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanVersionRow {
    pub id: PlanVersionId,
    pub document_number: String,
    pub effective_on: NaiveDate,
    pub by: String,
    pub at: DateTime<Utc>,
    pub note: String,
}

/// What an edit would do, before it is saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditPreview {
    pub changes: Vec<Change>,
    pub rights: Vec<RightsChange>,
    /// From these days on announced versions hold that cannot take the edit over: it ends there.
    pub lost_on: Vec<NaiveDate>,
}
