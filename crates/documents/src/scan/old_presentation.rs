//! Slides of the office programs of 1997 ([MS-PPT]): records within records, among them the texts of slides, notes and
//! comments, those of an earlier save included.

use std::io::{Cursor, Read};

use super::notes::Notes;

/// [MS-PPT] 2.13.24.
const DOCUMENT: u16 = 0x03E8;
const SLIDE: u16 = 0x03EE;
const NOTES: u16 = 0x03F0;
const MASTER: u16 = 0x03F8;
const COMMENT: u16 = 0x2EE0;
const TEXT: u16 = 0x0FA0;
/// One byte a character.
const NARROW_TEXT: u16 = 0x0FA8;
/// A comment, a header, and names that the program gives.
const STRING: u16 = 0x0FBA;
/// How a shape looks; of letters as a drawing also which letters ([MS-ODRAW] 2.2.9, 2.3.22).
const SHAPE: u16 = 0xF00B;
const LETTERS: u16 = 0x00C0;
/// A workbook and the like within the slides.
const EMBEDDED: u16 = 0x1011;

/// How deep records with places of their own stand in one another: a comment in a slide.
const MAX_DEPTH: usize = 16;

pub(super) fn read(bytes: &[u8], notes: &mut Notes) -> Option<()> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let mut stream = |name| {
        let mut bytes = Vec::new();
        file.open_stream(name).ok()?.read_to_end(&mut bytes).ok()?;
        Some(bytes)
    };
    if stream("/Current User").is_some_and(|user| is_encrypted(&user)) {
        return None;
    }
    let slides = stream("/PowerPoint Document")?;
    Walk { notes, inside: Vec::new() }.through(&slides)
}

/// [MS-PPT] 2.3.2.
fn is_encrypted(user: &[u8]) -> bool {
    user.get(12..16) == Some(&0xF3D1_C4DF_u32.to_le_bytes())
}

/// Where the walk through the records is.
struct Walk<'a> {
    notes: &'a mut Notes,
    /// Where each record around the present one ends, and what it is.
    inside: Vec<(usize, u16)>,
}

impl Walk<'_> {
    /// `None` where a record does not end within the file.
    fn through(mut self, stream: &[u8]) -> Option<()> {
        let mut at = 0;
        while let Some(head) = stream.get(at..at + 8) {
            while self.inside.last().is_some_and(|&(end, _)| end <= at) {
                self.inside.pop();
            }
            let (version, count) = (head[0] & 0xF, usize::from(u16::from_le_bytes([head[0], head[1]]) >> 4));
            let kind = u16::from_le_bytes([head[2], head[3]]);
            let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
            let (start, end) = (at + 8, (at + 8).checked_add(usize::try_from(length).ok()?)?);
            let data = stream.get(start..end)?;
            // What stands in a record that holds others is met next.
            let holds_records = version == 0xF;
            if holds_records {
                self.enter(kind, end)?;
            } else {
                self.take(kind, count, data);
            }
            at = if holds_records { start } else { end };
        }
        Some(())
    }

    fn enter(&mut self, kind: u16, end: usize) -> Option<()> {
        if matches!(kind, SLIDE | DOCUMENT | NOTES | MASTER | COMMENT) {
            self.inside.push((end, kind));
        }
        (self.inside.len() <= MAX_DEPTH).then_some(())
    }

    fn take(&mut self, kind: u16, count: usize, data: &[u8]) {
        let text = match kind {
            TEXT | STRING => wide(data),
            NARROW_TEXT => data.iter().copied().map(char::from).collect(),
            SHAPE => match drawn_letters(count, data) {
                Some(letters) => letters,
                None => return self.notes.unread(),
            },
            EMBEDDED => return self.notes.unread(),
            _ => return,
        };
        let inside = self.inside.last().map(|&(_, kind)| kind);
        // Slides stand in the order in which they were saved, which is not that of their numbers.
        let place = match inside {
            Some(SLIDE) => "幻灯片",
            Some(NOTES) => "备注页",
            Some(MASTER) => "幻灯片母版",
            Some(COMMENT) => "批注",
            _ => "演示文稿大纲",
        };
        // What every new file says, such as where to click, is no text of it.
        let is_own = inside != Some(MASTER) && (kind != STRING || inside == Some(COMMENT));
        if is_own {
            self.notes.text(&text, || place.to_owned());
        } else {
            self.notes.aside(&text, || place.to_owned());
        }
    }
}

fn wide(data: &[u8]) -> String {
    let letters: Vec<u16> = data.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
    String::from_utf16_lossy(&letters)
}

/// The letters of a drawing, where it has some. `count` properties of six bytes come first, in the order of their numbers,
/// then what did not fit into those.
fn drawn_letters(count: usize, data: &[u8]) -> Option<String> {
    const IS_LONG: u16 = 0x8000;
    let (properties, mut rest) = data.split_at_checked(count * 6)?;
    for property in properties.chunks_exact(6) {
        let name = u16::from_le_bytes([property[0], property[1]]);
        let number = name & 0x3FFF;
        if number > LETTERS {
            break;
        }
        if name & IS_LONG != 0 {
            let length = u32::from_le_bytes([property[2], property[3], property[4], property[5]]);
            let (value, others) = rest.split_at_checked(usize::try_from(length).ok()?)?;
            if number == LETTERS {
                return Some(wide(value));
            }
            rest = others;
        }
    }
    Some(String::new())
}
