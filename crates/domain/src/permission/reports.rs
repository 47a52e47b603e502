//! Rights on what readers report.

use serde::{Deserialize, Serialize};

use super::{Action, Refusal, in_stage, leads_itself};
use crate::{
    account::Actor,
    feedback::ReportState,
    id::AccountId,
    plan::{Duties, UnitCode},
};

/// What the rules need to know of a reader's report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportFacts {
    /// The unit that answers for it.
    pub unit: UnitCode,
    pub state: ReportState,
    /// Who has it in hand, or had when it was closed.
    pub handler: Option<AccountId>,
}

/// A report lies in the inbox of the unit that answers for the page and of the lead units of its column. A delegation
/// hands on a signature, not what readers write to a unit.
pub(super) fn may_with_report(
    actor: &Actor,
    action: Action,
    duties: &Duties,
    report: &ReportFacts,
) -> Result<(), Refusal> {
    if !action.is_about_a_report() || !actor.role.edits() {
        return Err(Refusal::Role);
    }
    let leads = leads_itself(actor, duties);
    if report.unit != actor.unit && leads.is_err() {
        return Err(Refusal::OtherUnit);
    }
    let in_own_hands = || if report.handler == Some(actor.account) { Ok(()) } else { Err(Refusal::NotInHand) };
    match action {
        Action::ClaimReport => in_stage(report.state != ReportState::Closed),
        Action::AnswerReport => {
            in_stage(report.state != ReportState::Closed)?;
            in_own_hands()
        }
        // Whose business it is, the unit decides that leads the column.
        Action::ForwardReport => {
            leads?;
            in_stage(report.state != ReportState::Closed)
        }
        // Personal data is for the one person who needs it (个人信息保护法 art. 6).
        Action::OpenContact => in_own_hands(),
        _ => Ok(()),
    }
}
