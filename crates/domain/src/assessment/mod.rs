//! The assessment (考核): what inspections count, as data.
//!
//! A [`RuleSet`] is one document as a file under `plans/rules` (`docs/RULES.md`): veto items, points that are lost,
//! points on top, each value with how sure it is.

mod decimal;
mod diff;
mod faults;
mod fields;
#[cfg(feature = "plan-file")]
pub mod file;
mod query;
mod rule_set;
mod sureness;
mod threshold;

pub use decimal::{Decimal, NoDecimal};
pub use diff::RuleChange;
pub use faults::{FaultKind, RuleFault};
pub use fields::{Entry, EntryFields, Field};
pub use query::{Beyond, Counting, EvidenceQuery, Freshness, Measurement};
pub use rule_set::{
    Basis, Bonus, BonusRule, Deduction, Earning, Grading, Group, Indicator, Measuring, Ratio, Rhythm, RuleCode,
    RuleSet, Test, Veto, VetoTarget, Warning,
};
pub use sureness::{Source, Stated, Sureness};
pub use threshold::{Amount, AmountRefused, Comparison, MeasureUnit, Threshold};
