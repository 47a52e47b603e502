//! Links inside the site: which of them would show an error page.

use domain::{id::ItemCode, plan::ColumnCode};

use crate::{Cms, Result};

/// What the portal has without a code.
const PAGES: [&str; 8] =
    ["/", "/sitemap", "/accessibility", "/report", "/leave", "/feed.xml", "/atom.xml", "/sitemap.xml"];
/// What stands below the page of an item; nothing: the page itself.
const BELOW_AN_ITEM: [&str; 6] = ["", "register", "register.csv", "register.xlsx", "report", "qr.svg"];
const BELOW_A_COLUMN: [&str; 4] = ["", "report", "feed.xml", "atom.xml"];

impl Cms {
    /// Why a link inside the site would show an error page. What stands on other sites is asked by the patrol, see
    /// `outside_links`: a program that asked them here could be made to ask anything.
    pub(crate) async fn dead_link(&self, address: &str) -> Result<Option<String>> {
        let here = address.strip_prefix(&self.settings().public_address).unwrap_or(address);
        let asked = here.split('#').next().unwrap_or_default();
        let path = asked.split('?').next().unwrap_or_default();
        if let Some((code, below)) = coded("/a/", path) {
            let code = ItemCode::parse(code).filter(|_| BELOW_AN_ITEM.contains(&below));
            let is_public = match code {
                Some(code) => self.inner.store.public_row(&code).await?.is_some(),
                None => false,
            };
            return Ok((!is_public).then(|| format!("链接“{address}”所指的信息不存在、尚未发布或已撤下")));
        }
        if let Some((code, below)) = coded("/c/", path) {
            let plan = self.plan();
            let code = ColumnCode::parse(code).filter(|_| BELOW_A_COLUMN.contains(&below));
            let exists = code.is_some_and(|code| plan.plan.column(&code).is_some());
            return Ok((!exists).then(|| format!("链接“{address}”所指的栏目不存在")));
        }
        if let Some((code, below)) = coded("/t/", path) {
            let is_public = match ItemCode::parse(code).filter(|_| below.is_empty()) {
                Some(code) => self.inner.store.public_topic(&code).await?.is_some(),
                None => false,
            };
            return Ok((!is_public).then(|| format!("链接“{address}”所指的专题不存在或尚未上线")));
        }
        if path.starts_with("/desk") {
            return Ok(Some(format!("链接“{address}”指向管理后台，公众无法打开")));
        }
        let is_page = !path.starts_with('/') || path.starts_with("/media/") || PAGES.contains(&path);
        // An address of the site before this one leads on.
        let leads = is_page || self.moved_to(asked).await?.is_some();
        Ok((!leads).then(|| format!("链接“{address}”在本网站没有对应的页面")))
    }
}

/// The code in an address, and what stands below its page.
fn coded<'a>(kind: &str, path: &'a str) -> Option<(&'a str, &'a str)> {
    let rest = path.strip_prefix(kind)?;
    Some(rest.split_once('/').unwrap_or((rest, "")))
}
