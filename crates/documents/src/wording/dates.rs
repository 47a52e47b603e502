//! Dates that do not exist, and weekdays that are not those of their dates: forged or careless, both are asked about
//! by the national inspection.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate, Weekday};
use regex::{Captures, Regex};

use super::{WordingFinding, WordingRule};
use crate::finding::{CharPositions, Severity, fold_width};

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        (?:(?<year>\d{4})\s?年)?\s?(?<month>\d{1,2})\s?月\s?(?<day>\d{1,2})\s?[日号]
        (?:\s?[(\s,，]?\s?(?<weekday>(?:星期|周|礼拜)(?<which>[一二三四五六日天])))?",
    )
    .expect("the pattern is a constant and tested")
});

pub(super) fn find(text: &str) -> Vec<WordingFinding> {
    let folded: String = text.chars().map(fold_width).collect();
    let positions = CharPositions::of(&folded);
    DATE.captures_iter(&folded).filter_map(|date| judge(&date, &positions)).collect()
}

fn judge(date: &Captures<'_>, positions: &CharPositions) -> Option<WordingFinding> {
    let whole = date.get(0)?;
    let year: Option<i32> = date.name("year").and_then(|y| y.as_str().parse().ok());
    let month: u32 = date.name("month")?.as_str().parse().ok()?;
    let day: u32 = date.name("day")?.as_str().parse().ok()?;
    // Without a year, 29 February may be meant of a leap year.
    let Some(on) = NaiveDate::from_ymd_opt(year.unwrap_or(2000), month, day) else {
        let found = whole.as_str().to_owned();
        return Some(WordingFinding {
            rule: WordingRule::ImpossibleDate,
            severity: Severity::Block,
            span: positions.span(whole.range()),
            message: format!("日期“{found}”不存在，请更正"),
            found,
            suggestion: None,
        });
    };
    let stated = date.name("weekday")?;
    let which = date.name("which")?.as_str();
    year?;
    let right = name(on.weekday());
    if right == which || (right == "日" && which == "天") {
        return None;
    }
    let word = stated.as_str().trim_end_matches(which);
    Some(WordingFinding {
        rule: WordingRule::WrongWeekday,
        severity: Severity::Confirm,
        span: positions.span(stated.range()),
        found: stated.as_str().to_owned(),
        suggestion: Some(format!("{word}{right}")),
        message: format!("{}年{month}月{day}日是星期{right}，不是{}，请核对日期和星期", on.year(), stated.as_str()),
    })
}

fn name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "一",
        Weekday::Tue => "二",
        Weekday::Wed => "三",
        Weekday::Thu => "四",
        Weekday::Fri => "五",
        Weekday::Sat => "六",
        Weekday::Sun => "日",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(text: &str) -> Vec<(WordingRule, String)> {
        find(text).into_iter().map(|f| (f.rule, f.found)).collect()
    }

    #[test]
    fn a_wrong_weekday_is_found_and_put_right() {
        let found = find("定于2024年5月1日（星期五）上午召开");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].rule, WordingRule::WrongWeekday);
        assert_eq!(found[0].suggestion.as_deref(), Some("星期三"));
        assert_eq!((found[0].span.start, found[0].span.end), (12, 15));
        assert_eq!(find("２０２４年５月１日(周五)")[0].suggestion.as_deref(), Some("周三"));
    }

    #[test]
    fn right_weekdays_and_undated_ones_pass() {
        for text in [
            "2024年5月1日（星期三）",
            "2024年5月5日星期天",
            "2024年5月5日 周日",
            "5月1日（星期五）",
            "2024年5月1日，五一",
        ] {
            assert_eq!(rules(text), [], "{text}");
        }
    }

    #[test]
    fn days_that_do_not_exist_block() {
        for text in ["2月30日", "2023年2月29日", "2024年13月1日", "4月31日", "2024年5月0日"] {
            assert_eq!(rules(text), [(WordingRule::ImpossibleDate, text.to_owned())], "{text}");
        }
        for text in ["2月29日", "2024年2月29日", "12月31日", "每月5日", "18个月30日内"] {
            assert_eq!(rules(text), [], "{text}");
        }
    }
}
