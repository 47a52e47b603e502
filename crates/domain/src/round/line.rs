//! A line of the checklist: what the system knows of a column.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Answer, Month};
use crate::{obligation::State, plan::ColumnCode};

/// A column as it stands, with what the plan asks of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub column: ColumnCode,
    pub name: String,
    /// 频道 › 栏目组 above it.
    pub path: String,
    /// Row of the county's table.
    pub number: String,
    /// 具体内容 of the plan.
    pub requirement: String,
    pub state: State,
    pub due: Option<NaiveDate>,
    pub days_left: Option<i64>,
    /// How the day was counted, or the rule where nothing was.
    pub arithmetic: String,
    /// What last became public.
    pub last: Option<LastItem>,
    /// Open findings of the patrol that the unit mends.
    pub findings: u32,
    /// Where a link column leads.
    pub link: Option<String>,
    /// The unit's guides, in a column that has some.
    pub guides: Option<Guides>,
    /// Whether "looked through, nothing has changed" counts as an update of the column.
    pub confirmable: bool,
    /// The problem that the round before left open.
    pub carried: Option<Carried>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastItem {
    pub title: String,
    pub on: NaiveDate,
}

/// 办事指南 of the unit: how many there are, and what some lack of the elements that inspections ask for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guides {
    pub total: u32,
    pub incomplete: u32,
    /// The first of them, with what they lack: 老年人优待证办理：缺监督投诉、空白表和样表.
    pub examples: Vec<String>,
}

/// A problem of the last signed round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    pub month: Month,
    pub note: String,
}

/// A line as it was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedLine {
    pub line: Line,
    pub answer: Answer,
}

impl Line {
    /// What the system holds against the column; nobody calls it in order without saying why.
    pub fn known_faults(&self) -> Vec<String> {
        let red = self.state.is_red().then(|| format!("栏目{}", self.state.label()));
        let findings = (self.findings > 0).then(|| format!("巡查问题 {} 个待处理", self.findings));
        red.into_iter().chain(findings).collect()
    }

    /// What the unit's answer is before anybody has given one: a problem that was left open stays one until somebody
    /// says otherwise.
    pub fn first_answer(&self) -> Answer {
        self.carried.as_ref().map_or_else(Answer::default, |carried| Answer::problem(&carried.note))
    }
}
