//! Lists that are written one entry a line: items by code or address, milestones, links.

use chrono::NaiveDate;
use domain::{
    id::ItemCode,
    topic::{Milestone, QuickLink},
};

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// Codes, or addresses that end in one (`https://…/a/23456789`). The error names the first line that is neither.
pub(super) fn items(text: &str) -> Result<Vec<ItemCode>, String> {
    lines(text)
        .map(|line| {
            let path = line.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
            let code = path.rsplit('/').next().unwrap_or_default();
            ItemCode::parse(code).ok_or_else(|| format!("“{line}”不是信息的代码或网址"))
        })
        .collect()
}

pub(super) fn items_text(items: &[ItemCode]) -> String {
    items.iter().map(ItemCode::as_str).collect::<Vec<_>>().join("\n")
}

/// `2026-10-01 开工`.
pub(super) fn milestones(text: &str) -> Result<Vec<Milestone>, String> {
    lines(text)
        .map(|line| {
            let (day, words) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            let on: NaiveDate = day.parse().map_err(|_| format!("“{line}”须以日期开头，如 2026-10-01 开工"))?;
            Ok(Milestone { on, text: words.trim().to_owned() })
        })
        .collect()
}

pub(super) fn milestones_text(milestones: &[Milestone]) -> String {
    milestones.iter().map(|one| format!("{} {}", one.on, one.text)).collect::<Vec<_>>().join("\n")
}

/// `教育培训 /c/jypx`: the last word is the address. A line without one is kept as a name that still lacks it.
pub(super) fn links(text: &str) -> Vec<QuickLink> {
    let link = |line: &str| {
        let (label, address) = line.rsplit_once(char::is_whitespace).unwrap_or((line, ""));
        QuickLink { label: label.trim().to_owned(), address: address.to_owned() }
    };
    lines(text).map(link).collect()
}

pub(super) fn links_text(links: &[QuickLink]) -> String {
    let lines = links.iter().map(|link| format!("{} {}", link.label, link.address).trim_end().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_named_by_code_or_address() {
        let found = items("23456789\n\n https://www.lax.gov.cn/a/bcdfghjk?from=1 ").expect("two items");
        assert_eq!(items_text(&found), "23456789\nbcdfghjk");
        assert_eq!(items("23456789\n/c/tzgg"), Err("“/c/tzgg”不是信息的代码或网址".to_owned()));
    }

    #[test]
    fn milestones_begin_with_a_day() {
        let text = "2026-10-01 开工\n2026-12-30 完工 验收";
        assert_eq!(milestones_text(&milestones(text).expect("two days")), text);
        assert!(milestones("十月一日 开工").is_err());
    }

    #[test]
    fn a_link_ends_with_its_address() {
        let text = "教育 培训 /c/jypx\n国务院 https://www.gov.cn/";
        let found = links(text);
        assert_eq!((found[0].label.as_str(), found[0].address.as_str()), ("教育 培训", "/c/jypx"));
        assert_eq!(links_text(&found), text);
        assert_eq!(links("只有名称")[0], QuickLink { label: "只有名称".into(), address: String::new() });
    }
}
