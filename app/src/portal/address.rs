//! Where things are: addresses of columns and items, and which columns readers see at all.

pub(super) use domain::web::host;
use domain::{
    id::ItemCode,
    plan::{Column, ColumnCode, ColumnKind, Plan, Site},
};

use crate::ui::pager::encode;

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
        match (column.kind, link(column)) {
            (ColumnKind::Link, Some(address)) => Self::of_address(address, site),
            (ColumnKind::Function, _) if is_sitemap(column) => inside("/sitemap".into()),
            _ => inside(column_page(&column.code)),
        }
    }

    /// Where `address` leads: through the leave-site notice, unless it belongs to a government.
    pub(super) fn of_address(address: &str, site: &Site) -> Self {
        if address.starts_with('/') && !address.starts_with("//") {
            return Self { href: address.to_owned(), outside: false };
        }
        let href =
            if is_government(address, site) { address.to_owned() } else { format!("/leave?to={}", encode(address)) };
        Self { href, outside: true }
    }
}

/// The address that the plan gives a column.
pub(super) fn link(column: &Column) -> Option<&str> {
    column.row.as_ref().and_then(|row| row.link.as_deref()).filter(|link| !link.is_empty())
}

/// Whether `address` is one of the county's own or another government's (地址链接 rules of the 发展指引: all others
/// are announced before they open).
pub(super) fn is_government(address: &str, site: &Site) -> bool {
    domain::web::is_government(address, &site.domain)
}

/// The leave-site notice before `address`, when it is one of the web and no government's.
pub(super) fn through_notice(address: &str, site: &Site) -> Option<String> {
    let foreign = host(address).is_some() && !is_government(address, site);
    foreign.then(|| Target::of_address(address, site).href)
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
pub(super) fn is_current(column: &Column) -> bool {
    is_visible(column) && column.retired_on.is_none()
}

/// Whether the column stands in menus and leads to something there.
pub(super) fn is_in_menus(plan: &Plan, column: &Column) -> bool {
    is_current(column) && !is_hollow(plan, column)
}

/// The children of `parent` that stand in menus.
pub(super) fn entries<'a>(plan: &'a Plan, parent: &'a ColumnCode) -> impl Iterator<Item = &'a Column> {
    plan.children(parent).filter(|column| is_in_menus(plan, column))
}

/// The children that the page of `place` shows: those of its menu; below one that is kept for old items, what is kept
/// with it.
pub(super) fn shown_below<'a>(plan: &'a Plan, place: &'a Column) -> Vec<&'a Column> {
    if place.retired_on.is_some() {
        plan.children(&place.code).filter(|column| is_visible(column)).collect()
    } else {
        entries(plan, &place.code).collect()
    }
}

/// A group with nothing in it that readers could see.
fn is_hollow(plan: &Plan, column: &Column) -> bool {
    column.kind == ColumnKind::Group && entries(plan, &column.code).next().is_none()
}

/// The column whose items `column` shows: its own, or for a mirror those of its target.
pub(super) fn item_column(column: &Column) -> Option<&ColumnCode> {
    match column.kind {
        ColumnKind::Mirror => column.row.as_ref().and_then(|row| row.mirrors.as_ref()),
        kind => kind.holds_items().then_some(&column.code),
    }
}

/// The columns with items of their own at or below `column`.
pub(super) fn item_columns(plan: &Plan, column: &Column) -> Vec<ColumnCode> {
    let own = item_column(column).filter(|code| **code == column.code).cloned();
    let below = entries(plan, &column.code).flat_map(|child| item_columns(plan, child));
    own.into_iter().chain(below).collect()
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
    fn a_foreign_address_goes_through_the_notice() {
        let target = Target::of_address("https://www.nntv.cn/a?b=1&c=2", &site());
        assert_eq!(target.href, "/leave?to=https%3A%2F%2Fwww.nntv.cn%2Fa%3Fb%3D1%26c%3D2");
        assert!(target.outside);
        assert_eq!(Target::of_address("/c/tzgg", &site()), Target { href: "/c/tzgg".into(), outside: false });
    }
}
