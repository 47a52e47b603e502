//! 本站转载: a line in another column leads to a public page, or it is not there.

use chrono::TimeDelta;
use domain::kind::Repost;

use super::*;
use crate::both_databases;

const TITLE: &str = "秋季招生通知";
const GONE: &str = "“所转载的信息”所选的信息已撤下或没有公开，不能发布";

/// A line in 通知公告 that leads to `source`, with the lead unit.
async fn handed_in(county: &TestCounty, source: ItemId, title: &str) -> ItemId {
    let author = county.ctx("fabu").await;
    let new = NewItem { column: column("tzgg"), kind: Some(Kind::Repost), submitted_by: None, explains: None };
    let item = county.cms.create_item(&author, &new).await.unwrap();
    let opened = sheet(county, &author, item).await;
    let of = county.cms.store().item(source).await.unwrap().map(|source| source.code);
    let content = Content { detail: Detail::Repost(Repost { of }), ..complete(opened.content, title, "") };
    let (revision, version) = (opened.row.revision, opened.row.version);
    county.cms.save(&author, Save { item, revision, version, content }).await.unwrap();
    county.cms.record_secrecy_review(&author, item, secrecy_review()).await.unwrap();
    assert_eq!(decide(county, &author, item, Ask::Submit).await.unwrap(), Stage::InReview);
    item
}

fn sign_in_minutes(county: &TestCounty, minutes: i64) -> Ask {
    Ask::Sign { publish_at: Some(county.cms.now() + TimeDelta::minutes(minutes)), note: String::new() }
}

fn withdraw() -> Ask {
    Ask::Withdraw { reason: "数据有误".to_owned() }
}

async fn texts(county: &TestCounty, login: &str) -> Vec<String> {
    let notices = county.cms.notices(&county.ctx(login).await).await.unwrap();
    notices.into_iter().map(|notice| notice.text).collect()
}

#[tokio::test]
async fn nothing_is_signed_that_leads_to_a_page_that_is_gone() {
    for county in both_databases().await {
        let (first, second) = (county.ctx("shenhe").await, county.ctx("shenhe2").await);
        let source = published(&county, TITLE).await;
        let item = handed_in(&county, source, TITLE).await;
        decide(&county, &first, source, withdraw()).await.unwrap();
        for ask in [sign(), sign_in_minutes(&county, 30), Ask::PublishUrgently { reason: "急".to_owned() }] {
            let urgent = matches!(ask, Ask::PublishUrgently { .. });
            match decide(&county, &second, item, ask).await {
                Err(Error::Blocked(report)) if urgent => {
                    assert!(report.blockers().any(|finding| finding.field == "detail.of"), "{report:?}");
                }
                Err(Error::Invalid(faults)) if !urgent => {
                    assert_eq!((faults[0].field.as_str(), faults[0].message.as_str()), ("detail.of", GONE));
                }
                other => panic!("{other:?}"),
            }
        }
        let batch = county.cms.sign_many(&second, &[seen(&county, &second, item).await]).await.unwrap();
        assert_eq!(batch[0].outcome, Err(GONE.to_owned()));
        assert!(public(&county, item).await.is_none());
        assert_eq!(sheet(&county, &second, item).await.row.stage, Stage::InReview, "it can be returned");
    }
}

#[tokio::test]
async fn a_line_whose_source_went_before_its_minute_goes_back_with_the_reason() {
    for county in both_databases().await {
        let (first, second) = (county.ctx("shenhe").await, county.ctx("shenhe2").await);
        let source = published(&county, TITLE).await;
        let item = handed_in(&county, source, TITLE).await;
        let later = sign_in_minutes(&county, 30);
        assert_eq!(decide(&county, &second, item, later).await.unwrap(), Stage::Scheduled);
        decide(&county, &first, source, withdraw()).await.unwrap();
        county.advance_minutes(31);
        for _ in 0..2 {
            assert_eq!(county.cms.publish_due(&Ctx::system("test")).await.unwrap(), 0);
        }
        assert!(public(&county, item).await.is_none());
        let sheet = sheet(&county, &second, item).await;
        let reason = format!("{GONE}，定时发布取消");
        assert_eq!(sheet.row.stage, Stage::Returned);
        assert_eq!(sheet.chain.last().unwrap().reason, reason);
        for login in ["fabu", "shenhe2"] {
            let told = texts(&county, login).await;
            assert_eq!(told.iter().filter(|text| text.ends_with(&reason)).count(), 1, "{login}: {told:?}");
        }
    }
}

#[tokio::test]
async fn a_line_goes_with_its_source_for_good_and_its_people_are_told() {
    for county in both_databases().await {
        let (author, first, second) =
            (county.ctx("fabu").await, county.ctx("shenhe").await, county.ctx("shenhe2").await);
        let source = published(&county, TITLE).await;
        let item = handed_in(&county, source, TITLE).await;
        assert_eq!(decide(&county, &second, item, sign()).await.unwrap(), Stage::Published);
        // A correction of it waits for its minute.
        decide(&county, &author, item, Ask::Revise).await.unwrap();
        write(&county, &author, item, TITLE, "").await;
        county.cms.record_secrecy_review(&author, item, secrecy_review()).await.unwrap();
        decide(&county, &author, item, Ask::Submit).await.unwrap();
        let later = sign_in_minutes(&county, 30);
        assert_eq!(decide(&county, &second, item, later).await.unwrap(), Stage::Scheduled);

        decide(&county, &first, source, withdraw()).await.unwrap();
        let Some(Article::Gone(gone)) = public(&county, item).await else { panic!("still there") };
        assert_eq!(gone.reason, "原信息已撤下");
        let place = county.cms.plan().plan.path_name(&column("tzgg"));
        let text = format!("“{place}”转载的《{TITLE}》已撤稿：原信息已撤下");
        for login in ["fabu", "shenhe2"] {
            let told = texts(&county, login).await;
            assert_eq!(told.iter().filter(|told| **told == text).count(), 1, "{login}: {told:?}");
        }
        let opened = sheet(&county, &author, item).await;
        assert_eq!(opened.row.stage, Stage::Returned, "what replaced it does not bring it back");
        assert_eq!(opened.chain.last().unwrap().reason, "已公开的版本撤稿：原信息已撤下");
        county.advance_minutes(31);
        assert_eq!(county.cms.publish_due(&Ctx::system("test")).await.unwrap(), 0);
        assert!(matches!(public(&county, item).await, Some(Article::Gone(_))));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn signing_a_line_and_withdrawing_its_source_at_once_leave_no_dead_line() {
    for county in both_databases().await {
        let (first, second) = (county.ctx("shenhe").await, county.ctx("shenhe2").await);
        for round in 0..12 {
            let title = format!("第{round}条");
            let source = published(&county, &title).await;
            let item = handed_in(&county, source, &title).await;
            let decide = |ctx: &Ctx, seen: Seen, ask: Ask| {
                let (cms, ctx) = (county.cms.clone(), ctx.clone());
                tokio::spawn(async move { cms.decide(&ctx, seen, ask).await })
            };
            let signing = decide(&second, seen(&county, &second, item).await, sign());
            let withdrawing = decide(&first, seen(&county, &first, source).await, withdraw());
            let (signed, withdrawn) = (signing.await.unwrap(), withdrawing.await.unwrap());
            assert!(matches!(signed, Ok(_) | Err(Error::Invalid(_))), "{signed:?}");
            assert!(matches!(withdrawn, Ok(Stage::Withdrawn)), "{withdrawn:?}");
            let line = public(&county, item).await;
            assert!(matches!(line, None | Some(Article::Gone(_))), "{line:?}");
        }
    }
}
