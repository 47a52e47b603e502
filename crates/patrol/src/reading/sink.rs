//! Takes the tokens of a page and keeps what matters.

use std::cell::RefCell;

use html5ever::tokenizer::states::{Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};

use super::{Block, Link, Picture, Reading, Region, Role};

/// Elements that end a stretch of text where they begin and where they end.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];

/// Elements that never hold anything.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Their text is not for readers.
const WORDLESS: &[&str] = &["script", "style", "template", "textarea", "noembed", "noframes"];

/// The class names with which notices across a page begin.
const NOTICES: &[&str] = &["site-banner", "site-holiday", "site-notice", "announcement"];

/// Deeper elements are read as part of the one at this depth.
const DEEPEST: usize = 512;

#[derive(Default)]
pub(super) struct Sink(RefCell<Reader>);

impl Sink {
    pub(super) fn into_reading(self) -> Reading {
        let mut reader = self.0.into_inner();
        reader.end_link();
        reader.end_block();
        reader.reading
    }
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut reader = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                reader.start(&tag);
                match &*tag.name {
                    "script" => TokenSinkResult::RawData(ScriptData),
                    "style" | "xmp" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(Rawtext),
                    "title" | "textarea" => TokenSinkResult::RawData(Rcdata),
                    _ => TokenSinkResult::Continue,
                }
            }
            Token::TagToken(tag) => {
                reader.end(&tag.name);
                TokenSinkResult::Continue
            }
            Token::CharacterTokens(words) => {
                reader.words(&words);
                TokenSinkResult::Continue
            }
            Token::DoctypeToken(_)
            | Token::CommentToken(_)
            | Token::NullCharacterToken
            | Token::EOFToken
            | Token::ParseError(_) => TokenSinkResult::Continue,
        }
    }
}

/// An element that has begun.
struct Open {
    name: String,
    region: Region,
    is_hidden: bool,
    is_wordless: bool,
}

#[derive(Default)]
struct Reader {
    reading: Reading,
    open: Vec<Open>,
    text: String,
    /// The link that has begun, and where its words begin in the text.
    link: Option<Link>,
    /// How much of the stretch stands in links.
    linked: usize,
    heading: String,
}

impl Reader {
    fn region(&self) -> Region {
        self.open.last().map_or(Region::Content, |open| open.region)
    }

    fn is_hidden(&self) -> bool {
        self.open.last().is_some_and(|open| open.is_hidden)
    }

    fn start(&mut self, tag: &Tag) {
        let name = &*tag.name;
        if BLOCKS.contains(&name) {
            self.end_block();
        }
        match name {
            "a" => self.start_link(tag),
            "area" => self.area(tag),
            "img" => self.picture(tag),
            "input" if attribute(tag, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("image")) => {
                self.picture(tag);
            }
            "meta" => self.meta(tag),
            "link" => {
                let loads = attribute(tag, "rel").is_some_and(|rel| rel.contains("stylesheet"));
                self.resource(tag, "href", loads);
            }
            "script" => self.resource(tag, "src", true),
            "video" | "audio" | "embed" | "iframe" | "source" => {
                self.object();
                self.resource(tag, "src", true);
            }
            "table" | "form" | "object" | "canvas" => self.object(),
            "time" if self.region() == Region::Content => {
                self.reading.times.extend(attribute(tag, "datetime").map(str::to_owned));
            }
            _ => {}
        }
        if !VOID.contains(&name) && !tag.self_closing && self.open.len() < DEEPEST {
            let open = Open {
                name: name.to_owned(),
                region: self.region_of(tag),
                is_hidden: self.is_hidden() || is_hidden(tag),
                is_wordless: self.open.last().is_some_and(|open| open.is_wordless) || WORDLESS.contains(&name),
            };
            self.open.push(open);
        }
    }

    /// Where the content of an element stands.
    fn region_of(&self, tag: &Tag) -> Region {
        let within = |name: &str| self.open.iter().any(|open| open.name == name);
        let class = attribute(tag, "class").unwrap_or_default();
        let role = attribute(tag, "role").unwrap_or_default();
        // Within the content it belongs to the item: that a period has ended, that a form was sent.
        let is_notice = (matches!(role, "alert" | "status") && !within("main"))
            || class.split_whitespace().any(|class| NOTICES.iter().any(|notice| class.starts_with(notice)));
        match &*tag.name {
            "head" => Region::Head,
            "body" | "main" => Region::Content,
            "nav" => {
                let is_way = attribute(tag, "aria-label").is_some_and(|label| label.trim() == "当前位置")
                    || class.split_whitespace().any(|class| class == "breadcrumb");
                if is_way { Region::Way } else { Region::Furniture }
            }
            "footer" | "aside" => Region::Furniture,
            // Within the content it is the head of an article.
            "header" if !within("main") && !within("article") => Region::Furniture,
            _ if is_notice => Region::Notice,
            _ => self.region(),
        }
    }

    fn end(&mut self, name: &str) {
        if BLOCKS.contains(&name) {
            self.end_block();
        }
        if name == "a" {
            self.end_link();
        }
        if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
            self.open.truncate(at);
        }
    }

    fn words(&mut self, words: &str) {
        if self.open.last().is_some_and(|open| open.is_wordless) {
            return;
        }
        let before = self.text.len();
        for c in words.chars() {
            let c = if c.is_whitespace() { ' ' } else { c };
            if c == ' ' && (self.text.is_empty() || self.text.ends_with(' ')) {
                continue;
            }
            self.text.push(c);
        }
        if let Some(link) = &mut self.link {
            self.linked += self.text.len() - before;
            if !words.trim().is_empty() {
                link.words.push_str(words.trim());
            }
        }
    }

    fn end_block(&mut self) {
        let (text, linked) = (std::mem::take(&mut self.text), std::mem::take(&mut self.linked));
        let words = text.trim();
        if words.is_empty() {
            return;
        }
        let is_heading = self.open.iter().rev().any(|open| {
            matches!(open.name.as_bytes(), [b'h', b'1'..=b'6']) || open.name == "title" || open.name == "caption"
        });
        let role = match (is_heading, linked + 1 >= text.trim_end().len()) {
            (true, _) => Role::Heading,
            (false, true) => Role::Link,
            (false, false) => Role::Text,
        };
        let region = self.region();
        if role == Role::Heading && region == Region::Content {
            words.clone_into(&mut self.heading);
        }
        self.reading.blocks.push(Block { words: words.to_owned(), region, role });
    }

    fn attribute_words(&mut self, words: &str) {
        if !words.trim().is_empty() {
            let region = self.region();
            self.reading.blocks.push(Block { words: words.trim().to_owned(), region, role: Role::Attribute });
        }
    }

    fn start_link(&mut self, tag: &Tag) {
        self.end_link();
        let href = attribute(tag, "href");
        // A mere mark for others to lead to.
        if href.is_none() && (attribute(tag, "id").is_some() || attribute(tag, "name").is_some()) {
            return;
        }
        let name = attribute(tag, "aria-label").or_else(|| attribute(tag, "title")).unwrap_or_default();
        let rel = attribute(tag, "rel").unwrap_or_default();
        self.link = Some(Link {
            href: href.unwrap_or_default().trim().to_owned(),
            words: name.trim().to_owned(),
            region: self.region(),
            heading: self.heading.clone(),
            is_download: attribute(tag, "download").is_some(),
            is_hidden: self.is_hidden() || is_hidden(tag),
            is_nofollow: rel.split_whitespace().any(|word| word.eq_ignore_ascii_case("nofollow")),
        });
    }

    fn end_link(&mut self) {
        if let Some(link) = self.link.take() {
            if link.region == Region::Way && !link.href.is_empty() {
                self.reading.way.push(link.href.clone());
            }
            self.reading.links.push(link);
        }
    }

    fn area(&mut self, tag: &Tag) {
        let Some(href) = attribute(tag, "href") else { return };
        self.reading.links.push(Link {
            href: href.trim().to_owned(),
            words: attribute(tag, "alt").unwrap_or_default().trim().to_owned(),
            region: self.region(),
            heading: self.heading.clone(),
            is_download: false,
            is_hidden: false,
            is_nofollow: false,
        });
    }

    fn picture(&mut self, tag: &Tag) {
        let alt = attribute(tag, "alt").map(|alt| alt.trim().to_owned());
        if let (Some(link), Some(alt)) = (&mut self.link, &alt) {
            link.words.push_str(alt);
        }
        let is_decorative = attribute(tag, "role").is_some_and(|role| matches!(role, "presentation" | "none"))
            || attribute(tag, "aria-hidden").is_some_and(|hidden| hidden == "true")
            || self.is_hidden();
        let src = attribute(tag, "src").unwrap_or_default().trim().to_owned();
        self.attribute_words(alt.as_deref().unwrap_or_default());
        let region = self.region();
        self.reading.pictures.push(Picture { src, alt, is_decorative, region });
    }

    fn meta(&mut self, tag: &Tag) {
        let Some(name) = attribute(tag, "name") else { return };
        let content = attribute(tag, "content").unwrap_or_default();
        if name.eq_ignore_ascii_case("description") || name.eq_ignore_ascii_case("ArticleTitle") {
            let words = content.trim().to_owned();
            self.reading.blocks.push(Block { words, region: Region::Head, role: Role::Attribute });
        }
        self.reading.tags.push((name.trim().to_owned(), content.to_owned()));
    }

    fn resource(&mut self, tag: &Tag, name: &str, loads: bool) {
        let address = attribute(tag, name).map(str::trim).filter(|address| loads && !address.is_empty());
        self.reading.resources.extend(address.map(str::to_owned));
    }

    fn object(&mut self) {
        self.reading.objects += usize::from(self.region() == Region::Content);
    }
}

fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

fn is_hidden(tag: &Tag) -> bool {
    attribute(tag, "hidden").is_some()
        || attribute(tag, "aria-hidden").is_some_and(|hidden| hidden == "true")
        || attribute(tag, "style").is_some_and(|style| style.replace(' ', "").contains("display:none"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_in_one_pass() {
        let reading = Reading::of(
            "<!DOCTYPE html><html><head><title>通知 - 隆安县</title><meta name=SiteName content='隆安县'>\
             <style>p{}</style><script>var a = '<a href=/x>13800138000</a>';</script></head><body>\
             <header><nav aria-label=频道><a href=/c/tzgg>通知公告</a></nav></header>\
             <div class='site-banner site-banner--urgent' role=status><p>紧急：停水</p></div>\
             <main><nav class=breadcrumb aria-label=当前位置><a href=/>首页</a><a href=/c/tzgg>通知公告</a></nav>\
             <h1>关于&amp;的<em>通知</em></h1><p>各乡镇：<br>请<a href='/a/1?x=1&amp;y=2'>看 <img src=/m/a.webp alt=图></a>。\
             <ul><li><a href=#>更多</a><time datetime=2026-11-02>11-02</time><li>二</ul>\
             <img src=b.png><a id=top></a></main><footer><a href=/about>关于</a></footer>",
        );
        assert_eq!(reading.tag("sitename"), Some("隆安县"));
        assert_eq!(reading.way, ["/", "/c/tzgg"]);
        assert_eq!(reading.times, ["2026-11-02"]);
        let blocks: Vec<_> = reading.blocks.iter().map(|b| (b.words.as_str(), b.region, b.role)).collect();
        use Region::{Content, Furniture, Head, Notice, Way};
        use Role::{Attribute, Heading, Link, Text};
        assert_eq!(
            blocks,
            [
                ("通知 - 隆安县", Head, Heading),
                ("通知公告", Furniture, Link),
                ("紧急：停水", Notice, Text),
                ("首页通知公告", Way, Link),
                ("关于&的通知", Content, Heading),
                ("各乡镇：", Content, Text),
                ("图", Content, Attribute),
                ("请看 。", Content, Text),
                ("更多11-02", Content, Text),
                ("二", Content, Text),
                ("关于", Furniture, Link),
            ]
        );
        let links: Vec<_> = reading.links.iter().map(|link| (link.href.as_str(), link.words.as_str())).collect();
        assert_eq!(
            links,
            [
                ("/c/tzgg", "通知公告"),
                ("/", "首页"),
                ("/c/tzgg", "通知公告"),
                ("/a/1?x=1&y=2", "看图"),
                ("#", "更多"),
                ("/about", "关于"),
            ]
        );
        assert_eq!(reading.links[3].heading, "关于&的通知");
        let pictures: Vec<_> = reading.pictures.iter().map(|p| (p.src.as_str(), p.alt.as_deref())).collect();
        assert_eq!(pictures, [("/m/a.webp", Some("图")), ("b.png", None)]);
    }

    #[test]
    fn markup_that_never_ends_is_read_all_the_same() {
        let deep = format!("{}<p>深", "<div>".repeat(100_000));
        assert_eq!(Reading::of(&deep).blocks[0].words, "深");
        for broken in ["<a href=", "<!--", "<script>", "<p", "&", "</", "<a href=/x>未完"] {
            let _ = Reading::of(broken);
        }
        assert_eq!(Reading::of("<a href=/x>未完").links[0].words, "未完");
    }
}
