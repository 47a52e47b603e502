//! The plan that ships with Longan says what the county's table says.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use domain::clock::Term;
use domain::plan::{AssuranceMode, Cadence, Column, ColumnKind, Party, Plan, PlanRow};

use crate::shipped_plan::{LONGAN, longan};

fn rows(plan: &Plan) -> Vec<(&Column, &PlanRow)> {
    plan.columns.iter().filter_map(|c| Some((c, c.row.as_ref()?))).collect()
}

fn names(plan: &Plan, parties: &[Party]) -> String {
    parties.iter().map(|p| plan.party_name(p)).collect::<Vec<_>>().join("、")
}

/// The name as the table prints it, with the second name in brackets.
fn printed_name(column: &Column) -> String {
    match &column.alias {
        Some(alias) => format!("{}（{alias}）", column.name),
        None => column.name.clone(),
    }
}

fn printed_path(plan: &Plan, column: &Column) -> Vec<String> {
    plan.path(&column.code).into_iter().map(printed_name).collect()
}

#[test]
fn has_every_row_of_the_table_once() {
    let plan = longan();
    let numbers: Vec<&str> = rows(&plan).iter().map(|(_, row)| row.number.as_str()).collect();
    let expected: Vec<String> = (1..=65).map(|n| format!("C{n:02}")).collect();
    assert_eq!(numbers, expected);
}

/// The whole table in git: a change of the plan file shows here row by row.
#[test]
fn reads_as_the_golden_table() {
    let plan = longan();
    let mut table = String::new();
    for (column, row) in rows(&plan) {
        let star = match (column.assessed, plan.is_assessed(&column.code)) {
            (true, _) => "★",
            (false, true) => "(★)",
            (false, false) => "",
        };
        let modes = row.modes.iter().map(|m| m.label()).collect::<Vec<_>>().join("、");
        let path = printed_path(&plan, column).join(" / ");
        let floor = row.floor.map(|floor| format!("，底线{}", floor.written())).unwrap_or_default();
        let event_term = row.event_term.map(|term| format!("，事项{}", term.written())).unwrap_or_default();
        let cadence = format!("{}{floor}{event_term}", row.cadence.written());
        let leads = names(&plan, &row.leads);
        let (responsible, remark) = (names(&plan, &row.responsible), &row.remark);
        writeln!(table, "{} {path} | {star} | {modes} | {cadence} | {leads} | {responsible} | {remark}", row.number)
            .unwrap();
    }
    insta::assert_snapshot!("longan_2018_table", table);
}

#[test]
fn counts_stars_as_the_county_did() {
    let plan = longan();
    let rows = rows(&plan);
    let own = rows.iter().filter(|(c, _)| c.assessed).count();
    let counted = rows.iter().filter(|(c, _)| plan.is_assessed(&c.code)).count();
    // 36 by themselves, 19 by a starred group, 3 by the starred channel, 7 not at all.
    assert_eq!((own, counted, rows.len()), (36, 58, 65));
}

#[test]
fn every_link_column_has_an_address_and_every_column_one_line_of_summary() {
    let plan = longan();
    for column in &plan.columns {
        let link = column.row.as_ref().and_then(|r| r.link.as_deref());
        assert!(column.kind != ColumnKind::Link || link.is_some(), "{}", column.name);
        assert!(!column.summary.is_empty() && !column.summary.contains('\n'), "{}", column.name);
    }
}

/// The file is canonical but for its comments, so that an export of the unchanged plan differs in nothing else.
#[test]
fn export_equals_the_file_without_comments() {
    let plan = longan();
    let kept = |text: &str| -> Vec<String> {
        text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(str::to_owned).collect()
    };
    pretty_eq(&kept(&plan.to_toml()), &kept(LONGAN));
    assert_eq!(Plan::from_toml(&plan.to_toml()), Ok(plan));
}

fn pretty_eq(left: &[String], right: &[String]) {
    for (number, (l, r)) in left.iter().zip(right).enumerate() {
        assert_eq!(l, r, "line {number} without comments and blank lines");
    }
    assert_eq!(left.len(), right.len());
}

/// The desk gets the plan as JSON.
#[test]
fn survives_json() {
    let plan = longan();
    let json = serde_json::to_string(&plan).unwrap();
    assert_eq!(serde_json::from_str::<Plan>(&json).unwrap(), plan);
}

/// Cell by cell against the normalised table, where it is at hand; it is not part of the repository.
#[test]
#[expect(clippy::disallowed_methods, reason = "SHARED_DIR says where the table lies on a machine that has it")]
fn agrees_with_the_normalised_table_where_it_is_at_hand() {
    let named = std::env::var_os("SHARED_DIR").map(PathBuf::from);
    let beside = PathBuf::from("../../../shared");
    if named.is_none() && !["data", "plan"].iter().any(|part| beside.join(part).is_dir()) {
        eprintln!("no such table beside the checkout: the golden table alone is compared");
        return;
    }
    let path = named.unwrap_or(beside).join("plan/columns.tsv");
    // A folder of that kind without the table is a fault.
    let table = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let plan = longan();
    let by_number: BTreeMap<&str, (&Column, &PlanRow)> =
        rows(&plan).into_iter().map(|(c, r)| (r.number.as_str(), (c, r))).collect();
    let mut lines = table.lines();
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let mut compared = 0;
    for line in lines {
        let cells: BTreeMap<&str, &str> = header.iter().copied().zip(line.split('\t')).collect();
        let (column, row) = by_number[cells["id"]];
        let id = cells["id"];
        let path: Vec<&str> =
            ["channel", "level1", "level2", "level3"].iter().map(|k| cells[k]).filter(|c| !c.is_empty()).collect();
        assert_eq!(printed_path(&plan, column), path, "{id}");
        assert_eq!(column.assessed, cells["star_self"] == "Y", "{id}");
        assert_eq!(plan.is_assessed(&column.code), cells["star_basis"] != "none", "{id}");
        assert_eq!(row.modes, modes(cells["modes"]), "{id}");
        if id == "C09" {
            // The table says 1年, 政府信息公开条例 art. 49 by which day; until then the report of the year before is enough.
            assert_eq!((row.cadence.written().as_str(), row.floor), ("1年（1月31日前）", None));
        } else {
            assert_eq!(row.cadence, cadence(cells["cycle_code"]), "{id}");
            assert_eq!(row.floor, floor(cells["inspection_floor"]), "{id}");
        }
        assert_eq!(names(&plan, &row.leads), units(cells["lead_units"]), "{id}");
        assert_eq!(names(&plan, &row.responsible), units(cells["responsible_units"]), "{id}");
        // The normalised remarks are in English: what can be compared is where there is one. The words are in the
        // golden table.
        match id {
            // What belongs here stands in this row's cell for remarks as well; the plan says it once.
            "C53" => assert!(row.remark.is_empty() && row.requirement.contains("纪委"), "{id}"),
            // The remark on 政策解读 binds both sides, so the plan makes it here too.
            "C13" => assert!(row.remark.contains("政策解读"), "{id}"),
            _ => assert_eq!(row.remark.is_empty(), cells["remark"].is_empty(), "{id}: {}", row.remark),
        }
        compared += 1;
    }
    assert_eq!(compared, 65);
}

/// The backstop of the national inspection; a yearly number and the promise of a topic are none.
fn floor(cell: &str) -> Option<Term> {
    match cell {
        "P14D" => Some(Term::Days(14)),
        "P3M" => Some(Term::Months(3)),
        "P6M" => Some(Term::Months(6)),
        "P1Y" => Some(Term::Months(12)),
        "none" | "6/P1Y" | "per-topic" => None,
        other => panic!("floor {other}"),
    }
}

fn modes(cell: &str) -> Vec<AssuranceMode> {
    let read = |code| match code {
        "PUB" => Some(AssuranceMode::UnitPublishes),
        "SUBMIT" => Some(AssuranceMode::Submission),
        "REPRINT" => Some(AssuranceMode::Reprint),
        "LINK" => Some(AssuranceMode::Link),
        "COBUILD" => Some(AssuranceMode::CoBuilt),
        "UNSPEC" => None,
        other => panic!("mode {other}"),
    };
    cell.split(';').filter_map(read).collect()
}

fn cadence(code: &str) -> Cadence {
    match code {
        "DAILY" => Cadence::Daily,
        "WEEKLY" => Cadence::Days { days: 7 },
        "D14" => Cadence::Days { days: 14 },
        "M1" => Cadence::Months { months: 1 },
        "M6" => Cadence::Months { months: 6 },
        "Y1" => Cadence::Months { months: 12 },
        "COUNT6Y" => Cadence::CountPerYear { count: 6 },
        "WD20_WD7" => Cadence::AfterEvent { working_days: 20, decision_working_days: 7 },
        "REALTIME" => Cadence::RealTime,
        "PROMPT" => Cadence::Promptly,
        "AS_NEEDED" => Cadence::WhenNeeded,
        "PER_TOPIC" => Cadence::PerTopic,
        other => panic!("cadence {other}"),
    }
}

fn units(cell: &str) -> String {
    let name = |token| match token {
        "ALL_GOV_UNITS" => "各政务单位",
        "ALL_DEPTS" => "各部门",
        "ALL_TOWNSHIPS" => "各乡镇",
        "VENDOR" => "技术方",
        "REQUESTING_UNIT" => "需要发布调查征集的单位",
        "APPLICANT_UNIT" => "申请建设栏目的单位",
        "CONCERNED_UNITS" => "涉及舆情热点的单位",
        unit => unit,
    };
    cell.split(';').map(name).collect::<Vec<_>>().join("、")
}

/// Row C65: 申请建设栏目的单位 among the leads is the unit that asks for a topic, which does not sign those of others.
#[test]
fn only_the_named_units_decide_about_topics() {
    let plan = longan();
    let in_force = plan.in_force("2026-11-24".parse().expect("a day"));
    let topics = in_force.topics_column().expect("row C65");
    let duties = in_force.duties(&topics.code).expect("a column of the plan");
    let leads: Vec<&str> = duties.leads.iter().map(|unit| in_force.unit_name(unit)).collect();
    assert_eq!(leads, ["县委办", "县政府办"]);
    assert!(in_force.units().all(|unit| duties.responsible.contains(&unit.code)), "any unit may ask");
    assert!(!duties.takes_items, "topics are no items");
}
