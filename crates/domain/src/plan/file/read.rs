//! From text to plan.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;

use super::super::faults::Entry;
use super::super::{
    AssuranceMode, Cadence, CadenceRefused, Column, ColumnCode, ColumnKind, CountsAs, GroupCode, GroupMembers, Party,
    Plan, PlanRow, Releases, Signing, Site, Succession, Unit, UnitCode, UnitGroup, UnitKind,
};
use super::{Fault, FaultKind, Findings};
use crate::clock::DayOfYear;
use crate::index_number::{Template, USUAL, is_filing_code};
use crate::kind::Service;
use crate::written::{self, Located, Spans, Table};

const TOP_KEYS: [&str; 8] = ["title", "document_number", "effective_on", "site", "clock", "unit", "group", "column"];
const SITE_KEYS: [&str; 11] = [
    "name",
    "county",
    "domain",
    "site_code",
    "icp",
    "police_record",
    "emblem_address",
    "owner",
    "contact",
    "case_series",
    "index_number",
];
const UNIT_KEYS: [&str; 9] =
    ["code", "name", "aliases", "kind", "account", "successor", "founded_on", "closed_on", "index_code"];
const SUCCESSOR_KEYS: [&str; 2] = ["unit", "on"];
const GROUP_KEYS: [&str; 5] = ["code", "name", "kinds", "units", "outside"];
/// The row of the county's table; a column has one when any of these is written.
const ROW_KEYS: [&str; 15] = [
    "number",
    "modes",
    "cadence",
    "releases",
    "floor",
    "owed_since",
    "owing_since",
    "event_term",
    "leads",
    "responsible",
    "requirement",
    "remark",
    "link",
    "mirrors",
    "signing",
];
/// What a column says beside its row of the table.
const COLUMN_KEYS: [&str; 10] =
    ["code", "name", "alias", "parent", "kind", "star", "summary", "life_events", "counts_as", "retired_on"];

impl Plan {
    /// Reads a plan file, or reports every fault of it at once, in the order of the text.
    pub fn from_toml(text: &str) -> Result<Plan, Vec<Fault>> {
        let mut findings = Findings::default();
        let text = written::with_lists_closed(text, &mut findings);
        let (document, is_toml) = written::parse(&text, &mut findings);
        let top = Table::open(&document, 0..0, &TOP_KEYS, &mut findings);
        let (plan, places) = read_plan(&top, &mut findings);
        for fault in plan.inspect() {
            let span = places.of(fault.place.entry).of(fault.place.key);
            // What follows from a fault of the same value is not news.
            if !findings.any_within(&span) {
                findings.report(span, fault.kind, fault.message);
            }
        }
        if is_toml && findings.is_empty() { Ok(plan.in_tree_order()) } else { Err(findings.into_faults(&text)) }
    }
}

/// Where the entries of the plan stand in the file, by their position in the plan.
#[derive(Default)]
struct Places {
    top: Spans,
    units: Vec<Spans>,
    groups: Vec<Spans>,
    columns: Vec<Spans>,
}

impl Places {
    fn of(&self, entry: Entry) -> &Spans {
        let found = match entry {
            Entry::Plan => None,
            Entry::Unit(index) => self.units.get(index),
            Entry::Group(index) => self.groups.get(index),
            Entry::Column(index) => self.columns.get(index),
        };
        found.unwrap_or(&self.top)
    }
}

/// The plan as far as it can be read: an unreadable value is reported and replaced by an empty one.
fn read_plan(top: &Table, findings: &mut Findings) -> (Plan, Places) {
    let mut places = Places { top: top.spans.clone(), ..Places::default() };
    let title = top.required_text("title", findings).map(|t| t.text).unwrap_or_default();
    let document_number = top.text_or_empty("document_number", findings);
    let effective_on = top.required_date("effective_on", findings).unwrap_or_default();
    let site = top.table("site", &SITE_KEYS, findings).map(|t| read_site(&t, findings)).unwrap_or_default();

    let clock = super::clock::read(top, findings);

    let unit_tables = top.tables("unit", &UNIT_KEYS, findings);
    let mut units: Vec<Unit> = unit_tables.iter().map(|table| read_unit(table, findings)).collect();
    for (index, table) in unit_tables.iter().enumerate() {
        let successor = read_successor(table, &units, findings);
        units[index].successor = successor;
        places.units.push(table.spans.clone());
    }

    let mut groups = Vec::new();
    for table in top.tables("group", &GROUP_KEYS, findings) {
        let mut spans = table.spans.clone();
        spans.alias("members", "kinds");
        spans.alias("members", "units");
        groups.push(read_group(&table, &units, findings));
        places.groups.push(spans);
    }

    let mut columns = Vec::new();
    let column_keys = [&COLUMN_KEYS[..], &ROW_KEYS[..]].concat();
    for table in top.tables("column", &column_keys, findings) {
        columns.push(read_column(&table, &units, &groups, findings));
        places.columns.push(table.spans.clone());
    }
    (Plan { title, document_number, effective_on, site, clock, units, groups, columns }, places)
}

fn read_site(table: &Table, findings: &mut Findings) -> Site {
    let emblem_address = read_emblem_address(table, findings);
    let index_number = read_index_number(table, findings);
    let mut text = |key| table.text_or_empty(key, findings);
    Site {
        name: text("name"),
        county: text("county"),
        domain: text("domain"),
        site_code: text("site_code"),
        icp: text("icp"),
        police_record: text("police_record"),
        emblem_address,
        owner: text("owner"),
        contact: text("contact"),
        case_series: text("case_series"),
        index_number,
    }
}

/// The certificate never lies on the site itself, so that an address without a host is a slip.
fn read_emblem_address(table: &Table, findings: &mut Findings) -> String {
    let Some(Located { text, span }) = table.text("emblem_address", findings) else { return String::new() };
    if !(text.is_empty() || text.starts_with("https://") || text.starts_with("http://")) {
        let message = format!("党政机关网站标识的地址“{text}”须以 https:// 或 http:// 开头");
        findings.report(span, FaultKind::BadLink, message);
    }
    text
}

fn read_index_number(table: &Table, findings: &mut Findings) -> String {
    let Some(Located { text, span }) = table.text("index_number", findings) else { return String::new() };
    if !(text.is_empty() || Template::parse(&text).is_some()) {
        let message =
            format!("索引号格式“{text}”须有 {{year}} 和一个 {{serial}}，可有 {{unit}}，不超过60字，如 {USUAL}");
        findings.report(span, FaultKind::BadValue, message);
    }
    text
}

fn read_index_code(table: &Table, findings: &mut Findings) -> String {
    let Some(Located { text, span }) = table.text("index_code", findings) else { return String::new() };
    if !(text.is_empty() || is_filing_code(&text)) {
        let message = format!("索引号用的单位代码“{text}”须为1至40个字母、数字或连字符，如统一社会信用代码");
        findings.report(span, FaultKind::BadValue, message);
    }
    text
}

fn read_unit(table: &Table, findings: &mut Findings) -> Unit {
    let kind_words = UnitKind::ALL.map(UnitKind::label);
    if !table.spans.is_written("kind") {
        table.required_text("kind", findings);
    }
    Unit {
        code: UnitCode(read_code(table, "单位", findings)),
        name: read_name(table, findings),
        aliases: table.texts("aliases", findings).into_iter().map(|a| a.text).collect(),
        kind: table.word("kind", UnitKind::from_label, &kind_words, findings).unwrap_or(UnitKind::Department),
        has_account: table.flag("account", true, findings),
        successor: None,
        founded_on: table.date("founded_on", findings),
        closed_on: table.date("closed_on", findings),
        index_code: read_index_code(table, findings),
    }
}

fn read_successor(table: &Table, units: &[Unit], findings: &mut Findings) -> Option<Succession> {
    let successor = table.table("successor", &SUCCESSOR_KEYS, findings)?;
    let name = successor.required_text("unit", findings);
    let on = successor.required_date("on", findings);
    let name = name?;
    let Some(unit) = unit_named(units, &name.text) else {
        let message = format!("没有名为“{}”的单位可以承接", name.text);
        findings.report(name.span, FaultKind::UnknownSuccessor, message);
        return None;
    };
    Some(Succession { unit: unit.code.clone(), on: on? })
}

fn read_group(table: &Table, units: &[Unit], findings: &mut Findings) -> UnitGroup {
    let kind_words = UnitKind::ALL.map(UnitKind::label);
    let code = GroupCode(read_code(table, "单位组", findings));
    let name = read_name(table, findings);
    let ways = ["kinds", "units", "outside"].into_iter().filter(|key| table.spans.is_written(key)).count();
    if ways != 1 {
        let message = format!("单位组“{name}”的成员应在 kinds、units、outside 中选一种写法");
        findings.report(table.spans.of(""), FaultKind::MissingKey, message);
    }
    let members = if table.flag("outside", false, findings) || ways != 1 {
        GroupMembers::Outside
    } else if table.spans.is_written("units") {
        let names = table.texts("units", findings);
        let members = names.into_iter().filter_map(|name| {
            let unit = unit_named(units, &name.text);
            if unit.is_none() {
                let message = format!("没有名为“{}”的单位", name.text);
                findings.report(name.span, FaultKind::UnknownParty, message);
            }
            unit.map(|u| u.code.clone())
        });
        GroupMembers::Units(members.collect())
    } else {
        GroupMembers::Kinds(table.words("kinds", UnitKind::from_label, &kind_words, findings))
    };
    UnitGroup { code, name, members }
}

fn read_column(table: &Table, units: &[Unit], groups: &[UnitGroup], findings: &mut Findings) -> Column {
    let kind_words = ColumnKind::ALL.map(ColumnKind::label);
    let counted_words = CountsAs::ALL.map(CountsAs::label);
    let has_row = ROW_KEYS.iter().any(|key| table.spans.is_written(key));
    let usual_kind = if has_row { ColumnKind::Articles } else { ColumnKind::Group };
    let life_event = |word: &str| Service::life_events().find(|event| *event == word).map(str::to_owned);
    let life_events: Vec<&str> = Service::life_events().collect();
    Column {
        code: ColumnCode(read_code(table, "栏目", findings)),
        name: read_name(table, findings),
        alias: table.text("alias", findings).map(|a| a.text).filter(|a| !a.is_empty()),
        parent: table.text("parent", findings).map(|p| ColumnCode(p.text)),
        kind: table.word("kind", ColumnKind::from_label, &kind_words, findings).unwrap_or(usual_kind),
        assessed: table.flag("star", false, findings),
        summary: table.text_or_empty("summary", findings),
        life_events: table.words("life_events", life_event, &life_events, findings),
        counts_as: table.word("counts_as", CountsAs::from_label, &counted_words, findings),
        row: has_row.then(|| read_row(table, units, groups, findings)),
        retired_on: table.date("retired_on", findings),
    }
}

fn read_row(table: &Table, units: &[Unit], groups: &[UnitGroup], findings: &mut Findings) -> PlanRow {
    let mode_words = AssuranceMode::ALL.map(AssuranceMode::label);
    let signing_words = Signing::ALL.map(Signing::label);
    PlanRow {
        number: table.text_or_empty("number", findings),
        modes: table.words("modes", AssuranceMode::from_label, &mode_words, findings),
        cadence: read_cadence(table, findings),
        releases: read_releases(table, findings),
        floor: table.term("floor", findings).map(|(term, _)| term),
        owed_since: table.date("owed_since", findings),
        owing_since: read_owing_since(table, units, findings),
        event_term: table.term("event_term", findings).map(|(term, _)| term),
        leads: read_parties(table, "leads", units, groups, findings),
        responsible: read_parties(table, "responsible", units, groups, findings),
        requirement: table.text_or_empty("requirement", findings),
        remark: table.text_or_empty("remark", findings),
        link: table.text("link", findings).map(|l| l.text),
        mirrors: table.text("mirrors", findings).map(|m| ColumnCode(m.text)),
        signing: table.word("signing", Signing::from_label, &signing_words, findings).unwrap_or_default(),
    }
}

/// By the codes of the units: the program writes it.
fn read_owing_since(table: &Table, units: &[Unit], findings: &mut Findings) -> BTreeMap<UnitCode, NaiveDate> {
    let codes: Vec<&str> = units.iter().map(|unit| unit.code.as_str()).collect();
    let Some(since) = table.table("owing_since", &codes, findings) else { return BTreeMap::new() };
    let day = |unit: &Unit| Some((unit.code.clone(), since.date(unit.code.as_str(), findings)?));
    units.iter().filter_map(day).collect()
}

fn read_cadence(table: &Table, findings: &mut Findings) -> Cadence {
    let Some(written) = table.required_text("cadence", findings) else { return Cadence::WhenNeeded };
    Cadence::parse(&written.text).unwrap_or_else(|refused| {
        let kind = match refused {
            CadenceRefused::Unreadable(_) => FaultKind::BadValue,
            CadenceRefused::Impossible(_) => FaultKind::ImpossibleCadence,
            CadenceRefused::Day { .. } => FaultKind::BadDate,
        };
        findings.report(written.span, kind, refused.to_string());
        Cadence::WhenNeeded
    })
}

fn read_releases(table: &Table, findings: &mut Findings) -> Option<Releases> {
    let mut days: Vec<DayOfYear> = Vec::new();
    for Located { text, span } in table.texts("releases", findings) {
        match (DayOfYear::parse(&text), days.last().copied()) {
            (Ok(day), Some(last)) if day <= last => {
                let message = format!("发布日历须按日期先后写：“{text}”不在“{last}”之后");
                findings.report(span, FaultKind::BadDate, message);
            }
            (Ok(day), _) => days.push(day),
            (Err(refused), _) => findings.report(span, FaultKind::BadDate, format!("发布日历中的{refused}")),
        }
    }
    Releases::of(days)
}

fn read_parties(table: &Table, key: &str, units: &[Unit], groups: &[UnitGroup], findings: &mut Findings) -> Vec<Party> {
    let mut parties = Vec::new();
    for Located { text, span } in table.texts(key, findings) {
        let unit = unit_named(units, &text).map(|u| Party::Unit(u.code.clone()));
        let party = unit.or_else(|| groups.iter().find(|g| g.name == text).map(|g| Party::Group(g.code.clone())));
        match party {
            Some(party) => parties.push(party),
            None => findings.report(span, FaultKind::UnknownParty, format!("没有名为“{text}”的单位或单位组")),
        }
    }
    parties
}

/// The code as written, even when it is malformed: references to it then still lead somewhere.
fn read_code(table: &Table, what: &str, findings: &mut Findings) -> String {
    match table.required_text("code", findings) {
        Some(code) => code.text,
        None => missing_code(what, &table.spans.of("code")),
    }
}

/// A stand-in that no written code can equal, so that one missing code is not reported as a duplicate of another.
fn missing_code(what: &str, place: &Range<usize>) -> String {
    format!("{what}@{}", place.start)
}

fn read_name(table: &Table, findings: &mut Findings) -> String {
    let name = table.required_text("name", findings).map(|n| n.text);
    name.unwrap_or_else(|| missing_code("名称", &table.spans.of("name")))
}

fn unit_named<'u>(units: &'u [Unit], name: &str) -> Option<&'u Unit> {
    units.iter().find(|u| u.is_called(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan_with_site(lines: &str) -> Result<Plan, Vec<String>> {
        let text = format!("title = \"示例县方案\"\neffective_on = 2024-01-01\n\n[site]\n{lines}\n");
        Plan::from_toml(&text).map_err(|faults| faults.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_site_may_have_an_emblem() {
        let plan = plan_with_site("emblem_address = \"https://bszs.conac.cn/sitename?id=1\"").unwrap();
        assert_eq!(plan.site.emblem_address, "https://bszs.conac.cn/sitename?id=1");
        assert_eq!(Plan::from_toml(&plan.to_toml()), Ok(plan));
    }

    #[test]
    fn a_stored_plan_may_still_say_that_its_site_is_in_colour() {
        let plan = plan_with_site("name = \"示例县人民政府门户网站\"\ngrey = false").unwrap();
        assert!(!plan.to_toml().contains("grey"));
    }

    #[test]
    fn what_a_site_leaves_out_is_empty() {
        let plan = plan_with_site("name = \"示例县人民政府门户网站\"").unwrap();
        assert_eq!(plan.site, Site { name: "示例县人民政府门户网站".into(), ..Site::default() });
    }

    #[test]
    fn an_emblem_needs_a_web_address() {
        let faults = plan_with_site("emblem_address = \"javascript:alert(1)\"").unwrap_err();
        assert_eq!(faults, ["5:18 党政机关网站标识的地址“javascript:alert(1)”须以 https:// 或 http:// 开头"]);
    }
}
