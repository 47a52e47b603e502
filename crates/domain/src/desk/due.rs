//! A computed day as a page shows it: with what led to it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{calendar::CalendarVersion, clock::Deadline};

/// The last day of a clock in words. Rule 8 of the product: a date is shown with its arithmetic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueDay {
    pub on: NaiveDate,
    /// `立案 11-24 → 3 个工作日 → 11-27`
    pub arithmetic: String,
    /// What may still move it, as sentences.
    pub doubts: Vec<String>,
    /// With which days it was counted.
    pub calendar: CalendarVersion,
}

impl DueDay {
    /// `event` is what the first day is, e.g. 立案; `None` while the clock stands still.
    pub fn of(deadline: &Deadline, event: &str) -> Option<Self> {
        Some(Self {
            on: deadline.due?,
            arithmetic: deadline.arithmetic(event),
            doubts: deadline.doubts.iter().map(ToString::to_string).collect(),
            calendar: deadline.calendar.clone(),
        })
    }

    /// What stands quietly beside the day: `立案 11-24 → 3 个工作日 → 11-27；日历版本 2017-2026/8c1f22d0`.
    pub fn note(&self) -> String {
        let mut text = self.arithmetic.clone();
        for doubt in &self.doubts {
            text += &format!("；{doubt}");
        }
        text + &format!("；日历版本 {}", self.calendar)
    }
}
