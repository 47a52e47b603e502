//! Which units a column's standing is laid on: the board ranks them by it, reminders go to them.

use std::collections::BTreeSet;

use super::Side;
use crate::plan::{Duties, UnitCode};

/// A column that more units write for than this is nobody's in particular: how it stands counts for those who lead it.
pub const SHARED_BY_AT_MOST: usize = 3;

/// The units that answer for a column now. An item on its way counts for the side that has it: `writing` is the unit that
/// answers for such an item, `with` who has it.
pub fn answering(duties: &Duties, writing: Option<&UnitCode>, with: Side) -> BTreeSet<UnitCode> {
    match writing {
        Some(unit) if with == Side::Unit => BTreeSet::from([unit.clone()]),
        Some(_) => duties.leads.clone(),
        None if duties.responsible.len() <= SHARED_BY_AT_MOST => duties.responsible.clone(),
        None => duties.leads.clone(),
    }
}
