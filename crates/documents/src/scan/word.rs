//! Letters of Word and WPS: the text with its tables, headers, footers, notes and comments, hidden text, and what was
//! deleted under revision and is still there.

use super::notes::Notes;
use super::package::Package;
use super::xml::{Element, Piece, walk};

/// Which parts are read, and how a place in them is called.
const PARTS: [(&str, &str); 6] = [
    ("word/document", ""),
    ("word/header", "页眉"),
    ("word/footer", "页脚"),
    ("word/footnotes", "脚注"),
    ("word/endnotes", "尾注"),
    ("word/comments", "批注"),
];

/// Text boxes stand within paragraphs; no letter has so many in each other.
const MAX_OPEN: usize = 32;

pub(super) fn read(bytes: &[u8], notes: &mut Notes, depth: u8) -> Option<()> {
    let mut package = Package::open(bytes, notes)?;
    for (start, called) in PARTS {
        for part in package.parts(start) {
            let Some(part) = package.part(&part) else { continue };
            let mut text = Text { called, open: vec![Paragraph::default()], ..Text::default() };
            if walk(part, |piece| text.take(piece, notes)).is_none() {
                notes.unread();
            }
            while let Some(paragraph) = text.open.pop() {
                text.judge(&paragraph, notes);
            }
        }
    }
    package.drawings(notes, &[("word/charts/", "图表背后的数据"), ("word/diagrams/", "图示中的文字")]);
    package.properties(notes);
    package.embedded(notes, depth);
    Some(())
}

#[derive(Default)]
struct Paragraph {
    shown: String,
    deleted: String,
    is_hidden: bool,
}

/// Where the walk through a part is.
#[derive(Default)]
struct Text {
    called: &'static str,
    open: Vec<Paragraph>,
    /// Begun paragraphs outside of tables.
    paragraphs: usize,
    tables: usize,
    /// How many tables the place is within.
    depth: usize,
    row: usize,
    column: usize,
    into: Into,
    /// Within the copy of a text box that programs before 2010 show.
    fallbacks: usize,
}

/// Where text goes.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Into {
    #[default]
    Nothing,
    Shown,
    Deleted,
}

impl Text {
    fn take(&mut self, piece: Piece<'_>, notes: &mut Notes) {
        match piece {
            Piece::Start(element) if element.name() == "Fallback" => self.fallbacks += 1,
            Piece::End("Fallback") => self.fallbacks = self.fallbacks.saturating_sub(1),
            _ if self.fallbacks > 0 => {}
            Piece::Start(element) => self.start(element),
            Piece::Text(words) => self.push(words),
            Piece::End("t" | "delText") => self.into = Into::Nothing,
            Piece::End("tbl") => self.depth = self.depth.saturating_sub(1),
            Piece::End("p") => {
                // The outermost stays: it collects what stands in no paragraph.
                if self.open.len() > 1
                    && let Some(paragraph) = self.open.pop()
                {
                    self.judge(&paragraph, notes);
                }
            }
            Piece::End(_) => {}
        }
    }

    fn start(&mut self, element: &Element<'_>) {
        match element.name() {
            "p" => {
                self.paragraphs += usize::from(self.depth == 0 && self.open.len() == 1);
                if self.open.len() < MAX_OPEN {
                    self.open.push(Paragraph::default());
                }
            }
            "tbl" => {
                self.depth += 1;
                if self.depth == 1 {
                    self.tables += 1;
                    self.row = 0;
                }
            }
            "tr" if self.depth == 1 => {
                self.row += 1;
                self.column = 0;
            }
            "tc" if self.depth == 1 => self.column += 1,
            "t" => self.into = Into::Shown,
            "delText" => self.into = Into::Deleted,
            "tab" | "br" | "cr" => {
                let into = std::mem::replace(&mut self.into, Into::Shown);
                self.push("\t");
                self.into = into;
            }
            "vanish" if element.attribute("val").is_none_or(|value| value != "0" && value != "false") => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.is_hidden = true;
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, words: &str) {
        let Some(paragraph) = self.open.last_mut() else { return };
        match self.into {
            Into::Shown => paragraph.shown.push_str(words),
            Into::Deleted => paragraph.deleted.push_str(words),
            Into::Nothing => {}
        }
    }

    fn judge(&self, paragraph: &Paragraph, notes: &mut Notes) {
        let hidden = if paragraph.is_hidden { "（隐藏文字）" } else { "" };
        notes.text(&paragraph.shown, || self.place() + hidden);
        notes.text(&paragraph.deleted, || self.place() + "（修订中删除的文字）");
    }

    fn place(&self) -> String {
        let Self { called, .. } = self;
        if self.depth > 0 {
            format!("{called}第 {} 个表格第 {} 行第 {} 列", self.tables, self.row, self.column)
        } else {
            format!("{called}第 {} 段", self.paragraphs.max(1))
        }
    }
}
