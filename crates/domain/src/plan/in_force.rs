//! The plan as it applies on one day: groups and successions resolved into units.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Column, ColumnCode, ColumnKind, GroupMembers, Party, Plan, PlanRow, Signing, UnitCode};

/// Who has which duty on a column, as units.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duties {
    /// 牵头单位
    pub leads: BTreeSet<UnitCode>,
    /// The one that the plan names first; who answers where only one can.
    pub first_lead: Option<UnitCode>,
    /// 保障单位; never empty when the column has leads.
    pub responsible: BTreeSet<UnitCode>,
    pub signing: Signing,
    /// Whether items may be put here at all on that day.
    pub takes_items: bool,
}

/// A plan resolved for a day.
#[derive(Debug, Clone)]
pub struct InForce {
    pub plan: Plan,
    pub on: NaiveDate,
    duties: BTreeMap<ColumnCode, Duties>,
    /// Of the columns to which each unit owes an item of its own: since when it does.
    owing: BTreeMap<ColumnCode, BTreeMap<UnitCode, NaiveDate>>,
}

impl PlanRow {
    /// The parties that review and sign. On the column of special topics a group stands for whoever asks for one
    /// (申请建设栏目的单位): that unit builds its topic, and only units that the row names themselves decide about it.
    /// Taken as its members, the group would let every unit sign the topics of every other.
    pub(super) fn deciding_parties(&self, kind: ColumnKind) -> Vec<Party> {
        let decides = |party: &&Party| kind != ColumnKind::Topics || matches!(party, Party::Unit(_));
        self.leads.iter().filter(decides).cloned().collect()
    }
}

impl Plan {
    /// Resolves the plan for `on`.
    pub fn in_force(self, on: NaiveDate) -> InForce {
        let (mut duties, mut owing) = (BTreeMap::new(), BTreeMap::new());
        for column in &self.columns {
            let its = self.duties_of(column, on);
            if let Some(since) = self.owing(column, &its.responsible, on) {
                owing.insert(column.code.clone(), since);
            }
            duties.insert(column.code.clone(), its);
        }
        InForce { plan: self, on, duties, owing }
    }

    /// The duties on one column on `on`; `None` when the plan has no such column.
    pub fn duties_on(&self, column: &ColumnCode, on: NaiveDate) -> Option<Duties> {
        self.column(column).map(|column| self.duties_of(column, on))
    }

    fn duties_of(&self, column: &Column, on: NaiveDate) -> Duties {
        let mut duties = Duties { takes_items: column.takes_items(on), ..Duties::default() };
        if let Some(row) = &column.row {
            let deciding = row.deciding_parties(column.kind);
            duties.leads = self.units_of(&deciding, on);
            let mut in_order = deciding.iter().map(|party| self.units_of(std::slice::from_ref(party), on));
            duties.first_lead = in_order.find_map(|mut units| units.pop_first());
            duties.responsible = self.units_of(&row.responsible, on);
            if duties.responsible.is_empty() {
                duties.responsible.clone_from(&duties.leads);
            }
            duties.signing = row.signing;
        }
        duties
    }

    /// The unit that carries `code`'s duties on `on`: itself, or the last successor by then.
    pub fn bearer(&self, code: &UnitCode, on: NaiveDate) -> UnitCode {
        let mut bearer = code.clone();
        // A checked plan has no cycle; the bound keeps an unchecked one from hanging.
        for _ in 0..self.units.len() {
            match self.unit(&bearer).and_then(|u| u.successor.as_ref()) {
                Some(succession) if succession.on <= on => bearer = succession.unit.clone(),
                _ => break,
            }
        }
        bearer
    }

    fn units_of(&self, parties: &[Party], on: NaiveDate) -> BTreeSet<UnitCode> {
        let mut units = BTreeSet::new();
        for party in parties {
            match party {
                Party::Unit(code) => {
                    units.insert(self.bearer(code, on));
                }
                Party::Group(code) => match self.group(code).map(|g| &g.members) {
                    Some(GroupMembers::Kinds(kinds)) => {
                        let members = self.units.iter().filter(|u| kinds.contains(&u.kind) && u.exists_on(on));
                        units.extend(members.map(|u| self.bearer(&u.code, on)));
                    }
                    Some(GroupMembers::Units(members)) => {
                        units.extend(members.iter().map(|u| self.bearer(u, on)));
                    }
                    Some(GroupMembers::Outside) | None => {}
                },
            }
        }
        // A unit that was closed without a successor has nobody left who could act.
        units.retain(|code| self.unit(code).is_none_or(|u| u.closed_on.is_none_or(|closed| closed > on)));
        units
    }
}

impl InForce {
    /// The duties on `column`; `None` when the plan has no such column.
    pub fn duties(&self, column: &ColumnCode) -> Option<&Duties> {
        self.duties.get(column)
    }

    /// Since when a responsible unit owes `column` an item of its own; `None` where it owes none.
    pub fn owes_since(&self, column: &ColumnCode, unit: &UnitCode) -> Option<NaiveDate> {
        self.owing.get(column)?.get(unit).copied()
    }

    /// Every column with its duties.
    pub fn all_duties(&self) -> impl Iterator<Item = (&ColumnCode, &Duties)> {
        self.duties.iter()
    }

    /// The name under which `unit` acts today.
    pub fn unit_name<'a>(&'a self, unit: &'a UnitCode) -> &'a str {
        self.plan.unit(unit).map_or(unit.as_str(), |u| &u.name)
    }

    /// The units that exist on this day: founded, not closed, and succeeded by no other.
    pub fn units(&self) -> impl Iterator<Item = &super::Unit> {
        let on = self.on;
        self.plan.units.iter().filter(move |u| u.exists_on(on) && u.successor.as_ref().is_none_or(|s| s.on > on))
    }
}
