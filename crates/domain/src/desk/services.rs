//! Views of the directory of guides to services (办事指南): how complete it is, and what became of a file.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{kind::Service, plan::ColumnCode};

/// The guides that are public now, for the page of imports and exports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directory {
    pub guides: usize,
    pub scores: Scores,
    /// Where the reader may import to, with the path of each in words; empty for who may not.
    pub columns: Vec<(ColumnCode, String)>,
}

/// How complete guides are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scores {
    /// Mean of the scores, in per cent.
    pub mean: usize,
    /// How many guides lack each element, the most often missing first.
    pub missing: Vec<(String, usize)>,
    /// Guides that lack four elements or more: the indicators count them as of no use.
    pub useless: usize,
}

impl Scores {
    pub fn of<'a>(guides: impl Iterator<Item = &'a Service>) -> Self {
        let (mut count, mut sum, mut useless) = (0, 0, 0);
        let mut missing = BTreeMap::<&'static str, usize>::new();
        for guide in guides {
            let complete = guide.completeness();
            count += 1;
            sum += usize::from(complete.score);
            useless += usize::from(complete.missing.len() >= 4);
            for element in complete.missing {
                *missing.entry(element).or_default() += 1;
            }
        }
        let mut missing: Vec<(String, usize)> = missing.into_iter().map(|(name, n)| (name.to_owned(), n)).collect();
        missing.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Self { mean: sum / count.max(1), missing, useless }
    }
}

/// What became of a file of guides, or would become of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServicesReport {
    pub imported: usize,
    /// Here already, and the same; or taken down since.
    pub already_there: usize,
    /// Public already with other words. An import changes no public guide: that is a revision, which somebody signs.
    pub differing: Vec<Differing>,
    /// Every cell because of which its row was not taken.
    pub rejected: Vec<Rejected>,
    /// Of all rows that can be read.
    pub scores: Scores,
    /// Names what the preview showed: the confirmation repeats it.
    pub seen: String,
}

impl ServicesReport {
    /// Rows that were not taken; one may have several faults.
    pub fn rejected_rows(&self) -> usize {
        self.rejected.iter().map(|rejected| rejected.row).collect::<BTreeSet<_>>().len()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejected {
    /// From 1, as the spreadsheet counts; the line of a text file.
    pub row: usize,
    /// Heading of the cell; empty for the row as a whole.
    pub column: String,
    pub reason: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Differing {
    pub row: usize,
    pub title: String,
    /// Headings of what differs.
    pub fields: Vec<String>,
}
