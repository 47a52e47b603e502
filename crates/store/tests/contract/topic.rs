//! Special topics: one change at a time, and the public sees the revision that was signed.

use chrono::NaiveDate;
use domain::{
    id::{AccountId, TopicId},
    item::SecrecyReview,
    plan::Cadence,
    topic::{Application, Block, Piece, Row, TopicContent, TopicStage, TopicStep},
};
use store::{
    Store, Tx,
    media::{MediaKind, MediaOwner, NewMedia},
    topic::{NewTopic, PublicTopics, TopicRecord},
    topic_revision::{NewTopicDecision, TopicRevision},
};

use super::{
    at, begin,
    content::{authors, code, column, publish},
    day, unit,
};
use crate::store_test;

fn application(title: &str, ends_on: NaiveDate) -> Application {
    Application {
        title: title.into(),
        reason: "集中展示".into(),
        basis: "隆政办发〔2026〕8号".into(),
        contact: "韦某 0771-6520000".into(),
        promise: Cadence::Days { days: 14 },
        ends_on,
    }
}

async fn insert(tx: &mut Tx, number: usize, title: &str, ends_on: &str) -> TopicId {
    let new = NewTopic {
        code: &code(number),
        unit: &unit("jyj"),
        unit_name: "县教育局",
        application: &application(title, day(ends_on)),
        applied_by: AccountId::new(7),
        applied_name: "韦某",
        at: at(0),
    };
    tx.insert_topic(&new).await.unwrap()
}

fn content(title: &str) -> TopicContent {
    let piece = Piece::Text { html: "<p>欢迎。</p>".into(), seal: "seal".into() };
    let rows = vec![Row::Full(Block { heading: "导读".into(), piece })];
    TopicContent { title: title.into(), rows, ..TopicContent::default() }
}

pub(super) fn revision(topic: TopicId, number: i32, title: &str) -> TopicRevision {
    TopicRevision {
        topic,
        number,
        content: content(title),
        content_hash: title.into(),
        authors: authors(),
        saved_name: "韦某".into(),
        saved_at: at(5),
    }
}

pub(super) async fn read(store: &Store, topic: TopicId) -> TopicRecord {
    store.topic(topic).await.unwrap().unwrap()
}

/// A public topic whose revision 1 uses `/media/{number}.png`.
pub(crate) async fn open(store: &Store, number: usize, title: &str, ends_on: &str) -> TopicId {
    let mut tx = begin(store).await;
    let id = insert(&mut tx, number, title, ends_on).await;
    tx.put_topic_revision(&revision(id, 1, title), &[format!("/media/{number}.png")]).await.unwrap();
    tx.commit().await.unwrap();
    let minutes = i64::try_from(number).unwrap();
    let live = TopicRecord {
        stage: TopicStage::Live,
        newest: 1,
        last_number: 1,
        live: Some(1),
        published_at: Some(at(minutes)),
        ..read(store, id).await
    };
    let mut tx = begin(store).await;
    assert!(tx.update_topic(&live).await.unwrap());
    tx.commit().await.unwrap();
    id
}

store_test!(a_topic_is_changed_by_whoever_comes_first, |store| async move {
    let mut tx = begin(&store).await;
    let id = insert(&mut tx, 1, "县庆", "2027-06-30").await;
    tx.commit().await.unwrap();
    let first = read(&store, id).await;
    assert_eq!((first.stage, first.version, first.newest, first.live), (TopicStage::Applied, 1, 0, None));
    assert_eq!((&first.application, &first.authors[..]), (&application("县庆", day("2027-06-30")), &[][..]));

    let approved = TopicRecord {
        stage: TopicStage::Building,
        changed_name: "陆某".into(),
        changed_at: at(3),
        newest: 1,
        last_number: 1,
        ..first.clone()
    };
    let mut tx = begin(&store).await;
    assert!(tx.update_topic(&approved).await.unwrap());
    assert!(!tx.update_topic(&approved).await.unwrap(), "it is no longer as it was read");
    tx.put_topic_revision(&revision(id, 1, "县庆"), &[]).await.unwrap();
    tx.commit().await.unwrap();
    let found = read(&store, id).await;
    assert_eq!(found, TopicRecord { version: 2, authors: authors(), ..approved });
    assert_eq!(store.topics().await.unwrap(), [found]);
    assert_eq!(store.topic(TopicId::new(99)).await.unwrap(), None);
});

store_test!(a_revision_is_written_over_and_its_files_with_it, |store| async move {
    let id = open(&store, 1, "县庆", "2027-06-30").await;
    assert_eq!(store.topic_revision(id, 1).await.unwrap(), Some(revision(id, 1, "县庆")));
    assert_eq!(store.topic_revision(id, 2).await.unwrap(), None);
    let mut tx = begin(&store).await;
    let twice = ["/media/b.png".to_owned(), "/media/b.png".to_owned()];
    tx.put_topic_revision(&revision(id, 2, "县庆七十年"), &twice).await.unwrap();
    tx.put_topic_revision(&revision(id, 2, "县庆专题"), &twice).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.topic_revision(id, 2).await.unwrap(), Some(revision(id, 2, "县庆专题")));
    assert_eq!(store.media_of_topic(id).await.unwrap(), ["/media/1.png", "/media/b.png"]);
    // The second revision is nobody's business but the desk's.
    let public = store.public_topic(&code(1)).await.unwrap().unwrap();
    assert_eq!((public.id, public.content), (id, content("县庆")));
    let owner = MediaOwner::Topic(id);
    assert_eq!(store.users_of_media("/media/1.png").await.unwrap(), [(owner, true)]);
    assert_eq!(store.users_of_media("/media/b.png").await.unwrap(), [(owner, false)]);
});

store_test!(the_public_sees_current_topics_and_history, |store| async move {
    let mut tx = begin(&store).await;
    insert(&mut tx, 9, "未上线", "2027-06-30").await;
    tx.commit().await.unwrap();
    let (first, second) = (open(&store, 1, "一", "2026-11-30").await, open(&store, 2, "二", "2027-06-30").await);
    let titles = |topics: Vec<store::topic_revision::PublicTopic>| {
        topics.into_iter().map(|topic| topic.content.title).collect::<Vec<_>>()
    };
    assert_eq!(titles(store.public_topics(PublicTopics::Current, 10, 0).await.unwrap()), ["二", "一"]);
    assert_eq!(titles(store.public_topics(PublicTopics::Current, 10, 1).await.unwrap()), ["一"]);
    assert_eq!(store.public_topic(&code(9)).await.unwrap(), None);

    assert_eq!(store.topics_due(day("2026-11-30")).await.unwrap(), [], "the last day counts");
    let due = store.topics_due(day("2026-12-01")).await.unwrap();
    assert_eq!(due.iter().map(|topic| topic.id).collect::<Vec<_>>(), [first]);
    let archived = TopicRecord {
        stage: TopicStage::Archived,
        archived_at: Some(at(50)),
        archive_reason: "到期".into(),
        ..due[0].clone()
    };
    let mut tx = begin(&store).await;
    assert!(tx.update_topic(&archived).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(store.topics_due(day("2026-12-01")).await.unwrap(), []);
    assert_eq!(titles(store.public_topics(PublicTopics::Current, 10, 0).await.unwrap()), ["二"]);
    assert_eq!(titles(store.public_topics(PublicTopics::Archived, 10, 0).await.unwrap()), ["一"]);
    assert_eq!(store.count_public_topics(PublicTopics::Current).await.unwrap(), 1);
    assert_eq!(store.count_public_topics(PublicTopics::Archived).await.unwrap(), 1);
    let kept = store.public_topic(&code(1)).await.unwrap().unwrap();
    assert_eq!((kept.archived_at, kept.archive_reason.as_str()), (Some(at(50)), "到期"));
    assert!(store.users_of_media("/media/1.png").await.unwrap().contains(&(MediaOwner::Topic(first), true)));
    assert!(store.users_of_media("/media/2.png").await.unwrap().contains(&(MediaOwner::Topic(second), true)));
});

store_test!(the_chain_of_a_topic_keeps_its_order, |store| async move {
    let mut tx = begin(&store).await;
    let id = insert(&mut tx, 1, "县庆", "2027-06-30").await;
    let decision = NewTopicDecision {
        topic: id,
        revision: 0,
        step: TopicStep::Apply,
        account: Some(AccountId::new(7)),
        name: "韦某",
        unit_name: "县教育局",
        on_behalf_of: None,
        at: at(1),
        reason: "",
    };
    tx.insert_topic_decision(&decision).await.unwrap();
    let approve = NewTopicDecision {
        step: TopicStep::Approve,
        account: Some(AccountId::new(8)),
        on_behalf_of: Some("县委办"),
        reason: "同意",
        ..decision.clone()
    };
    tx.insert_topic_decision(&approve).await.unwrap();
    let expire = NewTopicDecision { step: TopicStep::Expire, account: None, revision: 1, ..decision };
    tx.insert_topic_decision(&expire).await.unwrap();
    tx.commit().await.unwrap();
    let chain = store.topic_decisions(id).await.unwrap();
    let steps: Vec<TopicStep> = chain.iter().map(|decision| decision.step).collect();
    assert_eq!(steps, [TopicStep::Apply, TopicStep::Approve, TopicStep::Expire]);
    assert_eq!((chain[1].on_behalf_of.as_deref(), chain[1].reason.as_str()), (Some("县委办"), "同意"));
    assert_eq!(store.topic_deciders(id).await.unwrap(), [AccountId::new(7), AccountId::new(8)]);
});

store_test!(a_file_is_uploaded_for_a_topic, |store| async move {
    let mut tx = begin(&store).await;
    let id = insert(&mut tx, 1, "县庆", "2027-06-30").await;
    let new = NewMedia {
        kind: MediaKind::Picture,
        hash: "abc",
        address: "/media/1.png",
        name: "桥.png",
        mime: "image/png",
        size: 3,
        width: None,
        height: None,
        owner: MediaOwner::Topic(id),
        uploaded_by: Some(AccountId::new(7)),
        unit: &unit("jyj"),
        at: at(1),
    };
    let picture = tx.insert_media(&new).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.media(picture).await.unwrap().unwrap().owner, Some(MediaOwner::Topic(id)));
});

store_test!(a_list_is_filled_by_column_and_by_words, |store| async move {
    let mut tx = begin(&store).await;
    publish(&mut tx, 1, "jypx", "教师招聘公告").await;
    publish(&mut tx, 2, "tzgg", "停水通知").await;
    publish(&mut tx, 3, "tzgg", "招聘会通知").await;
    tx.commit().await.unwrap();
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    for (columns, about, limit, expected) in [
        (vec![], words(&[]), 2, vec!["招聘会通知", "停水通知"]),
        (vec![], words(&["招聘"]), 9, vec!["招聘会通知", "教师招聘公告"]),
        (vec![column("tzgg")], words(&["招聘", "停水"]), 9, vec!["招聘会通知", "停水通知"]),
        (vec![column("jypx")], words(&["停水"]), 9, vec![]),
        (vec![column("jypx"), column("tzgg")], words(&["%"]), 1, vec!["招聘会通知"]),
    ] {
        let rows = store.published_with_words(&columns, &about, limit).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.title.as_str()).collect::<Vec<_>>(), expected, "{about:?}");
    }
});

store_test!(the_secrecy_review_of_a_topic_is_replaced, |store| async move {
    let topic = open(&store, 1, "县庆专题", "2027-05-01").await;
    assert_eq!(store.topic_secrecy_review(topic, 1).await.unwrap(), None);
    let mut review =
        SecrecyReview { form_number: "1号".into(), content_hash: "县庆专题".into(), ..Default::default() };
    let mut tx = begin(&store).await;
    tx.put_topic_secrecy_review(topic, 1, &review, AccountId::new(7), at(1)).await.unwrap();
    review.form_number = "2号".into();
    tx.put_topic_secrecy_review(topic, 1, &review, AccountId::new(7), at(2)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.topic_secrecy_review(topic, 1).await.unwrap(), Some(review));
    assert_eq!(store.topic_secrecy_review(topic, 2).await.unwrap(), None);
});
