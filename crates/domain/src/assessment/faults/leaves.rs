//! Faults of single leaves: what is measured, against which line, at what cost.

use std::collections::BTreeSet;

use super::super::{
    Amount, Basis, Beyond, Bonus, Counting, Decimal, Deduction, Earning, Entry, EvidenceQuery, Indicator, MeasureUnit,
    Sureness, Test, Threshold, Veto,
};
use super::{FaultKind, Inspection};

impl Inspection<'_> {
    pub(super) fn veto(&mut self, entry: Entry, veto: &Veto) {
        if veto.item.trim().is_empty() {
            self.report(entry, "item", FaultKind::NoName, "否决项的名称不能为空");
        }
        let unit = self.basis(entry, &veto.name, &veto.basis);
        match (unit, &veto.limit) {
            (None, Some(_)) if veto.basis == Basis::Judged => {
                let message = format!("“{}”由人工评判，不应写界限", veto.name);
                self.report(entry, "limit", FaultKind::BadBasis, message);
            }
            (Some(_), None) => {
                let message = format!("“{}”写了取数指标，但没有写界限（limit），如 5个以上", veto.name);
                self.report(entry, "limit", FaultKind::MissingThreshold, message);
            }
            (Some(unit), Some(limit)) => self.threshold(entry, "limit", &veto.basis, unit, limit.value),
            _ => {}
        }
        if let (Some(warn), Some(limit), Some(unit)) = (&veto.warn, &veto.limit, unit) {
            self.threshold(entry, "warn", &veto.basis, unit, warn.value);
            let (warn, limit) = (warn.value, limit.value);
            // Whatever reaches the limit must have reached the warning before.
            let early = if limit.asks_for_deeds() {
                warn.left(limit.amount.value) == Decimal::ZERO
            } else {
                warn.is_reached_by(limit.amount.value) && warn != limit
            };
            if !early && warn.amount.unit == limit.amount.unit {
                let message = format!("预警线“{warn}”并不早于界限“{limit}”");
                self.report(entry, "warn", FaultKind::BadWarning, message);
            }
        } else if veto.warn.is_some() && unit.is_none() {
            self.report(entry, "warn", FaultKind::BadWarning, format!("“{}”没有取数指标，无法预警", veto.name));
        }
        self.early(entry, veto);
        self.warn_source(entry, veto);
        let counts = veto.basis.query().is_some_and(|query| query.counting() == Counting::Faults);
        if veto.or_every_one.value && !counts {
            let message = format!("“{}”不是按个数计的问题，不能写“全部即否决”（or_every_one）", veto.name);
            self.report(entry, "or_every_one", FaultKind::BadBasis, message);
        }
    }

    /// An earlier limit of the same query comes before its limit.
    fn early(&mut self, entry: Entry, veto: &Veto) {
        let Some(early) = &veto.warn_beyond else { return };
        let early = early.value;
        let usual = veto.basis.measurements().iter().find_map(|m| Some((m.query, m.beyond?)));
        let Some((query, beyond)) = usual else {
            let message = format!("“{}”的取数指标没有期限，不能写提前预警（warn_beyond）", veto.name);
            self.report(entry, "warn_beyond", FaultKind::BadWarning, message);
            return;
        };
        if !query.beyond().takes(early.unit) {
            let message = format!("提前预警“{early}”与“{beyond}”不是一类");
            self.report(entry, "warn_beyond", FaultKind::WrongUnit, message);
        } else if in_days(early) >= in_days(beyond) {
            let message = format!("提前预警“{early}”并不早于“{beyond}”");
            self.report(entry, "warn_beyond", FaultKind::BadWarning, message);
        }
    }

    /// Whether the measurements of an entry can be taken and added up; their common unit.
    fn basis(&mut self, entry: Entry, name: &str, basis: &Basis) -> Option<MeasureUnit> {
        let measurements = basis.measurements();
        let first = measurements.first()?.query;
        for measurement in measurements {
            let (query, wanted) = (measurement.query, measurement.query.beyond());
            let fault = match (measurement.beyond, wanted) {
                (None, Beyond::Nothing) => continue,
                (None, Beyond::Term) => format!("取数指标“{}”须写期限（beyond），如 3个月", query.label()),
                (None, Beyond::Kinds) => format!("取数指标“{}”须写要素类数（beyond），如 4类", query.label()),
                (None, Beyond::Seconds) => format!("取数指标“{}”须写秒数（beyond），如 3秒", query.label()),
                (Some(_), Beyond::Nothing) => format!("取数指标“{}”没有期限，不应写 beyond", query.label()),
                (Some(amount), _) if wanted.takes(amount.unit) => continue,
                (Some(amount), _) => format!("“{amount}”不能作为取数指标“{}”的期限", query.label()),
            };
            self.report(entry, "beyond", FaultKind::BadBasis, fault);
        }
        let distinct: BTreeSet<_> = measurements.iter().collect();
        let addable = measurements.iter().all(|m| m.query.counting() == first.counting());
        let alone = measurements.len() == 1 || matches!(first.counting(), Counting::Faults | Counting::Achieved);
        if distinct.len() < measurements.len() {
            self.report(entry, "queries", FaultKind::BadBasis, format!("“{name}”的取数指标写了两次"));
        } else if !addable || !alone {
            self.report(entry, "queries", FaultKind::BadBasis, format!("“{name}”的取数指标不能相加"));
        }
        Some(first.unit())
    }

    fn threshold(&mut self, entry: Entry, key: &'static str, basis: &Basis, unit: MeasureUnit, threshold: Threshold) {
        self.unit(entry, key, basis, unit, threshold.amount);
        let for_deeds = basis.query().is_some_and(|query| !query.finds_faults());
        if for_deeds && !threshold.asks_for_deeds() {
            let message = format!("取数指标计的是已做的事，界限“{threshold}”应写成“少于{}”", threshold.amount);
            self.report(entry, key, FaultKind::WrongWay, message);
        } else if !for_deeds && threshold.asks_for_deeds() {
            let message = format!("取数指标计的是问题，界限“{threshold}”应写成“{}以上”", threshold.amount);
            self.report(entry, key, FaultKind::WrongWay, message);
        }
    }

    fn unit(&mut self, entry: Entry, key: &'static str, basis: &Basis, unit: MeasureUnit, amount: Amount) {
        if amount.unit != unit {
            let measured = basis.query().map_or("人工评判", |query| query.label());
            let message = format!("“{amount}”按{}计，而“{measured}”按{}计", amount.unit.label(), unit.label());
            self.report(entry, key, FaultKind::WrongUnit, message);
        }
    }

    /// Pre-warnings cite what they come from themselves.
    fn warn_source(&mut self, entry: Entry, veto: &Veto) {
        if let Some(source) = veto.warn_source.as_ref().filter(|source| self.rules.source(source).is_none()) {
            self.report(entry, "warn_source", FaultKind::UnknownSource, format!("没有代码为“{source}”的出处"));
        }
        let warn = veto.warn.as_ref().map(|warn| warn.sureness);
        let early = veto.warn_beyond.as_ref().map(|early| early.sureness);
        if veto.warn_source.is_none() && [warn, early].contains(&Some(Sureness::Confirmed)) {
            let message = format!("“{}”的预警线写为已核对，但没有写出处（warn_source）", veto.name);
            self.report(entry, "warn_source", FaultKind::MissingSource, message);
        }
    }

    pub(super) fn indicator(&mut self, index: usize, indicator: &Indicator) {
        let entry = Entry::Indicator(index);
        let name = &indicator.name;
        if self.rules.group(&indicator.group).is_none() {
            let message = format!("指标“{name}”的指标组“{}”不存在", indicator.group);
            self.report(entry, "group", FaultKind::UnknownGroup, message);
        }
        if !indicator.points.value.is_positive() {
            self.report(entry, "points", FaultKind::BadNumber, format!("指标“{name}”的分值须大于零"));
        }
        if indicator.tests.is_empty() {
            self.report(entry, "", FaultKind::NoTests, format!("指标“{name}”没有测点（[[indicator.test]]）"));
        }
        for (number, test) in indicator.tests.iter().enumerate() {
            self.test(Entry::Test(index, number), indicator, test);
        }
    }

    fn test(&mut self, entry: Entry, indicator: &Indicator, test: &Test) {
        let name = &test.name;
        let loses = test.loses.value;
        if !loses.is_positive() || loses > indicator.points.value {
            let message = format!("“{name}”每次扣{loses}分，须大于零且不超过指标的{}分", indicator.points.value);
            self.report(entry, "loses", FaultKind::BadNumber, message);
        }
        if !test.hours.is_positive() {
            self.report(entry, "hours", FaultKind::BadNumber, format!("“{name}”的整改工时须大于零"));
        }
        let key = test.deduction.value.key();
        match (self.basis(entry, name, &test.basis), test.deduction.value) {
            (None, Deduction::Each(step)) => self.unit(entry, key, &test.basis, MeasureUnit::Count, step),
            (None, _) if test.basis == Basis::Judged => {
                let message = format!("“{name}”由人工评判，扣分条件只能写每处（each）");
                self.report(entry, key, FaultKind::BadBasis, message);
            }
            (None, _) => {}
            (Some(unit), Deduction::At(threshold)) => self.threshold(entry, key, &test.basis, unit, threshold),
            (Some(unit), Deduction::Each(amount) | Deduction::ShortOf(amount)) => {
                self.unit(entry, key, &test.basis, unit, amount);
                let finds_faults = test.basis.query().is_none_or(EvidenceQuery::finds_faults);
                if finds_faults == test.deduction.value.asks_for_deeds() {
                    let fits = if finds_faults { "each（每个扣分）" } else { "short_of（每少一个扣分）" };
                    let message = format!("“{name}”的扣分条件与取数指标不合，应写{fits}");
                    self.report(entry, key, FaultKind::WrongWay, message);
                }
            }
        }
    }

    pub(super) fn bonus(&mut self, entry: Entry, bonus: &Bonus) {
        let name = &bonus.name;
        let points = bonus.points.value;
        if !points.is_positive() {
            self.report(entry, "points", FaultKind::BadNumber, format!("加分项“{name}”的分值须大于零"));
        }
        let unit = self.basis(entry, name, &bonus.basis);
        if bonus.basis.query().is_some_and(EvidenceQuery::finds_faults) {
            let message = format!("加分项“{name}”的取数指标计的是问题，不能加分");
            self.report(entry, "queries", FaultKind::WrongWay, message);
        }
        match (unit, bonus.earning.map(|earning| earning.value)) {
            (Some(_), None) => {
                let message = format!("加分项“{name}”没有写加分条件（at 或 each），如 at = \"6次以上\"");
                self.report(entry, "at", FaultKind::MissingThreshold, message);
            }
            (None, Some(_)) if bonus.basis == Basis::Judged => {
                let message = format!("加分项“{name}”由人工评判，不应写加分条件");
                self.report(entry, "at", FaultKind::BadBasis, message);
            }
            (Some(unit), Some(Earning::At(threshold))) => {
                self.unit(entry, "at", &bonus.basis, unit, threshold.amount);
                if threshold.asks_for_deeds() {
                    self.report(entry, "at", FaultKind::WrongWay, format!("加分条件“{threshold}”应写成以上"));
                }
            }
            (Some(_), Some(Earning::Each(each))) if !each.is_positive() || each > points => {
                let message = format!("加分项“{name}”每个加{each}分，须大于零且不超过{points}分");
                self.report(entry, "each", FaultKind::BadNumber, message);
            }
            _ => {}
        }
    }
}

/// Terms of different units roughly side by side: a month has thirty days, five working days are a week.
fn in_days(amount: Amount) -> Decimal {
    match amount.unit {
        MeasureUnit::Months => amount.value.times(Decimal::whole(30)),
        MeasureUnit::WorkingDays => amount.value.scaled(7, 5),
        MeasureUnit::Count | MeasureUnit::Percent | MeasureUnit::Seconds | MeasureUnit::Days => amount.value,
    }
}
