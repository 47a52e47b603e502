//! One item a year of each of three units, by 31 January: the education bureau (fabu), the finance bureau (fabu2) and the civil
//! affairs bureau (minzheng). That of 2027 is a Sunday, and no notice tells the days of that year yet.

use cms::planning::ImportOutcome;
use domain::{
    account::Role,
    desk::{
        board::{ColumnLine, MyDuties, NextStep},
        calendar::{ClockOf, MovedClock},
        clocks::{Adjust, AdjustmentKind},
        workbench::Figure,
    },
    obligation::{MatterKind, Side, State},
    plan::{Cadence, Party, Plan, Succession},
};

use super::*;
use crate::both_databases;

const EDUCATION: &str = "每年一份：教育培训（县教育局）";
const FINANCE: &str = "每年一份：教育培训（县财政局）";
const CIVIL_AFFAIRS: &str = "每年一份：教育培训（县民政局）";

/// The shipped plan, but that three units owe 教育培训 one item a year each.
fn plan() -> Plan {
    let mut plan = Plan::from_toml(testkit::PLAN).unwrap();
    let of_plan = plan.columns.iter_mut().find(|of_plan| of_plan.code == column(COLUMN)).unwrap();
    let row = of_plan.row.as_mut().unwrap();
    (row.cadence, row.floor) = (Cadence::parse("1年（1月31日前）").unwrap(), None);
    row.responsible = ["jyj", "czj", "mzj"].map(|code| Party::Unit(unit(code))).into();
    plan
}

/// The same since the finance bureau does what the education bureau did.
fn plan_of_the_successor(since: &str) -> Plan {
    let mut plan = plan();
    let bureau = plan.units.iter_mut().find(|of_plan| of_plan.code == unit("jyj")).unwrap();
    bureau.successor = Some(Succession { unit: unit("czj"), on: day(since) });
    plan
}

async fn take(county: &TestCounty, plan: &Plan) {
    let imported = county.cms.import_plan(&Ctx::system("test"), &plan.to_toml(), None, "每年一份").await.unwrap();
    assert!(matches!(imported, ImportOutcome::Imported { .. }), "{imported:?}");
}

/// Written by `login`, signed by shenhe.
async fn reported(county: &TestCounty, login: &str, title: &str) {
    let author = county.ctx(login).await;
    let item = draft_in(county, &author, COLUMN, title).await;
    decide(county, &author, item, Ask::Submit).await.unwrap();
    assert_eq!(decide(county, &county.ctx("shenhe").await, item, sign()).await.unwrap(), Stage::Published);
}

async fn home(county: &TestCounty, login: &str) -> MyDuties {
    county.cms.my_duties(&county.ctx(login).await).await.unwrap()
}

/// What the home of a unit says of its single duties.
async fn owed(county: &TestCounty, login: &str) -> Vec<(String, State, Option<String>)> {
    let told = |line: ColumnLine| (line.titled(), line.state, line.due.map(|due| due.to_string()));
    home(county, login).await.matters.into_iter().map(told).collect()
}

/// The single duties of which a unit was told and that wait for its answer, with what was told last.
async fn told(county: &TestCounty, login: &str) -> Vec<(String, String)> {
    let mine = county.cms.my_reminders(&county.ctx(login).await).await.unwrap();
    let waiting = mine.waiting.into_iter().filter(|line| line.matter.is_some());
    waiting.map(|line| (line.titled().to_owned(), line.occasion.to_string())).collect()
}

async fn morning(county: &TestCounty, minute: &str) {
    county.set_clock(minute);
    county.cms.remind(&Ctx::system("morning")).await.unwrap();
}

/// All three have reported in 2026, the education bureau in January 2027 again.
async fn one_of_three_has_reported(county: &TestCounty) {
    county.open_account("minzheng", "何某", Role::Publisher, "mzj").await;
    take(county, &plan()).await;
    for (login, title) in
        [("fabu", "教育局2025年报告"), ("fabu2", "财政局2025年报告"), ("minzheng", "民政局2025年报告")]
    {
        reported(county, login, title).await;
    }
    county.set_clock("2027-01-11 09:00");
    reported(county, "fabu", "教育局2026年报告").await;
}

/// What the office reads of how much lies to be signed.
async fn with_leads(county: &TestCounty) -> i64 {
    let figures = county.cms.workbench_figures(&county.ctx("guanli").await).await.unwrap();
    figures.into_iter().find(|(figure, _)| *figure == Figure::WithLeads).unwrap().1
}

fn one(title: &str, state: State, due: &str) -> Vec<(String, State, Option<String>)> {
    vec![(title.to_owned(), state, Some(due.to_owned()))]
}

fn said(title: &str, occasion: &str) -> (String, String) {
    (title.to_owned(), occasion.to_owned())
}

#[tokio::test]
async fn the_report_of_one_unit_does_not_meet_the_duty_of_the_others() {
    for county in both_databases().await {
        one_of_three_has_reported(&county).await;
        assert_eq!(owed(&county, "fabu").await, []);
        assert_eq!(owed(&county, "fabu2").await, one(FINANCE, State::Normal, "2027-02-01"));
        assert_eq!(owed(&county, "minzheng").await, one(CIVIL_AFFAIRS, State::Normal, "2027-02-01"));
        let mine = home(&county, "fabu2").await;
        let line = &mine.matters[0];
        assert_eq!(line.arithmetic.as_deref(), Some("2027年应 1 次，最迟 1-31 → 2-01，遇休息日顺延"));
        assert_eq!((line.rule.as_str(), line.next), ("1年（1月31日前）", Some(NextStep::Draft)));
        let ahead = mine.ahead.iter().find(|ahead| ahead.day == day("2027-02-01")).unwrap();
        let names: Vec<&str> = ahead.due.iter().map(|due| due.name.as_str()).collect();
        assert!(names.contains(&FINANCE), "{names:?}");

        morning(&county, "2027-01-21 08:30").await;
        assert_eq!(told(&county, "fabu").await, []);
        assert_eq!(told(&county, "fabu2").await, [said(FINANCE, "到期前 7 个工作日")]);
        county.set_clock("2027-01-22 09:00");
        assert_eq!(owed(&county, "fabu2").await, one(FINANCE, State::DueSoon, "2027-02-01"));

        morning(&county, "2027-02-02 09:00").await;
        assert_eq!(owed(&county, "fabu2").await, one(FINANCE, State::Overdue, "2027-02-01"));
        assert_eq!(told(&county, "minzheng").await, [said(CIVIL_AFFAIRS, "逾期")]);
        assert_eq!((owed(&county, "fabu").await, told(&county, "fabu").await), (vec![], vec![]));
        let board = county.cms.county_board(&county.ctx("guanli").await).await.unwrap();
        let of_column = board.lines.iter().find(|line| line.code == column(COLUMN)).unwrap();
        assert_eq!((of_column.state, of_column.due), (State::Normal, Some(day("2028-01-31"))));
        let red: Vec<String> = board.matters.iter().map(ColumnLine::titled).collect();
        assert_eq!(red, [FINANCE, CIVIL_AFFAIRS]);

        // Nobody has answered for two working days.
        morning(&county, "2027-02-04 09:00").await;
        let above = told(&county, "shenhe").await;
        assert!(above.contains(&said(FINANCE, "上报牵头单位")), "{above:?}");

        // Late, and done with.
        reported(&county, "fabu2", "财政局2026年报告").await;
        morning(&county, "2027-02-04 10:00").await;
        assert_eq!((owed(&county, "fabu2").await, told(&county, "fabu2").await), (vec![], vec![]));
        assert_eq!(owed(&county, "minzheng").await, one(CIVIL_AFFAIRS, State::Overdue, "2027-02-01"));
        let above = told(&county, "shenhe").await;
        assert!(above.iter().all(|(title, _)| title != FINANCE), "{above:?}");
    }
}

#[tokio::test]
async fn what_the_lead_unit_enters_for_a_unit_without_account_is_that_units_report() {
    const WEATHER: &str = "每年一份：教育培训（县气象局）";
    for county in both_databases().await {
        let mut plan = plan();
        let of_plan = plan.columns.iter_mut().find(|of_plan| of_plan.code == column(COLUMN)).unwrap();
        of_plan.row.as_mut().unwrap().responsible.push(Party::Unit(unit("qxj")));
        take(&county, &plan).await;
        county.set_clock("2027-01-11 09:00");
        reported(&county, "fabu", "教育局2026年报告").await;
        let line =
            async |login: &str| home(&county, login).await.matters.into_iter().find(|line| line.titled() == WEATHER);
        let owes = line("shenhe").await.expect("nobody at 县气象局 would hear of it");
        assert_eq!((owes.with, owes.shares), (Side::Unit, None), "nothing has come in");

        // Counted with the days of the unit that owes it, not with those of the unit that enters it.
        let moved = async |closed: &str| {
            let notice = Notice { layer: Layer::Unit(unit(closed)), ..day_off("2027-02-01") };
            let moved = county.cms.preview_notice(&county.ctx("guanli").await, &notice).await.unwrap();
            moved.into_iter().find(|clock| clock.titled() == WEATHER).and_then(|clock| clock.due_after)
        };
        assert_eq!((moved("qxj").await, moved("zwb").await), (Some(day("2027-02-02")), None));

        let lead = county.ctx("shenhe").await;
        let new = NewItem {
            column: column(COLUMN),
            kind: Some(Kind::Article),
            submitted_by: Some(unit("qxj")),
            explains: None,
        };
        let item = county.cms.create_item(&lead, &new).await.unwrap();
        write(&county, &lead, item, "气象局2026年报告", "<p>正文。</p>").await;
        county.cms.record_secrecy_review(&lead, item, secrecy_review()).await.unwrap();
        // It is that unit's report, of which the lead unit has what is to be done.
        let entered = line("shenhe").await.unwrap();
        assert_eq!(entered.responsible.iter().map(|owes| owes.name.as_str()).collect::<Vec<_>>(), ["县气象局"]);
        assert_eq!((entered.with, entered.next), (Side::Lead, Some(NextStep::Continue(item))));
        assert!(entered.shares.is_some(), "both clocks are shown");
        assert_eq!((entered.is_being_entered, entered.to_sign_since), (true, None), "nothing is to be signed yet");
        assert_eq!(with_leads(&county).await, 0);
        decide(&county, &lead, item, Ask::Submit).await.unwrap();
        let waiting = line("shenhe2").await.unwrap();
        assert_eq!((waiting.with, waiting.next), (Side::Lead, Some(NextStep::Sign(item))));
        assert_eq!((waiting.is_being_entered, waiting.to_sign_since), (false, Some(day("2027-01-11"))));
        assert!(with_leads(&county).await > 0);
        assert_eq!(decide(&county, &county.ctx("shenhe2").await, item, sign()).await.unwrap(), Stage::Published);
        assert_eq!(line("shenhe").await, None);
    }
}

#[tokio::test]
async fn each_unit_is_extended_and_hears_of_other_days_for_itself() {
    for county in both_databases().await {
        one_of_three_has_reported(&county).await;
        let manager = county.ctx("guanli").await;
        let moved = county.cms.preview_notice(&manager, &day_off("2027-02-01")).await.unwrap();
        let reports = moved.iter().filter(|clock| {
            matches!(&clock.of, ClockOf::Matter { matter: MatterKind::YearlyReport { .. } })
                && clock.due_after == Some(day("2027-02-02"))
        });
        assert_eq!(reports.map(MovedClock::titled).collect::<Vec<_>>(), [FINANCE, CIVIL_AFFAIRS]);

        let matter = home(&county, "fabu2").await.matters[0].matter.clone().unwrap().kind.key();
        let extension = Adjust {
            kind: AdjustmentKind::Extension,
            column: column(COLUMN),
            item: None,
            matter: Some(matter),
            from: day("2027-02-01"),
            to: Some(day("2027-02-26")),
            reason: "机构改革".into(),
        };
        county.cms.adjust_clock(&manager, extension).await.unwrap();
        county.set_clock("2027-02-02 09:00");
        assert_eq!(owed(&county, "fabu2").await, one(FINANCE, State::DueSoon, "2027-02-26"));
        assert_eq!(owed(&county, "minzheng").await, one(CIVIL_AFFAIRS, State::Overdue, "2027-02-01"));
    }
}

#[tokio::test]
async fn a_blank_column_says_it_of_all_and_a_successor_has_what_was_published() {
    for county in both_databases().await {
        take(&county, &plan()).await;
        let of_column = async || {
            let lines = home(&county, "fabu2").await.lines;
            lines.into_iter().find(|line| line.code == column(COLUMN)).unwrap().state
        };
        county.set_clock("2027-01-11 09:00");
        assert_eq!((of_column().await, owed(&county, "fabu2").await), (State::Blank, vec![]));
        reported(&county, "fabu", "教育局2026年报告").await;
        assert_eq!(of_column().await, State::Normal);
        assert_eq!(owed(&county, "fabu2").await, one(FINANCE, State::Normal, "2027-02-01"));

        take(&county, &plan_of_the_successor("2027-01-11")).await;
        assert_eq!(owed(&county, "fabu2").await, []);
    }
}

/// The plan of before asks the education bureau alone. 2025-01-31 lay in the Spring Festival, off until 02-04.
#[tokio::test]
async fn a_unit_owes_nothing_of_the_years_before_a_plan_made_it_responsible_unless_it_takes_over() {
    for county in both_databases().await {
        county.open_account("minzheng", "何某", Role::Publisher, "mzj").await;
        take(&county, &plan()).await;
        reported(&county, "minzheng", "民政局2025年报告").await;
        assert_eq!(owed(&county, "fabu").await, one(EDUCATION, State::Overdue, "2025-02-05"));
        assert_eq!(owed(&county, "fabu2").await, []);
        take(&county, &plan_of_the_successor("2026-11-24")).await;
        assert_eq!(owed(&county, "fabu2").await, one(FINANCE, State::Overdue, "2025-02-05"));
    }
}
