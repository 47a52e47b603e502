//! Writes a parsed text out again in one canonical form, and repeats cleaning until nothing changes any more.

use scraper::node::Element;
use scraper::{ElementRef, Html, Node};

use super::allow_list;

/// More than any real text needs; text that still moves after so many rounds was built to do so.
const ROUNDS: usize = 6;

/// Cleans `html` until cleaning changes nothing. That makes the result idempotent by construction, whatever odd
/// nesting the input has: parsing broken markup twice can give two different trees, which is what
/// mutation-based attacks on sanitisers live on.
pub(super) fn to_fixed_point(html: &str) -> String {
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
    write_children(document.root_element(), naming, &mut out);
    out
}

fn write_children(parent: ElementRef<'_>, naming: Naming, out: &mut String) {
    for child in parent.children() {
        match child.value() {
            Node::Text(text) => escape_text(text, out),
            Node::Element(element) => {
                if let Some(child) = ElementRef::wrap(child) {
                    write_element(child, element, naming, out);
                }
            }
            Node::Comment(_) | Node::Doctype(_) | Node::Document | Node::Fragment | Node::ProcessingInstruction(_) => {}
        }
    }
}

fn write_element(node: ElementRef<'_>, element: &Element, naming: Naming, out: &mut String) {
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
        write_children(node, naming, out);
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
