//! Scores that can be computed by hand, with the arithmetic beside them.

use domain::assessment::{
    Amount, Answerable, BonusOpen, Decimal, EvidenceQuery as Q, Grade, Judgement, JudgementRefused, Judgements,
    LeafState, MeasureUnit, Measured, MeasuredBeside, Measurement, Measures, Period, RuleCode, RuleSet, Score,
    Services, Verdict, leaf_lines, score,
};
use domain::id::AccountId;

use crate::measured_county::{but, column, in_order, number, of_column, several, unit};
use crate::rule_sets::read;

fn small() -> RuleSet {
    read(include_str!("small-rules.toml"))
}

fn code(text: &str) -> RuleCode {
    RuleCode::parse(text).unwrap()
}

fn judgement(leaf: &str, verdict: Verdict) -> Judgement {
    Judgement {
        evidence: String::new(),
        leaf: code(leaf),
        period: Period::Now,
        verdict,
        answerable: Answerable::default(),
        reason: "逐件查看".into(),
        by: AccountId::new(1),
        by_name: "韦小兰".into(),
        at: domain::time::parse_minute("2019-11-30 09:00").unwrap(),
    }
}

fn judged(rules: &RuleSet, list: Vec<Judgement>) -> Judgements {
    Judgements::check(rules, list).unwrap()
}

/// What only people can judge is in order.
fn people_find_nothing(rules: &RuleSet) -> Judgements {
    let leaves = ["v-secrets", "answers-poor"];
    judged(rules, leaves.map(|leaf| judgement(leaf, Verdict::InOrder)).to_vec())
}

fn scored(measures: &Measures) -> Score {
    let rules = small();
    score(&rules, measures, &people_find_nothing(&rules))
}

fn lost(score: &Score, indicator: &str) -> String {
    let all: Vec<_> = score.groups.iter().flat_map(|group| group.all_indicators()).collect();
    all.iter().find(|i| i.code.as_str() == indicator).unwrap().lost.to_string()
}

const fn of(query: Q) -> Measurement {
    Measurement::of(query)
}

const YEAR: Amount = Amount::new(12, MeasureUnit::Months);

#[test]
fn a_county_in_order_keeps_all_its_points() {
    let rules = small();
    let score = scored(&in_order(&rules));
    assert_eq!(score.after_deductions.to_string(), "100.00");
    // Interviews: 12 × 0.5 = 6, at most 3; innovation: not judged, 0 to 1. Together 3 to 4, at most 4.
    let bonus = score.bonus.as_ref().unwrap();
    assert_eq!((bonus.open, bonus.counted.to_string()), (BonusOpen::Yes, "3.00至4.00".into()));
    assert_eq!(score.points.to_string(), "103.00至104.00");
    assert_eq!(score.grade, Grade::Pass);
    assert_eq!(score.alarms().count(), 0);
}

#[test]
fn an_indicator_never_loses_more_than_its_points_and_its_findings_share_the_loss() {
    let rules = small();
    let measures =
        but(in_order(&rules), of(Q::StaleNews), Measured::found(vec![of_column("a", "u1"), of_column("b", "u2")]));
    let measures =
        but(measures, of(Q::StaleDocuments), Measured::found(vec![of_column("c", "u1"), of_column("d", "u3")]));
    let score = scored(&measures);
    // 2 × 3 + 2 × 4 = 14, capped at 10: 3 of 14 are 2.142857 of 10, 4 of 14 are 2.857143.
    assert_eq!(lost(&score, "columns"), "10.00");
    assert_eq!(score.after_deductions.to_string(), "90.00");
    assert_eq!(score.of_unit(&unit("u1")).points, number("5"));
    assert_eq!(score.of_unit(&unit("u2")).points, number("2.142857"));
    assert_eq!(score.of_unit(&unit("u3")).points, number("2.857143"));
    assert_eq!(score.of_column(&column("d")).points, number("2.857143"));
    assert_eq!(score.of_nobody().points, number("0"));
    let (_, documents) = score.test(&code("columns-documents")).unwrap();
    assert_eq!(
        documents.charges.iter().map(|c| c.evidence.as_ref().unwrap().subject.as_str()).collect::<Vec<_>>(),
        ["c", "d"]
    );
}

#[test]
fn shares_cost_for_each_whole_step() {
    let rules = small();
    // 280 visits, 7 failed: 2.5 %, two whole percents, 2 × 5 = 10. Of 3 failed there is 1.07 %, one percent, 5.
    for (failed, points) in [(0, "0.00"), (2, "0.00"), (3, "5.00"), (7, "10.00"), (14, "10.00")] {
        let visits = Measured::found_among(280, several(failed));
        let score = scored(&but(in_order(&rules), of(Q::HomeVisitsFailed), visits));
        assert_eq!(lost(&score, "visits"), points, "{failed}");
    }
}

#[test]
fn what_was_not_done_is_the_loss_of_whoever_answers_for_it() {
    let rules = small();
    let mut held = Measured::found(several(4));
    held.answerable.column = Some(column("dczj"));
    held.answerable.unit = Some(unit("fgkj"));
    let score = scored(&but(in_order(&rules), Measurement::beyond(Q::SurveysHeld, YEAR), held));
    // 6 − 4 = 2 missing, 2 × 1.
    assert_eq!(lost(&score, "surveys"), "2.00");
    let loss = score.of_unit(&unit("fgkj"));
    assert_eq!((loss.points, loss.lines.len()), (number("2"), 1));
    assert_eq!(loss.lines[0].charge.evidence, None);
    assert_eq!(score.of_column(&column("dczj")).points, number("2"));
}

#[test]
fn one_subject_is_one_finding_however_often_it_was_found() {
    let rules = small();
    let twice = Measured::found(vec![of_column("a", "u1"), of_column("a", "u1")]);
    let score = scored(&but(in_order(&rules), of(Q::StaleNews), twice));
    assert_eq!(lost(&score, "columns"), "3.00");
}

#[test]
fn what_nobody_measured_makes_a_range_and_never_silently_points() {
    let rules = small();
    let nothing = Measures::of(crate::measured_county::day());
    let score = score(&rules, &nothing, &Judgements::default());
    assert_eq!(score.after_deductions.to_string(), "0.00至100.00");
    // 100 + 4 at most.
    assert_eq!(score.points.to_string(), "0.00至104.00");
    assert_eq!(score.grade, Grade::Open);
    let (_, surveys) = score.test(&code("surveys-few")).unwrap();
    assert_eq!(surveys.states, [(Period::Now, LeafState::NotMeasured)]);
    assert_eq!(surveys.states[0].1.label(), "未测");
    let (_, answers) = score.test(&code("answers-poor")).unwrap();
    assert_eq!(answers.states, [(Period::Now, LeafState::ToJudge)]);
    assert_eq!(score.lost(), number("0"));
}

#[test]
fn a_measurement_that_is_missing_leaves_its_own_points_open_only() {
    let rules = small();
    let mut measures = in_order(&rules);
    // Without the survey count: at most 6 × 1 is open.
    measures.now = measures
        .now
        .iter()
        .filter(|(m, _)| m.query != Q::SurveysHeld)
        .map(|(m, r)| (*m, r.clone()))
        .collect::<Vec<_>>()
        .into();
    let score = score(&rules, &measures, &people_find_nothing(&rules));
    assert_eq!(score.after_deductions.to_string(), "94.00至100.00");
    assert_eq!(score.grade, Grade::Pass, "whatever the count, the line is kept");
}

#[test]
fn a_body_without_services_skips_them_and_the_rest_counts_for_the_whole() {
    let rules = small();
    let measures =
        but(in_order(&rules), of(Q::StaleNews), Measured::found(vec![of_column("a", "u1"), of_column("b", "u2")]));
    let guides = Measurement::beyond(Q::GuidesIncomplete, Amount::new(4, MeasureUnit::Count));
    let measures = but(measures, guides, Measured::found_among(100, several(3)));
    // With services: 100 − 2 × 3 − 3 × 2 = 88. Without: 100 − 6 × 4/3 = 92.
    assert_eq!(scored(&measures).after_deductions.to_string(), "88.00");
    let without = scored(&Measures { services: Services::None, ..measures });
    assert_eq!(without.after_deductions.to_string(), "92.00");
    assert!(without.groups.iter().any(|group| group.skipped && group.name == "服务"));
    assert_eq!(without.of_unit(&unit("u1")).points, number("4"));
}

#[test]
fn a_bonus_needs_more_than_its_line() {
    let rules = small();
    let judgements = judged(
        &rules,
        vec![
            judgement("v-secrets", Verdict::InOrder),
            judgement("answers-poor", Verdict::InOrder),
            judgement("innovation", Verdict::Points(number("0.5"))),
        ],
    );
    // 20 dead links at home cost 20: exactly 80 are left, and 80 is not above 80. With 19 it is 81, and 3 + 0.5 on top.
    for (links, open, points) in [(20, BonusOpen::No, "80.00"), (19, BonusOpen::Yes, "84.50")] {
        let measures = but(in_order(&rules), of(Q::DeadLinksHome), Measured::found(several(links)));
        let score = score(&rules, &measures, &judgements);
        assert_eq!((score.bonus.as_ref().unwrap().open, score.points.to_string()), (open, points.to_owned()));
        // The lines say the same: what does not count is nothing, and together they are the points.
        let lines = leaf_lines(&rules, &measures, &judgements, &score);
        let counted: Decimal = lines.iter().filter_map(|line| line.counted).sum();
        assert_eq!((number("100") + counted).to_string(), score.points.at_least.to_string());
        let held = lines.iter().find(|line| line.code == code("interviews")).unwrap();
        assert_eq!(held.state.contains("未达到加分门槛"), open == BonusOpen::No, "{}", held.state);
    }
}

#[test]
fn why_a_unit_was_judged_is_for_those_who_may_read_of_it() {
    let rules = small();
    let about = |leaf, verdict, of: &str| Judgement {
        answerable: Answerable { column: None, unit: Some(unit(of)) },
        reason: format!("{of}的答复敷衍"),
        ..judgement(leaf, verdict)
    };
    let found = Measured::found(vec![of_column("a", "u1")]);
    let list = vec![
        about("answers-poor", Verdict::Points(number("3")), "u1"),
        about("columns-news", Verdict::Points(number("0")), "u1"),
        about("v-secrets", Verdict::Findings(found), "u1"),
        about("innovation", Verdict::Points(number("1")), "u1"),
        judgement("visits-failed", Verdict::InOrder),
    ];
    let score = score(&rules, &in_order(&rules), &judged(&rules, list));
    let text = |seer: &str| {
        let seer = unit(seer);
        let seen = score.clone().seen_by(&|of| of.is_none_or(|of| *of == seer));
        assert_eq!(seen.points, score.points, "points are the county's");
        serde_json::to_string(&seen).unwrap()
    };
    assert_eq!(text("u1").matches("u1的答复敷衍").count(), 4);
    assert!(!text("u2").contains("u1的答复敷衍"));
    assert!(text("u2").contains("逐件查看"), "what is about nobody is everybody's to read");
}

#[test]
fn below_the_line_is_a_failure_and_a_veto_is_one_whatever_the_points() {
    let rules = small();
    // 40 (links, capped) + 0.9 … : 41 dead links at home cost 40, 60 are left, and 60 is enough.
    let links = but(in_order(&rules), of(Q::DeadLinksHome), Measured::found(several(41)));
    let score = scored(&links);
    assert_eq!((score.after_deductions.to_string(), score.grade), ("60.00".into(), Grade::Pass));
    let worse = but(links, of(Q::StaleNews), Measured::found(vec![of_column("a", "u1")]));
    let score = scored(&worse);
    assert_eq!((score.after_deductions.to_string(), score.grade), ("57.00".into(), Grade::Fail));
    let vetoed = scored(&but(in_order(&rules), of(Q::BlankColumns), Measured::found(several(5))));
    assert_eq!((vetoed.after_deductions.to_string(), vetoed.grade), ("100.00".into(), Grade::Fail));
}

#[test]
fn a_human_finding_wins_and_says_why() {
    let rules = small();
    let measures = but(in_order(&rules), of(Q::StaleNews), Measured::found(vec![of_column("a", "u1")]));
    let judge = |verdict| {
        let mut list = vec![judgement("columns-news", verdict)];
        list.extend([judgement("v-secrets", Verdict::InOrder), judgement("answers-poor", Verdict::InOrder)]);
        score(&rules, &measures, &judged(&rules, list))
    };
    assert_eq!(lost(&judge(Verdict::Points(number("1.5"))), "columns"), "1.50");
    let more = Verdict::Findings(Measured::found(vec![of_column("a", "u1"), of_column("b", "u2")]));
    let score = judge(more);
    assert_eq!(lost(&score, "columns"), "6.00");
    let (_, news) = score.test(&code("columns-news")).unwrap();
    assert!(matches!(&news.states[0].1, LeafState::Judged { reason, .. } if reason == "逐件查看"));
}

/// The rest of a measurement is as a person found it; what was measured costs what it costs.
#[test]
fn of_what_is_measured_in_part_a_person_judges_the_rest() {
    let rules = small();
    let found = Measured::found(vec![of_column("a", "u1")]).without_record_of(2);
    let measures = but(in_order(&rules), of(Q::StaleNews), found);
    // 1 × 3, and as long as nobody knows the rest, up to the points of the indicator.
    assert_eq!(lost(&score(&rules, &measures, &people_find_nothing(&rules)), "columns"), "3.00至10.00");
    let in_order = judged(&rules, vec![judgement("columns-news", Verdict::InOrder)]);
    assert_eq!(lost(&score(&rules, &measures, &in_order), "columns"), "3.00");
}

/// Before or after it was said: no word switches a measurement off.
#[test]
fn that_nothing_is_wrong_is_said_of_what_is_not_measured() {
    let rules = small();
    let judgements = judged(&rules, vec![judgement("columns-news", Verdict::InOrder)]);
    let found = || Measured::found(vec![of_column("a", "u1")]);
    for (measured, points, beside) in [
        (None, "0.00", None),
        (Some(Measured::default().without_record_of(2)), "0.00", None),
        (Some(found().without_record_of(2)), "3.00", Some(MeasuredBeside::Faults)),
        (Some(Measured::default()), "0.00", Some(MeasuredBeside::Whole)),
        (Some(found()), "3.00", Some(MeasuredBeside::Whole)),
    ] {
        let measures = only(&rules, of(Q::StaleNews), measured);
        let score = score(&rules, &measures, &judgements);
        assert_eq!(lost(&score, "columns"), points, "{beside:?}");
        let (_, news) = score.test(&code("columns-news")).unwrap();
        let state = &news.states[0].1;
        assert!(matches!(state, LeafState::Judged { beside: counts, .. } if *counts == beside), "{state:?}");
        let words = beside.map(|beside| format!("；{}", beside.words())).unwrap_or_default();
        assert_eq!(state.words(), format!("人工评判（韦小兰，2019-11-30）：逐件查看{words}"));
    }
}

/// What was done elsewhere may be enough as long as not all is measured; then what is missing is missing.
#[test]
fn of_deeds_a_person_says_that_there_are_enough_until_all_are_measured() {
    let rules = small();
    let list = ["surveys-few", "interviews"].map(|leaf| judgement(leaf, Verdict::InOrder)).to_vec();
    let judgements = judged(&rules, list);
    let four = || Measured::found(several(4));
    for (measured, missing, earned) in [
        (None, "0.00", "3.00"),
        (Some(four().without_record_of(1)), "0.00", "3.00"),
        // 6 - 4 surveys are missing; 4 × 0.5 are earned.
        (Some(four()), "2.00", "2.00"),
    ] {
        let surveys = only(&rules, Measurement::beyond(Q::SurveysHeld, YEAR), measured.clone());
        assert_eq!(lost(&score(&rules, &surveys, &judgements), "surveys"), missing);
        let interviews = only(&rules, Measurement::beyond(Q::InterviewsHeld, YEAR), measured);
        let bonus = score(&rules, &interviews, &judgements).bonus.unwrap();
        let item = bonus.items.iter().find(|item| item.code == code("interviews")).unwrap();
        assert_eq!(item.earned.to_string(), earned);
    }
}

/// The county in order, of which one measurement was taken so, or not at all.
fn only(rules: &RuleSet, measurement: Measurement, measured: Option<Measured>) -> Measures {
    let mut measures = in_order(rules);
    let others = measures.now.iter().filter(|(other, _)| **other != measurement);
    measures.now = others.map(|(other, taken)| (*other, taken.clone())).collect::<Vec<_>>().into();
    match measured {
        Some(measured) => but(measures, measurement, measured),
        None => measures,
    }
}

/// 2 of 10 visits failed, and of 30 more nobody has a record: at least 5 % of all.
#[test]
fn what_nobody_has_a_record_of_may_all_be_in_order() {
    let visits = Measured::found_among(10, several(2)).without_record_of(30);
    let rules = small();
    let measures = but(in_order(&rules), of(Q::HomeVisitsFailed), visits);
    let (judgements, code) =
        (judged(&rules, vec![judgement("visits-failed", Verdict::InOrder)]), code("visits-failed"));
    let score = score(&rules, &measures, &judgements);
    let lines = leaf_lines(&rules, &measures, &judgements, &score);
    assert_eq!(lines.iter().find(|line| line.code == code).unwrap().value.as_deref(), Some("5%"));
}

#[test]
fn a_judged_leaf_counts_what_a_person_found() {
    let rules = small();
    let poor = Verdict::Findings(Measured::found(vec![of_column("xzxx", "u1"), of_column("bmxx", "u2")]));
    let list = vec![judgement("v-secrets", Verdict::InOrder), judgement("answers-poor", poor)];
    let score = score(&rules, &in_order(&rules), &judged(&rules, list));
    // 2 × 3.
    assert_eq!(lost(&score, "answers"), "6.00");
    assert_eq!(score.of_unit(&unit("u2")).points, number("3"));
}

#[test]
fn points_that_a_person_takes_are_the_loss_of_the_unit_that_the_person_names() {
    let rules = small();
    let answerable = Answerable { column: Some(column("xzxx")), unit: Some(unit("u1")) };
    let taken = Judgement { answerable, ..judgement("answers-poor", Verdict::Points(number("4.5"))) };
    let score = score(&rules, &in_order(&rules), &judged(&rules, vec![taken]));
    assert_eq!(score.of_unit(&unit("u1")).points, number("4.5"));
    assert_eq!(score.of_column(&column("xzxx")).points, score.lost());
}

#[test]
fn judgements_that_cannot_stand_are_refused_all_at_once() {
    let rules = small();
    let nameless = Judgement { reason: " ".into(), ..judgement("answers-poor", Verdict::InOrder) };
    let quarterly = Judgement { period: Period::FirstQuarter, ..judgement("links-home", Verdict::InOrder) };
    let refused = Judgements::check(
        &rules,
        vec![
            judgement("nowhere", Verdict::InOrder),
            nameless,
            judgement("columns-news", Verdict::Points(number("11"))),
            judgement("v-blank", Verdict::Points(number("1"))),
            quarterly,
            judgement("v-blank", Verdict::InOrder),
            judgement("innovation", Verdict::Findings(Measured::default())),
            judgement("v-visits", Verdict::Findings(Measured::found(several(3)))),
        ],
    );
    let (name, points, most) = ("动态未更新".into(), number("11"), number("10"));
    assert_eq!(
        refused,
        Err(vec![
            JudgementRefused::UnknownLeaf(code("nowhere")),
            JudgementRefused::NoReason("答复敷衍".into()),
            JudgementRefused::TooManyPoints { name, points, most },
            JudgementRefused::PointsForVeto("空白栏目5个以上".into()),
            JudgementRefused::NotQuarterly("首页失效链接".into()),
            JudgementRefused::JudgedTwice("空白栏目5个以上".into()),
            JudgementRefused::FindingsForBonus("创新".into()),
            JudgementRefused::NoTotal("打不开的次数占5%以上".into()),
        ])
    );
}

/// The score goes to the desk as JSON.
#[test]
fn a_score_survives_json() {
    let rules = small();
    let measures = but(in_order(&rules), of(Q::StaleNews), Measured::found(vec![of_column("a", "u1")]));
    let score = scored(&measures);
    let json = serde_json::to_string(&score).unwrap();
    assert_eq!(serde_json::from_str::<Score>(&json).unwrap(), score);
    let json = serde_json::to_string(&measures).unwrap();
    assert_eq!(serde_json::from_str::<Measures>(&json).unwrap(), measures);
}
