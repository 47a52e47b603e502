//! What is lost and how to win it back: the ways that are open today, the one with most points for the least work
//! first.

use serde::{Deserialize, Serialize};

use super::{Charge, Decimal, IndicatorScore, Period, RuleCode, Score, TestScore};

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WayBack {
    pub indicator: RuleCode,
    pub name: String,
    /// The tests to put right. One alone; or all of an indicator that is lost more than once over, where putting one
    /// right alone may win nothing.
    pub tests: Vec<RuleCode>,
    /// What to do, test by test: 链接可用性：首页失效的链接（3处）.
    pub what: String,
    /// Points of the total to be won.
    pub gain: Decimal,
    /// Points of the indicator that must be put right before the first comes back.
    pub before_first: Decimal,
    /// Hours for all of it, by the estimates of the rule set.
    pub hours: Decimal,
    pub gain_per_hour: Decimal,
    /// What there is to put right.
    pub charges: Vec<Charge>,
}

/// All ways, and what none of them reaches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaysBack {
    /// The best first.
    pub ways: Vec<WayBack>,
    /// Lost in quarters that are over: nothing wins it back but an appeal.
    pub settled: Decimal,
}

/// The ways to win back what `score` has lost. Their gains and what is settled are the whole loss.
pub fn ways_back(score: &Score) -> WaysBack {
    let indicators = score.groups.iter().flat_map(super::GroupScore::all_indicators);
    let mut ways: Vec<WayBack> = indicators.flat_map(of_indicator).collect();
    ways.sort_by(|a, b| (b.gain_per_hour, b.gain).cmp(&(a.gain_per_hour, a.gain)).then_with(|| a.tests.cmp(&b.tests)));
    let all = score.charges().into_iter().map(|(_, _, charge)| charge);
    let settled = all.filter(|charge| charge.period != Period::Now).map(|charge| charge.counted).sum();
    WaysBack { ways, settled }
}

fn of_indicator(indicator: &IndicatorScore) -> Vec<WayBack> {
    let losing: Vec<&TestScore> =
        indicator.tests.iter().filter(|test| open_charges(test).any(|charge| charge.counted.is_positive())).collect();
    if losing.is_empty() {
        Vec::new()
    } else if indicator.found_now > indicator.points.value {
        vec![way(indicator, &losing)]
    } else {
        losing.into_iter().map(|test| way(indicator, &[test])).collect()
    }
}

fn open_charges(test: &TestScore) -> impl Iterator<Item = &Charge> {
    test.charges.iter().filter(|charge| charge.period == Period::Now)
}

fn way(indicator: &IndicatorScore, tests: &[&TestScore]) -> WayBack {
    let charges: Vec<Charge> = tests.iter().flat_map(|test| open_charges(test)).cloned().collect();
    let gain: Decimal = charges.iter().map(|charge| charge.counted).sum();
    let hours: Decimal = tests.iter().map(|test| test.hours.repeated(findings(test))).sum();
    let what = tests.iter().map(|test| format!("{}（{}处）", test.name, findings(test))).collect::<Vec<_>>();
    WayBack {
        indicator: indicator.code.clone(),
        name: indicator.name.clone(),
        tests: tests.iter().map(|test| test.code.clone()).collect(),
        what: format!("{}：{}", indicator.name, what.join("、")),
        gain,
        before_first: indicator.found_now.beyond(indicator.points.value),
        hours,
        gain_per_hour: gain.scaled(Decimal::whole(1).millionths().into(), hours.millionths().into()),
        charges,
    }
}

/// How many things there are to put right or to do.
fn findings(test: &TestScore) -> u32 {
    open_charges(test).fold(0, |sum, charge| sum.saturating_add(charge.times))
}
