//! 按季度测评: what people judge of 健康运行, which in Guangxi is the average of four quarters, and of what is measured once a year.

use domain::{
    assessment::{GroupScore, LeafState, Period, Rhythm, RuleCode, TestScore},
    desk::assessment::{AssessmentAsk, AssessmentSheet, JudgeForm},
    id::JudgementId,
};

use super::{
    assessment_measures::{GUANGXI, under},
    *,
};
use crate::both_databases;

/// A test of a block of that rhythm that waits for a person.
fn to_judge(sheet: &AssessmentSheet, rhythm: Rhythm) -> RuleCode {
    let groups = sheet.score.groups.iter().filter(|group| group.rhythm == rhythm);
    let mut tests = groups.flat_map(GroupScore::all_indicators).flat_map(|indicator| &indicator.tests);
    let waits = |test: &&TestScore| sheet.to_judge.iter().any(|(code, _)| code == test.code.as_str());
    tests.find(waits).unwrap().code.clone()
}

/// Found in order, for `reason`.
async fn judge(county: &TestCounty, leaf: &RuleCode, reason: &str) -> JudgementId {
    let form =
        JudgeForm { rules: GUANGXI.into(), leaf: leaf.to_string(), reason: reason.into(), ..JudgeForm::default() };
    county.cms.judge_leaf(&county.ctx("guanli").await, &form).await.unwrap()
}

/// Which judgement counts in which period.
fn judged(sheet: &AssessmentSheet, leaf: &RuleCode) -> Vec<(Period, String)> {
    let (_, test) = sheet.score.test(leaf).unwrap();
    let reason = |(period, state): &(Period, LeafState)| match state {
        LeafState::Judged { reason, .. } => Some((*period, reason.clone())),
        _ => None,
    };
    test.states.iter().filter_map(reason).collect()
}

fn counting(sheet: &AssessmentSheet) -> Vec<Option<Period>> {
    sheet.judged.iter().map(|line| line.counts_in).collect()
}

#[tokio::test]
async fn a_judgement_counts_in_its_quarter_as_it_stood_at_the_end_of_that() {
    for county in both_databases().await {
        county.set_clock("2027-02-10 09:00");
        let leaf = to_judge(&under(&county, GUANGXI).await, Rhythm::Quarterly);
        judge(&county, &leaf, "一季度检查").await;
        let winter = [(Period::FirstQuarter, "一季度检查".to_owned())];
        county.set_clock("2027-03-31 09:00");
        let sheet = under(&county, GUANGXI).await;
        assert_eq!(judged(&sheet, &leaf), [(Period::Now, "一季度检查".to_owned())], "the quarter is not over");

        // On the next day the leaf waits for somebody again, and the first quarter is not open any more.
        county.set_clock("2027-04-01 09:00");
        let sheet = under(&county, GUANGXI).await;
        assert_eq!(judged(&sheet, &leaf), winter);
        assert_eq!(counting(&sheet), [Some(Period::FirstQuarter)]);
        assert!(sheet.to_judge.iter().any(|(code, _)| code == leaf.as_str()));

        // Judged anew in spring and taken back: that is no matter of the winter.
        let spring = judge(&county, &leaf, "二季度检查").await;
        let sheet = under(&county, GUANGXI).await;
        assert_eq!(judged(&sheet, &leaf), [&winter[..], &[(Period::Now, "二季度检查".to_owned())]].concat());
        let manager = county.ctx("guanli").await;
        county.set_clock("2027-06-30 09:00");
        county.cms.end_judgement(&manager, GUANGXI, spring, "依据不足").await.unwrap();
        county.set_clock("2027-07-01 09:00");
        let sheet = under(&county, GUANGXI).await;
        assert_eq!(judged(&sheet, &leaf), winter);
        assert_eq!(counting(&sheet), [None, Some(Period::FirstQuarter)]);

        // Of two in one quarter the later one counts.
        judge(&county, &leaf, "三季度检查").await;
        county.set_clock("2027-09-30 09:00");
        judge(&county, &leaf, "三季度复查").await;
        county.set_clock("2027-11-24 09:00");
        let autumn = (Period::ThirdQuarter, "三季度复查".to_owned());
        let sheet = under(&county, GUANGXI).await;
        assert_eq!(judged(&sheet, &leaf), [&winter[..], &[autumn]].concat());
        assert_eq!(counting(&sheet), [Some(Period::ThirdQuarter), None, None, Some(Period::FirstQuarter)]);

        // Of an earlier day it counts as on that day.
        let at = AssessmentAsk { rules: GUANGXI.into(), at: "2027-02-28".parse().ok(), ..AssessmentAsk::default() };
        let then = county.cms.assessment(&manager, &at).await.unwrap();
        assert_eq!(judged(&then, &leaf), [(Period::Now, "一季度检查".to_owned())]);
    }
}

#[tokio::test]
async fn what_is_measured_once_a_year_is_judged_for_the_year() {
    let county = TestCounty::new().await;
    county.set_clock("2027-02-10 09:00");
    let leaf = to_judge(&under(&county, GUANGXI).await, Rhythm::Yearly);
    judge(&county, &leaf, "年初检查").await;
    county.set_clock("2027-11-24 09:00");
    let sheet = under(&county, GUANGXI).await;
    assert_eq!(judged(&sheet, &leaf), [(Period::Now, "年初检查".to_owned())]);
    assert_eq!(counting(&sheet), [Some(Period::Now)]);
}
