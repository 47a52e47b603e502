//! Rights on a frozen assessment: signed by a second person of the portal's office, its appeals decided by somebody who
//! has no part in them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Action, Refusal, in_stage};
use crate::{
    account::{Actor, Role},
    id::AccountId,
    plan::UnitCode,
};

/// What the rules need to know of a frozen assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetFacts {
    pub prepared_by: AccountId,
    /// Neither signed nor replaced by a later one.
    pub is_open: bool,
    /// The units whose people keep the portal.
    pub office: BTreeSet<UnitCode>,
}

/// What the rules need to know of an appeal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppealFacts {
    /// The unit that appeals.
    pub unit: UnitCode,
    pub is_open: bool,
    /// Who froze what is disputed.
    pub prepared_by: AccountId,
    /// Who judged the leaf, if a person did.
    pub judged_by: Option<AccountId>,
    /// The units whose people keep the portal.
    pub office: BTreeSet<UnitCode>,
}

pub(super) fn may_with_sheet(actor: &Actor, action: Action, sheet: &SheetFacts) -> Result<(), Refusal> {
    if action != Action::SignAssessment {
        return Err(Refusal::Role);
    }
    of_the_office(actor, &sheet.office)?;
    in_stage(sheet.is_open)?;
    if sheet.prepared_by == actor.account { Err(Refusal::OwnPart) } else { Ok(()) }
}

pub(super) fn may_with_appeal(actor: &Actor, action: Action, appeal: &AppealFacts) -> Result<(), Refusal> {
    if action != Action::DecideAppeal {
        return Err(Refusal::Role);
    }
    of_the_office(actor, &appeal.office)?;
    in_stage(appeal.is_open)?;
    if appeal.unit == actor.unit {
        Err(Refusal::OwnUnit)
    } else if appeal.prepared_by == actor.account || appeal.judged_by == Some(actor.account) {
        Err(Refusal::OwnPart)
    } else {
        Ok(())
    }
}

/// The portal manager, and who signs for the unit that keeps the portal.
fn of_the_office(actor: &Actor, office: &BTreeSet<UnitCode>) -> Result<(), Refusal> {
    match actor.role {
        Role::PortalManager => Ok(()),
        Role::Reviewer if office.contains(&actor.unit) => Ok(()),
        Role::Reviewer => Err(Refusal::OtherUnit),
        _ => Err(Refusal::Role),
    }
}
