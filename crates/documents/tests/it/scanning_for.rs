//! The scan of attachments with something that its caller looks for.

use std::io::{Cursor, Write};

use documents::scan::{Quoted, scan_for};
use documents::upload::{Purpose, accept};
use rust_xlsxwriter::Workbook;
use zip::write::SimpleFileOptions;

const WANTED: &str = "最牛县城";

/// Place and text of whatever has the wanted words.
fn quoted(name: &str, bytes: Vec<u8>) -> Vec<(String, String)> {
    let upload = accept(name, "", bytes, Purpose::Attachment).unwrap();
    let (_, quoted) = scan_for(&upload, |text| text.contains(WANTED));
    quoted.into_iter().map(|Quoted { place, text }| (place, text)).collect()
}

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn letter() -> Vec<u8> {
    let document = format!(
        "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>甲</w:t></w:r></w:p>\
         <w:p><w:r><w:t>打造{WANTED}</w:t></w:r></w:p></w:body></w:document>"
    );
    package(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.as_bytes())])
}

fn one(place: &str, text: &str) -> (String, String) {
    (place.to_owned(), text.to_owned())
}

#[test]
fn what_is_looked_for_is_quoted_with_its_place() {
    let text = format!("打造{WANTED}");
    assert_eq!(quoted("报告.docx", letter()), [one("第 2 段", &text)]);
    let archive = package(&[("报告.docx", &letter())]);
    assert_eq!(quoted("附件.zip", archive), [one("其中的文件“报告.docx”：第 2 段", &text)]);
    assert_eq!(quoted("甲.txt", "一\n二\n".into()), []);
}

#[test]
fn cells_that_share_a_text_say_it_once_and_hidden_ones_as_well() {
    let mut workbook = Workbook::new();
    let shown = workbook.add_worksheet().set_name("公示").unwrap();
    for row in 1..4 {
        shown.write(row, 1, format!("打造{WANTED}")).unwrap();
    }
    let hidden = workbook.add_worksheet().set_name("底表").unwrap();
    hidden.write(0, 0, format!("{WANTED}名单")).unwrap();
    hidden.set_hidden(true);
    let found = quoted("名单.xlsx", workbook.save_to_buffer().unwrap());
    let expected =
        [one("工作表“公示”B2", &format!("打造{WANTED}")), one("工作表“底表”（隐藏）A1", &format!("{WANTED}名单"))];
    assert_eq!(found, expected);
}

#[test]
fn what_is_looked_for_is_found_behind_any_number_of_heavier_places() {
    let found = quoted("甲.txt", format!("{}{WANTED}", "机密★".repeat(20_000)).into());
    assert_eq!(found.len(), 1);
    assert!(found[0].0 == "第 1 行" && found[0].1.ends_with(WANTED), "{}", found[0].0);
}
