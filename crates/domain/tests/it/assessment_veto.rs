//! The veto items: how near they are, in words, and what would happen if.

use domain::assessment::{
    Amount, Answerable, Basis, Comparison, Decimal, Evidence, EvidenceQuery as Q, Freshness, Grade, Judgement,
    Judgements, MeasureUnit, Measured, Measurement, Measures, Period, RuleCode, RuleSet, Supposition, Verdict,
    VetoScore, VetoState, score, what_if,
};
use domain::id::AccountId;

use crate::measured_county::{but, column, in_order, number, of_column, several, unit};
use crate::rule_sets::{census, guangxi, national, read};

fn small() -> RuleSet {
    read(include_str!("small-rules.toml"))
}

fn veto(measures: &Measures, code: &str) -> VetoScore {
    named(score(&small(), measures, &Judgements::default()).vetoes, code)
}

fn named(vetoes: Vec<VetoScore>, code: &str) -> VetoScore {
    vetoes.into_iter().find(|veto| veto.code.as_str() == code).unwrap()
}

#[track_caller]
fn assert_veto(measures: &Measures, code: &str, state: VetoState, sentence: &str) {
    let veto = veto(measures, code);
    assert_eq!((veto.state, veto.sentence.as_str()), (state, sentence));
}

const fn of(query: Q) -> Measurement {
    Measurement::of(query)
}

/// Whoever has found one need not count where one is enough.
#[test]
fn one_finding_hits_what_is_judged_and_what_has_one_fault_as_its_line() {
    let by_one = |rules: &RuleSet| -> Vec<String> {
        rules.vetoes.iter().filter(|veto| veto.is_hit_by_one()).map(|veto| veto.code.to_string()).collect()
    };
    let judged = ["v1-secrets", "v1-harmful", "v1-attack", "v1-forged", "v1-opinion"];
    let expected = [&["v1-errors"][..], &judged, &["v5b", "m1", "m2", "m3", "m4"]].concat();
    assert_eq!(by_one(&national()), expected);
    assert_eq!(by_one(&guangxi()), ["serious-typos", "letters-unanswered"]);
    assert_eq!(by_one(&census()), ["serious-error", "unanswered"]);
}

#[test]
fn blank_columns_are_told_by_what_is_left() {
    use VetoState::{Clear, Hit, Near};
    // The limit is 5, the line of its own begins at 3, seven tenths at 3.5.
    for (blank, state, sentence) in [
        (0, Clear, "离否决还差 5 个栏目"),
        (2, Clear, "离否决还差 3 个栏目"),
        (3, Near, "离否决还差 2 个栏目"),
        (4, Near, "离否决还差 1 个栏目"),
        (5, Hit, "已触及否决：5 个栏目"),
        (9, Hit, "已触及否决：9 个栏目"),
    ] {
        let measures = but(in_order(&small()), of(Q::BlankColumns), Measured::found(several(blank)));
        assert_veto(&measures, "v-blank", state, sentence);
    }
}

#[test]
fn two_queries_count_together_and_a_column_once() {
    let news = Measured::found(vec![of_column("a", "u1"), of_column("b", "u1")]);
    let documents = Measured::found(vec![of_column("b", "u1"), of_column("c", "u1"), of_column("d", "u2")]);
    let measures = but(in_order(&small()), of(Q::StaleNews), news);
    let measures = but(measures, of(Q::StaleDocuments), documents);
    // a, b, c, d: four of five; seven tenths of five are 3.5.
    assert_veto(&measures, "v-idle", VetoState::Near, "离否决还差 1 个栏目");
}

#[test]
fn half_of_what_counts_together_says_enough_only_when_it_is_too_much() {
    let mut measures = Measures::of(crate::measured_county::day());
    measures.now.insert(of(Q::StaleNews), Measured::found(several(2)));
    assert_veto(&measures, "v-idle", VetoState::NotMeasured, "尚未测量");
    measures.now.insert(of(Q::StaleNews), Measured::found(several(5)));
    assert_veto(&measures, "v-idle", VetoState::Hit, "已触及否决：5 个栏目");
}

#[test]
fn visits_are_told_in_percent() {
    // Of 280 visits: 8 are 2.86 %, 9 are 3.21 %, 13 are 4.64 %, 14 are exactly 5 %.
    for (failed, state, sentence) in [
        (8, VetoState::Clear, "离否决还差 2.1 个百分点"),
        (9, VetoState::Near, "离否决还差 1.8 个百分点"),
        (13, VetoState::Near, "离否决还差 0.4 个百分点"),
        (14, VetoState::Hit, "已触及否决：5.0%"),
    ] {
        let visits = Measured::found_among(280, several(failed));
        assert_veto(&but(in_order(&small()), of(Q::HomeVisitsFailed), visits), "v-visits", state, sentence);
    }
    let none = Measured::found_among(0, Vec::new());
    assert_veto(
        &but(in_order(&small()), of(Q::HomeVisitsFailed), none),
        "v-visits",
        VetoState::NotMeasured,
        "尚未测量",
    );
}

/// One failed visit short of 5 %: 1 000 000 of 20 000 001 are 4.99999975 %.
#[test]
fn no_rounding_brings_anybody_over_a_line() {
    let failed = Evidence { amount: number("1000000"), ..Evidence::of("home", "打不开") };
    let visits = |looked_at: u32| {
        let measured = Measured::found_among(looked_at, vec![failed.clone()]);
        but(in_order(&small()), of(Q::HomeVisitsFailed), measured)
    };
    assert_eq!(veto(&visits(20_000_001), "v-visits").state, VetoState::Near);
    assert_eq!(veto(&visits(20_000_000), "v-visits").state, VetoState::Hit);
}

/// Channels of two sorts together, of which one sort was not measured: it may be there.
#[test]
fn what_was_not_measured_may_have_been_done() {
    let text = include_str!("small-rules.toml")
        .replace("query = \"consultation-channels\"", "queries = [\"consultation-channels\", \"survey-channels\"]");
    let rules = read(&text);
    let mut measures = Measures::of(crate::measured_county::day());
    measures.now.insert(of(Q::ConsultationChannels), Measured::default());
    let state = |measures: &Measures| named(score(&rules, measures, &Judgements::default()).vetoes, "v-channel").state;
    assert_eq!(state(&measures), VetoState::NotMeasured);
    measures.now.insert(of(Q::SurveyChannels), Measured::default());
    assert_eq!(state(&measures), VetoState::Hit);
}

#[test]
fn a_quiet_home_page_is_told_in_days() {
    for (days, state, sentence) in [
        ("9", VetoState::Clear, "离否决还差 5 天"),
        ("10", VetoState::Near, "离否决还差 4 天"),
        ("14", VetoState::Hit, "已触及否决：14 天"),
    ] {
        let home = Evidence { amount: number(days), ..Evidence::of("home", "首页距上次更新") };
        let measured = Measured::found(vec![home]);
        assert_veto(&but(in_order(&small()), of(Q::DaysSinceHomeChange), measured), "v-home", state, sentence);
    }
}

#[test]
fn a_letter_warns_before_its_term_is_over() {
    let early = Measurement::beyond(Q::LettersUnanswered, Amount::new(80, MeasureUnit::Days));
    let late = Measurement::beyond(Q::LettersUnanswered, Amount::new(3, MeasureUnit::Months));
    let measures = but(in_order(&small()), early, Measured::found(vec![of_column("xzxx", "u1")]));
    assert_veto(&measures, "v-letters", VetoState::Near, "离否决还差 1 封来信，另有 1 封来信接近期限");
    assert_eq!(veto(&measures, "v-letters").early.len(), 1);
    let measures = but(measures, late, Measured::found(vec![of_column("xzxx", "u1")]));
    assert_veto(&measures, "v-letters", VetoState::Hit, "已触及否决：1 封来信");
}

#[test]
fn with_few_guides_all_of_them_are_too_many() {
    let guides = Measurement::beyond(Q::GuidesIncomplete, Amount::new(4, MeasureUnit::Count));
    for (of, incomplete, state) in [
        (100, 4, VetoState::Near),
        (100, 5, VetoState::Hit),
        (3, 2, VetoState::Clear),
        (3, 3, VetoState::Hit),
        (0, 0, VetoState::Clear),
    ] {
        let measured = Measured::found_among(of, several(incomplete));
        let veto = veto(&but(in_order(&small()), guides, measured), "v-guides");
        assert_eq!(veto.state, state, "{incomplete} of {of}");
    }
}

#[test]
fn a_channel_must_be_there() {
    let channels = |count| but(in_order(&small()), of(Q::ConsultationChannels), Measured::found(several(count)));
    assert_veto(&channels(2), "v-channel", VetoState::Clear, "现有 2 个渠道");
    assert_veto(&channels(0), "v-channel", VetoState::Hit, "已触及否决");
}

#[test]
fn what_only_a_person_can_judge_waits_for_one() {
    let rules = small();
    assert_veto(&in_order(&rules), "v-secrets", VetoState::NotMeasured, "待人工评判");
    let judge = |verdict| {
        let judgement = Judgement {
            evidence: String::new(),
            leaf: RuleCode::parse("v-secrets").unwrap(),
            period: Period::Now,
            verdict,
            answerable: Answerable::default(),
            reason: "保密检查".into(),
            by: AccountId::new(1),
            by_name: "韦小兰".into(),
            at: domain::time::parse_minute("2019-11-30 09:00").unwrap(),
        };
        let judgements = Judgements::check(&rules, vec![judgement]).unwrap();
        named(score(&rules, &in_order(&rules), &judgements).vetoes, "v-secrets")
    };
    let fine = judge(Verdict::InOrder);
    assert_eq!((fine.state, fine.sentence.as_str()), (VetoState::Clear, "未发现问题"));
    assert_eq!(judge(Verdict::Findings(Measured::found(several(1)))).state, VetoState::Hit);
}

/// Whoever looked while the list of words was clean has not seen what the list finds later.
#[test]
fn what_a_person_found_in_order_does_not_hide_what_is_found() {
    let rules = national();
    let judgement = Judgement {
        evidence: String::new(),
        leaf: RuleCode::parse("v1-errors").unwrap(),
        period: Period::Now,
        verdict: Verdict::InOrder,
        answerable: Answerable::default(),
        reason: "逐页查看".into(),
        by: AccountId::new(1),
        by_name: "韦小兰".into(),
        at: domain::time::parse_minute("2019-11-30 09:00").unwrap(),
    };
    let judgements = Judgements::check(&rules, vec![judgement]).unwrap();
    let stands = |measured: Measured| {
        let measures = but(in_order(&rules), of(Q::SeriousErrors), measured);
        let veto = named(score(&rules, &measures, &judgements).vetoes, "v1-errors");
        assert_eq!(veto.leaf.label(), "人工评判");
        (veto.state, veto.evidence.len(), veto.sentence)
    };
    let in_part = |count| stands(Measured::found(several(count)).without_record_of(1));
    assert_eq!(in_part(0), (VetoState::Clear, 0, "未发现问题".to_owned()));
    assert_eq!(in_part(2), (VetoState::Hit, 2, "已触及否决：2 处错误".to_owned()));
    // Nor when all is measured by then: what was found by mistake is dismissed where it is recorded.
    assert_eq!(stands(Measured::found(several(2))), (VetoState::Hit, 2, "已触及否决：2 处错误".to_owned()));
}

/// Of the letters that are recorded one comes near its term: whoever said that nothing is wrong with the rest is warned.
#[test]
fn what_comes_near_is_told_whoever_found_nothing() {
    let rules = small();
    let letters = |amount, unit| Measurement::beyond(Q::LettersUnanswered, Amount::new(amount, unit));
    let near = Measured::found(vec![of_column("xzxx", "u1")]).without_record_of(1);
    let measures = but(in_order(&rules), letters(80, MeasureUnit::Days), near);
    let measures = but(measures, letters(3, MeasureUnit::Months), Measured::default().without_record_of(1));
    let judgement = Judgement {
        evidence: String::new(),
        leaf: RuleCode::parse("v-letters").unwrap(),
        period: Period::Now,
        verdict: Verdict::InOrder,
        answerable: Answerable::default(),
        reason: "已查看信箱".into(),
        by: AccountId::new(1),
        by_name: "韦小兰".into(),
        at: domain::time::parse_minute("2019-11-30 09:00").unwrap(),
    };
    let judgements = Judgements::check(&rules, vec![judgement]).unwrap();
    let veto = named(score(&rules, &measures, &judgements).vetoes, "v-letters");
    assert_eq!((veto.state, veto.early.len()), (VetoState::Near, 1));
    assert_eq!(veto.sentence, "未发现问题，另有 1 封来信接近期限");
}

/// All three that are known, of five.
#[test]
fn all_that_are_recorded_are_not_all_there_are() {
    let guides = Measurement::beyond(Q::GuidesIncomplete, Amount::new(4, MeasureUnit::Count));
    let measured = Measured::found_among(3, several(3));
    let state = |measured| veto(&but(in_order(&small()), guides, measured), "v-guides").state;
    assert_eq!(state(measured.clone()), VetoState::Hit);
    assert_eq!(state(measured.without_record_of(2)), VetoState::NotMeasured);
}

/// V1 to V6b of the national inspection, each just below its line and at it.
#[test]
fn every_measured_veto_of_2019_is_hit_at_its_threshold_and_not_before() {
    let rules = national();
    for (code, query, beyond, of, amounts_below, amounts_at) in [
        ("v1-errors", Q::SeriousErrors, None, None, 0, 1),
        ("v2", Q::HomeVisitsFailed, None, Some(140), 6, 7),
        ("v4a", Q::StaleDocuments, None, None, 4, 5),
        ("v4b", Q::OverdueColumns, None, None, 9, 10),
        ("v4c", Q::BlankColumns, None, None, 4, 5),
        ("v5b", Q::LettersUnanswered, Some("3个月"), None, 0, 1),
        ("v6b", Q::GuidesIncomplete, Some("4类"), Some(100), 4, 5),
    ] {
        let measurement = Measurement { query, beyond: beyond.map(|text| Amount::parse(text).unwrap()) };
        let at = |count| {
            let measured = Measured { of, ..Measured::found(several(count)) };
            let measures = but(in_order(&rules), measurement, measured);
            named(score(&rules, &measures, &Judgements::default()).vetoes, code).state
        };
        assert_ne!(at(amounts_below), VetoState::Hit, "{code} below");
        assert_eq!(at(amounts_at), VetoState::Hit, "{code} at");
    }
    for (code, query) in [("v5a", Q::ConsultationChannels), ("v6a", Q::ServiceItems)] {
        let measures = but(in_order(&rules), of(query), Measured::default());
        assert_eq!(
            named(score(&rules, &measures, &Judgements::default()).vetoes, code).state,
            VetoState::Hit,
            "{code}"
        );
    }
}

/// What fails an account of the new media does not fail the portal.
#[test]
fn a_quiet_account_does_not_fail_the_portal() {
    let rules = national();
    let quiet = Measurement::beyond(Q::AccountsStale, Amount::new(14, MeasureUnit::Days));
    let measures = but(in_order(&rules), quiet, Measured::found(several(1)));
    let score = score(&rules, &measures, &Judgements::default());
    assert_eq!(named(score.vetoes.clone(), "m2").state, VetoState::Hit);
    assert_eq!(score.grade, Grade::Open, "only what people judge is open");
}

fn simulated(rules: &RuleSet, measures: &Measures, suppositions: &[Supposition]) -> Vec<VetoScore> {
    score(rules, &what_if(measures.clone(), suppositions), &Judgements::default()).vetoes
}

fn goes_stale(code: &str, class: Freshness) -> Supposition {
    Supposition::GoesStale { column: column(code), unit: Some(unit("u1")), class }
}

#[test]
fn a_simulation_tells_what_three_more_columns_would_do() {
    let rules = national();
    let news = Measured::found(vec![of_column("a", "u1"), of_column("b", "u1")]);
    let measures = but(in_order(&rules), of(Q::StaleNews), news);
    let simulate = |suppositions: &[Supposition], code: &str| named(simulated(&rules, &measures, suppositions), code);
    assert_eq!(simulate(&[], "v4a").sentence, "离否决还差 3 个栏目");
    let three =
        [goes_stale("b", Freshness::News), goes_stale("c", Freshness::News), goes_stale("d", Freshness::Documents)];
    // b is stale already.
    assert_eq!(simulate(&three, "v4a").sentence, "离否决还差 1 个栏目");
    assert_eq!(simulate(&three, "v4b").sentence, "离否决还差 7 个栏目");
    let four = [&three[..], &[goes_stale("e", Freshness::Documents)]].concat();
    assert_eq!(simulate(&four, "v4a").state, VetoState::Hit);
    // A column of another class counts among the overdue only.
    assert_eq!(simulate(&[goes_stale("z", Freshness::Others)], "v4a").sentence, "离否决还差 3 个栏目");
    let blank: Vec<Supposition> =
        ["p", "q", "r", "s", "t"].map(|code| Supposition::GoesBlank { column: column(code), unit: None }).to_vec();
    assert_eq!(simulate(&blank, "v4c").state, VetoState::Hit);
}

#[test]
fn a_column_that_is_stale_already_does_not_count_again_under_another_name() {
    let rules = national();
    let page = Evidence { subject: "/c/a".into(), ..of_column("a", "u1") };
    let measures = but(in_order(&rules), of(Q::StaleNews), Measured::found(vec![page]));
    let suppositions = [goes_stale("a", Freshness::News)];
    let vetoes = simulated(&rules, &measures, &suppositions);
    assert_eq!(named(vetoes, "v4a").sentence, "离否决还差 4 个栏目");
}

#[test]
fn a_supposition_is_no_measurement() {
    let rules = national();
    let nothing = Measures::of(crate::measured_county::day());
    let suppositions = ["p", "q", "r", "s", "t"].map(|code| goes_stale(code, Freshness::News));
    let vetoes = simulated(&rules, &nothing, &suppositions);
    assert_eq!(named(vetoes, "v4a").state, VetoState::NotMeasured);
}

/// `code` of the rule set when it comes to `value`.
fn supposed(rules: &RuleSet, measures: &Measures, code: &str, value: Decimal) -> VetoScore {
    let veto = rules.veto(&RuleCode::parse(code).unwrap()).unwrap();
    let supposition = veto.supposed(value).unwrap();
    named(simulated(rules, measures, &[supposition]), code)
}

/// V1 to V6b, whether anything was measured or not.
#[test]
fn a_value_can_be_supposed_of_every_measured_veto_of_2019() {
    use VetoState::{Clear, Hit, Near};
    let rules = national();
    // Of some of what each measurement looks at nobody has a record.
    let unsure = rules.measurements().into_iter().fold(in_order(&rules), |measures, measurement| {
        let known = measures.now.get(&measurement).cloned().unwrap_or_default();
        but(measures, measurement, known.without_record_of(2))
    });
    let before = [in_order(&rules), Measures::of(crate::measured_county::day()), unsure];
    for (code, value, state, sentence) in [
        ("v1-errors", "0", Clear, "离否决还差 1 处错误"),
        ("v1-errors", "1", Hit, "已触及否决：1 处错误"),
        ("v2", "2.9", Clear, "离否决还差 2.1 个百分点"),
        ("v2", "3", Near, "离否决还差 2.0 个百分点"),
        ("v2", "4.999", Near, "离否决还差 0.0 个百分点"),
        ("v2", "5", Hit, "已触及否决：5.0%"),
        ("v3", "9", Clear, "离否决还差 5 天"),
        ("v3", "10", Near, "离否决还差 4 天"),
        ("v3", "14", Hit, "已触及否决：14 天"),
        ("v4a", "3", Clear, "离否决还差 2 个栏目"),
        ("v4a", "4", Near, "离否决还差 1 个栏目"),
        ("v4a", "5", Hit, "已触及否决：5 个栏目"),
        ("v4b", "6", Clear, "离否决还差 4 个栏目"),
        ("v4b", "9", Near, "离否决还差 1 个栏目"),
        ("v4b", "10", Hit, "已触及否决：10 个栏目"),
        ("v4c", "2", Clear, "离否决还差 3 个栏目"),
        ("v4c", "5", Hit, "已触及否决：5 个栏目"),
        ("v5a", "1", Clear, "现有 1 个渠道"),
        ("v5a", "0", Hit, "已触及否决"),
        ("v5b", "0", Clear, "离否决还差 1 封来信"),
        ("v5b", "1", Hit, "已触及否决：1 封来信"),
        ("v6a", "1", Clear, "现有 1 个事项"),
        ("v6a", "0", Hit, "已触及否决"),
        ("v6b", "4", Near, "离否决还差 1 个事项"),
        ("v6b", "5", Hit, "已触及否决：5 个事项"),
        ("m2", "0", Clear, "离否决还差 1 个账号"),
        ("m2", "1", Hit, "已触及否决：1 个账号"),
    ] {
        for measures in &before {
            let veto = supposed(&rules, measures, code, number(value));
            assert_eq!((veto.state, veto.sentence.as_str()), (state, sentence), "{code} {value}");
            assert_eq!(veto.value, Some(number(value)), "{code}");
        }
    }
    let judged: Vec<_> = rules.vetoes.iter().filter(|veto| veto.basis == Basis::Judged).collect();
    assert!(!judged.is_empty() && judged.iter().all(|veto| veto.supposed(number("1")).is_none()));
}

/// Whatever a rule set measures, the value at its line is the one that hits.
#[test]
fn what_is_supposed_hits_at_the_line_of_every_rule_set() {
    for rules in [national(), guangxi(), census()] {
        for veto in rules.vetoes.iter().filter(|veto| veto.basis != Basis::Judged) {
            let limit = veto.limit.unwrap().value;
            let line = limit.amount.value;
            let one = Decimal::whole(1);
            let (last_fine, first_hit) = match limit.comparison {
                Comparison::AtLeast => (line - one, line),
                Comparison::MoreThan => (line, line + one),
                Comparison::LessThan => (line, line - one),
            };
            let state = |value| supposed(&rules, &in_order(&rules), veto.code.as_str(), value).state;
            assert_ne!(state(last_fine), VetoState::Hit, "{} {}", rules.code, veto.code);
            assert_eq!(state(first_hit), VetoState::Hit, "{} {}", rules.code, veto.code);
        }
    }
}

/// The evidence there is stays as far as the value has room for it; only the rest is supposed.
#[test]
fn a_supposed_value_keeps_the_evidence_there_is() {
    let rules = national();
    let stale = |codes: &[&str]| Measured::found(codes.iter().map(|code| of_column(code, "u1")).collect());
    let measures = but(in_order(&rules), of(Q::StaleNews), stale(&["a", "b"]));
    let measures = but(measures, of(Q::StaleDocuments), stale(&["b", "c"]));
    let subjects = |value: &str| {
        let evidence = supposed(&rules, &measures, "v4a", number(value)).evidence;
        evidence.into_iter().map(|one| (one.subject, one.amount.to_string())).collect::<Vec<_>>()
    };
    let of_a = |subject: &str, amount: &str| (subject.to_owned(), amount.to_owned());
    assert_eq!(subjects("2"), [of_a("a", "1"), of_a("b", "1")]);
    assert_eq!(subjects("3"), [of_a("a", "1"), of_a("b", "1"), of_a("c", "1")]);
    let more = [of_a("a", "1"), of_a("b", "1"), of_a("假设：动态要闻类栏目逾期未更新", "2"), of_a("c", "1")];
    assert_eq!(subjects("5"), more);
    assert!(subjects("0").is_empty());
}

/// Two conditions of the census count the blank columns: each comes to what was supposed of it.
#[test]
fn what_two_conditions_measure_is_supposed_of_both() {
    let rules = census();
    let suppose =
        |code: &str, value: &str| rules.veto(&RuleCode::parse(code).unwrap()).unwrap().supposed(number(value)).unwrap();
    let both = [suppose("columns-overdue", "9"), suppose("columns-blank", "5")];
    let vetoes = simulated(&rules, &in_order(&rules), &both);
    assert_eq!(named(vetoes.clone(), "columns-overdue").sentence, "离否决还差 1 个栏目");
    assert_eq!(named(vetoes, "columns-blank").sentence, "已触及否决：5 个栏目");
}

/// Where fewer than five guides are there, all of them are enough; more than there are, there cannot be.
#[test]
fn of_few_guides_the_supposed_ones_may_be_all() {
    let rules = national();
    let guides = Measurement::beyond(Q::GuidesIncomplete, Amount::new(4, MeasureUnit::Count));
    let measures = but(in_order(&rules), guides, Measured::found_among(3, Vec::new()));
    for (value, state) in [("2", VetoState::Clear), ("3", VetoState::Hit), ("4", VetoState::Hit)] {
        assert_eq!(supposed(&rules, &measures, "v6b", number(value)).state, state, "{value} of 3");
    }
}
