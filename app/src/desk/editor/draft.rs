//! The text being written, one signal per field, and its way to and from [`Content`].

use domain::{
    item::{Attachment, ChangeKind, ChangeNote, Content, Disclosure, EventDate, EventKind},
    kind::{Detail, Field, Input, Kind, Value},
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
    pub disclosure_reason: RwSignal<String>,
    pub event_on: RwSignal<String>,
    pub event_kind: RwSignal<String>,
    pub copyright: RwSignal<String>,
    pub attachments: RwSignal<Vec<Attachment>>,
    /// Empty while nothing is chosen.
    pub change_kind: RwSignal<String>,
    pub change_note: RwSignal<String>,
    pub detail: DetailDraft,
}

/// The fields of the item's kind, in their declared order; the kind itself is fixed when the item is created.
#[derive(Debug, Clone, Copy)]
pub(in crate::desk) struct DetailDraft {
    kind: Kind,
    fields: StoredValue<Vec<FieldDraft>>,
    /// Of the form: cells that are added later live as long as it does.
    owner: StoredValue<Option<Owner>>,
}

/// What is being written in one field.
#[derive(Debug, Clone, Copy)]
pub(in crate::desk) enum FieldDraft {
    Text(RwSignal<String>),
    List(RwSignal<Vec<String>>),
    Rows(RwSignal<Vec<RowDraft>>),
}

/// A row of a small table; its cells in the order of the columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::desk) struct RowDraft {
    pub cells: Vec<RwSignal<String>>,
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
            disclosure_reason: text(),
            event_on: text(),
            event_kind: text(),
            copyright: text(),
            attachments: RwSignal::new(Vec::new()),
            change_kind: text(),
            change_note: text(),
            detail: DetailDraft::of(&content.detail),
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
        self.disclosure_reason.set(content.disclosure_reason.clone());
        self.event_on.set(content.event.map(|event| event.on.to_string()).unwrap_or_default());
        self.event_kind.set(code_of(EventKind::ALL, content.event.map(|event| event.kind).unwrap_or_default()));
        self.copyright.set(content.copyright.clone());
        self.attachments.set(content.attachments.clone());
        let change = content.change.as_ref();
        self.change_kind.set(change.map(|change| change.kind.code().to_owned()).unwrap_or_default());
        self.change_note.set(change.map(|change| change.note.clone()).unwrap_or_default());
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
            disclosure: self.disclosure(),
            disclosure_reason: if self.asks_disclosure_reason() { self.disclosure_reason.get() } else { String::new() },
            event: self.event_on.read().parse().ok().map(|on| EventDate { on, kind }),
            copyright: self.copyright.get(),
            detail: self.detail.detail(),
            attachments: self.attachments.get(),
            change: ChangeKind::from_code(&self.change_kind.read())
                .map(|kind| ChangeNote { kind, note: self.change_note.get() }),
        }
    }

    fn disclosure(self) -> Disclosure {
        chosen(Disclosure::ALL, &self.disclosure.read()).unwrap_or_default()
    }

    /// Why something is not disclosed proactively is asked for only when it is not.
    pub(super) fn asks_disclosure_reason(self) -> bool {
        self.disclosure() != Disclosure::Proactive
    }
}

impl DetailDraft {
    fn of(detail: &Detail) -> Self {
        let fields = detail.values().map(|(_, value)| match value {
            Value::Text(_) => FieldDraft::Text(RwSignal::new(String::new())),
            Value::List(_) => FieldDraft::List(RwSignal::new(Vec::new())),
            Value::Rows(_) => FieldDraft::Rows(RwSignal::new(Vec::new())),
        });
        let fields = StoredValue::new(fields.collect());
        Self { kind: detail.kind(), fields, owner: StoredValue::new(Owner::current()) }
    }

    pub(super) fn kind(self) -> Kind {
        self.kind
    }

    /// Every field of the kind with what is written in it.
    pub(super) fn fields(self) -> Vec<(&'static Field, FieldDraft)> {
        let declared = Detail::new(self.kind).fields();
        declared.iter().zip(self.fields.get_value()).collect()
    }

    /// A row with these cells, and empty ones where there are none.
    pub(super) fn row(self, columns: usize, cells: &[String]) -> RowDraft {
        let make = || {
            let cell = |at: usize| RwSignal::new(cells.get(at).cloned().unwrap_or_default());
            RowDraft { cells: (0..columns).map(cell).collect() }
        };
        match self.owner.get_value() {
            Some(owner) => owner.with(make),
            None => make(),
        }
    }

    fn fill(self, detail: &Detail) {
        for ((field, draft), (_, value)) in self.fields().into_iter().zip(detail.values()) {
            match (draft, value) {
                (FieldDraft::Text(signal), Value::Text(text)) => signal.set(text),
                (FieldDraft::List(signal), Value::List(list)) => signal.set(list),
                (FieldDraft::Rows(signal), Value::Rows(rows)) => {
                    let columns = if let Input::Rows(columns) = field.input { columns.len() } else { 0 };
                    signal.set(rows.iter().map(|row| self.row(columns, row)).collect());
                }
                _ => {}
            }
        }
    }

    fn detail(self) -> Detail {
        let mut detail = Detail::new(self.kind);
        for (field, draft) in self.fields() {
            let value = match draft {
                FieldDraft::Text(signal) => Value::Text(signal.get()),
                FieldDraft::List(signal) => Value::List(signal.get()),
                FieldDraft::Rows(signal) => {
                    let cells = |row: &RowDraft| row.cells.iter().map(|cell| cell.get()).collect();
                    Value::Rows(signal.read().iter().map(cells).collect())
                }
            };
            detail.set(field.name, value);
        }
        detail
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
    use domain::kind::{PolicyDocument, Service, Validity};

    use super::*;

    #[test]
    fn what_goes_into_the_form_comes_out_of_it() {
        Owner::new().with(|| {
            let content = Content {
                title: "关于印发住房保障工作方案的通知".into(),
                body: "<p>正文</p>".into(),
                keywords: vec!["住房".into(), "保障".into()],
                disclosure: Disclosure::OnRequest,
                disclosure_reason: "含第三方商业秘密".into(),
                change: Some(ChangeNote { kind: ChangeKind::Major, note: "补助标准提高".into() }),
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
    fn what_is_disclosed_proactively_has_no_reason_against_it() {
        Owner::new().with(|| {
            let reason = "含第三方商业秘密".to_owned();
            let content =
                Content { disclosure: Disclosure::OnRequest, disclosure_reason: reason.clone(), ..Content::default() };
            let draft = Draft::of(&content);
            draft.disclosure.set(code_of(Disclosure::ALL, Disclosure::Proactive));
            assert_eq!(draft.content().disclosure_reason, "");
            // Who chose by mistake finds again what was written.
            draft.disclosure.set(code_of(Disclosure::ALL, Disclosure::Withheld));
            assert_eq!(draft.content().disclosure_reason, reason);
        });
    }

    #[test]
    fn lists_and_rows_come_back_too() {
        Owner::new().with(|| {
            let service = Service {
                audience: vec!["个人".into(), "企业".into()],
                materials: vec![["身份证明", "必要", "原件", "1", "", "", ""].map(ToOwned::to_owned).to_vec()],
                ..Service::default()
            };
            let content = Content { detail: Detail::Service(service), ..Content::default() };
            assert_eq!(Draft::of(&content).content(), content);
        });
    }

    #[test]
    fn keywords_may_be_parted_in_any_usual_way() {
        assert_eq!(keywords("住房、保障，公租房 ,, 通知"), ["住房", "保障", "公租房", "通知"]);
    }
}
