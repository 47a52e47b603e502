//! The points that are lost: group by group, indicator by indicator, down to the finding.

use serde::{Deserialize, Serialize};

use super::super::decimal::share_out;
use super::super::{
    Answerable, Counting, Decimal, Evidence, Group, Indicator, Judgements, Measures, Period, Ratio, Rhythm, RuleCode,
    RuleSet, Services, Stated, Sureness, Test,
};
use super::leaf::{Found, Leaf, LeafState, leaf};
use super::{Charge, Span};

/// A block of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupScore {
    pub code: RuleCode,
    pub name: String,
    pub points: Stated<Decimal>,
    pub weight: Option<Stated<Decimal>>,
    pub rhythm: Rhythm,
    /// Not counted, because the body offers no services.
    pub skipped: bool,
    /// Lost of its own points.
    pub lost: Span,
    /// Lost of the total, weight and scale applied.
    pub counted: Span,
    pub groups: Vec<GroupScore>,
    pub indicators: Vec<IndicatorScore>,
}

/// A line of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorScore {
    pub code: RuleCode,
    pub name: String,
    pub points: Stated<Decimal>,
    /// Never more than its points.
    pub lost: Span,
    pub counted: Span,
    /// What its tests find at present, were there no end to it: as long as this is beyond its points, putting one
    /// finding right wins nothing back.
    pub found_now: Decimal,
    pub tests: Vec<TestScore>,
}

impl IndicatorScore {
    /// Of the least sure of its points and of those that its tests cost.
    pub fn least_sure(&self) -> Sureness {
        let tests = self.tests.iter().map(|test| test.loses.sureness);
        tests.fold(self.points.sureness, Sureness::max)
    }
}

/// A leaf with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestScore {
    pub code: RuleCode,
    pub name: String,
    pub loses: Stated<Decimal>,
    /// Where its points come from, in each period that counts.
    pub states: Vec<(Period, LeafState)>,
    /// Its part of what the indicator loses for certain.
    pub lost: Decimal,
    pub counted: Decimal,
    pub charges: Vec<Charge>,
    /// Hours to put one finding right.
    pub hours: Decimal,
}

impl GroupScore {
    /// What is left of its own points.
    pub fn got(&self) -> Span {
        let points = self.points.value;
        Span { at_least: points - self.lost.at_most, at_most: points - self.lost.at_least }
    }

    /// Its indicators and those of the groups below it, in the order of the table.
    pub fn all_indicators(&self) -> Vec<&IndicatorScore> {
        let below = self.groups.iter().flat_map(GroupScore::all_indicators);
        self.indicators.iter().chain(below).collect()
    }
}

impl TestScore {
    /// Whether every period says what it is worth.
    pub fn is_known(&self) -> bool {
        self.states.iter().all(|(_, state)| state.is_known())
    }
}

pub(super) fn groups(rules: &RuleSet, measures: &Measures, judgements: &Judgements) -> Vec<GroupScore> {
    let roots = rules.groups.iter().filter(|group| group.parent.is_none());
    roots
        .map(|root| {
            let periods = match root.rhythm.value {
                Rhythm::Yearly => vec![Period::Now],
                Rhythm::Quarterly => measures.periods(),
            };
            let skipped = root.only_services.value && measures.services == Services::None;
            let scale = match (measures.services, rules.grading.without_services) {
                (Services::None, Some(ratio)) => ratio.value,
                _ => Ratio::ONE,
            };
            let worth = root.worth(rules.grading.total.value).millionths();
            let counting = Worth {
                numerator: i128::from(worth) * i128::from(scale.numerator),
                denominator: i128::from(root.points.value.millionths()) * i128::from(scale.denominator),
            };
            Block { rules, measures, judgements, periods, skipped, counting }.group(root, 0)
        })
        .collect()
}

/// What a point of a block is worth in the total.
#[derive(Clone, Copy)]
struct Worth {
    numerator: i128,
    denominator: i128,
}

impl Worth {
    fn of(self, points: Decimal) -> Decimal {
        points.scaled(self.numerator, self.denominator)
    }
}

/// A block of the first level while it is computed.
struct Block<'a> {
    rules: &'a RuleSet,
    measures: &'a Measures,
    judgements: &'a Judgements,
    periods: Vec<Period>,
    skipped: bool,
    counting: Worth,
}

/// A piece of a loss before indicators are capped.
struct Piece<'a> {
    period: Period,
    /// Position of the test.
    test: usize,
    evidence: Option<&'a Evidence>,
    answerable: Answerable,
    times: u32,
    points: Decimal,
}

/// What one finding of a test costs, or all that was not done.
struct Loss<'a> {
    evidence: Option<&'a Evidence>,
    answerable: Answerable,
    times: u32,
    points: Decimal,
}

/// What one test costs in one period.
struct Outcome<'a> {
    pieces: Vec<Loss<'a>>,
    /// What it might cost beside that: all that the indicator has when `None`.
    open: Option<Decimal>,
}

impl<'a> Block<'a> {
    fn group(&self, group: &Group, depth: usize) -> GroupScore {
        // A checked rule set has no cycle; the bound keeps an unchecked one from recursing for ever.
        let rules = self.rules;
        let within = depth < rules.groups.len() && !self.skipped;
        let below = rules.groups.iter().filter(|below| within && below.parent.as_ref() == Some(&group.code));
        let groups: Vec<GroupScore> = below.map(|below| self.group(below, depth + 1)).collect();
        let of_it = rules.indicators.iter().filter(|indicator| within && indicator.group == group.code);
        let indicators: Vec<IndicatorScore> = of_it.map(|indicator| self.indicator(indicator)).collect();
        let sum = |part: fn(&GroupScore) -> Span, line: fn(&IndicatorScore) -> Span| {
            groups.iter().map(part).chain(indicators.iter().map(line)).fold(Span::default(), |sum, span| sum + span)
        };
        let (lost, counted) = (sum(|g| g.lost, |i| i.lost), sum(|g| g.counted, |i| i.counted));
        GroupScore {
            code: group.code.clone(),
            name: group.name.clone(),
            points: group.points,
            weight: group.weight,
            rhythm: group.rhythm.value,
            skipped: self.skipped,
            lost,
            counted,
            groups,
            indicators,
        }
    }

    fn indicator(&self, indicator: &Indicator) -> IndicatorScore {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut states: Vec<Vec<(Period, LeafState)>> = vec![Vec::new(); indicator.tests.len()];
        let (mut lost, mut found_now) = (Span::default(), Decimal::ZERO);
        for &period in &self.periods {
            let (capped, of_period) = self.period(indicator, period, &mut states);
            if period == Period::Now {
                found_now = of_period.iter().map(|piece| piece.points).sum();
            }
            let weights: Vec<Decimal> = of_period.iter().map(|piece| piece.points).collect();
            let shares = share_out(capped.at_least, &weights).unwrap_or_default();
            pieces.extend(of_period.into_iter().zip(shares).map(|(piece, points)| Piece { points, ..piece }));
            lost = lost + capped;
        }
        let quarters = i128::try_from(self.periods.len()).unwrap_or(1);
        let lost = Span { at_least: lost.at_least.scaled(1, quarters), at_most: lost.at_most.scaled(1, quarters) };
        let counted = Span { at_least: self.counting.of(lost.at_least), at_most: self.counting.of(lost.at_most) };
        let charges = charges(&pieces, lost.at_least, counted.at_least);
        let tests = indicator.tests.iter().enumerate().zip(states).map(|((index, test), states)| {
            let of_test = charges.iter().filter(|(of, _)| *of == index);
            test_score(test, states, of_test.map(|(_, charge)| charge.clone()).collect())
        });
        IndicatorScore {
            code: indicator.code.clone(),
            name: indicator.name.clone(),
            points: indicator.points,
            lost,
            counted,
            found_now,
            tests: tests.collect(),
        }
    }

    /// What the tests of `indicator` cost in `period`: all together at most its points, and piece by piece uncapped.
    fn period(
        &self,
        indicator: &Indicator,
        period: Period,
        states: &mut [Vec<(Period, LeafState)>],
    ) -> (Span, Vec<Piece<'a>>) {
        let most = indicator.points.value;
        let mut pieces = Vec::new();
        let mut open = Decimal::ZERO;
        for (index, test) in indicator.tests.iter().enumerate() {
            let found = leaf(&test.code, &test.basis, period, self.measures, self.judgements);
            let outcome = outcome(test, &found);
            states[index].push((period, found.state));
            open += outcome.open.unwrap_or(most);
            let of_test = outcome.pieces.into_iter().filter(|loss| loss.points.is_positive());
            pieces.extend(of_test.map(|Loss { evidence, answerable, times, points }| Piece {
                period,
                test: index,
                evidence,
                answerable,
                times,
                points,
            }));
        }
        let certain: Decimal = pieces.iter().map(|piece| piece.points).sum();
        (Span { at_least: certain.min(most), at_most: (certain + open).min(most) }, pieces)
    }
}

fn outcome<'a>(test: &Test, leaf: &Leaf<'a>) -> Outcome<'a> {
    let pieces = match &leaf.found {
        Found::InOrder | Found::Nothing => Vec::new(),
        Found::Points(points, answerable) => {
            vec![Loss { evidence: None, answerable: (*answerable).clone(), times: 1, points: *points }]
        }
        Found::Value { value, findings, answerable, .. } => {
            by_finding(test, test.deduction.value.times(*value), findings, answerable)
        }
    };
    let certain: Decimal = pieces.iter().map(|loss| loss.points).sum();
    let open = if leaf.state.is_known() { Some(Decimal::ZERO) } else { test.most().map(|most| most.beyond(certain)) };
    Outcome { pieces, open }
}

/// Splits what the test costs among the findings that cause it. What was not done has none: it is the loss of whoever
/// answers.
fn by_finding<'a>(test: &Test, times: u32, findings: &[&'a Evidence], answerable: &Answerable) -> Vec<Loss<'a>> {
    let points = test.loses.value.repeated(times);
    let mut weights: Vec<Decimal> = findings.iter().map(|evidence| evidence.amount).collect();
    if test.basis.query().is_some_and(|query| query.counting() == Counting::Longest) {
        let longest = weights.iter().copied().max().unwrap_or_default();
        let first = weights.iter().position(|weight| *weight == longest);
        weights.iter_mut().enumerate().filter(|(i, _)| Some(*i) != first).for_each(|(_, w)| *w = Decimal::ZERO);
    }
    let shares = if test.deduction.value.asks_for_deeds() { None } else { share_out(points, &weights) };
    let Some(shares) = shares else {
        return vec![Loss { evidence: None, answerable: answerable.clone(), times, points }];
    };
    findings.iter().zip(shares).flat_map(|(evidence, points)| of_finding(evidence, points)).collect()
}

/// What one finding costs, a piece for each unit that answers for it. The finding itself is counted once.
fn of_finding(evidence: &Evidence, points: Decimal) -> Vec<Loss<'_>> {
    let shares = evidence.shares();
    let weights: Vec<Decimal> = shares.iter().map(|(_, weight)| *weight).collect();
    let points = share_out(points, &weights).unwrap_or_default();
    let pieces = shares.into_iter().zip(points).enumerate();
    pieces
        .map(|(index, ((answerable, _), points))| {
            let times = u32::from(index == 0);
            Loss { evidence: Some(evidence), answerable, times, points }
        })
        .collect()
}

/// The pieces with their parts of what the indicator loses, by test.
fn charges(pieces: &[Piece], lost: Decimal, counted: Decimal) -> Vec<(usize, Charge)> {
    let weights: Vec<Decimal> = pieces.iter().map(|piece| piece.points).collect();
    let Some((lost, counted)) = share_out(lost, &weights).zip(share_out(counted, &weights)) else { return Vec::new() };
    let shares = lost.into_iter().zip(counted);
    pieces
        .iter()
        .zip(shares)
        .map(|(piece, (lost, counted))| {
            let charge = Charge {
                period: piece.period,
                evidence: piece.evidence.cloned(),
                answerable: piece.answerable.clone(),
                times: piece.times,
                lost,
                counted,
            };
            (piece.test, charge)
        })
        .collect()
}

fn test_score(test: &Test, states: Vec<(Period, LeafState)>, charges: Vec<Charge>) -> TestScore {
    TestScore {
        code: test.code.clone(),
        name: test.name.clone(),
        loses: test.loses,
        states,
        lost: charges.iter().map(|charge| charge.lost).sum(),
        counted: charges.iter().map(|charge| charge.counted).sum(),
        charges,
        hours: test.hours,
    }
}
