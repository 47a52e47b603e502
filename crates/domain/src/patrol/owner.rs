//! Who mends a finding: read from the plan.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::kind::{Answerable, FaultKind};
use crate::plan::{ColumnCode, InForce, UnitCode};

/// Who mends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Owner {
    /// The units of a column: the responsible ones mend, the leads see to it (方案: 保障单位巡查, 牵头单位把关).
    Column {
        /// Which.
        column: ColumnCode,
        /// 保障单位.
        responsible: BTreeSet<UnitCode>,
        /// 牵头单位.
        leads: BTreeSet<UnitCode>,
    },
    /// The office that keeps the portal: pages without a column, and the frame around all pages.
    PortalOffice,
}

/// What a unit has to do with a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitsDuty {
    /// It mends it.
    Mend,
    /// It leads the column, and sees to it that others mend it.
    Lead,
}

impl UnitsDuty {
    pub const ALL: [Self; 2] = [Self::Mend, Self::Lead];

    /// As it stands in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mend => "mend",
            Self::Lead => "lead",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Mend => "负责整改",
            Self::Lead => "牵头把关",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|duty| duty.code() == code)
    }
}

impl Owner {
    /// The owner of a fault of `kind` in `column`. A column that the plan gives to nobody is the office's.
    pub fn of(plan: &InForce, kind: FaultKind, column: Option<&ColumnCode>) -> Self {
        let column = column.filter(|_| kind.answerable() == Answerable::Column);
        let duties = column.and_then(|column| plan.duties(column).map(|duties| (column, duties)));
        match duties {
            Some((column, duties)) if !duties.responsible.is_empty() => Self::Column {
                column: column.clone(),
                responsible: duties.responsible.clone(),
                leads: duties.leads.clone(),
            },
            _ => Self::PortalOffice,
        }
    }

    /// Of the units that share a column, the one that published the page mends it, if `source` names exactly one of them by
    /// its name, an alias or the name of a unit that it has succeeded.
    #[must_use]
    pub fn published_by(self, plan: &InForce, source: Option<&str>) -> Self {
        match (self, source) {
            (Self::Column { column, responsible, leads }, Some(source)) => {
                let named = units_called(plan, source).intersection(&responsible).cloned().collect::<BTreeSet<_>>();
                let responsible = if named.len() == 1 { named } else { responsible };
                Self::Column { column, responsible, leads }
            }
            (owner, _) => owner,
        }
    }

    /// The units that mend it after the reforms since; none for what is the portal's office's.
    pub fn mending(&self, plan: &InForce) -> BTreeSet<UnitCode> {
        let Self::Column { responsible, .. } = self else { return BTreeSet::new() };
        responsible.iter().map(|unit| plan.plan.bearer(unit, plan.on)).collect()
    }
}

/// The units that act today for those that are or were called `name`.
fn units_called(plan: &InForce, name: &str) -> BTreeSet<UnitCode> {
    let called = plan.plan.units.iter().filter(|unit| unit.is_called(name));
    called.map(|unit| plan.plan.bearer(&unit.code, plan.on)).collect()
}
