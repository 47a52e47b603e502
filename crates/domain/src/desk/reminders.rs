//! Views of reminders: what a unit was told and what the office sees of all units.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{board::UnitName, secret_address::SecretAddress};
use crate::{
    id::ReminderId,
    obligation::MatterKey,
    plan::{ColumnCode, UnitCode},
    reminder::{Occasion, OccasionKind, Template, TemplateKind},
};

/// Longest note of an acknowledgement, in characters.
pub const LONGEST_NOTE: usize = 200;

/// One reminder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReminderLine {
    pub id: ReminderId,
    /// Who was told.
    pub unit: UnitName,
    /// Whose duty it is.
    pub of: UnitName,
    pub column: ColumnCode,
    pub name: String,
    /// 频道 › 栏目组 above the column.
    pub path: String,
    /// The single duty in the column, if it is not the column itself that is told of.
    pub matter: Option<ToldMatter>,
    /// The last good day, or the day since which there is nothing.
    pub deadline: NaiveDate,
    pub occasion: Occasion,
    /// The working day on which it was made.
    pub made_on: NaiveDate,
    /// As it was counted on that day.
    pub arithmetic: String,
    pub acknowledged: Option<Acknowledgement>,
    /// The deadline was met, moved or waived since.
    pub is_settled: bool,
    /// How often the unit was told of this deadline, this time included.
    pub times: u32,
    /// What became of the letter of that morning.
    pub mail: Option<MailLine>,
}

/// A single duty as it was called when it was told of; it may be gone since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldMatter {
    pub key: MatterKey,
    /// 待答复：读者纠错 2026-1.
    pub title: String,
}

impl ReminderLine {
    /// What is told of: the column, or the single duty.
    pub fn titled(&self) -> &str {
        self.matter.as_ref().map_or(&self.name, |matter| &matter.title)
    }
}

/// Somebody of the unit has taken note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledgement {
    pub by: String,
    pub at: DateTime<Utc>,
    pub note: String,
}

/// What became of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailLine {
    pub state: MailState,
    /// When it was sent or given up.
    pub at: Option<DateTime<Utc>>,
    /// To whom it went, so far or at last.
    pub to: String,
    pub attempts: u32,
    /// To whom not and why; the reason alone where it is the same for all. Never a password.
    pub fault: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MailState {
    /// Somebody has not got it and may still.
    Waiting,
    Sent,
    /// Somebody has it, somebody never will.
    Partly,
    GivenUp,
}

impl MailState {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Waiting => "待发送",
            Self::Sent => "已发送",
            Self::Partly => "部分送达",
            Self::GivenUp => "未送达",
        }
    }
}

/// What the actor's unit was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyReminders {
    pub today: NaiveDate,
    pub unit_name: String,
    /// Of each deadline that nobody has acknowledged the last reminder; the oldest deadline first.
    pub waiting: Vec<ReminderLine>,
    /// The last ones that were acknowledged or settled, newest first.
    pub done: Vec<ReminderLine>,
    pub calendar: Option<SecretAddress>,
}

/// What the office looks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReminderFilter {
    pub unit: Option<UnitCode>,
    pub kind: Option<OccasionKind>,
    pub answer: Option<Answer>,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    Acknowledged,
    /// Neither acknowledged nor settled.
    Open,
    /// The letter has not arrived everywhere.
    MailFailed,
}

impl Answer {
    pub const ALL: [Self; 3] = [Self::Open, Self::Acknowledged, Self::MailFailed];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Acknowledged => "acknowledged",
            Self::Open => "open",
            Self::MailFailed => "mail-failed",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Acknowledged => "已确认",
            Self::Open => "未确认",
            Self::MailFailed => "邮件未送达",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.code() == code)
    }
}

/// 提醒台账: who was reminded when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReminderReport {
    pub today: NaiveDate,
    /// Newest first.
    pub lines: Vec<ReminderLine>,
    /// How many there are; more than `lines` when the list was cut.
    pub total: u32,
    /// Every unit that may be chosen.
    pub units: Vec<UnitName>,
    /// Letters can be sent at all.
    pub sends_mail: bool,
    pub may_manage: bool,
}

/// Where a unit's letters go, as it is edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitContacts {
    pub unit: UnitName,
    /// An address a line, and the login of the account that reads there.
    pub addresses: String,
    /// The same of the unit's head.
    pub heads: String,
}

/// A letter as the office words it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateSheet {
    pub kind: TemplateKind,
    pub template: Template,
    /// Nobody has worded another.
    pub is_usual: bool,
}
