//! The scan of attachments, with files as programs write them. Every number is made here: right by its arithmetic, and
//! nobody's.

use std::io::{Cursor, Write};

use documents::finding::Severity;
use documents::scan::{Extent, LISTED, Scan, scan};
use documents::upload::{Purpose, accept};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use rust_xlsxwriter::{Note, Workbook};
use zip::write::SimpleFileOptions;

/// An identity number with the right check digit, of a person born on a day that never comes for anybody: 2099.
fn identity_card(number: u32) -> String {
    let digits = format!("45012320991231{number:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{digits}{}", char::from(b"10X98765432"[(sum % 11) as usize]))
}

pub(crate) const MOBILE: &str = "13800138000";

pub(crate) fn scanned(name: &str, bytes: Vec<u8>) -> Scan {
    scan(&accept(name, "", bytes, Purpose::Attachment).unwrap())
}

pub(crate) fn places(scan: &Scan) -> Vec<String> {
    scan.refusing.listed.iter().map(|found| found.place.clone()).collect()
}

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn letter(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    let mut parts = vec![("[Content_Types].xml", "<Types/>"), ("word/document.xml", document.as_str())];
    parts.extend(others);
    package(&parts)
}

fn workbook(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(&mut workbook);
    workbook.save_to_buffer().unwrap()
}

#[test]
fn an_open_document_within_an_archive_is_read_with_what_its_cells_hold_and_do_not_show() {
    let content = format!(
        "<office:document-content><style:style style:name=\"ta2\"><style:table-properties table:display=\"false\"/></style:style>\
           <table:table table:name=\"公示\">\
           <table:table-row table:number-rows-repeated=\"2\"><table:table-cell><text:p>姓名</text:p></table:table-cell></table:table-row>\
           <table:table-row><table:table-cell office:value=\"{MOBILE}\"><text:p>1.38E10</text:p></table:table-cell></table:table-row>\
           <table:table-row><table:table-cell office:value=\"{MOBILE}\"><text:p>{MOBILE}</text:p></table:table-cell></table:table-row>\
           <table:table-row><table:table-cell><text:p>联系 <text:span>138</text:span>00138000</text:p></table:table-cell></table:table-row>\
           <table:table-row><table:covered-table-cell><text:p>13800138000<text:tab/>13900139000</text:p></table:covered-table-cell></table:table-row>\
           <table:table-row><table:table-cell><draw:image/><svg:desc>{MOBILE}</svg:desc></table:table-cell></table:table-row>\
         </table:table>\
         <table:table table:name=\"底表\" table:style-name=\"ta2\"><table:table-row><table:table-cell><text:p>{MOBILE}</text:p></table:table-cell></table:table-row></table:table>\
         </office:document-content>"
    );
    let header = "<style:header><text:p>电话 <text:span>138</text:span>00138000</text:p></style:header>";
    let mime = ("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
    let sheets = package(&[mime, ("content.xml", &content), ("styles.xml", header)]);
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("名单.ods", SimpleFileOptions::default()).unwrap();
    archive.write_all(&sheets).unwrap();
    let scan = scanned("附件.zip", archive.finish().unwrap().into_inner());
    let within = |place: &str| format!("其中的文件“名单.ods”：{place}");
    let rows = ["公示”第 3", "公示”第 4", "公示”第 5", "公示”第 6", "公示”第 6", "公示”第 7", "底表”（隐藏）第 1"];
    let expected = rows.map(|row| within(&format!("工作表“{row} 行"))).into_iter().chain([within("页眉页脚")]);
    assert_eq!(places(&scan), expected.collect::<Vec<_>>());
    assert_eq!(scan.extent, Extent::Whole);
}

#[test]
fn a_hidden_sheet_a_hidden_column_and_a_hidden_row_are_read() {
    let bytes = workbook(|workbook| {
        let shown = workbook.add_worksheet().set_name("公示").unwrap();
        shown.write(0, 0, "姓名").unwrap();
        shown.write(1, 2, identity_card(1)).unwrap();
        shown.set_column_hidden(2).unwrap();
        shown.write(4, 0, "13900139000").unwrap();
        shown.set_row_hidden(4).unwrap();
        let hidden = workbook.add_worksheet().set_name("名单").unwrap();
        hidden.write(11, 2, 13_800_138_000_i64).unwrap();
        hidden.set_hidden(true);
    });
    let scan = scanned("名单.xlsx", bytes);
    assert_eq!(
        scan.refusal().unwrap(),
        "文件中有 3 处不得公开的内容，请删除或遮盖后再上传（隐藏的也会被公众看到）\n\
         工作表“公示”C2（隐藏列）：居民身份证号码 45*************012\n\
         工作表“公示”A5（隐藏行）：手机号码 139****9000\n\
         工作表“名单”（隐藏）C12：手机号码 138****8000"
            .replace("012", &identity_card(1)[15..])
    );
    assert_eq!(scan.extent, Extent::Whole);
}

#[test]
fn what_a_workbook_remembers_beside_its_cells_is_read() {
    let bytes = workbook(|workbook| {
        let sheet = workbook.add_worksheet().set_name("表").unwrap();
        sheet.write(0, 0, "正文").unwrap();
        sheet.insert_note(2, 1, &Note::new(format!("联系 {MOBILE}"))).unwrap();
        sheet.set_header(format!("&C{}", identity_card(2)));
    });
    assert_eq!(places(&scanned("a.xlsx", bytes)), ["工作表“表”的页眉页脚", "工作表“表”B3 的批注"]);
    let left = format!(
        "<sst><si><t>甲</t></si><si><r><t>45012320991231</t></r><r><t>{}</t></r></si></sst>",
        &identity_card(3)[14..]
    );
    let bytes = package(&[
        ("[Content_Types].xml", "<Types/>"),
        ("xl/workbook.xml", "<workbook><sheets><sheet name=\"表\" id=\"r1\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", "<r><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></r>"),
        (
            "xl/worksheets/sheet1.xml",
            "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>",
        ),
        ("xl/sharedStrings.xml", &left),
        ("xl/pivotCache/pivotCacheRecords1.xml", &format!("<r><s v=\"{MOBILE}\"/></r>")),
        ("docProps/core.xml", "<p><creator>13900139000</creator></p>"),
    ]);
    assert_eq!(
        places(&scanned("a.xlsx", bytes)),
        ["残留文字（已不在任何单元格中）", "数据透视表背后的数据", "文档属性"]
    );
}

#[test]
fn a_letter_is_read_with_what_is_not_seen_of_it() {
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let id = identity_card(4);
    let body = format!(
        "<w:p>{}</w:p><w:p>{}{}</w:p>\
         <w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc></w:tr><w:tr><w:tc><w:p/></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>\
         <w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{MOBILE}</w:t></w:r></w:p>\
         <w:p><w:del><w:r><w:delText>{MOBILE}</w:delText></w:r></w:del></w:p>",
        run("公示"),
        run(&id[..9]),
        run(&id[9..]),
        run("电话"),
        run(MOBILE),
    );
    let comment = format!("<w:comments xmlns:w=\"w\"><w:comment><w:p>{}</w:p></w:comment></w:comments>", run(MOBILE));
    let header = format!("<w:hdr xmlns:w=\"w\"><w:p>{}</w:p></w:hdr>", run("机密★10年"));
    let scan = scanned("通知.docx", letter(&body, &[("word/comments.xml", &comment), ("word/header1.xml", &header)]));
    assert_eq!(
        places(&scan),
        [
            "第 2 段",
            "第 1 个表格第 2 行第 2 列",
            "第 3 段（隐藏文字）",
            "第 4 段（修订中删除的文字）",
            "页眉第 1 段",
            "批注第 1 段",
        ]
    );
    assert!(scan.refusing.listed[4].what.contains("机密★10年"));
}

#[test]
fn a_datum_is_never_told_in_full() {
    let text = format!("张某 {} {MOBILE} 6222020200112233440", identity_card(5));
    let refusal = scanned("名单.txt", text.into_bytes()).refusal().unwrap();
    for datum in [identity_card(5).as_str(), MOBILE, "6222020200112233440"] {
        assert!(!refusal.contains(datum), "{refusal}");
    }
}

#[test]
fn the_first_places_are_listed_and_all_are_counted() {
    let lines: Vec<String> = (0..LISTED + 30).map(|n| identity_card(u32::try_from(n).unwrap())).collect();
    let scan = scanned("名单.csv", format!("姓名,证件\n甲,{}", lines.join("\n乙,")).into_bytes());
    assert_eq!((scan.refusing.listed.len(), scan.refusing.total), (LISTED, LISTED + 30));
    assert_eq!(scan.refusing.listed[0].place, "单元格 B2");
    assert!(scan.refusal().unwrap().ends_with("\n另有 30 处未列出"));
}

#[test]
fn a_passport_and_a_plate_are_for_a_person_to_judge() {
    let scan = scanned("名单.txt", "护照 E12345678\n桂A·12345".into());
    assert_eq!((scan.refusal(), scan.doubtful.total), (None, 2));
    assert_eq!(scan.doubtful.listed[0].place, "第 1 行");
}

#[test]
fn chinese_windows_writes_its_own_text_files() {
    let (bytes, _, _) = encoding_rs::GB18030.encode("内部资料 注意保存\r\n正文");
    assert_eq!(places(&scanned("通知.txt", bytes.into_owned())), ["第 1 行"]);
}

#[test]
fn files_within_files_are_read() {
    let list = workbook(|workbook| {
        workbook.add_worksheet().set_name("名单").unwrap().write(0, 0, MOBILE).unwrap();
    });
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [("说明.txt", "说明".as_bytes()), ("附件/名单.xlsx", &list)] {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    let scan = scanned("材料.zip", archive.finish().unwrap().into_inner());
    assert_eq!(places(&scan), ["其中的文件“名单.xlsx”：工作表“名单”A1"]);
    let pictures = package(&[("照片.jpg", "?"), ("说明.txt", "说明")]);
    assert_eq!(scanned("材料.zip", pictures).extent, Extent::Partly);
}

#[test]
fn a_slide_and_a_page_of_the_national_format_are_read() {
    let slide =
        format!("<p:sld xmlns:p=\"p\" xmlns:a=\"a\" show=\"0\"><a:p><a:r><a:t>{MOBILE}</a:t></a:r></a:p></p:sld>");
    let notes = format!("<p:notes xmlns:p=\"p\" xmlns:a=\"a\"><a:p><a:r><a:t>{MOBILE}</a:t></a:r></a:p></p:notes>");
    let types = ("[Content_Types].xml", "<Types/>");
    let slides = package(&[types, ("ppt/slides/slide2.xml", &slide), ("ppt/notesSlides/notesSlide1.xml", &notes)]);
    assert_eq!(places(&scanned("a.pptx", slides)), ["幻灯片 2（隐藏）", "备注页 1"]);
    let page = format!(
        "<ofd:Page xmlns:ofd=\"o\"><ofd:TextObject><ofd:TextCode>{MOBILE}</ofd:TextCode></ofd:TextObject></ofd:Page>"
    );
    let ofd = package(&[("OFD.xml", "<o/>"), ("Doc_0/Pages/Page_2/Content.xml", &page)]);
    assert_eq!(places(&scanned("a.ofd", ofd)), ["第 3 页"]);
}

/// A page whose text is drawn as `operations` say, in a font of plain letters.
fn pdf(operations: Vec<Operation>) -> Vec<u8> {
    pdf_with(operations, |_| dictionary! { "Subtype" => "Type1", "Encoding" => "WinAnsiEncoding" })
}

fn pdf_with(operations: Vec<Operation>, font: impl FnOnce(&mut Document) -> Dictionary) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let mut font = font(&mut document);
    font.set("Type", "Font");
    let font = document.add_object(font);
    let content = Content { operations }.encode().unwrap();
    let content = document.add_object(Stream::new(dictionary! {}, content));
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
    });
    let kids = vec![page.into()];
    document.objects.insert(pages, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 1 }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn step(operator: &str, operands: Vec<Object>) -> Operation {
    Operation::new(operator, operands)
}

#[test]
fn pieces_of_a_page_that_touch_are_one_number() {
    let draw = |second_at: i32| {
        pdf(vec![
            step("BT", vec![]),
            step("Tf", vec!["F1".into(), 10.into()]),
            step("Td", vec![100.into(), 700.into()]),
            step("Tj", vec![Object::string_literal("138001")]),
            step("Td", vec![second_at.into(), 0.into()]),
            step("Tj", vec![Object::string_literal("38000")]),
            step("ET", vec![]),
        ])
    };
    let together = scanned("a.pdf", draw(30));
    assert_eq!((places(&together), together.extent), (vec!["第 1 页".to_owned()], Extent::Whole));
    assert_eq!(scanned("a.pdf", draw(60)).refusing.total, 0, "two cells of a table");
}

/// Programs cut out of a font what they need and give the glyphs names of their own.
#[test]
fn a_font_is_asked_what_its_codes_mean() {
    let shown = || {
        vec![
            step("BT", vec![]),
            step("Tf", vec!["F1".into(), 10.into()]),
            step("Tj", vec![Object::string_literal("abc")]),
            step("ET", vec![]),
        ]
    };
    let made_up = |_: &mut Document| {
        let names = vec![97.into(), "g1".into(), "g2".into(), "g3".into()];
        dictionary! { "Subtype" => "Type3", "Encoding" => dictionary! { "Differences" => names } }
    };
    assert_eq!(scanned("a.pdf", pdf_with(shown(), made_up)).extent, Extent::Nothing);
    // a is 138, b is 0013, c is 8000.
    let map = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 2 def\n\
               1 begincodespacerange\n<00> <FF>\nendcodespacerange\n3 beginbfchar\n<61> <003100330038>\n\
               <62> <0030003000310033>\n<63> <0038003000300030>\nendbfchar\nendcmap\n\
               CMapName currentdict /CMap defineresource pop\nend\nend";
    let meaning = |document: &mut Document| {
        let map = document.add_object(Stream::new(dictionary! {}, map.into()));
        let mut font = made_up(document);
        font.set("ToUnicode", map);
        font
    };
    assert_eq!(places(&scanned("a.pdf", pdf_with(shown(), meaning))), ["第 1 页"]);
}

#[test]
fn what_cannot_be_read_is_said_to_be_so() {
    assert_eq!(scanned("扫描件.pdf", pdf(vec![])).extent, Extent::Nothing);
    assert_eq!(scanned("坏.pdf", b"%PDF-1.7\nnothing".to_vec()).extent, Extent::Unreadable);
    let mut old = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    old.resize(2048, 0);
    assert_eq!(scanned("旧.doc", old.clone()).extent, Extent::Unreadable);
    assert_eq!(scanned("旧.xls", old).extent, Extent::Unreadable);
}

#[test]
fn a_part_that_unpacks_to_more_than_is_read_is_left_in_the_middle() {
    let rows = format!("<row><c t=\"str\"><v>甲乙丙丁</v></c>{}</row>", " ".repeat(100_000));
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("[Content_Types].xml", SimpleFileOptions::default()).unwrap();
    archive.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).unwrap();
    for _ in 0..(300 << 20) / rows.len() {
        archive.write_all(rows.as_bytes()).unwrap();
    }
    // Within an archive of its own, where the gate does not see what it unpacks to.
    let mut outer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    outer.start_file("名单.xlsx", SimpleFileOptions::default()).unwrap();
    outer.write_all(&archive.finish().unwrap().into_inner()).unwrap();
    assert_eq!(scanned("a.zip", outer.finish().unwrap().into_inner()).extent, Extent::Partly);
}

#[test]
fn a_heavier_place_displaces_a_lighter_one_from_the_list() {
    let scan = scanned("名单.txt", ("桂A12345\n".repeat(LISTED + 5) + "护照 E12345678").into_bytes());
    assert_eq!((scan.doubtful.listed.len(), scan.doubtful.total), (LISTED, LISTED + 6));
    assert_eq!(scan.doubtful.heaviest(), Some(Severity::Confirm));
}

#[test]
fn shared_texts_are_found_whatever_the_case_of_their_name_and_missed_where_they_are_not() {
    let workbook = |shared: &str| {
        let texts = format!("<sst><si><t>{MOBILE}</t></si></sst>");
        let sheet = "<worksheet><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"str\"><v>甲</v></c></row></worksheet>";
        let types = ("[Content_Types].xml", "<Types/>");
        scanned("a.xlsx", package(&[types, ("xl/worksheets/sheet1.xml", sheet), (shared, &texts)]))
    };
    let found = workbook("xl/SharedStrings.xml");
    assert_eq!((found.refusing.total, found.extent), (1, Extent::Whole));
    assert!(found.refusing.listed[0].place.ends_with("A1"));
    assert_eq!(workbook("xl/others.xml").extent, Extent::Partly);
}

#[test]
fn charts_and_diagrams_are_read() {
    let chart = format!("<c:chart><c:cat><c:pt idx=\"0\"><c:v>{MOBILE}</c:v></c:pt></c:cat></c:chart>");
    let diagram = format!("<dgm:pt><dgm:t><a:p><a:r><a:t>{MOBILE}</a:t></a:r></a:p></dgm:t></dgm:pt>");
    for (name, folder) in [("a.docx", "word"), ("a.pptx", "ppt"), ("a.xlsx", "xl")] {
        let main = match folder {
            "word" => "word/document.xml",
            "ppt" => "ppt/slides/slide1.xml",
            _ => "xl/worksheets/sheet1.xml",
        };
        let bytes = package(&[
            ("[Content_Types].xml", "<Types/>"),
            (main, "<main/>"),
            (&format!("{folder}/charts/chart1.xml"), &chart),
            (&format!("{folder}/diagrams/data1.xml"), &diagram),
        ]);
        assert_eq!(places(&scanned(name, bytes)), ["图表背后的数据", "图示中的文字"], "{name}");
    }
}

#[test]
fn a_form_field_is_read_where_its_value_stands() {
    let bytes = pdf(vec![]);
    let mut document = Document::load_mem(&bytes).unwrap();
    let page = document.page_iter().next().unwrap();
    let text = document.add_object(Object::string_literal(MOBILE));
    let field = document.add_object(dictionary! { "T" => Object::string_literal("phone"), "V" => text });
    let widget = |parent: lopdf::ObjectId| dictionary! { "Subtype" => "Widget", "Parent" => parent };
    let comment = dictionary! { "Subtype" => "Text", "Contents" => text };
    let all = vec![widget(field).into(), widget(field).into(), comment.into()];
    document.get_dictionary_mut(page).unwrap().set("Annots", all);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    assert_eq!(places(&scanned("a.pdf", bytes)), ["第 1 页的批注或表单", "第 1 页的批注或表单"]);
}
