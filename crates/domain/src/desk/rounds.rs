//! Views of the units' monthly rounds (月度巡查): the checklist of one unit and month, and the county's table.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::board::UnitName;
use crate::{
    plan::{ColumnCode, UnitCode},
    round::{Answer, Due, Line, Month, RoundState},
};

/// Who signed a round, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The person at the desk.
    pub by: String,
    /// 单位负责人, in whose name it was signed.
    pub head: String,
    pub at: DateTime<Utc>,
}

/// A line with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundLine {
    pub line: Line,
    pub answer: Answer,
    /// Which version of the answer this is; 0 before anybody gave one.
    pub version: i32,
    /// Who gave it last; empty before anybody did.
    pub by: String,
}

/// The round of a unit in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundSheet {
    pub unit: UnitName,
    pub today: NaiveDate,
    /// When the lines were as they stand here: at the signature, or now.
    pub at: DateTime<Utc>,
    /// Fingerprint of what the lines say without the answers: what is signed is what was shown.
    pub shown: String,
    pub due: Due,
    pub state: RoundState,
    /// In the order of the plan; as signed once it is signed.
    pub lines: Vec<RoundLine>,
    pub signed: Option<Signature>,
    /// The months before it and this one, the newest first, each with how it stands.
    pub months: Vec<(Month, RoundState)>,
    pub may_sign: bool,
}

/// A round as somebody has read it who is about to sign it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AsRead {
    /// [`RoundSheet::shown`].
    pub shown: String,
    /// Every column with the version of its answer.
    pub versions: BTreeMap<ColumnCode, i32>,
}

/// A round that a unit still owes, for its first page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwedRound {
    pub due: Due,
    pub state: RoundState,
}

/// An answer as it was read and is to become.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerSave {
    pub column: ColumnCode,
    /// The version that was read.
    pub version: i32,
    pub answer: Answer,
}

/// What somebody else answered in between; theirs stands until it is answered anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerConflict {
    pub column: ColumnCode,
    pub version: i32,
    pub answer: Answer,
    pub by: String,
}

/// What became of a save.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundSaved {
    pub at: DateTime<Utc>,
    /// What was kept, each with its new version.
    pub kept: Vec<(ColumnCode, i32)>,
    pub conflicts: Vec<AnswerConflict>,
}

/// What of the county's table is wanted; all in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundFilter {
    /// `None`: this year.
    pub year: Option<i32>,
    pub unit: Option<UnitCode>,
    /// Units that have a month in this state.
    pub state: Option<RoundState>,
}

/// A unit's month in the county's table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundCell {
    pub month: Month,
    pub state: RoundState,
    pub signed: Option<Signature>,
    /// Columns with problems in the signed round.
    pub problems: u32,
}

/// Units × months of a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundMatrix {
    pub year: i32,
    pub at: DateTime<Utc>,
    pub months: Vec<Due>,
    pub rows: Vec<(UnitName, Vec<RoundCell>)>,
    /// All units that owe rounds, for the filter.
    pub units: Vec<UnitName>,
    /// The first year that has any.
    pub first_year: i32,
}
