//! 整改: the table of states, what no path may skip, and what a form or an answer must hold.

use std::collections::BTreeSet;

use domain::{
    calendar::{Calendar, Holiday, Layer, Notice as DaysOff},
    desk::FieldFault,
    id::FindingId,
    plan::ColumnCode,
    rectification::{
        Answer, CaseAsk, CaseNumber, CaseState, CaseStep, Entry, Given, NoticeForm, Point, Standing, Verdict,
        accepted_points,
    },
};
use proptest::prelude::*;

use crate::calendar::day;

fn calendar(notices: Vec<DaysOff>) -> Calendar {
    Calendar::new(notices, Vec::new())
}

#[test]
fn every_state_and_every_step() {
    let table: Vec<String> = CaseState::ALL
        .into_iter()
        .flat_map(|state| {
            CaseStep::ALL.into_iter().filter_map(move |step| {
                let after = state.after(step)?;
                Some(format!("{} + {} → {}", state.label(), step.label(), after.label()))
            })
        })
        .collect();
    insta::assert_snapshot!(table.join("\n"));
}

#[test]
fn codes_come_back() {
    for state in CaseState::ALL {
        assert_eq!(CaseState::from_code(state.code()), Some(state));
        let turns = [state.awaits_unit(), state.awaits_office(), state.is_over()];
        assert_eq!(turns.iter().filter(|turn| **turn).count(), 1, "{state:?} is one side's turn, or nobody's");
    }
    for step in CaseStep::ALL {
        assert_eq!(CaseStep::from_code(step.code()), Some(step));
    }
}

#[test]
fn a_number_reads_as_offices_write_it() {
    let number = CaseNumber { series: "隆门户改".into(), year: 2026, number: 7 };
    assert_eq!(number.to_string(), "隆门户改〔2026〕7号");
}

#[test]
fn a_deadline_tells_with_which_days_it_was_counted() {
    let weekdays = calendar(Vec::new());
    let given = Given::new("通知", day("2026-11-24"), 3, &weekdays).expect("a day");
    let (arithmetic, version) = ("通知 11-24 → 3 个工作日 → 11-27", weekdays.version());
    assert_eq!(given.note(), format!("{arithmetic}；日历版本 {version}"));
    assert_eq!(given.moved_by(&weekdays), None);
    // As it was written before versions were kept.
    let mut stored = serde_json::to_value(&given).expect("JSON");
    stored.as_object_mut().expect("an object").remove("calendar");
    let old: Given = serde_json::from_value(stored).expect("an older deadline");
    assert_eq!((old.note().as_str(), old.due), (arithmetic, given.due));
}

fn form() -> NoticeForm {
    NoticeForm {
        key: "k".into(),
        unit: "jyj".into(),
        subject: "校外托管栏目空白".into(),
        points: vec![Point { fault: "栏目没有内容".into(), ..Point::default() }],
        demand: "补充内容".into(),
        basis: "政府网站检查指标".into(),
        working_days: " 5 ".into(),
    }
}

fn fields(faults: &[FieldFault]) -> Vec<&str> {
    faults.iter().map(|fault| fault.field.as_str()).collect()
}

#[test]
fn a_point_is_known_by_what_it_is_about() {
    let plain = Point::default();
    let of_column = Point { column: ColumnCode::parse("tzgg"), ..Point::default() };
    let of_finding = Point { finding: Some(FindingId::new(12)), ..of_column.clone() };
    assert_eq!(plain.ground(), None);
    assert_eq!(of_column.ground().as_deref(), Some("column:tzgg"));
    assert_eq!(of_finding.ground().as_deref(), Some("finding:12"), "two faults may be found in one column");
}

#[test]
fn every_fault_of_a_notice_is_named_at_once() {
    let (unit, notice, days) = form().check().expect("complete");
    assert_eq!((unit.as_str(), notice.points.len(), days), ("jyj", 1, 5));
    let empty = NoticeForm { points: vec![Point::default()], ..NoticeForm::default() };
    let faults = empty.check().expect_err("nothing is filled in");
    assert_eq!(fields(&faults), ["unit", "subject", "points.0.fault", "demand", "basis", "working_days"]);
    let none = NoticeForm { points: Vec::new(), working_days: "0".into(), ..form() };
    assert_eq!(fields(&none.check().expect_err("no points")), ["points", "working_days"]);
    let many = NoticeForm { points: vec![form().points[0].clone(); 21], ..form() };
    assert_eq!(fields(&many.check().expect_err("too many")), ["points"]);
}

/// Two points, due on 1 December 2026, asked on 27 November, a Friday.
fn standing(calendar: &Calendar) -> Standing<'_> {
    let (due, today) = (day("2026-12-01"), day("2026-11-27"));
    Standing { points: 2, accepted: BTreeSet::new(), due, today, calendar }
}

fn answer(point: u16) -> Answer {
    Answer { point, done: "已补充".into(), links: vec!["/c/xwtg".into()], files: Vec::new() }
}

fn reply(answers: Vec<Answer>) -> CaseAsk {
    CaseAsk::Reply { answers, note: String::new() }
}

#[test]
fn every_open_point_is_answered_with_evidence() {
    let calendar = calendar(Vec::new());
    let standing = standing(&calendar);
    assert!(
        matches!(standing.entry(reply(vec![answer(1), answer(2)])), Ok(Entry::Reply { answers, .. }) if answers.len() == 2)
    );
    let faults = standing.entry(reply(vec![answer(1)])).expect_err("the second is missing");
    assert_eq!(fields(&faults), ["answers.2.done", "answers.2.links"]);
    for link in ["javascript:alert(1)", "//evil.example", "随便"] {
        let wrong = Answer { links: vec![link.into()], ..answer(1) };
        let faults = standing.entry(reply(vec![wrong, answer(2)])).expect_err(link);
        assert_eq!(fields(&faults), ["answers.1.links"], "{link}");
    }
    let rest = Standing { accepted: [1].into(), ..standing };
    let Ok(Entry::Reply { answers, .. }) = rest.entry(reply(vec![answer(1), answer(2)])) else { panic!("complete") };
    assert_eq!(answers.iter().map(|answer| answer.point).collect::<Vec<_>>(), [2], "an accepted point stays accepted");
}

fn verdict(point: u16, accepted: bool) -> Verdict {
    Verdict { point, accepted, reason: if accepted { String::new() } else { "还有空白".into() } }
}

fn check(verdicts: Vec<Verdict>, working_days: &str) -> CaseAsk {
    CaseAsk::Check { verdicts, note: String::new(), working_days: working_days.into() }
}

#[test]
fn a_check_judges_every_open_point() {
    let calendar = calendar(Vec::new());
    let standing = standing(&calendar);
    let all = standing.entry(check(vec![verdict(1, true), verdict(2, true)], "")).expect("no deadline is needed");
    assert_eq!((all.step(), accepted_points([&all])), (CaseStep::Accept, [1, 2].into()));
    let some = standing.entry(check(vec![verdict(1, true), verdict(2, false)], "3")).expect("sent back");
    assert_eq!((some.step(), accepted_points([&some])), (CaseStep::SendBack, [1].into()));
    assert_eq!(some.given().map(|given| given.due), Some(day("2026-12-02")));
    let half = standing.entry(check(vec![verdict(1, true)], "")).expect_err("nobody looked at the second");
    assert_eq!(fields(&half), ["verdicts.2"]);
    let mute = Verdict { reason: " ".into(), ..verdict(2, false) };
    let faults = standing.entry(check(vec![verdict(1, true), mute], "")).expect_err("no reason, no deadline");
    assert_eq!(fields(&faults), ["verdicts.2.reason", "working_days"]);
}

#[test]
fn a_new_deadline_shortens_nothing_and_says_what_would_be_enough() {
    let calendar = calendar(Vec::new());
    let standing = standing(&calendar);
    let back = |days: &str| standing.entry(check(vec![verdict(1, false), verdict(2, true)], days));
    assert_eq!(
        back("1").expect_err("Monday")[0].message,
        "新期限 2026-11-30 不能早于原期限 2026-12-01，至少 2 个工作日"
    );
    assert_eq!(back("2").expect("the same day").given().map(|given| given.due), Some(day("2026-12-01")));
    let extend =
        |days: &str| standing.entry(CaseAsk::Extend { working_days: days.into(), reason: "系统迁移".into() });
    assert_eq!(
        extend("2").expect_err("no later")[0].message,
        "新期限 2026-12-01 应晚于原期限 2026-12-01，至少 3 个工作日"
    );
    assert_eq!(extend("3").expect("later").given().map(|given| given.due), Some(day("2026-12-02")));
    assert_eq!(fields(&extend("三").expect_err("no number")), ["working_days"]);
}

fn flood() -> DaysOff {
    let holidays = Holiday::parse_lines("防汛 2026-11-30至2026-12-01").expect("two days off");
    let number = "示政办〔2026〕9号".into();
    DaysOff { layer: Layer::Region, year: 2026, number, address: String::new(), checked: true, holidays }
}

#[test]
fn the_day_of_a_letter_moves_later_with_the_calendar_and_never_earlier() {
    let (plain, flooded) = (calendar(Vec::new()), calendar(vec![flood()]));
    let given = Given::new("通知", day("2026-11-27"), 2, &plain).expect("an ordinary day");
    assert_eq!((given.due, given.arithmetic.as_str()), (day("2026-12-01"), "通知 11-27 → 2 个工作日 → 12-01"));
    assert_eq!(given.doubts, ["2026 年的国务院放假安排尚未录入，按周一至周五推算"]);
    assert_eq!(given.due_by(&flooded), day("2026-12-03"));
    let given = Given::new("通知", day("2026-11-27"), 2, &flooded).expect("an ordinary day");
    assert_eq!((given.due, given.due_by(&plain)), (day("2026-12-03"), day("2026-12-03")));
}

fn some_steps() -> impl Strategy<Value = Vec<CaseStep>> {
    prop::collection::vec(prop::sample::select(CaseStep::ALL.to_vec()), 0..40)
}

proptest! {
    /// Whatever people try in whatever order: a closed case was answered, its last answer checked, and nothing follows.
    #[test]
    fn no_path_skips_the_check(steps in some_steps()) {
        let mut state = CaseState::Noticed;
        let mut taken = Vec::new();
        for step in steps {
            if let Some(after) = state.after(step) {
                prop_assert!(!state.is_over(), "{state:?} is an end");
                state = after;
                taken.push(step);
            }
        }
        if state == CaseState::Closed {
            let last = |wanted| taken.iter().rposition(|step| *step == wanted);
            let (noted, replied) = (last(CaseStep::Acknowledge), last(CaseStep::Reply));
            let (accepted, closed) = (last(CaseStep::Accept), last(CaseStep::Close));
            prop_assert!(noted.is_some() && noted < replied && replied < accepted && accepted < closed, "{taken:?}");
        }
    }

    /// However often a case goes back, its deadline never moves forward, and an accepted point never opens again.
    #[test]
    fn nothing_granted_is_taken_away(rounds in prop::collection::vec((1u16..20, prop::bool::ANY, prop::bool::ANY), 1..6)) {
        let calendar = calendar(vec![flood()]);
        let mut standing = standing(&calendar);
        for (days, first, second) in rounds {
            let verdicts = vec![verdict(1, first), verdict(2, second)];
            if let Ok(entry) = standing.entry(check(verdicts, &days.to_string())) {
                let before = standing.accepted.clone();
                standing.accepted.extend(accepted_points([&entry]));
                prop_assert!(before.is_subset(&standing.accepted));
                if let Some(given) = entry.given() {
                    prop_assert!(given.due >= standing.due);
                    standing.due = given.due;
                }
            }
        }
    }
}
