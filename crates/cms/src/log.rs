//! The log as the auditor reads it.

use domain::{
    desk::{Page, log::LogFilter},
    event::{EventRow, SubjectKind, Verification, action_label},
    permission::Action,
    plan::UnitCode,
};

use crate::{Cms, Ctx, Result};

/// Entries of a page.
const PAGE_SIZE: i64 = 50;

impl Cms {
    /// A page of the log, newest first.
    pub async fn events(&self, ctx: &Ctx, filter: &LogFilter) -> Result<Page<EventRow>> {
        ctx.at_desk(Action::ReadLog)?;
        let (records, total) = self.inner.store.events_page(filter, PAGE_SIZE).await?;
        let plan = self.plan();
        let rows = records
            .into_iter()
            .map(|record| {
                let unit_name = UnitCode::parse(&record.unit).map(|unit| plan.unit_name(&unit).to_owned());
                Ok(EventRow {
                    subject_kind: SubjectKind::try_from(&record)?,
                    seq: record.seq,
                    at: record.at,
                    actor_name: record.actor_name,
                    unit_name: unit_name.unwrap_or_default(),
                    action_label: action_label(&record.action),
                    action: record.action,
                    subject: record.subject,
                    data: record.data,
                    hash: record.hash,
                })
            })
            .collect::<Result<Vec<EventRow>>>()?;
        Ok(Page { rows, total, number: filter.page.max(1), size: PAGE_SIZE })
    }

    /// Walks the whole hash chain and names every entry that was changed, is missing or stands in the wrong place.
    pub async fn verify_log(&self, ctx: &Ctx) -> Result<Verification> {
        ctx.at_desk(Action::ReadLog)?;
        Ok(self.inner.store.verify_log().await?)
    }
}
