//! What stands on a page: its tags, its links and pictures, its words with their place. Read in one pass over the tokens that
//! a browser would read, without building a tree: ten thousand pages are to be read beside the portal.

mod sink;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};

use sink::Sink;

/// Where on a page something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Region {
    /// What the page is about.
    Content,
    /// The frame: header, menus, footer, neighbours.
    Furniture,
    /// A notice across the page (紧急通知, 节假日公告).
    Notice,
    /// 当前位置.
    Way,
    /// The head of the document: what lists and search engines show.
    Head,
}

/// What a stretch of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// A heading.
    Heading,
    /// Running text, a cell, an entry of a list.
    Text,
    /// The words of a link and nothing else.
    Link,
    /// The text alternative of a picture, the description of the page.
    Attribute,
}

/// A stretch of text: a paragraph, a heading, a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// On one line.
    pub words: String,
    /// Where.
    pub region: Region,
    /// What.
    pub role: Role,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// As it is written.
    pub href: String,
    /// What there is to press: its text, the alternatives of its pictures, its name for screen readers.
    pub words: String,
    /// Where.
    pub region: Region,
    /// The heading above it.
    pub heading: String,
    /// The page marks it as a file to download.
    pub is_download: bool,
    /// Readers do not see it.
    pub is_hidden: bool,
    /// `rel=nofollow`.
    pub is_nofollow: bool,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// As it is written; empty when there is none.
    pub src: String,
    /// Its text alternative, when it has the attribute.
    pub alt: Option<String>,
    /// The page says that it means nothing.
    pub is_decorative: bool,
    /// Where.
    pub region: Region,
}

/// What stands on a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// Page tags and other `<meta name>`, as they are written.
    pub tags: Vec<(String, String)>,
    /// In order.
    pub links: Vec<Link>,
    /// In order.
    pub pictures: Vec<Picture>,
    /// Styles, scripts, films: what a browser loads besides.
    pub resources: Vec<String>,
    /// In order.
    pub blocks: Vec<Block>,
    /// Where the way to the page leads, from the home page down.
    pub way: Vec<String>,
    /// What `<time>` says in the content: its attribute, else nothing.
    pub times: Vec<String>,
    /// Films, sounds, frames, tables and forms in the content: a page with one is not blank.
    pub objects: usize,
}

impl Reading {
    /// Reads a page.
    pub fn of(html: &str) -> Self {
        let queue = BufferQueue::default();
        queue.push_back(StrTendril::from_slice(html));
        let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
        while !queue.is_empty() {
            // A script would come between; there is none that runs.
            let _ = tokenizer.feed(&queue);
        }
        tokenizer.end();
        tokenizer.sink.into_reading()
    }

    /// The content of a page tag, as far as it says anything.
    pub fn tag(&self, name: &str) -> Option<&str> {
        let mut named = self.tags.iter().filter(|(tag, _)| tag.eq_ignore_ascii_case(name));
        named.next().map(|(_, content)| content.trim()).filter(|content| !content.is_empty())
    }

    /// Whether the page asks not to be found.
    pub fn is_noindex(&self) -> bool {
        self.tag("robots").is_some_and(|robots| robots.to_ascii_lowercase().contains("noindex"))
    }

    /// The stretches of the content.
    pub fn content(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|block| block.region == Region::Content)
    }
}
