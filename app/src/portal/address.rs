//! Where things are: addresses of columns and items, and which columns readers see at all.

pub(super) use domain::web::host;
use domain::{
    id::ItemCode,
    plan::{Column, ColumnCode, ColumnKind, InForce, Site},
};
use leptos::prelude::expect_context;
use url::Url;

use crate::ui::pager::encode;

/// `path` as an address of the whole web. While the county has not set one that the public can reach, the path itself:
/// it is right wherever the page is read.
pub(super) fn whole(path: &str) -> String {
    let cms = expect_context::<cms::Cms>();
    let settings = cms.settings();
    if settings.is_reachable() { format!("{}{path}", settings.public_address) } else { path.to_owned() }
}

/// Where feed readers find what is new at a place of the site: as RSS and as Atom.
pub(super) fn feeds(page: &str) -> [String; 2] {
    let page = page.trim_end_matches('/');
    [format!("{page}/feed.xml"), format!("{page}/atom.xml")]
}

/// The page of an item.
pub(super) fn item(code: &ItemCode) -> String {
    format!("/a/{code}")
}

/// The page of a special topic.
pub(super) fn topic(code: &ItemCode) -> String {
    format!("/t/{code}")
}

/// The page of an item as a code to scan.
pub(super) fn qr_code(code: &ItemCode) -> String {
    format!("{}/qr.svg", item(code))
}

/// The page of an item's structured table; with an extension behind it, its download.
pub(super) fn register(code: &ItemCode) -> String {
    format!("{}/register", item(code))
}

/// 我要纠错 of an item.
pub(super) fn item_report(code: &ItemCode) -> String {
    format!("{}/report", item(code))
}

/// Where 有用 and 无用 go.
pub(super) fn item_vote(code: &ItemCode) -> String {
    format!("{}/vote", item(code))
}

/// Where the script says that an item was read.
pub(super) fn item_view(code: &ItemCode) -> String {
    format!("{}/view", item(code))
}

/// The same for browsers without script, which fetch pictures.
pub(super) fn item_view_picture(code: &ItemCode) -> String {
    format!("{}/view.gif", item(code))
}

/// 意见建议 of a list.
pub(super) fn column_report(code: &ColumnCode) -> String {
    format!("{}/report", column_page(code))
}

/// The page of a channel, group or column.
pub(super) fn column_page(code: &ColumnCode) -> String {
    format!("/c/{code}")
}

/// Where a column's name leads, and whether that is outside the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) href: String,
    pub(super) outside: bool,
}

impl Target {
    /// Where the name of `column` leads in one tap: a link column to its address, the site map to the site map.
    pub(super) fn of(column: &Column, site: &Site) -> Self {
        let inside = |href: String| Self { href, outside: false };
        match (column.kind, column.link()) {
            (ColumnKind::Link, Some(address)) => Self::of_address(address, site),
            (ColumnKind::Function, _) if is_sitemap(column) => inside("/sitemap".into()),
            _ => inside(column_page(&column.code)),
        }
    }

    /// Where `address` leads: through the leave-site notice, unless it belongs to a government.
    pub(super) fn of_address(address: &str, site: &Site) -> Self {
        if is_path(address) {
            return Self { href: address.to_owned(), outside: false };
        }
        let href =
            if is_government(address, site) { address.to_owned() } else { format!("/leave?to={}", encode(address)) };
        Self { href, outside: true }
    }
}

/// Whether `address` stays on this site whatever it says: `//host` and `/\host` are other sites'.
fn is_path(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//") && !address.contains('\\')
}

/// Whether `address` is one of the county's own or another government's (地址链接 rules of the 发展指引: all others
/// are announced before they open).
pub(super) fn is_government(address: &str, site: &Site) -> bool {
    domain::web::is_government(address, &site.domain)
}

/// A web address, as browsers read it, that says plainly where it leads. `None` for everything else, and for addresses
/// that hide their host behind a name (`https://www.gov.cn@evil.example/`).
pub(super) fn outside(address: &str) -> Option<Url> {
    web(address).filter(|url| url.username().is_empty() && url.password().is_none())
}

/// Whether a link of a text leads to another site that is no government's: the leave-site notice comes first.
pub(super) fn is_foreign(address: &str, site: &Site) -> bool {
    (web(address).is_some() || address.trim_start().starts_with("//")) && !is_government(address, site)
}

/// `HTTPS:evil.example` is one too: what counts is what a browser makes of it.
fn web(address: &str) -> Option<Url> {
    Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

/// The leave-site notice before `address`, when it leads to another site that is no government's.
pub(super) fn through_notice(address: &str, site: &Site) -> Option<String> {
    is_foreign(address, site).then(|| Target::of_address(address, site).href)
}

fn is_sitemap(column: &Column) -> bool {
    column.name.contains("站点地图")
}

/// Whether readers see the column at all. Functions that this version does not offer leave no dead buttons.
pub(super) fn is_visible(column: &Column) -> bool {
    match column.kind {
        ColumnKind::Function => is_sitemap(column),
        _ => true,
    }
}

/// Whether the column stands in menus: visible, and not kept for its old items only.
pub(super) fn is_current(plan: &InForce, column: &Column) -> bool {
    is_visible(column) && !column.is_history_on(plan.on)
}

/// Whether the column stands in menus and leads to something there.
pub(super) fn is_in_menus(plan: &InForce, column: &Column) -> bool {
    is_current(plan, column) && !is_hollow(plan, column)
}

/// The children of `parent` that stand in menus.
pub(super) fn entries<'a>(plan: &'a InForce, parent: &'a ColumnCode) -> impl Iterator<Item = &'a Column> {
    plan.plan.children(parent).filter(|column| is_in_menus(plan, column))
}

/// The children that the page of `place` shows: those of its menu; below one that is kept for old items, what is kept
/// with it.
pub(super) fn shown_below<'a>(plan: &'a InForce, place: &'a Column) -> Vec<&'a Column> {
    if place.is_history_on(plan.on) {
        plan.plan.children(&place.code).filter(|column| is_visible(column)).collect()
    } else {
        entries(plan, &place.code).collect()
    }
}

/// A group with nothing in it that readers could see.
fn is_hollow(plan: &InForce, column: &Column) -> bool {
    column.kind == ColumnKind::Group && entries(plan, &column.code).next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        Site { domain: "longan.example".into(), ..Site::default() }
    }

    #[test]
    fn governments_and_the_county_need_no_notice() {
        for address in ["https://www.gov.cn/zhengce", "http://gov.cn", "https://longan.example:8443/x"] {
            assert!(is_government(address, &site()), "{address}");
        }
    }

    #[test]
    fn no_address_can_pass_for_a_government_s() {
        for address in [
            "https://www.gov.cn.evil.example/",
            "https://evilgov.cn/",
            "https://www.gov.cn@evil.example/",
            "https://evil.example\\.gov.cn/",
            "https://evil.example#.gov.cn",
            "https://evil.example%2f.gov.cn",
            "javascript:alert(1)",
            "//www.gov.cn/",
        ] {
            assert!(!is_government(address, &site()), "{address}");
        }
    }

    #[test]
    fn no_spelling_of_a_foreign_address_avoids_the_notice() {
        for address in [
            "https://shop.example/",
            "HTTPS://SHOP.EXAMPLE",
            "https:shop.example",
            "http:/shop.example",
            "//shop.example/",
            "https://www.gov.cn@shop.example/",
            "https://shop.example\\.gov.cn/",
            "https://www.gov.cn.shop.example/",
        ] {
            assert!(is_foreign(address, &site()), "{address}");
        }
        for address in ["/c/tzgg", "#part", "mailto:a@example.com", "tel:0771-6521234", "https://www.gxzf.gov.cn/"] {
            assert!(!is_foreign(address, &site()), "{address}");
        }
        assert!(Target::of_address("/\\shop.example", &site()).href.starts_with("/leave?"), "no path of this site");
    }

    #[test]
    fn a_foreign_address_goes_through_the_notice() {
        let target = Target::of_address("https://www.nntv.cn/a?b=1&c=2", &site());
        assert_eq!(target.href, "/leave?to=https%3A%2F%2Fwww.nntv.cn%2Fa%3Fb%3D1%26c%3D2");
        assert!(target.outside);
        assert_eq!(Target::of_address("/c/tzgg", &site()), Target { href: "/c/tzgg".into(), outside: false });
    }
}
