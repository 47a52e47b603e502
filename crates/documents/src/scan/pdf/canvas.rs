//! Follows what a page draws, as far as text goes (ISO 32000-1 §9.4).

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::font::Font;

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
    fonts: HashMap<ObjectId, Rc<Font<'a>>>,
    /// Bytes that may still be unpacked.
    left: usize,
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
    read: usize,
    unread: usize,
    shown: Shown,
}

impl Page<'_> {
    fn new() -> Self {
        let state = State { place: IDENTITY, font: None, size: 1.0, spacing: 0.0, leading: 0.0 };
        let shown = Shown { text: String::new(), has_picture: false, is_whole: true };
        Self { state, saved: Vec::new(), line: IDENTITY, at: IDENTITY, end: None, read: 0, unread: 0, shown }
    }

    fn move_line(&mut self, x: f32, y: f32) {
        self.line = then([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.at = self.line;
    }

    /// Leads on by `x` of the text's own measure.
    fn move_on(&mut self, x: f32) {
        self.at = then([1.0, 0.0, 0.0, 1.0, x, 0.0], self.at);
    }

    fn show(&mut self, codes: &[u8]) {
        let Some(font) = self.state.font.clone() else { return };
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
            match font.text(codes) {
                Some(text) if self.shown.text.len() + text.len() <= MAX_TEXT => {
                    self.read += codes.len();
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
    pub(super) fn new(document: &'a Document, left: usize) -> Self {
        Self { document, fonts: HashMap::new(), left, open: 0, page: Page::new() }
    }

    /// How much may be unpacked next.
    fn room(&self) -> usize {
        self.left.min(MAX_CONTENT.saturating_sub(self.open))
    }

    pub(super) fn show_page(&mut self, page: ObjectId) -> Shown {
        self.page = Page::new();
        let (own, others) = self.document.get_page_resources(page).unwrap_or_default();
        let others = others.into_iter().filter_map(|id| self.document.get_dictionary(id).ok());
        let resources: Vec<&Dictionary> = own.into_iter().chain(others).collect();
        match self.document.get_page_content_with_limit(page, self.room()) {
            Ok(content) => self.draw(&content, &resources, 0),
            Err(_) => self.page.shown.is_whole = false,
        }
        let Page { read, unread, mut shown, .. } = std::mem::replace(&mut self.page, Page::new());
        shown.is_whole &= unread <= read;
        shown
    }

    fn draw(&mut self, content: &[u8], resources: &[&'a Dictionary], depth: u8) {
        let length = content.len();
        let Ok(content) = Content::decode(content) else {
            self.page.shown.is_whole = false;
            return;
        };
        self.left = self.left.saturating_sub(length);
        self.open += length;
        for operation in &content.operations {
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
                    page.show(codes);
                }
            }
            "TJ" => {
                for piece in operands.first().and_then(|all| all.as_array().ok()).into_iter().flatten() {
                    match (piece.as_str(), piece.as_float()) {
                        (Ok(codes), _) => page.show(codes),
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
        let (id, font) = self.resource(b"Font", name, resources)?;
        let font = font.as_dict().ok()?;
        let Some(id) = id else { return Some(Rc::new(Font::new(self.document, font))) };
        let document = self.document;
        Some(self.fonts.entry(id).or_insert_with(|| Rc::new(Font::new(document, font))).clone())
    }

    /// A picture, or a drawing with texts of its own.
    fn draw_object(&mut self, name: &[u8], resources: &[&'a Dictionary], depth: u8) {
        let Some((_, Object::Stream(object))) = self.resource(b"XObject", name, resources) else { return };
        if object.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image") {
            self.page.shown.has_picture = true;
            return;
        }
        let content = object.get_plain_content_with_limit(self.room());
        let (Ok(content), true) = (content, depth < MAX_DEPTH) else {
            self.page.shown.is_whole = false;
            return;
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
    fn resource(
        &self,
        kind: &[u8],
        name: &[u8],
        resources: &[&'a Dictionary],
    ) -> Option<(Option<ObjectId>, &'a Object)> {
        resources.iter().find_map(|resources| {
            let things = resources.get_deref(kind, self.document).and_then(Object::as_dict).ok()?;
            self.document.dereference(things.get(name).ok()?).ok()
        })
    }
}
