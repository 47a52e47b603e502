//! 严重表述错误: the office's list finds what it names; whether there is more is a person's word. What the list finds by mistake
//! is dismissed in the patrol.

use domain::{
    assessment::{LeafState, MeasuredBeside, VetoState},
    desk::{
        assessment::{JudgeAs, JudgeForm},
        patrol::{FindingQuery, Judge, Judgement, WordForm, WordKind},
    },
};

use super::{
    assessment_measures::{GUANGXI, NATIONAL, evidence, stands, under, veto},
    *,
};
use crate::{
    both_databases,
    patrol::{Paper, round},
};

const WRONG: &str = "<p>省直辖的隆安县本年度招生工作安排如下，请各有关单位遵照执行，认真落实到位。</p>";
const RIGHT: &str = "<p>隆安县本年度招生工作安排如下，请各有关单位遵照执行，认真落实到位。</p>";

/// How the condition stands, by what it is known, and what is found by whom.
async fn errors(county: &TestCounty) -> (VetoState, &'static str, Vec<String>) {
    let sheet = under(county, NATIONAL).await;
    let errors = veto(&sheet, "v1-errors");
    let unit = |one: &domain::assessment::Evidence| one.answerable.unit.as_ref().map(ToString::to_string);
    let found = errors.evidence.iter().map(|one| format!("{}：{}", unit(one).unwrap_or_default(), one.what));
    (errors.state, errors.leaf.label(), found.collect())
}

async fn judge(county: &TestCounty, verdict: JudgeAs, reason: &str) {
    let form = JudgeForm {
        rules: NATIONAL.into(),
        leaf: "v1-errors".into(),
        verdict,
        reason: reason.into(),
        evidence: "/c/jypx".into(),
        ..JudgeForm::default()
    };
    county.cms.judge_leaf(&county.ctx("guanli").await, &form).await.unwrap();
}

/// The one finding that is open is none.
async fn dismiss(county: &TestCounty, reason: &str) {
    let manager = county.ctx("guanli").await;
    let sheet = county.cms.patrol_sheet(&manager, &FindingQuery::default()).await.unwrap();
    let found: Vec<_> = sheet.findings.rows.iter().filter(|row| row.passage.contains("省直辖的")).collect();
    assert_eq!(found.len(), 1);
    let (finding, judgement) = (found[0].id, Judgement::FalseAlarm);
    county.cms.judge_finding(&manager, Judge { finding, judgement, reason: reason.into(), until: None }).await.unwrap();
}

#[tokio::test]
async fn a_forbidden_wording_hits_the_veto_until_it_is_mended_or_dismissed() {
    for county in both_databases().await {
        let word = WordForm {
            kind: WordKind::Forbidden,
            word: "省直辖的".into(),
            right: String::new(),
            note: String::new(),
            except: Vec::new(),
        };
        county.cms.add_patrol_word(&county.ctx("guanli").await, word).await.unwrap();
        let paper = Paper::default();
        paper.write("/", "<a href='/c/jypx'>教育和培训</a>");
        paper.write("/c/jypx", RIGHT);
        assert_eq!(errors(&county).await, (VetoState::NotMeasured, "未测", vec![]));
        round(&county, &paper).await;
        // The list is clean. Wrong names and false statements are in no list.
        assert_eq!(errors(&county).await, (VetoState::NotMeasured, "未测", vec![]));

        judge(&county, JudgeAs::InOrder, "已逐页查看").await;
        assert_eq!(errors(&county).await, (VetoState::Clear, "人工评判", vec![]));

        // What the list finds later counts, whoever looked before.
        paper.write("/c/jypx", WRONG);
        round(&county, &paper).await;
        let wrong = "jyj：出现不得使用的表述“省直辖的”，请删除".to_owned();
        assert_eq!(errors(&county).await, (VetoState::Hit, "人工评判", vec![wrong]));
        let of_region = under(&county, GUANGXI).await;
        let typos = veto(&of_region, "serious-typos");
        assert_eq!((typos.state, typos.leaf.label()), (VetoState::Hit, "未测"), "nobody has judged it there");
        // It is no slip of the pen as well.
        assert_eq!(stands(&of_region, "wording-errors").0, LeafState::Measured);
        assert_eq!(evidence(&of_region, "wording-errors"), []);
        let caveat = of_region.forecast.unwrap().caveat().unwrap();
        assert!(caveat.starts_with("巡查和访问的结果无法预测") && caveat.contains("严重表述错误"), "{caveat}");

        dismiss(&county, "引用历史文件原文").await;
        assert_eq!(errors(&county).await, (VetoState::Clear, "人工评判", vec![]));
        // What no list has is found by a person.
        judge(&county, JudgeAs::Found, "领导人姓名写错").await;
        assert_eq!(errors(&county).await, (VetoState::Hit, "人工评判", vec!["：领导人姓名写错".to_owned()]));
    }
}

/// 无问题 was said of texts that nobody had walked over. From the first round on they are measured.
#[tokio::test]
async fn what_was_found_in_order_before_anything_measured_it_is_as_it_is_measured() {
    for county in both_databases().await {
        let manager = county.ctx("guanli").await;
        let word = WordForm {
            kind: WordKind::Typo,
            word: "遵照执形".into(),
            right: "遵照执行".into(),
            note: String::new(),
            except: Vec::new(),
        };
        county.cms.add_patrol_word(&manager, word).await.unwrap();
        let form = JudgeForm {
            rules: GUANGXI.into(),
            leaf: "wording-errors".into(),
            reason: "已逐页查看".into(),
            ..JudgeForm::default()
        };
        county.cms.judge_leaf(&manager, &form).await.unwrap();
        let beside = async || {
            let sheet = under(&county, GUANGXI).await;
            let (state, _) = stands(&sheet, "wording-errors");
            let LeafState::Judged { beside, .. } = state else { panic!("{state:?}") };
            let asked_for = sheet.to_judge.iter().any(|(leaf, _)| leaf == "wording-errors");
            (beside, evidence(&sheet, "wording-errors").len(), asked_for)
        };
        assert_eq!(beside().await, (None, 0, true));

        let paper = Paper::default();
        paper.write("/", "<a href='/c/jypx'>教育和培训</a>");
        paper.write("/c/jypx", &RIGHT.replace("遵照执行", "遵照执形"));
        round(&county, &paper).await;
        assert_eq!(beside().await, (Some(MeasuredBeside::Whole), 1, false));
        // The word cannot be given again, only taken back.
        let Err(Error::Invalid(faults)) = county.cms.judge_leaf(&manager, &form).await else {
            panic!("it is measured")
        };
        assert_eq!(faults[0].field, "leaf");
    }
}
