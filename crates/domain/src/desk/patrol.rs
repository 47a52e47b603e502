//! Views of the patrol (巡查): what is wrong with what the public sees, how the rounds went, and the lists that they go by.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{FieldFault, Page, board::UnitName, due::DueDay};
use crate::{
    id::{FindingId, IgnoringId, PatrolWordId},
    patrol::{FaultKind, Pattern, State, UnitsDuty, UnseenCertificate, Weight},
    plan::{ColumnCode, UnitCode},
};

/// Longest word, correction, exception or note of the lists, in characters.
const LONGEST_WORD: usize = 100;
/// Longest address of the ignore list, in characters.
const LONGEST_ADDRESS: usize = 500;

/// The state of findings that a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingState {
    #[default]
    Open,
    Suspected,
    Fixed,
    FalseAlarm,
    Ignored,
}

impl FindingState {
    pub const ALL: [Self; 5] = [Self::Open, Self::Suspected, Self::Fixed, Self::FalseAlarm, Self::Ignored];

    /// As stored, and as it stands in addresses: the code of [`State`].
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Suspected => "suspected",
            Self::Fixed => "fixed",
            Self::FalseAlarm => "false-alarm",
            Self::Ignored => "ignored",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Open => "待处理",
            Self::Suspected => "疑似",
            Self::Fixed => "已整改",
            Self::FalseAlarm => "误报",
            Self::Ignored => "已忽略",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Of which state this is the word.
    pub const fn of(state: &State) -> Self {
        match state {
            State::Open => Self::Open,
            State::Suspected { .. } => Self::Suspected,
            State::Fixed { .. } => Self::Fixed,
            State::FalseAlarm { .. } => Self::FalseAlarm,
            State::Ignored { .. } => Self::Ignored,
        }
    }
}

/// A unit, and what it has to do with the findings that are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfUnit {
    pub unit: UnitCode,
    /// `None`: whichever.
    pub duty: Option<UnitsDuty>,
}

impl OfUnit {
    /// What `unit` is to mend.
    pub fn mended_by(unit: UnitCode) -> Self {
        Self { unit, duty: Some(UnitsDuty::Mend) }
    }
}

/// Which findings are wanted, whoever's they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingFilter {
    pub state: FindingState,
    pub weight: Option<Weight>,
    pub kind: Option<FaultKind>,
    pub column: Option<ColumnCode>,
}

/// What the list is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingQuery {
    pub filter: FindingFilter,
    /// `None`: of all units, and of the portal's office.
    pub of: Option<OfUnit>,
    /// From 1.
    pub page: i64,
}

/// A finding with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingRow {
    pub id: FindingId,
    pub kind: FaultKind,
    pub state: State,
    /// What is wrong and what to do.
    pub message: String,
    /// The page on which it was seen last.
    pub page: String,
    /// On how many pages; more than one for what stands in the frame of all.
    pub pages: usize,
    /// What it leads to; empty for what is wrong with the page itself.
    pub target: String,
    /// A copy of the passage.
    pub passage: String,
    /// What was asked for, and what was answered.
    pub request: String,
    pub status: Option<u16>,
    pub at: DateTime<Utc>,
    /// SHA-256 of the page as it was sent.
    pub digest: String,
    pub column: Option<(ColumnCode, String)>,
    /// Who mends it; nobody: the portal office.
    pub responsible: Vec<UnitName>,
    pub leads: Vec<UnitName>,
    /// Since it was opened.
    pub started_on: Option<NaiveDate>,
    /// By when it is to be mended; `None` while it is only suspected.
    pub due: Option<DueDay>,
    pub is_overdue: bool,
    pub first_seen: DateTime<Utc>,
    pub last_seen: DateTime<Utc>,
    pub returned: u32,
    pub may_judge: bool,
}

/// How a round went, or goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundRow {
    pub number: u32,
    /// Who sent it; empty: the schedule.
    pub ordered_by: String,
    pub started_at: DateTime<Utc>,
    /// `None` while it is under way.
    pub finished_at: Option<DateTime<Utc>>,
    pub pages: i64,
    /// Pages for which it had no room: the newest were read, and older ones in turn.
    pub left_out: i64,
    pub files: i64,
    pub asked_outside: i64,
    /// Findings that it has opened, returned ones included, and those that it has seen mended.
    pub opened: i64,
    pub fixed: i64,
    /// Certificates that it could not look at.
    pub unseen: Vec<UnseenCertificate>,
}

impl RoundRow {
    /// What the round has not seen, as sentences.
    pub fn gaps(&self) -> Vec<String> {
        let mut gaps = Vec::new();
        if self.left_out > 0 {
            let Self { pages, left_out, .. } = self;
            gaps.push(format!(
                "页面总数超过一轮的上限：本轮读了 {pages} 个，另有 {left_out} 个没有读；最新发布的信息每轮都读，较早的信息由以后各轮轮流读。"
            ));
        }
        gaps.extend(self.unseen.iter().map(|one| format!("没能查看 {} 的证书：{}。", one.host, one.why)));
        gaps
    }
}

/// How many findings are in a state, by their weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingCount {
    pub state: FindingState,
    pub weight: Weight,
    pub count: i64,
}

/// 巡查问题.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatrolSheet {
    pub today: NaiveDate,
    /// The round that is under way or waits for its turn.
    pub running: Option<RoundRow>,
    /// The last one that has come to its end.
    pub last: Option<RoundRow>,
    pub counts: Vec<FindingCount>,
    pub findings: Page<FindingRow>,
    /// Units that can be chosen.
    pub units: Vec<UnitName>,
    /// Whether the reader sends rounds and keeps the lists.
    pub may_manage: bool,
}

/// What a person says of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Judgement {
    /// 误报: no fault at all.
    FalseAlarm,
    /// 忽略: it stays as it is.
    Ignore,
    /// 重新打开: the mark is taken back.
    Reopen,
}

/// A judgement with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judge {
    pub finding: FindingId,
    pub judgement: Judgement,
    pub reason: String,
    /// The last day on which the mark holds; `None`: for ever.
    pub until: Option<NaiveDate>,
}

/// What a list of words is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WordKind {
    /// 禁用表述 (严重表述错误).
    Forbidden,
    /// 易错词.
    Typo,
    /// 允许: never complained of, such as the names of places and firms.
    Allowed,
}

impl WordKind {
    pub const ALL: [Self; 3] = [Self::Forbidden, Self::Typo, Self::Allowed];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Forbidden => "forbidden",
            Self::Typo => "typo",
            Self::Allowed => "allowed",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Forbidden => "禁用表述",
            Self::Typo => "易错词",
            Self::Allowed => "允许",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A word as the portal manager enters it (`domain.md` §7.3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordForm {
    pub kind: WordKind,
    /// The word itself.
    pub word: String,
    /// What should stand there; may be empty.
    pub right: String,
    /// Why; may be empty.
    pub note: String,
    /// Longer words in which the same characters are right.
    pub except: Vec<String>,
}

impl WordForm {
    /// Without blanks around anything.
    #[must_use]
    pub fn tidied(self) -> Self {
        let trim = |text: String| text.trim().to_owned();
        let except = self.except.into_iter().map(trim).filter(|word| !word.is_empty()).collect();
        Self { kind: self.kind, word: trim(self.word), right: trim(self.right), note: trim(self.note), except }
    }

    /// Everything that is wrong with the form.
    pub fn faults(&self) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        // One character would be found in every text.
        if self.word.chars().count() < 2 {
            faults.push(FieldFault::new("word", "请填写词语，至少两个字"));
        }
        for (field, text) in [("word", &self.word), ("right", &self.right), ("note", &self.note)] {
            if text.chars().count() > LONGEST_WORD {
                faults.push(FieldFault::new(field, format!("最多 {LONGEST_WORD} 字")));
            }
        }
        if self.except.iter().any(|longer| !longer.contains(&self.word) || longer.chars().count() > LONGEST_WORD) {
            faults.push(FieldFault::new("except", "例外须是包含这个词的更长的词语"));
        }
        if self.right == self.word && !self.word.is_empty() {
            faults.push(FieldFault::new("right", "与原词相同"));
        }
        faults
    }
}

/// A word of the lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordRow {
    pub id: PatrolWordId,
    pub form: WordForm,
    pub by: String,
    pub at: DateTime<Utc>,
}

/// An entry of the ignore list as the portal manager enters it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IgnoreForm {
    pub pattern: Pattern,
    /// `None`: whatever it is.
    pub kind: Option<FaultKind>,
    pub reason: String,
    /// The last day; `None`: without end.
    pub until: Option<NaiveDate>,
}

impl IgnoreForm {
    /// Everything that is wrong with the form on `today`.
    pub fn faults(&self, today: NaiveDate) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        let (text, is_whole) = match &self.pattern {
            Pattern::Host(host) => (host, !host.is_empty() && !host.contains(['/', ':', ' '])),
            Pattern::Address(text) | Pattern::Under(text) => {
                (text, text.starts_with("http://") || text.starts_with("https://"))
            }
        };
        if !is_whole || text.chars().count() > LONGEST_ADDRESS {
            faults.push(FieldFault::new("pattern", "主机填域名，网址须以 http:// 或 https:// 开头"));
        }
        faults.extend(super::clocks::reason_fault(&self.reason));
        faults.extend(until_fault(self.until, today));
        faults
    }
}

/// A mark ends today at the earliest.
pub fn until_fault(until: Option<NaiveDate>, today: NaiveDate) -> Option<FieldFault> {
    until.filter(|until| *until < today).map(|_| FieldFault::new("until", "截止日期不能早于今天"))
}

/// An entry of the ignore list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IgnoreRow {
    pub id: IgnoringId,
    pub pattern: Pattern,
    pub kind: Option<FaultKind>,
    pub reason: String,
    pub by: String,
    pub at: DateTime<Utc>,
    pub until: Option<NaiveDate>,
}

/// The lists that rounds go by.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatrolLists {
    pub words: Vec<WordRow>,
    pub ignored: Vec<IgnoreRow>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_says_what_it_has_not_seen() {
        let whole = RoundRow {
            number: 7,
            ordered_by: String::new(),
            started_at: DateTime::UNIX_EPOCH,
            finished_at: Some(DateTime::UNIX_EPOCH),
            pages: 50_000,
            left_out: 0,
            files: 0,
            asked_outside: 0,
            opened: 0,
            fixed: 0,
            unseen: Vec::new(),
        };
        assert_eq!(whole.gaps(), [""; 0]);
        let unseen = vec![UnseenCertificate { host: "www.lax.gov.cn".into(), why: "连接不上".into() }];
        assert_eq!(
            RoundRow { left_out: 12_345, unseen, ..whole }.gaps(),
            [
                "页面总数超过一轮的上限：本轮读了 50000 个，另有 12345 个没有读；最新发布的信息每轮都读，较早的信息由以后各轮轮流读。",
                "没能查看 www.lax.gov.cn 的证书：连接不上。",
            ]
        );
    }

    #[test]
    fn a_word_of_one_character_would_be_found_everywhere() {
        let form = |word: &str, right: &str, except: &[&str]| {
            let except = except.iter().map(|word| (*word).to_owned()).collect();
            WordForm { kind: WordKind::Typo, word: word.into(), right: right.into(), note: String::new(), except }
        };
        let fields =
            |form: WordForm| -> Vec<String> { form.tidied().faults().into_iter().map(|fault| fault.field).collect() };
        assert_eq!(fields(form(" 布署 ", "部署", &["布署里"])), Vec::<String>::new());
        assert_eq!(fields(form("的", "", &[])), ["word"]);
        assert_eq!(fields(form("布署", "布署", &["部署里"])), ["except", "right"]);
    }

    #[test]
    fn an_entry_of_the_ignore_list_names_a_place_and_a_reason() {
        let today = "2026-11-26".parse().expect("a day");
        let form = |pattern, reason: &str, until: Option<&str>| IgnoreForm {
            pattern,
            kind: None,
            reason: reason.into(),
            until: until.map(|day| day.parse().expect("a day")),
        };
        let fields =
            |form: IgnoreForm| -> Vec<String> { form.faults(today).into_iter().map(|fault| fault.field).collect() };
        assert_eq!(
            fields(form(Pattern::Host("old.gov.cn".into()), "改版中", Some("2026-11-26"))),
            Vec::<String>::new()
        );
        assert_eq!(fields(form(Pattern::Host("http://old.gov.cn/".into()), "", None)), ["pattern", "reason"]);
        assert_eq!(fields(form(Pattern::Under("/c/".into()), "改版中", Some("2026-11-25"))), ["pattern", "until"]);
    }
}
