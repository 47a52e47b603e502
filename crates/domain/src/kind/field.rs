//! Fields of a kind: declared once, from which the desk's form, the checks, the comparison, the page and the
//! spreadsheets follow.

use chrono::NaiveDate;

use crate::{
    id::{ItemCode, RegisterId},
    register::Profile,
};

/// One field as a clerk meets it.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its key in the stored JSON; findings name it `detail.<name>`.
    pub name: &'static str,
    pub label: &'static str,
    /// A line under the label; empty for none.
    pub hint: &'static str,
    pub input: Input,
    /// Nothing is submitted without it.
    pub required: bool,
}

/// How a field is filled in.
#[derive(Debug, Clone, Copy)]
pub enum Input {
    /// A line of text.
    Line,
    /// Plain text of several paragraphs.
    Text,
    /// An address of the web, or of a page of this site.
    Address,
    Day,
    /// Not later than today: what is past by its nature.
    PastDay,
    Choice(&'static [Choice]),
    /// Any number of them.
    Choices(&'static [Choice]),
    /// Another public item, of one of these kinds.
    Item(&'static [super::Kind]),
    /// An uploaded picture; the value is its `/media/…` address.
    Picture,
    /// Another uploaded file.
    File,
    /// A small table with these columns.
    Rows(&'static [Field]),
    /// A structured table, imported from a spreadsheet under this profile.
    Register(Profile),
}

/// One answer of a [`Input::Choice`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// What is stored. Answers that are words of the public are stored as they read.
    pub code: &'static str,
    pub label: &'static str,
}

/// Answers that are stored as they read.
#[macro_export]
macro_rules! words {
    ($($word:literal),* $(,)?) => { &[$($crate::kind::Choice { code: $word, label: $word }),*] };
}

impl Field {
    const fn new(label: &'static str, input: Input) -> Self {
        Self { name: "", label, hint: "", input, required: false }
    }

    pub const fn line(label: &'static str) -> Self {
        Self::new(label, Input::Line)
    }

    pub const fn text(label: &'static str) -> Self {
        Self::new(label, Input::Text)
    }

    pub const fn address(label: &'static str) -> Self {
        Self::new(label, Input::Address)
    }

    pub const fn day(label: &'static str) -> Self {
        Self::new(label, Input::Day)
    }

    pub const fn past_day(label: &'static str) -> Self {
        Self::new(label, Input::PastDay)
    }

    pub const fn choice(label: &'static str, answers: &'static [Choice]) -> Self {
        Self::new(label, Input::Choice(answers))
    }

    pub const fn choices(label: &'static str, answers: &'static [Choice]) -> Self {
        Self::new(label, Input::Choices(answers))
    }

    pub const fn item(label: &'static str, kinds: &'static [super::Kind]) -> Self {
        Self::new(label, Input::Item(kinds))
    }

    pub const fn picture(label: &'static str) -> Self {
        Self::new(label, Input::Picture)
    }

    pub const fn file(label: &'static str) -> Self {
        Self::new(label, Input::File)
    }

    pub const fn rows(label: &'static str, columns: &'static [Self]) -> Self {
        Self::new(label, Input::Rows(columns))
    }

    pub const fn register(label: &'static str, profile: Profile) -> Self {
        Self::new(label, Input::Register(profile))
    }

    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    #[must_use]
    pub const fn hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }

    #[must_use]
    pub const fn named(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    /// Whether an item of `kind` can stand in it.
    pub fn points_to(&self, kind: super::Kind) -> bool {
        matches!(self.input, Input::Item(kinds) if kinds.contains(&kind))
    }

    /// A value in one text, for comparisons and for whoever signs: rows as lines, cells parted by bars.
    pub fn in_words(&self, value: &Value) -> String {
        match (value, self.input) {
            (Value::Rows(rows), Input::Rows(columns)) => {
                let line = |row: &Vec<String>| {
                    let cells = columns.iter().zip(row).map(|(column, cell)| column.reading(cell));
                    cells.collect::<Vec<_>>().join(" | ")
                };
                rows.iter().map(line).collect::<Vec<_>>().join("\n")
            }
            (value, _) => value.texts().into_iter().map(|text| self.reading(text)).collect::<Vec<_>>().join("、"),
        }
    }

    /// What readers see of a stored text: the label of a choice, anything else as it is.
    pub fn reading(&self, stored: &str) -> String {
        match self.input {
            Input::Choice(answers) | Input::Choices(answers) => {
                answers.iter().find(|answer| answer.code == stored).map_or(stored, |answer| answer.label).to_owned()
            }
            Input::Register(_) if !stored.is_empty() => format!("第 {stored} 号表"),
            _ => stored.to_owned(),
        }
    }
}

/// What stands in a field, whatever its type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Text(String),
    List(Vec<String>),
    Rows(Vec<Vec<String>>),
}

impl Value {
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::List(list) => list.is_empty(),
            Self::Rows(rows) => rows.is_empty(),
        }
    }

    /// Every text in it.
    pub fn texts(&self) -> Vec<&str> {
        match self {
            Self::Text(text) => vec![text],
            Self::List(list) => list.iter().map(String::as_str).collect(),
            Self::Rows(rows) => rows.iter().flatten().map(String::as_str).collect(),
        }
    }
}

/// A type that can stand in a field. What cannot be read becomes the type's empty value: a draft may hold anything, and
/// the checks say what is missing.
pub trait FieldValue: Default {
    fn to_value(&self) -> Value;
    fn from_value(value: Value) -> Self;
}

fn text_of(value: Value) -> String {
    match value {
        Value::Text(text) => text,
        Value::List(list) => list.join("、"),
        Value::Rows(_) => String::new(),
    }
}

impl FieldValue for String {
    fn to_value(&self) -> Value {
        Value::Text(self.clone())
    }

    fn from_value(value: Value) -> Self {
        text_of(value)
    }
}

impl FieldValue for Option<NaiveDate> {
    fn to_value(&self) -> Value {
        Value::Text(self.map(|day| day.to_string()).unwrap_or_default())
    }

    fn from_value(value: Value) -> Self {
        text_of(value).trim().parse().ok()
    }
}

impl FieldValue for Option<ItemCode> {
    fn to_value(&self) -> Value {
        Value::Text(self.as_ref().map(ToString::to_string).unwrap_or_default())
    }

    fn from_value(value: Value) -> Self {
        ItemCode::parse(text_of(value).trim())
    }
}

impl FieldValue for Option<RegisterId> {
    fn to_value(&self) -> Value {
        Value::Text(self.map(|id| id.to_string()).unwrap_or_default())
    }

    fn from_value(value: Value) -> Self {
        text_of(value).trim().parse().ok()
    }
}

impl FieldValue for Vec<String> {
    fn to_value(&self) -> Value {
        Value::List(self.clone())
    }

    fn from_value(value: Value) -> Self {
        match value {
            Value::List(list) => list,
            Value::Text(text) if text.is_empty() => Vec::new(),
            Value::Text(text) => vec![text],
            Value::Rows(_) => Vec::new(),
        }
    }
}

/// The rows of a small table; cells in the order of its columns.
pub type Rows = Vec<Vec<String>>;

impl FieldValue for Rows {
    fn to_value(&self) -> Value {
        Value::Rows(self.clone())
    }

    fn from_value(value: Value) -> Self {
        match value {
            Value::Rows(rows) => rows,
            Value::Text(_) | Value::List(_) => Vec::new(),
        }
    }
}

/// A kind seen through its declared fields, in their order.
pub trait Fields: Send + Sync {
    fn fields(&self) -> &'static [Field];
    fn value(&self, at: usize) -> Value;
    fn set(&mut self, at: usize, value: Value);
}

/// Declares the fields of a kind: a struct with typed members, and beside each member how it is filled in.
#[macro_export]
macro_rules! fields {
    (
        $(#[$doc:meta])*
        $Kind:ident { $( $(#[$member_doc:meta])* $name:ident: $Type:ty = $field:expr ),* $(,)? }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct $Kind { $( $(#[$member_doc])* pub $name: $Type, )* }

        impl $Kind {
            pub const FIELDS: &'static [$crate::kind::Field] = &[ $( $field.named(stringify!($name)) ),* ];
        }

        impl $crate::kind::Fields for $Kind {
            fn fields(&self) -> &'static [$crate::kind::Field] {
                Self::FIELDS
            }

            fn value(&self, at: usize) -> $crate::kind::Value {
                let name = Self::FIELDS.get(at).map_or("", |field| field.name);
                $( if name == stringify!($name) { return $crate::kind::FieldValue::to_value(&self.$name); } )*
                $crate::kind::Value::Text(String::new())
            }

            fn set(&mut self, at: usize, value: $crate::kind::Value) {
                let name = Self::FIELDS.get(at).map_or("", |field| field.name);
                $( if name == stringify!($name) { self.$name = $crate::kind::FieldValue::from_value(value); return; } )*
            }
        }
    };
}

/// An enum whose values are the answers of a choice: code and label beside each.
#[macro_export]
macro_rules! choices {
    (
        $(#[$doc:meta])*
        $Name:ident { $( $(#[$variant_doc:meta])* $Variant:ident = $code:literal $label:literal ),* $(,)? }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        pub enum $Name { $( $(#[$variant_doc])* $Variant, )* }

        impl $Name {
            pub const ALL: &'static [Self] = &[ $( Self::$Variant ),* ];
            pub const CHOICES: &'static [$crate::kind::Choice] =
                &[ $( $crate::kind::Choice { code: $code, label: $label } ),* ];

            pub const fn code(self) -> &'static str {
                match self { $( Self::$Variant => $code, )* }
            }

            pub const fn label(self) -> &'static str {
                match self { $( Self::$Variant => $label, )* }
            }

            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }

        impl $crate::kind::FieldValue for $Name {
            fn to_value(&self) -> $crate::kind::Value {
                $crate::kind::Value::Text(self.code().to_owned())
            }

            fn from_value(value: $crate::kind::Value) -> Self {
                match value {
                    $crate::kind::Value::Text(code) => Self::from_code(&code).unwrap_or_default(),
                    _ => Self::default(),
                }
            }
        }
    };
}
