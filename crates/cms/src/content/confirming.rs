//! Answering for a finding: what the checks suspect and the author knows to be right goes on with a reason.

use domain::{
    account::Role,
    checks::{Confirmation, Report, Severity},
    event::SubjectKind,
    id::ItemId,
    permission::Action,
};
use serde_json::json;

use crate::{Cms, Ctx, Error, Result};

/// Longest reason, in characters.
const REASON_MAX: usize = 200;

impl Cms {
    /// Keeps why a finding that asks for confirmation may stay as it is; answers the report after it.
    pub async fn confirm_finding(
        &self,
        ctx: &Ctx,
        item: ItemId,
        field: &str,
        message: &str,
        reason: &str,
    ) -> Result<Report> {
        let actor = ctx.actor()?;
        // As the submission itself: of the unit that answers for the item. Whoever could sign it answers only for what is
        // written by themselves, since nobody signs over the own reason.
        let subject = self.subject(ctx, item, Action::Submit).await?;
        if actor.role == Role::Reviewer && !subject.facts.authors.contains(&actor.account) {
            return Err(Error::field("reason", "请由撰写人核对确认"));
        }
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Error::field("reason", "请说明为什么可以保留"));
        }
        if reason.chars().count() > REASON_MAX {
            return Err(Error::field("reason", "理由不超过 200 个字"));
        }
        let prepared = self.newest(&subject).await?;
        let mut report = self.report(&subject, &prepared).await?;
        let is_asked = report
            .findings
            .iter()
            .any(|one| one.severity == Severity::Confirm && one.field == field && one.message == message);
        if !is_asked {
            return Err(Error::Stale);
        }
        let confirmation = Confirmation {
            field: field.into(),
            message: message.into(),
            reason: reason.into(),
            by: actor.name.clone(),
            at: self.now(),
        };
        let revision = subject.item.newest;
        let mut tx = self.begin_with(&subject).await?;
        tx.put_confirmation(item, revision, &confirmation, actor.account).await?;
        // The finding may quote what a citizen must not read again in a log; its field says enough.
        let data = json!({ "revision": revision, "field": field, "reason": reason });
        tx.append_event(&ctx.event(self, "item.confirm-finding", SubjectKind::Item, &item.to_string(), data)).await?;
        tx.commit().await?;
        // The text is as it was: only the answers are read anew.
        report.answer(&self.inner.store.confirmations_of(item, revision).await?);
        Ok(report)
    }
}
