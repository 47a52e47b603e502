//! Personal data: tables of what is and what is not, and the arithmetic as properties.

use chrono::Datelike;
use documents::personal_data::{PersonalDatumKind, find, mask_all};
use proptest::prelude::*;

use PersonalDatumKind::{BankCard, IdentityCard, MobilePhone, Passport, Plate};

#[test]
fn each_kind_is_found_where_it_stands_and_masked() {
    let cases = [
        ("身份证号11010519491231002X。", IdentityCard, (4, 22), "11*************02X"),
        ("身份证：１１０１０５１９４９１２３１００２Ｘ", IdentityCard, (4, 22), "１１*************０２Ｘ"),
        ("110105 19491231 002x", IdentityCard, (0, 20), "11**** ******** *02x"),
        ("旧证110105491231002号", IdentityCard, (2, 17), "11**********002"),
        ("联系人张某，13800138000", MobilePhone, (6, 17), "138****8000"),
        ("手机：138-0013-8000", MobilePhone, (3, 16), "138-****-8000"),
        ("手机：138 0013 8000", MobilePhone, (3, 16), "138 **** 8000"),
        ("手机：138.0013.8000。", MobilePhone, (3, 16), "138.****.8000"),
        ("手机：１３８００１３８０００", MobilePhone, (3, 14), "１３８****８０００"),
        ("+8613800138000", MobilePhone, (3, 14), "138****8000"),
        ("+86 13800138000", MobilePhone, (4, 15), "138****8000"),
        ("开户行卡号6222021234567890128", BankCard, (5, 24), "***************0128"),
        ("6222 0212 3456 7890 128", BankCard, (0, 23), "**** **** **** ***0 128"),
        ("护照E12345678，", Passport, (2, 11), "E******78"),
        ("护照号码：EA1234567", Passport, (5, 14), "E******67"),
        ("小型轿车桂A·12345违停", Plate, (4, 12), "桂A·***45"),
        ("桂AD12345", Plate, (0, 8), "桂A****45"),
        ("桂F1234学", Plate, (0, 7), "桂F***4学"),
    ];
    for (text, kind, span, masked) in cases {
        let found = find(text);
        let shown: Vec<_> = found.iter().map(|d| (d.kind, (d.span.start, d.span.end), d.masked.as_str())).collect();
        assert_eq!(shown, [(kind, span, masked)], "{text}");
    }
}

#[test]
fn what_only_looks_personal_is_left_alone() {
    for text in [
        "电话：0771-6521234",
        "热线 400-800-1234、12345、110",
        "邮编532799，桂政办发〔2018〕274号",
        "统一社会信用代码91450123MA5KABCD1X",
        "统一社会信用代码11450123007560812G",
        "项目代码2018-450123-78-03-012345",
        "宗地代码450123100200GB00012",
        "金额1380013800.00元、13800138000123元",
        "时间2018-05-01 12:30:00",
        "110105194912310021",
        "6222021234567890129",
        "4111111111111111",
        "12800138000",
        "序号15 0771 65212",
        "校验值a13800138000b",
        "GB/T 9704-2012，G7201南宁绕城",
        "文件编号ZE12345678、G12345678-2",
        "桂A级景区",
        "新A股12345",
        "合同编号：13900012345",
        "采购项目编号 13720260001",
        "发票号码为13900012346",
        "运单号15912345678已揽收",
        "投资总额15000000000元",
        "发电量13012345678千瓦时",
        "地区生产总值13012345678.90元",
        "13012345678.90",
        "坐标107.13800138000，23.17745678901",
        "IP地址139.204.17.138",
        "里程138.0013公里，版本13.8001.3800",
    ] {
        assert_eq!(find(text), [], "{text}");
    }
}

#[test]
fn what_stands_near_a_mobile_number_excuses_it_only_where_it_is_about_the_number() {
    for text in [
        "合同编号另行通知，电话13800138000",
        "编号：13800138000",
        "产品热线号码：13800138000",
        "13800138000元旦值班",
        "1.13800138000",
        "10.13800138000",
        "坐标见附图，联系人10.13800138000",
        "13800138000.3楼",
        "13800138000.2李四",
        "联系电话13800138000.2.报名地点",
        "会费50元，13800138000",
    ] {
        let found = find(text);
        assert_eq!(found.iter().map(|datum| datum.kind).collect::<Vec<_>>(), [MobilePhone], "{text}");
    }
}

#[test]
fn cells_of_a_table_are_not_read_as_one_number() {
    assert_eq!(find("1380\t0138000"), []);
    assert_eq!(find("138001\n38000"), []);
    assert_eq!(find("13800138000\t13900139000").len(), 2);
    assert_eq!(find("13800138000 13900139000").len(), 2);
    assert_eq!(find("13800138000、13900139000").len(), 2);
}

#[test]
fn a_list_can_be_masked_as_a_whole() {
    assert_eq!(
        mask_all("张某\t11010519491231002X\t13800138000\n李某\t－\t0771-6521234"),
        "张某\t11*************02X\t138****8000\n李某\t－\t0771-6521234"
    );
}

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// Every valid number: some counties, every date from 1900 to 2099, every sequence number.
fn identity_number() -> impl Strategy<Value = String> {
    let county = proptest::sample::select(vec!["450123", "110105", "440524", "620102", "659001", "810000"]);
    let county = county.prop_filter("810000 has no county part", |code| !code.ends_with("0000"));
    (county, 0..73_049i64, 0..1000u32).prop_map(|(county, day, sequence)| {
        let born = chrono::NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + chrono::Days::new(day.try_into().unwrap());
        let body = format!("{county}{}{:02}{:02}{sequence:03}", born.year(), born.month(), born.day());
        let sum: u32 = body.bytes().zip(WEIGHTS).map(|(d, w)| u32::from(d - b'0') * w).sum();
        format!("{body}{}", ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][(sum % 11) as usize])
    })
}

fn prose() -> impl Strategy<Value = String> {
    "[一-龥，。：；\n\ta-z]{0,12}"
}

proptest! {
    #[test]
    fn a_valid_identity_number_is_always_found(number in identity_number(), before in prose(), after in "[一-龥，。：；\n\t]{0,12}") {
        let found = find(&format!("{before}{number}{after}"));
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(found[0].kind, IdentityCard);
        prop_assert_eq!(found[0].span.start, before.chars().count());
        prop_assert!(!found[0].masked.contains(&number[6..14]));
    }

    #[test]
    fn with_another_check_character_it_is_none(number in identity_number(), other in proptest::sample::select(b"0123456789X".to_vec())) {
        let (body, check) = number.split_at(17);
        let other = char::from(other);
        prop_assume!(!check.starts_with(other));
        let found = find(&format!("{body}{other}"));
        prop_assert!(found.iter().all(|d| d.kind != IdentityCard));
    }

    #[test]
    fn a_mobile_number_is_found_alone_but_not_inside_more_digits(rest in "[3-9][0-9]{9}", digit in "[0-9]") {
        let number = format!("1{rest}");
        let alone = find(&format!("电话{number}。"));
        prop_assert_eq!(alone.len(), 1);
        prop_assert_eq!(alone[0].kind, MobilePhone);
        prop_assert_eq!(find(&format!("编号{number}{digit}。")), []);
        prop_assert_eq!(find(&format!("编号{digit}{number}。")), []);
    }

    #[test]
    fn masked_text_has_nothing_left_to_find(number in identity_number(), rest in "[3-9][0-9]{9}", prose in prose()) {
        let masked = mask_all(&format!("{prose}，{number}，1{rest}"));
        prop_assert_eq!(find(&masked), []);
    }

    #[test]
    fn any_text_is_survived(text in "[0-9Xx桂AEG· \\-１２３]{0,80}|\\PC{0,80}") {
        let length = text.chars().count();
        prop_assert!(find(&text).iter().all(|d| d.span.start < d.span.end && d.span.end <= length));
    }
}
