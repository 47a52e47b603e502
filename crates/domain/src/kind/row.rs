//! What an item's line in a list says beside its title and its date, and how a list is laid out.

use super::{Facet, StatedValidity};
use crate::plan::ColumnKind;

/// Beside title and date.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// A line under the title: number and issuer of a document, post of a leader, department of a service …
    pub under: String,
    /// 类型 in a small frame before the title.
    pub label: String,
    /// The kind's own picture, before that of the text.
    pub picture: Option<String>,
    /// Shown on days on which it is anything but in force.
    pub validity: Option<StatedValidity>,
}

/// How the page of a column shows its items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One line each, newest first.
    Lines,
    /// A picture with the title under it.
    Cards,
    /// People: portrait, name, post.
    Portraits,
    /// Lines under a heading for each value of a facet, as the rules for fiscal pages want: plain links, no script.
    Grouped(Facet),
    /// The only item of the column is the page.
    Single,
}

impl Layout {
    pub const fn of(kind: ColumnKind) -> Self {
        match kind {
            ColumnKind::Leaders => Self::Portraits,
            ColumnKind::Gallery | ColumnKind::Videos | ColumnKind::Accounts => Self::Cards,
            ColumnKind::Page => Self::Single,
            ColumnKind::Budgets | ColumnKind::Reports => Self::Grouped(Facet::Year),
            ColumnKind::Projects | ColumnKind::Programmes => Self::Grouped(Facet::Project),
            _ => Self::Lines,
        }
    }

    /// Items on a page of the list (发展指引: 15 to 20 lines; people and groups stand together).
    pub const fn page_size(self) -> i64 {
        match self {
            Self::Lines => 20,
            Self::Cards => 18,
            Self::Portraits => 100,
            Self::Grouped(_) => 60,
            Self::Single => 1,
        }
    }
}
