//! The workbook of the work report, read back by another library.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use documents::xlsx_work_report::work_report_workbook;
use domain::{
    obligation::Side,
    plan::{ColumnCode, Plan, UnitCode},
    time::parse_minute,
    work_report::{Counts, Part, Period, Published, SIGNERS, Timed, WorkReport},
};

fn report() -> WorkReport {
    let mut plan = Plan::from_toml(include_str!("../../../../plans/longan-2018.toml")).unwrap();
    plan.site.owner = "隆安县人民政府办公室".into();
    let (column, unit) = (ColumnCode::parse("tzgg").unwrap(), UnitCode::parse("jyj").unwrap());
    let counts = Counts {
        published: vec![Published { column: column.clone(), unit: unit.clone(), count: 7 }],
        timed: vec![
            Timed { column: column.clone(), unit: unit.clone(), late_with: None, count: 1 },
            Timed { column: column.clone(), unit: unit.clone(), late_with: Some(Side::Unit), count: 2 },
            Timed { column, unit, late_with: Some(Side::Lead), count: 3 },
        ],
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
fn the_form_stands_on_a_sheet_of_its_own_and_is_signed_at_its_foot() {
    let bytes = work_report_workbook("隆安县人民政府门户网站", &report()).unwrap();
    let form = sheet(&bytes, "工作报表");
    assert_eq!(form[0][0], text("政府网站工作年度报表（2026年度）"));
    assert_eq!(form[1][0], text("填报单位：隆安县人民政府办公室"));
    // The rows at the head have no part before them; a part begins beside its first row.
    assert_eq!(form[2][0], text("网站名称"));
    let of = |label: &str| form.iter().position(|row| row.contains(&text(label))).unwrap();
    let total = &form[of("总数（单位：条）")];
    // Figures are numbers, that they can be added up; what nobody has counted says so.
    assert_eq!((&total[0], &total[1], &total[3]), (&text("信息发布"), &text("总数（单位：条）"), &Data::Float(7.0)));
    assert_eq!(form[of("网站总访问量（单位：次）")][3], text("由人工填写"));
    assert_eq!(form[of("是否开展应急演练")][3], text("□是 □否"));
    let letters = &form[of("收到留言数量（单位：条）")];
    assert_eq!((&letters[1], &letters[2]), (&text("留言办理"), &text("收到留言数量（单位：条）")));
    let innovation = &form[of("创新发展")];
    assert_eq!(innovation[1], text("□搜索即服务 □多语言版本 □无障碍浏览 □千人千网 □其他"));
    let rows = report().form.iter().flat_map(Part::rows).count();
    assert_eq!(form.len(), 2 + rows + SIGNERS.len());
    let foot: Vec<&Data> = form[2 + rows..].iter().map(|row| &row[0]).collect();
    assert_eq!(foot, SIGNERS.map(text).iter().collect::<Vec<_>>());
}

#[test]
fn the_workbook_says_what_the_page_says() {
    let bytes = work_report_workbook("隆安县人民政府门户网站", &report()).unwrap();
    let bases = sheet(&bytes, "填报说明");
    let note = bases[1][0].to_string();
    assert!(note.contains("隆安县人民政府门户网站") && note.contains("统计截至 2026-11-24"), "{note}");
    assert_eq!(bases.len(), 3 + report().bases().count());
    let appendix = sheet(&bytes, "附表");
    assert_eq!(appendix.iter().find(|row| row[1] == text("按期率")).unwrap()[2], text("16.6%"));

    let figures = |row: &[Data]| row[1..].iter().map(ToString::to_string).collect::<Vec<_>>();
    let columns = sheet(&bytes, "按栏目统计");
    let notices = columns.iter().find(|row| row[0].to_string().ends_with("通知公告")).unwrap();
    assert_eq!(notices[1], Data::Float(7.0));
    assert_eq!(figures(notices), ["7", "1", "5", "16.6%", "0", "0", "0"]);
    let total = columns.last().unwrap();
    assert_eq!((total[0].to_string().as_str(), figures(total)), ("合计", figures(notices)));
    let units = sheet(&bytes, "按单位统计");
    let bureau = units.iter().find(|row| row[0] == text("县教育局")).unwrap();
    // Of the five that were late the lead unit took three.
    assert_eq!(figures(bureau), ["7", "1", "2", "3", "33.3%", "0", "0", "0"]);
    let total = units.last().unwrap();
    assert_eq!((total[0].to_string().as_str(), figures(total)), ("合计", figures(bureau)));
    assert_eq!(sheet(&bytes, "按日志统计")[3], [text("保存草稿"), Data::Float(30.0)]);
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let made = || work_report_workbook("隆安县人民政府门户网站", &report()).unwrap();
    assert_eq!(made(), made());
}
