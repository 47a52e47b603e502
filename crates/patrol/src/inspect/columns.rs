//! Blank columns and columns that are not kept up (单项否决 V4; 更新时效 of the plan), as a visitor sees them: by what the
//! page shows, not by what the database holds.

use std::sync::LazyLock;

use chrono::NaiveDate;
use domain::patrol::FaultKind;
use regex::Regex;

use super::{Inspection, Level};
use crate::reading::{Region, Role};

/// What pages say that have nothing to show.
static NOTHING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:本栏目|该栏目|此栏目)?(?:暂无|暂时没有|没有)(?:相关)?(?:信息|内容|数据|记录|专题|文章)[。！]?$|栏目(?:正在)?建设中|内容(?:正在)?(?:更新|整理)中|敬请期待")
        .expect("the pattern is a constant and tested")
});

static DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?<year>(?:19|20)\d{2})\s?[-/.年]\s?(?<month>\d{1,2})\s?[-/.月]\s?(?<day>\d{1,2})")
        .expect("the pattern is a constant and tested")
});

pub(super) fn inspect(page: &mut Inspection<'_>) {
    let rules = page.rules;
    let rule = page.column.as_ref().and_then(|code| rules.columns.get(code));
    let Some(rule) = rule.filter(|_| page.level == Level::Column && page.is_first_page()) else { return };
    let entries = entries(page);
    if rule.must_hold_items && is_blank(page, entries) {
        let message = format!("栏目“{}”没有任何内容", rule.name);
        page.note(FaultKind::BlankColumn, "", "", message, &shown(page));
        return;
    }
    let Some(since) = rule.fresh_since.filter(|_| entries > 0) else { return };
    let (message, passage) = match newest(page) {
        Some(day) if day < since => {
            (format!("栏目“{}”最新信息的日期是 {day}，应不早于 {since}", rule.name), format!("最新日期：{day}"))
        }
        Some(_) => return,
        // An entry without a date counts as not updated (2015 census).
        None => (format!("栏目“{}”的列表没有显示日期，视为未更新", rule.name), "列表未显示日期".to_owned()),
    };
    page.note(FaultKind::StaleColumn, "", "", message, &passage);
}

/// How many items the content of the page leads to.
fn entries(page: &Inspection<'_>) -> usize {
    let is_item = |href: &str| {
        let joined = page.url.as_ref().and_then(|url| url.join(href).ok());
        joined.is_some_and(|url| page.rules.is_inside(&url) && page.rules.is_item(url.path()))
    };
    let content = page.reading.links.iter().filter(|link| link.region == Region::Content);
    content.filter(|link| is_item(&link.href)).count()
}

fn is_blank(page: &Inspection<'_>, entries: usize) -> bool {
    let reading = page.reading;
    let says_so = reading.content().any(|block| block.role != Role::Heading && NOTHING.is_match(&block.words));
    let pictures = reading.pictures.iter().filter(|picture| picture.region == Region::Content).count();
    let words: usize =
        reading.content().filter(|block| block.role == Role::Text).map(|block| block.words.chars().count()).sum();
    let has_nothing = pictures == 0 && reading.objects == 0 && words < page.rules.limits.blank_words;
    entries == 0 && (says_so || has_nothing)
}

/// The newest day that the content shows, none of them ahead of tomorrow.
fn newest(page: &Inspection<'_>) -> Option<NaiveDate> {
    let by_attribute = page.reading.times.iter().filter_map(|time| day(time));
    let by_words = page.reading.content().filter(|block| block.role != Role::Heading);
    let by_words = by_words.flat_map(|block| DAY.captures_iter(&block.words).filter_map(|found| read(&found)));
    by_attribute.chain(by_words).filter(|day| *day <= page.today).max()
}

fn day(text: &str) -> Option<NaiveDate> {
    DAY.captures(text).and_then(|found| read(&found))
}

fn read(found: &regex::Captures<'_>) -> Option<NaiveDate> {
    let number = |name: &str| found[name].parse::<u32>().ok();
    let year = i32::try_from(number("year")?).ok()?;
    NaiveDate::from_ymd_opt(year, number("month")?, number("day")?)
}

fn shown(page: &Inspection<'_>) -> String {
    let words: Vec<&str> = page.reading.content().map(|block| block.words.as_str()).collect();
    words.join(" ")
}
