//! The inbox of corrections, and one report with everything around it.

use std::collections::BTreeSet;

use documents::{finding::Span, personal_data};
use domain::{
    account::{Actor, Role},
    desk::{
        Page,
        reports::{OpenReport, ReportFilter, ReportRow, ReportSheet, ReportStep},
    },
    event::{SubjectKind, action_label},
    id::{ItemId, ReportId},
    permission::{Action, Refusal},
    plan::{ColumnCode, UnitCode},
};
use store::item::ItemScope;

use super::Matter;
use crate::{Cms, Ctx, Result};

/// Lines of a page of the list.
const PAGE_SIZE: i64 = 30;
/// Characters of what a reader wrote that a line shows.
const EXCERPT: usize = 60;

impl Cms {
    /// The reports that the account may handle: what is open first, longest waiting on top.
    pub async fn reports(&self, ctx: &Ctx, filter: &ReportFilter) -> Result<Page<ReportRow>> {
        let actor = ctx.actor()?;
        if !actor.role.edits() {
            return Err(Refusal::Role.into());
        }
        let (units, columns) = self.report_scope(actor);
        let scope = ItemScope { units: &units, columns: &columns };
        let (records, total) = self.inner.store.reports_page(&scope, filter, PAGE_SIZE).await?;
        let rows = records.into_iter().map(|record| row(&Matter::new(self, record))).collect();
        Ok(Page { rows, total, number: filter.page.max(1), size: PAGE_SIZE })
    }

    /// A report in full, but for how its sender can be reached.
    pub async fn report_sheet(&self, ctx: &Ctx, report: ReportId) -> Result<ReportSheet> {
        let actor = ctx.actor()?;
        let matter = self.matter(ctx, report, Action::ReadReport).await?;
        let events = self.inner.store.events_of(SubjectKind::Report, &report.to_string()).await?;
        let history = events.into_iter().map(|event| ReportStep {
            at: event.at,
            label: action_label(&event.action),
            by: event.actor_name,
            unit_name: UnitCode::parse(&event.unit)
                .map(|unit| matter.plan.unit_name(&unit).to_owned())
                .unwrap_or_default(),
        });
        let record = &matter.report;
        let (mut address, mut readers, mut may_revise) = (format!("/c/{}", record.column), None, false);
        if let Some(item) = record.item {
            let subject = self.subject_of(item).await?;
            address = format!("/a/{}", subject.item.code);
            readers = Some(self.readers_of(item).await?);
            may_revise = [Action::Edit, Action::Revise].into_iter().any(|one| subject.authorise(actor, one).is_ok());
        }
        Ok(ReportSheet {
            row: row(&matter),
            address,
            item: record.item,
            readers,
            passage: record.passage.clone(),
            words: record.words.clone(),
            has_contact: record.contact.is_some(),
            outcome: record.outcome,
            answer: record.answer.clone(),
            history: history.collect(),
            allowed: matter.allowed(actor),
            may_revise,
        })
    }

    /// How many reports nobody has in hand yet, for the side bar.
    pub(crate) async fn waiting_reports(&self, actor: &Actor) -> Result<i64> {
        if !actor.role.edits() {
            return Ok(0);
        }
        let (units, columns) = self.report_scope(actor);
        Ok(self.inner.store.waiting_reports(&ItemScope { units: &units, columns: &columns }).await?)
    }

    /// What readers report of an item and is not closed, for whoever is about to revise it.
    pub(crate) async fn open_reports(&self, actor: &Actor, item: ItemId) -> Result<Vec<OpenReport>> {
        let records = self.inner.store.open_reports_of(item).await?;
        let matters = records.into_iter().map(|record| Matter::new(self, record));
        Ok(matters
            .filter(|matter| matter.authorise(actor, Action::ReadReport).is_ok())
            .map(|Matter { report, .. }| OpenReport {
                id: report.id,
                receipt: report.receipt.to_string(),
                kind: report.kind,
                passage: masked(&report.passage),
                words: masked(&report.words),
            })
            .collect())
    }

    /// As the rules have it: the own unit's, under its codes before and after a reform, and what the own unit leads.
    fn report_scope(&self, actor: &Actor) -> (BTreeSet<UnitCode>, BTreeSet<ColumnCode>) {
        let plan = self.plan();
        let leads = plan.all_duties().filter(|(_, duties)| duties.leads.contains(&actor.unit));
        let columns = leads.map(|(code, _)| code.clone()).filter(|_| actor.role == Role::Reviewer).collect();
        (self.codes_of(&actor.unit), columns)
    }
}

fn row(matter: &Matter) -> ReportRow {
    let (report, plan) = (&matter.report, &matter.plan);
    let path = plan.plan.path_name(&report.column);
    let words = masked(&report.words);
    let mut excerpt: String = words.chars().take(EXCERPT).collect();
    if words.chars().nth(EXCERPT).is_some() {
        excerpt.push('…');
    }
    ReportRow {
        id: report.id,
        receipt: report.receipt.to_string(),
        kind: report.kind,
        state: report.state,
        title: report.title.clone(),
        column_path: if path.is_empty() { report.column.to_string() } else { path },
        unit_name: plan.unit_name(&matter.facts.unit).to_owned(),
        excerpt,
        claimed_by: report.claimed_by.map(|_| report.claimed_name.clone()),
        received_at: report.received_at,
    }
}

/// What a reader wrote, without the numbers of people in it.
pub(crate) fn masked(text: &str) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for datum in personal_data::find(text) {
        let Span { start, end } = datum.span;
        characters[start..end].iter_mut().zip(datum.masked.chars()).for_each(|(shown, masked)| *shown = masked);
    }
    characters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn numbers_of_people_do_not_stand_in_lists() {
        assert_eq!(masked("我的电话13800138000，请改正。"), "我的电话138****8000，请改正。");
        assert_eq!(masked("标题有错别字"), "标题有错别字");
    }
}
