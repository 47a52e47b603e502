//! The assessment (考核): what inspections count, as data, and the score that follows from it.
//!
//! A [`RuleSet`] is one document as a file under `plans/rules` (`docs/RULES.md`): veto items, points that are lost,
//! points on top, each value with how sure it is. [`score`] applies it to [`Measures`] and to people's [`Judgements`];
//! what nobody has measured is 未测, and the score is then a range. Units and columns see their part of the same
//! computation; [`ways_back`] tells what wins most for the least work; [`what_if`] what would happen if.
//! An installation has [`RuleSets`]: those that come with the system, and files of its own.
//! [`Frozen`] is a score that was frozen to be signed, [`Correction`] what appeals make of it.

mod appeal;
mod correction;
mod decimal;
mod diff;
mod faults;
mod fields;
#[cfg(feature = "plan-file")]
pub mod file;
mod frozen;
mod judgement;
mod measures;
mod query;
mod rule_set;
mod rule_sets;
mod score;
#[cfg(feature = "plan-file")]
pub mod shipped;
mod sureness;
mod threshold;
mod ways_back;
mod what_if;

pub use appeal::{AppealRefused, AppealState, Ruling};
pub use correction::Correction;
pub use decimal::{Decimal, NoDecimal};
pub use diff::RuleChange;
pub use faults::{FaultKind, RuleFault};
pub use fields::{Entry, EntryFields, Field};
pub use frozen::{Frozen, FrozenLoss, LossKey, Signature, Versions};
pub use judgement::{Judgement, JudgementRefused, Judgements, Verdict};
pub use measures::{Answerable, Evidence, Measured, Measures, Part, Period, Readings, Services};
pub use query::{Beyond, Counting, EvidenceQuery, Freshness, Measurement};
pub use rule_set::{
    Appealing, Basis, Bonus, BonusRule, Deduction, Earning, Grading, Group, Indicator, Measuring, Ratio, Rhythm,
    RuleCode, RuleSet, Test, Veto, VetoTarget, Warning,
};
pub use rule_sets::{KnownRuleSet, RuleOrigin, RuleSets, RuleSetsRefused, Succession};
pub use score::{
    BonusOpen, BonusScore, BonusTotal, Charge, Grade, GroupScore, IndicatorScore, LeafKind, LeafLine, LeafState, Loss,
    LossLine, MeasuredBeside, Score, Span, TestScore, VetoLine, VetoScore, VetoState, leaf_lines, score,
};
pub use sureness::{Source, Stated, Sureness};
pub use threshold::{Amount, AmountRefused, Comparison, MeasureUnit, Threshold};
pub use ways_back::{WayBack, WaysBack, ways_back};
pub use what_if::{Supposition, what_if};
