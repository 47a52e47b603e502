//! Policy documents without their interpretation (解读关联, 国办秘函〔2019〕19号: each lacks the link, −1 each). The check
//! samples documents of the last half year.

use domain::{
    kind::Validity,
    patrol::{FaultKind, plain_address},
    time::china_date,
};

use super::{Inspection, Level, tags::publication};
use crate::reading::Region;

/// How interpretations are called: in words, as a picture, as a film.
const NAMES: [&str; 4] = ["解读", "图解", "读懂", "政策问答"];

pub(super) fn inspect(page: &mut Inspection<'_>) {
    let rules = page.rules;
    let rule = page.column.as_ref().and_then(|code| rules.columns.get(code));
    let is_meant = page.level == Level::Item
        && rule.is_some_and(|rule| rule.needs_interpretation)
        && !rules.needs_none.contains(&plain_address(&page.page.address));
    let Some(published) = page.reading.tag("PubDate").and_then(publication).filter(|_| is_meant) else { return };
    let title = page.reading.tag("ArticleTitle").unwrap_or_default().to_owned();
    let age = (page.today - china_date(published)).num_days();
    if is_over(page, &title) || age > rules.limits.interpretation_days || leads_to_interpretation(page) {
        return;
    }
    let message = "政策文件没有关联解读，请发布解读并与文件相互链接".to_owned();
    page.note(FaultKind::MissingInterpretation, "", "", message, &title);
}

/// Whether nothing of the document holds any more, by its title or by its attributes above the text. What no longer holds needs
/// no explanation; what holds in part does.
fn is_over(page: &Inspection<'_>, title: &str) -> bool {
    let in_title = title.replace(Validity::PartlyExpired.label(), "");
    let mut cells = page.reading.content().map(|block| block.words.trim());
    let validity = cells.find(|words| *words == "有效性").and_then(|_| cells.next());
    ["废止", "失效"].iter().any(|word| in_title.contains(word))
        || Validity::ALL.iter().any(|state| state.is_over() && validity == Some(state.label()))
}

/// Whether the content leads to an item that is an interpretation by its own words or by the heading above it. The column
/// of interpretations in a menu is none.
fn leads_to_interpretation(page: &Inspection<'_>) -> bool {
    let own = page.url.as_ref().map(url::Url::path);
    page.reading.links.iter().filter(|link| link.region == Region::Content).any(|link| {
        let says_so =
            [&link.words, &link.heading].into_iter().any(|words| NAMES.iter().any(|name| words.contains(name)));
        let url = page.url.as_ref().and_then(|url| url.join(&link.href).ok());
        says_so
            && url.is_some_and(|url| {
                let is_inside = page.rules.is_inside(&url);
                let is_item = page.rules.is_item(url.path()) && Some(url.path()) != own;
                is_item || (!is_inside && matches!(url.scheme(), "http" | "https"))
            })
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use domain::plan::ColumnCode;

    use super::*;
    use crate::{ColumnRule, Page, Rules, inspect_page};

    const NEEDS_NONE: &str = "https://www.lax.gov.cn/a/wu23xuyc";

    /// Whether the page of a fresh document without any interpretation is a finding.
    fn is_found(address: &str) -> bool {
        let mut rules = Rules::of_site("https://www.lax.gov.cn/");
        let rule = ColumnRule { name: "文件资料".into(), needs_interpretation: true, ..ColumnRule::default() };
        rules.columns.insert(ColumnCode::parse("wjzl").expect("a code"), rule);
        rules.needs_none.insert(NEEDS_NONE.into());
        let html = "<html><head><meta name='ArticleTitle' content='关于值班安排的通知'>\
                    <meta name='ColumnName' content='文件资料'><meta name='PubDate' content='2026-11-20 10:00'></head>\
                    <body><main><p>现印发给你们。</p></main></body></html>";
        let at = domain::time::parse_minute("2026-11-26 09:00").expect("a minute");
        let page = Page::new(address, 200, html.into(), Duration::ZERO, at);
        inspect_page(&page, &rules).iter().any(|one| one.fingerprint.kind == FaultKind::MissingInterpretation)
    }

    #[test]
    fn a_document_whose_author_needs_no_interpretation_is_passed_over() {
        assert!(!is_found(NEEDS_NONE));
        assert!(is_found("https://www.lax.gov.cn/a/xu23yaoj"));
    }
}
