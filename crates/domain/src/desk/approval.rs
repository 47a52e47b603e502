//! 发布审定单 (附件1): the printable record of an item's chain.

use chrono::{DateTime, Datelike, Utc};
use serde::{Deserialize, Serialize};

use super::content::{Decision, TimeCorrection};
use crate::{
    checks::Confirmation,
    id::ItemId,
    item::{Content, Origin, SecrecyReview},
    time::china_date,
    workflow::{Stage, Step},
};

/// Everything that the A4 page states of one revision, filled in from the item; nobody types any of it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovalForm {
    /// `审定〔2026〕000123号`
    pub number: String,
    /// Of the revision, as all that follows; its body is left out.
    pub content: Content,
    pub revision: i32,
    pub stage: Stage,
    /// 频道 / 一级 / 二级
    pub column_path: String,
    /// The unit that answers for the item, by its name at that time.
    pub unit_name: String,
    pub origin: Origin,
    /// The unit without account that sent it in (信息报送).
    pub submitted_by: Option<String>,
    pub authors: Vec<String>,
    pub secrecy: Option<SecrecyReview>,
    /// Findings of the checks that an author answered for.
    pub confirmations: Vec<Confirmation>,
    /// Fingerprint of the content that was signed.
    pub content_hash: String,
    pub attachments: Vec<FormAttachment>,
    /// Every step of the item up to this revision, oldest first.
    pub chain: Vec<Decision>,
    pub created_at: DateTime<Utc>,
    pub publish_at: Option<DateTime<Utc>>,
    /// What the public page says; `None` of a revision that is not the live one.
    pub published_at: Option<DateTime<Utc>>,
    pub release: Release,
    /// Public address of the item, which the QR code holds.
    pub address: String,
    /// SVG of the QR code.
    pub qr: String,
    pub printed_at: DateTime<Utc>,
}

impl ApprovalForm {
    /// The corrections that led from the time that the server had set to the one that the page says, or said as long as this
    /// revision was public; the last first. Those before a withdrawal are none of them: what comes back has a new time.
    pub fn corrections(&self) -> Vec<(&Decision, TimeCorrection)> {
        let mut shown = self.published_at;
        let mut led = Vec::new();
        let withdrawn = |decision: &&Decision| decision.step == Step::Withdraw && decision.revision < self.revision;
        for decision in self.chain.iter().rev().take_while(|decision| !withdrawn(decision)) {
            let Some(correction) = decision.correction else { continue };
            if shown.is_none_or(|at| at == correction.to) {
                shown = Some(correction.from);
                led.push((decision, correction));
            }
        }
        led
    }
}

/// How a revision became public, as its steps tell: what the item knows of itself is always about the live one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// `None` of a revision that never was public.
    pub at: Option<DateTime<Utc>>,
    pub manner: Manner,
}

impl Release {
    /// Of `revision`, in the chain of its item.
    pub fn of(chain: &[Decision], revision: i32) -> Self {
        let mut release = Self::default();
        for decision in chain.iter().filter(|decision| decision.revision == revision) {
            let at = Some(decision.at);
            match decision.step {
                Step::Sign => release = Self { at, manner: Manner::Signed },
                Step::PublishDirectly => release = Self { at, manner: Manner::Direct },
                Step::PublishUrgently => release = Self { at, manner: Manner::Unsigned },
                Step::SignForLater | Step::RetroSign => release.manner = Manner::Signed,
                Step::PublishDirectlyLater => release.manner = Manner::Direct,
                Step::FallDue => release.at = at,
                // What was decided in this round no longer counts.
                Step::Return | Step::Recall => release = Self::default(),
                Step::Submit
                | Step::PassReview
                | Step::SignInPart
                | Step::CorrectTime
                | Step::Withdraw
                | Step::BeSuperseded => {}
            }
        }
        release
    }
}

/// By whose decision.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Manner {
    /// Of somebody who had not written it. Also what nobody has decided on yet.
    #[default]
    Signed,
    /// Of its writer in the lead unit (直接发布).
    Direct,
    /// Urgently, and nobody has signed it since.
    Unsigned,
}

impl Manner {
    /// What the form says beside the stage.
    pub const fn mark(self) -> Option<&'static str> {
        match self {
            Self::Signed => None,
            Self::Direct => Some("直接发布"),
            Self::Unsigned => Some("紧急发布，待补签"),
        }
    }
}

/// A file of the item with its fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormAttachment {
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256 in hexadecimal; empty when the file is gone.
    pub hash: String,
}

/// The number of an item's form: the year in which the item was made, and its key, which no other item ever has.
pub fn form_number(item: ItemId, created_at: DateTime<Utc>) -> String {
    format!("审定〔{}〕{:06}号", china_date(created_at).year(), item.get())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revision_tells_how_it_became_public() {
        use Manner::{Direct, Signed, Unsigned};
        let at = |minute: i64| DateTime::from_timestamp(minute * 60, 0);
        // The steps of the second revision, one a minute; then when it became public, and how.
        let expected: [(&[Step], Option<i64>, Manner); 12] = [
            (&[], None, Signed),
            (&[Step::Submit, Step::PassReview], None, Signed),
            (&[Step::Submit, Step::SignInPart, Step::Sign], Some(2), Signed),
            (&[Step::Submit, Step::SignForLater], None, Signed),
            (&[Step::Submit, Step::SignForLater, Step::FallDue], Some(2), Signed),
            (&[Step::PublishDirectly, Step::BeSuperseded], Some(0), Direct),
            (&[Step::PublishDirectly, Step::CorrectTime], Some(0), Direct),
            (&[Step::PublishDirectlyLater], None, Direct),
            (&[Step::PublishDirectlyLater, Step::Return, Step::Submit], None, Signed),
            (&[Step::Submit, Step::Recall, Step::PublishDirectlyLater, Step::FallDue], Some(3), Direct),
            (&[Step::PublishUrgently, Step::Withdraw], Some(0), Unsigned),
            (&[Step::PublishUrgently, Step::RetroSign], Some(0), Signed),
        ];
        let decision = |revision, step, minute| Decision {
            revision,
            step,
            by: "农建国".into(),
            unit_name: "县政务办".into(),
            on_behalf_of: None,
            at: at(minute).unwrap_or_default(),
            reason: String::new(),
            correction: None,
        };
        for (steps, minute, manner) in expected {
            let of_it = (0..).zip(steps).map(|(minute, step)| decision(2, *step, minute));
            let mut chain = vec![decision(1, Step::PublishDirectly, 90)];
            chain.extend(of_it);
            chain.push(decision(3, Step::PublishUrgently, 91));
            assert_eq!(Release::of(&chain, 2), Release { at: minute.and_then(at), manner }, "{steps:?}");
        }
    }
}
