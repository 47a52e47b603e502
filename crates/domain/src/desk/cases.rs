//! Views of cases (整改): the list, one case with its timeline, a new notice.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Page, board::UnitName, due::DueDay};
use crate::{
    assessment::RuleCode,
    id::{CaseId, FindingId},
    patrol,
    permission::Action,
    plan::{ColumnCode, UnitCode},
    rectification::{CaseState, Entry, Given, Notice, NoticeForm, Point},
};

/// Which cases are asked for, as the address of the page has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseFilter {
    pub state: Option<CaseState>,
    pub unit: Option<UnitCode>,
    /// Only those in which it is the unit's turn.
    pub turn: Option<UnitsTurn>,
    /// From 1.
    pub page: i64,
}

/// Cases that wait for the answer of their unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitsTurn {
    /// Whatever their day.
    Waiting,
    /// Their day is over.
    Overdue,
}

impl UnitsTurn {
    pub const ALL: [Self; 2] = [Self::Waiting, Self::Overdue];

    /// As it stands in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Overdue => "overdue",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Waiting => "尚未回复",
            Self::Overdue => "已逾期",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|turn| turn.code() == code)
    }
}

/// The case as its reader has seen it: a step is taken on that, or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseSeen {
    pub case: CaseId,
    /// Steps taken so far.
    pub version: i32,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRow {
    pub id: CaseId,
    /// 隆门户改〔2026〕7号
    pub number: String,
    /// Without the numbers of people in it.
    pub subject: String,
    pub unit: UnitName,
    pub state: CaseState,
    pub points: usize,
    pub opened_at: DateTime<Utc>,
    /// The last day under the calendar of today.
    pub due: NaiveDate,
    pub is_overdue: bool,
}

/// How many cases there are among those that the reader may see.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseCounts {
    /// The unit's turn.
    pub with_unit: i64,
    pub to_check: i64,
    pub to_close: i64,
    pub overdue: i64,
}

/// 整改台账.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseList {
    pub today: NaiveDate,
    pub page: Page<CaseRow>,
    pub counts: CaseCounts,
    /// To filter by; empty for a unit, which sees its own cases only.
    pub units: Vec<UnitName>,
    pub may_open: bool,
}

/// A step of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseMoment {
    /// From 1, for the opening.
    pub number: i32,
    pub at: DateTime<Utc>,
    pub by: String,
    pub unit_name: String,
    pub entry: Entry,
}

/// How what a point is about stands now, whatever the unit says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointNow {
    /// 巡查：已整改 …
    pub words: String,
    pub is_mended: bool,
}

impl PointNow {
    /// What the patrol says of its finding: only a later round mends it.
    pub fn of_finding(state: &patrol::State, last_seen: DateTime<Utc>) -> Self {
        let is_mended = matches!(state, patrol::State::Fixed { .. });
        let words = match state {
            patrol::State::Fixed { .. } => "巡查核实：已整改，后来的一轮巡查没有再发现".to_owned(),
            state => format!("巡查核实：{}，最近发现 {}", state.label(), crate::time::minute(last_seen)),
        };
        Self { words, is_mended }
    }
}

/// One case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseSheet {
    pub seen: CaseSeen,
    pub row: CaseRow,
    pub notice: Notice,
    /// Name of the office that opened it.
    pub office: String,
    /// The deadline that counts now, as it was given.
    pub given: Given,
    /// The later day to which other days off have moved it since.
    pub moved: Option<DueDay>,
    pub timeline: Vec<CaseMoment>,
    /// Points that are accepted, from 1.
    pub accepted: Vec<u16>,
    /// How each point stands now, in the order of the notice; `None` where nothing measures it.
    pub now: Vec<Option<PointNow>>,
    pub allowed: Vec<Action>,
    pub today: NaiveDate,
    /// Name of the county's portal, for letters.
    pub site_name: String,
}

impl CaseSheet {
    /// The deadline as the notice stated it, whatever was granted since.
    pub fn first_given(&self) -> &Given {
        self.timeline.iter().find_map(|moment| moment.entry.given()).unwrap_or(&self.given)
    }

    /// How often the unit has answered.
    pub fn answers(&self) -> usize {
        self.timeline.iter().filter(|moment| matches!(moment.entry, Entry::Reply { .. })).count()
    }
}

/// Where the office met the fault: it prefills the notice. All empty: by hand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseStart {
    /// 巡查问题.
    pub finding: Option<FindingId>,
    /// A red column of the board.
    pub column: Option<ColumnCode>,
    /// The veto condition of the assessment whose evidence names the column, and the code of its rule set; empty: the one in
    /// use.
    pub veto: Option<RuleCode>,
    pub rules: String,
    /// The subject of the one piece of evidence that is meant, since many guides or accounts stand in one column; empty: any.
    pub subject: String,
    pub unit: Option<UnitCode>,
}

/// A new notice, filled in as far as the system knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseDraft {
    pub form: NoticeForm,
    /// The units that can be addressed.
    pub units: Vec<UnitName>,
    /// A case on the same fault that is not over.
    pub same: Option<CaseLink>,
    /// How many portal managers of other units there are: nobody else checks what is held against the reader's own unit.
    pub managers_elsewhere: usize,
}

/// Something that a notice to a unit may hold as well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseOffer {
    pub point: Point,
    /// It is held against the unit already.
    pub same: Option<CaseLink>,
}

/// A case in a sentence about something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseLink {
    pub id: CaseId,
    pub number: String,
    pub state: CaseState,
}
