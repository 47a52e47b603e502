//! What makes a rule set unusable, stated once for every way by which one comes in.

mod leaves;
mod sums;

use std::collections::BTreeMap;

use super::fields::{Entry, Field};
use super::{Decimal, MeasureUnit, RuleCode, RuleSet, Sureness};

/// The kinds of faults, for tests and for filtering; the message says the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FaultKind {
    /// The text is no TOML.
    Syntax,
    UnknownKey,
    MissingKey,
    /// A value of another type, or a word that stands for nothing.
    BadValue,
    BadDate,
    BadCode,
    DuplicateCode,
    NoName,
    /// The last day lies before the first.
    DatesUpsideDown,
    /// It says that it takes its own place.
    FollowsItself,
    UnknownSource,
    /// Called confirmed, but nothing is cited.
    MissingSource,
    UnknownQuery,
    /// Neither a query nor the word that a person judges, or both.
    NoBasis,
    /// Queries that cannot be added up, or a limit of the query that is missing, superfluous or of the wrong sort.
    BadBasis,
    MissingThreshold,
    /// An amount whose unit means nothing.
    UnknownUnit,
    /// A threshold in another unit than what is measured.
    WrongUnit,
    /// A line over what was done, or under what is wrong.
    WrongWay,
    BadNumber,
    /// A pre-warning that would come no earlier than the veto.
    BadWarning,
    UnknownGroup,
    EmptyGroup,
    /// A group that leads back to itself.
    Cycle,
    /// What only a group of the first level can have, on another.
    BadGroup,
    /// The parts do not add up to what is declared.
    PointsDiffer,
    /// The factor for bodies without services is not the one that makes the rest whole.
    ScaleDiffers,
    NoTests,
    /// Points on top without a rule for them, or the other way round.
    BadBonus,
}

/// One fault of a rule set, at an entry and the key of the file that says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFault {
    pub entry: Entry,
    pub key: &'static str,
    pub kind: FaultKind,
    /// A Chinese sentence that names what is wrong.
    pub message: String,
}

impl RuleSet {
    /// Every fault of the rule set with its place; empty when it can be used.
    pub fn inspect(&self) -> Vec<RuleFault> {
        let mut inspection = Inspection { rules: self, faults: Vec::new() };
        inspection.head();
        inspection.codes();
        inspection.citations();
        inspection.measuring();
        inspection.grading();
        for (index, veto) in self.vetoes.iter().enumerate() {
            inspection.veto(Entry::Veto(index), veto);
        }
        for (index, group) in self.groups.iter().enumerate() {
            inspection.group(Entry::Group(index), group);
        }
        inspection.total();
        inspection.services();
        for (index, indicator) in self.indicators.iter().enumerate() {
            inspection.indicator(index, indicator);
        }
        for (index, bonus) in self.bonuses.iter().enumerate() {
            inspection.bonus(Entry::Bonus(index), bonus);
        }
        inspection.bonuses();
        inspection.faults
    }
}

struct Inspection<'a> {
    rules: &'a RuleSet,
    faults: Vec<RuleFault>,
}

impl Inspection<'_> {
    fn report(&mut self, entry: Entry, key: &'static str, kind: FaultKind, message: impl Into<String>) {
        self.faults.push(RuleFault { entry, key, kind, message: message.into() });
    }

    fn head(&mut self) {
        let rules = self.rules;
        for (key, text, what) in [("name", &rules.name, "名称"), ("document", &rules.document, "依据文件")] {
            if text.trim().is_empty() {
                self.report(Entry::RuleSet, key, FaultKind::NoName, format!("规则集的{what}不能为空"));
            }
        }
        if rules.effective_until.is_some_and(|until| until < rules.effective_from) {
            let message = "规则集的截止日期早于施行日期";
            self.report(Entry::RuleSet, "effective_until", FaultKind::DatesUpsideDown, message);
        }
        // Whether the other one is there and earlier is known of all rule sets together: `RuleSets::new`.
        if rules.follows.as_ref() == Some(&rules.code) {
            self.report(Entry::RuleSet, "follows", FaultKind::FollowsItself, "规则集不能接续自己");
        }
    }

    /// Codes are well formed and unique over all entries: a judgement names nothing else.
    fn codes(&mut self) {
        let rules = self.rules;
        if !rules.code.is_well_formed() {
            self.bad_code(Entry::RuleSet, rules.code.as_str());
        }
        let mut seen: BTreeMap<(bool, String), Entry> = BTreeMap::new();
        for of in rules.entries().into_iter().filter(|of| !of.code.is_empty()) {
            if RuleCode::parse(&of.code).is_none() {
                self.bad_code(of.entry, &of.code);
            }
            let is_source = matches!(of.entry, Entry::Source(_));
            if let Some(other) = seen.insert((is_source, of.code.clone()), of.entry) {
                let message = format!("代码“{}”重复：已用于{}", of.code, other.label());
                self.report(of.entry, "code", FaultKind::DuplicateCode, message);
            }
            let nameless = of.fields.iter().any(|field| field.key == "name" && field.text.trim().is_empty());
            if nameless {
                self.report(of.entry, "name", FaultKind::NoName, format!("{}的名称不能为空", of.entry.label()));
            }
        }
    }

    fn bad_code(&mut self, entry: Entry, code: &str) {
        let message = format!("{}代码“{code}”不合规：须为1至40个小写字母、数字或连字符", entry.label());
        self.report(entry, "code", FaultKind::BadCode, message);
    }

    /// What is called confirmed says where it was read.
    fn citations(&mut self) {
        for of in self.rules.entries() {
            match &of.source {
                Some(source) if self.rules.source(source).is_none() => {
                    self.report(of.entry, "source", FaultKind::UnknownSource, format!("没有代码为“{source}”的出处"));
                }
                Some(_) => {}
                None if of.fields.iter().any(needs_source) => {
                    let message = format!("“{}”写为已核对，但没有写出处（source）", of.title);
                    self.report(of.entry, "source", FaultKind::MissingSource, message);
                }
                None => {}
            }
        }
    }

    fn measuring(&mut self) {
        let of = &self.rules.measuring;
        let terms = [("news", of.news.value), ("documents", of.documents.value), ("others", of.others.value)];
        for (key, amount) in terms.into_iter().chain([("visits_over", of.visits_over.value)]) {
            if !amount.unit.is_term() {
                self.report(Entry::Measuring, key, FaultKind::WrongUnit, format!("“{amount}”应写时间，如 2周、6个月"));
            }
        }
        let timeout = of.visit_timeout.value;
        if timeout.unit != MeasureUnit::Seconds {
            let message = format!("“{timeout}”应写秒数，如 15秒");
            self.report(Entry::Measuring, "visit_timeout", FaultKind::WrongUnit, message);
        }
        if of.visits_a_day.value == 0 {
            self.report(Entry::Measuring, "visits_a_day", FaultKind::BadNumber, "每天访问次数须大于零");
        }
    }

    fn grading(&mut self) {
        let grading = &self.rules.grading;
        let total = grading.total.value;
        if !total.is_positive() {
            self.report(Entry::Grading, "total", FaultKind::BadNumber, "总分须大于零");
        }
        let mut within = vec![("pass", "合格线", grading.pass.value)];
        within.extend(grading.bonus.map(|bonus| ("bonus_above", "加分门槛", bonus.above.value)));
        for (key, what, points) in within {
            if points < Decimal::ZERO || points > total {
                let message = format!("{what}{points}分不在0至{total}分之间");
                self.report(Entry::Grading, key, FaultKind::BadNumber, message);
            }
        }
        if grading.bonus.is_some_and(|bonus| !bonus.most.value.is_positive()) {
            self.report(Entry::Grading, "bonus_most", FaultKind::BadNumber, "加分上限须大于零");
        }
        let within = self.rules.appealing.within.value;
        if !within.unit.is_term() || !self.rules.appealing.term().is_possible() {
            let message = format!("“{within}”应写申诉期限，如 10个工作日");
            self.report(Entry::Appealing, "within", FaultKind::WrongUnit, message);
        }
        let ratio = self.rules.warning.ratio.value;
        if !ratio.is_positive() || ratio > Decimal::whole(1) {
            self.report(Entry::Warning, "ratio", FaultKind::BadNumber, format!("预警比例{ratio}须大于0、不大于1"));
        }
    }
}

fn needs_source(field: &Field) -> bool {
    field.sureness == Some(Sureness::Confirmed) && !field.key.starts_with("warn")
}
