//! 考核取数: what an inspection counts in a column whose kind does not say so. Interviews, surveys and common questions are
//! all articles, and every county calls their columns as it likes.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Column, ColumnKind, Plan};

/// What an assessment counts in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CountsAs {
    /// 通知公告: with the library of documents, what must not be older than half a year (国办秘函〔2019〕19号).
    Notices,
    /// 咨询渠道: where people ask and suggest; petitions and reports of offences do not count (国办秘函〔2019〕19号).
    Consultation,
    /// 常见问题
    CommonQuestions,
    /// 在线访谈
    Interviews,
    /// 调查征集
    Surveys,
    /// 热点回应
    HotTopics,
    /// 统计数据, by the month in which they were published.
    Statistics,
    /// 数据开放: each item with a table to download.
    OpenData,
    /// 年度报表: the yearly form of the website (国办函〔2018〕12号), not the report on disclosure.
    WorkReports,
}

impl CountsAs {
    /// Whether a column of `kind` can be counted so: a channel is visited by the patrol, everything else consists of items.
    pub const fn fits(self, kind: ColumnKind) -> bool {
        match self {
            Self::Consultation => matches!(kind, ColumnKind::Link | ColumnKind::Function),
            _ => kind.holds_items(),
        }
    }
}

impl Plan {
    /// The columns in use on `on` that count as `what`, in the order of the plan.
    pub fn columns_counting_as(&self, what: CountsAs, on: NaiveDate) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(move |column| column.counts_as == Some(what) && !column.is_history_on(on))
    }
}
