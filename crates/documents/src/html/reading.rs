//! What can be read from a safe text: its plain words, its headings, its links and pictures.

use std::collections::HashSet;

use scraper::{ElementRef, Html, Node};
use serde::{Deserialize, Serialize};

use super::SafeHtml;

/// A heading, for the table of contents beside a long text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 2, 3 or 4.
    pub level: u8,
    /// Which heading of the text it is, from 0.
    pub index: usize,
    /// Its words on one line.
    pub text: String,
}

/// The words without markup: one line per block, table cells parted by tabs, pictures by their alternative text.
pub fn plain_text(html: &SafeHtml) -> String {
    words(html, Pictures::Read)
}

/// What becomes of the words of pictures: alternative text and caption.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pictures {
    Read,
    PassedOver,
}

fn words(html: &SafeHtml, pictures: Pictures) -> String {
    let document = Html::parse_fragment(html.as_str());
    let mut text = String::with_capacity(html.as_str().len());
    collect(document.root_element(), pictures, &mut text);
    text.truncate(text.trim_end().len());
    text
}

fn collect(parent: ElementRef<'_>, pictures: Pictures, text: &mut String) {
    for child in parent.children() {
        match child.value() {
            Node::Text(words) => append_words(words, text),
            Node::Element(element) => {
                let Some(child) = ElementRef::wrap(child) else { continue };
                match element.name() {
                    "br" => text.push('\n'),
                    "img" | "figure" if pictures == Pictures::PassedOver => {}
                    "img" => append_words(element.attr("alt").unwrap_or_default(), text),
                    "td" | "th" => {
                        if !(text.is_empty() || text.ends_with(['\n', '\t'])) {
                            text.push('\t');
                        }
                        collect(child, pictures, text);
                        text.truncate(text.trim_end_matches('\n').len());
                    }
                    "p" | "h2" | "h3" | "h4" | "li" | "blockquote" | "figure" | "figcaption" | "table" | "caption"
                    | "tr" | "ul" | "ol" | "hr" => {
                        end_line(text);
                        collect(child, pictures, text);
                        end_line(text);
                    }
                    _ => collect(child, pictures, text),
                }
            }
            Node::Comment(_) | Node::Doctype(_) | Node::Document | Node::Fragment | Node::ProcessingInstruction(_) => {}
        }
    }
}

/// Line breaks inside a paragraph's source are spaces, as browsers show them.
fn append_words(words: &str, text: &mut String) {
    for c in words.chars() {
        let c = if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
        if c == ' ' && (text.is_empty() || text.ends_with([' ', '\n', '\t'])) {
            continue;
        }
        text.push(c);
    }
}

fn end_line(text: &mut String) {
    text.truncate(text.trim_end_matches(' ').len());
    if !(text.is_empty() || text.ends_with('\n')) {
        text.push('\n');
    }
}

/// The beginning of the text on one line, at most `chars` characters, with … when more follows. Of pictures it says
/// something only where there is nothing else.
pub fn excerpt(html: &SafeHtml, chars: usize) -> String {
    let mut text = words(html, Pictures::PassedOver);
    if text.is_empty() {
        text = plain_text(html);
    }
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= chars {
        return words;
    }
    let mut cut: String = words.chars().take(chars.saturating_sub(1)).collect();
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    cut
}

/// 字数 as Word and WPS count it: every Chinese character and mark is one, every run of Latin letters or digits is one.
pub fn word_count(html: &SafeHtml) -> usize {
    let mut count = 0;
    let mut in_word = false;
    for c in plain_text(html).chars() {
        let wide = c as u32 >= 0x2E80;
        let starts_word = !c.is_whitespace() && (wide || !in_word);
        count += usize::from(starts_word && !c.is_whitespace());
        in_word = !wide && !c.is_whitespace();
    }
    count
}

/// The headings that have words, in order.
pub fn outline(html: &SafeHtml) -> Vec<Heading> {
    let document = Html::parse_fragment(html.as_str());
    let levels = |name: &str| match name {
        "h2" => Some(2),
        "h3" => Some(3),
        "h4" => Some(4),
        _ => None,
    };
    document
        .root_element()
        .descendent_elements()
        .filter_map(|e| levels(e.value().name()).map(|level| (level, words_of(e))))
        .enumerate()
        .filter(|(_, (_, text))| !text.is_empty())
        .map(|(index, (level, text))| Heading { level, index, text })
        .collect()
}

/// Where the links lead, each address once, in order of appearance.
pub fn links(html: &SafeHtml) -> Vec<String> {
    addresses(html, "a", "href")
}

/// The pictures and attachments of the site's own media store that the text uses, each once.
pub fn media(html: &SafeHtml) -> Vec<String> {
    let mut used = addresses(html, "img", "src");
    let pictures: HashSet<String> = used.iter().cloned().collect();
    let links = addresses(html, "a", "href").into_iter();
    used.extend(links.filter(|link| link.starts_with("/media/") && !pictures.contains(link)));
    used
}

/// A picture of a text, for lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadPicture {
    /// `/media/…`
    pub address: String,
    /// Its text alternative.
    pub alt: String,
}

/// The first picture of the text.
pub fn lead_picture(html: &SafeHtml) -> Option<LeadPicture> {
    let document = Html::parse_fragment(html.as_str());
    document.root_element().descendent_elements().filter(|e| e.value().name() == "img").find_map(|e| {
        let address = e.value().attr("src")?.to_owned();
        Some(LeadPicture { address, alt: e.value().attr("alt").unwrap_or_default().to_owned() })
    })
}

fn addresses(html: &SafeHtml, element: &str, attribute: &str) -> Vec<String> {
    // Most texts have no picture and many no link, which is seen without reading them as a document.
    if !html.as_str().contains(&format!("<{element} ")) {
        return Vec::new();
    }
    let document = Html::parse_fragment(html.as_str());
    // A text may have very many links: each is looked up, not compared with all before it.
    let mut known = HashSet::new();
    let elements = document.root_element().descendent_elements().filter(|e| e.value().name() == element);
    let found = elements.filter_map(|e| e.value().attr(attribute)).filter(|address| known.insert(*address));
    found.map(str::to_owned).collect()
}

/// The words of an element on one line.
pub(crate) fn words_of(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn safe(html: &str) -> SafeHtml {
        SafeHtml::sanitise(html)
    }

    #[test]
    fn plain_text_has_a_line_per_block_and_tabs_between_cells() {
        let html = safe(
            "<h2>一、总则</h2><p>为了\n规范<strong>工作</strong>，制定本办法。<br>第二行</p>\
             <table><tr><th>姓名</th><th>金额</th></tr><tr><td><p>张某</p></td><td>100</td></tr></table>\
             <figure><img src=\"/media/a.webp\" alt=\"会议现场\"><figcaption>图1</figcaption></figure>",
        );
        assert_eq!(
            plain_text(&html),
            "一、总则\n为了 规范工作，制定本办法。\n第二行\n姓名\t金额\n张某\t100\n会议现场\n图1"
        );
    }

    #[test]
    fn an_excerpt_counts_its_ellipsis() {
        let html = safe("<p>各乡镇人民政府，县直各有关单位：</p>");
        assert_eq!(excerpt(&html, 8), "各乡镇人民政府…");
        assert_eq!(excerpt(&html, 100), "各乡镇人民政府，县直各有关单位：");
    }

    #[test]
    fn an_excerpt_reads_pictures_only_where_there_is_nothing_else() {
        let figure = "<figure><img src=\"/media/a.webp\" alt=\"会议现场\"><figcaption>图1</figcaption></figure>";
        assert_eq!(
            excerpt(&safe(&format!("<p>今天开会。</p>{figure}<p>会后参观。</p>")), 100),
            "今天开会。 会后参观。"
        );
        assert_eq!(excerpt(&safe(figure), 100), "会议现场 图1");
    }

    #[test]
    fn words_are_counted_as_in_word() {
        assert_eq!(
            word_count(&safe("<p>隆政办发〔2018〕93号，see GB/T 9704。</p>")),
            4 + 1 + 1 + 1 + 1 + 1 + 1 + 3 + 1
        );
        assert_eq!(word_count(&safe("<p> </p>")), 0);
    }

    #[test]
    fn the_outline_skips_empty_headings_but_counts_them() {
        let outline = outline(&safe("<h2>甲</h2><h3> </h3><h3>乙 <em>丙</em></h3>"));
        assert_eq!(
            outline,
            [Heading { level: 2, index: 0, text: "甲".into() }, Heading { level: 3, index: 2, text: "乙 丙".into() }]
        );
    }

    #[test]
    fn the_first_picture_leads() {
        let html = safe(
            "<p>正文</p><figure><img src=\"/media/a.webp\" alt=\"大桥\"></figure><p><img src=\"/media/b.webp\"></p>",
        );
        let picture = lead_picture(&html).unwrap();
        assert_eq!((picture.address.as_str(), picture.alt.as_str()), ("/media/a.webp", "大桥"));
        assert_eq!(lead_picture(&safe("<p>无图</p>")), None);
    }

    #[test]
    fn links_and_media_are_listed_once() {
        let html = safe(
            "<p><a href=\"/c/tzgg\">通知</a><a href=\"/c/tzgg\">通知</a><img src=\"/media/a.webp\" alt=\"\">\
             <a class=\"attachment\" href=\"/media/b.pdf\">附件</a></p>",
        );
        assert_eq!(links(&html), ["/c/tzgg", "/media/b.pdf"]);
        assert_eq!(media(&html), ["/media/a.webp", "/media/b.pdf"]);
        let both = safe("<p><a href=\"/media/a.webp\">大图</a><img src=\"/media/a.webp\" alt=\"\"></p>");
        assert_eq!(media(&both), ["/media/a.webp"]);
    }

    #[test]
    fn very_many_links_are_listed_in_order() {
        let all: String = (0..2_000).map(|number| format!("<a href=\"/a/{number}\">某</a>")).collect();
        let found = links(&safe(&format!("<p>{all}</p>")));
        assert_eq!((found.len(), found[0].as_str(), found[1_999].as_str()), (2_000, "/a/0", "/a/1999"));
    }
}
