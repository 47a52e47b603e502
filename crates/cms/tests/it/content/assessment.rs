//! 考核自查 over the county's own data.

use domain::{
    assessment::{Grade, VetoState},
    permission::Refusal,
};

use super::*;
use crate::both_databases;

#[tokio::test]
async fn the_first_day_is_scored_with_its_evidence_and_what_is_unknown_stays_open() {
    for county in both_databases().await {
        published(&county, "秋季学期工作安排").await;
        let manager = county.ctx("guanli").await;
        let sheet = county.cms.assessment(&manager, "").await.unwrap();
        assert_eq!(sheet.score.rule_set.as_str(), "national-2019");
        // Nearly every column is blank: five are enough for a veto, and each is named.
        let blank = sheet.score.vetoes.iter().find(|veto| veto.name.contains("空白")).unwrap();
        assert_eq!(blank.state, VetoState::Hit);
        assert!(blank.evidence.len() > 30, "{}", blank.sentence);
        assert!(blank.evidence.iter().all(|found| found.address.as_deref().is_some_and(|to| to.starts_with("/c/"))));
        assert!(blank.evidence.iter().all(|found| found.subject != COLUMN), "what holds something is not blank");
        assert_eq!(sheet.score.grade, Grade::Fail);
        // Letters come with a later version: their points are neither given nor taken.
        assert!(sheet.not_measured.iter().any(|name| name.contains("来信")), "{:?}", sheet.not_measured);
        assert!(sheet.score.points.at_least < sheet.score.points.at_most);
        assert!(sheet.by_unit.iter().all(|(_, points)| points.is_positive()));
        assert!(!sheet.ways.ways.is_empty() && !sheet.differences.is_empty());
    }
}

#[tokio::test]
async fn what_is_published_late_stays_late() {
    let county = TestCounty::new().await;
    let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    let item = submitted(&county, &author, "迟发的安排").await;
    // Formed on 11-20, due on 12-18.
    county.set_clock("2026-12-22 09:00");
    decide(&county, &reviewer, item, sign()).await.unwrap();
    // Whichever rule set asks for it says which column, whose, and by when it should have been.
    let mut found = Vec::new();
    for code in ["national-2019", "guangxi-2018", "census-2015"] {
        let sheet = county.cms.assessment(&reviewer, code).await.unwrap();
        let charges = sheet.score.charges().into_iter().filter_map(|(_, _, charge)| charge.evidence.clone());
        found.extend(charges.filter(|evidence| evidence.subject.starts_with("jypx/")));
    }
    assert!(!found.is_empty(), "a rule set counts it");
    for evidence in found {
        assert_eq!(
            evidence.what,
            "“教育培训”：信息形成或变更 2026-11-20，应于 2026-12-18 前公开，2026-12-22 公开（1 条）"
        );
        assert_eq!(evidence.answerable.unit.map(|unit| unit.to_string()).as_deref(), Some("jyj"));
    }
}

#[tokio::test]
async fn if_nothing_is_done_the_year_ends_worse() {
    let county = TestCounty::new().await;
    published(&county, "秋季学期工作安排").await;
    let manager = county.ctx("guanli").await;
    for code in ["national-2019", "guangxi-2018", "census-2015"] {
        let sheet = county.cms.assessment(&manager, code).await.unwrap();
        assert_eq!(sheet.forecast.on.to_string(), "2026-12-31");
        assert!(sheet.forecast.points.at_most <= sheet.score.points.at_most, "{code}");
        assert_eq!(sheet.rule_sets.len(), 3);
    }
    assert!(matches!(county.cms.assessment(&manager, "of-next-year").await, Err(Error::NotFound)));
    assert_eq!(refused(county.cms.assessment(&county.ctx("anquan").await, "").await), Refusal::Role);
}
