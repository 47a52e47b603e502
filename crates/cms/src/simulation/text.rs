//! What is written in a played county: the least that the checks of each kind let pass, and plainly invented.

use chrono::{Datelike, NaiveDate};
use domain::{
    id::ItemCode,
    item::{Content, EventDate, EventKind, demands_event_date},
    kind::{Detail, Field, Input, Value},
    plan::Column,
};

use super::deed::{Flaw, PieceId};

/// On the list of the office's words, so that the patrol finds it.
pub(super) const SLIP: &str = "布署";
pub(super) const RIGHT: &str = "部署";

/// What a text is made of.
pub(super) struct Wanted<'a> {
    pub(super) id: PieceId,
    pub(super) column: &'a Column,
    pub(super) unit_name: &'a str,
    pub(super) editor: &'a str,
    pub(super) event: Option<EventDate>,
    pub(super) flaw: Option<&'a Flaw>,
    pub(super) today: NaiveDate,
    /// An uploaded picture, where the kind needs one.
    pub(super) picture: &'a str,
    /// A public document, where the kind is about one.
    pub(super) document: Option<&'a ItemCode>,
}

/// Whether items of this kind have a picture of their own.
pub(super) fn needs_picture(detail: &Detail) -> bool {
    detail.fields().iter().any(|field| field.required && matches!(field.input, Input::Picture))
}

impl Wanted<'_> {
    pub(super) fn content(&self, mut detail: Detail) -> Content {
        let empty: Vec<Field> =
            detail.values().filter(|(field, value)| field.required && value.is_empty()).map(|(f, _)| *f).collect();
        for field in empty {
            detail.set(field.name, self.value(&field));
        }
        if matches!(detail, Detail::Video(_)) {
            // A film is elsewhere.
            detail.set("address", Value::Text("https://video.example.com/moni".into()));
        }
        if matches!(detail, Detail::PolicyDocument(_)) {
            // Nobody of the played county explains documents one by one.
            detail.set("interest", Value::Text("否".into()));
        }
        let (name, unit) = (&self.column.name, self.unit_name);
        let asks = demands_event_date(self.column.row.as_ref().map(|row| row.cadence));
        let event = self.event.or_else(|| asks.then_some(EventDate { on: self.today, kind: EventKind::Formed }));
        Content {
            title: format!("【模拟】{unit}{name}（{}年第{}号）", self.today.year(), self.id),
            body: self.body(),
            source: unit.to_owned(),
            editor: self.editor.to_owned(),
            keywords: vec![name.clone()],
            event,
            copyright: if self.picture.is_empty() { String::new() } else { "示例绘图，可自由使用".into() },
            detail,
            ..Content::default()
        }
    }

    fn body(&self) -> String {
        let flaw = match self.flaw {
            None => String::new(),
            Some(Flaw::Slip) => format!("<p>会议对下一步工作作出{SLIP}安排，请各有关单位遵照执行。</p>"),
            Some(Flaw::Link(address)) => format!("<p>有关材料见<a href=\"{address}\">主办单位网站的专门页面</a>。</p>"),
        };
        format!(
            "<p>按照内容保障方案的要求，现将“{}”的有关情况予以公开。</p>{flaw}\
             <p>本条为时间模拟产生的示例内容，单位、事项和时间均为虚构，请勿引用。</p>",
            self.column.name
        )
    }

    fn value(&self, field: &Field) -> Value {
        match field.input {
            Input::Choices(answers) => Value::List(answers.iter().take(1).map(|a| a.code.to_owned()).collect()),
            Input::Rows(columns) => Value::Rows(vec![columns.iter().map(|column| self.cell(column)).collect()]),
            _ => Value::Text(self.cell(field)),
        }
    }

    /// What stands in a field of one text.
    fn cell(&self, field: &Field) -> String {
        let day = || self.event.map_or(self.today, |event| event.on).to_string();
        match field.input {
            Input::Line if field.name == "year" => self.today.year().to_string(),
            Input::Line | Input::Text => format!("示例{}", field.label),
            Input::Address => "https://www.example.com/".to_owned(),
            Input::Day | Input::PastDay => day(),
            Input::Choice(answers) => answers.first().map(|answer| answer.code.to_owned()).unwrap_or_default(),
            Input::Item(_) => self.document.map(ToString::to_string).unwrap_or_default(),
            Input::Picture => self.picture.to_owned(),
            Input::Choices(_) | Input::Rows(_) | Input::File | Input::Register(_) => String::new(),
        }
    }
}
