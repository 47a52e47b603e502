//! Rule sets of the county's own: a new year, and a correction of one that comes with the system.

use domain::{
    assessment::{Amount, LeafState, MeasureUnit, RuleOrigin, RuleSet, RuleSets, Succession, VetoState, shipped},
    desk::assessment::{AssessmentAsk, AssessmentSheet, Soundness},
};

use super::{
    assessment_measures::{evidence, stands},
    *,
};
use crate::{
    both_databases,
    patrol::{Paper, round},
};

/// The rule set of 2019 as the county laid it beside the system, with `blank` columns as the line of the veto. A new year
/// follows it.
fn national(code: &str, from: &str, blank: u32) -> RuleSet {
    let former = if code == "national-2019" { "census-2015" } else { "national-2019" };
    let text = include_str!("../../../../../plans/rules/national-2019.toml")
        .replacen("\"national-2019\"", &format!("\"{code}\""), 1)
        .replacen("2019-04-01", from, 1)
        .replacen("\"census-2015\"", &format!("\"{former}\""), 1)
        .replacen("2019年全国", "本县的全国", 1);
    let mut rules = RuleSet::from_toml(&text).unwrap();
    let veto = rules.vetoes.iter_mut().find(|veto| veto.code.as_str() == "v4c").unwrap();
    veto.limit.as_mut().unwrap().value.amount = Amount::new(blank, MeasureUnit::Count);
    rules
}

/// The same county, started with these files.
fn with_files(mut county: TestCounty, files: Vec<(&str, RuleSet)>) -> TestCounty {
    let files = files.into_iter().map(|(name, rules)| (name.to_owned(), rules)).collect();
    county.cms = county.cms.clone().with_rule_sets(RuleSets::new(shipped::rule_sets(), files).unwrap());
    county
}

async fn asked(county: &TestCounty, code: &str) -> AssessmentSheet {
    let ask = AssessmentAsk { rules: code.into(), ..AssessmentAsk::default() };
    county.cms.assessment(&county.ctx("guanli").await, &ask).await.unwrap()
}

fn blank(sheet: &AssessmentSheet) -> VetoState {
    sheet.score.vetoes.iter().find(|veto| veto.code.as_str() == "v4c").unwrap().state
}

#[tokio::test]
async fn a_file_takes_the_place_of_what_comes_with_the_system_and_the_sheet_says_so() {
    let county = TestCounty::new().await;
    let shipped = asked(&county, "").await;
    assert_eq!((&shipped.origin, blank(&shipped)), (&RuleOrigin::Shipped, VetoState::Hit));
    let county = with_files(county, vec![("2019.toml", national("national-2019", "2019-04-01", 500))]);
    let corrected = asked(&county, "").await;
    assert_eq!(corrected.origin, RuleOrigin::File("2019.toml".into()));
    assert_ne!(blank(&corrected), VetoState::Hit, "fewer than 500 are blank");
    assert_eq!(corrected.rule_sets.len(), 3);
    assert_eq!(corrected.rule_sets[0], ("national-2019".into(), "本县的全国政府网站与政务新媒体检查".into()));
    assert_eq!(asked(&county, "guangxi-2018").await.origin, RuleOrigin::Shipped);
}

/// On 2026-11-24 the rules of 2027 are known and not yet in use.
#[tokio::test]
async fn a_new_year_is_in_use_from_its_first_day_on() {
    let county = TestCounty::new().await;
    let county = with_files(county, vec![("2027.toml", national("national-2027", "2027-01-01", 4))]);
    let before = asked(&county, "").await;
    assert_eq!(before.score.rule_set.as_str(), "national-2019");
    assert_eq!(
        before.rule_sets.iter().map(|(code, _)| code.as_str()).collect::<Vec<_>>(),
        ["national-2027", "national-2019", "guangxi-2018", "census-2015"]
    );
    let chosen = asked(&county, "national-2027").await;
    let differences = chosen.differences.unwrap();
    let former = (differences.former.as_str(), differences.succession);
    assert_eq!(former, ("2019年全国政府网站与政务新媒体检查", Succession::Stated));
    let line = "± 否决项 栏目不更新：空白栏目5个以上 界限：5个以上 → 4个以上";
    assert!(differences.lines.iter().any(|one| one == line), "{:?}", differences.lines);
    // The region's does not say what it follows, and the sheet says so.
    let of_region = asked(&county, "guangxi-2018").await.differences.unwrap();
    assert_eq!((of_region.former.as_str(), of_region.succession), ("2015年全国政府网站普查", Succession::ByDate));
    assert_eq!(asked(&county, "census-2015").await.differences, None);
    county.set_clock("2027-01-01 09:00");
    assert_eq!(asked(&county, "").await.score.rule_set.as_str(), "national-2027");
}

#[tokio::test]
async fn a_frozen_sheet_stays_as_its_rule_set_was() {
    for county in both_databases().await {
        let manager = county.ctx("guanli").await;
        let id = county.cms.freeze_assessment(&manager, "national-2019", None).await.unwrap();
        let before = county.cms.frozen_sheet(&manager, id).await.unwrap();
        let county = with_files(county, vec![("2019.toml", national("national-2019", "2019-04-01", 500))]);
        let after = county.cms.frozen_sheet(&manager, id).await.unwrap();
        assert_eq!(after, before);
        assert_eq!(after.soundness, Soundness::AsLogged);
        assert!(!after.line.rule_set_name.contains("本县"), "{}", after.line.rule_set_name);
        let report = county.cms.frozen_report(&manager, id).await.unwrap();
        let veto = report.score.vetoes.iter().find(|veto| veto.code.as_str() == "v4c").unwrap();
        assert_eq!((veto.state, veto.limit.unwrap().value.to_string()), (VetoState::Hit, "5个以上".into()));
    }
}

/// The region's rules, by which a page is slow beyond so many seconds.
fn region(code: &str, seconds: &str) -> RuleSet {
    let text = include_str!("../../../../../plans/rules/guangxi-2018.toml")
        .replacen("\"guangxi-2018\"", &format!("\"{code}\""), 1)
        .replacen("beyond = \"3秒\"", &format!("beyond = \"{seconds}\""), 1);
    RuleSet::from_toml(&text).unwrap()
}

/// On paper every page comes after three milliseconds.
#[tokio::test]
async fn a_page_is_slow_beyond_the_seconds_that_the_rules_name() {
    let stricter = || ("2027.toml", region("guangxi-2027", "0.002秒"));
    for (files, state, slow) in [
        (vec![("2018.toml", region("guangxi-2018", "0.002秒"))], LeafState::Measured, true),
        (vec![("2018.toml", region("guangxi-2018", "0.003秒"))], LeafState::Measured, false),
        // What is slow to the stricter need not be to this one, and nobody has noted by how much.
        (vec![("2018.toml", region("guangxi-2018", "0.003秒")), stricter()], LeafState::NotMeasured, false),
    ] {
        let county = with_files(TestCounty::new().await, files);
        let paper = Paper::default();
        paper.write("/", "<p>隆安县人民政府门户网站</p>");
        round(&county, &paper).await;
        round(&county, &paper).await;
        let sheet = asked(&county, "guangxi-2018").await;
        assert_eq!((stands(&sheet, "speed-slow").0, !evidence(&sheet, "speed-slow").is_empty()), (state, slow));
    }
}
