//! 政府网站工作年度报表: what the portal did in a year or a quarter, in the parts of the form that the State Council's office
//! asks for (国办发〔2017〕47号 《政府网站发展指引》; published by 31 January, 国办函〔2018〕12号), with tables by column and unit.
//!
//! What the system has counted stands in the form; what it cannot know is [`Entry::ByHand`] and is never guessed.

mod counts;
mod form;
mod period;
mod section;
mod tables;

use chrono::{DateTime, NaiveDate, Utc};

pub use counts::{Answered, ColumnDays, Counts, InTime, PatrolWork, Published, TopicWork};
pub use form::{BY_HAND, Entry, Part, Row, form};
pub use period::{Period, Quarter};
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
    pub parts: Vec<Part>,
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
            parts: form(plan, counts),
            columns: columns(plan, counts),
            units: units(plan, counts),
            actions: counts.actions.iter().map(|(word, count)| (crate::event::action_label(word), *count)).collect(),
            first_year: begun.year().min(today.year()),
        }
    }
}
