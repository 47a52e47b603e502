//! The text being written, one signal per field, and its way to and from [`Content`].

use domain::{
    id::ItemCode,
    item::{
        Attachment, Content, Detail, Disclosure, EventDate, EventKind, Interpretation, PolicyDocument, Reprint,
        Validity,
    },
};
use leptos::prelude::*;

/// A handle to the fields of one form.
#[derive(Debug, Clone, Copy)]
pub(in crate::desk) struct Draft {
    pub title: RwSignal<String>,
    pub body: RwSignal<String>,
    pub summary: RwSignal<String>,
    pub source: RwSignal<String>,
    pub author: RwSignal<String>,
    pub editor: RwSignal<String>,
    /// Parted by blanks, commas or 、.
    pub keywords: RwSignal<String>,
    pub disclosure: RwSignal<String>,
    pub event_on: RwSignal<String>,
    pub event_kind: RwSignal<String>,
    pub copyright: RwSignal<String>,
    pub attachments: RwSignal<Vec<Attachment>>,
    pub detail: DetailDraft,
}

/// The fields of all kinds; the kind itself is fixed when the item is created.
#[derive(Debug, Clone, Copy)]
pub(in crate::desk) struct DetailDraft {
    kind: StoredValue<Detail>,
    pub address: RwSignal<String>,
    pub published_on: RwSignal<String>,
    pub index_number: RwSignal<String>,
    pub document_number: RwSignal<String>,
    pub issuer: RwSignal<String>,
    pub theme: RwSignal<String>,
    pub genre: RwSignal<String>,
    pub written_on: RwSignal<String>,
    pub effective_on: RwSignal<String>,
    pub validity: RwSignal<String>,
    pub document: RwSignal<String>,
    pub interpreter: RwSignal<String>,
}

impl Draft {
    pub(super) fn of(content: &Content) -> Self {
        let text = || RwSignal::new(String::new());
        let draft = Self {
            title: text(),
            body: text(),
            summary: text(),
            source: text(),
            author: text(),
            editor: text(),
            keywords: text(),
            disclosure: text(),
            event_on: text(),
            event_kind: text(),
            copyright: text(),
            attachments: RwSignal::new(Vec::new()),
            detail: DetailDraft {
                kind: StoredValue::new(content.detail.clone()),
                address: text(),
                published_on: text(),
                index_number: text(),
                document_number: text(),
                issuer: text(),
                theme: text(),
                genre: text(),
                written_on: text(),
                effective_on: text(),
                validity: text(),
                document: text(),
                interpreter: text(),
            },
        };
        draft.fill(content);
        draft
    }

    /// Puts `content` into every field.
    pub(super) fn fill(self, content: &Content) {
        self.title.set(content.title.clone());
        self.body.set(content.body.clone());
        self.summary.set(content.summary.clone());
        self.source.set(content.source.clone());
        self.author.set(content.author.clone());
        self.editor.set(content.editor.clone());
        self.keywords.set(content.keywords.join("、"));
        self.disclosure.set(code_of(Disclosure::ALL, content.disclosure));
        self.event_on.set(content.event.map(|event| event.on.to_string()).unwrap_or_default());
        self.event_kind.set(code_of(EventKind::ALL, content.event.map(|event| event.kind).unwrap_or_default()));
        self.copyright.set(content.copyright.clone());
        self.attachments.set(content.attachments.clone());
        self.detail.fill(&content.detail);
    }

    /// What the fields say now. Whoever calls it reactively follows every field.
    pub(super) fn content(self) -> Content {
        let kind = chosen(EventKind::ALL, &self.event_kind.read()).unwrap_or_default();
        Content {
            title: self.title.get(),
            body: self.body.get(),
            summary: self.summary.get(),
            source: self.source.get(),
            author: self.author.get(),
            editor: self.editor.get(),
            keywords: keywords(&self.keywords.read()),
            disclosure: chosen(Disclosure::ALL, &self.disclosure.read()).unwrap_or_default(),
            event: self.event_on.read().parse().ok().map(|on| EventDate { on, kind }),
            copyright: self.copyright.get(),
            detail: self.detail.detail(),
            attachments: self.attachments.get(),
        }
    }
}

impl DetailDraft {
    /// The kind, with the field values that it was created with.
    pub(super) fn kind(self) -> Detail {
        self.kind.get_value()
    }

    fn fill(self, detail: &Detail) {
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        self.kind.set_value(detail.clone());
        match detail {
            Detail::Article => {}
            Detail::Reprint(reprint) => {
                self.address.set(reprint.address.clone());
                self.published_on.set(day(reprint.published_on));
            }
            Detail::PolicyDocument(document) => {
                self.index_number.set(document.index_number.clone());
                self.document_number.set(document.document_number.clone());
                self.issuer.set(document.issuer.clone());
                self.theme.set(document.theme.clone());
                self.genre.set(document.genre.clone());
                self.written_on.set(day(document.written_on));
                self.effective_on.set(day(document.effective_on));
                self.validity.set(code_of(Validity::ALL, document.validity));
            }
            Detail::Interpretation(interpretation) => {
                self.document.set(interpretation.document.as_ref().map(ToString::to_string).unwrap_or_default());
                self.interpreter.set(interpretation.interpreter.clone());
            }
        }
    }

    fn detail(self) -> Detail {
        match self.kind.get_value() {
            Detail::Article => Detail::Article,
            Detail::Reprint(_) => Detail::Reprint(Reprint {
                address: self.address.get(),
                published_on: self.published_on.read().parse().ok(),
            }),
            Detail::PolicyDocument(_) => Detail::PolicyDocument(PolicyDocument {
                index_number: self.index_number.get(),
                document_number: self.document_number.get(),
                issuer: self.issuer.get(),
                theme: self.theme.get(),
                genre: self.genre.get(),
                written_on: self.written_on.read().parse().ok(),
                effective_on: self.effective_on.read().parse().ok(),
                validity: chosen(Validity::ALL, &self.validity.read()).unwrap_or_default(),
            }),
            Detail::Interpretation(_) => Detail::Interpretation(Interpretation {
                document: ItemCode::parse(self.document.read().trim()),
                interpreter: self.interpreter.get(),
            }),
        }
    }
}

/// A choice's value in a form: its place in the list of all.
pub(super) fn code_of<T: PartialEq, const N: usize>(all: [T; N], value: T) -> String {
    all.iter().position(|one| *one == value).map(|at| at.to_string()).unwrap_or_default()
}

fn chosen<T: Copy, const N: usize>(all: [T; N], code: &str) -> Option<T> {
    code.parse::<usize>().ok().and_then(|at| all.get(at).copied())
}

fn keywords(text: &str) -> Vec<String> {
    let parted = text.split(|c: char| c.is_whitespace() || matches!(c, '、' | '，' | ',' | ';' | '；'));
    parted.filter(|word| !word.is_empty()).map(ToOwned::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_into_the_form_comes_out_of_it() {
        Owner::new().with(|| {
            let content = Content {
                title: "关于印发住房保障工作方案的通知".into(),
                body: "<p>正文</p>".into(),
                keywords: vec!["住房".into(), "保障".into()],
                disclosure: Disclosure::OnRequest,
                event: "2026-06-03".parse().ok().map(|on| EventDate { on, kind: EventKind::Penalty }),
                detail: Detail::PolicyDocument(PolicyDocument {
                    document_number: "隆政办发〔2026〕1号".into(),
                    written_on: "2026-06-02".parse().ok(),
                    validity: Validity::Amended,
                    ..PolicyDocument::default()
                }),
                ..Content::default()
            };
            assert_eq!(Draft::of(&content).content(), content);
        });
    }

    #[test]
    fn keywords_may_be_parted_in_any_usual_way() {
        assert_eq!(keywords("住房、保障，公租房 ,, 通知"), ["住房", "保障", "公租房", "通知"]);
    }
}
