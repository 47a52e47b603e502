//! The patrol over the real router: its requests go over the loopback, under the public name of the portal.

use std::time::Duration;

use cms::{Ctx, patrol::Outcome};
use domain::{
    desk::{
        content::Ask,
        patrol::{FindingFilter, FindingQuery, FindingRow, FindingState, PatrolSheet},
    },
    patrol::FaultKind,
};
use server::{config::Config, patrol::PortalNetwork};

use crate::{site::Site, story};

const PUBLIC: &str = "http://www.lax.test";

async fn round(site: &Site, network: &PortalNetwork, config: &Config) -> Outcome {
    let (cms, system) = (&site.county.cms, Ctx::system("test"));
    cms.order_round(&system).await.unwrap();
    let mut walking = network.walking(config);
    walking.manners.fastest = Duration::from_millis(1);
    walking.manners.slowest = Duration::from_millis(2);
    let outcome = cms.walk_round(&system, &walking).await.unwrap().unwrap();
    site.county.advance_minutes(60);
    outcome
}

async fn dead_links(site: &Site, state: FindingState) -> Vec<FindingRow> {
    let filter = FindingFilter { state, kind: Some(FaultKind::DeadLink), ..FindingFilter::default() };
    let query = FindingQuery { filter, ..FindingQuery::default() };
    let sheet: PatrolSheet = site.county.cms.patrol_sheet(&site.county.ctx("fabu").await, &query).await.unwrap();
    // Scripts and styles are built for the program, not for its tests.
    let is_built = |row: &FindingRow| ["/js/", "/pkg/"].iter().any(|folder| row.target.contains(folder));
    sheet.findings.rows.into_iter().filter(|row| !is_built(row)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_round_over_the_portal_finds_the_link_that_leads_nowhere() {
    let site = Site::at(PUBLIC).await;
    // The one links to the other, which is taken down afterwards.
    let other = story::live(&site.county, "招生方案").await;
    let gone = story::code(&site.county, other).await;
    let body = format!("<p>秋季招生工作安排见<a href=\"/a/{gone}\">招生方案</a>，请各学校遵照执行。</p>");
    let item = story::draft_with(&site.county, "秋季招生工作安排", &body).await;
    story::publish(&site.county, item).await;
    let code = story::code(&site.county, item).await;
    let ask = Ask::Withdraw { reason: "内容有误".to_owned() };
    story::decide(&site.county, &site.county.ctx("shenhe2").await, other, ask).await;
    let listener = site.listen().await;
    let config = Config { public_address: PUBLIC.to_owned(), ..Config::default() };
    let network = PortalNetwork::new(&config, listener, None).unwrap();

    let first = round(&site, &network, &config).await;
    assert!(first.pages > 50, "every column has its page: {first:?}");
    assert!(dead_links(&site, FindingState::Open).await.is_empty());
    round(&site, &network, &config).await;
    let open = dead_links(&site, FindingState::Open).await;
    let found: Vec<_> = open.iter().map(|row| (row.page.as_str(), row.target.as_str(), row.status)).collect();
    let (page, target) = (format!("{PUBLIC}/a/{code}"), format!("{PUBLIC}/a/{gone}"));
    assert_eq!(found, [(page.as_str(), target.as_str(), Some(410))], "and no other link of the portal is dead");
    assert_eq!(open[0].column.as_ref().map(|(code, _)| code.as_str()), Some(story::COLUMN));
    assert!(open[0].responsible.iter().any(|unit| unit.code.as_str() == "jyj"), "{:?}", open[0].responsible);

    // Other sites could not be asked: nobody says that they are dead.
    let filter = FindingFilter {
        state: FindingState::Suspected,
        kind: Some(FaultKind::DeadOutsideLink),
        ..FindingFilter::default()
    };
    let query = FindingQuery { filter, ..FindingQuery::default() };
    let sheet = site.county.cms.patrol_sheet(&site.county.ctx("fabu").await, &query).await.unwrap();
    assert_eq!(sheet.findings.total, 0, "{:?}", sheet.findings.rows.first());
}
