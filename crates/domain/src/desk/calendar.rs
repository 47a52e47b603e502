//! Views of the working-day calendar for 工作日历.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    calendar::{CalendarVersion, Notice},
    id::{CalendarNoticeId, CaseId, FrozenId},
    obligation::{MatterKind, State},
    patrol::FaultKind,
    plan::ColumnCode,
    round::Month,
};

/// The calendar of the county with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarSheet {
    pub version: CalendarVersion,
    /// Those that come with the system, in the order in which they apply.
    pub shipped: Vec<Notice>,
    /// Those that were entered, oldest first.
    pub entered: Vec<EnteredNotice>,
    pub may_change: bool,
}

/// A notice that somebody entered in the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnteredNotice {
    pub id: CalendarNoticeId,
    pub notice: Notice,
    /// Who entered it, and when.
    pub by: String,
    pub at: DateTime<Utc>,
    pub removed: Option<Removed>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    pub at: DateTime<Utc>,
    pub by: String,
    pub reason: String,
}

/// What another calendar does to a running clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedClock {
    pub of: ClockOf,
    /// The column's name, the public title or the number of a single duty, the number of a case, the month of a round, what
    /// was assessed, what kind of fault stands where how often.
    pub name: String,
    /// Names of the units that answer for it.
    pub units: Vec<String>,
    pub due_before: Option<NaiveDate>,
    pub due_after: Option<NaiveDate>,
    pub state_before: State,
    pub state_after: State,
}

/// What a running clock belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum ClockOf {
    Column {
        column: ColumnCode,
    },
    Matter {
        matter: MatterKind,
    },
    Case {
        case: CaseId,
    },
    /// The round of a month, of all units that have not signed it.
    Round {
        month: Month,
    },
    /// The term in which units may appeal against a signed assessment.
    Appeal {
        frozen: FrozenId,
    },
    /// Findings of the patrol that move alike: of one kind and one owner, from one day to one day.
    Findings {
        fault: FaultKind,
        column: Option<ColumnCode>,
    },
}

impl MovedClock {
    /// What it belongs to, in a clerk's words: 教育培训, 待解读：招生办法, 整改 隆门户改〔2026〕7号,
    /// 月度巡查 2026年11月.
    pub fn titled(&self) -> String {
        match &self.of {
            ClockOf::Column { .. } => self.name.clone(),
            ClockOf::Matter { matter } => format!("{}：{}", matter.label(), self.name),
            ClockOf::Case { .. } => format!("整改 {}", self.name),
            ClockOf::Round { .. } => format!("月度巡查 {}", self.name),
            ClockOf::Appeal { .. } => format!("申诉期限：{}", self.name),
            ClockOf::Findings { .. } => format!("巡查问题 {}", self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::DayOfYear, plan::UnitCode};

    #[test]
    fn every_clock_comes_back_from_the_log() {
        let month = Month::parse("2026-11").expect("a month");
        let column = ColumnCode::parse("jypx");
        let matter = MatterKind::YearlyReport {
            column: ColumnCode::parse("xxgknb").expect("a column"),
            unit: UnitCode::parse("jyj").expect("a unit"),
            year: 2026,
            day: DayOfYear::parse("01-31").expect("a day of every year"),
        };
        for of in [
            ClockOf::Case { case: CaseId::new(7) },
            ClockOf::Round { month },
            ClockOf::Appeal { frozen: FrozenId::new(3) },
            ClockOf::Findings { fault: FaultKind::DeadLink, column },
            ClockOf::Findings { fault: FaultKind::DeadLink, column: None },
            ClockOf::Matter { matter },
        ] {
            let text = serde_json::to_string(&of).expect("JSON");
            assert_eq!(serde_json::from_str::<ClockOf>(&text).expect("a clock"), of, "{text}");
        }
    }
}
