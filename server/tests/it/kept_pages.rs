//! Pages that are rendered once: what must show at once, what the answers say to browsers, and who shares a page.
//!
//! A change behind the program's back, with no event in the log, is how these tests see that a page was kept.

use std::io::Read;

use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use cms::{Ctx, planning::ImportOutcome};
use domain::{
    desk::content::{Ask, NewItem, Save, Saved, Seen},
    id::ItemId,
    item::{Content, EventDate, EventKind},
    kind::{Detail, Kind, PolicyDocument, Validity},
    plan::{ColumnCode, ColumnEdit},
};
use server::config::Config;
use testkit::{PLAN, secrecy_review};

use crate::{
    site::{Answer, Site, Visitor},
    story,
};

/// 通知公告, which stands on the home page too.
const NOTICES: &str = "tzgg";

const BODY: &str = "<p>全县中小学校秋季学期工作安排如下。</p>";

/// A notice that waits for its signature.
async fn notice(site: &Site, title: &str) -> ItemId {
    let item = story::draft_in(&site.county, NOTICES, title, BODY).await;
    story::decide(&site.county, &site.county.ctx("fabu").await, item, Ask::Submit).await;
    item
}

async fn decide(site: &Site, item: ItemId, ask: Ask) {
    story::decide(&site.county, &site.county.ctx("shenhe2").await, item, ask).await;
}

async fn sign(site: &Site, item: ItemId) {
    decide(site, item, Ask::Sign { publish_at: None, note: String::new() }).await;
}

async fn live(site: &Site, title: &str) -> ItemId {
    let item = notice(site, title).await;
    sign(site, item).await;
    site.county.advance_minutes(10);
    item
}

/// A policy document that is public, and in force from `day` on.
async fn document_from(site: &Site, day: &str) -> ItemId {
    let (county, author) = (&site.county, site.county.ctx("fabu").await);
    let column = ColumnCode::parse("wjzl").unwrap();
    let new = NewItem { column, kind: Some(Kind::PolicyDocument), submitted_by: None, explains: None };
    let item = county.cms.create_item(&author, &new).await.unwrap();
    let empty = county.cms.sheet(&author, item).await.unwrap().content;
    let detail = Detail::PolicyDocument(PolicyDocument {
        issuer: "隆安县教育局".into(),
        genre: "通知".into(),
        theme: "科技、教育".into(),
        interest: "否".into(),
        written_on: Some("2026-11-20".parse().unwrap()),
        effective_on: Some(day.parse().unwrap()),
        validity: Validity::NotYetInForce,
        ..PolicyDocument::default()
    });
    let content = Content {
        title: "校园安全办法".into(),
        body: BODY.into(),
        source: "县教育局".into(),
        editor: "韦小兰".into(),
        event: Some(EventDate { on: "2026-11-20".parse().unwrap(), kind: EventKind::Formed }),
        detail,
        ..empty
    };
    let Seen { revision, version, .. } = story::seen(county, item).await;
    let saved = county.cms.save(&author, Save { item, revision, version, content }).await.unwrap();
    assert!(matches!(saved, Saved::Done { .. }), "{saved:?}");
    county.cms.record_secrecy_review(&author, item, secrecy_review()).await.unwrap();
    story::publish(county, item).await;
    item
}

async fn address(site: &Site, item: ItemId) -> String {
    format!("/a/{}", story::code(&site.county, item).await)
}

/// Changes what is public past every rule.
async fn change_behind_the_back(site: &Site, title: &str) {
    site.county.database().tamper(&format!("update publication set title = '{title}'")).await;
}

async fn shows(visitor: &mut Visitor, address: &str, words: &str) -> bool {
    visitor.get(address).await.text().contains(words)
}

async fn ask(visitor: &mut Visitor, method: Method, address: &str, headers: &[(&str, &str)]) -> Answer {
    visitor.ask(method, address, headers, Body::empty()).await
}

#[tokio::test]
async fn a_page_is_rendered_once_unless_nothing_is_kept() {
    for (page_cache_mib, is_kept) in [(64, true), (0, false)] {
        let site = Site::with(Config { page_cache_mib, ..Config::default() }).await;
        let item = live(&site, "安排甲").await;
        let mut visitor = site.visitor();
        let pages = ["/".to_owned(), "/c/tzgg".to_owned(), address(&site, item).await];
        for page in &pages {
            assert!(shows(&mut visitor, page, "安排甲").await, "{page}");
        }
        change_behind_the_back(&site, "安排乙").await;
        for page in &pages[..2] {
            assert_eq!(shows(&mut visitor, page, "安排甲").await, is_kept, "{page}");
        }
    }
}

/// Rule 7 and the county's promise: what is signed is there, on every page that shows it.
#[tokio::test]
async fn a_signature_shows_at_once_on_every_page_that_it_touches() {
    let site = Site::new().await;
    let older = live(&site, "先前的公告").await;
    let item = notice(&site, "刚签发的公告").await;
    let (own, neighbour) = (address(&site, item).await, address(&site, older).await);
    let mut visitor = site.visitor();
    let pages = ["/", "/c/tzgg", "/c/dtyw", "/sitemap", &neighbour, "/a/23456789"];
    for page in pages {
        assert!(!shows(&mut visitor, page, "刚签发的公告").await, "{page}");
    }
    assert_eq!(visitor.get(&own).await.status, StatusCode::NOT_FOUND);

    sign(&site, item).await;
    for page in pages {
        // The site map counts.
        let words = if page == "/sitemap" { "（2）" } else { "刚签发的公告" };
        assert!(shows(&mut visitor, page, words).await, "{page}");
    }
    assert_eq!(visitor.get(&own).await.status, StatusCode::OK);
}

/// Its day comes without anybody, and without an event of the log.
#[tokio::test]
async fn a_document_is_shown_as_in_force_from_its_day_on() {
    let site = Site::new().await;
    let item = document_from(&site, "2026-12-01").await;
    let own = address(&site, item).await;
    let mut visitor = site.visitor();
    for (minute, is_waiting) in [("2026-11-24 18:00", true), ("2026-11-30 23:50", true), ("2026-12-01 00:10", false)] {
        site.county.set_clock(minute);
        for page in ["/c/wjzl", &own] {
            assert!(shows(&mut visitor, page, "校园安全办法").await, "{page} {minute}");
            assert_eq!(shows(&mut visitor, page, "尚未生效").await, is_waiting, "{page} {minute}");
        }
        assert_eq!(shows(&mut visitor, &own, "自 2026-12-01 起施行").await, is_waiting, "{minute}");
    }
}

#[tokio::test]
async fn a_withdrawal_is_gone_with_the_next_request() {
    let site = Site::new().await;
    let neighbour = live(&site, "先前的公告").await;
    let item = live(&site, "有误的公告").await;
    let (own, neighbour) = (address(&site, item).await, address(&site, neighbour).await);
    let mut visitor = site.visitor();
    let lists = ["/", "/c/tzgg", "/c/dtyw", &neighbour];
    for page in lists.into_iter().chain([own.as_str()]) {
        assert!(shows(&mut visitor, page, "有误的公告").await, "{page}");
    }
    let tag = visitor.get(&own).await.header("etag").to_owned();
    decide(&site, item, Ask::Withdraw { reason: "数据有误".into() }).await;
    let gone = ask(&mut visitor, Method::GET, &own, &[("if-none-match", &tag)]).await;
    assert_eq!(gone.status, StatusCode::GONE, "a browser that has it is told too");
    assert!(gone.text().contains("数据有误"));
    for page in lists {
        assert!(!shows(&mut visitor, page, "有误的公告").await, "{page}");
    }
    assert_eq!(visitor.get(&own).await.status, StatusCode::GONE, "the notice is kept as well");
}

#[tokio::test]
async fn urgent_publication_its_signature_and_a_corrected_time_show_at_once() {
    let site = Site::new().await;
    let item = notice(&site, "防汛预警").await;
    let own = address(&site, item).await;
    let mut visitor = site.visitor();
    assert!(!shows(&mut visitor, "/", "防汛预警").await);
    decide(&site, item, Ask::PublishUrgently { reason: "防汛应急".into() }).await;
    assert!(shows(&mut visitor, "/", "防汛预警").await);
    assert!(shows(&mut visitor, &own, "紧急发布").await);

    let other = site.county.ctx("shenhe").await;
    story::decide(&site.county, &other, item, Ask::RetroSign { note: String::new() }).await;
    assert!(!shows(&mut visitor, &own, "紧急发布").await);

    let at = domain::time::parse_minute("2026-11-20 08:30").unwrap();
    decide(&site, item, Ask::CorrectTime { at, reason: "原时间有误".into() }).await;
    assert!(shows(&mut visitor, &own, "2026-11-20 08:30").await);
    assert!(shows(&mut visitor, "/c/tzgg", "2026-11-20").await);
}

#[tokio::test]
async fn what_the_clock_publishes_shows_at_once() {
    let site = Site::new().await;
    let item = notice(&site, "定时的公告").await;
    let mut visitor = site.visitor();
    let publish_at = Some(site.county.cms.now() + chrono::TimeDelta::minutes(5));
    decide(&site, item, Ask::Sign { publish_at, note: String::new() }).await;
    assert!(!shows(&mut visitor, "/c/tzgg", "定时的公告").await);
    site.county.advance_minutes(6);
    site.county.cms.publish_due(&Ctx::system("test")).await.unwrap();
    assert!(shows(&mut visitor, "/c/tzgg", "定时的公告").await);
}

#[tokio::test]
async fn an_edit_of_the_plan_shows_at_once() {
    let site = Site::new().await;
    let mut visitor = site.visitor();
    for page in ["/c/tzgg", "/sitemap"] {
        assert!(!shows(&mut visitor, page, "历史栏目").await, "{page}");
    }
    let retire = ColumnEdit::Retire { code: ColumnCode::parse(NOTICES).unwrap() };
    let manager = site.county.ctx("guanli").await;
    live(&site, "老公告").await;
    site.county.cms.apply_edit(&manager, site.county.plan_version, &retire).await.unwrap();
    for page in ["/c/tzgg", "/sitemap"] {
        assert!(shows(&mut visitor, page, "历史栏目").await, "{page}");
    }
}

#[tokio::test]
async fn pages_do_not_outlive_their_day() {
    let site = Site::new().await;
    live(&site, "安排甲").await;
    let mut visitor = site.visitor();
    assert!(shows(&mut visitor, "/c/tzgg", "安排甲").await);
    change_behind_the_back(&site, "安排乙").await;
    site.county.set_clock("2026-11-24 23:59");
    assert!(shows(&mut visitor, "/c/tzgg", "安排甲").await);
    site.county.set_clock("2026-11-25 00:00");
    assert!(shows(&mut visitor, "/c/tzgg", "安排乙").await, "what the plan says changes at midnight in China");
}

/// The plan may name a day that is still to come: until then the column is one like any other.
#[tokio::test]
async fn a_column_is_history_from_the_day_that_the_plan_names_and_not_before() {
    let site = Site::new().await;
    live(&site, "安排甲").await;
    let ending = PLAN.replace("code = \"tzgg\"\n", "code = \"tzgg\"\nretired_on = 2026-12-01\n");
    let imported = site.county.cms.import_plan(&Ctx::system("test"), &ending, None, "").await.unwrap();
    assert!(matches!(imported, ImportOutcome::Imported { .. }), "{imported:?}");
    let mut visitor = site.visitor();
    for (minute, is_in_use) in [("2026-11-30 23:59", true), ("2026-12-01 00:00", false)] {
        site.county.set_clock(minute);
        // Its neighbours name it, the portal and the feeds have its news; its own page stays and says what it is.
        assert_eq!(shows(&mut visitor, "/c/ladt", "\"/c/tzgg\"").await, is_in_use, "{minute}");
        for page in ["/", "/feed.xml", "/c/gkyw/feed.xml"] {
            assert_eq!(shows(&mut visitor, page, "安排甲").await, is_in_use, "{page} {minute}");
        }
        for page in ["/c/tzgg", "/sitemap"] {
            assert_ne!(shows(&mut visitor, page, "历史栏目").await, is_in_use, "{page} {minute}");
        }
        for page in ["/c/tzgg", "/c/tzgg/feed.xml"] {
            assert!(shows(&mut visitor, page, "安排甲").await, "{page} {minute}");
        }
        let column = ColumnCode::parse(NOTICES).unwrap();
        let new = NewItem { column, kind: None, submitted_by: None, explains: None };
        let taken = site.county.cms.create_item(&site.county.ctx("fabu").await, &new).await;
        assert_eq!(taken.is_ok(), is_in_use, "{minute}: {taken:?}");
    }
}

#[tokio::test]
async fn work_at_the_desk_throws_no_page_away() {
    let site = Site::new().await;
    live(&site, "安排甲").await;
    let mut visitor = site.visitor();
    visitor.get("/").await;
    change_behind_the_back(&site, "安排乙").await;
    site.signed_in("fabu").await;
    notice(&site, "还没有签发").await;
    assert!(shows(&mut visitor, "/", "安排甲").await, "nothing public has changed");
    // Something public elsewhere does not touch this column either.
    visitor.get("/c/jypx").await;
    story::live(&site.county, "教育通知").await;
    assert!(shows(&mut visitor, "/c/tzgg", "安排乙").await, "never asked for before");
    assert!(shows(&mut visitor, "/", "安排甲").await, "the column is not on the home page");
    assert!(shows(&mut visitor, "/c/jypx", "教育通知").await);
}

#[tokio::test]
async fn a_browser_that_has_the_page_is_told_so() {
    let site = Site::new().await;
    let item = live(&site, "安排甲").await;
    let own = address(&site, item).await;
    let mut visitor = site.visitor();
    let page = visitor.get(&own).await;
    let tag = page.header("etag").to_owned();
    assert_eq!(page.header("cache-control"), "no-cache");
    for known in [tag.clone(), tag.replace("W/", ""), format!("\"other\", {tag}"), "*".to_owned()] {
        let answer = ask(&mut visitor, Method::GET, &own, &[("if-none-match", &known)]).await;
        assert_eq!((answer.status, answer.body.len()), (StatusCode::NOT_MODIFIED, 0), "{known}");
        assert_eq!(answer.header("etag"), tag);
        assert_eq!(answer.header("content-length"), "");
    }
    let other = ask(&mut visitor, Method::GET, &own, &[("if-none-match", "\"other\"")]).await;
    assert_eq!((other.status, other.text()), (StatusCode::OK, page.text()));

    let head = ask(&mut visitor, Method::HEAD, &own, &[]).await;
    assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
    assert_eq!(head.header("content-length"), page.body.len().to_string());
    let never_asked = ask(&mut visitor, Method::HEAD, "/c/jypx", &[]).await;
    assert_eq!((never_asked.status, never_asked.body.len()), (StatusCode::OK, 0));

    let second = live(&site, "安排乙").await;
    let changed = ask(&mut visitor, Method::GET, &own, &[("if-none-match", &tag)]).await;
    assert_eq!(changed.status, StatusCode::OK, "it has a neighbour now");
    assert_ne!(changed.header("etag"), tag);
    assert!(changed.text().contains(&address(&site, second).await));
}

#[tokio::test]
async fn packed_and_plain_are_the_same_page() {
    let site = Site::new().await;
    live(&site, "安排甲").await;
    let mut visitor = site.visitor();
    for address in ["/", "/c/tzgg"] {
        // The first answer is the one that was just rendered, the second comes from memory.
        for accepted in ["br", "gzip", "identity", "gzip, deflate, br, zstd", "gzip;q=1, br;q=0", ""] {
            let answer = ask(&mut visitor, Method::GET, address, &[("accept-encoding", accepted)]).await;
            let encoding = answer.header("content-encoding");
            let expected = match accepted {
                "br" | "gzip, deflate, br, zstd" => "br",
                "gzip" | "gzip;q=1, br;q=0" => "gzip",
                _ => "",
            };
            assert_eq!(encoding, expected, "{address} {accepted}");
            assert_eq!(answer.header("content-length"), answer.body.len().to_string(), "{address} {accepted}");
            let mut text = String::new();
            match encoding {
                "br" => drop(brotli::Decompressor::new(&*answer.body, 4096).read_to_string(&mut text).unwrap()),
                "gzip" => drop(flate2::read::GzDecoder::new(&*answer.body).read_to_string(&mut text).unwrap()),
                _ => text = answer.text(),
            }
            let plain = visitor.get(address).await;
            assert_eq!(text, plain.text(), "{address} {accepted}");
            assert_eq!(answer.header("etag"), plain.header("etag"), "{address} {accepted}");
        }
    }
}

#[tokio::test]
async fn a_kept_page_carries_the_headers_of_a_new_one() {
    for public_address in ["http://127.0.0.1:3000", "https://www.lax.gov.cn"] {
        let site = Site::with(Config { public_address: public_address.into(), ..Config::default() }).await;
        let mut visitor = site.visitor();
        let (new, kept) = (visitor.get("/").await, visitor.get("/").await);
        let unchanged = ask(&mut visitor, Method::GET, "/", &[("if-none-match", new.header("etag"))]).await;
        let of = |answer: &Answer, skipped: &[&str]| {
            let mut headers: Vec<(String, String)> = answer
                .headers
                .iter()
                .filter(|(name, _)| *name != "x-request-number" && !skipped.contains(&name.as_str()))
                .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
                .collect();
            headers.sort();
            headers
        };
        assert_eq!(of(&new, &[]), of(&kept, &[]));
        assert_eq!(of(&unchanged, &[]), of(&kept, &["content-type", "content-length"]));
        assert_eq!(kept.header("vary"), "cookie, accept-encoding");
        assert!(kept.header("content-security-policy").starts_with("default-src 'none'"));
        assert_eq!(kept.header("x-request-number").len(), 10);
        assert_ne!(kept.header("x-request-number"), new.header("x-request-number"));
        let missing = visitor.get("/nowhere").await;
        assert_eq!((missing.header("cache-control"), missing.header("etag")), ("no-cache", ""));
    }
}

#[tokio::test]
async fn a_reader_s_preferences_are_nobody_else_s() {
    let site = Site::new().await;
    let size = |answer: &Answer| answer.attributes("html", "data-size").concat();
    let (mut plain, mut large) = (site.visitor(), site.visitor());
    large.set_cookie("size", "l");
    large.set_cookie("longan_session", "somebody");
    assert_eq!((size(&large.get("/").await), size(&plain.get("/").await)), ("l".into(), "m".into()));
    assert_eq!((size(&large.get("/").await), size(&plain.get("/").await)), ("l".into(), "m".into()));
    plain.set_cookie("elder", "on");
    let elder = plain.get("/").await;
    assert_eq!((elder.attributes("html", "data-elder").concat(), size(&elder)), ("on".into(), "m".into()));
    let (one, other) = (large.get("/").await, elder);
    assert_ne!(one.header("etag"), other.header("etag"));
}

#[tokio::test]
async fn what_a_page_does_not_know_makes_no_second_copy() {
    let site = Site::new().await;
    live(&site, "安排甲").await;
    let mut visitor = site.visitor();
    assert!(shows(&mut visitor, "/c/tzgg?utm_source=wx", "安排甲").await);
    change_behind_the_back(&site, "安排乙").await;
    for same in ["/c/tzgg", "/c/tzgg?page=1", "/c/tzgg?from=x&page=0", "/c/tzgg?page=x"] {
        let page = visitor.get(same).await;
        assert!(page.text().contains("安排甲"), "{same}");
        assert_eq!(page.attributes("input[name=back]", "value")[0], "/c/tzgg", "{same}");
    }
    assert_eq!(visitor.get("/c/tzgg?page=2").await.status, StatusCode::NOT_FOUND);
    for odd in ["/c/%74zgg", "/c/tzgg/"] {
        assert!(!shows(&mut visitor, odd, "安排甲").await, "{odd} is made anew");
    }
    let leave = visitor.get("/leave?to=https%3A%2F%2Fshop.example%2F").await;
    assert_eq!((leave.status, leave.header("etag")), (StatusCode::OK, ""), "there is no end to what readers type");
}

#[tokio::test]
async fn two_nodes_share_what_the_log_says() {
    let site = Site::new().await;
    let item = live(&site, "有误的公告").await;
    let own = address(&site, item).await;
    let (mut visitor, state) = site.second_node().await;
    for page in ["/", &own] {
        assert!(shows(&mut visitor, page, "有误的公告").await, "{page}");
    }
    decide(&site, item, Ask::Withdraw { reason: "数据有误".into() }).await;
    assert_eq!(site.visitor().get(&own).await.status, StatusCode::GONE);
    state.read_log().await.unwrap();
    assert_eq!(visitor.get(&own).await.status, StatusCode::GONE);
    assert!(!shows(&mut visitor, "/", "有误的公告").await);

    let retire = ColumnEdit::Retire { code: ColumnCode::parse("dtyw").unwrap() };
    let manager = site.county.ctx("guanli").await;
    site.county.cms.apply_edit(&manager, site.county.plan_version, &retire).await.unwrap();
    assert!(!shows(&mut visitor, "/c/dtyw", "历史栏目").await);
    state.read_log().await.unwrap();
    assert!(shows(&mut visitor, "/c/dtyw", "历史栏目").await, "the plan came with the event");
}

#[tokio::test]
async fn readers_at_once_get_one_page() {
    let site = Site::new().await;
    live(&site, "安排甲").await;
    let readers = (0..40).map(|_| {
        let mut visitor = site.visitor();
        tokio::spawn(async move { visitor.get("/c/tzgg").await })
    });
    let mut tags = Vec::new();
    for reader in readers.collect::<Vec<_>>() {
        let page = reader.await.unwrap();
        assert_eq!(page.status, StatusCode::OK);
        tags.push(page.header("etag").to_owned());
    }
    tags.dedup();
    assert_eq!(tags.len(), 1);
}
