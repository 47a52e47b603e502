//! What a reminder is made for.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a reminder is made for; the same never comes twice for one deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "number")]
pub enum Occasion {
    /// So many working days before the last good day.
    Before(u16),
    OnTheDay,
    /// Overdue since this many periods; 0 on the first working day after the deadline.
    Overdue(u16),
    /// Blank since this many periods.
    Blank(u16),
    /// Nobody acknowledged: to the head of the unit.
    Head,
    /// … to a unit that leads the column.
    Lead,
    /// … to the portal's office.
    Office,
}

/// Occasions without their numbers, for filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OccasionKind {
    Before,
    OnTheDay,
    Overdue,
    Blank,
    Head,
    Lead,
    Office,
}

impl OccasionKind {
    pub const ALL: [Self; 7] =
        [Self::Before, Self::OnTheDay, Self::Overdue, Self::Blank, Self::Head, Self::Lead, Self::Office];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::OnTheDay => "on-the-day",
            Self::Overdue => "overdue",
            Self::Blank => "blank",
            Self::Head => "head",
            Self::Lead => "lead",
            Self::Office => "office",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Before => "到期前",
            Self::OnTheDay => "到期当日",
            Self::Overdue => "逾期",
            Self::Blank => "空白",
            Self::Head => "上报单位负责人",
            Self::Lead => "上报牵头单位",
            Self::Office => "上报门户管理部门",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

impl Occasion {
    pub const fn kind(self) -> OccasionKind {
        match self {
            Self::Before(_) => OccasionKind::Before,
            Self::OnTheDay => OccasionKind::OnTheDay,
            Self::Overdue(_) => OccasionKind::Overdue,
            Self::Blank(_) => OccasionKind::Blank,
            Self::Head => OccasionKind::Head,
            Self::Lead => OccasionKind::Lead,
            Self::Office => OccasionKind::Office,
        }
    }

    /// Days or periods; 0 where there is no number.
    pub const fn number(self) -> u16 {
        match self {
            Self::Before(number) | Self::Overdue(number) | Self::Blank(number) => number,
            Self::OnTheDay | Self::Head | Self::Lead | Self::Office => 0,
        }
    }

    pub const fn new(kind: OccasionKind, number: u16) -> Self {
        match kind {
            OccasionKind::Before => Self::Before(number),
            OccasionKind::OnTheDay => Self::OnTheDay,
            OccasionKind::Overdue => Self::Overdue(number),
            OccasionKind::Blank => Self::Blank(number),
            OccasionKind::Head => Self::Head,
            OccasionKind::Lead => Self::Lead,
            OccasionKind::Office => Self::Office,
        }
    }

    /// The column is overdue or blank, and the unit itself is told.
    pub const fn is_red(self) -> bool {
        matches!(self, Self::Overdue(_) | Self::Blank(_))
    }

    /// Somebody above is told, since nobody acknowledged.
    pub const fn is_escalation(self) -> bool {
        matches!(self, Self::Head | Self::Lead | Self::Office)
    }
}

/// 到期前 7 个工作日.
impl fmt::Display for Occasion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Before(days) => write!(f, "到期前 {days} 个工作日"),
            Self::Overdue(0) | Self::Blank(0) => f.write_str(self.kind().label()),
            Self::Overdue(number) | Self::Blank(number) => {
                write!(f, "{}，第 {} 次", self.kind().label(), number.saturating_add(1))
            }
            Self::OnTheDay | Self::Head | Self::Lead | Self::Office => f.write_str(self.kind().label()),
        }
    }
}
