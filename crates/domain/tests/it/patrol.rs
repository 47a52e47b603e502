//! The patrol's rules: what becomes of a finding, and what a round changes of what is known.
//!
//! The snapshot reads: a row for each state, a column for each step; — means that the step cannot be taken.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::{
    calendar::Calendar,
    patrol::{
        Change, Clock, Evidence, FaultKind, Finding, Fingerprint, Ignoring, Mark, Observation, Owner, Passage, Pattern,
        Place, Seen, State, Step, Terms, UnseenCertificate, Weight, WhatChanged, merge, probe::FirstFailure,
    },
    plan::{ColumnCode, InForce, UnitCode},
    time,
};

use crate::shipped_plan::{code, longan};

const PAGE: &str = "https://www.lax.gov.cn/a/23456789";

fn at(minute: &str) -> DateTime<Utc> {
    time::parse_minute(minute).unwrap()
}

fn plan() -> InForce {
    longan().in_force("2026-11-26".parse().unwrap())
}

fn observation_on(page: &str, kind: FaultKind, target: &str, words: &str, column: Option<ColumnCode>) -> Observation {
    let evidence = Evidence {
        page: page.into(),
        column,
        source: None,
        message: "打不开".into(),
        passage: Passage::of("原文", str::to_owned),
        request: format!("GET {page}"),
        status: Some(404),
        at: at("2026-11-26 09:00"),
        digest: "00".into(),
    };
    Observation { fingerprint: Fingerprint::on_page(kind, page, target, words), evidence }
}

fn observation(kind: FaultKind, target: &str, words: &str) -> Observation {
    observation_on(PAGE, kind, target, words, Some(code("tzgg")))
}

fn seen(round: u32, minute: &str, observations: Vec<Observation>) -> Seen {
    let looked_at = [PAGE.to_owned()].into();
    Seen { round, at: at(minute), observations, looked_at, ..Seen::default() }
}

/// What a store would keep.
#[derive(Default)]
struct Known(Vec<Finding>);

impl Known {
    fn merge(&mut self, seen: &Seen, ignored: &[Ignoring]) -> Vec<WhatChanged> {
        let changes = merge(&self.0, seen, ignored, &plan(), &Terms::default());
        for Change { what, finding } in &changes {
            self.0.retain(|known| known.fingerprint != finding.fingerprint);
            if *what != WhatChanged::Cleared {
                self.0.push(finding.clone());
            }
        }
        changes.into_iter().map(|change| change.what).collect()
    }

    fn step(&mut self, step: Step) {
        let finding = self.0.pop().unwrap();
        self.0.extend(finding.after(step).unwrap());
    }
}

fn mark(until: Option<&str>) -> Mark {
    Mark {
        reason: "对方网站拒绝程序访问，人工可打开".into(),
        by: "县政务办".into(),
        at: at("2026-11-26 10:00"),
        until: until.map(|day| day.parse().unwrap()),
    }
}

#[test]
fn what_becomes_of_a_finding() {
    let first = FirstFailure { at: at("2026-11-26 09:00"), round: 1 };
    let now = at("2026-11-26 10:00");
    let states = [
        State::Suspected { first },
        State::Open,
        State::Fixed { at: now },
        State::FalseAlarm { mark: mark(None) },
        State::Ignored { mark: mark(None) },
    ];
    let steps = [
        ("suspect", Step::Suspect(first)),
        ("confirm", Step::Confirm),
        ("see-gone", Step::SeeGone(now)),
        ("judge-false", Step::JudgeFalse(mark(None))),
        ("ignore", Step::Ignore(mark(None))),
        ("lift-mark", Step::LiftMark),
    ];
    let mut table = format!("{:<12}", "");
    table.extend(steps.iter().map(|(name, _)| format!("{name:<13}")));
    for state in states {
        table.push_str(&format!("\n{:<12}", state.code()));
        for (_, step) in &steps {
            let next = match state.clone().after(step.clone()) {
                Ok(Some(next)) => next.code(),
                Ok(None) => "forgotten",
                Err(_) => "—",
            };
            table.push_str(&format!("{next:<13}"));
        }
    }
    let table: Vec<&str> = table.lines().map(str::trim_end).collect();
    insta::assert_snapshot!("states_of_a_finding", table.join("\n"));
}

#[test]
fn kinds_of_faults_with_their_weight_and_term() {
    let rows = FaultKind::ALL.map(|kind| {
        assert_eq!(FaultKind::from_code(kind.code()), Some(kind));
        assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{}\"", kind.code()));
        let probes = if kind.needs_second_probe() { 2 } else { 1 };
        let (weight, days) = (kind.weight(), kind.working_days());
        assert!(weight != Weight::Blocking || days == 1, "what blocks is mended at once");
        format!("{} {} {} {days} {probes} {:?}", kind.code(), kind.label(), weight.label(), kind.answerable())
    });
    insta::assert_snapshot!("kinds_of_faults", rows.join("\n"));
}

#[test]
fn a_dead_link_counts_after_two_rounds_and_is_the_units_of_its_column() {
    let dead = || vec![observation(FaultKind::DeadLink, "/a/3", "")];
    let mut known = Known::default();
    assert_eq!(known.merge(&seen(1, "2026-11-26 09:00", dead()), &[]), [WhatChanged::Suspected]);
    assert_eq!(known.0[0].clock, None);
    assert_eq!(known.merge(&seen(2, "2026-11-26 09:10", dead()), &[]), [WhatChanged::SeenAgain], "too early");
    assert_eq!(known.merge(&seen(3, "2026-11-26 09:40", dead()), &[]), [WhatChanged::Opened]);
    let finding = &known.0[0];
    assert_eq!(finding.clock, Some(Clock { started_on: "2026-11-26".parse().unwrap(), working_days: 3 }));
    let Owner::Column { column, responsible, leads } = &finding.owner else { panic!("{:?}", finding.owner) };
    let plan = plan();
    let duties = plan.duties(column).unwrap();
    assert_eq!((responsible, leads), (&duties.responsible, &duties.leads));
    // Thursday and three working days.
    let weekdays = Calendar::new(Vec::new(), Vec::new());
    let deadline = finding.clock.unwrap().deadline(&weekdays);
    assert_eq!((deadline.due, &deadline.calendar), ("2026-12-01".parse().ok(), weekdays.version()));
    assert_eq!(deadline.arithmetic("立案"), "立案 11-26 → 3 个工作日 → 12-01");
    assert_eq!(Some(finding.clock.unwrap().due_on(&weekdays)), deadline.due);
}

#[test]
fn a_link_that_opens_in_between_was_never_dead() {
    let dead = || vec![observation(FaultKind::DeadOutsideLink, "https://www.gov.cn/x", "")];
    let mut known = Known::default();
    known.merge(&seen(1, "2026-11-26 09:00", dead()), &[]);
    assert_eq!(known.merge(&seen(2, "2026-11-26 10:00", vec![]), &[]), [WhatChanged::Cleared]);
    assert!(known.0.is_empty());
    assert_eq!(known.merge(&seen(3, "2026-11-26 11:00", dead()), &[]), [WhatChanged::Suspected]);
}

#[test]
fn what_is_seen_gone_is_fixed_and_may_return() {
    let typo = || vec![observation(FaultKind::ProbableTypo, "", "布署")];
    let mut known = Known::default();
    assert_eq!(
        known.merge(&seen(1, "2026-11-26 09:00", typo()), &[]),
        [WhatChanged::Opened],
        "a text needs no second look"
    );
    let mut elsewhere = seen(2, "2026-11-26 10:00", vec![]);
    elsewhere.looked_at.clear();
    assert_eq!(known.merge(&elsewhere, &[]), [], "nobody has looked");
    assert_eq!(known.merge(&seen(3, "2026-11-26 11:00", vec![]), &[]), [WhatChanged::Fixed]);
    assert_eq!(known.merge(&seen(4, "2026-11-27 09:00", typo()), &[]), [WhatChanged::Returned]);
    assert_eq!(known.0[0].returned, 1);
    assert_eq!(known.0[0].clock.unwrap().started_on.to_string(), "2026-11-27");
}

#[test]
fn a_mended_link_that_fails_once_more_keeps_its_history() {
    let dead = || vec![observation(FaultKind::DeadOutsideLink, "https://www.gov.cn/x", "")];
    let mut known = Known::default();
    for (round, minute, seen_dead, what) in [
        (1, "2026-11-26 09:00", true, WhatChanged::Suspected),
        (2, "2026-11-26 10:00", true, WhatChanged::Opened),
        (3, "2026-11-27 09:00", false, WhatChanged::Fixed),
        (4, "2026-11-28 09:00", true, WhatChanged::Suspected),
        (5, "2026-11-28 10:00", false, WhatChanged::StillFixed),
        (6, "2026-11-29 09:00", true, WhatChanged::Suspected),
        (7, "2026-11-29 10:00", true, WhatChanged::Returned),
    ] {
        let observations = if seen_dead { dead() } else { Vec::new() };
        assert_eq!(known.merge(&seen(round, minute, observations), &[]), [what], "round {round}");
    }
    let finding = &known.0[0];
    assert_eq!((finding.returned, finding.first_seen), (1, at("2026-11-26 09:00")));
    assert_eq!(finding.clock.unwrap().started_on.to_string(), "2026-11-29");
}

#[test]
fn a_link_that_nobody_could_judge_stays_as_it_was() {
    let target = "https://www.gov.cn/x";
    let dead = || vec![observation(FaultKind::DeadOutsideLink, target, "")];
    let mut known = Known::default();
    known.merge(&seen(1, "2026-11-26 09:00", dead()), &[]);
    known.merge(&seen(2, "2026-11-26 10:00", dead()), &[]);
    let unsettled = Seen { unsettled: [target.to_owned()].into(), ..seen(3, "2026-11-26 11:00", vec![]) };
    assert_eq!(known.merge(&unsettled, &[]), []);
    assert_eq!(known.0[0].state, State::Open);
}

#[test]
fn what_was_judged_false_never_comes_back_until_its_mark_ends() {
    let typo = || vec![observation(FaultKind::ProbableTypo, "", "布署")];
    let mut known = Known::default();
    known.merge(&seen(1, "2026-11-26 09:00", typo()), &[]);
    known.step(Step::JudgeFalse(mark(Some("2026-12-31"))));
    // The same words in another layout, and the page under an address of a friend.
    let again = Observation {
        fingerprint: Fingerprint::on_page(
            FaultKind::ProbableTypo,
            "https://www.lax.gov.cn/a/23456789?from=timeline",
            "",
            " 布 署 ",
        ),
        ..observation(FaultKind::ProbableTypo, "", "")
    };
    assert_eq!(known.merge(&seen(2, "2026-12-31 09:00", vec![again]), &[]), []);
    assert_eq!(known.merge(&seen(3, "2026-12-31 10:00", vec![]), &[]), [], "nor is it fixed");
    assert_eq!(known.merge(&seen(4, "2027-01-01 09:00", typo()), &[]), [WhatChanged::MarkEnded]);
    assert_eq!(known.0[0].clock.unwrap().started_on.to_string(), "2027-01-01");
    known.step(Step::JudgeFalse(mark(None)));
    assert_eq!(known.merge(&seen(5, "2037-01-01 09:00", typo()), &[]), []);
}

#[test]
fn a_mark_that_ended_on_something_gone_is_settled() {
    let mut known = Known::default();
    known.merge(&seen(1, "2026-11-26 09:00", vec![observation(FaultKind::EmptyLink, "", "更多")]), &[]);
    known.step(Step::Ignore(mark(Some("2026-11-30"))));
    assert_eq!(known.merge(&seen(2, "2026-12-01 09:00", vec![]), &[]), [WhatChanged::Fixed]);
}

#[test]
fn the_ignore_list_holds_back_what_is_known_and_what_is_new() {
    let dead = || {
        let link = |target: &str| observation(FaultKind::DeadOutsideLink, target, "");
        vec![link("https://old.gov.cn/1"), link("https://www.old.gov.cn/2")]
    };
    let mut known = Known::default();
    known.merge(&seen(1, "2026-11-26 09:00", dead()), &[]);
    known.merge(&seen(2, "2026-11-26 10:00", dead()), &[]);
    let entry = Ignoring::new(Pattern::Host("old.gov.cn".into()), "旧站迁移", "县政务办", at("2026-11-26 10:30"));
    let ignored = std::slice::from_ref(&entry);
    assert_eq!(known.merge(&seen(3, "2026-11-26 11:00", dead()), ignored), [WhatChanged::Ignored; 2]);
    assert_eq!(known.0[0].state.mark().map(|mark| mark.reason.as_str()), Some("旧站迁移"));
    assert_eq!(known.merge(&seen(4, "2026-11-26 12:00", dead()), ignored), []);
    assert_eq!(Known::default().merge(&seen(1, "2026-11-26 09:00", dead()), ignored), []);
}

#[test]
fn the_same_fault_on_very_many_pages_is_one_of_the_frame() {
    let pages = |from: u32, to: u32| {
        let page = |n: u32| format!("https://www.lax.gov.cn/a/page{n:04}");
        let observations = (from..to)
            .map(|n| observation_on(&page(n), FaultKind::MissingPageTag, "", "SiteIDCode", None))
            .collect::<Vec<_>>();
        let looked_at = (0..100).map(page).collect();
        move |round: u32, minute: &str| Seen {
            observations: observations.clone(),
            looked_at,
            ..seen(round, minute, vec![])
        }
    };
    let mut known = Known::default();
    assert_eq!(known.merge(&pages(0, 15)(1, "2026-11-26 09:00"), &[]).len(), 15, "few pages stand for themselves");
    let mut known_of_frame = Known::default();
    assert_eq!(known_of_frame.merge(&pages(0, 60)(1, "2026-11-26 09:00"), &[]), [WhatChanged::Opened]);
    assert_eq!((&known_of_frame.0[0].fingerprint.place, known_of_frame.0[0].pages), (&Place::WholeSite, 60));
    assert_eq!(known_of_frame.0[0].owner, Owner::PortalOffice);
    assert_eq!(known_of_frame.merge(&pages(0, 3)(2, "2026-11-26 10:00"), &[]), [WhatChanged::SeenAgain], "still there");
    assert_eq!(known_of_frame.0[0].pages, 3);
    known_of_frame.step(Step::JudgeFalse(mark(None)));
    assert_eq!(known_of_frame.merge(&pages(30, 40)(3, "2026-11-26 11:00"), &[]), [], "nor on any page");
    // Pages that are known already stay their own; what is new beside them is of the frame.
    let changes = known.merge(&pages(0, 60)(2, "2026-11-26 10:00"), &[]);
    assert_eq!(changes.iter().filter(|what| **what == WhatChanged::Opened).count(), 1);
    assert_eq!(changes.len(), 16);
}

#[test]
fn pages_without_a_column_and_the_machine_itself_are_the_offices() {
    let plan = plan();
    assert_eq!(Owner::of(&plan, FaultKind::DeadLink, None), Owner::PortalOffice);
    assert_eq!(Owner::of(&plan, FaultKind::DeadLink, Some(&code("nosuch"))), Owner::PortalOffice);
    assert_eq!(Owner::of(&plan, FaultKind::SlowPage, Some(&code("tzgg"))), Owner::PortalOffice);
    assert!(matches!(Owner::of(&plan, FaultKind::DeadLink, Some(&code("tzgg"))), Owner::Column { .. }));
}

#[test]
fn of_the_units_that_share_a_column_the_one_that_published_the_page_mends_it() {
    let sighted = |source: &str| {
        let mut typo = observation(FaultKind::ProbableTypo, "", "布署");
        typo.evidence.source = Some(source.to_owned());
        let mut known = Known::default();
        known.merge(&seen(1, "2026-11-26 09:00", vec![typo]), &[]);
        let Owner::Column { responsible, .. } = &known.0[0].owner else { panic!("{:?}", known.0[0].owner) };
        responsible.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    for name in ["县财政局", "财政局"] {
        assert_eq!(sighted(name), ["czj"], "{name}");
    }
    let heir = sighted("县自然资源局");
    assert_eq!((heir.len(), sighted("县国土资源局")), (1, heir), "the name of before the reform");
    for name in ["新华社", ""] {
        assert!(sighted(name).len() > 20, "{name}: nobody's own, and so everybody's");
    }
}

#[test]
fn who_mends_a_finding_is_who_does_after_the_reforms() {
    let unit = |code: &str| UnitCode::parse(code).unwrap();
    let owner = Owner::Column { column: code("tzgg"), responsible: [unit("nyj")].into(), leads: [unit("zwb")].into() };
    // 县农业局 became 县农业农村局 in 2019.
    assert_eq!(owner.mending(&plan()), BTreeSet::from([unit("nync")]));
    assert_eq!(Owner::PortalOffice.mending(&plan()), BTreeSet::new());
}

#[test]
fn evidence_that_was_kept_before_it_said_who_published_the_page_is_read() {
    let evidence = observation(FaultKind::DeadLink, "", "").evidence;
    let kept = serde_json::to_string(&evidence).unwrap();
    assert!(!kept.contains("source"), "{kept}");
    assert_eq!(serde_json::from_str::<Evidence>(&kept).unwrap(), evidence);
}

#[test]
fn a_letter_is_mended_when_the_register_has_it_no_more() {
    // The page of its column may not open: letters come from the register.
    let page = "https://www.lax.gov.cn/c/jypx";
    let letter = observation_on(page, FaultKind::OverdueLetter, "", "读者纠错 2026000001", Some(code("jypx")));
    let mut known = Known::default();
    assert_eq!(known.merge(&seen(1, "2026-11-26 09:00", vec![letter]), &[]), [WhatChanged::Opened]);
    assert_eq!(known.merge(&seen(2, "2026-11-27 09:00", Vec::new()), &[]), [WhatChanged::Fixed]);
}

#[test]
fn what_is_known_of_a_certificate_stays_while_nobody_can_look_at_it() {
    let page = "https://www.lax.gov.cn/";
    let round = |round, minute, kinds: &[FaultKind], unseen: &[&str]| {
        let observations = kinds.iter().map(|kind| observation_on(page, *kind, "", "", None)).collect();
        let unseen = unseen.iter().map(|host| UnseenCertificate { host: (*host).into(), why: "连接不上".into() });
        let looked_at = [page.to_owned()].into();
        Seen { looked_at, unseen: unseen.collect(), ..seen(round, minute, observations) }
    };
    use FaultKind::{CertificateExpired, CertificateUnseen};
    let mut known = Known::default();
    let expired = round(1, "2026-11-26 09:00", &[CertificateExpired], &[]);
    assert_eq!(known.merge(&expired, &[]), [WhatChanged::Opened]);
    // The page itself opens, and says nothing of its certificate.
    let down = |number, minute| round(number, minute, &[CertificateUnseen], &["WWW.lax.gov.cn"]);
    assert_eq!(known.merge(&down(2, "2026-11-26 10:00"), &[]), [WhatChanged::Suspected]);
    assert_eq!(known.merge(&down(3, "2026-11-26 11:00"), &[]), [WhatChanged::Opened]);
    // Who may not ask has nothing to say of either.
    assert_eq!(known.merge(&round(4, "2026-11-26 12:00", &[], &["www.lax.gov.cn"]), &[]), []);
    assert_eq!(known.merge(&round(5, "2026-11-26 13:00", &[], &["other.gov.cn"]), &[]), [WhatChanged::Fixed; 2]);
}
