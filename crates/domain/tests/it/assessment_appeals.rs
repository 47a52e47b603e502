//! Frozen assessments, the appeals against them, and what those make of the total.

use domain::assessment::{
    Amount, Answerable, AppealRefused as Refused, AppealState as State, Decimal, EvidenceQuery as Q, Frozen, Judgement,
    Judgements, LossKey, MeasureUnit, Measured, Measurement, Part, Period, RuleCode, Ruling, Signature, Span, Verdict,
    Versions,
};
use domain::id::AccountId;
use proptest::prelude::*;

use crate::measured_county::{but, day, in_order, number, of_column, several, unit};
use crate::rule_sets::read;

fn person() -> Signature {
    Signature {
        by: AccountId::new(1),
        name: "李明远".into(),
        unit: unit("zwb"),
        at: domain::time::parse_minute("2019-12-01 09:00").unwrap(),
    }
}

fn frozen_of(news: Vec<domain::assessment::Evidence>, blank: usize) -> Frozen {
    let rules = read(include_str!("small-rules.toml"));
    let measures = but(in_order(&rules), Measurement::of(Q::StaleNews), Measured::found(news));
    let measures = but(measures, Measurement::of(Q::BlankColumns), Measured::found(several(blank)));
    let versions = Versions { plan: 1, calendar: "2019".into() };
    Frozen::freeze(rules, versions, measures, Vec::new(), Judgements::default(), person())
}

/// Whoever said that nothing is wrong has not taken the points.
#[test]
fn what_was_measured_beside_a_word_is_lost_as_measured() {
    let rules = read(include_str!("small-rules.toml"));
    let judged = |leaf: &str| Judgement {
        leaf: RuleCode::parse(leaf).unwrap(),
        period: Period::Now,
        verdict: Verdict::InOrder,
        answerable: Answerable::default(),
        reason: "逐件查看".into(),
        evidence: String::new(),
        by: AccountId::new(2),
        by_name: "韦小兰".into(),
        at: domain::time::parse_minute("2019-11-30 09:00").unwrap(),
    };
    let judgements = Judgements::check(&rules, vec![judged("surveys-few"), judged("columns-news")]).unwrap();
    let surveys = Measurement::beyond(Q::SurveysHeld, Amount::new(12, MeasureUnit::Months));
    let measures = but(in_order(&rules), surveys, Measured::found(several(4)));
    let measures = but(measures, Measurement::of(Q::StaleNews), Measured::found(vec![of_column("a", "u1")]));
    let versions = Versions { plan: 1, calendar: "2019".into() };
    let frozen = Frozen::freeze(rules, versions, measures, Vec::new(), judgements, person());
    let losses: Vec<_> = frozen.losses().into_iter().map(|loss| (loss.what, loss.points)).collect();
    let expected = [("栏目“a”的问题", "3"), ("没有达到要求的数量", "2")];
    assert_eq!(losses, expected.map(|(what, lost)| (what.to_owned(), Some(number(lost)))));
    // What was found by mistake is taken out by an appeal.
    let corrected = frozen.corrected(&[(key("columns-news", "a", "u1"), Ruling::Accept)]);
    assert_eq!(corrected.steps, [points("3")]);
}

/// As the sheets of November 2026 were written: whatever the program becomes, they must be read.
const OF_NOVEMBER_2026: &str = include_str!("frozen-2026-11.json");

/// Two stale news columns of u1 and u2, and three blank ones of nobody.
fn frozen() -> Frozen {
    frozen_of(vec![of_column("a", "u1"), of_column("b", "u2")], 3)
}

fn key(leaf: &str, subject: &str, of: &str) -> LossKey {
    LossKey {
        leaf: RuleCode::parse(leaf).unwrap(),
        period: Period::Now,
        subject: Some(subject.into()),
        unit: (!of.is_empty()).then(|| unit(of)),
    }
}

fn points(text: &str) -> Span {
    Span::exactly(number(text))
}

#[test]
fn every_loss_has_a_key_of_its_own_and_together_they_are_the_loss() {
    let frozen = frozen();
    let losses = frozen.losses();
    assert_eq!(losses.iter().filter_map(|loss| loss.points).sum::<Decimal>(), frozen.score.lost());
    let keys: std::collections::BTreeSet<_> = losses.iter().map(|loss| &loss.key).collect();
    assert_eq!(keys.len(), losses.len());
    let of_u1 = frozen.find(&key("columns-news", "a", "u1")).unwrap();
    assert_eq!((of_u1.points, of_u1.judged_by), (Some(number("3")), None));
    assert_eq!(frozen.find(&key("columns-news", "a", "u2")), None, "it is not theirs");
    assert!(frozen.follows());
}

#[test]
fn an_accepted_appeal_takes_its_finding_out_and_leaves_what_was_frozen() {
    let frozen = frozen();
    let before = frozen.clone();
    let corrected = frozen.corrected(&[(key("columns-news", "a", "u1"), Ruling::Accept)]);
    assert_eq!(corrected.steps, [points("3")]);
    assert_eq!(corrected.corrected, frozen.score.points + points("3"));
    assert_eq!(frozen, before);
}

#[test]
fn a_rejected_appeal_changes_nothing_and_a_part_gives_back_points() {
    let frozen = frozen();
    let rulings = [
        (key("columns-news", "b", "u2"), Ruling::Reject),
        (key("columns-news", "a", "u1"), Ruling::AcceptPartly(number("1.25"))),
    ];
    let corrected = frozen.corrected(&rulings);
    assert_eq!(corrected.steps, [points("0"), points("1.25")]);
    assert_eq!(corrected.corrected, frozen.score.points + points("1.25"));
    assert_eq!(frozen.corrected(&[]).corrected, frozen.score.points);
}

#[test]
fn what_two_units_share_is_given_back_to_the_one_that_was_right() {
    let part = |of: &str, days| Part { unit: unit(of), days };
    let shared = of_column("a", "u1").divided(vec![part("u1", 1), part("zwb", 2)]);
    let frozen = frozen_of(vec![shared], 0);
    let theirs = frozen.find(&key("columns-news", "a", "u1")).unwrap();
    let leads = frozen.find(&key("columns-news", "a", "zwb")).unwrap();
    assert_eq!((theirs.points, leads.points), (Some(number("1")), Some(number("2"))));
    let corrected = frozen.corrected(&[(key("columns-news", "a", "u1"), Ruling::Accept)]);
    assert_eq!(corrected.steps, [points("1")], "the lead unit's part stays");
}

/// Five stale columns cost 15 of the 10 that there are: one of them less wins nothing, and no part of it does.
#[test]
fn a_part_never_wins_more_than_the_whole() {
    let news = || ["a", "b", "c", "d", "e"].map(|code| of_column(code, "u1")).to_vec();
    let frozen = frozen_of(news(), 0);
    let theirs = key("columns-news", "a", "u1");
    assert_eq!(frozen.find(&theirs).unwrap().points, Some(number("2")));
    let step = |ruling| frozen.corrected(&[(theirs.clone(), ruling)]).steps[0];
    assert_eq!(step(Ruling::Accept), points("0"));
    assert_eq!(step(Ruling::AcceptPartly(number("1.9"))), points("0"));
    // Of a finding that two share, one may be right: that gives back no more than the finding itself would.
    let parts = vec![Part { unit: unit("u1"), days: 1 }, Part { unit: unit("zwb"), days: 1 }];
    let mut shared = news();
    shared[0] = shared[0].clone().divided(parts);
    let frozen = frozen_of(shared, 0);
    assert_eq!(frozen.corrected(&[(theirs, Ruling::Accept)]).steps, [points("0")]);
}

#[test]
fn a_veto_that_is_hit_can_be_disputed() {
    let frozen = frozen_of(Vec::new(), 5);
    let of_veto = key("v-blank", "s1", "");
    assert_eq!(frozen.find(&of_veto).unwrap().points, None);
    let corrected = frozen.corrected(&[(of_veto, Ruling::Accept)]);
    assert_ne!(corrected.grade, frozen.score.grade, "four blank columns hit nothing");
}

#[test]
fn what_may_follow_what() {
    let (three, loss) = (number("3"), Some(number("3")));
    for (state, ruling, loss, then) in [
        (State::Open, Ruling::Accept, loss, Ok(State::Accepted)),
        (State::Open, Ruling::Accept, None, Ok(State::Accepted)),
        (State::Open, Ruling::Reject, loss, Ok(State::Rejected)),
        (State::Open, Ruling::AcceptPartly(number("0.5")), loss, Ok(State::PartlyAccepted)),
        (State::Open, Ruling::AcceptPartly(three), loss, Err(Refused::PointsOutOfBounds(three))),
        (State::Open, Ruling::AcceptPartly(number("0")), loss, Err(Refused::PointsOutOfBounds(three))),
        (State::Open, Ruling::AcceptPartly(number("-1")), loss, Err(Refused::PointsOutOfBounds(three))),
        (State::Open, Ruling::AcceptPartly(number("0.5")), None, Err(Refused::NoPoints)),
        (State::Accepted, Ruling::Reject, loss, Err(Refused::AlreadyDecided)),
        (State::PartlyAccepted, Ruling::Accept, loss, Err(Refused::AlreadyDecided)),
        (State::Rejected, Ruling::Accept, loss, Err(Refused::AlreadyDecided)),
    ] {
        assert_eq!(state.decided(ruling, loss), then, "{state} {ruling:?}");
    }
    let until = day();
    for (earlier, until, today, answer) in [
        (&[][..], None, day(), Err(Refused::NotSigned)),
        (&[][..], Some(until), day(), Ok(())),
        (&[][..], Some(until), day().succ_opt().unwrap(), Err(Refused::TooLate(until))),
        (&[State::Open][..], Some(until), day(), Err(Refused::StillOpen)),
        (&[State::Rejected][..], Some(until), day(), Ok(())),
        (&[State::Rejected, State::Open][..], Some(until), day(), Err(Refused::StillOpen)),
        (&[State::Accepted][..], Some(until), day(), Err(Refused::AlreadyAccepted)),
        (&[State::PartlyAccepted][..], Some(until), day(), Err(Refused::AlreadyAccepted)),
    ] {
        assert_eq!(State::may_file(earlier, until, today), answer, "{earlier:?} {until:?} {today}");
    }
    for state in State::ALL {
        assert_eq!(State::from_code(state.code()), Some(state));
    }
}

#[test]
fn a_frozen_assessment_is_the_same_text_again_and_computes_to_the_same() {
    let frozen = frozen();
    let json = serde_json::to_string(&frozen).unwrap();
    let back: Frozen = serde_json::from_str(&json).unwrap();
    assert_eq!(back, frozen);
    assert_eq!(serde_json::to_string(&back).unwrap(), json);
    assert!(back.follows());
}

#[test]
fn other_words_of_a_later_program_are_no_other_score() {
    let mut frozen = frozen();
    for veto in &mut frozen.score.vetoes {
        veto.sentence.push_str("（旧版用语）");
    }
    assert!(frozen.follows());
    frozen.score.points = points("99");
    assert!(!frozen.follows());
}

/// It has judgements, a shared finding, quarters that are over, and a veto that is hit.
#[test]
fn an_old_sheet_is_read_for_ever() {
    let old: Frozen = serde_json::from_str(OF_NOVEMBER_2026).unwrap();
    assert_eq!((old.rules.code.as_str(), old.prepared.name.as_str()), ("small", "李明远"));
    assert_eq!(old.score.points.to_string(), "92.50至93.50");
    assert_eq!(old.judgements.iter().count(), 2);
    let shared = old.find(&key("columns-news", "a", "zwb")).unwrap();
    assert_eq!(old.corrected(&[(shared.key, Ruling::Accept)]).steps, [points("2")]);
}

proptest! {
    /// Nothing accepted ever costs anything, nothing is given back beyond what was lost, and a part of a loss never wins
    /// more than all of it would.
    #[test]
    fn the_arithmetic_of_a_correction_holds(
        counts in (0..6usize, 0..6usize),
        choices in prop::collection::vec((any::<prop::sample::Index>(), 0..3u8, 1..2_000_000u32), 0..8),
    ) {
        let news = (0..counts.0).map(|n| of_column(&format!("c{n}"), &format!("u{}", n % 2))).collect();
        let frozen = frozen_of(news, counts.1);
        let losses = frozen.losses();
        let mut rulings = Vec::new();
        for (which, kind, millionths) in choices {
            if losses.is_empty() { break }
            let loss = which.get(&losses);
            let part: Decimal = format!("0.{:06}", millionths % 1_000_000).parse().unwrap();
            let ruling = match (kind, loss.points) {
                (0, _) => Ruling::Accept,
                (1, Some(points)) if part < points && part.is_positive() => Ruling::AcceptPartly(part),
                _ => Ruling::Reject,
            };
            if rulings.iter().all(|(key, _)| *key != loss.key) {
                rulings.push((loss.key.clone(), ruling));
            }
        }
        let correction = frozen.corrected(&rulings);
        let most = frozen.score.points.at_most + frozen.score.lost();
        prop_assert!(correction.corrected.at_most <= most);
        for (place, (key, ruling)) in rulings.iter().enumerate() {
            if let Ruling::AcceptPartly(_) = ruling {
                let whole = [&rulings[..place], &[(key.clone(), Ruling::Accept)]].concat();
                let whole = frozen.corrected(&whole).steps[place];
                let part = correction.steps[place];
                prop_assert!(part.at_least <= whole.at_least && part.at_most <= whole.at_most, "{part:?} {whole:?}");
            }
        }
        for step in &correction.steps {
            prop_assert!(step.at_least >= Decimal::ZERO && step.at_most >= Decimal::ZERO, "{:?}", step);
        }
        prop_assert!(correction.corrected.at_least >= frozen.score.points.at_least);
    }
}
