//! What is on its way that would meet a single duty, and who has it.

use domain::{
    id::{ItemId, TopicId},
    item::Content,
    kind::{Detail, Interpretation},
    obligation::{Handover, Side},
    topic::{TopicStage, TopicStep},
    workflow::{Stage, Step},
};
use store::{Tx, revision::Seen, topic::TopicRecord, topic_revision::NewTopicDecision};

use super::{
    at, begin,
    clock::step,
    content::{code, insert, move_to, publish, publish_row, save},
    topic,
};
use crate::store_test;

const DAY: i64 = 24 * 60;

/// An interpretation as its author saves it, of the document of this number.
async fn interpretation(tx: &mut Tx, number: usize, document: Option<usize>) -> ItemId {
    let item = insert(tx, number, "zcjd", "jyj", "解读").await;
    let detail = Detail::Interpretation(Interpretation { document: document.map(code), ..Interpretation::default() });
    let content = Content { title: "解读".into(), detail, ..Content::default() };
    save(tx, Seen { item, number: 1, version: 1 }, &content, 9).await;
    item
}

fn told(handovers: &[Handover]) -> Vec<(String, Side)> {
    handovers.iter().map(|handover| (handover.on.to_string(), handover.to)).collect()
}

store_test!(a_document_knows_its_interpretations_on_their_way, |store| async move {
    let mut tx = begin(&store).await;
    publish(&mut tx, 1, "wjzl", "办法").await;
    let first = interpretation(&mut tx, 2, Some(1)).await;
    let second = interpretation(&mut tx, 3, Some(1)).await;
    interpretation(&mut tx, 4, None).await;
    insert(&mut tx, 5, "zcjd", "jyj", "interpretation").await;
    step(&mut tx, first, Step::Submit, DAY).await;
    tx.commit().await.unwrap();
    let coming = async || store.interpretations_on_their_way().await.unwrap().into_iter().collect::<Vec<_>>();
    assert_eq!(coming().await, [(code(1), vec![first, second])], "a draft is on its way, too");
    let unexplained = store.unexplained_documents(at(0)).await.unwrap();
    assert_eq!(unexplained.into_iter().map(|document| document.code).collect::<Vec<_>>(), [code(1)]);

    // What is public is on its way no more.
    let mut tx = begin(&store).await;
    assert!(move_to(&mut tx, Seen { item: second, number: 1, version: 2 }, Stage::Published, 4 * DAY).await);
    publish_row(&mut tx, second, 1, 3, "zcjd", "解读", Some(&code(1))).await;
    tx.commit().await.unwrap();
    assert_eq!(coming().await, [(code(1), vec![first])]);
    assert_eq!(store.unexplained_documents(at(0)).await.unwrap(), []);
});

async fn decide(tx: &mut Tx, topic: TopicId, revision: i32, step: TopicStep, minutes: i64) {
    let decision = NewTopicDecision {
        topic,
        revision,
        step,
        account: None,
        name: "韦某",
        unit_name: "县教育局",
        on_behalf_of: None,
        at: at(minutes),
        reason: "",
    };
    tx.insert_topic_decision(&decision).await.unwrap();
}

store_test!(a_topic_knows_who_has_its_next_page, |store| async move {
    let id = topic::open(&store, 1, "县庆", "2027-06-30").await;
    let coming = async || {
        let coming = store.topic_pages_on_their_way().await.unwrap().into_iter();
        coming.map(|(topic, went)| (topic, told(&went.handovers))).collect::<Vec<_>>()
    };
    let mut tx = begin(&store).await;
    decide(&mut tx, id, 1, TopicStep::Submit, 5).await;
    decide(&mut tx, id, 1, TopicStep::Sign, 6).await;
    tx.commit().await.unwrap();
    assert_eq!(coming().await, [], "its page is public");

    let revised =
        TopicRecord { stage: TopicStage::InReview, newest: 2, last_number: 2, ..topic::read(&store, id).await };
    let mut tx = begin(&store).await;
    assert!(tx.update_topic(&revised).await.unwrap());
    tx.put_topic_revision(&topic::revision(id, 2, "县庆，续"), &[]).await.unwrap();
    decide(&mut tx, id, 2, TopicStep::Revise, DAY).await;
    decide(&mut tx, id, 2, TopicStep::Submit, 2 * DAY).await;
    decide(&mut tx, id, 2, TopicStep::Extend, 2 * DAY + 5).await;
    decide(&mut tx, id, 2, TopicStep::Return, 3 * DAY).await;
    tx.commit().await.unwrap();
    let went = vec![("2026-11-26".to_owned(), Side::Lead), ("2026-11-27".to_owned(), Side::Unit)];
    assert_eq!(coming().await, [(id, went)]);

    let signed = TopicRecord { stage: TopicStage::Live, live: Some(2), ..topic::read(&store, id).await };
    let mut tx = begin(&store).await;
    assert!(tx.update_topic(&signed).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(coming().await, []);
});
