//! Whose loss it is: the views of a score by unit and by column. They sum up to the loss of the county, since they are
//! the same charges under other headings.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::{Answerable, Decimal, Evidence, Period, RuleCode};
use super::{IndicatorScore, Score, TestScore, VetoState};
use crate::plan::{ColumnCode, UnitCode};

/// A piece of a lost point: one finding, or what was not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    pub period: Period,
    /// `None` for what was not done, and for points that a person took.
    pub evidence: Option<Evidence>,
    pub answerable: Answerable,
    /// For how many findings it stands: one with its evidence, or so many that are missing; none when the finding is
    /// counted with another unit's part of it.
    pub times: u32,
    /// Of the points of the indicator.
    pub lost: Decimal,
    /// Of the total.
    pub counted: Decimal,
}

/// What one unit or one column costs the county.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loss {
    /// Of the total.
    pub points: Decimal,
    pub lines: Vec<LossLine>,
    /// Its findings that count towards a veto.
    pub vetoes: Vec<VetoLine>,
}

/// A charge with the leaf that it stands under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LossLine {
    pub indicator: String,
    pub test: RuleCode,
    pub name: String,
    pub charge: Charge,
}

/// Findings of a unit or column under a veto condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VetoLine {
    pub veto: RuleCode,
    pub name: String,
    pub state: VetoState,
    pub evidence: Vec<Evidence>,
}

impl Score {
    /// Every charge with its indicator and test, in the order of the table.
    pub fn charges(&self) -> Vec<(&IndicatorScore, &TestScore, &Charge)> {
        let indicators = self.groups.iter().flat_map(super::GroupScore::all_indicators);
        let tests = indicators.flat_map(|indicator| indicator.tests.iter().map(move |test| (indicator, test)));
        tests.flat_map(|(indicator, test)| test.charges.iter().map(move |charge| (indicator, test, charge))).collect()
    }

    /// The indicator and test of this code.
    pub fn test(&self, code: &RuleCode) -> Option<(&IndicatorScore, &TestScore)> {
        let mut indicators = self.groups.iter().flat_map(super::GroupScore::all_indicators);
        indicators.find_map(|indicator| Some((indicator, indicator.tests.iter().find(|test| &test.code == code)?)))
    }

    /// The score as `unit` sees it: what it costs the county, and why.
    pub fn of_unit(&self, unit: &UnitCode) -> Loss {
        self.loss(|answerable| answerable.unit.as_ref() == Some(unit))
    }

    /// The score of a column.
    pub fn of_column(&self, column: &ColumnCode) -> Loss {
        self.loss(|answerable| answerable.column.as_ref() == Some(column))
    }

    /// What nobody in particular answers for.
    pub fn of_nobody(&self) -> Loss {
        self.loss(|answerable| answerable.unit.is_none())
    }

    /// The county's loss by unit; `None` is what nobody in particular answers for.
    pub fn by_unit(&self) -> BTreeMap<Option<UnitCode>, Decimal> {
        self.sums(|answerable| answerable.unit.clone())
    }

    /// The county's loss by column.
    pub fn by_column(&self) -> BTreeMap<Option<ColumnCode>, Decimal> {
        self.sums(|answerable| answerable.column.clone())
    }

    fn sums<K: Ord>(&self, key: impl Fn(&Answerable) -> Option<K>) -> BTreeMap<Option<K>, Decimal> {
        let mut sums = BTreeMap::new();
        for (_, _, charge) in self.charges() {
            *sums.entry(key(&charge.answerable)).or_default() += charge.counted;
        }
        sums
    }

    fn loss(&self, is_its: impl Fn(&Answerable) -> bool) -> Loss {
        let charges = self.charges().into_iter().filter(|(_, _, charge)| is_its(&charge.answerable));
        let lines: Vec<LossLine> = charges
            .map(|(indicator, test, charge)| LossLine {
                indicator: indicator.name.clone(),
                test: test.code.clone(),
                name: test.name.clone(),
                charge: charge.clone(),
            })
            .collect();
        let vetoes = self.vetoes.iter().filter_map(|veto| {
            let its = |evidence: &&Evidence| evidence.shares().iter().any(|(answerable, _)| is_its(answerable));
            let evidence = veto.evidence.iter().chain(&veto.early).filter(its);
            let evidence: Vec<Evidence> = evidence.cloned().collect();
            let (code, name) = (veto.code.clone(), veto.name.clone());
            (!evidence.is_empty()).then_some(VetoLine { veto: code, name, state: veto.state, evidence })
        });
        Loss { points: lines.iter().map(|line| line.charge.counted).sum(), vetoes: vetoes.collect(), lines }
    }
}
