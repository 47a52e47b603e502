//! What may be public of a table: the profiles, column by column, and as properties over generated rows.

use chrono::{Datelike, NaiveDate};
use documents::{
    personal_data,
    register::{About, Prepared, compare, csv, prepare, workbook},
    spreadsheet::Table,
};
use domain::{
    desk::register::Treatment,
    register::{Profile, RegisterColumn, Sense},
};
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn made(profile: Profile, name: &str, header: &[&str], rows: &[&[&str]]) -> Prepared {
    let owned = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    let table = Table { header: owned(header), rows: rows.iter().map(|row| owned(row)).collect(), notes: Vec::new() };
    prepare(table, &About { profile, name, today: day("2026-11-24") })
}

fn beneficiaries(header: &[&str], rows: &[&[&str]]) -> Prepared {
    made(Profile::Beneficiaries, "示例补助名单", header, rows)
}

#[test]
fn a_list_of_beneficiaries_shows_what_the_profile_leaves() {
    let header = [
        "序号",
        "姓名",
        "身份证号",
        "联系电话",
        "开户账号",
        "家庭住址",
        "病种",
        "家庭成员",
        "出生年月",
        "补助金额（元）",
    ];
    let prepared = beneficiaries(
        &header,
        &[&[
            "1",
            "韦示例",
            "11010519491231002X",
            "13800138000",
            "6222021234567890128",
            "示例县示例镇示例村示例屯12号",
            "示例病",
            "之子韦某",
            "1949.12",
            "600",
        ]],
    );
    let columns: Vec<&str> = prepared.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(columns, ["序号", "姓名", "身份证号", "联系电话", "开户账号", "家庭住址", "补助金额（元）"]);
    assert_eq!(
        prepared.rows,
        [["1", "韦示例", "11*************02X", "138****8000", "***************0128", "示例县示例镇示例村", "600"]]
    );
    let stays_after: Vec<bool> = prepared.columns.iter().map(|column| column.personal).collect();
    assert_eq!(stays_after, [false, true, true, true, true, true, false]);
    let treated: Vec<(&str, Treatment)> =
        prepared.treated.iter().map(|note| (note.name.as_str(), note.treatment)).collect();
    assert_eq!(treated.len(), header.len(), "every column of the file is accounted for");
    for (name, treatment) in treated {
        let expected = match name {
            "身份证号" | "联系电话" | "开户账号" | "家庭住址" => Treatment::Masked,
            "病种" | "家庭成员" | "出生年月" => Treatment::Dropped,
            _ => Treatment::Kept,
        };
        assert_eq!(treatment, expected, "{name}");
    }
}

#[test]
fn minors_keep_their_family_name_only() {
    // By number, by date, by age, and by what the list is about.
    let by_number =
        beneficiaries(&["姓名", "证件号码", "备注"], &[&["欧阳小明", "450123201203051237", "欧阳小明之妹"]]);
    assert_eq!(by_number.rows, [["欧阳某", "45*************237", "欧阳某之妹"]]);
    let by_date = beneficiaries(&["姓名", "出生日期"], &[&["韦小红", "2012年3月5日"], &["韦大红", "1990-01-01"]]);
    assert_eq!(by_date.rows, [["韦某"], ["韦大红"]]);
    let by_age = beneficiaries(&["年龄", "姓名"], &[&["17岁", "李小明、王小红"], &["18", "李大明"]]);
    assert_eq!(by_age.rows, [["17岁", "李某、王某"], ["18", "李大明"]]);
    let by_name = made(Profile::Beneficiaries, "孤儿基本生活保障名单", &["姓名"], &[&["农小宝"]]);
    assert_eq!(by_name.rows, [["农某"]]);
    let by_header = beneficiaries(&["儿童姓名", "金额"], &[&["陆小宝", "1"]]);
    assert_eq!(by_header.rows, [["陆某", "1"]]);
    assert!(by_age.notes.contains(&"有 1 行涉及未成年人，姓名只保留姓氏".to_owned()));
    // Where nothing tells an age, the author must look.
    let unknown = beneficiaries(&["姓名", "金额"], &[&["韦示例", "1"]]);
    assert!(unknown.notes[0].contains("无法识别未成年人"), "{:?}", unknown.notes);
}

#[test]
fn columns_without_telling_headers_are_known_by_their_content() {
    let prepared = beneficiaries(
        &["甲", "乙", "丙", "丁"],
        &[
            &["韦示例", "13800138000", "肢体残疾二级", "示例镇"],
            &["黄示范", "13900139000", "肢体残疾一级", "示例镇"],
            &["农样例", "无", "无", "示例镇"],
        ],
    );
    let senses: Vec<Sense> = prepared.columns.iter().map(|column| column.sense).collect();
    assert_eq!(senses, [Sense::Name, Sense::Telephone, Sense::Plain]);
    assert_eq!(prepared.rows[0], ["韦示例", "138****8000", "示例镇"]);
    assert_eq!(prepared.treated[2].treatment, Treatment::Dropped);
}

#[test]
fn free_remarks_lose_what_is_personal_in_them() {
    let prepared = beneficiaries(
        &["姓名", "备注", "补贴人数"],
        &[
            &["韦示例", "代领人电话13800138000", "2"],
            &["黄示范", "存折 62178976000001234567", "1"],
            &["农样例", "因患癌致贫", "1"],
            &["陆样本", "新增", "1"],
        ],
    );
    let remarks: Vec<&str> = prepared.rows.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(remarks, ["代领人电话138****8000", "存折 62***************567", "（不公开）", "新增"]);
    assert_eq!(prepared.treated[1].note, "2 处疑似个人信息，已遮盖；1 处涉及疾病或残疾，不公开");
}

#[test]
fn a_list_of_powers_keeps_names_but_no_identity_numbers() {
    let prepared = made(
        Profile::Public,
        "执法人员名录库",
        &["姓名", "执法证号", "备注", "电话"],
        &[&["韦示例", "桂A1234567", "11010519491231002X", "13800138000"]],
    );
    assert_eq!(prepared.rows, [["韦示例", "桂A1234567", "11*************02X", "13800138000"]]);
    assert!(prepared.columns.iter().all(|column| !column.personal));
    assert!(prepared.notes[0].contains("有 1 个手机号码，将原样公开"));
}

#[test]
fn amounts_of_relief_for_illness_are_no_illness() {
    let prepared = beneficiaries(&["姓名", "大病救助金额", "残疾人补贴标准（元/月）"], &[&["韦示例", "3000", "80"]]);
    assert_eq!(prepared.rows, [["韦示例", "3000", "80"]]);
}

#[test]
fn two_tables_are_compared_by_their_first_telling_column() {
    let columns: Vec<RegisterColumn> = ["序号", "事项", "实施机关"]
        .map(|name| RegisterColumn { name: name.into(), sense: Sense::Plain, personal: false })
        .into();
    let row = |number: &str, matter: &str, by: &str| vec![number.to_owned(), matter.into(), by.into()];
    let before = [row("1", "甲", "一局"), row("2", "乙", "一局"), row("3", "丙", "二局")];
    let after = [row("1", "甲", "一局"), row("2", "丙", "三局"), row("3", "丁", "")];
    let found = compare((&columns, &before), (&columns, &after));
    assert_eq!((found.added, found.removed, found.changed), (1, 1, 1));
    assert_eq!(found.lines, ["新增：丁", "变更：丙（实施机关：二局 → 三局）", "取消：乙"]);
    let many: Vec<Vec<String>> = (0..500).map(|n| row("", &format!("事项{n}"), "")).collect();
    let found = compare((&columns, &before), (&columns, &many));
    assert_eq!((found.added, found.removed, found.lines.len()), (500, 3, 200));
}

#[test]
fn a_download_is_the_table_and_always_the_same_bytes() {
    use calamine::Reader;
    let columns: Vec<RegisterColumn> =
        ["编码", "金额"].map(|name| RegisterColumn { name: name.into(), sense: Sense::Plain, personal: false }).into();
    let rows = [vec!["=cmd|'/c calc'!A1".to_owned(), "600".into()], vec!["001".into(), "1.50".into()]];
    let text = csv(&columns, &rows);
    assert_eq!(text, "\u{feff}编码,金额\r\n'=cmd|'/c calc'!A1,600\r\n001,1.50\r\n");
    let bytes = workbook("示例清单", day("2026-11-24"), &columns, &rows).unwrap();
    assert_eq!(bytes, workbook("示例清单", day("2026-11-24"), &columns, &rows).unwrap());
    let mut book = calamine::Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range("示例清单").unwrap();
    let cells: Vec<String> = range.used_cells().map(|(_, _, cell)| cell.to_string()).collect();
    assert_eq!(cells, ["编码", "金额", "=cmd|'/c calc'!A1", "600", "001", "1.50"]);
    assert_eq!(book.worksheet_formula("示例清单").unwrap().used_cells().count(), 0);
}

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

fn identity_number() -> impl Strategy<Value = String> {
    (0..46_000_u64, 0..1000_u32).prop_map(|(days, sequence)| {
        let born = day("1900-01-01") + chrono::Days::new(days);
        let body = format!("450123{}{:02}{:02}{sequence:03}", born.year(), born.month(), born.day());
        let sum: u32 = body.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
        format!("{body}{}", ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][(sum % 11) as usize])
    })
}

fn mobile() -> impl Strategy<Value = String> {
    "1[3-9][0-9]{9}".prop_map(|number| number)
}

/// A card number with its check digit.
fn bank_card() -> impl Strategy<Value = String> {
    "62[0-9]{16}".prop_map(|body| {
        let sum: u32 = (body.bytes().rev().enumerate())
            .map(|(place, digit)| {
                let value = u32::from(digit - b'0') * if place % 2 == 0 { 2 } else { 1 };
                if value > 9 { value - 9 } else { value }
            })
            .sum();
        format!("{body}{}", (10 - sum % 10) % 10)
    })
}

/// One number as people write it: alone, in words, in groups, with full-width digits.
fn written(number: impl Strategy<Value = String>) -> impl Strategy<Value = (String, String)> {
    (number, 0..4).prop_map(|(number, manner)| {
        let text = match manner {
            0 => number.clone(),
            1 => format!("备注：{number}（本人）"),
            2 => format!("示例{number}"),
            _ => number
                .chars()
                .map(|c| if c.is_ascii_digit() { char::from_u32(c as u32 + 0xFEE0).unwrap() } else { c })
                .collect(),
        };
        (text, number)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever the headers say and in whatever order the columns stand.
    #[test]
    fn no_full_number_leaves_the_profile(
        rows in proptest::collection::vec((written(identity_number()), written(mobile()), written(bank_card())), 1..6),
        order in Just(vec![0_usize, 1, 2, 3]).prop_shuffle(),
        named in proptest::collection::vec(any::<bool>(), 4),
    ) {
        let names = ["姓名", "身份证号", "电话", "卡号"];
        let plain = ["一", "二", "三", "四"];
        let header: Vec<String> =
            order.iter().map(|at| if named[*at] { names[*at] } else { plain[*at] }.to_owned()).collect();
        let cells: Vec<Vec<String>> = rows
            .iter()
            .map(|(identity, mobile, card)| {
                let row = ["韦示例".to_owned(), identity.0.clone(), mobile.0.clone(), card.0.clone()];
                order.iter().map(|at| row[*at].clone()).collect()
            })
            .collect();
        let table = Table { header, rows: cells, notes: Vec::new() };
        let about = About { profile: Profile::Beneficiaries, name: "名单", today: day("2026-11-24") };
        let prepared = prepare(table, &about);
        let narrow = |text: &str| -> String {
            text.chars().map(|c| match c { '０'..='９' => char::from_u32(c as u32 - 0xFEE0).unwrap(), other => other }).collect()
        };
        for cell in prepared.rows.iter().flatten() {
            prop_assert_eq!(personal_data::find(cell), [], "{}", cell);
            let cell = narrow(cell);
            for (identity, mobile, card) in &rows {
                for number in [&identity.1, &mobile.1, &card.1] {
                    prop_assert!(!cell.contains(number.as_str()), "{} stands in {}", number, cell);
                }
            }
        }
    }

    #[test]
    fn any_table_is_survived(cells in proptest::collection::vec("\\PC{0,12}", 6), name in "\\PC{0,8}") {
        let table = Table {
            header: vec!["姓名".into(), "出生日期".into(), "住址".into()],
            rows: cells.chunks(3).map(<[String]>::to_vec).collect(),
            notes: Vec::new(),
        };
        for profile in Profile::ALL {
            let prepared = prepare(table.clone(), &About { profile, name: &name, today: day("2026-11-24") });
            prop_assert!(prepared.rows.iter().all(|row| row.len() == prepared.columns.len()));
        }
    }
}
