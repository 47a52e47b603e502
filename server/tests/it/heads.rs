//! The heads of the portal's pages: one address each, a card for those who share them, and what they are about.

use cms::{Ctx, import::services::GuideFile};
use serde_json::Value;

use crate::{
    site::{Answer, Site},
    story,
};

const ADDRESS: &str = "https://www.lax.example";

/// Ends, if it is let, the block of data and the title, and adds a tag; `<!>` is a mark of the renderer.
const TITLE: &str = "秋季学期</script></title><meta name=robots content=none><!>工作安排";

async fn site() -> (Site, String) {
    let site = Site::at(ADDRESS).await;
    let lines: Vec<String> = (1..=45)
        .map(|n| format!(r#"{{"title":"第{n}号公告","date":"2026-10-08","column":"tzgg","body":"正文","url":"/{n}"}}"#))
        .collect();
    site.county.cms.import_items(&Ctx::system("test"), std::io::Cursor::new(lines.join("\n")), None).await.unwrap();
    let item = story::live(&site.county, TITLE).await;
    let code = story::code(&site.county, item).await;
    (site, format!("/a/{code}"))
}

fn card(answer: &Answer, property: &str) -> String {
    answer.attributes(&format!("meta[property=\"{property}\"]"), "content").concat()
}

fn link(answer: &Answer, rel: &str) -> Vec<String> {
    answer.attributes(&format!("head link[rel={rel}]"), "href")
}

/// The blocks of JSON-LD, each as a browser hands it to whoever reads it.
fn things(answer: &Answer) -> Vec<Value> {
    let blocks = answer.texts("script[type=\"application/ld+json\"]");
    blocks.iter().map(|block| serde_json::from_str(block).unwrap_or_else(|error| panic!("{error}: {block}"))).collect()
}

fn thing(answer: &Answer, kind: &str) -> Value {
    let found = things(answer).into_iter().find(|thing| thing["@type"] == kind);
    let found = found.unwrap_or_else(|| panic!("no {kind}: {:?}", things(answer)));
    assert_eq!(found["@context"], "https://schema.org");
    found
}

#[tokio::test]
async fn every_page_has_one_address() {
    let (site, article) = site().await;
    let mut visitor = site.visitor();
    visitor.post("/preferences", &[("size", "l"), ("back", "/")]).await;
    for (asked, canonical) in [
        ("/", "/"),
        ("/?from=timeline", "/"),
        ("/c/gkyw", "/c/gkyw"),
        ("/c/tzgg", "/c/tzgg"),
        ("/c/tzgg?page=1&x=y", "/c/tzgg"),
        ("/c/tzgg?utm_source=a&page=2", "/c/tzgg?page=2"),
        (&format!("{article}?page=7&isappinstalled=0"), &article),
        ("/sitemap?page=2", "/sitemap"),
        ("/c/%74zgg", "/c/tzgg"),
        ("/accessibility", "/accessibility"),
    ] {
        let page = visitor.get(asked).await;
        assert_eq!(link(&page, "canonical"), [format!("{ADDRESS}{canonical}")], "{asked}");
        assert_eq!(card(&page, "og:url"), format!("{ADDRESS}{canonical}"), "{asked}");
        assert_eq!(card(&page, "og:site_name"), "隆安县人民政府门户网站", "{asked}");
        assert_eq!(card(&page, "og:locale"), "zh_CN", "{asked}");
        assert!(!card(&page, "og:title").is_empty() && !card(&page, "og:description").is_empty(), "{asked}");
        let described = page.attributes("meta[name=description i]", "content");
        assert_eq!(described, [card(&page, "og:description")], "{asked}");
    }
}

#[tokio::test]
async fn a_page_that_nobody_should_find_has_none() {
    let (site, _) = site().await;
    let gone = story::withdrawn(&site.county, "撤下的通知", "数据有误").await;
    let gone = format!("/a/{}", story::code(&site.county, gone).await);
    let mut visitor = site.visitor();
    for address in ["/nowhere", "/c/tzgg?page=9", "/a/23456789", &gone, "/leave?to=https%3A%2F%2Fshop.example%2F"] {
        let page = visitor.get(address).await;
        assert!(link(&page, "canonical").is_empty() && card(&page, "og:url").is_empty(), "{address}");
        assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"], "{address}");
        assert!(things(&page).is_empty(), "{address}");
    }
}

#[tokio::test]
async fn pages_of_a_list_name_their_neighbours() {
    let (site, _) = site().await;
    let mut visitor = site.visitor();
    let (page2, page3) = (format!("{ADDRESS}/c/tzgg?page=2"), format!("{ADDRESS}/c/tzgg?page=3"));
    for (asked, before, after) in [
        ("/c/tzgg", None, Some(&page2)),
        ("/c/tzgg?page=2", Some(format!("{ADDRESS}/c/tzgg")), Some(&page3)),
        ("/c/tzgg?page=3", Some(page2.clone()), None),
    ] {
        let page = visitor.get(asked).await;
        assert_eq!(link(&page, "prev"), Vec::from_iter(before), "{asked}");
        assert_eq!(link(&page, "next"), Vec::from_iter(after.cloned()), "{asked}");
    }
}

#[tokio::test]
async fn an_article_says_what_it_is() {
    let (site, article) = site().await;
    let page = site.visitor().get(&article).await;
    assert_eq!(card(&page, "og:type"), "article");
    assert_eq!(card(&page, "og:title"), TITLE);
    assert_eq!(page.texts("title"), [format!("{TITLE} - 隆安县人民政府门户网站")]);
    assert_eq!(page.texts("h1"), [TITLE]);
    assert!(page.attributes("meta[name=robots]", "content").is_empty(), "a title adds no tags");
    assert_eq!(card(&page, "article:published_time"), "2026-11-24T09:00:00+08:00");
    assert_eq!(
        card(&page, "og:description"),
        "全县中小学校秋季学期工作安排如下。",
        "taken from the text when nobody wrote one"
    );
    let text = thing(&page, "Article");
    assert_eq!(text["headline"], TITLE, "a title cannot end the block");
    assert_eq!(text["url"], format!("{ADDRESS}{article}"));
    assert_eq!(text["datePublished"], "2026-11-24T09:00:00+08:00");
    assert_eq!(text["author"]["name"], "县教育局");
    assert_eq!(text["publisher"]["@type"], "GovernmentOrganization");
    let way = thing(&page, "BreadcrumbList");
    let names: Vec<&str> =
        way["itemListElement"].as_array().unwrap().iter().filter_map(|place| place["name"].as_str()).collect();
    assert_eq!(names, page.texts(".breadcrumb__item"), "machines are told the way that readers see");
    assert_eq!(way["itemListElement"][0]["item"], format!("{ADDRESS}/"));
}

#[tokio::test]
async fn a_title_is_words_on_the_desk_too() {
    let site = Site::new().await;
    let draft = story::draft(&site.county, TITLE).await;
    let page = site.signed_in("fabu").await.get(&format!("/desk/items/{draft}/review")).await;
    assert_eq!(page.texts("title"), [format!("{TITLE} - 隆安门户后台")]);
    assert!(page.attributes("meta[name=robots]", "content").iter().all(|robots| robots != "none"));
}

#[tokio::test]
async fn a_guide_is_a_service_of_its_authority() {
    let (site, _) = site().await;
    let guide = r#"{"title":"城乡居民养老保险登记","department":"县人社局","class":"公共服务","audience":["个人"],"phone":"0771-6521234","place":"政务服务中心二楼"}"#;
    let guide = GuideFile { name: "a.jsonl", declared_mime: "", bytes: guide.into() };
    let report = site.county.cms.import_services(&Ctx::system("test"), guide, None, None).await.unwrap();
    assert_eq!(report.imported, 1, "{report:?}");
    let mut visitor = site.visitor();
    let lines = site.county.cms.export_services_lines(&Ctx::system("test")).await.unwrap();
    assert_eq!(lines.lines().count(), 1);
    let address = rss::Channel::read_from(&visitor.get("/feed.xml").await.body[..]).unwrap().items()[0].link().unwrap()
        [ADDRESS.len()..]
        .to_owned();
    let page = visitor.get(&address).await;
    assert!(card(&page, "og:description").contains("城乡居民养老保险登记（"), "without a text it is told by its name");
    let service = thing(&page, "GovernmentService");
    assert_eq!((&service["name"], &service["serviceType"]), (&"城乡居民养老保险登记".into(), &"公共服务".into()));
    assert_eq!(service["provider"]["name"], "县人社局");
    assert_eq!(service["audience"][0]["audienceType"], "个人");
    assert_eq!(service["availableChannel"]["servicePhone"]["telephone"], "0771-6521234");
}

#[tokio::test]
async fn home_says_whose_site_it_is_and_every_way_begins_there() {
    let (site, _) = site().await;
    let mut visitor = site.visitor();
    let home = visitor.get("/").await;
    let about = thing(&home, "WebSite");
    assert_eq!((&about["name"], &about["url"]), (&"隆安县人民政府门户网站".into(), &format!("{ADDRESS}/").into()));
    assert_eq!(about["publisher"]["areaServed"]["name"], "隆安县");
    for address in ["/c/gkyw", "/c/dtyw", "/c/tzgg", "/c/wsjb", "/sitemap"] {
        let page = visitor.get(address).await;
        assert!(!page.texts(".breadcrumb").is_empty(), "{address}");
        thing(&page, "BreadcrumbList");
    }
    let news = visitor.get("/c/tzgg").await.attributes(".item-list__link", "href")[0].clone();
    thing(&visitor.get(&news).await, "NewsArticle");
}

#[tokio::test]
async fn feeds_are_offered_to_programs_and_to_readers() {
    let (site, _) = site().await;
    let mut visitor = site.visitor();
    for (address, feeds) in [
        ("/", Some(["/feed.xml", "/atom.xml"])),
        ("/c/gkyw", Some(["/c/gkyw/feed.xml", "/c/gkyw/atom.xml"])),
        ("/c/tzgg?page=2", Some(["/c/tzgg/feed.xml", "/c/tzgg/atom.xml"])),
        ("/c/wsjb", None),
        ("/nowhere", None),
    ] {
        let page = visitor.get(address).await;
        assert_eq!(link(&page, "alternate"), feeds.into_iter().flatten().collect::<Vec<_>>(), "{address}");
        let shown = page.attributes("main a[href$=\"/feed.xml\"]", "href");
        assert_eq!(shown, Vec::from_iter(feeds.filter(|_| address != "/").map(|feeds| feeds[0])), "{address}");
    }
}

/// A county that has not said under which address it is reached gets no address that nobody can reach.
#[tokio::test]
async fn without_a_public_address_pages_name_none() {
    let site = Site::new().await;
    let page = site.visitor().get("/c/tzgg?x=1").await;
    assert!(link(&page, "canonical").is_empty(), "a canonical address is a whole one");
    assert_eq!((card(&page, "og:url"), card(&page, "og:title")), (String::new(), "通知公告".to_owned()));
}
