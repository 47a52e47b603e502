//! Single duties as the education bureau and the office see them: a document without its interpretation, a reader's letter.

use cms::{planning::ImportOutcome, reports::Spot};
use domain::{
    desk::{
        assessment::AssessmentAsk,
        board::{ColumnLine, NextStep, SharesLine},
        clocks::{Adjust, AdjustmentKind},
        content::ItemRow,
        reminders::{ReminderFilter, ToldMatter},
        reports::ReportAsk,
    },
    feedback::{Outcome, Receipt, ReportForm, ReportKind},
    id::ReportId,
    kind::{PolicyDocument, Validity},
    obligation::{MatterKey, Side, State},
    permission::Refusal,
    plan::{Column, Party, Plan, UnitCode},
};

use super::*;
use crate::both_databases;

async fn matters(county: &TestCounty, login: &str) -> Vec<ColumnLine> {
    county.cms.my_duties(&county.ctx(login).await).await.unwrap().matters
}

/// A policy document of the education bureau, public since today.
pub(crate) async fn document(county: &TestCounty, title: &str, interest: &str) -> ItemId {
    let author = county.ctx("fabu").await;
    let new = NewItem { column: column("wjzl"), kind: Some(Kind::PolicyDocument), submitted_by: None, explains: None };
    let item = county.cms.create_item(&author, &new).await.unwrap();
    let opened = sheet(county, &author, item).await;
    let detail = Detail::PolicyDocument(PolicyDocument {
        document_number: "隆政办发〔2026〕9号".into(),
        issuer: "隆安县人民政府办公室".into(),
        genre: "通知".into(),
        theme: "科技、教育".into(),
        interest: interest.into(),
        written_on: Some(day("2026-11-20")),
        ..PolicyDocument::default()
    });
    let content = Content { detail, ..complete(opened.content, title, "<p>全县中小学校安排如下。</p>") };
    made_public(county, &opened.row, content).await;
    item
}

/// Saves, hands in and signs the document; what its author was asked before, each answered for with the interpretation that
/// comes later.
async fn made_public(county: &TestCounty, row: &ItemRow, content: Content) -> Vec<String> {
    let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    let (item, revision, version) = (row.id, row.revision, row.version);
    county.cms.save(&author, Save { item, revision, version, content }).await.unwrap();
    county.cms.record_secrecy_review(&author, item, secrecy_review()).await.unwrap();
    let report = county.cms.check(&author, item).await.unwrap();
    for finding in report.blockers() {
        county.cms.confirm_finding(&author, item, &finding.field, &finding.message, "解读随后发布").await.unwrap();
    }
    decide(county, &author, item, Ask::Submit).await.unwrap();
    assert_eq!(decide(county, &reviewer, item, sign()).await.unwrap(), Stage::Published);
    report.blockers().map(|finding| finding.message.clone()).collect()
}

/// The interpretation of 招生办法, written by the bureau and handed in today.
async fn explained(county: &TestCounty, document: ItemId) -> ItemId {
    let author = county.ctx("fabu").await;
    let new = NewItem { column: column("zcjd"), kind: None, submitted_by: None, explains: Some(document) };
    let item = county.cms.create_item(&author, &new).await.unwrap();
    // It begins with what is known of the document.
    let opened = sheet(county, &author, item).await;
    let Detail::Interpretation(mut interpretation) = opened.content.detail.clone() else { panic!("{opened:?}") };
    assert_eq!(opened.content.title, "《招生办法》解读");
    assert!(interpretation.document.is_some());
    interpretation.interpreter = "县教育局".into();
    let content = Content {
        detail: Detail::Interpretation(interpretation),
        ..complete(opened.content, "《招生办法》解读", "<p>办法的要点如下。</p>")
    };
    let (revision, version) = (opened.row.revision, opened.row.version);
    county.cms.save(&author, Save { item, revision, version, content }).await.unwrap();
    county.cms.record_secrecy_review(&author, item, secrecy_review()).await.unwrap();
    decide(county, &author, item, Ask::Submit).await.unwrap();
    item
}

#[tokio::test]
async fn a_document_that_concerns_the_public_asks_for_its_interpretation() {
    for county in both_databases().await {
        let internal = document(&county, "会议纪要", "否").await;
        assert_eq!(matters(&county, "fabu").await, [], "{internal} concerns nobody outside");
        let item = document(&county, "招生办法", "是").await;
        // Tuesday 2026-11-24 + 3 working days.
        let [owed] = &matters(&county, "fabu").await[..] else { panic!("one duty") };
        assert_eq!(owed.titled(), "待解读：招生办法");
        assert_eq!((owed.code.as_str(), owed.state, owed.due), ("zcjd", State::Normal, Some(day("2026-11-27"))));
        assert_eq!(owed.arithmetic.as_deref(), Some("文件公开 11-24 → 3 个工作日 → 11-27"));
        assert_eq!(owed.matter.as_ref().unwrap().address(), Some(format!("/desk/items/{item}/history")));
        assert!(
            owed.next == Some(NextStep::Draft) && !owed.confirmable,
            "units send interpretations in; saying that nothing changed is no answer"
        );
        assert_eq!(matters(&county, "fabu2").await, [], "another unit owes nothing");
        let board = county.cms.county_board(&county.ctx("guanli").await).await.unwrap();
        assert_eq!(board.matters.len(), 1);

        county.set_clock("2026-11-30 09:00");
        assert_eq!(matters(&county, "fabu").await[0].state, State::Overdue);
        county.cms.remind(&Ctx::system("morning")).await.unwrap();
        let told = county.cms.my_reminders(&county.ctx("fabu").await).await.unwrap();
        assert!(told.waiting.iter().any(|line| line.column == column("zcjd")), "{told:?}");

        let explaining = explained(&county, item).await;
        decide(&county, &county.ctx("shenhe2").await, explaining, sign()).await.unwrap();
        assert_eq!(matters(&county, "fabu").await, []);
        // The reminder is settled with it.
        county.cms.remind(&Ctx::system("morning")).await.unwrap();
        let told = county.cms.my_reminders(&county.ctx("fabu").await).await.unwrap();
        assert!(!told.waiting.iter().any(|line| line.column == column("zcjd")), "{told:?}");
    }
}

/// The document as it is public from now on; whether its author was asked for the interpretation before.
async fn becomes(county: &TestCounty, item: ItemId, validity: Validity) -> bool {
    let author = county.ctx("fabu").await;
    decide(county, &author, item, Ask::Revise).await.unwrap();
    let opened = sheet(county, &author, item).await;
    let change = change_of(&opened);
    let Detail::PolicyDocument(document) = opened.content.detail.clone() else { panic!("{opened:?}") };
    let detail = Detail::PolicyDocument(PolicyDocument {
        validity,
        validity_since: Some(day("2026-11-30")),
        validity_reason: "见隆政发〔2026〕2号".into(),
        ..document
    });
    let asked = made_public(county, &opened.row, Content { detail, change, ..opened.content }).await;
    asked.iter().any(|message| message.contains("解读"))
}

/// What the assessment takes off because nobody has explained 招生办法.
async fn losses(county: &TestCounty) -> usize {
    let ask = AssessmentAsk { rules: "national-2019".into(), ..AssessmentAsk::default() };
    let assessed = county.cms.assessment(&county.ctx("guanli").await, &ask).await.unwrap();
    let found = assessed.score.charges().into_iter().filter_map(|(_, _, charge)| charge.evidence.clone());
    found.filter(|found| found.what.starts_with("《招生办法》没有相互关联的解读")).count()
}

#[tokio::test]
async fn a_document_that_no_longer_holds_asks_for_no_interpretation() {
    for county in both_databases().await {
        let item = document(&county, "招生办法", "是").await;
        county.set_clock("2026-11-30 09:00");
        county.cms.remind(&Ctx::system("morning")).await.unwrap();
        assert!(is_told(&county, "fabu", item).await);
        for holds in [Validity::Amended, Validity::PartlyExpired] {
            assert!(becomes(&county, item, holds).await, "{holds:?}");
            assert_eq!(matters(&county, "fabu").await.len(), 1, "{holds:?}: what still holds is explained");
            assert!(losses(&county).await > 0, "{holds:?}");
        }
        for over in [Validity::Repealed, Validity::Expired, Validity::DeclaredExpired] {
            assert!(!becomes(&county, item, over).await, "{over:?}");
            assert_eq!(matters(&county, "fabu").await, [], "{over:?}");
            assert_eq!(county.cms.county_board(&county.ctx("guanli").await).await.unwrap().matters, [], "{over:?}");
            assert_eq!(losses(&county).await, 0, "{over:?}");
        }
        // The reminder is settled with it.
        county.cms.remind(&Ctx::system("morning")).await.unwrap();
        assert!(!is_told(&county, "fabu", item).await);
        // In force again, it owes again.
        assert!(becomes(&county, item, Validity::InForce).await);
        assert_eq!(matters(&county, "fabu").await.len(), 1);
    }
}

/// A column of its own for the interpretations of the education bureau comes while a document waits for one.
#[tokio::test]
async fn a_new_column_of_interpretations_stops_no_clock() {
    let county = TestCounty::new().await;
    document(&county, "招生办法", "是").await;
    county.set_clock("2026-12-07 09:00");
    let mut plan = Plan::from_toml(testkit::PLAN).unwrap();
    let place = plan.columns.iter().position(|of_plan| of_plan.code == column("zcjd")).unwrap();
    let mut new = Column { code: column("jyjd"), name: "教育政策解读".into(), ..plan.columns[place].clone() };
    let row = new.row.as_mut().unwrap();
    row.number.clear();
    row.responsible = vec![Party::Unit(UnitCode::parse("jyj").unwrap())];
    plan.columns.insert(place, new);
    let imported = county.cms.import_plan(&Ctx::system("test"), &plan.to_toml(), None, "新栏目").await.unwrap();
    assert!(matches!(imported, ImportOutcome::Imported { .. }), "{imported:?}");
    let [owed] = &matters(&county, "fabu").await[..] else { panic!("one duty") };
    assert_eq!((owed.code.as_str(), owed.state, owed.due), ("jyjd", State::Overdue, Some(day("2026-11-27"))));
    assert_eq!(owed.arithmetic.as_deref(), Some("文件公开 11-24 → 3 个工作日 → 11-27"));
}

/// The column of interpretations ends on a day that the plan names, and another follows it.
#[tokio::test]
async fn a_document_is_explained_in_the_column_that_is_in_use() {
    let county = TestCounty::new().await;
    document(&county, "招生办法", "是").await;
    let mut plan = Plan::from_toml(testkit::PLAN).unwrap();
    let place = plan.columns.iter().position(|of_plan| of_plan.code == column("zcjd")).unwrap();
    let mut new = Column { code: column("jdzx"), name: "解读中心".into(), ..plan.columns[place].clone() };
    new.row.as_mut().unwrap().number.clear();
    plan.columns[place].retired_on = Some(day("2026-12-01"));
    plan.columns.push(new);
    let imported = county.cms.import_plan(&Ctx::system("test"), &plan.to_toml(), None, "新栏目").await.unwrap();
    assert!(matches!(imported, ImportOutcome::Imported { .. }), "{imported:?}");
    for (minute, expected) in [("2026-11-30 23:50", "zcjd"), ("2026-12-01 00:10", "jdzx")] {
        county.set_clock(minute);
        let [owed] = &matters(&county, "fabu").await[..] else { panic!("one duty") };
        assert_eq!(owed.code.as_str(), expected, "{minute}");
    }
}

/// The account's unit was told that the document waits for its interpretation, and has not answered.
async fn is_told(county: &TestCounty, login: &str, document: ItemId) -> bool {
    let told = county.cms.my_reminders(&county.ctx(login).await).await.unwrap();
    let of = |key: &ToldMatter| key.key == MatterKey::Interpretation(document);
    told.waiting.iter().any(|line| line.matter.as_ref().is_some_and(of))
}

#[tokio::test]
async fn an_interpretation_that_lies_with_the_lead_unit_is_the_lead_unit_s() {
    for county in both_databases().await {
        let item = document(&county, "招生办法", "是").await;
        let owed = async |login: &str| {
            let board = county.cms.county_board(&county.ctx(login).await).await.unwrap();
            let is_its =
                |line: &ColumnLine| line.matter.as_ref().unwrap().kind.key() == MatterKey::Interpretation(item);
            board.matters.into_iter().find(is_its).unwrap()
        };
        assert_eq!(owed("guanli").await.shares, None, "nobody has handed anything in");
        // Handed in on Tuesday 11-24, the day on which the document became public; due on Friday 11-27.
        let explaining = explained(&county, item).await;
        county.set_clock("2026-12-02 08:30");
        county.cms.remind(&Ctx::system("morning")).await.unwrap();
        let line = owed("guanli").await;
        assert_eq!((line.state, line.due, line.with), (State::Overdue, Some(day("2026-11-27")), Side::Lead));
        assert_eq!(line.answering, [UnitCode::parse("zwb").unwrap()]);
        // 11-25..27, 11-30, 12-01 and 02, of which the last three are over. The unit has its three days still: 12-03, 04, 07.
        let shares = SharesLine {
            unit_days: 0,
            lead_days: 6,
            unit_due: Some(day("2026-12-07")),
            lead_due: Some(day("2026-11-27")),
            late: Some((0, 3)),
        };
        assert_eq!(line.shares, Some(shares));
        assert_eq!(matters(&county, "fabu").await, [], "the unit has done its part");
        assert_eq!(owed("shenhe").await.next, Some(NextStep::Sign(explaining)));
        assert_eq!(owed("fabu").await.next, Some(NextStep::Follow(explaining)));
        assert!(is_told(&county, "shenhe", item).await && !is_told(&county, "fabu", item).await);
        // So is the loss.
        let ask = AssessmentAsk { rules: "national-2019".into(), ..AssessmentAsk::default() };
        let assessed = county.cms.assessment(&county.ctx("guanli").await, &ask).await.unwrap();
        let losses = assessed.score.charges().into_iter().filter_map(|(_, _, charge)| charge.evidence.clone());
        let losses: Vec<_> = losses.filter(|found| found.what.starts_with("《招生办法》没有相互关联的解读")).collect();
        assert!(!losses.is_empty());
        for loss in losses {
            assert!(loss.what.ends_with("；其中 0 个工作日在保障单位，3 个工作日在牵头单位"), "{}", loss.what);
            assert_eq!(loss.answerable.unit, UnitCode::parse("zwb"));
        }

        // What is returned is the unit's again; the days before stay the lead unit's.
        let back = Ask::Return { reason: "请补充申请条件".into() };
        decide(&county, &county.ctx("shenhe").await, explaining, back).await.unwrap();
        county.set_clock("2026-12-03 08:30");
        county.cms.remind(&Ctx::system("morning")).await.unwrap();
        let [line] = &matters(&county, "fabu").await[..] else { panic!("one duty") };
        let late = line.shares.as_ref().and_then(|shares| shares.late);
        assert_eq!((line.state, line.with, late), (State::Overdue, Side::Unit, Some((0, 4))));
        assert_eq!(line.next, Some(NextStep::Continue(explaining)));
        assert!(is_told(&county, "fabu", item).await && !is_told(&county, "shenhe", item).await);
    }
}

#[tokio::test]
async fn only_a_public_document_can_be_explained() {
    let county = TestCounty::new().await;
    let enters = county.ctx("shenhe").await;
    let draft = draft(&county, &county.ctx("fabu").await, "尚未公开").await;
    let begin = async |code: &str, explains| {
        let new = NewItem {
            column: column(code),
            kind: None,
            submitted_by: Some(UnitCode::parse("qxj").unwrap()),
            explains: Some(explains),
        };
        county.cms.create_item(&enters, &new).await
    };
    for (code, item) in [("zcjd", draft), ("zcjd", ItemId::new(999)), (COLUMN, draft)] {
        assert!(matches!(begin(code, item).await, Err(Error::Invalid(_) | Error::Refused(_))), "{code} {item}");
    }
}

/// A reader's letter about an item; its receipt.
async fn letter(county: &TestCounty, item: ItemId) -> Receipt {
    let spot = Spot::Item(live(county, item).await.code.clone());
    let form = ReportForm {
        kind: ReportKind::Wording.code().into(),
        passage: "隆庵县".into(),
        words: "标题里的“隆庵”应为“隆安”".into(),
        contact: "13900139000".into(),
    };
    let reader = Ctx::new(None, "test".into(), String::new());
    county.cms.receive_report(&reader, &spot, &form, &county.cms.new_form_key()).await.unwrap().receipt
}

#[tokio::test]
async fn a_reader_s_letter_waits_for_its_answer() {
    for county in both_databases().await {
        let item = published(&county, "通知").await;
        let receipt = letter(&county, item).await;
        // Tuesday 2026-11-24 + 5 working days.
        let [owed] = &matters(&county, "fabu").await[..] else { panic!("one duty") };
        assert_eq!(owed.titled(), format!("待答复：读者纠错 {receipt}"));
        assert_eq!(owed.due, Some(day("2026-12-01")));
        let ahead = county.cms.my_duties(&county.ctx("fabu").await).await.unwrap().ahead;
        let due = ahead.iter().find(|ahead| ahead.day == day("2026-12-01")).unwrap();
        assert!(due.due.iter().any(|due| due.name.starts_with("待答复")), "{due:?}");

        // A day off more moves it, and its unit hears by its number which letter it is.
        let manager = county.ctx("guanli").await;
        let (id, moved) = county.cms.enter_notice(&manager, &day_off("2026-12-01")).await.unwrap();
        let titled = format!("待答复：读者纠错 {receipt}");
        let letter = moved.iter().find(|clock| clock.titled() == titled).unwrap();
        assert_eq!((letter.due_before, letter.due_after), (Some(day("2026-12-01")), Some(day("2026-12-02"))));
        assert_eq!(letter.units, ["县教育局"]);
        let told = county.cms.notices(&county.ctx("fabu").await).await.unwrap();
        assert!(told[0].text.contains(&format!("{titled} 2026-12-01 改为 2026-12-02")), "{told:?}");
        county.cms.remove_notice(&manager, id, "录错").await.unwrap();

        county.set_clock("2026-12-01 08:30");
        county.cms.remind(&Ctx::system("morning")).await.unwrap();
        let told = county.cms.my_reminders(&county.ctx("fabu").await).await.unwrap();
        let line = told.waiting.iter().find(|line| line.deadline == day("2026-12-01"));
        assert!(line.is_some(), "{told:?}");

        let clerk = county.ctx("fabu").await;
        let id = county.cms.store().report_by_receipt(receipt).await.unwrap().unwrap().id;
        county.cms.decide_report(&clerk, id, ReportAsk::Claim).await.unwrap();
        let answer = ReportAsk::Answer { outcome: Outcome::Mended, answer: "已改正，谢谢".into() };
        county.cms.decide_report(&clerk, id, answer).await.unwrap();
        assert_eq!(matters(&county, "fabu").await, []);
    }
}

#[tokio::test]
async fn the_manager_extends_one_letter_and_everybody_can_read_why() {
    for county in both_databases().await {
        let item = published(&county, "通知").await;
        let (first, second) = (letter(&county, item).await, letter(&county, item).await);
        let title = |receipt: Receipt| format!("待答复：读者纠错 {receipt}");
        let of = async |receipt| {
            let owed = matters(&county, "fabu").await;
            owed.into_iter().find(|line| line.titled() == title(receipt)).unwrap()
        };
        let before = of(first).await;
        assert_eq!(before.due, Some(day("2026-12-01")));
        let key = before.matter.as_ref().unwrap().kind.key();
        let extension = Adjust {
            kind: AdjustmentKind::Extension,
            column: before.code.clone(),
            item: None,
            matter: Some(key.clone()),
            from: day("2026-12-01"),
            // A Saturday.
            to: Some(day("2026-12-05")),
            reason: "须实地核查".into(),
        };
        let manager = county.ctx("guanli").await;
        let refusal = refused(county.cms.adjust_clock(&county.ctx("shenhe").await, extension.clone()).await);
        assert_eq!(refusal, Refusal::Role);
        let gone = MatterKey::Letter(ReportId::new(999_999));
        for (wrong, field, message) in [
            (
                Adjust { from: day("2026-11-30"), ..extension.clone() },
                "from",
                "任务现在的期限是 2026-12-01，请按此日期延期",
            ),
            (Adjust { matter: Some(gone), ..extension.clone() }, "from", "没有这项任务，或已办结"),
            (Adjust { column: column("zcjd"), ..extension.clone() }, "from", "没有这项任务，或已办结"),
            (Adjust { kind: AdjustmentKind::Pause, ..extension.clone() }, "kind", "单项任务只能延期"),
        ] {
            let Err(Error::Invalid(faults)) = county.cms.adjust_clock(&manager, wrong).await else {
                panic!("{message}")
            };
            assert_eq!((faults[0].field.as_str(), faults[0].message.as_str()), (field, message));
        }
        let id = county.cms.adjust_clock(&manager, extension).await.unwrap();
        let extended = of(first).await;
        assert_eq!(
            (extended.due, extended.extended.as_deref()),
            (Some(day("2026-12-07")), Some("已批准延期至 2026-12-07：须实地核查"))
        );
        assert_eq!(of(second).await.due, Some(day("2026-12-01")), "the other letter waits for nobody");
        let events = county.cms.store().events_after(0, 10_000).await.unwrap();
        let event = events.iter().find(|event| event.action == "column.adjust-clock").unwrap();
        assert!(
            event.data.contains(&format!("\"matter\":\"{key}\"")) && event.data.contains("须实地核查"),
            "{}",
            event.data
        );

        // Answered or taken back: what was decided stays readable, for the unit too.
        county.cms.end_adjustment(&manager, id, "已提前查清").await.unwrap();
        assert_eq!(of(first).await.due, Some(day("2026-12-01")));
        let kept = county.cms.adjustments(&county.ctx("fabu").await, &before.code).await.unwrap();
        assert_eq!((kept.len(), &kept[0].about, &kept[0].adjust.matter), (1, &title(first), &Some(key)));
        assert!(kept[0].ended.is_some());
    }
}

#[tokio::test]
async fn two_letters_of_a_day_are_told_of_and_acknowledged_each_for_itself() {
    for county in both_databases().await {
        let item = published(&county, "通知").await;
        let (first, second) = (letter(&county, item).await, letter(&county, item).await);
        county.set_clock("2026-12-01 08:30");
        county.cms.remind(&Ctx::system("morning")).await.unwrap();
        let clerk = county.ctx("fabu").await;
        let waiting = async || {
            let mine = county.cms.my_reminders(&clerk).await.unwrap();
            let lines = mine.waiting.into_iter().filter(|line| line.matter.is_some());
            lines.map(|line| (line.titled().to_owned(), line.id)).collect::<Vec<_>>()
        };
        let told = waiting().await;
        let title = |receipt: Receipt| format!("待答复：读者纠错 {receipt}");
        let mut titles: Vec<String> = told.iter().map(|(title, _)| title.clone()).collect();
        titles.sort();
        let mut expected = vec![title(first), title(second)];
        expected.sort();
        assert_eq!(titles, expected);
        let (acknowledged, id) = told[0].clone();
        county.cms.acknowledge_reminder(&clerk, id, "").await.unwrap();
        let rest = waiting().await;
        assert_eq!(rest.len(), 1, "the other waits still");
        assert_ne!(rest[0].0, acknowledged);
        let manager = county.ctx("guanli").await;
        let csv = county.cms.reminder_report_csv(&manager, &ReminderFilter::default()).await.unwrap();
        assert!(expected.iter().all(|title| csv.contains(title)), "{csv}");
    }
}
