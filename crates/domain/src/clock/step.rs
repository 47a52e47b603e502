//! The steps that lead from the first day of a term to its last.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Days in a row that have the same reason to count or not to count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub from: NaiveDate,
    pub to: NaiveDate,
    #[serde(flatten)]
    pub kind: StepKind,
    /// How many days of the term are over at the end of `to`; for terms of working days and of days.
    pub counted: u16,
    /// The step as a sentence.
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum StepKind {
    /// Day 0, on which the term starts; it does not count.
    Start,
    /// Days that count.
    Counts,
    /// Days that count although the week says otherwise (调休上班).
    MakeUp { holiday: String, source: String },
    /// Saturdays and Sundays.
    Weekend,
    /// Days off by a notice.
    Off { holiday: String, source: String },
    /// Days of a pause.
    Paused { reason: String },
    /// The term is over, but its last day is a day off: it moves on.
    MovedOn,
    /// The last working day of the year, beyond which the term does not reach.
    YearEnd,
}

impl Step {
    pub(super) fn new(from: NaiveDate, to: NaiveDate, kind: StepKind, counted: u16, length: u16) -> Self {
        let days = if from == to { from.to_string() } else { format!("{from} 至 {to}") };
        let numbers = || {
            let first = counted.saturating_sub(length.saturating_sub(1));
            if length > 1 { format!("第 {first}–{counted} 天") } else { format!("第 {counted} 天") }
        };
        let text = match &kind {
            StepKind::Start => format!("{days} 起算日，不计入"),
            StepKind::Counts => format!("{days} 计{}", numbers()),
            StepKind::MakeUp { holiday, source } => format!("{days} {holiday}调休上班，计{}（{source}）", numbers()),
            StepKind::Weekend => format!("{days} 周末，不计"),
            StepKind::Off { holiday, source } => format!("{days} {holiday}放假，不计（{source}）"),
            StepKind::Paused { reason } => format!("{days} 暂停计时，不计（{reason}）"),
            StepKind::MovedOn => format!("{days} 期满日遇休息日，顺延至此"),
            StepKind::YearEnd => format!("{days} 年内最后一个工作日，不转入下一年"),
        };
        Self { from, to, kind, counted, text }
    }
}
