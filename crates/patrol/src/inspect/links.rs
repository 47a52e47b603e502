//! Links that lead nowhere, and links with nothing to press (发展指引, 地址链接: no empty links). Whether the others open is
//! found out by the round.

use domain::patrol::FaultKind;

use super::Inspection;

pub(super) fn inspect(page: &mut Inspection<'_>) {
    let reading = page.reading;
    for link in reading.links.iter().filter(|link| !link.is_hidden) {
        let words = link.words.trim();
        if leads_nowhere(&link.href) {
            let message = "链接没有地址，点击后无反应".to_owned();
            page.note(FaultKind::EmptyLink, "", words, message, words);
        } else if words.is_empty() {
            let target = page.resolved(&link.href);
            let message = "链接没有文字，无法点击，读屏软件也读不出".to_owned();
            page.note(FaultKind::EmptyLink, &target, "", message, &link.href);
        }
    }
}

fn leads_nowhere(href: &str) -> bool {
    let href = href.trim().to_ascii_lowercase();
    matches!(href.as_str(), "" | "#" | "about:blank" | "http://" | "https://") || href.starts_with("javascript:")
}
