//! What a revision can become: the stages 待编 → 待审 → 待签 → 待发/已发 and the steps between them.
//!
//! The table is the whole truth: a step that [`next`] does not know cannot be taken by anybody, whatever their role.

use serde::{Deserialize, Serialize};

/// Where a revision stands (状态).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// 待编
    Draft,
    /// 待审
    InReview,
    /// 待签
    AwaitingSignature,
    /// 待发: signed, waits for its minute.
    Scheduled,
    /// 已发: the live revision.
    Published,
    /// 已退: back with its author, with a reason.
    Returned,
    /// 已撤: was public; the page says why it is gone.
    Withdrawn,
    /// 历史: was public until a later revision was signed.
    Archived,
}

impl Stage {
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::InReview,
        Self::AwaitingSignature,
        Self::Scheduled,
        Self::Published,
        Self::Returned,
        Self::Withdrawn,
        Self::Archived,
    ];

    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "待编",
            Self::InReview => "待审",
            Self::AwaitingSignature => "待签",
            Self::Scheduled => "待发",
            Self::Published => "已发",
            Self::Returned => "已退",
            Self::Withdrawn => "已撤",
            Self::Archived => "历史",
        }
    }

    /// The word that the database and the style sheet use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in-review",
            Self::AwaitingSignature => "awaiting-signature",
            Self::Scheduled => "scheduled",
            Self::Published => "published",
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
            Self::Archived => "archived",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }

    /// The author may still change the text.
    pub const fn is_editable(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }

    /// A later revision cannot be started while this one is on its way.
    pub const fn is_on_its_way(self) -> bool {
        matches!(self, Self::Draft | Self::InReview | Self::AwaitingSignature | Self::Scheduled | Self::Returned)
    }
}

/// Something that happens to a revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// 送审
    Submit,
    /// 撤回送审: by its author, before anyone decided.
    Recall,
    /// 审核通过
    PassReview,
    /// 退回
    Return,
    /// 签发 for now: the last signature that the column asks for.
    Sign,
    /// 签发 for a later minute.
    SignForLater,
    /// One of several signatures, others are still missing.
    SignInPart,
    /// 直接发布 by a lead unit's reviewer who wrote it.
    PublishDirectly,
    /// 直接发布 for a later minute.
    PublishDirectlyLater,
    /// 紧急发布: public at once, to be signed afterwards by somebody else.
    PublishUrgently,
    /// 补签 of an urgent publication.
    RetroSign,
    /// The minute of a scheduled revision has come.
    FallDue,
    /// 更正发布时间: of what is public; the text stays as it was signed.
    CorrectTime,
    /// 撤稿
    Withdraw,
    /// A later revision went live.
    BeSuperseded,
}

impl Step {
    pub const ALL: [Self; 15] = [
        Self::Submit,
        Self::Recall,
        Self::PassReview,
        Self::Return,
        Self::Sign,
        Self::SignForLater,
        Self::SignInPart,
        Self::PublishDirectly,
        Self::PublishDirectlyLater,
        Self::PublishUrgently,
        Self::RetroSign,
        Self::FallDue,
        Self::CorrectTime,
        Self::Withdraw,
        Self::BeSuperseded,
    ];

    /// The word in the log and in the table of decisions.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Recall => "recall",
            Self::PassReview => "pass-review",
            Self::Return => "return",
            Self::Sign => "sign",
            Self::SignForLater => "sign-for-later",
            Self::SignInPart => "sign-in-part",
            Self::PublishDirectly => "publish-directly",
            Self::PublishDirectlyLater => "publish-directly-later",
            Self::PublishUrgently => "publish-urgently",
            Self::RetroSign => "retro-sign",
            Self::FallDue => "fall-due",
            Self::CorrectTime => "correct-time",
            Self::Withdraw => "withdraw",
            Self::BeSuperseded => "be-superseded",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Submit => "送审",
            Self::Recall => "撤回送审",
            Self::PassReview => "审核通过",
            Self::Return => "退回",
            Self::Sign => "签发",
            Self::SignForLater => "签发（定时）",
            Self::SignInPart => "会签",
            Self::PublishDirectly => "直接发布",
            Self::PublishDirectlyLater => "直接发布（定时）",
            Self::PublishUrgently => "紧急发布",
            Self::RetroSign => "补签",
            Self::FallDue => "定时发布",
            Self::CorrectTime => "更正发布时间",
            Self::Withdraw => "撤稿",
            Self::BeSuperseded => "被新版本替换",
        }
    }
}

/// The stage after `step`; `None` when the step cannot be taken from `stage`.
pub const fn next(stage: Stage, step: Step) -> Option<Stage> {
    use Stage::{Archived, AwaitingSignature, Draft, InReview, Published, Returned, Scheduled, Withdrawn};
    match (stage, step) {
        (Draft | Returned, Step::Submit) => Some(InReview),
        (InReview, Step::Recall) => Some(Draft),
        (InReview, Step::PassReview) => Some(AwaitingSignature),
        (InReview | AwaitingSignature, Step::SignInPart) => Some(AwaitingSignature),
        (InReview | AwaitingSignature | Scheduled, Step::Return) => Some(Returned),
        // 终审终签: review and signature in one step; the caller knows whether the column allows it.
        (InReview | AwaitingSignature, Step::Sign) | (Draft | Returned, Step::PublishDirectly) => Some(Published),
        (InReview | AwaitingSignature, Step::SignForLater) | (Draft | Returned, Step::PublishDirectlyLater) => {
            Some(Scheduled)
        }
        (Draft | Returned | InReview | AwaitingSignature, Step::PublishUrgently)
        | (Published, Step::RetroSign | Step::CorrectTime)
        | (Scheduled, Step::FallDue) => Some(Published),
        // Taken down before anybody had signed: it was public without a signature, and somebody else still looks at it.
        (Published, Step::Withdraw) | (Withdrawn, Step::RetroSign) => Some(Withdrawn),
        (Published, Step::BeSuperseded) => Some(Archived),
        (
            Draft | InReview | AwaitingSignature | Scheduled | Published | Returned | Withdrawn | Archived,
            Step::Submit
            | Step::Recall
            | Step::PassReview
            | Step::Return
            | Step::Sign
            | Step::SignForLater
            | Step::SignInPart
            | Step::PublishDirectly
            | Step::PublishDirectlyLater
            | Step::PublishUrgently
            | Step::RetroSign
            | Step::FallDue
            | Step::CorrectTime
            | Step::Withdraw
            | Step::BeSuperseded,
        ) => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The whole table, as a reader wants to see it.
    #[test]
    fn table() {
        let mut table = String::new();
        for stage in Stage::ALL {
            for step in Step::ALL {
                if let Some(after) = next(stage, step) {
                    table += &format!("{} ─{}→ {}\n", stage.label(), step.label(), after.label());
                }
            }
        }
        insta::assert_snapshot!(table);
    }

    proptest! {
        /// However the steps come, nothing becomes public without a signature, a direct or an urgent publication.
        #[test]
        fn nothing_is_published_unsigned(steps in prop::collection::vec(0..Step::ALL.len(), 0..40)) {
            let (mut stage, mut signed) = (Stage::Draft, false);
            for step in steps.into_iter().map(|i| Step::ALL[i]) {
                if let Some(after) = next(stage, step) {
                    signed |= matches!(
                        step,
                        Step::Sign | Step::SignForLater | Step::PublishDirectly | Step::PublishDirectlyLater | Step::PublishUrgently
                    );
                    stage = after;
                }
                prop_assert!(stage != Stage::Published || signed);
            }
        }
    }
}
