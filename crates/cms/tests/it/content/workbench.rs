//! 工作台: each number on the first page of the office is as long as the list to which it leads.

use domain::{
    desk::{
        cases::{CaseFilter, UnitsTurn},
        patrol::FindingQuery,
        workbench::Figure,
    },
    obligation::Side,
    permission::Refusal,
    rectification::{CaseState, NoticeForm, Point},
};

use super::*;
use crate::both_databases;

async fn figures(county: &TestCounty, login: &str) -> Vec<(Figure, i64)> {
    county.cms.workbench_figures(&county.ctx(login).await).await.unwrap()
}

#[tokio::test]
async fn each_number_is_as_long_as_its_list() {
    for county in both_databases().await {
        published(&county, "先前的通知").await;
        submitted(&county, &county.ctx("fabu").await, "秋季学期工作安排").await;
        // Signed for a later day, it lies with the lead unit and waits for nobody.
        let later = submitted(&county, &county.ctx("fabu").await, "冬季学期工作安排").await;
        let publish_at = domain::time::parse_minute("2026-12-10 09:00");
        let sign_later = Ask::Sign { publish_at, note: String::new() };
        decide(&county, &county.ctx("shenhe").await, later, sign_later).await.unwrap();
        let manager = county.ctx("guanli").await;
        let notice = NoticeForm {
            key: county.cms.new_form_key(),
            unit: "jyj".into(),
            subject: "咨询电话无人接听".into(),
            points: vec![Point { fault: "咨询电话无人接听".into(), ..Point::default() }],
            demand: "逐项整改".into(),
            basis: "内容保障方案".into(),
            working_days: "3".into(),
        };
        county.cms.open_case(&manager, notice).await.unwrap();

        let board = county.cms.county_board(&manager).await.unwrap();
        let lines = || board.lines.iter().chain(&board.matters);
        let with_leads = lines().filter(|line| line.to_sign_since.is_some()).count();
        assert_eq!(lines().filter(|line| line.with == Side::Lead).count(), with_leads + 1);
        let of_state = |state| CaseFilter { state: Some(state), ..CaseFilter::default() };
        let waiting = CaseFilter { turn: Some(UnitsTurn::Waiting), ..CaseFilter::default() };
        let mut cases = Vec::new();
        for filter in [waiting, of_state(CaseState::Replied), of_state(CaseState::Accepted)] {
            cases.push(county.cms.cases(&manager, &filter).await.unwrap().page.total);
        }
        let findings = county.cms.patrol_sheet(&manager, &FindingQuery::default()).await.unwrap().findings.total;
        let expected = vec![
            (Figure::Overdue, i64::from(board.tally.overdue)),
            (Figure::Blank, i64::from(board.tally.blank)),
            (Figure::DueSoon, i64::from(board.tally.due_soon)),
            (Figure::WithLeads, i64::try_from(with_leads).unwrap()),
            (Figure::CasesWithUnits, cases[0]),
            (Figure::CasesToCheck, cases[1]),
            (Figure::CasesToClose, cases[2]),
            (Figure::Findings, findings),
        ];
        assert!(board.tally.blank > 0 && with_leads > 0 && cases == [1, 0, 0], "{expected:?}");
        assert_eq!(figures(&county, "guanli").await, expected);
        assert_eq!(figures(&county, "shenji").await, expected, "the auditor watches, too");
        for login in ["fabu", "shenhe", "anquan"] {
            let refusal = refused(county.cms.workbench_figures(&county.ctx(login).await).await);
            assert_eq!(refusal, Refusal::Role, "{login}");
        }
    }
}
