//! Which units a column's standing is laid on: the board ranks them by it, reminders go to them.

use std::collections::BTreeSet;

use super::Side;
use crate::plan::{Duties, Signing, UnitCode};

/// A column that more units write for than this is nobody's in particular: how it stands counts for those who lead it.
pub const SHARED_BY_AT_MOST: usize = 3;

/// The units that answer for a column now. What lies with the lead units (`with`) is theirs, whatever sets the column's
/// state, but for those that have `signed` it already; else it is the unit's that answers for the item on its way
/// (`writing`), or that of those who write for the column.
pub fn answering(
    duties: &Duties,
    writing: Option<&UnitCode>,
    with: Side,
    signed: &BTreeSet<UnitCode>,
) -> BTreeSet<UnitCode> {
    match (with, writing) {
        (Side::Lead, _) => waited_for(duties, signed),
        (Side::Unit, Some(unit)) => BTreeSet::from([unit.clone()]),
        (Side::Unit, None) if duties.responsible.len() <= SHARED_BY_AT_MOST => duties.responsible.clone(),
        (Side::Unit, None) => duties.leads.clone(),
    }
}

/// The lead units whose signature is missing. Where any of them signs, one that a plan asked for before is nobody's excuse.
fn waited_for(duties: &Duties, signed: &BTreeSet<UnitCode>) -> BTreeSet<UnitCode> {
    let missing: BTreeSet<UnitCode> = match duties.signing {
        Signing::AllLeads => duties.leads.difference(signed).cloned().collect(),
        Signing::AnyLead | Signing::TwoPeople => BTreeSet::new(),
    };
    // Nothing lies there without somebody who has to see to it.
    if missing.is_empty() { duties.leads.clone() } else { missing }
}
