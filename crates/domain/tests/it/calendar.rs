//! The working-day calendar: the notices that come with the system, and how layers overrule each other.

use chrono::{Datelike, NaiveDate};
use domain::calendar::file::CalendarFile;
use domain::calendar::shipped;
use domain::calendar::{Calendar, Day, Days, Doubt, Holiday, Layer, Notice};
use domain::plan::UnitCode;

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

pub(crate) fn national() -> Calendar {
    shipped::calendar("")
}

/// With the layer of Guangxi.
pub(crate) fn county() -> Calendar {
    shipped::calendar("广西")
}

#[test]
fn each_year_has_the_working_days_that_others_count() {
    // `domain.md` §6.2; 2017 counted on its notice.
    let known = [
        (2017, 249),
        (2018, 250),
        (2019, 250),
        (2020, 249),
        (2021, 250),
        (2022, 249),
        (2023, 249),
        (2024, 251),
        (2025, 248),
        (2026, 248),
    ];
    let calendar = national();
    for (year, days) in known {
        let first = NaiveDate::from_ymd_opt(year, 1, 1).expect("a day");
        let worked = first.iter_days().take_while(|day| day.year() == year).filter(|day| calendar.is_worked(*day));
        assert_eq!(worked.count(), days, "{year}");
    }
}

#[test]
fn the_region_overrules_the_nation_in_both_directions() {
    let (national, county) = (national(), county());
    // A national make-up Saturday and Sunday become free, a plain Saturday becomes worked.
    for (text, nation_works, county_works) in [
        ("2017-04-01", true, false),
        ("2023-04-23", true, false),
        ("2017-04-08", false, true),
        ("2021-04-18", false, true),
    ] {
        let on = day(text);
        assert_eq!((national.is_worked(on), county.is_worked(on)), (nation_works, county_works), "{text}");
    }
    let Day::Off { holiday, notice } = county.day(day("2023-04-23")) else { panic!("off in the region") };
    assert_eq!((holiday.name.as_str(), &notice.layer), ("壮族三月三", &Layer::Region));
}

#[test]
fn a_later_notice_changes_only_the_days_it_names() {
    // 国办发明电〔2019〕3号 gave Labour Day of 2019 four days; 〔2020〕1号 made the Spring Festival longer.
    let calendar = national();
    for (text, works) in [
        ("2019-05-02", false),
        ("2019-05-05", true),
        ("2019-06-07", false),
        ("2020-01-31", false),
        ("2020-02-01", false),
        ("2020-02-03", true),
        ("2020-01-19", true),
    ] {
        assert_eq!(calendar.is_worked(day(text)), works, "{text}");
    }
}

/// Every notice of 2017 to 2026 is there: no holiday of a New Year has touched a day before the 29th.
#[test]
fn a_new_year_reaches_back_to_the_29th_of_december() {
    let national = national();
    let named = national.notices().iter().flat_map(|notice| {
        let days = notice.holidays.iter().flat_map(|holiday| {
            let off = holiday.off.iter().flat_map(|days| days.days());
            off.chain(holiday.work.iter().copied())
        });
        days.filter(move |day| day.year() < notice.year)
    });
    let named: Vec<String> = named.map(|day| day.to_string()).collect();
    assert_eq!(named, ["2018-12-30", "2018-12-31", "2018-12-29", "2022-12-31"]);
}

#[test]
fn only_its_own_notice_arranges_the_holiday_of_a_season() {
    let is_in_doubt = |holiday: &str| {
        let (mut notices, seasons) = shipped::notices("广西");
        notices.push(Notice {
            layer: Layer::Region,
            year: 2027,
            number: String::new(),
            address: String::new(),
            checked: true,
            holidays: Holiday::parse_lines(holiday).expect("a holiday"),
        });
        let doubts = Calendar::new(notices, seasons).doubts(day("2027-03-25"), day("2027-04-30"));
        doubts.contains(&Doubt::SeasonNotPublished { year: 2027, season: "三月三".into() })
    };
    // Whatever else the region arranges, in the season or far from it.
    assert!(is_in_doubt("防汛 2027-04-12"));
    assert!(is_in_doubt("自治区运动会 2027-11-11至2027-11-12"));
    // However it is called, and also where it takes days back.
    assert!(!is_in_doubt("壮族三月三 2027-04-08至2027-04-09"));
    assert!(!is_in_doubt("广西三月三 2027-04-08至2027-04-09"));
    assert!(!is_in_doubt("壮族三月三（调整） 上班2027-04-09"));
    // Every year that comes with the system has it.
    for year in 2017..=2026 {
        let on = |month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
        let doubts = county().doubts(on(3, 19), on(5, 11));
        assert!(doubts.iter().all(|doubt| matches!(doubt, Doubt::NotChecked { .. })), "{year}: {doubts:?}");
    }
}

#[test]
fn a_unit_may_be_closed_on_a_day_of_its_own() {
    let unit = UnitCode::parse("zwb").expect("a code");
    let closed = Notice {
        layer: Layer::Unit(unit.clone()),
        year: 2026,
        number: String::new(),
        address: String::new(),
        checked: true,
        holidays: vec![Holiday { name: "搬迁".into(), off: vec![Days::one(day("2026-03-05"))], work: Vec::new() }],
    };
    let notices = [vec![closed], national().notices().to_vec()].concat();
    let of_unit = Calendar::of_unit(notices.clone(), Vec::new(), &unit);
    let of_county = Calendar::new(notices, Vec::new());
    assert!(!of_unit.is_worked(day("2026-03-05")) && of_county.is_worked(day("2026-03-05")));
    assert_ne!(of_unit.version(), of_county.version());
    assert_eq!(of_county.version(), national().version());
}

#[test]
fn the_version_names_the_days_and_nothing_else() {
    // The order of the layers decides nothing: the region is read after the nation wherever it stands.
    let mut notices = county().notices().to_vec();
    notices.sort_by_key(|notice| notice.layer == Layer::National);
    assert_eq!(Calendar::new(notices, Vec::new()).version(), county().version());
    let mut renamed = national().notices().to_vec();
    renamed[0].number = "另一文号".into();
    assert_eq!(Calendar::new(renamed, Vec::new()).version(), national().version());
    assert!(national().version().as_str().starts_with("2017-2026/"), "{}", national().version());
}

#[test]
fn outside_of_all_notices_the_week_decides() {
    let calendar = national();
    for (text, works) in [("1999-12-31", true), ("2000-01-01", false), ("2031-10-01", true), ("2031-10-04", false)] {
        assert_eq!(calendar.is_worked(day(text)), works, "{text}");
    }
}

#[test]
fn days_are_counted_both_ways() {
    let calendar = national();
    let between = |from: &str, until: &str| calendar.working_days_between(day(from), day(until));
    assert_eq!(between("2024-09-30", "2024-10-12"), 5);
    assert_eq!(between("2024-10-12", "2024-09-30"), -5);
    assert_eq!(between("2024-10-01", "2024-10-01"), 0);
}

#[test]
fn every_fault_of_a_file_is_told_with_its_line() {
    let text = r#"
layer = "全国"

[[notice]]
year = 2024
holidays = [
    { name = "", off = 2024-05-01 },
    { name = "国庆节", off = { from = 2024-10-07, to = 2024-10-01 }, work = [2025-01-02] },
]

[[notice]]
year = 1899
holidays = []
"#;
    let faults: Vec<String> = CalendarFile::parse(text).unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(
        faults,
        [
            "第 4 行 请填写假日名称",
            "第 4 行 “国庆节”的结束日期 2024-10-01 早于开始日期 2024-10-07",
            "第 4 行 “国庆节”的 2025-01-02 不属于 2024 年的安排（可含上一年12月）",
            "第 11 行 1899 年的安排不合情理，年份应在 2000 至 2100 之间",
            "第 11 行 请至少写一个假日",
        ]
    );
    for (wrong, says) in [
        ("layer = \"县\"", "第 1 行 layer 只能是“全国”或“自治区”，不是“县”"),
        ("layer = \"全国\"\nextra = 1", "不符合日历文件的写法"),
        ("layer = ", "不符合日历文件的写法"),
    ] {
        let faults = CalendarFile::parse(wrong).unwrap_err();
        assert!(faults[0].to_string().contains(says), "{faults:?}");
    }
}
