//! Inbox and item list.

use std::collections::BTreeSet;

use domain::{
    account::{Actor, Role},
    desk::{
        Page,
        content::{Claimant, ColumnChoice, Inbox, ItemFilter, ItemRow, Signature},
    },
    id::ItemCode,
    kind::{Detail, Kind},
    permission::{Action, Refusal, Target, left_to_sign, may, signature_unit},
    plan::{ColumnCode, UnitCode},
    workflow::Stage,
};
use store::item::{ItemScope, Waiting};

use super::Subject;
use crate::{Cms, Ctx, Result};

/// How many waiting items an inbox shows; nobody works off more in a day.
const INBOX_LIMIT: usize = 1_000;
/// How many candidates are read at once.
const PORTION: i64 = 500;
/// Lines of a page of the item list.
const PAGE_SIZE: i64 = 30;
/// Documents offered for an interpretation to point to.
const CHOICES: i64 = 20;

impl Cms {
    /// Exactly what the account may act on over all columns, longest waiting first; beside it, where the unit's own
    /// items are, and the columns in which the account may start something.
    pub async fn inbox(&self, ctx: &Ctx, filter: &ItemFilter) -> Result<Inbox> {
        let actor = editor(ctx)?;
        let led = self.columns_led(actor);
        let units = self.codes_of(&actor.unit);
        let scope = ItemScope { units: &units, columns: &led };
        let mut inbox =
            Inbox { rows: Vec::new(), on_their_way: Vec::new(), more: false, may_create_in: self.may_create_in(actor) };
        let mut after = None;
        // Most candidates wait for somebody else, so what is shown is counted, not what is looked at.
        loop {
            let records = self.inner.store.items_at_work(&scope, filter, after, PORTION).await?;
            let Some(last) = records.last() else { return Ok(inbox) };
            after = Some(Waiting { since: last.since, item: last.id });
            for record in records {
                let subject = Subject::new(self, record);
                if waits_for(actor, &subject) {
                    if inbox.rows.len() == INBOX_LIMIT {
                        inbox.more = true;
                        return Ok(inbox);
                    }
                    inbox.rows.push(self.row(actor, subject));
                } else if subject.facts.unit == actor.unit
                    && is_with_others(subject.facts.stage)
                    && inbox.on_their_way.len() < INBOX_LIMIT
                {
                    inbox.on_their_way.push(self.row(actor, subject));
                }
            }
        }
    }

    /// The items of the account's unit, and those in the columns that it leads; last changed first.
    pub async fn items(&self, ctx: &Ctx, filter: &ItemFilter) -> Result<Page<ItemRow>> {
        let actor = editor(ctx)?;
        let led = self.columns_led(actor);
        let units = self.codes_of(&actor.unit);
        let scope = ItemScope { units: &units, columns: &led };
        let (records, total) = self.inner.store.items_page(&scope, filter, PAGE_SIZE).await?;
        let rows = records.into_iter().map(|record| self.row(actor, Subject::new(self, record))).collect();
        Ok(Page { rows, total, number: filter.page.max(1), size: PAGE_SIZE })
    }

    /// Public items of `kinds` whose title or number contains `words`, for a field to point to; `words` may be the code
    /// of one that was chosen before.
    pub async fn public_items(&self, ctx: &Ctx, kinds: &[Kind], words: &str) -> Result<Vec<(ItemCode, String)>> {
        editor(ctx)?;
        let known = match ItemCode::parse(words.trim()) {
            Some(code) => self.inner.store.public_row(&code).await?,
            None => None,
        };
        let named = self.inner.store.published_named(kinds, words, CHOICES).await?;
        Ok(known
            .into_iter()
            .chain(named)
            .map(|row| {
                let number = row.document_number.filter(|number| !number.is_empty());
                let name = number.map_or_else(|| row.title.clone(), |number| format!("{}（{number}）", row.title));
                (row.code, name)
            })
            .collect())
    }

    /// The codes under which items of a unit stand: its own, and those of units whose duties it took over.
    pub(crate) fn codes_of(&self, unit: &UnitCode) -> BTreeSet<UnitCode> {
        let plan = self.plan();
        let former = plan.plan.units.iter().filter(|other| &plan.plan.bearer(&other.code, plan.on) == unit);
        former.map(|other| other.code.clone()).chain([unit.clone()]).collect()
    }

    fn columns_led(&self, actor: &Actor) -> BTreeSet<ColumnCode> {
        let units = actor.signs_for();
        self.plan()
            .all_duties()
            .filter(|(_, duties)| duties.leads.iter().any(|lead| units.contains(lead)))
            .map(|(code, _)| code.clone())
            .collect()
    }

    /// The list line of an item, with what `actor` may do to it.
    pub(super) fn row(&self, actor: &Actor, subject: Subject) -> ItemRow {
        let allowed = subject.allowed(actor);
        let signature = allowed.contains(&Action::Sign).then(|| self.signature_of(actor, &subject)).flatten();
        let path = subject.plan.plan.path_name(&subject.item.column);
        let item = subject.item;
        ItemRow {
            id: item.id,
            code: item.code,
            revision: item.newest,
            version: item.version,
            title: item.title,
            column_path: if path.is_empty() { item.column.to_string() } else { path },
            column: item.column,
            unit_name: item.unit_name,
            author_name: item.created_name,
            stage: item.stage,
            is_live: item.live.is_some(),
            awaits_retro_signature: item.awaits_retro_signature,
            direct: item.direct,
            claimed_by: item
                .claimed_by
                .map(|account| Claimant { name: item.claimed_name, is_reader: account == actor.account }),
            since: item.since,
            publish_at: item.publish_at,
            published_at: item.published_at,
            signature,
            allowed,
        }
    }

    /// What a signature by `actor` would do.
    fn signature_of(&self, actor: &Actor, subject: &Subject) -> Option<Signature> {
        let unit = signature_unit(actor, &subject.duties, &subject.facts)?;
        let left = left_to_sign(&subject.duties, &subject.facts, unit).into_iter();
        let then = left.map(|lead| subject.plan.unit_name(lead).to_owned()).collect();
        Some(Signature { then, agreed: self.agreed(&subject.item) })
    }

    fn may_create_in(&self, actor: &Actor) -> Vec<ColumnChoice> {
        let plan = self.plan();
        plan.plan
            .columns
            .iter()
            .filter_map(|column| {
                let target = Target::Column(plan.duties(&column.code)?);
                let leads = may(actor, Action::EnterSubmission, target).is_ok();
                let may_create = leads || may(actor, Action::Create, target).is_ok();
                may_create.then(|| ColumnChoice {
                    code: column.code.clone(),
                    path: plan.plan.path_name(&column.code),
                    kinds: Detail::kinds_for(column),
                    leads,
                })
            })
            .collect()
    }
}

/// Whether the item waits for `actor`: for a decision, or to be written on. What only could be returned, because it
/// is one's own work or carries one's signature already, waits for somebody else.
fn waits_for(actor: &Actor, subject: &Subject) -> bool {
    let may = |action| subject.authorise(actor, action).is_ok();
    match subject.facts.stage {
        Stage::InReview | Stage::AwaitingSignature => may(Action::PassReview) || may(Action::Sign),
        Stage::Draft => {
            subject.facts.unit == actor.unit && subject.facts.authors.contains(&actor.account) && may(Action::Edit)
        }
        Stage::Returned => subject.facts.unit == actor.unit && may(Action::Edit),
        Stage::Published | Stage::Withdrawn => may(Action::RetroSign),
        Stage::Scheduled | Stage::Archived => false,
    }
}

/// Submitted, and not public yet.
const fn is_with_others(stage: Stage) -> bool {
    matches!(stage, Stage::InReview | Stage::AwaitingSignature | Stage::Scheduled)
}

/// Inboxes and item lists are for those who write or sign; the three administrators see no drafts.
fn editor(ctx: &Ctx) -> Result<&Actor> {
    let actor = ctx.actor()?;
    match actor.role {
        Role::Publisher | Role::Reviewer => Ok(actor),
        Role::PortalManager | Role::SecurityAdministrator | Role::Auditor => Err(Refusal::Role.into()),
    }
}
