//! 工作报表 over a small county whose every figure is known: two texts of the education bureau, one in time and one late, a
//! letter, a signed monthly round.

use cms::{Ctx, reports::Spot};
use domain::{
    desk::{reports::ReportAsk, rounds::AnswerSave},
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
    let part = report.parts.iter().find(|known| known.title == part).unwrap();
    part.rows.iter().find(|row| row.label == label).unwrap_or_else(|| panic!("{label}")).entry.text()
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
    let seen = answers.into_iter().map(|save| (save.column, 1)).collect();
    county.cms.sign_round(&ctx, november, "陆局长", &seen).await.unwrap();
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
            ("基本情况", "网站名称", "隆安县人民政府门户网站"),
            ("基本情况", "网站总访问量（次）", "由人工填写"),
            ("信息发布", "总数（条）", "2"),
            ("信息发布", "其他栏目信息更新量", "2"),
            ("专栏专题", "维护数量（个）", "0"),
            ("互动交流", "收到留言数量（条）", "1"),
            ("互动交流", "办结留言数量（条）", "1"),
            ("互动交流", "平均办理时间（天）", "1.5"),
            ("附：公开时效", "按期公开（条）", "1"),
            ("附：公开时效", "超期公开（条）", "1"),
            ("附：公开时效", "按期率", "50.0%"),
            ("附：内容巡查", "单位月度巡查签字数量（份）", "1"),
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
        assert_eq!(entry(&report(&county, Some(Period::Year(2026))).await, "信息发布", "总数（条）"), "2");
        let this_year = report(&county, None).await;
        assert_eq!((this_year.period, this_year.first_year), (Period::Year(2027), 2026));
        assert_eq!(entry(&this_year, "信息发布", "总数（条）"), "1");
        assert_eq!(this_year.gaps, ["2027年度尚未结束，统计截至 2027-01-05"]);
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
