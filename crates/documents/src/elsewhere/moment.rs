//! Dates as lists and careless feeds write them: 2026年11月24日 09:05, 2026-11-24, [11-24].

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate, TimeDelta, TimeZone, Utc};
use domain::{
    reprint::Published,
    time::{CHINA, china_date},
};
use regex::{Captures, Regex};

use crate::finding::fold_width;

static USUAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        (?<year>\d{4}) \s*[-/.年]\s* (?<month>\d{1,2}) \s*[-/.月]\s* (?<day>\d{1,2}) \s*日?
        (?: (?:\s*|T) (?<hour>\d{1,2}) \s*[:时]\s* (?<minute>\d{1,2}) )?",
    )
    .expect("the pattern is a constant and tested")
});

/// Without a year, only where nothing else stands: `[11-24]`, `11月24日`.
static YEARLESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[\s\[(【]*(?<month>\d{1,2})\s*[-/.月]\s*(?<day>\d{1,2})\s*日?[\s\])】]*$")
        .expect("the pattern is a constant and tested")
});

/// The first date in `text`, in any usual way of writing. One without a year is of the last twelve months before
/// `today`.
pub fn find(text: &str, today: NaiveDate) -> Option<Published> {
    let text = folded(text);
    let found = USUAL.captures_iter(&text).find_map(|found| read(&found, today));
    found.or_else(|| YEARLESS.captures(&text).and_then(|found| read(&found, today)))
}

/// A pattern such as `YYYY年MM月DD日 hh:mm`, for lists that write dates in a way of their own.
#[derive(Debug, Clone)]
pub struct Pattern(Regex);

/// What a pattern is made of; everything else in it stands for itself.
const PARTS: [(&str, &str); 5] = [
    ("YYYY", r"(?<year>\d{4})"),
    ("MM", r"(?<month>\d{1,2})"),
    ("DD", r"(?<day>\d{1,2})"),
    ("hh", r"(?<hour>\d{1,2})"),
    ("mm", r"(?<minute>\d{1,2})"),
];

impl Pattern {
    /// `None` when month or day are missing, or a part stands twice.
    pub fn parse(text: &str) -> Option<Self> {
        let text = folded(text.trim());
        if !["MM", "DD"].into_iter().all(|part| text.contains(part)) {
            return None;
        }
        // A space stands for any white space: lists break their lines inside dates.
        let mut regex = regex::escape(&text).replace(' ', r"\s*");
        for (part, means) in PARTS {
            if regex.matches(part).count() > 1 {
                return None;
            }
            regex = regex.replace(part, means);
        }
        Regex::new(&regex).ok().map(Self)
    }

    /// The first date in `text` that is written this way.
    pub fn find(&self, text: &str, today: NaiveDate) -> Option<Published> {
        let text = folded(text);
        self.0.captures_iter(&text).find_map(|found| read(&found, today))
    }
}

fn read(found: &Captures<'_>, today: NaiveDate) -> Option<Published> {
    let number = |name: &str| found.name(name).and_then(|part| part.as_str().parse::<u32>().ok());
    let (month, day) = (number("month")?, number("day")?);
    let day = match number("year").and_then(|year| i32::try_from(year).ok()) {
        Some(year) => NaiveDate::from_ymd_opt(year, month, day)?,
        None => (0..=4)
            .filter_map(|ago| NaiveDate::from_ymd_opt(today.year() - ago, month, day))
            .find(|day| *day <= today)?,
    };
    match (number("hour"), number("minute")) {
        (Some(hour), Some(minute)) => {
            let at = CHINA.from_local_datetime(&day.and_hms_opt(hour, minute, 0)?).single()?;
            Some(Published::At(at.with_timezone(&Utc)))
        }
        _ => Some(Published::On(day)),
    }
}

/// What a feed says: in the ways of the standards, or as a Chinese program writes it.
pub(super) fn of_feed(text: &str) -> Option<Published> {
    use chrono::DateTime;
    // CST is Chinese here, whatever the standard takes it for.
    let text = text.trim().replace(" CST", " +0800");
    let standard = DateTime::parse_from_rfc3339(&text).or_else(|_| DateTime::parse_from_rfc2822(&text));
    match standard {
        Ok(at) => Some(Published::At(at.with_timezone(&Utc))),
        // With a year always: no feed leaves it out, so it does not matter what day it is.
        Err(_) => find(&text, NaiveDate::MIN),
    }
}

/// Not after now: who dates ahead is wrong, or means that day.
pub(super) fn not_ahead(published: Published, today: NaiveDate) -> Option<Published> {
    (published.day() <= today + TimeDelta::days(1)).then_some(match published {
        Published::At(at) if china_date(at) > today => Published::On(today),
        other => other,
    })
}

fn folded(text: &str) -> String {
    text.chars().map(fold_width).collect()
}

#[cfg(test)]
mod tests {
    use domain::time::parse_minute;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn shown(published: Option<Published>) -> String {
        match published {
            Some(Published::At(at)) => domain::time::minute(at),
            Some(Published::On(day)) => day.to_string(),
            None => "none".to_owned(),
        }
    }

    #[test]
    fn usual_dates_are_found_in_running_text() {
        for (text, expected) in [
            ("2026-11-24", "2026-11-24"),
            ("发布时间：2026年11月4日", "2026-11-04"),
            ("2026/1/4 9:05", "2026-01-04 09:05"),
            ("2026.11.24", "2026-11-24"),
            ("[ 2026-11-24 ]", "2026-11-24"),
            ("２０２６年１１月２４日", "2026-11-24"),
            ("2026-11-24 18:30:12", "2026-11-24 18:30"),
            ("2026-11-24T18:30", "2026-11-24 18:30"),
            ("2026年11月24日08时15分 来源：新华社", "2026-11-24 08:15"),
            ("[11-20]", "2026-11-20"),
            ("11月20日", "2026-11-20"),
            ("12-30", "2025-12-30"),
            ("2026-13-01", "none"),
            ("第11-24号", "none"),
            ("国发〔2026〕11号", "none"),
            ("2026-02-30", "none"),
            ("", "none"),
        ] {
            assert_eq!(shown(find(text, day("2026-11-24"))), expected, "{text}");
        }
    }

    #[test]
    fn a_pattern_reads_what_is_written_its_own_way() {
        for (pattern, text, expected) in [
            ("DD YYYY-MM", "24\n 2026-11", "2026-11-24"),
            ("MM月DD日", "公布于11月3日", "2026-11-03"),
            ("YYYYMMDD", "t20261124_5566.htm", "2026-11-24"),
            ("YYYY.MM.DD hh:mm", "2026.11.24 09:30", "2026-11-24 09:30"),
            ("(MM/DD)", "(11/24)", "2026-11-24"),
            ("YYYY-MM-DD", "无日期", "none"),
        ] {
            let parsed = Pattern::parse(pattern).expect("a pattern");
            assert_eq!(shown(parsed.find(text, day("2026-11-24"))), expected, "{pattern} in {text}");
        }
        for wrong in ["", "YYYY", "YYYY-MM", "MM-DD-MM"] {
            assert!(Pattern::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn feeds_write_dates_in_many_ways() {
        for (text, expected) in [
            ("Tue, 24 Nov 2026 09:05:00 +0800", "2026-11-24 09:05"),
            ("Tue, 24 Nov 2026 01:05:00 GMT", "2026-11-24 09:05"),
            ("Tue, 24 Nov 2026 09:05:00 CST", "2026-11-24 09:05"),
            ("2026-11-24T01:05:00Z", "2026-11-24 09:05"),
            ("2026-11-24T09:05:00+08:00", "2026-11-24 09:05"),
            ("2026-11-24 09:05:00", "2026-11-24 09:05"),
            ("2026-11-24", "2026-11-24"),
            ("2026年11月24日", "2026-11-24"),
            ("yesterday", "none"),
        ] {
            assert_eq!(shown(of_feed(text)), expected, "{text}");
        }
    }

    #[test]
    fn nothing_is_published_in_the_future() {
        let today = day("2026-11-24");
        let ahead = Published::At(parse_minute("2026-11-25 08:00").expect("a minute"));
        assert_eq!(not_ahead(ahead, today), Some(Published::On(today)));
        assert_eq!(not_ahead(Published::On(day("2027-01-01")), today), None);
        assert_eq!(not_ahead(Published::On(today), today), Some(Published::On(today)));
    }
}
