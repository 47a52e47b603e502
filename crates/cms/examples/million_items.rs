//! What the county's overview costs with a million public items, two hundred columns, a hundred units and five thousand open
//! findings of the patrol, on SQLite and, with `TEST_DATABASE_URL`, on PostgreSQL.
//!
//! `scripts/postgres.sh cargo run --locked --release --package cms --example million_items` prints milliseconds, of several
//! runs the slowest. A number behind it is that of the items. A file behind the number gets a copy of the SQLite database, and
//! nothing is measured: `end2end/load/board.mjs` serves it.

#![expect(clippy::unwrap_used, reason = "a measurement whose preparation fails has failed")]

use std::{io::Cursor, path::Path, time::Instant};

use cms::{Cms, Ctx, planning::ImportOutcome};
use domain::{
    calendar::{Days, Holiday, Layer, Notice},
    desk::content::ItemFilter,
    obligation::State,
    patrol::{Clock, Evidence, FaultKind, Finding, Fingerprint, Owner, Passage, State as FindingState},
    plan::{Column, ColumnCode, UnitCode},
    time::china_date,
};
use store::volume::multiply;
use testkit::{PLAN, TestCounty};

const ITEMS: u32 = 1_000_000;
const UNITS: usize = 100;
const COLUMNS: usize = 200;
const FINDINGS: usize = 5000;
const RUNS: usize = 5;

#[tokio::main]
async fn main() {
    let items = std::env::args().nth(1).map_or(ITEMS, |count| count.parse().unwrap());
    if let Some(file) = std::env::args().nth(2) {
        let county = TestCounty::new().await;
        fill(&county.cms, items).await;
        return county.cms.store().copy_to(Path::new(&file)).await.unwrap();
    }
    let mut counties = vec![("SQLite", TestCounty::new().await)];
    counties.extend(TestCounty::on_postgres().await.map(|county| ("PostgreSQL", county)));
    for (database, county) in counties {
        fill(&county.cms, items).await;
        println!("{database}, {items} items, {COLUMNS} columns, {UNITS} units:");
        overview(&county).await;
    }
}

async fn overview(county: &TestCounty) {
    let (manager, clerk, reviewer) = (county.ctx("guanli").await, county.ctx("fabu").await, county.ctx("shenhe").await);
    let board = county.cms.county_board(&manager).await.unwrap();
    let red = board.lines.iter().filter(|line| line.state != State::Normal).count();
    println!("  {} columns on the board, {red} of them not 正常; {} units", board.lines.len(), board.units.len());
    let node = county.second_node().await;
    slowest("board of a node that has just started", 1, async || node.county_board(&manager).await.unwrap()).await;
    slowest("board", RUNS, async || county.cms.county_board(&manager).await.unwrap()).await;
    slowest("home of a publisher", RUNS, async || county.cms.my_duties(&clerk).await.unwrap()).await;
    slowest("home of a reviewer", RUNS, async || county.cms.my_duties(&reviewer).await.unwrap()).await;
    slowest("inbox of a reviewer", RUNS, async || county.cms.inbox(&reviewer, &ItemFilter::default()).await.unwrap())
        .await;
    slowest("what every page of the desk asks of a reviewer", RUNS, async || county.cms.me(&reviewer).await.unwrap())
        .await;
    slowest("reminders of a morning", 1, async || county.cms.remind(&Ctx::system("measure")).await.unwrap()).await;
    slowest("all clocks after a change of the calendar, and who is told", 1, async || {
        county.cms.enter_notice(&manager, &snow_days()).await.unwrap()
    })
    .await;
    slowest("board after it", 1, async || county.cms.county_board(&manager).await.unwrap()).await;
}

/// Two weeks off, which move every clock that runs now.
fn snow_days() -> Notice {
    let day = |text: &str| text.parse().unwrap();
    let off = vec![Days { from: day("2026-11-30"), to: day("2026-12-11") }];
    Notice {
        layer: Layer::Region,
        year: 2026,
        number: String::new(),
        address: String::new(),
        checked: true,
        holidays: vec![Holiday { name: "测量用".into(), off, work: Vec::new() }],
    }
}

async fn slowest<T>(what: &str, runs: usize, mut act: impl AsyncFnMut() -> T) {
    let mut worst = 0.0_f64;
    for _ in 0..runs {
        let start = Instant::now();
        let _ = act().await;
        worst = worst.max(start.elapsed().as_secs_f64());
    }
    println!("  {what}: {:.1} ms", worst * 1000.0);
}

async fn fill(cms: &Cms, items: u32) {
    let system = Ctx::system("measure");
    let outcome = cms.import_plan(&system, &plan(), None, "二百个栏目").await.unwrap();
    assert!(matches!(outcome, ImportOutcome::Imported { .. }), "{outcome:?}");
    let line = r#"{"title":"测量用的信息","date":"2018-12-03","column":"tzgg","body":"正文","url":"/1"}"#;
    let report = cms.import_items(&system, Cursor::new(line), None).await.unwrap();
    assert!(report.rejected.is_empty(), "{report:?}");
    let first = cms.store().published_in(&[ColumnCode::parse("tzgg").unwrap()], 1, 0).await.unwrap().remove(0).code;
    let plan = cms.plan();
    let answering = |column: &Column| {
        let duties = plan.duties(&column.code)?;
        let unit = duties.responsible.iter().chain(&duties.leads).next()?;
        Some((column.code.clone(), unit.clone()))
    };
    let columns: Vec<(ColumnCode, UnitCode)> = plan.plan.columns.iter().filter_map(answering).collect();
    multiply(cms.store(), &first, &columns, items).await;
    add_findings(cms, &columns).await;
}

/// Links that do not open, opened today, in every column as many.
async fn add_findings(cms: &Cms, columns: &[(ColumnCode, UnitCode)]) {
    let now = cms.now();
    let mut tx = cms.store().begin().await.unwrap();
    for (number, (column, unit)) in (0..FINDINGS).zip(columns.iter().cycle()) {
        let page = format!("http://127.0.0.1:3000/a/{number}");
        let finding = Finding {
            fingerprint: Fingerprint::on_page(FaultKind::DeadLink, &page, "http://127.0.0.1:3000/a/gone", ""),
            evidence: Evidence {
                page: page.clone(),
                column: Some(column.clone()),
                source: None,
                message: "链接打不开".into(),
                passage: Passage::of("测量用的链接", str::to_owned),
                request: format!("GET {page}"),
                status: Some(404),
                at: now,
                digest: String::new(),
            },
            pages: 1,
            owner: Owner::Column {
                column: column.clone(),
                responsible: [unit.clone()].into(),
                leads: [unit.clone()].into(),
            },
            clock: Some(Clock { started_on: china_date(now), working_days: 5 }),
            state: FindingState::Open,
            first_seen: now,
            last_seen: now,
            returned: 0,
        };
        assert!(tx.add_finding(&finding).await.unwrap());
    }
    tx.commit().await.unwrap();
}

/// The shipped plan with as many units and columns more as make it two hundred and a hundred.
fn plan() -> String {
    let mut text = PLAN.to_owned();
    let (units, columns) = (text.matches("[[unit]]").count(), text.matches("\nnumber = ").count());
    for unit in units..UNITS {
        text += &format!("\n[[unit]]\ncode = \"dw{unit}\"\nname = \"第{unit}单位\"\nkind = \"政府部门\"\n");
    }
    for column in columns..COLUMNS {
        let unit = units + column % (UNITS - units);
        text += &format!(
            "\n[[column]]\ncode = \"lm{column}\"\nname = \"第{column}栏目\"\nparent = \"bmlqfw\"\nnumber = \"X{column}\"\nmodes = \
             [\"单位发布\"]\ncadence = \"2周内\"\nleads = [\"县政务办\"]\nresponsible = [\"第{unit}单位\"]\n"
        );
    }
    text
}
