//! Personal data in a text that is to be public: found, named and masked.
//!
//! Disclosed information must be de-identified (2018 key-work notice on disclosure; 个人信息保护法 art. 25, 28, 34).
//! The leaks that made the news were complete identity-card, phone and bank-card numbers in lists of beneficiaries,
//! so the numbers are recognised by their own arithmetic and not by the words around them; but for mobile numbers, which
//! have none. The telephones of offices are no personal data.

mod bank_card;
mod digits;
mod identity_card;
mod mask;
mod mobile_phone;
mod passport;
mod plate;

use serde::{Deserialize, Serialize};

use crate::finding::{Severity, Span, fold_width};

pub use mask::mask;

/// What kind of datum it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PersonalDatumKind {
    /// 居民身份证号码, 18 or 15 digits.
    IdentityCard,
    /// 银行卡号.
    BankCard,
    /// 手机号码.
    MobilePhone,
    /// 护照号码.
    Passport,
    /// 机动车号牌.
    Plate,
}

impl PersonalDatumKind {
    /// As the check panel names it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::IdentityCard => "居民身份证号码",
            Self::BankCard => "银行卡号",
            Self::MobilePhone => "手机号码",
            Self::Passport => "护照号码",
            Self::Plate => "机动车号牌",
        }
    }

    /// Identity and bank cards are never public, and rule 6 of the product counts mobile numbers among what stops a
    /// submission. A passport has no check digit, a plate may be that of a public car.
    pub const fn severity(self) -> Severity {
        match self {
            Self::IdentityCard | Self::BankCard | Self::MobilePhone => Severity::Block,
            Self::Passport => Severity::Confirm,
            Self::Plate => Severity::Hint,
        }
    }
}

/// One personal datum in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonalDatum {
    /// What it is.
    pub kind: PersonalDatumKind,
    /// Where, in characters of the text.
    pub span: Span,
    /// How it may be shown: the only form in which a finding leaves this module, so that logs and panels
    /// do not spread what they warn of.
    pub masked: String,
}

impl PersonalDatum {
    /// For the clerk.
    pub fn message(&self) -> String {
        format!("疑似{}：{}，请删除或作遮盖处理", self.kind.label(), self.masked)
    }
}

/// Everything personal in `text`, in order. No two findings overlap.
pub fn find(text: &str) -> Vec<PersonalDatum> {
    let original: Vec<char> = text.chars().collect();
    let folded: Vec<char> = original.iter().copied().map(fold_width).collect();
    let mut found = digits::numbers(&folded);
    found.extend(passport::find(&folded));
    found.extend(plate::find(&folded));
    found.sort_by_key(|(_, span)| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    found.retain(|(_, span)| {
        let free = span.start >= end;
        if free {
            end = span.end;
        }
        free
    });
    found
        .into_iter()
        .map(|(kind, span)| {
            let shown: String = original[span.start..span.end].iter().collect();
            PersonalDatum { kind, span, masked: mask(kind, &shown) }
        })
        .collect()
}

/// `text` with every datum masked: what a published list of beneficiaries may look like.
pub fn mask_all(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text.chars();
    let mut at = 0;
    for datum in find(text) {
        masked.extend(rest.by_ref().take(datum.span.start - at));
        masked.push_str(&datum.masked);
        rest.by_ref().take(datum.span.end - datum.span.start).for_each(drop);
        at = datum.span.end;
    }
    masked.extend(rest);
    masked
}
