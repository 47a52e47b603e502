//! A unit takes note of what it was told.

use domain::{
    desk::reminders::LONGEST_NOTE,
    event::SubjectKind,
    id::ReminderId,
    permission::{Action, Target, may},
};
use serde_json::json;

use crate::{Cms, Ctx, Error, Result};

impl Cms {
    /// Acknowledges everything that the actor's unit was told of a deadline so far. The note stays in the list and is no
    /// part of the log.
    pub async fn acknowledge_reminder(&self, ctx: &Ctx, reminder: ReminderId, note: &str) -> Result<()> {
        let actor = ctx.actor()?;
        let found = self.inner.store.reminder_case(reminder).await?;
        // Before a reform the unit had another code.
        let unit = found.as_ref().map(|(unit, _)| self.plan().plan.bearer(unit, self.today()));
        may(actor, Action::AcknowledgeReminder, Target::Unit(unit.as_ref().unwrap_or(&actor.unit)))?;
        let (told, case) = found.ok_or(Error::NotFound)?;
        let note = note.trim();
        if note.chars().count() > LONGEST_NOTE {
            return Err(Error::field("note", format!("最多 {LONGEST_NOTE} 字")));
        }
        let mut tx = self.inner.store.begin().await?;
        let count = tx.acknowledge_reminders(&told, &case, (actor.account, &actor.name), self.now(), note).await?;
        if count == 0 {
            return Err(Error::Stale);
        }
        let data = json!({
            "column": case.column,
            "matter": case.matter,
            "deadline": case.deadline,
            "of": case.of,
            "reminders": count,
        });
        tx.append_event(&ctx.event(self, "reminder.acknowledge", SubjectKind::Unit, told.as_str(), data)).await?;
        Ok(tx.commit().await?)
    }

    /// How many deadlines wait for an answer of the actor's unit, for the side bar.
    pub(crate) async fn waiting_reminders(&self, actor: &domain::account::Actor) -> Result<i64> {
        if may(actor, Action::ReadReminders, Target::Unit(&actor.unit)).is_err() {
            return Ok(0);
        }
        Ok(self.inner.store.waiting_reminders(&actor.unit).await?)
    }
}
