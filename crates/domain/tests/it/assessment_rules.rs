//! The shipped rule sets say what their documents say, as far as that is known, and admit what is not.

use std::fmt::Write as _;

use domain::assessment::{
    Amount, Basis, Decimal, EvidenceQuery, MeasureUnit, Measurement, Rhythm, RuleSet, Sureness, Threshold, VetoTarget,
};

use crate::rule_sets::{CENSUS, GUANGXI, NATIONAL, census, guangxi, national};

fn points(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// Code, measurements, limit, own warning, earlier limit, whether 全部 is enough.
type VetoRow<'a> = (&'a str, &'a [Measurement], &'a str, &'a str, &'a str, bool);

fn assert_measured_vetoes(rules: &RuleSet, expected: &[VetoRow]) {
    let measured: Vec<_> = rules.vetoes.iter().filter(|veto| veto.target == VetoTarget::Site).collect();
    let measured: Vec<_> = measured.into_iter().filter(|veto| veto.basis != Basis::Judged).collect();
    let codes: Vec<&str> = measured.iter().map(|veto| veto.code.as_str()).collect();
    assert_eq!(codes, expected.iter().map(|row| row.0).collect::<Vec<_>>());
    for (veto, (code, measurements, limit, warn, early, every_one)) in measured.into_iter().zip(expected) {
        assert_eq!(veto.basis.measurements(), *measurements, "{code}");
        assert_eq!(veto.limit.unwrap().value, Threshold::parse(limit).unwrap(), "{code}");
        assert_eq!(veto.warn.map(|w| w.value.to_string()).unwrap_or_default(), *warn, "{code}");
        assert_eq!(veto.warn_beyond.map(|w| w.value.to_string()).unwrap_or_default(), *early, "{code}");
        assert_eq!(veto.or_every_one.value, *every_one, "{code}");
    }
}

const THREE_MONTHS: Measurement =
    Measurement::beyond(EvidenceQuery::LettersUnanswered, Amount::new(3, MeasureUnit::Months));
const FOUR_CLASSES: Measurement =
    Measurement::beyond(EvidenceQuery::GuidesIncomplete, Amount::new(4, MeasureUnit::Count));

const fn of(query: EvidenceQuery) -> Measurement {
    Measurement::of(query)
}

/// V1 to V6b of 国办秘函〔2019〕19号, with the warnings of the monitors.
#[test]
fn the_vetoes_of_2019_have_the_thresholds_of_the_check_sheet() {
    use EvidenceQuery as Q;
    let rules = national();
    assert_measured_vetoes(
        &rules,
        &[
            ("v1-errors", &[of(Q::SeriousErrors)], "1个以上", "", "", false),
            ("v2", &[of(Q::HomeVisitsFailed)], "5%以上", "3%以上", "", false),
            ("v3", &[of(Q::DaysSinceHomeChange)], "14天以上", "10天以上", "", false),
            ("v4a", &[of(Q::StaleNews), of(Q::StaleDocuments)], "5个以上", "", "", false),
            ("v4b", &[of(Q::OverdueColumns)], "10个以上", "超过6个", "", false),
            ("v4c", &[of(Q::BlankColumns)], "5个以上", "超过2个", "", false),
            ("v5a", &[of(Q::ConsultationChannels)], "少于1个", "", "", false),
            ("v5b", &[THREE_MONTHS], "1个以上", "", "80天", false),
            ("v6a", &[of(Q::ServiceItems)], "少于1个", "", "", false),
            ("v6b", &[FOUR_CLASSES], "5个以上", "", "", true),
        ],
    );
    let judged = rules.vetoes.iter().filter(|v| v.target == VetoTarget::Site && v.basis == Basis::Judged);
    assert_eq!(judged.count(), 5, "secrets, harmful content, attacks, forged dates, public opinion");
    let measuring = &rules.measuring;
    assert_eq!(measuring.news.value, Amount::new(14, MeasureUnit::Days));
    assert_eq!(measuring.documents.value, Amount::new(6, MeasureUnit::Months));
    assert_eq!(measuring.others.value, Amount::new(12, MeasureUnit::Months));
    assert_eq!(measuring.visits_over.value, Amount::new(7, MeasureUnit::Days));
    assert_eq!((measuring.visits_a_day.value, measuring.visit_timeout.value.to_string()), (20, "15秒".into()));
}

#[test]
fn the_counts_of_incomplete_guides_are_not_called_confirmed() {
    let rules = national();
    let veto = rules.vetoes.iter().find(|v| v.code.as_str() == "v6b").unwrap();
    let Basis::Measured { sureness, .. } = veto.basis else { panic!("v6b is measured") };
    assert_eq!(sureness, Sureness::FromMemory);
    assert_eq!(veto.limit.unwrap().sureness, Sureness::FromMemory);
    assert_eq!(veto.or_every_one.sureness, Sureness::FromMemory);
    assert_eq!(veto.sureness, Sureness::Confirmed);
    // Its name is sure; what it counts is not, and the row on the desk says so.
    assert_eq!(veto.least_sure(), Sureness::FromMemory);
}

#[test]
fn the_vetoes_of_the_census_are_its_own() {
    use EvidenceQuery as Q;
    assert_measured_vetoes(
        &census(),
        &[
            ("unreachable", &[of(Q::HomeVisitsFailed)], "5%以上", "3%以上", "", false),
            ("home-idle", &[of(Q::DaysSinceHomeChange)], "14天以上", "10天以上", "", false),
            ("columns-idle", &[of(Q::StaleNews), of(Q::StaleDocuments)], "5个以上", "", "", false),
            ("columns-overdue", &[of(Q::OverdueColumns), of(Q::BlankColumns)], "10个以上", "超过6个", "", false),
            ("columns-blank", &[of(Q::BlankColumns)], "5个以上", "超过2个", "", false),
            ("serious-error", &[of(Q::SeriousErrors)], "1个以上", "", "", false),
            ("unanswered", &[THREE_MONTHS], "1个以上", "", "80天", false),
        ],
    );
}

#[test]
fn the_faults_that_the_region_named_are_its_vetoes() {
    use EvidenceQuery as Q;
    assert_measured_vetoes(
        &guangxi(),
        &[
            ("serious-typos", &[of(Q::SeriousErrors)], "1个以上", "", "", false),
            ("news-overdue", &[of(Q::StaleNews)], "超过5个", "", "", false),
            ("columns-overdue", &[of(Q::OverdueColumns)], "10个以上", "超过6个", "", false),
            ("columns-blank", &[of(Q::BlankColumns)], "5个以上", "超过2个", "", false),
            ("letters-unanswered", &[THREE_MONTHS], "1个以上", "", "80天", false),
        ],
    );
}

#[test]
fn the_region_counts_fifteen_twenty_five_and_sixty_and_health_every_quarter() {
    let rules = guangxi();
    let total = rules.grading.total.value;
    let roots = rules.groups.iter().filter(|group| group.parent.is_none());
    let worth: Vec<_> =
        roots.map(|g| (g.name.as_str(), g.worth(total), g.rhythm.value, g.weight.unwrap().sureness)).collect();
    assert_eq!(
        worth,
        [
            ("网页设计规范", points("15"), Rhythm::Yearly, Sureness::Confirmed),
            ("健康运行", points("25"), Rhythm::Quarterly, Sureness::Confirmed),
            ("综合服务能力", points("60"), Rhythm::Yearly, Sureness::Confirmed),
        ]
    );
    assert_eq!((rules.grading.pass.value, rules.grading.pass.sureness), (points("60"), Sureness::Confirmed));
    assert_eq!(rules.grading.bonus, None);
}

#[test]
fn services_are_twenty_five_points_that_a_body_without_them_skips() {
    let rules = national();
    let services: Vec<_> = rules.groups.iter().filter(|g| g.only_services.value).collect();
    assert_eq!(
        services.iter().map(|g| (g.name.as_str(), g.points.value)).collect::<Vec<_>>(),
        [("办事服务", points("25"))]
    );
    assert_eq!(rules.grading.without_services.unwrap().value.to_string(), "4/3");
    let bonus = rules.grading.bonus.unwrap();
    assert_eq!((bonus.above.value, bonus.most.value), (points("80"), points("30")));
    assert_eq!(rules.grading.pass.value, points("60"));
}

/// The deductions that are written down at all, though only from memory.
#[test]
fn the_deductions_of_the_census_are_those_remembered_and_marked_so() {
    let rules = census();
    for (code, loses, rule) in [
        ("home-visits", "5", "Each 1%"),
        ("links-home", "1", "Each 1个"),
        ("links-elsewhere", "0.1", "Each 1个"),
        ("home-updates-few", "5", "At 少于10个"),
        ("news-stale", "3", "Each 1个"),
        ("documents-stale", "4", "Each 1个"),
        ("others-stale", "5", "Each 1个"),
        ("consultation-column", "5", "At 少于1个"),
    ] {
        use domain::assessment::Deduction;
        let (_, test) = rules.tests().find(|(_, test)| test.code.as_str() == code).unwrap();
        let written = match test.deduction.value {
            Deduction::Each(step) => format!("Each {step}"),
            Deduction::At(line) => format!("At {line}"),
            Deduction::ShortOf(amount) => format!("ShortOf {amount}"),
        };
        assert_eq!((test.loses.value, written.as_str()), (points(loses), rule), "{code}");
        assert_eq!((test.loses.sureness, test.deduction.sureness), (Sureness::Unsure, Sureness::Unsure), "{code}");
    }
}

/// Of 2019 no source gives the points of deductions, of the region none gives any: none may look official.
#[test]
fn points_that_nobody_has_read_are_marked() {
    for rules in [census(), guangxi(), national()] {
        for (indicator, test) in rules.tests() {
            assert_eq!(indicator.points.sureness, Sureness::Unsure, "{} {}", rules.code, indicator.code);
            assert_eq!(test.loses.sureness, Sureness::Unsure, "{} {}", rules.code, test.code);
        }
        for bonus in &rules.bonuses {
            assert_eq!(bonus.points.sureness, Sureness::Unsure, "{} {}", rules.code, bonus.code);
        }
        assert!(rules.note.contains("待核对"), "{}", rules.code);
    }
}

#[test]
fn dates_of_effect_follow_one_another() {
    let day = |text: &str| text.parse().unwrap();
    let in_effect = |on: &str| -> Vec<String> {
        let all = [census(), guangxi(), national()];
        all.into_iter().filter(|rules| rules.is_in_effect_on(day(on))).map(|rules| rules.code.to_string()).collect()
    };
    assert_eq!(in_effect("2015-06-01"), ["census-2015"]);
    assert_eq!(in_effect("2018-12-01"), ["guangxi-2018"]);
    assert_eq!(in_effect("2020-01-01"), ["guangxi-2018", "national-2019"]);
    assert_eq!(in_effect("2026-11-26"), ["national-2019"]);
}

#[test]
fn a_rule_set_says_what_must_be_measured_for_it() {
    let needed = national().measurements();
    assert!(needed.contains(&THREE_MONTHS) && needed.contains(&FOUR_CLASSES));
    let early = Measurement::beyond(EvidenceQuery::LettersUnanswered, Amount::new(80, MeasureUnit::Days));
    assert!(needed.contains(&early), "what warns is measured too");
    assert!(needed.iter().all(|m| m.beyond.is_none_or(|amount| m.query.beyond().takes(amount.unit))));
}

#[test]
fn rule_sets_survive_json() {
    for text in [CENSUS, GUANGXI, NATIONAL] {
        let rules = crate::rule_sets::read(text);
        let json = serde_json::to_string(&rules).unwrap();
        assert_eq!(serde_json::from_str::<RuleSet>(&json).unwrap(), rules);
    }
}

/// The whole of each rule set in git: a changed value shows here, with how sure it is.
#[test]
fn rule_sets_read_as_the_golden_tables() {
    for rules in [census(), guangxi(), national()] {
        let mut table = String::new();
        for entry in rules.entries() {
            writeln!(table, "{} [{}]", entry.title, entry.code).unwrap();
            for field in entry.fields.iter().filter(|f| !f.text.is_empty() && f.key != "code" && f.key != "name") {
                let sureness = field.sureness.map(|s| format!("（{}）", s.label())).unwrap_or_default();
                writeln!(table, "  {}：{}{sureness}", field.label, field.text).unwrap();
            }
        }
        insta::assert_snapshot!(format!("rule_set_{}", rules.code), table);
    }
}

/// The manual names every query with its words.
#[test]
fn the_manual_lists_every_query() {
    let manual = include_str!("../../../../docs/RULES.md");
    for query in EvidenceQuery::ALL {
        let row = format!("| `{}` | {} |", query.code(), query.label());
        assert!(manual.contains(&row), "{row}");
    }
}
