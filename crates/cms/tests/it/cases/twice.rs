//! Buttons pressed twice, lines that break, and two people at once.

use cms::Error;
use domain::{
    desk::cases::CaseSeen,
    rectification::{CaseAsk, CaseState, NoticeForm},
};

use super::{answer, check, form, opened, reply, sheet, take};
use crate::both_databases;

#[tokio::test]
async fn what_is_sent_twice_counts_once_and_of_two_people_the_first() {
    for county in both_databases().await {
        let (manager, clerk) = (county.ctx("guanli").await, county.ctx("fabu").await);
        let form = form(&county.cms);
        let case = county.cms.open_case(&manager, form.clone()).await.unwrap();
        assert_eq!(county.cms.open_case(&manager, form).await.unwrap(), case, "the button was pressed twice");
        assert_eq!(county.cms.store().case_counts(None).await.unwrap(), [(CaseState::Noticed, 1)]);
        take(&county, "fabu", case, CaseAsk::Acknowledge).await.unwrap();

        let seen = CaseSeen { case, version: 2 };
        let node = county.second_node().await;
        for cms in [&county.cms, &node] {
            assert_eq!(cms.take_case_step(&clerk, seen, reply(&[1, 2])).await.unwrap(), CaseState::Replied);
        }
        assert_eq!(sheet(&county, "fabu", case).await.timeline.len(), 3, "the answer stands there once");
        let other_words = CaseAsk::Reply { answers: vec![answer(1), answer(2)], note: "补充说明".into() };
        let second = county.cms.take_case_step(&clerk, seen, other_words).await;
        assert!(matches!(second, Err(Error::Stale)), "{second:?}");

        // Two managers check at the same time, one way and the other.
        county.open_account("guanli2", "黄经理", domain::account::Role::PortalManager, "xcb").await;
        let other = county.ctx("guanli2").await;
        let seen = CaseSeen { case, version: 3 };
        let (accept, back) = (check(&[(1, true), (2, true)], ""), check(&[(1, true), (2, false)], "5"));
        let one = tokio::spawn({
            let cms = county.cms.clone();
            async move { cms.take_case_step(&manager, seen, accept).await }
        });
        let two = tokio::spawn(async move { node.take_case_step(&other, seen, back).await });
        let answers = [one.await.unwrap(), two.await.unwrap()];
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
        assert!(answers.iter().any(|answer| matches!(answer, Err(Error::Stale))), "{answers:?}");
        assert_eq!(sheet(&county, "fabu", case).await.timeline.len(), 4);
    }
}

#[tokio::test]
async fn the_same_step_sent_twice_at_the_same_time_is_one_persons() {
    for county in both_databases().await {
        let (case, clerk) = (opened(&county).await, county.ctx("fabu").await);
        let seen = CaseSeen { case, version: 1 };
        let send = |cms: cms::Cms| {
            let clerk = clerk.clone();
            tokio::spawn(async move { cms.take_case_step(&clerk, seen, CaseAsk::Acknowledge).await })
        };
        let (one, two) = (send(county.cms.clone()), send(county.second_node().await));
        for answer in [one.await.unwrap(), two.await.unwrap()] {
            assert_eq!(answer.unwrap(), CaseState::InHand);
        }
        assert_eq!(sheet(&county, "fabu", case).await.timeline.len(), 2);
    }
}

#[tokio::test]
async fn a_form_that_says_something_else_than_it_did_is_not_taken_for_the_same() {
    let county = testkit::TestCounty::new().await;
    let manager = county.ctx("guanli").await;
    let first = form(&county.cms);
    let case = county.cms.open_case(&manager, first.clone()).await.unwrap();
    let extend = CaseAsk::Extend { working_days: "9".into(), reason: "系统迁移".into() };
    take(&county, "guanli", case, extend).await.unwrap();
    assert_eq!(county.cms.open_case(&manager, first.clone()).await.unwrap(), case, "whatever was granted since");
    let mut other_words = first.clone();
    other_words.points[0].fault = "栏目空白已一年".into();
    for changed in [
        other_words,
        NoticeForm { unit: "rsj".into(), points: vec![first.points[1].clone()], ..first.clone() },
        NoticeForm { working_days: "9".into(), ..first.clone() },
    ] {
        let refused = county.cms.open_case(&manager, changed).await;
        let Err(Error::Invalid(faults)) = refused else { panic!("{refused:?}") };
        assert!(faults[0].message.contains("隆门户改〔2026〕1号"), "{faults:?}");
    }
    county.open_account("guanli2", "黄经理", domain::account::Role::PortalManager, "xcb").await;
    let foreign = county.cms.open_case(&county.ctx("guanli2").await, first).await;
    assert!(matches!(foreign, Err(Error::Stale)), "{foreign:?}");
}
