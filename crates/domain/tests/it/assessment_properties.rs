//! What holds for every score, whatever was measured.

use std::sync::LazyLock;

use domain::assessment::{
    Decimal, Evidence, Freshness, Grade, Judgements, Measured, Measurement, Measures, Period, Readings, RuleSet, Score,
    Services, Supposition, VetoState, score, ways_back, what_if,
};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::measured_county::{column, day, number, unit};
use crate::rule_sets::{census, guangxi, national};

static RULES: LazyLock<[RuleSet; 3]> = LazyLock::new(|| [census(), guangxi(), national()]);

fn rules() -> impl Strategy<Value = &'static RuleSet> {
    (0..3usize).prop_map(|index| &RULES[index])
}

fn evidence() -> impl Strategy<Value = Evidence> {
    let place = (0..12u8, prop::option::weighted(0.8, 0..4u8), 1..40u32);
    place.prop_map(|(subject, unit_number, amount)| {
        let code = format!("c{subject}");
        let evidence = Evidence { amount: Decimal::whole(amount.min(20)), ..Evidence::of(code.clone(), "问题") };
        evidence.answered_for(Some(column(&code)), unit_number.map(|n| unit(&format!("u{n}"))))
    })
}

fn measured() -> impl Strategy<Value = Measured> {
    let answerable = prop::option::of(0..4u8);
    (prop::collection::vec(evidence(), 0..8), prop::option::of(0..300u32), answerable).prop_map(|(found, of, who)| {
        let mut measured = Measured { of, ..Measured::found(found) };
        measured.answerable.unit = who.map(|n| unit(&format!("u{n}")));
        measured
    })
}

fn readings(rules: &RuleSet) -> impl Strategy<Value = Readings> + use<> {
    let needed: Vec<Measurement> = rules.measurements().into_iter().collect();
    let results = prop::collection::vec(prop::option::weighted(0.8, measured()), needed.len());
    results.prop_map(move |results| {
        let taken = needed.iter().zip(results).filter_map(|(m, r)| Some((*m, r?)));
        taken.collect::<Vec<_>>().into()
    })
}

fn measures(rules: &RuleSet) -> impl Strategy<Value = Measures> + use<> {
    let quarters = [Period::FirstQuarter, Period::SecondQuarter, Period::ThirdQuarter];
    let earlier = prop::collection::vec(readings(rules), 0..=3);
    let services = if rules.grading.without_services.is_some() {
        prop_oneof![Just(Services::Offered), Just(Services::None)].boxed()
    } else {
        Just(Services::Offered).boxed()
    };
    (readings(rules), earlier, services).prop_map(move |(now, earlier, services)| Measures {
        now,
        services,
        earlier: quarters.into_iter().zip(earlier).collect(),
        ..Measures::of(day())
    })
}

fn world() -> impl Strategy<Value = (&'static RuleSet, Measures)> {
    rules().prop_flat_map(|rules| (Just(rules), measures(rules)))
}

fn scored(rules: &RuleSet, measures: &Measures) -> Score {
    score(rules, measures, &Judgements::default())
}

/// The evidence of the present, fault by fault, as the measurement and the position of it.
fn faults(measures: &Measures) -> Vec<(Measurement, usize)> {
    let of_faults = measures.now.iter().filter(|(m, _)| m.query.finds_faults());
    of_faults.flat_map(|(m, r)| (0..r.evidence.len()).map(move |i| (*m, i))).collect()
}

fn without(measures: &Measures, measurement: Measurement, index: usize) -> Measures {
    let mut measured = measures.now.get(&measurement).unwrap().clone();
    measured.evidence.remove(index);
    let mut fewer = measures.clone();
    fewer.now.insert(measurement, measured);
    fewer
}

fn badness(state: VetoState) -> u8 {
    match state {
        VetoState::NotMeasured | VetoState::Clear => 0,
        VetoState::Near => 1,
        VetoState::Hit => 2,
    }
}

fn suppositions() -> impl Strategy<Value = Vec<Supposition>> {
    let class = prop::sample::select(Freshness::ALL.to_vec());
    let one = (0..16u8, class, any::<bool>()).prop_map(|(n, class, blank)| {
        let (column, unit) = (column(&format!("c{n}")), None);
        if blank { Supposition::GoesBlank { column, unit } } else { Supposition::GoesStale { column, unit, class } }
    });
    prop::collection::vec(one, 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_score_never_leaves_its_bounds((rules, measures) in world()) {
        let score = scored(rules, &measures);
        for indicator in score.groups.iter().flat_map(|group| group.all_indicators()) {
            let lost = indicator.lost;
            prop_assert!(Decimal::ZERO <= lost.at_least && lost.at_least <= lost.at_most);
            prop_assert!(lost.at_most <= indicator.points.value, "{}", indicator.code);
        }
        for group in &score.groups {
            prop_assert!(group.got().at_least >= Decimal::ZERO && group.got().at_most <= group.points.value);
        }
        let total = rules.grading.total.value;
        let most = total + rules.grading.bonus.map_or(Decimal::ZERO, |bonus| bonus.most.value);
        let after = score.after_deductions;
        prop_assert!(Decimal::ZERO <= after.at_least && after.at_least <= after.at_most && after.at_most <= total);
        prop_assert!(after.at_least <= score.points.at_least && score.points.at_least <= score.points.at_most);
        prop_assert!(score.points.at_most <= most);
    }

    #[test]
    fn units_and_columns_share_the_loss_of_the_county((rules, measures) in world()) {
        let score = scored(rules, &measures);
        prop_assert_eq!(score.by_unit().values().copied().sum::<Decimal>(), score.lost());
        prop_assert_eq!(score.by_column().values().copied().sum::<Decimal>(), score.lost());
        let of_units: Decimal = (0..4).map(|n| score.of_unit(&unit(&format!("u{n}"))).points).sum();
        prop_assert_eq!(of_units + score.of_nobody().points, score.lost());
        for (indicator, test, charge) in score.charges() {
            prop_assert!(charge.lost >= Decimal::ZERO && charge.counted >= Decimal::ZERO, "{}", test.code);
            prop_assert!(charge.lost <= indicator.points.value);
        }
    }

    #[test]
    fn the_ways_back_and_what_is_settled_are_the_whole_loss((rules, measures) in world()) {
        let score = scored(rules, &measures);
        let back = ways_back(&score);
        prop_assert_eq!(back.ways.iter().map(|way| way.gain).sum::<Decimal>() + back.settled, score.lost());
        prop_assert!(back.ways.windows(2).all(|pair| pair[0].gain_per_hour >= pair[1].gain_per_hour));
        prop_assert!(back.ways.iter().all(|way| way.hours.is_positive() && way.gain.is_positive()));
    }

    #[test]
    fn a_fault_less_never_lowers_a_score((rules, measures) in world(), which in any::<Index>()) {
        let all = faults(&measures);
        prop_assume!(!all.is_empty());
        let (measurement, index) = *which.get(&all);
        let (before, after) = (scored(rules, &measures), scored(rules, &without(&measures, measurement, index)));
        prop_assert!(after.after_deductions.at_least >= before.after_deductions.at_least);
        prop_assert!(after.after_deductions.at_most >= before.after_deductions.at_most);
        prop_assert!(after.points.at_least >= before.points.at_least);
        prop_assert!(after.points.at_most >= before.points.at_most);
        for (before, after) in before.vetoes.iter().zip(&after.vetoes) {
            prop_assert!(badness(after.state) <= badness(before.state), "{}", after.code);
        }
        prop_assert!(before.grade == Grade::Fail || after.grade != Grade::Fail);
    }

    /// What is measured later lies within what was said before: a range never turns out to have been wrong.
    #[test]
    fn a_range_holds_what_is_measured_later((rules, measures) in world(), which in any::<Index>()) {
        let all: Vec<Measurement> = measures.now.iter().map(|(m, _)| *m).collect();
        prop_assume!(!all.is_empty());
        let hidden = *which.get(&all);
        let mut less = measures.clone();
        less.now = measures.now.iter().filter(|(m, _)| **m != hidden).map(|(m, r)| (*m, r.clone())).collect::<Vec<_>>().into();
        let (range, later) = (scored(rules, &less), scored(rules, &measures));
        prop_assert!(range.after_deductions.at_least <= later.after_deductions.at_least);
        prop_assert!(range.after_deductions.at_most >= later.after_deductions.at_most);
        prop_assert!(range.points.at_least <= later.points.at_least);
        prop_assert!(range.points.at_most >= later.points.at_most);
    }

    #[test]
    fn more_stale_columns_never_help_against_a_veto((rules, measures) in world(), suppositions in suppositions()) {
        let before = scored(rules, &measures).vetoes;
        let after = scored(rules, &what_if(measures.clone(), &suppositions)).vetoes;
        for (before, after) in before.iter().zip(&after) {
            prop_assert!(badness(before.state) <= badness(after.state), "{}", after.code);
            prop_assert_eq!(before.state == VetoState::NotMeasured && after.state != VetoState::Hit, after.state == VetoState::NotMeasured);
            let left = |veto: &domain::assessment::VetoScore| veto.left.unwrap_or_default();
            prop_assert!(left(after) <= left(before), "{}", after.code);
        }
    }

    #[test]
    fn a_veto_comes_to_what_is_supposed_of_it((rules, measures) in world(), which in any::<Index>(), value in 0..200u32) {
        let measured: Vec<_> = rules.vetoes.iter().filter(|veto| veto.basis.query().is_some()).collect();
        let (veto, value) = (which.get(&measured), Decimal::whole(value));
        let suppositions: Vec<Supposition> = veto.supposed(value).into_iter().collect();
        let after = scored(rules, &what_if(measures.clone(), &suppositions)).vetoes;
        let after = after.iter().find(|after| after.code == veto.code).expect("of the same rule set");
        prop_assert_eq!(after.value, Some(value));
        prop_assert_ne!(after.state, VetoState::NotMeasured);
        if veto.limit.is_some_and(|limit| limit.value.is_reached_by(value)) {
            prop_assert_eq!(after.state, VetoState::Hit);
        }
    }

    #[test]
    fn scores_and_measures_survive_json((rules, measures) in world()) {
        let score = scored(rules, &measures);
        let json = serde_json::to_string(&(&score, &measures)).expect("JSON");
        prop_assert_eq!(serde_json::from_str::<(Score, Measures)>(&json).expect("JSON"), (score, measures));
    }

    #[test]
    fn a_number_survives_its_text(millionths in -999_999_999_999_999i64..=999_999_999_999_999) {
        let text = format!("{}{}.{:06}", if millionths < 0 { "-" } else { "" }, (millionths / 1_000_000).abs(), (millionths % 1_000_000).abs());
        let read = number(&text);
        prop_assert_eq!(read.to_string().parse::<Decimal>(), Ok(read));
    }

    /// Neither any text nor a shipped rule set with any text inserted anywhere.
    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,40}", place in any::<Index>()) {
        let _faults = RuleSet::from_toml(&text);
        let shipped: Vec<char> = crate::rule_sets::NATIONAL.chars().take(6000).collect();
        let (before, after) = shipped.split_at(place.index(shipped.len()));
        let slipped: String = before.iter().copied().chain(text.chars()).chain(after.iter().copied()).collect();
        let _faults = RuleSet::from_toml(&slipped);
    }
}
