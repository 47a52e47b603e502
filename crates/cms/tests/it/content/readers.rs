//! Counters, related items, and what readers learn of a change.

use cms::visits::{Visitor, Vote};
use domain::{
    desk::content::{Ask, Save},
    id::ItemId,
    item::{ChangeKind, ChangeNote},
};
use testkit::{TestCounty, secrecy_review};

use super::{decide, draft, live, published, sheet, sign};

fn visitor(number: u8) -> Visitor {
    Visitor { address: [10, 0, 0, number].into(), browser: "Mozilla/5.0".into() }
}

#[tokio::test]
async fn a_visit_counts_once_a_day_and_survives_a_restart() {
    let county = TestCounty::new().await;
    let item = published(&county, "通知").await;
    let code = live(&county, item).await.code.clone();
    let cms = &county.cms;
    assert_eq!(cms.count_view(&code, &visitor(1)).await.unwrap(), Some(1));
    assert_eq!(cms.count_view(&code, &visitor(1)).await.unwrap(), Some(1), "the same visit");
    assert_eq!(cms.count_view(&code, &visitor(2)).await.unwrap(), Some(2));
    assert_eq!(live(&county, item).await.views, 2, "what waits to be written is shown");
    assert_eq!(county.second_node().await.views(&code).await.unwrap(), Some(0));
    assert_eq!(cms.write_views().await.unwrap(), 1);
    assert_eq!(cms.write_views().await.unwrap(), 0);
    assert_eq!(county.second_node().await.views(&code).await.unwrap(), Some(2));
    county.advance_days(1);
    assert_eq!(cms.count_view(&code, &visitor(1)).await.unwrap(), Some(3), "a new day");
    let nowhere = domain::id::ItemCode::parse("23456789").unwrap();
    assert_eq!(cms.count_view(&nowhere, &visitor(1)).await.unwrap(), None);
    assert_eq!(cms.views(&nowhere).await.unwrap(), None);
}

#[tokio::test]
async fn a_vote_counts_once_and_the_desk_sees_it() {
    let county = TestCounty::new().await;
    let item = published(&county, "通知").await;
    let code = live(&county, item).await.code.clone();
    let logged = county.logged_actions().await.len();
    for (reader, vote) in [(1, Vote::Useful), (1, Vote::Useful), (2, Vote::Useful), (2, Vote::Useless)] {
        assert!(county.cms.vote(&code, &visitor(reader), vote).await.unwrap());
    }
    let readers = sheet(&county, &county.ctx("fabu").await, item).await.readers.unwrap();
    assert_eq!((readers.useful, readers.useless), (1, 1));
    let nowhere = domain::id::ItemCode::parse("23456789").unwrap();
    assert!(!county.cms.vote(&nowhere, &visitor(1), Vote::Useful).await.unwrap());
    assert_eq!(county.logged_actions().await.len(), logged, "counters are no part of the log");
}

/// Revises a public item with the note, and signs it.
async fn change(county: &TestCounty, item: ItemId, kind: ChangeKind, note: &str, title: &str) {
    let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    decide(county, &author, item, Ask::Revise).await.unwrap();
    let before = sheet(county, &author, item).await;
    assert_eq!(before.content.change, None, "each revision says what it changes itself");
    let blockers: Vec<String> = before.report.blockers().map(|finding| finding.field.clone()).collect();
    assert!(blockers.contains(&"change".to_owned()), "{blockers:?}");
    let change = Some(ChangeNote { kind, note: note.into() });
    let content = domain::item::Content { change, title: title.into(), ..before.content };
    let save = Save { item, revision: before.row.revision, version: before.row.version, content };
    county.cms.save(&author, save).await.unwrap();
    county.cms.record_secrecy_review(&author, item, secrecy_review()).await.unwrap();
    decide(county, &author, item, Ask::Submit).await.unwrap();
    decide(county, &reviewer, item, sign()).await.unwrap();
}

#[tokio::test]
async fn readers_learn_what_changed_and_are_not_bothered_with_slips() {
    let county = TestCounty::new().await;
    let item = published(&county, "通知").await;
    assert!(live(&county, item).await.changes.is_empty());
    county.advance_minutes(10);
    change(&county, item, ChangeKind::Minor, "", "通知（甲）").await;
    assert_eq!(live(&county, item).await.announced_update(), None, "a slip is not announced");
    county.advance_minutes(10);
    let changed_at = county.cms.now();
    change(&county, item, ChangeKind::Major, "补助标准提高", "通知（乙）").await;
    county.advance_minutes(10);
    change(&county, item, ChangeKind::Minor, "", "通知（丙）").await;
    let article = live(&county, item).await;
    let kinds: Vec<ChangeKind> = article.changes.iter().map(|(_, change)| change.kind).collect();
    assert_eq!(kinds, [ChangeKind::Minor, ChangeKind::Major, ChangeKind::Minor]);
    assert_eq!(article.announced_update(), Some(changed_at));

    decide(&county, &county.ctx("shenhe").await, item, Ask::Withdraw { reason: "有误".into() }).await.unwrap();
    change(&county, item, ChangeKind::Major, "更正后重新发布", "通知（丁）").await;
    assert_eq!(live(&county, item).await.changes[0].1.note, "更正后重新发布", "coming back is a change too");
}

#[tokio::test]
async fn items_under_the_same_words_are_shown_beside_one_another() {
    let county = TestCounty::new().await;
    let author = county.ctx("fabu").await;
    let mut items = Vec::new();
    for (title, keywords) in [("甲", "学生资助"), ("乙", "学生资助"), ("丙", "招生")] {
        let item = draft(&county, &author, title).await;
        let before = sheet(&county, &author, item).await;
        let content = domain::item::Content { keywords: vec![keywords.into()], ..before.content };
        let save = Save { item, revision: before.row.revision, version: before.row.version, content };
        county.cms.save(&author, save).await.unwrap();
        county.cms.record_secrecy_review(&author, item, secrecy_review()).await.unwrap();
        decide(&county, &author, item, Ask::Submit).await.unwrap();
        decide(&county, &county.ctx("shenhe").await, item, sign()).await.unwrap();
        items.push(item);
    }
    let similar = |article: Box<cms::portal::LiveArticle>| -> Vec<String> {
        article.similar.iter().map(|row| row.title.clone()).collect()
    };
    assert_eq!(similar(live(&county, items[0]).await), ["乙"]);
    assert_eq!(similar(live(&county, items[2]).await), [""; 0]);
}
