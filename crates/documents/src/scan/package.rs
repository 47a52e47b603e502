//! An office file as a package of parts, each of them unpacked as a stream within one budget.
//!
//! The gate has read the directory (`upload::archive`); a directory can lie, so it is counted again here.

use std::collections::{BTreeMap, HashMap};
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::budget::Budget;
use super::notes::Notes;
use super::spreadsheet::number;
use super::xml::{Piece, texts, walk};
use super::{Format, read};

/// What a file within a file may be: it is kept in memory while it is read.
const MAX_EMBEDDED: u64 = 64 << 20;

/// The longest name of a part, or of a part that another one points to.
const MAX_NAME: usize = 260;

pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
    /// Where in the archive each part is, by its name in small letters: names of parts know no case.
    places: HashMap<String, usize>,
    unpacked: Budget,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8], notes: &Notes) -> Option<Self> {
        let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
        if !notes.parts.spend(archive.len()) {
            return None;
        }
        let mut names: Vec<String> = archive
            .file_names()
            .filter_map(|name| name.ok().map(std::borrow::Cow::into_owned))
            .filter(|name| name.len() <= MAX_NAME)
            .collect();
        // Pages and sheets in their order: 2 before 10.
        names.sort_by_key(|name| (name.len(), name.clone()));
        let place = |name: &String| Some((name.to_ascii_lowercase(), archive.index_for_name(name)?));
        let places = names.iter().filter_map(place).collect();
        Some(Self { archive, names, places, unpacked: notes.unpacked.clone() })
    }

    /// The parts whose names are such.
    pub(super) fn names(&self, such: impl Fn(&str) -> bool) -> Vec<String> {
        self.names.iter().filter(|name| such(name)).cloned().collect()
    }

    /// The parts of text whose names start so; names of parts know no case.
    pub(super) fn parts(&self, start: &str) -> Vec<String> {
        self.names(|name| {
            let is_text = name.rsplit_once('.').is_some_and(|(_, ext)| ext.eq_ignore_ascii_case("xml"));
            is_text && name.get(..start.len()).is_some_and(|begins| begins.eq_ignore_ascii_case(start))
        })
    }

    /// A part as a stream, which breaks off when the budget is spent.
    pub(super) fn part(&mut self, name: &str) -> Option<impl Read> {
        let place = self.archive.index_for_name(name);
        let place = place.or_else(|| self.places.get(&name.to_ascii_lowercase()).copied())?;
        let part = self.archive.by_index(place).ok()?;
        Some(Bounded { part, left: &self.unpacked })
    }

    /// Which parts a part points to, by the numbers that it calls them by.
    pub(super) fn relations(&mut self, of: &str) -> BTreeMap<String, String> {
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let mut parts = BTreeMap::new();
        if let Some(relations) = self.part(&format!("{folder}/_rels/{file}.rels")) {
            walk(relations, |piece| {
                if let Piece::Start(element) = piece
                    && let (Some(id), Some(target)) = (element.attribute("Id"), element.attribute("Target"))
                    && target.len() <= MAX_NAME
                {
                    parts.insert(id, resolved(folder, &target));
                }
            });
        }
        parts
    }

    /// Title, author, comments and what else a program keeps about the file. That is judged, but is no text of it.
    pub(super) fn properties(&mut self, notes: &mut Notes) {
        for part in self.parts("docProps/") {
            let Some(part) = self.part(&part) else { continue };
            texts(part, |_| true, |_| true, |text| notes.aside(text, || "文档属性".into()));
        }
    }

    /// What is drawn beside the text and the cells, folder by folder with what to call it: text boxes, diagrams, and the
    /// values behind charts.
    pub(super) fn drawings(&mut self, notes: &mut Notes, folders: &[(&str, &str)]) {
        for (folder, place) in folders {
            for part in self.parts(folder) {
                let Some(part) = self.part(&part) else {
                    notes.unread();
                    continue;
                };
                let read = texts(
                    part,
                    |name| matches!(name, "t" | "v" | "f" | "pt"),
                    |name| matches!(name, "p" | "v" | "f" | "pt"),
                    |text| notes.text(&number(text.trim()), || (*place).to_owned()),
                );
                if read.is_none() {
                    notes.unread();
                }
            }
        }
    }

    /// The files within the file, as Word keeps the workbook behind a chart, and whatever else is in a folder for them.
    pub(super) fn embedded(&mut self, notes: &mut Notes, depth: u8) {
        for name in self.names(|name| name.contains("/embeddings/")) {
            self.file(&name, notes, depth);
        }
    }

    /// Reads one file within the file.
    pub(super) fn file(&mut self, name: &str, notes: &mut Notes, depth: u8) {
        let ext = name.rsplit_once('.').map(|(_, ext)| ext.to_ascii_lowercase()).unwrap_or_default();
        let Some(format) = Format::from_ext(&ext).filter(|format| !format.is_wordless()) else {
            return notes.unread();
        };
        let mut bytes = Vec::new();
        let whole = self.part(name).and_then(|part| part.take(MAX_EMBEDDED).read_to_end(&mut bytes).ok());
        if whole.is_none_or(|length| length as u64 == MAX_EMBEDDED) {
            return notes.unread();
        }
        let short = name.rsplit(['/', '\\']).next().unwrap_or(name);
        notes.within(short, |notes| {
            read(format, &bytes, notes, depth + 1);
        });
    }
}

/// The part that `target` means, seen from `folder`.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').collect();
    for step in target.split('/') {
        match step {
            ".." => drop(path.pop()),
            "." => {}
            step => path.push(step),
        }
    }
    path.join("/")
}

/// Reads from a part and from the budget at once.
struct Bounded<'a, R> {
    part: R,
    left: &'a Budget,
}

impl<R: Read> Read for Bounded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.part.read(buffer)?;
        if !self.left.spend(read) {
            return Err(std::io::Error::other("the file unpacks to more than is read"));
        }
        Ok(read)
    }
}
