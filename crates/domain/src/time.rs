//! Local time of the county. China has one time zone and no summer time, so the offset is a constant.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeZone, Timelike, Utc};

/// UTC+8, the legal time of China.
pub const CHINA: FixedOffset = match FixedOffset::east_opt(8 * 3600) {
    Some(offset) => offset,
    None => panic!("eight hours are a valid offset"),
};

/// The calendar day in China at `at`.
pub fn china_date(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&CHINA).date_naive()
}

/// `2018-10-30 09:05`: the form that every public page shows (发展指引 附件2).
pub fn minute(at: DateTime<Utc>) -> String {
    let at = at.with_timezone(&CHINA);
    format!("{} {:02}:{:02}", at.date_naive(), at.hour(), at.minute())
}

/// Reads `2018-10-30T09:05` or `2018-10-30 09:05` as China time.
pub fn parse_minute(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim().replace('T', " ");
    let naive = chrono::NaiveDateTime::parse_from_str(&text, "%Y-%m-%d %H:%M").ok()?;
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
