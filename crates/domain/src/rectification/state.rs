//! Where a case stands, and which step leads where.

use serde::{Deserialize, Serialize};

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaseState {
    /// The notice has gone out; the unit has not taken note.
    Noticed,
    /// The unit has taken note and works on it.
    InHand,
    /// The unit has answered; the office must check.
    Replied,
    /// The office was not satisfied; the unit answers once more.
    SentBack,
    /// Every point was checked and accepted; the office closes.
    Accepted,
    Closed,
    /// Opened wrongly, taken back with a reason.
    Withdrawn,
}

/// What somebody does with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaseStep {
    Open,
    Acknowledge,
    Reply,
    /// Accept all points that were still open.
    Accept,
    SendBack,
    /// Give the unit more time.
    Extend,
    Close,
    Withdraw,
}

impl CaseState {
    pub const ALL: [Self; 7] =
        [Self::Noticed, Self::InHand, Self::Replied, Self::SentBack, Self::Accepted, Self::Closed, Self::Withdrawn];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Noticed => "noticed",
            Self::InHand => "in-hand",
            Self::Replied => "replied",
            Self::SentBack => "sent-back",
            Self::Accepted => "accepted",
            Self::Closed => "closed",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Noticed => "待签收",
            Self::InHand => "整改中",
            Self::Replied => "待核查",
            Self::SentBack => "退回整改",
            Self::Accepted => "待销号",
            Self::Closed => "已销号",
            Self::Withdrawn => "已撤销",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Where `step` leads from here; `None` when it cannot be taken.
    pub const fn after(self, step: CaseStep) -> Option<Self> {
        Some(match (self, step) {
            (Self::Noticed, CaseStep::Acknowledge) => Self::InHand,
            (Self::InHand | Self::SentBack, CaseStep::Reply) => Self::Replied,
            (Self::Replied, CaseStep::Accept) => Self::Accepted,
            (Self::Replied, CaseStep::SendBack) => Self::SentBack,
            (Self::Noticed | Self::InHand | Self::SentBack, CaseStep::Extend) => self,
            (Self::Accepted, CaseStep::Close) => Self::Closed,
            (Self::Noticed | Self::InHand | Self::Replied | Self::SentBack | Self::Accepted, CaseStep::Withdraw) => {
                Self::Withdrawn
            }
            _ => return None,
        })
    }

    /// The unit must do something, by the deadline.
    pub const fn awaits_unit(self) -> bool {
        matches!(self, Self::Noticed | Self::InHand | Self::SentBack)
    }

    /// The office must do something.
    pub const fn awaits_office(self) -> bool {
        matches!(self, Self::Replied | Self::Accepted)
    }

    /// Nobody has anything left to do.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Closed | Self::Withdrawn)
    }
}

impl CaseStep {
    pub const ALL: [Self; 8] = [
        Self::Open,
        Self::Acknowledge,
        Self::Reply,
        Self::Accept,
        Self::SendBack,
        Self::Extend,
        Self::Close,
        Self::Withdraw,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Acknowledge => "acknowledge",
            Self::Reply => "reply",
            Self::Accept => "accept",
            Self::SendBack => "send-back",
            Self::Extend => "extend",
            Self::Close => "close",
            Self::Withdraw => "withdraw",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Open => "发出整改通知",
            Self::Acknowledge => "签收整改通知",
            Self::Reply => "报送整改回复",
            Self::Accept => "核查通过整改",
            Self::SendBack => "退回整改回复",
            Self::Extend => "延长整改期限",
            Self::Close => "整改销号",
            Self::Withdraw => "撤销整改通知",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }
}
