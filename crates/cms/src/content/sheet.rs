//! Everything that the editor and the signing page show of an item.

use domain::{
    desk::content::{ItemSheet, RevisionRow},
    id::ItemId,
    item::demands_event_date,
    permission::Action,
};

use crate::{Cms, Ctx, Result};

impl Cms {
    /// The item with its newest revision, its chain, its versions and who else has it open.
    pub async fn sheet(&self, ctx: &Ctx, item: ItemId) -> Result<ItemSheet> {
        let actor = ctx.actor()?;
        let subject = self.subject(ctx, item, Action::Read).await?;
        let prepared = self.newest(&subject).await?;
        let report = self.report(&subject, &prepared).await?;
        let mut secrecy = self.inner.store.secrecy_review(item, subject.item.newest).await?;
        if subject.authorise(actor, Action::ReadSecrecyScan).is_err() {
            // An author of another unit reads the item, but not the paper.
            if let Some(review) = &mut secrecy {
                (review.scan, review.scan_name) = (None, String::new());
            }
        }
        let revisions = self.inner.store.revisions_of(item).await?;
        let cadence = subject.column().and_then(|column| column.row.as_ref()).map(|row| row.cadence);
        let sender = subject.item.submitted_by.clone();
        Ok(ItemSheet {
            content: prepared.for_editor(),
            origin: subject.item.origin,
            submitted_by: sender.map(|unit| subject.plan.unit_name(&unit).to_owned()),
            secrecy,
            demands_event_date: demands_event_date(cadence),
            report,
            chain: self.inner.store.decisions_of(item).await?,
            revisions: revisions
                .into_iter()
                .map(|head| RevisionRow {
                    number: head.number,
                    stage: head.stage,
                    title: head.title,
                    author_name: head.author_name,
                    created_at: head.created_at,
                    saved_at: head.saved_at,
                })
                .collect(),
            replaced: self.inner.store.replaced_texts(item).await?,
            others: self.others(ctx, item).await?,
            open_reports: self.open_reports(actor, item).await?,
            readers: match subject.item.first_published_at {
                Some(_) => Some(self.readers_of(item).await?),
                None => None,
            },
            row: self.row(actor, subject),
        })
    }
}
