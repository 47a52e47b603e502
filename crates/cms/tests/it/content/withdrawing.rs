//! Taking down, and correcting a time.

use chrono::TimeDelta;
use cms::{Ctx, Error, portal::Article};
use domain::{
    desk::content::{Ask, ItemFilter, Save, Seen, TimeCorrection},
    item::{Content, EventDate},
    permission::Refusal,
    workflow::{Stage, Step},
};
use testkit::{TestCounty, secrecy_review};

use super::{at_once, decide, live, public, published, refused, seen, sign, write};

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
        county.cms.record_secrecy_review(&author, item, secrecy_review()).await.unwrap();
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
async fn a_scheduled_revision_does_not_bring_a_withdrawn_page_back() {
    for county in crate::both_databases().await {
        let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
        let item = published(&county, "第一版").await;
        decide(&county, &author, item, Ask::Revise).await.unwrap();
        write(&county, &author, item, "第二版", "<p>第二版的正文。</p>").await;
        county.cms.record_secrecy_review(&author, item, secrecy_review()).await.unwrap();
        decide(&county, &author, item, Ask::Submit).await.unwrap();
        let publish_at = Some(county.cms.now() + TimeDelta::minutes(90));
        let later = Ask::Sign { publish_at, note: String::new() };
        assert_eq!(decide(&county, &reviewer, item, later).await.unwrap(), Stage::Scheduled);
        assert_eq!(decide(&county, &reviewer, item, withdraw("内容有误")).await.unwrap(), Stage::Returned);
        county.advance_minutes(120);
        assert_eq!(county.cms.publish_due(&Ctx::system("test")).await.unwrap(), 0);
        assert!(matches!(public(&county, item).await, Some(Article::Gone(_))));
        let chain = super::sheet(&county, &author, item).await.chain;
        assert_eq!(chain.last().unwrap().reason, "已公开的版本撤稿：内容有误");
        // Submitted and signed anew it is public again.
        decide(&county, &author, item, Ask::Submit).await.unwrap();
        decide(&county, &reviewer, item, sign()).await.unwrap();
        assert_eq!(live(&county, item).await.content.title, "第二版");
    }
}

#[tokio::test]
async fn taking_an_urgent_publication_down_does_not_settle_it() {
    let county = TestCounty::new().await;
    let (author, first, second) = (county.ctx("fabu").await, county.ctx("shenhe").await, county.ctx("shenhe2").await);
    let item = super::submitted(&county, &author, "误报的预警").await;
    decide(&county, &first, item, Ask::PublishUrgently { reason: "强降雨".into() }).await.unwrap();
    assert_eq!(decide(&county, &first, item, withdraw("误报")).await.unwrap(), Stage::Withdrawn);
    let retro = || Ask::RetroSign { note: "误报，已处理".into() };
    assert_eq!(refused(decide(&county, &first, item, retro()).await), Refusal::OwnWork);
    assert_eq!(refused(decide(&county, &author, item, Ask::Revise).await), Refusal::Stage);
    let waiting = county.cms.inbox(&second, &ItemFilter::default()).await.unwrap().rows;
    assert_eq!(waiting.iter().map(|row| row.id).collect::<Vec<_>>(), [item]);
    assert_eq!(decide(&county, &second, item, retro()).await.unwrap(), Stage::Withdrawn);
    assert!(matches!(public(&county, item).await, Some(Article::Gone(_))));
    assert!(county.cms.inbox(&second, &ItemFilter::default()).await.unwrap().rows.is_empty());
    assert_eq!(decide(&county, &author, item, Ask::Revise).await.unwrap(), Stage::Draft);
}

#[tokio::test]
async fn a_withdrawal_is_of_the_version_that_was_seen() {
    let county = TestCounty::new().await;
    let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    let item = published(&county, "第一版").await;
    let early = seen(&county, &reviewer, item).await;
    decide(&county, &author, item, Ask::Revise).await.unwrap();
    write(&county, &author, item, "更正版", "<p>更正后的正文。</p>").await;
    county.cms.record_secrecy_review(&author, item, secrecy_review()).await.unwrap();
    decide(&county, &author, item, Ask::Submit).await.unwrap();
    decide(&county, &reviewer, item, sign()).await.unwrap();
    decide(&county, &author, item, Ask::Revise).await.unwrap();
    assert!(matches!(county.cms.decide(&reviewer, early, withdraw("第一版有误")).await, Err(Error::Stale)));
    assert_eq!(live(&county, item).await.content.title, "更正版");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn signing_and_withdrawing_at_once_leave_one_truth() {
    for county in crate::both_databases().await {
        let (author, first, second) =
            (county.ctx("fabu").await, county.ctx("shenhe").await, county.ctx("shenhe2").await);
        for round in 0..12 {
            let item = published(&county, &format!("第{round}条")).await;
            decide(&county, &author, item, Ask::Revise).await.unwrap();
            write(&county, &author, item, &format!("第{round}条（修订）"), "<p>修订后的正文。</p>").await;
            county.cms.record_secrecy_review(&author, item, secrecy_review()).await.unwrap();
            decide(&county, &author, item, Ask::Submit).await.unwrap();
            let seen = seen(&county, &first, item).await;
            for outcome in at_once(&county, seen, (&first, sign()), (&second, withdraw("数据有误"))).await {
                assert!(matches!(outcome, Ok(_) | Err(Error::Stale | Error::Refused(_))), "{outcome:?}");
            }
            let record = county.cms.store().item(item).await.unwrap().unwrap();
            let newest = county.cms.store().revision(item, record.newest).await.unwrap().unwrap();
            assert_eq!(record.stage, newest.stage);
            let is_public = matches!(public(&county, item).await, Some(Article::Live(_)));
            assert_eq!(record.live.is_some(), is_public, "{record:?}");
        }
        assert!(county.cms.store().verify_log().await.unwrap().faults.is_empty());
    }
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
    // The information was formed on 20 November: before that day nobody can have published it.
    for (at, is_honest) in [("2026-11-19 23:59", false), ("2026-11-20 00:00", true)] {
        let at = domain::time::parse_minute(at).unwrap();
        let outcome = decide(&county, &reviewer, item, correct(at, "补录")).await;
        match outcome {
            Err(Error::Invalid(faults)) if !is_honest => {
                assert_eq!(faults[0].message, "发布时间不能早于信息形成（决定）日期 2026-11-20");
            }
            other => assert!(is_honest && other.is_ok(), "{other:?}"),
        }
    }
    decide(&county, &reviewer, item, correct(earlier, "系统故障期间已在公告栏公布")).await.unwrap();
    let article = live(&county, item).await;
    assert_eq!((article.published_at, article.time_corrected), (earlier, true));
    let events = county.cms.store().events_of(domain::event::SubjectKind::Item, &item.to_string()).await.unwrap();
    let last = events.last().unwrap();
    assert_eq!(last.action, "item.correct-time");
    assert!(last.data.contains("系统故障期间已在公告栏公布"));
}

#[tokio::test]
async fn the_day_of_what_a_revision_changed_moves_no_bound() {
    let county = TestCounty::new().await;
    let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    let item = published(&county, "通知").await;
    decide(&county, &author, item, Ask::Revise).await.unwrap();
    write(&county, &author, item, "通知", "<p>调整后的安排。</p>").await;
    let sheet = super::sheet(&county, &author, item).await;
    let event = sheet.content.event.map(|event| EventDate { on: "2026-11-24".parse().unwrap(), ..event });
    let content = Content { event, ..sheet.content };
    let Seen { revision, version, .. } = seen(&county, &author, item).await;
    county.cms.save(&author, Save { item, revision, version, content }).await.unwrap();
    county.cms.record_secrecy_review(&author, item, secrecy_review()).await.unwrap();
    decide(&county, &author, item, Ask::Submit).await.unwrap();
    decide(&county, &reviewer, item, sign()).await.unwrap();
    let at = domain::time::parse_minute("2026-11-21 09:00").unwrap();
    decide(&county, &reviewer, item, Ask::CorrectTime { at, reason: "补录".into() }).await.unwrap();
    assert_eq!(live(&county, item).await.published_at, at);
}

#[tokio::test]
async fn a_corrected_time_stands_in_the_chain_and_on_the_paper() {
    for county in crate::both_databases().await {
        let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
        let item = published(&county, "通知").await;
        let began = county.cms.now();
        let (first, second) = (began - TimeDelta::days(1), began - TimeDelta::days(2));
        assert!(!live(&county, item).await.time_corrected);
        let correct = |at, reason: &str| Ask::CorrectTime { at, reason: reason.into() };
        county.advance_minutes(10);
        let corrected_at = county.cms.now();
        decide(&county, &reviewer, item, correct(first, "昨日已张贴")).await.unwrap();
        county.advance_minutes(10);
        decide(&county, &reviewer, item, correct(second, "应为前日")).await.unwrap();

        let chain = super::sheet(&county, &author, item).await.chain;
        let steps: Vec<Step> = chain.iter().map(|decision| decision.step).collect();
        assert_eq!(steps, [Step::Submit, Step::Sign, Step::CorrectTime, Step::CorrectTime]);
        assert_eq!((chain[2].at, chain[2].revision, chain[2].reason.as_str()), (corrected_at, 1, "昨日已张贴"));
        assert_eq!(chain[2].correction, Some(TimeCorrection { from: began, to: first }));
        let (from, to) = (domain::time::minute(began), domain::time::minute(first));
        assert_eq!(chain[2].remark(), format!("原为 {from}，更正为 {to}：昨日已张贴"));

        let paper = async || {
            let form = county.cms.approval_form(&author, item, Some(1)).await.unwrap();
            let corrections: Vec<TimeCorrection> = form.corrections().into_iter().map(|(_, times)| times).collect();
            (form.published_at, corrections)
        };
        let both = vec![TimeCorrection { from: first, to: second }, TimeCorrection { from: began, to: first }];
        assert_eq!(paper().await, (Some(second), both.clone()));
        // The paper of a page that is gone says what the page said.
        decide(&county, &reviewer, item, withdraw("数据有误")).await.unwrap();
        assert_eq!(paper().await, (None, both));

        // What comes back has a time of its own, which nobody has corrected.
        county.advance_minutes(30);
        decide(&county, &author, item, Ask::Revise).await.unwrap();
        write(&county, &author, item, "更正的通知", "<p>更正后的正文。</p>").await;
        county.cms.record_secrecy_review(&author, item, secrecy_review()).await.unwrap();
        decide(&county, &author, item, Ask::Submit).await.unwrap();
        decide(&county, &reviewer, item, sign()).await.unwrap();
        let form = county.cms.approval_form(&author, item, None).await.unwrap();
        assert_eq!((form.revision, form.published_at), (2, Some(county.cms.now())));
        assert!(form.corrections().is_empty());
        assert!(!live(&county, item).await.time_corrected);
        assert!(county.cms.store().verify_log().await.unwrap().faults.is_empty());
    }
}

fn withdraw(reason: &str) -> Ask {
    Ask::Withdraw { reason: reason.into() }
}
