//! 工作报表 over a small county whose every figure is known: two texts of the education bureau, one in time and one late, a
//! letter, a signed monthly round.

use cms::{Ctx, reports::Spot};
use domain::{
    desk::{
        clocks::{Adjust, AdjustmentKind},
        reports::ReportAsk,
        rounds::{AnswerSave, AsRead},
    },
    feedback::{Outcome, ReportForm, ReportKind},
    permission::Refusal,
    round::{Answer, Month, Verdict},
    work_report::{Period, Quarter, WorkReport},
};

use super::*;
use crate::both_databases;

const FOURTH: Period = Period::Quarter(2026, Quarter::Fourth);

async fn report(county: &TestCounty, asked: Option<Period>) -> WorkReport {
    county.cms.work_report(&county.ctx("guanli").await, asked).await.unwrap()
}

fn entry(report: &WorkReport, part: &str, label: &str) -> String {
    let mut parts = report.form.iter().chain(&report.appendix).filter(|known| known.title == part);
    parts.find_map(|part| part.row("", label)).unwrap_or_else(|| panic!("{label}")).entry.text()
}

/// 按期, 超期 and 其中超期在牵头单位 of the fourth quarter.
async fn timeliness(county: &TestCounty) -> [String; 3] {
    let report = report(county, Some(FOURTH)).await;
    ["按期公开（条）", "超期公开（条）", "其中超期在牵头单位（条）"].map(|label| entry(&report, "公开时效", label))
}

/// A reader writes about `item`; the bureau answers a day and a half later.
async fn answered_letter(county: &TestCounty, item: ItemId) {
    let spot = Spot::Item(live(county, item).await.code.clone());
    let form = ReportForm {
        kind: ReportKind::Wording.code().into(),
        passage: "隆庵县".into(),
        words: "标题里的“隆庵”应为“隆安”".into(),
        ..ReportForm::default()
    };
    let reader = Ctx::new(None, "test".into(), String::new());
    let sent = county.cms.receive_report(&reader, &spot, &form, &county.cms.new_form_key()).await.unwrap();
    let id = county.cms.store().report_by_receipt(sent.receipt).await.unwrap().unwrap().id;
    county.advance_minutes(36 * 60);
    let clerk = county.ctx("fabu").await;
    county.cms.decide_report(&clerk, id, ReportAsk::Claim).await.unwrap();
    let answer = ReportAsk::Answer { outcome: Outcome::Mended, answer: "已改正，谢谢".into() };
    county.cms.decide_report(&clerk, id, answer).await.unwrap();
}

async fn signed_round(county: &TestCounty) {
    let (ctx, november) = (county.ctx("fabu").await, Month::parse("2026-11").unwrap());
    let sheet = county.cms.my_round(&ctx, Some(november)).await.unwrap();
    let problem = Answer { verdict: Some(Verdict::Problem), note: "正在补充".into(), unchanged: false };
    let answers: Vec<AnswerSave> = sheet
        .lines
        .iter()
        .map(|line| AnswerSave { column: line.line.column.clone(), version: 0, answer: problem.clone() })
        .collect();
    county.cms.save_round(&ctx, november, &answers).await.unwrap();
    let read = AsRead { shown: sheet.shown, versions: answers.into_iter().map(|save| (save.column, 1)).collect() };
    county.cms.sign_round(&ctx, november, "陆局长", &read).await.unwrap();
}

#[tokio::test]
async fn a_quarter_has_the_figures_that_were_lived() {
    for county in both_databases().await {
        let item = published(&county, "秋季学期工作安排").await;
        answered_letter(&county, item).await;
        signed_round(&county).await;
        county.cms.note_standings(&Ctx::system("test")).await.unwrap();
        // Formed on 20 November, due on 18 December.
        county.set_clock("2026-12-21 09:00");
        published(&county, "冬季学期工作安排").await;
        county.set_clock("2027-01-05 09:00");
        published(&county, "下一年的安排").await;

        let quarter = report(&county, Some(FOURTH)).await;
        for (part, label, value) in [
            ("", "网站名称", "隆安县人民政府门户网站"),
            ("", "网站总访问量（单位：次）", "由人工填写"),
            ("信息发布", "总数（单位：条）", "2"),
            ("信息发布补充", "其他栏目信息更新量（条）", "2"),
            ("专栏专题", "维护数量（单位：个）", "0"),
            ("读者反馈", "收到读者反馈（件）", "1"),
            ("读者反馈", "答复读者反馈（件）", "1"),
            ("读者反馈", "平均答复时间（天）", "1.5"),
            ("公开时效", "按期公开（条）", "1"),
            ("公开时效", "超期公开（条）", "1"),
            ("公开时效", "按期率", "50.0%"),
            ("内容巡查", "单位月度巡查签字（份）", "1"),
        ] {
            assert_eq!(entry(&quarter, part, label), value, "{part} {label}");
        }
        let bureau = quarter.units.iter().find(|line| line.name == "县教育局").unwrap();
        assert_eq!((bureau.published, bureau.in_time, bureau.late), (2, 1, 1));
        assert_eq!((bureau.received, bureau.answered, bureau.rounds), (1, 1, 1));
        let training = quarter.columns.iter().find(|line| line.name.ends_with("教育培训")).unwrap();
        assert_eq!((training.published, training.known_days, training.overdue_days), (2, 1, 0));
        let logged = |label: &str| quarter.actions.iter().find(|(known, _)| known == label).map(|(_, count)| *count);
        assert_eq!((logged("签署月度巡查"), logged("答复读者反馈")), (Some(1), Some(1)));
        assert_eq!(quarter.gaps.len(), 1, "the log begins on 24 November: {:?}", quarter.gaps);

        // The year is the sum of its quarters, and nothing of the next.
        assert_eq!(entry(&report(&county, Some(Period::Year(2026))).await, "信息发布", "总数（单位：条）"), "2");
        let this_year = report(&county, None).await;
        assert_eq!((this_year.period, this_year.first_year), (Period::Year(2027), 2026));
        assert_eq!(entry(&this_year, "信息发布", "总数（单位：条）"), "1");
        assert_eq!(this_year.gaps, ["2027年度尚未结束，统计截至 2027-01-05"]);
    }
}

/// Formed on 20 November, due on 18 December, public on the 21st.
#[tokio::test]
async fn late_stays_late_whatever_plan_comes_after() {
    let county = TestCounty::new().await;
    county.set_clock("2026-12-21 09:00");
    published(&county, "冬季学期工作安排").await;
    assert_eq!(timeliness(&county).await, ["0", "1", "0"]);
    county.set_clock("2026-12-28 09:00");
    let newer = domain::plan::Plan::from_toml(testkit::PLAN).unwrap().to_toml();
    let imported = county.cms.import_plan(&Ctx::system("test"), &newer, "2026-12-28".parse().ok(), "新方案").await;
    assert!(matches!(imported, Ok(cms::planning::ImportOutcome::Imported { .. })), "{imported:?}");
    assert_eq!(timeliness(&county).await, ["0", "1", "0"]);
    // A new plan gives no new time for what was formed under the one before.
    published(&county, "寒假工作安排").await;
    assert_eq!(timeliness(&county).await, ["0", "2", "0"]);
}

#[tokio::test]
async fn the_report_judges_as_the_assessment_does() {
    let county = TestCounty::new().await;
    let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    // Handed in on the last day; the lead unit took the rest.
    county.set_clock("2026-12-18 09:00");
    let waiting = submitted(&county, &author, "元旦放假安排").await;
    county.set_clock("2026-12-21 09:00");
    decide(&county, &reviewer, waiting, sign()).await.unwrap();
    assert_eq!(timeliness(&county).await, ["0", "1", "1"]);
    published(&county, "冬季学期工作安排").await;
    assert_eq!(timeliness(&county).await, ["0", "2", "1"]);
    let now = report(&county, Some(FOURTH)).await;
    let bureau = now.units.iter().find(|line| line.name == "县教育局").unwrap();
    assert_eq!((bureau.in_time, bureau.late, bureau.late_at_lead), (0, 1, 1));
    // Days on which the clock was paused are nobody's.
    let pause = Adjust {
        kind: AdjustmentKind::Pause,
        column: column(COLUMN),
        item: None,
        matter: None,
        from: "2026-12-01".parse().unwrap(),
        to: "2026-12-07".parse().ok(),
        reason: "系统迁移".into(),
    };
    county.cms.adjust_clock(&county.ctx("guanli").await, pause).await.unwrap();
    assert_eq!(timeliness(&county).await, ["2", "0", "0"]);
}

#[tokio::test]
async fn a_period_to_come_has_no_report() {
    let county = TestCounty::new().await;
    let office = county.ctx("guanli").await;
    for (asked, words) in
        [(Period::Quarter(2027, Quarter::First), "2027年第一季度尚未开始"), (Period::Year(2027), "2027年度尚未开始")]
    {
        match county.cms.work_report_xlsx(&office, Some(asked)).await {
            Err(Error::Invalid(faults)) => assert_eq!(faults[0].message, words),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn the_office_and_the_auditor_read_it_and_nobody_else() {
    let county = TestCounty::new().await;
    for login in ["guanli", "shenji"] {
        let (period, bytes) = county.cms.work_report_xlsx(&county.ctx(login).await, None).await.unwrap();
        assert_eq!(period, Period::Year(2026));
        assert!(bytes.starts_with(b"PK"), "a workbook");
    }
    for login in ["fabu", "shenhe", "anquan"] {
        assert_eq!(refused(county.cms.work_report(&county.ctx(login).await, None).await), Refusal::Role, "{login}");
    }
}
