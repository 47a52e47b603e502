//! What the probes of a service come to, told as rows of signs: `+` opened, `-` failed, `?` settled nothing; one an hour, the
//! first at eight in the morning.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    availability::{Availability, Outcome, Probe, Probed, Reached, ServiceLevel, VisitRule, home_visits},
    obligation::State,
    time::parse_minute,
};

fn at(minute: &str) -> DateTime<Utc> {
    parse_minute(minute).unwrap()
}

fn outcome(sign: char) -> Outcome {
    match sign {
        '+' => Outcome::Opened { milliseconds: 120 },
        '-' => Outcome::Failed { why: "连接不上".into() },
        _ => Outcome::Unsettled { why: "不允许访问".into() },
    }
}

fn hourly(signs: &str, from: &str) -> Vec<Probe> {
    let probes = signs.chars().zip(0..);
    probes.map(|(sign, hour)| Probe { at: at(from) + TimeDelta::hours(hour), outcome: outcome(sign) }).collect()
}

fn of(signs: &str) -> Option<Availability> {
    let probes = hourly(signs, "2024-03-01 08:00");
    let now = probes.last()?.at;
    Availability::of(&probes, now)
}

#[test]
fn two_failures_in_a_row_are_overdue_and_too_few_that_open_are_due_soon() {
    use State::{DueSoon, Normal, Overdue};
    let good = |count: usize| "+".repeat(count);
    for (signs, state, since) in [
        ("+".to_owned(), Normal, "2024-03-01"),
        // Once is not enough, but it counts for the share.
        ("-".to_owned(), DueSoon, "2024-03-01"),
        ("+-".to_owned(), DueSoon, "2024-03-01"),
        ("--".to_owned(), Overdue, "2024-03-01"),
        // What settles nothing neither counts nor interrupts.
        ("-?-".to_owned(), Overdue, "2024-03-01"),
        ("-?".to_owned(), DueSoon, "2024-03-01"),
        ("-+-".to_owned(), DueSoon, "2024-03-01"),
        // Overdue since the first of those that last.
        (good(20) + "-+---", Overdue, "2024-03-02"),
        // One of a hundred is what 99% allow, one of 101 less than that.
        (good(99) + "-", Normal, "2024-03-05"),
        (good(100) + "-", Normal, "2024-03-05"),
        (good(98) + "-", DueSoon, "2024-03-05"),
        // Of more than a hundred one may fail: the second was one too many.
        (good(60) + "-" + &good(48) + "-++", DueSoon, "2024-03-05"),
        // It opens again, and what it has missed stays.
        ("--".to_owned() + &good(20), DueSoon, "2024-03-01"),
        ("--".to_owned() + &good(198), Normal, "2024-03-09"),
    ] {
        let found = of(&signs).unwrap().state(9_900);
        assert_eq!((found.0, found.1.to_string()), (state, since.to_owned()), "{signs}");
    }
    assert_eq!(of("???"), None, "nobody could say");
    assert_eq!(of("").map(|found| found.state(9_900)), None);
}

#[test]
fn one_failure_is_neither_open_nor_dead() {
    let day = |text: &str| text.parse().unwrap();
    for (signs, reached) in [
        ("+".to_owned(), Reached::Open { on: day("2024-03-01") }),
        // Too seldom for any service level, but it opens.
        ("--+".to_owned(), Reached::Open { on: day("2024-03-01") }),
        ("-".to_owned(), Reached::Doubtful),
        ("-?".to_owned(), Reached::Doubtful),
        // Often enough for the service level, but nobody knows whether it opens still.
        ("+".repeat(99) + "-", Reached::Doubtful),
        ("+--".to_owned(), Reached::Dead),
    ] {
        assert_eq!(of(&signs).unwrap().reached(), reached, "{signs}");
    }
}

#[test]
fn shares_and_answers_are_those_of_seven_and_thirty_days() {
    let mut probes = hourly("----", "2024-02-01 08:00");
    probes.extend(hourly("-+", "2024-02-20 08:00"));
    probes.extend(hourly("+?+-+", "2024-03-09 08:00"));
    let found = Availability::of(&probes, at("2024-03-10 08:00")).unwrap();
    assert_eq!((found.week.asked, found.week.opened), (4, 3));
    assert_eq!((found.month.asked, found.month.opened), (6, 4), "what is older than thirty days has lapsed");
    assert_eq!((found.week.to_string(), found.month.to_string()), ("75%".into(), "66.66%".into()));
    assert_eq!(found.last_at, at("2024-03-09 12:00"));
    assert_eq!(found.failing, None);

    // Of a hundred answers the ninety-fifth, of twenty the nineteenth.
    for (count, within) in [(100, 95), (20, 19), (1, 1)] {
        let answers = (1..=count).rev().map(|milliseconds| Probe {
            at: at("2024-03-01 08:00") + TimeDelta::minutes(i64::from(milliseconds)),
            outcome: Outcome::Opened { milliseconds },
        });
        let mut answers: Vec<Probe> = answers.collect();
        answers.sort_by_key(|probe| probe.at);
        let found = Availability::of(&answers, at("2024-03-02 08:00")).unwrap();
        assert_eq!(found.answers_within, Some(within));
    }
    let never = of("--").unwrap();
    assert_eq!((never.answers_within, never.week.to_string()), (None, "0%".into()));
}

#[test]
fn it_is_told_with_its_target_and_its_last_failure() {
    let level = ServiceLevel::default();
    assert_eq!(
        of("++-+").unwrap().words(level),
        "近 7 天可用率 75%，近 30 天可用率 75%（本县目标 99%，未达到）；95% 的答复在 0.2 秒内（本县目标 5 秒）；\
         最近一次打不开：2024-03-01 10:00，连接不上"
    );
    let slow = Probe { at: at("2024-03-01 08:00"), outcome: Outcome::Opened { milliseconds: 5_001 } };
    assert_eq!(
        Availability::of(&[slow], at("2024-03-10 08:00")).unwrap().words(level),
        "近 7 天没有探测结果，近 30 天可用率 100%（本县目标 99%）；95% 的答复在 5.1 秒内（本县目标 5 秒，未达到）；近 30 天没有打不开"
    );
    assert_eq!(
        of("-").unwrap().words(level),
        "近 7 天可用率 0%，近 30 天可用率 0%（本县目标 99%，未达到）；最近一次打不开：2024-03-01 08:00，连接不上"
    );
}

#[test]
fn visits_count_when_every_day_has_as_many_as_the_rule_asks_for() {
    let rule = VisitRule { days: 2, a_day: 20, timeout: 15_000 };
    let until = at("2024-03-03 08:00");
    let visited = |signs: &str| home_visits(&hourly(signs, "2024-03-01 09:00"), rule, until);
    let two_days = "+".repeat(24) + "-" + &"+".repeat(23);
    let found = visited(&two_days).unwrap();
    assert_eq!((found.made, found.failed), (48, vec![(at("2024-03-02 09:00"), "连接不上".into())]));
    // Four that settled nothing leave twenty, five leave too few.
    assert_eq!(visited(&("????".to_owned() + &"+".repeat(44))).map(|visits| visits.made), Some(44));
    assert_eq!(visited(&("?????".to_owned() + &"+".repeat(43))), None);
    assert_eq!(visited(&"+".repeat(24)), None, "the second day is missing");
    assert_eq!(home_visits(&[], VisitRule { days: 0, ..rule }, until), None);

    let mut slow = hourly(&"+".repeat(48), "2024-03-01 09:00");
    slow[3].outcome = Outcome::Opened { milliseconds: 15_000 };
    slow[4].outcome = Outcome::Opened { milliseconds: 16_200 };
    let found = home_visits(&slow, rule, until).unwrap();
    assert_eq!(found.failed, [(at("2024-03-01 13:00"), "16 秒才打开".to_owned())]);
}

#[test]
fn what_is_probed_has_a_word_for_the_database() {
    let column = domain::plan::ColumnCode::parse("xzxx").unwrap();
    for (probed, code) in [(Probed::Home, ""), (Probed::Column(column), "xzxx")] {
        assert_eq!(probed.code(), code);
        assert_eq!(Probed::from_code(code), Some(probed));
    }
    assert_eq!(Probed::from_code("No Code"), None);
}
