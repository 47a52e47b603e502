//! What readers tell the county about a page: 我要纠错 under an item, 意见建议 under a list (发展指引: 我为政府网站找错
//! is handled and counted). The form, its faults, and the three states in which its sender finds it.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::desk::FieldFault;

/// What a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReportKind {
    Wording,
    Content,
    DeadLink,
    DeadFile,
    Opinion,
    Other,
}

impl ReportKind {
    pub const ALL: [Self; 6] =
        [Self::Wording, Self::Content, Self::DeadLink, Self::DeadFile, Self::Opinion, Self::Other];
    /// What can be wrong with an item.
    pub const OF_ITEMS: [Self; 5] = [Self::Wording, Self::Content, Self::DeadLink, Self::DeadFile, Self::Other];
    /// What the box under a list is for, first of all.
    pub const OF_LISTS: [Self; 4] = [Self::Opinion, Self::Content, Self::DeadLink, Self::Other];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Wording => "wording",
            Self::Content => "content",
            Self::DeadLink => "dead-link",
            Self::DeadFile => "dead-file",
            Self::Opinion => "opinion",
            Self::Other => "other",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Wording => "错别字",
            Self::Content => "内容错误",
            Self::DeadLink => "链接失效",
            Self::DeadFile => "附件打不开",
            Self::Opinion => "意见建议",
            Self::Other => "其他",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Where a report stands, for its sender as for the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReportState {
    Received,
    InHand,
    Closed,
}

impl ReportState {
    pub const ALL: [Self; 3] = [Self::Received, Self::InHand, Self::Closed];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::InHand => "in-hand",
            Self::Closed => "closed",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Received => "已收到",
            Self::InHand => "处理中",
            Self::Closed => "已办结",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// What became of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    Mended,
    NotNeeded,
}

impl Outcome {
    pub const ALL: [Self; 2] = [Self::Mended, Self::NotNeeded];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Mended => "mended",
            Self::NotNeeded => "not-needed",
        }
    }

    /// An opinion is adopted, a mistake mended.
    pub const fn label(self, of: ReportKind) -> &'static str {
        match (self, of) {
            (Self::Mended, ReportKind::Opinion) => "已采纳",
            (Self::NotNeeded, ReportKind::Opinion) => "暂不采纳",
            (Self::Mended, _) => "已改正",
            (Self::NotNeeded, _) => "无需改正",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }
}

/// 回执编号: what a citizen can read out over the telephone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub year: i64,
    /// Within the year.
    pub number: i64,
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:05}", self.year, self.number)
    }
}

/// The text is no receipt number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("回执编号形如 2026-00012")]
pub struct NoReceipt;

impl FromStr for Receipt {
    type Err = NoReceipt;

    fn from_str(text: &str) -> Result<Self, NoReceipt> {
        let (year, number) = text.trim().split_once('-').ok_or(NoReceipt)?;
        match (year.parse(), number.parse()) {
            (Ok(year @ 2000..=9999), Ok(number @ 1..)) => Ok(Self { year, number }),
            _ => Err(NoReceipt),
        }
    }
}

/// Longest fields of the form, in characters.
pub const PASSAGE_MAX: usize = 500;
pub const WORDS_MIN: usize = 5;
pub const WORDS_MAX: usize = 1_000;
pub const CONTACT_MAX: usize = 100;
/// Longest answer.
pub const ANSWER_MAX: usize = 1_000;

/// The form as it was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportForm {
    /// [`ReportKind::code`]
    pub kind: String,
    pub passage: String,
    pub words: String,
    pub contact: String,
}

/// A form without faults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    pub kind: ReportKind,
    /// What stands on the page; empty when the sender names none.
    pub passage: String,
    pub words: String,
    /// How to reach the sender; most give none.
    pub contact: Option<String>,
}

impl ReportForm {
    /// The report, or everything that is wrong with the form at once.
    pub fn check(&self, kinds: &[ReportKind]) -> Result<Reported, Vec<FieldFault>> {
        let (passage, words, contact) = (plain(&self.passage), plain(&self.words), plain(&self.contact));
        let kind = ReportKind::from_code(&self.kind).filter(|kind| kinds.contains(kind));
        let mut faults = Vec::new();
        let mut require = |met: bool, field: &str, message: &str| {
            if !met {
                faults.push(FieldFault::new(field, message));
            }
        };
        let length = |text: &str| text.chars().count();
        require(kind.is_some(), "kind", "请选择问题类型");
        require(length(&passage) <= PASSAGE_MAX, "passage", "原文摘录不超过 500 个字");
        if words.is_empty() {
            require(false, "words", "请说明哪里有问题，或者您的建议");
        } else {
            require(length(&words) >= WORDS_MIN, "words", "请再说得具体一些，至少 5 个字");
        }
        require(length(&words) <= WORDS_MAX, "words", "说明不超过 1000 个字");
        require(length(&contact) <= CONTACT_MAX, "contact", "联系方式不超过 100 个字");
        match kind {
            Some(kind) if faults.is_empty() => {
                Ok(Reported { kind, passage, words, contact: Some(contact).filter(|text| !text.is_empty()) })
            }
            _ => Err(faults),
        }
    }
}

/// Without blanks around it and without what browsers put before a line feed.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(kind: &str, words: &str) -> ReportForm {
        ReportForm { kind: kind.into(), words: words.into(), ..ReportForm::default() }
    }

    fn faulty(form: &ReportForm) -> Vec<String> {
        let faults = form.check(&ReportKind::OF_ITEMS).expect_err("the form has faults");
        faults.into_iter().map(|fault| fault.field).collect()
    }

    #[test]
    fn every_fault_is_named_at_once_beside_its_field() {
        assert_eq!(faulty(&ReportForm::default()), ["kind", "words"]);
        assert_eq!(faulty(&form("wording", " 错了 ")), ["words"]);
        assert_eq!(faulty(&form("wording", &"字".repeat(WORDS_MAX + 1))), ["words"]);
        assert_eq!(faulty(&form("opinion", "希望多登招生信息")), ["kind"], "no kind of an item's report");
        let long = ReportForm {
            passage: "字".repeat(PASSAGE_MAX + 1),
            contact: "1".repeat(CONTACT_MAX + 1),
            ..form("wording", "标题有错别字")
        };
        assert_eq!(faulty(&long), ["passage", "contact"]);
    }

    #[test]
    fn a_form_is_read_without_what_the_browser_adds() {
        let sent = ReportForm { contact: "  ".into(), ..form("wording", "  第一行\r\n第二行  ") };
        let reported = sent.check(&ReportKind::OF_ITEMS).expect("complete");
        assert_eq!((reported.words.as_str(), reported.contact), ("第一行\n第二行", None));
    }

    #[test]
    fn a_receipt_comes_back_from_its_number() {
        let receipt = Receipt { year: 2026, number: 12 };
        assert_eq!(receipt.to_string(), "2026-00012");
        assert_eq!(" 2026-00012 ".parse(), Ok(receipt));
        for text in ["", "2026", "2026-", "2026-0", "26-1", "2026--1", "2026-1x"] {
            assert_eq!(text.parse::<Receipt>(), Err(NoReceipt), "{text}");
        }
    }
}
