//! Links that lead nowhere, links with nothing to press, and links to sites of no government that open without a notice (发展指引,
//! 地址链接). Whether the others open is found out by the round.

use domain::{patrol::FaultKind, web};

use super::Inspection;

pub(super) fn inspect(page: &mut Inspection<'_>) {
    let reading = page.reading;
    for link in reading.links.iter().filter(|link| !link.is_hidden) {
        let words = link.words.trim();
        if leads_nowhere(&link.href) {
            let message = "链接没有地址，点击后无反应".to_owned();
            page.note(FaultKind::EmptyLink, "", words, message, words);
            continue;
        }
        let target = page.resolved(&link.href);
        if words.is_empty() {
            let message = "链接没有文字，无法点击，读屏软件也读不出".to_owned();
            page.note(FaultKind::EmptyLink, &target, "", message, &link.href);
        }
        if is_unannounced(page, &target) {
            let host = web::host(&target).unwrap_or_default();
            let message = format!("链接指向非政府网站 {host}，点击后没有离站提示");
            page.note(FaultKind::UnannouncedLink, &target, "", message, words);
        }
    }
}

fn leads_nowhere(href: &str) -> bool {
    let href = href.trim().to_ascii_lowercase();
    matches!(href.as_str(), "" | "#" | "about:blank" | "http://" | "https://") || href.starts_with("javascript:")
}

/// Whether the way to `target` leaves the governments' sites from this very page. The page of the notice is there for that.
fn is_unannounced(page: &Inspection<'_>, target: &str) -> bool {
    let rules = page.rules;
    let is_notice = page.url.as_ref().is_some_and(|url| url.path() == rules.paths.leave.0);
    let Some(url) = url::Url::parse(target).ok().filter(|url| matches!(url.scheme(), "http" | "https")) else {
        return false;
    };
    let host = url.host_str().unwrap_or_default();
    let needs_none = rules.also_called.iter().chain(&rules.without_notice).map(String::as_str);
    let is_own = rules.home.host_str().into_iter().chain(needs_none).any(|known| known == host);
    !is_notice && !is_own && !web::is_government(url.as_str(), "")
}
