//! The application for a topic: what a unit says before it may build (plan row C65: 申请建设栏目的单位).

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::{desk::FieldFault, plan::Cadence};

/// A topic ends at most so many months after it is applied for or extended; nothing of it stays without end.
pub const LONGEST_MONTHS: u32 = 24;

/// What a unit can promise, in the plan's own words (除历史专栏外，其他按要求更新). “When needed” is no promise.
pub const PROMISES: [Cadence; 6] = [
    Cadence::Daily,
    Cadence::Days { days: 7 },
    Cadence::Days { days: 14 },
    Cadence::Months { months: 1 },
    Cadence::Months { months: 3 },
    Cadence::Months { months: 6 },
];

const TITLE_MAX: usize = 40;
const REASON_MAX: usize = 500;
const BASIS_MAX: usize = 200;
const CONTACT_MAX: usize = 60;

/// The form that a unit fills in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    pub title: String,
    /// 申请理由
    pub reason: String,
    /// 依据文件; may be empty.
    pub basis: String,
    /// 联系人和电话: for the lead units, never public.
    pub contact: String,
    /// 更新承诺, one of [`PROMISES`].
    pub promise: Cadence,
    /// The last day on which the topic is kept up.
    pub ends_on: NaiveDate,
}

impl Application {
    /// Without blanks at the ends.
    #[must_use]
    pub fn trimmed(self) -> Self {
        let trim = |text: String| text.trim().to_owned();
        Self {
            title: trim(self.title),
            reason: trim(self.reason),
            basis: trim(self.basis),
            contact: trim(self.contact),
            ..self
        }
    }

    /// Everything that must be mended before it can be filed on `today`.
    pub fn faults(&self, today: NaiveDate) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        for (field, what, text, max, required) in [
            ("title", "专题名称", &self.title, TITLE_MAX, true),
            ("reason", "申请理由", &self.reason, REASON_MAX, true),
            ("basis", "依据文件", &self.basis, BASIS_MAX, false),
            ("contact", "联系人和电话", &self.contact, CONTACT_MAX, true),
        ] {
            if required && text.trim().is_empty() {
                faults.push(FieldFault::new(field, format!("请填写{what}")));
            } else if text.chars().count() > max {
                faults.push(FieldFault::new(field, format!("{what}不超过 {max} 字")));
            }
        }
        if !PROMISES.contains(&self.promise) {
            faults.push(FieldFault::new("promise", "请选择更新承诺"));
        }
        faults.extend(end_fault(self.ends_on, today));
        faults
    }
}

/// Why a topic cannot end on `ends_on`, seen from `today`.
pub fn end_fault(ends_on: NaiveDate, today: NaiveDate) -> Option<FieldFault> {
    let latest = today.checked_add_months(Months::new(LONGEST_MONTHS))?;
    if ends_on <= today {
        Some(FieldFault::new("ends_on", "结束日期须晚于今天"))
    } else if ends_on > latest {
        Some(FieldFault::new("ends_on", format!("结束日期最晚为 {latest}，到时可以延期")))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn application() -> Application {
        Application {
            title: "县庆专题".into(),
            reason: "集中展示".into(),
            basis: String::new(),
            contact: "韦小兰 0771-6520000".into(),
            promise: Cadence::Days { days: 7 },
            ends_on: day("2027-06-30"),
        }
    }

    #[test]
    fn a_complete_application_has_no_faults() {
        assert_eq!(application().faults(day("2026-11-24")), []);
    }

    #[test]
    fn every_fault_stands_beside_its_field() {
        let empty = Application {
            title: " ".into(),
            reason: "长".repeat(501),
            contact: String::new(),
            promise: Cadence::WhenNeeded,
            ends_on: day("2028-11-25"),
            ..application()
        };
        let faults = empty.faults(day("2026-11-24"));
        let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["title", "reason", "contact", "promise", "ends_on"]);
        assert_eq!(faults[4].message, "结束日期最晚为 2028-11-24，到时可以延期");
        let past = Application { ends_on: day("2026-11-24"), ..application() };
        assert_eq!(past.faults(day("2026-11-24"))[0].message, "结束日期须晚于今天");
    }
}
