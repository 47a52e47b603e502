//! Rounds of the patrol, what they have found, and the lists that they go by.

use domain::{
    desk::patrol::{FindingFilter, FindingState, IgnoreForm, WordForm, WordKind},
    id::{FindingId, IgnoringId, PatrolWordId},
    patrol::{
        Clock, Evidence, FaultKind, Finding, Fingerprint, Mark, Owner, Passage, Pattern, State, UnitsDuty,
        UnseenCertificate, Weight,
    },
};
use store::{
    patrol_finding::Whose,
    patrol_round::{ClaimedRound, RoundEnd},
};

use super::{content::column, *};
use crate::store_test;

pub(crate) async fn order(store: &Store, by: &str, minutes: i64) -> Option<u32> {
    let mut tx = begin(store).await;
    let number = tx.order_round(by, at(minutes)).await.unwrap();
    tx.commit().await.unwrap();
    number
}

pub(crate) async fn claim(store: &Store, minutes: i64) -> Option<ClaimedRound> {
    let mut tx = begin(store).await;
    let claimed = tx.claim_round(at(minutes), at(minutes + 5)).await.unwrap();
    tx.commit().await.unwrap();
    claimed
}

pub(crate) fn end(minutes: i64) -> RoundEnd {
    RoundEnd {
        at: at(minutes),
        pages: 12,
        left_out: 5,
        files: 3,
        asked_outside: 4,
        opened: 2,
        fixed: 1,
        unseen: vec![UnseenCertificate { host: "www.lax.gov.cn".into(), why: "连接不上".into() }],
        probed: vec![column("xfxx")],
        opened_outside: [("http://other.test/".to_owned(), "2026-11-24".parse().unwrap())].into(),
    }
}

store_test!(one_round_is_open_and_one_node_walks_it, |store| async move {
    assert_eq!(store.last_finished_round().await.unwrap(), None);
    assert_eq!(claim(&store, 0).await, None, "nothing is open");
    let number = order(&store, "韦经理", 0).await.unwrap();
    assert_eq!(order(&store, "", 1).await, None, "one at a time");
    let first = claim(&store, 1).await.unwrap();
    assert_eq!((first.number, first.progress.as_str()), (number, ""));
    assert_eq!(claim(&store, 5).await, None, "it is walked");

    let mut tx = begin(&store).await;
    assert!(tx.keep_progress(&first, 7, "{\"far\":1}", at(7)).await.unwrap());
    let first = ClaimedRound { leased_until: at(7), ..first };
    assert!(tx.hold_round(&first, at(8)).await.unwrap());
    tx.commit().await.unwrap();
    let first = ClaimedRound { leased_until: at(8), ..first };
    assert_eq!(claim(&store, 7).await, None, "it is held on");
    // The node died; another takes it up where it had come to.
    let second = claim(&store, 8).await.unwrap();
    assert_eq!((second.number, second.progress.as_str()), (number, "{\"far\":1}"));
    let mut tx = begin(&store).await;
    assert!(!tx.keep_progress(&first, 8, "{}", at(20)).await.unwrap(), "the first has lost it");
    assert!(!tx.hold_round(&first, at(20)).await.unwrap());
    assert!(!tx.finish_round(&first, &end(9)).await.unwrap());
    assert!(tx.finish_round(&second, &end(9)).await.unwrap());
    tx.commit().await.unwrap();

    let last = store.last_finished_round().await.unwrap().unwrap();
    let row = &last.row;
    assert_eq!(
        (row.number, row.ordered_by.as_str(), row.started_at, row.finished_at),
        (number, "韦经理", at(0), Some(at(9)))
    );
    assert_eq!((row.pages, row.files, row.asked_outside, row.opened, row.fixed), (12, 3, 4, 2, 1));
    assert_eq!((row.left_out, &row.unseen), (5, &end(9).unseen));
    assert_eq!(last.probed, [column("xfxx")]);
    assert_eq!(store.opened_outside().await.unwrap(), end(9).opened_outside);
    let next = order(&store, "", 10).await.unwrap();
    let rounds = store.patrol_rounds(9).await.unwrap();
    assert_eq!(rounds.iter().map(|round| round.row.number).collect::<Vec<_>>(), [next, number]);
    assert_eq!((rounds[0].row.left_out, rounds[0].row.unseen.len()), (0, 0), "it has not begun");
});

/// Something wrong with a page, of a column that 教育局 writes for.
fn finding(kind: FaultKind, page: &str, state: State) -> Finding {
    let address = format!("https://www.lax.gov.cn{page}");
    let units = |codes: &[&str]| codes.iter().map(|code| unit(code)).collect();
    Finding {
        fingerprint: Fingerprint::on_page(kind, &address, "", "示例"),
        evidence: Evidence {
            page: address.clone(),
            column: Some(column("jypx")),
            source: None,
            message: "有一处错误".into(),
            passage: Passage::of("前后文字", str::to_owned),
            request: format!("GET {address}"),
            status: Some(200),
            at: at(1),
            digest: "ab".into(),
        },
        pages: 1,
        owner: Owner::Column { column: column("jypx"), responsible: units(&["jyj", "rsj"]), leads: units(&["zwb"]) },
        clock: Some(Clock { started_on: day("2026-11-24"), working_days: 3 }),
        state,
        first_seen: at(1),
        last_seen: at(2),
        returned: 0,
    }
}

store_test!(a_finding_is_kept_once_and_changed_as_it_was_read, |store| async move {
    let open = finding(FaultKind::ProbableTypo, "/a/1", State::Open);
    let mut tx = begin(&store).await;
    assert!(tx.add_finding(&open).await.unwrap());
    assert!(!tx.add_finding(&open).await.unwrap(), "it is known");
    tx.commit().await.unwrap();
    assert_eq!(store.findings().await.unwrap(), std::slice::from_ref(&open));
    let id = store.findings_page(None, &FindingFilter::default(), 9, 0).await.unwrap().0[0].id;
    assert_eq!(store.finding(id).await.unwrap().unwrap().finding, open);
    assert_eq!(store.finding(FindingId::new(999_999)).await.unwrap(), None);
    assert_eq!(store.open_findings_of(FaultKind::ProbableTypo).await.unwrap(), std::slice::from_ref(&open));
    assert_eq!(store.open_findings_of(FaultKind::DeadLink).await.unwrap(), []);

    let mark = Mark { reason: "地名".into(), by: "梁主任".into(), at: at(3), until: Some(day("2027-11-24")) };
    let judged = Finding { state: State::FalseAlarm { mark }, ..open.clone() };
    let mut tx = begin(&store).await;
    assert!(tx.change_finding(&State::Open, &judged).await.unwrap());
    let seen = Finding { last_seen: at(9), ..open.clone() };
    assert!(!tx.change_finding(&State::Open, &seen).await.unwrap(), "a round that has read it before changes nothing");
    tx.commit().await.unwrap();
    assert_eq!(store.findings().await.unwrap(), [judged]);
    assert_eq!(store.open_findings().await.unwrap(), []);
    assert_eq!(store.open_findings_of(FaultKind::ProbableTypo).await.unwrap(), []);

    let first = domain::patrol::probe::FirstFailure { at: at(4), round: 1 };
    let suspected = Finding { clock: None, ..finding(FaultKind::DeadLink, "/a/2", State::Suspected { first }) };
    let mut tx = begin(&store).await;
    assert!(tx.add_finding(&suspected).await.unwrap());
    tx.forget_suspicion(&open.fingerprint).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.findings().await.unwrap().len(), 2, "what has counted is not forgotten");
    let mut tx = begin(&store).await;
    tx.forget_suspicion(&suspected.fingerprint).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.findings().await.unwrap().len(), 1);
});

store_test!(findings_are_listed_by_what_is_asked_for, |store| async move {
    let all = [
        finding(FaultKind::HeavyPage, "/a/1", State::Open),
        finding(FaultKind::ProbableTypo, "/a/2", State::Open),
        finding(FaultKind::PersonalData, "/a/3", State::Open),
        finding(FaultKind::ProbableTypo, "/a/4", State::Fixed { at: at(9) }),
        Finding { owner: Owner::PortalOffice, ..finding(FaultKind::SlowPage, "/", State::Open) },
    ];
    let mut tx = begin(&store).await;
    for one in &all {
        assert!(tx.add_finding(one).await.unwrap());
    }
    tx.commit().await.unwrap();
    let page = async |filter: FindingFilter, offset: i64| -> (Vec<FaultKind>, i64) {
        let (rows, total) = store.findings_page(None, &filter, 3, offset).await.unwrap();
        (rows.into_iter().map(|row| row.finding.fingerprint.kind).collect(), total)
    };
    let kinds = async |filter: FindingFilter| page(filter, 0).await;
    let any = FindingFilter::default;
    let heaviest = vec![FaultKind::PersonalData, FaultKind::ProbableTypo, FaultKind::SlowPage];
    assert_eq!(kinds(any()).await, (heaviest, 4));
    assert_eq!(page(any(), 3).await, (vec![FaultKind::HeavyPage], 4));
    let required = FindingFilter { weight: Some(Weight::Required), ..any() };
    assert_eq!(kinds(required).await.1, 2);
    assert_eq!(kinds(FindingFilter { kind: Some(FaultKind::SlowPage), ..any() }).await.1, 1);
    assert_eq!(kinds(FindingFilter { column: Some(column("jypx")), ..any() }).await.1, 4);
    assert_eq!(kinds(FindingFilter { state: FindingState::Fixed, ..any() }).await.1, 1);
    let counts = store.finding_counts().await.unwrap();
    let counts: Vec<_> = counts.into_iter().map(|one| (one.state, one.weight, one.count)).collect();
    assert_eq!(
        counts,
        [
            (FindingState::Fixed, Weight::Required, 1),
            (FindingState::Open, Weight::Advisory, 1),
            (FindingState::Open, Weight::Blocking, 1),
            (FindingState::Open, Weight::Required, 2),
        ]
    );
    assert_eq!(store.open_findings().await.unwrap().len(), 4);
});

store_test!(a_finding_knows_which_round_has_opened_it, |store| async move {
    let typo = finding(FaultKind::ProbableTypo, "/a/1", State::Open);
    let leak = finding(FaultKind::PersonalData, "/a/2", State::Open);
    let mut tx = begin(&store).await;
    for one in [&typo, &leak] {
        assert!(tx.add_finding(one).await.unwrap());
        tx.note_opened(&one.fingerprint, 7).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(store.findings_opened_in(7).await.unwrap(), [typo.clone(), leak.clone()]);
    // A later round sees the one again, and opens the other again.
    let seen = Finding { last_seen: at(9), ..typo };
    let mut tx = begin(&store).await;
    assert!(tx.change_finding(&State::Open, &seen).await.unwrap());
    tx.note_opened(&leak.fingerprint, 8).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.findings_opened_in(7).await.unwrap(), std::slice::from_ref(&seen));
    assert_eq!(store.findings_opened_in(8).await.unwrap(), std::slice::from_ref(&leak));

    let mended = Finding { state: State::Fixed { at: at(12) }, ..seen };
    let mut tx = begin(&store).await;
    assert!(tx.change_finding(&State::Open, &mended).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(store.findings_opened_in(7).await.unwrap(), []);
});

store_test!(findings_are_found_by_any_code_of_a_unit_in_the_order_of_the_list, |store| async move {
    let of = |responsible: &str, leads: &str, one: Finding| {
        let units = |code: &str| [unit(code)].into();
        let owner = Owner::Column { column: column("jypx"), responsible: units(responsible), leads: units(leads) };
        Finding { owner, ..one }
    };
    let page = |kind, page| finding(kind, page, State::Open);
    let all = [
        of("nync", "zwb", page(FaultKind::HeavyPage, "/a/1")),
        of("nyj", "zwb", Finding { first_seen: at(3), ..page(FaultKind::ProbableTypo, "/a/2") }),
        of("jyj", "nync", page(FaultKind::ProbableTypo, "/a/3")),
        of("nync", "nyj", page(FaultKind::PersonalData, "/a/4")),
        of("nyj", "zwb", finding(FaultKind::ProbableTypo, "/a/5", State::Fixed { at: at(9) })),
        Finding { owner: Owner::PortalOffice, ..page(FaultKind::SlowPage, "/") },
    ];
    let mut tx = begin(&store).await;
    for one in &all {
        assert!(tx.add_finding(one).await.unwrap());
    }
    tx.commit().await.unwrap();
    let whose =
        |codes: &[&str], duty: Option<UnitsDuty>| Whose { codes: codes.iter().map(|code| unit(code)).collect(), duty };
    let naming =
        async |codes: &[&str], filter: FindingFilter| store.findings_of(&whose(codes, None), &filter).await.unwrap();
    let any = FindingFilter::default;
    let found = naming(&["nync", "nyj"], any()).await;
    let owners: Vec<_> = found.iter().map(|one| (&one.owner, one.clock)).collect();
    // Once, whoever it names twice; the heaviest first, of these the oldest.
    assert_eq!(owners, [&all[3], &all[2], &all[1], &all[0]].map(|one| (&one.owner, one.clock)));
    assert_eq!(naming(&["nync"], any()).await.len(), 3);
    assert_eq!(naming(&["nyn"], any()).await, [], "no code is a part of another");
    assert_eq!(naming(&["jypx"], any()).await, [], "a column is no unit");
    assert_eq!(naming(&[], any()).await, []);
    let required = FindingFilter { weight: Some(Weight::Required), ..any() };
    assert_eq!(naming(&["nync", "nyj"], required).await.len(), 2);
    assert_eq!(naming(&["nyj"], FindingFilter { kind: Some(FaultKind::PersonalData), ..any() }).await.len(), 1);
    assert_eq!(naming(&["nyj"], FindingFilter { column: Some(column("xfxx")), ..any() }).await, []);
    assert_eq!(naming(&["nyj"], FindingFilter { state: FindingState::Fixed, ..any() }).await.len(), 1);

    // The list and its number, whatever is asked for.
    for (codes, duty, expected) in [
        (vec!["nync", "nyj"], None, vec!["/a/4", "/a/3", "/a/2", "/a/1"]),
        (vec!["nync", "nyj"], Some(UnitsDuty::Mend), vec!["/a/4", "/a/2", "/a/1"]),
        (vec!["nync", "nyj"], Some(UnitsDuty::Lead), vec!["/a/4", "/a/3"]),
        (vec!["nync"], Some(UnitsDuty::Mend), vec!["/a/4", "/a/1"]),
        (vec!["nync"], Some(UnitsDuty::Lead), vec!["/a/3"]),
        (vec!["zwb"], Some(UnitsDuty::Mend), vec![]),
        (vec!["jypx"], Some(UnitsDuty::Mend), vec![]),
        (vec!["nyn"], Some(UnitsDuty::Lead), vec![]),
        (vec![], Some(UnitsDuty::Mend), vec![]),
    ] {
        let whose = whose(&codes, duty);
        let listed = async |limit: i64, offset: i64| -> (Vec<String>, i64) {
            let (rows, total) = store.findings_page(Some(&whose), &any(), limit, offset).await.unwrap();
            (rows.into_iter().map(|row| row.finding.evidence.page).collect(), total)
        };
        let all: Vec<String> = expected.iter().map(|page| format!("https://www.lax.gov.cn{page}")).collect();
        let total = i64::try_from(all.len()).unwrap();
        assert_eq!(listed(9, 0).await, (all.clone(), total), "{whose:?}");
        assert_eq!(listed(1, 1).await, (all.into_iter().skip(1).take(1).collect::<Vec<_>>(), total), "{whose:?}");
        assert_eq!(store.findings_of(&whose, &any()).await.unwrap().len(), expected.len(), "{whose:?}");
    }

    let ids: Vec<FindingId> = found.iter().rev().map(|one| one.id).collect();
    let among = async |ids: &[FindingId], state| -> Vec<Finding> {
        let records = store.findings_among(ids, state).await.unwrap();
        records.into_iter().map(|record| record.finding).collect()
    };
    assert_eq!(among(&ids, FindingState::Open).await, [&all[3], &all[2], &all[1], &all[0]].map(Finding::clone));
    assert_eq!(among(&ids[..1], FindingState::Open).await, std::slice::from_ref(&all[0]));
    assert_eq!(among(&ids, FindingState::Fixed).await, [], "they are in another state");
    assert_eq!(among(&[], FindingState::Open).await, []);
});

store_test!(the_lists_of_a_round, |store| async move {
    let manager = open_account(&store, "guanli", Role::PortalManager).await;
    let pattern = Pattern::Host("old.gov.cn".into());
    let form = IgnoreForm { pattern, kind: Some(FaultKind::DeadOutsideLink), reason: "改版中".into(), until: None };
    let anything = IgnoreForm { kind: None, until: Some(day("2026-12-31")), ..form.clone() };
    let mut tx = begin(&store).await;
    let first = tx.add_ignoring(&form, (manager, "韦经理"), at(1)).await.unwrap();
    tx.add_ignoring(&anything, (manager, "韦经理"), at(2)).await.unwrap();
    tx.commit().await.unwrap();
    let rows = store.patrol_ignored().await.unwrap();
    assert_eq!((rows[0].kind, rows[0].until, rows[0].by.as_str(), rows[0].at), (form.kind, None, "韦经理", at(1)));
    assert_eq!((&rows[1].pattern, rows[1].kind, rows[1].until), (&anything.pattern, None, anything.until));
    let mut tx = begin(&store).await;
    assert!(tx.end_ignoring(first, "韦经理", at(3)).await.unwrap());
    assert!(!tx.end_ignoring(first, "韦经理", at(4)).await.unwrap(), "it has been");
    assert!(!tx.end_ignoring(IgnoringId::new(999_999), "韦经理", at(4)).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(store.patrol_ignored().await.unwrap().len(), 1);

    let word = WordForm {
        kind: WordKind::Typo,
        word: "布署".into(),
        right: "部署".into(),
        note: String::new(),
        except: vec!["布署里".into()],
    };
    let mut tx = begin(&store).await;
    let id = tx.add_patrol_word(&word, (manager, "韦经理"), at(1)).await.unwrap().unwrap();
    let again = WordForm { kind: WordKind::Allowed, ..word.clone() };
    assert_eq!(
        tx.add_patrol_word(&again, (manager, "韦经理"), at(2)).await.unwrap(),
        None,
        "a word stands in one list"
    );
    tx.commit().await.unwrap();
    let words = store.patrol_words().await.unwrap();
    assert_eq!((words[0].id, &words[0].form, words[0].by.as_str(), words[0].at), (id, &word, "韦经理", at(1)));
    let mut tx = begin(&store).await;
    assert!(tx.remove_patrol_word(id).await.unwrap());
    assert!(!tx.remove_patrol_word(PatrolWordId::new(999_999)).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(store.patrol_words().await.unwrap(), []);
});
