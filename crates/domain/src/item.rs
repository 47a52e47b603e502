//! A piece of content: what a revision says, and what must be known of it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    id::{MediaId, RegisterId},
    kind::Detail,
    plan::Cadence,
};

/// Everything that an author writes in a revision. Saved as a whole, compared as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Content {
    pub title: String,
    /// HTML of the editor; the server sanitises it before it is stored.
    pub body: String,
    /// 内容概述 for lists and page tags; at most 100 characters.
    pub summary: String,
    /// 来源: the unit or medium that first published it.
    pub source: String,
    /// 作者
    pub author: String,
    /// 责任编辑
    pub editor: String,
    pub keywords: Vec<String>,
    /// 公开属性
    pub disclosure: Disclosure,
    /// Why it is disclosed on request only, or withheld. Left out of the JSON while nobody gave one, as `change` is.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub disclosure_reason: String,
    /// When the information was formed or decided, where the column's clock starts from that day.
    pub event: Option<EventDate>,
    /// 图片和视频的版权说明
    pub copyright: String,
    /// What is particular to the kind of item.
    pub detail: Detail,
    /// Files under the text, in order.
    pub attachments: Vec<Attachment>,
    /// What this revision changes of what was public before. Left out of the JSON while there is none, so that the
    /// fingerprint of older revisions stays what it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<ChangeNote>,
}

/// 修改说明 of a revision that follows a public one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeNote {
    pub kind: ChangeKind,
    /// What changed, for the public; for the signer only when the change is minor.
    pub note: String,
}

/// How much a revision changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// A slip of the pen: nobody needs to read the page again, nothing is announced.
    Minor,
    /// What the page says is another now: the page shows since when and what.
    Major,
}

impl ChangeKind {
    pub const ALL: [Self; 2] = [Self::Minor, Self::Major];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Minor => "文字修正",
            Self::Major => "实质修改",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

impl Content {
    /// 公开属性 with its reason, where one is given for not disclosing proactively.
    pub fn disclosure_in_words(&self) -> String {
        let label = self.disclosure.label();
        match self.disclosure_reason.trim() {
            reason if self.disclosure != Disclosure::Proactive && !reason.is_empty() => {
                format!("{label}（理由：{reason}）")
            }
            _ => label.to_owned(),
        }
    }

    /// The day from which the clock of this item counts, where it states one: of the event, or of what its kind says of
    /// an approval.
    pub fn clock_start(&self) -> Option<EventDate> {
        self.event.or_else(|| match &self.detail {
            Detail::Budget(budget) => budget.approved_on.map(|on| EventDate { on, kind: EventKind::Formed }),
            _ => None,
        })
    }

    /// The structured tables that it uses; each belongs to the same item.
    pub fn registers(&self) -> Vec<RegisterId> {
        self.detail.registers().into_iter().map(|(_, register)| register).collect()
    }
}

/// 公开属性 (政府信息公开条例 art. 13–16).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Disclosure {
    /// 主动公开: the only one that may be published.
    #[default]
    Proactive,
    /// 依申请公开
    OnRequest,
    /// 不予公开
    Withheld,
}

impl Disclosure {
    pub const ALL: [Self; 3] = [Self::Proactive, Self::OnRequest, Self::Withheld];

    pub const fn label(self) -> &'static str {
        match self {
            Self::Proactive => "主动公开",
            Self::OnRequest => "依申请公开",
            Self::Withheld => "不予公开",
        }
    }
}

/// The day from which an event clock counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventDate {
    pub on: NaiveDate,
    pub kind: EventKind,
}

/// Which term applies: 20 working days from being formed, 7 from a licence or penalty decision.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventKind {
    /// 信息形成或变更
    #[default]
    Formed,
    /// 行政许可决定
    Licence,
    /// 行政处罚决定
    Penalty,
}

impl EventKind {
    pub const ALL: [Self; 3] = [Self::Formed, Self::Licence, Self::Penalty];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Formed => "formed",
            Self::Licence => "licence",
            Self::Penalty => "penalty",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Formed => "信息形成或变更",
            Self::Licence => "行政许可决定",
            Self::Penalty => "行政处罚决定",
        }
    }
}

/// A file under the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    pub media: MediaId,
    /// File name as the reader sees it.
    pub name: String,
    /// `/media/…`
    pub address: String,
    /// Bytes.
    pub size: i64,
}

/// 保密审查: the record of the review inside the unit, one per item (`domain.md` §7.2; 保守国家秘密法实施条例 art. 42).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SecrecyReview {
    /// Number of the paper form.
    pub form_number: String,
    /// 科室负责人, and what that person found (科室意见).
    pub section_head: String,
    pub section_opinion: String,
    /// 保密审查人, the finding and its day.
    pub reviewer: String,
    pub review_opinion: String,
    pub reviewed_on: Option<NaiveDate>,
    /// 分管领导, and the decision (领导意见).
    pub leader: String,
    pub leader_opinion: String,
    pub contains_personal_data: bool,
    /// How personal data was treated; needed when it contains some.
    pub personal_data_treatment: String,
    pub contains_third_party_secrets: bool,
    /// How business or third-party secrets were treated; needed when it contains some.
    pub third_party_treatment: String,
    /// Scan of the signed paper form; nobody opens it but its authors and those who sign for the lead unit.
    pub scan: Option<MediaId>,
    pub scan_name: String,
    /// Hash of the content that was reviewed; a later change asks for a new review. Set by the server.
    pub content_hash: String,
    /// Who entered it, and when. Set by the server.
    pub recorded_by: String,
    pub recorded_at: Option<DateTime<Utc>>,
}

/// How an item came into the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// Written by a unit with an account.
    Unit,
    /// Sent in by a unit without account, entered by the lead unit (信息报送).
    Submission,
    /// Loaded from an older site.
    Import,
}

impl Origin {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Submission => "submission",
            Self::Import => "import",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Unit, Self::Submission, Self::Import].into_iter().find(|origin| origin.code() == code)
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Unit => "单位发布",
            Self::Submission => "信息报送",
            Self::Import => "历史导入",
        }
    }
}

/// Whether items of a column must state the day on which their information was formed or decided.
pub fn demands_event_date(cadence: Option<Cadence>) -> bool {
    cadence.is_some_and(Cadence::has_event_clock)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Signatures and secrecy reviews name the hash of this JSON: what came later must not change it.
    #[test]
    fn a_content_without_what_came_later_is_written_as_it_was() {
        let json = serde_json::to_string(&Content::default()).unwrap();
        assert!(!json.contains("disclosure_reason") && !json.contains("change"), "{json}");
        assert_eq!(serde_json::from_str::<Content>(&json).unwrap(), Content::default());
    }

    #[test]
    fn a_reason_is_read_beside_what_is_not_disclosed_proactively() {
        let content = |disclosure, reason: &str| Content {
            disclosure,
            disclosure_reason: reason.to_owned(),
            ..Content::default()
        };
        for (disclosure, reason, words) in [
            (Disclosure::OnRequest, " 含第三方商业秘密 ", "依申请公开（理由：含第三方商业秘密）"),
            (Disclosure::Withheld, " ", "不予公开"),
            (Disclosure::Proactive, "含第三方商业秘密", "主动公开"),
        ] {
            assert_eq!(content(disclosure, reason).disclosure_in_words(), words);
        }
    }
}
