//! Tables from files as offices write them: what is read, and everything that is refused with its address.

use std::io::{Cursor, Write};

use crate::old_office::{label, record, words, workbook};
use documents::{
    spreadsheet::{MAX_FAULTS, Table, read},
    upload::{Purpose, accept},
};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

fn table(name: &str, bytes: Vec<u8>) -> Result<Table, Vec<String>> {
    let file = accept(name, "", bytes, Purpose::Register).unwrap();
    read(&file).map_err(|faults| faults.into_iter().map(|fault| format!("{}：{}", fault.cell, fault.message)).collect())
}

fn csv(text: impl Into<Vec<u8>>) -> Result<Table, Vec<String>> {
    table("清单.csv", text.into())
}

/// A workbook whose first sheet is filled by `fill`.
fn xlsx(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

/// Writes rows of text from A1 on.
fn write(sheet: &mut Worksheet, rows: &[&[&str]]) {
    for (row, cells) in (0_u32..).zip(rows) {
        for (column, text) in (0_u16..).zip(*cells) {
            if !text.is_empty() {
                sheet.write_string(row, column, *text).unwrap();
            }
        }
    }
}

#[track_caller]
fn refused(result: Result<Table, Vec<String>>, words: &[&str]) {
    let faults = result.unwrap_err();
    for word in words {
        assert!(faults.iter().any(|fault| fault.contains(word)), "{word} is not in {faults:#?}");
    }
}

#[test]
fn csv_is_read_in_every_usual_encoding() {
    let expected = vec![vec!["1".to_owned(), "办理居民身份证".into()], vec!["2".into(), "a\"b, c".into()]];
    let text = "序号,事项名称\r\n1,办理居民身份证\r\n2,\"a\"\"b, c\"\r\n";
    let gb = encoding_rs::GB18030.encode(text).0.into_owned();
    let marked = format!("\u{feff}{text}").into_bytes();
    let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in [text.as_bytes().to_vec(), gb, marked, wide] {
        let table = csv(bytes).unwrap();
        assert_eq!(table.header, ["序号", "事项名称"]);
        assert_eq!(table.rows, expected);
    }
    assert_eq!(csv("甲\t乙\n1\t2\n").unwrap().rows, [["1", "2"]], "tabs part cells where there is no comma");
    refused(csv(vec![0x81, 0xFF, 0x2C, 0x81, 0xFF]), &["文字编码无法识别"]);
}

#[test]
fn titles_above_the_header_are_passed_over() {
    let bytes = xlsx(|sheet| {
        sheet.merge_range(0, 0, 0, 2, "隆安县权责清单（示例）", &Format::new()).unwrap();
        let notes = ["填报单位：示例局", "", "填报日期：2026年11月"];
        write(
            sheet,
            &[&[], &notes, &[], &["编码", "事项", "类别"], &["A-1", "示例事项", "行政许可"], &["A-2", "二", ""]],
        );
    });
    let table = table("清单.xlsx", bytes).unwrap();
    assert_eq!(table.header, ["编码", "事项", "类别"]);
    assert_eq!(table.rows, [["A-1", "示例事项", "行政许可"], ["A-2", "二", ""]]);
    assert_eq!(table.notes, ["表头上方的 2 行（标题、填报单位等）没有导入"]);
}

#[test]
fn cells_read_as_the_sheet_shows_them() {
    let bytes = xlsx(|sheet| {
        write(sheet, &[&["名称", "日期", "比例", "金额", "编号", "公式", "是否", "说明"]]);
        let with = |format: &str| Format::new().set_num_format(format);
        sheet.write_string(1, 0, "示\u{200b}例\n一").unwrap();
        let day = ExcelDateTime::from_ymd(2026, 11, 24).unwrap();
        sheet.write_datetime_with_format(1, 1, &day, &with("yyyy\"年\"m\"月\"d\"日\"")).unwrap();
        sheet.write_number_with_format(1, 2, 0.125, &with("0.0%")).unwrap();
        sheet.write_number_with_format(1, 3, 1234.5, &with("#,##0.00")).unwrap();
        sheet.write_number_with_format(1, 4, 42, &with("00000")).unwrap();
        sheet.write_formula(1, 5, rust_xlsxwriter::Formula::new("=1+1").set_result("2")).unwrap();
        sheet.write_boolean(1, 6, true).unwrap();
        sheet.write_number(1, 7, 3).unwrap();
        sheet.write_string(2, 0, "示例二").unwrap();
        sheet.write_datetime_with_format(2, 1, &day, &with("yyyy/m/d")).unwrap();
    });
    let table = table("清单.xlsx", bytes).unwrap();
    assert_eq!(table.rows[0], ["示例 一", "2026年11月24日", "12.5%", "1,234.50", "00042", "2", "是", "3"]);
    assert_eq!(table.rows[1][1], "2026-11-24");
}

#[test]
fn every_fault_is_told_at_once_with_its_address() {
    let bytes = xlsx(|sheet| {
        write(sheet, &[&["姓名", "金额", "", "金额"], &["示例一", "", "没有列名"]]);
        sheet.write_formula(1, 1, rust_xlsxwriter::Formula::new("=#REF!").set_result("#REF!")).unwrap();
        sheet.write_number(2, 1, 4.501_231_990_010_112e17).unwrap();
        sheet.write_string(3, 0, "长".repeat(2001)).unwrap();
    });
    let words = ["C1：这一列有内容但没有表头", "D1：列名“金额”重复", "B3：数字超过 15 位", "A4：内容超过 2000 个字"];
    refused(table("清单.xlsx", bytes), &words);
    // An error that a program computed, as Excel stores it.
    let many: String = (0..80).map(|n| format!("{n},{}\n", "长".repeat(2001))).collect();
    let faults = csv(format!("甲,乙\n{many}")).unwrap_err();
    assert_eq!(faults.len(), MAX_FAULTS + 1);
    assert_eq!(faults[MAX_FAULTS], "：另有 30 处问题未列出，请先改正以上各处");
}

#[test]
fn a_header_of_two_lines_is_refused() {
    let bytes = xlsx(|sheet| {
        let plain = Format::new();
        sheet.merge_range(0, 0, 1, 0, "姓名", &plain).unwrap();
        sheet.merge_range(0, 1, 0, 2, "补助", &plain).unwrap();
        sheet.write_string(1, 1, "标准").unwrap();
        sheet.write_string(1, 2, "金额").unwrap();
        sheet.write_string(2, 0, "示例一").unwrap();
    });
    refused(table("清单.xlsx", bytes), &["A1：表头占了两行", "B1：表头占了两行"]);
    refused(csv("姓名,补助,\n,标准,金额\n示例,1,2\n"), &["C1：这一列有内容但没有表头"]);
}

#[test]
fn cells_joined_downwards_are_filled_and_across_refused() {
    let joined = |across: bool| {
        xlsx(|sheet| {
            write(sheet, &[&["乡镇", "姓名"], &["", "示例一"], &["", "示例二"], &["", ""], &["尾", "示例三"]]);
            sheet.merge_range(1, 0, 2, 0, "示例镇", &Format::new()).unwrap();
            if across {
                sheet.merge_range(5, 0, 5, 1, "制表：某某", &Format::new()).unwrap();
            }
        })
    };
    let read = table("名单.xlsx", joined(false)).unwrap();
    assert_eq!(read.rows, [["示例镇", "示例一"], ["示例镇", "示例二"], ["尾", "示例三"]]);
    assert_eq!(read.notes, ["纵向合并的单元格已逐行填写（1 处）"]);
    refused(table("名单.xlsx", joined(true)), &["A6：合并的单元格跨了几列"]);
}

#[test]
fn nothing_hidden_comes_along() {
    let content: &[&[&str]] = &[&["姓名", "病种"], &["示例一", "示例"], &["示例二", "示例"]];
    let column = xlsx(|sheet| {
        write(sheet, content);
        sheet.set_column_hidden(1).unwrap();
        // Empty ones beside the table are no secret.
        sheet.set_column_hidden(9).unwrap();
    });
    assert_eq!(table("名单.xlsx", column).unwrap_err().len(), 1);
    let row = xlsx(|sheet| {
        write(sheet, content);
        sheet.set_row_hidden(2).unwrap();
    });
    refused(table("名单.xlsx", row), &["第 3 行被隐藏（或被筛选掉）而且有内容"]);
    let narrow = xlsx(|sheet| {
        write(sheet, content);
        sheet.set_column_width(1, 0).unwrap();
    });
    refused(table("名单.xlsx", narrow), &["B 列被隐藏而且有内容"]);
    let mut workbook = Workbook::new();
    write(workbook.add_worksheet().set_name("公示").unwrap(), content);
    write(workbook.add_worksheet().set_name("原始").unwrap().set_hidden(true), content);
    workbook.add_worksheet().set_name("空表").unwrap();
    refused(table("名单.xlsx", workbook.save_to_buffer().unwrap()), &["工作表“原始”被隐藏而且有内容"]);
    let mut workbook = Workbook::new();
    write(workbook.add_worksheet().set_name("一").unwrap(), content);
    write(workbook.add_worksheet().set_name("二").unwrap(), content);
    refused(table("名单.xlsx", workbook.save_to_buffer().unwrap()), &["有内容的工作表不止一个（一、二）"]);
}

#[test]
fn limits_are_told_with_the_first_cell_beyond_them() {
    let wide: String = (0..41).map(|n| format!("列{n},")).collect();
    refused(csv(format!("{wide}\n1\n")), &["AO1：表格太宽：最多 40 列"]);
    let long: String = (0..20_001).map(|n| format!("{n}\n")).collect();
    refused(csv(format!("序号\n{long}")), &["共 20001 行，最多 20000 行"]);
    let far = xlsx(|sheet| {
        write(sheet, &[&["甲"], &["1"]]);
        sheet.write_string(1_048_575, 16_383, "远").unwrap();
    });
    refused(table("清单.xlsx", far), &["XFD1048576：表格太宽"]);
    refused(csv("甲,乙\n"), &["表头下面没有数据行"]);
    refused(table("清单.xlsx", xlsx(|_| ())), &["文件中没有内容"]);
}

#[test]
fn what_no_program_opens_says_what_to_do() {
    let mut broken = xlsx(|sheet| write(sheet, &[&["甲"], &["1"]]));
    let half = broken.len() / 2;
    broken[40..half].fill(0);
    refused(table("清单.xlsx", broken), &["文件无法读取"]);
    let mut compound = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    compound.resize(2048, 0);
    refused(table("清单.xls", compound), &["文件无法读取"]);
}

/// An XLS with one sheet: a header of 名称 and 比例, a row with a percentage; its column B may be hidden.
fn xls(is_hidden: bool) -> Vec<u8> {
    let hidden = if is_hidden { record(0x007D, &words(&[1, 1, 2000, 0, 1, 0])) } else { Vec::new() };
    let number = record(0x0203, &[words(&[1, 1, 1]), 0.125_f64.to_le_bytes().to_vec()].concat());
    workbook(&[hidden, label(0, 0, "名称"), label(0, 1, "比例"), label(1, 0, "示例一"), number])
}

#[test]
fn old_workbooks_are_read_with_their_formats() {
    let read = table("清单.xls", xls(false)).unwrap();
    assert_eq!(read.header, ["名称", "比例"]);
    assert_eq!(read.rows, [["示例一", "12.50%"]]);
    refused(table("清单.xls", xls(true)), &["B 列被隐藏而且有内容"]);
}

#[test]
fn an_old_workbook_that_claims_more_than_fits_is_refused() {
    let claim = [vec![0; 4], vec![0xFF; 4], words(&[0, 3, 0])].concat();
    let claims = workbook(&[record(0x0200, &claim), label(0, 0, "名称"), label(1, 0, "示例一")]);
    refused(table("清单.xls", claims), &["文件无法读取"]);
}

/// An ODS with this in its tables.
fn ods(styles: &str, tables: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    for (name, text) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", content.as_str()),
    ] {
        archive.start_file(name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn open_documents_are_read_as_shown() {
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let shown = format!(
        "<table:table table:name=\"公示\"><table:table-column table:number-columns-repeated=\"3\"/>\
         <table:table-row>{}{}{}</table:table-row>\
         <table:table-row>{}<table:table-cell office:value-type=\"percentage\" office:value=\"0.125\"><text:p>12.5%</text:p>\
         <office:annotation><text:p>批注</text:p></office:annotation></table:table-cell>{}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048573\"><table:table-cell table:number-columns-repeated=\"16384\"/>\
         </table:table-row></table:table><table:table table:name=\"空\"/>",
        cell("名称"),
        cell("比例"),
        cell("说明"),
        cell("甲&amp;乙"),
        cell("一<text:s/>二</text:p><text:p>三"),
    );
    let read = table("清单.ods", ods("", &shown)).unwrap();
    assert_eq!(read.header, ["名称", "比例", "说明"]);
    assert_eq!(read.rows, [["甲&乙", "12.5%", "一 二 三"]]);
    let column = shown.replace(
        "<table:table-column table:number-columns-repeated=\"3\"/>",
        "<table:table-column/><table:table-column table:visibility=\"collapse\"/>",
    );
    refused(table("清单.ods", ods("", &column)), &["B 列被隐藏而且有内容"]);
    let row = shown.replacen("<table:table-row>", "<table:table-row table:visibility=\"filter\">", 1);
    refused(table("清单.ods", ods("", &row)), &["第 1 行被隐藏（或被筛选掉）而且有内容"]);
    let style = "<style:style style:name=\"h\"><style:table-properties table:display=\"false\"/></style:style>";
    let sheet = shown.replacen("table:name=\"公示\"", "table:name=\"公示\" table:style-name=\"h\"", 1);
    refused(table("清单.ods", ods(style, &sheet)), &["工作表“公示”被隐藏而且有内容"]);
    refused(table("清单.ods", ods("", &shown.replace("12.5%", "#DIV/0!"))), &["B2：公式出错（#DIV/0!）"]);
}
