//! 发布审定单 through the front door: the paper of the public revision, and of each other one.

use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::{
    desk::content::{Ask, Save, Seen},
    item::{ChangeKind, ChangeNote},
};
use testkit::secrecy_review;

use crate::{site::Site, story};

#[tokio::test]
async fn each_revision_has_its_own_paper() {
    let site = Site::new().await;
    let county = &site.county;
    let item = story::live(county, "招生简章").await;
    county.advance_minutes(60);
    let author = county.ctx("fabu").await;
    story::decide(county, &author, item, Ask::Revise).await;
    let mut content = county.cms.sheet(&author, item).await.unwrap().content;
    content.title = "招生简章（更正）".to_owned();
    content.change = Some(ChangeNote { kind: ChangeKind::Major, note: "更正人数".to_owned() });
    let Seen { revision, version, .. } = story::seen(county, item).await;
    county.cms.save(&author, Save { item, revision, version, content }).await.unwrap();

    let mut clerk = site.signed_in("fabu").await;
    let (first, second) = ("第 1 次，2026-11-24 09:00 建立", "第 2 次，2026-11-24 10:00 建立");
    let (of_public, of_second) = (format!("/desk/print/items/{item}"), format!("/desk/print/items/{item}?revision=2"));
    let paper = clerk.get(&of_public).await;
    assert_eq!(paper.status, StatusCode::OK);
    let paper = paper.text();
    assert!(paper.contains(first) && !paper.contains("招生简章（更正）"), "{paper}");
    assert!(!paper.contains("未登记保密审查"), "{paper}");
    let paper = clerk.get(&of_second).await.text();
    assert!(paper.contains(second) && paper.contains("招生简章（更正）"), "{paper}");
    assert!(paper.contains("未登记保密审查") && paper.contains("尚未发布"), "{paper}");

    county.cms.record_secrecy_review(&author, item, secrecy_review()).await.unwrap();
    story::decide(county, &author, item, Ask::Submit).await;
    let publish_at = Some(county.cms.now() + TimeDelta::minutes(90));
    let later = Ask::Sign { publish_at, note: String::new() };
    story::decide(county, &county.ctx("shenhe2").await, item, later).await;
    let paper = clerk.get(&of_second).await.text();
    assert!(paper.contains("定于 2026-11-24 11:30"), "{paper}");

    // A corrected time says on the paper what it was, who corrected it and why, and the page says that it was.
    let at = domain::time::parse_minute("2026-11-23 08:30").unwrap();
    let correction = Ask::CorrectTime { at, reason: "前一日已张贴".to_owned() };
    let corrector = county.ctx("shenhe2").await;
    let name = corrector.actor().unwrap().name.clone();
    story::decide(county, &corrector, item, correction).await;
    let paper = clerk.get(&of_public).await.text();
    let says = format!("2026-11-23 08:30（原为 2026-11-24 09:00，由 {name} 于 2026-11-24 10:00 更正：前一日已张贴）");
    assert!(paper.contains(&says) && !paper.contains("本次修订于"), "{paper}");
    assert!(paper.contains("原为 2026-11-24 09:00，更正为 2026-11-23 08:30：前一日已张贴"), "{paper}");
    let code = story::code(county, item).await;
    let page = site.visitor().get(&format!("/a/{code}")).await.text();
    assert!(page.contains("发布时间经更正"), "{page}");

    let links = clerk.get(&format!("/desk/items/{item}/history")).await.attributes(".revisions a", "href");
    for revision in [1, 2] {
        let paper = format!("/desk/print/items/{item}?revision={revision}");
        assert!(links.contains(&paper), "{links:?}");
    }
    for nowhere in ["3", "x"] {
        let answer = clerk.get(&format!("/desk/print/items/{item}?revision={nowhere}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
}
