//! Identifiers. Database keys never mix (`AccountId` is not an `ItemId`), and the public never sees them:
//! pages are addressed by the codes of the plan and by [`ItemCode`].

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! key {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(i64);

        impl $name {
            pub const fn new(value: i64) -> Self { Self(value) }
            pub const fn get(self) -> i64 { self.0 }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> { text.parse().map(Self) }
        }
    )*};
}

key! {
    /// An account of the desk.
    AccountId,
    /// A piece of content, over all its revisions.
    ItemId,
    /// An uploaded file.
    MediaId,
    /// A filled-in account form (附件2).
    AccountRequestId,
    /// A notice on holidays that was entered in the desk.
    CalendarNoticeId,
    /// A pause, exemption or extension of a clock.
    AdjustmentId,
    /// A delegation of signature for a stated period.
    DelegationId,
    /// An imported or edited version of the plan.
    PlanVersionId,
    /// A notice in an account's desk.
    NoticeId,
    /// A source of reprints: a feed or a list of a superior government.
    ReprintSourceId,
    /// An entry of such a source, proposed for a column.
    ReprintProposalId,
    /// A setting of one of the portal's switches.
    SiteSwitchId,
    /// A structured table (清单, 名单).
    RegisterId,
    /// A reader's report of a page.
    ReportId,
    /// A request for disclosure (依申请公开).
    DisclosureRequestId,
    /// A special topic, over all its revisions.
    TopicId,
    /// What the patrol has found.
    FindingId,
    /// An entry of the patrol's ignore list.
    IgnoringId,
    /// A word of the patrol's lists.
    PatrolWordId,
    /// A reminder of a unit.
    ReminderId,
    /// A letter on its way.
    MailId,
    /// The monthly round of a unit.
    UnitRoundId,
    /// A rectification (整改).
    CaseId,
    /// What a person judged of a leaf of an assessment.
    JudgementId,
    /// An assessment that was frozen.
    FrozenId,
    /// An appeal against a loss of a frozen assessment.
    AppealId,
}

/// The public address of an item: eight letters and digits, drawn at random when the item is created, never reused.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemCode(String);

/// Letters and digits of an [`ItemCode`]: no vowels, so that no word can appear, and nothing that looks alike.
pub const ITEM_CODE_ALPHABET: &[u8] = b"23456789bcdfghjkmnpqrstvwxz";

impl ItemCode {
    pub const LENGTH: usize = 8;

    /// Takes `text` as a code; `None` when it cannot be one, so that a mistyped address never reaches the database.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == Self::LENGTH && text.bytes().all(|b| ITEM_CODE_ALPHABET.contains(&b)))
            .then(|| Self(text.to_owned()))
    }

    /// The code that the random bytes `seed` stand for.
    pub fn from_random(seed: [u8; Self::LENGTH]) -> Self {
        Self(seed.iter().map(|b| ITEM_CODE_ALPHABET[usize::from(*b) % ITEM_CODE_ALPHABET.len()] as char).collect())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ItemCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
