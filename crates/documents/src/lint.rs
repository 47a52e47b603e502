//! What a reader with a screen reader, a phone or a search engine would stumble over in a text.
//!
//! Sources: the accessibility rules of 发展指引 附件2 and GB/T 37668-2019 (text alternatives, header cells, link
//! texts, heading order), and the errors that monitors of government sites count (空白段落, 占位文字, 错链).

use std::sync::LazyLock;

use regex::Regex;
use scraper::{ElementRef, Html};
use serde::{Deserialize, Serialize};

use crate::finding::Severity;
use crate::html::{SafeHtml, words_of};

/// What is wrong with an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LintKind {
    /// A picture without a text alternative, or with its file name as one.
    ImageWithoutAlt,
    /// A picture that was not taken over into the media store.
    ImageMissing,
    /// A table with no header cell.
    TableWithoutHeader,
    /// A link with nothing to click on.
    EmptyLink,
    /// A link text that says nothing out of context: 点击这里.
    VagueLink,
    /// A link without an address, or with one relative to the page.
    LinkWithoutTarget,
    /// A heading two levels below the one before.
    HeadingSkipped,
    /// A heading without words.
    EmptyHeading,
    /// Several blank paragraphs in a row, used as spacing.
    EmptyParagraphs,
    /// Text that was to be filled in: XXX, 待补充.
    Placeholder,
}

impl LintKind {
    /// Whether it stops a submission (rule 6 of the product: text alternatives, header cells, links).
    pub const fn severity(self) -> Severity {
        match self {
            Self::ImageWithoutAlt
            | Self::ImageMissing
            | Self::TableWithoutHeader
            | Self::EmptyLink
            | Self::LinkWithoutTarget
            | Self::EmptyHeading => Severity::Block,
            Self::VagueLink | Self::Placeholder => Severity::Confirm,
            Self::HeadingSkipped | Self::EmptyParagraphs => Severity::Hint,
        }
    }
}

/// Where an element stands: the desk finds the `index`-th `element` of the editor's document, from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The element's name: `img`, `table`, `a`, `h3`, `p`.
    pub element: String,
    /// Its number among the elements of that name.
    pub index: usize,
    /// Some words at the place, to recognise it by.
    pub passage: String,
}

/// One finding over a safe text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lint {
    /// What is wrong.
    pub kind: LintKind,
    /// What is wrong and what to do, for the clerk.
    pub message: String,
    /// Where.
    pub place: Place,
}

/// Everything found in `html`, in document order.
pub fn lint(html: &SafeHtml) -> Vec<Lint> {
    let document = Html::parse_fragment(html.as_str());
    let mut linter = Linter::default();
    for element in document.root_element().descendent_elements().skip(1) {
        linter.visit(element);
    }
    linter.end_of_paragraphs();
    linter.found
}

/// Link texts that tell a screen reader's list of links nothing.
const VAGUE_LINKS: &[&str] = &[
    "点击这里",
    "点这里",
    "点击此处",
    "点此",
    "这里",
    "此处",
    "点击",
    "点击查看",
    "查看",
    "链接",
    "详情",
    "更多",
    "here",
    "click here",
];

/// How many blank paragraphs in a row are no longer a slip.
const BLANK_RUN: usize = 2;

/// 某某 and 某 stay: they are how people are anonymised.
static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        // The x's stand alone: an address such as www.lhxxgk.gov.cn has two of them as well.
        r"(?:^|[^A-Za-z])(?<x>[XxＸｘ×]{2,})(?:[^A-Za-z]|$)|(?<mark>[*＊]{4,}|_{3,}|待补充|待定稿|此处填写|TODO|\?{3,}|？{3,})",
    )
    .expect("the pattern is a constant and tested")
});

static FILE_NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:.*\.(?:jpe?g|png|gif|webp|bmp|tiff?)|(?:img|dsc|dscn|pic|image|photo|mmexport|wx_camera_|screenshot)[-_ ]?[\d-]*|微信(?:图片|截图)[-_]?\d*|图片\d*|图像\d*|未命名|[\d_-]+)$",
    )
    .expect("the pattern is a constant and tested")
});

#[derive(Default)]
struct Linter {
    found: Vec<Lint>,
    /// Elements seen so far, by name.
    seen: std::collections::BTreeMap<String, usize>,
    heading_level: Option<u8>,
    blank_paragraphs: Vec<Place>,
    /// The last words read: they help to find an element that has none itself.
    last_words: String,
}

impl Linter {
    fn visit(&mut self, element: ElementRef<'_>) {
        let name = element.value().name();
        let counter = self.seen.entry(name.to_owned()).or_default();
        let index = *counter;
        *counter += 1;
        let words = words_of(element);
        let passage = short(if words.is_empty() { &self.last_words } else { &words });
        let place = Place { element: name.to_owned(), index, passage };
        match name {
            "img" => self.picture(element, place),
            "table" => self.table(element, place),
            "a" => self.link(element, &words, place),
            "h2" => self.heading(2, &words, place),
            "h3" => self.heading(3, &words, place),
            "h4" => self.heading(4, &words, place),
            "p" => self.paragraph(element, &words, place),
            "li" | "td" | "th" | "caption" | "figcaption" if !has_paragraph(element) => self.placeholder(&words, place),
            _ => {}
        }
        if !words.is_empty() && !matches!(name, "table" | "tbody" | "thead" | "tr" | "ul" | "ol" | "blockquote") {
            self.last_words = words;
        }
    }

    fn report(&mut self, kind: LintKind, message: impl Into<String>, place: Place) {
        self.found.push(Lint { kind, message: message.into(), place });
    }

    fn picture(&mut self, element: ElementRef<'_>, place: Place) {
        let alt = element.value().attr("alt").unwrap_or_default().trim();
        let number = place.index + 1;
        if element.value().attr("src").is_none() {
            let message = format!("第{number}张图片没有上传到本站，请重新插入");
            self.report(LintKind::ImageMissing, message, place.clone());
        }
        if alt.is_empty() {
            self.report(
                LintKind::ImageWithoutAlt,
                format!("第{number}张图片没有替代文字，请写明图片内容，供看不到图片的人了解"),
                place,
            );
        } else if FILE_NAME.is_match(alt) {
            self.report(
                LintKind::ImageWithoutAlt,
                format!("第{number}张图片的替代文字“{alt}”是文件名，请改为对图片内容的说明"),
                place,
            );
        }
    }

    fn table(&mut self, element: ElementRef<'_>, place: Place) {
        if !element.descendent_elements().any(|e| e.value().name() == "th") {
            let message = format!("第{}张表格没有表头单元格，请将首行或首列设为表头", place.index + 1);
            self.report(LintKind::TableWithoutHeader, message, place);
        }
    }

    fn link(&mut self, element: ElementRef<'_>, words: &str, place: Place) {
        let href = element.value().attr("href").unwrap_or_default();
        let has_picture_text = element
            .descendent_elements()
            .any(|e| e.value().name() == "img" && e.value().attr("alt").is_some_and(|alt| !alt.trim().is_empty()));
        if words.is_empty() && !has_picture_text {
            self.report(
                LintKind::EmptyLink,
                format!("指向“{href}”的链接没有文字，请补上文字或删除链接"),
                place.clone(),
            );
        } else if VAGUE_LINKS.contains(&words.trim_matches(['>', '》', '.', '。', '…', ' ']).to_lowercase().as_str())
        {
            self.report(
                LintKind::VagueLink,
                format!("链接文字“{words}”看不出指向什么，请改为所指内容的名称"),
                place.clone(),
            );
        }
        if href.is_empty() {
            self.report(LintKind::LinkWithoutTarget, format!("“{words}”的链接没有地址，请补上地址或取消链接"), place);
        } else if !(href.starts_with(['/', '#']) || href.contains(':')) {
            self.report(
                LintKind::LinkWithoutTarget,
                format!("“{words}”的链接地址“{href}”不完整，请填写以 https:// 或 / 开头的地址"),
                place,
            );
        }
    }

    fn heading(&mut self, level: u8, words: &str, place: Place) {
        if words.is_empty() {
            self.report(LintKind::EmptyHeading, "有一个标题没有文字，请补上文字或删除", place);
            return;
        }
        // The page's title is the h1 above the first heading.
        let above = self.heading_level.unwrap_or(1);
        if level > above + 1 {
            self.report(
                LintKind::HeadingSkipped,
                format!("标题“{words}”是{}标题，它前面缺少{}标题", level_name(level), level_name(level - 1)),
                place.clone(),
            );
        }
        self.heading_level = Some(level);
        self.placeholder(words, place);
    }

    fn paragraph(&mut self, element: ElementRef<'_>, words: &str, place: Place) {
        let is_blank = words.is_empty() && !element.descendent_elements().any(|e| e.value().name() == "img");
        if is_blank {
            self.blank_paragraphs.push(place);
        } else {
            self.end_of_paragraphs();
            self.placeholder(words, place);
        }
    }

    fn end_of_paragraphs(&mut self) {
        let blanks = std::mem::take(&mut self.blank_paragraphs);
        if blanks.len() >= BLANK_RUN
            && let Some(first) = blanks.first()
        {
            let message = format!("连续{}个空白段落，请删除（段间距由版式统一控制）", blanks.len());
            self.report(LintKind::EmptyParagraphs, message, first.clone());
        }
    }

    fn placeholder(&mut self, words: &str, place: Place) {
        let found = PLACEHOLDER.captures(words).and_then(|c| c.name("x").or_else(|| c.name("mark")));
        if let Some(found) = found {
            let message = format!("“{}”像是尚未填写的占位文字，请核对", found.as_str());
            self.report(LintKind::Placeholder, message, place);
        }
    }
}

fn has_paragraph(element: ElementRef<'_>) -> bool {
    element.descendent_elements().skip(1).any(|e| matches!(e.value().name(), "p" | "li" | "h2" | "h3" | "h4"))
}

/// The editor calls h2 一级标题, because the title of the item stands above the text.
fn level_name(level: u8) -> &'static str {
    match level {
        2 => "一级",
        3 => "二级",
        _ => "三级",
    }
}

fn short(words: &str) -> String {
    const LENGTH: usize = 24;
    let mut cut: String = words.chars().take(LENGTH).collect();
    if words.chars().count() > LENGTH {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(html: &str) -> Vec<LintKind> {
        lint(&SafeHtml::sanitise(html)).into_iter().map(|l| l.kind).collect()
    }

    #[test]
    fn a_good_text_has_no_findings() {
        let html = "<h2>一、目标</h2><h3>（一）任务</h3><p>由张某某负责，见<a href=\"/c/wjzl/12\">《实施方案》</a>。</p>\
             <table><tr><th scope=\"col\">项目</th></tr><tr><td>道路</td></tr></table>\
             <p><img src=\"/media/a.webp\" alt=\"开工仪式上领导为项目奠基\"></p>";
        assert_eq!(kinds(html), []);
    }

    #[test]
    fn pictures_need_a_text_that_is_no_file_name() {
        for alt in ["", " ", "IMG_20180506", "微信图片_20240501", "DSC0001.JPG", "1", "图片1", "mmexport1523"] {
            let html = format!("<p><img src=\"/media/a.webp\" alt=\"{alt}\"></p>");
            assert_eq!(kinds(&html), [LintKind::ImageWithoutAlt], "{alt}");
        }
        assert_eq!(kinds("<p><img src=\"https://example.com/a.png\" alt=\"远处的山\"></p>"), [LintKind::ImageMissing]);
    }

    #[test]
    fn tables_need_header_cells() {
        assert_eq!(kinds("<table><tr><td>甲</td></tr></table>"), [LintKind::TableWithoutHeader]);
    }

    #[test]
    fn links_need_words_that_say_where_they_lead() {
        assert_eq!(kinds("<p>见<a href=\"/c/a\"> </a></p>"), [LintKind::EmptyLink]);
        assert_eq!(kinds("<p><a href=\"/c/a\">点击这里</a></p>"), [LintKind::VagueLink]);
        assert_eq!(kinds("<p><a href=\"/c/a\">更多&gt;&gt;</a></p>"), [LintKind::VagueLink]);
        assert_eq!(kinds("<p><a>办事指南</a></p>"), [LintKind::LinkWithoutTarget]);
        assert_eq!(kinds("<p><a href=\"old/page.htm\">办事指南</a></p>"), [LintKind::LinkWithoutTarget]);
        assert_eq!(kinds("<p><a href=\"/c/a\"><img src=\"/media/a.webp\" alt=\"办事大厅\"></a></p>"), []);
    }

    #[test]
    fn headings_come_in_order_and_have_words() {
        assert_eq!(kinds("<h3>甲</h3>"), [LintKind::HeadingSkipped]);
        assert_eq!(kinds("<h2>甲</h2><h4>乙</h4>"), [LintKind::HeadingSkipped]);
        assert_eq!(kinds("<h2>甲</h2><h3>乙</h3><h2>丙</h2>"), []);
        assert_eq!(kinds("<h2> </h2>"), [LintKind::EmptyHeading]);
    }

    #[test]
    fn blank_paragraphs_are_reported_once_per_run() {
        assert_eq!(kinds("<p>甲</p><p></p><p>&nbsp;</p><p><br></p><p>乙</p>"), [LintKind::EmptyParagraphs]);
        assert_eq!(kinds("<p>甲</p><p></p><p>乙</p>"), []);
        assert_eq!(kinds("<p>甲</p><p></p><p></p>"), [LintKind::EmptyParagraphs]);
    }

    #[test]
    fn placeholders_are_found_but_anonymised_names_are_not() {
        assert_eq!(kinds("<p>联系人：XXX</p>"), [LintKind::Placeholder]);
        assert_eq!(kinds("<table><tr><th>项目</th><td>××</td></tr></table>"), [LintKind::Placeholder]);
        assert_eq!(kinds("<p>张某某与李某，详见www.lhxxgk.gov.cn</p>"), []);
    }

    #[test]
    fn a_place_names_the_element_and_words_near_it() {
        let html = "<p>第一张</p><p><img src=\"/media/a.webp\" alt=\"好图\"></p><p>看下图：</p>\
                    <p><img src=\"/media/b.webp\" alt=\"\"></p>";
        let found = lint(&SafeHtml::sanitise(html));
        assert_eq!(found[0].place, Place { element: "img".into(), index: 1, passage: "看下图：".into() });
    }
}
