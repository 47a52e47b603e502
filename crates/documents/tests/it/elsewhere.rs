//! What other governments publish, as it really comes: feeds of every kind, broken ones, lists in GBK, pages to take over.

use chrono::NaiveDate;
use documents::elsewhere::{
    Entry,
    address::{AddressFault, WebAddress},
    charset,
    feed::{self, FeedFault},
    likeness::{Likeness, Sketch},
    listing::{self, Rules},
    text::{self, Place},
};
use domain::{
    reprint::{ListRules, Published, Resemblance},
    time,
};
use proptest::prelude::*;

fn today() -> NaiveDate {
    "2026-11-24".parse().unwrap()
}

fn place(selector: &str) -> Place {
    Place::parse(selector).unwrap().unwrap()
}

fn base() -> WebAddress {
    WebAddress::parse("https://www.gov.cn/zhengce/index.htm").unwrap()
}

/// Each entry on one line: title | address | time.
fn shown(entries: &[Entry]) -> Vec<String> {
    entries
        .iter()
        .map(|entry| {
            let published = match entry.published {
                Some(Published::At(at)) => time::minute(at),
                Some(Published::On(day)) => day.to_string(),
                None => "-".to_owned(),
            };
            format!("{} | {} | {published}", entry.title, entry.address)
        })
        .collect()
}

const RSS_2: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>政策</title>
<item><title>国务院办公厅关于　做好 冬春工作的通知</title><link>/zhengce/content_1.htm?utm_source=rss</link>
<pubDate>Tue, 24 Nov 2026 08:30:00 +0800</pubDate><description>为做好冬春工作</description>
<content:encoded><![CDATA[<p>为做好冬春工作，现通知如下。</p>]]></content:encoded></item>
<item><title><![CDATA[<b>部署</b>防汛]]></title><link>https://www.gov.cn/b.htm</link><pubDate>2026-11-23</pubDate></item>
<item><title>没有网址</title></item>
<item><link>https://www.gov.cn/no-title.htm</link></item>
<item><title>脚本</title><link>javascript:alert(1)</link></item>
</channel></rss>"#;

const RSS_1: &str = r#"<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://www.gxzf.gov.cn/"><title>广西</title></channel>
<item rdf:about="https://www.gxzf.gov.cn/a.shtml"><title>自治区政府常务会议</title>
<link>https://www.gxzf.gov.cn/a.shtml</link><dc:date>2026-11-24T09:05:00+08:00</dc:date></item></rdf:RDF>"#;

const ATOM: &str = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>南宁</title>
<entry><id>urn:1</id><title type="html">市政府&amp;amp;市委</title>
<link rel="enclosure" href="https://www.nanning.gov.cn/a.pdf"/><link href="t1.html"/>
<updated>2026-11-24T01:05:00Z</updated><summary>内容</summary></entry></feed>"#;

#[test]
fn feeds_of_every_kind_are_read() {
    let rss_2 = feed::read(RSS_2, &base(), today()).unwrap();
    assert_eq!(
        shown(&rss_2),
        [
            "国务院办公厅关于 做好 冬春工作的通知 | https://www.gov.cn/zhengce/content_1.htm | 2026-11-24 08:30",
            "部署防汛 | https://www.gov.cn/b.htm | 2026-11-23",
        ]
    );
    assert_eq!(rss_2[0].html.as_deref(), Some("<p>为做好冬春工作，现通知如下。</p>"));
    let rss_1 = feed::read(RSS_1, &base(), today()).unwrap();
    assert_eq!(shown(&rss_1), ["自治区政府常务会议 | https://www.gxzf.gov.cn/a.shtml | 2026-11-24 09:05"]);
    let atom = feed::read(ATOM, &base(), today()).unwrap();
    assert_eq!(shown(&atom), ["市政府&市委 | https://www.gov.cn/zhengce/t1.html | 2026-11-24 09:05"]);
}

#[test]
fn careless_feeds_are_read_all_the_same() {
    let item = |inside: &str| format!("<rss version=\"2.0\"><channel><item>{inside}</item></channel></rss>");
    let plain = "<title>通知</title><link>https://www.gov.cn/a.htm</link>";
    for (what, text) in [
        (
            "blank lines before the declaration",
            format!("\n\n<?xml version=\"1.0\" encoding=\"UTF-8\"?>{}", item(plain)),
        ),
        ("a declaration that lies", format!("<?xml version=\"1.0\" encoding=\"GBK\"?>{}", item(plain))),
        (
            "a lone &",
            item("<title>通知</title><link>https://www.gov.cn/a.htm?</link><description>A & B &nbsp;C</description>"),
        ),
        ("control characters", item("<title>通\u{8}知</title><link>https://www.gov.cn/a.htm</link>")),
    ] {
        let entries = feed::read(&text, &base(), today()).unwrap_or_else(|fault| panic!("{what}: {fault}"));
        assert_eq!((entries.len(), entries[0].title.as_str()), (1, "通知"), "{what}");
    }
}

#[test]
fn what_is_no_feed_says_so() {
    for (text, fault) in [
        ("", FeedFault::NoFeed),
        ("<!doctype html><html><body><p>404</p></body></html>", FeedFault::NoFeed),
        ("{\"a\":1}", FeedFault::NoFeed),
        ("<rss version=\"2.0\"><channel></channel></rss>", FeedFault::NoEntries),
        ("<rss version=\"2.0\"><channel><item><title>无网址</title></item></channel></rss>", FeedFault::NoEntries),
    ] {
        assert_eq!(feed::read(text, &base(), today()).err(), Some(fault), "{text}");
    }
    let cut_off = &RSS_2[..RSS_2.find("<item><title>没有").unwrap()];
    // Where the connection broke, nobody knows what is missing: the next look shows it.
    assert!(!matches!(feed::read(cut_off, &base(), today()), Err(FeedFault::NoEntries)));
}

const LIST: &str = r#"<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body>
<ul class="nav"><li><a href="/">首页</a></li></ul>
<ul class="list">
<li><a href="./t20261124_1.shtml" title="自治区人民政府关于加强冬春农田水利建设的通知">自治区人民政府关于加强冬春…</a><span>2026-11-24</span></li>
<li><a href="../zc/2.shtml">公布一批项目</a><span>[11-23]</span></li>
<li><a href="//www.nanning.gov.cn/3.html">南宁市工作动态</a><span>2026年11月20日 10:30</span></li>
<li><a href="javascript:more()">更多</a></li>
<li>没有链接 2026-11-01</li>
</ul></body></html>"#;

fn rules(item: &str, title: &str, date: &str, date_pattern: &str) -> ListRules {
    ListRules { item: item.into(), title: title.into(), date: date.into(), date_pattern: date_pattern.into() }
}

#[test]
fn a_list_in_gbk_is_read_with_its_links_and_dates() {
    let (bytes, ..) = encoding_rs::GBK.encode(LIST);
    let page = charset::decode(&bytes, Some("text/html"));
    let at = WebAddress::parse("http://www.gxzf.gov.cn/zwgk/list/index.shtml").unwrap();
    let expected = [
        "自治区人民政府关于加强冬春农田水利建设的通知 | http://www.gxzf.gov.cn/zwgk/list/t20261124_1.shtml | 2026-11-24",
        "公布一批项目 | http://www.gxzf.gov.cn/zwgk/zc/2.shtml | 2026-11-23",
        "南宁市工作动态 | http://www.nanning.gov.cn/3.html | 2026-11-20 10:30",
    ];
    for given in [rules("ul.list li", "", "", ""), rules("ul.list > li", "", "span", "")] {
        let entries = listing::read(&page, &at, &Rules::parse(&given).unwrap(), today());
        assert_eq!(shown(&entries), expected, "{given:?}");
    }
    let links_only = listing::read(&page, &at, &Rules::parse(&rules("ul.list a", "", "", "")).unwrap(), today());
    assert_eq!(links_only.len(), 3);
    assert_eq!(links_only[1].published, None);
    let short = listing::read(&page, &at, &Rules::parse(&rules("ul.list li", "a", "span", "MM-DD")).unwrap(), today());
    assert_eq!(short[0].title, "自治区人民政府关于加强冬春…", "the manager's selector wins over the pointer's words");
    assert!(listing::read(&page, &at, &Rules::parse(&rules("ul.news li", "", "", "")).unwrap(), today()).is_empty());
}

#[test]
fn every_faulty_rule_is_named_beside_its_field() {
    for (given, fields) in [
        (rules("", "", "", ""), vec!["item"]),
        (rules("ul..list", "a[", "span", ""), vec!["item", "title"]),
        (rules("li", "", "::", "YYYY"), vec!["date", "date_pattern"]),
        (rules(&"a ".repeat(200), "", "", ""), vec!["item"]),
    ] {
        let faults = Rules::parse(&given).unwrap_err();
        assert_eq!(faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), fields, "{given:?}");
    }
}

#[test]
fn a_text_is_taken_over_without_pictures_and_with_links_that_still_lead_there() {
    let page = r#"<body><div class="nav">导航</div><div id="content"><h1>标题</h1>
        <p style="color:red" onclick="x()">正文<a href="./files/a.pdf">附件</a><a href="/media/x.doc">表</a>
        <a href="javascript:x()">脚本</a></p>
        <p><img src="/media/2026/a.png" alt="会场"><img src="https://www.gov.cn/b.jpg"></p>
        <script>steal()</script><iframe src="https://x.example"></iframe></div></body>"#;
    let taken = text::take(page, &base(), &place("#content")).unwrap();
    assert_eq!(taken.pictures, 2);
    let html = taken.html.as_str();
    assert!(html.contains("<h2>标题</h2>") && html.contains("正文"), "{html}");
    assert!(html.contains("href=\"https://www.gov.cn/zhengce/files/a.pdf\""), "{html}");
    assert!(html.contains("href=\"https://www.gov.cn/media/x.doc\""), "not our own file of that name: {html}");
    for gone in ["img", "script", "iframe", "style", "onclick", "javascript", "导航"] {
        assert!(!html.contains(gone), "{gone}: {html}");
    }
    assert_eq!(text::take(page, &base(), &place("#missing")), None);
    assert_eq!(text::take("<div id=content> <br> </div>", &base(), &place("#content")), None);
}

/// A form that hides where an address leads never becomes an address that is asked.
#[test]
fn disguised_addresses_are_refused() {
    for (text, fault) in [
        ("127.0.0.1", AddressFault::Form),
        ("//www.gov.cn/", AddressFault::Form),
        ("http://", AddressFault::Form),
        ("http://www.gov.cn:99999/", AddressFault::Form),
        ("http://[::1", AddressFault::Form),
        ("http://999.1.1.1/", AddressFault::Form),
        ("ftp://www.gov.cn/", AddressFault::Scheme),
        ("file:///etc/passwd", AddressFault::Scheme),
        ("gopher://www.gov.cn/", AddressFault::Scheme),
        ("data:text/html,x", AddressFault::Scheme),
        ("http://www.gov.cn@127.0.0.1/", AddressFault::User),
        ("http://admin:geheim@www.gov.cn/", AddressFault::User),
        ("http://127.0.0.1/", AddressFault::Host),
        ("http://2130706433/", AddressFault::Host),
        ("http://0x7f000001/", AddressFault::Host),
        ("http://0x7f.0.0.1/", AddressFault::Host),
        ("http://0177.0.0.1/", AddressFault::Host),
        ("http://017700000001/", AddressFault::Host),
        ("http://127.1/", AddressFault::Host),
        ("http://127.0.1/", AddressFault::Host),
        ("http://１２７.０.０.１/", AddressFault::Host),
        ("http://①②⑦.⓪.⓪.①/", AddressFault::Host),
        ("http://169.254.169.254/latest/meta-data/", AddressFault::Host),
        ("http://[::1]/", AddressFault::Host),
        ("http://[::ffff:127.0.0.1]/", AddressFault::Host),
        ("http://[fd00::1]/", AddressFault::Host),
        ("http://8.8.8.8/", AddressFault::Host),
        ("http://localhost/", AddressFault::Host),
        ("http://intranet/", AddressFault::Host),
        ("http://www.gov.cn./", AddressFault::Host),
        ("http://www.gov.cn:8080/", AddressFault::Port),
        ("http://www.gov.cn:22/", AddressFault::Port),
        ("https://www.gov.cn:6379/", AddressFault::Port),
        // Each is the other's usual port: written out, it would override the port of a listed machine.
        ("http://www.gov.cn:443/", AddressFault::Port),
        ("https://www.gov.cn:80/", AddressFault::Port),
    ] {
        assert_eq!(WebAddress::parse(text), Err(fault), "{text}");
    }
}

const NOTICE: &str = "各县、区人民政府，市政府各部门：为切实做好今冬明春森林草原防灭火工作，保障人民群众生命财产安全和生态安全，\
    现就有关事项通知如下。一、提高政治站位，压实工作责任。各级各部门要充分认识当前防灭火工作的严峻形势，坚决克服麻痹思想。\
    二、强化火源管控，消除火灾隐患。三、加强监测预警，科学安全扑救。四、严肃追责问责，确保工作落实。";

#[test]
fn entries_that_say_the_same_are_recognised() {
    let address = |path: &str| WebAddress::parse(&format!("https://www.gov.cn/{path}")).unwrap();
    let one = Likeness::new(Some(&address("a")), "关于做好防灭火工作的通知", NOTICE);
    let edited = NOTICE.replace("人民群众", "群众").replace("各县、区", "各市、县、区");
    let head = format!("{}{NOTICE}", "信息来源：中国政府网。");
    let other = "国务院总理主持召开国务院常务会议，听取今年以来经济运行情况汇报，研究部署下一步重点工作，审议通过有关条例草案，\
        强调要坚持稳中求进工作总基调，着力扩大内需、优化结构、提振信心、防范化解风险，推动经济持续回升向好。";
    for (what, compared, expected) in [
        ("itself elsewhere", Likeness::new(Some(&address("b")), "另一个标题", NOTICE), Some("Text(100)")),
        ("edited", Likeness::new(None, "防灭火", &edited), Some("Text")),
        ("with a head", Likeness::new(None, "防灭火", &head), Some("Text")),
        ("title typed otherwise", Likeness::new(None, "关于做好“防灭火”工作的通知 ", other), Some("SameTitle")),
        ("another text", Likeness::new(Some(&address("c")), "常务会议", other), None),
        ("too short to tell", Likeness::new(None, "短讯", "现就有关事项通知如下。"), None),
        ("nothing", Likeness::new(None, "", ""), None),
    ] {
        let found = one.compare(&compared).map(|how| format!("{how:?}"));
        match expected {
            Some(expected) => {
                assert!(found.as_deref().is_some_and(|how| how.starts_with(expected)), "{what}: {found:?}");
            }
            None => assert_eq!(found, None, "{what}"),
        }
    }
    let http = WebAddress::parse("http://www.gov.cn/a").unwrap();
    let by_address = Likeness::new(Some(&http), "换了标题", "换了正文");
    assert_eq!(one.compare(&by_address), Some(Resemblance::SameAddress));
}

/// The share of pieces that two texts have in common, counted one by one.
fn exact(one: &str, other: &str) -> f64 {
    use std::collections::BTreeSet;
    let pieces = |text: &str| -> BTreeSet<String> {
        let letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
        letters.windows(4).map(|piece| piece.iter().collect()).collect()
    };
    let (one, other) = (pieces(one), pieces(other));
    let both = u32::try_from(one.intersection(&other).count()).unwrap();
    f64::from(both) * 100.0 / f64::from(u32::try_from(one.union(&other).count()).unwrap())
}

/// A site that was taken over sends what is built to overflow a stack; reading happens on threads with little of it.
#[test]
fn what_is_built_to_be_deep_is_read_or_refused() {
    let nest =
        |tag: &str, depth: usize| format!("{}x{}", format!("<{tag}>").repeat(depth), format!("</{tag}>").repeat(depth));
    let item = |inside: &str| {
        format!("<rss version=\"2.0\"><channel><item><title>通知</title><link>/a</link>{inside}</item></channel></rss>")
    };
    let xhtml = |inside: &str| {
        format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title>通知</title><link href=\"/a\"/>\
             <content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">{inside}</div></content></entry></feed>"
        )
    };
    for text in
        [item(&nest("a", 200_000)), xhtml(&nest("b", 200_000)), nest("rss", 200_000), item(&"<x>".repeat(400_000))]
    {
        let _ = feed::read(&text, &base(), today());
    }
    let list = Rules::parse(&rules("div", "", "", "")).unwrap();
    for depth in [5_000, 200_000] {
        let page = nest("div", depth);
        assert!(listing::read(&page, &base(), &list, today()).is_empty());
        let _ = text::take(&page, &base(), &place("div"));
    }
}

proptest! {
    #[test]
    fn likeness_is_the_same_from_both_sides(one in "[一-龥]{60,300}", other in "[一-龥]{60,300}") {
        let (a, b) = (Likeness::new(None, "甲", &one), Likeness::new(None, "乙", &other));
        prop_assert_eq!(a.compare(&b), b.compare(&a));
        prop_assert_eq!(a.compare(&a.clone()), Some(Resemblance::Text(100)));
        prop_assert_eq!(Sketch::from_text(&a.sketch.to_text()), a.sketch);
    }

    /// Cutting away part of a text is estimated as what it is.
    #[test]
    fn an_estimate_is_near_the_truth(text in "[一-龥]{300,900}", kept in 50_usize..100) {
        let letters: Vec<char> = text.chars().collect();
        let cut: String = letters[..letters.len() * kept / 100].iter().collect();
        let estimate = Likeness::new(None, "", &text).sketch.percent(&Likeness::new(None, "", &cut).sketch).unwrap();
        prop_assert!((f64::from(estimate) - exact(&text, &cut)).abs() < 22.0, "{} {}", estimate, exact(&text, &cut));
    }

    #[test]
    fn nothing_that_comes_in_is_a_panic(text in "\\PC*", selector in "[a-z.# >\\[\\]=\"]{0,20}") {
        let _ = feed::read(&text, &base(), today());
        let _ = feed::read(&format!("<rss><channel><item><title>{text}</title></item></channel></rss>"), &base(), today());
        if let Ok(rules) = Rules::parse(&rules(&selector, &selector, "", "")) {
            let _ = listing::read(&format!("<ul><li><a href=\"{text}\">{text}</a></li></ul>"), &base(), &rules, today());
        }
        let _ = text::take_whole(&text, &base());
        let _ = charset::decode(text.as_bytes(), Some(&text));
        let _ = Sketch::from_text(&text);
    }
}
