//! Live versions, schedules, urgency.

use chrono::TimeDelta;
use cms::{Ctx, Error};
use domain::{
    desk::content::Ask,
    permission::Refusal,
    plan::ColumnEdit,
    workflow::{Stage, Step},
};
use testkit::{TestCounty, secrecy_review};

use super::{decide, live, published, refused, sheet, sign, submitted, write};

#[tokio::test]
async fn the_live_version_stays_until_the_next_is_signed() {
    for county in crate::both_databases().await {
        let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
        let item = published(&county, "第一版").await;
        let first_published = live(&county, item).await.published_at;
        county.advance_minutes(60);
        assert_eq!(decide(&county, &author, item, Ask::Revise).await.unwrap(), Stage::Draft);
        write(&county, &author, item, "第二版", "<p>新的正文。</p>").await;
        assert_eq!(live(&county, item).await.content.title, "第一版");
        county.cms.record_secrecy_review(&author, item, secrecy_review()).await.unwrap();
        decide(&county, &author, item, Ask::Submit).await.unwrap();
        assert_eq!(live(&county, item).await.content.title, "第一版");
        decide(&county, &reviewer, item, sign()).await.unwrap();
        let article = live(&county, item).await;
        assert_eq!(article.content.title, "第二版");
        assert_eq!(article.published_at, first_published, "a revision does not make an item new");
        assert_eq!(article.revised_at, Some(county.cms.now()));
        let sheet = sheet(&county, &author, item).await;
        let stages: Vec<(i32, Stage)> = sheet.revisions.iter().map(|row| (row.number, row.stage)).collect();
        assert_eq!(stages, [(2, Stage::Published), (1, Stage::Archived)]);
        let comparison = county.cms.compare(&author, item, 1, 2).await.unwrap();
        assert_eq!(comparison.fields[0].right, "第二版");
    }
}

#[tokio::test]
async fn a_discarded_revision_leaves_the_live_one() {
    let county = TestCounty::new().await;
    let author = county.ctx("fabu").await;
    let item = published(&county, "第一版").await;
    decide(&county, &author, item, Ask::Revise).await.unwrap();
    write(&county, &author, item, "不要了", "<p>新的正文。</p>").await;
    assert_eq!(decide(&county, &author, item, Ask::Discard).await.unwrap(), Stage::Published);
    let sheet = sheet(&county, &author, item).await;
    assert_eq!((sheet.row.revision, sheet.row.title.as_str()), (1, "第一版"));
    let draft = super::draft(&county, &author, "从未公开").await;
    decide(&county, &author, draft, Ask::Discard).await.unwrap();
    assert!(matches!(county.cms.sheet(&author, draft).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_schedule_is_kept_to_the_minute_and_over_a_restart() {
    for county in crate::both_databases().await {
        let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
        let system = Ctx::system("test");
        let item = submitted(&county, &author, "定时发布").await;
        let due = county.cms.now() + TimeDelta::minutes(90) + TimeDelta::seconds(20);
        let past = Ask::Sign { publish_at: Some(county.cms.now()), note: String::new() };
        assert!(matches!(decide(&county, &reviewer, item, past).await, Err(Error::Invalid(_))));
        let later = Ask::Sign { publish_at: Some(due), note: String::new() };
        assert_eq!(decide(&county, &reviewer, item, later).await.unwrap(), Stage::Scheduled);
        county.advance_minutes(89);
        assert_eq!(county.cms.publish_due(&system).await.unwrap(), 0);
        assert!(super::public(&county, item).await.is_none());
        // The process that took the signature is gone; two others start.
        county.advance_minutes(1);
        let (one, two) = (county.second_node().await, county.second_node().await);
        let by_node = (one.publish_due(&system).await.unwrap(), two.publish_due(&system).await.unwrap());
        assert_eq!(by_node, (1, 0));
        assert_eq!(live(&county, item).await.published_at, county.cms.now());
        let steps: Vec<Step> = sheet(&county, &author, item).await.chain.iter().map(|decision| decision.step).collect();
        assert_eq!(steps, [Step::Submit, Step::SignForLater, Step::FallDue]);
        assert_eq!(refused(county.cms.publish_due(&author).await), Refusal::Role);
    }
}

#[tokio::test]
async fn a_schedule_that_was_returned_or_never_signed_is_not_carried_out() {
    let county = TestCounty::new().await;
    let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    let due = Some(county.cms.now() + TimeDelta::minutes(10));
    let returned = submitted(&county, &author, "退回的").await;
    let later = || Ask::Sign { publish_at: due, note: String::new() };
    decide(&county, &reviewer, returned, later()).await.unwrap();
    decide(&county, &reviewer, returned, Ask::Return { reason: "情况有变".into() }).await.unwrap();
    let forged = submitted(&county, &author, "伪造的").await;
    decide(&county, &reviewer, forged, later()).await.unwrap();
    county.database().tamper(&format!("delete from decision where item = {forged} and step = 'sign-for-later'")).await;
    county.advance_minutes(10);
    assert_eq!(county.cms.publish_due(&Ctx::system("test")).await.unwrap(), 0);
    assert!(super::public(&county, returned).await.is_none() && super::public(&county, forged).await.is_none());
    // Returned once, it can be signed again.
    decide(&county, &author, returned, Ask::Submit).await.unwrap();
    assert_eq!(decide(&county, &reviewer, returned, sign()).await.unwrap(), Stage::Published);
}

#[tokio::test]
async fn a_column_that_became_history_takes_nothing_new() {
    for county in crate::both_databases().await {
        let (author, reviewer, guanli) =
            (county.ctx("fabu").await, county.ctx("shenhe").await, county.ctx("guanli").await);
        let was_public = published(&county, "已经公开的").await;
        let unwritten = super::draft(&county, &author, "还没送审的").await;
        let unsigned = submitted(&county, &author, "还没签的").await;
        let unpublished = submitted(&county, &author, "还没到时的").await;
        let publish_at = Some(county.cms.now() + TimeDelta::minutes(30));
        decide(&county, &reviewer, unpublished, Ask::Sign { publish_at, note: String::new() }).await.unwrap();

        // With the column that shows the same items.
        let mut version = county.plan_version;
        for code in ["jyly", super::COLUMN] {
            let retire = ColumnEdit::Retire { code: super::column(code) };
            version = county.cms.apply_edit(&guanli, version, &retire).await.unwrap();
        }
        let Err(Error::Blocked(report)) = decide(&county, &author, unwritten, Ask::Submit).await else {
            panic!("submitted to a column of the past");
        };
        assert!(report.blockers().any(|finding| finding.field == "column"));
        assert_eq!(refused(decide(&county, &reviewer, unsigned, sign()).await), Refusal::Column);
        county.advance_minutes(31);
        let system = Ctx::system("test");
        for _ in 0..2 {
            assert_eq!(county.cms.publish_due(&system).await.unwrap(), 0);
        }
        let sheet = sheet(&county, &author, unpublished).await;
        assert_eq!(sheet.row.stage, Stage::Returned);
        assert_eq!(
            sheet.chain.iter().filter(|decision| decision.step == Step::Return).count(),
            1,
            "once, with a reason"
        );
        // What is public stays, can be mended and taken down.
        assert_eq!(live(&county, was_public).await.content.title, "已经公开的");
        let reason = "内容过时".to_owned();
        assert_eq!(decide(&county, &reviewer, was_public, Ask::Withdraw { reason }).await.unwrap(), Stage::Withdrawn);
    }
}

#[tokio::test]
async fn an_urgent_publication_waits_for_somebody_elses_signature() {
    let county = TestCounty::new().await;
    let (author, first, second) = (county.ctx("fabu").await, county.ctx("shenhe").await, county.ctx("shenhe2").await);
    let item = submitted(&county, &author, "暴雨红色预警停课通知").await;
    assert_eq!(refused(decide(&county, &author, item, urgently()).await), Refusal::Role);
    assert_eq!(decide(&county, &first, item, urgently()).await.unwrap(), Stage::Published);
    let article = live(&county, item).await;
    assert!(article.awaits_retro_signature && article.signed_by_unit.is_empty());
    assert_eq!(refused(decide(&county, &author, item, Ask::Revise).await), Refusal::Stage);
    assert_eq!(refused(decide(&county, &first, item, retro()).await), Refusal::OwnWork);
    let waiting = county.cms.inbox(&second, &domain::desk::content::ItemFilter::default()).await.unwrap().rows;
    assert_eq!(waiting.iter().map(|row| row.id).collect::<Vec<_>>(), [item]);
    assert_eq!(decide(&county, &second, item, retro()).await.unwrap(), Stage::Published);
    let article = live(&county, item).await;
    assert!(!article.awaits_retro_signature);
    assert_eq!(article.signed_by_unit, "县政务办");
    assert_eq!(refused(decide(&county, &second, item, retro()).await), Refusal::Stage, "once is enough");
}

#[tokio::test]
async fn not_even_urgency_publishes_personal_data() {
    let county = TestCounty::new().await;
    let first = county.ctx("shenhe").await;
    let item = super::draft(&county, &first, "寻人").await;
    write(&county, &first, item, "寻人", "<p>身份证号450123199003072937</p>").await;
    county.cms.record_secrecy_review(&first, item, secrecy_review()).await.unwrap();
    assert!(matches!(decide(&county, &first, item, urgently()).await, Err(Error::Blocked(_))));
}

fn urgently() -> Ask {
    Ask::PublishUrgently { reason: "强降雨".into() }
}

fn retro() -> Ask {
    Ask::RetroSign { note: "情况属实".into() }
}
