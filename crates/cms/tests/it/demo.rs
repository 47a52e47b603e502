//! The demo's people: there once, able to do what the introduction proposes.

use cms::demo::{DEMO_PASSWORD, PEOPLE};
use domain::{
    account::check_password,
    permission::{Action, Target, may},
};
use testkit::TestCounty;

#[tokio::test]
async fn the_people_of_the_demo_are_there_once() {
    let county = TestCounty::new().await;
    assert!(county.cms.has_demo_people().await.unwrap());
    county.cms.seed_demo_people().await.unwrap();
    assert_eq!(county.cms.store().accounts().await.unwrap().len(), PEOPLE.len());
    assert_eq!(county.logged_actions().await, ["plan.import", "account.open"]);
}

#[tokio::test]
async fn everybody_comes_in_with_the_password_that_is_printed() {
    let county = TestCounty::new().await;
    let demo = county.cms.clone().in_demo_mode();
    let introduction = demo.demo_introduction().await.unwrap();
    assert!(introduction.contains(DEMO_PASSWORD) && introduction.contains("不强制动态口令"));
    for person in PEOPLE {
        assert_eq!(check_password(DEMO_PASSWORD, person.login), Ok(()), "{}", person.login);
        let signed_in = demo.sign_in(person.login, DEMO_PASSWORD, None, "").await.unwrap();
        assert!(!signed_in.must_change_password && !signed_in.must_enrol_totp, "{}", person.login);
        assert!(introduction.contains(person.login));
    }
}

#[tokio::test]
async fn what_the_introduction_proposes_is_possible() {
    let county = TestCounty::new().await;
    let plan = county.cms.plan();
    let [writer, signer] = [county.ctx("fabu").await, county.ctx("shenhe").await];
    let shared = plan.all_duties().filter(|(_, duties)| {
        let is_theirs = may(writer.actor().unwrap(), Action::Create, Target::Column(duties)).is_ok();
        is_theirs && duties.leads.contains(&signer.actor().unwrap().unit)
    });
    assert!(shared.count() > 3, "fabu writes where shenhe signs");
}
