//! More than one signature: all lead units, two people, delegation, batches.

use chrono::{NaiveDate, TimeDelta};
use cms::Ctx;
use domain::{
    account::Role,
    desk::{
        content::{Ask, Seen, Signature},
        people::NewDelegation,
    },
    obligation::MatterKind,
    permission::Refusal,
    workflow::{Stage, Step},
};
use testkit::{PLAN, TestCounty};

use super::{column, decide, draft_in, refused, seen, sheet, sign, submitted};

/// 清单信息 is led by 县编办 and 县政务办; here both, or two people, must sign.
async fn county_with(signing: &str) -> TestCounty {
    let county = TestCounty::new().await;
    let plan = PLAN.replace(
        "requirement = \"各类清单及事项取消、下放、承接等调整，接受公众意见\"",
        &format!("requirement = \"各类清单\"\nsigning = \"{signing}\""),
    );
    assert_ne!(plan, PLAN);
    county.cms.import_plan(&Ctx::system("test"), &plan, None, "会签").await.unwrap();
    county
}

#[tokio::test]
async fn all_lead_units_sign_once_each() {
    let county = county_with("全部牵头单位").await;
    county.open_account("bianban", "何某", Role::Reviewer, "bb").await;
    let (author, ours, theirs) = (county.ctx("fabu").await, county.ctx("shenhe").await, county.ctx("bianban").await);
    let item = draft_in(&county, &author, "qdxx", "权责清单").await;
    decide(&county, &author, item, Ask::Submit).await.unwrap();
    assert_eq!(decide(&county, &ours, item, sign()).await.unwrap(), Stage::AwaitingSignature);
    assert_eq!(refused(decide(&county, &county.ctx("shenhe2").await, item, sign()).await), Refusal::AlreadySigned);
    assert!(super::public(&county, item).await.is_none());
    assert_eq!(decide(&county, &theirs, item, sign()).await.unwrap(), Stage::Published);
    assert_eq!(super::live(&county, item).await.signed_by_unit, "县编办、县政务办");
    let steps: Vec<Step> = sheet(&county, &author, item).await.chain.iter().map(|decision| decision.step).collect();
    assert_eq!(steps, [Step::Submit, Step::SignInPart, Step::Sign]);
}

#[tokio::test]
async fn the_minute_that_the_first_signer_set_holds_unless_the_last_says_another() {
    let county = county_with("全部牵头单位").await;
    county.open_account("bianban", "何某", Role::Reviewer, "bb").await;
    let (author, ours, theirs) = (county.ctx("fabu").await, county.ctx("shenhe").await, county.ctx("bianban").await);
    let due = async |item| county.cms.store().item(item).await.unwrap().unwrap().publish_at;
    let at = |minutes| Some(county.cms.now() + TimeDelta::minutes(minutes));
    let sign_at = |publish_at| Ask::Sign { publish_at, note: String::new() };
    let signed_once = async |title: &str| {
        let item = draft_in(&county, &author, "qdxx", title).await;
        decide(&county, &author, item, Ask::Submit).await.unwrap();
        decide(&county, &ours, item, sign_at(at(60))).await.unwrap();
        item
    };
    let item = signed_once("权责清单一").await;
    assert_eq!(decide(&county, &theirs, item, sign()).await.unwrap(), Stage::Scheduled);
    assert_eq!(due(item).await, at(60));
    let item = signed_once("权责清单二").await;
    let batch = county.cms.sign_many(&theirs, &[seen(&county, &theirs, item).await]).await.unwrap();
    assert_eq!(batch[0].outcome, Ok(Stage::Scheduled));
    let item = signed_once("权责清单三").await;
    assert_eq!(decide(&county, &theirs, item, sign_at(at(30))).await.unwrap(), Stage::Scheduled);
    assert_eq!(due(item).await, at(30));
    let item = signed_once("权责清单四").await;
    county.advance_minutes(61);
    assert_eq!(decide(&county, &theirs, item, sign()).await.unwrap(), Stage::Published);
}

#[tokio::test]
async fn the_last_signer_may_let_go_of_the_minute_that_was_set() {
    let county = county_with("全部牵头单位").await;
    county.open_account("bianban", "何某", Role::Reviewer, "bb").await;
    let (author, ours, theirs) = (county.ctx("fabu").await, county.ctx("shenhe").await, county.ctx("bianban").await);
    let item = draft_in(&county, &author, "qdxx", "权责清单").await;
    decide(&county, &author, item, Ask::Submit).await.unwrap();
    let publish_at = Some(county.cms.now() + TimeDelta::minutes(60));
    decide(&county, &ours, item, Ask::Sign { publish_at, note: String::new() }).await.unwrap();
    let now = Ask::SignForNow { note: "情况紧急".into() };
    assert_eq!(decide(&county, &theirs, item, now).await.unwrap(), Stage::Published);
    assert_eq!(super::live(&county, item).await.published_at, county.cms.now());
    let chain = sheet(&county, &author, item).await.chain;
    let last = chain.last().unwrap();
    assert_eq!((last.step, last.reason.as_str()), (Step::Sign, "情况紧急"));
}

#[tokio::test]
async fn each_signer_is_told_who_signs_next_and_which_minute_was_set() {
    let county = county_with("全部牵头单位").await;
    county.open_account("bianban", "何某", Role::Reviewer, "bb").await;
    let (author, ours, theirs) = (county.ctx("fabu").await, county.ctx("shenhe").await, county.ctx("bianban").await);
    let item = draft_in(&county, &author, "qdxx", "权责清单").await;
    decide(&county, &author, item, Ask::Submit).await.unwrap();
    let told = async |ctx: &Ctx| sheet(&county, ctx, item).await.row.signature;
    let next = |then: &[&str], agreed| {
        let then = then.iter().map(|&name| name.to_owned()).collect();
        Some(Signature { then, agreed })
    };
    assert_eq!(told(&ours).await, next(&["县编办"], None));
    assert_eq!(told(&theirs).await, next(&["县政务办"], None));
    assert_eq!(told(&author).await, None, "the author signs nothing");
    let minute = county.cms.now() + TimeDelta::minutes(60);
    decide(&county, &ours, item, Ask::Sign { publish_at: Some(minute), note: String::new() }).await.unwrap();
    assert_eq!(told(&ours).await, None, "signed already");
    assert_eq!(told(&theirs).await, next(&[], Some(minute)));
    county.advance_minutes(60);
    assert_eq!(told(&theirs).await, next(&[], None), "the minute has passed");
}

#[tokio::test]
async fn a_return_takes_the_signatures_with_it() {
    let county = county_with("全部牵头单位").await;
    county.open_account("bianban", "何某", Role::Reviewer, "bb").await;
    let (author, ours, theirs) = (county.ctx("fabu").await, county.ctx("shenhe").await, county.ctx("bianban").await);
    let item = draft_in(&county, &author, "qdxx", "权责清单").await;
    decide(&county, &author, item, Ask::Submit).await.unwrap();
    decide(&county, &ours, item, sign()).await.unwrap();
    decide(&county, &theirs, item, Ask::Return { reason: "缺事项编码".into() }).await.unwrap();
    decide(&county, &author, item, Ask::Submit).await.unwrap();
    assert_eq!(decide(&county, &theirs, item, sign()).await.unwrap(), Stage::AwaitingSignature);
    assert_eq!(decide(&county, &ours, item, sign()).await.unwrap(), Stage::Published);
}

#[tokio::test]
async fn a_lead_unit_that_has_signed_waits_for_the_other_and_is_not_asked_again() {
    let county = county_with("全部牵头单位").await;
    county.open_account("bianban", "何某", Role::Reviewer, "bb").await;
    let (author, ours, theirs) = (county.ctx("fabu").await, county.ctx("shenhe").await, county.ctx("bianban").await);
    let item = draft_in(&county, &author, "qdxx", "权责清单").await;
    // On whom the board lays the item, and the column that waits for it.
    let answering = async || {
        let board = county.cms.county_board(&ours).await.unwrap();
        let is_item = |kind: &MatterKind| *kind == MatterKind::Item { item };
        let of_item =
            board.matters.iter().find(|line| line.matter.as_ref().is_some_and(|matter| is_item(&matter.kind)));
        let of_column = board.lines.iter().find(|line| line.code == column("qdxx"));
        [of_item, of_column].map(|line| {
            let units = line.unwrap().answering.iter().map(ToString::to_string);
            units.collect::<Vec<_>>().join(" ")
        })
    };
    decide(&county, &author, item, Ask::Submit).await.unwrap();
    assert_eq!(answering().await, ["bb zwb", "bb zwb"]);
    decide(&county, &ours, item, sign()).await.unwrap();
    assert_eq!(answering().await, ["bb", "bb"]);
    // Formed on 11-20, due on 11-27.
    county.set_clock("2026-11-30 08:30");
    county.cms.remind(&Ctx::system("morning")).await.unwrap();
    let is_told = async |ctx: &Ctx| {
        let waiting = county.cms.my_reminders(ctx).await.unwrap().waiting;
        waiting.iter().any(|line| line.column == column("qdxx"))
    };
    assert!(is_told(&theirs).await && !is_told(&ours).await);
    // What comes back is the unit's, and asks for both signatures again.
    decide(&county, &theirs, item, Ask::Return { reason: "缺事项编码".into() }).await.unwrap();
    assert_eq!(answering().await, ["jyj", "bb zwb"], "nobody in particular writes for the column");
    decide(&county, &author, item, Ask::Submit).await.unwrap();
    assert_eq!(answering().await, ["bb zwb", "bb zwb"]);
    // Signed by both for a later minute, it waits for neither of them.
    decide(&county, &ours, item, sign()).await.unwrap();
    let publish_at = Some(county.cms.now() + TimeDelta::days(3));
    let later = Ask::Sign { publish_at, note: String::new() };
    assert_eq!(decide(&county, &theirs, item, later).await.unwrap(), Stage::Scheduled);
    assert_eq!(answering().await, ["bb zwb", "bb zwb"]);
}

#[tokio::test]
async fn two_people_review_and_sign() {
    let county = county_with("两人审签").await;
    let (author, first, second) = (county.ctx("fabu").await, county.ctx("shenhe").await, county.ctx("shenhe2").await);
    let item = draft_in(&county, &author, "qdxx", "权责清单").await;
    decide(&county, &author, item, Ask::Submit).await.unwrap();
    assert_eq!(refused(decide(&county, &first, item, sign()).await), Refusal::SecondPerson);
    let pass = Ask::PassReview { note: "内容无误".into() };
    assert_eq!(decide(&county, &first, item, pass).await.unwrap(), Stage::AwaitingSignature);
    assert_eq!(refused(decide(&county, &first, item, sign()).await), Refusal::SecondPerson);
    assert_eq!(decide(&county, &second, item, sign()).await.unwrap(), Stage::Published);
}

#[tokio::test]
async fn a_delegated_signature_names_the_unit_that_gave_it() {
    let county = TestCounty::new().await;
    let author = county.ctx("fabu").await;
    let day: NaiveDate = "2026-11-24".parse().unwrap();
    let new =
        NewDelegation { to: county.account("fabu2").await, from_day: day, to_day: day, reason: "外出学习".into() };
    county.cms.delegate(&county.ctx("shenhe").await, &new).await.unwrap();
    let substitute = county.ctx("fabu2").await;
    let item = submitted(&county, &author, "通知").await;
    assert_eq!(decide(&county, &substitute, item, sign()).await.unwrap(), Stage::Published);
    let chain = sheet(&county, &author, item).await.chain;
    let signature = chain.last().unwrap();
    assert_eq!((signature.by.as_str(), signature.on_behalf_of.as_deref()), ("黄志强", Some("县政务办")));
    assert_eq!(super::live(&county, item).await.signed_by_unit, "县政务办");
    county.advance_minutes(24 * 60);
    let next_day = submitted(&county, &author, "次日的通知").await;
    let seen = seen(&county, &author, next_day).await;
    let substitute = county.ctx("fabu2").await;
    assert_eq!(refused(county.cms.decide(&substitute, seen, sign()).await), Refusal::Role);
}

#[tokio::test]
async fn a_batch_answers_for_each_item() {
    let county = TestCounty::new().await;
    let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    let good = submitted(&county, &author, "可签").await;
    let own = super::draft(&county, &reviewer, "自己的").await;
    decide(&county, &reviewer, own, Ask::Submit).await.unwrap();
    let old = submitted(&county, &author, "已被撤回").await;
    let batch: Vec<Seen> = vec![
        seen(&county, &reviewer, good).await,
        seen(&county, &reviewer, own).await,
        seen(&county, &reviewer, old).await,
    ];
    decide(&county, &author, old, Ask::Recall).await.unwrap();
    let results = county.cms.sign_many(&reviewer, &batch).await.unwrap();
    assert_eq!(results[0].outcome, Ok(Stage::Published));
    assert_eq!(results[1].outcome, Err(Refusal::OwnWork.to_string()));
    assert_eq!(results[2].outcome, Err("内容已被他人修改或处理，请刷新后再看".into()));
    assert_eq!(results.iter().map(|result| result.title.as_str()).collect::<Vec<_>>(), ["可签", "自己的", "已被撤回"]);
}
