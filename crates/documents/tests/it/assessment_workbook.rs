//! 自查自评表, read back by another library.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use documents::xlsx_assessment::workbook;
use domain::{
    assessment::{
        Evidence, EvidenceQuery, Judgements, Measured, Measurement, Measures, RuleSet, Versions, leaf_lines, score,
        ways_back,
    },
    desk::assessment::AssessmentReport,
};

fn report(blank: usize) -> AssessmentReport {
    let rules = RuleSet::from_toml(include_str!("../../../../plans/rules/national-2019.toml")).unwrap();
    let mut measures = Measures::of("2026-11-24".parse().unwrap());
    let found = (0..blank).map(|n| Evidence {
        address: Some(format!("/c/s{n}")),
        ..Evidence::of(format!("s{n}"), format!("“栏目{n}”没有任何信息"))
    });
    measures.now.insert(Measurement::of(EvidenceQuery::BlankColumns), Measured::found(found.collect()));
    let judgements = Judgements::default();
    let score = score(&rules, &measures, &judgements);
    AssessmentReport {
        county: "示例县".into(),
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

fn read(bytes: Vec<u8>, sheet: &str) -> Vec<Vec<String>> {
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let range = workbook.worksheet_range(sheet).unwrap();
    range.rows().map(|row| row.iter().map(|cell: &Data| cell.to_string()).collect()).collect()
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
    assert_eq!(evidence.len(), report.lines.iter().map(|line| line.evidence.len()).sum::<usize>() + 1);
    assert!(evidence.iter().any(|row| row[2] == "“栏目3”没有任何信息" && row[3] == "/c/s3"));
    assert_eq!(read(bytes, "各单位失分")[1], ["县教育局", "1.5"]);
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    assert_eq!(workbook(&report(2)).unwrap(), workbook(&report(2)).unwrap());
}
