//! The cache by itself: races that no request from outside could time.

use std::{
    io::Cursor,
    sync::atomic::{AtomicUsize, Ordering},
};

use axum::{
    body::Body,
    http::header::{LOCATION, SET_COOKIE},
};
use cms::Ctx;
use domain::plan::ColumnCode;
use testkit::TestCounty;
use tokio::sync::{Notify, oneshot};

use super::*;

fn request(address: &str) -> Request {
    Request::builder().uri(address).body(Body::empty()).unwrap()
}

fn cache(county: &TestCounty) -> PageCache {
    PageCache::new(county.cms.clone(), 1, HeaderMap::new())
}

/// How many notices the page lists.
async fn page_of(cms: &Cms) -> (Response, Reading) {
    let (cms, reading) = cms.for_a_page();
    let rows = cms.latest(&[ColumnCode::parse("tzgg").unwrap()], 10).await.unwrap();
    (rows.len().to_string().into_response(), reading)
}

async fn publish(county: &TestCounty, title: &str) {
    let line = format!(r#"{{"title":"{title}","date":"2026-11-20","column":"tzgg","body":"正文","url":"/{title}"}}"#);
    let report = county.cms.import_items(&Ctx::system("test"), Cursor::new(line), None).await.unwrap();
    assert_eq!(report.imported, 1);
}

async fn text(response: Response) -> String {
    String::from_utf8(to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap()
}

#[tokio::test]
async fn a_render_that_a_publication_overtakes_is_not_kept() {
    let county = TestCounty::new().await;
    let cache = cache(&county);
    let slow = cache
        .answer(request("/"), async |_| {
            let page = page_of(&county.cms).await;
            publish(&county, "签发").await;
            page
        })
        .await;
    assert_eq!(text(slow).await, "0", "its reader asked before");
    assert!(cache.at_hand(&request("/")).is_none());
    assert_eq!(text(cache.answer(request("/"), |_| page_of(&county.cms)).await).await, "1");
    assert_eq!(text(cache.at_hand(&request("/")).unwrap()).await, "1");
}

/// Whoever asks after the publication gets it, though the page was being made when they asked.
#[tokio::test]
async fn who_waits_for_a_render_that_is_overtaken_gets_a_new_one() {
    let county = TestCounty::new().await;
    let cache = cache(&county);
    let (read, go_on) = (Notify::new(), Notify::new());
    let slow = cache.answer(request("/"), async |_| {
        let page = page_of(&county.cms).await;
        read.notify_one();
        go_on.notified().await;
        page
    });
    let late = async {
        read.notified().await;
        publish(&county, "签发").await;
        let late = cache.answer(request("/"), |_| page_of(&county.cms));
        let (late, ()) = tokio::join!(late, async { go_on.notify_one() });
        late
    };
    let (slow, late) = tokio::join!(slow, late);
    assert_eq!((text(slow).await.as_str(), text(late).await.as_str()), ("0", "1"));
}

#[tokio::test]
async fn readers_who_want_the_same_page_wait_for_one_render() {
    let county = TestCounty::new().await;
    let cache = cache(&county);
    let renders = AtomicUsize::new(0);
    let (begun, first) = oneshot::channel();
    let (go_on, waiting) = (Notify::new(), AtomicUsize::new(0));
    let slow = cache.answer(request("/"), async |_| {
        renders.fetch_add(1, Ordering::Relaxed);
        let page = page_of(&county.cms).await;
        begun.send(()).unwrap();
        go_on.notified().await;
        page
    });
    let others = async {
        first.await.unwrap();
        let other = || async {
            if waiting.fetch_add(1, Ordering::Relaxed) == 2 {
                go_on.notify_one();
            }
            let render = async |_| {
                renders.fetch_add(1, Ordering::Relaxed);
                page_of(&county.cms).await
            };
            cache.answer(request("/?utm_source=wx"), render).await
        };
        tokio::join!(other(), other(), other())
    };
    tokio::join!(slow, others);
    assert_eq!(renders.into_inner(), 1);
}

#[tokio::test]
async fn a_render_that_is_broken_off_leaves_its_place_to_the_next() {
    let county = TestCounty::new().await;
    let cache = cache(&county);
    let begun = Notify::new();
    let abandoned = cache.answer(request("/"), async |_| {
        begun.notify_one();
        std::future::pending().await
    });
    tokio::select! {
        _ = abandoned => unreachable!("it never ends"),
        () = begun.notified() => {}
    }
    assert_eq!(text(cache.answer(request("/"), |_| page_of(&county.cms)).await).await, "0");
}

#[tokio::test]
async fn nobody_waits_long_for_the_render_of_another() {
    let county = TestCounty::new().await;
    let cache = PageCache { patience: Duration::ZERO, ..cache(&county) };
    let begun = Notify::new();
    let stuck = cache.answer(request("/"), async |_| {
        begun.notify_one();
        std::future::pending().await
    });
    let other = async {
        begun.notified().await;
        cache.answer(request("/"), |_| page_of(&county.cms)).await
    };
    tokio::select! {
        _ = stuck => unreachable!("it never ends"),
        page = other => assert_eq!(text(page).await, "0"),
    }
}

#[tokio::test]
async fn what_is_no_page_for_everybody_is_not_kept() {
    let county = TestCounty::new().await;
    let cache = cache(&county);
    for (response, what) in [
        (StatusCode::NOT_FOUND.into_response(), "missing"),
        (StatusCode::INTERNAL_SERVER_ERROR.into_response(), "broken"),
        ((StatusCode::SEE_OTHER, [(LOCATION, "/")]).into_response(), "elsewhere"),
        (([(SET_COOKIE, "a=b")], "page").into_response(), "personal"),
    ] {
        let (_, reading) = page_of(&county.cms).await;
        let status = response.status();
        assert_eq!(cache.answer(request("/"), async |_| (response, reading)).await.status(), status, "{what}");
        assert!(cache.at_hand(&request("/")).is_none(), "{what}");
    }
}

#[tokio::test]
async fn a_page_is_rendered_from_its_address_and_the_preferences_alone() {
    let county = TestCounty::new().await;
    let cache = cache(&county);
    let mut personal = request("/c/tzgg?page=2&who=me");
    personal.headers_mut().insert("cookie", "size=l; longan_session=secret".parse().unwrap());
    personal.headers_mut().insert("user-agent", "a browser".parse().unwrap());
    let answer = cache.answer(personal, async |common| {
        assert_eq!((common.uri().to_string().as_str(), common.headers().len()), ("/c/tzgg?page=2", 0));
        page_of(&county.cms).await
    });
    assert_eq!(answer.await.status(), StatusCode::OK);
}

#[tokio::test]
async fn memory_is_bounded() {
    let county = TestCounty::new().await;
    let cache = cache(&county);
    for page in 2..200 {
        // What does not shrink: numbers that look drawn.
        let noise: String =
            (0..1_000u64).map(|n| format!("{:x}", (n + page).wrapping_mul(0x9E37_79B9_7F4A_7C15))).collect();
        let (_, reading) = page_of(&county.cms).await;
        cache.answer(request(&format!("/c/tzgg?page={page}")), async |_| (noise.into_response(), reading)).await;
    }
    let pages = cache.pages.as_ref().unwrap();
    assert!(pages.len() > 5 && pages.weight() <= 1024 * 1024, "{} pages, {} bytes", pages.len(), pages.weight());
}
