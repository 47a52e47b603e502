//! What people judge, freeze, sign, dispute and decide: 李明远 (guanli) prepares, 陆文静 (shenhe) of the same office signs,
//! 韦小兰 (fabu) appeals for the education bureau.

use domain::{
    assessment::{AppealState, Decimal, Period},
    desk::{
        assessment::{
            AppealForm, AssessmentAsk, AssessmentSheet, DecideForm, FrozenSheet, JudgeAs, JudgeForm, LossOfSheet,
            Soundness,
        },
        calendar::{ClockOf, MovedClock},
        workbench::Figure,
    },
    event::SubjectKind,
    id::{AppealId, FrozenId},
    permission::Refusal,
};

use super::*;
use crate::both_databases;

/// It has leaves for people, and counts columns by unit.
const RULES: &str = "census-2015";

async fn asked(county: &TestCounty, ctx: &Ctx) -> AssessmentSheet {
    county.cms.assessment(ctx, &AssessmentAsk { rules: RULES.into(), ..AssessmentAsk::default() }).await.unwrap()
}

/// Half a point of a test that a person judges, lost by the education bureau.
async fn half_a_point(county: &TestCounty) -> JudgeForm {
    let sheet = asked(county, &county.ctx("guanli").await).await;
    let is_test = |name: &str| !name.starts_with("否决") && !name.starts_with("加分");
    let (code, _) = sheet.to_judge.into_iter().find(|(_, name)| is_test(name)).unwrap();
    JudgeForm {
        rules: RULES.into(),
        leaf: code,
        verdict: JudgeAs::Points,
        points: "0.5".into(),
        unit: "jyj".into(),
        reason: "抽查发现问题".into(),
        evidence: "/c/jypx".into(),
    }
}

/// With a loss of the education bureau in it.
async fn frozen(county: &TestCounty) -> FrozenId {
    let manager = county.ctx("guanli").await;
    county.cms.judge_leaf(&manager, &half_a_point(county).await).await.unwrap();
    county.cms.freeze_assessment(&manager, RULES, None).await.unwrap()
}

async fn seen_by(county: &TestCounty, login: &str, id: FrozenId) -> FrozenSheet {
    county.cms.frozen_sheet(&county.ctx(login).await, id).await.unwrap()
}

async fn sign_sheet(county: &TestCounty, login: &str, id: FrozenId) -> Result<()> {
    let sha256 = seen_by(county, login, id).await.line.sha256;
    county.cms.sign_assessment(&county.ctx(login).await, id, &sha256).await
}

/// Frozen and signed.
async fn signed(county: &TestCounty) -> FrozenId {
    let id = frozen(county).await;
    sign_sheet(county, "shenhe", id).await.unwrap();
    id
}

/// A loss of the education bureau.
async fn loss(county: &TestCounty, id: FrozenId) -> LossOfSheet {
    let sheet = seen_by(county, "fabu", id).await;
    let own = |loss: &LossOfSheet| loss.loss.key.unit.as_ref().is_some_and(|unit| unit.as_str() == "jyj");
    sheet.losses.into_iter().find(|loss| own(loss) && loss.loss.points.is_some()).unwrap()
}

async fn appeal(county: &TestCounty, login: &str, id: FrozenId) -> Result<AppealId> {
    let key = loss(county, id).await.loss.key;
    let form = AppealForm { frozen: id, key, reason: " 栏目已按期更新 ".into(), evidence: "/c/jypx".into() };
    county.cms.appeal_assessment(&county.ctx(login).await, &form).await
}

async fn rule(county: &TestCounty, login: &str, appeal: AppealId, outcome: &str, points: &str) -> Result<AppealState> {
    let form = DecideForm { appeal, outcome: outcome.into(), points: points.into(), reason: "经核实".into() };
    county.cms.decide_appeal(&county.ctx(login).await, &form).await
}

#[track_caller]
fn fields<T: std::fmt::Debug>(result: Result<T>) -> Vec<String> {
    match result {
        Err(Error::Invalid(faults)) => faults.into_iter().map(|fault| fault.field).collect(),
        other => panic!("not invalid: {other:?}"),
    }
}

#[tokio::test]
async fn a_judgement_counts_with_its_reason_until_it_is_taken_back() {
    for county in both_databases().await {
        let manager = county.ctx("guanli").await;
        let before = asked(&county, &manager).await;
        let form = half_a_point(&county).await;
        // What is wrong is said beside its field, and nothing is written.
        for (form, field) in [
            (JudgeForm { reason: " ".into(), ..form.clone() }, "reason"),
            (JudgeForm { evidence: String::new(), ..form.clone() }, "evidence"),
            (JudgeForm { evidence: "javascript:alert(1)".into(), ..form.clone() }, "evidence"),
            (JudgeForm { points: "很多".into(), ..form.clone() }, "points"),
            (JudgeForm { points: "1000".into(), ..form.clone() }, "points"),
            (JudgeForm { points: "0.0".into(), ..form.clone() }, "points"),
            (JudgeForm { leaf: "of-nothing".into(), ..form.clone() }, "leaf"),
            (JudgeForm { unit: "nobody".into(), ..form.clone() }, "unit"),
            (JudgeForm { verdict: JudgeAs::Found, ..form.clone() }, "verdict"),
        ] {
            assert_eq!(fields(county.cms.judge_leaf(&manager, &form).await), [field]);
        }
        assert_eq!(refused(county.cms.judge_leaf(&county.ctx("fabu").await, &form).await), Refusal::Role);
        assert!(asked(&county, &manager).await.judged.is_empty());

        let first = county.cms.judge_leaf(&manager, &form).await.unwrap();
        let after = asked(&county, &manager).await;
        assert_eq!(after.judged.len(), 1);
        assert_eq!((after.judged[0].verdict.as_str(), after.judged[0].by.as_str()), ("0.5 分", "李明远"));
        let lost = |sheet: &AssessmentSheet| sheet.score.lost();
        assert!(lost(&after) > lost(&before));
        let of_bureau = asked(&county, &county.ctx("fabu").await).await;
        assert_eq!(of_bureau.judged.len(), 1, "the bureau sees what it is charged with");
        let of_another = asked(&county, &county.ctx("fabu2").await).await;
        assert!(of_another.judged.is_empty(), "another does not");
        assert_eq!(of_another.score.points, of_bureau.score.points);
        let text = |sheet: &AssessmentSheet| serde_json::to_string(sheet).unwrap();
        assert!(text(&of_bureau).contains("抽查发现问题") && !text(&of_another).contains("抽查发现问题"));

        // Judged anew, the first one ends and stays readable.
        let better = JudgeForm { verdict: JudgeAs::InOrder, reason: "复核无问题".into(), ..form.clone() };
        let second = county.cms.judge_leaf(&manager, &better).await.unwrap();
        let sheet = asked(&county, &manager).await;
        assert_eq!(sheet.judged.iter().map(|line| line.id).collect::<Vec<_>>(), [second, first]);
        assert_eq!(sheet.judged[1].ended.as_deref(), Some("李明远：重新评判"));
        assert_eq!(lost(&sheet), lost(&before));
        assert!(sheet.score.points.at_least > before.score.points.at_least, "what is known to be fine is earned");
        assert_eq!(fields(county.cms.end_judgement(&manager, RULES, second, "").await), ["end-reason"]);
        county.cms.end_judgement(&manager, RULES, second, "依据不足").await.unwrap();
        assert!(matches!(county.cms.end_judgement(&manager, RULES, second, "依据不足").await, Err(Error::Stale)));
        let sheet = asked(&county, &manager).await;
        assert_eq!(sheet.score.points, before.score.points);
        let events = county.cms.store().events_of(SubjectKind::Assessment, RULES).await.unwrap();
        let actions: Vec<&str> = events.iter().map(|event| event.action.as_str()).collect();
        assert_eq!(actions, ["assessment.judge", "assessment.judge", "assessment.end-judgement"]);
        let said: serde_json::Value = serde_json::from_str(&events[1].data).unwrap();
        assert_eq!(said["replaces"], serde_json::to_value(first).unwrap(), "the log says what it took the place of");
    }
}

#[tokio::test]
async fn a_judgement_counts_in_its_year() {
    let county = TestCounty::new().await;
    let manager = county.ctx("guanli").await;
    let before = asked(&county, &manager).await;
    for (leaf, _) in &before.to_judge {
        let form =
            JudgeForm {
                rules: RULES.into(), leaf: leaf.clone(), reason: "年度检查".into(), ..JudgeForm::default()
            };
        county.cms.judge_leaf(&manager, &form).await.unwrap();
    }
    let after = asked(&county, &manager).await;
    assert!(after.score.points.at_least > before.score.points.at_least);
    county.set_clock("2027-01-04 09:00");
    let next = asked(&county, &manager).await;
    assert!(next.score.points.at_least < next.score.points.at_most, "all of it waits for somebody again");
    let then = AssessmentAsk { rules: RULES.into(), at: "2026-11-24".parse().ok(), ..AssessmentAsk::default() };
    let then = county.cms.assessment(&manager, &then).await.unwrap();
    assert_eq!(then.score.points, after.score.points, "of the old year it counts still");
    // Where one does not count the list says so, and nothing is judged on a day that is over.
    assert!(then.judged.iter().all(|line| line.counts_in == Some(Period::Now)));
    assert!(next.judged.iter().all(|line| line.counts_in.is_none()));
    assert!(then.to_judge.is_empty() && !next.to_judge.is_empty());
}

/// The sheet and its row as somebody with the database could change them.
#[tokio::test]
async fn what_is_not_as_the_log_has_it_is_told_and_not_signed() {
    for county in both_databases().await {
        let id = frozen(&county).await;
        let soundness = async || seen_by(&county, "guanli", id).await.soundness;
        let restored = |column: &str, text: &str| format!("update assessment_frozen set {column} = '{text}'");
        let sheet = county.cms.store().frozen_assessment(id).await.unwrap().unwrap().1;
        for (column, false_one, true_one) in [
            ("sheet", sheet.replacen("李明远", "李明元", 1), sheet.clone()),
            ("prepared_name", "农建国".to_owned(), "李明远".to_owned()),
            ("as_of", "2026-11-23".to_owned(), "2026-11-24".to_owned()),
            ("rule_set", "national-2019".to_owned(), RULES.to_owned()),
        ] {
            county.database().tamper(&restored(column, &false_one)).await;
            assert_eq!(soundness().await, Soundness::Altered, "{column}");
            assert!(matches!(sign_sheet(&county, "shenhe", id).await, Err(Error::Stale)), "{column}");
            county.database().tamper(&restored(column, &true_one)).await;
            assert_eq!(soundness().await, Soundness::AsLogged, "{column}");
        }
        // A sheet that the log does not know.
        let event = "subject_kind = 'assessment' and action = 'assessment.freeze'";
        county.database().tamper(&format!("update event set action = 'assessment.judge' where {event}")).await;
        assert!(matches!(sign_sheet(&county, "shenhe", id).await, Err(Error::Stale)));
        let event = event.replace("freeze", "judge");
        let subject = format!("subject = '{id}'");
        county
            .database()
            .tamper(&format!("update event set action = 'assessment.freeze' where {event} and {subject}"))
            .await;
        sign_sheet(&county, "shenhe", id).await.unwrap();
        assert_eq!(soundness().await, Soundness::AsLogged);
        // Signed by another than the log has, or by nobody any more.
        for (column, false_one, true_one) in
            [("signed_name", "'农建国'", "'陆文静'"), ("signed_unit", "'jyj'", "'zwb'")]
        {
            county.database().tamper(&format!("update assessment_frozen set {column} = {false_one}")).await;
            assert_eq!(soundness().await, Soundness::Altered, "{column}");
            county.database().tamper(&format!("update assessment_frozen set {column} = {true_one}")).await;
        }
        assert_eq!(soundness().await, Soundness::AsLogged);
        county.database().tamper("update assessment_frozen set signed_by = null, signed_at = null").await;
        assert_eq!(soundness().await, Soundness::Altered, "it was signed");
    }
}

#[tokio::test]
async fn one_sheet_of_a_day_stands() {
    for county in both_databases().await {
        let manager = county.ctx("guanli").await;
        let first = frozen(&county).await;
        let second = county.cms.freeze_assessment(&manager, RULES, None).await.unwrap();
        assert_eq!(refused(sign_sheet(&county, "shenhe", first).await), Refusal::Stage, "another has its place");
        assert!(!seen_by(&county, "shenhe", first).await.may_sign);
        sign_sheet(&county, "shenhe", second).await.unwrap();
        assert_eq!(fields(county.cms.freeze_assessment(&manager, RULES, None).await), ["at"], "it is signed");
        let list = asked(&county, &manager).await.frozen;
        assert_eq!(list.iter().map(|line| line.is_replaced).collect::<Vec<_>>(), [false, true]);
    }
}

#[tokio::test]
async fn the_office_appeals_against_nothing_that_nobody_else_could_decide() {
    let county = TestCounty::new().await;
    let form = JudgeForm { unit: "zwb".into(), ..half_a_point(&county).await };
    let manager = county.ctx("guanli").await;
    county.cms.judge_leaf(&manager, &form).await.unwrap();
    let id = county.cms.freeze_assessment(&manager, RULES, None).await.unwrap();
    sign_sheet(&county, "shenhe", id).await.unwrap();
    let sheet = seen_by(&county, "shenhe2", id).await;
    let own = |loss: &&LossOfSheet| loss.loss.key.unit.as_ref().is_some_and(|unit| unit.as_str() == "zwb");
    let own: Vec<&LossOfSheet> = sheet.losses.iter().filter(own).collect();
    assert!(!own.is_empty() && own.iter().all(|loss| !loss.may_appeal));
    let key = own[0].loss.key.clone();
    let form = AppealForm { frozen: id, key, reason: "属实有误".into(), evidence: String::new() };
    assert_eq!(fields(county.cms.appeal_assessment(&county.ctx("shenhe2").await, &form).await), ["reason"]);
}

#[tokio::test]
async fn everybody_whom_it_concerns_is_told_and_no_reason_with_it() {
    let county = TestCounty::new().await;
    let told = async |login: &str| {
        let notices = county.cms.notices(&county.ctx(login).await).await.unwrap();
        notices.into_iter().map(|notice| notice.text).collect::<Vec<_>>()
    };
    let of = async |login: &str, words: &str| told(login).await.iter().filter(|text| text.ends_with(words)).count();
    let id = signed(&county).await;
    assert_eq!((of("shenhe", "已封存，待签认").await, of("guanli", "已封存，待签认").await), (1, 0));
    assert_eq!((of("fabu", "本单位有失分，申诉截至 2026-12-08").await, of("shenji", "申诉").await), (1, 0));
    let first = appeal(&county, "fabu", id).await.unwrap();
    assert_eq!((of("shenhe", "提出申诉，待决定").await, of("guanli", "提出申诉，待决定").await), (1, 0));
    rule(&county, "shenhe", first, "accepted", "").await.unwrap();
    assert_eq!((of("fabu", "申诉已决定：成立").await, of("fabu2", "申诉已决定：成立").await), (1, 0));
    for login in ["fabu", "shenhe", "shenhe2"] {
        let all = told(login).await.concat();
        assert!(!["抽查", "按期更新", "经核实"].iter().any(|word| all.contains(word)), "{all}");
    }
}

/// What a day off of the county does to terms of appeal.
async fn moved_by_a_day_off(county: &TestCounty, on: &str) -> Vec<MovedClock> {
    let (_, moved) = county.cms.enter_notice(&county.ctx("guanli").await, &day_off(on)).await.unwrap();
    moved.into_iter().filter(|clock| matches!(clock.of, ClockOf::Appeal { .. })).collect()
}

#[tokio::test]
async fn a_term_of_appeal_that_moves_is_told_to_the_units_with_losses() {
    for county in both_databases().await {
        frozen(&county).await;
        assert_eq!(moved_by_a_day_off(&county, "2026-11-25").await, [], "nobody has signed it");
        let id = signed(&county).await;
        let moved = moved_by_a_day_off(&county, "2026-12-01").await;
        let [clock] = moved.as_slice() else { panic!("{moved:?}") };
        assert_eq!(clock.of, ClockOf::Appeal { frozen: id });
        assert_eq!((clock.due_before, clock.due_after), ("2026-12-09".parse().ok(), "2026-12-10".parse().ok()));
        assert!(clock.units.iter().any(|unit| unit == "县教育局"), "{:?}", clock.units);
        let words = format!("{} 2026-12-09 改为 2026-12-10", clock.titled());
        let told = async |login: &str| {
            let notices = county.cms.notices(&county.ctx(login).await).await.unwrap();
            notices.iter().filter(|one| one.text.contains(&words)).count()
        };
        assert_eq!((told("fabu").await, told("shenji").await), (1, 0));
        assert_eq!(seen_by(&county, "fabu", id).await.appeal_until.map(|until| until.on), clock.due_after);
        // A term that is over runs no more.
        county.set_clock("2026-12-14 09:00");
        assert_eq!(moved_by_a_day_off(&county, "2026-12-02").await, []);
    }
}

#[tokio::test]
async fn what_is_frozen_never_changes_and_a_second_person_signs_it() {
    for county in both_databases().await {
        let id = frozen(&county).await;
        let sheet = seen_by(&county, "guanli", id).await;
        assert_eq!(sheet.soundness, Soundness::AsLogged);
        assert!(!sheet.may_sign && sheet.appeal_until.is_none());
        assert_eq!(sheet.points, asked(&county, &county.ctx("guanli").await).await.score.points);
        assert_eq!(refused(sign_sheet(&county, "guanli", id).await), Refusal::OwnPart);
        assert_eq!(refused(sign_sheet(&county, "xuanchuan", id).await), Refusal::OtherUnit);
        assert_eq!(
            refused(county.cms.freeze_assessment(&county.ctx("shenhe").await, RULES, None).await),
            Refusal::Role
        );
        let other = county.cms.sign_assessment(&county.ctx("shenhe").await, id, &"0".repeat(64)).await;
        assert!(matches!(other, Err(Error::Stale)), "another text was seen: {other:?}");
        sign_sheet(&county, "shenhe", id).await.unwrap();
        assert_eq!(refused(sign_sheet(&county, "shenhe2", id).await), Refusal::Stage);

        // The county goes on; the sheet stays.
        county.advance_days(3);
        published(&county, "秋季学期工作安排").await;
        let later = seen_by(&county, "guanli", id).await;
        assert_eq!((later.points, later.losses.len()), (sheet.points, sheet.losses.len()));
        assert_eq!(later.soundness, Soundness::AsLogged);
        assert!(later.line.signed.starts_with("陆文静"));
        // Ten working days after Tuesday 24 November.
        let until = later.appeal_until.unwrap();
        assert_eq!(until.on.to_string(), "2026-12-08");
        let version = county.cms.calendar_sheet(&county.ctx("guanli").await).await.unwrap().version;
        assert_eq!(until.note(), format!("签认 11-24 → 10 个工作日 → 12-08；日历版本 {version}"));
        let list = asked(&county, &county.ctx("fabu").await).await.frozen;
        assert_eq!(list.iter().map(|line| line.id).collect::<Vec<_>>(), [id]);
        let events = county.cms.store().events_of(SubjectKind::Assessment, &id.to_string()).await.unwrap();
        assert_eq!(events.len(), 2);
        assert!(events[0].data.contains(&sheet.line.sha256), "the log keeps the hash");
    }
}

#[tokio::test]
async fn a_unit_appeals_in_time_and_somebody_without_a_part_in_it_decides() {
    for county in both_databases().await {
        let id = frozen(&county).await;
        assert_eq!(fields(appeal(&county, "fabu", id).await), ["reason"], "nobody has signed it");
        sign_sheet(&county, "shenhe", id).await.unwrap();
        assert_eq!(refused(appeal(&county, "fabu2", id).await), Refusal::OtherUnit);
        assert_eq!(refused(appeal(&county, "shenji", id).await), Refusal::Role);
        let first = appeal(&county, "fabu", id).await.unwrap();
        assert_eq!(fields(appeal(&county, "fabu", id).await), ["reason"], "one is open");
        let line = seen_by(&county, "fabu", id).await.appeals.remove(0);
        assert_eq!((line.reason.as_str(), line.state, line.may_decide), ("栏目已按期更新", AppealState::Open, false));
        assert!(seen_by(&county, "fabu2", id).await.appeals.is_empty(), "no other unit's to read");

        // Never by who froze it, nor by the unit, nor by somebody outside the office.
        assert_eq!(refused(rule(&county, "guanli", first, "accepted", "").await), Refusal::OwnPart);
        assert_eq!(refused(rule(&county, "fabu", first, "accepted", "").await), Refusal::Role);
        assert_eq!(refused(rule(&county, "xuanchuan", first, "accepted", "").await), Refusal::OtherUnit);
        assert!(seen_by(&county, "shenhe", id).await.appeals[0].may_decide);
        assert_eq!(fields(rule(&county, "shenhe", first, "", "").await), ["outcome"]);
        assert_eq!(fields(rule(&county, "shenhe", first, "partly-accepted", "1000").await), ["points"]);
        assert_eq!(rule(&county, "shenhe", first, "rejected", "").await.unwrap(), AppealState::Rejected);
        assert_eq!(refused(rule(&county, "shenhe2", first, "accepted", "").await), Refusal::Stage);

        // Rejected, it may be renewed with better evidence; accepted in part, points come back beside the frozen figure.
        let before = seen_by(&county, "shenhe", id).await;
        let second = appeal(&county, "fabu", id).await.unwrap();
        let half = "0.01";
        assert_eq!(
            rule(&county, "shenhe2", second, "partly-accepted", half).await.unwrap(),
            AppealState::PartlyAccepted
        );
        let after = seen_by(&county, "guanli", id).await;
        assert_eq!(after.points, before.points, "what was frozen stays");
        assert_eq!(after.soundness, Soundness::AsLogged);
        let correction = after.correction.unwrap();
        let given: Decimal = half.parse().unwrap();
        assert_eq!(correction.corrected.at_most - correction.signed.at_most, given);
        assert_eq!(after.appeals[1].gain.unwrap().at_most, given);
        assert_eq!(fields(appeal(&county, "fabu", id).await), ["reason"], "it has been accepted");

        county.set_clock("2026-11-25 09:00");
        let other = signed(&county).await;
        county.set_clock("2026-12-10 09:00");
        assert_eq!(fields(appeal(&county, "fabu", other).await), ["reason"], "the term is over");
        let events = county.cms.store().events_of(SubjectKind::Assessment, &id.to_string()).await.unwrap();
        let actions: Vec<&str> = events.iter().skip(2).map(|event| event.action.as_str()).collect();
        let pair = ["assessment.appeal", "assessment.decide-appeal"];
        assert_eq!(actions, [pair, pair].concat());
    }
}

#[tokio::test]
async fn the_report_and_the_file_are_for_those_who_see_every_unit() {
    let county = TestCounty::new().await;
    let id = signed(&county).await;
    let first = appeal(&county, "fabu", id).await.unwrap();
    rule(&county, "shenhe", first, "accepted", "").await.unwrap();
    let (manager, clerk) = (county.ctx("guanli").await, county.ctx("fabu").await);
    let report = county.cms.frozen_report(&manager, id).await.unwrap();
    assert_eq!(report.score.points, seen_by(&county, "guanli", id).await.points);
    let frozen = report.frozen.as_ref().unwrap();
    assert!(frozen.soundness == Soundness::AsLogged && frozen.correction.is_some());
    assert_eq!((frozen.prepared.name.as_str(), frozen.appeals.len()), ("李明远", 1));
    let counted: Decimal = report.lines.iter().filter_map(|line| line.counted).sum();
    assert_eq!(-counted, report.score.lost(), "nothing is earned on top, and the lines are the loss");
    let bytes = county.cms.report_workbook(report.clone()).await.unwrap();
    assert_eq!(bytes, county.cms.report_workbook(report).await.unwrap(), "the same report gives the same bytes");
    assert!(bytes.starts_with(b"PK"));
    let today = county.cms.assessment_report(&manager, RULES, None).await.unwrap();
    assert!(today.frozen.is_none() && today.forecast.is_some());
    assert_eq!(refused(county.cms.frozen_report(&clerk, id).await), Refusal::OtherUnit);
    assert_eq!(refused(county.cms.assessment_report(&clerk, RULES, None).await), Refusal::OtherUnit);
    assert!(matches!(county.cms.frozen_report(&manager, FrozenId::new(999)).await, Err(Error::NotFound)));
}

/// They wait on a few days of the year: the office's first page counts them while there are any.
#[tokio::test]
async fn what_waits_for_a_signature_or_a_decision_is_counted_until_it_has_it() {
    for county in both_databases().await {
        let manager = county.ctx("guanli").await;
        let waits = async || {
            let figures = county.cms.workbench_figures(&manager).await.unwrap();
            let count = |figure| figures.iter().find(|(known, _)| *known == figure).map(|(_, count)| *count);
            (count(Figure::SheetsToSign), count(Figure::Appeals))
        };
        assert_eq!(waits().await, (None, None));
        let id = frozen(&county).await;
        assert_eq!(waits().await, (Some(1), None));
        sign_sheet(&county, "shenhe", id).await.unwrap();
        let disputed = appeal(&county, "fabu", id).await.unwrap();
        assert_eq!(waits().await, (None, Some(1)));
        // The list of what was frozen says so, to those who see all units.
        assert_eq!(asked(&county, &manager).await.open_appeals, [(id, 1)]);
        assert_eq!(asked(&county, &county.ctx("fabu2").await).await.open_appeals, []);
        rule(&county, "shenhe2", disputed, "rejected", "").await.unwrap();
        assert_eq!(waits().await, (None, None));
    }
}
