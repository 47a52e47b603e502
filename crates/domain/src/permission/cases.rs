//! Who may do what with a case (整改). The two sides never act for one another: the unit takes note and answers, the
//! portal office checks and closes, and nobody of the office checks the own unit.

use serde::{Deserialize, Serialize};

use super::{Action, Refusal, Target, in_stage, may};
use crate::{
    account::{Actor, Role},
    plan::UnitCode,
    rectification::{CaseState, CaseStep},
};

/// What the rules need to know of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseFacts {
    /// Against which it was opened, or the successor of that unit.
    pub unit: UnitCode,
    pub state: CaseState,
}

/// The actions that `actor` may take on a case now, in the order of [`Action::ALL`].
pub fn allowed_with_case(actor: &Actor, case: &CaseFacts) -> Vec<Action> {
    Action::ALL.into_iter().filter(|action| may(actor, *action, Target::Case(case)).is_ok()).collect()
}

pub(super) fn may_with_case(actor: &Actor, action: Action, case: &CaseFacts) -> Result<(), Refusal> {
    let can = |step| in_stage(case.state.after(step).is_some());
    match action {
        Action::ReadCase if matches!(actor.role, Role::PortalManager | Role::Auditor) => Ok(()),
        Action::ReadCase => of_unit(actor, case),
        Action::AcknowledgeCase => {
            of_unit(actor, case)?;
            can(CaseStep::Acknowledge)
        }
        Action::ReplyToCase => {
            of_unit(actor, case)?;
            can(CaseStep::Reply)
        }
        Action::CheckCase => {
            of_office(actor, case)?;
            can(CaseStep::Accept)
        }
        Action::ExtendCase => {
            of_office(actor, case)?;
            can(CaseStep::Extend)
        }
        Action::CloseCase => {
            of_office(actor, case)?;
            can(CaseStep::Close)
        }
        Action::WithdrawCase => {
            of_office(actor, case)?;
            can(CaseStep::Withdraw)
        }
        _ => Err(Refusal::Role),
    }
}

/// An editor of the unit against which the case was opened.
fn of_unit(actor: &Actor, case: &CaseFacts) -> Result<(), Refusal> {
    if !actor.role.edits() {
        return Err(Refusal::Role);
    }
    if actor.unit == case.unit { Ok(()) } else { Err(Refusal::OtherUnit) }
}

/// The portal office, but for a case of one's own unit: nobody is judge of the own work.
fn of_office(actor: &Actor, case: &CaseFacts) -> Result<(), Refusal> {
    if actor.role != Role::PortalManager {
        return Err(Refusal::Role);
    }
    if actor.unit == case.unit { Err(Refusal::OwnUnit) } else { Ok(()) }
}
