//! Views of reprints: the sources that the portal manager keeps, and what was found there for the editors.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{FieldFault, Page};
use crate::{
    id::{ItemCode, ItemId, ReprintProposalId, ReprintSourceId},
    plan::ColumnCode,
    reprint::{Level, Published, Reading, Resemblance},
    workflow::Stage,
};

/// Everything that a portal manager says of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceForm {
    /// 来源 as readers see it: 中国政府网.
    pub name: String,
    pub level: Level,
    /// Of the feed, or of the page with the list.
    pub address: String,
    pub reading: Reading,
    /// CSS selector of the text on the page of an entry; empty: what the feed itself brings.
    pub body_selector: String,
    /// Where its entries are proposed for.
    pub column: ColumnCode,
    pub interval_minutes: i64,
    pub active: bool,
}

/// A source to be added, or one to be changed as it was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceSave {
    /// The source, and how often it had been changed.
    pub seen: Option<(ReprintSourceId, i32)>,
    pub form: SourceForm,
}

/// A source in the portal manager's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRow {
    pub id: ReprintSourceId,
    pub version: i32,
    pub form: SourceForm,
    pub column_path: String,
    /// By the plan in force, the column still takes reprints.
    pub column_takes: bool,
    pub next_at: DateTime<Utc>,
    pub last: Option<LastLook>,
    pub failing_since: Option<DateTime<Utc>>,
}

/// How the last look at a source went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastLook {
    pub at: DateTime<Utc>,
    /// How many entries were new, or why nothing could be read.
    pub outcome: Result<i64, String>,
}

/// The portal manager's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceList {
    pub rows: Vec<SourceRow>,
    /// The columns that take reprints.
    pub columns: Vec<TargetColumn>,
    /// Hosts that may be asked, with all below them.
    pub hosts: Vec<String>,
}

/// A column in a choice list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetColumn {
    pub code: ColumnCode,
    pub path: String,
}

/// What a source would bring now (试取).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trial {
    pub entries: Vec<TrialEntry>,
    /// How many there are; `entries` shows the first.
    pub found: i64,
    /// The text of the first entry.
    pub text: String,
    /// Pictures in it, which stay behind.
    pub pictures: i64,
    /// What should be looked at, by field.
    pub remarks: Vec<FieldFault>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialEntry {
    pub title: String,
    pub address: String,
    pub published: Option<Published>,
}

/// What became of a proposal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProposalState {
    #[default]
    Open,
    Adopted,
    Dismissed,
}

impl ProposalState {
    pub const ALL: [Self; 3] = [Self::Open, Self::Adopted, Self::Dismissed];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Adopted => "adopted",
            Self::Dismissed => "dismissed",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Open => "待处理",
            Self::Adopted => "已采用",
            Self::Dismissed => "不采用",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// Filters of the list of proposals; `None` and `""` mean all, but for the state.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProposalFilter {
    pub state: ProposalState,
    pub source: Option<ReprintSourceId>,
    pub column: Option<ColumnCode>,
    /// Words of the title.
    pub words: String,
    /// From 1.
    pub page: i64,
}

/// An entry of a source, proposed for a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalRow {
    pub id: ReprintProposalId,
    pub title: String,
    pub source_name: String,
    pub level: Level,
    /// Of the original.
    pub address: String,
    /// The original opens at once; others are announced by the notice on leaving the site.
    pub is_government: bool,
    pub published: Option<Published>,
    pub found_at: DateTime<Utc>,
    pub excerpt: String,
    /// Why it comes without text; empty when it has one.
    pub remark: String,
    /// Pictures of the original, which stay behind.
    pub pictures: i64,
    pub column_path: String,
    pub alike: Option<Alike>,
    /// It stands below the proposal that it resembles.
    pub is_in_family: bool,
    pub standing: Standing,
    /// The reader may take it over, or say why not.
    pub may_decide: bool,
}

/// The other one that a proposal resembles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alike {
    pub title: String,
    pub how: Resemblance,
    /// A public item; `None` for another proposal.
    pub item: Option<ItemCode>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    Open,
    Adopted {
        by: String,
        at: DateTime<Utc>,
        /// Where it went; `None` when that draft was thrown away.
        item: Option<Went>,
    },
    Dismissed {
        by: String,
        at: DateTime<Utc>,
        reason: String,
    },
}

/// The item that a proposal became.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Went {
    pub item: ItemId,
    pub code: ItemCode,
    pub stage: Stage,
    pub is_live: bool,
}

/// A page of proposals with what its filters offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalPage {
    pub page: Page<ProposalRow>,
    pub sources: Vec<(ReprintSourceId, String)>,
    pub columns: Vec<TargetColumn>,
}
