//! 自查自评表, read back by another library.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use documents::xlsx_assessment::workbook;
use domain::{
    assessment::{
        AppealState, Correction, Decimal, Evidence, EvidenceQuery, Judgements, Measured, Measurement, Measures, Part,
        RuleSet, Signature, Span, Versions, leaf_lines, score, ways_back,
    },
    desk::assessment::{AppealLine, AssessmentReport, FrozenPart, Soundness},
    id::{AccountId, AppealId, FrozenId},
    plan::UnitCode,
};

fn report(blank: usize) -> AssessmentReport {
    let rules = RuleSet::from_toml(include_str!("../../../../plans/rules/national-2019.toml")).unwrap();
    let mut measures = Measures::of("2026-11-24".parse().unwrap());
    let found = (0..blank).map(|n| Evidence {
        address: Some(format!("/c/s{n}")),
        ..Evidence::of(format!("s{n}"), format!("“栏目{n}”没有任何信息"))
    });
    let mut found: Vec<Evidence> = found.collect();
    if let Some(first) = found.first_mut() {
        let parts = ["jyj", "zwb"].map(|code| Part { unit: UnitCode::parse(code).unwrap(), days: 1 });
        *first = first.clone().divided(parts.into());
    }
    measures.now.insert(Measurement::of(EvidenceQuery::BlankColumns), Measured::found(found));
    let judgements = Judgements::default();
    let score = score(&rules, &measures, &judgements);
    AssessmentReport {
        rule_set_name: rules.name.clone(),
        document: rules.document.clone(),
        note: rules.note.clone(),
        lines: leaf_lines(&rules, &measures, &judgements, &score),
        by_unit: vec![("县教育局".into(), "1.5".parse().unwrap())],
        ways: ways_back(&score),
        forecast: None,
        not_measured: vec!["来信".into()],
        present_only: Vec::new(),
        versions: Versions { plan: 1, calendar: "2026".into() },
        made_at: domain::time::parse_minute("2026-11-24 09:00").unwrap(),
        frozen: None,
        score,
    }
}

fn cells(bytes: Vec<u8>, sheet: &str) -> Vec<Vec<Data>> {
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let range = workbook.worksheet_range(sheet).unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

fn read(bytes: Vec<u8>, sheet: &str) -> Vec<Vec<String>> {
    cells(bytes, sheet).iter().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn every_leaf_and_every_piece_of_evidence_has_a_row() {
    let report = report(6);
    let bytes = workbook(&report).unwrap();
    let result = read(bytes.clone(), "结果");
    assert!(result.iter().any(|row| row[0] == "结论" && row[1] == report.score.grade.label()), "{result:?}");
    let leaves = read(bytes.clone(), "指标");
    assert_eq!(leaves.len(), report.lines.len() + 1);
    let blank = leaves.iter().find(|row| row[0] == "单项否决" && row[10] == "6").unwrap();
    assert_eq!(blank[5], "6 个栏目");
    let evidence = read(bytes.clone(), "依据");
    assert!(evidence.iter().any(|row| row[3] == "“栏目3”没有任何信息" && row[4] == "/c/s3"));
    // What two units answer for has a row for each.
    let of_veto = evidence.iter().filter(|row| row[0] == blank[1] && row[3] == "“栏目0”没有任何信息");
    assert_eq!(of_veto.map(|row| row[7].as_str()).collect::<Vec<_>>(), ["jyj", "zwb"]);
    assert_eq!(cells(bytes, "各单位失分")[1], [Data::String("县教育局".into()), Data::Float(1.5)]);
}

#[test]
fn figures_are_numbers_and_the_grounds_sum_up_to_the_loss() {
    let rules = RuleSet::from_toml(include_str!("../../../../plans/rules/guangxi-2018.toml")).unwrap();
    let mut report = report(3);
    let mut measures = Measures::of(report.score.on);
    let parts = ["jyj", "zwb"].map(|code| Part { unit: UnitCode::parse(code).unwrap(), days: 1 });
    let found = vec![Evidence::of("s1", "“栏目1”没有任何信息").divided(parts.into()), Evidence::of("s2", "空白")];
    measures.now.insert(Measurement::of(EvidenceQuery::BlankColumns), Measured::found(found));
    report.score = score(&rules, &measures, &Judgements::default());
    report.lines = leaf_lines(&rules, &measures, &Judgements::default(), &report.score);
    let lost: f64 = report.score.lost().to_string().parse().unwrap();
    assert!(lost > 0.0);
    let rows = cells(workbook(&report).unwrap(), "依据");
    let sum: f64 = rows.iter().filter_map(|row| if let Data::Float(lost) = row[8] { Some(lost) } else { None }).sum();
    assert!((sum - lost).abs() < 1e-6, "{sum} {lost}");
}

fn signature(name: &str) -> Signature {
    let at = domain::time::parse_minute("2026-11-24 10:00").unwrap();
    Signature { by: AccountId::new(1), name: name.into(), unit: UnitCode::parse("zwb").unwrap(), at }
}

fn frozen(report: AssessmentReport) -> AssessmentReport {
    let points = |text: &str| text.parse::<Decimal>().unwrap();
    let appeal = AppealLine {
        id: AppealId::new(1),
        name: "栏目更新：空白栏目".into(),
        what: "“栏目3”没有任何信息".into(),
        unit_name: "县教育局".into(),
        reason: "已按期更新".into(),
        evidence: "/c/s3".into(),
        filed_by: "韦小兰".into(),
        filed_at: signature("").at,
        state: AppealState::PartlyAccepted,
        points: Some(points("2")),
        returned: Some(points("1.25")),
        decision_reason: "部分属实".into(),
        decided_by: "农建国（县政务办）".into(),
        decided_at: Some(signature("").at),
        gain: Some(Span::exactly(points("1.25"))),
        may_decide: false,
    };
    let correction = Correction {
        signed: report.score.points,
        steps: vec![Span::exactly(points("1.25"))],
        corrected: Span::exactly(points("81.25")),
        grade: report.score.grade,
    };
    let part = FrozenPart {
        id: FrozenId::new(7),
        sha256: "ab12".into(),
        soundness: Soundness::Altered,
        prepared: signature("李明远"),
        prepared_unit: "县政务办".into(),
        signed: Some(signature("陆文静")),
        signed_unit: "县政务办".into(),
        appeals: vec![appeal],
        correction: Some(correction),
    };
    AssessmentReport { frozen: Some(part), ..report }
}

#[test]
fn a_frozen_one_says_who_signed_whether_it_holds_and_what_appeals_made_of_it() {
    let bytes = workbook(&frozen(report(6))).unwrap();
    let result = cells(bytes.clone(), "结果");
    let said = |name: &str| result.iter().find(|row| row[0] == *name).map(|row| row[1].clone()).unwrap();
    let text = |text: &str| Data::String(text.into());
    assert_eq!(said("编制"), text("李明远（县政务办）2026-11-24 10:00"));
    assert_eq!(said("签认"), text("陆文静（县政务办）2026-11-24 10:00"));
    assert_eq!((said("封存编号"), said("SHA-256")), (text("7"), text("ab12")));
    assert_eq!(said("核验"), text("与日志不一致"));
    assert_eq!(said("申诉后得分"), Data::Float(81.25));
    let appeals = cells(bytes, "申诉");
    assert_eq!(appeals.len(), 2);
    assert_eq!(
        (&appeals[1][3], &appeals[1][7], &appeals[1][10]),
        (&Data::Float(2.0), &text("部分成立"), &Data::Float(1.25))
    );
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    assert_eq!(workbook(&report(2)).unwrap(), workbook(&report(2)).unwrap());
}
