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
/// A comment, the name of a show, a header.
const STRING: u16 = 0x0FBA;
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
    let walked = Walk { notes: &mut *notes, slides: 0, inside: Vec::new() }.through(&slides);
    if walked.is_none() {
        notes.unread();
    }
    Some(())
}

/// [MS-PPT] 2.3.2.
fn is_encrypted(user: &[u8]) -> bool {
    user.get(12..16) == Some(&0xF3D1_C4DF_u32.to_le_bytes())
}

/// Where the walk through the records is.
struct Walk<'a> {
    notes: &'a mut Notes,
    slides: usize,
    /// Where each record around the present one ends, and how it is called.
    inside: Vec<(usize, String)>,
}

impl Walk<'_> {
    /// `None` where a record does not end within the file.
    fn through(mut self, stream: &[u8]) -> Option<()> {
        let mut at = 0;
        while let Some(head) = stream.get(at..at + 8) {
            while self.inside.last().is_some_and(|&(end, _)| end <= at) {
                self.inside.pop();
            }
            let version = u16::from_le_bytes([head[0], head[1]]) & 0xF;
            let kind = u16::from_le_bytes([head[2], head[3]]);
            let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
            let (start, end) = (at + 8, (at + 8).checked_add(usize::try_from(length).ok()?)?);
            let data = stream.get(start..end)?;
            // What stands in a record that holds others is met next.
            let holds_records = version == 0xF;
            if holds_records {
                self.enter(kind, end)?;
            } else {
                self.take(kind, data);
            }
            at = if holds_records { start } else { end };
        }
        Some(())
    }

    fn enter(&mut self, kind: u16, end: usize) -> Option<()> {
        self.slides += usize::from(kind == SLIDE);
        let called = match kind {
            SLIDE => format!("幻灯片 {}", self.slides),
            DOCUMENT => "演示文稿大纲".into(),
            NOTES => "备注页".into(),
            MASTER => "幻灯片母版".into(),
            COMMENT => "批注".into(),
            _ => return Some(()),
        };
        self.inside.push((end, called));
        (self.inside.len() <= MAX_DEPTH).then_some(())
    }

    fn take(&mut self, kind: u16, data: &[u8]) {
        let text = match kind {
            TEXT | STRING => {
                let letters: Vec<u16> = data.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
                String::from_utf16_lossy(&letters)
            }
            NARROW_TEXT => data.iter().copied().map(char::from).collect(),
            EMBEDDED => return self.notes.unread(),
            _ => return,
        };
        let inside = self.inside.last().map_or("演示文稿", |(_, called)| called);
        self.notes.text(&text, || inside.to_owned());
    }
}
