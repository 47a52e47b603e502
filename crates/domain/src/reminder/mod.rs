//! Reminders (提醒): which unit is told on a working day that a column falls due or is over, when somebody above is told,
//! and what the letter says.
//!
//! [`Asking::on`] is one pure function of a column's [`Standing`](crate::obligation::Standing), of who answers for the
//! column, of what was told before and of a day. Who has been told the same for the same deadline is not told again: the
//! store keeps one reminder for each unit, column or single duty in it, deadline and [`Occasion`].

mod asking;
mod case_line;
mod contact;
mod digest;
pub mod ics;
mod occasion;
mod settings;
mod template;

pub use asking::{Asked, Asking, deadline_of, escalations, occasion_on};
pub use case_line::CaseLine;
pub use contact::{Contact, ContactRefused, parse_contacts, written_contacts};
pub use digest::{DigestLine, items};
pub use occasion::{Occasion, OccasionKind};
pub use settings::ReminderSettings;
pub use template::{PLACEHOLDERS, Placeholder, Template, TemplateKind, Words};
