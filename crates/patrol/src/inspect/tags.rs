//! Page tags (网页标签, 发展指引; `domain.md` §1.5): site labels on every page, column labels on the pages of columns and
//! items, article labels on those of items.

use std::sync::LazyLock;

use chrono::TimeDelta;
use domain::{patrol::FaultKind, time};
use regex::Regex;

use super::{Inspection, Level};

const OF_SITE: [&str; 3] = ["SiteName", "SiteDomain", "SiteIDCode"];
const OF_COLUMN: [&str; 4] = ["ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"];
const OF_ITEM: [&str; 3] = ["ArticleTitle", "PubDate", "ContentSource"];

/// 网站标识码: ten letters and digits.
static SITE_CODE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[0-9A-Za-z]{10}$").expect("the pattern is a constant and tested"));

pub(super) fn inspect(page: &mut Inspection<'_>) {
    let is_there = |name: &&str| page.reading.tag(name).is_none();
    let mut missing: Vec<&str> = OF_SITE.into_iter().filter(is_there).collect();
    if page.level != Level::Site {
        missing.extend(OF_COLUMN.into_iter().filter(is_there));
    }
    if page.level == Level::Item {
        missing.extend(OF_ITEM.into_iter().filter(is_there));
    }
    for name in missing {
        let message = format!("网页缺少标签 {name}，或内容为空");
        page.note(FaultKind::MissingPageTag, "", name, message, &format!("<meta name=\"{name}\">"));
    }
    forms(page);
}

fn forms(page: &mut Inspection<'_>) {
    let reading = page.reading;
    let mut wrong = Vec::new();
    if let Some(code) = reading.tag("SiteIDCode") {
        let expected = &page.rules.site_code;
        if !SITE_CODE.is_match(code) || !(expected.is_empty() || code == expected) {
            wrong.push(("SiteIDCode", code, "应为 10 位网站标识码".to_owned()));
        }
    }
    if let Some(name) = reading.tag("SiteName") {
        let expected = &page.rules.site_name;
        if !(expected.is_empty() || name == expected) {
            wrong.push(("SiteName", name, format!("应为“{expected}”")));
        }
    }
    if let Some(date) = reading.tag("PubDate") {
        match publication(date) {
            None => wrong.push(("PubDate", date, "应为“YYYY-MM-DD HH:MM”".to_owned())),
            // A date ahead of now is forged (单项否决 V1), unless a clock is a little fast.
            Some(at) if at > page.page.at + TimeDelta::hours(1) => {
                wrong.push(("PubDate", date, "发布日期晚于巡查时间".to_owned()));
            }
            Some(_) => {}
        }
    }
    for (name, content, message) in wrong {
        page.note(
            FaultKind::MalformedPageTag,
            "",
            name,
            format!("标签 {name} 的内容不规范：{message}"),
            &format!("<meta name=\"{name}\" content=\"{content}\">"),
        );
    }
}

/// `2018-10-30 09:05`, with seconds or without.
pub(super) fn publication(text: &str) -> Option<chrono::DateTime<chrono::Utc>> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?<minute>\d{4}-\d{2}-\d{2} \d{2}:\d{2})(?::\d{2})?$")
            .expect("the pattern is a constant and tested")
    });
    time::parse_minute(&FORM.captures(text)?["minute"])
}
