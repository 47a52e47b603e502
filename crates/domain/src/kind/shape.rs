//! The page of an item as data: which parts stand above the title, before and after the text. The portal draws them, and
//! so does the desk for whoever signs.

use chrono::NaiveDate;

use super::{Field, Fields, Input, Rows, StatedValidity, Value};
use crate::id::ItemCode;

/// The parts of an item's page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shape {
    /// The attribute table above the title.
    pub above: Vec<Fact>,
    pub before: Vec<Part>,
    pub after: Vec<Part>,
}

/// A named value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub name: &'static str,
    pub reading: Reading,
}

/// A value as readers see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    Text(String),
    Day(NaiveDate),
    /// The day on which the item became public; the page knows it.
    PublicationDay,
    Address(String),
    Phone(String),
    /// Another item by its title.
    Item(ItemCode),
    /// Which it is depends on the day of reading.
    Validity(StatedValidity),
}

/// A part of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Facts(Vec<Fact>),
    /// Plain text of several paragraphs.
    Section {
        title: &'static str,
        text: String,
    },
    Table {
        title: &'static str,
        heads: Vec<&'static str>,
        rows: Vec<Vec<String>>,
    },
    /// Numbered steps, each with a word of explanation.
    Steps {
        title: &'static str,
        steps: Vec<(String, String)>,
    },
    /// A picture of its own: portrait, code of an account.
    Picture {
        address: String,
        alt: String,
        caption: String,
    },
    Pictures(Vec<GalleryPicture>),
    /// A film by file or by address, with its cover and its words.
    Film {
        file: String,
        address: String,
        cover: String,
        transcript: String,
    },
    /// What to press next.
    Button {
        label: &'static str,
        address: String,
    },
    Files {
        title: &'static str,
        files: Vec<(String, String)>,
    },
    Items {
        title: &'static str,
        items: Vec<ItemCode>,
    },
    Notice {
        text: String,
        /// The first day on which it is so; `None` where it was so from the beginning.
        from: Option<NaiveDate>,
        /// The day from which on it is no longer so; `None` where no day changes it.
        until: Option<NaiveDate>,
    },
}

impl Part {
    /// Whether it is so on `today`: only a notice depends on the day.
    pub fn is_shown_on(&self, today: NaiveDate) -> bool {
        match self {
            Self::Notice { from, until, .. } => {
                from.is_none_or(|from| from <= today) && until.is_none_or(|until| today < until)
            }
            _ => true,
        }
    }
}

/// A picture of a gallery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GalleryPicture {
    pub address: String,
    pub alt: String,
    pub caption: String,
    pub author: String,
}

impl Fact {
    pub fn text(name: &'static str, value: &str) -> Option<Self> {
        (!value.trim().is_empty()).then(|| Self { name, reading: Reading::Text(value.trim().to_owned()) })
    }

    pub fn day(name: &'static str, day: Option<NaiveDate>) -> Option<Self> {
        day.map(|day| Self { name, reading: Reading::Day(day) })
    }

    pub fn address(name: &'static str, value: &str) -> Option<Self> {
        (!value.trim().is_empty()).then(|| Self { name, reading: Reading::Address(value.trim().to_owned()) })
    }

    pub fn phone(name: &'static str, value: &str) -> Option<Self> {
        (!value.trim().is_empty()).then(|| Self { name, reading: Reading::Phone(value.trim().to_owned()) })
    }

    pub fn item(name: &'static str, code: Option<&ItemCode>) -> Option<Self> {
        code.map(|code| Self { name, reading: Reading::Item(code.clone()) })
    }
}

impl Shape {
    /// What a page looks like that has no design of its own: short fields as a table above the text, long ones and small
    /// tables below it.
    pub fn of_fields<F: Fields + ?Sized>(kind: &F) -> Self {
        let (mut facts, mut after) = (Vec::new(), Vec::new());
        for (at, field) in kind.fields().iter().enumerate() {
            let value = kind.value(at);
            if value.is_empty() {
                continue;
            }
            match (field.input, value) {
                (Input::Text, Value::Text(text)) => after.push(Part::Section { title: field.label, text }),
                (Input::Rows(columns), Value::Rows(rows)) => {
                    let heads = columns.iter().map(|column| column.label).collect();
                    after.push(Part::Table { title: field.label, heads, rows });
                }
                (Input::Day | Input::PastDay, Value::Text(day)) => {
                    facts.extend(Fact::day(field.label, day.parse().ok()));
                }
                (Input::Address, Value::Text(address)) => facts.extend(Fact::address(field.label, &address)),
                (Input::Item(_), Value::Text(code)) => {
                    facts.extend(Fact::item(field.label, ItemCode::parse(&code).as_ref()));
                }
                // A structured table has a part of the page of its own.
                (Input::Picture | Input::File | Input::Register(_), _) => {}
                (_, value) => {
                    let readings: Vec<String> = value.texts().into_iter().map(|text| field.reading(text)).collect();
                    facts.extend(Fact::text(field.label, &readings.join("、")));
                }
            }
        }
        Self { above: Vec::new(), before: listed(facts).into_iter().collect(), after }
    }

    /// Every item that a part names, for its title.
    pub fn items(&self) -> Vec<&ItemCode> {
        let mut found: Vec<&ItemCode> = self.above.iter().filter_map(item_of).collect();
        for part in self.before.iter().chain(&self.after) {
            match part {
                Part::Facts(facts) => found.extend(facts.iter().filter_map(item_of)),
                Part::Items { items, .. } => found.extend(items),
                _ => {}
            }
        }
        found
    }
}

fn item_of(fact: &Fact) -> Option<&ItemCode> {
    match &fact.reading {
        Reading::Item(code) => Some(code),
        _ => None,
    }
}

fn listed(facts: Vec<Fact>) -> Option<Part> {
    (!facts.is_empty()).then_some(Part::Facts(facts))
}

/// Those of the facts that there are, unless there are none.
pub(super) fn facts<const N: usize>(facts: [Option<Fact>; N]) -> Option<Part> {
    listed(facts.into_iter().flatten().collect())
}

/// A small table, unless it has no rows.
pub(super) fn table(title: &'static str, columns: &[Field], rows: &Rows) -> Option<Part> {
    (!rows.is_empty()).then(|| Part::Table {
        title,
        heads: columns.iter().map(|column| column.label).collect(),
        rows: rows.clone(),
    })
}

/// A part, unless it would be empty.
pub(super) fn section(title: &'static str, text: &str) -> Option<Part> {
    (!text.trim().is_empty()).then(|| Part::Section { title, text: text.trim().to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::{Detail, Kind};

    #[test]
    fn what_nobody_filled_in_draws_no_empty_frame() {
        for kind in Kind::ALL {
            let shape = Detail::of(*kind).nature().shape();
            let parts = || shape.before.iter().chain(&shape.after);
            assert!(parts().all(|part| *part != Part::Facts(Vec::new())), "{kind:?}");
            assert!(parts().all(|part| !matches!(part, Part::Table { rows, .. } if rows.is_empty())), "{kind:?}");
        }
    }
}
