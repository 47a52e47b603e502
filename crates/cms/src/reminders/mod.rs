//! 到期提醒: every working morning each unit is told once, in one digest, of the columns that fall due or are over, and of
//! the cases that wait for its answer.
//!
//! [`Cms::remind`] derives what to tell from how the columns stand and from what was told before, and writes reminders and
//! mail of a unit in one transaction: a crash, a second node or a start later in the day loses nothing and doubles
//! nothing. [`Cms::send_mail`] carries the mail out through a [`Post`], again and again until it is gone or too old; the
//! reminders stand in the desk whatever becomes of it.

mod answering;
mod calendar;
mod cases;
mod lists;
mod mailing;
mod making;
mod post;
mod wording;

pub use making::Reminded;
pub use post::{NoPost, OutgoingMail, Post, PostFault};
