//! From text to rule set.

use super::super::{
    Amount, Appealing, BonusRule, Decimal, Entry, FaultKind, Grading, MeasureUnit, Measuring, Ratio, RuleCode, RuleSet,
    Stated, Sureness, Warning,
};
use super::values::{CERTAINTY_KEYS, Certainty, amount, decimal, required_decimal};
use super::{Fault, Findings, entries};
use crate::written::{self, Spans, Table};

const TOP_KEYS: [&str; 16] = [
    "code",
    "name",
    "document",
    "effective_from",
    "effective_until",
    "follows",
    "note",
    "source",
    "measuring",
    "grading",
    "warning",
    "appeal",
    "veto",
    "group",
    "indicator",
    "bonus",
];
const MEASURING_KEYS: [&str; 6] = ["news", "documents", "others", "visits_over", "visits_a_day", "visit_timeout"];
const GRADING_KEYS: [&str; 5] = ["total", "pass", "bonus_above", "bonus_most", "without_services"];

pub(super) fn rule_set(text: &str) -> Result<RuleSet, Vec<Fault>> {
    let mut findings = Findings::default();
    let text = written::with_lists_closed(text, &mut findings);
    let (document, is_toml) = written::parse(&text, &mut findings);
    let top = Table::open(&document, 0..0, &TOP_KEYS, &mut findings);
    let (rules, places) = read(&top, &mut findings);
    let readable = findings.is_empty();
    for fault in rules.inspect() {
        let span = places.of(fault.entry).of(fault.key);
        // What follows from a fault of the same value is not news, and sums of what could not be read say nothing.
        if !findings.any_within(&span) && (readable || !fault.kind.is_about_sums()) {
            findings.report(span, fault.kind, fault.message);
        }
    }
    if is_toml && findings.is_empty() { Ok(rules) } else { Err(findings.into_faults(&text)) }
}

impl FaultKind {
    const fn is_about_sums(self) -> bool {
        matches!(self, Self::PointsDiffer | Self::ScaleDiffers | Self::BadBonus)
    }
}

/// Where the entries stand in the file.
#[derive(Default)]
struct Places {
    top: Spans,
    sources: Vec<Spans>,
    measuring: Spans,
    grading: Spans,
    warning: Spans,
    appealing: Spans,
    vetoes: Vec<Spans>,
    groups: Vec<Spans>,
    indicators: Vec<Spans>,
    tests: Vec<Vec<Spans>>,
    bonuses: Vec<Spans>,
}

impl Places {
    fn of(&self, entry: Entry) -> &Spans {
        let found = match entry {
            Entry::RuleSet => None,
            Entry::Source(index) => self.sources.get(index),
            Entry::Measuring => Some(&self.measuring),
            Entry::Grading => Some(&self.grading),
            Entry::Warning => Some(&self.warning),
            Entry::Appealing => Some(&self.appealing),
            Entry::Veto(index) => self.vetoes.get(index),
            Entry::Group(index) => self.groups.get(index),
            Entry::Indicator(index) => self.indicators.get(index),
            Entry::Test(index, test) => self.tests.get(index).and_then(|tests| tests.get(test)),
            Entry::Bonus(index) => self.bonuses.get(index),
        };
        found.unwrap_or(&self.top)
    }
}

/// The rule set as far as it can be read: an unreadable value is reported and replaced by a stand-in.
fn read(top: &Table, findings: &mut Findings) -> (RuleSet, Places) {
    let mut places = Places { top: top.spans.clone(), ..Places::default() };
    let mut text = |key| top.required_text(key, findings).map(|t| t.text).unwrap_or_default();
    let (code, name, document) = (RuleCode::as_written(text("code")), text("name"), text("document"));
    let effective_from = top.required_date("effective_from", findings).unwrap_or_default();
    let effective_until = top.date("effective_until", findings);
    let follows = top.text("follows", findings).map(|follows| RuleCode::as_written(follows.text));
    let note = top.text_or_empty("note", findings);

    let mut sources = Vec::new();
    for table in top.tables("source", &entries::SOURCE_KEYS, findings) {
        sources.push(entries::source(&table, findings));
        places.sources.push(table.spans.clone());
    }
    let measuring = measuring(top, &mut places, findings);
    let grading = grading(top, &mut places, findings);
    let warning = warning(top, &mut places, findings);
    let appealing = appealing(top, &mut places, findings);

    let mut vetoes = Vec::new();
    for table in top.tables("veto", &entries::veto_keys(), findings) {
        vetoes.push(entries::veto(&table, findings));
        places.vetoes.push(with_queries(&table));
    }
    let mut groups = Vec::new();
    for table in top.tables("group", &entries::group_keys(), findings) {
        groups.push(entries::group(&table, findings));
        places.groups.push(table.spans.clone());
    }
    let mut indicators = Vec::new();
    for table in top.tables("indicator", &entries::indicator_keys(), findings) {
        let (mut indicator, certainty) = entries::indicator(&table, findings);
        let mut spans = Vec::new();
        for test in table.tables("test", &entries::test_keys(), findings) {
            indicator.tests.push(entries::test(&test, &certainty, findings));
            spans.push(with_queries(&test));
        }
        indicators.push(indicator);
        places.indicators.push(table.spans.clone());
        places.tests.push(spans);
    }
    let mut bonuses = Vec::new();
    for table in top.tables("bonus", &entries::bonus_keys(), findings) {
        bonuses.push(entries::bonus(&table, findings));
        places.bonuses.push(with_queries(&table));
    }
    let rules = RuleSet {
        code,
        name,
        document,
        effective_from,
        effective_until,
        follows,
        note,
        sources,
        measuring,
        grading,
        warning,
        appealing,
        vetoes,
        groups,
        indicators,
        bonuses,
    };
    (rules, places)
}

/// One query may be written as `query`; faults of queries are shown there.
fn with_queries(table: &Table) -> Spans {
    let mut spans = table.spans.clone();
    spans.alias("queries", "query");
    spans
}

/// A table that every file has; its absence is reported, and nothing of what it lacks.
fn section<'a, 't>(
    top: &Table<'a, 't>,
    key: &str,
    keys: &[&str],
    findings: &mut Findings,
) -> Option<(Table<'a, 't>, Certainty)> {
    let known = [keys, &CERTAINTY_KEYS[..]].concat();
    if !top.spans.is_written(key) {
        findings.report(top.spans.of(""), FaultKind::MissingKey, format!("缺少“[{key}]”"));
    }
    let table = top.table(key, &known, findings)?;
    let certainty = Certainty::read(&table, None, findings);
    Some((table, certainty))
}

fn measuring(top: &Table, places: &mut Places, findings: &mut Findings) -> Measuring {
    let weeks = Amount::new(14, MeasureUnit::Days);
    let seconds = Amount::new(15, MeasureUnit::Seconds);
    let Some((table, certainty)) = section(top, "measuring", &MEASURING_KEYS, findings) else {
        let term = unread(weeks);
        let (visits_a_day, visit_timeout) = (unread(1), unread(seconds));
        return Measuring {
            news: term,
            documents: term,
            others: term,
            visits_over: term,
            visits_a_day,
            visit_timeout,
            source: None,
        };
    };
    places.measuring = table.spans.clone();
    let visits_a_day = required_decimal(&table, "visits_a_day", findings);
    if !visits_a_day.is_whole() {
        findings.report(table.spans.of("visits_a_day"), FaultKind::BadValue, "“visits_a_day”应写整数");
    }
    let mut amount_of = |key: &str, otherwise| {
        if !table.spans.is_written(key) {
            findings.report(table.spans.of(""), FaultKind::MissingKey, format!("缺少“{key}”"));
        }
        certainty.state(key, amount(&table, key, findings).unwrap_or(otherwise))
    };
    Measuring {
        news: amount_of("news", weeks),
        documents: amount_of("documents", weeks),
        others: amount_of("others", weeks),
        visits_over: amount_of("visits_over", weeks),
        visits_a_day: certainty.state("visits_a_day", visits_a_day.whole_steps(Decimal::whole(1))),
        visit_timeout: amount_of("visit_timeout", seconds),
        source: certainty.source.clone(),
    }
}

fn grading(top: &Table, places: &mut Places, findings: &mut Findings) -> Grading {
    let hundred = Decimal::whole(100);
    let Some((table, certainty)) = section(top, "grading", &GRADING_KEYS, findings) else {
        let pass = unread(Decimal::whole(60));
        return Grading { total: unread(hundred), pass, bonus: None, without_services: None, source: None };
    };
    places.grading = table.spans.clone();
    let (total, pass) = (required_decimal(&table, "total", findings), required_decimal(&table, "pass", findings));
    let (above, most) = (decimal(&table, "bonus_above", findings), decimal(&table, "bonus_most", findings));
    if table.spans.is_written("bonus_above") != table.spans.is_written("bonus_most") {
        let message = "加分门槛和上限（bonus_above、bonus_most）须一并写明";
        findings.report(table.spans.of(""), FaultKind::BadBonus, message);
    }
    let bonus = above.zip(most).map(|(above, most)| BonusRule {
        above: certainty.state("bonus_above", above),
        most: certainty.state("bonus_most", most),
    });
    let written = table.text("without_services", findings);
    let ratio = written.and_then(|written| {
        let ratio = Ratio::parse(&written.text);
        if ratio.is_none() {
            let message = format!("折算比例“{}”应写成分数，如 4/3", written.text);
            findings.report(written.span, FaultKind::BadValue, message);
        }
        ratio
    });
    Grading {
        total: certainty.state("total", total),
        pass: certainty.state("pass", pass),
        bonus,
        without_services: ratio.map(|ratio| certainty.state("without_services", ratio)),
        source: certainty.source,
    }
}

fn warning(top: &Table, places: &mut Places, findings: &mut Findings) -> Warning {
    let Some((table, certainty)) = section(top, "warning", &["ratio"], findings) else {
        return Warning { ratio: unread(Decimal::whole(1)), source: None };
    };
    places.warning = table.spans.clone();
    let ratio = required_decimal(&table, "ratio", findings);
    Warning { ratio: certainty.state("ratio", ratio), source: certainty.source }
}

/// Left out by documents that say nothing of appeals.
fn appealing(top: &Table, places: &mut Places, findings: &mut Findings) -> Appealing {
    let known = [&["within"][..], &CERTAINTY_KEYS[..]].concat();
    let Some(table) = top.table("appeal", &known, findings) else { return Appealing::UNSTATED };
    places.appealing = table.spans.clone();
    let certainty = Certainty::read(&table, None, findings);
    if !table.spans.is_written("within") {
        findings.report(table.spans.of(""), FaultKind::MissingKey, "缺少“within”");
    }
    let within = amount(&table, "within", findings).unwrap_or(Appealing::UNSTATED.within.value);
    Appealing { within: certainty.state("within", within), source: certainty.source }
}

/// What stands in for a value that could not be read; the file is refused anyway.
const fn unread<T: Copy>(value: T) -> Stated<T> {
    Stated { value, sureness: Sureness::Unsure }
}
