//! What the log and the tables know of a period.

use chrono::{DateTime, Utc};

use crate::{
    kind::Form,
    obligation::{Side, State},
    plan::{ColumnCode, UnitCode},
};

/// Items that first became public in the period, without guides and accounts: of those the form counts what there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    pub column: ColumnCode,
    /// The unit that answers for them.
    pub unit: UnitCode,
    pub count: i64,
}

/// Information with a day by which it had to be public, as it became public in the period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timed {
    pub column: ColumnCode,
    pub unit: UnitCode,
    /// Who let the day pass: its unit, or the lead unit alone, where it waited for the signature. `None`: nobody did.
    pub late_with: Option<Side>,
    pub count: i64,
}

/// On how many days of the period a column was seen in a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnDays {
    pub column: ColumnCode,
    pub state: State,
    pub days: i64,
}

/// A letter that was answered in the period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    pub unit: UnitCode,
    pub received_at: DateTime<Utc>,
    pub answered_at: DateTime<Utc>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TopicWork {
    /// Public and not archived on some day of the period.
    pub kept_up: i64,
    /// Of these, those that became public in it.
    pub opened: i64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PatrolWork {
    pub rounds: i64,
    pub found: i64,
    pub mended: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    pub published: Vec<Published>,
    pub timed: Vec<Timed>,
    pub column_days: Vec<ColumnDays>,
    /// Of the interpretations that are still public.
    pub interpretations: Vec<Form>,
    pub topics: TopicWork,
    /// Guides that are public now.
    pub services: i64,
    /// Letters by unit.
    pub received: Vec<(UnitCode, i64)>,
    pub answered: Vec<Answered>,
    pub patrol: PatrolWork,
    /// Signed monthly rounds of the period's months, one for each.
    pub rounds: Vec<UnitCode>,
    /// 新媒体账号 that are public now: platform and name.
    pub accounts: Vec<(String, String)>,
    /// Words of the log, the most frequent first.
    pub actions: Vec<(String, i64)>,
}
