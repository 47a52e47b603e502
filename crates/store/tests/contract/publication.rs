//! What the public sees.

use domain::{
    id::{ItemId, MediaId},
    item::{Attachment, Content},
    kind::{Detail, Facet, Kind},
    workflow::Stage,
};
use store::facet::{Listing, Order};
use store::{
    Tx,
    revision::{Body, Seen, Written},
};

use super::{
    at, begin,
    content::{authors, code, column, insert, move_to, publish, publish_row},
};
use crate::store_test;

store_test!(lists_are_newest_first, |store| async move {
    let mut tx = begin(&store).await;
    for (number, in_column) in ["jypx", "tzgg", "jypx", "czxx"].into_iter().enumerate() {
        publish(&mut tx, number, in_column, &format!("通知{number}")).await;
    }
    insert(&mut tx, 9, "jypx", "jyj", "草稿").await;
    tx.commit().await.unwrap();
    let columns = [column("jypx"), column("tzgg")];
    let kinds = [Kind::PolicyDocument];
    let titles =
        |rows: Vec<store::publication::PublicRow>| -> Vec<String> { rows.into_iter().map(|row| row.title).collect() };
    assert_eq!(titles(store.published_in(&columns, 10, 0).await.unwrap()), ["通知2", "通知1", "通知0"]);
    assert_eq!(titles(store.published_in(&columns, 1, 1).await.unwrap()), ["通知1"]);
    assert_eq!(titles(store.published_in(&[], 10, 0).await.unwrap()), [""; 0]);
    assert_eq!(store.count_published_in(&columns).await.unwrap(), 3);
    assert_eq!(store.count_published_in(&[]).await.unwrap(), 0);
    let counts = store.published_counts().await.unwrap();
    assert_eq!(counts.into_values().collect::<Vec<_>>(), [1, 2, 1]);
    let row = store.public_row(&code(2)).await.unwrap().unwrap();
    assert_eq!((row.published_at, row.lead_picture.as_deref()), (at(2), Some("/media/a.png")));
    assert_eq!(store.public_row(&code(9)).await.unwrap(), None);
    assert_eq!(titles(store.published_named(&kinds, "通知1", 10).await.unwrap()), ["通知1"]);
    assert_eq!(store.published_named(&kinds, "隆教发（2026）1号", 2).await.unwrap().len(), 2);
    assert_eq!(titles(store.published_named(&[], "通知", 10).await.unwrap()), [""; 0]);
});

store_test!(an_article_knows_its_neighbours_even_of_the_same_minute, |store| async move {
    let mut tx = begin(&store).await;
    let first = publish(&mut tx, 1, "jypx", "甲").await;
    publish(&mut tx, 2, "jypx", "乙").await;
    publish(&mut tx, 3, "jypx", "丙").await;
    publish(&mut tx, 4, "tzgg", "别的栏目").await;
    assert!(tx.correct_published_at(first, at(2)).await.unwrap());
    assert!(!tx.correct_published_at(ItemId::new(999), at(2)).await.unwrap());
    tx.commit().await.unwrap();
    let article = store.public_article(&code(2), 0).await.unwrap().unwrap();
    assert_eq!(article.content.source, "县教育局");
    assert_eq!(article.body.html, "<p>乙</p>");
    assert_eq!(article.newer, Some((code(3), "丙".to_owned())));
    assert_eq!(article.older, Some((code(1), "甲".to_owned())));
    let last = store.public_article(&code(3), 0).await.unwrap().unwrap();
    assert_eq!((last.newer, last.older.map(|(code, _)| code)), (None, Some(code(2))));
    assert_eq!(store.item(first).await.unwrap().unwrap().published_at, Some(at(2)));
    assert_eq!(store.public_article(&code(9), 0).await.unwrap(), None);
});

store_test!(the_files_of_public_items_are_read_together, |store| async move {
    let file = |number: i64, name: &str| Attachment {
        media: MediaId::new(number),
        name: name.to_owned(),
        address: format!("/media/{number}.csv"),
        size: 12,
    };
    let (first, second) = (file(1, "名录.csv"), file(2, "说明.csv"));
    let mut tx = begin(&store).await;
    publish(&mut tx, 1, "sjkf", "没有附件").await;
    let item = publish(&mut tx, 2, "sjkf", "名录").await;
    let content =
        Content { title: "名录".into(), attachments: vec![first.clone(), second.clone()], ..Content::default() };
    let (body, authors) = (Body { html: "<p>名录</p>".into(), seal: "seal".into() }, authors());
    let written = Written {
        content: &content,
        body: &body,
        content_hash: "名录",
        authors: &authors,
        by: None,
        by_name: "韦某",
        at: at(400),
        media: &[],
        registers: &[],
    };
    assert!(tx.insert_revision(item, 2, &written).await.unwrap());
    tx.commit().await.unwrap();
    let codes = [code(1), code(2), code(9)];
    assert!(store.attachments_of(&codes).await.unwrap().is_empty(), "what is being written is not public");

    let mut tx = begin(&store).await;
    assert!(tx.retire_revision(item, 1, Stage::Archived, at(500)).await.unwrap());
    assert!(move_to(&mut tx, Seen { item, number: 2, version: 1 }, Stage::Published, 500).await);
    publish_row(&mut tx, item, 2, 2, "sjkf", "名录", None).await;
    tx.commit().await.unwrap();
    let found = store.attachments_of(&codes).await.unwrap();
    assert_eq!(found.into_iter().collect::<Vec<_>>(), [(code(2), vec![first, second])]);
    assert!(store.attachments_of(&[code(1)]).await.unwrap().is_empty());
    assert!(store.attachments_of(&[]).await.unwrap().is_empty());
});

store_test!(a_publication_is_replaced_and_taken_down, |store| async move {
    let mut tx = begin(&store).await;
    let item = publish(&mut tx, 1, "jypx", "第一版").await;
    assert!(!tx.unpublish(item, 2, at(5), "错").await.unwrap());
    publish_row(&mut tx, item, 1, 1, "jypx", "改题", None).await;
    tx.commit().await.unwrap();
    let row = store.item(item).await.unwrap().unwrap();
    assert_eq!((row.live, row.first_published_at, row.withdrawn), (Some(1), Some(at(1)), None));
    assert_eq!(store.public_row(&code(1)).await.unwrap().unwrap().title, "改题");

    let mut tx = begin(&store).await;
    assert!(tx.unpublish(item, 1, at(9), "数据有误").await.unwrap());
    tx.commit().await.unwrap();
    let row = store.item(item).await.unwrap().unwrap();
    let gone = row.withdrawn.unwrap();
    assert_eq!((gone.title.as_str(), gone.reason.as_str(), gone.at), ("改题", "数据有误", at(9)));
    assert_eq!((row.live, row.first_published_at), (None, Some(at(1))));
    assert_eq!(store.public_row(&code(1)).await.unwrap(), None);
});

store_test!(what_somebody_refers_to_is_held_while_it_is_public, |store| async move {
    let mut tx = begin(&store).await;
    let item = publish(&mut tx, 1, "jypx", "通知").await;
    insert(&mut tx, 2, "jypx", "jyj", "草稿").await;
    tx.commit().await.unwrap();
    let read = store.item(item).await.unwrap().unwrap();
    let mut tx = begin(&store).await;
    assert_eq!(tx.hold_public(&code(1)).await.unwrap().unwrap().title, "通知");
    assert_eq!(tx.hold_public(&code(2)).await.unwrap(), None, "a draft");
    assert_eq!(tx.hold_public(&code(3)).await.unwrap(), None, "nothing");
    // Whoever takes it down waits, and whoever asks after that finds nothing.
    let taking_down = {
        let store = store.clone();
        tokio::spawn(async move {
            let mut tx = begin(&store).await;
            let is_as_read = tx.hold_item(&read).await.unwrap();
            assert!(tx.unpublish(item, 1, at(9), "错").await.unwrap());
            tx.commit().await.unwrap();
            is_as_read
        })
    };
    assert_eq!(tx.hold_public(&code(1)).await.unwrap().unwrap().title, "通知");
    tx.commit().await.unwrap();
    assert!(taking_down.await.unwrap(), "holding changes nothing");
    assert_eq!(begin(&store).await.hold_public(&code(1)).await.unwrap(), None);
});

store_test!(interpretations_and_namesakes_are_found, |store| async move {
    let mut tx = begin(&store).await;
    let document = publish(&mut tx, 1, "wjzl", "办法").await;
    let interpretation = insert(&mut tx, 2, "zcjd", "jyj", "解读").await;
    assert!(move_to(&mut tx, Seen { item: interpretation, number: 1, version: 1 }, Stage::Published, 2).await);
    publish_row(&mut tx, interpretation, 1, 2, "zcjd", "解读", Some(&code(1))).await;
    tx.commit().await.unwrap();
    let found = store.published_about(&code(1)).await.unwrap();
    assert_eq!(found.into_iter().map(|row| row.code).collect::<Vec<_>>(), [code(2)]);
    let other = ItemId::new(document.get() + 100);
    assert_eq!(store.published_title(&column("wjzl"), "办法", other).await.unwrap(), Some(code(1)));
    assert_eq!(store.published_title(&column("wjzl"), "办法", document).await.unwrap(), None);
    assert_eq!(store.published_title(&column("tzgg"), "办法", other).await.unwrap(), None);
});

/// Public since minute 1, signed by nobody.
async fn publish_urgently(tx: &mut Tx) -> ItemId {
    let item = insert(tx, 1, "jypx", "jyj", "预警").await;
    assert!(move_to(tx, Seen { item, number: 1, version: 1 }, Stage::Published, 1).await);
    tx.publish(&store::publication::NewPublication {
        item,
        revision: 1,
        code: &code(1),
        column: &column("jypx"),
        title: "预警",
        summary: "",
        source: "",
        published_at: at(1),
        revised_at: None,
        lead_picture: None,
        picture_alt: "",
        detail: &Detail::default(),
        unit_name: "县教育局",
        signed_by_unit: "",
        direct: false,
        awaits_retro_signature: true,
    })
    .await
    .unwrap();
    item
}

store_test!(an_urgent_publication_is_signed_once, |store| async move {
    let mut tx = begin(&store).await;
    let item = publish_urgently(&mut tx).await;
    assert!(tx.sign_afterwards(item, "县政务办").await.unwrap());
    assert!(!tx.sign_afterwards(item, "县政务办").await.unwrap());
    tx.commit().await.unwrap();
    let article = store.public_article(&code(1), 0).await.unwrap().unwrap();
    assert_eq!((article.awaits_retro_signature, article.signed_by_unit.as_str()), (false, "县政务办"));
    assert!(!store.item(item).await.unwrap().unwrap().awaits_retro_signature);
});

store_test!(what_was_public_unsigned_and_is_gone_still_waits_for_its_signature, |store| async move {
    let mut tx = begin(&store).await;
    let item = publish_urgently(&mut tx).await;
    assert!(tx.unpublish(item, 1, at(9), "误报").await.unwrap());
    tx.commit().await.unwrap();
    assert!(store.item(item).await.unwrap().unwrap().awaits_retro_signature);
    let mut tx = begin(&store).await;
    assert!(tx.sign_afterwards(item, "县政务办").await.unwrap());
    assert!(!tx.sign_afterwards(item, "县政务办").await.unwrap());
    tx.commit().await.unwrap();
    assert!(!store.item(item).await.unwrap().unwrap().awaits_retro_signature);
    assert_eq!(store.public_article(&code(1), 0).await.unwrap(), None);
});

store_test!(a_list_is_filtered_by_facets_and_words, |store| async move {
    let mut tx = begin(&store).await;
    for (number, title) in ["教育办法", "教育通知", "住房办法"].into_iter().enumerate() {
        publish(&mut tx, number, "wjzl", title).await;
    }
    let speech = insert(&mut tx, 7, "wjzl", "jyj", "解读").await;
    assert!(move_to(&mut tx, Seen { item: speech, number: 1, version: 1 }, Stage::Published, 7).await);
    publish_row(&mut tx, speech, 1, 7, "wjzl", "解读", Some(&code(0))).await;
    tx.commit().await.unwrap();

    let columns = [column("wjzl")];
    let genre = [(Facet::Type, "通知".to_owned())];
    let listing = |filter, words| Listing { columns: &columns, filter, words, order: Order::Newest };
    let titles = |rows: Vec<store::publication::PublicRow>| rows.into_iter().map(|row| row.title).collect::<Vec<_>>();

    let (rows, total) = store.listed(&listing(&genre, ""), 2, 1).await.unwrap();
    assert_eq!((titles(rows), total), (vec!["教育通知".into(), "教育办法".into()], 3));
    let (rows, total) = store.listed(&listing(&genre, "办法"), 9, 0).await.unwrap();
    assert_eq!((titles(rows), total), (vec!["住房办法".into(), "教育办法".into()], 2));
    let (rows, _) = store.listed(&listing(&[], "隆教发﹝2026﹞1"), 9, 0).await.unwrap();
    assert_eq!(rows.len(), 3, "every spelling of a number finds it");
    let nothing = Listing { columns: &[], filter: &[], words: "", order: Order::Position };
    assert_eq!(store.listed(&nothing, 9, 0).await.unwrap(), (Vec::new(), 0));

    let counts = store.facet_counts(&listing(&genre, "")).await.unwrap();
    let of = |facet| counts.iter().filter(move |one| one.facet == facet).map(|one| (one.value.as_str(), one.count));
    // All values of the chosen facet, but only what it leaves of the others.
    assert_eq!(of(Facet::Type).collect::<Vec<_>>(), [("通知", 3), ("文字解读", 1)]);
    assert_eq!(of(Facet::Issuer).collect::<Vec<_>>(), [("县教育局", 3)]);
    assert_eq!(store.facet_counts(&nothing).await.unwrap(), []);

    let rows = store.public_rows(&[code(2), code(0), code(9)]).await.unwrap();
    assert_eq!(rows.len(), 2, "those that are not public are left out");
    assert_eq!(store.public_rows(&[]).await.unwrap(), []);
    let documents = store.published_of_kind(Kind::PolicyDocument, 2, 1).await.unwrap();
    assert_eq!(titles(documents), ["教育通知", "住房办法"]);
    assert_eq!(store.published_of_kind(Kind::Service, 9, 0).await.unwrap(), []);

    // Of the documents one has an interpretation; what is older than the day asked for is left out.
    let unexplained = store.unexplained_documents(at(0)).await.unwrap();
    let found: Vec<_> = unexplained.iter().map(|one| (one.title.as_str(), one.unit.as_str())).collect();
    assert_eq!(found, [("教育通知", "jyj"), ("住房办法", "jyj")]);
    assert_eq!(store.unexplained_documents(at(99)).await.unwrap(), []);

    // What is taken down leaves no values behind.
    let mut tx = begin(&store).await;
    assert!(tx.unpublish(speech, 1, at(9), "错").await.unwrap());
    tx.commit().await.unwrap();
    let counts = store.facet_counts(&listing(&[], "")).await.unwrap();
    assert!(counts.iter().all(|one| one.value != "文字解读"), "{counts:?}");
});

store_test!(an_item_is_found_where_it_stands, |store| async move {
    let mut tx = begin(&store).await;
    let document = publish(&mut tx, 1, "wjzl", "办法").await;
    let interpretation = insert(&mut tx, 2, "zcjd", "jyj", "解读").await;
    tx.commit().await.unwrap();
    let place = store.whereabouts(document).await.unwrap().unwrap();
    assert_eq!((place.code, place.column, place.about), (code(1), column("wjzl"), None));
    let place = store.whereabouts(interpretation).await.unwrap().unwrap();
    assert_eq!((place.code, place.about), (code(2), None), "a draft stands somewhere too");
    assert_eq!(store.whereabouts(ItemId::new(999)).await.unwrap(), None);

    let mut tx = begin(&store).await;
    assert!(move_to(&mut tx, Seen { item: interpretation, number: 1, version: 1 }, Stage::Published, 2).await);
    publish_row(&mut tx, interpretation, 1, 2, "zcjd", "解读", Some(&code(1))).await;
    tx.commit().await.unwrap();
    assert_eq!(store.whereabouts(interpretation).await.unwrap().unwrap().about, Some(code(1)));
});
