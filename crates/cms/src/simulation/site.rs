//! What the patrol meets in a played county: a plain portal with what is public, and other sites that drop pages in the course
//! of the year. It stands in for the network, as the tests of `patrol` do; what is found is up to the real rules.

use std::time::Duration;

use chrono::{DateTime, Utc};
use documents::html::{SafeHtml, StoredHtml};
use domain::{
    id::ItemCode,
    plan::{Column, ColumnCode, ColumnKind},
    time,
    web::is_government,
};
use patrol::{Answer, Failure, Fetch, Method, Request};

use super::Conduct;
use crate::{Cms, Result};

/// Entries of a column's page: so many of its items the round reads.
const ENTRIES: i64 = 2;
/// 网站标识码 of a plan that has none yet.
const NO_CODE: &str = "0000000000";

pub(super) struct Site<'a> {
    pub(super) cms: Cms,
    /// Knows which pages of other sites are there.
    pub(super) elsewhere: &'a dyn Conduct,
}

impl Site<'_> {
    /// The page at a path of the portal; `None`: there is none.
    async fn page(&self, path: &str) -> Result<Option<String>> {
        let plan = self.cms.plan();
        if path == "/" {
            let all = plan.plan.columns.iter().filter(|column| !column.is_history_on(plan.on));
            let entries: String = all.map(|column| entry(&address_of(column), &column.name, "")).collect();
            return Ok(Some(self.framed(&[], &format!("<ul>{entries}</ul>"))));
        }
        if let Some(column) = path.strip_prefix("/c/").and_then(ColumnCode::parse) {
            let Some(column) = plan.plan.column(&column) else { return Ok(None) };
            return self.column_page(column).await.map(Some);
        }
        if let Some(code) = path.strip_prefix("/a/").and_then(ItemCode::parse) {
            return self.item_page(&code).await;
        }
        // A page of the frame, such as the site map to which a column may lead.
        let is_led_to = plan.plan.columns.iter().any(|column| column.link() == Some(path));
        Ok(is_led_to.then(|| self.framed(&[], "<p>网站的固定页面。</p>")))
    }

    async fn column_page(&self, column: &Column) -> Result<String> {
        let shown = column.shows_items_of();
        let rows = match shown {
            Some(shown) => self.cms.latest(std::slice::from_ref(shown), ENTRIES).await?,
            None => Vec::new(),
        };
        let row = |row: &crate::portal::ListRow| {
            let on = time::china_date(row.revised_at.unwrap_or(row.published_at)).to_string();
            entry(&format!("/a/{}", row.code), &row.title, &on)
        };
        let list: String = rows.iter().map(row).collect();
        let main = match column.kind {
            ColumnKind::Function | ColumnKind::Topics => "<p>由系统功能提供，请在网页上办理。</p>".to_owned(),
            _ if list.is_empty() => "<p>本栏目暂无信息</p>".to_owned(),
            _ => format!("<ul>{list}</ul>"),
        };
        Ok(self.framed(&column_tags(column), &format!("<h1>{}</h1>{main}", column.name)))
    }

    async fn item_page(&self, code: &ItemCode) -> Result<Option<String>> {
        let Some(article) = self.cms.store().public_article(code, 0).await? else { return Ok(None) };
        let plan = self.cms.plan();
        let column = plan.plan.column(&article.column);
        let published = time::minute(article.published_at);
        let title = article.content.title.as_str();
        let mut tags = column.map(column_tags).unwrap_or_default();
        tags.extend([
            ("ArticleTitle", title.to_owned()),
            ("PubDate", published.clone()),
            ("ContentSource", article.content.source.clone()),
        ]);
        let body = SafeHtml::from_store(StoredHtml { html: article.body.html, seal: article.body.seal });
        let main = format!("<h1>{title}</h1><p>发布时间：{published}</p>{}", body.as_str());
        Ok(Some(self.framed(&tags, &main)))
    }

    fn framed(&self, tags: &[(&str, String)], main: &str) -> String {
        let plan = self.cms.plan();
        let site = &plan.plan.site;
        let code = if site.site_code.is_empty() { NO_CODE } else { &site.site_code };
        let of_site = [("SiteName", site.name.as_str()), ("SiteDomain", "www.example.com"), ("SiteIDCode", code)];
        let of_site = of_site.into_iter().map(|(name, value)| tag(name, value));
        let main = announced(main, &site.domain);
        let all: String = of_site.chain(tags.iter().map(|(name, value)| tag(name, value))).collect();
        format!(
            "<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>{0}</title>{all}</head>\
             <body><header><a href=\"/\">{0}</a></header><main>{main}</main></body></html>",
            site.name
        )
    }
}

#[async_trait::async_trait]
impl Fetch for Site<'_> {
    async fn ask(&self, request: &Request) -> std::result::Result<Answer, Failure> {
        let own = self.cms.settings().public_address.as_str();
        let html = match request.address.strip_prefix(own).filter(|path| path.starts_with('/')) {
            Some(path) => {
                let path = path.split(['?', '#']).next().unwrap_or_default();
                self.page(path).await.map_err(|_| Failure::Unreachable)?
            }
            None if request.address.ends_with("/robots.txt") => None,
            None => self
                .elsewhere
                .is_there(&request.address, self.cms.today())
                .then(|| "<html><body><p>有关材料。</p></body></html>".to_owned()),
        };
        let status = if html.is_some() { 200 } else { 404 };
        let bytes = html.filter(|_| request.method == Method::Get).unwrap_or_default().into_bytes();
        let took = Duration::from_millis(3);
        Ok(Answer { status, content_type: "text/html".into(), bytes, took, ..Answer::default() })
    }

    async fn certificate_until(&self, _: &str) -> std::result::Result<DateTime<Utc>, Failure> {
        Err(Failure::Unreachable)
    }
}

/// Where the name of a column leads.
fn address_of(column: &Column) -> String {
    match (column.kind, column.link()) {
        (ColumnKind::Link, Some(link)) => link.to_owned(),
        _ => format!("/c/{}", column.code),
    }
}

/// `html` with the notice before every link to a site of no government, as on the real portal.
fn announced(html: &str, own: &str) -> String {
    const LINK: &str = "href=\"";
    let mut parts = html.split(LINK);
    let mut announced = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (address, rest) = part.split_once('"').unwrap_or((part, ""));
        announced.push_str(LINK);
        if address.starts_with("http") && !is_government(address, own) {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
            announced.push_str("/leave?to=");
            announced.extend(address.replace("&amp;", "&").bytes().map(|byte| match byte {
                byte if plain(byte) => char::from(byte).to_string(),
                byte => format!("%{byte:02X}"),
            }));
        } else {
            announced.push_str(address);
        }
        announced.push('"');
        announced.push_str(rest);
    }
    announced
}

fn column_tags(column: &Column) -> Vec<(&'static str, String)> {
    let summary = if column.summary.is_empty() { &column.name } else { &column.summary };
    vec![
        ("ColumnName", column.name.clone()),
        ("ColumnDescription", summary.clone()),
        ("ColumnKeywords", column.name.clone()),
        ("ColumnType", "信息公开".to_owned()),
    ]
}

fn tag(name: &str, value: &str) -> String {
    format!("<meta name=\"{name}\" content=\"{}\">", value.replace('"', "&quot;"))
}

fn entry(address: &str, name: &str, on: &str) -> String {
    let date = if on.is_empty() { String::new() } else { format!(" <span class=\"date\">{on}</span>") };
    format!("<li><a href=\"{address}\">{name}</a>{date}</li>")
}
