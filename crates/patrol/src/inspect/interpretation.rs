//! Policy documents without their interpretation (解读关联, 国办秘函〔2019〕19号: each lacks the link, −1 each). The check
//! samples documents of the last half year.

use domain::{kind::Validity, patrol::FaultKind, time::china_date};

use super::{Inspection, Level, tags::publication};
use crate::reading::Region;

/// How interpretations are called: in words, as a picture, as a film.
const NAMES: [&str; 4] = ["解读", "图解", "读懂", "政策问答"];

pub(super) fn inspect(page: &mut Inspection<'_>) {
    let rules = page.rules;
    let rule = page.column.as_ref().and_then(|code| rules.columns.get(code));
    let is_meant = page.level == Level::Item && rule.is_some_and(|rule| rule.needs_interpretation);
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
