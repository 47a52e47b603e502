//! Frozen assessments and the appeals against them.

use domain::assessment::{
    AppealRefused, EvidenceQuery as Q, Frozen, Judgements, Measured, Measurement, Outcome, Period, RuleCode, Signature,
    score,
};
use domain::id::AccountId;

use crate::measured_county::{but, in_order, number, of_column, several, unit};
use crate::rule_sets::read;

const OFFICE: &str = "zwb";

fn person(account: i64, of: &str) -> Signature {
    Signature {
        by: AccountId::new(account),
        name: format!("账号{account}"),
        unit: unit(of),
        at: domain::time::parse_minute("2019-12-01 09:00").unwrap(),
    }
}

fn code(text: &str) -> RuleCode {
    RuleCode::parse(text).unwrap()
}

/// Two stale news columns of u1 and u2, and three blank ones of nobody.
fn frozen() -> Frozen {
    let rules = read(include_str!("small-rules.toml"));
    let news = Measured::found(vec![of_column("a", "u1"), of_column("b", "u2")]);
    let measures = but(in_order(&rules), Measurement::of(Q::StaleNews), news);
    let measures = but(measures, Measurement::of(Q::BlankColumns), Measured::found(several(3)));
    Frozen::freeze(rules, measures, Judgements::default(), person(1, OFFICE))
}

fn file(frozen: &mut Frozen, subject: &str, by: Signature) -> Result<(), AppealRefused> {
    frozen.file(code("columns-news"), Period::Now, subject, "当天已更新，附截图", by).map(|_| ())
}

fn decide(frozen: &mut Frozen, index: usize, outcome: Outcome, by: Signature) -> Result<(), AppealRefused> {
    frozen.decide(index, &unit(OFFICE), outcome, "核对发布记录", by)
}

#[test]
fn an_appeal_that_is_upheld_takes_its_evidence_out_and_leaves_what_was_signed() {
    let mut frozen = frozen();
    let signed = frozen.score.clone();
    assert_eq!(signed.lost(), number("6"));
    file(&mut frozen, "a", person(2, "u1")).unwrap();
    assert_eq!(frozen.after_appeals(), signed, "nothing is decided");
    decide(&mut frozen, 0, Outcome::Upheld, person(3, OFFICE)).unwrap();
    assert_eq!(frozen.score, signed);
    let after = frozen.after_appeals();
    // One column of 3 points is left.
    assert_eq!(after.lost(), number("3"));
    assert_eq!(after.of_unit(&unit("u1")).points, number("0"));
    assert_eq!(after.of_unit(&unit("u2")).points, number("3"));
}

#[test]
fn an_appeal_that_is_dismissed_changes_nothing() {
    let mut frozen = frozen();
    file(&mut frozen, "a", person(2, "u1")).unwrap();
    decide(&mut frozen, 0, Outcome::Dismissed, person(3, OFFICE)).unwrap();
    assert_eq!(frozen.after_appeals(), frozen.score);
    assert_eq!(Outcome::Dismissed.label(), "申诉不成立");
}

#[test]
fn a_veto_can_be_disputed_too_and_by_any_unit_when_nobody_answers_for_it() {
    let mut frozen = frozen();
    frozen.file(code("v-blank"), Period::Now, "s1", "栏目已并入上级", person(2, "u9")).unwrap();
    decide(&mut frozen, 0, Outcome::Upheld, person(3, OFFICE)).unwrap();
    let after = frozen.after_appeals();
    let veto = after.vetoes.iter().find(|veto| veto.code.as_str() == "v-blank").unwrap();
    assert_eq!(veto.sentence, "离否决还差 3 个栏目");
}

#[test]
fn who_may_appeal_and_against_what() {
    let mut frozen = frozen();
    assert_eq!(file(&mut frozen, "z", person(2, "u1")), Err(AppealRefused::NoSuchEvidence));
    assert_eq!(file(&mut frozen, "b", person(2, "u1")), Err(AppealRefused::NotYours));
    let empty = frozen.file(code("columns-news"), Period::Now, "a", " ", person(2, "u1")).map(|_| ());
    assert_eq!(empty, Err(AppealRefused::NoReason));
    let of_a_quarter =
        frozen.file(code("columns-news"), Period::FirstQuarter, "a", "已更新", person(2, "u1")).map(|_| ());
    assert_eq!(of_a_quarter, Err(AppealRefused::NoSuchEvidence));
    assert_eq!(file(&mut frozen, "a", person(2, "u1")), Ok(()));
    assert_eq!(file(&mut frozen, "a", person(2, "u1")), Err(AppealRefused::AlreadyFiled));
    assert_eq!(frozen.appeals().len(), 1);
}

#[test]
fn an_appeal_is_decided_once_by_another_person_of_the_office() {
    let mut frozen = frozen();
    file(&mut frozen, "a", person(2, "u1")).unwrap();
    let upheld = Outcome::Upheld;
    assert_eq!(decide(&mut frozen, 7, upheld, person(3, OFFICE)), Err(AppealRefused::NoSuchAppeal));
    assert_eq!(decide(&mut frozen, 0, upheld, person(3, "u1")), Err(AppealRefused::NotTheOffice));
    assert_eq!(decide(&mut frozen, 0, upheld, person(2, OFFICE)), Err(AppealRefused::OwnAppeal));
    let silent = frozen.decide(0, &unit(OFFICE), upheld, "", person(3, OFFICE));
    assert_eq!(silent, Err(AppealRefused::NoReasonForDecision));
    assert_eq!(decide(&mut frozen, 0, upheld, person(3, OFFICE)), Ok(()));
    assert_eq!(decide(&mut frozen, 0, Outcome::Dismissed, person(4, OFFICE)), Err(AppealRefused::AlreadyDecided));
    assert!(frozen.appeals()[0].is_upheld());
}

/// The rule set is frozen too: a later correction of its file changes nothing that was signed.
#[test]
fn a_frozen_assessment_survives_json_and_can_be_computed_again() {
    let mut frozen = frozen();
    file(&mut frozen, "a", person(2, "u1")).unwrap();
    let json = serde_json::to_string(&frozen).unwrap();
    let back: Frozen = serde_json::from_str(&json).unwrap();
    assert_eq!(back, frozen);
    assert_eq!(score(&back.rules, &back.measures, &back.judgements), back.score);
}
