//! Special topics (专题): a page of its own that a unit applies for, builds from blocks and keeps up until its end date.
//!
//! A topic goes 申请中 → 建设中 → 待审 → 已上线 → 已归档 ([`next`]). What it shows is a [`TopicContent`]; a change of a
//! public one is a new revision that is signed again, while the page stays as it was signed.

mod application;
mod block;
mod colour;
mod content;

use serde::{Deserialize, Serialize};

pub use application::{Application, LONGEST_MONTHS, PROMISES, end_fault};
pub use block::{Block, ItemSource, Milestone, Picture, Piece, QuickLink, Row};
pub use colour::{Colour, LEAST_CONTRAST, Theme, ThemeRefused, WHITE, contrast};
pub use content::{BLOCKS_MAX, TopicContent};

/// Where a topic stands (状态): of its newest revision, once it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TopicStage {
    /// 申请中: waits for the approval of a lead unit.
    Applied,
    /// 已退回: the application is back with its unit, with a reason.
    Returned,
    /// 建设中
    Building,
    /// 待审
    InReview,
    /// 已上线: the newest revision is the public one.
    Live,
    /// 已归档: readable for ever, changed no more.
    Archived,
}

impl TopicStage {
    pub const ALL: [Self; 6] =
        [Self::Applied, Self::Returned, Self::Building, Self::InReview, Self::Live, Self::Archived];

    pub const fn label(self) -> &'static str {
        match self {
            Self::Applied => "申请中",
            Self::Returned => "已退回",
            Self::Building => "建设中",
            Self::InReview => "待审",
            Self::Live => "已上线",
            Self::Archived => "已归档",
        }
    }

    /// The word that the database keeps.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Returned => "returned",
            Self::Building => "building",
            Self::InReview => "in-review",
            Self::Live => "live",
            Self::Archived => "archived",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }
}

/// Something that happens to a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TopicStep {
    /// 申请
    Apply,
    /// 重新申请, after a return.
    Reapply,
    /// 批准 of the application by a lead unit.
    Approve,
    /// 退回申请: of an application, or of an approval of which nothing has come.
    Refuse,
    /// 送审
    Submit,
    /// 撤回送审
    Recall,
    /// 退回 of a revision.
    Return,
    /// 签发: the page is public from now on as it was seen.
    Sign,
    /// 修订: a new revision beside the public one.
    Revise,
    /// 放弃修改: the revision at work is given up, the public one stays.
    Discard,
    /// 延期
    Extend,
    /// 归档 by somebody, with a reason.
    Archive,
    /// 到期归档 by the system, after the end date.
    Expire,
}

impl TopicStep {
    pub const ALL: [Self; 13] = [
        Self::Apply,
        Self::Reapply,
        Self::Approve,
        Self::Refuse,
        Self::Submit,
        Self::Recall,
        Self::Return,
        Self::Sign,
        Self::Revise,
        Self::Discard,
        Self::Extend,
        Self::Archive,
        Self::Expire,
    ];

    /// The word in the log (`topic.sign`) and in the table of decisions.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Apply => "apply",
            Self::Reapply => "reapply",
            Self::Approve => "approve",
            Self::Refuse => "refuse",
            Self::Submit => "submit",
            Self::Recall => "recall",
            Self::Return => "return",
            Self::Sign => "sign",
            Self::Revise => "revise",
            Self::Discard => "discard",
            Self::Extend => "extend",
            Self::Archive => "archive",
            Self::Expire => "expire",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Apply => "申请专题",
            Self::Reapply => "重新申请专题",
            Self::Approve => "批准专题",
            Self::Refuse => "退回专题申请",
            Self::Submit => "专题送审",
            Self::Recall => "撤回专题送审",
            Self::Return => "退回专题修改",
            Self::Sign => "签发专题",
            Self::Revise => "修订专题",
            Self::Discard => "放弃专题修改",
            Self::Extend => "延长专题",
            Self::Archive => "归档专题",
            Self::Expire => "专题到期归档",
        }
    }
}

/// The stage after `step`; `None` when the step cannot be taken from `stage`. Whether the topic must be public for it is
/// asked by [`crate::permission::may`].
pub const fn next(stage: TopicStage, step: TopicStep) -> Option<TopicStage> {
    use TopicStage::{Applied, Archived, Building, InReview, Live, Returned};
    match (stage, step) {
        (Returned, TopicStep::Reapply) => Some(Applied),
        (Applied | Building, TopicStep::Refuse) => Some(Returned),
        (Building, TopicStep::Submit) => Some(InReview),
        (Applied, TopicStep::Approve)
        | (InReview, TopicStep::Recall | TopicStep::Return)
        | (Live, TopicStep::Revise)
        | (Building, TopicStep::Extend) => Some(Building),
        (InReview, TopicStep::Sign) | (Building, TopicStep::Discard) | (Live, TopicStep::Extend) => Some(Live),
        (InReview, TopicStep::Extend) => Some(InReview),
        (Building | InReview | Live, TopicStep::Archive | TopicStep::Expire) => Some(Archived),
        (
            Applied | Returned | Building | InReview | Live | Archived,
            TopicStep::Apply
            | TopicStep::Reapply
            | TopicStep::Approve
            | TopicStep::Refuse
            | TopicStep::Submit
            | TopicStep::Recall
            | TopicStep::Return
            | TopicStep::Sign
            | TopicStep::Revise
            | TopicStep::Discard
            | TopicStep::Extend
            | TopicStep::Archive
            | TopicStep::Expire,
        ) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole table, as a reader wants to see it.
    #[test]
    fn table() {
        let mut table = String::new();
        for stage in TopicStage::ALL {
            for step in TopicStep::ALL {
                if let Some(after) = next(stage, step) {
                    table += &format!("{} ─{}→ {}\n", stage.label(), step.label(), after.label());
                }
            }
        }
        insta::assert_snapshot!(table);
    }

    #[test]
    fn an_archived_topic_changes_no_more() {
        assert!(TopicStep::ALL.into_iter().all(|step| next(TopicStage::Archived, step).is_none()));
    }

    #[test]
    fn words_come_back() {
        assert!(TopicStage::ALL.into_iter().all(|stage| TopicStage::from_code(stage.code()) == Some(stage)));
        assert!(TopicStep::ALL.into_iter().all(|step| TopicStep::from_code(step.code()) == Some(step)));
    }
}
