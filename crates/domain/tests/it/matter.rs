//! Single duties: documents without their interpretation, topics without news, letters and requests without an answer, what
//! lies with a lead unit without its signature.

use domain::clock::Pause;
use domain::id::{DisclosureRequestId, ItemId, ReportId, TopicId};
use domain::obligation::{
    Adjustments, ClockSettings, Exemption, Extension, Handover, Hands, Matter, MatterKey, MatterKind, OnItsWay,
    OpenItem, Side, Standing, State,
};
use domain::plan::{Cadence, ColumnCode, UnitCode};

use crate::calendar::{county, day};

const OWED_SINCE: &str = "2023-12-01";
const DOCUMENT: MatterKind = MatterKind::Interpretation { document: ItemId::new(3) };
const LETTER: MatterKind = MatterKind::Letter { report: ReportId::new(5) };
const REQUEST: MatterKind = MatterKind::Disclosure { request: DisclosureRequestId::new(6) };

const fn topic(promise: Cadence) -> MatterKind {
    MatterKind::TopicNews { topic: TopicId::new(4), promise }
}

fn matter(kind: MatterKind, since: &str, on_its_way: Vec<Hands>) -> Matter {
    Matter {
        kind,
        column: ColumnCode::parse("zcjd").unwrap(),
        unit: UnitCode::parse("xjyj").unwrap(),
        title: "示例".into(),
        since: day(since),
        on_its_way: on_its_way.into_iter().map(OnItsWay::page).collect(),
    }
}

fn stands(matter: &Matter, adjustments: &Adjustments, today: &str) -> Option<Standing> {
    matter.standing(adjustments, &county(), &ClockSettings::default(), day(OWED_SINCE), day(today))
}

fn standing(kind: MatterKind, since: &str, adjustments: &Adjustments, today: &str) -> Option<Standing> {
    stands(&matter(kind, since, Vec::new()), adjustments, today)
}

/// 3 working days for an interpretation, 5 for a letter, a topic as its unit promised. National Day 2024: 09-29 and 10-12
/// are worked, 10-01 to 10-07 off. Spring Festival 2024: 02-10 to 02-17 off, 02-18 worked.
#[test]
fn due_days_counted_by_hand() {
    for (kind, since, due, counting) in [
        // 09-27 is a Friday: Sunday 09-29 (1), Monday 09-30 (2), Tuesday 10-08 (3).
        (DOCUMENT, "2024-09-27", "2024-10-08", "文件公开 9-27 → 3 个工作日 → 10-08"),
        // Wednesday 02-07: 08 (1), 09 (2), Sunday 18 (3), 19 (4), 20 (5).
        (LETTER, "2024-02-07", "2024-02-20", "来信 2-07 → 5 个工作日 → 2-20"),
        // Friday 10-04 lies in the holiday: the first working day after it.
        (topic(Cadence::Days { days: 7 }), "2024-09-27", "2024-10-08", "更新 9-27 → 7 天 → 10-08"),
        // Every day, by people who rest on days off.
        (topic(Cadence::Daily), "2024-09-27", "2024-09-29", "更新 9-27 → 1 个工作日 → 9-29"),
        // 08-31 + a month has no 31st: Monday 09-30.
        (topic(Cadence::Months { months: 1 }), "2024-08-31", "2024-09-30", "更新 8-31 → 1 个月 → 9-30"),
    ] {
        let found = standing(kind.clone(), since, &Adjustments::default(), since).unwrap();
        assert_eq!(found.due, Some(day(due)), "{kind:?} from {since}");
        let told = found.deadline.unwrap().arithmetic(found.basis.event());
        assert!(told.starts_with(counting), "{told}");
    }
}

#[test]
fn a_letter_turns_amber_and_red() {
    // 70 % of 5 working days are 4: Tuesday 2024-03-05 + 4 = 03-11; + 5 = 03-12.
    let state = |today| standing(LETTER, "2024-03-05", &Adjustments::default(), today).unwrap().state;
    for (today, expected) in [
        ("2024-03-05", State::Normal),
        ("2024-03-10", State::Normal),
        ("2024-03-11", State::DueSoon),
        ("2024-03-12", State::DueSoon),
        ("2024-03-13", State::Overdue),
    ] {
        assert_eq!(state(today), expected, "{today}");
    }
}

/// 政府信息公开条例第三十三条: an answer within twenty working days of receipt. Received on Saturday 2024-09-14, which was worked
/// for the Mid-Autumn festival; 10-11 is the fourteenth working day after it, 10-18 the twentieth.
#[test]
fn a_request_for_disclosure_turns_amber_and_red() {
    for (today, expected) in [
        ("2024-09-14", State::Normal),
        ("2024-10-10", State::Normal),
        ("2024-10-11", State::DueSoon),
        ("2024-10-18", State::DueSoon),
        ("2024-10-19", State::Overdue),
    ] {
        let found = standing(REQUEST, "2024-09-14", &Adjustments::default(), today).unwrap();
        assert_eq!((found.state, found.due), (expected, Some(day("2024-10-18"))), "{today}");
        let told = found.arithmetic().unwrap();
        assert!(told.starts_with("收到申请 9-14 → 20 个工作日 → 10-18"), "{told}");
    }
    // A corrected application begins anew: whoever handles requests gives its day.
    let corrected = standing(REQUEST, "2024-09-18", &Adjustments::default(), "2024-10-19").unwrap();
    assert_eq!(corrected.state, State::DueSoon);
}

#[test]
fn what_has_no_page_has_no_address() {
    let address = |kind: MatterKind| kind.key().address();
    assert_eq!(address(DOCUMENT).as_deref(), Some("/desk/items/3/history"));
    assert_eq!(address(LETTER).as_deref(), Some("/desk/corrections/5"));
    assert_eq!(address(REQUEST), None, "requests are handled in a later version");
    assert_eq!(MatterKey::parse("disclosure:6"), Some(REQUEST.key()), "what was decided or told of it keeps its name");
}

#[test]
fn what_the_manager_decides_of_the_column_holds_for_its_duties() {
    let exempt = Adjustments {
        exemptions: vec![Exemption { from: day("2024-03-01"), to: None, reason: "并入上级平台".into() }],
        ..Adjustments::default()
    };
    assert_eq!(standing(LETTER, "2024-03-05", &exempt, "2024-03-20"), None);
    let paused = Adjustments {
        pauses: [Pause { from: day("2024-03-06"), to: Some(day("2024-03-08")), reason: "机房停电".into() }]
            .into_iter()
            .collect(),
        ..Adjustments::default()
    };
    // Three of the five days stand still.
    assert_eq!(standing(LETTER, "2024-03-05", &paused, "2024-03-06").unwrap().due, Some(day("2024-03-15")));
    let extended = Adjustments {
        extensions: vec![Extension {
            instead_of: day("2024-03-12"),
            approved_on: day("2024-03-11"),
            until: day("2024-03-16"),
            reason: "须实地核查".into(),
        }],
        ..Adjustments::default()
    };
    // 03-16 is a Saturday.
    let found = standing(LETTER, "2024-03-05", &extended, "2024-03-14").unwrap();
    assert_eq!((found.state, found.due), (State::DueSoon, Some(day("2024-03-18"))));
    assert_eq!(found.extended, Some((day("2024-03-18"), "须实地核查".to_owned())));
    // A pause moves the day that was extended, and takes nothing of what was granted.
    let pause = Pause { from: day("2024-03-06"), to: Some(day("2024-03-06")), reason: "机房停电".into() };
    let both = Adjustments { pauses: [pause].into_iter().collect(), ..extended };
    assert_eq!(standing(LETTER, "2024-03-05", &both, "2024-03-14").unwrap().due, Some(day("2024-03-18")));
}

#[test]
fn nothing_is_owed_before_the_plan_and_for_no_promise() {
    assert_eq!(standing(topic(Cadence::WhenNeeded), "2024-03-05", &Adjustments::default(), "2024-05-01"), None);
    assert_eq!(standing(DOCUMENT, "2023-11-20", &Adjustments::default(), "2023-11-30"), None);
    // What came before counts from the plan's first day, a Friday: 12-04, 12-05, 12-06.
    let found = standing(DOCUMENT, "2023-11-20", &Adjustments::default(), "2023-12-01").unwrap();
    assert_eq!(found.due, Some(day("2023-12-06")));
    assert_eq!(found.arithmetic().as_deref(), Some("自2023年12月1日起负责保障 → 3 个工作日 → 12-06"));
}

/// What went on these days from hand to hand: to the lead unit first, then back, and so on.
fn handed(on: &[&str]) -> Hands {
    let sides = [Side::Lead, Side::Unit].into_iter().cycle();
    let handovers = on.iter().zip(sides).map(|(on, to)| Handover { on: day(on), to }).collect();
    Hands { handovers, ..Hands::default() }
}

/// Public on Tuesday 2024-03-05, to be explained by Friday 03-08; asked for on Friday 03-15, five working days later. Lead
/// units sign within three.
#[test]
fn what_lies_with_the_lead_unit_is_late_with_the_lead_unit() {
    type Expected<'a> = (Side, (i64, i64), &'a str, Option<&'a str>, (u32, u32));
    let cases: [(&[&[&str]], Expected<'_>); 5] = [
        // Handed in on the first day: 03-06..08 and 11..15 are the lead unit's, and the unit has its three days still.
        (&[&["2024-03-05"]], (Side::Lead, (0, 8), "2024-03-20", Some("2024-03-08"), (0, 5))),
        // Before the document was public: no day of the clock is the unit's. The lead unit had 03-04, 05, 06.
        (&[&["2024-03-01"]], (Side::Lead, (0, 8), "2024-03-20", Some("2024-03-06"), (0, 5))),
        // Late: 03-06..08, 11 and 12 are the unit's, 13..15 the lead unit's, which has until the 15th.
        (&[&["2024-03-12"]], (Side::Lead, (5, 3), "2024-03-08", Some("2024-03-15"), (2, 3))),
        // Returned on Monday 03-11: 03-06..08 and 11 with the lead unit, 12..15 with the unit, of which three were its own.
        (&[&["2024-03-05", "2024-03-11"]], (Side::Unit, (4, 4), "2024-03-14", None, (1, 4))),
        // One was returned while another lay there since Wednesday 03-06: there was no day without. A draft takes nothing.
        (
            &[&["2024-03-05", "2024-03-07"], &["2024-03-06"], &[]],
            (Side::Lead, (0, 8), "2024-03-20", Some("2024-03-11"), (0, 5)),
        ),
    ];
    for (on_its_way, expected) in cases {
        let matter = matter(DOCUMENT, "2024-03-05", on_its_way.iter().map(|on| handed(on)).collect());
        let found = stands(&matter, &Adjustments::default(), "2024-03-15").unwrap();
        assert_eq!((found.state, found.due), (State::Overdue, Some(day("2024-03-08"))), "the law knows one clock");
        let shares = found.shares.unwrap();
        let (unit, lead) = (shares.unit.due.unwrap().to_string(), shares.lead.and_then(|lead| lead.due));
        let (lead, late) = (lead.map(|due| due.to_string()), found.lateness.unwrap());
        let days = ((shares.unit_days, shares.lead_days), (late.unit_days, late.lead_days));
        assert_eq!((found.with, days.0, unit.as_str(), lead.as_deref(), days.1), expected, "{on_its_way:?}");
    }
}

#[test]
fn where_all_lead_units_sign_a_single_duty_tells_who_has() {
    let signed = [UnitCode::parse("bb").unwrap()].into();
    let on_its_way = vec![Hands { signed, ..handed(&["2024-03-05"]) }];
    let found = stands(&matter(DOCUMENT, "2024-03-05", on_its_way), &Adjustments::default(), "2024-03-15").unwrap();
    assert_eq!(found.signed.iter().map(UnitCode::as_str).collect::<Vec<_>>(), ["bb"]);
}

#[test]
fn what_nobody_has_handed_in_is_the_unit_s_alone() {
    for on_its_way in [Vec::new(), vec![Hands::default()]] {
        let found = stands(&matter(DOCUMENT, "2024-03-05", on_its_way), &Adjustments::default(), "2024-03-15").unwrap();
        assert_eq!((found.with, found.shares), (Side::Unit, None));
        assert_eq!(found.lateness.map(|late| (late.unit_days, late.lead_days)), Some((5, 0)));
    }
    // In time nobody is late, whoever has it.
    let handed_in = matter(DOCUMENT, "2024-03-05", vec![handed(&["2024-03-05"])]);
    let found = stands(&handed_in, &Adjustments::default(), "2024-03-07").unwrap();
    assert_eq!((found.state, found.with, found.lateness), (State::Normal, Side::Lead, None));
}

/// News every seven days, the last on Tuesday 2024-03-05: due on Tuesday 03-12. The next page was handed in on Friday 03-08.
#[test]
fn a_page_of_a_topic_waits_so_too() {
    let matter = matter(topic(Cadence::Days { days: 7 }), "2024-03-05", vec![handed(&["2024-03-08"])]);
    let found = stands(&matter, &Adjustments::default(), "2024-03-15").unwrap();
    // 03-06..08 are the unit's; 11..15 the lead unit's, of which 13..15 are over.
    let shares = found.shares.unwrap();
    assert_eq!((found.with, shares.unit_days, shares.lead_days), (Side::Lead, 3, 5));
    assert_eq!(found.lateness.map(|late| (late.unit_days, late.lead_days)), Some((0, 3)));
    // Four of the seven days are left after 03-15.
    assert_eq!(
        (shares.unit.due, shares.lead.and_then(|lead| lead.due)),
        (Some(day("2024-03-19")), Some(day("2024-03-13")))
    );
}

/// Lead units sign within three working days: what was handed in on Tuesday 2024-03-05 by Friday 03-08.
#[test]
fn what_lies_with_a_lead_unit_has_a_day_to_be_signed_by() {
    let to_sign = |on: &[&str]| {
        let item = OpenItem {
            item: ItemId::new(7),
            title: "尚未公开的题目".into(),
            begun_on: day("2024-03-04"),
            revises: false,
            event: None,
            hands: handed(on),
            extensions: Vec::new(),
        };
        Matter::to_sign(&item, ColumnCode::parse("jypx").unwrap(), UnitCode::parse("xjyj").unwrap())
    };
    assert_eq!(to_sign(&[]), None, "a draft");
    assert_eq!(to_sign(&["2024-03-05", "2024-03-06"]), None, "given back");
    let later = Hands { publishes_on: Some(day("2024-03-12")), ..handed(&["2024-03-05"]) };
    assert_eq!(later.to_sign_since(), None, "signed for later");
    let waiting = to_sign(&["2024-03-05"]).unwrap();
    assert_eq!(waiting.titled(), "待审签：编号 7", "its title is not everybody's");
    let items: Vec<_> = waiting.items_on_their_way().map(|coming| (coming.item, coming.with)).collect();
    assert_eq!(items, [(ItemId::new(7), Side::Lead)]);
    for (today, state, late) in [
        ("2024-03-05", State::Normal, None),
        ("2024-03-08", State::DueSoon, None),
        ("2024-03-11", State::Overdue, Some((0, 1))),
    ] {
        let found = stands(&waiting, &Adjustments::default(), today).unwrap();
        assert_eq!((found.state, found.due, found.with), (state, Some(day("2024-03-08")), Side::Lead), "{today}");
        assert_eq!(found.lateness.map(|late| (late.unit_days, late.lead_days)), late, "{today}");
        let told = found.arithmetic().unwrap();
        assert!(told.starts_with("送审 3-05 → 3 个工作日 → 3-08"), "{told}");
    }
    // Handed in once more on the 7th: 03-08, 11, 12.
    let again = to_sign(&["2024-03-05", "2024-03-06", "2024-03-07"]).unwrap();
    let found = stands(&again, &Adjustments::default(), "2024-03-11").unwrap();
    assert_eq!((found.due, again.since), (Some(day("2024-03-12")), day("2024-03-07")));
}

#[test]
fn a_page_of_a_topic_is_to_be_signed_too() {
    let of_topic = |on: &[&str]| matter(topic(Cadence::Days { days: 14 }), "2024-03-05", vec![handed(on)]);
    assert_eq!(of_topic(&["2024-03-08", "2024-03-11"]).page_to_sign(), None, "given back");
    assert_eq!(
        matter(DOCUMENT, "2024-03-05", vec![handed(&["2024-03-08"])]).page_to_sign(),
        None,
        "an item of its own"
    );
    let page = of_topic(&["2024-03-08"]).page_to_sign().unwrap();
    assert_eq!(page.titled(), "待审签：示例");
    let found = stands(&page, &Adjustments::default(), "2024-03-11").unwrap();
    assert_eq!((found.due, found.with), (Some(day("2024-03-13")), Side::Lead));
    let item = MatterKey::Signing(ItemId::new(7));
    for (key, name, address) in
        [(item, "signing:7", "/desk/items/7/review"), (page.kind.key(), "topic-signing:4", "/desk/topics/4")]
    {
        assert_eq!((key.to_string().as_str(), key.address().as_deref()), (name, Some(address)));
        assert_eq!(MatterKey::parse(name), Some(key));
    }
}
