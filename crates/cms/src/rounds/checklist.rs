//! The checklist of a unit: its columns as they stand, in the order of the plan.

use std::collections::BTreeMap;

use domain::{
    account::Actor,
    desk::{
        board::ColumnLine,
        patrol::{FindingFilter, OfUnit},
    },
    kind::{Detail, Kind},
    patrol::Owner,
    plan::{Column, ColumnCode, ColumnKind, UnitCode},
    round::{Carried, Guides, LastItem, Line, Month, Verdict},
};

use super::owing::is_kept;
use crate::{
    Cms, Result,
    obligations::{ColumnStanding, Standings},
};

/// Guides of a unit that are looked at.
const MOST_GUIDES: i64 = 1000;
/// Incomplete guides that are named.
const MOST_NAMED: usize = 5;

impl Cms {
    /// What `unit` looks through for `month`, as it stands now; `actor` reads it.
    pub(super) async fn checklist(
        &self,
        actor: &Actor,
        unit: &UnitCode,
        month: Month,
        standings: &Standings,
    ) -> Result<Vec<Line>> {
        let findings = self.open_findings_by_column(unit).await?;
        let mut guides = self.guides_of(unit).await?;
        let mut carried = self.left_open(unit, month).await?;
        let plan = &standings.plan;
        let lines = standings.columns.iter().filter_map(|column| {
            plan.duties(&column.code).filter(|duties| duties.responsible.contains(unit))?;
            let of_plan = plan.plan.column(&column.code).filter(|_| is_kept(plan, &column.code))?;
            let said = standings.line(actor, column)?;
            let line = line(of_plan, column, said, findings.get(&column.code).copied().unwrap_or_default());
            let guides = guides.remove(&column.code).or_else(|| holds_guides(of_plan.kind).then(Guides::default));
            Some(Line { guides, carried: carried.remove(&column.code), ..line })
        });
        Ok(lines.collect())
    }

    /// The open findings that `unit` mends, alone or with others, by column.
    async fn open_findings_by_column(&self, unit: &UnitCode) -> Result<BTreeMap<ColumnCode, u32>> {
        let mut by_column = BTreeMap::new();
        for finding in self.findings_of(&OfUnit::mended_by(unit.clone()), &FindingFilter::default()).await? {
            if let Owner::Column { column, .. } = finding.owner {
                *by_column.entry(column).or_default() += 1;
            }
        }
        Ok(by_column)
    }

    /// The public guides of a unit by column, with what they lack.
    async fn guides_of(&self, unit: &UnitCode) -> Result<BTreeMap<ColumnCode, Guides>> {
        let mut by_column: BTreeMap<ColumnCode, Guides> = BTreeMap::new();
        for row in self.inner.store.published_of_unit(unit, Kind::Service, MOST_GUIDES).await? {
            let Detail::Service(service) = &row.detail else { continue };
            let guides = by_column.entry(row.column).or_default();
            guides.total += 1;
            let missing = service.completeness().missing;
            if !missing.is_empty() {
                guides.incomplete += 1;
                if guides.examples.len() < MOST_NAMED {
                    guides.examples.push(format!("{}：缺{}", row.title, missing.join("、")));
                }
            }
        }
        Ok(by_column)
    }

    /// The problems of the last signed round before `month`.
    async fn left_open(&self, unit: &UnitCode, month: Month) -> Result<BTreeMap<ColumnCode, Carried>> {
        let Some(last) = self.inner.store.last_signed_round(unit, month).await? else { return Ok(BTreeMap::new()) };
        let problems = last.lines.into_iter().filter(|signed| signed.answer.verdict == Some(Verdict::Problem));
        Ok(problems
            .map(|signed| (signed.line.column, Carried { month: last.month, note: signed.answer.note }))
            .collect())
    }
}

const fn holds_guides(kind: ColumnKind) -> bool {
    matches!(kind, ColumnKind::Services | ColumnKind::LifeEvents)
}

fn line(of_plan: &Column, column: &ColumnStanding, said: ColumnLine, findings: u32) -> Line {
    let waits_for_item = said.set_by.as_ref().is_some_and(|set_by| !set_by.is_public);
    let link = matches!(of_plan.kind, ColumnKind::Link).then(|| of_plan.link().map(str::to_owned)).flatten();
    Line {
        column: said.code,
        name: said.name,
        path: said.path,
        number: said.number,
        requirement: of_plan.row.as_ref().map(|row| row.requirement.clone()).unwrap_or_default(),
        state: said.state,
        due: said.due,
        days_left: said.days_left,
        arithmetic: said.arithmetic.unwrap_or(said.rule),
        last: column.newest.as_ref().map(|newest| LastItem { title: newest.title.clone(), on: newest.on }),
        findings,
        link,
        guides: None,
        // An empty column is filled, not confirmed, and an item on its way that sets the state is published.
        confirmable: said.confirmable && said.state != domain::obligation::State::Blank && !waits_for_item,
        carried: None,
    }
}
