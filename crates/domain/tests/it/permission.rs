//! Who may do what: the whole table in git, and what must hold for every account, column and item.
//!
//! The snapshots read: a block for each relationship that an account can have to a column and an item, a row for each
//! action, a column for each situation of the item. ✔ may; otherwise the reason in short:
//! 角色 the role has no such right, 职责 the unit has no duty on the column, 他单位 another unit's item, 状态 not in this
//! stage, 本人 own work, 两人 a second person must, 已签 the unit has signed, 会签 others must sign too, 未认领 somebody else
//! has it in hand, or nobody, 经手 has prepared or judged it, 本单位 it is about the own unit.

use std::{collections::BTreeSet, fmt::Write};

use domain::{
    account::{Actor, Role},
    feedback::ReportState,
    id::AccountId,
    permission::{
        Action, AppealFacts, CaseFacts, ItemFacts, Refusal, ReportFacts, SheetFacts, Target, TopicFacts, allowed,
        completes_signatures, left_to_sign, may, signature_unit,
    },
    plan::{Duties, Signing, UnitCode},
    rectification::CaseState,
    topic::TopicStage,
    workflow::Stage,
};
use proptest::{prelude::*, sample::subsequence};

const AUTHOR: i64 = 1;
const FIRST_REVIEWER: i64 = 2;

fn unit(code: &str) -> UnitCode {
    UnitCode::parse(code).expect("the codes of these tests are lower-case letters")
}

fn units(codes: &[&str]) -> BTreeSet<UnitCode> {
    codes.iter().map(|code| unit(code)).collect()
}

fn actor(account: i64, role: Role, of: &str) -> Actor {
    Actor {
        account: AccountId::new(account),
        name: "某人".into(),
        role,
        unit: unit(of),
        signs_also_for: BTreeSet::new(),
    }
}

/// The column of the tables: 教育局 writes, 政务办 and 发改科技局 lead.
fn duties(signing: Signing) -> Duties {
    let (leads, responsible) = (units(&["zwb", "fgkj"]), units(&["jyj", "rsj"]));
    Duties { leads, first_lead: Some(unit("zwb")), responsible, signing, takes_items: true }
}

/// What an account can be to the column and to the item.
struct Relationship {
    label: &'static str,
    actor: Actor,
    /// Who wrote the item, and which unit answers for it.
    authors: &'static [i64],
    item_unit: &'static str,
}

fn relationships() -> Vec<Relationship> {
    let by_author = |label, actor| Relationship { label, actor, authors: &[AUTHOR], item_unit: "jyj" };
    let delegated = Actor { signs_also_for: units(&["zwb"]), ..actor(8, Role::Publisher, "jyj") };
    let delegated_reviewer = Actor { signs_also_for: units(&["zwb"]), ..actor(9, Role::Reviewer, "czj") };
    vec![
        by_author("发布账号，作者本人", actor(AUTHOR, Role::Publisher, "jyj")),
        by_author("发布账号，同一保障单位的同事", actor(3, Role::Publisher, "jyj")),
        by_author("发布账号，另一保障单位", actor(4, Role::Publisher, "rsj")),
        by_author("发布账号，无职责的单位", actor(5, Role::Publisher, "czj")),
        by_author("发布账号，牵头单位", actor(6, Role::Publisher, "zwb")),
        by_author("发布账号，保障单位同事，受牵头单位委托签发", delegated),
        by_author("审核账号，牵头单位，已审核该稿", actor(FIRST_REVIEWER, Role::Reviewer, "zwb")),
        by_author("审核账号，牵头单位，另一人", actor(7, Role::Reviewer, "zwb")),
        by_author("审核账号，第二牵头单位", actor(10, Role::Reviewer, "fgkj")),
        Relationship {
            label: "审核账号，牵头单位，本人直接建稿",
            actor: actor(11, Role::Reviewer, "zwb"),
            authors: &[11],
            item_unit: "zwb",
        },
        Relationship {
            label: "审核账号，牵头单位，改过保障单位的稿件",
            actor: actor(11, Role::Reviewer, "zwb"),
            authors: &[AUTHOR, 11],
            item_unit: "jyj",
        },
        by_author("审核账号，保障单位", actor(12, Role::Reviewer, "jyj")),
        by_author("审核账号，无职责的单位", actor(13, Role::Reviewer, "czj")),
        by_author("审核账号，无职责的单位，受牵头单位委托签发", delegated_reviewer),
        by_author("门户管理员", actor(14, Role::PortalManager, "zwb")),
        by_author("安全管理员", actor(15, Role::SecurityAdministrator, "zwb")),
        by_author("审计员", actor(16, Role::Auditor, "zwb")),
    ]
}

/// The situations of an item, each as far as the rules see it.
fn situations(signing: Signing) -> Vec<(&'static str, ItemFacts)> {
    let plain = |stage| ItemFacts {
        stage,
        unit: unit("jyj"),
        authors: BTreeSet::new(),
        reviewer: None,
        signed_by_units: BTreeSet::new(),
        awaits_retro_signature: false,
        is_live: stage == Stage::Published,
        was_public: matches!(stage, Stage::Published | Stage::Withdrawn | Stage::Archived),
    };
    let mut situations: Vec<_> = Stage::ALL
        .into_iter()
        .map(|stage| {
            let mut facts = plain(stage);
            if stage == Stage::AwaitingSignature {
                match signing {
                    Signing::AnyLead | Signing::TwoPeople => facts.reviewer = Some(AccountId::new(FIRST_REVIEWER)),
                    Signing::AllLeads => facts.signed_by_units = units(&["zwb"]),
                }
            }
            (stage.label(), facts)
        })
        .collect();
    situations.push(("待补签", ItemFacts { awaits_retro_signature: true, ..plain(Stage::Published) }));
    situations.push(("撤待补", ItemFacts { awaits_retro_signature: true, ..plain(Stage::Withdrawn) }));
    situations.push(("改版中", ItemFacts { is_live: true, was_public: true, ..plain(Stage::Draft) }));
    situations
}

/// A cell: two or three Chinese characters at most.
const fn mark(answer: Result<(), Refusal>) -> &'static str {
    match answer {
        Ok(()) => "✔",
        Err(Refusal::Role) => "角色",
        Err(Refusal::Column) => "职责",
        Err(Refusal::OtherUnit) => "他单位",
        Err(Refusal::Stage) => "状态",
        Err(Refusal::OwnWork) => "本人",
        Err(Refusal::SecondPerson) => "两人",
        Err(Refusal::AlreadySigned) => "已签",
        Err(Refusal::NeedsOthers) => "会签",
        Err(Refusal::NotInHand) => "未认领",
        Err(Refusal::OwnUnit) => "本单位",
        Err(Refusal::OwnPart) => "经手",
    }
}

/// `text` filled up to `width` columns of a terminal, in which a Chinese character takes two.
fn cell(text: &str, width: usize) -> String {
    let wide = |c: char| if c == '✔' || c.is_ascii() { 1 } else { 2 };
    let taken: usize = text.chars().map(wide).sum();
    format!("{text}{}", " ".repeat(width.saturating_sub(taken)))
}

fn row(head: &str, cells: impl IntoIterator<Item = &'static str>) -> String {
    let mut line = cell(head, 20);
    for text in cells {
        line += &cell(text, 8);
    }
    line.trim_end().to_owned() + "\n"
}

fn item_table(signing: Signing) -> String {
    let (duties, situations) = (duties(signing), situations(signing));
    let mut table = String::new();
    for relationship in relationships() {
        let _ = writeln!(table, "## {}", relationship.label);
        table += &row("", situations.iter().map(|(label, _)| *label));
        for action in Action::ALL.into_iter().filter(|action| is_about_items(*action)) {
            let cells = situations.iter().map(|(_, facts)| {
                let mut facts = facts.clone();
                facts.authors = relationship.authors.iter().copied().map(AccountId::new).collect();
                facts.unit = unit(relationship.item_unit);
                mark(may(&relationship.actor, action, Target::Item(&duties, &facts)))
            });
            table += &row(action.label(), cells);
        }
        table.push('\n');
    }
    table
}

#[test]
fn items_where_any_lead_unit_signs() {
    insta::assert_snapshot!(item_table(Signing::AnyLead));
}

#[test]
fn items_where_two_people_are_needed() {
    insta::assert_snapshot!(item_table(Signing::TwoPeople));
}

#[test]
fn items_where_every_lead_unit_signs() {
    insta::assert_snapshot!(item_table(Signing::AllLeads));
}

#[test]
fn columns() {
    let open = duties(Signing::AnyLead);
    let closed = Duties { takes_items: false, ..open.clone() };
    let none = Duties { takes_items: true, ..Duties::default() };
    let mut table = row("", ["可发布", "不收稿", "无人负责"]);
    for action in [Action::Create, Action::EnterSubmission, Action::ImportGuides, Action::JudgeFinding] {
        let _ = writeln!(table, "## {}", action.label());
        for relationship in relationships() {
            let _ = write!(table, "{}", cell(relationship.label, 48));
            let cells =
                [&open, &closed, &none].map(|duties| mark(may(&relationship.actor, action, Target::Column(duties))));
            table += row("", cells).trim_start();
        }
    }
    insta::assert_snapshot!(table);
}

fn is_about_items(action: Action) -> bool {
    !action.is_about_the_desk()
        && !action.is_about_a_topic()
        && !action.is_about_a_report()
        && !action.is_about_a_unit()
        && !action.is_about_a_case()
        && !action.is_about_a_frozen_sheet()
}

/// What readers report of the education bureau's item, in hand of its author, of its colleague, of nobody.
#[test]
fn reports() {
    let duties = duties(Signing::AnyLead);
    let facts =
        |state, handler: Option<i64>| ReportFacts { unit: unit("jyj"), state, handler: handler.map(AccountId::new) };
    let mut table = String::new();
    for relationship in relationships() {
        let me = relationship.actor.account.get();
        let situations = [
            ("已收到", facts(ReportState::Received, None)),
            ("本人办", facts(ReportState::InHand, Some(me))),
            ("他人办", facts(ReportState::InHand, Some(99))),
            ("本人结", facts(ReportState::Closed, Some(me))),
            ("他人结", facts(ReportState::Closed, Some(99))),
        ];
        let _ = writeln!(table, "## {}", relationship.label);
        table += &row("", situations.iter().map(|(label, _)| *label));
        for action in Action::ALL.into_iter().filter(|action| action.is_about_a_report()) {
            let cells = situations
                .iter()
                .map(|(_, facts)| mark(may(&relationship.actor, action, Target::Report(&duties, facts))));
            table += &row(action.label(), cells);
        }
        table.push('\n');
    }
    insta::assert_snapshot!(table);
}

/// What is addressed to the unit that writes, to one that leads, to one with no duty.
#[test]
fn what_is_addressed_to_a_unit() {
    let addressed = [("教育局", unit("jyj")), ("政务办", unit("zwb")), ("财政局", unit("czj"))];
    let mut table = String::new();
    for relationship in relationships() {
        let _ = writeln!(table, "## {}", relationship.label);
        table += &row("", addressed.iter().map(|(label, _)| *label));
        for action in Action::ALL.into_iter().filter(|action| action.is_about_a_unit()) {
            let cells = addressed.iter().map(|(_, to)| mark(may(&relationship.actor, action, Target::Unit(to))));
            table += &row(action.label(), cells);
        }
        table.push('\n');
    }
    insta::assert_snapshot!(table);
}

/// A case against the education bureau; the portal manager of another unit and one of the bureau itself.
#[test]
fn cases() {
    let mut table = String::new();
    let own_office = Relationship {
        label: "门户管理员，整改单位",
        actor: actor(17, Role::PortalManager, "jyj"),
        authors: &[AUTHOR],
        item_unit: "jyj",
    };
    for relationship in relationships().into_iter().chain([own_office]) {
        let _ = writeln!(table, "## {}", relationship.label);
        table += &row("", CaseState::ALL.map(CaseState::label));
        for action in Action::ALL.into_iter().filter(|action| action.is_about_a_case()) {
            let cells = CaseState::ALL.map(|state| {
                mark(may(&relationship.actor, action, Target::Case(&CaseFacts { unit: unit("jyj"), state })))
            });
            table += &row(action.label(), cells);
        }
        table.push('\n');
    }
    insta::assert_snapshot!(table);
}

/// Frozen assessments and the appeals against them; the portal's office is 政务办.
#[test]
fn frozen_assessments() {
    let office = units(&["zwb"]);
    let sheet = |by: i64, is_open| SheetFacts { prepared_by: AccountId::new(by), is_open, office: office.clone() };
    let appeal = |of: &str, by: i64, judge: Option<i64>, is_open| AppealFacts {
        unit: unit(of),
        is_open,
        prepared_by: AccountId::new(by),
        judged_by: judge.map(AccountId::new),
        office: office.clone(),
    };
    let mut table = String::new();
    for relationship in relationships() {
        let me = relationship.actor.account.get();
        let _ = writeln!(table, "## {}", relationship.label);
        table += &row("", ["他人编", "本人编", "已签认"]);
        let sheets = [sheet(99, true), sheet(me, true), sheet(99, false)];
        let cells = sheets.iter().map(|of| mark(may(&relationship.actor, Action::SignAssessment, Target::Sheet(of))));
        table += &row(Action::SignAssessment.label(), cells);
        table += &row("", ["教育局", "政务办", "本人编", "本人评", "他人评", "已决定"]);
        let appeals = [
            appeal("jyj", 99, None, true),
            appeal("zwb", 99, None, true),
            appeal("rsj", me, None, true),
            appeal("rsj", 99, Some(me), true),
            appeal("rsj", 99, Some(98), true),
            appeal("rsj", 99, None, false),
        ];
        let cells = appeals.iter().map(|of| mark(may(&relationship.actor, Action::DecideAppeal, Target::Appeal(of))));
        table += &row(Action::DecideAppeal.label(), cells);
        table.push('\n');
    }
    insta::assert_snapshot!(table);
}

/// The situations of a topic that 教育局 asked for.
fn topics() -> Vec<(&'static str, TopicFacts)> {
    let plain = |stage, is_live| TopicFacts {
        stage,
        unit: unit("jyj"),
        applicant: AccountId::new(AUTHOR),
        authors: BTreeSet::new(),
        is_live,
    };
    let mut situations: Vec<_> = TopicStage::ALL
        .into_iter()
        .map(|stage| (stage.label(), plain(stage, matches!(stage, TopicStage::Live | TopicStage::Archived))))
        .collect();
    situations.push(("修订中", plain(TopicStage::Building, true)));
    situations.push(("修订审", plain(TopicStage::InReview, true)));
    situations
}

#[test]
fn special_topics() {
    let (duties, situations) = (duties(Signing::AnyLead), topics());
    let mut table = String::new();
    for relationship in relationships() {
        let _ = writeln!(table, "## {}", relationship.label);
        table += &row("", situations.iter().map(|(label, _)| *label));
        for action in Action::ALL.into_iter().filter(|action| action.is_about_a_topic()) {
            let cells = situations.iter().map(|(_, facts)| {
                let mut facts = facts.clone();
                facts.authors = relationship.authors.iter().copied().map(AccountId::new).collect();
                facts.unit = unit(relationship.item_unit);
                facts.applicant = AccountId::new(relationship.authors[0]);
                mark(may(&relationship.actor, action, Target::Topic(&duties, &facts)))
            });
            table += &row(action.label(), cells);
        }
        table.push('\n');
    }
    insta::assert_snapshot!(table);
}

#[test]
fn desk() {
    let mut table = row("", ["发布", "审核", "门户", "安全", "审计"]);
    for action in Action::ALL.into_iter().filter(|action| action.is_about_the_desk()) {
        let cells = Role::ALL.map(|role| mark(may(&actor(1, role, "zwb"), action, Target::Desk)));
        table += &row(action.label(), cells);
    }
    insta::assert_snapshot!(table);
}

/// An action on content aimed at the desk, or one of the desk aimed at a column, never slips through.
#[test]
fn a_wrong_target_opens_nothing() {
    let duties = duties(Signing::AnyLead);
    for relationship in relationships() {
        for action in Action::ALL {
            if !action.is_about_the_desk() {
                assert_eq!(may(&relationship.actor, action, Target::Desk), Err(Refusal::Role), "{action:?}");
            }
            let is_about_a_column = matches!(
                action,
                Action::Create
                    | Action::EnterSubmission
                    | Action::ImportGuides
                    | Action::ConfirmColumn
                    | Action::JudgeFinding
            );
            let needs_item = !action.is_about_the_desk() && !is_about_a_column;
            if needs_item {
                assert!(may(&relationship.actor, action, Target::Column(&duties)).is_err(), "{action:?}");
            }
            if !action.is_about_a_unit() {
                let own = &relationship.actor.unit;
                assert_eq!(may(&relationship.actor, action, Target::Unit(own)), Err(Refusal::Role), "{action:?}");
            }
        }
    }
}

const UNITS: [&str; 5] = ["zwb", "fgkj", "jyj", "rsj", "czj"];

fn some_units() -> impl Strategy<Value = BTreeSet<UnitCode>> {
    subsequence(UNITS.to_vec(), 0..=UNITS.len()).prop_map(|codes| units(&codes))
}

fn some_unit() -> impl Strategy<Value = UnitCode> {
    prop::sample::select(UNITS.to_vec()).prop_map(unit)
}

fn some_accounts() -> impl Strategy<Value = BTreeSet<AccountId>> {
    prop::collection::btree_set((1i64..5).prop_map(AccountId::new), 0..4)
}

prop_compose! {
    fn some_actor()(
        account in 1i64..5,
        role in prop::sample::select(Role::ALL.to_vec()),
        of in some_unit(),
        signs_also_for in prop_oneof![2 => Just(BTreeSet::new()), 1 => some_units()],
    ) -> Actor {
        Actor { account: AccountId::new(account), name: "某人".into(), role, unit: of, signs_also_for }
    }
}

prop_compose! {
    fn some_topic()(
        stage in prop::sample::select(TopicStage::ALL.to_vec()),
        of in some_unit(),
        applicant in (1i64..5).prop_map(AccountId::new),
        authors in some_accounts(),
        is_live: bool,
    ) -> TopicFacts {
        TopicFacts { stage, unit: of, applicant, authors, is_live }
    }
}

prop_compose! {
    fn some_case()(
        of in some_unit(),
        state in prop::sample::select(CaseState::ALL.to_vec()),
    ) -> CaseFacts {
        CaseFacts { unit: of, state }
    }
}

prop_compose! {
    fn some_duties()(
        leads in some_units(),
        responsible in some_units(),
        signing in prop::sample::select(vec![Signing::AnyLead, Signing::TwoPeople, Signing::AllLeads]),
        takes_items: bool,
    ) -> Duties {
        Duties { first_lead: leads.first().cloned(), leads, responsible, signing, takes_items }
    }
}

prop_compose! {
    fn some_item()(
        stage in prop::sample::select(Stage::ALL.to_vec()),
        of in some_unit(),
        authors in some_accounts(),
        reviewer in prop::option::of((1i64..5).prop_map(AccountId::new)),
        signed_by_units in some_units(),
        awaits_retro_signature: bool,
        was_live: bool,
        was_withdrawn: bool,
    ) -> ItemFacts {
        let is_live = stage == Stage::Published || (was_live && stage.is_on_its_way());
        let was_public = is_live || was_withdrawn || matches!(stage, Stage::Withdrawn | Stage::Archived);
        ItemFacts { stage, unit: of, authors, reviewer, signed_by_units, awaits_retro_signature, is_live, was_public }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Rule 2 for topics: who built a revision never signs it, who asked never approves; whatever else the account is.
    #[test]
    fn nobody_signs_an_own_topic(actor in some_actor(), duties in some_duties(), mut topic in some_topic()) {
        topic.authors.insert(actor.account);
        topic.applicant = actor.account;
        for action in [Action::SignTopic, Action::ApproveTopic] {
            prop_assert!(may(&actor, action, Target::Topic(&duties, &topic)).is_err(), "{action:?}");
        }
    }


    /// Rule 2: the author of a revision never signs it, whatever else the account is.
    #[test]
    fn nobody_signs_own_work(actor in some_actor(), duties in some_duties(), mut item in some_item()) {
        item.authors.insert(actor.account);
        for action in [Action::PassReview, Action::Sign, Action::RetroSign] {
            prop_assert!(may(&actor, action, Target::Item(&duties, &item)).is_err(), "{action:?}");
        }
    }

    /// 三员分立: an administrator touches no content, not even to read a draft, and no delegation changes that.
    #[test]
    fn administrators_touch_no_content(
        mut actor in some_actor(),
        role in prop::sample::select(vec![Role::PortalManager, Role::SecurityAdministrator, Role::Auditor]),
        duties in some_duties(),
        item in some_item(),
    ) {
        actor.role = role;
        for action in Action::ALL.into_iter().filter(|action| is_about_items(*action)) {
            for target in [Target::Desk, Target::Column(&duties), Target::Item(&duties, &item)] {
                prop_assert_eq!(may(&actor, action, target), Err(Refusal::Role));
            }
        }
    }

    /// A publisher never makes anything public or takes it down alone.
    #[test]
    fn publishers_decide_nothing(mut actor in some_actor(), duties in some_duties(), item in some_item()) {
        actor.role = Role::Publisher;
        actor.signs_also_for.clear();
        for action in [
            Action::Claim,
            Action::PassReview,
            Action::Return,
            Action::Sign,
            Action::PublishDirectly,
            Action::PublishUrgently,
            Action::RetroSign,
            Action::Withdraw,
            Action::CorrectTime,
            Action::EnterSubmission,
        ] {
            prop_assert_eq!(may(&actor, action, Target::Item(&duties, &item)), Err(Refusal::Role));
        }
    }

    /// Nor does a delegation turn a publisher into somebody who publishes own work alone.
    #[test]
    fn delegated_publishers_publish_nothing_alone(
        mut actor in some_actor(), duties in some_duties(), mut item in some_item(),
    ) {
        actor.role = Role::Publisher;
        item.authors.insert(actor.account);
        for action in [Action::Sign, Action::RetroSign, Action::PublishDirectly, Action::PublishUrgently] {
            prop_assert!(may(&actor, action, Target::Item(&duties, &item)).is_err(), "{action:?}");
        }
    }

    /// What another unit has not submitted is neither submitted, published, moved nor thrown away over its head, and
    /// having written a word in it changes nothing.
    #[test]
    fn unsubmitted_work_of_others_stays_theirs(
        actor in some_actor(), duties in some_duties(), mut item in some_item(), wrote_in_it: bool,
    ) {
        if wrote_in_it {
            item.authors.insert(actor.account);
        }
        if item.unit != actor.unit {
            for action in
                [Action::Submit, Action::PublishDirectly, Action::Discard, Action::ChangeColumn, Action::Recall]
            {
                prop_assert!(may(&actor, action, Target::Item(&duties, &item)).is_err(), "{action:?}");
            }
            if item.stage.is_editable() {
                prop_assert!(may(&actor, Action::PublishUrgently, Target::Item(&duties, &item)).is_err());
            }
        }
    }

    /// A delegation hands on the signature and nothing else, not even to a reviewer of another unit.
    #[test]
    fn only_a_lead_unit_itself_publishes_without_signature(
        mut actor in some_actor(), mut duties in some_duties(), item in some_item(), delegated in some_units(),
    ) {
        actor.signs_also_for = delegated;
        duties.leads.remove(&actor.unit);
        for action in [Action::PublishDirectly, Action::PublishUrgently, Action::EnterSubmission] {
            prop_assert!(may(&actor, action, Target::Item(&duties, &item)).is_err(), "{action:?}");
        }
        prop_assert!(may(&actor, Action::EnterSubmission, Target::Column(&duties)).is_err());
    }

    /// Rule 1: without a duty on the column nothing can be changed, only what one's own unit made can be read.
    #[test]
    fn without_duty_nothing_changes(actor in some_actor(), mut duties in some_duties(), item in some_item()) {
        duties.leads.retain(|code| *code != actor.unit && !actor.signs_also_for.contains(code));
        duties.responsible.remove(&actor.unit);
        let left: Vec<Action> =
            allowed(&actor, &duties, &item).into_iter().filter(|action| !action.is_about_the_desk()).collect();
        let reads = matches!(left.as_slice(), [] | [Action::Read] | [Action::Read, Action::ReadSecrecyScan]);
        prop_assert!(reads, "{left:?}");
        let wrote = item.unit == actor.unit && item.authors.contains(&actor.account);
        prop_assert_eq!(left.contains(&Action::ReadSecrecyScan), wrote && actor.role.edits());
    }

    /// Buttons and the data boundary agree.
    #[test]
    fn buttons_agree_with_the_boundary(actor in some_actor(), duties in some_duties(), item in some_item()) {
        let shown = allowed(&actor, &duties, &item);
        for action in Action::ALL {
            prop_assert_eq!(shown.contains(&action), may(&actor, action, Target::Item(&duties, &item)).is_ok());
        }
        prop_assert!(shown.windows(2).all(|pair| pair[0] < pair[1]), "in the order of Action::ALL");
    }

    /// A unit never decides on its own case, the office never answers for a unit.
    #[test]
    fn the_two_sides_of_a_case_never_act_for_one_another(actor in some_actor(), case in some_case()) {
        let can = |action| may(&actor, action, Target::Case(&case)).is_ok();
        for action in [Action::CheckCase, Action::ExtendCase, Action::CloseCase, Action::WithdrawCase] {
            prop_assert!(!can(action) || (actor.role == Role::PortalManager && actor.unit != case.unit), "{action:?}");
        }
        for action in [Action::AcknowledgeCase, Action::ReplyToCase] {
            prop_assert!(!can(action) || (actor.role.edits() && actor.unit == case.unit), "{action:?}");
        }
        prop_assert!(!can(Action::CloseCase) || case.state == CaseState::Accepted);
    }

    /// Who may sign signs in the name of a lead unit that has not signed.
    #[test]
    fn a_signature_has_a_unit(actor in some_actor(), duties in some_duties(), item in some_item()) {
        if may(&actor, Action::Sign, Target::Item(&duties, &item)).is_ok() && duties.signing == Signing::AllLeads {
            let signed_for = signature_unit(&actor, &duties, &item);
            let is_open =
                signed_for.is_some_and(|code| duties.leads.contains(code) && !item.signed_by_units.contains(code));
            prop_assert!(is_open, "{signed_for:?}");
        }
    }

    /// Where all lead units sign, the last one publishes and none before it.
    #[test]
    fn all_leads_sign_before_it_is_public(mut duties in some_duties(), mut item in some_item()) {
        duties.leads.insert(unit("zwb"));
        duties.signing = Signing::AllLeads;
        item.signed_by_units.clear();
        let leads: Vec<UnitCode> = duties.leads.iter().cloned().collect();
        for (index, lead) in leads.iter().enumerate() {
            prop_assert_eq!(completes_signatures(&duties, &item, lead), index + 1 == leads.len());
            let left: Vec<&UnitCode> = leads.iter().skip(index + 1).collect();
            prop_assert_eq!(left_to_sign(&duties, &item, lead), left);
            item.signed_by_units.insert(lead.clone());
        }
    }

    /// Where two people are needed, who passed the review does not sign, and nothing is signed without a review.
    #[test]
    fn two_people_are_two(actor in some_actor(), mut duties in some_duties(), mut item in some_item()) {
        duties.signing = Signing::TwoPeople;
        item.reviewer = Some(actor.account);
        prop_assert!(may(&actor, Action::Sign, Target::Item(&duties, &item)).is_err());
        item.reviewer = None;
        item.stage = Stage::InReview;
        prop_assert!(may(&actor, Action::Sign, Target::Item(&duties, &item)).is_err());
    }

    /// What waits in somebody's review is never edited under their eyes.
    #[test]
    fn nothing_is_edited_on_its_way(actor in some_actor(), duties in some_duties(), item in some_item()) {
        if may(&actor, Action::Edit, Target::Item(&duties, &item)).is_ok() {
            prop_assert!(matches!(item.stage, Stage::Draft | Stage::Returned));
        }
    }

    /// Only an unpublished draft changes its column: what was public keeps its place, also after a withdrawal.
    #[test]
    fn only_what_was_never_public_changes_its_column(
        actor in some_actor(), duties in some_duties(), item in some_item(),
    ) {
        if may(&actor, Action::ChangeColumn, Target::Item(&duties, &item)).is_ok() {
            prop_assert!(item.stage.is_editable() && !item.was_public);
            prop_assert!(may(&actor, Action::Edit, Target::Item(&duties, &item)).is_ok());
        }
    }

    /// Only what the public sees is taken down.
    #[test]
    fn only_the_public_is_withdrawn(actor in some_actor(), duties in some_duties(), item in some_item()) {
        for action in [Action::Withdraw, Action::CorrectTime] {
            prop_assert!(item.is_live || may(&actor, action, Target::Item(&duties, &item)).is_err());
        }
    }
}
