//! A link to another site that the patrol has found dead is known while somebody writes it again.

use domain::{
    checks::Severity,
    patrol::{FaultKind, Finding, Fingerprint, State},
};

use super::*;

const DEAD: &str = "https://www.example.gov.cn/old/1.html";

async fn with_a_dead_link(county: &TestCounty, state: State) {
    let page = "https://www.lax.gov.cn/a/1";
    let fingerprint = Fingerprint::on_page(FaultKind::DeadOutsideLink, page, DEAD, "");
    county.keep_finding(&Finding { fingerprint, state, ..county.typo(COLUMN, page) }).await;
}

/// What is said about links of a text that names `link`.
async fn said(county: &TestCounty, link: &str) -> Vec<(Severity, String)> {
    let author = county.ctx("fabu").await;
    let item = draft(county, &author, "通知").await;
    write(county, &author, item, "通知", &format!("<p>见<a href=\"{link}\">原通知</a>的说明。</p>")).await;
    let report = county.cms.check(&author, item).await.unwrap();
    let of_links =
        report.findings.into_iter().filter(|one| one.place.as_deref().is_some_and(|place| place.starts_with("link:")));
    of_links.map(|one| (one.severity, one.message)).collect()
}

#[tokio::test]
async fn what_the_patrol_found_dead_is_written_again_only_with_a_reason() {
    let county = TestCounty::new().await;
    assert_eq!(said(&county, DEAD).await, [], "nobody asks other sites while somebody writes");
    with_a_dead_link(&county, State::Open).await;
    let message = format!("链接“{DEAD}”自 2026-11-24 起巡查都打不开，请更换；确需保留的，请说明理由");
    assert_eq!(said(&county, DEAD).await, [(Severity::Confirm, message)]);
    assert_eq!(said(&county, "https://www.example.gov.cn/new/1.html").await, []);
}
