//! Who writes never signs; rights come from the plan.

use chrono::TimeDelta;
use cms::{Ctx, Error, planning::ImportOutcome};
use domain::{
    account::Role,
    desk::content::{Ask, ItemFilter, NewItem},
    id::ItemId,
    kind::Kind,
    permission::{Action, Refusal},
    plan::{Plan, UnitCode},
    workflow::Stage,
};
use testkit::TestCounty;

use super::{column, decide, draft, refused, seen, sheet, sign, submitted, write};

#[tokio::test]
async fn a_clerk_writes_and_a_reviewer_of_the_lead_unit_signs() {
    let county = TestCounty::new().await;
    let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    let item = submitted(&county, &author, "秋季学期工作安排").await;
    assert_eq!(refused(decide(&county, &author, item, sign()).await), Refusal::Role);
    assert_eq!(decide(&county, &reviewer, item, sign()).await.unwrap(), Stage::Published);
    let article = super::live(&county, item).await;
    assert_eq!(article.content.title, "秋季学期工作安排");
    assert_eq!(article.body.as_str(), "<p>全县中小学校秋季学期工作安排如下。</p>");
    assert_eq!((article.signed_by_unit.as_str(), article.direct), ("县政务办", false));
    assert_eq!(article.published_at, county.cms.now());
}

#[tokio::test]
async fn a_reviewer_who_mends_a_word_cannot_sign_any_more() {
    let county = TestCounty::new().await;
    let (author, first, second) = (county.ctx("fabu").await, county.ctx("shenhe").await, county.ctx("shenhe2").await);
    let item = draft(&county, &author, "招生通告").await;
    write(&county, &first, item, "招生通告", "<p>由审核人改过的正文。</p>").await;
    county.cms.record_secrecy_review(&first, item, testkit::secrecy_review()).await.unwrap();
    decide(&county, &author, item, Ask::Submit).await.unwrap();
    assert_eq!(refused(decide(&county, &first, item, sign()).await), Refusal::OwnWork);
    assert_eq!(decide(&county, &second, item, sign()).await.unwrap(), Stage::Published);
}

#[tokio::test]
async fn an_inbox_shows_exactly_what_its_owner_may_act_on() {
    let county = TestCounty::new().await;
    let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    let filter = ItemFilter::default();
    let first = submitted(&county, &author, "甲").await;
    county.advance_minutes(5);
    let second = submitted(&county, &author, "乙").await;
    let own = draft(&county, &reviewer, "审核人自己的稿件").await;
    decide(&county, &reviewer, own, Ask::Submit).await.unwrap();

    let inbox = county.cms.inbox(&reviewer, &filter).await.unwrap();
    assert_eq!(inbox.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [first, second], "oldest first, not one's own");
    assert!(inbox.rows.iter().all(|row| row.allowed.contains(&Action::Sign)));
    assert_eq!(inbox.on_their_way.iter().map(|row| row.id).collect::<Vec<_>>(), [own]);

    let authors = county.cms.inbox(&author, &filter).await.unwrap();
    assert!(authors.rows.is_empty());
    assert_eq!(authors.on_their_way.len(), 2);
    decide(&county, &reviewer, first, Ask::Return { reason: "请补充联系方式".into() }).await.unwrap();
    let authors = county.cms.inbox(&author, &filter).await.unwrap();
    assert_eq!(authors.rows.iter().map(|row| (row.id, row.stage)).collect::<Vec<_>>(), [(first, Stage::Returned)]);

    let words = ItemFilter { words: "乙".into(), ..ItemFilter::default() };
    let found = county.cms.inbox(&reviewer, &words).await.unwrap().rows;
    assert_eq!(found.iter().map(|row| row.id).collect::<Vec<_>>(), [second]);
    for administrator in ["guanli", "anquan", "shenji"] {
        let ctx = county.ctx(administrator).await;
        assert_eq!(refused(county.cms.inbox(&ctx, &filter).await), Refusal::Role);
        assert_eq!(refused(county.cms.sheet(&ctx, first).await), Refusal::Role);
    }
}

#[tokio::test]
async fn what_waits_for_others_hides_nothing_from_an_inbox() {
    let county = TestCounty::new().await;
    let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    // More drafts of a colleague than are read at once, all older than the one that was returned.
    county.open_account("tongshi", "黄某", Role::Publisher, "jyj").await;
    let colleague = county.ctx("tongshi").await;
    for _ in 0..505 {
        let new = NewItem { column: super::column(super::COLUMN), kind: None, submitted_by: None, explains: None };
        county.cms.create_item(&colleague, &new).await.unwrap();
    }
    county.advance_minutes(1);
    let item = submitted(&county, &author, "甲").await;
    decide(&county, &reviewer, item, Ask::Return { reason: "请补充".into() }).await.unwrap();
    let inbox = county.cms.inbox(&author, &ItemFilter::default()).await.unwrap();
    assert_eq!(inbox.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [item]);
    assert!(!inbox.more);
}

#[tokio::test]
async fn a_publisher_is_refused_outside_its_columns_and_items() {
    let county = TestCounty::new().await;
    let (education, finance) = (county.ctx("fabu").await, county.ctx("fabu2").await);
    let new = NewItem { column: column(super::COLUMN), kind: None, submitted_by: None, explains: None };
    assert_eq!(refused(county.cms.create_item(&finance, &new).await), Refusal::Column);
    let item = draft(&county, &education, "学籍管理").await;
    let seen = seen(&county, &education, item).await;
    assert_eq!(refused(county.cms.sheet(&finance, item).await), Refusal::OtherUnit);
    assert_eq!(refused(county.cms.decide(&finance, seen, Ask::Submit).await), Refusal::Column);
    // Nor does a wrong version tell anything about an item that one may not read.
    let wrong = domain::desk::content::Seen { version: 99, ..seen };
    assert_eq!(refused(county.cms.decide(&finance, wrong, Ask::Submit).await), Refusal::Column);
    let rows = county.cms.items(&finance, &ItemFilter::default()).await.unwrap();
    assert_eq!(rows.total, 0);
}

#[tokio::test]
async fn blockers_are_listed_at_once_and_stop_the_submission() {
    let county = TestCounty::new().await;
    let author = county.ctx("fabu").await;
    let new = NewItem { column: column(super::COLUMN), kind: None, submitted_by: None, explains: None };
    let item = county.cms.create_item(&author, &new).await.unwrap();
    let sheet = sheet(&county, &author, item).await;
    assert!(sheet.demands_event_date);
    let content = domain::item::Content {
        body: "<p>联系人手机13800138000，<a href=\"/a/zzzzzzzz\">附表</a></p><img src=\"/media/none.png\">\
               <table><tr><td>甲</td></tr></table>"
            .into(),
        ..sheet.content
    };
    let save = domain::desk::content::Save { item, revision: 1, version: 1, content };
    county.cms.save(&author, save).await.unwrap();
    let Err(Error::Blocked(report)) = decide(&county, &author, item, Ask::Submit).await else {
        panic!("submitted with blockers");
    };
    let fields: std::collections::BTreeSet<&str> = report.blockers().map(|finding| finding.field.as_str()).collect();
    assert_eq!(fields.into_iter().collect::<Vec<_>>(), ["body", "event", "secrecy", "title"]);
    assert!(report.blockers().filter(|finding| finding.field == "body").count() >= 5, "{report:#?}");
}

#[tokio::test]
async fn a_change_after_the_secrecy_review_asks_for_a_new_one() {
    let county = TestCounty::new().await;
    let author = county.ctx("fabu").await;
    let item = draft(&county, &author, "公告").await;
    write(&county, &author, item, "公告", "<p>审查之后又改了正文。</p>").await;
    let Err(Error::Blocked(report)) = decide(&county, &author, item, Ask::Submit).await else {
        panic!("submitted unreviewed");
    };
    assert!(report.blockers().any(|finding| finding.field == "secrecy"));
}

#[tokio::test]
async fn a_unit_without_account_is_entered_by_its_lead_unit() {
    let county = TestCounty::new().await;
    let (reviewer, publisher) = (county.ctx("shenhe").await, county.ctx("fabu").await);
    let sender = county.cms.plan().units().find(|unit| !unit.has_account).unwrap().clone();
    let new = NewItem { column: column("tzgg"), kind: None, submitted_by: Some(sender.code.clone()), explains: None };
    assert_eq!(refused(county.cms.create_item(&publisher, &new).await), Refusal::Role);
    let item = county.cms.create_item(&reviewer, &new).await.unwrap();
    let sheet = sheet(&county, &reviewer, item).await;
    assert_eq!(sheet.submitted_by.as_deref(), Some(sender.name.as_str()));
    assert_eq!(sheet.content.source, sender.name);
    assert_eq!(sheet.origin, domain::item::Origin::Submission);
}

#[tokio::test]
async fn a_unit_with_accounts_sends_nothing_in_and_what_it_sent_before_goes_its_way() {
    let county = TestCounty::new().await;
    let (reviewer, other) = (county.ctx("shenhe").await, county.ctx("shenhe2").await);
    let enter = async |sender: &UnitCode| {
        let kind = Some(Kind::Article);
        let new = NewItem { column: column(super::COLUMN), kind, submitted_by: Some(sender.clone()), explains: None };
        county.cms.create_item(&reviewer, &new).await
    };
    let fault = |result: cms::Result<ItemId>| match result {
        Err(Error::Invalid(faults)) => (faults[0].field.clone(), faults[0].message.clone()),
        result => panic!("not refused: {result:?}"),
    };
    let bureau = UnitCode::parse("jyj").unwrap();
    let (field, message) = fault(enter(&bureau).await);
    assert_eq!(field, "submitted_by");
    assert!(message.starts_with("县教育局有发布账号"), "{message}");

    let sender = county.cms.plan().units().find(|unit| !unit.has_account).unwrap().code.clone();
    let item = enter(&sender).await.unwrap();
    let mut plan = Plan::from_toml(testkit::PLAN).unwrap();
    plan.units.iter_mut().find(|unit| unit.code == sender).unwrap().has_account = true;
    let imported = county.cms.import_plan(&cms::Ctx::system("test"), &plan.to_toml(), None, "开设账号").await.unwrap();
    assert!(matches!(imported, ImportOutcome::Imported { .. }), "{imported:?}");
    assert_eq!(fault(enter(&sender).await).0, "submitted_by");

    write(&county, &reviewer, item, "雷电预警", "<p>今天下午到夜间有雷阵雨。</p>").await;
    county.cms.record_secrecy_review(&reviewer, item, testkit::secrecy_review()).await.unwrap();
    assert_eq!(decide(&county, &reviewer, item, Ask::Submit).await.unwrap(), Stage::InReview);
    assert_eq!(decide(&county, &other, item, sign()).await.unwrap(), Stage::Published);
    let sheet = sheet(&county, &reviewer, item).await;
    assert_eq!(sheet.submitted_by.as_deref(), Some(county.cms.plan().unit_name(&sender)));
}

#[tokio::test]
async fn a_lead_reviewer_publishes_directly_and_the_page_says_so() {
    let county = TestCounty::new().await;
    let reviewer = county.ctx("shenhe").await;
    let item = draft(&county, &reviewer, "直接发布的通知").await;
    assert_eq!(
        decide(&county, &reviewer, item, Ask::PublishDirectly { publish_at: None }).await.unwrap(),
        Stage::Published
    );
    let article = super::live(&county, item).await;
    assert!(article.direct && !article.awaits_retro_signature);
    assert_eq!(article.signed_by_unit, "县政务办");
}

#[tokio::test]
async fn a_direct_publication_waits_for_its_minute_and_keeps_its_mark() {
    let county = TestCounty::new().await;
    let reviewer = county.ctx("shenhe").await;
    let item = draft(&county, &reviewer, "定时直接发布的通知").await;
    let past = Ask::PublishDirectly { publish_at: Some(county.cms.now()) };
    assert!(matches!(decide(&county, &reviewer, item, past).await, Err(Error::Invalid(_))));
    let later = Ask::PublishDirectly { publish_at: Some(county.cms.now() + TimeDelta::minutes(30)) };
    assert_eq!(decide(&county, &reviewer, item, later).await.unwrap(), Stage::Scheduled);
    assert!(super::public(&county, item).await.is_none());
    county.advance_minutes(30);
    assert_eq!(county.cms.publish_due(&Ctx::system("test")).await.unwrap(), 1);
    let article = super::live(&county, item).await;
    assert!(article.direct && !article.awaits_retro_signature);
    assert_eq!((article.signed_by_unit.as_str(), article.published_at), ("县政务办", county.cms.now()));
}

#[tokio::test]
async fn items_of_a_unit_follow_its_duties_to_the_successor() {
    let county = TestCounty::new().await;
    // 县农业局 became 县农业农村局 in 2019; what it had written is its successor's.
    county.open_account("nongye", "农某", Role::Publisher, "nync").await;
    let plan = county.cms.plan();
    let old = UnitCode::parse("nyj").unwrap();
    assert_eq!(plan.plan.bearer(&old, plan.on).as_str(), "nync");
    let line = r#"{"title":"旧站信息","date":"2018-12-20","column":"jbylws","body":"正文","source":"县农业局"}"#;
    let report = county.cms.import_items(&cms::Ctx::system("test"), std::io::Cursor::new(line), None).await.unwrap();
    assert_eq!(report.imported, 1, "{report:?}");
    let rows = county.cms.items(&county.ctx("nongye").await, &ItemFilter::default()).await.unwrap().rows;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].unit_name, "县农业局", "old items keep the historic name");
    assert!(rows[0].allowed.contains(&Action::Revise));
}
