//! What an attachment says, hidden parts included, against what must not be public: personal data and secret marks.
//!
//! The leaks that made the news were complete numbers in the hidden sheets and columns of published lists
//! (`domain.md` §7.4), so everything that a program could show of a file is read: hidden sheets, rows and columns,
//! comments, headers and footers, texts deleted under revision, the memory of pivot tables, files within files.
//! A finding names its place and the datum masked, never the datum.
//!
//! Files come from outside: whatever is unpacked is counted and bounded, nothing is built that grows with what a file
//! merely claims, and a parser that panics has read nothing.

mod archive;
mod budget;
mod notes;
mod old_presentation;
mod old_spreadsheet;
mod old_word;
mod open_document;
mod package;
mod pdf;
mod plain;
mod presentation;
mod spreadsheet;
mod word;
mod xml;

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::{Deserialize, Serialize};

use crate::finding::Severity;
use crate::upload::{Accepted, Format};

use notes::Notes;

/// How many places are listed; the others are counted.
pub const LISTED: usize = 20;

/// How much of a file could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    /// Every text in it.
    Whole,
    /// Not all: it is larger than what is looked through, or holds files that cannot be read.
    Partly,
    /// There is no text: pictures, scanned pages.
    Nothing,
    /// Whatever it says could not be read: a password, damage, a format from before.
    Unreadable,
}

impl Extent {
    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Partly => "partly",
            Self::Nothing => "nothing",
            Self::Unreadable => "unreadable",
        }
    }

    /// The extent with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        let all = [Self::Whole, Self::Partly, Self::Nothing, Self::Unreadable];
        all.into_iter().find(|extent| extent.code() == code)
    }
}

/// Something that was found, with its place: `工作表“名单”（隐藏）C12：居民身份证号码 45*************937`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Where it stands, as somebody finds it who opens the file.
    pub place: String,
    /// What it is; the datum masked.
    pub what: String,
    /// What it does to the file.
    pub severity: Severity,
}

/// What was found: the first [`LISTED`] places, the heavier before the lighter, and how many there are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings {
    /// In the order of the file.
    pub listed: Vec<Found>,
    /// All of them.
    pub total: usize,
}

impl Findings {
    /// The heaviest weight of all places, listed or not: heavier places displace lighter ones from the list.
    pub fn heaviest(&self) -> Option<Severity> {
        self.listed.iter().map(|found| found.severity).max()
    }

    fn add(&mut self, severity: Severity, found: impl FnOnce() -> Found) {
        self.total += 1;
        if self.listed.len() == LISTED {
            let Some(lightest) = self.listed.iter().map(|found| found.severity).min() else { return };
            if lightest >= severity {
                return;
            }
            if let Some(at) = self.listed.iter().rposition(|found| found.severity == lightest) {
                self.listed.remove(at);
            }
        }
        self.listed.push(found());
    }

    /// Takes in what was found elsewhere.
    fn append(&mut self, other: Self) {
        let unlisted = other.total - other.listed.len();
        other.listed.into_iter().for_each(|found| self.add(found.severity, || found));
        self.total += unlisted;
    }
}

/// What became of an attachment under the scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    /// How much of it could be read.
    pub extent: Extent,
    /// What must not be public: the file is refused.
    pub refusing: Findings,
    /// What somebody must look at.
    pub doubtful: Findings,
}

impl Scan {
    /// Why the file is refused, for the clerk: a sentence, then a line for each listed place. `None` when nothing in it
    /// stops it.
    pub fn refusal(&self) -> Option<String> {
        let Findings { listed, total } = &self.refusing;
        if *total == 0 {
            return None;
        }
        let mut lines =
            vec![format!("文件中有 {total} 处不得公开的内容，请删除或遮盖后再上传（隐藏的也会被公众看到）")];
        lines.extend(listed.iter().map(|found| format!("{}：{}", found.place, found.what)));
        if *total > listed.len() {
            lines.push(format!("另有 {} 处未列出", total - listed.len()));
        }
        Some(lines.join("\n"))
    }
}

/// A text of a file that somebody looked for, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    /// Where it stands, as somebody finds it who opens the file.
    pub place: String,
    /// A paragraph, a cell, a line of a page; of a very long one a piece.
    pub text: String,
}

/// Reads an attachment and judges what it says. A large one takes seconds and some hundred megabytes: call it on a
/// blocking thread, one at a time.
pub fn scan(upload: &Accepted) -> Scan {
    scan_with(upload, Notes::default()).0
}

/// As [`scan`], and quotes each text of the file, hidden ones included, of which `is_wanted` says yes; the same text once. The
/// caller knows what it looks for, and should want no more than it will tell.
pub fn scan_for(upload: &Accepted, is_wanted: impl Fn(&str) -> bool + 'static) -> (Scan, Vec<Quoted>) {
    scan_with(upload, Notes::looking_for(is_wanted))
}

fn scan_with(upload: &Accepted, mut notes: Notes) -> (Scan, Vec<Quoted>) {
    let read = read(upload.format(), upload.bytes(), &mut notes, 0);
    let (scan, quoted) = notes.into_scan();
    let is_closed = read.is_none() && scan.extent == Extent::Nothing && !upload.format().is_wordless();
    (if is_closed { Scan { extent: Extent::Unreadable, ..scan } } else { scan }, quoted)
}

/// How deep files are looked for within files: a workbook in a letter in an archive.
const MAX_DEPTH: u8 = 3;

/// Reads a file, or one within a file; `None` when it is none of its format, or of one that is not read.
fn read(format: Format, bytes: &[u8], notes: &mut Notes, depth: u8) -> Option<()> {
    if depth > MAX_DEPTH {
        notes.unread();
        return None;
    }
    let read = catch_unwind(AssertUnwindSafe(|| match format {
        Format::Xlsx => spreadsheet::read(bytes, notes, depth),
        Format::Docx => word::read(bytes, notes, depth),
        Format::Pptx => presentation::read_pptx(bytes, notes, depth),
        Format::Ofd => presentation::read_ofd(bytes, notes),
        Format::Wps if is_package(bytes) => word::read(bytes, notes, depth),
        Format::Et if is_package(bytes) => spreadsheet::read(bytes, notes, depth),
        Format::Doc | Format::Wps => old_word::read(bytes, notes),
        Format::Xls | Format::Et => old_spreadsheet::read(bytes, notes),
        Format::Pdf => pdf::read(bytes, notes),
        Format::Zip => archive::read(bytes, notes, depth),
        Format::Txt => {
            plain::read_text(bytes, notes);
            Some(())
        }
        Format::Csv => plain::read_table(bytes, notes),
        Format::Ppt => old_presentation::read(bytes, notes),
        Format::Ods => open_document::read(bytes, notes),
        Format::Jpg | Format::Png | Format::Webp | Format::Gif | Format::Mp4 | Format::M4a | Format::Mp3 => None,
    }));
    let read = read.ok().flatten();
    if read.is_none() {
        notes.unread();
    }
    read
}

fn is_package(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK")
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::budget::Budget;
    use super::*;

    fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("in memory");
            archive.write_all(content).expect("in memory");
        }
        archive.finish().expect("in memory").into_inner()
    }

    #[test]
    fn files_within_a_file_share_what_may_be_unpacked_and_how_many_parts_there_may_be() {
        let document = format!("<document><p><t>甲</t></p></document>{}", " ".repeat(50_000));
        let letter = package(&[("word/document.xml", document.as_bytes())]);
        let archive = package(&[("a.docx", &letter), ("b.docx", &letter)]);
        let extent = |unpacked, parts| {
            let mut notes = Notes::default();
            notes.unpacked = Budget::new(unpacked);
            notes.parts = Budget::new(parts);
            read(Format::Zip, &archive, &mut notes, 0);
            notes.into_scan().0.extent
        };
        assert_eq!(extent(200_000, 4), Extent::Whole);
        assert_eq!(extent(80_000, 4), Extent::Partly, "enough for one of them");
        assert_eq!(extent(200_000, 3), Extent::Partly, "two in the archive, one in each");
    }
}
