//! From the words in the tables to the types of `domain`; a word that the program cannot have written is an error.

use std::collections::BTreeSet;

use domain::{
    id::{AccountId, ItemCode},
    obligation::MatterKey,
    plan::{ColumnCode, UnitCode},
    workflow::{Stage, Step},
};

use crate::{Error, Result};

/// Names the row in which a word stands, for the error.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) table: &'static str,
    pub(crate) row: i64,
}

impl Place {
    pub(crate) const fn new(table: &'static str, row: i64) -> Self {
        Self { table, row }
    }

    pub(crate) fn unless<T>(self, value: Option<T>, column: &str, word: &str) -> Result<T> {
        value.ok_or_else(|| Error::inconsistent(self.table, self.row, format!("{column} {word}")))
    }

    pub(crate) fn item_code(self, word: &str) -> Result<ItemCode> {
        self.unless(ItemCode::parse(word), "code", word)
    }

    pub(crate) fn column_code(self, word: &str) -> Result<ColumnCode> {
        self.unless(ColumnCode::parse(word), "column", word)
    }

    pub(crate) fn unit_code(self, word: &str) -> Result<UnitCode> {
        self.unless(UnitCode::parse(word), "unit", word)
    }

    /// Empty where none is named.
    pub(crate) fn matter(self, word: &str) -> Result<Option<MatterKey>> {
        if word.is_empty() { Ok(None) } else { self.unless(MatterKey::parse(word), "matter", word).map(Some) }
    }

    pub(crate) fn stage(self, word: &str) -> Result<Stage> {
        self.unless(Stage::from_code(word), "stage", word)
    }

    pub(crate) fn step(self, word: &str) -> Result<Step> {
        self.unless(Step::from_code(word), "step", word)
    }

    /// A list of unit codes kept as JSON.
    pub(crate) fn units(self, json: &str) -> Result<BTreeSet<UnitCode>> {
        serde_json::from_str(json).map_err(|error| Error::inconsistent(self.table, self.row, error))
    }

    /// The authors of a revision kept as JSON.
    pub(crate) fn authors(self, json: &str) -> Result<Vec<(AccountId, String)>> {
        serde_json::from_str(json).map_err(|error| Error::inconsistent(self.table, self.row, error))
    }

    /// A structured value kept as JSON.
    pub(crate) fn json<T: serde::de::DeserializeOwned>(self, json: &str) -> Result<T> {
        serde_json::from_str(json).map_err(|error| Error::inconsistent(self.table, self.row, error))
    }
}
