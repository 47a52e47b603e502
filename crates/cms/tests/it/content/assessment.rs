//! 考核自查 over the county's own data.

use chrono::NaiveDate;
use cms::planning::ImportOutcome;
use domain::{
    account::Role,
    assessment::{Decimal, Grade, Period, Rhythm, RuleCode, VetoState},
    desk::assessment::{AssessmentAsk, AssessmentSheet},
    permission::Refusal,
    plan::{Party, Plan, Signing},
};

use super::*;
use crate::both_databases;

fn under(code: &str) -> AssessmentAsk {
    AssessmentAsk { rules: code.into(), ..AssessmentAsk::default() }
}

fn on(day: &str) -> AssessmentAsk {
    AssessmentAsk { at: day.parse().ok(), ..AssessmentAsk::default() }
}

async fn asked(county: &TestCounty, ctx: &Ctx, ask: &AssessmentAsk) -> AssessmentSheet {
    county.cms.assessment(ctx, ask).await.unwrap()
}

#[tokio::test]
async fn the_first_day_is_scored_with_its_evidence_and_what_is_unknown_stays_open() {
    for county in both_databases().await {
        published(&county, "秋季学期工作安排").await;
        let manager = county.ctx("guanli").await;
        let sheet = asked(&county, &manager, &under("")).await;
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
        assert!(!sheet.ways.ways.is_empty() && sheet.differences.is_some_and(|found| !found.lines.is_empty()));
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
        let sheet = asked(&county, &reviewer, &under(code)).await;
        let charges = sheet.score.charges().into_iter().filter_map(|(_, _, charge)| charge.evidence.clone());
        found.extend(charges.filter(|evidence| evidence.subject.starts_with("jypx/")));
    }
    assert!(!found.is_empty(), "a rule set counts it");
    for evidence in found {
        // One subject is one finding: another kind of start on the same day is another.
        assert_eq!(evidence.subject, format!("jypx/jyj/{}/2026-11-20/2026-12-22", EventKind::Formed.code()));
        assert_eq!(
            evidence.what,
            "“教育培训”：信息形成或变更 2026-11-20，应于 2026-12-18 前公开，2026-12-22 公开（1 条）；\
             超期 0 个工作日在保障单位，2 个工作日在牵头单位"
        );
        // The bureau handed it over in time: the lead unit let it pass.
        assert_eq!(evidence.answerable.unit.map(|unit| unit.to_string()).as_deref(), Some("zwb"));
    }
}

/// Holding it back is no way around the term.
#[tokio::test]
async fn what_is_over_its_day_is_late_before_it_is_public_too() {
    for county in both_databases().await {
        let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
        let item = draft(&county, &author, "迟迟不发的安排").await;
        let found = async |day: &str| -> Vec<String> {
            let ask = AssessmentAsk { at: day.parse().ok(), ..under("guangxi-2018") };
            let score = asked(&county, &reviewer, &ask).await.score;
            let charges = score.charges().into_iter().filter(|(_, test, _)| test.code.as_str() == "terms-missed");
            let mut found: Vec<String> =
                charges.filter_map(|(_, _, charge)| charge.evidence.as_ref().map(|one| one.what.clone())).collect();
            found.dedup();
            found
        };
        // Formed on 11-20, due on 12-18, a Friday; handed over on Monday.
        county.set_clock("2026-12-21 09:30");
        decide(&county, &author, item, Ask::Submit).await.unwrap();
        county.set_clock("2026-12-22 09:00");
        let begin = "“教育培训”：信息形成或变更 2026-11-20，应于 2026-12-18 前公开，";
        let waiting = format!("{begin}至今没有公开（在办信息编号 {item}）");
        assert_eq!(found("2026-12-18").await, Vec::<String>::new());
        assert_eq!(found("2026-12-21").await, std::slice::from_ref(&waiting));
        let divided = format!("{waiting}；其中 1 个工作日在保障单位，1 个工作日在牵头单位");
        assert_eq!(found("2026-12-22").await, [divided]);
        // Public at last, it is the same fault and no second one.
        decide(&county, &reviewer, item, sign()).await.unwrap();
        let public = format!("{begin}2026-12-22 公开（1 条）；超期 1 个工作日在保障单位，1 个工作日在牵头单位");
        assert_eq!(found("2026-12-22").await, [public]);
    }
}

#[tokio::test]
async fn where_all_lead_units_sign_the_one_that_signed_in_time_loses_nothing() {
    let county = TestCounty::new().await;
    let mut plan = Plan::from_toml(testkit::PLAN).unwrap();
    let of_plan = plan.columns.iter_mut().find(|of_plan| of_plan.code == column(COLUMN)).unwrap();
    let row = of_plan.row.as_mut().unwrap();
    row.leads.push(Party::Unit(unit("bb")));
    row.signing = Signing::AllLeads;
    county.cms.import_plan(&Ctx::system("test"), &plan.to_toml(), None, "会签").await.unwrap();
    county.open_account("bianban", "何某", Role::Reviewer, "bb").await;
    let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    let item = submitted(&county, &author, "会签的安排").await;
    assert_eq!(decide(&county, &reviewer, item, sign()).await.unwrap(), Stage::AwaitingSignature);
    // Formed on 11-20, due on 12-18, a Friday: 县政务办, which the plan names first, signed in November.
    county.set_clock("2026-12-22 09:00");
    assert_eq!(decide(&county, &county.ctx("bianban").await, item, sign()).await.unwrap(), Stage::Published);
    let mut answering = Vec::new();
    for code in ["national-2019", "guangxi-2018", "census-2015"] {
        let sheet = asked(&county, &reviewer, &under(code)).await;
        let charges = sheet.score.charges().into_iter().filter_map(|(_, _, charge)| charge.evidence.clone());
        let its = charges.filter(|evidence| evidence.subject.starts_with("jypx/"));
        answering.extend(its.map(|evidence| evidence.answerable.unit.map(|unit| unit.to_string())));
    }
    assert!(!answering.is_empty(), "a rule set counts it");
    assert!(answering.iter().all(|unit| unit.as_deref() == Some("bb")), "{answering:?}");
}

#[tokio::test]
async fn if_nothing_is_done_the_year_ends_worse() {
    let county = TestCounty::new().await;
    published(&county, "秋季学期工作安排").await;
    let manager = county.ctx("guanli").await;
    for code in ["national-2019", "guangxi-2018", "census-2015"] {
        let sheet = asked(&county, &manager, &under(code)).await;
        let forecast = sheet.forecast.unwrap();
        assert_eq!(forecast.on.to_string(), "2026-12-31");
        assert!(forecast.points.at_most <= sheet.score.points.at_most, "{code}");
        assert_eq!(sheet.rule_sets.len(), 3);
        // The home page would stand still for five weeks; in Guangxi that costs points and is no veto.
        let is_named = |veto: &String| veto.contains("不更新：监测2周，首页") && veto.contains("，已触及否决：");
        assert_eq!(forecast.new_vetoes.iter().any(is_named), code != "guangxi-2018", "{:?}", forecast.new_vetoes);
    }
    assert!(matches!(county.cms.assessment(&manager, &under("of-next-year")).await, Err(Error::NotFound)));
    assert_eq!(refused(county.cms.assessment(&county.ctx("anquan").await, &under("")).await), Refusal::Role);
}

#[tokio::test]
async fn who_kept_it_beyond_the_term_answers_for_it_and_both_for_their_part() {
    let county = TestCounty::new().await;
    let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    let alone = draft(&county, &author, "自己拖延的安排").await;
    let both = draft(&county, &author, "双方拖延的安排").await;
    // Formed on 11-20, due on 12-18, a Friday; handed over on Monday, signed on the same day and on Wednesday.
    county.set_clock("2026-12-21 09:00");
    for (item, signed) in [(alone, "2026-12-21 10:00"), (both, "2026-12-23 10:00")] {
        county.set_clock("2026-12-21 09:30");
        decide(&county, &author, item, Ask::Submit).await.unwrap();
        county.set_clock(signed);
        decide(&county, &reviewer, item, sign()).await.unwrap();
    }
    let mut parts = Vec::new();
    for code in ["national-2019", "guangxi-2018", "census-2015"] {
        let sheet = asked(&county, &reviewer, &under(code)).await;
        for (_, _, charge) in sheet.score.charges() {
            let Some(evidence) = charge.evidence.as_ref().filter(|found| found.subject.starts_with("jypx/")) else {
                continue;
            };
            let of: Vec<(String, u32)> = evidence.parts.iter().map(|part| (part.unit.to_string(), part.days)).collect();
            parts.push((evidence.subject.rsplit('/').next().unwrap_or_default().to_owned(), of));
        }
    }
    parts.sort();
    parts.dedup();
    let halves = vec![("jyj".to_owned(), 1), ("zwb".to_owned(), 2)];
    assert_eq!(parts, [("2026-12-21".to_owned(), vec![]), ("2026-12-23".to_owned(), halves)]);
}

/// The plan with 教育培训 as a column of news.
async fn news_in_the_column(county: &TestCounty) {
    let [yearly, news] = ["1年", "14天"]
        .map(|floor| format!("floor = \"{floor}\"\nleads = [\"县政务办\"]\nresponsible = [\"县教育局\"]\n"));
    let text = testkit::PLAN.replacen(&yearly, &news, 1);
    assert_ne!(text, testkit::PLAN);
    let imported = county.cms.import_plan(&Ctx::system("test"), &text, None, "测试").await.unwrap();
    assert!(matches!(imported, ImportOutcome::Imported { .. }), "{imported:?}");
}

#[tokio::test]
async fn an_overdue_column_is_the_loss_of_who_has_its_item_and_of_who_kept_it_too_long() {
    // News of 11-24 is fresh up to 12-08. The one was handed over in time, the other on Wednesday 12-09; 12-09, 10, 11 and 14
    // are late.
    for (handed_over, what, parts) in [
        ("2026-11-24 10:00", "0 个工作日在保障单位，4 个工作日在牵头单位", vec![]),
        ("2026-12-09 10:00", "1 个工作日在保障单位，3 个工作日在牵头单位", vec![("jyj", 1), ("zwb", 3)]),
    ] {
        let county = TestCounty::new().await;
        news_in_the_column(&county).await;
        published(&county, "先前的通知").await;
        let (author, manager) = (county.ctx("fabu").await, county.ctx("guanli").await);
        let item = draft(&county, &author, "待审签的安排").await;
        county.set_clock(handed_over);
        decide(&county, &author, item, Ask::Submit).await.unwrap();
        county.set_clock("2026-12-14 09:00");
        let sheet = asked(&county, &manager, &under("census-2015")).await;
        let veto = sheet.score.vetoes.iter().find(|veto| veto.code.as_str() == "columns-overdue").unwrap();
        let found = veto.evidence.iter().find(|found| found.subject == COLUMN).unwrap();
        assert_eq!(found.what, format!("“教育培训”最近一次更新在 2026-11-24，超过2周；其中 {what}"));
        assert_eq!(found.answerable.unit, Some(unit("zwb")));
        let of: Vec<(&str, u32)> = found.parts.iter().map(|part| (part.unit.as_str(), part.days)).collect();
        assert_eq!(of, parts);
    }
}

#[tokio::test]
async fn an_earlier_day_is_scored_as_it_stood_then() {
    let county = TestCounty::new().await;
    let manager = county.ctx("guanli").await;
    let blank = |sheet: &AssessmentSheet| {
        let veto = sheet.score.vetoes.iter().find(|veto| veto.name.contains("空白")).unwrap();
        veto.evidence.iter().any(|found| found.subject == COLUMN)
    };
    let first = asked(&county, &manager, &under("")).await;
    county.set_clock("2026-11-26 09:00");
    published(&county, "秋季学期工作安排").await;
    county.set_clock("2026-11-28 09:00");
    let now = asked(&county, &manager, &under("")).await;
    let then = asked(&county, &manager, &on("2026-11-24")).await;
    assert!(blank(&first) && blank(&then) && !blank(&now));
    assert_eq!(then.score.on, "2026-11-24".parse::<NaiveDate>().unwrap());
    assert_eq!(then.score.points, first.score.points, "nothing but the columns has changed since");
    assert!(!blank(&asked(&county, &manager, &on("2026-11-26")).await), "the day of publication");
    assert!(then.forecast.is_none() && now.forecast.is_some(), "of a past day there is nothing to forecast");
    // What is known of today only says so.
    assert!(!then.present_only.is_empty() && !then.present_leaves.is_empty() && now.present_only.is_empty());
    // Of a day that has no score the field says so, and today is shown.
    for day in ["2026-11-29", "2017-01-01"] {
        let sheet = asked(&county, &manager, &on(day)).await;
        assert_eq!(sheet.faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), ["at"], "{day}");
        assert_eq!((sheet.score.on, sheet.score.points), (now.score.on, now.score.points));
    }
    assert!(now.faults.is_empty());
}

#[tokio::test]
async fn a_unit_sees_what_it_costs_and_the_office_what_each_costs() {
    let county = TestCounty::new().await;
    let (clerk, manager) = (county.ctx("fabu").await, county.ctx("guanli").await);
    let of = |code: &str| AssessmentAsk { unit: Some(unit(code)), ..under("national-2019") };
    let whole = asked(&county, &manager, &under("national-2019")).await;
    let mut sum = Decimal::ZERO;
    for (loser, points) in &whole.by_unit {
        let Some(loser) = loser else { continue };
        let part = asked(&county, &manager, &of(loser.code.as_str())).await.part.unwrap();
        assert_eq!(part.points, *points, "{}", loser.name);
        assert!(part.lines.iter().all(|line| !line.what.is_empty()));
        sum += part.points;
    }
    assert!(sum.is_positive() && sum <= whole.score.lost());
    let own = asked(&county, &clerk, &of("jyj")).await;
    assert!(!own.part.unwrap().lines.is_empty());
    assert_eq!(own.units.iter().map(|unit| unit.code.as_str()).collect::<Vec<_>>(), ["jyj"]);
    assert_eq!(own.score.points, whole.score.points, "the county's total is everybody's");
    let others = own.score.charges().into_iter().filter_map(|(_, _, charge)| charge.answerable.unit.clone());
    assert!(others.into_iter().all(|of| of.as_str() == "jyj"));
    assert!(matches!(county.cms.assessment(&clerk, &of("czj")).await, Err(Error::Refused(Refusal::OtherUnit))));
    let in_column = AssessmentAsk { column: Some(column(COLUMN)), ..under("") };
    let part = asked(&county, &manager, &in_column).await.part.unwrap();
    assert!(part.lines.iter().all(|line| line.column == Some(column(COLUMN))) && !part.lines.is_empty());
}

#[tokio::test]
async fn a_simulation_names_the_columns_and_what_they_would_bring() {
    let county = TestCounty::new().await;
    published(&county, "秋季学期工作安排").await;
    let manager = county.ctx("guanli").await;
    assert_eq!(asked(&county, &manager, &under("")).await.simulated, None);
    let before = asked(&county, &manager, &under("")).await;
    let one = AssessmentAsk { blank: 1, ..under("") };
    let simulated = asked(&county, &manager, &one).await.simulated.unwrap();
    assert_eq!(simulated.columns, ["教育培训（空白）"], "the only column that holds something");
    assert!(simulated.points.at_most <= before.score.points.at_most);
    assert!(simulated.vetoes.iter().any(|veto| veto.contains("空白")), "{:?}", simulated.vetoes);
}

#[tokio::test]
async fn a_value_that_is_supposed_of_a_veto_says_whether_it_would_be_hit() {
    let county = TestCounty::new().await;
    let manager = county.ctx("guanli").await;
    let before = asked(&county, &manager, &under("")).await;
    let suppose = |values: &[(&str, &str)]| AssessmentAsk {
        supposed: values.iter().map(|(code, text)| (RuleCode::parse(code).unwrap(), (*text).to_owned())).collect(),
        ..under("")
    };
    // Nobody has visited the home page, and no letters are kept: what is supposed is answered all the same.
    let ask = suppose(&[
        ("v2", "4.9"),
        ("v3", "16"),
        ("v5b", "0"),
        ("v4a", " "),
        ("v1-secrets", "1"),
        ("of-other-rules", "3"),
    ]);
    let sheet = asked(&county, &manager, &ask).await;
    assert!(sheet.faults.is_empty(), "{:?}", sheet.faults);
    let simulated = sheet.simulated.unwrap();
    let told = simulated.supposed.iter().map(|veto| format!("{} {}：{}", veto.code, veto.state.label(), veto.sentence));
    assert_eq!(
        told.collect::<Vec<_>>(),
        ["v2 预警：离否决还差 0.1 个百分点", "v3 已触及：已触及否决：16 天", "v5b 未触及：离否决还差 1 封来信",]
    );
    assert!(simulated.columns.is_empty());
    assert!(simulated.vetoes.iter().any(|veto| veto.contains("16 天")), "{:?}", simulated.vetoes);
    assert_eq!(sheet.score, before.score, "the score itself supposes nothing");
}

#[tokio::test]
async fn what_cannot_be_supposed_is_told_beside_its_field() {
    let county = TestCounty::new().await;
    let manager = county.ctx("guanli").await;
    let supposed = [("v2", "101"), ("v3", "-1"), ("v4b", "2.5"), ("v4c", "许多")];
    let supposed = supposed.map(|(code, text)| (RuleCode::parse(code).unwrap(), text.to_owned())).to_vec();
    let sheet = asked(&county, &manager, &AssessmentAsk { supposed, ..under("") }).await;
    assert_eq!(sheet.simulated, None);
    let told = sheet.faults.iter().map(|fault| (fault.field.as_str(), fault.message.as_str()));
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            ("suppose-v2", "占比请填写 0 至 100"),
            ("suppose-v3", "请填写不小于零的数字"),
            ("suppose-v4b", "请填写整数"),
            ("suppose-v4c", "请填写数字，如 12"),
        ]
    );
}

#[tokio::test]
async fn quarters_that_are_over_count_what_is_known_of_them_and_the_rest_is_open() {
    let county = TestCounty::new().await;
    let manager = county.ctx("guanli").await;
    let sheet = asked(&county, &manager, &under("guangxi-2018")).await;
    let periods = |sheet: &AssessmentSheet| {
        let charges = sheet.score.charges().into_iter().map(|(_, _, charge)| charge.period);
        charges.collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(periods(&sheet).into_iter().collect::<Vec<_>>(), Period::ALL, "blank columns were blank then too");
    let health = sheet.score.groups.iter().find(|group| group.rhythm == Rhythm::Quarterly).unwrap();
    assert!(health.lost.at_least < health.lost.at_most, "nobody knows the links of last spring");
    let of_states = health.all_indicators().into_iter().flat_map(|indicator| indicator.tests.clone());
    assert!(of_states.into_iter().all(|test| test.states.len() == 4));
    let yearly = asked(&county, &manager, &under("census-2015")).await;
    assert_eq!(periods(&yearly).into_iter().collect::<Vec<_>>(), [Period::Now]);
}
