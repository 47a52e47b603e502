//! Views of special topics: the list, the builder, decisions.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::FieldFault;
use crate::{
    id::TopicId,
    item::SecrecyReview,
    permission::Action,
    plan::ColumnCode,
    topic::{Application, TopicContent, TopicStage, TopicStep},
};

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicRow {
    pub id: TopicId,
    /// Where the public reads it, once it is public: `/t/…`.
    pub address: String,
    /// Raised by every change; whoever decides names the one that was seen.
    pub version: i32,
    pub title: String,
    pub unit_name: String,
    pub stage: TopicStage,
    /// The public reads a revision of it, archived or not.
    pub is_live: bool,
    pub ends_on: NaiveDate,
    pub changed_at: DateTime<Utc>,
    pub archived_at: Option<DateTime<Utc>>,
    /// What the reader of the list may do with it now.
    pub allowed: Vec<Action>,
}

impl TopicRow {
    pub fn may(&self, action: Action) -> bool {
        self.allowed.contains(&action)
    }

    /// It is the reader's turn: to approve, to sign, to build, to mend the application.
    pub fn waits_for_reader(&self) -> bool {
        [Action::ApproveTopic, Action::SignTopic, Action::BuildTopic, Action::ReapplyForTopic]
            .into_iter()
            .any(|action| self.may(action))
    }
}

/// Everything that the page of a topic shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicSheet {
    pub row: TopicRow,
    pub application: Application,
    pub applied_by: String,
    /// Of the newest revision; `None` before the approval.
    pub content: Option<TopicContent>,
    /// What is missing before the page can be submitted, each beside its field.
    pub gaps: Vec<FieldFault>,
    /// As it was entered with the last submission of the newest revision.
    pub secrecy: Option<SecrecyReview>,
    pub saved_by: String,
    pub saved_at: Option<DateTime<Utc>>,
    pub chain: Vec<TopicDecision>,
    /// When something on the public page last changed: the page itself or an item in its lists.
    pub last_update: Option<DateTime<Utc>>,
    /// Columns whose items a list may show.
    pub columns: Vec<ColumnName>,
    /// Columns to which readers may be sent with their opinion.
    pub mailboxes: Vec<ColumnName>,
}

/// A column in a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnName {
    pub code: ColumnCode,
    pub path: String,
}

/// One decision, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicDecision {
    pub step: TopicStep,
    pub by: String,
    pub unit_name: String,
    pub on_behalf_of: Option<String>,
    pub at: DateTime<Utc>,
    pub reason: String,
}

/// The topic as somebody saw it: a decision applies to that and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicSeen {
    pub topic: TopicId,
    pub version: i32,
}

/// What somebody wants to do with a topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TopicAsk {
    Approve {
        note: String,
    },
    /// An application, or an approval of which nothing has come; or a revision that waits for its signature.
    Return {
        reason: String,
    },
    /// With the review inside the unit: 先审查、后公开 (保守国家秘密法实施条例 art. 42).
    Submit {
        review: Box<SecrecyReview>,
    },
    Recall,
    Sign {
        note: String,
    },
    Revise,
    Discard,
    Extend {
        until: NaiveDate,
        reason: String,
    },
    Archive {
        reason: String,
    },
}

/// What the builder sends: the whole content, and the version that it started from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicSave {
    pub topic: TopicId,
    pub version: i32,
    pub content: TopicContent,
}

/// Answer to a save.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TopicSaved {
    Done {
        version: i32,
        at: DateTime<Utc>,
        gaps: Vec<FieldFault>,
    },
    /// Somebody changed it in between; nothing was overwritten.
    Conflict {
        by: String,
        at: DateTime<Utc>,
    },
}
