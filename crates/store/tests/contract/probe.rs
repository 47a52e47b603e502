//! Probes of what must always be there, and the turns in which they are made.

use domain::availability::{Outcome, Probe, Probed};
use store::probe::{ClaimedProbing, Probing};

use super::{content::column, *};
use crate::store_test;

async fn claim(store: &Store, minutes: i64, begun_by: i64) -> Option<ClaimedProbing> {
    let mut tx = begin(store).await;
    let claimed = tx.claim_probing(at(minutes), at(begun_by), at(minutes + 5)).await.unwrap();
    tx.commit().await.unwrap();
    claimed
}

async fn keep(store: &Store, claimed: &ClaimedProbing, of: &[Probed], probe: &Probe, until: i64) -> bool {
    let mut tx = begin(store).await;
    let is_kept = tx.keep_probe(claimed, of, probe, at(until)).await.unwrap();
    tx.commit().await.unwrap();
    is_kept
}

async fn finish(store: &Store, claimed: &ClaimedProbing, minutes: i64) -> bool {
    let mut tx = begin(store).await;
    let is_finished = tx.finish_probing(claimed, at(minutes)).await.unwrap();
    tx.commit().await.unwrap();
    is_finished
}

fn opened(minutes: i64, milliseconds: u32) -> Probe {
    Probe { at: at(minutes), outcome: Outcome::Opened { milliseconds } }
}

store_test!(one_node_at_a_time_probes_and_each_slot_once, |store| async move {
    assert_eq!(store.last_probing().await.unwrap(), None);
    let first = claim(&store, 0, -15).await.unwrap();
    assert_eq!(claim(&store, 1, 30).await, None, "another node is at it");
    assert!(keep(&store, &first, &[Probed::Home], &opened(0, 12), 6).await);
    assert!(!keep(&store, &first, &[Probed::Home], &opened(1, 12), 7).await, "held as it was claimed before");
    let first = ClaimedProbing { leased_until: at(6), ..first };
    assert_eq!(claim(&store, 5, 30).await, None, "it is held on");
    // The node died; its lease ends, and what it wrote stays.
    let second = claim(&store, 6, -15).await.unwrap();
    assert!(!keep(&store, &first, &[Probed::Home], &opened(6, 12), 9).await);
    assert!(!finish(&store, &first, 7).await);
    assert!(finish(&store, &second, 7).await);
    let last = Probing { begun_at: at(6), leased_until: at(11), finished_at: Some(at(7)) };
    assert_eq!(store.last_probing().await.unwrap(), Some(last));
    assert!(!finish(&store, &second, 8).await, "it is over");

    assert_eq!(claim(&store, 20, 5).await, None, "of this slot it was");
    assert!(claim(&store, 36, 21).await.is_some());
    let probes = store.probes_of(&Probed::Home, at(-1), at(60)).await.unwrap();
    assert_eq!(probes, [opened(0, 12)]);
});

store_test!(probes_come_back_as_they_were_written_until_they_are_forgotten, |store| async move {
    let mail = [Probed::Column(column("bmxx")), Probed::Column(column("xzxx"))];
    let mut claimed = claim(&store, 0, -15).await.unwrap();
    let down = Probe { at: at(1), outcome: Outcome::Failed { why: "连接不上".into() } };
    let unsettled = Probe { at: at(2), outcome: Outcome::Unsettled { why: "不允许访问".into() } };
    for (of, probe) in [(&[Probed::Home][..], &opened(0, 16_200)), (&mail[..], &down), (&mail[1..], &unsettled)] {
        assert!(keep(&store, &claimed, of, probe, 10).await);
        claimed.leased_until = at(10);
    }
    let all = store.probes_between(at(-1), at(2)).await.unwrap();
    let [bmxx, xzxx] = mail;
    assert_eq!(
        all,
        [
            (Probed::Home, opened(0, 16_200)),
            (bmxx.clone(), down.clone()),
            (xzxx.clone(), down.clone()),
            (xzxx.clone(), unsettled)
        ]
    );
    // After the one moment, up to the other and with it.
    assert_eq!(store.probes_between(at(0), at(1)).await.unwrap().len(), 2);
    assert_eq!(store.probes_of(&xzxx, at(-1), at(1)).await.unwrap(), [down]);

    let mut tx = begin(&store).await;
    assert_eq!(tx.forget_probes(at(1)).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert_eq!(store.probes_of(&Probed::Home, at(-1), at(9)).await.unwrap(), []);
    assert_eq!(store.probes_between(at(-1), at(9)).await.unwrap().len(), 3);
});
