//! Which units a column's standing is laid on: the board ranks them by it, reminders go to them.

use std::collections::BTreeSet;

use super::Side;
use crate::plan::{Duties, UnitCode};

/// A column that more units write for than this is nobody's in particular: how it stands counts for those who lead it.
pub const SHARED_BY_AT_MOST: usize = 3;

/// The units that answer for a column now. What lies with the lead units (`with`) is theirs, whatever sets the column's
/// state; else it is the unit's that answers for the item on its way (`writing`), or that of those who write for the column.
pub fn answering(duties: &Duties, writing: Option<&UnitCode>, with: Side) -> BTreeSet<UnitCode> {
    match (with, writing) {
        (Side::Unit, Some(unit)) => BTreeSet::from([unit.clone()]),
        (Side::Unit, None) if duties.responsible.len() <= SHARED_BY_AT_MOST => duties.responsible.clone(),
        (Side::Unit, None) | (Side::Lead, _) => duties.leads.clone(),
    }
}
