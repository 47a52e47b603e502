//! Delegation of signature.

use chrono::NaiveDate;
use cms::Error;
use domain::{desk::people::NewDelegation, permission::Refusal};
use testkit::TestCounty;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

async fn to(county: &TestCounty, login: &str, from_day: &str, to_day: &str) -> NewDelegation {
    NewDelegation {
        to: county.account(login).await,
        from_day: day(from_day),
        to_day: day(to_day),
        reason: "外出学习".to_owned(),
    }
}

async fn signs_also_for(county: &TestCounty, login: &str) -> Vec<String> {
    let signed = county.cms.actor_of(county.account(login).await).await.unwrap().unwrap();
    signed.actor.signs_also_for.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn a_delegation_begins_and_ends_at_midnight_in_china() {
    let county = TestCounty::new().await;
    let new = to(&county, "fabu", "2026-11-25", "2026-11-26").await;
    county.cms.delegate(&county.ctx("shenhe").await, &new).await.unwrap();
    for (minute, holds) in [
        ("2026-11-24 23:59", false),
        ("2026-11-25 00:00", true),
        ("2026-11-26 23:59", true),
        ("2026-11-27 00:00", false),
    ] {
        county.set_clock(minute);
        assert_eq!(signs_also_for(&county, "fabu").await == ["zwb"], holds, "{minute}");
    }
}

#[tokio::test]
async fn the_period_is_at_most_a_month_and_begins_today() {
    let county = TestCounty::new().await;
    let shenhe = county.ctx("shenhe").await;
    for (from_day, to_day, field) in [
        ("2026-11-23", "2026-11-25", "from_day"),
        ("2026-11-25", "2026-11-24", "to_day"),
        ("2026-11-24", "2026-12-25", "to_day"),
    ] {
        match county.cms.delegate(&shenhe, &to(&county, "fabu", from_day, to_day).await).await {
            Err(Error::Invalid(faults)) => assert_eq!(faults[0].field, field),
            other => panic!("{from_day} to {to_day}: {other:?}"),
        }
    }
    county.cms.delegate(&shenhe, &to(&county, "fabu", "2026-11-24", "2026-12-24").await).await.expect("31 days");
}

#[tokio::test]
async fn only_reviewers_delegate_and_only_what_is_theirs() {
    let county = TestCounty::new().await;
    let new = to(&county, "fabu2", "2026-11-24", "2026-11-30").await;
    for login in ["fabu", "guanli", "anquan", "shenji"] {
        let refused = county.cms.delegate(&county.ctx(login).await, &new).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Role))), "{login}: {refused:?}");
    }
    // A reviewer of the propaganda department who signs for the service office passes on the former only.
    let taken = to(&county, "xuanchuan", "2026-11-24", "2026-11-30").await;
    county.cms.delegate(&county.ctx("shenhe").await, &taken).await.unwrap();
    assert_eq!(signs_also_for(&county, "xuanchuan").await, ["zwb"]);
    county.cms.delegate(&county.ctx("xuanchuan").await, &new).await.unwrap();
    assert_eq!(signs_also_for(&county, "fabu2").await, ["xcb"]);
}

#[tokio::test]
async fn a_signature_goes_to_an_editor_who_does_not_have_it() {
    let county = TestCounty::new().await;
    let shenhe = county.ctx("shenhe").await;
    for login in ["shenhe", "shenhe2", "guanli", "anquan", "shenji"] {
        match county.cms.delegate(&shenhe, &to(&county, login, "2026-11-24", "2026-11-30").await).await {
            Err(Error::Invalid(faults)) => assert_eq!(faults[0].field, "to", "{login}"),
            other => panic!("{login}: {other:?}"),
        }
    }
    let offered = county.cms.colleagues(&shenhe).await.unwrap();
    let names: Vec<&str> = offered.iter().map(|colleague| colleague.name.as_str()).collect();
    assert_eq!(names, ["韦小兰", "黄志强", "覃海燕"], "fabu, fabu2, xuanchuan");
}

#[tokio::test]
async fn a_delegation_is_taken_back_by_a_reviewer_of_the_unit() {
    let county = TestCounty::new().await;
    let new = to(&county, "fabu", "2026-11-24", "2026-11-30").await;
    let id = county.cms.delegate(&county.ctx("shenhe").await, &new).await.unwrap();
    for (login, rows) in [("shenhe", 1), ("shenhe2", 1), ("fabu", 1), ("xuanchuan", 0), ("fabu2", 0)] {
        assert_eq!(county.cms.delegations(&county.ctx(login).await).await.unwrap().len(), rows, "{login}");
    }
    let other = county.cms.end_delegation(&county.ctx("xuanchuan").await, id).await;
    assert!(matches!(other, Err(Error::Refused(Refusal::OtherUnit))), "{other:?}");
    county.cms.end_delegation(&county.ctx("shenhe2").await, id).await.unwrap();
    assert!(signs_also_for(&county, "fabu").await.is_empty());
    let again = county.cms.end_delegation(&county.ctx("shenhe").await, id).await;
    assert!(matches!(again, Err(Error::Stale)), "{again:?}");
}

#[tokio::test]
async fn a_delegation_rests_while_its_giver_is_locked() {
    let county = TestCounty::new().await;
    let new = to(&county, "fabu", "2026-11-24", "2026-11-30").await;
    county.cms.delegate(&county.ctx("shenhe").await, &new).await.unwrap();
    let (anquan, shenhe) = (county.ctx("anquan").await, county.account("shenhe").await);
    county.cms.lock_account(&anquan, shenhe).await.unwrap();
    assert!(signs_also_for(&county, "fabu").await.is_empty());
    county.cms.unlock_account(&anquan, shenhe).await.unwrap();
    assert_eq!(signs_also_for(&county, "fabu").await, ["zwb"]);
}

#[tokio::test]
async fn a_unit_that_leads_nothing_has_nothing_to_delegate() {
    let county = TestCounty::new().await;
    // An amended plan relieves the propaganda department of what it leads.
    let plan = crate::plan_versions::plan_led_by_one_office();
    county.cms.import_plan(&county.ctx("guanli").await, &plan, None, "").await.unwrap();
    let new = to(&county, "fabu", "2026-11-24", "2026-11-30").await;
    let refused = county.cms.delegate(&county.ctx("xuanchuan").await, &new).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::Column))), "{refused:?}");
}
