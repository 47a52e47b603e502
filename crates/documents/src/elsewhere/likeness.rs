//! Recognising entries that say the same: by address, by title, by the words of the text.
//!
//! A text is cut into pieces of four characters; of their fingerprints the smallest are kept as its sketch. Two sketches
//! tell what share of all pieces both texts have: exactly for short texts, within a few per cent for long ones.

use std::collections::BTreeSet;

use domain::reprint::Resemblance;

use super::address::WebAddress;
use crate::finding::fold_width;

/// Fingerprints of a sketch.
const SIZE: usize = 128;
/// Characters of a piece.
const PIECE: usize = 4;
/// With fewer pieces a text says too little to be compared.
const LEAST: usize = 40;
/// Per cent from which two texts are called alike: a source and its reprint differ in head, foot and a few words.
pub const THRESHOLD: u8 = 70;

/// What is compared of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    /// The address without its scheme.
    pub address: String,
    /// The title without everything that is typed in different ways.
    pub title: String,
    /// Of the text.
    pub sketch: Sketch,
}

impl Likeness {
    /// `address` may be missing: the portal's own items have none elsewhere.
    pub fn new(address: Option<&WebAddress>, title: &str, text: &str) -> Self {
        let address = address.map(|address| address.as_str().split_once("://").map_or("", |(_, rest)| rest));
        Self {
            address: address.unwrap_or_default().to_owned(),
            title: letters(title).collect(),
            sketch: Sketch::of(text),
        }
    }

    /// How this resembles `other`, if it does.
    pub fn compare(&self, other: &Self) -> Option<Resemblance> {
        let percent = self.sketch.percent(&other.sketch);
        if !self.address.is_empty() && self.address == other.address {
            Some(Resemblance::SameAddress)
        } else if percent.is_some_and(|percent| percent >= THRESHOLD) {
            percent.map(Resemblance::Text)
        } else if !self.title.is_empty() && self.title == other.title {
            Some(Resemblance::SameTitle)
        } else {
            None
        }
    }
}

/// The smallest fingerprints of a text's pieces, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sketch(Vec<u32>);

impl Sketch {
    fn of(text: &str) -> Self {
        let letters: Vec<char> = letters(text).collect();
        let pieces: BTreeSet<u32> = letters.windows(PIECE).map(fingerprint).collect();
        if pieces.len() < LEAST { Self::default() } else { Self(pieces.into_iter().take(SIZE).collect()) }
    }

    /// The share of pieces that both texts have, of all that one of them has, in per cent; `None` when one is too short.
    pub fn percent(&self, other: &Self) -> Option<u8> {
        if self.0.is_empty() || other.0.is_empty() {
            return None;
        }
        let (own, others): (BTreeSet<u32>, BTreeSet<u32>) =
            (self.0.iter().copied().collect(), other.0.iter().copied().collect());
        // The smallest of both together are a fair sample of both, and each of them stands in the sketch of its text.
        let sample: Vec<u32> = own.union(&others).copied().take(SIZE).collect();
        let common = sample.iter().filter(|one| own.contains(one) && others.contains(one)).count();
        u8::try_from(common * 100 / sample.len()).ok()
    }

    /// As a text, for the store.
    pub fn to_text(&self) -> String {
        self.0.iter().map(|one| format!("{one:08x}")).collect()
    }

    /// What [`Sketch::to_text`] wrote; anything else is the sketch of nothing.
    pub fn from_text(text: &str) -> Self {
        let pieces = text.as_bytes().chunks(8).map(|eight| {
            std::str::from_utf8(eight)
                .ok()
                .filter(|eight| eight.len() == 8)
                .and_then(|eight| u32::from_str_radix(eight, 16).ok())
        });
        pieces.collect::<Option<Vec<u32>>>().map(Self).unwrap_or_default()
    }
}

/// Letters and digits in one form: no spaces, no punctuation, no difference of width or case.
fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(fold_width).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// FNV-1a, mixed once more so that neighbouring pieces are spread evenly. Nobody has to be kept from forging it: what
/// looks alike is shown to a person.
fn fingerprint(piece: &[char]) -> u32 {
    let mut hash = piece
        .iter()
        .flat_map(|c| u32::from(*c).to_le_bytes())
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    u32::try_from((hash ^ (hash >> 33)) >> 32).expect("half of 64 bits")
}
