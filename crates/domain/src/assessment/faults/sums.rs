//! Faults of the whole: groups, and points that do not add up.

use super::super::{Decimal, Entry, Group, Rhythm};
use super::{FaultKind, Inspection};

impl Inspection<'_> {
    pub(super) fn group(&mut self, entry: Entry, group: &Group) {
        let rules = self.rules;
        let name = &group.name;
        if !group.points.value.is_positive() {
            self.report(entry, "points", FaultKind::BadNumber, format!("指标组“{name}”的分值须大于零"));
        }
        if let Some(parent) = &group.parent {
            if rules.group(parent).is_none() {
                let message = format!("指标组“{name}”的上级“{parent}”不存在");
                self.report(entry, "parent", FaultKind::UnknownGroup, message);
            } else if rules.root_of(group).parent.as_ref().is_some_and(|above| rules.group(above).is_some()) {
                let message = format!("指标组“{name}”的上级首尾相接，成为循环");
                self.report(entry, "parent", FaultKind::Cycle, message);
            }
            let of_roots = [
                ("weight", group.weight.is_some(), "权重"),
                ("rhythm", group.rhythm.value != Rhythm::default(), "测评周期"),
                ("only_services", group.only_services.value, "无办事服务时不计"),
            ];
            for (key, _, what) in of_roots.into_iter().filter(|(_, said, _)| *said) {
                let message = format!("只有第一级指标组能写{what}，“{name}”不是");
                self.report(entry, key, FaultKind::BadGroup, message);
            }
        }
        if group.weight.as_ref().is_some_and(|w| !w.value.is_positive() || w.value > Decimal::whole(100)) {
            self.report(entry, "weight", FaultKind::BadNumber, format!("指标组“{name}”的权重须在0至100之间"));
        }
        let groups = rules.groups.iter().filter(|below| below.parent.as_ref() == Some(&group.code));
        let indicators = rules.indicators.iter().filter(|below| below.group == group.code);
        let parts: Vec<Decimal> =
            groups.map(|below| below.points.value).chain(indicators.map(|below| below.points.value)).collect();
        let sum: Decimal = parts.iter().copied().sum();
        if parts.is_empty() {
            self.report(entry, "", FaultKind::EmptyGroup, format!("指标组“{name}”没有指标"));
        } else if sum != group.points.value {
            let message = format!("指标组“{name}”写{}分，其下各项合计{sum}分", group.points.value);
            self.report(entry, "points", FaultKind::PointsDiffer, message);
        }
    }

    pub(super) fn total(&mut self) {
        let total = self.rules.grading.total.value;
        let roots: Vec<&Group> = self.rules.groups.iter().filter(|group| group.parent.is_none()).collect();
        let sum: Decimal = roots.iter().map(|group| group.worth(total)).sum();
        if sum != total {
            let message = format!("总分写{total}分，各指标组合计{sum}分");
            self.report(Entry::Grading, "total", FaultKind::PointsDiffer, message);
        }
    }

    /// 其余指标得分乘以4/3: what is left must be worth the whole again.
    pub(super) fn services(&mut self) {
        let grading = &self.rules.grading;
        let total = grading.total.value;
        let skipped: Decimal = self
            .rules
            .groups
            .iter()
            .filter(|g| g.parent.is_none() && g.only_services.value)
            .map(|g| g.worth(total))
            .sum();
        let Some(ratio) = grading.without_services else {
            if skipped.is_positive() {
                let message = "有“无办事服务时不计”的指标组，但没有写折算比例（without_services），如 4/3";
                self.report(Entry::Grading, "without_services", FaultKind::ScaleDiffers, message);
            }
            return;
        };
        let left = total - skipped;
        let whole_again = i128::from(left.millionths()) * i128::from(ratio.value.numerator)
            == i128::from(total.millionths()) * i128::from(ratio.value.denominator);
        if !skipped.is_positive() || !whole_again {
            let message = format!("无办事服务时其余{left}分乘以{}，不等于总分{total}分", ratio.value);
            self.report(Entry::Grading, "without_services", FaultKind::ScaleDiffers, message);
        }
    }

    pub(super) fn bonuses(&mut self) {
        let sum: Decimal = self.rules.bonuses.iter().map(|bonus| bonus.points.value).sum();
        match self.rules.grading.bonus {
            None if !self.rules.bonuses.is_empty() => {
                let message = "有加分项，但没有写加分门槛和上限（bonus_above、bonus_most）";
                self.report(Entry::Grading, "bonus_most", FaultKind::BadBonus, message);
            }
            Some(rule) if sum != rule.most.value => {
                let message = format!("加分上限写{}分，各加分项合计{sum}分", rule.most.value);
                self.report(Entry::Grading, "bonus_most", FaultKind::BadBonus, message);
            }
            _ => {}
        }
    }
}
