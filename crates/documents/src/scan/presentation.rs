//! What is read page by page: slides with their notes and comments, and documents of the national standard (OFD,
//! GB/T 33190).

use super::notes::Notes;
use super::package::Package;
use super::xml::{Piece, texts, walk};

pub(super) fn read_pptx(bytes: &[u8], notes: &mut Notes, depth: u8) -> Option<()> {
    let mut package = Package::open(bytes, notes)?;
    for (folder, called) in [("ppt/slides/", "幻灯片"), ("ppt/notesSlides/", "备注页"), ("ppt/comments/", "批注")]
    {
        for name in package.parts(folder) {
            let hidden = if is_hidden(&mut package, &name) { "（隐藏）" } else { "" };
            let Some(part) = package.part(&name) else { continue };
            let read = texts(
                part,
                |name| matches!(name, "t" | "text"),
                |name| matches!(name, "p" | "text"),
                |text| {
                    notes.text(text, || format!("{called} {}{hidden}", last_number(&name).unwrap_or(1)));
                },
            );
            if read.is_none() {
                notes.unread();
            }
        }
    }
    package.drawings(notes, &[("ppt/charts/", "图表背后的数据"), ("ppt/diagrams/", "图示中的文字")]);
    package.properties(notes);
    package.embedded(notes, depth);
    Some(())
}

fn is_hidden(package: &mut Package<'_>, slide: &str) -> bool {
    let mut is_hidden = false;
    if let Some(part) = package.part(slide) {
        walk(part, |piece| {
            if let Piece::Start(element) = piece
                && element.name() == "sld"
            {
                is_hidden = element.attribute("show").is_some_and(|show| show == "0" || show == "false");
            }
        });
    }
    is_hidden
}

pub(super) fn read_ofd(bytes: &[u8], notes: &mut Notes) -> Option<()> {
    let mut package = Package::open(bytes, notes)?;
    for name in package.parts("") {
        let page = name.rsplit('/').find(|folder| folder.starts_with("Page_"));
        let page = page.and_then(last_number).map(|page| page + 1);
        let Some(part) = package.part(&name) else { continue };
        let read = texts(
            part,
            |name| name == "TextCode",
            |name| name == "TextCode",
            |text| {
                notes.text(text, || page.map_or_else(|| name.clone(), |page| format!("第 {page} 页")));
            },
        );
        if read.is_none() {
            notes.unread();
        }
    }
    Some(())
}

/// 12 of `ppt/slides/slide12.xml`.
fn last_number(name: &str) -> Option<usize> {
    let name = name.trim_end_matches(|c: char| !c.is_ascii_digit());
    let start = name.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    name[start..].parse().ok()
}
