//! Readers' reports: numbers, steps, and what a list may show of them.

use std::collections::BTreeSet;

use domain::{
    desk::reports::ReportFilter,
    feedback::{Outcome, Receipt, ReportKind, ReportState},
    id::{AccountId, ItemId, ReportId},
    plan::{ColumnCode, UnitCode},
};
use secrecy::ExposeSecret;
use store::{
    item::ItemScope,
    report::{Answer, NewReport, ReportRecord},
};

use super::{
    content::{column, publish},
    *,
};
use crate::store_test;

pub(crate) struct Sent<'a> {
    form_key: &'a str,
    item: Option<ItemId>,
    column: &'a str,
    unit: &'a str,
    words: &'a str,
}

pub(crate) async fn send(store: &Store, sent: Sent<'_>) -> Option<(ReportId, Receipt)> {
    let mut tx = begin(store).await;
    let new = NewReport {
        year: 2026,
        code: "23456789",
        form_key: sent.form_key,
        kind: ReportKind::Wording,
        item: sent.item,
        column: &column(sent.column),
        title: "通知",
        passage: "隆庵县",
        words: sent.words,
        contact: Some(&secret("sealed")),
        unit: &unit(sent.unit),
        received_at: at(0),
    };
    let stored = tx.insert_report(&new).await.unwrap();
    if stored.is_some() {
        tx.commit().await.unwrap();
    }
    stored
}

pub(crate) async fn read(store: &Store, id: ReportId) -> ReportRecord {
    store.report(id).await.unwrap().unwrap()
}

pub(crate) const fn about_a_list<'a>(form_key: &'a str, column: &'a str, unit: &'a str) -> Sent<'a> {
    Sent { form_key, item: None, column, unit, words: "希望多登招生信息" }
}

store_test!(a_form_becomes_one_report_and_no_number_is_lost, |store| async move {
    let (first, receipt) = send(&store, about_a_list("one", "jypx", "jyj")).await.unwrap();
    assert_eq!(receipt, Receipt { year: 2026, number: 1 });
    assert!(send(&store, about_a_list("one", "jypx", "jyj")).await.is_none(), "the button was pressed twice");
    let (_, second) = send(&store, about_a_list("two", "jypx", "jyj")).await.unwrap();
    assert_eq!(second.number, 2);
    assert_eq!(store.report_by_form("one").await.unwrap().unwrap().id, first);
    assert_eq!(store.report_by_receipt(receipt).await.unwrap().unwrap().id, first);
    assert!(store.report_by_receipt(Receipt { year: 2025, number: 1 }).await.unwrap().is_none());
    let found = read(&store, first).await;
    assert_eq!(
        (found.code.as_str(), found.passage.as_str(), found.state),
        ("23456789", "隆庵县", ReportState::Received)
    );
    assert_eq!(found.contact.unwrap().expose_secret(), "sealed");
});

store_test!(a_report_goes_from_hand_to_hand_and_is_closed_once, |store| async move {
    let (id, _) = send(&store, about_a_list("one", "jypx", "jyj")).await.unwrap();
    let (me, other) = (AccountId::new(1), AccountId::new(2));
    let fresh = read(&store, id).await;
    let mut tx = begin(&store).await;
    assert!(tx.claim_report(&fresh, Some((me, "韦小兰"))).await.unwrap());
    assert!(!tx.claim_report(&fresh, Some((other, "他人"))).await.unwrap(), "somebody was faster");
    tx.commit().await.unwrap();
    let claimed = read(&store, id).await;
    assert_eq!(
        (claimed.state, claimed.claimed_by, claimed.claimed_name.as_str()),
        (ReportState::InHand, Some(me), "韦小兰")
    );

    let mut tx = begin(&store).await;
    assert!(tx.forward_report(&claimed, &unit("rsj")).await.unwrap());
    assert!(!tx.forward_report(&claimed, &unit("czj")).await.unwrap());
    tx.commit().await.unwrap();
    let forwarded = read(&store, id).await;
    assert_eq!((forwarded.unit.as_str(), forwarded.state, forwarded.claimed_by), ("rsj", ReportState::Received, None));

    let mut tx = begin(&store).await;
    assert!(tx.claim_report(&forwarded, Some((other, "他人"))).await.unwrap());
    tx.commit().await.unwrap();
    let claimed = read(&store, id).await;
    let answer = Answer { outcome: Outcome::Mended, text: "已改正，谢谢", unit_name: "县人社局", at: at(9) };
    let waiting = store.unanswered_reports().await.unwrap();
    let found: Vec<_> = waiting.iter().map(|one| (one.report, one.unit.as_str(), one.receipt.number)).collect();
    assert_eq!(found, [(id, "rsj", 1)], "the unit that has it now");
    let mut tx = begin(&store).await;
    assert!(!tx.answer_report(&forwarded, answer).await.unwrap());
    assert!(tx.answer_report(&claimed, answer).await.unwrap());
    assert!(!tx.answer_report(&claimed, answer).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(store.unanswered_reports().await.unwrap(), []);
    let closed = read(&store, id).await;
    assert_eq!(
        (closed.state, closed.outcome, closed.answered_at),
        (ReportState::Closed, Some(Outcome::Mended), Some(at(9)))
    );
    assert_eq!((closed.answer.as_str(), closed.answered_unit.as_str()), ("已改正，谢谢", "县人社局"));
    assert!(claimed.contact.is_some() && closed.contact.is_none(), "it served to look into the report");
    let mut tx = begin(&store).await;
    assert!(!tx.claim_report(&forwarded, None).await.unwrap());
});

store_test!(a_list_shows_its_scope_and_what_is_open_first, |store| async move {
    let mut tx = begin(&store).await;
    let item = publish(&mut tx, 1, "jypx", "通知").await;
    tx.commit().await.unwrap();
    let sent = Sent { form_key: "a", item: Some(item), column: "jypx", unit: "jyj", words: "标题有错别字" };
    let (first, _) = send(&store, sent).await.unwrap();
    let (second, _) = send(&store, about_a_list("b", "tzgg", "zwb")).await.unwrap();
    let (third, _) = send(&store, about_a_list("c", "czxx", "czj")).await.unwrap();
    let mut tx = begin(&store).await;
    let answer = Answer { outcome: Outcome::NotNeeded, text: "原文无误", unit_name: "县教育局", at: at(9) };
    assert!(tx.answer_report(&read(&store, first).await, answer).await.unwrap());
    tx.commit().await.unwrap();

    let units: BTreeSet<UnitCode> = [unit("jyj")].into();
    let columns: BTreeSet<ColumnCode> = [column("tzgg")].into();
    let scope = ItemScope { units: &units, columns: &columns };
    let all = ReportFilter { page: 1, ..ReportFilter::default() };
    let (rows, total) = store.reports_page(&scope, &all, 10).await.unwrap();
    assert_eq!((rows.iter().map(|row| row.id).collect::<Vec<_>>(), total), (vec![second, first], 2));
    for (filter, expected) in [
        (ReportFilter { state: Some(ReportState::Closed), ..all.clone() }, vec![first]),
        (ReportFilter { column: Some(column("tzgg")), ..all.clone() }, vec![second]),
        (ReportFilter { kind: Some(ReportKind::Opinion), ..all.clone() }, vec![]),
        (ReportFilter { words: "招生".into(), ..all.clone() }, vec![second]),
        (ReportFilter { page: 2, ..all.clone() }, vec![]),
    ] {
        let (rows, _) = store.reports_page(&scope, &filter, 10).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), expected, "{filter:?}");
    }
    assert_eq!(store.waiting_reports(&scope).await.unwrap(), 1, "{third} is another unit's");
    assert!(store.open_reports_of(item).await.unwrap().is_empty());
    let (again, _) =
        send(&store, Sent { form_key: "d", item: Some(item), column: "jypx", unit: "jyj", words: "链接打不开" })
            .await
            .unwrap();
    assert_eq!(store.open_reports_of(item).await.unwrap()[0].id, again);
    assert!(store.report(ReportId::new(99)).await.unwrap().is_none());
});
