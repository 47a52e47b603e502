//! Sources of reprints and what was proposed from them.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    desk::reprints::{Alike, ProposalFilter, ProposalState, SourceForm, Standing},
    id::{ReprintProposalId, ReprintSourceId},
    reprint::{Level, ListRules, Published, Reading, Resemblance},
};
use store::{
    likeness::{Compared, Keys},
    reprint_proposal::{NewProposal, ProposalRecord, Verdict},
    reprint_source::{Claimed, Looked},
    revision::{Body, Seen},
};

use super::{
    content::{code, column, insert, publish},
    *,
};
use crate::store_test;

fn form(address: &str) -> SourceForm {
    SourceForm {
        name: "中国政府网".to_owned(),
        level: Level::State,
        address: address.to_owned(),
        reading: Reading::List(ListRules { item: "ul li".to_owned(), ..ListRules::default() }),
        body_selector: "#content".to_owned(),
        column: column("sjzyxx"),
        interval_minutes: 30,
        active: true,
    }
}

async fn add(store: &Store, address: &str, now: DateTime<Utc>) -> ReprintSourceId {
    let mut tx = begin(store).await;
    let id = tx.create_reprint_source(&form(address), now).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn claim(store: &Store, now: DateTime<Utc>) -> Option<Claimed> {
    let mut tx = begin(store).await;
    let claimed = tx.claim_reprint_source(now, now + TimeDelta::minutes(20)).await.unwrap();
    tx.commit().await.unwrap();
    claimed
}

async fn finish(store: &Store, claimed: &Claimed, looked: Looked<'_>) -> bool {
    let mut tx = begin(store).await;
    let done = tx.finish_reprint_look(claimed, &looked).await.unwrap();
    tx.commit().await.unwrap();
    done
}

fn looked(minutes: i64, outcome: Result<i64, &str>) -> Looked<'_> {
    Looked { at: at(minutes), next_at: at(minutes + 30), outcome, etag: "\"7\"", last_modified: "now", warns: false }
}

store_test!(a_due_source_is_claimed_by_one, |store| async {
    let (first, second) =
        (add(&store, "https://www.gov.cn/a", at(0)).await, add(&store, "https://www.gov.cn/b", at(1)).await);
    assert_eq!(claim(&store, at(-1)).await, None, "nothing is due yet");
    let one = claim(&store, at(2)).await.unwrap();
    let two = claim(&store, at(2)).await.unwrap();
    assert_eq!((one.source.id, two.source.id), (first, second), "due longest comes first");
    assert_eq!(claim(&store, at(2)).await, None);
    assert!(finish(&store, &one, looked(3, Ok(4))).await);
    assert!(!finish(&store, &one, looked(3, Ok(4))).await, "the claim was given back");
    let sources = store.reprint_sources().await.unwrap();
    assert_eq!(
        (sources[0].next_at, sources[0].etag.as_str(), sources[0].last_modified.as_str()),
        (at(33), "\"7\"", "now")
    );
    assert_eq!(sources[0].last.as_ref().map(|last| (last.at, last.outcome.clone())), Some((at(3), Ok(4))));
    assert_eq!(sources[1].last, None);
    // The node that claimed the second one died; its lease ends by itself, and what it still says comes too late.
    let again = claim(&store, at(22)).await.unwrap();
    assert_eq!(again.source.id, second);
    assert!(!finish(&store, &two, looked(23, Ok(1))).await);
    assert!(finish(&store, &again, looked(23, Ok(0))).await);
});

store_test!(failures_are_counted_until_a_look_succeeds, |store| async {
    add(&store, "https://www.gov.cn/a", at(0)).await;
    let mut now = 0;
    for (outcome, warns, failures, since, warned) in [
        (Err("连不上"), false, 1, Some(at(0)), None),
        (Err("连不上"), true, 2, Some(at(0)), Some(at(31))),
        (Err("超时"), false, 3, Some(at(0)), Some(at(31))),
        (Ok(0), false, 0, None, None),
    ] {
        let claimed = claim(&store, at(now)).await.unwrap();
        assert!(finish(&store, &claimed, Looked { warns, ..looked(now, outcome) }).await);
        let source = store.reprint_sources().await.unwrap().remove(0);
        assert_eq!((source.failures, source.failing_since, source.warned_at), (failures, since, warned), "{now}");
        assert_eq!(source.last.unwrap().outcome, outcome.map_err(str::to_owned));
        now += 31;
    }
});

store_test!(a_source_is_changed_as_it_was_seen, |store| async {
    let id = add(&store, "https://www.gov.cn/a", at(0)).await;
    let claimed = claim(&store, at(0)).await.unwrap();
    let changed =
        SourceForm { active: false, reading: Reading::Feed, level: Level::City, ..form("https://www.gov.cn/b") };
    let mut tx = begin(&store).await;
    assert!(tx.change_reprint_source(id, 1, &changed, at(5)).await.unwrap());
    assert!(!tx.change_reprint_source(id, 1, &form("https://www.gov.cn/c"), at(6)).await.unwrap());
    tx.commit().await.unwrap();
    assert!(!finish(&store, &claimed, looked(6, Ok(3))).await, "what was found there before means nothing now");
    let source = store.reprint_sources().await.unwrap().remove(0);
    assert_eq!((source.version, source.form, source.next_at), (2, changed, at(5)));
    assert_eq!(claim(&store, at(90)).await, None, "switched off");
    let mut tx = begin(&store).await;
    let twice = tx.create_reprint_source(&form("https://www.gov.cn/b"), at(7)).await.unwrap_err();
    assert!(twice.is_taken("reprint_source", "address"), "{twice:?}");
});

fn body(text: &str) -> Body {
    Body { html: format!("<p>{text}</p>"), seal: "1:x".to_owned() }
}

async fn propose(
    store: &Store,
    source: ReprintSourceId,
    number: usize,
    family: Option<ReprintProposalId>,
) -> Option<ReprintProposalId> {
    let (address, title) = (format!("https://www.gov.cn/{number}.htm"), format!("国务院通知{number}"));
    let alike = Alike { title: "原来的".into(), how: Resemblance::Text(93), item: Some(code(7)) };
    let mut tx = begin(store).await;
    let new = NewProposal {
        source,
        address: &address,
        title: &title,
        published: if number == 1 { Some(Published::On(day("2026-11-23"))) } else { Some(Published::At(at(-30))) },
        excerpt: "为做好工作",
        body: &body(&title),
        pictures: 2,
        remark: "",
        title_key: &title,
        address_key: &format!("www.gov.cn/{number}.htm"),
        sketch: "00ff",
        found_at: at(i64::try_from(number).unwrap()),
        family,
        alike: family.map(|_| &alike),
    };
    let id = tx.insert_reprint_proposal(&new).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn list(store: &Store, filter: ProposalFilter) -> (Vec<ReprintProposalId>, i64) {
    let columns = BTreeSet::from([column("sjzyxx")]);
    let (rows, total) = store.reprint_proposals(&columns, &filter, 10).await.unwrap();
    (rows.into_iter().map(|row| row.id).collect(), total)
}

store_test!(an_entry_is_proposed_once_and_stands_with_its_family, |store| async {
    let source = add(&store, "https://www.gov.cn/a", at(0)).await;
    let first = propose(&store, source, 1, None).await.unwrap();
    let other = propose(&store, source, 2, None).await.unwrap();
    let relative = propose(&store, source, 3, Some(first)).await.unwrap();
    assert_eq!(propose(&store, source, 1, None).await, None);
    assert_eq!(list(&store, ProposalFilter::default()).await, (vec![other, first, relative], 3));
    assert_eq!(
        store.proposed_addresses(source).await.unwrap().into_iter().next().as_deref(),
        Some("https://www.gov.cn/1.htm")
    );
    let found: ProposalRecord = store.reprint_proposal(relative).await.unwrap().unwrap();
    assert_eq!(
        (found.title.as_str(), found.source_name.as_str(), found.level),
        ("国务院通知3", "中国政府网", Level::State)
    );
    assert_eq!((found.family, found.pictures, found.published), (Some(first), 2, Some(Published::At(at(-30)))));
    assert_eq!(found.alike.map(|alike| (alike.how, alike.item)), Some((Resemblance::Text(93), Some(code(7)))));
    let of_a_day = store.reprint_proposal(first).await.unwrap().unwrap();
    assert_eq!((of_a_day.published, of_a_day.alike), (Some(Published::On(day("2026-11-23"))), None));
    assert_eq!(store.reprint_text(first).await.unwrap(), Some(body("国务院通知1")));
    assert_eq!(store.reprint_text(ReprintProposalId::new(99)).await.unwrap(), None);
    for (filter, expected) in [
        (ProposalFilter { words: "通知2".into(), ..ProposalFilter::default() }, vec![other]),
        (ProposalFilter { source: Some(ReprintSourceId::new(99)), ..ProposalFilter::default() }, vec![]),
        (ProposalFilter { column: Some(column("tzgg")), ..ProposalFilter::default() }, vec![]),
        (ProposalFilter { state: ProposalState::Adopted, ..ProposalFilter::default() }, vec![]),
    ] {
        assert_eq!(list(&store, filter.clone()).await.0, expected, "{filter:?}");
    }
    let none = store.reprint_proposals(&BTreeSet::new(), &ProposalFilter::default(), 10).await.unwrap();
    assert_eq!(none, (vec![], 0));
});

store_test!(a_proposal_is_decided_once, |store| async {
    let by = open_account(&store, "fabu", Role::Publisher).await;
    let source = add(&store, "https://www.gov.cn/a", at(0)).await;
    let (taken, left) =
        (propose(&store, source, 1, None).await.unwrap(), propose(&store, source, 2, None).await.unwrap());
    let mut tx = begin(&store).await;
    let item = insert(&mut tx, 5, "tzgg", "jyj", "转来的").await;
    assert!(tx.decide_reprint(taken, Verdict::Adopt(item), (by, "韦小兰"), at(9)).await.unwrap());
    assert!(!tx.decide_reprint(taken, Verdict::Dismiss("重复"), (by, "韦小兰"), at(9)).await.unwrap());
    assert!(tx.decide_reprint(left, Verdict::Dismiss("重复"), (by, "韦小兰"), at(9)).await.unwrap());
    assert!(!tx.decide_reprint(left, Verdict::Adopt(item), (by, "韦小兰"), at(9)).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(store.pictures_left_behind(item).await.unwrap(), 2);
    assert_eq!(store.pictures_left_behind(domain::id::ItemId::new(99)).await.unwrap(), 0);
    let found = store.reprint_proposal(taken).await.unwrap().unwrap();
    assert_eq!(found.decided_by, Some(by));
    let Standing::Adopted { item: Some(went), at: adopted_at, .. } = found.standing else { panic!("{found:?}") };
    assert_eq!((went.item, went.code, went.is_live, adopted_at), (item, code(5), false, at(9)));
    let dismissed = store.reprint_proposal(left).await.unwrap().unwrap().standing;
    assert_eq!(dismissed, Standing::Dismissed { by: "韦小兰".into(), at: at(9), reason: "重复".into() });

    // The draft was thrown away: the entry may be taken over again.
    let mut tx = begin(&store).await;
    assert!(tx.delete_item(Seen { item, number: 1, version: 1 }).await.unwrap());
    let next = insert(&mut tx, 6, "tzgg", "jyj", "又转来的").await;
    assert!(tx.decide_reprint(taken, Verdict::Adopt(next), (by, "韦小兰"), at(10)).await.unwrap());
    tx.commit().await.unwrap();
});

store_test!(proposals_and_public_items_are_compared, |store| async {
    let source = add(&store, "https://www.gov.cn/a", at(0)).await;
    let first = propose(&store, source, 1, None).await.unwrap();
    propose(&store, source, 2, Some(first)).await.unwrap();
    let mut tx = begin(&store).await;
    let item = publish(&mut tx, 5, "tzgg", "已公开").await;
    tx.commit().await.unwrap();
    let unread = store.publications_without_likeness(at(0), 10).await.unwrap();
    assert_eq!(
        unread.iter().map(|one| (one.item, one.revision, one.title.as_str())).collect::<Vec<_>>(),
        [(item, 1, "已公开")]
    );
    assert_eq!((unread[0].body.html.as_str(), unread[0].content.source.as_str()), ("<p>已公开</p>", "县教育局"));
    assert_eq!(store.publications_without_likeness(at(6), 10).await.unwrap(), []);
    let keys = Keys { title: "已公开".into(), address: String::new(), sketch: "0a".into() };
    for _ in 0..2 {
        let mut tx = begin(&store).await;
        tx.note_likeness(item, 1, &keys).await.unwrap();
        tx.commit().await.unwrap();
    }
    assert_eq!(store.publications_without_likeness(at(0), 10).await.unwrap(), []);
    let all = store.comparables(at(0)).await.unwrap();
    let what: Vec<_> = all.iter().map(|one| one.what.clone()).collect();
    assert_eq!(what, [Compared::Proposal { first }, Compared::Proposal { first }, Compared::Public(code(5))]);
    assert_eq!(all[2].keys, keys);
    assert_eq!(store.comparables(at(9)).await.unwrap(), []);
});
