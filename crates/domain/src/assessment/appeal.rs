//! 申诉: a unit disputes a loss of a signed assessment that falls on it, the portal's office decides. Who may do so is
//! decided by [`crate::permission`]; here is what may follow what.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Decimal;

/// Where an appeal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AppealState {
    /// 待决定
    Open,
    /// 成立: the loss no longer counts.
    Accepted,
    /// 部分成立: some of its points are given back.
    PartlyAccepted,
    /// 不成立
    Rejected,
}

/// How the office decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ruling {
    Accept,
    /// So many points of the total are given back.
    AcceptPartly(Decimal),
    Reject,
}

/// Why an appeal or its decision cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AppealRefused {
    #[error("考核结果尚未签认，签认后才能申诉")]
    NotSigned,
    #[error("申诉期限已过（{0} 止）")]
    TooLate(NaiveDate),
    #[error("这一条正在申诉中")]
    StillOpen,
    #[error("这一条的申诉已经成立，不能再申诉")]
    AlreadyAccepted,
    /// The unit keeps the portal and no other does: nobody could decide who is not judge of the own work.
    #[error("门户由本单位管理，没有别的单位可以决定这件申诉")]
    NobodyToDecide,
    #[error("这件申诉已经有决定")]
    AlreadyDecided,
    #[error("否决依据只能认定成立或不成立，不能退回部分分数")]
    NoPoints,
    #[error("退回的分数应大于 0、小于本条所失的 {0} 分；全部退回请选“成立”")]
    PointsOutOfBounds(Decimal),
}

impl AppealState {
    pub const ALL: [Self; 4] = [Self::Open, Self::Accepted, Self::PartlyAccepted, Self::Rejected];

    /// The word that the database keeps.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::PartlyAccepted => "partly-accepted",
            Self::Rejected => "rejected",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Open => "待决定",
            Self::Accepted => "成立",
            Self::PartlyAccepted => "部分成立",
            Self::Rejected => "不成立",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The state after a decision about a loss of so many points, `None` under a veto. Decided once.
    pub fn decided(self, ruling: Ruling, loss: Option<Decimal>) -> Result<Self, AppealRefused> {
        match (self, ruling, loss) {
            (Self::Accepted | Self::PartlyAccepted | Self::Rejected, ..) => Err(AppealRefused::AlreadyDecided),
            (Self::Open, Ruling::Accept, _) => Ok(Self::Accepted),
            (Self::Open, Ruling::Reject, _) => Ok(Self::Rejected),
            (Self::Open, Ruling::AcceptPartly(_), None) => Err(AppealRefused::NoPoints),
            (Self::Open, Ruling::AcceptPartly(points), Some(loss)) => {
                let fits = points.is_positive() && points < loss;
                if fits { Ok(Self::PartlyAccepted) } else { Err(AppealRefused::PointsOutOfBounds(loss)) }
            }
        }
    }

    /// Whether a loss may be appealed against on `today`: within the term, and not while an appeal against it is open or
    /// after one was accepted. One that was rejected may be renewed with better evidence.
    pub fn may_file(earlier: &[Self], until: Option<NaiveDate>, today: NaiveDate) -> Result<(), AppealRefused> {
        let until = until.ok_or(AppealRefused::NotSigned)?;
        if today > until {
            Err(AppealRefused::TooLate(until))
        } else if earlier.contains(&Self::Open) {
            Err(AppealRefused::StillOpen)
        } else if earlier.iter().any(|state| matches!(state, Self::Accepted | Self::PartlyAccepted)) {
            Err(AppealRefused::AlreadyAccepted)
        } else {
            Ok(())
        }
    }
}

impl fmt::Display for AppealState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}
