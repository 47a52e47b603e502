//! What a form is made of: parts, groups of rows in a part, and the figures.

/// What stands where the system knows nothing.
pub const BY_HAND: &str = "由人工填写";

/// A figure of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    Count(i64),
    Text(String),
    /// Boxes that can be ticked on paper; those are ticked of which the system knows.
    Boxes(Vec<(&'static str, bool)>),
    /// The system has no record of it; a person fills it in.
    ByHand,
}

impl Entry {
    /// What the plan says; an empty field is left to a person.
    pub(super) fn said(text: &str) -> Self {
        if text.trim().is_empty() { Self::ByHand } else { Self::Text(text.trim().to_owned()) }
    }

    /// □是 □否, with 是 ticked where the system knows that it is so.
    pub(super) fn yes_if_known(yes: bool) -> Self {
        Self::Boxes(vec![("是", yes), ("否", false)])
    }

    /// Whether a person has to fill it in.
    pub fn is_open(&self) -> bool {
        match self {
            Self::ByHand => true,
            Self::Boxes(boxes) => boxes.iter().all(|(_, ticked)| !ticked),
            Self::Count(_) | Self::Text(_) => false,
        }
    }

    pub fn text(&self) -> String {
        match self {
            Self::Count(count) => count.to_string(),
            Self::Text(text) => text.clone(),
            Self::Boxes(boxes) => {
                let boxes = boxes.iter().map(|(label, ticked)| format!("{}{label}", if *ticked { '☑' } else { '□' }));
                boxes.collect::<Vec<_>>().join(" ")
            }
            Self::ByHand => BY_HAND.to_owned(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Empty where the part says it all.
    pub label: &'static str,
    pub entry: Entry,
}

/// Rows that stand together under a title, or directly in their part, where it is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub title: &'static str,
    pub rows: Vec<Row>,
}

/// A part of the form, with how its figures were counted. The rows at the head of the form stand in a part without title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub title: &'static str,
    /// 统计口径; empty where everything is left to a person.
    pub basis: &'static str,
    pub groups: Vec<Group>,
}

impl Part {
    pub(super) fn new(title: &'static str, basis: &'static str, groups: impl Into<Vec<Group>>) -> Self {
        Self { title, basis, groups: groups.into() }
    }

    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.groups.iter().flat_map(|group| &group.rows)
    }

    /// The row called `label`, of the group called `group`.
    pub fn row(&self, group: &str, label: &str) -> Option<&Row> {
        let groups = self.groups.iter().filter(|known| known.title == group);
        groups.flat_map(|group| &group.rows).find(|row| row.label == label)
    }
}

pub(super) fn group(title: &'static str, rows: impl Into<Vec<Row>>) -> Group {
    Group { title, rows: rows.into() }
}

/// Rows that stand directly in their part.
pub(super) fn rows(rows: impl Into<Vec<Row>>) -> Group {
    group("", rows)
}

pub(super) const fn row(label: &'static str, entry: Entry) -> Row {
    Row { label, entry }
}

pub(super) const fn count(label: &'static str, count: i64) -> Row {
    row(label, Entry::Count(count))
}

pub(super) const fn by_hand(label: &'static str) -> Row {
    row(label, Entry::ByHand)
}

/// □是 □否, of which the system knows nothing.
pub(super) fn asked(label: &'static str) -> Row {
    row(label, Entry::yes_if_known(false))
}
