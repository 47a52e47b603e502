//! What was measured, with the evidence of it: the input of a score. A forecast is the score of the measures that a
//! future day would have.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Counting, Decimal, Measurement};
use crate::plan::{ColumnCode, UnitCode};

/// One thing that was found or done: what, where, when, and who answers for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// What it is about, the same at every measurement: the code of a column or an item, an address, the number of a
    /// letter. One subject is one finding, however often it was found (同一页面同一问题只计一次).
    pub subject: String,
    /// A Chinese sentence.
    pub what: String,
    /// Where it can be seen.
    pub address: Option<String>,
    /// When it was seen; `None` for what is only supposed.
    pub seen_at: Option<DateTime<Utc>>,
    pub answerable: Answerable,
    /// How the loss divides when more than one unit answers for it, by the days that each let pass; empty when
    /// `answerable` answers alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    /// How much it counts: usually one; so many days for the age of a page.
    pub amount: Decimal,
}

/// The part of one unit in what was late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub unit: UnitCode,
    /// Days that it let pass.
    pub days: u32,
}

/// Whose loss it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Answerable {
    pub column: Option<ColumnCode>,
    pub unit: Option<UnitCode>,
}

/// The result of one measurement. That nothing was found is a result too: it has no evidence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measured {
    pub evidence: Vec<Evidence>,
    /// How many were looked at: visits, guides, services. Needed for shares and for 全部.
    pub of: Option<u32>,
    /// Of how many that should be looked at nobody has a record: while there are any, what was found is only the least
    /// that there is.
    #[serde(default)]
    pub unrecorded: u32,
    /// Whose loss it is when something was not done, since of that there is no evidence.
    pub answerable: Answerable,
}

/// The results of one day or one quarter. What is not among them was not measured.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<(Measurement, Measured)>", into = "Vec<(Measurement, Measured)>")]
pub struct Readings(BTreeMap<Measurement, Measured>);

/// The quarters of a year that are over, and the present: groups that are measured every quarter count the average.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Period {
    FirstQuarter,
    SecondQuarter,
    ThirdQuarter,
    /// The state on the day of the score; within the year its last quarter so far.
    Now,
}

impl Period {
    /// In the order of the year.
    pub const ALL: [Self; 4] = [Self::FirstQuarter, Self::SecondQuarter, Self::ThirdQuarter, Self::Now];

    /// The word that the database keeps.
    pub const fn code(self) -> &'static str {
        match self {
            Self::FirstQuarter => "first-quarter",
            Self::SecondQuarter => "second-quarter",
            Self::ThirdQuarter => "third-quarter",
            Self::Now => "now",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|period| period.code() == code)
    }

    /// The quarters of the year of `day` that were over before it, each with its last day.
    pub fn over_before(day: NaiveDate) -> Vec<(Self, NaiveDate)> {
        let quarters = [(Self::FirstQuarter, 3, 31), (Self::SecondQuarter, 6, 30), (Self::ThirdQuarter, 9, 30)];
        let ends = quarters
            .into_iter()
            .filter_map(|(quarter, month, last)| Some((quarter, NaiveDate::from_ymd_opt(day.year(), month, last)?)));
        ends.filter(|(_, last)| *last < day).collect()
    }

    /// As the desk calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::FirstQuarter => "第一季度",
            Self::SecondQuarter => "第二季度",
            Self::ThirdQuarter => "第三季度",
            Self::Now => "当前",
        }
    }
}

/// Whether a body offers services; without, the groups of services are skipped (国办秘函〔2019〕19号).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Services {
    #[default]
    Offered,
    /// 没有对外办事服务职能
    None,
}

/// Everything that a score is computed from, people's judgements aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measures {
    /// The day whose state it is; a day to come for a forecast.
    pub on: NaiveDate,
    pub services: Services,
    pub now: Readings,
    /// The quarters of the year that are over, as they were measured then; a quarter that nobody measured is there
    /// without readings.
    pub earlier: BTreeMap<Period, Readings>,
}

impl Evidence {
    /// One finding about `subject`.
    pub fn of(subject: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            subject: subject.into(),
            what: what.into(),
            address: None,
            seen_at: None,
            answerable: Answerable::default(),
            parts: Vec::new(),
            amount: Decimal::whole(1),
        }
    }

    /// With the column it is about and the unit that answers for it.
    #[must_use]
    pub fn answered_for(mut self, column: Option<ColumnCode>, unit: Option<UnitCode>) -> Self {
        self.answerable = Answerable { column, unit };
        self
    }

    /// The same loss divided among units by the days that each let pass. A single part is an answer like any other.
    #[must_use]
    pub fn divided(mut self, mut parts: Vec<Part>) -> Self {
        parts.retain(|part| part.days > 0);
        if let Some(most) = parts.iter().max_by_key(|part| part.days) {
            self.answerable.unit = Some(most.unit.clone());
        }
        self.parts = if parts.len() > 1 { parts } else { Vec::new() };
        self
    }

    /// Who answers for it, each with what to weigh its part by.
    pub fn shares(&self) -> Vec<(Answerable, Decimal)> {
        if self.parts.is_empty() {
            return vec![(self.answerable.clone(), Decimal::whole(1))];
        }
        let column = &self.answerable.column;
        let share = |part: &Part| {
            (Answerable { column: column.clone(), unit: Some(part.unit.clone()) }, Decimal::whole(part.days))
        };
        self.parts.iter().map(share).collect()
    }
}

impl Measured {
    /// Found, out of how many is not asked.
    pub fn found(evidence: Vec<Evidence>) -> Self {
        Self { evidence, ..Self::default() }
    }

    /// Found among so many that were looked at.
    pub fn found_among(of: u32, evidence: Vec<Evidence>) -> Self {
        Self { evidence, of: Some(of), ..Self::default() }
    }

    /// The same, when of so many more nobody has a record.
    #[must_use]
    pub const fn without_record_of(mut self, unrecorded: u32) -> Self {
        self.unrecorded = unrecorded;
        self
    }

    /// Whether all that should be looked at was.
    pub const fn is_whole(&self) -> bool {
        self.unrecorded == 0
    }

    /// Out of how many there are, recorded or not: what nobody has a record of may all be in order.
    pub(super) fn among(&self) -> Option<u32> {
        self.of.map(|of| of.saturating_add(self.unrecorded))
    }

    /// One piece of evidence for each subject, the one that counts most.
    pub(super) fn findings<'a>(all: impl IntoIterator<Item = &'a Measured>) -> Vec<&'a Evidence> {
        let mut findings: Vec<&Evidence> = Vec::new();
        for evidence in all.into_iter().flat_map(|measured| &measured.evidence) {
            match findings.iter_mut().find(|known| known.subject == evidence.subject) {
                Some(known) if known.amount < evidence.amount => *known = evidence,
                Some(_) => {}
                None => findings.push(evidence),
            }
        }
        findings
    }

    /// The value of `findings`; `None` for a share of nothing.
    pub(super) fn value(findings: &[&Evidence], of: Option<u32>, counting: Counting) -> Option<Decimal> {
        let amounts = findings.iter().map(|evidence| evidence.amount.max(Decimal::ZERO));
        match counting {
            Counting::Faults | Counting::Achieved => Some(amounts.sum()),
            Counting::Longest => Some(amounts.max().unwrap_or_default()),
            Counting::Share => {
                let of = of.filter(|of| *of > 0)?;
                let sum = i128::from(amounts.sum::<Decimal>().millionths());
                // Rounded down: no rounding ever brings anybody over a line.
                Some(Decimal::from_millionths(sum * 100 / i128::from(of)))
            }
        }
    }
}

impl Readings {
    /// The result of `measurement`; `None` when it was not taken.
    pub fn get(&self, measurement: &Measurement) -> Option<&Measured> {
        self.0.get(measurement)
    }

    pub(super) fn get_mut(&mut self, measurement: &Measurement) -> Option<&mut Measured> {
        self.0.get_mut(measurement)
    }

    /// Puts a result in the place of an earlier one.
    pub fn insert(&mut self, measurement: Measurement, measured: Measured) {
        self.0.insert(measurement, measured);
    }

    /// The same with one more result.
    #[must_use]
    pub fn with(mut self, measurement: Measurement, measured: Measured) -> Self {
        self.insert(measurement, measured);
        self
    }

    /// Everything that was measured.
    pub fn iter(&self) -> impl Iterator<Item = (&Measurement, &Measured)> {
        self.0.iter()
    }

    /// Takes the finding about `subject` out of a measurement.
    pub(super) fn withdraw(&mut self, measurement: &Measurement, subject: &str) {
        if let Some(measured) = self.0.get_mut(measurement) {
            measured.evidence.retain(|evidence| evidence.subject != subject);
        }
    }
}

impl From<Vec<(Measurement, Measured)>> for Readings {
    fn from(list: Vec<(Measurement, Measured)>) -> Self {
        Self(list.into_iter().collect())
    }
}

impl From<Readings> for Vec<(Measurement, Measured)> {
    fn from(readings: Readings) -> Self {
        readings.0.into_iter().collect()
    }
}

impl Measures {
    /// The measures of `on`, nothing measured yet.
    pub fn of(on: NaiveDate) -> Self {
        Self { on, services: Services::Offered, now: Readings::default(), earlier: BTreeMap::new() }
    }

    /// The results of `period`; `None` for a quarter that does not count.
    pub fn readings(&self, period: Period) -> Option<&Readings> {
        match period {
            Period::Now => Some(&self.now),
            quarter => self.earlier.get(&quarter),
        }
    }

    pub(super) fn readings_mut(&mut self, period: Period) -> Option<&mut Readings> {
        match period {
            Period::Now => Some(&mut self.now),
            quarter => self.earlier.get_mut(&quarter),
        }
    }

    /// The quarters that are over, then the present.
    pub(super) fn periods(&self) -> Vec<Period> {
        let earlier = self.earlier.keys().copied().filter(|period| *period != Period::Now);
        earlier.chain([Period::Now]).collect()
    }
}
