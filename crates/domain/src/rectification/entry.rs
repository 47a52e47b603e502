//! What was said at each step of a case.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Answer, CaseStep, Given};

/// A step with its words. Points are numbered from 1, as the letter numbers them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "step")]
pub enum Entry {
    Open { given: Given },
    Acknowledge,
    Reply { answers: Vec<Answer>, note: String },
    Accept { points: BTreeSet<u16>, note: String },
    SendBack { accepted: BTreeSet<u16>, returned: Vec<Returned>, given: Given },
    Extend { given: Given, reason: String },
    Close { note: String },
    Withdraw { reason: String },
}

/// A point that was not accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    pub point: u16,
    pub reason: String,
}

impl Entry {
    pub const fn step(&self) -> CaseStep {
        match self {
            Self::Open { .. } => CaseStep::Open,
            Self::Acknowledge => CaseStep::Acknowledge,
            Self::Reply { .. } => CaseStep::Reply,
            Self::Accept { .. } => CaseStep::Accept,
            Self::SendBack { .. } => CaseStep::SendBack,
            Self::Extend { .. } => CaseStep::Extend,
            Self::Close { .. } => CaseStep::Close,
            Self::Withdraw { .. } => CaseStep::Withdraw,
        }
    }

    /// The deadline that counts from this step on.
    pub const fn given(&self) -> Option<&Given> {
        match self {
            Self::Open { given } | Self::SendBack { given, .. } | Self::Extend { given, .. } => Some(given),
            _ => None,
        }
    }
}

/// The points that have been accepted so far. Once accepted, a point stays so.
pub fn accepted_points<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> BTreeSet<u16> {
    let points = entries.into_iter().filter_map(|entry| match entry {
        Entry::Accept { points, .. } => Some(points),
        Entry::SendBack { accepted, .. } => Some(accepted),
        _ => None,
    });
    points.flatten().copied().collect()
}
