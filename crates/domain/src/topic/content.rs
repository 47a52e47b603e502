//! Everything that a revision of a topic says, and what is wrong with it.
//!
//! Two kinds of faults: what is too much is not even saved ([`TopicContent::excess`]); what is missing is named with
//! every save and stops the submission ([`TopicContent::gaps`]). A fault names its field: `title`, `banner.alt`, or the
//! block by its place on the page, `blocks.3.heading`.

use serde::{Deserialize, Serialize};

use super::{Block, ItemSource, Picture, Piece, QuickLink, Row, Theme};
use crate::{desk::FieldFault, plan::is_address};

/// A page that nobody reads to its end says nothing.
pub const BLOCKS_MAX: usize = 30;

const TITLE_MAX: usize = 40;
const LEAD_MAX: usize = 200;
const HEADING_MAX: usize = 30;
/// Bytes of HTML in one text block.
const TEXT_MAX: usize = 100_000;
const WORDS_MAX: usize = 300;
const ALT_MAX: usize = 120;
const ADDRESS_MAX: usize = 500;
/// Pictures of a gallery, lines of a list, milestones, tiles, documents.
const PICTURES_MAX: usize = 24;
const LINES_MAX: usize = 20;
const MILESTONES_MAX: usize = 60;
const LINKS_MAX: usize = 24;
const COLUMNS_MAX: usize = 10;
const KEYWORDS_MAX: usize = 5;

/// What a revision of a topic shows. Saved as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicContent {
    pub title: String,
    /// 导语: one or two sentences under the title.
    pub lead: String,
    /// A picture across the page; without one the banner is the main colour.
    pub banner: Option<Picture>,
    pub theme: Theme,
    pub rows: Vec<Row>,
}

impl TopicContent {
    /// The blocks in reading order.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.rows.iter().flat_map(Row::blocks)
    }

    pub fn blocks_mut(&mut self) -> impl Iterator<Item = &mut Block> {
        self.rows.iter_mut().flat_map(Row::blocks_mut)
    }

    /// Addresses of own files that it shows, but for those inside texts.
    pub fn media(&self) -> Vec<&str> {
        let banner = self.banner.iter().map(|picture| picture.address.as_str());
        let shown = self.blocks().flat_map(|block| {
            let video = match &block.piece {
                Piece::Video { address, .. } => Some(address.as_str()),
                _ => None,
            };
            block.piece.pictures().iter().map(|picture| picture.address.as_str()).chain(video)
        });
        banner.chain(shown).filter(|address| address.starts_with("/media/")).collect()
    }

    /// What is too much to be kept at all.
    pub fn excess(&self) -> Vec<FieldFault> {
        let mut faults = Faults::default();
        faults.longer("title", "专题名称", &self.title, TITLE_MAX);
        faults.longer("lead", "导语", &self.lead, LEAD_MAX);
        if let Some(banner) = &self.banner {
            faults.longer("banner.alt", "替代文字", &banner.alt, ALT_MAX);
        }
        if self.blocks().count() > BLOCKS_MAX {
            faults.add("rows", format!("一个专题最多 {BLOCKS_MAX} 块内容"));
        }
        for (at, block) in self.blocks().enumerate() {
            faults.longer(&field(at, "heading"), "小标题", &block.heading, HEADING_MAX);
            excess_of(&block.piece, at, &mut faults);
        }
        faults.0
    }

    /// What is missing or wrong, and must be mended before the page goes to its signer.
    pub fn gaps(&self) -> Vec<FieldFault> {
        let mut faults = Faults::default();
        faults.missing("title", "专题名称", &self.title);
        if let Some(banner) = &self.banner {
            faults.picture("banner", banner);
        }
        if self.rows.is_empty() {
            faults.add("rows", "专题还没有内容，请至少添加一块");
        }
        for (at, block) in self.blocks().enumerate() {
            gaps_of(&block.piece, at, &mut faults);
        }
        faults.0
    }
}

fn excess_of(piece: &Piece, at: usize, faults: &mut Faults) {
    match piece {
        Piece::Text { html, .. } => {
            if html.len() > TEXT_MAX {
                faults.add(field(at, "html"), "文字过长，请分成几块或改为发布信息");
            }
        }
        Piece::Items { source: ItemSource::Newest { columns, words, .. } } => {
            faults.more(&field(at, "columns"), "栏目", columns.len(), COLUMNS_MAX);
            faults.more(&field(at, "words"), "标题中的词", words.len(), KEYWORDS_MAX);
            for word in words {
                faults.longer(&field(at, "words"), "标题中的词", word, HEADING_MAX);
            }
        }
        Piece::Items { source: ItemSource::Chosen { items } } => {
            faults.more(&field(at, "items"), "信息", items.len(), LINES_MAX);
        }
        Piece::Gallery { pictures } => {
            faults.more(&field(at, "pictures"), "图片", pictures.len(), PICTURES_MAX);
            pictures.iter().enumerate().for_each(|(n, picture)| long_picture(&part(at, n), picture, faults));
        }
        Piece::Picture { picture, link } => {
            long_picture(&part(at, 0), picture, faults);
            faults.longer(&field(at, "link"), "链接地址", link, ADDRESS_MAX);
        }
        Piece::Video { address, description } => {
            faults.longer(&field(at, "address"), "视频地址", address, ADDRESS_MAX);
            faults.longer(&field(at, "description"), "视频内容说明", description, WORDS_MAX);
        }
        Piece::Timeline { milestones } => {
            faults.more(&field(at, "milestones"), "大事", milestones.len(), MILESTONES_MAX);
            for milestone in milestones {
                faults.longer(&field(at, "milestones"), "每件大事", &milestone.text, WORDS_MAX);
            }
        }
        Piece::Links { links } => {
            faults.more(&field(at, "links"), "入口", links.len(), LINKS_MAX);
            for QuickLink { label, address } in links {
                faults.longer(&field(at, "links"), "入口名称", label, HEADING_MAX);
                faults.longer(&field(at, "links"), "入口地址", address, ADDRESS_MAX);
            }
        }
        Piece::Documents { documents } => {
            faults.more(&field(at, "documents"), "文件", documents.len(), LINES_MAX);
        }
        Piece::Contact { words, phone, .. } => {
            faults.longer(&field(at, "words"), "说明", words, WORDS_MAX);
            faults.longer(&field(at, "phone"), "电话", phone, HEADING_MAX);
        }
    }
}

fn long_picture(name: &str, picture: &Picture, faults: &mut Faults) {
    faults.longer(&format!("{name}.alt"), "替代文字", &picture.alt, ALT_MAX);
    faults.longer(&format!("{name}.caption"), "图片说明", &picture.caption, ALT_MAX);
}

fn gaps_of(piece: &Piece, at: usize, faults: &mut Faults) {
    match piece {
        Piece::Text { html, .. } => {
            if is_only_markup(html) {
                faults.add(field(at, "html"), "请填写文字");
            }
        }
        Piece::Items { source: ItemSource::Newest { columns, words, count } } => {
            if columns.is_empty() && words.iter().all(|word| word.trim().is_empty()) {
                faults.add(field(at, "columns"), "请选择栏目，或填写标题中的词");
            }
            if !(1..=i64::try_from(LINES_MAX).unwrap_or(i64::MAX)).contains(count) {
                faults.add(field(at, "count"), format!("条数为 1 至 {LINES_MAX}"));
            }
        }
        Piece::Items { source: ItemSource::Chosen { items } } => {
            if items.is_empty() {
                faults.add(field(at, "items"), "请填写要列出的信息");
            }
        }
        Piece::Gallery { pictures } => {
            if pictures.is_empty() {
                faults.add(field(at, "pictures"), "请上传图片");
            }
            pictures.iter().enumerate().for_each(|(n, picture)| faults.picture(&part(at, n), picture));
        }
        Piece::Picture { picture, link } => {
            faults.picture(&part(at, 0), picture);
            if !(link.is_empty() || is_address(link)) {
                faults.add(field(at, "link"), ADDRESS_RULE);
            }
        }
        Piece::Video { address, description } => {
            if !is_address(address) {
                faults.add(field(at, "address"), ADDRESS_RULE);
            }
            faults.missing(&field(at, "description"), "视频内容说明", description);
        }
        Piece::Timeline { milestones } => {
            if milestones.is_empty() || milestones.iter().any(|one| one.text.trim().is_empty()) {
                faults.add(field(at, "milestones"), "请按“日期 事项”逐行填写");
            }
        }
        Piece::Links { links } => {
            if links.is_empty() {
                faults.add(field(at, "links"), "请按“名称 地址”逐行填写");
            }
            for link in links {
                if link.label.trim().is_empty() || !is_address(&link.address) {
                    let name = if link.label.is_empty() { &link.address } else { &link.label };
                    faults.add(field(at, "links"), format!("入口“{name}”：{ADDRESS_RULE}"));
                }
            }
        }
        Piece::Documents { documents } => {
            if documents.is_empty() {
                faults.add(field(at, "documents"), "请填写政策文件");
            }
        }
        Piece::Contact { words, phone, mailbox } => {
            faults.missing(&field(at, "words"), "说明", words);
            if mailbox.is_none() && phone.trim().is_empty() {
                faults.add(field(at, "mailbox"), "请选择信箱栏目，或填写电话");
            }
        }
    }
}

const ADDRESS_RULE: &str = "地址须以 https://、http:// 或 / 开头，不含空格";

/// Tags and nothing between them that could be read or seen.
fn is_only_markup(html: &str) -> bool {
    let words = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words));
    !html.contains("<img") && words.into_iter().all(|words| words.replace("&nbsp;", "").trim().is_empty())
}

fn field(block: usize, name: &str) -> String {
    format!("blocks.{block}.{name}")
}

fn part(block: usize, picture: usize) -> String {
    field(block, &format!("pictures.{picture}"))
}

#[derive(Default)]
struct Faults(Vec<FieldFault>);

impl Faults {
    fn add(&mut self, field: impl AsRef<str>, message: impl Into<String>) {
        self.0.push(FieldFault::new(field.as_ref(), message));
    }

    fn missing(&mut self, field: &str, what: &str, text: &str) {
        if text.trim().is_empty() {
            self.add(field, format!("请填写{what}"));
        }
    }

    fn longer(&mut self, field: &str, what: &str, text: &str, max: usize) {
        if text.chars().count() > max {
            self.add(field, format!("{what}不超过 {max} 字"));
        }
    }

    fn more(&mut self, field: &str, what: &str, count: usize, max: usize) {
        if count > max {
            self.add(field, format!("{what}最多 {max} 个"));
        }
    }

    fn picture(&mut self, field: &str, picture: &Picture) {
        if !picture.address.starts_with("/media/") {
            self.add(format!("{field}.address"), "请上传图片");
        }
        if picture.alt.trim().is_empty() {
            self.add(format!("{field}.alt"), "请填写替代文字：写明图上有什么");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(piece: Piece) -> Block {
        Block { heading: String::new(), piece }
    }

    fn text(html: &str) -> Block {
        block(Piece::Text { html: html.into(), seal: String::new() })
    }

    fn with(rows: Vec<Row>) -> TopicContent {
        TopicContent { title: "县庆专题".into(), rows, ..TopicContent::default() }
    }

    fn fields(faults: &[FieldFault]) -> Vec<&str> {
        faults.iter().map(|fault| fault.field.as_str()).collect()
    }

    #[test]
    fn a_page_with_words_can_be_submitted() {
        assert_eq!(with(vec![Row::Full(text("<p>欢迎。</p>"))]).gaps(), []);
    }

    #[test]
    fn every_empty_block_says_what_it_lacks() {
        let rows = Piece::all_empty().map(|piece| Row::Full(block(piece))).to_vec();
        let content = with(rows);
        let faults = content.gaps();
        for at in 0..content.rows.len() {
            let prefix = format!("blocks.{at}.");
            assert!(faults.iter().any(|fault| fault.field.starts_with(&prefix)), "{at}: {faults:?}");
        }
        assert_eq!(content.excess(), [], "an empty block is kept");
    }

    #[test]
    fn blocks_are_counted_across_pairs() {
        let pair = Row::Pair(Box::new([text("<p>左</p>"), text("<p></p>")]));
        let content = with(vec![pair, Row::Full(text("<p><br></p>"))]);
        assert_eq!(fields(&content.gaps()), ["blocks.1.html", "blocks.2.html"]);
        let many = with((0..16).map(|_| Row::Pair(Box::new([text("<p>一</p>"), text("<p>二</p>")]))).collect());
        assert_eq!(fields(&many.excess()), ["rows"]);
    }

    #[test]
    fn pictures_need_words_and_addresses_are_addresses() {
        let picture = Picture { address: "/media/a.webp".into(), ..Picture::default() };
        let mut content = with(vec![
            Row::Full(block(Piece::Gallery { pictures: vec![picture.clone()] })),
            Row::Full(block(Piece::Picture { picture: picture.clone(), link: "javascript:alert(1)".into() })),
            Row::Full(block(Piece::Links {
                links: vec![QuickLink { label: "办事".into(), address: "//evil.example".into() }],
            })),
        ]);
        content.banner = Some(picture);
        assert_eq!(
            fields(&content.gaps()),
            ["banner.alt", "blocks.0.pictures.0.alt", "blocks.1.pictures.0.alt", "blocks.1.link", "blocks.2.links",]
        );
        assert_eq!(content.media(), ["/media/a.webp"; 3]);
    }

    #[test]
    fn too_much_is_not_kept() {
        let mut content = with(vec![Row::Full(text(&"字".repeat(40_000)))]);
        content.title = "长".repeat(41);
        content.rows.push(Row::Full(block(Piece::Documents { documents: vec![code(); 21] })));
        assert_eq!(fields(&content.excess()), ["title", "blocks.0.html", "blocks.1.documents"]);
    }

    fn code() -> crate::id::ItemCode {
        crate::id::ItemCode::parse("23456789").expect("a code")
    }

    #[test]
    fn a_content_comes_back_from_its_json() {
        let rows = Piece::all_empty().map(|piece| Row::Full(block(piece))).to_vec();
        let content = with(rows);
        let json = serde_json::to_string(&content).expect("plain data");
        assert_eq!(serde_json::from_str::<TopicContent>(&json).expect("our own JSON"), content);
        let unreadable = json.replace(r#""accent":"cream""#, r#""accent":"navy""#);
        assert!(serde_json::from_str::<TopicContent>(&unreadable).is_err(), "{unreadable}");
    }
}
