//! Reminders: which come on which day, to whom, when somebody above is told, and what the letters say.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate, TimeZone, Utc};
use domain::calendar::{Calendar, Holiday, Layer, Notice};
use domain::clock::{Deadline, Pauses, Term};
use domain::obligation::{Basis, Side, Standing, State, answering};
use domain::plan::{Duties, Plan, Signing, UnitCode};
use domain::rectification::Given;
use domain::reminder::ics::{DueDay, Feed};
use domain::reminder::{
    Asked, Asking, CaseLine, DigestLine, Occasion, OccasionKind, ReminderSettings, Template, TemplateKind, Words,
    escalations, items, occasion_on, parse_contacts, written_contacts,
};
use proptest::prelude::*;

use crate::calendar::{county, day};

fn unit(code: &str) -> UnitCode {
    UnitCode::parse(code).unwrap()
}

fn units(codes: &[&str]) -> BTreeSet<UnitCode> {
    codes.iter().map(|code| unit(code)).collect()
}

/// A column whose clock of `term` started on `start`, as it stands on `today`.
fn running(start: &str, term: Term, today: NaiveDate) -> Standing {
    let counted = Deadline::new(day(start), term, &county(), &Pauses::default());
    let due = counted.due.unwrap();
    Standing {
        state: if due < today { State::Overdue } else { State::Normal },
        since: due.succ_opt().unwrap(),
        due: Some(due),
        days_left: Some((due - today).num_days()),
        working_days_left: None,
        basis: Basis::Cadence,
        set_by: None,
        deadline: Some(counted),
        from_first_day: false,
        extended: None,
        shares: None,
        lateness: None,
        with: Side::Unit,
        to_sign_since: None,
        signed: BTreeSet::new(),
        quota: None,
        pauses: Pauses::default(),
    }
}

/// The same clock on a later day.
fn on_day(standing: &Standing, today: NaiveDate) -> Standing {
    let over = standing.due.is_some_and(|due| due < today);
    Standing { state: if over { State::Overdue } else { State::Normal }, ..standing.clone() }
}

fn blank(since: &str) -> Standing {
    let standing = running(since, Term::Days(14), day(since));
    Standing { state: State::Blank, since: day(since), basis: Basis::Empty, ..standing }
}

/// Every reminder of the days from `from` on, each told once.
fn told(standing: impl Fn(NaiveDate) -> Standing, from: &str, days: u64) -> Vec<String> {
    let mut known = BTreeSet::new();
    let mut told = Vec::new();
    for today in (0..days).map(|n| day(from) + Days::new(n)) {
        let occasion = occasion_on(&standing(today), &county(), &ReminderSettings::default(), today);
        if let Some(occasion) = occasion.filter(|occasion| known.insert(*occasion)) {
            told.push(format!("{today} {occasion}"));
        }
    }
    told
}

#[test]
fn twenty_working_days_are_warned_of_seven_and_two_before() {
    // Formed on Friday 2026-11-20; the last good day is Friday 2026-12-18.
    let of = |today| running("2026-11-20", Term::WorkingDays(20), today);
    assert_eq!(
        told(of, "2026-11-20", 48),
        [
            "2026-12-09 到期前 7 个工作日",
            "2026-12-16 到期前 2 个工作日",
            "2026-12-18 到期当日",
            "2026-12-21 逾期",
            "2026-12-28 逾期，第 2 次",
            // The Friday of the holiday's week is off; Monday is the day of the third anyway.
            "2027-01-04 逾期，第 3 次",
        ]
    );
}

#[test]
fn a_clock_is_not_warned_of_before_its_second_working_day() {
    // Two weeks from Friday 2026-11-20 to Friday 12-04: seven working days before it is the third day, 11-25.
    let of = |today| running("2026-11-20", Term::Days(14), today);
    let all = ["2026-11-25 到期前 7 个工作日", "2026-12-02 到期前 2 个工作日", "2026-12-04 到期当日"];
    assert_eq!(told(of, "2026-11-20", 15), all);
    // Of seven working days all are left on the day that starts them, of eight on the first; of nine seven on the second.
    for (term, expected) in [
        (7, vec!["2026-11-27 到期前 2 个工作日", "2026-12-01 到期当日"]),
        (8, vec!["2026-11-30 到期前 2 个工作日", "2026-12-02 到期当日"]),
        (9, vec!["2026-11-24 到期前 7 个工作日", "2026-12-01 到期前 2 个工作日", "2026-12-03 到期当日"]),
    ] {
        let of = |today| running("2026-11-20", Term::WorkingDays(term), today);
        assert_eq!(told(of, "2026-11-20", u64::from(term) + 5), expected, "{term}");
    }
    // 每周: two working days before.
    let of = |today| running("2026-11-24", Term::Days(7), today);
    assert_eq!(told(of, "2026-11-24", 8), ["2026-11-27 到期前 2 个工作日", "2026-12-01 到期当日"]);
    // 每天: three days, of which nobody is warned two before.
    let of = |today| running("2026-11-24", Term::Days(3), today);
    assert_eq!(told(of, "2026-11-24", 4), ["2026-11-27 到期当日"]);
}

/// Days off that somebody enters afterwards, behind a deadline or on it, repeat no number of it and leave none out for good.
#[test]
fn the_number_of_a_reminder_hangs_on_the_last_good_day() {
    let with = |off: &str| {
        let notice = Notice {
            layer: Layer::Region,
            year: 2026,
            number: String::new(),
            address: String::new(),
            checked: true,
            holidays: Holiday::parse_lines(off).unwrap(),
        };
        Calendar::new([county().notices().to_vec(), vec![notice]].concat(), Vec::new())
    };
    let on = |calendar: &Calendar, today: &str| {
        let counted = Deadline::new(day("2026-11-20"), Term::WorkingDays(20), calendar, &Pauses::none());
        let due = counted.due.unwrap();
        let standing = running("2026-11-20", Term::WorkingDays(20), day(today));
        let standing = Standing { due: Some(due), deadline: Some(counted), ..standing };
        (due.to_string(), occasion_on(&standing, calendar, &ReminderSettings::default(), day(today)))
    };
    let (plain, behind, moved) = (county(), with("县庆 2026-12-21"), with("县庆 2026-12-18"));
    // Friday 12-18: the first day over is Monday 12-21, or Tuesday where that Monday is off.
    let friday = || "2026-12-18".to_owned();
    assert_eq!(on(&plain, "2026-12-28"), (friday(), Some(Occasion::Overdue(1))));
    assert_eq!(on(&behind, "2026-12-28"), (friday(), Some(Occasion::Overdue(0))));
    assert_eq!(on(&behind, "2026-12-29"), (friday(), Some(Occasion::Overdue(1))));
    // Where the day itself is off, Monday is the last good one, and another deadline with numbers of its own.
    let monday = || "2026-12-21".to_owned();
    assert_eq!(on(&moved, "2026-12-28"), (monday(), Some(Occasion::Overdue(0))));
    assert_eq!(on(&moved, "2026-12-29"), (monday(), Some(Occasion::Overdue(1))));
}

#[test]
fn a_blank_column_is_told_of_every_week() {
    assert_eq!(
        told(|_| blank("2026-11-21"), "2026-11-20", 20),
        ["2026-11-23 空白", "2026-11-30 空白，第 2 次", "2026-12-07 空白，第 3 次"]
    );
}

#[test]
fn a_server_that_stood_still_makes_up_for_the_last_reminder_only() {
    let of = |today| running("2026-11-20", Term::WorkingDays(20), today);
    let on = |text| occasion_on(&of(day(text)), &county(), &ReminderSettings::default(), day(text));
    assert_eq!(on("2026-12-14"), Some(Occasion::Before(7)), "three working days late");
    assert_eq!(on("2026-12-17"), Some(Occasion::Before(2)));
    assert_eq!(on("2026-12-24"), Some(Occasion::Overdue(0)));
    assert_eq!(on("2026-12-19"), None, "a Saturday");
}

#[test]
fn what_owes_nothing_or_stands_still_is_not_told_of() {
    let today = day("2026-12-14");
    let base = running("2026-11-20", Term::WorkingDays(20), today);
    for standing in [
        Standing { state: State::NotApplicable, ..base.clone() },
        Standing { due: None, ..base.clone() },
        Standing { state: State::DueSoon, due: None, ..base },
    ] {
        assert_eq!(occasion_on(&standing, &county(), &ReminderSettings::default(), today), None);
    }
}

#[test]
fn heads_and_lead_units_hear_after_two_working_days_and_the_office_after_five() {
    let since = day("2026-12-24");
    let on = |text| escalations(since, &county(), &Pauses::none(), &ReminderSettings::default(), day(text));
    assert_eq!(on("2026-12-25"), []);
    assert_eq!(on("2026-12-28"), [Occasion::Head, Occasion::Lead], "the weekend does not count");
    assert_eq!(on("2026-12-31"), [Occasion::Head, Occasion::Lead, Occasion::Office]);
}

#[test]
fn who_is_told_what() {
    let (calendar, settings, office) = (county(), ReminderSettings::default(), units(&["zwb"]));
    let today = day("2026-12-28");
    let asking = Asking { calendar: &calendar, settings: &settings, today, office: &office };
    let standing = running("2026-11-20", Term::WorkingDays(20), today);
    let leads = units(&["jyj", "zwb"]);
    let ask = |since: &'static str| {
        let (deadline, asked) = asking.on(&standing, &units(&["jyj", "rsj"]), &leads, |_, _| Some(day(since))).unwrap();
        assert_eq!(deadline, day("2026-12-18"));
        let line = |asked: Asked| format!("{}←{} {}", asked.unit, asked.of, asked.occasion);
        asked.into_iter().map(line).collect::<Vec<_>>()
    };
    let own = "，第 2 次";
    assert_eq!(
        ask("2026-12-28"),
        [format!("jyj←jyj 逾期{own}"), format!("rsj←rsj 逾期{own}")],
        "nobody has waited yet"
    );
    // 教育局 leads the column itself: nobody leads it, and it hears of the other.
    assert_eq!(
        ask("2026-12-21"),
        [
            format!("jyj←jyj 逾期{own}"),
            "jyj←jyj 上报单位负责人".to_owned(),
            "jyj←rsj 上报牵头单位".to_owned(),
            format!("rsj←rsj 逾期{own}"),
            "rsj←rsj 上报单位负责人".to_owned(),
            "zwb←jyj 上报门户管理部门".to_owned(),
            "zwb←rsj 上报牵头单位".to_owned(),
            "zwb←rsj 上报门户管理部门".to_owned(),
        ]
    );
}

#[test]
fn a_column_of_many_units_is_its_lead_units_business() {
    let of = |responsible: &[&str]| Duties {
        leads: units(&["zwb"]),
        first_lead: Some(unit("zwb")),
        responsible: units(responsible),
        signing: Signing::AnyLead,
        takes_items: true,
    };
    let (three, four) = (of(&["jyj", "rsj", "czj"]), of(&["jyj", "rsj", "czj", "scj"]));
    let answering =
        |duties: &Duties, writing: Option<&UnitCode>, with: Side| answering(duties, writing, with, &BTreeSet::new());
    assert_eq!(answering(&three, None, Side::Unit), three.responsible);
    assert_eq!(answering(&four, None, Side::Unit), four.leads);
    assert_eq!(answering(&four, Some(&unit("czj")), Side::Unit), units(&["czj"]));
    assert_eq!(answering(&four, Some(&unit("czj")), Side::Lead), four.leads);
    assert_eq!(answering(&three, None, Side::Lead), three.leads, "what would meet the duty lies with those who lead");
}

#[test]
fn of_lead_units_that_all_sign_those_answer_that_have_not_signed() {
    let of = |signing| Duties {
        leads: units(&["bb", "rsj", "zwb"]),
        first_lead: Some(unit("zwb")),
        responsible: units(&["jyj"]),
        signing,
        takes_items: true,
    };
    let (all, any) = (of(Signing::AllLeads), of(Signing::AnyLead));
    let jyj = unit("jyj");
    let lies = |duties: &Duties, signed: &[&str]| answering(duties, Some(&jyj), Side::Lead, &units(signed));
    assert_eq!(lies(&all, &[]), all.leads);
    assert_eq!(lies(&all, &["zwb"]), units(&["bb", "rsj"]));
    assert_eq!(lies(&all, &["bb", "zwb"]), units(&["rsj"]));
    // A signature of a unit that leads no more is nobody else's.
    assert_eq!(lies(&all, &["scj"]), all.leads);
    // A plan may have taken away the unit for which it waited: somebody has to see to it.
    assert_eq!(lies(&all, &["bb", "rsj", "zwb"]), all.leads);
    // Where any one signs, a signature from a plan that asked for all excuses nobody.
    assert_eq!(lies(&any, &["zwb"]), any.leads);
    // What lies with the unit is the unit's, whoever signed it before.
    assert_eq!(answering(&all, Some(&jyj), Side::Unit, &units(&["zwb"])), units(&["jyj"]));
    assert_eq!(answering(&all, None, Side::Unit, &units(&["zwb"])), units(&["jyj"]));
}

#[test]
fn the_plan_sets_when_reminders_come() {
    let column = "[[unit]]\ncode = \"zwb\"\nname = \"政务办\"\nkind = \"政府部门\"\n[[column]]\ncode = \"x\"\nname = \"甲\"\n\
                  modes = [\"单位发布\"]\ncadence = \"及时更新\"\nleads = [\"政务办\"]\n";
    let with = |clock: &str| {
        Plan::from_toml(&format!("title = \"示例县方案\"\neffective_on = 2024-01-01\n[clock]\n{clock}\n{column}"))
    };
    let plan = with(
        "remind = [\"10个工作日\", \"1个工作日\"]\nremind_again = \"3天\"\nescalate_head = \"1个工作日\"\nescalate_office = \"3个工作日\"",
    );
    let plan = plan.unwrap();
    let wanted = ReminderSettings { before: vec![10, 1], again: 3, escalate_head: 1, escalate_office: 3 };
    assert_eq!(plan.clock.reminders, wanted);
    let again = Plan::from_toml(&plan.to_toml()).unwrap();
    assert_eq!(again.clock.reminders, wanted);
    assert_eq!(with("remind = []").unwrap().clock.reminders.before, Vec::<u16>::new());
    for (clock, told) in [
        ("remind = [\"2个工作日\", \"7个工作日\"]", "由远及近"),
        ("remind = [\"7天\"]", "应写作“7个工作日”"),
        ("remind = [\"90个工作日\"]", "至多 60 个工作日"),
        ("remind_again = \"2个工作日\"", "应以天计"),
        ("escalate_head = \"2天\"", "应以工作日计"),
        ("escalate_head = \"6个工作日\"\nescalate_office = \"3个工作日\"", "不能早于"),
    ] {
        let faults = with(clock).unwrap_err();
        assert!(faults.iter().any(|fault| fault.to_string().contains(told)), "{clock}: {faults:?}");
    }
}

#[test]
fn a_template_names_what_is_wrong_with_it() {
    for kind in TemplateKind::ALL {
        assert_eq!(Template::usual(kind).faults(), []);
    }
    let template = Template { subject: "提醒{条数".into(), body: "{单位}{职务}".into() };
    let told: Vec<String> =
        template.faults().into_iter().map(|fault| format!("{} {}", fault.field, fault.message)).collect();
    assert_eq!(
        told,
        [
            "subject 花括号须成对，如 {单位}",
            "body 没有 {职务} 这个占位符，可用：{单位} {日期} {条数} {事项} {网站} {地址}",
            "body 正文须有 {事项}，否则收件人看不到是哪些事项",
        ]
    );
    let newline = Template { subject: "提醒\r\nBcc: x@example.com".into(), body: "{事项}".into() };
    assert_eq!(newline.faults().len(), 1, "a subject is one line");
    assert!(!Template { subject: String::new(), body: "{事项}".into() }.faults().is_empty());
}

#[test]
fn a_letter_lists_the_worst_first_with_the_arithmetic() {
    let line = |occasion, column: &str, deadline: &str, of: &str| DigestLine {
        occasion,
        column: column.into(),
        deadline: day(deadline),
        arithmetic: "更新 11-20 → 14 天 → 12-04".into(),
        of: of.into(),
    };
    let columns = [
        line(Occasion::Before(2), "政务公开 › 通知公告", "2026-12-04", ""),
        line(Occasion::Overdue(1), "政务公开 › 教育培训", "2026-11-20", ""),
        line(Occasion::Blank(0), "政务公开 › 学前教育", "2026-11-01", ""),
        line(Occasion::Lead, "政务公开 › 就业", "2026-11-18", "县人社局"),
    ];
    let given = |from, days| Given::new("通知", day(from), days, &county()).unwrap();
    let case = |number, given| {
        CaseLine::on(number, given, &county(), &ReminderSettings::default(), day("2026-12-02"), None).unwrap()
    };
    let cases = [case("示改〔2026〕8号", &given("2026-12-01", 10)), case("示改〔2026〕7号", &given("2026-11-24", 5))];
    let list = items(&columns, &cases);
    let words = Words {
        unit: "县教育局",
        day: "2026-12-02",
        count: 6,
        items: &list,
        site: "{单位}网",
        address: "https://example.gov.cn/desk/reminders",
    };
    let (subject, body) = Template::usual(TemplateKind::Digest).written(&words);
    assert_eq!(subject, "【{单位}网】2026-12-02 内容保障提醒（6 项）", "what is put in is not read again");
    insta::assert_snapshot!(body);
}

/// Every digest of the days from `from` on that tells of a case with five working days, given on Tuesday 2026-11-24; the unit
/// has a digest on those days only, and on those of `others`.
fn case_told(from: &str, days: u64, others: &[&str]) -> Vec<String> {
    let given = Given::new("通知", day("2026-11-24"), 5, &county()).unwrap();
    assert_eq!(given.due, day("2026-12-01"));
    let (mut last, mut told) = (None, Vec::new());
    for today in (0..days).map(|n| day(from) + Days::new(n)) {
        let line = CaseLine::on("示改〔2026〕7号", &given, &county(), &ReminderSettings::default(), today, last);
        told.extend(line.as_ref().map(|line| {
            let occasion = line.occasion.map_or("待整改回复".to_owned(), |occasion| occasion.to_string());
            format!("{today} {occasion}")
        }));
        if line.is_some() || others.contains(&today.to_string().as_str()) {
            last = Some(today);
        }
    }
    told
}

#[test]
fn a_case_is_told_of_on_the_next_morning_and_then_as_a_column_is() {
    let all = [
        "2026-11-25 待整改回复",
        "2026-11-27 到期前 2 个工作日",
        "2026-12-01 到期当日",
        "2026-12-02 逾期",
        "2026-12-09 逾期，第 2 次",
    ];
    assert_eq!(case_told("2026-11-24", 20, &[]), all);
    let columns = ["2026-11-24", "2026-11-25", "2026-11-26", "2026-11-30", "2026-12-03"];
    assert_eq!(case_told("2026-11-24", 20, &columns), all, "digests about columns in between");
    // On a Saturday others had a digest, and with it this unit: it said nothing of cases.
    assert_eq!(case_told("2026-11-28", 3, &["2026-11-28"]), ["2026-11-30 到期前 2 个工作日"]);
    // The server stood still: what came last is told, once.
    assert_eq!(
        case_told("2026-11-28", 9, &[]),
        ["2026-11-30 到期前 2 个工作日", "2026-12-01 到期当日", "2026-12-02 逾期"]
    );
}

#[test]
fn addresses_are_checked_line_by_line() {
    let read = parse_contacts(" bgs@example.gov.cn \n\nlan.x@mail.example.gov.cn  fabu\nbgs@example.gov.cn\n").unwrap();
    assert_eq!(written_contacts(&read), "bgs@example.gov.cn\nlan.x@mail.example.gov.cn fabu");
    for wrong in [
        "bgs",
        "bgs@example",
        "a b@example.gov.cn",
        "@example.gov.cn",
        "a@-example.gov.cn",
        "a..b@example.gov.cn",
        "办公室@example.gov.cn",
        "a@example.gov.cn fabu 兰",
        "<a@example.gov.cn>",
    ] {
        assert!(parse_contacts(wrong).is_err(), "{wrong}");
    }
    let eleven: Vec<String> = (0..11).map(|n| format!("a{n}@example.gov.cn")).collect();
    assert!(parse_contacts(&eleven.join("\n")).is_err());
}

#[test]
fn a_calendar_is_folded_and_escaped() {
    let feed = Feed {
        name: "县教育局：保障期限",
        host: "example.gov.cn",
        unit: "jyj",
        address: "https://example.gov.cn/desk/reminders",
        at: Utc.with_ymd_and_hms(2026, 11, 24, 1, 0, 0).unwrap(),
    };
    let columns =
        vec!["政务公开 › 教育培训；期限 2026-12-18, 形成 11-20 → 20 个工作日 → 12-18".to_owned(), "甲;乙\\".into()];
    let cases = vec!["整改 隆门户改〔2026〕7号".to_owned()];
    let days = [
        DueDay { columns, cases: cases.clone(), ..DueDay::new(day("2026-12-18")) },
        DueDay { cases, ..DueDay::new(day("2026-12-21")) },
        DueDay {
            signings: vec!["政务公开 › 教育培训 › 待审签：编号 7（送审 12-28 → 3 个工作日 → 12-31）".to_owned()],
            rounds: vec!["2026年12月月度巡查".to_owned()],
            ..DueDay::new(day("2026-12-31"))
        },
    ];
    let text = feed.written(&days);
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']));
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    let unfolded = text.replace("\r\n ", "");
    assert!(unfolded.contains("2026-12-18\\, 形成") && unfolded.contains("\\n甲\\;乙\\\\"), "{unfolded}");
    insta::assert_snapshot!(text.replace("\r\n", "\n"));
}

#[test]
fn occasions_are_read_back() {
    for kind in OccasionKind::ALL {
        assert_eq!(OccasionKind::from_code(kind.code()), Some(kind));
        let occasion = Occasion::new(kind, 3);
        assert_eq!(Occasion::new(occasion.kind(), occasion.number()), occasion);
    }
}

prop_compose! {
    fn some_term()(count in 1u16..60, unit in 0..3) -> Term {
        match unit {
            0 => Term::WorkingDays(count),
            1 => Term::Days(count),
            _ => Term::Months(count % 12 + 1),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// Told on working days only; the warnings come in their order, before the day; from the first day over on the unit
    /// hears at least once in nine days, and never twice of one occasion.
    #[test]
    fn reminders_come_in_order(start in 0u64..900, term in some_term()) {
        let (calendar, settings) = (county(), ReminderSettings::default());
        let start = day("2024-01-02") + Days::new(start);
        let at_start = running(&start.to_string(), term, start);
        let due = at_start.due.unwrap();
        let mut last: Option<(NaiveDate, Occasion)> = None;
        let mut seen = BTreeSet::new();
        for today in start.iter_days().take_while(|day| *day <= due + Days::new(60)) {
            let found = occasion_on(&on_day(&at_start, today), &calendar, &settings, today);
            if !calendar.is_worked(today) {
                prop_assert_eq!(found, None);
            }
            let Some(occasion) = found else { continue };
            match occasion {
                Occasion::Before(days) => prop_assert!(today < due && settings.before.contains(&days)),
                Occasion::OnTheDay => prop_assert_eq!(today, due),
                Occasion::Overdue(_) => prop_assert!(due < today),
                other => prop_assert!(false, "{other:?}"),
            }
            if seen.insert(occasion) {
                if let Some((before, Occasion::Overdue(number))) = last {
                    prop_assert!(number < occasion.number() && (today - before).num_days() <= 15, "{before} {today}");
                }
                last = Some((today, occasion));
            } else {
                prop_assert_eq!(last.map(|(_, occasion)| occasion), Some(occasion), "none comes back");
            }
        }
        prop_assert!(seen.contains(&Occasion::OnTheDay), "a last good day is a working day");
        prop_assert!(seen.iter().any(|occasion| matches!(occasion, Occasion::Overdue(0 | 1))));
    }

    /// A fold never changes what is said, whatever the characters.
    #[test]
    fn folding_loses_nothing(name in "[\\PC;,\\\\]{0,80}", column in "\\PC{1,200}") {
        let feed = Feed { name: &name, host: "example.gov.cn", unit: "jyj", address: "https://example.gov.cn", at: Utc.timestamp_opt(0, 0).unwrap() };
        let text = feed.written(&[DueDay { columns: vec![column.clone()], ..DueDay::new(day("2026-12-18")) }]);
        prop_assert!(text.split("\r\n").all(|line| line.len() <= 75));
        let unfolded = text.replace("\r\n ", "");
        let said = unfolded.lines().find_map(|line| line.strip_prefix("DESCRIPTION:")).unwrap_or_default();
        let read = said.replace("\\;", ";").replace("\\,", ",").replace("\\\\", "\\");
        prop_assert_eq!(read, column);
    }
}
