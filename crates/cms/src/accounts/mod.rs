//! Accounts of the desk: what one may do with one's own, what the security administrator does with others', what
//! must be true of a new one, and who the portal's office is.

mod administration;
mod office;
mod own;
mod rules;

pub(crate) use administration::Opening;
pub(crate) use rules::{Holder, LOGIN_RULE, can_take_signature, is_login, mask_phone};
