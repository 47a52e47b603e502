//! 政府网站工作年度报表: what the portal did in a year or a quarter, in the parts that the State Council's office asks for
//! (国办函〔2018〕12号, published by 31 January), with the county's own tables after it. What is known of the form itself
//! stands in `docs/WORK_REPORT.md`.
//!
//! What the system has counted stands in the form; what it cannot know is [`Entry::ByHand`] and is never guessed.

mod appendix;
mod counts;
mod figures;
mod form;
mod part;
mod period;
mod section;
mod tables;

use chrono::{DateTime, NaiveDate, Utc};

pub use counts::{Answered, ColumnDays, Counts, PatrolWork, Published, Timed, TopicWork};
pub use form::SIGNERS;
pub use part::{BY_HAND, Entry, Group, Part, Row};
pub use period::{NoPeriod, Period, Quarter};
pub use section::Section;
pub use tables::{ColumnLine, UnitLine, columns, units};

use crate::plan::InForce;

/// The report of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkReport {
    pub period: Period,
    pub at: DateTime<Utc>,
    /// Why it does not cover the whole period; empty when it does.
    pub gaps: Vec<String>,
    /// 填报单位, as far as the plan names it.
    pub filled_in_by: Entry,
    /// The form, in its order.
    pub form: Vec<Part>,
    /// 附表: what the county keeps beside it.
    pub appendix: Vec<Part>,
    pub columns: Vec<ColumnLine>,
    pub units: Vec<UnitLine>,
    /// What the log has of the period, as `action_label` reads it, the most frequent first.
    pub actions: Vec<(String, i64)>,
    /// The first year that the log knows.
    pub first_year: i32,
}

impl WorkReport {
    /// `begun`: the day on which the log begins.
    pub fn new(plan: &InForce, period: Period, counts: &Counts, begun: NaiveDate, at: DateTime<Utc>) -> Self {
        use chrono::Datelike;
        let today = crate::time::china_date(at);
        let mut gaps = Vec::new();
        if begun > period.first_day() {
            gaps.push(format!("系统自 {begun} 起记录，此前的处理过程不在统计之内"));
        }
        if today <= period.last_day() {
            gaps.push(format!("{}尚未结束，统计截至 {today}", period.label()));
        }
        Self {
            period,
            at,
            gaps,
            filled_in_by: Entry::said(&plan.plan.site.owner),
            form: form::form(plan, counts),
            appendix: appendix::appendix(plan, counts),
            columns: columns(plan, counts),
            units: units(plan, counts),
            actions: counts.actions.iter().map(|(word, count)| (crate::event::action_label(word), *count)).collect(),
            first_year: begun.year().min(today.year()),
        }
    }

    /// 政府网站工作年度报表（2026年度）.
    pub fn title(&self) -> String {
        format!("{}（{}）", self.period.title(), self.period.label())
    }

    /// 统计口径 of every part that has one, with what it is about.
    pub fn bases(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let parts = self.form.iter().chain(&self.appendix).filter(|part| !part.basis.is_empty());
        parts.map(|part| (if part.title.is_empty() { "网站情况" } else { part.title }, part.basis))
    }
}
