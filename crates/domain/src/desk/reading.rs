//! A revision as its reviewer and signer read it: the words of every field, whatever the kind of item. The desk's page for
//! reading needs to know nothing of kinds.

use serde::{Deserialize, Serialize};

use super::content::ItemSheet;
use crate::{
    id::RegisterId,
    item::{Attachment, Content},
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingCopy {
    pub title: String,
    /// 来源, 作者, 责任编辑, as far as they are filled in.
    pub byline: String,
    /// What is known beside the text: label and words, in form order, without empty ones.
    pub facts: Vec<(String, String)>,
    pub summary: String,
    /// Sanitised HTML.
    pub body: String,
    /// Structured tables that it uses.
    pub registers: Vec<RegisterId>,
    pub attachments: Vec<Attachment>,
}

impl From<Content> for ReadingCopy {
    fn from(content: Content) -> Self {
        let byline = [("来源", &content.source), ("作者", &content.author), ("责任编辑", &content.editor)]
            .into_iter()
            .filter(|(_, value)| !value.trim().is_empty())
            .map(|(label, value)| format!("{label}：{value}"))
            .collect::<Vec<_>>()
            .join("　");
        Self {
            byline,
            facts: facts(&content),
            registers: content.registers(),
            title: content.title,
            summary: content.summary,
            body: content.body,
            attachments: content.attachments,
        }
    }
}

fn facts(content: &Content) -> Vec<(String, String)> {
    let event = content.event.map(|event| format!("{}（{}）", event.on, event.kind.label()));
    let change = content.change.as_ref().map(|change| format!("{} {}", change.kind.label(), change.note));
    let own = content.detail.values().map(|(field, value)| (field.label, field.in_words(&value)));
    [("公开属性", content.disclosure_in_words()), ("信息形成（决定）日期", event.unwrap_or_default())]
        .into_iter()
        .chain(own)
        .chain([
            ("关键词", content.keywords.join("、")),
            ("版权说明", content.copyright.clone()),
            ("修改说明", change.unwrap_or_default()),
        ])
        .filter(|(_, words)| !words.trim().is_empty())
        .map(|(label, words)| (label.to_owned(), words))
        .collect()
}

impl ItemSheet {
    /// The same for a page that only reads.
    pub fn for_reading(self) -> ItemSheet<ReadingCopy> {
        ItemSheet {
            row: self.row,
            content: self.content.into(),
            origin: self.origin,
            submitted_by: self.submitted_by,
            secrecy: self.secrecy,
            demands_event_date: self.demands_event_date,
            report: self.report,
            chain: self.chain,
            revisions: self.revisions,
            replaced: self.replaced,
            others: self.others,
            open_reports: self.open_reports,
            readers: self.readers,
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::{
        item::{ChangeKind, ChangeNote, Disclosure, EventDate, EventKind},
        kind::{Detail, Kind, Value},
    };

    #[test]
    fn every_filled_field_is_read_in_words_and_no_empty_one() {
        let mut detail = Detail::new(Kind::PolicyDocument);
        detail.set("document_number", Value::Text("隆政发〔2026〕3号".into()));
        let content = Content {
            title: "通知".into(),
            source: "县政府办".into(),
            editor: "某某".into(),
            keywords: vec!["安全".into(), "生产".into()],
            detail,
            change: Some(ChangeNote { kind: ChangeKind::Minor, note: "改正一处错字".into() }),
            ..Content::default()
        };
        let copy = ReadingCopy::from(content.clone());
        assert_eq!(copy.byline, "来源：县政府办　责任编辑：某某");
        let fact = |label: &str| copy.facts.iter().find(|(known, _)| known == label).map(|(_, words)| words.as_str());
        assert_eq!(fact("公开属性"), Some("主动公开"));
        assert_eq!(fact("关键词"), Some("安全、生产"));
        assert_eq!(fact("修改说明"), Some("文字修正 改正一处错字"));
        assert_eq!(fact("版权说明"), None);
        assert!(copy.facts.iter().any(|(_, words)| words == "隆政发〔2026〕3号"), "{:?}", copy.facts);
        assert!(copy.facts.iter().all(|(_, words)| !words.trim().is_empty()));

        let (disclosure, disclosure_reason) = (Disclosure::Withheld, "内部管理信息".to_owned());
        let withheld = ReadingCopy::from(Content { disclosure, disclosure_reason, ..content.clone() });
        assert_eq!(withheld.facts[0], ("公开属性".to_owned(), "不予公开（理由：内部管理信息）".to_owned()));

        let on = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        let event = Some(EventDate { on, kind: EventKind::default() });
        let dated = ReadingCopy::from(Content { event, ..content });
        assert!(dated.facts[1].1.starts_with("2026-03-02"), "{:?}", dated.facts);
    }
}
