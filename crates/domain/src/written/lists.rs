//! Lists that are not closed. The parser reads whatever follows one as its elements, down to the end of the file, so
//! that the one slip drowns among faults that are none. Whoever looks at the file sees where the list was meant to end:
//! before the next line that begins `key =` or `[`.

use std::ops::Range;

/// A text whose broken lists are closed. Every line keeps its number and, up to a slip in it, its columns.
#[derive(Default)]
pub(super) struct Mended {
    pub(super) text: String,
    pub(super) slips: Vec<ListSlip>,
}

/// What is broken about a list, at its place in the mended text.
pub(super) struct ListSlip {
    pub(super) span: Range<usize>,
    pub(super) cause: &'static str,
}

/// A list that goes on in the next line; its places are those in the mended text.
struct OpenList {
    /// Where it begins.
    bracket: usize,
    /// Where its last element or comma ends.
    end: usize,
    depth: usize,
}

/// For texts that are known to be no TOML: lines of a whole one may look like entries too, within nested lists, inline
/// tables of several lines or long texts, none of which our files have.
pub(super) fn close_broken_lists(text: &str) -> Mended {
    let mut mended = Mended::default();
    let mut open: Option<OpenList> = None;
    for line in text.split_inclusive('\n') {
        if let Some(list) = open.take_if(|_| begins_entry(line)) {
            mended.close(&list);
        }
        let list_start = if open.is_some() { Some(0) } else { opening_bracket(line) };
        let Some(start) = list_start else {
            mended.text.push_str(line);
            continue;
        };
        open = mended.copy_list(line, start, open);
    }
    if let Some(list) = open {
        mended.close(&list);
    }
    mended
}

impl Mended {
    fn close(&mut self, list: &OpenList) {
        self.text.insert_str(list.end, &"]".repeat(list.depth));
        self.slips.push(ListSlip { span: list.bracket..list.bracket + 1, cause: "列表缺少结尾的“]”" });
    }

    /// Copies a line of which a list begins or goes on at `start`; returns the list if it is open after it.
    fn copy_list(&mut self, line: &str, start: usize, open: Option<OpenList>) -> Option<OpenList> {
        let line_start = self.text.len();
        let (before, part) = line.split_at(start);
        let list = open.unwrap_or(OpenList { bracket: line_start + start, end: line_start + start, depth: 0 });
        let read = ListPart::of(part, list.depth);
        if read.is_quoted_rightly {
            self.text.push_str(line);
            let end = read.end.map_or(list.end, |end| line_start + start + end);
            return (read.depth > 0).then_some(OpenList { end, depth: read.depth, ..list });
        }

        let (right, doubtful) = part.split_at(first_slip(part));
        let doubtful = doubtful.split('#').next().unwrap_or_default().trim_end();
        self.text.extend([before, right]);
        let doubt_start = self.text.len();
        self.text.push_str(&quoted_anew(doubtful));
        let depth = ListPart::of(right, list.depth).depth;
        let is_closed = doubtful.ends_with(']');
        if is_closed {
            self.text.push_str(&"]".repeat(depth));
        }
        let end = self.text.len();
        self.slips.push(ListSlip { span: doubt_start..end, cause: "引号没有闭合" });
        self.text.push('\n');
        (!is_closed).then_some(OpenList { end, depth, ..list })
    }
}

/// What one line has of a list.
struct ListPart {
    depth: usize,
    /// Where its last element, comma or bracket ends, if there is one.
    end: Option<usize>,
    is_quoted_rightly: bool,
}

impl ListPart {
    fn of(part: &str, mut depth: usize) -> Self {
        let mut end = None;
        let mut quote = None;
        let mut characters = part.char_indices();
        while let Some((at, character)) = characters.next() {
            match (quote, character) {
                (Some('"'), '\\') => {
                    characters.next();
                }
                (Some(opened), _) if opened == character => quote = None,
                (Some(_), _) => {}
                (None, '"' | '\'') => quote = Some(character),
                (None, '[') => depth += 1,
                (None, ']') => depth = depth.saturating_sub(1),
                (None, '#') => break,
                (None, _) => {}
            }
            if !character.is_whitespace() {
                end = Some(at + character.len_utf8());
            }
            if depth == 0 {
                break;
            }
        }
        Self { depth, end, is_quoted_rightly: quote.is_none() }
    }
}

/// The first element that is not a text in quotes with a comma, a bracket or nothing after it.
fn first_slip(part: &str) -> usize {
    const BETWEEN: [char; 5] = ['[', ']', ',', ' ', '\t'];
    let mut rest = part.trim_start_matches(BETWEEN);
    loop {
        let after = rest.strip_prefix('"').and_then(|text| text.split_once('"')).map(|(_, after)| after.trim_start());
        match after {
            Some(after) if after.is_empty() || after.starts_with([',', ']', '#']) => {
                rest = after.trim_start_matches(BETWEEN);
            }
            _ => return part.len() - rest.len(),
        }
    }
}

/// The texts that were meant, for all that a list is broken: others of the file may refer to them.
fn quoted_anew(elements: &str) -> String {
    let bare = elements.replace(['"', '\'', '[', ']'], "");
    let texts = bare.split([',', '，']).map(str::trim).filter(|text| !text.is_empty());
    texts.map(|text| format!("'{text}',")).collect()
}

/// Where the list begins that is the value of this line.
fn opening_bracket(line: &str) -> Option<usize> {
    let (key, value) = line.split_once('=')?;
    let value = value.trim_start();
    (is_key(key) && value.starts_with('[')).then(|| line.len() - value.len())
}

fn begins_entry(line: &str) -> bool {
    let begins_table =
        || line.trim_start().strip_prefix('[').is_some_and(|name| is_key_start(name.trim_start_matches('[')));
    line.split_once('=').is_some_and(|(key, _)| is_key(key)) || begins_table()
}

fn is_key(text: &str) -> bool {
    let key = text.trim();
    is_key_start(key) && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

fn is_key_start(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
}
