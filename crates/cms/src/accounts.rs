//! Accounts of the desk: what one may do with one's own, what the security administrator does with others', and what
//! must be true of a new one.

mod administration;
mod own;
mod rules;

pub(crate) use administration::Opening;
pub(crate) use rules::{Holder, LOGIN_RULE, is_login, mask_phone};

use domain::{account::Actor, desk::people::AccountState, plan::UnitCode};
use store::account::Account;

/// Whether a signature of `giver`'s unit can be delegated to `taker`, who acts for `unit` today: somebody else with an
/// editing role and without that signature of their own.
pub(crate) fn can_take_signature(taker: &Account, unit: &UnitCode, giver: &Actor) -> bool {
    let signs_already = taker.role == domain::account::Role::Reviewer && unit == &giver.unit;
    taker.id != giver.account && taker.state == AccountState::Active && taker.role.edits() && !signs_already
}
