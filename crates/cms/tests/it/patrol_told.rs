//! Who mends hears of what a round has found: once of each round, and on the first page as long as it is open.

use cms::Ctx;
use domain::{
    account::Role,
    desk::patrol::{FindingQuery, OfUnit, WordForm, WordKind},
    patrol::{Finding, Owner, UnitsDuty},
    plan::{ColumnCode, UnitCode},
};
use testkit::TestCounty;

use crate::{
    both_databases,
    patrol::{Paper, round, walk},
};

/// What the account was told of rounds, the newest first.
async fn told(county: &TestCounty, login: &str) -> Vec<String> {
    let notices = county.cms.notices(&county.ctx(login).await).await.unwrap();
    notices.into_iter().map(|one| one.text).filter(|text| text.starts_with("巡查新发现")).collect()
}

/// How many findings wait for the account's unit, and how many are overdue.
async fn waiting(county: &TestCounty, login: &str) -> (i64, i64) {
    let me = county.cms.me(&county.ctx(login).await).await.unwrap();
    (me.waiting_findings, me.overdue_findings)
}

const LEAK: &str = "<p>报名请联系工作人员，手机号码 13900139000，请各学校及时通知学生家长。</p>";

/// A portal on which somebody's telephone stands in a column of the education bureau.
fn leaking() -> Paper {
    let paper = Paper::default();
    paper.write("/", "<a href='/c/jypx'>教育和培训</a>");
    paper.write("/c/jypx", LEAK);
    paper
}

#[tokio::test]
async fn the_unit_that_mends_is_told_once_of_each_round_that_has_found_something() {
    for county in both_databases().await {
        let paper = leaking();
        assert_eq!(waiting(&county, "fabu").await, (0, 0));
        round(&county, &paper).await;
        let (open, overdue) = waiting(&county, "fabu").await;
        assert!(open > 0 && overdue == 0, "{open} {overdue}");
        // What leaks has one working day: Wednesday.
        let first = format!(
            "巡查新发现 {open} 个问题由本单位整改，最急的“页面含个人信息”应于 2026-11-25 前整改，详见“巡查问题”"
        );
        assert_eq!(told(&county, "fabu").await, std::slice::from_ref(&first));
        for login in ["fabu2", "shenhe", "guanli"] {
            assert_eq!(told(&county, login).await, [""; 0], "{login} mends nothing of it");
            assert_eq!(waiting(&county, login).await, (0, 0), "{login}");
        }

        // It is there still, and known.
        round(&county, &paper).await;
        assert_eq!((told(&county, "fabu").await.len(), waiting(&county, "fabu").await), (1, (open, 0)));

        let (word, right) = ("布署".to_owned(), "部署".to_owned());
        let word = WordForm { kind: WordKind::Typo, word, right, note: String::new(), except: Vec::new() };
        county.cms.add_patrol_word(&county.ctx("guanli").await, word).await.unwrap();
        let slip = "<p>会议对下一步工作作出布署安排，请各有关单位遵照执行，认真落实到位。</p>";
        paper.write("/c/jypx", &format!("{LEAK}{slip}"));
        round(&county, &paper).await;
        let (more, _) = waiting(&county, "fabu").await;
        let second = format!(
            "巡查新发现 {} 个问题由本单位整改，最急的“疑似错别字”应于 2026-11-27 前整改，详见“巡查问题”",
            more - open
        );
        assert_eq!(told(&county, "fabu").await, [second, first]);

        county.set_clock("2026-11-26 09:00");
        assert_eq!(waiting(&county, "fabu").await, (more, 1), "the leak is overdue");
    }
}

#[tokio::test]
async fn whoever_ends_a_round_tells_what_a_node_had_written_before_it_died() {
    for county in both_databases().await {
        let (paper, store) = (leaking(), county.cms.store());
        round(&county, &paper).await;
        let (open, _) = waiting(&county, "fabu").await;
        county.advance_minutes(60);
        let number = county.cms.order_round(&Ctx::system("test")).await.unwrap();
        // What the first node has opened stands there, and nobody was told.
        let found = store.open_findings().await.unwrap();
        let mut tx = store.begin().await.unwrap();
        for finding in &found {
            tx.note_opened(&finding.fingerprint, number).await.unwrap();
        }
        tx.commit().await.unwrap();
        walk(&county.second_node().await, &county, &paper).await.unwrap();
        let told = told(&county, "fabu").await;
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].starts_with(&format!("巡查新发现 {open} 个问题由本单位整改")), "{told:?}");
    }
}

fn unit(code: &str) -> UnitCode {
    UnitCode::parse(code).unwrap()
}

/// A wrong word on `page`, which stands there since a round of which the plan named these units.
fn found(county: &TestCounty, page: &str, responsible: &[&str], leads: &str) -> Finding {
    let owner = Owner::Column {
        column: ColumnCode::parse("jypx").unwrap(),
        responsible: responsible.iter().map(|code| unit(code)).collect(),
        leads: [unit(leads)].into(),
    };
    Finding { owner, ..county.typo("jypx", page) }
}

/// The pages of the findings that the list shows, and how many it says there are.
async fn listed(county: &TestCounty, duty: Option<UnitsDuty>, page: i64) -> (Vec<String>, i64) {
    let of = Some(OfUnit { unit: unit("nync"), duty });
    let query = FindingQuery { of, page, ..FindingQuery::default() };
    let findings = county.cms.patrol_sheet(&county.ctx("nongye").await, &query).await.unwrap().findings;
    (findings.rows.into_iter().map(|row| row.page).collect(), findings.total)
}

#[tokio::test]
async fn the_number_on_the_first_page_is_as_long_as_the_list_behind_it() {
    for county in both_databases().await {
        // 县农业局 became 县农业农村局 in 2019; what was found under either code is the successor's.
        county.open_account("nongye", "农某", Role::Publisher, "nync").await;
        let known: [(&str, &[&str], &str); 6] = [
            ("/a/1", &["nync"], "zwb"),
            ("/a/2", &["nyj"], "zwb"),
            ("/a/3", &["nync", "nyj"], "nync"),
            ("/a/4", &["jyj"], "nync"),
            ("/a/5", &["jyj"], "nyj"),
            ("/a/6", &["jyj"], "zwb"),
        ];
        for (page, responsible, leads) in known {
            county.keep_finding(&found(&county, page, responsible, leads)).await;
        }
        let pages = |numbers: &[i64]| -> Vec<String> { numbers.iter().map(|number| format!("/a/{number}")).collect() };
        assert_eq!(waiting(&county, "nongye").await, (3, 0));
        assert_eq!(listed(&county, Some(UnitsDuty::Mend), 1).await, (pages(&[1, 2, 3]), 3));
        assert_eq!(listed(&county, Some(UnitsDuty::Lead), 1).await, (pages(&[3, 4, 5]), 3));
        assert_eq!(listed(&county, None, 1).await, (pages(&[1, 2, 3, 4, 5]), 5));

        // More than a page of the list holds.
        for number in 7..=35 {
            county.keep_finding(&found(&county, &format!("/a/{number}"), &["nyj"], "zwb")).await;
        }
        assert_eq!(waiting(&county, "nongye").await, (32, 0));
        let (first, total) = listed(&county, Some(UnitsDuty::Mend), 1).await;
        assert_eq!((first.len(), total), (30, 32));
        assert_eq!(listed(&county, Some(UnitsDuty::Mend), 2).await, (pages(&[34, 35]), 32));
    }
}
