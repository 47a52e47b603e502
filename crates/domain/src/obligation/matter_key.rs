//! The name of a single duty: decisions and reminders keep it, and mean that duty alone.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    id::{DisclosureRequestId, ItemId, ReportId, TopicId},
    plan::{ColumnCode, UnitCode},
};

/// Names one single duty (单项任务) by what asks for it. Written `letter:12`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum MatterKey {
    /// A policy document that asks for its interpretation.
    Interpretation(ItemId),
    /// A topic that asks for news.
    TopicNews(TopicId),
    /// A reader's letter that asks for an answer.
    Letter(ReportId),
    /// A request for disclosure that asks for an answer.
    Disclosure(DisclosureRequestId),
    /// An item on its way with a clock of its own.
    Item(ItemId),
    /// An item that lies with its lead unit.
    Signing(ItemId),
    /// A topic's next page that does.
    TopicSigning(TopicId),
    /// What one of several units owes of a year in a column.
    YearlyReport { column: ColumnCode, unit: UnitCode, year: i32 },
}

/// Why a text names no single duty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}”不是单项任务的编号")]
pub struct NoMatterKey(String);

impl MatterKey {
    /// ```
    /// # use domain::{id::ReportId, obligation::MatterKey};
    /// let key = MatterKey::Letter(ReportId::new(12));
    /// assert_eq!(key.to_string(), "letter:12");
    /// assert_eq!(MatterKey::parse("letter:12"), Some(key));
    /// assert_eq!(MatterKey::parse("letter:"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, id) = text.split_once(':')?;
        match kind {
            "interpretation" => id.parse().ok().map(Self::Interpretation),
            "topic-news" => id.parse().ok().map(Self::TopicNews),
            "letter" => id.parse().ok().map(Self::Letter),
            "disclosure" => id.parse().ok().map(Self::Disclosure),
            "item" => id.parse().ok().map(Self::Item),
            "signing" => id.parse().ok().map(Self::Signing),
            "topic-signing" => id.parse().ok().map(Self::TopicSigning),
            "yearly-report" => {
                let (column, rest) = id.split_once(':')?;
                let (unit, year) = rest.split_once(':')?;
                let (column, unit) = (ColumnCode::parse(column)?, UnitCode::parse(unit)?);
                Some(Self::YearlyReport { column, unit, year: year.parse().ok()? })
            }
            _ => None,
        }
    }

    /// Where it is looked at in the desk; `None` of a request for disclosure, which has no page yet, and of what is owed of a
    /// year: they stand on the board with their column.
    pub fn address(&self) -> Option<String> {
        match self {
            Self::Interpretation(document) => Some(format!("/desk/items/{document}/history")),
            Self::TopicNews(topic) | Self::TopicSigning(topic) => Some(format!("/desk/topics/{topic}")),
            Self::Letter(report) => Some(format!("/desk/corrections/{report}")),
            Self::Disclosure(_) | Self::YearlyReport { .. } => None,
            Self::Item(item) => Some(format!("/desk/items/{item}")),
            Self::Signing(item) => Some(format!("/desk/items/{item}/review")),
        }
    }
}

impl fmt::Display for MatterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Interpretation(document) => write!(f, "interpretation:{document}"),
            Self::TopicNews(topic) => write!(f, "topic-news:{topic}"),
            Self::Letter(report) => write!(f, "letter:{report}"),
            Self::Disclosure(request) => write!(f, "disclosure:{request}"),
            Self::Item(item) => write!(f, "item:{item}"),
            Self::Signing(item) => write!(f, "signing:{item}"),
            Self::TopicSigning(topic) => write!(f, "topic-signing:{topic}"),
            Self::YearlyReport { column, unit, year } => write!(f, "yearly-report:{column}:{unit}:{year}"),
        }
    }
}

impl From<MatterKey> for String {
    fn from(key: MatterKey) -> Self {
        key.to_string()
    }
}

impl TryFrom<String> for MatterKey {
    type Error = NoMatterKey;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or(NoMatterKey(text))
    }
}
