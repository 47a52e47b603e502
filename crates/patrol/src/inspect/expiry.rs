//! Notices and topics whose last day has passed. A notice counts by the end that it states itself; a topic by the end that
//! its unit has promised, unless it is marked as archived (发展指引, 归档).

use std::sync::LazyLock;

use chrono::NaiveDate;
use domain::patrol::{FaultKind, plain_address};
use regex::Regex;

use super::Inspection;
use crate::reading::Region;

/// A date, with what makes it an end before it or after it. 截至 does not: it says as of which day something was counted.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        (?: 截至\s? | (?<before>(?:截止|截止日期|截止时间|有效期至|延长至|延续至|展期至|报名至|征集至|至|到|[—–~～]|--)\s?(?:为|是|：|:)?\s?) )?
        (?:(?<year>(?:19|20)\d{2})\s?[-/.年]\s?)?(?<month>\d{1,2})\s?[-/.月]\s?(?<day>\d{1,2})\s?[日号]?
        (?<after>(?:\s?\d{1,2}[:：时]\d{0,2}分?)?\s?(?:前|以前|止|为止|截止|结束|到期|失效))?",
    )
    .expect("the pattern is a constant and tested")
});

pub(super) fn inspect(page: &mut Inspection<'_>) {
    let (reading, today) = (page.reading, page.today);
    // What says itself that it is over misleads nobody.
    let says_so = |words: &str| ["已结束", "已截止", "已过期", "已失效"].iter().any(|over| words.contains(over));
    let notices = reading.blocks.iter().filter(|block| block.region == Region::Notice);
    for block in notices.filter(|block| !says_so(&block.words)) {
        if let Some(end) = stated_end(&block.words).filter(|end| *end < today) {
            let message = format!("通知已于 {end} 到期，仍在页面展示，请撤下");
            page.note(FaultKind::ExpiredNotice, "", &block.words, message, &block.words);
        }
    }
    let end = page.rules.topic_ends.get(&plain_address(&page.page.address)).copied();
    if let Some(end) = end.filter(|end| *end < today) {
        let is_archived = reading.blocks.iter().any(|block| block.words.contains("已归档"));
        if !is_archived {
            let title = reading.tag("ArticleTitle").unwrap_or_default().to_owned();
            let message = format!("专题已于 {end} 到期，请归档或延期");
            page.note(FaultKind::ExpiredTopic, "", "", message, &title);
        }
    }
}

/// The last day that a notice names as its end. A day without a year is of the year named before it.
fn stated_end(words: &str) -> Option<NaiveDate> {
    let mut year = None;
    let mut ends = Vec::new();
    for found in DATE.captures_iter(words) {
        let number = |name: &str| found.name(name).and_then(|part| part.as_str().parse::<u32>().ok());
        year = number("year").and_then(|year| i32::try_from(year).ok()).or(year);
        let (Some(year), Some(month), Some(day)) = (year, number("month"), number("day")) else { continue };
        if found.name("before").is_some() || found.name("after").is_some() {
            ends.extend(NaiveDate::from_ymd_opt(year, month, day));
        }
    }
    ends.into_iter().max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_is_what_a_notice_calls_one() {
        for (words, end) in [
            ("2026年5月1日至5月5日放假调休", Some("2026-05-05")),
            ("报名截止时间：2026-06-30", Some("2026-06-30")),
            ("有效期至2026年7月1日", Some("2026-07-01")),
            ("请于2026年8月31日前提交材料", Some("2026-08-31")),
            ("停水通知：2026年8月1日22:00至2026年8月2日6:00", Some("2026-08-02")),
            ("征求意见2026.3.1—2026.3.31", Some("2026-03-31")),
            ("本规定自2020年1月1日起施行", None),
            ("截至2026年6月30日，全县已接种三万人", None),
            ("2019年10月1日成立七十周年", None),
            ("请于12月31日前提交", None),
            ("右江水位上涨", None),
        ] {
            assert_eq!(stated_end(words).map(|day| day.to_string()).as_deref(), end, "{words}");
        }
    }
}
