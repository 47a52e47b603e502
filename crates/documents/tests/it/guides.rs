//! Guides to services as a workbook: what goes out comes back, and every cell that cannot be taken is told at once.

use chrono::NaiveDate;
use documents::{
    upload::{Purpose, Refused, accept},
    xlsx_guides::{Guide, headings, read, workbook},
};
use domain::kind::Service;
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

fn table(rows: &[&[&str]]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.iter().map(|&cell| cell.to_owned()).collect()).collect()
}

fn full() -> Service {
    Service {
        department: "县民政局".into(),
        class: "行政给付".into(),
        audience: vec!["个人".into(), "企业".into()],
        events: vec!["退休养老".into(), "证件办理".into()],
        theme: "社会保障".into(),
        everyday_names: "老年证、优待证".into(),
        basis: "《中华人民共和国老年人权益保障法》\n第五十条　=SUM(A1)".into(),
        conditions: "=1+1".into(),
        materials: table(&[
            &["身份证", "必要", "原件和复印件", "1", "申请人自备", "正反面 A4｜B5", "https://example.gov.cn/a.pdf"],
            &["C:\\new\\照片", "", "", "", "", "", ""],
        ]),
        steps: table(&[&["申请", "窗口提交", "当场"], &["办结", "", "7 个工作日"]]),
        legal_limit: "20 个工作日".into(),
        promised_limit: "7 个工作日".into(),
        fee: "不收费".into(),
        place: "示例路 1 号\n二楼".into(),
        hours: "9:00—17:00".into(),
        phone: "0771-1234567".into(),
        complaint: "12345".into(),
        result: "_x0041_优待证".into(),
        online: "https://example.gov.cn/1?a=1&b=2".into(),
        code: "11440000006939756B2440101007000".into(),
        ..Service::default()
    }
}

fn guides(name: &str, bytes: Vec<u8>) -> Result<Vec<Guide>, Vec<String>> {
    let file = accept(name, "", bytes, Purpose::Guides).unwrap();
    read(&file).map_err(|faults| faults.into_iter().map(|fault| format!("{}：{}", fault.cell, fault.message)).collect())
}

/// A workbook whose form is filled in by `fill`, under these headings.
fn form(headings: &[&str], fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in (0_u16..).zip(headings) {
        sheet.write_string(0, column, *name).unwrap();
    }
    fill(sheet);
    workbook.save_to_buffer().unwrap()
}

fn told(guide: &Guide) -> Vec<String> {
    guide.faults.iter().map(|fault| format!("第 {} 行 {}：{}", fault.row, fault.column, fault.reason)).collect()
}

#[test]
fn what_goes_out_comes_back() {
    let bare = Service { department: "县教育局".into(), code: "00123".into(), ..Service::default() };
    let made = [("老年人优待证办理", full()), ("只有单位和编码", bare)];
    let bytes = workbook(day(), made.iter().map(|(title, service)| (*title, service))).unwrap();
    let read = guides("办事指南.xlsx", bytes.clone()).unwrap();
    for (number, (guide, (title, service))) in (2..).zip(read.iter().zip(&made)) {
        assert_eq!((guide.row, guide.title.as_str()), (number, *title));
        assert_eq!((&guide.service, told(guide)), (service, vec![]));
    }
    let again = workbook(day(), made.iter().map(|(title, service)| (*title, service))).unwrap();
    assert_eq!(bytes, again, "the same guides give the same bytes");
}

#[test]
fn a_text_that_no_cell_holds_is_cut_and_not_taken_back_for_the_whole() {
    let material = |number: usize| vec![format!("𠮷第{number}号材料{}", "长".repeat(300)), "必要".to_owned()];
    let long = Service { materials: (0..200).map(material).collect(), code: "1".into(), ..full() };
    let made = [("甲", long.clone()), ("乙", full())];
    let bytes = workbook(day(), made.iter().map(|(title, service)| (*title, service))).unwrap();
    let read = guides("办事指南.xlsx", bytes).unwrap();
    let reason = "第 2 行 申请材料：导出时内容过长，这一格只写了一部分，不能导入；请在网页上修改该事项";
    assert_eq!(told(&read[0]), [reason]);
    assert_eq!(read[0].service, Service { materials: vec![], ..long }, "every other cell as it is");
    assert_eq!((&read[1].service, told(&read[1])), (&full(), vec![]));
}

#[test]
fn the_empty_form_has_no_guides_and_says_so() {
    let empty = workbook(day(), std::iter::empty()).unwrap();
    assert_eq!(guides("模板.xlsx", empty), Err(vec!["：列名下面没有填写事项".to_owned()]));
}

#[test]
fn columns_may_stand_in_any_order_and_be_left_away() {
    let bytes = form(&["实施部门", "事项编码", "事项名称"], |sheet| {
        sheet.write_string(2, 0, " 县民政局 ").unwrap();
        sheet.write_formula(2, 1, Formula::new("=6*7").set_result("42")).unwrap();
        sheet.write_string(2, 2, "老年人\n优待证").unwrap();
    });
    let read = guides("a.xlsx", bytes).unwrap();
    let service = Service { department: "县民政局".into(), code: "42".into(), ..Service::default() };
    assert_eq!(read, [Guide { row: 3, title: "老年人 优待证".into(), service, faults: vec![] }]);
}

#[test]
fn every_bad_cell_is_told_with_its_row_and_heading() {
    let names = ["事项名称", "实施部门", "事项类型", "服务对象", "申请材料", "在线办理地址", "事项编码", "咨询电话"];
    let bytes = form(&names, |sheet| {
        sheet.write_string(1, 0, "甲").unwrap();
        sheet.write_string(2, 0, "乙").unwrap();
        sheet.write_string(2, 1, "县民政局").unwrap();
        sheet.write_string(2, 2, "处罚").unwrap();
        sheet.write_string(2, 3, "个人、群众").unwrap();
        sheet.write_string(2, 4, "身份证｜必要｜手抄件\n｜必要\n户口本｜｜｜｜｜｜javascript:alert(1)").unwrap();
        sheet.write_string(2, 5, "登录平台").unwrap();
        sheet.write_number(2, 6, 1.144e30).unwrap();
        sheet.write_formula(2, 7, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        sheet.write_string(3, 0, "丙").unwrap();
        sheet.write_string(3, 1, "县民政局").unwrap();
        sheet.write_string(3, 4, "身份证｜必要｜原件｜1｜自备｜无｜｜多出").unwrap();
        sheet.write_string(4, 0, "丁").unwrap();
        sheet.write_string(4, 1, "县民政局").unwrap();
    });
    let read = guides("a.xlsx", bytes).unwrap();
    assert_eq!(told(&read[3]), Vec::<String>::new());
    let all: Vec<String> = read.iter().flat_map(told).collect();
    assert_eq!(
        all,
        [
            "第 2 行 实施部门：缺少实施部门",
            "第 3 行 事项编码：数字超过 15 位，表格软件已丢失末尾几位：请把该列设为文本后重新填写",
            "第 3 行 咨询电话：公式出错（#DIV/0!），请改正后再上传",
            "第 3 行 事项类型：“处罚”不在可选项中，可填：行政许可、行政确认、行政给付、行政奖励、行政裁决、行政征收、公共服务、其他行政权力",
            "第 3 行 服务对象：“群众”不在可选项中，可填：个人、企业、社会组织、机关事业单位",
            "第 3 行 申请材料：第 1 行形式：“手抄件”不在可选项中，可填：原件、复印件、原件和复印件、电子件",
            "第 3 行 申请材料：第 2 行缺少材料名称",
            "第 3 行 申请材料：第 3 行空白表或样表：须是网址，或上传后的 /media/ 地址",
            "第 3 行 在线办理地址：须以 http://、https:// 或 / 开头",
            "第 4 行 申请材料：第 1 行有 8 段，最多 7 段；文字中的｜请写作 \\｜",
        ]
    );
}

#[test]
fn what_is_no_form_is_refused_as_a_whole() {
    let wrong = form(&["事项名称", "颜色", "事项名称"], |sheet| {
        sheet.write_string(1, 0, "甲").unwrap();
    });
    assert_eq!(
        guides("a.xlsx", wrong).unwrap_err(),
        [
            "B1：没有“颜色”这一列，列名须与模板一致",
            "C1：“事项名称”出现了两次",
            "：第一行须是列名，其中没有“实施部门”；请按模板填写",
        ]
    );
    let merged = form(&["事项名称", "实施部门"], |sheet| {
        sheet.merge_range(1, 1, 2, 1, "县民政局", &Format::new()).unwrap();
    });
    assert_eq!(guides("a.xlsx", merged).unwrap_err(), ["：B2：请取消合并的单元格，每行各填各的"]);
    let hidden = form(&["事项名称", "实施部门"], |sheet| {
        sheet.write_string(1, 0, "甲").unwrap();
        sheet.set_row_hidden(1).unwrap();
    });
    assert!(guides("a.xlsx", hidden).unwrap_err()[0].contains("行被隐藏"));
    let mut two = Workbook::new();
    for name in ["甲", "乙"] {
        two.add_worksheet().set_name(name).unwrap().write_string(0, 0, "事项名称").unwrap();
    }
    let two = guides("a.xlsx", two.save_to_buffer().unwrap()).unwrap_err();
    assert!(two[0].contains("有内容的工作表不止一个（甲、乙）"), "{two:?}");
    for name in ["a.xlsm", "a.xls", "a.csv"] {
        let refused = accept(name, "", b"PK\x03\x04".to_vec(), Purpose::Guides).unwrap_err();
        assert!(matches!(refused, Refused::FormatNotAllowed { .. }), "{name}: {refused:?}");
    }
}

#[test]
fn the_second_sheet_explains_every_column() {
    let bytes = workbook(day(), std::iter::empty()).unwrap();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let range = calamine::Reader::worksheet_range(&mut book, "填表说明").unwrap();
    let explained: Vec<String> = range.rows().map(|row| row[0].to_string()).collect();
    for heading in headings() {
        assert!(explained.iter().any(|name| name == heading), "{heading}");
    }
    assert!(explained.len() > headings().count(), "what holds for all of them stands below");
}
