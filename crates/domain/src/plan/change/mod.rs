//! Changes of the plan: comparing two versions, adopting a new one, and editing one column from the desk.

mod adopt;
mod beginning;
mod diff;
mod edit;
mod rights;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{ColumnCode, GroupCode, UnitCode};

pub use edit::{ColumnEdit, EditRefused};
pub use rights::RightsChange;

/// One difference between two plans: first the plan itself, units and groups, then columns in the order of the new
/// plan's tree; removed columns last. `Display` is its line in `plan diff` and on the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// The title, the document number, the day of effect or a field of the site's frame reads otherwise.
    PlanChanged {
        field: String,
        from: String,
        to: String,
    },
    UnitAdded {
        code: UnitCode,
        name: String,
    },
    UnitRemoved {
        code: UnitCode,
        name: String,
    },
    UnitChanged {
        code: UnitCode,
        name: String,
        field: String,
        from: String,
        to: String,
    },
    GroupAdded {
        code: GroupCode,
        name: String,
    },
    GroupRemoved {
        code: GroupCode,
        name: String,
    },
    GroupChanged {
        code: GroupCode,
        name: String,
        field: String,
        from: String,
        to: String,
    },
    ColumnAdded {
        code: ColumnCode,
        path: String,
    },
    ColumnRemoved {
        code: ColumnCode,
        path: String,
    },
    /// Under another parent.
    ColumnMoved {
        code: ColumnCode,
        from: String,
        to: String,
    },
    /// The columns that stayed under one parent (the channels when `None`) stand in another order.
    ColumnsReordered {
        parent: Option<ColumnCode>,
        path: String,
        from: String,
        to: String,
    },
    /// A field of the column or its row reads otherwise; `field` is its Chinese name.
    ColumnChanged {
        code: ColumnCode,
        path: String,
        field: String,
        from: String,
        to: String,
    },
    /// A duty (牵头 or 保障) laid on or taken off a party of the table.
    DutyAdded {
        code: ColumnCode,
        path: String,
        duty: String,
        party: String,
    },
    DutyRemoved {
        code: ColumnCode,
        path: String,
        duty: String,
        party: String,
    },
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PlanChanged { field, from, to } => write!(f, "± 方案 {field}：{} → {}", or_blank(from), or_blank(to)),
            Self::UnitAdded { name, .. } => write!(f, "+ 单位 {name}"),
            Self::UnitRemoved { name, .. } => write!(f, "− 单位 {name}"),
            Self::UnitChanged { name, field, from, to, .. } => {
                write!(f, "± 单位 {name} {field}：{} → {}", or_blank(from), or_blank(to))
            }
            Self::GroupAdded { name, .. } => write!(f, "+ 单位组 {name}"),
            Self::GroupRemoved { name, .. } => write!(f, "− 单位组 {name}"),
            Self::GroupChanged { name, field, from, to, .. } => {
                write!(f, "± 单位组 {name} {field}：{} → {}", or_blank(from), or_blank(to))
            }
            Self::ColumnAdded { path, .. } => write!(f, "+ 栏目 {path}"),
            Self::ColumnRemoved { path, .. } => write!(f, "− 栏目 {path}"),
            Self::ColumnMoved { from, to, .. } => write!(f, "± 栏目 {from} 移动：→ {to}"),
            Self::ColumnsReordered { path, from, to, .. } => write!(f, "± {path} 顺序：{from} → {to}"),
            Self::ColumnChanged { path, field, from, to, .. } => {
                write!(f, "± {path} {field}：{} → {}", or_blank(from), or_blank(to))
            }
            Self::DutyAdded { path, duty, party, .. } => write!(f, "+ {duty} {party}：{path}"),
            Self::DutyRemoved { path, duty, party, .. } => write!(f, "− {duty} {party}：{path}"),
        }
    }
}

fn or_blank(text: &str) -> &str {
    if text.is_empty() { "（空）" } else { text }
}
