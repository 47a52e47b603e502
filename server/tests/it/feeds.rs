//! What feed readers and search engines fetch: RSS, Atom, sitemap, robots.txt.

use std::io::Cursor;

use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use cms::Ctx;
use domain::plan::{ColumnCode, ColumnEdit};
use scraper::{Html, Selector};

use crate::{
    site::{Answer, Site},
    story, topics,
};

const ADDRESS: &str = "https://www.lax.example";

/// A site under a public address, with 40 notices of which one has an awkward title, and one item that went the whole
/// way.
async fn site() -> (Site, String) {
    let site = Site::at(ADDRESS).await;
    let mut lines: Vec<String> = (1..=39)
        .map(|n| {
            let day = n % 28 + 1;
            format!(r#"{{"title":"第{n}号公告","date":"2026-10-{day:02} 09:05","column":"tzgg","body":"正文","url":"/{n}"}}"#)
        })
        .collect();
    lines.push(
        r#"{"title":"关于 <停水> & “检修” 的公告]]>","date":"2026-11-20","column":"tzgg","body":"停水","url":"/40"}"#
            .into(),
    );
    let report = site.county.cms.import_items(&Ctx::system("test"), Cursor::new(lines.join("\n")), None).await.unwrap();
    assert_eq!(report.imported, 40);
    let item = story::live(&site.county, "秋季学期工作安排").await;
    let code = story::code(&site.county, item).await;
    (site, format!("/a/{code}"))
}

fn rss(answer: &Answer) -> rss::Channel {
    assert_eq!(answer.header("content-type"), "application/rss+xml; charset=utf-8");
    answer.text().parse().unwrap()
}

fn atom(answer: &Answer) -> atom_syndication::Feed {
    assert_eq!(answer.header("content-type"), "application/atom+xml; charset=utf-8");
    answer.text().parse().unwrap()
}

#[tokio::test]
async fn a_column_has_a_feed_of_its_newest_items() {
    let (site, _) = site().await;
    let mut visitor = site.visitor();
    let read = rss(&visitor.get("/c/tzgg/feed.xml").await);
    assert_eq!(read.title(), "通知公告 - 隆安县人民政府门户网站");
    assert_eq!(read.link(), format!("{ADDRESS}/c/tzgg"));
    assert_eq!(read.items().len(), 30);
    let newest = &read.items()[0];
    assert_eq!(newest.title(), Some("关于 <停水> & “检修” 的公告]]>"));
    assert_eq!(newest.description(), Some("停水"));
    assert_eq!(newest.pub_date(), Some("Fri, 20 Nov 2026 00:00:00 +0800"));
    let link = newest.link().unwrap().strip_prefix(ADDRESS).unwrap().to_owned();
    assert_eq!(visitor.get(&link).await.status, StatusCode::OK);

    let same = atom(&visitor.get("/c/tzgg/atom.xml").await);
    let ids = |feed: &atom_syndication::Feed| -> Vec<String> {
        feed.entries().iter().map(|entry| entry.id().to_owned()).collect()
    };
    let guids: Vec<&str> = read.items().iter().map(|item| item.guid().unwrap().value()).collect();
    assert_eq!(ids(&same), guids, "both formats name the items alike");
    assert_eq!(same.entries()[0].links()[0].href(), newest.link().unwrap());
}

#[tokio::test]
async fn a_channel_and_the_site_give_everything_below_them() {
    let (site, article) = site().await;
    let mut visitor = site.visitor();
    let parent = site.county.cms.plan().plan.path(&story::column())[0].code.clone();
    for address in ["/feed.xml".to_owned(), format!("/c/{parent}/feed.xml"), format!("/c/{}/feed.xml", story::COLUMN)] {
        let read = rss(&visitor.get(&address).await);
        let item = &read.items()[0];
        assert_eq!(item.title(), Some("秋季学期工作安排"), "{address}");
        assert_eq!(item.link(), Some(format!("{ADDRESS}{article}").as_str()), "{address}");
        assert_eq!(item.categories().last().map(rss::Category::name), Some("教育培训"), "{address}");
        assert_eq!(item.dublin_core_ext().unwrap().creators(), ["县教育局"], "{address}");
    }
    assert_eq!(atom(&visitor.get("/atom.xml").await).entries().len(), 30);
    assert!(rss(&visitor.get("/c/ladt/feed.xml").await).items().is_empty(), "a column without items has an empty feed");
    for address in ["/c/nowhere/feed.xml", "/c/wsjb/feed.xml", "/c/NOT A CODE/atom.xml".replace(' ', "%20").as_str()] {
        assert_eq!(visitor.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn a_feed_without_news_is_not_sent_twice() {
    let (site, _) = site().await;
    let mut visitor = site.visitor();
    let first = visitor.get("/c/tzgg/feed.xml").await;
    let tag = first.header("etag").to_owned();
    site.county.advance_minutes(90);
    let known = [("if-none-match", tag.as_str())];
    let again = visitor.ask(Method::GET, "/c/tzgg/feed.xml", &known, Body::empty()).await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
    let line = r#"{"title":"新的公告","date":"2026-11-23","column":"tzgg","body":"正文"}"#;
    site.county.cms.import_items(&Ctx::system("test"), Cursor::new(line), None).await.unwrap();
    let news = visitor.ask(Method::GET, "/c/tzgg/feed.xml", &known, Body::empty()).await;
    assert_eq!(news.status, StatusCode::OK);
    assert_ne!(news.header("etag"), tag);
}

#[tokio::test]
async fn an_item_keeps_its_address_and_its_name_in_feeds_when_its_column_moves() {
    let (site, article) = site().await;
    let mut visitor = site.visitor();
    let id = |answer: &Answer| rss(answer).items()[0].guid().unwrap().value().to_owned();
    let before = id(&visitor.get(&format!("/c/{}/feed.xml", story::COLUMN)).await);
    let crumbs = visitor.get(&article).await.texts(".breadcrumb__item");
    let to = ColumnCode::parse("dtyw").unwrap();
    let edit = ColumnEdit::Move { code: story::column(), parent: Some(to), before: None };
    let manager = site.county.ctx("guanli").await;
    site.county.cms.apply_edit(&manager, site.county.plan_version, &edit).await.unwrap();
    let page = visitor.get(&article).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_ne!(page.texts(".breadcrumb__item"), crumbs);
    assert_eq!(page.attributes("link[rel=canonical]", "href"), [format!("{ADDRESS}{article}")]);
    assert_eq!(id(&visitor.get("/c/dtyw/feed.xml").await), before);
    assert_eq!(
        visitor.get(&format!("/c/{}", story::COLUMN)).await.status,
        StatusCode::OK,
        "nor has the column's changed"
    );
}

fn addresses(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "application/xml; charset=utf-8");
    let text = answer.text();
    assert!(text.ends_with("</urlset>\n") || text.ends_with("</sitemapindex>\n"), "{text}");
    let selector = Selector::parse("loc").unwrap();
    Html::parse_document(&text).select(&selector).map(|loc| loc.text().collect()).collect()
}

#[tokio::test]
async fn the_sitemap_leads_to_every_public_page() {
    let (site, article) = site().await;
    let draft = story::draft(&site.county, "未公开").await;
    let draft = format!("{ADDRESS}/a/{}", story::code(&site.county, draft).await);
    let gone = story::withdrawn(&site.county, "撤下的通知", "数据有误").await;
    let gone = format!("{ADDRESS}/a/{}", story::code(&site.county, gone).await);
    let topic = topics::live(&site.county, "乡村振兴", vec![topics::text("<p>导读</p>")]).await;
    let topic = format!("{ADDRESS}/t/{}", topics::code(&site.county, topic).await);
    let mut visitor = site.visitor();
    let parts = addresses(&visitor.get("/sitemap.xml").await);
    assert_eq!(parts, [format!("{ADDRESS}/sitemap.xml?part=columns"), format!("{ADDRESS}/sitemap.xml?part=0")]);
    let mut pages = Vec::new();
    for part in &parts {
        pages.extend(addresses(&visitor.get(part.strip_prefix(ADDRESS).unwrap()).await));
    }
    assert!(pages.contains(&format!("{ADDRESS}{article}")) && pages.contains(&format!("{ADDRESS}/c/tzgg")));
    assert!(pages.contains(&topic));
    assert!(!pages.contains(&draft) && !pages.contains(&gone));
    assert_eq!(pages.iter().filter(|page| page.contains("/a/")).count(), 41);
    for page in pages.iter().filter(|page| !page.contains("/a/") || page.ends_with(&article)) {
        let page = page.strip_prefix(ADDRESS).unwrap();
        let answer = visitor.get(page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        assert_eq!(answer.attributes("link[rel=canonical]", "href"), [format!("{ADDRESS}{page}")]);
    }
    let items = visitor.get("/sitemap.xml?part=0").await.text();
    assert!(items.contains(&format!("{article}</loc><lastmod>2026-11-24T09:00:00+08:00</lastmod>")), "{items}");
    for part in ["1", "-1", "x", "99999999999999999999", ""] {
        assert_eq!(visitor.get(&format!("/sitemap.xml?part={part}")).await.status, StatusCode::NOT_FOUND, "{part}");
    }
}

#[tokio::test]
async fn robots_read_the_portal_and_nothing_else() {
    let (site, _) = site().await;
    let answer = site.visitor().get("/robots.txt").await;
    assert!(answer.header("content-type").starts_with("text/plain"));
    let text = answer.text();
    for line in ["User-agent: *", "Disallow: /desk", "Disallow: /api/", "Disallow: /leave", "Disallow: /preferences"] {
        assert!(text.lines().any(|found| found == line), "{line}: {text}");
    }
    assert!(text.ends_with(&format!("\nSitemap: {ADDRESS}/sitemap.xml\n")), "{text}");
    assert!(!text.contains("Disallow: /\n"));

    let private = Site::new().await.visitor().get("/robots.txt").await.text();
    assert!(!private.contains("Sitemap"), "nobody outside can reach 127.0.0.1: {private}");
    let demo = Site::demo_at(ADDRESS).await.visitor().get("/robots.txt").await.text();
    assert_eq!(demo, "User-agent: *\nDisallow: /\n");
    let tried_at_home = Site::demo_at("http://127.0.0.1:3000").await.visitor().get("/robots.txt").await.text();
    assert_eq!(tried_at_home, private, "no search engine comes here, and the pages are judged as a county's would be");
}
