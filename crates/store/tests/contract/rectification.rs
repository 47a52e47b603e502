//! Cases (整改): numbers, steps that are taken once, and what the lists show.

use std::collections::BTreeSet;

use domain::{
    calendar::CalendarVersion,
    id::{CaseId, FindingId},
    rectification::{Answer, CaseNumber, CaseState, Entry, Given, Notice, Point},
};
use store::{
    media::{MediaKind, MediaOwner, NewMedia},
    rectification::{CaseRecord, NewCase, TakenBy},
};

use super::{content::column, *};
use crate::store_test;

fn given(due: &str) -> Given {
    let arithmetic = format!("通知 11-24 → 3 个工作日 → {due}");
    Given {
        from: day("2026-11-24"),
        working_days: 3,
        due: day(due),
        arithmetic,
        doubts: vec!["2026 年的春节安排待核对".into()],
        calendar: Some(CalendarVersion::from_stored("2017-2026/8c1f22d0".into())),
    }
}

fn notice() -> Notice {
    let points = vec![
        Point { fault: "栏目空白".into(), column: Some(column("jypx")), ..Point::default() },
        Point { fault: "错别字".into(), finding: Some(FindingId::new(12)), ..Point::default() },
        Point { fault: "电话无人接".into(), ..Point::default() },
    ];
    Notice { subject: "栏目空白".into(), points, demand: "逐项整改".into(), basis: "方案".into() }
}

struct Office {
    account: AccountId,
    unit: UnitCode,
}

impl Office {
    async fn new(store: &Store) -> Self {
        Self { account: open_account(store, "guanli", Role::PortalManager).await, unit: unit("zwb") }
    }

    fn by(&self, minutes: i64) -> TakenBy<'_> {
        TakenBy { account: self.account, name: "李明远", unit: &self.unit, at: at(minutes) }
    }

    async fn open(&self, store: &Store, key: &str, of: &str, due: &str) -> Option<(CaseId, CaseNumber)> {
        let (notice, given, to) = (notice(), given(due), unit(of));
        let by = self.by(0);
        let new =
            NewCase {
                form_key: key, series: "隆门户改", year: 2026, unit: &to, notice: &notice, given: &given, by
            };
        let mut tx = begin(store).await;
        let opened = tx.open_case(&new).await.unwrap();
        if opened.is_some() {
            tx.commit().await.unwrap();
        }
        opened
    }
}

async fn read(store: &Store, id: CaseId) -> CaseRecord {
    store.case(id).await.unwrap().unwrap()
}

async fn step(store: &Store, read: &CaseRecord, after: CaseState, entry: &Entry, by: TakenBy<'_>) -> bool {
    let mut tx = begin(store).await;
    let taken = tx.take_case_step(read, after, entry, by).await.unwrap();
    tx.commit().await.unwrap();
    taken
}

store_test!(a_form_becomes_one_case_and_no_number_is_lost, |store| async move {
    let office = Office::new(&store).await;
    let (first, number) = office.open(&store, "one", "jyj", "2026-11-27").await.unwrap();
    assert_eq!(number, CaseNumber { series: "隆门户改".into(), year: 2026, number: 1 });
    assert_eq!(office.open(&store, "one", "jyj", "2026-11-27").await, None, "the button was pressed twice");
    let (second, number) = office.open(&store, "two", "rsj", "2026-11-26").await.unwrap();
    assert_eq!(number.number, 2);
    assert_eq!(store.case_by_form("two").await.unwrap().map(|found| found.id), Some(second));
    assert_eq!(store.case_by_form("nobody's").await.unwrap(), None);
    assert_eq!(store.case(CaseId::new(999_999)).await.unwrap(), None);
    let record = read(&store, first).await;
    assert_eq!((record.notice.clone(), record.given.clone()), (notice(), given("2026-11-27")));
    assert_eq!((record.unit, record.office, record.opened_by), (unit("jyj"), unit("zwb"), office.account));
    assert_eq!((record.opened_name.as_str(), record.opened_at), ("李明远", at(0)));
    assert_eq!((record.state, record.version), (CaseState::Noticed, 1));
    let steps = store.case_steps(first).await.unwrap();
    assert_eq!((steps.len(), steps[0].number, &steps[0].entry), (1, 1, &Entry::Open { given: given("2026-11-27") }));
    // Of a unit the newest case on the same ground is the one that is shown; another unit's is another matter.
    let (third, _) = office.open(&store, "three", "rsj", "2026-11-26").await.unwrap();
    let held: Vec<_> =
        store.open_grounds().await.unwrap().into_iter().map(|one| (one.unit, one.ground, one.case)).collect();
    let on = |of: &str, ground: &str, case| (unit(of), ground.to_owned(), case);
    let expected = [("jyj", first), ("rsj", third)];
    let expected = expected.map(|(of, case)| [on(of, "column:jypx", case), on(of, "finding:12", case)]);
    assert_eq!(held, expected.concat());
});

store_test!(of_two_steps_on_one_reading_the_first_counts, |store| async move {
    let office = Office::new(&store).await;
    let clerk = open_account(&store, "fabu", Role::Publisher).await;
    let bureau = unit("jyj");
    let (id, _) = office.open(&store, "one", "jyj", "2026-11-27").await.unwrap();
    let fresh = read(&store, id).await;
    let by = TakenBy { account: clerk, name: "韦小兰", unit: &bureau, at: at(5) };
    assert!(step(&store, &fresh, CaseState::InHand, &Entry::Acknowledge, by).await);
    let extend = Entry::Extend { given: given("2026-12-01"), reason: "系统迁移".into() };
    assert!(!step(&store, &fresh, CaseState::Noticed, &extend, office.by(6)).await, "it is as it was read no more");
    let noted = read(&store, id).await;
    assert_eq!((noted.state, noted.given.due, noted.version), (CaseState::InHand, day("2026-11-27"), 2));
    assert!(step(&store, &noted, CaseState::InHand, &extend, office.by(7)).await);
    let extended = read(&store, id).await;
    assert_eq!((extended.given.due, extended.version), (day("2026-12-01"), 3));
    let answers = vec![Answer { point: 1, done: "已补充".into(), links: vec!["/c/jypx".into()], files: Vec::new() }];
    let reply = Entry::Reply { answers, note: String::new() };
    assert!(step(&store, &extended, CaseState::Replied, &reply, TakenBy { at: at(8), ..by }).await);
    let replied = read(&store, id).await;
    assert_eq!((replied.state, replied.given.due), (CaseState::Replied, day("2026-12-01")));
    let steps = store.case_steps(id).await.unwrap();
    let taken: Vec<_> = steps.iter().map(|step| (step.number, step.account_name.as_str(), &step.unit)).collect();
    let zwb = unit("zwb");
    assert_eq!(taken, [(1, "李明远", &zwb), (2, "韦小兰", &bureau), (3, "李明远", &zwb), (4, "韦小兰", &bureau)]);
    assert_eq!((&steps[3].entry, steps[3].at, steps[3].account), (&reply, at(8), clerk));
});

store_test!(lists_show_what_is_open_first, |store| async move {
    let office = Office::new(&store).await;
    let (late, _) = office.open(&store, "one", "jyj", "2026-11-27").await.unwrap();
    let (soon, _) = office.open(&store, "two", "jyj", "2026-12-03").await.unwrap();
    let (other, _) = office.open(&store, "three", "rsj", "2026-11-26").await.unwrap();
    let (gone, _) = office.open(&store, "four", "jyj", "2026-11-25").await.unwrap();
    let withdrawn = Entry::Withdraw { reason: "发错".into() };
    assert!(step(&store, &read(&store, gone).await, CaseState::Withdrawn, &withdrawn, office.by(1)).await);
    let jyj: BTreeSet<UnitCode> = [unit("jyj")].into();
    let page = async |units: Option<&BTreeSet<UnitCode>>, state, page| {
        let (rows, total) = store.cases_page(units, state, (page, 3)).await.unwrap();
        (rows.into_iter().map(|row| row.id).collect::<Vec<_>>(), total)
    };
    assert_eq!(page(None, None, 1).await, (vec![other, late, soon], 4));
    assert_eq!(page(None, None, 2).await, (vec![gone], 4));
    assert_eq!(page(Some(&jyj), None, 1).await, (vec![late, soon, gone], 3));
    assert_eq!(page(Some(&jyj), Some(CaseState::Withdrawn), 1).await, (vec![gone], 1));
    assert_eq!(page(Some(&BTreeSet::new()), None, 1).await, (vec![], 0));
    let awaiting = async |units: Option<&BTreeSet<UnitCode>>, before: Option<&str>| {
        let rows = store.cases_awaiting_units(units, before.map(day)).await.unwrap();
        rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(awaiting(None, Some("2026-11-28")).await, [other, late]);
    assert_eq!(awaiting(None, Some("2026-11-27")).await, [other], "the last day is not over");
    assert_eq!(awaiting(Some(&jyj), Some("2026-11-28")).await, [late]);
    assert_eq!(awaiting(None, None).await, [other, late, soon], "what is withdrawn awaits nobody");
    let counts = store.case_counts(Some(&jyj)).await.unwrap();
    assert_eq!(counts, [(CaseState::Noticed, 2), (CaseState::Withdrawn, 1)]);
    assert_eq!(store.case_counts(None).await.unwrap(), [(CaseState::Noticed, 3), (CaseState::Withdrawn, 1)]);
});

store_test!(evidence_belongs_to_its_case, |store| async move {
    let office = Office::new(&store).await;
    let (id, _) = office.open(&store, "one", "jyj", "2026-11-27").await.unwrap();
    let new = NewMedia {
        kind: MediaKind::Attachment,
        hash: "ab",
        address: "/media/ab.pdf",
        name: "整改截图.pdf",
        mime: "application/pdf",
        size: 3,
        width: None,
        height: None,
        owner: id.into(),
        uploaded_by: Some(office.account),
        unit: &office.unit,
        at: at(1),
    };
    let mut tx = begin(&store).await;
    let media = tx.insert_media(&new).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.media(media).await.unwrap().unwrap().owner, Some(MediaOwner::Case(id)));
    assert_eq!(store.media_at("/media/ab.pdf").await.unwrap()[0].owner, Some(MediaOwner::Case(id)));
    assert_eq!(store.users_of_media("/media/ab.pdf").await.unwrap(), [], "no public page uses it");
});
