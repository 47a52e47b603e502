//! The rule sets that come with the system: `plans/rules/`.

use super::RuleSet;

const FILES: [&str; 3] = [
    include_str!("../../../../plans/rules/national-2019.toml"),
    include_str!("../../../../plans/rules/guangxi-2018.toml"),
    include_str!("../../../../plans/rules/census-2015.toml"),
];

/// Every rule set that comes with the system, the latest first.
pub fn rule_sets() -> Vec<RuleSet> {
    FILES.iter().map(|text| RuleSet::from_toml(text).expect("the shipped rule sets are read by a test")).collect()
}
