//! How a played county begins, and that nobody takes it for a real one.

use cms::{Error, demo::DEMO_PASSWORD};

use super::*;

fn county() -> String {
    plan("广西", &column("gzdt", "工作动态", "2周内", "县教育局", ""))
}

#[tokio::test]
async fn the_office_comes_in_with_the_password_that_is_printed() {
    let (database, plan) = (TestDatabase::sqlite().await, county());
    let opening = Opening { plan: &plan, from: day("2024-09-18"), seed: 1, patrolling: Patrolling::Never };
    let media = Arc::new(InMemory::new());
    let county = Simulation::open(database.store.clone(), media, &opening, Script::default()).await.unwrap();
    let cms = county.cms();
    let introduction = cms.demo_introduction().await.unwrap();
    assert!(introduction.contains(DEMO_PASSWORD) && introduction.contains("demo-zwb-gl1"), "{introduction}");
    let signed_in = cms.sign_in("demo-zwb-gl1", DEMO_PASSWORD, None, "").await.unwrap();
    assert!(!signed_in.must_change_password && !signed_in.must_enrol_totp);
    // The start of a server sees the demo's mark, and puts none of the demo's own people and items beside what was played.
    assert!(cms.has_demo_people().await.unwrap());
    let (events, accounts) = (cms.store().last_event().await.unwrap(), cms.store().accounts().await.unwrap().len());
    cms.seed_demo().await.unwrap();
    assert_eq!(
        (cms.store().last_event().await.unwrap(), cms.store().accounts().await.unwrap().len()),
        (events, accounts)
    );
}

#[tokio::test]
async fn no_county_is_played_over_another() {
    let (other, plan) = (testkit::TestCounty::new().await, county());
    let opening = Opening { plan: &plan, from: day("2024-09-18"), seed: 1, patrolling: Patrolling::Never };
    let media = Arc::new(InMemory::new());
    let store = other.cms.store().clone();
    let refused = Simulation::open(store, media, &opening, Script::default()).await.err();
    assert!(matches!(refused, Some(Error::Invalid(_))), "{refused:?}");
}
