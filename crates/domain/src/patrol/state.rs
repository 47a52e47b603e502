//! What becomes of a finding: 疑似, 待处理, 已整改, 误报, 已忽略.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::probe::FirstFailure;

/// A person's word about a finding, with its reason and its end (`design.md` §2: false marks with expiry).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Why.
    pub reason: String,
    /// Who says so.
    pub by: String,
    /// When it was said.
    pub at: DateTime<Utc>,
    /// The last day on which it holds; `None`: for ever.
    pub until: Option<NaiveDate>,
}

impl Mark {
    /// Whether it holds on `day`.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.until.is_none_or(|until| day <= until)
    }
}

/// Where a finding stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum State {
    /// 疑似: failed once; another probe must say whether it counts.
    Suspected {
        /// The first failure.
        first: FirstFailure,
    },
    /// 待处理: to be mended.
    Open,
    /// 已整改: a later round looked and saw it gone. Nobody closes a finding by saying so.
    Fixed {
        /// When it was seen gone.
        at: DateTime<Utc>,
    },
    /// 误报: no fault at all.
    FalseAlarm {
        /// Who says so and why.
        mark: Mark,
    },
    /// 已忽略: a fault that the office leaves as it is.
    Ignored {
        /// Who says so and why.
        mark: Mark,
    },
}

/// What happens to a finding: the first three by the patrol, the others by a person or by the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A probe failed that does not count yet.
    Suspect(FirstFailure),
    /// It is seen, and counts.
    Confirm,
    /// It was looked for and is gone.
    SeeGone(DateTime<Utc>),
    /// A person says that it is none.
    JudgeFalse(Mark),
    /// A person says that it stays as it is.
    Ignore(Mark),
    /// A mark has ended or is taken back.
    LiftMark,
}

/// A finding in this state cannot take this step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("该问题当前状态不能这样处理")]
pub struct NotThatWay;

impl State {
    /// As stored.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Suspected { .. } => "suspected",
            Self::Open => "open",
            Self::Fixed { .. } => "fixed",
            Self::FalseAlarm { .. } => "false-alarm",
            Self::Ignored { .. } => "ignored",
        }
    }

    /// As the desk names it.
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Suspected { .. } => "疑似",
            Self::Open => "待处理",
            Self::Fixed { .. } => "已整改",
            Self::FalseAlarm { .. } => "误报",
            Self::Ignored { .. } => "已忽略",
        }
    }

    /// The mark that holds the finding back.
    pub const fn mark(&self) -> Option<&Mark> {
        match self {
            Self::FalseAlarm { mark } | Self::Ignored { mark } => Some(mark),
            Self::Suspected { .. } | Self::Open | Self::Fixed { .. } => None,
        }
    }

    /// The state after `step`; `None`: the finding is forgotten.
    pub fn after(self, step: Step) -> Result<Option<Self>, NotThatWay> {
        let next = match (self, step) {
            (Self::Suspected { first }, Step::Suspect(_)) => Self::Suspected { first },
            (Self::Fixed { .. }, Step::Suspect(first)) => Self::Suspected { first },
            (Self::Open, Step::Suspect(_)) => Self::Open,
            (Self::Suspected { .. } | Self::Open | Self::Fixed { .. }, Step::Confirm) => Self::Open,
            // It failed once and opened then: it never was one.
            (Self::Suspected { .. }, Step::SeeGone(_)) => return Ok(None),
            (Self::Open, Step::SeeGone(at)) => Self::Fixed { at },
            (fixed @ Self::Fixed { .. }, Step::SeeGone(_)) => fixed,
            // A mark holds whatever the patrol sees.
            (
                marked @ (Self::FalseAlarm { .. } | Self::Ignored { .. }),
                Step::Suspect(_) | Step::Confirm | Step::SeeGone(_),
            ) => marked,
            (Self::Fixed { .. }, Step::Ignore(_)) => return Err(NotThatWay),
            (_, Step::JudgeFalse(mark)) => Self::FalseAlarm { mark },
            (
                Self::Suspected { .. } | Self::Open | Self::FalseAlarm { .. } | Self::Ignored { .. },
                Step::Ignore(mark),
            ) => Self::Ignored { mark },
            (Self::FalseAlarm { .. } | Self::Ignored { .. }, Step::LiftMark) => Self::Open,
            (Self::Suspected { .. } | Self::Open | Self::Fixed { .. }, Step::LiftMark) => return Err(NotThatWay),
        };
        Ok(Some(next))
    }
}
