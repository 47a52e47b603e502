//! Taking down, and correcting a time.

use chrono::TimeDelta;
use cms::{Error, portal::Article};
use domain::{desk::content::Ask, permission::Refusal, workflow::Stage};
use testkit::TestCounty;

use super::{decide, live, public, published, refused, review, seen, sign, write};

#[tokio::test]
async fn a_withdrawn_page_names_its_reason() {
    for county in crate::both_databases().await {
        let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
        let item = published(&county, "有误的通知").await;
        assert_eq!(refused(decide(&county, &author, item, withdraw("数据有误")).await), Refusal::Role);
        assert!(matches!(decide(&county, &reviewer, item, withdraw("  ")).await, Err(Error::Invalid(_))));
        assert_eq!(decide(&county, &reviewer, item, withdraw("数据有误")).await.unwrap(), Stage::Withdrawn);
        let Some(Article::Gone(gone)) = public(&county, item).await else { panic!("still there") };
        assert_eq!((gone.title.as_str(), gone.reason.as_str()), ("有误的通知", "数据有误"));
        assert!(county.cms.latest(&[super::column(super::COLUMN)], 10).await.unwrap().is_empty());

        // Mended and signed again it is public again, from now on.
        county.advance_minutes(30);
        decide(&county, &author, item, Ask::Revise).await.unwrap();
        write(&county, &author, item, "更正的通知", "<p>更正后的正文。</p>").await;
        county.cms.record_secrecy_review(&author, item, review()).await.unwrap();
        decide(&county, &author, item, Ask::Submit).await.unwrap();
        decide(&county, &reviewer, item, sign()).await.unwrap();
        let article = live(&county, item).await;
        assert_eq!(article.published_at, county.cms.now());
    }
}

#[tokio::test]
async fn the_live_version_can_be_taken_down_while_the_next_is_written() {
    let county = TestCounty::new().await;
    let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    let item = published(&county, "第一版").await;
    decide(&county, &author, item, Ask::Revise).await.unwrap();
    let seen = seen(&county, &reviewer, item).await;
    write(&county, &author, item, "第二版", "<p>自动保存不妨碍撤稿。</p>").await;
    assert_eq!(county.cms.decide(&reviewer, seen, withdraw("紧急撤稿")).await.unwrap(), Stage::Draft);
    assert!(matches!(public(&county, item).await, Some(Article::Gone(_))));
    assert_eq!(refused(county.cms.decide(&reviewer, seen, withdraw("再撤一次")).await), Refusal::Stage);
    let sheet = super::sheet(&county, &author, item).await;
    assert_eq!((sheet.row.stage, sheet.row.title.as_str(), sheet.row.is_live), (Stage::Draft, "第二版", false));
}

#[tokio::test]
async fn a_publication_time_changes_only_by_a_stated_correction() {
    let county = TestCounty::new().await;
    let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    let item = published(&county, "通知").await;
    let (now, earlier) = (county.cms.now(), county.cms.now() - TimeDelta::days(2));
    let correct = |at, reason: &str| Ask::CorrectTime { at, reason: reason.into() };
    assert_eq!(refused(decide(&county, &author, item, correct(earlier, "补录")).await), Refusal::Role);
    assert!(matches!(decide(&county, &reviewer, item, correct(earlier, "")).await, Err(Error::Invalid(_))));
    let future = correct(now + TimeDelta::minutes(1), "将来");
    assert!(matches!(decide(&county, &reviewer, item, future).await, Err(Error::Invalid(_))));
    decide(&county, &reviewer, item, correct(earlier, "系统故障期间已在公告栏公布")).await.unwrap();
    assert_eq!(live(&county, item).await.published_at, earlier);
    let events = county.cms.store().events_of(domain::event::SubjectKind::Item, &item.to_string()).await.unwrap();
    let last = events.last().unwrap();
    assert_eq!(last.action, "item.correct-time");
    assert!(last.data.contains("系统故障期间已在公告栏公布"));
}

fn withdraw(reason: &str) -> Ask {
    Ask::Withdraw { reason: reason.into() }
}
