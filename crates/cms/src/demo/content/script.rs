//! How the texts of the demo are written down.
//!
//! ```toml
//! [[item]]
//! column = "tzgg"                 # code in the default plan
//! title = "关于……的通知"            # 【示例】 is put before it
//! unit = "slj"                    # who writes it; left out: the first unit with a duty that has a demo person
//! text = """
//! 一行是一个自然段。
//! ## 小标题
//! - 列表
//! 表：表格的标题
//! | 表头 | 表头 |
//! | 内容 | 内容 |
//! """
//! picture = { file = "terraces.png", alt = "……", caption = "……" }
//! file = { name = "……csv", text = "……" }
//! kind = "leader"                 # left out: the usual kind of the column
//! [item.fields]                   # of the kind, as `domain::kind` declares them
//! post = "……"
//! photo = "picture:town.png"      # one of `pictures`, uploaded for the item
//! successor = "document:示政办发〔2026〕1号"  # a document or guide that came before
//! [item.table]                    # of a kind with a structured table, imported as an author imports it
//! name = "……"
//! csv = "……"
//! ```

use std::collections::BTreeMap;

use domain::{
    item::EventKind,
    kind::{Kind, Value},
    plan::{ColumnCode, UnitCode},
};
use serde::Deserialize;

/// The texts, a file for each channel and one for what is still at work in the desk.
const TEXTS: [(&str, &str); 8] = [
    ("news.toml", include_str!("texts/news.toml")),
    ("disclosure.toml", include_str!("texts/disclosure.toml")),
    ("projects.toml", include_str!("texts/projects.toml")),
    ("welfare.toml", include_str!("texts/welfare.toml")),
    ("services.toml", include_str!("texts/services.toml")),
    ("interaction.toml", include_str!("texts/interaction.toml")),
    ("kinds.toml", include_str!("texts/kinds.toml")),
    ("desk.toml", include_str!("texts/desk.toml")),
];

/// One item of the demo.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Piece {
    pub(super) column: ColumnCode,
    title: String,
    pub(super) unit: Option<UnitCode>,
    pub(super) text: String,
    /// Which clock starts; where the column has one and this is left out, that of information being formed.
    #[serde(default)]
    pub(super) event: EventKind,
    pub(super) picture: Option<Picture>,
    pub(super) file: Option<File>,
    /// 转载: address of the original.
    pub(super) reprint: Option<String>,
    pub(super) document: Option<Document>,
    /// 政策解读: number of the document.
    pub(super) interprets: Option<String>,
    pub(super) kind: Option<Kind>,
    #[serde(default)]
    pub(super) fields: BTreeMap<String, Value>,
    pub(super) table: Option<Table>,
    #[serde(default)]
    pub(super) outcome: Outcome,
    /// Of a return, a withdrawal or an urgent publication; the note of a review.
    #[serde(default)]
    pub(super) reason: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Picture {
    /// In `pictures`.
    pub(super) file: String,
    pub(super) alt: String,
    pub(super) caption: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) text: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) csv: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    pub(super) number: String,
    pub(super) genre: String,
    pub(super) theme: String,
}

/// How far the item has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Outcome {
    #[default]
    Published,
    Draft,
    InReview,
    AwaitingSignature,
    Returned,
    /// Published urgently, not signed yet.
    Urgent,
    Withdrawn,
    /// Public, with a second revision in the making.
    Revising,
}

impl Piece {
    pub(super) fn title(&self) -> String {
        example(&self.title)
    }

    /// Something is left to be done with it in the desk.
    pub(super) fn is_at_work(&self) -> bool {
        self.outcome != Outcome::Published
    }
}

/// Every title says that it is an example.
pub(super) fn example(title: &str) -> String {
    format!("【示例】{title}")
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    item: Vec<Piece>,
}

/// All pieces in the order of the files; the error names the file.
pub(super) fn pieces() -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    for (name, text) in TEXTS {
        let texts: Texts = toml::from_str(text).map_err(|error| format!("{name}: {error}"))?;
        pieces.extend(texts.item);
    }
    Ok(pieces)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::plan::{ColumnKind, Plan};

    use super::*;

    fn plan() -> Plan {
        Plan::from_toml(include_str!("../../../../../plans/longan-2018.toml")).expect("the shipped plan is valid")
    }

    #[test]
    fn every_column_that_takes_items_has_three() {
        let mut count: BTreeMap<_, usize> = BTreeMap::new();
        for piece in pieces().expect("the texts are valid").iter().filter(|piece| !piece.is_at_work()) {
            *count.entry(piece.column.clone()).or_default() += 1;
        }
        let plan = plan();
        for column in plan.columns.iter().filter(|column| column.takes_items(plan.effective_on)) {
            // A column that is one page has one.
            let least = if column.kind == ColumnKind::Page { 1 } else { 3 };
            assert!(count.get(&column.code).is_some_and(|items| *items >= least), "{} {}", column.code, column.name);
        }
    }

    #[test]
    fn no_title_stands_twice() {
        let mut titles = BTreeSet::new();
        // What is shown in a second column has the title of its source.
        for piece in pieces().expect("the texts are valid").iter().filter(|piece| piece.kind != Some(Kind::Repost)) {
            assert!(titles.insert(piece.title()), "{}", piece.title());
        }
    }

    #[test]
    fn interpretations_follow_a_document() {
        let pieces = pieces().expect("the texts are valid");
        let numbers: BTreeSet<&str> = pieces
            .iter()
            .filter_map(|piece| piece.document.as_ref())
            .map(|document| document.number.as_str())
            .collect();
        for piece in &pieces {
            assert!(piece.interprets.as_deref().is_none_or(|number| numbers.contains(number)), "{}", piece.title());
        }
    }
}
