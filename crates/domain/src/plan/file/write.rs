//! From plan to text, in one canonical form: `Plan::from_toml` reads it back to the same plan.

use std::fmt::{self, Write};

use super::super::{
    Column, ColumnKind, CountsAs, GroupMembers, Party, Plan, PlanRow, Releases, Signing, Unit, UnitGroup,
};
use crate::{clock::Term, obligation::ClockSettings};

/// A list longer than this is written one entry a line.
const LINE_WIDTH: usize = 100;

impl Plan {
    /// The plan as a file. Comments of the file it came from are not kept.
    pub fn to_toml(&self) -> String {
        let mut text = String::new();
        self.write_toml(&mut text).expect("writing to a string cannot fail");
        text
    }

    fn write_toml(&self, out: &mut String) -> fmt::Result {
        text(out, "title", &self.title)?;
        text(out, "document_number", &self.document_number)?;
        writeln!(out, "effective_on = {}", self.effective_on)?;
        let site = &self.site;
        out.push_str("\n[site]\n");
        for (key, value) in [
            ("name", &site.name),
            ("county", &site.county),
            ("domain", &site.domain),
            ("site_code", &site.site_code),
            ("icp", &site.icp),
            ("police_record", &site.police_record),
            ("emblem_address", &site.emblem_address),
            ("owner", &site.owner),
            ("contact", &site.contact),
            ("case_series", &site.case_series),
            ("index_number", &site.index_number),
        ] {
            text(out, key, value)?;
        }
        self.write_clock(out)?;
        for unit in &self.units {
            self.write_unit(out, unit)?;
        }
        for group in &self.groups {
            self.write_group(out, group)?;
        }
        for column in &self.columns {
            self.write_column(out, column)?;
        }
        Ok(())
    }

    fn write_clock(&self, out: &mut String) -> fmt::Result {
        let ClockSettings {
            region,
            promptly,
            signing,
            interpretation,
            reply,
            rectification,
            service,
            warn_percent,
            warn_days,
            reminders,
        } = &self.clock;
        out.push_str("\n[clock]\n");
        text_if_any(out, "region", region)?;
        let terms = [
            ("promptly", promptly),
            ("signing", signing),
            ("interpretation", interpretation),
            ("reply", reply),
            ("rectification", rectification),
        ];
        for (key, days) in terms {
            text(out, key, &Term::WorkingDays(*days).written())?;
        }
        text(out, "service_level", &service.percent())?;
        text(out, "service_time", &format!("{}秒", service.seconds))?;
        text(out, "warn_percent", &format!("{warn_percent}%"))?;
        let warn: Vec<_> = warn_days.iter().map(|(cadence, days)| format!("{} {days}天", cadence.written())).collect();
        let warn: Vec<_> = warn.iter().map(|entry| quoted(entry)).collect();
        // Written even when it is empty: without the key the usual list would stand.
        writeln!(out, "warn = [{}]", warn.join(", "))?;
        let before: Vec<_> = reminders.before.iter().map(|days| quoted(&Term::WorkingDays(*days).written())).collect();
        writeln!(out, "remind = [{}]", before.join(", "))?;
        text(out, "remind_again", &Term::Days(reminders.again).written())?;
        text(out, "escalate_head", &Term::WorkingDays(reminders.escalate_head).written())?;
        text(out, "escalate_office", &Term::WorkingDays(reminders.escalate_office).written())
    }

    fn write_unit(&self, out: &mut String, unit: &Unit) -> fmt::Result {
        out.push_str("\n[[unit]]\n");
        text(out, "code", unit.code.as_str())?;
        text(out, "name", &unit.name)?;
        list(out, "aliases", unit.aliases.iter().map(String::as_str))?;
        text(out, "kind", unit.kind.label())?;
        if !unit.has_account {
            out.push_str("account = false\n");
        }
        if let Some(succession) = &unit.successor {
            let name = self.unit(&succession.unit).map_or(succession.unit.as_str(), |u| &u.name);
            writeln!(out, "successor = {{ unit = {}, on = {} }}", quoted(name), succession.on)?;
        }
        if let Some(day) = unit.founded_on {
            writeln!(out, "founded_on = {day}")?;
        }
        if let Some(day) = unit.closed_on {
            writeln!(out, "closed_on = {day}")?;
        }
        text_if_any(out, "index_code", &unit.index_code)
    }

    fn write_group(&self, out: &mut String, group: &UnitGroup) -> fmt::Result {
        out.push_str("\n[[group]]\n");
        text(out, "code", group.code.as_str())?;
        text(out, "name", &group.name)?;
        match &group.members {
            GroupMembers::Kinds(kinds) => list(out, "kinds", kinds.iter().map(|k| k.label())),
            GroupMembers::Units(units) => {
                list(out, "units", units.iter().map(|u| self.unit(u).map_or(u.as_str(), |u| &u.name)))
            }
            GroupMembers::Outside => {
                out.push_str("outside = true\n");
                Ok(())
            }
        }
    }

    fn write_column(&self, out: &mut String, column: &Column) -> fmt::Result {
        out.push_str("\n[[column]]\n");
        text(out, "code", column.code.as_str())?;
        text(out, "name", &column.name)?;
        text_if_any(out, "alias", column.alias.as_deref().unwrap_or_default())?;
        if let Some(parent) = &column.parent {
            text(out, "parent", parent.as_str())?;
        }
        let usual_kind = if column.row.is_some() { ColumnKind::Articles } else { ColumnKind::Group };
        if column.kind != usual_kind {
            text(out, "kind", column.kind.label())?;
        }
        if column.assessed {
            out.push_str("star = true\n");
        }
        text_if_any(out, "summary", &column.summary)?;
        if !column.life_events.is_empty() {
            list(out, "life_events", column.life_events.iter().map(String::as_str))?;
        }
        text_if_any(out, "counts_as", column.counts_as.map_or("", CountsAs::label))?;
        if let Some(row) = &column.row {
            self.write_row(out, row)?;
        }
        if let Some(day) = column.retired_on {
            writeln!(out, "retired_on = {day}")?;
        }
        Ok(())
    }

    fn write_row(&self, out: &mut String, row: &PlanRow) -> fmt::Result {
        let names =
            |parties: &'_ [Party]| -> Vec<String> { parties.iter().map(|p| self.party_name(p).to_owned()).collect() };
        text_if_any(out, "number", &row.number)?;
        list(out, "modes", row.modes.iter().map(|m| m.label()))?;
        text(out, "cadence", &row.cadence.written())?;
        let releases: Vec<String> = row.releases.iter().flat_map(Releases::days).map(ToString::to_string).collect();
        list(out, "releases", releases.iter().map(String::as_str))?;
        text_if_any(out, "floor", &row.floor.map(Term::written).unwrap_or_default())?;
        if let Some(day) = row.owed_since {
            writeln!(out, "owed_since = {day}")?;
        }
        if !row.owing_since.is_empty() {
            let since: Vec<String> = row.owing_since.iter().map(|(unit, day)| format!("{unit} = {day}")).collect();
            writeln!(out, "owing_since = {{ {} }}", since.join(", "))?;
        }
        text_if_any(out, "event_term", &row.event_term.map(Term::written).unwrap_or_default())?;
        list(out, "leads", names(&row.leads).iter().map(String::as_str))?;
        list(out, "responsible", names(&row.responsible).iter().map(String::as_str))?;
        text_if_any(out, "requirement", &row.requirement)?;
        text_if_any(out, "remark", &row.remark)?;
        if let Some(link) = &row.link {
            text(out, "link", link)?;
        }
        if let Some(code) = &row.mirrors {
            text(out, "mirrors", code.as_str())?;
        }
        if row.signing != Signing::default() {
            text(out, "signing", row.signing.label())?;
        }
        Ok(())
    }
}

fn text(out: &mut String, key: &str, value: &str) -> fmt::Result {
    writeln!(out, "{key} = {}", quoted(value))
}

fn text_if_any(out: &mut String, key: &str, value: &str) -> fmt::Result {
    if value.is_empty() { Ok(()) } else { text(out, key, value) }
}

/// Nothing for an empty list; one entry a line when it is long.
fn list<'a>(out: &mut String, key: &str, values: impl Iterator<Item = &'a str>) -> fmt::Result {
    let values: Vec<String> = values.map(quoted).collect();
    if values.is_empty() {
        return Ok(());
    }
    let line = format!("{key} = [{}]", values.join(", "));
    if line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>() <= LINE_WIDTH {
        writeln!(out, "{line}")
    } else {
        writeln!(out, "{key} = [\n    {},\n]", values.join(",\n    "))
    }
}

/// A TOML basic string.
fn quoted(value: &str) -> String {
    let mut text = String::from('"');
    for c in value.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            c if c.is_control() => text.extend(format!("\\u{:04X}", u32::from(c)).chars()),
            c => text.push(c),
        }
    }
    text.push('"');
    text
}
