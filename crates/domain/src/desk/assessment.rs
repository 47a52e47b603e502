//! Views of the assessment for 考核自查.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    assessment::{
        AppealState, Correction, Decimal, FrozenLoss, Grade, LeafLine, LossKey, Period, RuleCode, RuleOrigin, Score,
        Signature, Span, Succession, Versions, VetoState, WaysBack,
    },
    desk::{FieldFault, board::UnitName, due::DueDay},
    id::{AppealId, FrozenId, JudgementId},
    plan::{ColumnCode, UnitCode},
};

/// Longest reason, in characters.
const LONGEST_REASON: usize = 500;
/// Longest address, in characters.
const LONGEST_ADDRESS: usize = 500;
/// Columns that a simulation takes at most: more than any veto asks for.
pub const MOST_SUPPOSED: u16 = 200;

/// Which score is asked for; it stands in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AssessmentAsk {
    /// Code of the rule set; empty: the one in use.
    pub rules: String,
    /// The day whose state it is; `None`: today.
    pub at: Option<NaiveDate>,
    /// What this unit lost.
    pub unit: Option<UnitCode>,
    /// What was lost in this column.
    pub column: Option<ColumnCode>,
    /// 模拟: so many columns more go out of date …
    pub stale: u16,
    /// … and so many fall blank.
    pub blank: u16,
    /// … and what these veto conditions measure comes to so much, as it was typed.
    pub supposed: Vec<(RuleCode, String)>,
}

/// The score of a day under one rule set, with everything that led to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessmentSheet {
    /// What cannot be answered as it was asked: today is shown instead of such a day, and nothing is supposed of such a veto.
    pub faults: Vec<FieldFault>,
    /// Code and name of every rule set, the latest first.
    pub rule_sets: Vec<(String, String)>,
    /// Where this one comes from.
    pub origin: RuleOrigin,
    /// The document of this one, and what must be known of it.
    pub document: String,
    pub note: String,
    pub score: Score,
    pub ways: WaysBack,
    /// What the units cost the county, the most first; `None` is what nobody in particular answers for.
    pub by_unit: Vec<(Option<UnitName>, Decimal)>,
    /// At the end of the year if nothing is done; only for today.
    pub forecast: Option<Forecast>,
    /// Measurements that the rule set asks for and that nothing takes yet.
    pub not_measured: Vec<String>,
    /// Measurements of which only the state of today is known, when another day is asked for.
    pub present_only: Vec<String>,
    /// The tests that rest on one of them.
    pub present_leaves: BTreeSet<RuleCode>,
    /// `None` of the first of all rule sets.
    pub differences: Option<Differences>,
    /// Of the unit or column that was asked for.
    pub part: Option<PartSheet>,
    pub simulated: Option<Simulated>,
    /// What people judged, the newest first.
    pub judged: Vec<JudgedLine>,
    /// The leaves that a person may judge, when the reader may and the score is that of today: code and name.
    pub to_judge: Vec<(String, String)>,
    /// Units to choose from, for whoever sees them all.
    pub units: Vec<UnitName>,
    pub may_freeze: bool,
    /// The report and the file have the evidence of all units.
    pub may_report: bool,
    pub frozen: Vec<FrozenLine>,
    /// How many appeals against these wait for a decision, for whoever sees those of all units.
    pub open_appeals: Vec<(FrozenId, i64)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forecast {
    pub on: NaiveDate,
    pub points: Span,
    pub grade: Grade,
    /// Veto conditions that would be hit by then and are not today: 首页不更新：监测2周，首页无信息更新，已触及否决：37 天.
    pub new_vetoes: Vec<String>,
    /// Measurements that count as they are today, since nobody knows what visits will find.
    pub as_today: Vec<String>,
}

impl Forecast {
    /// What it cannot look ahead, as a sentence; `None` when there is nothing.
    pub fn caveat(&self) -> Option<String> {
        let names = self.as_today.join("、");
        (!names.is_empty()).then(|| format!("巡查和访问的结果无法预测，下列各项按今天的情况计入：{names}。"))
    }
}

/// What a rule set says otherwise than the one before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Differences {
    /// The name of the other.
    pub former: String,
    pub succession: Succession,
    /// Line by line.
    pub lines: Vec<String>,
}

/// What one unit or column lost, with the evidence under every point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartSheet {
    pub name: String,
    pub points: Decimal,
    pub lines: Vec<PartLine>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartLine {
    /// 指标：测点, or the veto condition.
    pub name: String,
    pub what: String,
    pub address: Option<String>,
    pub column: Option<ColumnCode>,
    /// Of the total; `None` under a veto.
    pub points: Option<Decimal>,
}

/// What would follow if more columns went out of date or fell blank, or veto conditions came to other values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Simulated {
    /// The columns that were supposed: those next to go.
    pub columns: Vec<String>,
    pub points: Span,
    pub grade: Grade,
    /// The veto conditions that would be hit or come near.
    pub vetoes: Vec<String>,
    /// How those stand then whose value was supposed.
    pub supposed: Vec<SupposedVeto>,
}

/// A veto condition under a value that was supposed of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupposedVeto {
    pub code: RuleCode,
    pub state: VetoState,
    /// 已触及否决：16 天
    pub sentence: String,
}

/// The field in which the value of a veto condition is supposed.
pub fn supposed_field(veto: &RuleCode) -> String {
    format!("suppose-{veto}")
}

/// A judgement in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JudgedLine {
    pub id: JudgementId,
    pub leaf: RuleCode,
    pub name: String,
    pub verdict: String,
    pub reason: String,
    /// Empty when nothing is wrong.
    pub evidence: String,
    pub by: String,
    pub at: DateTime<Utc>,
    /// Why it counts no more.
    pub ended: Option<String>,
    /// Where it counts in the score that is shown: at present, or in a quarter that is over; `None`: nowhere.
    pub counts_in: Option<Period>,
}

/// How the form judges.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JudgeAs {
    /// 无问题; of a bonus: fully earned.
    #[default]
    InOrder,
    /// Lost at a test, earned at a bonus.
    Points,
    /// Found what a veto forbids.
    Found,
}

impl JudgeAs {
    pub const ALL: [Self; 3] = [Self::InOrder, Self::Points, Self::Found];

    pub const fn code(self) -> &'static str {
        match self {
            Self::InOrder => "in-order",
            Self::Points => "points",
            Self::Found => "found",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::InOrder => "无问题（加分项为已达到）",
            Self::Points => "计分（扣分项为所扣，加分项为所加）",
            Self::Found => "出现问题（否决项）",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }
}

/// A judgement to be entered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct JudgeForm {
    /// Code of the rule set.
    pub rules: String,
    pub leaf: String,
    pub verdict: JudgeAs,
    pub points: String,
    /// Whose loss it is; empty: nobody's in particular.
    pub unit: String,
    pub reason: String,
    pub evidence: String,
}

impl JudgeForm {
    /// The form without spaces at the ends.
    #[must_use]
    pub fn trimmed(&self) -> Self {
        let trimmed = |text: &str| text.trim().to_owned();
        Self {
            rules: trimmed(&self.rules),
            leaf: trimmed(&self.leaf),
            verdict: self.verdict,
            points: trimmed(&self.points),
            unit: trimmed(&self.unit),
            reason: trimmed(&self.reason),
            evidence: trimmed(&self.evidence),
        }
    }

    /// What is wrong with it by itself.
    pub fn faults(&self) -> Vec<FieldFault> {
        let mut faults: Vec<FieldFault> = reason_fault("reason", &self.reason).into_iter().collect();
        let needs_evidence = self.verdict != JudgeAs::InOrder;
        if needs_evidence && self.evidence.is_empty() {
            faults.push(FieldFault::new("evidence", "请填写依据的网址"));
        }
        faults.extend(address_fault("evidence", &self.evidence));
        if self.verdict == JudgeAs::Points && self.points.parse::<Decimal>().is_err() {
            faults.push(FieldFault::new("points", "请填写分数，如 1.5"));
        }
        faults
    }
}

/// A reason is part of the record.
pub fn reason_fault(field: &str, reason: &str) -> Option<FieldFault> {
    match reason.trim().chars().count() {
        0 => Some(FieldFault::new(field, "请写明理由，理由会长期保留")),
        n if n > LONGEST_REASON => Some(FieldFault::new(field, format!("最多 {LONGEST_REASON} 字"))),
        _ => None,
    }
}

/// An address of the portal or of another site; none is no fault.
pub fn address_fault(field: &str, address: &str) -> Option<FieldFault> {
    let is_own = address.starts_with('/') && !address.starts_with("//");
    let is_web =
        ["https://", "http://"].iter().any(|scheme| address.len() > scheme.len() && address.starts_with(scheme));
    let is_plain = !address.chars().any(|c| c.is_whitespace() || c.is_control());
    if address.is_empty() || ((is_own || is_web) && is_plain && address.chars().count() <= LONGEST_ADDRESS) {
        None
    } else {
        Some(FieldFault::new(field, "请填写网址，如 /c/tzgg 或 https://…"))
    }
}

/// A line of the list of frozen assessments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenLine {
    pub id: FrozenId,
    pub rule_set_name: String,
    pub as_of: NaiveDate,
    pub prepared: String,
    pub prepared_at: DateTime<Utc>,
    /// Empty until it is signed.
    pub signed: String,
    pub signed_at: Option<DateTime<Utc>>,
    /// Another one of the same rule set and day has taken its place.
    pub is_replaced: bool,
    pub sha256: String,
}

/// Whether a frozen assessment still is what was frozen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Soundness {
    /// Its text and its signatures are those that the log has.
    AsLogged,
    /// They are, and the program of today comes to another score.
    ScoredOtherwise,
    /// They are not.
    Altered,
}

impl Soundness {
    /// As it stands beside the hash.
    pub const fn label(self) -> &'static str {
        match self {
            Self::AsLogged => "与日志一致",
            Self::ScoredOtherwise => "与日志一致，以现行程序重算的得分不同",
            Self::Altered => "与日志不一致",
        }
    }
}

/// A frozen assessment for the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenSheet {
    pub line: FrozenLine,
    pub versions: Versions,
    pub points: Span,
    pub grade: Grade,
    pub soundness: Soundness,
    pub may_sign: bool,
    pub may_report: bool,
    /// The last day on which units may appeal; `None` until it is signed.
    pub appeal_until: Option<DueDay>,
    /// What the rule set says of that term, and how sure that is.
    pub appeal_term: String,
    pub losses: Vec<LossOfSheet>,
    pub appeals: Vec<AppealLine>,
    pub correction: Option<Correction>,
}

/// A loss that the reader may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LossOfSheet {
    pub loss: FrozenLoss,
    pub unit_name: String,
    pub may_appeal: bool,
}

/// An appeal in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppealLine {
    pub id: AppealId,
    pub name: String,
    pub what: String,
    pub unit_name: String,
    pub reason: String,
    /// Empty when there is none.
    pub evidence: String,
    pub filed_by: String,
    pub filed_at: DateTime<Utc>,
    pub state: AppealState,
    /// What the loss comes to; `None` under a veto.
    pub points: Option<Decimal>,
    /// What was given back, when accepted in part.
    pub returned: Option<Decimal>,
    pub decision_reason: String,
    /// Empty while it is open.
    pub decided_by: String,
    pub decided_at: Option<DateTime<Utc>>,
    /// What it adds to the total, once it is decided.
    pub gain: Option<Span>,
    pub may_decide: bool,
}

/// An appeal to be filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppealForm {
    pub frozen: FrozenId,
    pub key: LossKey,
    pub reason: String,
    pub evidence: String,
}

/// A decision about an appeal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecideForm {
    pub appeal: AppealId,
    /// [`AppealState::code`] of what it is to be.
    pub outcome: String,
    /// Points of the total to be given back, for an acceptance in part.
    pub points: String,
    pub reason: String,
}

/// 自查自评报告: everything that is printed or written to a file, of a day or of a frozen assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessmentReport {
    pub rule_set_name: String,
    pub document: String,
    pub note: String,
    pub score: Score,
    pub lines: Vec<LeafLine>,
    pub by_unit: Vec<(String, Decimal)>,
    pub ways: WaysBack,
    pub forecast: Option<Forecast>,
    pub not_measured: Vec<String>,
    pub present_only: Vec<String>,
    pub versions: Versions,
    pub made_at: DateTime<Utc>,
    pub frozen: Option<FrozenPart>,
}

/// What only a frozen assessment has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenPart {
    pub id: FrozenId,
    pub sha256: String,
    pub soundness: Soundness,
    pub prepared: Signature,
    pub prepared_unit: String,
    pub signed: Option<Signature>,
    pub signed_unit: String,
    pub appeals: Vec<AppealLine>,
    pub correction: Option<Correction>,
}
