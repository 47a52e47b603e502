//! What people find: the leaves that only a person can judge, and corrections of the machine. A human finding wins over
//! a measured one, and says why; that nothing is wrong is said of what is not measured.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Answerable, Basis, Counting, Decimal, Measured, Period, RuleCode, RuleSet};
use crate::id::AccountId;

/// What a person found at one leaf: a veto condition, a test or a bonus.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    pub leaf: RuleCode,
    /// A settled quarter, for a leaf that is measured every quarter; else the present.
    pub period: Period,
    pub verdict: Verdict,
    /// Whose points they are, when the verdict is in points; findings say it themselves.
    pub answerable: Answerable,
    /// Always said; it stands beside the points.
    pub reason: String,
    /// Where it can be seen; empty when nothing is wrong.
    #[serde(default)]
    pub evidence: String,
    pub by: AccountId,
    /// The person's name as it is shown.
    pub by_name: String,
    pub at: DateTime<Utc>,
}

/// How a person judges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// 无问题: nothing is lost, no veto; of a bonus: fully earned. What is measured, then or later, counts all the same.
    InOrder,
    /// These findings, counted as measured ones are; of a bonus what was done.
    Findings(Measured),
    /// So many points: lost at a test, earned at a bonus. A veto has none.
    Points(Decimal),
}

/// Why a judgement cannot stand.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JudgementRefused {
    #[error("规则集中没有“{0}”这一项")]
    UnknownLeaf(RuleCode),
    #[error("请写明评判“{0}”的理由")]
    NoReason(String),
    #[error("“{name}”至多{most}分，不能评为{points}分")]
    TooManyPoints { name: String, points: Decimal, most: Decimal },
    #[error("否决项“{0}”不评分，只判断是否出现问题")]
    PointsForVeto(String),
    #[error("“{0}”不按季度测评")]
    NotQuarterly(String),
    #[error("“{0}”已有评判")]
    JudgedTwice(String),
    #[error("“{0}”按占比计，请写明共查看多少")]
    NoTotal(String),
    #[error("加分项“{0}”由人工评判，请写明加几分或评为已达到")]
    FindingsForBonus(String),
}

/// The judgements of an assessment, one for each leaf and period, each checked against the rule set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct Judgements(BTreeMap<(RuleCode, Period), Judgement>);

impl Judgements {
    /// Takes `list`, or says everything that is wrong with it.
    pub fn check(rules: &RuleSet, list: Vec<Judgement>) -> Result<Self, Vec<JudgementRefused>> {
        let mut judgements = BTreeMap::new();
        let mut refused = Vec::new();
        for judgement in list {
            refused.extend(judgement.refusal(rules));
            let key = (judgement.leaf.clone(), judgement.period);
            if judgements.contains_key(&key) {
                refused.push(JudgementRefused::JudgedTwice(name_of(rules, &judgement.leaf)));
            }
            judgements.insert(key, judgement);
        }
        if refused.is_empty() { Ok(Self(judgements)) } else { Err(refused) }
    }

    /// What a person found at `leaf`, which then wins.
    pub fn get(&self, leaf: &RuleCode, period: Period) -> Option<&Judgement> {
        self.0.get(&(leaf.clone(), period))
    }

    /// The same without what a person found at `leaf` now: it is supposed otherwise.
    #[must_use]
    pub fn without(mut self, leaf: &RuleCode) -> Self {
        self.0.remove(&(leaf.clone(), Period::Now));
        self
    }

    /// All of them, by leaf and period.
    pub fn iter(&self) -> impl Iterator<Item = &Judgement> {
        self.0.values()
    }

    /// Takes the finding about `subject` out of what a person found.
    pub(super) fn withdraw(&mut self, leaf: &RuleCode, period: Period, subject: &str) {
        if let Some(judgement) = self.0.get_mut(&(leaf.clone(), period))
            && let Verdict::Findings(measured) = &mut judgement.verdict
        {
            measured.evidence.retain(|evidence| evidence.subject != subject);
        }
    }
}

/// Judgements as they are stored; what was checked once need not be again.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Stored(Vec<Judgement>);

impl From<Stored> for Judgements {
    fn from(Stored(list): Stored) -> Self {
        Self(list.into_iter().map(|judgement| ((judgement.leaf.clone(), judgement.period), judgement)).collect())
    }
}

impl From<Judgements> for Stored {
    fn from(judgements: Judgements) -> Self {
        Self(judgements.0.into_values().collect())
    }
}

impl Judgement {
    fn refusal(&self, rules: &RuleSet) -> Option<JudgementRefused> {
        let name = name_of(rules, &self.leaf);
        if self.reason.trim().is_empty() {
            return Some(JudgementRefused::NoReason(name));
        }
        if let Verdict::Findings(measured) = &self.verdict
            && basis_of(rules, &self.leaf).and_then(Basis::query).is_some_and(|q| q.counting() == Counting::Share)
            && measured.of.unwrap_or(0) == 0
        {
            return Some(JudgementRefused::NoTotal(name));
        }
        if self.period != Period::Now && !rules.is_quarterly(&self.leaf) {
            return Some(JudgementRefused::NotQuarterly(name));
        }
        let most = if let Some((indicator, _)) = rules.test(&self.leaf) {
            indicator.points.value
        } else if let Some(bonus) = rules.bonus(&self.leaf) {
            if matches!(self.verdict, Verdict::Findings(_)) && bonus.basis == Basis::Judged {
                return Some(JudgementRefused::FindingsForBonus(name));
            }
            bonus.points.value
        } else if rules.veto(&self.leaf).is_some() {
            let scored = matches!(self.verdict, Verdict::Points(_));
            return scored.then_some(JudgementRefused::PointsForVeto(name));
        } else {
            return Some(JudgementRefused::UnknownLeaf(self.leaf.clone()));
        };
        match self.verdict {
            Verdict::Points(points) if points < Decimal::ZERO || points > most => {
                Some(JudgementRefused::TooManyPoints { name, points, most })
            }
            _ => None,
        }
    }
}

/// What the leaf rests on; `None` when the rule set has none of that code.
pub(super) fn basis_of<'a>(rules: &'a RuleSet, leaf: &RuleCode) -> Option<&'a Basis> {
    let veto = rules.veto(leaf).map(|veto| &veto.basis);
    let test = || rules.test(leaf).map(|(_, test)| &test.basis);
    veto.or_else(test).or_else(|| rules.bonus(leaf).map(|bonus| &bonus.basis))
}

/// What the leaf is called; its code when the rule set has none of that.
fn name_of(rules: &RuleSet, leaf: &RuleCode) -> String {
    let veto = rules.veto(leaf).map(|veto| veto.name.clone());
    let test = || rules.test(leaf).map(|(_, test)| test.name.clone());
    let bonus = || rules.bonus(leaf).map(|bonus| bonus.name.clone());
    veto.or_else(test).or_else(bonus).unwrap_or_else(|| leaf.to_string())
}
