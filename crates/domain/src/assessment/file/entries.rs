//! The entries of the file, each from its table.

use super::super::{
    Amount, Basis, Beyond, Bonus, Deduction, Earning, EvidenceQuery, FaultKind, Group, Indicator, MeasureUnit,
    Measurement, Rhythm, RuleCode, Source, Test, Veto, VetoTarget,
};
use super::Findings;
use super::values::{CERTAINTY_KEYS, Certainty, amount, decimal, required_decimal, threshold};
use crate::written::Table;

pub(super) const SOURCE_KEYS: [&str; 2] = ["code", "name"];
const BASIS_KEYS: [&str; 4] = ["query", "queries", "beyond", "judged"];

pub(super) fn veto_keys() -> Vec<&'static str> {
    let own = ["code", "item", "name", "target", "limit", "or_every_one", "warn", "warn_beyond", "warn_source"];
    [&own[..], &BASIS_KEYS[..], &CERTAINTY_KEYS[..]].concat()
}

pub(super) fn group_keys() -> Vec<&'static str> {
    let own = ["code", "name", "parent", "points", "weight", "rhythm", "only_services"];
    [&own[..], &CERTAINTY_KEYS[..]].concat()
}

pub(super) fn indicator_keys() -> Vec<&'static str> {
    [&["code", "name", "group", "points", "test"][..], &CERTAINTY_KEYS[..]].concat()
}

pub(super) fn test_keys() -> Vec<&'static str> {
    let own = ["code", "name", "loses", "each", "at", "short_of", "hours"];
    [&own[..], &BASIS_KEYS[..], &CERTAINTY_KEYS[..]].concat()
}

pub(super) fn bonus_keys() -> Vec<&'static str> {
    [&["code", "name", "points", "at", "each"][..], &BASIS_KEYS[..], &CERTAINTY_KEYS[..]].concat()
}

pub(super) fn source(table: &Table, findings: &mut Findings) -> Source {
    Source { code: code(table, findings), name: name(table, "name", findings) }
}

pub(super) fn veto(table: &Table, findings: &mut Findings) -> Veto {
    let certainty = Certainty::read(table, None, findings);
    let targets = VetoTarget::ALL.map(VetoTarget::label);
    let every_one = table.flag("or_every_one", false, findings);
    Veto {
        code: code(table, findings),
        item: name(table, "item", findings),
        name: name(table, "name", findings),
        target: table.word("target", VetoTarget::from_label, &targets, findings).unwrap_or_default(),
        basis: basis(table, &certainty, findings),
        limit: threshold(table, "limit", findings).map(|limit| certainty.state("limit", limit)),
        or_every_one: certainty.state("or_every_one", every_one),
        warn: threshold(table, "warn", findings).map(|warn| certainty.state("warn", warn)),
        warn_beyond: amount(table, "warn_beyond", findings).map(|early| certainty.state("warn_beyond", early)),
        warn_source: table.text("warn_source", findings).map(|source| RuleCode::as_written(source.text)),
        sureness: certainty.of("name"),
        source: certainty.source,
    }
}

pub(super) fn group(table: &Table, findings: &mut Findings) -> Group {
    let certainty = Certainty::read(table, None, findings);
    let rhythms = Rhythm::ALL.map(Rhythm::label);
    let rhythm = table.word("rhythm", Rhythm::from_label, &rhythms, findings).unwrap_or_default();
    let only_services = table.flag("only_services", false, findings);
    let points = required_decimal(table, "points", findings);
    Group {
        code: code(table, findings),
        name: name(table, "name", findings),
        parent: table.text("parent", findings).map(|parent| RuleCode::as_written(parent.text)),
        points: certainty.state("points", points),
        weight: decimal(table, "weight", findings).map(|weight| certainty.state("weight", weight)),
        rhythm: certainty.state("rhythm", rhythm),
        only_services: certainty.state("only_services", only_services),
        source: certainty.source,
    }
}

/// The indicator without its tests, and how sure its tests are when they do not say it themselves.
pub(super) fn indicator(table: &Table, findings: &mut Findings) -> (Indicator, Certainty) {
    let certainty = Certainty::read(table, None, findings);
    let points = required_decimal(table, "points", findings);
    let group = table.required_text("group", findings).map(|group| group.text).unwrap_or_default();
    let indicator = Indicator {
        code: code(table, findings),
        name: name(table, "name", findings),
        group: RuleCode::as_written(group),
        points: certainty.state("points", points),
        tests: Vec::new(),
        source: certainty.source.clone(),
    };
    (indicator, certainty)
}

pub(super) fn test(table: &Table, above: &Certainty, findings: &mut Findings) -> Test {
    let certainty = Certainty::read(table, Some(above), findings);
    let basis = basis(table, &certainty, findings);
    let deduction = deduction(table, &basis, findings);
    let loses = required_decimal(table, "loses", findings);
    Test {
        code: code(table, findings),
        name: name(table, "name", findings),
        deduction: certainty.state(deduction.key(), deduction),
        basis,
        loses: certainty.state("loses", loses),
        hours: required_decimal(table, "hours", findings),
        source: certainty.source,
    }
}

pub(super) fn bonus(table: &Table, findings: &mut Findings) -> Bonus {
    let certainty = Certainty::read(table, None, findings);
    let points = required_decimal(table, "points", findings);
    let (at, each) = (threshold(table, "at", findings), decimal(table, "each", findings));
    if at.is_some() && each.is_some() {
        findings.report(table.spans.of("each"), FaultKind::BadValue, "加分条件“at”和“each”只能写一个");
    }
    let earning = match (at, each) {
        (Some(line), _) => Some(certainty.state("at", Earning::At(line))),
        (None, each) => each.map(|each| certainty.state("each", Earning::Each(each))),
    };
    Bonus {
        code: code(table, findings),
        name: name(table, "name", findings),
        points: certainty.state("points", points),
        basis: basis(table, &certainty, findings),
        earning,
        source: certainty.source,
    }
}

/// Each so much, from a line on, or for each one missing: exactly one of them, 每处 for what a person judges.
fn deduction(table: &Table, basis: &Basis, findings: &mut Findings) -> Deduction {
    const ONE: Amount = Amount::new(1, MeasureUnit::Count);
    let keys = ["each", "at", "short_of"];
    let written: Vec<&str> = keys.into_iter().filter(|key| table.spans.is_written(key)).collect();
    if written.is_empty() && *basis != Basis::Judged {
        let message = "缺少扣分条件，可写：each（每个）、at（达到界限）、short_of（每少一个）";
        findings.report(table.spans.of(""), FaultKind::MissingThreshold, message);
    }
    if let [_, second, ..] = written[..] {
        let message = "扣分条件 each、at、short_of 只能写一个";
        findings.report(table.spans.of(second), FaultKind::BadValue, message);
    }
    let each = amount(table, "each", findings).map(Deduction::Each);
    let at = threshold(table, "at", findings).map(Deduction::At);
    let short_of = amount(table, "short_of", findings).map(Deduction::ShortOf);
    each.or(at).or(short_of).unwrap_or(Deduction::Each(ONE))
}

/// The queries, or that a person judges.
fn basis(table: &Table, certainty: &Certainty, findings: &mut Findings) -> Basis {
    let judged = table.flag("judged", false, findings);
    let mut written = table.texts("queries", findings);
    written.extend(table.text("query", findings));
    let named = table.spans.is_written("query") || table.spans.is_written("queries");
    if judged == named {
        let message = "须写取数指标（query 或 queries），或写 judged = true（人工评判），二者必居其一";
        findings.report(table.spans.of(""), FaultKind::NoBasis, message);
    }
    if judged || !named {
        return Basis::Judged;
    }
    let mut queries = Vec::new();
    for word in written {
        match EvidenceQuery::from_code(&word.text) {
            Some(query) => queries.push(query),
            None => findings.report(word.span, FaultKind::UnknownQuery, format!("没有取数指标“{}”", word.text)),
        }
    }
    let beyond = amount(table, "beyond", findings);
    let nobody_takes = queries.iter().all(|query| query.beyond() == Beyond::Nothing);
    let measurement = |query: EvidenceQuery| {
        let takes = nobody_takes || query.beyond() != Beyond::Nothing;
        Measurement { query, beyond: beyond.filter(|_| takes) }
    };
    let measurements = queries.into_iter().map(measurement).collect();
    Basis::Measured { measurements, sureness: certainty.of("beyond") }
}

/// The code as written, even when it is malformed: references to it then still lead somewhere.
fn code(table: &Table, findings: &mut Findings) -> RuleCode {
    let written = table.required_text("code", findings).map(|code| code.text);
    // A stand-in that no written code can equal, so that one missing code is not reported as a duplicate of another.
    RuleCode::as_written(written.unwrap_or_else(|| format!("?{}", table.spans.of("code").start)))
}

fn name(table: &Table, key: &str, findings: &mut Findings) -> String {
    table.required_text(key, findings).map(|name| name.text).unwrap_or_default()
}
