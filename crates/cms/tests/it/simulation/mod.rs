//! Time travel. Small counties live through a script, and how board, reminders and score stand on given days is written here
//! as it was computed by hand from the calendar; a seeded county lives by its habits, and what must hold on every day holds.

mod national_day;
mod opening;
mod sanyuesan;
mod seeded;
mod spring_festival;
mod waiting;
mod yearly;

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;
use cms::simulation::{
    Conduct, DayLog, DayReport, Deed, Flaw, Morning, Opening, Patrolling, Piece, PieceId, ScoreLine, Simulation,
};
use domain::{
    desk::{board::ColumnLine, patrol::FindingQuery},
    item::{EventDate, EventKind},
    obligation::State,
    patrol::FaultKind,
    plan::{ColumnCode, UnitCode},
};
use object_store::memory::InMemory;
use store::testing::TestDatabase;

/// What people do, day by day, as a test has written it.
#[derive(Debug, Default)]
pub(crate) struct Script {
    deeds: BTreeMap<NaiveDate, Vec<Deed>>,
    /// Pages of other sites, and from when on they are gone.
    dropped: BTreeMap<String, NaiveDate>,
}

impl Script {
    fn on(mut self, date: &str, deeds: impl IntoIterator<Item = Deed>) -> Self {
        self.deeds.entry(day(date)).or_default().extend(deeds);
        self
    }

    fn dropping(mut self, address: &str, from: &str) -> Self {
        self.dropped.insert(address.to_owned(), day(from));
        self
    }
}

impl Conduct for Script {
    fn deeds(&mut self, morning: &Morning<'_>) -> Vec<Deed> {
        let deeds = self.deeds.remove(&morning.today).unwrap_or_default();
        let missed = self.deeds.keys().find(|day| **day < morning.today);
        assert_eq!(missed, None, "nobody works on that day: the script is wrong");
        deeds
    }

    fn is_there(&self, address: &str, on: NaiveDate) -> bool {
        self.dropped.get(address).is_none_or(|from| on < *from)
    }
}

/// What came of a script.
pub(crate) struct Story {
    /// As it stands after the last day.
    county: Simulation<Script>,
    days: BTreeMap<NaiveDate, (DayLog, DayReport)>,
    /// After each round: its day, what it opened and found mended, what is open.
    rounds: Vec<(String, usize, usize, Vec<FaultKind>)>,
}

impl Story {
    async fn of(plan: &str, [from, to]: [&str; 2], patrolling: Patrolling, script: Script) -> Self {
        let database = TestDatabase::sqlite().await;
        let opening = Opening { plan, from: day(from), seed: 1, patrolling };
        let media = Arc::new(InMemory::new());
        let mut county = Simulation::open(database.store.clone(), media, &opening, script).await.unwrap();
        let (mut days, mut rounds) = (BTreeMap::new(), Vec::new());
        while county.next_day() <= day(to) {
            let log = county.play_day().await.unwrap();
            let report = county.report_of(&log).await.unwrap();
            if let Some(round) = log.round {
                let sheet = county.cms().patrol_sheet(county.office(), &FindingQuery::default()).await.unwrap();
                let open = sheet.findings.rows.iter().map(|row| row.kind).collect();
                rounds.push((log.day.to_string(), round.opened, round.fixed, open));
            }
            days.insert(log.day, (log, report));
        }
        let verified = county.cms().verify_log(&cms::Ctx::system("test")).await.unwrap();
        assert!(verified.events > 0 && verified.faults.is_empty(), "{verified:?}");
        Self { county, days, rounds }
    }

    fn log(&self, date: &str) -> &DayLog {
        &self.days[&day(date)].0
    }

    fn report(&self, date: &str) -> &DayReport {
        &self.days[&day(date)].1
    }

    fn line(&self, date: &str, column: &str) -> &ColumnLine {
        let lines = &self.report(date).board.lines;
        lines.iter().find(|line| line.code.as_str() == column).unwrap_or_else(|| panic!("no column {column}"))
    }

    /// State, since when, last good day of a column in the evening of a day.
    fn standing(&self, date: &str, column: &str) -> (State, String, Option<String>) {
        let line = self.line(date, column);
        (line.state, line.since.to_string(), line.due.map(|due| due.to_string()))
    }

    /// Compares the whole table, so that a failure shows all of it.
    #[track_caller]
    fn assert_board(&self, expected: &[(&str, &str, State, &str, Option<&str>)]) {
        let seen: Vec<_> =
            expected.iter().map(|(date, column, ..)| (*date, *column, self.standing(date, column))).collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(date, column, state, since, due)| {
                (*date, *column, (*state, (*since).to_owned(), due.map(str::to_owned)))
            })
            .collect();
        pretty(&expected, &seen);
    }

    /// Every reminder of the whole time: day, who is told, of which column, what for, which deadline.
    #[track_caller]
    fn assert_reminders(&self, expected: &[(&str, &str, &str, &str, &str)]) {
        let mut seen: Vec<String> = Vec::new();
        for (_, report) in self.days.values() {
            let mut of_day: Vec<String> = report
                .reminders
                .iter()
                .map(|told| {
                    let (unit, deadline) = (&told.unit.code, told.deadline);
                    format!("{} {unit} {} {} {deadline}", told.made_on, told.column, told.occasion)
                })
                .collect();
            of_day.sort();
            seen.extend(of_day);
        }
        let mut expected: Vec<String> = expected
            .iter()
            .map(|(date, unit, column, occasion, deadline)| format!("{date} {unit} {column} {occasion} {deadline}"))
            .collect();
        expected.sort();
        pretty(&expected, &seen);
    }

    /// Day, least and most points, veto conditions that are hit.
    #[track_caller]
    fn assert_scores(&self, expected: &[(&str, &str, &str, &[&str])]) {
        let seen: Vec<_> = expected
            .iter()
            .map(|(date, ..)| {
                let ScoreLine { at_least, at_most, vetoes, .. } = &self.report(date).score;
                (*date, at_least.to_string(), at_most.to_string(), vetoes.clone())
            })
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(date, least, most, vetoes)| {
                let vetoes = vetoes.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
                (*date, (*least).to_owned(), (*most).to_owned(), vetoes)
            })
            .collect();
        pretty(&expected, &seen);
    }
}

/// The lines that differ, beside each other.
#[track_caller]
fn pretty<T: std::fmt::Debug + PartialEq>(expected: &[T], seen: &[T]) {
    let lines = |all: &[T]| all.iter().map(|one| format!("{one:?}")).collect::<Vec<_>>();
    let (by_hand, played) = (lines(expected), lines(seen));
    let only = |these: &[String], those: &[String]| {
        these.iter().filter(|line| !those.contains(line)).cloned().collect::<Vec<_>>().join("\n  ")
    };
    assert!(
        by_hand == played,
        "by hand only:\n  {}\nplayed only:\n  {}",
        only(&by_hand, &played),
        only(&played, &by_hand)
    );
}

/// A plan of three units in which 县政务办 leads every column and keeps the portal. All that the footer asks for is stated
/// but 公安备案号.
pub(crate) fn plan(region: &str, columns: &str) -> String {
    format!(
        r#"
title = "示例县政府门户网站内容保障方案"
effective_on = 2018-12-01

[site]
name = "示例县人民政府门户网站"
county = "示例县"
domain = "www.example.gov.cn"
site_code = "4501230001"
icp = "桂ICP备00000000号"
emblem_address = "https://bszs.example.com/"
owner = "示例县人民政府办公室"
contact = "县政务办"

[clock]
region = "{region}"

[[unit]]
code = "zwb"
name = "县政务办"
kind = "政府部门"

[[unit]]
code = "jyj"
name = "县教育局"
kind = "政府部门"

[[unit]]
code = "xcb"
name = "县委宣传部"
kind = "党群机关"

[[column]]
code = "xxgk"
name = "信息公开"
summary = "示例县的政府信息"
{columns}"#
    )
}

/// A column of the plan: its row in the table, who writes.
pub(crate) fn column(code: &str, name: &str, cadence: &str, unit: &str, more: &str) -> String {
    format!(
        r#"
[[column]]
code = "{code}"
name = "{name}"
parent = "xxgk"
summary = "{name}的信息"
modes = ["单位发布"]
cadence = "{cadence}"
leads = ["县政务办"]
responsible = ["{unit}"]
requirement = "{name}"
{more}
"#
    )
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn unit(code: &str) -> UnitCode {
    UnitCode::parse(code).unwrap()
}

pub(crate) fn code(code: &str) -> ColumnCode {
    ColumnCode::parse(code).unwrap()
}

pub(crate) fn formed(on: &str) -> EventDate {
    EventDate { on: day(on), kind: EventKind::Formed }
}

/// A draft.
pub(crate) fn write(id: u32, column: &str, of: &str, event: Option<EventDate>, flaw: Option<Flaw>) -> Deed {
    Deed::Write(PieceId(id), Piece { column: code(column), unit: unit(of), lead: None, event, flaw })
}

pub(crate) fn submit(id: u32) -> Deed {
    Deed::Submit(PieceId(id))
}

pub(crate) fn sign(id: u32) -> Deed {
    Deed::Sign(PieceId(id))
}

/// Written, handed in and signed on one day.
pub(crate) fn publish(id: u32, column: &str, of: &str) -> [Deed; 3] {
    [write(id, column, of, None, None), submit(id), sign(id)]
}
