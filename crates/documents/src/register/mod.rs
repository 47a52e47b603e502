//! Structured tables (清单, 名单): what may be public of a file's rows, what changed against an earlier table, and the
//! table as a download.
//!
//! ```
//! use documents::register::{About, prepare};
//! use documents::spreadsheet::Table;
//! use domain::register::Profile;
//!
//! let table = Table {
//!     header: vec!["姓名".into(), "身份证号".into(), "病种".into()],
//!     rows: vec![vec!["韦某某".into(), "11010519491231002X".into(), "示例".into()]],
//!     notes: Vec::new(),
//! };
//! let about = About { profile: Profile::Beneficiaries, name: "名单", today: "2026-11-24".parse().unwrap() };
//! let prepared = prepare(table, &about);
//! assert_eq!(prepared.rows, [["韦某某", "11*************02X"]]);
//! ```

mod comparing;
mod download;
mod masking;
mod people;
mod senses;

use chrono::NaiveDate;
use domain::{
    desk::register::ColumnNote,
    register::{Profile, RegisterColumn},
};

use crate::{content_hash::content_hash, spreadsheet::Table};

pub use comparing::compare;
pub use download::{csv, workbook};

/// What must be known of a table before its cells can be judged.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// Whom it is about.
    pub profile: Profile,
    /// Its name: a list of orphans names minors only.
    pub name: &'a str,
    /// Who is a minor follows from it.
    pub today: NaiveDate,
}

/// A table as it may be stored: nothing that the profile masks or leaves out is in it any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// The columns that stay.
    pub columns: Vec<RegisterColumn>,
    /// Their cells.
    pub rows: Vec<Vec<String>>,
    /// What happened to every column of the file.
    pub treated: Vec<ColumnNote>,
    /// What the author should know.
    pub notes: Vec<String>,
}

impl Prepared {
    /// Names exactly this table: the same file on the same day gives the same.
    pub fn fingerprint(&self) -> String {
        let json = serde_json::to_vec(&(&self.columns, &self.rows)).expect("texts and words are valid JSON");
        content_hash(&json)
    }
}

/// Takes out of a table what must not be public under its profile.
pub fn prepare(table: Table, about: &About<'_>) -> Prepared {
    let senses = senses::of(&table);
    match about.profile {
        Profile::Public => masking::public(table, &senses),
        Profile::Beneficiaries => masking::beneficiaries(table, &senses, about),
    }
}
