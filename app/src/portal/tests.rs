//! Whole pages over the county's plan and a real database, read as a browser without script reads them.

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use cms::{Ctx, import::services::GuideFile, portal::Article};
use domain::{
    desk::site::SwitchOn,
    id::ItemCode,
    plan::{ColumnCode, ColumnEdit},
    site::{Banner, Level, Period, Setting},
};
use leptos::prelude::*;
use scraper::{Html, Selector};
use testkit::TestCounty;

use crate::{assets::Assets, shell::portal::portal_shell};

/// A page as it arrives.
struct Page {
    status: StatusCode,
    source: String,
    html: Html,
}

impl Page {
    fn texts(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("tests write valid selectors");
        let words = |element: scraper::ElementRef<'_>| element.text().collect::<String>().trim().to_owned();
        self.html.select(&selector).map(words).collect()
    }

    fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("tests write valid selectors");
        self.html.select(&selector).filter_map(|element| element.attr(name)).map(str::to_owned).collect()
    }

    /// The levels of all headings, from the first to the last.
    fn headings(&self) -> Vec<u8> {
        let selector = Selector::parse("h1, h2, h3, h4").expect("a valid selector");
        self.html.select(&selector).map(|heading| heading.value().name().as_bytes()[1] - b'0').collect()
    }

    fn tag(&self, name: &str) -> Option<String> {
        self.attributes(&format!("meta[name=\"{name}\"]"), "content").pop()
    }
}

async fn open(county: &TestCounty, address: &str) -> Page {
    open_with(county, address, "").await
}

async fn open_with(county: &TestCounty, address: &str, cookie: &str) -> Page {
    // One per process; every test after the first finds it there.
    let _ = any_spawner::Executor::init_tokio();
    let request = Request::builder().uri(address).header(header::COOKIE, cookie).body(Body::empty());
    let (cms, reading) = county.cms.for_a_page();
    let context = move || {
        provide_context(cms.clone());
        provide_context(Assets::default());
        provide_context(Ctx::new(None, "r-93".to_owned(), String::new()));
    };
    let render = leptos_axum::render_app_async_with_context(context, portal_shell);
    let response = render(request.expect("tests write valid addresses")).await;
    let status = response.status();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("the page is in memory");
    let source = String::from_utf8(bytes.to_vec()).expect("pages are UTF-8");
    assert!(reading.is_tagged(), "{address} reads the database in a function that does not say what (`Cms::read`)");
    Page { status, html: Html::parse_document(&source), source }
}

/// A county with 45 notices, news, and a document with a table and links.
async fn county() -> TestCounty {
    let county = TestCounty::new().await;
    let notices = (1..=45).map(|n| {
        format!(r#"{{"title":"关于第{n}号事项的公告","date":"2026-10-{:02} 09:05","column":"tzgg","body":"正文","url":"/old/{n}"}}"#, n % 28 + 1)
    });
    let others = [
        r#"{"title":"隆安县召开会议","date":"2026-11-20","column":"ladt","body":"会议 < 强调 > & 要求"}"#,
        r#"{"title":"隆安县开展活动","date":"2026-11-19","column":"ladt","body":"活动"}"#,
        r#"{"title":"关于印发实施细则的通知","date":"2026-11-02 10:30","column":"wjzl","document_number":"隆政办发〔2026〕12号","source":"县政府办","body":"<p>各乡镇：</p><table><tbody><tr><th scope=\"col\">乡镇</th></tr><tr><td>城厢镇</td></tr></tbody></table><p><a href=\"https://shop.example/a?b=1&amp;c=2\">商店</a><a href=\"https://www.gov.cn/x\">中国政府网</a></p>"}"#,
    ];
    let lines: Vec<String> = notices.chain(others.map(str::to_owned)).collect();
    let reader = std::io::Cursor::new(lines.join("\n"));
    let report = county.cms.import_items(&Ctx::system("test"), reader, None).await.expect("the database takes them");
    assert_eq!((report.imported, report.rejected.len()), (48, 0), "{:?}", report.rejected);
    county
}

async fn code_of(county: &TestCounty, column: &str, title: &str) -> ItemCode {
    let column = ColumnCode::parse(column).expect("tests name columns by their code");
    let rows = county.cms.latest(&[column], 100).await.expect("the database answers");
    rows.into_iter().find(|row| row.title.contains(title)).expect("it was imported").code
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_complete_html_with_one_heading_and_no_wasm() {
    let county = county().await;
    let document = code_of(&county, "wjzl", "实施细则").await;
    let addresses =
        ["/", "/c/gkyw", "/c/dtyw", "/c/tzgg", "/c/spxw", "/sitemap", "/leave?to=https%3A%2F%2Fshop.example%2F"];
    for address in addresses.into_iter().map(str::to_owned).chain([format!("/a/{document}"), "/nowhere".to_owned()]) {
        let page = open(&county, &address).await;
        assert_eq!(page.texts("h1").len(), 1, "{address}: {}", page.source);
        assert_eq!(page.texts("main").len(), 1, "{address}");
        assert_eq!(page.texts("title").len(), 1, "{address}");
        assert_eq!(page.attributes("html", "lang"), ["zh-CN"]);
        assert_eq!(page.tag("SiteName").as_deref(), Some("隆安县人民政府门户网站"), "{address}");
        assert!(!page.source.contains(".wasm"), "{address} loads wasm");
        for label in page.attributes("label", "for") {
            assert!(!page.attributes(&format!("[id=\"{label}\"]"), "id").is_empty(), "{address}: {label}");
        }
        assert_eq!(
            page.texts("a:not([href]), a[href=\"\"], a[href=\"#\"]"),
            [""; 0],
            "{address}: links that lead nowhere"
        );
    }
}

/// Readers at once, on several threads: each page must come with its own tags and its own reader's choices.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn pages_keep_to_their_own_request() {
    let county = std::sync::Arc::new(county().await);
    let document = code_of(&county, "wjzl", "实施细则").await;
    let addresses = ["/".to_owned(), "/c/tzgg".to_owned(), "/sitemap".to_owned(), format!("/a/{document}")];
    let readers = (0..80).map(|n| {
        let (county, address) = (county.clone(), addresses[n % addresses.len()].clone());
        tokio::spawn(async move {
            let size = ["s", "m", "l"][n % 3];
            let page = open_with(&county, &address, &format!("size={size}")).await;
            assert_eq!(page.texts("title").len(), 1, "{address}");
            assert_eq!(page.attributes("meta[name=SiteName]", "content").len(), 1, "{address}");
            assert_eq!(
                page.attributes("meta[name=ArticleTitle]", "content").len(),
                usize::from(address.starts_with("/a"))
            );
            assert_eq!(page.attributes("html", "data-size"), [size]);
            assert_eq!(page.attributes(".preferences input[name=back]", "value"), [address]);
        })
    });
    for reader in readers.collect::<Vec<_>>() {
        reader.await.expect("every page is whole");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_home_page_follows_the_plan() {
    let county = county().await;
    let page = open(&county, "/").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(
        page.texts(".channels__link"),
        ["首页", "概况要闻", "政府信息公开", "办事服务", "互动回应", "隆安数据", "专题"]
    );
    assert_eq!(page.texts(".headline__title"), ["隆安县召开会议"]);
    assert!(page.texts(".lists .section-head__title").iter().any(|title| title == "通知公告"));
    let services = page.texts(".service__name");
    assert!(services.iter().any(|name| name == "企业开办") && services.len() >= 8, "{services:?}");
    assert!(!page.source.contains("智能搜索"), "no dead buttons for what is not built yet");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_column_has_real_pages() {
    let county = county().await;
    let first = open(&county, "/c/tzgg").await;
    assert_eq!(first.texts(".item-list__link").len(), 20);
    assert!(first.texts(".pager__total")[0].contains("共 45 条"));
    assert_eq!(first.tag("ColumnName").as_deref(), Some("通知公告"));
    assert_eq!(first.tag("ColumnType").as_deref(), Some("政务动态"));
    let last = open(&county, "/c/tzgg?page=3").await;
    assert_eq!(last.texts(".item-list__link").len(), 5);
    assert_eq!(last.attributes(".pager a[rel=prev]", "href"), ["/c/tzgg?page=2"]);
    let beyond = open(&county, "/c/tzgg?page=4").await;
    assert_eq!(beyond.status, StatusCode::NOT_FOUND);
    assert!(!beyond.texts(".notice__places a").is_empty(), "it offers the neighbours");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_says_what_the_guideline_asks() {
    let county = county().await;
    let code = code_of(&county, "wjzl", "实施细则").await;
    let page = open(&county, &format!("/a/{code}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.texts("h1"), ["关于印发实施细则的通知"]);
    assert!(page.texts(".sheet__meta")[0].contains("2026-11-02 10:30"));
    assert_eq!(page.tag("PubDate").as_deref(), Some("2026-11-02 10:30"));
    assert_eq!(page.tag("ArticleTitle").as_deref(), Some("关于印发实施细则的通知"));
    assert_eq!(page.tag("ContentSource").as_deref(), Some("县政府办"));
    assert!(page.texts(".attributes th").contains(&"发文字号".to_owned()));
    assert_eq!(page.texts(".breadcrumb__item").last().map(String::as_str), Some("正文"));
    assert_eq!(page.attributes(".prose__table > table", "class").len() + page.texts(".prose__table > table").len(), 1);
    let links = page.attributes(".prose a", "href");
    assert_eq!(links, ["/leave?to=https%3A%2F%2Fshop.example%2Fa%3Fb%3D1%26c%3D2", "https://www.gov.cn/x"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_leads_to_the_services_that_it_is_about() {
    let county = county().await;
    let document = format!("/a/{}", code_of(&county, "wjzl", "实施细则").await);
    let parts = |page: &Page| page.texts(".sheet__part-title");
    assert!(!parts(&open(&county, &document).await).contains(&"相关办事".to_owned()), "nothing where there are none");

    let guides = (1..=7).map(|n| format!(r#"{{"title":"第{n}号事项办理","department":"县政府办"}}"#));
    let other = r#"{"title":"老年人优待证办理","department":"县民政局"}"#.to_owned();
    let lines: Vec<String> = guides.chain([other]).collect();
    let file = GuideFile { name: "guides.jsonl", declared_mime: "", bytes: lines.join("\n").into_bytes() };
    let report =
        county.cms.import_services(&Ctx::system("test"), file, None, None).await.expect("the database takes them");
    assert_eq!((report.imported, report.rejected.len()), (8, 0), "{:?}", report.rejected);

    let page = open(&county, &document).await;
    assert!(parts(&page).contains(&"相关办事".to_owned()), "{:?}", parts(&page));
    let shown = page.texts(".sheet__part .item-list__link");
    assert_eq!(shown.len(), 5, "{shown:?}");
    assert!(shown.iter().all(|title| title.contains("号事项办理")), "those of who issued it: {shown:?}");
    let notice = format!("/a/{}", code_of(&county, "tzgg", "第1号事项").await);
    assert!(!parts(&open(&county, &notice).await).contains(&"相关办事".to_owned()), "documents only");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_can_be_handed_on_without_script() {
    let county = county().await;
    let code = code_of(&county, "wjzl", "实施细则").await;
    let page = open(&county, &format!("/a/{code}")).await;
    let address = format!("http://127.0.0.1:3000/a/{code}");
    assert_eq!(page.texts(".share__address"), [address.as_str()]);
    assert_eq!(page.attributes(".share img", "src"), [format!("/a/{code}/qr.svg")]);
    let weibo = page.attributes(".share a", "href");
    assert!(weibo[0].starts_with("/leave?to=https%3A%2F%2Fservice.weibo.com%2F"), "announced first: {weibo:?}");
    assert!(weibo[0].contains(&format!("%252Fa%252F{code}%26title%3D")), "{weibo:?}");
    assert!(page.texts(".paper-address")[0].ends_with(&address), "paper says where it came from");
    let list = open(&county, "/c/tzgg?page=2").await;
    assert!(list.texts(".paper-address")[0].ends_with("http://127.0.0.1:3000/c/tzgg?page=2"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_authors_write_stays_text() {
    let county = county().await;
    let code = code_of(&county, "ladt", "召开会议").await;
    let Ok(Some(Article::Live(article))) = county.cms.article(&code).await else { panic!("it is public") };
    let page = open(&county, &format!("/a/{code}")).await;
    assert!(page.source.contains(article.body.as_str()), "the text comes as the sanitiser left it");
    assert!(page.texts(".prose")[0].contains("会议 < 强调 > & 要求"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_page_helps() {
    let county = county().await;
    for address in ["/nowhere", "/c/nothing", "/a/zzzzzzzz", "/a/not-a-code", "/leave?to=javascript:alert(1)", "/leave"]
    {
        let page = open(&county, address).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{address}");
        assert!(page.texts(".notice__places a").contains(&"办事服务".to_owned()), "{address}");
        assert!(page.attributes("a[href^=\"javascript\"]", "href").is_empty(), "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_item_leads_to_what_is_new() {
    let county = county().await;
    for address in ["/a/zzzzzzzz", "/a/not-a-code"] {
        let page = open(&county, address).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{address}");
        let offered = page.texts(".notice .item-list__link");
        assert_eq!((offered.len(), offered[0].as_str()), (6, "隆安县召开会议"), "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mistaken_column_leads_to_the_one_that_was_meant() {
    let county = county().await;
    for address in ["/c/tzg", "/c/TZGG", "/c/%E9%80%9A%E7%9F%A5%E5%85%AC%E5%91%8A"] {
        let page = open(&county, address).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{address}");
        assert_eq!(page.texts(".notice__subtitle"), ["您要找的可能是", "频道"], "{address}");
        assert_eq!(page.attributes(".notice__places a", "href")[0], "/c/tzgg", "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_column_that_is_a_page_of_the_site_leads_there() {
    let county = TestCounty::new().await;
    assert_eq!(open(&county, "/c/zddt").await.status, StatusCode::FOUND);
    let mailbox = open(&county, "/c/xzxx").await;
    assert_eq!(mailbox.attributes(".notice__actions a", "href"), ["https://www.nanning.gov.cn/"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_retired_column_keeps_its_page() {
    let county = county().await;
    let retire = ColumnEdit::Retire { code: ColumnCode::parse("dtyw").expect("a code") };
    let manager = county.ctx("guanli").await;
    county.cms.apply_edit(&manager, county.plan_version, &retire).await.expect("the manager may");
    for address in ["/c/dtyw", "/c/tzgg"] {
        let page = open(&county, address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        assert_eq!(page.texts("h1 .tag"), ["历史栏目"], "{address}");
    }
    let group = open(&county, "/c/dtyw").await;
    let kept = group.attributes(".section-head__title a", "href");
    assert!(kept.contains(&"/c/tzgg".to_owned()), "the group shows what is kept with it: {kept:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_frame_says_what_the_site_says() {
    const CERTIFICATE: &str = "https://bszs.conac.cn/sitename?id=1";
    let county = county().await;
    let page = open(&county, "/").await;
    assert!(!page.source.contains("党政机关网站标识"), "what the plan leaves empty is not shown");

    let facts = [
        ("owner", "主办单位", "示例县人民政府办公室"),
        ("site_code", "网站标识码", "4500000000"),
        ("icp", "ICP备案号", "桂ICP备00000000号"),
        ("police_record", "公安备案号", "桂公网安备 00000000000000号"),
    ];
    let filled = facts.iter().fold(testkit::PLAN.to_owned(), |plan, (key, _, value)| with_site_fact(&plan, key, value));
    let site = with_site_fact(&filled, "emblem_address", CERTIFICATE);
    county.cms.import_plan(&Ctx::system("test"), &site, None, "").await.expect("the database takes the plan");
    for address in ["/", "/c/tzgg", "/sitemap", "/nowhere"] {
        let page = open(&county, address).await;
        let links = page.attributes("footer a", "href");
        assert!(links.contains(&CERTIFICATE.to_owned()), "{address}");
        let report = "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=4500000000";
        assert!(links.contains(&report.to_owned()), "{address}: {links:?}");
        let (names, values) = (page.texts("footer dt"), page.texts("footer dd"));
        for (_, name, value) in facts {
            let at = names.iter().position(|one| one == name).unwrap_or_else(|| panic!("{address}: {name}"));
            assert_eq!(values[at], value, "{address}");
        }
        assert!(names.contains(&"联系方式".to_owned()), "{address}: {names:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_demo_shows_the_whole_foot_and_says_that_it_is_an_example() {
    let mut county = TestCounty::new().await;
    county.cms = county.cms.in_demo_mode();
    for cookie in ["", "elder=on"] {
        let page = open_with(&county, "/sitemap", cookie).await;
        assert_eq!(page.texts("footer dt"), ["主办单位", "联系方式", "网站标识码", "ICP备案号", "公安备案号"]);
        let examples = page.texts("footer dd").iter().filter(|value| value.ends_with("（示例）")).count();
        assert_eq!(examples, 4, "{:?}", page.texts("footer dd"));
        assert!(!page.source.contains("我为政府网站找错"), "the national platform knows no example");
        assert_eq!(page.tag("SiteIDCode"), None, "nor do those who read the tags");
    }
    // What the plan says stands as it says it.
    let site = with_site_fact(testkit::PLAN, "icp", "桂ICP备12345678号");
    county.cms.import_plan(&Ctx::system("test"), &site, None, "").await.expect("the database takes the plan");
    assert_eq!(open(&county, "/sitemap").await.texts("footer dd")[3], "桂ICP备12345678号");
}

/// The plan with another value of a key of `[site]`.
fn with_site_fact(plan: &str, key: &str, value: &str) -> String {
    let line = plan.lines().find(|line| line.starts_with(&format!("{key} = "))).expect("the plan has the key");
    plan.replacen(line, &format!("{key} = \"{value}\""), 1)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_switched_on_stands_on_every_page_until_its_time_has_passed() {
    let county = county().await;
    let manager = county.ctx("guanli").await;
    let minute = |text| domain::time::parse_minute(text).expect("a minute");
    let period = Period { from: minute("2026-11-24 09:00"), until: Some(minute("2026-11-24 12:00")) };
    let banner = Banner { level: Level::Urgent, text: "右江水位上涨".into(), link: Some("/c/tzgg".into()) };
    let holiday = Setting::Holiday { text: "元旦放假一天".into() };
    for setting in [Setting::Banner(banner), holiday, Setting::GreyDay] {
        let asked = SwitchOn { setting, period, reason: "通知".into(), replaces: None };
        county.cms.switch_on(&manager, asked).await.expect("the manager may");
    }
    for cookie in ["", "elder=on"] {
        for address in ["/", "/c/tzgg", "/sitemap", "/accessibility", "/nowhere"] {
            let page = open_with(&county, address, cookie).await;
            assert_eq!(page.attributes("html", "data-grey"), ["on"], "{address}");
            assert_eq!(page.attributes("html", "lang"), ["zh-CN"], "{address}");
            assert_eq!(page.texts(".site-banner--urgent[role=status] p"), ["紧急：右江水位上涨查看详情"], "{address}");
            assert_eq!(page.attributes(".site-banner a", "href"), ["/c/tzgg"], "{address}");
            assert_eq!(page.texts(".site-holiday"), ["元旦放假一天"], "{address}");
        }
    }
    county.set_clock("2026-11-24 12:00");
    let page = open(&county, "/").await;
    assert!(page.attributes("html", "data-grey").is_empty());
    assert!(page.texts(".site-banner, .site-holiday").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reader_s_choices_hold_on_every_page() {
    let county = county().await;
    let page = open_with(&county, "/c/tzgg?page=2", "elder=on; size=l; contrast=high").await;
    assert_eq!(page.attributes("html", "data-elder"), ["on"]);
    assert_eq!(page.attributes("html", "data-size"), ["l"]);
    assert_eq!(page.attributes("html", "data-contrast"), ["high"]);
    assert_eq!(page.attributes(".preferences input[name=back]", "value"), ["/c/tzgg?page=2"]);
    assert_eq!(page.attributes(".preferences button[name=elder]", "value"), ["off"], "the button leads out again");
}

#[tokio::test(flavor = "multi_thread")]
async fn elder_mode_has_pages_of_its_own() {
    let county = county().await;
    let home = open_with(&county, "/", "elder=on").await;
    assert_eq!(home.texts("main h2"), ["常用服务", "通知公告", "联系电话"]);
    assert_eq!(home.texts("main .tile__name")[..2], ["医疗卫生", "社会福利"]);
    assert_eq!(home.texts("main .item-list__link").len(), 5);
    assert_eq!(home.attributes("main a[href^=\"tel:\"]", "href"), ["tel:6525345", "tel:6526366"]);
    let channels = ["概况要闻", "政府信息公开", "办事服务", "互动回应", "隆安数据", "专题"];
    for address in ["/", "/c/bsfw", "/c/tzgg", "/sitemap", "/nowhere"] {
        let page = open_with(&county, address, "elder=on").await;
        assert_eq!(page.texts(".elder-channels .tile__name"), channels, "{address}");
        assert_eq!(page.texts("nav.channels").len(), 0, "{address}");
        assert_eq!(page.texts("h1").len(), 1, "{address}");
        assert_eq!(page.attributes("button[name=elder]", "value"), ["off"], "{address}: the way out");
    }
    let channel = open_with(&county, "/c/bsfw", "elder=on").await;
    assert_eq!(channel.texts("main .item-list__link").len(), 0, "columns only");
    assert_eq!(channel.attributes(".elder-channels [aria-current]", "aria-current"), ["page"]);
    let list = open_with(&county, "/c/tzgg?page=5", "elder=on").await;
    assert_eq!(list.texts(".item-list__link").len(), 5, "ten on a page: the last of 45");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reading_tools_say_what_is_on() {
    let county = county().await;
    let closed = open(&county, "/").await;
    assert!(closed.texts(".tools").is_empty());
    assert_eq!(closed.attributes("button[name=tools]", "aria-expanded"), ["false"]);
    assert!(!closed.source.contains("reading-line.js"), "what is off is not loaded");
    let open = open_with(&county, "/c/tzgg", "tools=on; line=on; pointer=big").await;
    assert_eq!(open.attributes("button[name=tools]", "value"), ["off"]);
    for (name, pressed) in [("contrast", "false"), ("line", "true"), ("pointer", "true")] {
        assert_eq!(open.attributes(&format!(".tools button[name={name}]"), "aria-pressed"), [pressed], "{name}");
    }
    assert_eq!(open.attributes("html", "data-pointer"), ["big"]);
    assert!(open.source.contains("reading-line.js"));
    assert_eq!(open.attributes(".tools a", "href"), ["/accessibility"]);
}

/// Where the Tab key goes, a screen reader reads and a speaking browser jumps.
#[tokio::test(flavor = "multi_thread")]
async fn pages_are_in_order_for_the_keyboard_and_the_screen_reader() {
    let county = county().await;
    let document = code_of(&county, "wjzl", "实施细则").await;
    let addresses = [
        "/",
        "/c/gkyw",
        "/c/tzgg?page=2",
        "/c/spxw",
        "/sitemap",
        "/accessibility",
        "/nowhere",
        "/leave?to=https%3A%2F%2Fshop.example%2F",
    ];
    for address in addresses.into_iter().map(str::to_owned).chain([format!("/a/{document}")]) {
        for cookie in ["", "elder=on; tools=on"] {
            let page = open_with(&county, &address, cookie).await;
            let place = format!("{address} {cookie}");
            assert_eq!(page.attributes("body a", "href")[0], "#main", "{place}: the way past the header comes first");
            for landmark in ["header", "main", "footer"] {
                assert_eq!(page.texts(&format!("body > {landmark}")).len(), 1, "{place}: {landmark}");
            }
            let named = page.attributes("nav[aria-label]", "aria-label");
            let titled = page.attributes("nav[aria-labelledby]", "aria-labelledby");
            assert_eq!(named.len() + titled.len(), page.texts("nav").len(), "{place}: every navigation has a name");
            let distinct: std::collections::BTreeSet<&String> = named.iter().chain(&titled).collect();
            assert_eq!(distinct.len(), named.len() + titled.len(), "{place}: {named:?}");
            let without = |part: &str| page.texts(part).len() - page.texts(&format!(".prose {part}")).len();
            assert_eq!(without("table"), without("table > caption"), "{place}: our tables say what they hold");
            assert_eq!(page.texts("img:not([alt])").len(), 0, "{place}");
            assert_eq!(page.texts("[tabindex]:not([tabindex=\"-1\"]):not([tabindex=\"0\"])").len(), 0, "{place}");
            let levels: Vec<u8> = page.headings();
            for pair in levels.windows(2) {
                assert!(pair[1] <= pair[0] + 1, "{place}: headings jump: {levels:?}");
            }
            let keys = page.attributes("[accesskey]", "accesskey");
            let distinct: std::collections::BTreeSet<&String> = keys.iter().collect();
            assert_eq!(distinct.len(), keys.len(), "{place}: {keys:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_link_is_announced() {
    let county = county().await;
    let page = open(&county, "/leave?to=https%3A%2F%2Fshop.example%2Fa%3Fb%3D1").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.texts(".notice__title"), ["您即将离开本网站"]);
    assert_eq!(page.attributes(".notice .button--primary", "href"), ["https://shop.example/a?b=1"]);
    let column = open(&county, "/c/spxw").await;
    assert!(column.attributes(".column-page__elsewhere a", "href")[0].starts_with("/leave?to="));
}

/// A page does not jump while it loads, and a phone does not fetch what a screen needs.
#[tokio::test(flavor = "multi_thread")]
async fn every_picture_keeps_its_room_and_comes_in_the_sizes_of_pages() {
    let county = TestCounty::new().await;
    county.cms.seed_demo().await.expect("the demo fits the plan");
    let plan = county.cms.plan();
    let mut addresses = vec!["/".to_owned()];
    for column in &plan.plan.columns {
        addresses.push(format!("/c/{}", column.code));
        let newest = county.cms.latest(std::slice::from_ref(&column.code), 9).await.expect("the database answers");
        let pictured = newest.into_iter().find(|row| super::item_list::picture_of(row).is_some());
        addresses.extend(pictured.map(|row| format!("/a/{}", row.code)));
    }
    let topics = county.cms.current_topics(9).await.expect("the database answers");
    addresses.extend(topics.into_iter().map(|topic| format!("/t/{}", topic.code)));
    let mut from_store = 0;
    for address in addresses {
        let page = open(&county, &address).await;
        assert_eq!(page.texts("img").len(), page.texts("img[width][height][alt]").len(), "{address}");
        let stored = page.attributes("img[src^=\"/media/\"]", "src");
        from_store += stored.len();
        for format in ["avif", "webp"] {
            let source = format!("picture > source[type=\"image/{format}\"][sizes]");
            assert_eq!(page.attributes(&source, "srcset").len(), stored.len(), "{address}");
        }
        let at_once = page.attributes("picture > img:not([loading=\"lazy\"])", "fetchpriority");
        assert!(at_once.len() <= 1 && at_once.iter().all(|priority| priority == "high"), "{address}: {at_once:?}");
    }
    assert!(from_store > 30, "the demo has pictures of every kind: {from_store}");
}
