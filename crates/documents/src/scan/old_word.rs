//! Letters of Word 97 and WPS ([MS-DOC]): a file of characters in pieces, in which the text, footnotes, headers, comments
//! and text boxes follow one another. What is hidden or was deleted under revision stands among the rest.

use std::io::{Cursor, Read};

use super::notes::Notes;

type File<'a> = cfb::CompoundFile<Cursor<&'a [u8]>>;

/// The first two bytes of every letter since Word 97.
const WORD: u16 = 0xA5EC;
const IS_ENCRYPTED: u16 = 0x0100;
const HAS_SECOND_TABLE: u16 = 0x0200;

/// Where the head says how long each part is, and how the part is called; the parts follow one another in this order
/// ([MS-DOC] 2.5.5).
const PARTS: [(usize, &str); 8] = [
    (0x4C, ""),
    (0x50, "脚注"),
    (0x54, "页眉页脚"),
    (0x58, ""),
    (0x5C, "批注"),
    (0x60, "尾注"),
    (0x64, "文本框"),
    (0x68, "页眉页脚的文本框"),
];

/// Where the head says where the list of pieces stands, and how long it is.
const PIECES: (usize, usize) = (0x1A2, 0x1A6);

pub(super) fn read(bytes: &[u8], notes: &mut Notes) -> Option<()> {
    let mut file = File::open(Cursor::new(bytes)).ok()?;
    let letter = stream(&mut file, "/WordDocument")?;
    let flags = u16_at(&letter, 0x0A)?;
    if u16_at(&letter, 0)? != WORD || flags & IS_ENCRYPTED != 0 {
        return None;
    }
    let table = stream(&mut file, if flags & HAS_SECOND_TABLE == 0 { "/0Table" } else { "/1Table" })?;
    let (start, length) = (size_at(&letter, PIECES.0)?, size_at(&letter, PIECES.1)?);
    let pieces = Piece::list(table.get(start..start.checked_add(length)?)?)?;
    let mut text = Text::new(&letter, notes)?;
    // Pieces do not overlap: together they have no more characters than the file has bytes.
    let mut left = letter.len();
    for piece in pieces {
        let Some(rest) = left.checked_sub(piece.length) else {
            text.notes.unread();
            break;
        };
        left = rest;
        if piece.read(&letter, |character| text.take(character)).is_none() {
            text.notes.unread();
        }
    }
    text.end("");
    // Workbooks and the like within the letter.
    if file.exists("/ObjectPool") && file.read_storage("/ObjectPool").is_ok_and(|mut all| all.next().is_some()) {
        notes.unread();
    }
    Some(())
}

fn stream(file: &mut File<'_>, name: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    file.open_stream(name).ok()?.read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Characters that stand together in the file.
struct Piece {
    /// In bytes.
    start: usize,
    /// In characters.
    length: usize,
    /// One byte a character instead of two.
    is_narrow: bool,
}

impl Piece {
    /// Properties that pieces refer to come first, then the list: where each piece begins in the text, and where it stands
    /// ([MS-DOC] 2.9.38, 2.9.177).
    fn list(mut bytes: &[u8]) -> Option<Vec<Self>> {
        while let [1, rest @ ..] = bytes {
            bytes = rest.get(2 + usize::from(u16_at(rest, 0)?)..)?;
        }
        let [2, rest @ ..] = bytes else { return None };
        let list = rest.get(4..)?.get(..size_at(rest, 0)?)?;
        let count = list.len().checked_sub(4)? / 12;
        let (starts, places) = list.split_at((count + 1) * 4);
        (0..count)
            .map(|at| {
                let length = size_at(starts, (at + 1) * 4)?.checked_sub(size_at(starts, at * 4)?)?;
                let place = size_at(places, at * 8 + 2)?;
                let (is_narrow, place) = (place & 1 << 30 != 0, place & ((1 << 30) - 1));
                Some(Self { start: if is_narrow { place / 2 } else { place }, length, is_narrow })
            })
            .collect()
    }

    fn read(&self, letter: &[u8], mut take: impl FnMut(u16)) -> Option<()> {
        let bytes = letter.get(self.start..)?;
        if self.is_narrow {
            bytes.get(..self.length)?.iter().for_each(|&byte| take(byte.into()));
        } else {
            let bytes = bytes.get(..self.length.checked_mul(2)?)?;
            bytes.chunks_exact(2).for_each(|pair| take(u16::from_le_bytes([pair[0], pair[1]])));
        }
        Some(())
    }
}

/// Where the walk through the characters is.
struct Text<'a> {
    notes: &'a mut Notes,
    /// The parts to come, the present one first, with the characters that are left of it.
    parts: Vec<(usize, &'static str)>,
    paragraphs: usize,
    open: Vec<u16>,
}

impl<'a> Text<'a> {
    fn new(letter: &[u8], notes: &'a mut Notes) -> Option<Self> {
        let length = |(at, called)| Some((size_at(letter, at)?, called));
        let mut parts: Vec<_> = PARTS.into_iter().map(length).collect::<Option<_>>()?;
        parts.reverse();
        Some(Self { notes, parts, paragraphs: 0, open: Vec::new() })
    }

    fn take(&mut self, character: u16) {
        while let Some((0, _)) = self.parts.last() {
            self.end("");
            self.parts.pop();
            self.paragraphs = 0;
        }
        if let Some((left, _)) = self.parts.last_mut() {
            *left -= 1;
        }
        match character {
            // The end of a paragraph, of a page; of a cell.
            0x0D | 0x0C => self.end(""),
            0x07 => self.end("后的表格"),
            // Tabulators, line breaks, and what stands around fields.
            0x09 | 0x0B | 0x13..=0x15 => self.open.push(u16::from(b' ')),
            0x1E => self.open.push(u16::from(b'-')),
            0..=0x1F => {}
            _ => self.open.push(character),
        }
    }

    /// A paragraph ends, or the last one before the end.
    fn end(&mut self, whose: &str) {
        let text = String::from_utf16_lossy(&self.open);
        self.open.clear();
        self.paragraphs += usize::from(whose.is_empty());
        let (called, paragraph) = (self.parts.last().map_or("", |(_, called)| called), self.paragraphs.max(1));
        self.notes.text(&text, || format!("{called}第 {paragraph} 段{whose}"));
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn size_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?)).ok()
}
