//! The spreadsheet of the county's plan, read back by another library.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use documents::xlsx_plan::plan_workbook;
use domain::plan::{InForce, Plan};

fn county() -> Plan {
    Plan::from_toml(include_str!("../../../../plans/longan-2018.toml")).unwrap()
}

fn on(plan: Plan, day: &str) -> InForce {
    plan.in_force(day.parse().unwrap())
}

fn today(plan: Plan) -> InForce {
    on(plan, "2026-11-24")
}

struct Sheet {
    rows: Vec<Vec<String>>,
    /// First row and column, last row and column.
    merged: Vec<((u32, u32), (u32, u32))>,
}

fn read(bytes: Vec<u8>) -> Sheet {
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let name = workbook.sheet_names()[0].clone();
    let merged = workbook.merge_cells_by_sheet_name(&name).unwrap();
    let merged = merged.iter().map(|m| (m.start, m.end)).collect();
    let range = workbook.worksheet_range(&name).unwrap();
    let text = |cell: &Data| cell.to_string();
    Sheet { rows: range.rows().map(|row| row.iter().map(text).collect()).collect(), merged }
}

impl Sheet {
    fn table(&self) -> &[Vec<String>] {
        &self.rows[4..]
    }

    /// What a reader sees in a cell: its own text, or that of the merged cell that covers it.
    fn seen(&self, row: usize, column: usize) -> &str {
        let (r, c) = (u32::try_from(row + 4).unwrap(), u32::try_from(column).unwrap());
        let covers = |m: &&((u32, u32), (u32, u32))| (m.0.0..=m.1.0).contains(&r) && (m.0.1..=m.1.1).contains(&c);
        let (r, c) = self.merged.iter().find(covers).map_or((r, c), |m| m.0);
        &self.rows[r as usize][c as usize]
    }
}

#[test]
fn head_and_columns_are_those_of_the_original() {
    let sheet = read(plan_workbook(&today(county())).unwrap());
    assert_eq!(sheet.rows[0][0], "隆安县政府门户网站内容保障方案");
    assert_eq!(sheet.rows[1][0], "（隆办发〔2018〕93号）");
    assert!(sheet.rows[2][0].contains("打★为自治区政府办公厅绩效考核要求"));
    assert_eq!(
        sheet.rows[3],
        [
            "频道",
            "一级栏目",
            "二级栏目",
            "三级栏目",
            "具体内容",
            "保障方式",
            "更新时效",
            "牵头单位",
            "保障单位（发布单位）",
            "备注"
        ]
    );
}

#[test]
fn every_row_of_the_plan_stands_under_its_path() {
    let plan = county();
    let sheet = read(plan_workbook(&today(plan.clone())).unwrap());
    assert_eq!(sheet.table().len(), 65);
    let mut seen: Vec<Vec<String>> = (0..65)
        .map(|row| {
            let mut path: Vec<String> = (0..4).map(|column| sheet.seen(row, column).to_owned()).collect();
            path.dedup(); // a column is merged to the right
            path
        })
        .collect();
    let mut expected: Vec<Vec<String>> = plan
        .columns
        .iter()
        .filter(|column| column.row.is_some())
        .map(|column| {
            let title = |c: &&domain::plan::Column| {
                let star = if c.assessed { "★" } else { "" };
                let alias = c.alias.as_ref().map(|a| format!("（{a}）")).unwrap_or_default();
                format!("{star}{}{alias}", c.name)
            };
            plan.path(&column.code).iter().map(title).collect()
        })
        .collect();
    seen.sort();
    expected.sort();
    assert_eq!(seen, expected);
    let starred = expected.iter().filter(|path| path.last().is_some_and(|name| name.starts_with('★'))).count();
    assert_eq!(starred, 36);
}

#[test]
fn channels_and_groups_are_one_cell_each() {
    let sheet = read(plan_workbook(&today(county())).unwrap());
    let runs = |column: u32| {
        sheet.merged.iter().filter(move |m| m.0.0 >= 4 && m.0.1 == column && m.1.1 == column).map(|m| m.1.0 - m.0.0 + 1)
    };
    // Channels of 7, 33, 9, 11 and 4 rows; the sixth has one.
    assert_eq!(runs(0).collect::<Vec<_>>(), [7, 33, 9, 11, 4]);
    assert_eq!(runs(1).max(), Some(30), "信息公开目录");
    assert_eq!(runs(2).max(), Some(11), "基础信息公开");
    for (n, one) in sheet.merged.iter().enumerate() {
        for other in &sheet.merged[n + 1..] {
            let apart = one.1.0 < other.0.0 || other.1.0 < one.0.0 || one.1.1 < other.0.1 || other.1.1 < one.0.1;
            assert!(apart, "{one:?} and {other:?} overlap, Excel would call the file damaged");
        }
    }
}

#[test]
fn duties_are_written_as_the_table_words_them() {
    let sheet = read(plan_workbook(&today(county())).unwrap());
    let news = sheet.table().iter().position(|row| row[2].contains("隆安动态")).unwrap();
    assert_eq!(sheet.seen(news, 5), "信息报送");
    assert_eq!(sheet.seen(news, 6), "2周内");
    assert_eq!(sheet.seen(news, 7), "县委宣传部");
    assert_eq!(sheet.seen(news, 8), "各部门、县新闻传播中心");
}

#[test]
fn retired_columns_are_left_out_from_their_day_on_and_the_bytes_repeat() {
    let mut plan = county();
    let first = plan.columns.iter().position(|column| column.row.is_some()).unwrap();
    plan.columns[first].retired_on = "2026-12-01".parse().ok();
    for (day, rows) in [("2026-11-30", 65), ("2026-12-01", 64)] {
        let plan = on(plan.clone(), day);
        let bytes = plan_workbook(&plan).unwrap();
        assert_eq!(bytes, plan_workbook(&plan).unwrap(), "{day}");
        assert_eq!(read(bytes).table().len(), rows, "{day}");
    }
}
