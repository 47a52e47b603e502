//! Spreadsheets of Excel and WPS: every cell of every sheet, with what is hidden, and what a workbook remembers beside
//! its cells: comments, text boxes, the copies behind pivot tables and charts, texts that no cell shows any more.

use std::collections::{BTreeMap, HashMap};

use super::notes::{Judgement, Notes};
use super::package::Package;
use super::xml::{Element, Piece, walk};

/// So many shared texts are kept with what is wrong with them, to be named by their cells; a list names far fewer.
const KEPT: usize = 2_000;

pub(super) fn read(bytes: &[u8], notes: &mut Notes, depth: u8) -> Option<()> {
    let mut package = Package::open(bytes, notes)?;
    let mut shared = SharedTexts::read(&mut package, notes);
    let titles = titles(&mut package);
    for part in package.parts("xl/worksheets/") {
        let title = titles.get(&part).cloned().unwrap_or_else(|| format!("工作表 {part} "));
        notes.aside(&title, || title.clone());
        cells(&mut package, &part, &title, &mut shared, notes);
        for comments in comments_of(&mut package, &part) {
            read_comments(&mut package, &comments, &title, notes);
        }
    }
    for judgements in shared.unused() {
        notes.judged(judgements, || "残留文字（已不在任何单元格中）".into());
    }
    notes.append(shared.others);
    beside_cells(&mut package, notes);
    package.properties(notes);
    package.embedded(notes, depth);
    Some(())
}

/// `工作表“名单”（隐藏）`
pub(super) fn sheet_name(name: &str, is_hidden: bool) -> String {
    format!("工作表“{name}”{}", if is_hidden { "（隐藏）" } else { "" })
}

/// A, B, … Z, AA: of a column counted from 1.
pub(super) fn column_letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        column -= 1;
        letters.push(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[column % 26]);
        column /= 26;
    }
    letters.iter().rev().map(|&letter| char::from(letter)).collect()
}

/// A number as it is read: without exponent and without `.0`.
pub(super) fn number(text: &str) -> String {
    match text.parse::<f64>() {
        // Above, not every whole number exists: what is left of an identity number there is none any more.
        Ok(value) if value.fract() == 0.0 && value.abs() < 9e15 => format!("{value:.0}"),
        _ => text.to_owned(),
    }
}

/// The texts that cells share. What is harmless is forgotten at once, however many there are.
#[derive(Default)]
struct SharedTexts {
    /// How many there are.
    count: usize,
    /// What is wrong with them, and whether a cell shows it.
    kept: HashMap<usize, (Vec<Judgement>, bool)>,
    /// What is wrong with those that are not kept, without their cells.
    others: Notes,
}

impl SharedTexts {
    fn read(package: &mut Package<'_>, notes: &mut Notes) -> Self {
        let mut shared = Self::default();
        let (mut text, mut is_within, mut is_reading) = (String::new(), false, false);
        if let Some(part) = package.part("xl/sharedStrings.xml") {
            let read = walk(part, |piece| match piece {
                Piece::Start(element) => match element.name() {
                    // How a name is read aloud stands beside it and is not part of it.
                    "rPh" => is_reading = true,
                    "t" => is_within = !is_reading,
                    _ => {}
                },
                Piece::Text(words) if is_within => text.push_str(words),
                Piece::Text(_) => {}
                Piece::End("rPh") => is_reading = false,
                Piece::End("t") => is_within = false,
                Piece::End("si") => {
                    if !notes.is_full() {
                        notes.count(&text);
                        let judgements = notes.judge(&text);
                        if shared.kept.len() == KEPT {
                            shared.others.judged(&judgements, || "单元格".into());
                        } else if !judgements.is_empty() {
                            shared.kept.insert(shared.count, (judgements, false));
                        }
                    }
                    shared.count += 1;
                    text.clear();
                }
                Piece::End(_) => {}
            });
            if read.is_none() {
                notes.unread();
            }
        }
        shared
    }

    fn has(&self, number: usize) -> bool {
        number < self.count
    }

    fn used(&mut self, number: usize) -> &[Judgement] {
        match self.kept.get_mut(&number) {
            Some((judgements, is_used)) => {
                *is_used = true;
                judgements
            }
            None => &[],
        }
    }

    fn unused(&self) -> impl Iterator<Item = &Vec<Judgement>> {
        self.kept.values().filter(|(_, is_used)| !is_used).map(|(judgements, _)| judgements)
    }
}

/// What each sheet's part is called in the workbook.
fn titles(package: &mut Package<'_>) -> BTreeMap<String, String> {
    let parts = package.relations("xl/workbook.xml");
    let mut titles = BTreeMap::new();
    if let Some(workbook) = package.part("xl/workbook.xml") {
        walk(workbook, |piece| {
            if let Piece::Start(element) = piece
                && element.name() == "sheet"
                && let Some(part) = element.attribute("id").and_then(|id| parts.get(&id))
            {
                let is_hidden = element.attribute("state").is_some_and(|state| state != "visible");
                titles.insert(part.clone(), sheet_name(&element.attribute("name").unwrap_or_default(), is_hidden));
            }
        });
    }
    titles
}

fn comments_of(package: &mut Package<'_>, sheet: &str) -> Vec<String> {
    let parts = package.relations(sheet).into_values();
    parts.filter(|part| part.to_ascii_lowercase().contains("comment")).collect()
}

fn read_comments(package: &mut Package<'_>, part: &str, title: &str, notes: &mut Notes) {
    let Some(comments) = package.part(part) else { return notes.unread() };
    let (mut text, mut cell) = (String::new(), String::new());
    let read = walk(comments, |piece| match piece {
        Piece::Start(element) if matches!(element.name(), "comment" | "threadedComment") => {
            cell = element.attribute("ref").unwrap_or_default();
            text.clear();
        }
        Piece::Start(_) => {}
        Piece::Text(words) => text.push_str(words),
        Piece::End("comment" | "threadedComment") => notes.text(&text, || format!("{title}{cell} 的批注")),
        Piece::End(_) => {}
    });
    if read.is_none() {
        notes.unread();
    }
}

/// Where the walk through a sheet is.
#[derive(Default)]
struct Sheet {
    hidden_columns: Vec<(usize, usize)>,
    is_row_hidden: bool,
    row: usize,
    column: usize,
    /// What `t` says of the cell's value.
    kind: String,
    value: String,
    is_within: bool,
}

impl Sheet {
    fn start(&mut self, element: &Element<'_>) {
        let number = |name| element.attribute(name).and_then(|value| value.parse::<usize>().ok());
        match element.name() {
            "col" => {
                let has_no_width = element.attribute("width").is_some_and(|width| width == "0");
                if element.says("hidden") || has_no_width {
                    self.hidden_columns.push((number("min").unwrap_or(0), number("max").unwrap_or(0)));
                }
            }
            "row" => {
                self.row = number("r").unwrap_or(self.row + 1);
                self.column = 0;
                self.is_row_hidden = element.says("hidden") || element.attribute("ht").is_some_and(|ht| ht == "0");
            }
            "c" => {
                let column = element.attribute("r").map(|cell| column_number(&cell));
                self.column = column.filter(|&column| column > 0).unwrap_or(self.column + 1);
                self.kind = element.attribute("t").unwrap_or_default();
                self.value.clear();
            }
            "v" | "t" => self.is_within = true,
            name if is_header(name) => {
                self.value.clear();
                self.is_within = true;
            }
            _ => {}
        }
    }

    fn place(&self, title: &str) -> String {
        let is_column_hidden = self.hidden_columns.iter().any(|&(from, to)| (from..=to).contains(&self.column));
        let hidden = match (is_column_hidden, self.is_row_hidden) {
            (true, _) => "（隐藏列）",
            (false, true) => "（隐藏行）",
            (false, false) => "",
        };
        format!("{title}{}{}{hidden}", column_letters(self.column), self.row)
    }
}

fn cells(package: &mut Package<'_>, part: &str, title: &str, shared: &mut SharedTexts, notes: &mut Notes) {
    let Some(part) = package.part(part) else { return notes.unread() };
    let mut sheet = Sheet::default();
    let read = walk(part, |piece| match piece {
        Piece::Start(element) => sheet.start(element),
        Piece::Text(words) if sheet.is_within => sheet.value.push_str(words),
        Piece::Text(_) => {}
        Piece::End("v" | "t") => sheet.is_within = false,
        Piece::End("c") => match sheet.kind.as_str() {
            "s" => {
                let number = sheet.value.parse().unwrap_or(usize::MAX);
                if shared.has(number) {
                    notes.judged(shared.used(number), || sheet.place(title));
                } else {
                    notes.unread();
                }
            }
            "" | "n" => notes.text(&number(&sheet.value), || sheet.place(title)),
            _ => notes.text(&sheet.value, || sheet.place(title)),
        },
        Piece::End(name) if is_header(name) => {
            sheet.is_within = false;
            notes.text(&sheet.value, || format!("{title}的页眉页脚"));
        }
        Piece::End(_) => {}
    });
    if read.is_none() {
        notes.unread();
    }
}

fn is_header(name: &str) -> bool {
    matches!(name, "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter")
}

/// 3 of `C12`; 0 when there are no letters.
fn column_number(cell: &str) -> usize {
    let letters = cell.bytes().take_while(u8::is_ascii_uppercase).take(3);
    letters.fold(0, |number, letter| number * 26 + usize::from(letter - b'A') + 1)
}

/// Text boxes, the values behind charts, what pivot tables and links to other files remember.
fn beside_cells(package: &mut Package<'_>, notes: &mut Notes) {
    let folders = [
        ("xl/drawings/", "文本框"),
        ("xl/charts/", "图表背后的数据"),
        ("xl/diagrams/", "图示中的文字"),
        ("xl/externalLinks/", "链接文件留下的数据"),
    ];
    package.drawings(notes, &folders);
    for part in package.parts("xl/pivotCache/") {
        let Some(part) = package.part(&part) else { continue };
        let read = walk(part, |piece| {
            if let Piece::Start(element) = piece
                && let Some(value) = element.attribute("v")
            {
                notes.text(&number(&value), || "数据透视表背后的数据".into());
            }
        });
        if read.is_none() {
            notes.unread();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;

    #[test]
    fn columns_are_counted_as_excel_counts() {
        for (column, letters) in [(1, "A"), (26, "Z"), (27, "AA"), (703, "AAA")] {
            assert_eq!((column_letters(column).as_str(), column_number(&format!("{letters}12"))), (letters, column));
        }
    }

    #[test]
    fn of_texts_without_number_only_some_are_kept() {
        let texts = "<si><t>13800138000</t></si>".repeat(KEPT + 10);
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file("xl/SharedStrings.xml", zip::write::SimpleFileOptions::default()).expect("in memory");
        archive.write_all(format!("<sst>{texts}</sst>").as_bytes()).expect("in memory");
        let bytes = archive.finish().expect("in memory").into_inner();
        let mut notes = Notes::default();
        let mut package = Package::open(&bytes, &notes).expect("a package");
        let shared = SharedTexts::read(&mut package, &mut notes);
        assert_eq!((shared.count, shared.kept.len()), (KEPT + 10, KEPT));
        assert_eq!(shared.others.into_scan().0.refusing.total, 10, "the others are counted");
    }

    #[test]
    fn a_number_has_no_exponent() {
        assert_eq!(number("1.3800138E10"), "13800138000");
        assert_eq!(number("12.5"), "12.5");
        assert_eq!(number("4.50123199003073E+17"), "4.50123199003073E+17");
        assert_eq!(number("甲"), "甲");
    }
}
