//! The list of proposals, for those who may take them over, and for the manager of the sources.

use std::collections::BTreeSet;

use domain::{
    account::Actor,
    desk::{
        Page,
        reprints::{ProposalFilter, ProposalPage, ProposalRow, Standing},
    },
    id::ReprintProposalId,
    permission::{Action, Refusal, Target, may},
    plan::{ColumnCode, InForce},
    web::is_government,
};
use store::reprint_proposal::ProposalRecord;

use super::sources::{takes_reprints, target};
use crate::{Cms, Ctx, Result};

/// Lines of a page.
const PAGE_SIZE: i64 = 30;

impl Cms {
    /// The proposals for the columns in which the account may start an item. Whoever keeps the sources sees them all:
    /// they are public elsewhere.
    pub async fn reprint_proposals(&self, ctx: &Ctx, filter: &ProposalFilter) -> Result<ProposalPage> {
        let actor = ctx.actor()?;
        let plan = self.plan();
        let manages = may(actor, Action::ManagePlan, Target::Desk).is_ok();
        if !manages && !actor.role.edits() {
            return Err(Refusal::Role.into());
        }
        let sources = self.inner.store.reprint_sources().await?;
        let columns: BTreeSet<ColumnCode> = sources
            .iter()
            .map(|source| &source.form.column)
            .filter(|column| manages || may_take(actor, &plan, column))
            .cloned()
            .collect();
        let (records, total) = self.inner.store.reprint_proposals(&columns, filter, PAGE_SIZE).await?;
        let mut rows: Vec<ProposalRow> = Vec::with_capacity(records.len());
        let mut before: Option<ReprintProposalId> = None;
        for record in records {
            let family = Some(record.family.unwrap_or(record.id));
            rows.push(row(actor, &plan, record, family == before));
            before = family;
        }
        let names = sources.into_iter().filter(|source| columns.contains(&source.form.column));
        Ok(ProposalPage {
            page: Page { rows, total, number: filter.page.max(1), size: PAGE_SIZE },
            sources: names.map(|source| (source.id, source.form.name)).collect(),
            columns: columns.iter().map(|code| target(&plan, code)).collect(),
        })
    }
}

/// Whether the account may start a reprint in the column, by the plan in force.
pub(super) fn may_take(actor: &Actor, plan: &InForce, column: &ColumnCode) -> bool {
    authorise(actor, plan, column).is_ok()
}

pub(super) fn authorise(actor: &Actor, plan: &InForce, column: &ColumnCode) -> Result<(), Refusal> {
    let duties = plan.duties(column).ok_or(Refusal::Column)?;
    may(actor, Action::Create, Target::Column(duties))?;
    let takes = plan.plan.column(column).is_some_and(|column| takes_reprints(column, plan.on));
    if takes { Ok(()) } else { Err(Refusal::Column) }
}

fn row(actor: &Actor, plan: &InForce, record: ProposalRecord, is_in_family: bool) -> ProposalRow {
    let is_undecided = matches!(record.standing, Standing::Open | Standing::Adopted { item: None, .. });
    ProposalRow {
        is_government: is_government(&record.address, &plan.plan.site.domain),
        column_path: target(plan, &record.column).path,
        may_decide: is_undecided && may_take(actor, plan, &record.column),
        id: record.id,
        title: record.title,
        source_name: record.source_name,
        level: record.level,
        address: record.address,
        published: record.published,
        found_at: record.found_at,
        excerpt: record.excerpt,
        remark: record.remark,
        pictures: record.pictures,
        alike: record.alike,
        is_in_family,
        standing: record.standing,
    }
}
