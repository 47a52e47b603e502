//! The workbook of the work report, read back by another library.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use documents::xlsx_work_report::work_report_workbook;
use domain::{
    plan::{ColumnCode, Plan, UnitCode},
    time::parse_minute,
    work_report::{Counts, InTime, Period, Published, WorkReport},
};

fn report() -> WorkReport {
    let plan = Plan::from_toml(include_str!("../../../../plans/longan-2018.toml")).unwrap();
    let (column, unit) = (ColumnCode::parse("tzgg").unwrap(), UnitCode::parse("jyj").unwrap());
    let counts = Counts {
        published: vec![Published { column: column.clone(), unit: unit.clone(), count: 7 }],
        in_time: vec![InTime { column, unit, is_late: true, count: 2 }],
        actions: vec![("item.save".into(), 30)],
        ..Counts::default()
    };
    let at = parse_minute("2026-11-24 09:00").unwrap();
    WorkReport::new(
        &plan.in_force("2026-11-24".parse().unwrap()),
        Period::Year(2026),
        &counts,
        "2026-01-01".parse().unwrap(),
        at,
    )
}

/// The cells of a sheet.
fn sheet(bytes: &[u8], name: &str) -> Vec<Vec<Data>> {
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap();
    workbook.worksheet_range(name).unwrap().rows().map(<[Data]>::to_vec).collect()
}

fn text(text: &str) -> Data {
    Data::String(text.to_owned())
}

#[test]
fn the_workbook_says_what_the_page_says() {
    let bytes = work_report_workbook("隆安县人民政府门户网站", &report()).unwrap();
    let form = sheet(&bytes, "工作报表");
    assert_eq!(form[0][0], text("政府网站工作年度报表（2026年度）"));
    let note = form[1][0].to_string();
    assert!(note.contains("隆安县人民政府门户网站") && note.contains("统计截至 2026-11-24"), "{note}");
    let row = |label: &str| form.iter().find(|row| row[1] == text(label)).unwrap();
    // Figures are numbers, that they can be added up; what nobody has counted says so.
    assert_eq!(row("总数（条）")[2], Data::Float(7.0));
    assert_eq!(row("网站总访问量（次）")[2], text("由人工填写"));
    assert_eq!(form.len(), 3 + report().parts.iter().map(|part| part.rows.len()).sum::<usize>());

    let columns = sheet(&bytes, "按栏目统计");
    let notices = columns.iter().find(|row| row[0].to_string().ends_with("通知公告")).unwrap();
    assert_eq!(notices[1..4], [Data::Float(7.0), Data::Float(0.0), Data::Float(2.0)]);
    let units = sheet(&bytes, "按单位统计");
    let bureau = units.iter().find(|row| row[0] == text("县教育局")).unwrap();
    assert_eq!(bureau[1..4], [Data::Float(7.0), Data::Float(0.0), Data::Float(2.0)]);
    assert_eq!(sheet(&bytes, "按日志统计")[3], [text("保存草稿"), Data::Float(30.0)]);
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let made = || work_report_workbook("隆安县人民政府门户网站", &report()).unwrap();
    assert_eq!(made(), made());
}
