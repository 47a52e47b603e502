//! What stands under an article: counters, notes of changes, related items.

use domain::{
    desk::reports::Readership,
    id::ItemId,
    item::{ChangeKind, ChangeNote},
};

use store::media::{MediaKind, MediaOwner, NewMedia, PictureSize};

use super::{
    at, begin,
    content::{code, publish},
    unit,
};
use crate::store_test;

store_test!(readers_add_up, |store| async move {
    let mut tx = begin(&store).await;
    let item = publish(&mut tx, 1, "jypx", "通知").await;
    tx.commit().await.unwrap();
    assert_eq!(store.readership(item).await.unwrap(), Readership::default());
    let mut tx = begin(&store).await;
    tx.count_readers(item, Readership { views: 3, useful: 1, useless: 0 }).await.unwrap();
    tx.count_readers(item, Readership { views: 2, useful: -1, useless: 1 }).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.readership(item).await.unwrap(), Readership { views: 5, useful: 0, useless: 1 });
    assert_eq!(store.published_item(&code(1)).await.unwrap(), Some(item));
    assert_eq!(store.published_item(&code(9)).await.unwrap(), None);
});

store_test!(changes_are_told_latest_first, |store| async move {
    let mut tx = begin(&store).await;
    let item = publish(&mut tx, 1, "jypx", "通知").await;
    let note = |kind, note: &str| ChangeNote { kind, note: note.into() };
    tx.note_change(item, 2, at(5), &note(ChangeKind::Major, "补助标准提高")).await.unwrap();
    tx.note_change(item, 3, at(9), &note(ChangeKind::Minor, "")).await.unwrap();
    tx.commit().await.unwrap();
    let expected = vec![(at(9), note(ChangeKind::Minor, "")), (at(5), note(ChangeKind::Major, "补助标准提高"))];
    assert_eq!(store.changes_of(item).await.unwrap(), expected);
    assert_eq!(store.changes_of(ItemId::new(99)).await.unwrap(), []);
});

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

store_test!(items_that_share_rarer_words_are_nearer, |store| async move {
    let mut tx = begin(&store).await;
    let mut items = Vec::new();
    for number in 0..6 {
        let item = publish(&mut tx, number, "jypx", &format!("通知{number}")).await;
        let filed: &[&str] = match number {
            0 => &["学生资助", "教育"],
            1 => &["学生资助"],
            2..=4 => &["教育"],
            _ => &["水利"],
        };
        tx.file_under(item, at(i64::try_from(number).unwrap()), &words(filed)).await.unwrap();
        items.push(item);
    }
    tx.commit().await.unwrap();
    let similar = async |number| -> Vec<_> {
        let article = store.public_article(&code(number), 3).await.unwrap().unwrap();
        assert_eq!((article.item, article.body.html), (items[number], format!("<p>通知{number}</p>")));
        article.similar.into_iter().map(|row| row.code).collect()
    };
    assert_eq!(
        similar(0).await,
        [code(1), code(4), code(3)],
        "the rare word first, then the newer ones, never itself, and no more than are asked for"
    );
    assert_eq!(similar(5).await, [], "nobody else writes of water");

    let mut tx = begin(&store).await;
    tx.file_under(items[1], at(1), &words(&["水利"])).await.unwrap();
    assert!(tx.unpublish(items[4], 1, at(9), "有误").await.unwrap());
    assert!(tx.correct_published_at(items[2], at(99)).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(similar(0).await, [code(2), code(3)]);
    assert_eq!(similar(5).await, [code(1)]);
});

store_test!(of_a_word_that_many_share_only_the_newest_are_near, |store| async move {
    let mut tx = begin(&store).await;
    for number in 0..60 {
        let item = publish(&mut tx, number, "jypx", &format!("通知{number}")).await;
        // All of the same minute, as an old site hands them over.
        let filed: &[&str] = if number == 3 { &["教育", "补助"] } else { &["教育"] };
        tx.file_under(item, at(0), &words(filed)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let article = store.public_article(&code(3), 100).await.unwrap().unwrap();
    let similar: Vec<_> = article.similar.into_iter().map(|row| row.code).collect();
    let newest: Vec<_> = (10..60).rev().map(code).collect();
    assert_eq!(similar, newest, "fifty, counted by their numbers where the minute is the same");
});

store_test!(an_article_comes_with_the_sizes_of_its_pictures, |store| async move {
    let mut tx = begin(&store).await;
    let item = publish(&mut tx, 1, "jypx", "通知").await;
    let bridge = NewMedia {
        kind: MediaKind::Picture,
        hash: "abc",
        address: "/media/1.png",
        name: "桥.png",
        mime: "image/png",
        size: 12,
        width: Some(600),
        height: Some(400),
        owner: MediaOwner::Item(item),
        uploaded_by: None,
        unit: &unit("jyj"),
        at: at(1),
    };
    tx.insert_media(&bridge).await.unwrap();
    tx.insert_media(&NewMedia { name: "同一座桥.png", ..bridge.clone() }).await.unwrap();
    let road = NewMedia { address: "/media/2.jpg", mime: "image/jpeg", width: Some(300), ..bridge.clone() };
    tx.insert_media(&road).await.unwrap();
    tx.insert_media(&NewMedia { address: "/media/3.pdf", width: None, height: None, ..bridge.clone() }).await.unwrap();
    tx.insert_media(&NewMedia { address: "/media/4.png", ..bridge }).await.unwrap();
    let used = ["/media/1.png", "/media/2.jpg", "/media/3.pdf", "/media/9.png"].map(str::to_owned);
    tx.use_media(item, 1, &used).await.unwrap();
    tx.commit().await.unwrap();
    let mut pictures = store.public_article(&code(1), 5).await.unwrap().unwrap().pictures;
    pictures.sort_by(|a, b| a.address.cmp(&b.address));
    let size = |address: &str, mime: &str, width| PictureSize {
        address: address.into(),
        mime: mime.into(),
        width,
        height: 400,
    };
    let expected = [size("/media/1.png", "image/png", 600), size("/media/2.jpg", "image/jpeg", 300)];
    assert_eq!(pictures, expected, "each once, nothing without a size, and no picture of another text");
});
