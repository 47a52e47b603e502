//! Probes over the real router: they open what a visitor opens, over the loopback.

use chrono::DateTime;
use cms::Ctx;
use domain::availability::{Outcome, Rhythm};
use patrol::Wishes;
use server::{config::Config, patrol::PortalNetwork};

use crate::site::Site;

const PUBLIC: &str = "http://www.lax.test";

#[tokio::test(flavor = "multi_thread")]
async fn the_home_page_and_the_pages_of_the_plan_open() {
    let site = Site::at(PUBLIC).await;
    let listener = site.listen().await;
    let config = Config { public_address: PUBLIC.to_owned(), ..Config::default() };
    let network = PortalNetwork::new(&config, listener, None).unwrap();
    let (cms, rhythm) = (&site.county.cms, Rhythm::new(48).unwrap());
    let walking = network.walking(&config);
    let mut wishes = Wishes::default();
    let asked = cms.probe_services(&Ctx::system("test"), rhythm, &walking, &mut wishes).await.unwrap();
    assert!(asked.is_some());

    let probes = cms.store().probes_between(DateTime::UNIX_EPOCH, cms.now()).await.unwrap();
    for code in ["", "zddt"] {
        let (_, probe) = probes.iter().find(|(probed, _)| probed.code() == code).unwrap();
        assert!(matches!(probe.outcome, Outcome::Opened { .. }), "{code}: {:?}", probe.outcome);
    }
    // The plan asks for a search, and the portal has no page for it.
    let (_, search) = probes.iter().find(|(probed, _)| probed.code() == "znss").unwrap();
    assert_eq!(search.outcome, Outcome::Failed { why: "本门户答复 404".into() });
    // Other sites could not be asked: nobody says that they are down.
    let (_, mailbox) = probes.iter().find(|(probed, _)| probed.code() == "xzxx").unwrap();
    assert_eq!(mailbox.outcome, Outcome::Unsettled { why: "不允许访问".into() });
}
