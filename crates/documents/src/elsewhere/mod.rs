//! Reading what other governments publish, so that it can be proposed for a reprint (转载).
//!
//! Everything that comes in here was written by strangers: addresses are narrowed to those that may be asked
//! ([`address`]), bytes become characters ([`charset`]), feeds and lists become entries ([`feed`], [`listing`]), a page
//! becomes a safe text ([`text`]), and entries that say the same are recognised ([`likeness`]).

pub mod address;
pub mod charset;
pub mod feed;
pub mod likeness;
pub mod listing;
pub mod moment;
pub mod robots;
pub mod text;

use domain::reprint::Published;

use address::WebAddress;

/// Something that a source announces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// On one line.
    pub title: String,
    /// Where it stands, in its canonical form.
    pub address: WebAddress,
    /// When it was published there, if the source says so.
    pub published: Option<Published>,
    /// HTML that came with the entry: the whole text, or its beginning. Not sanitised.
    pub html: Option<String>,
}

/// Words on one line, without the control characters that programs leave in them.
fn one_line(words: &str) -> String {
    let shown: String = words.chars().filter(|c| c.is_whitespace() || !c.is_control()).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}
