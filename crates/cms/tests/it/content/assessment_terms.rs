//! 应更新但长期未更新: columns count by the terms of the inspection, 2 weeks, 6 months and a year by their class, whatever the
//! county's own clocks say. Today is Tuesday, 24 November 2026.

use domain::{
    account::Role,
    assessment::RuleCode,
    desk::{
        assessment::AssessmentAsk,
        board::ColumnLine,
        clocks::{Adjust, AdjustmentKind},
    },
    kind::Account,
    obligation::State,
};
use testkit::PLAN;

use super::{
    assessment_measures::{GUANGXI, NATIONAL, article, measured, plan_of_another_county, shown, stands, under, veto},
    *,
};
use crate::both_databases;

const CENSUS: &str = "census-2015";

async fn line(county: &TestCounty, code: &str) -> ColumnLine {
    let board = county.cms.county_board(&county.ctx("guanli").await).await.unwrap();
    board.lines.into_iter().find(|line| line.code == column(code)).unwrap()
}

/// One column of each class on its last good day, and one that the county calls overdue: it wants statistics every month,
/// the inspection every year, since they are neither notices nor documents, although the plan's backstop is 3个月.
async fn with_columns_on_their_last_day(county: &TestCounty) {
    county.open_account("tongji", "陆统计", Role::Publisher, "tjj").await;
    let (clerk, statistician) = (county.ctx("fabu").await, county.ctx("tongji").await);
    for (code, day) in [("tzgg", "2026-05-24"), ("ladt", "2026-11-10"), ("ghjh", "2025-11-24")] {
        article(county, &clerk, code, "信息", day).await;
    }
    article(county, &statistician, "tjxx", "4月", "2026-05-20").await;
}

#[tokio::test]
async fn columns_count_by_the_term_of_their_class_and_each_once() {
    for county in both_databases().await {
        with_columns_on_their_last_day(&county).await;
        assert_eq!(line(&county, "tjxx").await.state, State::Overdue);
        let idle = async |rules: &str, code: &str| -> Vec<String> {
            veto(&under(&county, rules).await, code).evidence.iter().map(|one| one.what.clone()).collect()
        };
        for (rules, code) in [(NATIONAL, "v4a"), (NATIONAL, "v4b"), (GUANGXI, "columns-overdue")] {
            assert_eq!(idle(rules, code).await, Vec::<String>::new(), "{code}");
        }
        let blank = idle(CENSUS, "columns-blank").await;
        assert_eq!(idle(CENSUS, "columns-overdue").await, blank, "the census counts blank ones among them");

        county.set_clock("2026-11-25 09:00");
        let [documents, news, others] = [
            "“通知公告”最近一次更新在 2026-05-24，超过6个月",
            "“隆安动态”最近一次更新在 2026-11-10，超过2周",
            "“规划计划”最近一次更新在 2025-11-24，超过1年",
        ];
        assert_eq!(idle(NATIONAL, "v4a").await, [news, documents]);
        assert_eq!(idle(NATIONAL, "v4b").await, [documents, news, others]);
        assert_eq!(idle(GUANGXI, "columns-overdue").await, [documents, news, others]);
        assert_eq!(idle(CENSUS, "columns-overdue").await.len(), 3 + blank.len());
    }
}

#[tokio::test]
async fn a_column_that_has_become_history_stays_as_it_is() {
    let county = TestCounty::new().await;
    with_columns_on_their_last_day(&county).await;
    let history = PLAN.replace("code = \"ghjh\"\n", "code = \"ghjh\"\nretired_on = 2026-11-25\n");
    plan_of_another_county(&county, &history).await;
    county.set_clock("2026-11-25 09:00");
    let sheet = under(&county, NATIONAL).await;
    let idle: Vec<&str> = veto(&sheet, "v4b").evidence.iter().map(|one| one.subject.as_str()).collect();
    assert_eq!(idle, ["tzgg", "ladt"]);
}

/// The county owes nothing there any more, but who looks at the page sees that it is empty.
#[tokio::test]
async fn a_blank_column_is_blank_to_an_inspection_also_where_it_is_exempt() {
    for county in both_databases().await {
        let is_blank = async |rules: &str, code: &str| {
            let sheet = under(&county, rules).await;
            veto(&sheet, code).evidence.iter().any(|one| one.subject == "ladt")
        };
        let exemption = Adjust {
            kind: AdjustmentKind::Exemption,
            column: column("ladt"),
            item: None,
            matter: None,
            from: day("2026-11-01"),
            to: None,
            reason: "栏目调整".into(),
        };
        county.cms.adjust_clock(&county.ctx("guanli").await, exemption).await.unwrap();
        assert_eq!(line(&county, "ladt").await.state, State::NotApplicable);
        for (rules, code) in [(NATIONAL, "v4c"), (CENSUS, "columns-blank"), (GUANGXI, "columns-blank")] {
            assert!(is_blank(rules, code).await, "{rules}");
        }
        article(&county, &county.ctx("fabu").await, "ladt", "信息", "2026-11-20").await;
        assert!(!is_blank(NATIONAL, "v4c").await);
    }
}

/// 政府采购领域 is owed 20 working days after each event, and the plan gives it no backstop; the updates of 微博微信等 are those
/// of its accounts.
async fn with_columns_that_no_age_makes_out_of_date(county: &TestCounty) {
    let (clerk, purchaser) = (county.ctx("fabu").await, county.ctx("fabu2").await);
    article(county, &purchaser, "zfcgly", "中标公告", "2024-05-20").await;
    let account =
        Account { platform: "微信公众号".into(), updated_on: "2026-11-20".parse().ok(), ..Account::default() };
    shown(county, &clerk, "wbwx", "甲号", Detail::Account(account), "2026-10-01").await;
}

#[tokio::test]
async fn what_the_plan_gives_no_age_is_never_out_of_date() {
    for county in both_databases().await {
        let is_blank = async |code: &str| {
            let sheet = under(&county, NATIONAL).await;
            veto(&sheet, "v4c").evidence.iter().any(|one| one.subject == code)
        };
        assert!(is_blank("zfcgly").await && is_blank("wbwx").await);
        with_columns_that_no_age_makes_out_of_date(&county).await;
        assert!(!is_blank("zfcgly").await && !is_blank("wbwx").await);
        let (national, guangxi) = (under(&county, NATIONAL).await, under(&county, GUANGXI).await);
        for (sheet, code) in [(&national, "v4a"), (&national, "v4b"), (&guangxi, "columns-overdue")] {
            assert_eq!(veto(sheet, code).evidence, [], "{code}");
        }
        let tests = ["news-stale", "documents-stale", "others-stale"];
        assert_eq!(tests.map(|code| stands(&guangxi, code)), ["0.00"; 3].map(measured));
        assert_eq!(stands(&national, "dtyw-stale"), measured("0.00"));
    }
}

/// They may go blank all the same, after what goes stale.
#[tokio::test]
async fn a_simulation_lets_what_has_no_age_go_blank_only() {
    let county = TestCounty::new().await;
    with_columns_that_no_age_makes_out_of_date(&county).await;
    article(&county, &county.ctx("fabu").await, "ghjh", "规划", "2026-11-20").await;
    let ask = AssessmentAsk { stale: 2, blank: 1, ..AssessmentAsk::default() };
    let sheet = county.cms.assessment(&county.ctx("guanli").await, &ask).await.unwrap();
    assert_eq!(sheet.simulated.unwrap().columns, ["规划计划（逾期）", "微博微信等（空白）"]);
}

/// What goes next goes by the same terms.
#[tokio::test]
async fn a_simulation_takes_the_columns_in_the_order_in_which_their_terms_end() {
    let county = TestCounty::new().await;
    with_columns_on_their_last_day(&county).await;
    let manager = county.ctx("guanli").await;
    let ask = AssessmentAsk { stale: 4, ..AssessmentAsk::default() };
    let sheet = county.cms.assessment(&manager, &ask).await.unwrap();
    let simulated = sheet.simulated.unwrap();
    assert_eq!(simulated.columns, ["规划计划（逾期）", "隆安动态（逾期）", "通知公告（逾期）", "统计信息（逾期）"]);

    county.set_clock("2026-11-25 09:00");
    let sheet = county.cms.assessment(&manager, &ask).await.unwrap();
    let simulated = sheet.simulated.unwrap();
    assert_eq!(simulated.columns, ["统计信息（逾期）"], "the others count as they are");
    // Seven are more than six: 预警.
    let supposed = vec![(RuleCode::parse("v4b").unwrap(), "7".to_owned())];
    let ask = AssessmentAsk { supposed, ..AssessmentAsk::default() };
    let simulated = county.cms.assessment(&manager, &ask).await.unwrap().simulated.unwrap();
    assert_eq!(simulated.supposed[0].sentence, "离否决还差 3 个栏目");
}
