//! Stories of special topics: 韦小兰 (fabu) asks and builds for the education bureau; 甲 and 乙 of 县委办 approve and sign.

use cms::{
    Ctx, Error, Result,
    media::UploadKind,
    topics::{PagePiece, PageRow, TopicPage, TopicState},
};
use domain::{
    account::Role,
    desk::{
        board::{ColumnLine, NextStep},
        topics::{TopicAsk, TopicRow, TopicSave, TopicSaved, TopicSeen, TopicSheet},
    },
    id::{AccountId, ItemCode, TopicId},
    item::SecrecyReview,
    obligation::{MatterKind, State},
    permission::{Action, Refusal},
    plan::Cadence,
    topic::{Application, Block, ItemSource, Picture, Piece, Row, TopicContent, TopicStage},
};
use testkit::{TestCounty, secrecy_review};

use crate::content::{column, published};

/// A picture of the demo.
const PNG: &[u8] = include_bytes!("../../src/demo/content/pictures/school.png");

/// A county in which 县委办 has two reviewers.
async fn county() -> TestCounty {
    let county = TestCounty::new().await;
    county.open_account("jia", "甲", Role::Reviewer, "xwb").await;
    county.open_account("jia2", "乙", Role::Reviewer, "xwb").await;
    county
}

fn application(title: &str) -> Application {
    Application {
        title: title.into(),
        reason: "集中展示重点工作".into(),
        basis: "隆政办发〔2026〕8号".into(),
        contact: "韦小兰 13800138000".into(),
        promise: Cadence::Days { days: 7 },
        ends_on: "2026-12-31".parse().unwrap(),
    }
}

async fn sheet(county: &TestCounty, ctx: &Ctx, topic: TopicId) -> TopicSheet {
    county.cms.topic_sheet(ctx, topic).await.unwrap()
}

async fn ask(county: &TestCounty, ctx: &Ctx, topic: TopicId, ask: TopicAsk) -> Result<TopicStage> {
    let version = county.cms.store().topic(topic).await.unwrap().unwrap().version;
    county.cms.decide_topic(ctx, TopicSeen { topic, version }, ask).await
}

fn text(html: &str) -> Row {
    Row::Full(Block { heading: "导读".into(), piece: Piece::Text { html: html.into(), seal: String::new() } })
}

async fn build(county: &TestCounty, ctx: &Ctx, topic: TopicId, rows: Vec<Row>) -> TopicSaved {
    let opened = sheet(county, ctx, topic).await;
    let content = TopicContent { rows, ..opened.content.unwrap() };
    county.cms.save_topic(ctx, TopicSave { topic, version: opened.row.version, content }).await.unwrap()
}

#[track_caller]
fn gaps(saved: TopicSaved) -> Vec<String> {
    match saved {
        TopicSaved::Done { gaps, .. } => gaps.into_iter().map(|gap| gap.field).collect(),
        TopicSaved::Conflict { by, .. } => panic!("{by} was first"),
    }
}

/// Approved, so that its unit may build.
async fn approved(county: &TestCounty, title: &str) -> TopicId {
    let topic = county.cms.apply_for_topic(&county.ctx("fabu").await, application(title)).await.unwrap();
    ask(county, &county.ctx("jia").await, topic, TopicAsk::Approve { note: String::new() }).await.unwrap();
    topic
}

async fn submitted(county: &TestCounty, title: &str) -> TopicId {
    let (topic, author) = (approved(county, title).await, county.ctx("fabu").await);
    assert_eq!(gaps(build(county, &author, topic, vec![text("<p>欢迎。</p>")]).await), [""; 0]);
    ask(county, &author, topic, submit()).await.unwrap();
    topic
}

async fn live(county: &TestCounty, title: &str) -> TopicId {
    let topic = submitted(county, title).await;
    let stage = ask(county, &county.ctx("jia").await, topic, sign()).await.unwrap();
    assert_eq!(stage, TopicStage::Live);
    topic
}

fn submit() -> TopicAsk {
    TopicAsk::Submit { review: Box::new(secrecy_review()) }
}

fn sign() -> TopicAsk {
    TopicAsk::Sign { note: String::new() }
}

async fn code(county: &TestCounty, topic: TopicId) -> ItemCode {
    county.cms.store().topic(topic).await.unwrap().unwrap().code
}

async fn public(county: &TestCounty, topic: TopicId) -> Option<TopicPage> {
    county.cms.public_topic(&code(county, topic).await).await.unwrap()
}

fn words(page: &TopicPage) -> Vec<String> {
    let texts = page.rows.iter().filter_map(|row| match row {
        PageRow::Full(block) => match &block.piece {
            PagePiece::Text(html) => Some(html.as_str().to_owned()),
            _ => None,
        },
        PageRow::Pair(_) => None,
    });
    texts.collect()
}

#[tokio::test]
async fn what_nobody_has_reviewed_as_it_is_cannot_be_signed() {
    let county = county().await;
    let (topic, lead) = (submitted(&county, "县庆专题").await, county.ctx("jia").await);
    let store = county.cms.store();
    let of_another = SecrecyReview { content_hash: "another".into(), ..secrecy_review() };
    let mut tx = store.begin().await.unwrap();
    tx.put_topic_secrecy_review(topic, 1, &of_another, AccountId::new(1), county.cms.now()).await.unwrap();
    tx.commit().await.unwrap();
    let refused = ask(&county, &lead, topic, sign()).await;
    assert!(matches!(refused, Err(Error::Invalid(faults)) if faults[0].field == "secrecy"));
    ask(&county, &lead, topic, TopicAsk::Return { reason: "请重新审查".into() }).await.unwrap();
    ask(&county, &county.ctx("fabu").await, topic, submit()).await.unwrap();
    assert_eq!(ask(&county, &lead, topic, sign()).await.unwrap(), TopicStage::Live);
}

#[tokio::test]
async fn a_topic_goes_from_application_to_history() {
    let county = county().await;
    let (author, lead) = (county.ctx("fabu").await, county.ctx("jia").await);
    let topic = county.cms.apply_for_topic(&author, application("县庆专题")).await.unwrap();
    let waiting: Vec<TopicRow> = county.cms.topics(&lead).await.unwrap();
    assert!(waiting[0].waits_for_reader() && waiting[0].may(Action::ApproveTopic));
    assert!(!county.cms.topics(&author).await.unwrap()[0].waits_for_reader());
    ask(&county, &lead, topic, TopicAsk::Approve { note: "同意".into() }).await.unwrap();

    let saved = build(&county, &author, topic, vec![text("<p>欢迎<script>alert(1)</script></p>"), text("")]).await;
    assert_eq!(gaps(saved), ["blocks.1.html"]);
    let refused = ask(&county, &author, topic, submit()).await;
    assert!(matches!(refused, Err(Error::Invalid(faults)) if faults[0].field == "blocks.1.html"));
    build(&county, &author, topic, vec![text("<p>欢迎<script>alert(1)</script></p>")]).await;
    let unreviewed = TopicAsk::Submit { review: Box::default() };
    let refused = ask(&county, &author, topic, unreviewed).await;
    assert!(matches!(refused, Err(Error::Invalid(faults)) if faults[0].field == "secrecy.form_number"));
    assert_eq!(ask(&county, &author, topic, submit()).await.unwrap(), TopicStage::InReview);
    let reviewed = county.cms.topic_sheet(&lead, topic).await.unwrap().secrecy.unwrap();
    assert_eq!(
        (reviewed.form_number.as_str(), reviewed.recorded_by.as_str()),
        ("保审〔2026〕8号", author.actor().unwrap().name.as_str())
    );
    assert_eq!(public(&county, topic).await, None, "not before somebody has signed");
    let preview = county.cms.topic_preview(&lead, topic).await.unwrap();
    assert_eq!((&preview.state, words(&preview)), (&TopicState::Preview, vec!["<p>欢迎</p>".to_owned()]));

    county.advance_minutes(5);
    assert_eq!(ask(&county, &lead, topic, sign()).await.unwrap(), TopicStage::Live);
    let page = public(&county, topic).await.unwrap();
    assert_eq!((page.title.as_str(), page.unit_name.as_str()), ("县庆专题", "县教育局"));
    assert!(matches!(&page.state, TopicState::Current { signed_by_unit, .. } if signed_by_unit == "县委办"));
    assert_eq!(county.cms.current_topics(3).await.unwrap().len(), 1);

    county.set_clock("2026-12-31 23:59");
    assert_eq!(county.cms.archive_due_topics(&Ctx::system("test")).await.unwrap(), 0, "the last day counts");
    county.set_clock("2027-01-01 00:01");
    assert_eq!(county.cms.archive_due_topics(&Ctx::system("test")).await.unwrap(), 1);
    assert_eq!(county.cms.archive_due_topics(&Ctx::system("test")).await.unwrap(), 0);
    let page = public(&county, topic).await.unwrap();
    assert!(matches!(&page.state, TopicState::Archived { reason, .. } if reason == "已到结束日期 2026-12-31"));
    assert_eq!(county.cms.current_topics(3).await.unwrap(), []);
    assert_eq!(county.cms.archived_topics(1, 10).await.unwrap().rows[0].title, "县庆专题");
    let actions = county.logged_actions().await;
    for action in ["topic.apply", "topic.approve", "topic.save", "topic.submit", "topic.sign", "topic.expire"] {
        assert!(actions.iter().any(|logged| logged == action), "{action}");
    }
    let events = county.cms.store().events_after(0, 10_000).await.unwrap();
    assert!(events.iter().all(|event| !event.data.contains("13800138000")), "the contact person is not public");
    assert!(county.cms.store().verify_log().await.unwrap().faults.is_empty());
}

#[tokio::test]
async fn nobody_signs_an_own_topic_and_no_other_unit_builds() {
    let county = county().await;
    let (first, second) = (county.ctx("jia").await, county.ctx("jia2").await);
    let refusal = |result: Result<TopicStage>| match result {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    };
    // The lead unit may ask for a topic itself; then the colleague approves and signs.
    let topic = county.cms.apply_for_topic(&first, application("要情专题")).await.unwrap();
    let approve = || TopicAsk::Approve { note: String::new() };
    assert_eq!(refusal(ask(&county, &first, topic, approve()).await), Refusal::OwnWork);
    ask(&county, &second, topic, approve()).await.unwrap();
    build(&county, &first, topic, vec![text("<p>要情。</p>")]).await;
    ask(&county, &first, topic, submit()).await.unwrap();
    assert_eq!(refusal(ask(&county, &first, topic, sign()).await), Refusal::OwnWork);
    ask(&county, &second, topic, sign()).await.unwrap();

    // Of the county's table only 县委办 and 县政府办 decide: 申请建设栏目的单位 among the leads is whoever asks.
    let asked = county.cms.apply_for_topic(&county.ctx("fabu").await, application("教育专题")).await.unwrap();
    for login in ["shenhe", "xuanchuan"] {
        let ctx = county.ctx(login).await;
        assert_eq!(refusal(ask(&county, &ctx, asked, approve()).await), Refusal::Column, "{login}");
        assert_eq!(county.cms.topics(&ctx).await.unwrap(), [], "{login}");
        assert!(county.cms.notices(&ctx).await.unwrap().is_empty(), "{login}");
    }
    assert!(!county.cms.notices(&first).await.unwrap().is_empty(), "who decides is told");

    let theirs = approved(&county, "县庆专题").await;
    for login in ["jia", "fabu2", "shenhe", "guanli", "shenji"] {
        let ctx = county.ctx(login).await;
        let save = TopicSave { topic: theirs, version: 2, content: TopicContent::default() };
        assert!(matches!(county.cms.save_topic(&ctx, save).await, Err(Error::Refused(_))), "{login}");
    }
    for login in ["fabu2", "shenhe", "guanli", "shenji"] {
        let ctx = county.ctx(login).await;
        assert!(matches!(county.cms.topic_preview(&ctx, theirs).await, Err(Error::Refused(_))), "{login}");
    }
}

#[tokio::test]
async fn the_live_page_stays_until_the_change_is_signed() {
    let county = county().await;
    let (author, lead) = (county.ctx("fabu").await, county.ctx("jia").await);
    let topic = live(&county, "县庆专题").await;
    ask(&county, &author, topic, TopicAsk::Revise).await.unwrap();
    build(&county, &author, topic, vec![text("<p>第二版。</p>")]).await;
    ask(&county, &author, topic, submit()).await.unwrap();
    assert_eq!(words(&public(&county, topic).await.unwrap()), ["<p>欢迎。</p>"]);
    let back = TopicAsk::Return { reason: "标题再改一改".into() };
    assert_eq!(ask(&county, &lead, topic, back).await.unwrap(), TopicStage::Building);
    assert_eq!(ask(&county, &author, topic, TopicAsk::Discard).await.unwrap(), TopicStage::Live);
    assert_eq!(words(&public(&county, topic).await.unwrap()), ["<p>欢迎。</p>"]);

    // A revision that was given up never comes back under its number.
    ask(&county, &author, topic, TopicAsk::Revise).await.unwrap();
    assert_eq!(county.cms.store().topic(topic).await.unwrap().unwrap().newest, 3);
    build(&county, &author, topic, vec![text("<p>第三版。</p>")]).await;
    ask(&county, &author, topic, submit()).await.unwrap();
    ask(&county, &lead, topic, sign()).await.unwrap();
    let page = public(&county, topic).await.unwrap();
    assert_eq!(words(&page), ["<p>第三版。</p>"]);
    assert!(matches!(page.state, TopicState::Current { revised_at: Some(_), .. }));
}

#[tokio::test]
async fn a_signature_is_for_what_was_seen() {
    let county = county().await;
    let (author, lead) = (county.ctx("fabu").await, county.ctx("jia").await);
    let topic = submitted(&county, "县庆专题").await;
    let seen = TopicSeen { topic, version: sheet(&county, &lead, topic).await.row.version };
    ask(&county, &author, topic, TopicAsk::Recall).await.unwrap();
    build(&county, &author, topic, vec![text("<p>换了内容。</p>")]).await;
    ask(&county, &author, topic, submit()).await.unwrap();
    assert!(matches!(county.cms.decide_topic(&lead, seen, sign()).await, Err(Error::Stale)));
    assert_eq!(public(&county, topic).await, None);
}

#[tokio::test]
async fn two_builders_never_overwrite_one_another() {
    for county in crate::both_databases().await {
        county.open_account("jia", "甲", Role::Reviewer, "xwb").await;
        county.open_account("wei", "韦大山", Role::Publisher, "jyj").await;
        let topic = approved(&county, "县庆专题").await;
        let (one, other) = (county.ctx("fabu").await, county.ctx("wei").await);
        let opened = sheet(&county, &one, topic).await;
        let save = |html: &str| TopicSave {
            topic,
            version: opened.row.version,
            content: TopicContent { rows: vec![text(html)], ..opened.content.clone().unwrap() },
        };
        let first = county.cms.save_topic(&one, save("<p>甲的。</p>")).await.unwrap();
        assert!(matches!(first, TopicSaved::Done { version, .. } if version == opened.row.version + 1));
        let again = county.cms.save_topic(&one, save("<p>甲的。</p>")).await.unwrap();
        assert_eq!(again, first, "an answer that was lost is given again");
        let second = county.cms.save_topic(&other, save("<p>乙的。</p>")).await.unwrap();
        assert!(matches!(&second, TopicSaved::Conflict { by, .. } if by == "韦小兰"), "{second:?}");
        let kept = sheet(&county, &one, topic).await.content.unwrap();
        assert_eq!(kept.blocks().count(), 1);
        assert!(matches!(&kept.blocks().next().unwrap().piece, Piece::Text { html, .. } if html == "<p>甲的。</p>"));
    }
}

#[tokio::test]
async fn an_application_is_returned_and_mended() {
    let county = county().await;
    let (author, lead) = (county.ctx("fabu").await, county.ctx("jia").await);
    let wrong = Application { contact: String::new(), ..application("县庆专题") };
    let refused = county.cms.apply_for_topic(&author, wrong).await;
    assert!(matches!(refused, Err(Error::Invalid(faults)) if faults[0].field == "contact"));
    assert!(matches!(
        county.cms.apply_for_topic(&county.ctx("guanli").await, application("x")).await,
        Err(Error::Refused(Refusal::Role))
    ));
    let topic = county.cms.apply_for_topic(&author, application("县庆")).await.unwrap();
    let silent = ask(&county, &lead, topic, TopicAsk::Return { reason: " ".into() }).await;
    assert!(matches!(silent, Err(Error::Invalid(faults)) if faults[0].field == "reason"));
    let reason = TopicAsk::Return { reason: "名称太笼统".into() };
    assert_eq!(ask(&county, &lead, topic, reason).await.unwrap(), TopicStage::Returned);
    let told = county.cms.notices(&author).await.unwrap();
    assert_eq!(told[0].text, "《县庆》退回专题申请（县委办甲）：名称太笼统");
    county.cms.reapply_for_topic(&author, topic, application("七十周年县庆")).await.unwrap();
    let found = sheet(&county, &lead, topic).await;
    assert_eq!((found.row.stage, found.row.title.as_str()), (TopicStage::Applied, "七十周年县庆"));
    assert_eq!(found.application.contact, "韦小兰 13800138000", "the lead unit knows whom to call");
    assert_eq!(found.chain.len(), 3);
}

#[tokio::test]
async fn a_topic_is_extended_or_archived_with_a_reason() {
    let county = county().await;
    let (lead, manager) = (county.ctx("jia").await, county.ctx("guanli").await);
    let topic = live(&county, "县庆专题").await;
    let until = |day: &str| TopicAsk::Extend { until: day.parse().unwrap(), reason: "工作延续".into() };
    for (day, field) in [("2026-12-01", "ends_on"), ("2029-01-01", "ends_on")] {
        let refused = ask(&county, &lead, topic, until(day)).await;
        assert!(matches!(refused, Err(Error::Invalid(faults)) if faults[0].field == field), "{day}");
    }
    assert_eq!(ask(&county, &lead, topic, until("2027-06-30")).await.unwrap(), TopicStage::Live);
    county.set_clock("2027-01-02 09:00");
    assert_eq!(county.cms.archive_due_topics(&Ctx::system("test")).await.unwrap(), 0);

    // The portal manager keeps the order: he sees that it is public, and closes it.
    let seen = county.cms.topics(&manager).await.unwrap();
    assert_eq!((seen.len(), &seen[0].allowed[..]), (1, &[Action::ArchiveTopic][..]));
    let archive = || TopicAsk::Archive { reason: "长期不更新".into() };
    assert_eq!(ask(&county, &manager, topic, archive()).await.unwrap(), TopicStage::Archived);
    assert!(matches!(ask(&county, &lead, topic, archive()).await, Err(Error::Refused(Refusal::Stage))));
    assert!(matches!(public(&county, topic).await.unwrap().state, TopicState::Archived { .. }));
}

/// News every seven days, and the topic has had none since it was signed.
#[tokio::test]
async fn whoever_may_archive_a_silent_topic_is_told_to() {
    let county = county().await;
    let topic = live(&county, "县庆专题").await;
    let next = async |login: &str| {
        let board = county.cms.county_board(&county.ctx(login).await).await.unwrap();
        let is_news = |line: &ColumnLine| {
            line.matter.as_ref().is_some_and(|matter| matches!(matter.kind, MatterKind::TopicNews { .. }))
        };
        let news: Vec<_> = board.matters.into_iter().filter(is_news).map(|line| (line.state, line.next)).collect();
        assert_eq!(news.len(), 1, "{login}");
        news[0]
    };
    assert_eq!(next("jia").await, (State::Normal, None));
    // 2026-11-24 and seven days are 12-01.
    county.set_clock("2026-12-02 09:00");
    for (login, step) in [("jia", true), ("guanli", true), ("fabu", false)] {
        let expected = step.then_some(NextStep::Archive(topic));
        assert_eq!(next(login).await, (State::Overdue, expected), "{login}");
    }
    // A next page that was handed in is news to come.
    let author = county.ctx("fabu").await;
    ask(&county, &author, topic, TopicAsk::Revise).await.unwrap();
    build(&county, &author, topic, vec![text("<p>又有新进展。</p>")]).await;
    ask(&county, &author, topic, submit()).await.unwrap();
    assert_eq!(next("jia").await, (State::Overdue, None));
}

#[tokio::test]
async fn a_picture_is_public_with_the_revision_that_shows_it() {
    let county = county().await;
    let (author, stranger, lead) = (county.ctx("fabu").await, county.ctx("fabu2").await, county.ctx("jia").await);
    let topic = approved(&county, "县庆专题").await;
    let upload = |ctx: Ctx| {
        let cms = county.cms.clone();
        async move { cms.store_upload(&ctx, UploadKind::Image, topic, "桥.png", "image/png", PNG).await }
    };
    assert!(matches!(upload(stranger.clone()).await, Err(Error::Refused(_))));
    let stored = upload(author.clone()).await.unwrap();
    let path = stored.address.strip_prefix("/media/").unwrap().to_owned();
    let picture = |address: &str| Picture { address: address.into(), alt: "桥".into(), caption: String::new() };
    let shows = |address: &str| {
        let piece = Piece::Picture { picture: picture(address), link: String::new() };
        vec![text("<p>欢迎。</p>"), Row::Full(Block { heading: String::new(), piece })]
    };
    assert_eq!(
        gaps(build(&county, &author, topic, shows("/media/unknown.png")).await),
        ["blocks.1.pictures.0.address"]
    );
    assert_eq!(gaps(build(&county, &author, topic, shows(&stored.address)).await), [""; 0]);
    assert_eq!(county.cms.public_media(&path).await.unwrap(), None);
    assert!(county.cms.draft_media(&lead, &path).await.unwrap().is_some(), "who signs sees what is signed");
    assert_eq!(county.cms.draft_media(&stranger, &path).await.unwrap(), None);
    ask(&county, &author, topic, submit()).await.unwrap();
    ask(&county, &lead, topic, sign()).await.unwrap();
    assert!(county.cms.public_media(&path).await.unwrap().is_some());

    ask(&county, &author, topic, TopicAsk::Revise).await.unwrap();
    build(&county, &author, topic, vec![text("<p>没有图片了。</p>")]).await;
    assert!(county.cms.public_media(&path).await.unwrap().is_some(), "the live page still shows it");
    ask(&county, &author, topic, submit()).await.unwrap();
    ask(&county, &lead, topic, sign()).await.unwrap();
    assert_eq!(county.cms.public_media(&path).await.unwrap(), None);
}

#[tokio::test]
async fn lists_show_what_is_public_and_tell_how_fresh_the_topic_is() {
    let county = county().await;
    let (author, lead) = (county.ctx("fabu").await, county.ctx("jia").await);
    let item = published(&county, "秋季学期通知").await;
    let chosen = county.cms.store().item(item).await.unwrap().unwrap().code;
    let topic = approved(&county, "县庆专题").await;
    let list = |source: ItemSource| Row::Full(Block { heading: String::new(), piece: Piece::Items { source } });
    let newest = ItemSource::Newest { columns: vec![column("jypx")], words: vec!["学期".into()], count: 5 };
    let unknown = ItemCode::parse("zzzzzzzz").unwrap();
    let rows = vec![list(newest), list(ItemSource::Chosen { items: vec![unknown, chosen.clone()] })];
    assert_eq!(gaps(build(&county, &author, topic, rows.clone()).await), ["blocks.1.items"]);
    let right = vec![rows[0].clone(), list(ItemSource::Chosen { items: vec![chosen.clone()] })];
    assert_eq!(gaps(build(&county, &author, topic, right).await), [""; 0]);
    ask(&county, &author, topic, submit()).await.unwrap();
    ask(&county, &lead, topic, sign()).await.unwrap();
    let page = public(&county, topic).await.unwrap();
    for row in &page.rows {
        let PageRow::Full(block) = row else { panic!("{row:?}") };
        assert!(matches!(&block.piece, PagePiece::Items(rows) if rows[0].code == chosen), "{block:?}");
    }
    let signed_at = sheet(&county, &author, topic).await.last_update.unwrap();
    assert_eq!(signed_at, county.cms.now());
    county.advance_days(3);
    published(&county, "下学期通知").await;
    assert_eq!(sheet(&county, &author, topic).await.last_update, Some(county.cms.now()));
}
