//! Reprints (转载): sources that the portal manager keeps, looked at on a schedule; what is new there is proposed to the
//! editors, who take it over through the normal chain or say why not.

mod comparing;
mod deciding;
mod looking;
mod proposals;
mod reading;
mod sources;

/// The longest text that is taken over; what is longer is read at the original.
const TEXT_MAX: usize = domain::checks::BODY_MAX;
