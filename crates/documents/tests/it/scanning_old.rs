//! The scan of attachments in the formats of 1997, which many offices still write.

use documents::scan::Extent;

use crate::old_office::{compound, label, record, wide, words, workbook};
use crate::scanning::{MOBILE, places, scanned};

/// A letter whose parts follow one another, in two pieces: one byte a character as far as `narrow` goes, then two.
fn letter(narrow: &str, parts: [&str; 8], flags: u16) -> Vec<u8> {
    let mut file = vec![0; 0x200];
    file[..2].copy_from_slice(&0xA5EC_u16.to_le_bytes());
    file[0x0A..0x0C].copy_from_slice(&flags.to_le_bytes());
    let rest = parts.concat();
    let rest = rest.strip_prefix(narrow).unwrap();
    for (at, part) in (0x4C..).step_by(4).zip(parts) {
        let length = u32::try_from(part.encode_utf16().count()).unwrap();
        file[at..at + 4].copy_from_slice(&length.to_le_bytes());
    }
    let number = |length: usize| u32::try_from(length).unwrap();
    let (first, all) = (number(narrow.len()), number(narrow.len() + rest.encode_utf16().count()));
    let starts = [0, first, all];
    let places = [0x400 | 1 << 30, 0x200 + first];
    file.extend(narrow.as_bytes());
    file.extend(wide(rest));
    let mut list: Vec<u8> = starts.iter().flat_map(|start| start.to_le_bytes()).collect();
    for place in places {
        list.extend([0, 0].into_iter().chain(place.to_le_bytes()).chain([0, 0]));
    }
    // Properties of no interest, then the list.
    let properties = [&[1][..], &words(&[3]), &[7; 3]].concat();
    let table = [vec![0xFF; 16], properties, vec![2], number(list.len()).to_le_bytes().to_vec(), list].concat();
    file[0x1A2..0x1A6].copy_from_slice(&16_u32.to_le_bytes());
    file[0x1A6..0x1AA].copy_from_slice(&number(table.len() - 16).to_le_bytes());
    compound(&[("/WordDocument", file), ("/1Table", table)])
}

const TABLE: u16 = 0x0200;

#[test]
fn a_letter_is_read_with_its_tables_headers_and_comments() {
    let text = format!("Tel\r公示\r姓名\u{7}{MOBILE}\u{7}\u{7}\r联系 138\u{1f}00138000\r");
    let (header, comment) = ("\r机密★10年\r", format!("\u{5}{MOBILE}\r"));
    let parts = [text.as_str(), "脚注\r", header, "", &comment, "", "", ""];
    for name in ["通知.doc", "通知.wps"] {
        let scan = scanned(name, letter("Tel\r", parts, TABLE));
        assert_eq!(places(&scan), ["第 2 段后的表格", "第 4 段", "页眉页脚第 2 段", "批注第 1 段"]);
        assert_eq!(scan.extent, Extent::Whole);
    }
}

#[test]
fn a_letter_that_cannot_be_read_is_said_to_be_so() {
    let parts = ["公示\r", "", "", "", "", "", "", ""];
    assert_eq!(scanned("通知.doc", letter("", parts, TABLE)).extent, Extent::Whole);
    assert_eq!(scanned("密码.doc", letter("", parts, TABLE | 0x0100)).extent, Extent::Unreadable);
    assert_eq!(scanned("坏.doc", letter("", parts, 0)).extent, Extent::Unreadable, "its table is another one");
    assert_eq!(scanned("幻灯片.ppt", slides(&[], 0xF3D1_C4DF)).extent, Extent::Unreadable, "encrypted");
    assert_eq!(scanned("幻灯片.ppt", slides(&[atom(0x0FA0, 60_000, wide("短"))], NORMAL)).extent, Extent::Unreadable);
    let prompts = [around(0x03F8, &[text("单击此处编辑母版标题样式")]), slide(&[atom(0x0FBA, 14, wide("___PPT9"))])];
    assert_eq!(scanned("幻灯片.ppt", slides(&prompts, NORMAL)).extent, Extent::Nothing, "slides of pictures");
    let embedded = [slide(&[text("公示")]), atom(0x1011, 4, vec![0; 4])];
    assert_eq!(scanned("幻灯片.ppt", slides(&embedded, NORMAL)).extent, Extent::Partly, "a workbook within");
    let deep = (0..20).fold(text("公示"), |inner, _| slide(&[inner]));
    assert_eq!(scanned("幻灯片.ppt", slides(&[text("公示"), deep], NORMAL)).extent, Extent::Partly, "built to be deep");
}

const NORMAL: u32 = 0xE391_C05F;

/// A record of the presentation, with the length that it claims.
fn atom(kind: u16, length: usize, data: Vec<u8>) -> Vec<u8> {
    [words(&[0, kind]), u32::try_from(length).unwrap().to_le_bytes().to_vec(), data].concat()
}

/// A record that holds others.
fn around(kind: u16, records: &[Vec<u8>]) -> Vec<u8> {
    let records = records.concat();
    [words(&[0xF, kind]), u32::try_from(records.len()).unwrap().to_le_bytes().to_vec(), records].concat()
}

fn slide(records: &[Vec<u8>]) -> Vec<u8> {
    around(0x03EE, records)
}

fn text(text: &str) -> Vec<u8> {
    atom(0x0FA0, wide(text).len(), wide(text))
}

/// Letters as a drawing, behind another property that is too long for its place.
fn drawing(letters: &str) -> Vec<u8> {
    let property =
        |name: u16, length: usize| [words(&[name | 0x8000]), u32::try_from(length).unwrap().to_le_bytes().to_vec()];
    let letters = wide(letters);
    let data =
        [property(0x0080 | 0x0005, 2).concat(), property(0x00C0, letters.len()).concat(), vec![1, 1], letters].concat();
    [words(&[2 << 4 | 3, 0xF00B]), u32::try_from(data.len()).unwrap().to_le_bytes().to_vec(), data].concat()
}

fn slides(records: &[Vec<u8>], token: u32) -> Vec<u8> {
    let user = [&[0; 8][..], &20_u32.to_le_bytes(), &token.to_le_bytes()].concat();
    compound(&[("/Current User", user), ("/PowerPoint Document", records.concat())])
}

#[test]
fn slides_are_read_with_their_notes_and_comments() {
    let narrow = atom(0x0FA8, MOBILE.len(), MOBILE.into());
    let comment = around(0x2EE0, &[atom(0x0FBA, 2 * MOBILE.len(), wide(MOBILE))]);
    let records = [
        around(0x03E8, &[text(MOBILE)]),
        slide(&[around(0xF00D, &[text("公示")]), drawing("机密★")]),
        slide(&[comment, around(0xF00D, &[narrow])]),
        around(0x03F0, &[text(&format!("讲稿\r请拨打 {MOBILE}"))]),
    ];
    let scan = scanned("幻灯片.ppt", slides(&records, NORMAL));
    assert_eq!(places(&scan), ["演示文稿大纲", "幻灯片", "批注", "幻灯片", "备注页"]);
    assert_eq!(scan.extent, Extent::Whole);
}

#[test]
fn a_workbook_is_read_with_what_is_hidden_and_what_stands_beside_its_cells() {
    let records = [
        record(0x0014, &[words(&[11]), vec![0], MOBILE.into()].concat()),
        record(0x007D, &words(&[1, 1, 2000, 0, 1, 0])),
        record(0x0208, &words(&[2, 0, 1, 0, 0, 0, 0x20, 0])),
        label(0, 0, "姓名"),
        label(1, 1, MOBILE),
        label(2, 0, MOBILE),
        record(0x01B6, &[0; 18]),
        record(0x003C, &[vec![1], wide(MOBILE)].concat()),
    ];
    let scan = scanned("名单.xls", workbook(&records));
    assert_eq!(places(&scan), ["工作表“公示”B2（隐藏列）", "工作表“公示”A3（隐藏行）", "页眉页脚", "批注或文本框"]);
    assert_eq!(scan.extent, Extent::Whole);
}

/// Every empty cell between two would be kept in memory, and room be made for whatever a sheet claims.
#[test]
fn a_workbook_that_would_fill_the_memory_is_not_read() {
    let far = [label(0, 0, "甲"), label(u16::MAX, 255, "乙")];
    assert_eq!(scanned("名单.xls", workbook(&far)).extent, Extent::Unreadable);
    let mut claim = vec![0; 14];
    claim[4..8].fill(0xFF);
    claim[10] = 3;
    let claims = [record(0x0200, &claim), label(0, 0, "甲")];
    assert_eq!(scanned("名单.xls", workbook(&claims)).extent, Extent::Unreadable);
}
