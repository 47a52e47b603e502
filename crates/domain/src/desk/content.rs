//! Views of items: inbox, lists, the editor, the signing page.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    checks::Report,
    desk::{
        replaced::ReplacedText,
        reports::{OpenReport, Readership},
    },
    id::{ItemCode, ItemId},
    item::{Content, Origin, SecrecyReview},
    kind::Kind,
    permission::Action,
    plan::{ColumnCode, UnitCode},
    time,
    workflow::{Stage, Step},
};

/// A row of the inbox or of an item list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemRow {
    pub id: ItemId,
    pub code: ItemCode,
    /// Number of the newest revision, and how often it was saved; decisions name both.
    pub revision: i32,
    pub version: i32,
    pub title: String,
    pub column: ColumnCode,
    /// 频道 / 一级 / 二级
    pub column_path: String,
    pub unit_name: String,
    pub author_name: String,
    pub stage: Stage,
    /// A public revision exists beside the newest one.
    pub is_live: bool,
    pub awaits_retro_signature: bool,
    pub direct: bool,
    pub claimed_by: Option<Claimant>,
    /// Since when it is in this stage; the inbox is ordered by it, oldest first.
    pub since: DateTime<Utc>,
    pub publish_at: Option<DateTime<Utc>>,
    pub published_at: Option<DateTime<Utc>>,
    /// What the reader's signature would do now; `None` where the reader cannot sign.
    pub signature: Option<Signature>,
    /// What the reader of this list may do with it now.
    pub allowed: Vec<Action>,
}

/// Who handles an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claimant {
    pub name: String,
    /// The reader's own account; a namesake's is not.
    pub is_reader: bool,
}

/// A signature that could be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Names of the lead units that must sign after it; with none of them it is the last, which makes the item public.
    pub then: Vec<String>,
    /// The minute that an earlier signer of this round has set, as long as it is ahead.
    pub agreed: Option<DateTime<Utc>>,
}

/// Filters of the inbox and of the item list; `None` and `""` mean all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ItemFilter {
    pub column: Option<ColumnCode>,
    pub unit: Option<UnitCode>,
    pub stage: Option<Stage>,
    /// Words of the title.
    pub words: String,
    /// From 1.
    pub page: i64,
}

/// The desk's first page: what waits for its owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inbox {
    pub rows: Vec<ItemRow>,
    /// Own items that somebody else has to act on now: where they are.
    pub on_their_way: Vec<ItemRow>,
    /// More wait than `rows` shows: the rest comes when these are done.
    pub more: bool,
    /// Columns in which the owner may start something.
    pub may_create_in: Vec<ColumnChoice>,
}

/// A column in a choice list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnChoice {
    pub code: ColumnCode,
    pub path: String,
    /// The kinds of which an item can be, the usual one first.
    pub kinds: Vec<Kind>,
    /// The owner's unit leads the column, so that units without account can be entered.
    pub leads: bool,
}

/// A new item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewItem {
    pub column: ColumnCode,
    /// `None`: the usual kind of the column.
    pub kind: Option<Kind>,
    /// The unit without account that sent it in; `None` for the owner's own unit.
    pub submitted_by: Option<UnitCode>,
    /// The public document that it explains, for an interpretation begun where one is owed.
    #[serde(default)]
    pub explains: Option<ItemId>,
}

/// Everything the editor shows of an item, and the signing page with a [`ReadingCopy`](super::reading::ReadingCopy).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemSheet<C = Content> {
    pub row: ItemRow,
    pub content: C,
    pub origin: Origin,
    /// The unit that sent it in, for 信息报送.
    pub submitted_by: Option<String>,
    pub secrecy: Option<SecrecyReview>,
    /// The day on which the information was formed or decided must be stated.
    pub demands_event_date: bool,
    pub report: Report,
    pub chain: Vec<Decision>,
    pub revisions: Vec<RevisionRow>,
    /// Texts of these revisions that another took the place of, the newest first.
    pub replaced: Vec<ReplacedText>,
    /// Others who have it open.
    pub others: Vec<Presence>,
    /// What readers reported of it, and nobody has closed yet.
    pub open_reports: Vec<OpenReport>,
    /// `None` while nobody could read it.
    pub readers: Option<Readership>,
}

/// What the editor sends: the whole content, and the version that it started from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Save {
    pub item: ItemId,
    pub revision: i32,
    pub version: i32,
    pub content: Content,
}

/// Answer to a save.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Saved {
    Done {
        version: i32,
        at: DateTime<Utc>,
        /// Blockers and hints, for the panel.
        report: Report,
    },
    /// Somebody saved in between; nothing was overwritten.
    Conflict { version: i32, by: String, at: DateTime<Utc>, theirs: Box<Content>, comparison: Comparison },
}

/// One decision in the chain of an item, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub revision: i32,
    pub step: Step,
    pub by: String,
    pub unit_name: String,
    /// The unit that delegated its signature, when it was given for another.
    pub on_behalf_of: Option<String>,
    pub at: DateTime<Utc>,
    pub reason: String,
    /// Of [`Step::CorrectTime`].
    pub correction: Option<TimeCorrection>,
}

impl Decision {
    /// What its maker said, after what a correction changed.
    pub fn remark(&self) -> String {
        self.correction.map_or_else(
            || self.reason.clone(),
            |TimeCorrection { from, to }| {
                format!("原为 {}，更正为 {}：{}", time::minute(from), time::minute(to), self.reason)
            },
        )
    }
}

/// What a page said of its publication time, and what it says instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeCorrection {
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionRow {
    pub number: i32,
    pub stage: Stage,
    pub title: String,
    pub author_name: String,
    pub created_at: DateTime<Utc>,
    pub saved_at: DateTime<Utc>,
}

/// Somebody who has an item open now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    pub name: String,
    pub unit_name: String,
    pub since: DateTime<Utc>,
    pub editing: bool,
}

/// Two revisions side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    pub left: String,
    pub right: String,
    /// Fields that differ, in form order.
    pub fields: Vec<FieldDifference>,
    /// The text line by line.
    pub lines: Vec<LineDifference>,
    /// Sanitised HTML of both sides, for the rendered view.
    pub left_html: String,
    pub right_html: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldDifference {
    pub label: String,
    pub left: String,
    pub right: String,
}

/// A line of the text: on both sides, or on one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineDifference {
    pub left: Option<Vec<Fragment>>,
    pub right: Option<Vec<Fragment>>,
}

/// Part of a line; `changed` parts are marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fragment {
    pub text: String,
    pub changed: bool,
}

/// The revision that a decision is about: as its maker saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    pub item: ItemId,
    pub revision: i32,
    pub version: i32,
}

/// A decision on one revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    Submit,
    Recall,
    Claim,
    Release,
    PassReview {
        note: String,
    },
    Return {
        reason: String,
    },
    /// Signature; `publish_at` later than now schedules it, without it the minute holds that an earlier signer has set.
    Sign {
        publish_at: Option<DateTime<Utc>>,
        note: String,
    },
    /// Signature that lets go of the minute which an earlier signer has set: the last one publishes at once.
    SignForNow {
        note: String,
    },
    PublishDirectly {
        publish_at: Option<DateTime<Utc>>,
    },
    PublishUrgently {
        reason: String,
    },
    RetroSign {
        note: String,
    },
    Withdraw {
        reason: String,
    },
    /// Starts a new revision from the live one.
    Revise,
    Discard,
    /// Hands a draft that was never public over to another column (改投).
    ChangeColumn {
        column: ColumnCode,
    },
    CorrectTime {
        at: DateTime<Utc>,
        reason: String,
    },
}

/// Result for one item of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchResult {
    pub item: ItemId,
    pub title: String,
    /// The new stage, or why it was refused.
    pub outcome: Result<Stage, String>,
}

/// A message to somebody in an item's chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    pub id: crate::id::NoticeId,
    pub item: Option<ItemId>,
    pub text: String,
    pub at: DateTime<Utc>,
    pub read: bool,
}
