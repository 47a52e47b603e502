//! Rights on what is addressed to a unit, and on what it costs the county.

use super::{Action, Refusal};
use crate::{
    account::{Actor, Role},
    plan::UnitCode,
};

/// What is addressed to a unit is for those who work for it; a delegation hands on a signature, not its mail.
pub(super) fn may_for_unit(actor: &Actor, action: Action, unit: &UnitCode) -> Result<(), Refusal> {
    // Whoever leads, keeps the portal or audits it sees what every unit costs; who writes, the own unit's part.
    let sees_all = matches!(actor.role, Role::Reviewer | Role::PortalManager | Role::Auditor);
    if action == Action::ReadUnitLoss && sees_all {
        return Ok(());
    }
    if !action.is_about_a_unit() || !actor.role.edits() {
        return Err(Refusal::Role);
    }
    if unit == &actor.unit { Ok(()) } else { Err(Refusal::OtherUnit) }
}
