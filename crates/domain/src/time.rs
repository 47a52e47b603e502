//! Local time of the county. China has one time zone and no summer time, so the offset is a constant.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, TimeZone, Timelike, Utc};

/// UTC+8, the legal time of China.
pub const CHINA: FixedOffset = match FixedOffset::east_opt(8 * 3600) {
    Some(offset) => offset,
    None => panic!("eight hours are a valid offset"),
};

/// The calendar day in China at `at`.
pub fn china_date(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&CHINA).date_naive()
}

/// The first moment of `day` in China; of a day before all that can be counted, the first of these.
pub fn start_of_day(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).checked_sub_offset(CHINA).map_or(DateTime::<Utc>::MIN_UTC, |at| at.and_utc())
}

/// `2027年1月1日`: a day in a sentence.
pub(crate) fn in_words(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// `2018-10-30 09:05`: the form that every public page shows (发展指引 附件2).
pub fn minute(at: DateTime<Utc>) -> String {
    let at = at.with_timezone(&CHINA);
    format!("{} {:02}:{:02}", at.date_naive(), at.hour(), at.minute())
}

/// Reads `2018-10-30T09:05` or `2018-10-30 09:05` as China time.
pub fn parse_minute(text: &str) -> Option<DateTime<Utc>> {
    // Without chrono's format strings, whose interpreter would be in the desk's wasm for this alone.
    let naive: chrono::NaiveDateTime = format!("{}:00", text.trim().replace(' ', "T")).parse().ok()?;
    CHINA.from_local_datetime(&naive).single().map(|at| at.with_timezone(&Utc))
}

/// How long ago in a clerk's words: `刚刚`, `5 分钟前`, `3 小时前`, `昨天`, `6 天前`; older is the date.
pub fn relative(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let seconds = (now - at).num_seconds();
    let days = (china_date(now) - china_date(at)).num_days();
    match (seconds, days) {
        (..60, _) if seconds >= 0 => "刚刚".into(),
        (60..3600, _) => format!("{} 分钟前", seconds / 60),
        (3600.., 0) => format!("{} 小时前", seconds / 3600),
        (_, 1) => "昨天".into(),
        (_, 2..=30) => format!("{days} 天前"),
        _ => china_date(at).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_comes_back() {
        for text in ["2018-10-30T09:05", "2018-10-30 09:05", " 2018-01-01 00:00 "] {
            let at = parse_minute(text).expect("a minute of the county");
            assert_eq!(minute(at), text.trim().replace('T', " "));
        }
    }

    #[test]
    fn a_day_begins_at_midnight_in_china() {
        for day in ["2018-10-30", "2024-02-29", "2026-01-01"] {
            let day: NaiveDate = day.parse().expect("a day");
            assert_eq!(minute(start_of_day(day)), format!("{day} 00:00"));
        }
        assert_eq!(start_of_day(NaiveDate::MIN), DateTime::<Utc>::MIN_UTC);
    }

    #[test]
    fn anything_but_a_minute_is_refused() {
        for text in ["", "2018-10-30", "2018-10-30 09:05:30", "2018-02-30 09:05", "09:05"] {
            assert_eq!(parse_minute(text), None, "{text}");
        }
    }

    #[test]
    fn the_past_reads_as_clerks_say_it() {
        let now = parse_minute("2026-03-02 08:00").expect("a minute");
        for (then, words) in [
            ("2026-03-02 07:55", "5 分钟前"),
            ("2026-03-02 05:00", "3 小时前"),
            ("2026-03-01 07:00", "昨天"),
            ("2026-02-24 08:00", "6 天前"),
            ("2025-12-31 08:00", "2025-12-31"),
        ] {
            let then = parse_minute(then).expect("a minute");
            assert_eq!(relative(then, now), words);
        }
    }
}
