//! Follows what a page draws, as far as text goes (ISO 32000-1 §9.4).

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::font::Font;
use crate::scan::budget::Budget;

/// Drawings within drawings; one that draws itself ends here.
const MAX_DEPTH: u8 = 6;

/// What may be read of a page at once, with the drawings within: what draws takes forty times its bytes when it is read.
const MAX_CONTENT: usize = 8 << 20;

/// What the text of a page may be: a font can say that one code means a whole book.
const MAX_TEXT: usize = 16 << 20;

/// So many codes are read at a time; divisible by the lengths of codes.
const CODES: usize = 64;

/// Saved states of a page.
const MAX_SAVED: usize = 256;

/// So much is spent on every drawing, however little is in it.
const DRAWING: usize = 64;

/// With so many codes that mean nothing a page has not been read: a number has seven digits.
const TOO_MANY: usize = 7;

/// From this gap on, in type sizes, two pieces are no longer one word.
const GAP: f32 = 0.3;

/// What a page shows.
pub(super) struct Shown {
    pub(super) text: String,
    pub(super) has_picture: bool,
    /// Nothing was left out, neither for its size nor for a font that does not say what its codes mean.
    pub(super) is_whole: bool,
}

pub(super) struct Canvas<'a> {
    document: &'a Document,
    /// By where they stand in the document: some stand in the resources themselves and have no number.
    fonts: HashMap<*const Dictionary, Rc<Font<'a>>>,
    /// What may still be unpacked, and made of it.
    left: Budget,
    /// Bytes that are being drawn.
    open: usize,
    page: Page<'a>,
}

/// A row of a transformation is a pair; the last one moves.
type Matrix = [f32; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First `a`, then `b`.
fn then(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

#[derive(Clone)]
struct State<'a> {
    place: Matrix,
    font: Option<Rc<Font<'a>>>,
    size: f32,
    spacing: f32,
    leading: f32,
}

struct Page<'a> {
    state: State<'a>,
    saved: Vec<State<'a>>,
    line: Matrix,
    at: Matrix,
    /// Where the last piece ended.
    end: Option<(f32, f32)>,
    /// Codes that mean nothing.
    unread: usize,
    shown: Shown,
}

impl Page<'_> {
    fn new() -> Self {
        let state = State { place: IDENTITY, font: None, size: 1.0, spacing: 0.0, leading: 0.0 };
        let shown = Shown { text: String::new(), has_picture: false, is_whole: true };
        Self { state, saved: Vec::new(), line: IDENTITY, at: IDENTITY, end: None, unread: 0, shown }
    }

    fn move_line(&mut self, x: f32, y: f32) {
        self.line = then([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.at = self.line;
    }

    /// Leads on by `x` of the text's own measure.
    fn move_on(&mut self, x: f32) {
        self.at = then([1.0, 0.0, 0.0, 1.0, x, 0.0], self.at);
    }

    fn show(&mut self, codes: &[u8], left: &Budget) {
        let Some(font) = self.state.font.clone() else {
            self.unread += codes.len();
            return;
        };
        let start = then(self.at, self.state.place);
        let (advance, letters) = font.advance(codes);
        self.move_on(advance / 1000.0 * self.state.size + f32::from(letters) * self.state.spacing);
        let em = (self.state.size * start[0].hypot(start[1])).abs().max(f32::EPSILON);
        if let Some((x, y)) = self.end {
            let (right, up) = ((start[4] - x) / em, (start[5] - y) / em);
            if up.abs() > GAP || !(-1.0..=GAP).contains(&right) {
                self.shown.text.push('\n');
            }
        }
        for codes in codes.chunks(CODES) {
            if left.is_spent() {
                return;
            }
            let text = font.text(codes);
            let may_add = left.spend(text.as_ref().map_or(0, String::len));
            match text {
                Some(text) if may_add && self.shown.text.len() + text.len() <= MAX_TEXT => {
                    self.unread += text.matches(char::REPLACEMENT_CHARACTER).count();
                    self.shown.text.push_str(&text);
                }
                _ => self.unread += codes.len(),
            }
        }
        let end = then(self.at, self.state.place);
        self.end = Some((end[4], end[5]));
    }
}

impl<'a> Canvas<'a> {
    pub(super) fn new(document: &'a Document, left: Budget) -> Self {
        Self { document, fonts: HashMap::new(), left, open: 0, page: Page::new() }
    }

    /// How much may be unpacked next.
    fn room(&self) -> usize {
        let left = usize::try_from(self.left.left()).unwrap_or(MAX_CONTENT);
        left.min(MAX_CONTENT.saturating_sub(self.open))
    }

    pub(super) fn show_page(&mut self, page: ObjectId) -> Shown {
        self.page = Page::new();
        let (own, others) = self.document.get_page_resources(page).unwrap_or_default();
        let others = others.into_iter().filter_map(|id| self.document.get_dictionary(id).ok());
        let resources: Vec<&Dictionary> = own.into_iter().chain(others).collect();
        let room = self.room();
        match self.document.get_page_content_with_limit(page, room) {
            Ok(content) if self.left.spend(content.len() + DRAWING) => self.draw(&content, &resources, 0),
            Ok(_) => self.page.shown.is_whole = false,
            Err(_) => self.failed(room),
        }
        let Page { unread, mut shown, .. } = std::mem::replace(&mut self.page, Page::new());
        shown.is_whole &= unread < TOO_MANY;
        shown
    }

    /// Something could not be unpacked into the room there was, and may have taken all of it.
    fn failed(&mut self, room: usize) {
        self.page.shown.is_whole = false;
        self.left.spend(room);
    }

    fn draw(&mut self, content: &[u8], resources: &[&'a Dictionary], depth: u8) {
        let length = content.len();
        let Ok(content) = Content::decode(content) else {
            self.page.shown.is_whole = false;
            return;
        };
        self.open += length;
        for operation in &content.operations {
            if self.left.is_spent() {
                break;
            }
            self.step(&operation.operator, &operation.operands, resources, depth);
        }
        self.open -= length;
    }

    fn step(&mut self, operator: &str, operands: &[Object], resources: &[&'a Dictionary], depth: u8) {
        let number = |at: usize| operands.get(at).and_then(|operand| operand.as_float().ok()).unwrap_or_default();
        let matrix = || [number(0), number(1), number(2), number(3), number(4), number(5)];
        let page = &mut self.page;
        match operator {
            "q" if page.saved.len() < MAX_SAVED => page.saved.push(page.state.clone()),
            "Q" => page.state = page.saved.pop().unwrap_or_else(|| page.state.clone()),
            "cm" => page.state.place = then(matrix(), page.state.place),
            "BT" => (page.line, page.at) = (IDENTITY, IDENTITY),
            "Tm" => (page.line, page.at) = (matrix(), matrix()),
            "Td" => page.move_line(number(0), number(1)),
            "TD" => {
                page.state.leading = -number(1);
                page.move_line(number(0), number(1));
            }
            "TL" => page.state.leading = number(0),
            "Tc" => page.state.spacing = number(0),
            "T*" => page.move_line(0.0, -page.state.leading),
            "Tf" => {
                page.state.size = number(1);
                let name = operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default();
                self.page.state.font = self.font(name, resources);
            }
            "Tj" | "'" | "\"" => {
                if operator != "Tj" {
                    page.move_line(0.0, -page.state.leading);
                }
                if let Some(Ok(codes)) = operands.last().map(Object::as_str) {
                    page.show(codes, &self.left);
                }
            }
            "TJ" => {
                for piece in operands.first().and_then(|all| all.as_array().ok()).into_iter().flatten() {
                    match (piece.as_str(), piece.as_float()) {
                        (Ok(codes), _) => page.show(codes, &self.left),
                        (_, Ok(back)) => page.move_on(-back / 1000.0 * page.state.size),
                        _ => {}
                    }
                }
            }
            "Do" => {
                let name = operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default();
                self.draw_object(name, resources, depth);
            }
            "BI" => page.shown.has_picture = true,
            _ => {}
        }
    }

    fn font(&mut self, name: &[u8], resources: &[&'a Dictionary]) -> Option<Rc<Font<'a>>> {
        let font = self.resource(b"Font", name, resources)?.as_dict().ok()?;
        let (document, left) = (self.document, &self.left);
        let known = self.fonts.entry(std::ptr::from_ref(font));
        Some(known.or_insert_with(|| Rc::new(Font::new(document, font, left))).clone())
    }

    /// A picture, or a drawing with texts of its own.
    fn draw_object(&mut self, name: &[u8], resources: &[&'a Dictionary], depth: u8) {
        let Some(Object::Stream(object)) = self.resource(b"XObject", name, resources) else { return };
        if object.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image") {
            self.page.shown.has_picture = true;
            return;
        }
        let room = self.room();
        if depth == MAX_DEPTH || !self.left.spend(object.content.len() + DRAWING) {
            self.page.shown.is_whole = false;
            return;
        }
        let content = match object.get_plain_content_with_limit(room) {
            Ok(content) if self.left.spend(content.len()) => content,
            Ok(_) => return,
            Err(_) => return self.failed(room.min(usize::try_from(self.left.left()).unwrap_or(room))),
        };
        let own = object.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict).ok();
        let resources: Vec<&Dictionary> = own.into_iter().chain(resources.iter().copied()).take(16).collect();
        let before = self.page.state.clone();
        let matrix = object.dict.get(b"Matrix").and_then(Object::as_array).ok();
        if let Some([a, b, c, d, e, f]) = matrix.map(Vec::as_slice) {
            let matrix = [a, b, c, d, e, f].map(|number| number.as_float().unwrap_or_default());
            self.page.state.place = then(matrix, self.page.state.place);
        }
        self.draw(&content, &resources, depth + 1);
        self.page.state = before;
    }

    /// A thing by its name, from the nearest resources that have it.
    fn resource(&self, kind: &[u8], name: &[u8], resources: &[&'a Dictionary]) -> Option<&'a Object> {
        resources.iter().find_map(|resources| {
            let things = resources.get_deref(kind, self.document).and_then(Object::as_dict).ok()?;
            self.document.dereference(things.get(name).ok()?).ok().map(|(_, thing)| thing)
        })
    }
}

#[cfg(test)]
mod tests {
    use lopdf::{Stream, dictionary};

    use super::*;

    /// What is spent on a page and whether it was read, where there is so much to spend.
    fn drawn(content: &str, amount: u64, resources: impl FnOnce(&mut Document) -> Dictionary) -> (u64, Shown) {
        let mut document = Document::with_version("1.5");
        let resources = resources(&mut document);
        let content = document.add_object(Stream::new(dictionary! {}, content.into()));
        let page = dictionary! { "Type" => "Page", "Contents" => content, "Resources" => resources };
        let page = document.add_object(page);
        let left = Budget::new(amount);
        let shown = Canvas::new(&document, left.clone()).show_page(page);
        (amount - left.left(), shown)
    }

    fn font(font: Dictionary) -> Dictionary {
        dictionary! { "Font" => dictionary! { "F1" => font } }
    }

    #[test]
    fn a_font_that_stands_in_the_resources_is_read_once() {
        let plain = dictionary! { "Type" => "Font", "Subtype" => "Type1", "Encoding" => "WinAnsiEncoding" };
        let (spent, shown) = drawn(&"/F1 1 Tf ".repeat(100), 1 << 20, |_| font(plain));
        assert!(spent < 8_000 && shown.is_whole, "{spent}");
    }

    #[test]
    fn the_widths_of_a_range_are_counted() {
        let ranges: Vec<Object> = [0, 65_535, 500].repeat(1_000).into_iter().map(Object::from).collect();
        let wide = dictionary! { "Type" => "Font", "W" => ranges };
        let wide = dictionary! { "Type" => "Font", "DescendantFonts" => vec![wide.into()] };
        let (spent, _) = drawn("/F1 1 Tf (ab) Tj", 8 << 20, |_| font(wide));
        assert_eq!(spent, 8 << 20);
    }

    #[test]
    fn what_codes_mean_is_counted() {
        let map = format!(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 2 def\n\
             1 begincodespacerange\n<00> <FF>\nendcodespacerange\n1 beginbfchar\n<61> <{}>\nendbfchar\nendcmap\n\
             CMapName currentdict /CMap defineresource pop\nend\nend",
            "0041".repeat(100)
        );
        let (spent, shown) = drawn(&format!("/F1 1 Tf ({}) Tj", "a".repeat(640)), 40_000, |document| {
            let map = document.add_object(Stream::new(dictionary! {}, map.into()));
            font(dictionary! { "Type" => "Font", "Subtype" => "Type3", "ToUnicode" => map })
        });
        assert_eq!(spent, 40_000);
        assert!(!shown.text.is_empty() && shown.text.len() < 40_000);
    }

    #[test]
    fn a_drawing_is_counted_although_nothing_comes_of_it() {
        let (spent, shown) = drawn(&"/X Do ".repeat(10), 1 << 20, |document| {
            let endless = Stream::new(dictionary! { "Subtype" => "Form" }, b"( ".repeat(1_000));
            let endless = document.add_object(endless);
            dictionary! { "XObject" => dictionary! { "X" => endless } }
        });
        assert!(spent >= 20_000, "{spent}");
        assert!(shown.text.is_empty());
    }

    #[test]
    fn a_page_with_a_number_that_nobody_can_read_is_not_whole() {
        let fonts = || {
            let plain = dictionary! { "Type" => "Font", "Subtype" => "Type1", "Encoding" => "WinAnsiEncoding" };
            let unknown = dictionary! { "Type" => "Font", "Subtype" => "Type3", "Encoding" => dictionary! {
                "Differences" => vec![97.into(), "g1".into()],
            } };
            let unknown = dictionary! { "DescendantFonts" => vec![unknown.clone().into()], "Type" => "Font" };
            dictionary! { "Font" => dictionary! { "F1" => plain, "F2" => unknown } }
        };
        let content = |unknown: usize| {
            let (much, unknown) = ("a".repeat(500), "a".repeat(unknown));
            format!("/F1 1 Tf ({much}) Tj /F2 1 Tf ({unknown}) Tj")
        };
        assert!(!drawn(&content(11), 1 << 20, |_| fonts()).1.is_whole);
        assert!(drawn(&content(2), 1 << 20, |_| fonts()).1.is_whole, "two bullets");
    }
}
