//! Items and revisions: writing, moving, listing.

use std::collections::BTreeSet;

use domain::{
    desk::content::ItemFilter,
    id::{AccountId, ItemCode, ItemId},
    item::{Content, Origin},
    kind::{Detail, Interpretation, PolicyDocument},
    plan::ColumnCode,
    workflow::Stage,
};
use store::{
    Store, Tx,
    item::{ItemScope, NewItemRow, Waiting},
    publication::NewPublication,
    revision::{Body, Move, Seen, Written},
};

use super::{at, begin, unit};
use crate::store_test;

pub(crate) const AUTHOR: i64 = 7;

pub(crate) fn column(code: &str) -> ColumnCode {
    ColumnCode::parse(code).unwrap()
}

/// A code of eight characters that ends in `number`.
pub(crate) fn code(number: usize) -> ItemCode {
    let digits: String = format!("{number:04}").replace('0', "b").replace('1', "c");
    ItemCode::parse(&format!("zzzz{digits}")).unwrap()
}

pub(crate) fn authors() -> Vec<(AccountId, String)> {
    vec![(AccountId::new(AUTHOR), "韦某".to_owned())]
}

/// Runs `write` with what a revision of this title says, made or saved at minute `minutes`.
macro_rules! written {
    ($title:expr, $minutes:expr, $media:expr, |$written:ident| $write:expr) => {{
        let content = Content { title: $title.to_owned(), source: "县教育局".into(), ..Content::default() };
        let body = Body { html: format!("<p>{}</p>", $title), seal: "seal".into() };
        let (authors, media): (Vec<(AccountId, String)>, Vec<String>) = (authors(), $media);
        let $written = &Written {
            content: &content,
            body: &body,
            content_hash: $title,
            authors: &authors,
            by: Some(AccountId::new(AUTHOR)),
            by_name: "韦某",
            at: at($minutes),
            media: &media,
            registers: &[],
        };
        $write
    }};
}

pub(crate) async fn insert(tx: &mut Tx, number: usize, in_column: &str, of: &str, title: &str) -> ItemId {
    insert_for(tx, number, in_column, (of, None), title).await
}

/// The same, entered for the unit that sent it in.
pub(crate) async fn insert_for(
    tx: &mut Tx,
    number: usize,
    in_column: &str,
    (of, sender): (&str, Option<&str>),
    title: &str,
) -> ItemId {
    let minutes = i64::try_from(number).unwrap();
    let sender = sender.map(unit);
    let item = tx
        .insert_item(&NewItemRow {
            code: &code(number),
            column: &column(in_column),
            unit: &unit(of),
            unit_name: "县教育局",
            origin: if sender.is_some() { Origin::Submission } else { Origin::Unit },
            submitted_by: sender.as_ref(),
            created_by: Some(AccountId::new(AUTHOR)),
            created_at: at(minutes),
            title,
            import_key: Some(&format!("key {number}")),
        })
        .await
        .unwrap();
    written!(title, minutes, vec![format!("/media/{number}.png")], |written| {
        assert!(tx.insert_revision(item, 1, written).await.unwrap());
        assert!(!tx.insert_revision(item, 1, written).await.unwrap(), "a number is given once");
    });
    item
}

/// Saves `content` over a text that is as `seen`, at minute `minutes`.
pub(crate) async fn save(tx: &mut Tx, seen: Seen, content: &Content, minutes: i64) {
    let body = Body { html: "<p>示例</p>".into(), seal: "seal".into() };
    let written = Written {
        content,
        body: &body,
        content_hash: "hash",
        authors: &authors(),
        by: None,
        by_name: "韦某",
        at: at(minutes),
        media: &[],
        registers: &[],
    };
    assert!(tx.save_revision(seen, &written).await.unwrap());
}

pub(crate) async fn move_to(tx: &mut Tx, seen: Seen, stage: Stage, minutes: i64) -> bool {
    let signed = BTreeSet::from([unit("zwb")]);
    let to = Move {
        stage,
        new_round: stage == Stage::Returned,
        reviewer: Some(AccountId::new(8)),
        signed_units: &signed,
        authors: &authors(),
        publish_at: (stage == Stage::Scheduled).then(|| at(minutes + 60)),
        at: at(minutes),
    };
    tx.move_revision(seen, &to).await.unwrap()
}

/// Publishes revision 1 of a fresh draft at minute `number`.
pub(crate) async fn publish(tx: &mut Tx, number: usize, in_column: &str, title: &str) -> ItemId {
    let item = insert(tx, number, in_column, "jyj", title).await;
    let minutes = i64::try_from(number).unwrap();
    assert!(move_to(tx, Seen { item, number: 1, version: 1 }, Stage::Published, minutes).await);
    publish_row(tx, item, 1, number, in_column, title, None).await;
    item
}

/// Begins a further revision.
pub(crate) async fn begin_text(tx: &mut Tx, item: ItemId, number: i32, title: &str, minutes: i64) {
    written!(title, minutes, Vec::new(), |written| assert!(tx.insert_revision(item, number, written).await.unwrap()));
}

/// Replaces the public first revision by a second one, at minute 500.
pub(crate) async fn revise(tx: &mut Tx, item: ItemId, number: usize, in_column: &str, title: &str) {
    begin_text(tx, item, 2, title, 400).await;
    assert!(tx.retire_revision(item, 1, Stage::Archived, at(500)).await.unwrap());
    assert!(move_to(tx, Seen { item, number: 2, version: 1 }, Stage::Published, 500).await);
    publish_row(tx, item, 2, number, in_column, title, None).await;
}

pub(crate) async fn publish_row(
    tx: &mut Tx,
    item: ItemId,
    revision: i32,
    number: usize,
    in_column: &str,
    title: &str,
    interprets: Option<&ItemCode>,
) {
    let detail = match interprets {
        Some(document) => {
            Detail::Interpretation(Interpretation { document: Some(document.clone()), ..Interpretation::default() })
        }
        None => Detail::PolicyDocument(PolicyDocument {
            document_number: "隆教发[2026]1号".into(),
            genre: "通知".into(),
            issuer: "县教育局".into(),
            ..PolicyDocument::default()
        }),
    };
    tx.publish(&NewPublication {
        item,
        revision,
        code: &code(number),
        column: &column(in_column),
        title,
        summary: "概述",
        source: "县教育局",
        published_at: at(i64::try_from(number).unwrap()),
        revised_at: (revision > 1).then(|| at(500)),
        lead_picture: Some("/media/a.png"),
        picture_alt: "大桥",
        detail: &detail,
        unit_name: "县教育局",
        signed_by_unit: "县政务办",
        direct: false,
        awaits_retro_signature: false,
    })
    .await
    .unwrap();
}

async fn ids(store: &Store, units: &[&str], columns: &[&str], filter: ItemFilter) -> (Vec<ItemId>, i64) {
    let units = units.iter().map(|code| unit(code)).collect();
    let columns = columns.iter().map(|code| column(code)).collect();
    let scope = ItemScope { units: &units, columns: &columns };
    let (rows, total) = store.items_page(&scope, &filter, 2).await.unwrap();
    (rows.into_iter().map(|row| row.id).collect(), total)
}

store_test!(an_item_comes_back_with_its_newest_revision, |store| async move {
    let mut tx = begin(&store).await;
    let id = insert(&mut tx, 1, "jypx", "jyj", "通知").await;
    tx.commit().await.unwrap();
    let item = store.item(id).await.unwrap().unwrap();
    assert_eq!((item.stage, item.newest, item.version, item.round), (Stage::Draft, 1, 1, 1));
    assert_eq!((item.title.as_str(), item.since, item.live), ("通知", at(1), None));
    assert_eq!(item.authors, authors());
    assert_eq!(store.item_by_code(&code(1)).await.unwrap(), Some(item));
    assert_eq!(store.item_by_code(&code(2)).await.unwrap(), None);
    let revision = store.revision(id, 1).await.unwrap().unwrap();
    assert_eq!(revision.body.html, "<p>通知</p>");
    assert_eq!((revision.content.title.as_str(), revision.content.body.as_str()), ("通知", ""));
    assert_eq!(store.revision(id, 2).await.unwrap(), None);
});

store_test!(a_save_applies_to_the_version_that_was_seen, |store| async move {
    let mut tx = begin(&store).await;
    let item = insert(&mut tx, 1, "jypx", "jyj", "通知").await;
    let seen = Seen { item, number: 1, version: 1 };
    written!("改过", 5, vec![], |written| {
        assert!(tx.save_revision(seen, written).await.unwrap());
        assert!(!tx.save_revision(seen, written).await.unwrap(), "the version is no longer the one seen");
    });
    assert!(move_to(&mut tx, Seen { version: 2, ..seen }, Stage::InReview, 6).await);
    written!("又改", 7, vec![], |written| {
        assert!(!tx.save_revision(Seen { version: 3, ..seen }, written).await.unwrap(), "no draft any more");
    });
    tx.commit().await.unwrap();
    let row = store.item(item).await.unwrap().unwrap();
    assert_eq!((row.title.as_str(), row.version, row.saved_at, row.since), ("改过", 3, at(5), at(6)));
    assert!(store.users_of_media("/media/1.png").await.unwrap().is_empty(), "the saved text uses no file");
});

store_test!(a_move_applies_once_and_a_return_starts_a_round, |store| async move {
    let mut tx = begin(&store).await;
    let item = insert(&mut tx, 1, "jypx", "jyj", "通知").await;
    let seen = Seen { item, number: 1, version: 1 };
    assert!(tx.claim_item(item, 1, Some((AccountId::new(8), "陆某"))).await.unwrap());
    assert!(!tx.claim_item(item, 2, None).await.unwrap());
    assert!(move_to(&mut tx, seen, Stage::InReview, 2).await);
    assert!(!move_to(&mut tx, seen, Stage::InReview, 3).await);
    assert!(move_to(&mut tx, Seen { version: 2, ..seen }, Stage::Returned, 4).await);
    tx.commit().await.unwrap();
    let row = store.item(item).await.unwrap().unwrap();
    assert_eq!((row.stage, row.round, row.version, row.since), (Stage::Returned, 2, 3, at(4)));
    assert_eq!((row.claimed_by, row.reviewer), (None, Some(AccountId::new(8))));
    assert_eq!(row.signed_units, BTreeSet::from([unit("zwb")]));
});

store_test!(what_is_rolled_back_never_was, |store| async move {
    let mut tx = begin(&store).await;
    insert(&mut tx, 1, "jypx", "jyj", "通知").await;
    drop(tx);
    assert_eq!(store.item_by_code(&code(1)).await.unwrap(), None);
});

store_test!(lists_stay_in_their_scope, |store| async move {
    let mut tx = begin(&store).await;
    let own = insert(&mut tx, 1, "jypx", "jyj", "招生Notice").await;
    let led = insert(&mut tx, 2, "tzgg", "czj", "预算").await;
    let foreign = insert(&mut tx, 3, "czxx", "czj", "决算").await;
    tx.commit().await.unwrap();
    let all = ItemFilter::default;
    assert_eq!(ids(&store, &["jyj"], &["tzgg"], all()).await, (vec![led, own], 2), "last changed first");
    assert_eq!(ids(&store, &["jyj"], &[], all()).await, (vec![own], 1));
    // A unit whose code contains another's is another unit.
    assert_eq!(ids(&store, &["jyj-a", "zjyj"], &["jypx2"], all()).await, (vec![], 0));
    let everything = (&["jyj", "czj"], &["tzgg"]);
    assert_eq!(ids(&store, everything.0, everything.1, all()).await, (vec![foreign, led], 3));
    let second = ItemFilter { page: 2, ..all() };
    assert_eq!(ids(&store, everything.0, everything.1, second).await, (vec![own], 3));
    for (filter, expected) in [
        (ItemFilter { column: Some(column("czxx")), ..all() }, vec![foreign]),
        (ItemFilter { unit: Some(unit("jyj")), ..all() }, vec![own]),
        (ItemFilter { stage: Some(Stage::Returned), ..all() }, vec![]),
        (ItemFilter { words: "notice".into(), ..all() }, vec![own]),
        (ItemFilter { words: "%".into(), page: 1, ..all() }, vec![foreign, led]),
    ] {
        assert_eq!(ids(&store, everything.0, everything.1, filter.clone()).await.0, expected, "{filter:?}");
    }
});

store_test!(work_waits_longest_first, |store| async move {
    let mut tx = begin(&store).await;
    let mut waiting = Vec::new();
    for (number, (of, stage)) in [
        ("jyj", Stage::Draft),
        ("czj", Stage::Draft),
        ("czj", Stage::InReview),
        ("jyj", Stage::Scheduled),
        ("czj", Stage::Scheduled),
        ("jyj", Stage::Published),
    ]
    .into_iter()
    .enumerate()
    {
        let item = insert(&mut tx, number, "tzgg", of, "通知").await;
        let minutes = 100 - i64::try_from(number).unwrap();
        if stage != Stage::Draft {
            assert!(move_to(&mut tx, Seen { item, number: 1, version: 1 }, stage, minutes).await);
        }
        waiting.push(item);
    }
    tx.commit().await.unwrap();
    let (units, columns) = (BTreeSet::from([unit("jyj")]), BTreeSet::from([column("tzgg")]));
    let scope = ItemScope { units: &units, columns: &columns };
    let rows = store.items_at_work(&scope, &ItemFilter::default(), None, 10).await.unwrap();
    let found: Vec<ItemId> = rows.iter().map(|row| row.id).collect();
    assert_eq!(found, [waiting[0], waiting[3], waiting[2]], "others' drafts and schedules wait for nobody here");
    // In portions of one, each after the one before.
    let (mut portions, mut after) = (Vec::new(), None);
    loop {
        let portion = store.items_at_work(&scope, &ItemFilter::default(), after, 1).await.unwrap();
        let Some(row) = portion.first() else { break };
        portions.push(row.id);
        after = Some(Waiting { since: row.since, item: row.id });
    }
    assert_eq!(portions, found);

    assert!(store.items_due(at(156), None, 10).await.unwrap().iter().map(|row| row.id).eq([waiting[4]]));
    assert_eq!(store.items_due(at(155), None, 10).await.unwrap(), []);
    let due = store.items_due(at(1_000), None, 10).await.unwrap();
    assert_eq!(due.len(), 2);
    let revision = store.revision(due[0].id, due[0].newest).await.unwrap().unwrap();
    assert_eq!(revision.publish_at, due[0].publish_at);
    let after = Waiting { since: due[0].publish_at.unwrap(), item: due[0].id };
    assert_eq!(store.items_due(at(1_000), Some(after), 10).await.unwrap(), due[1..]);
});

store_test!(an_older_revision_is_retired_and_a_draft_discarded, |store| async move {
    let mut tx = begin(&store).await;
    let item = publish(&mut tx, 1, "jypx", "第一版").await;
    written!("第二版", 9, vec![], |written| assert!(tx.insert_revision(item, 2, written).await.unwrap()));
    tx.commit().await.unwrap();
    let mut tx = begin(&store).await;
    assert!(!tx.delete_item(Seen { item, number: 2, version: 1 }).await.unwrap(), "it was public");
    drop(tx);
    let mut tx = begin(&store).await;
    assert!(!tx.discard_revision(Seen { item, number: 2, version: 9 }, at(10)).await.unwrap());
    assert!(tx.discard_revision(Seen { item, number: 2, version: 1 }, at(10)).await.unwrap());
    tx.commit().await.unwrap();
    let row = store.item(item).await.unwrap().unwrap();
    assert_eq!((row.newest, row.stage, row.title.as_str()), (1, Stage::Published, "第一版"));

    let mut tx = begin(&store).await;
    assert!(tx.retire_revision(item, 1, Stage::Archived, at(11)).await.unwrap());
    assert!(!tx.retire_revision(item, 1, Stage::Archived, at(11)).await.unwrap());
    let draft = insert(&mut tx, 2, "jypx", "jyj", "从未公开").await;
    assert!(!tx.delete_item(Seen { item: draft, number: 1, version: 2 }).await.unwrap());
    assert!(tx.delete_item(Seen { item: draft, number: 1, version: 1 }).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(store.item(draft).await.unwrap(), None);
    let heads = store.revisions_of(item).await.unwrap();
    assert_eq!(heads.iter().map(|head| (head.number, head.stage)).collect::<Vec<_>>(), [(1, Stage::Archived)]);
});

store_test!(a_draft_changes_its_column_until_it_is_handed_in_or_was_public, |store| async move {
    let mut tx = begin(&store).await;
    let item = insert(&mut tx, 1, "jypx", "jyj", "通知").await;
    let other = insert(&mut tx, 2, "jypx", "jyj", "另一条").await;
    let seen = Seen { item, number: 1, version: 1 };
    assert!(tx.change_column(seen, &column("tzgg"), at(5)).await.unwrap());
    assert!(!tx.change_column(seen, &column("ladt"), at(6)).await.unwrap(), "once for what was seen");
    assert!(move_to(&mut tx, Seen { version: 2, ..seen }, Stage::InReview, 7).await);
    let seen = Seen { version: 3, ..seen };
    assert!(!tx.change_column(seen, &column("ladt"), at(8)).await.unwrap(), "no draft any more");
    assert!(move_to(&mut tx, seen, Stage::Returned, 9).await);
    assert!(tx.change_column(Seen { version: 4, ..seen }, &column("ladt"), at(10)).await.unwrap());
    let public = publish(&mut tx, 3, "jypx", "第一版").await;
    begin_text(&mut tx, public, 2, "第二版", 20).await;
    let second = Seen { item: public, number: 2, version: 1 };
    assert!(!tx.change_column(second, &column("ladt"), at(21)).await.unwrap(), "it was public");
    tx.commit().await.unwrap();
    let row = store.item(item).await.unwrap().unwrap();
    assert_eq!((row.column, row.stage, row.version, row.since), (column("ladt"), Stage::Returned, 5, at(9)));
    let row = store.item(other).await.unwrap().unwrap();
    assert_eq!((row.column, row.version), (column("jypx"), 1), "no other is touched");
});

store_test!(a_version_that_was_thrown_away_never_comes_back, |store| async move {
    let mut tx = begin(&store).await;
    let item = publish(&mut tx, 1, "jypx", "第一版").await;
    let seen = Seen { item, number: 2, version: 1 };
    written!("第二版", 9, vec![], |written| {
        assert!(tx.insert_revision(item, 2, written).await.unwrap());
        assert!(tx.save_revision(seen, written).await.unwrap());
        assert!(tx.discard_revision(Seen { version: 2, ..seen }, at(10)).await.unwrap());
        assert!(tx.insert_revision(item, 2, written).await.unwrap());
        assert!(!tx.save_revision(Seen { version: 2, ..seen }, written).await.unwrap());
        assert!(tx.discard_revision(Seen { version: 3, ..seen }, at(11)).await.unwrap());
        assert!(tx.insert_revision(item, 2, written).await.unwrap());
        assert!(tx.save_revision(Seen { version: 4, ..seen }, written).await.unwrap());
    });
    let draft = insert(&mut tx, 2, "jypx", "jyj", "草稿").await;
    let seen = Seen { item: draft, number: 1, version: 1 };
    assert!(tx.delete_item(seen).await.unwrap());
    let other = insert(&mut tx, 3, "jypx", "jyj", "另一条").await;
    assert_ne!(draft, other, "the log names items by their number");
    tx.commit().await.unwrap();
});

store_test!(an_import_is_known_again, |store| async move {
    let mut tx = begin(&store).await;
    insert(&mut tx, 1, "jypx", "jyj", "通知").await;
    assert_eq!(tx.imported_as("key 1").await.unwrap(), Some(code(1)));
    assert_eq!(tx.imported_as("key 2").await.unwrap(), None);
});

store_test!(an_item_is_held_as_it_was_read, |store| async move {
    let mut tx = begin(&store).await;
    let item = insert(&mut tx, 1, "jypx", "jyj", "通知").await;
    tx.commit().await.unwrap();
    let read = store.item(item).await.unwrap().unwrap();
    let mut tx = begin(&store).await;
    assert!(tx.hold_item(&read).await.unwrap());
    // Whoever comes meanwhile waits, and then finds that it is no longer what was read.
    let second = {
        let (store, read) = (store.clone(), read.clone());
        tokio::spawn(async move { begin(&store).await.hold_item(&read).await.unwrap() })
    };
    assert!(tx.claim_item(item, 1, Some((AccountId::new(8), "陆某"))).await.unwrap());
    tx.commit().await.unwrap();
    assert!(!second.await.unwrap());
    let mut tx = begin(&store).await;
    assert!(!tx.hold_item(&read).await.unwrap());
    assert!(tx.delete_item(Seen { item, number: 1, version: 1 }).await.unwrap());
    assert!(!tx.hold_item(&read).await.unwrap(), "gone is changed");
});
