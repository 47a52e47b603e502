//! Accounts of the desk: what one may do with one's own, what the security administrator does with others', and what
//! must be true of a new one.

mod administration;
mod own;
mod rules;

pub(crate) use administration::Opening;
pub(crate) use rules::{Holder, LOGIN_RULE, can_take_signature, is_login, mask_phone};
