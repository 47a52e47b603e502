//! 发布审定单: each revision has a paper of its own, and every fact on it is of that revision.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    desk::approval::{ApprovalForm, Manner, Release},
    workflow::Step,
};

use super::*;
use crate::both_databases;

async fn form(county: &TestCounty, item: ItemId, revision: Option<i32>) -> ApprovalForm {
    county.cms.approval_form(&county.ctx("fabu").await, item, revision).await.unwrap()
}

fn steps(form: &ApprovalForm) -> Vec<Step> {
    form.chain.iter().map(|step| step.step).collect()
}

fn signed_at(at: DateTime<Utc>) -> Release {
    Release { at: Some(at), manner: Manner::Signed }
}

#[tokio::test]
async fn the_approval_form_has_the_whole_chain() {
    let county = TestCounty::new().await;
    let item = published(&county, "审定单").await;
    let form = form(&county, item, None).await;
    assert_eq!(form.number, format!("审定〔2026〕{:06}号", item.get()));
    assert_eq!(steps(&form), [Step::Submit, Step::Sign]);
    assert_eq!(form.secrecy.unwrap().form_number, "保审〔2026〕8号");
    assert!(form.qr.starts_with("<svg") && form.address.contains("/a/"));
    assert_eq!(form.authors, ["韦小兰"]);
}

#[tokio::test]
async fn the_paper_of_the_public_page_stays_while_the_next_is_written() {
    for county in both_databases().await {
        let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
        let began = county.cms.now();
        let item = published(&county, "第一版").await;
        county.advance_minutes(60);
        decide(&county, &author, item, Ask::Revise).await.unwrap();
        write(&county, &author, item, "第二版", "<p>第二版的正文。</p>").await;
        let revised = county.cms.now();

        let live = form(&county, item, None).await;
        assert_eq!((live.revision, live.stage, live.content.title.as_str()), (1, Stage::Published, "第一版"));
        assert_eq!((live.created_at, live.published_at, live.release), (began, Some(began), signed_at(began)));
        assert_eq!(live.secrecy.as_ref().unwrap().content_hash, live.content_hash);
        let draft = form(&county, item, Some(2)).await;
        assert_eq!((draft.revision, draft.stage, draft.content.title.as_str()), (2, Stage::Draft, "第二版"));
        assert_eq!((draft.created_at, draft.published_at, draft.release), (revised, None, Release::default()));
        assert!(draft.secrecy.is_none() && draft.publish_at.is_none());

        county.cms.record_secrecy_review(&author, item, secrecy_review()).await.unwrap();
        decide(&county, &author, item, Ask::Submit).await.unwrap();
        let publish_at = Some(revised + TimeDelta::minutes(90));
        decide(&county, &reviewer, item, Ask::Sign { publish_at, note: String::new() }).await.unwrap();
        let waiting = form(&county, item, Some(2)).await;
        assert_eq!((waiting.stage, waiting.publish_at, waiting.release.at), (Stage::Scheduled, publish_at, None));
        let live = form(&county, item, None).await;
        assert_eq!((live.revision, live.publish_at), (1, None));
        assert_eq!(steps(&live), [Step::Submit, Step::Sign], "what is done with the next is no step of this one");

        county.advance_minutes(90);
        assert_eq!(county.cms.publish_due(&Ctx::system("test")).await.unwrap(), 1);
        let live = form(&county, item, None).await;
        assert_eq!((live.revision, live.stage), (2, Stage::Published));
        // The page keeps the time of the first publication.
        assert_eq!((live.published_at, live.release), (Some(began), signed_at(county.cms.now())));
        let former = form(&county, item, Some(1)).await;
        assert_eq!((former.stage, former.published_at, former.release), (Stage::Archived, None, signed_at(began)));
        assert_eq!(steps(&former), [Step::Submit, Step::Sign, Step::BeSuperseded]);
        let none = county.cms.approval_form(&author, item, Some(3)).await;
        assert!(matches!(none, Err(Error::NotFound)), "{none:?}");
    }
}

#[tokio::test]
async fn a_direct_publication_is_told_of_the_revision_that_was_one() {
    let county = TestCounty::new().await;
    let (first, second) = (county.ctx("shenhe").await, county.ctx("shenhe2").await);
    let item = draft(&county, &first, "直接发布的").await;
    decide(&county, &first, item, Ask::PublishDirectly { publish_at: None }).await.unwrap();
    decide(&county, &first, item, Ask::Revise).await.unwrap();
    write(&county, &first, item, "签发的", "<p>新的正文。</p>").await;
    county.cms.record_secrecy_review(&first, item, secrecy_review()).await.unwrap();
    decide(&county, &first, item, Ask::Submit).await.unwrap();
    let paper = async |revision| county.cms.approval_form(&first, item, revision).await.unwrap().release.manner;
    assert_eq!((paper(None).await, paper(Some(2)).await), (Manner::Direct, Manner::Signed));
    decide(&county, &second, item, sign()).await.unwrap();
    assert_eq!((paper(None).await, paper(Some(1)).await), (Manner::Signed, Manner::Direct));
}

#[tokio::test]
async fn what_came_from_another_site_was_public_though_no_step_says_so() {
    let county = TestCounty::new().await;
    let reviewer = county.ctx("shenhe").await;
    let line = r#"{"title":"旧站通知","date":"2020-03-02 10:30","column":"jypx","source":"县教育局","body":"正文。"}"#;
    let lines = std::io::Cursor::new(line);
    assert_eq!(county.cms.import_items(&Ctx::system("test"), lines, None).await.unwrap().imported, 1);
    let all = county.cms.store().published_in(&[column(COLUMN)], 10, 0).await.unwrap();
    let item = county.cms.store().item_by_code(&all[0].code).await.unwrap().unwrap().id;
    let public = form(&county, item, None).await;
    decide(&county, &reviewer, item, Ask::Withdraw { reason: "内容已过时".into() }).await.unwrap();
    let taken_down = form(&county, item, None).await;
    assert_eq!((taken_down.published_at, taken_down.release.at), (None, public.published_at));
}
