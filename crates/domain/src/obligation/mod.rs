//! Obligations (保障任务): what every column of the plan owes, by when, and who has to act now.
//!
//! [`Duty::standing`] is one pure function of the column's row, of what is known about the column ([`Facts`]), of the
//! working-day calendar and of a day. Board, reminders, calendar feeds and scores all read its answer.

mod amber;
mod answering;
mod candidate;
mod facts;
mod held;
mod lateness;
mod matter;
mod matter_key;
mod on_its_way;
mod quota;
mod settings;
mod shares;
mod standing;

pub use answering::{SHARED_BY_AT_MOST, answering};
pub use facts::{Adjustments, Exemption, Extension, Facts, Handover, Hands, OpenItem, Probe, PublicItem};
pub use held::handed_over;
pub use lateness::{ItemClock, Lateness};
pub use matter::{Matter, MatterKind};
pub use matter_key::{MatterKey, NoMatterKey};
pub use on_its_way::{ItemOnItsWay, OnItsWay};
pub use quota::{Quota, Slot};
pub use settings::ClockSettings;
pub use shares::{Late, Shares, Side};
pub use standing::{Basis, Duty, SettingItem, Standing, State};
