//! Local time of the county.

use chrono::{DateTime, TimeDelta, Utc};
use domain::time::{CHINA, china_date, minute, parse_minute, relative};
use proptest::prelude::*;

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().expect("the times of these tests are valid")
}

#[test]
fn the_day_turns_at_midnight_in_china() {
    for (at, day) in [
        ("2026-11-23T15:59:59Z", "2026-11-23"),
        ("2026-11-23T16:00:00Z", "2026-11-24"),
        ("2026-12-31T16:00:00Z", "2027-01-01"),
        ("2024-02-28T16:00:00Z", "2024-02-29"),
    ] {
        assert_eq!(china_date(utc(at)).to_string(), day, "{at}");
    }
}

#[test]
fn minutes_are_shown_in_china_time() {
    assert_eq!(minute(utc("2018-10-30T01:05:59Z")), "2018-10-30 09:05");
    assert_eq!(minute(utc("2018-12-31T16:00:00Z")), "2019-01-01 00:00");
}

#[test]
fn minutes_are_read_as_china_time() {
    for (text, at) in [
        ("2018-10-30T09:05", Some("2018-10-30T01:05:00Z")),
        ("2018-10-30 09:05", Some("2018-10-30T01:05:00Z")),
        ("  2018-10-30 00:00 ", Some("2018-10-29T16:00:00Z")),
        ("2018-10-30", None),
        ("2018-10-30T25:00", None),
        ("2018-02-29 09:00", None),
        ("2018-10-30T09:05:30", None),
        ("明天", None),
        ("", None),
    ] {
        assert_eq!(parse_minute(text), at.map(utc), "{text}");
    }
}

#[test]
fn how_long_ago() {
    let now = utc("2026-11-24T02:00:00Z"); // 10:00 in China
    for (at, words) in [
        ("2026-11-24T02:00:00Z", "刚刚"),
        ("2026-11-24T01:59:01Z", "刚刚"),
        ("2026-11-24T01:59:00Z", "1 分钟前"),
        ("2026-11-24T01:00:01Z", "59 分钟前"),
        ("2026-11-24T01:00:00Z", "1 小时前"),
        ("2026-11-23T16:00:00Z", "10 小时前"),
        // Eleven hours, but the day before.
        ("2026-11-23T15:00:00Z", "昨天"),
        ("2026-11-22T16:00:00Z", "昨天"),
        ("2026-11-22T15:59:59Z", "2 天前"),
        ("2026-10-25T02:00:00Z", "30 天前"),
        ("2026-10-24T02:00:00Z", "2026-10-24"),
        ("2019-01-01T00:00:00Z", "2019-01-01"),
    ] {
        assert_eq!(relative(utc(at), now), words, "{at}");
    }
}

/// Shortly after midnight an hour ago is yesterday, but minutes stay minutes.
#[test]
fn minutes_count_across_midnight() {
    let now = utc("2026-11-23T16:10:00Z"); // 00:10 in China
    assert_eq!(relative(utc("2026-11-23T15:50:00Z"), now), "20 分钟前");
    assert_eq!(relative(utc("2026-11-23T15:05:00Z"), now), "昨天");
}

/// A time ahead, as a schedule has, is no time ago: it is shown as its date.
#[test]
fn the_future_is_a_date() {
    let now = utc("2026-11-24T02:00:00Z");
    assert_eq!(relative(now + TimeDelta::days(2), now), "2026-11-26");
    assert_eq!(relative(now + TimeDelta::minutes(5), now), "2026-11-24");
}

proptest! {
    #[test]
    fn what_is_shown_can_be_read(seconds in 0i64..4_000_000_000) {
        let at = DateTime::from_timestamp(seconds / 60 * 60, 0).expect("within the calendar");
        prop_assert_eq!(parse_minute(&minute(at)), Some(at));
        prop_assert_eq!(at.with_timezone(&CHINA).date_naive(), china_date(at));
    }
}
