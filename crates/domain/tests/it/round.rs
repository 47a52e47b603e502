//! Monthly rounds: until when, how a unit stands, and what keeps a round from being signed.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    obligation::State,
    plan::ColumnCode,
    round::{
        Answer, Carried, Due, LONGEST_HEAD, LONGEST_NOTE, Line, Month, RoundState, Verdict, draft_fault, faults,
        head_fault, unknown_fault,
    },
};
use proptest::prelude::*;

use crate::calendar::{county, day};

fn month(text: &str) -> Month {
    Month::parse(text).expect("tests write months as 2026-11")
}

/// Checked by hand against the notices on days off.
#[test]
fn a_round_is_due_on_the_last_working_day_of_its_month() {
    let calendar = county();
    for (of, on, arithmetic) in [
        ("2026-11", "2026-11-30", "11 月最后一天 11-30，为工作日"),
        ("2026-10", "2026-10-30", "10 月最后一天 10-31，10-31 周末不计 → 最后一个工作日 10-30"),
        ("2026-05", "2026-05-29", "5 月最后一天 5-31，5-30 至 5-31 周末不计 → 最后一个工作日 5-29"),
        // 春节 2025: off from 28 January; Monday the 27th was worked.
        ("2025-01", "2025-01-27", "1 月最后一天 1-31，1-28 至 1-31 春节放假不计 → 最后一个工作日 1-27"),
        // 国庆 2024: Sunday 29 September was worked in exchange, and so was Monday the 30th.
        ("2024-09", "2024-09-30", "9 月最后一天 9-30，为工作日"),
        ("2024-02", "2024-02-29", "2 月最后一天 2-29，为工作日"),
    ] {
        let due = Due::new(month(of), &calendar);
        assert_eq!((due.on, due.arithmetic.as_str()), (day(on), arithmetic), "{of}");
    }
}

#[test]
fn how_a_unit_stands_with_a_month() {
    let calendar = county();
    let due = Due::new(month("2026-10"), &calendar);
    for (signed, owed, today, state) in [
        (Some("2026-10-30"), true, "2026-11-09", RoundState::Signed),
        (Some("2026-10-31"), true, "2026-11-09", RoundState::Late),
        (None, true, "2026-10-01", RoundState::Open),
        (None, true, "2026-10-30", RoundState::Open),
        (None, true, "2026-10-31", RoundState::Missing),
        (None, false, "2026-10-31", RoundState::NotOwed),
        (None, true, "2026-09-30", RoundState::NotOwed),
        // What was signed counts, though nobody asked for it.
        (Some("2026-10-30"), false, "2026-11-09", RoundState::Signed),
    ] {
        assert_eq!(RoundState::of(&due, signed.map(day), owed, day(today)), state, "{signed:?} {owed} {today}");
    }
    for state in RoundState::ALL {
        assert_eq!(RoundState::from_code(state.code()), Some(state));
    }
}

fn line(code: &str, state: State, findings: u32, confirmable: bool) -> Line {
    Line {
        column: ColumnCode::parse(code).expect("lower-case letters"),
        name: code.to_owned(),
        path: String::new(),
        number: "C1".to_owned(),
        requirement: "每月更新".to_owned(),
        state,
        due: None,
        days_left: None,
        arithmetic: String::new(),
        last: None,
        findings,
        link: None,
        guides: None,
        confirmable,
        carried: None,
    }
}

fn fine(note: &str, unchanged: bool) -> Answer {
    Answer { verdict: Some(Verdict::Fine), note: note.to_owned(), unchanged }
}

fn problem(note: &str) -> Answer {
    Answer { verdict: Some(Verdict::Problem), note: note.to_owned(), unchanged: false }
}

#[test]
fn what_keeps_a_round_from_being_signed() {
    let (choice, note) = ("round.tzgg", "round.tzgg.note");
    for (state, findings, confirmable, answer, told) in [
        (State::Normal, 0, false, fine("", false), None),
        (State::DueSoon, 0, false, fine("", false), None),
        (State::Normal, 0, true, fine("", true), None),
        (State::Normal, 0, false, fine("", true), Some((choice, "不能只作“无变化”确认"))),
        (State::Normal, 0, false, problem("首页图片打不开，已报修"), None),
        (State::Normal, 0, false, problem("  "), Some((note, "写明是什么问题"))),
        (State::Normal, 0, false, Answer::default(), Some((choice, "请选择"))),
        (State::Overdue, 0, false, fine("", false), Some((note, "系统记录为栏目逾期，选“正常”请说明理由"))),
        (State::Overdue, 0, false, fine("今天上午已发布，系统尚未刷新", false), None),
        (State::Blank, 0, false, fine("", false), Some((note, "栏目空白"))),
        (State::Normal, 2, false, fine("", false), Some((note, "巡查问题 2 个待处理"))),
        (State::Overdue, 2, false, problem("正在补充"), None),
        (State::Normal, 0, false, fine(&"长".repeat(LONGEST_NOTE + 1), false), Some((note, "最多 300 字"))),
    ] {
        let lines = [Line { name: "通知公告".to_owned(), ..line("tzgg", state, findings, confirmable) }];
        let answers = BTreeMap::from([(lines[0].column.clone(), answer.clone())]);
        let found = faults(&lines, &answers);
        match told {
            None => assert_eq!(found, [], "{state:?} {answer:?}"),
            Some((field, words)) => {
                assert_eq!(found.len(), 1, "{state:?} {answer:?}: {found:?}");
                assert_eq!(found[0].field, field, "{found:?}");
                // A summary of many faults tells them apart.
                assert!(found[0].message.starts_with("“通知公告”：") && found[0].message.contains(words), "{found:?}");
            }
        }
    }
    let gone = unknown_fault(&ColumnCode::parse("jiulan").expect("lower-case letters"));
    assert!(gone.field == "round.jiulan" && gone.message.contains("不由本单位负责"), "{gone:?}");
}

#[test]
fn a_round_is_signed_in_somebodys_name() {
    assert_eq!(head_fault("陆局长"), None);
    assert_eq!(head_fault(&"名".repeat(LONGEST_HEAD)), None);
    for (head, words) in
        [("", "请填写单位负责人姓名"), ("　 ", "请填写单位负责人姓名"), (&*"名".repeat(LONGEST_HEAD + 1), "最多 30 字")]
    {
        let fault = head_fault(head).expect("nobody's name");
        assert!(fault.field == "head" && fault.message.contains(words), "{fault:?}");
    }
}

#[test]
fn a_problem_stays_one_until_somebody_says_otherwise() {
    let carried = Carried { month: month("2026-10"), note: "附件打不开".to_owned() };
    let line = Line { carried: Some(carried), ..line("tzgg", State::Normal, 0, false) };
    assert_eq!(line.first_answer(), problem("附件打不开"));
    assert_eq!(self::line("tzgg", State::Normal, 0, false).first_answer(), Answer::default());
}

#[test]
fn a_column_with_a_problem_is_not_confirmed() {
    let answer = Answer { unchanged: true, ..problem(" 有错字 ") }.tidied();
    assert_eq!(answer, problem("有错字"));
    assert!(!Answer { unchanged: true, ..Answer::default() }.tidied().unchanged);
}

proptest! {
    /// Never a day off, never out of the month, and every later day of the month is off.
    #[test]
    fn the_last_working_day_is_the_last(year in 2018..2032_i32, number in 1..=12_u32) {
        let calendar = county();
        let month = Month::of(NaiveDate::from_ymd_opt(year, number, 1).expect("a first day"));
        let due = Due::new(month, &calendar);
        prop_assert!(calendar.is_worked(due.on));
        prop_assert_eq!(Month::of(due.on), month);
        prop_assert!(due.on.iter_days().skip(1).take_while(|day| Month::of(*day) == month).all(|day| !calendar.is_worked(day)));
        prop_assert_eq!(Month::parse(&month.to_string()), Some(month));
        prop_assert_eq!(month.next().previous(), month);
    }

    /// What can be signed could be kept.
    #[test]
    fn a_signable_round_is_a_draft(note in ".{0,320}", unchanged: bool, verdict in 0..3_usize, red: bool) {
        let verdict = [None, Some(Verdict::Fine), Some(Verdict::Problem)][verdict];
        let lines = [line("tzgg", if red { State::Overdue } else { State::Normal }, 0, true)];
        let answer = Answer { verdict, note, unchanged };
        let draft = draft_fault(&lines[0].column, &lines[0].name, &answer);
        if faults(&lines, &BTreeMap::from([(lines[0].column.clone(), answer)])).is_empty() {
            prop_assert_eq!(draft, None);
        }
    }
}
