//! Groups that are measured every quarter, weights, and the ways back.

use domain::assessment::{
    Amount, Decimal, EvidenceQuery as Q, Judgements, MeasureUnit, Measured, Measurement, Measures, Period, Readings,
    RuleCode, Score, WayBack, score, ways_back,
};

use crate::measured_county::{but, in_order, number, of_column, readings_in_order, several, unit};
use crate::rule_sets::{guangxi, read};

const fn of(query: Q) -> Measurement {
    Measurement::of(query)
}

/// A year whose first three quarters had so many blank columns, and the present quarter `now`.
fn year(earlier: [usize; 3], now: usize) -> Measures {
    let rules = guangxi();
    let with = |blank: usize| readings_in_order(&rules).with(of(Q::BlankColumns), blank_columns(blank));
    let quarters = [Period::FirstQuarter, Period::SecondQuarter, Period::ThirdQuarter];
    Measures { now: with(now), earlier: quarters.into_iter().zip(earlier.map(with)).collect(), ..in_order(&rules) }
}

fn blank_columns(count: usize) -> Measured {
    Measured::found((1..=count).map(|n| of_column(&format!("c{n}"), &format!("u{n}"))).collect())
}

fn scored(measures: &Measures) -> Score {
    score(&guangxi(), measures, &Judgements::default())
}

fn group<'a>(score: &'a Score, code: &str) -> &'a domain::assessment::GroupScore {
    score.groups.iter().find(|group| group.code.as_str() == code).unwrap()
}

#[test]
fn health_is_the_average_of_the_quarters() {
    let score = scored(&year([0, 1, 2], 3));
    let health = group(&score, "health");
    // 空白栏目 −2 each: 0, 2, 4 and 6 in the four quarters, on average 3 of 100; a quarter of that in the total.
    assert_eq!(health.lost.at_least, number("3"));
    assert_eq!(health.counted.at_least, number("0.75"));
    assert_eq!(health.got().at_most, number("97"));
}

#[test]
fn a_quarter_is_over_on_the_day_after_its_last() {
    for (day, over) in [
        ("2026-01-01", vec![]),
        ("2026-03-31", vec![]),
        ("2026-04-01", vec!["2026-03-31"]),
        ("2026-10-01", vec!["2026-03-31", "2026-06-30", "2026-09-30"]),
        ("2026-12-31", vec!["2026-03-31", "2026-06-30", "2026-09-30"]),
    ] {
        let ends: Vec<String> =
            Period::over_before(day.parse().unwrap()).into_iter().map(|(_, end)| end.to_string()).collect();
        assert_eq!(ends, over, "{day}");
    }
    assert!(guangxi().counts_quarters() && !read(include_str!("small-rules.toml")).counts_quarters());
}

#[test]
fn what_is_tested_in_a_quarterly_block_is_quarterly() {
    let rules = guangxi();
    for (leaf, is_quarterly) in [
        // Below 健康运行 at the second level, 页面设计, a veto, nothing.
        ("others-stale", true),
        ("columns-empty", true),
        ("blanks", false),
        ("columns-overdue", false),
        ("of-nothing", false),
    ] {
        assert_eq!(rules.is_quarterly(&RuleCode::parse(leaf).unwrap()), is_quarterly, "{leaf}");
    }
}

#[test]
fn design_counts_the_present_only_and_fifteen_hundredths_of_it() {
    let score = scored(&year([5, 5, 5], 3));
    let design = group(&score, "design");
    // 3 × 2 = 6 of its hundred; 6 × 0.15 = 0.9.
    assert_eq!((design.lost.at_least, design.counted.at_least), (number("6"), number("0.9")));
}

#[test]
fn a_quarter_that_nobody_measured_leaves_a_quarter_of_health_open() {
    let mut measures = year([0, 0, 0], 0);
    measures.earlier.insert(Period::SecondQuarter, Readings::default());
    let score = scored(&measures);
    let health = group(&score, "health");
    // All 100 of one quarter in four are open: 25 of its hundred, 6.25 of the total.
    assert_eq!((health.lost.at_least, health.lost.at_most), (number("0"), number("25")));
    assert_eq!(health.counted.at_most, number("6.25"));
}

#[test]
fn at_the_beginning_of_a_year_the_present_is_all_there_is() {
    let rules = guangxi();
    let measures = but(in_order(&rules), of(Q::BlankColumns), blank_columns(3));
    assert_eq!(group(&scored(&measures), "health").lost.at_least, number("6"));
}

#[test]
fn units_answer_for_their_part_of_every_quarter() {
    let score = scored(&year([0, 1, 2], 3));
    // Blank columns cost 2 in health (÷ 4 × 0.25 = 0.125 of the total each quarter) and 2 × 0.15 = 0.3 in design now.
    // u1 had one in three quarters: 3 × 0.125 + 0.3; u2 in two; u3 in one.
    assert_eq!(score.of_unit(&unit("u1")).points, number("0.675"));
    assert_eq!(score.of_unit(&unit("u2")).points, number("0.55"));
    assert_eq!(score.of_unit(&unit("u3")).points, number("0.425"));
    assert_eq!(score.lost(), number("1.65"));
}

fn way<'a>(ways: &'a [WayBack], test: &str) -> &'a WayBack {
    ways.iter().find(|way| way.tests.iter().any(|code| code.as_str() == test)).unwrap()
}

#[test]
fn what_quarters_have_lost_is_settled() {
    let score = scored(&year([0, 1, 2], 3));
    let back = ways_back(&score);
    // Of health: the three blank columns of now, 3 × 0.125; the three of earlier quarters are settled.
    assert_eq!(way(&back.ways, "columns-empty").gain, number("0.375"));
    assert_eq!(way(&back.ways, "blanks").gain, number("0.9"));
    assert_eq!(back.settled, number("0.375"));
    let gains: Decimal = back.ways.iter().map(|way| way.gain).sum();
    assert_eq!(gains + back.settled, score.lost());
}

#[test]
fn the_way_with_most_points_for_an_hour_comes_first() {
    let rules = read(include_str!("small-rules.toml"));
    let measures = but(in_order(&rules), of(Q::StaleNews), Measured::found(several(2)));
    let measures = but(measures, of(Q::DeadLinksHome), Measured::found(several(3)));
    let measures = but(measures, of(Q::DeadLinksElsewhere), Measured::found(several(5)));
    let back = ways_back(&score(&rules, &measures, &Judgements::default()));
    let told: Vec<_> = back
        .ways
        .iter()
        .map(|w| (w.what.as_str(), w.gain.to_string(), w.hours.to_string(), w.gain_per_hour.to_string()))
        .collect();
    let row = |what, gain: &str, hours: &str, rate: &str| (what, gain.to_owned(), hours.to_owned(), rate.to_owned());
    assert_eq!(
        told,
        [
            // 2 × 3 points in 2 × 1 hours.
            row("栏目更新：动态未更新（2处）", "6", "2", "3"),
            // 3 × 1 point in 3 × 0.5 hours.
            row("链接：首页失效链接（3处）", "3", "1.5", "2"),
            // 5 × 0.1 points in 5 × 0.2 hours.
            row("链接：其他失效链接（5处）", "0.5", "1", "0.5"),
        ]
    );
}

/// A stale document wins 4 points in 2 hours, a dead link 1 point in half an hour: the same for an hour.
#[test]
fn of_ways_that_win_the_same_for_an_hour_the_one_that_wins_more_comes_first() {
    let rules = read(include_str!("small-rules.toml"));
    for (documents, links, first) in [(2, 3, "columns-documents"), (1, 5, "links-home"), (1, 4, "columns-documents")] {
        let measures = but(in_order(&rules), of(Q::StaleDocuments), Measured::found(several(documents)));
        let measures = but(measures, of(Q::DeadLinksHome), Measured::found(several(links)));
        let back = ways_back(&score(&rules, &measures, &Judgements::default()));
        let [one, other] = &back.ways[..] else { panic!("{:#?}", back.ways) };
        assert_eq!(one.gain_per_hour, other.gain_per_hour);
        assert_eq!(one.tests[0].as_str(), first, "{documents} documents, {links} links");
    }
}

#[test]
fn an_indicator_that_is_lost_twice_over_is_won_back_as_a_whole() {
    let rules = read(include_str!("small-rules.toml"));
    let measures = but(in_order(&rules), of(Q::StaleNews), Measured::found(several(3)));
    let measures = but(measures, of(Q::StaleDocuments), Measured::found(several(2)));
    let back = ways_back(&score(&rules, &measures, &Judgements::default()));
    let [way] = &back.ways[..] else { panic!("{:#?}", back.ways) };
    // 3 × 3 + 2 × 4 = 17 of 10: seven points must be put right before the first comes back; 3 × 1 + 2 × 2 hours.
    assert_eq!(way.what, "栏目更新：动态未更新（3处）、文件未更新（2处）");
    assert_eq!((way.gain, way.before_first, way.hours), (number("10"), number("7"), number("7")));
}

#[test]
fn every_survey_that_is_missing_takes_its_hours() {
    let rules = read(include_str!("small-rules.toml"));
    let surveys = Measurement::beyond(Q::SurveysHeld, Amount::new(12, MeasureUnit::Months));
    let back =
        ways_back(&score(&rules, &but(in_order(&rules), surveys, Measured::found(several(4))), &Judgements::default()));
    let [way] = &back.ways[..] else { panic!("{:#?}", back.ways) };
    // Two are missing of six: 2 × 1 point, 2 × 8 hours.
    assert_eq!((way.gain, way.hours), (number("2"), number("16")));
}

/// A forecast is the score of the measures that a day to come would have.
#[test]
fn a_forecast_is_the_score_of_a_later_day() {
    let rules = read(include_str!("small-rules.toml"));
    let today = in_order(&rules);
    let in_december = Measures {
        on: "2019-12-31".parse().unwrap(),
        ..but(today.clone(), of(Q::StaleNews), Measured::found(several(2)))
    };
    let (now, then) =
        (score(&rules, &today, &Judgements::default()), score(&rules, &in_december, &Judgements::default()));
    assert_eq!(then.on.to_string(), "2019-12-31");
    assert_eq!(now.after_deductions.at_most - then.after_deductions.at_most, number("6"));
}
