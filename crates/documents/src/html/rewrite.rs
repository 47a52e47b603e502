//! Writes a parsed text out again in one canonical form, and repeats cleaning until nothing changes any more.

use scraper::node::Element;
use scraper::{ElementRef, Html, Node};

use super::allow_list;

/// More than any real text needs; text that still moves after so many rounds was built to do so.
const ROUNDS: usize = 6;

/// How deep elements may stand in each other; what is deeper keeps its text only. A table in a list in a quotation
/// needs a dozen. Reading a tree calls itself once per level, and markup built to be deep would overflow the stack.
const MAX_DEPTH: usize = 64;

/// Cleans `html` until cleaning changes nothing. That makes the result idempotent by construction, whatever odd
/// nesting the input has: parsing broken markup twice can give two different trees, which is what
/// mutation-based attacks on sanitisers live on.
pub(super) fn to_fixed_point(html: &str) -> String {
    if is_too_deep(html) {
        return as_plain_paragraph(&without_tags(html));
    }
    let mut text = allow_list::clean(&write(html, Naming::Foreign));
    for _ in 0..ROUNDS {
        let next = write(&allow_list::clean(&text), Naming::Own);
        if next == text {
            return text;
        }
        text = next;
    }
    as_plain_paragraph(&text)
}

/// The time of parsing grows with the square of the depth. So many opening tags, all within each other, take about a
/// second; a hundred pages pasted from Word have fewer.
const MAX_NESTABLE_TAGS: usize = 20_000;

/// Whether parsing `html` could take longer than anybody should wait for a text.
pub(crate) fn is_too_deep(html: &str) -> bool {
    nestable_tags(html) > MAX_NESTABLE_TAGS
}

/// Counts the opening tags of elements that can hold one of their own kind. Whether and where they are closed is not
/// asked: only a whole tokeniser could tell, and an attacker would choose the cases in which a lesser one errs.
fn nestable_tags(html: &str) -> usize {
    const FLAT: &[&str] =
        &["p", "br", "hr", "img", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "col", "meta", "link"];
    let names = html.split('<').skip(1).filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()));
    names.filter(|tag| !FLAT.contains(&&tag[..tag.bytes().take_while(u8::is_ascii_alphanumeric).count()])).count()
}

/// What stands between the tags, roughly: for text that nobody wrote in an editor.
fn without_tags(html: &str) -> String {
    html.split('<')
        .enumerate()
        .filter_map(|(n, piece)| if n == 0 { Some(piece) } else { piece.split_once('>').map(|(_, words)| words) })
        .collect()
}

/// How the elements of the input are to be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Naming {
    /// From elsewhere: `<h1>`, `<div>` and the like have a counterpart among our elements.
    Foreign,
    /// Already ours.
    Own,
}

/// The last resort: the text without any markup.
fn as_plain_paragraph(html: &str) -> String {
    let text: String = Html::parse_fragment(html).root_element().text().collect();
    let mut out = String::from("<p>");
    escape_text(&text, &mut out);
    out.push_str("</p>");
    out
}

fn write(html: &str, naming: Naming) -> String {
    let document = Html::parse_fragment(html);
    let mut out = String::with_capacity(html.len() + 64);
    write_children(document.root_element(), naming, 0, &mut out);
    out
}

fn write_children(parent: ElementRef<'_>, naming: Naming, depth: usize, out: &mut String) {
    if depth == MAX_DEPTH {
        parent.text().for_each(|text| escape_text(text, out));
        return;
    }
    for child in parent.children() {
        match child.value() {
            Node::Text(text) => escape_text(text, out),
            Node::Element(element) => {
                if let Some(child) = ElementRef::wrap(child) {
                    write_element(child, element, naming, depth, out);
                }
            }
            Node::Comment(_) | Node::Doctype(_) | Node::Document | Node::Fragment | Node::ProcessingInstruction(_) => {}
        }
    }
}

fn write_element(node: ElementRef<'_>, element: &Element, naming: Naming, depth: usize, out: &mut String) {
    let name = match naming {
        Naming::Own => element.name(),
        Naming::Foreign => counterpart(node, element.name()),
    };
    out.push('<');
    out.push_str(name);
    for (attribute, value) in element.attrs() {
        // External links get their own `rel` below; the author's is nobody's concern.
        if attribute != "rel" {
            write_attribute(attribute, value, out);
        }
    }
    if name == "a" && element.attr("href").is_some_and(is_external) {
        // `noopener` for old browsers, `noreferrer` so that other sites do not learn which page a citizen read.
        write_attribute("rel", "noopener noreferrer", out);
    }
    out.push('>');
    if !matches!(name, "br" | "hr" | "img") {
        write_children(node, naming, depth + 1, out);
        out.push_str("</");
        out.push_str(name);
        out.push('>');
    }
}

fn is_external(href: &str) -> bool {
    let scheme = href.split(':').next().unwrap_or_default();
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

/// Which of our elements an element of another editor stands for; its own name when there is none.
fn counterpart<'a>(node: ElementRef<'_>, name: &'a str) -> &'a str {
    match name {
        // The page's own title is its only h1.
        "h1" => "h2",
        "h5" | "h6" => "h4",
        "div" | "section" | "article" | "center" | "address" | "pre" if !has_blocks(node) => "p",
        "dt" | "dd" => "p",
        _ => name,
    }
}

/// Whether a container holds paragraphs of its own rather than running text.
fn has_blocks(node: ElementRef<'_>) -> bool {
    const BLOCKS: &[&str] = &[
        "p",
        "div",
        "section",
        "article",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "dl",
        "table",
        "figure",
        "blockquote",
        "hr",
        "pre",
        "center",
        "address",
    ];
    node.descendent_elements().skip(1).any(|inner| BLOCKS.contains(&inner.value().name()))
}

fn write_attribute(name: &str, value: &str, out: &mut String) {
    // Attribute names that need escaping are never on the allow-list.
    if !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        return;
    }
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    for c in value.chars() {
        match c {
            '"' => out.push_str("&quot;"),
            _ => push_escaped(c, out),
        }
    }
    out.push('"');
}

fn escape_text(text: &str, out: &mut String) {
    for c in text.chars() {
        push_escaped(c, out);
    }
}

fn push_escaped(c: char, out: &mut String) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '\u{a0}' => out.push_str("&nbsp;"),
        _ => out.push(c),
    }
}
