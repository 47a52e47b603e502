//! The parts of office files as a stream of what matters: elements, their attributes, texts. Nothing is kept, so the
//! depth and the size of a part cost nothing.

use std::io::{BufReader, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// What stands in a part. Names come without their prefix.
pub(super) enum Piece<'a> {
    Start(&'a Element<'a>),
    End(&'a str),
    Text(&'a str),
}

/// An element that begins.
pub(super) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute, by its name without prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let mut known = attributes.with_checks(false).flatten();
        let attribute = known.find(|attribute| attribute.key.local_name().into_inner() == name)?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        Some(value.unwrap_or_else(|_| attribute.value.clone()).into_owned())
    }

    /// Whether an attribute says yes.
    pub(super) fn says(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|value| matches!(value.as_str(), "1" | "true" | "on"))
    }
}

/// Walks through a part; `None` when it is no XML, after what could be read of it.
pub(super) fn walk(part: impl Read, mut visit: impl FnMut(Piece<'_>)) -> Option<()> {
    let mut reader = Reader::from_reader(BufReader::with_capacity(1 << 16, part));
    // Nobody here judges whether a file is well formed; and the names of open elements would pile up.
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(start) => visit(Piece::Start(&Element(start))),
            Event::Empty(start) => {
                let element = Element(start);
                visit(Piece::Start(&element));
                visit(Piece::End(element.name()));
            }
            Event::End(end) => visit(Piece::End(end.local_name().into_inner())),
            Event::Text(text) => visit(Piece::Text(&text.into_inner())),
            Event::CData(text) => visit(Piece::Text(&text.into_inner())),
            Event::GeneralRef(reference) => {
                let mut letter = [0; 4];
                let character = reference.resolve_char_ref().ok().flatten();
                visit(Piece::Text(match (character, &*reference) {
                    (Some(character), _) => character.encode_utf8(&mut letter),
                    (None, "amp") => "&",
                    (None, "lt") => "<",
                    (None, "gt") => ">",
                    (None, "quot") => "\"",
                    (None, "apos") => "'",
                    (None, _) => "",
                }));
            }
            Event::Eof => return Some(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
        buffer.clear();
    }
}

/// Collects the texts that stand in elements of such names, and hands them over where an element of the `block`s ends:
/// a paragraph, a cell, a comment.
pub(super) fn texts(
    part: impl Read,
    holds_text: impl Fn(&str) -> bool,
    is_block: impl Fn(&str) -> bool,
    mut found: impl FnMut(&str),
) -> Option<()> {
    let (mut text, mut is_within) = (String::new(), false);
    let walked = walk(part, |piece| match piece {
        Piece::Start(element) => is_within = holds_text(element.name()),
        Piece::Text(words) if is_within => text.push_str(words),
        Piece::Text(_) => {}
        Piece::End(name) => {
            is_within = false;
            if is_block(name) {
                found(&text);
                text.clear();
            }
        }
    });
    found(&text);
    walked
}
