//! What people decide about clocks: the portal manager pauses, exempts and extends; a unit confirms that nothing has
//! changed. Every decision is an event and stays visible.

use domain::{
    account::Actor,
    desk::{
        FieldFault,
        clocks::{Adjust, Adjustment, AdjustmentKind, reason_fault},
    },
    event::SubjectKind,
    id::AdjustmentId,
    permission::{Action, Refusal, Target, may},
    plan::ColumnCode,
};
use serde_json::json;
use store::{Tx, column_confirmation::NewColumnConfirmation};

use super::ColumnStanding;
use crate::{Cms, Ctx, Error, Result};

/// Longest note of a confirmation, in characters.
const LONGEST_NOTE: usize = 200;

impl Cms {
    /// Everything that was ever decided about a column's clocks, the newest first.
    pub async fn adjustments(&self, ctx: &Ctx, column: &ColumnCode) -> Result<Vec<Adjustment>> {
        may(ctx.actor()?, Action::ReadBoard, Target::Desk)?;
        Ok(self.inner.store.adjustments_of(column).await?)
    }

    /// Pauses, exempts or extends; of one single duty (单项任务) it extends only.
    pub async fn adjust_clock(&self, ctx: &Ctx, adjust: Adjust) -> Result<AdjustmentId> {
        let actor = ctx.actor()?;
        may(actor, Action::AdjustClocks, Target::Desk)?;
        let adjust = Adjust { reason: adjust.reason.trim().to_owned(), ..adjust };
        let mut faults = adjust.faults();
        let plan = self.plan();
        if plan.plan.column(&adjust.column).is_none_or(|column| column.row.is_none()) {
            faults.push(FieldFault::new("column", "方案中没有这个栏目"));
        }
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let (adjust, about) = self.of_the_clock_that_ends(adjust).await?;
        let now = self.now();
        let mut tx = self.inner.store.begin().await?;
        let id = tx.adjust_clock(&adjust, &about, (actor.account, &actor.name), now).await?;
        let subject = adjust.column.as_str();
        let data = json!({ "id": id, "adjust": adjust, "about": about });
        tx.append_event(&ctx.event(self, "column.adjust-clock", SubjectKind::Column, subject, data)).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Takes an adjustment back.
    pub async fn end_adjustment(&self, ctx: &Ctx, id: AdjustmentId, reason: &str) -> Result<()> {
        let actor = ctx.actor()?;
        may(actor, Action::AdjustClocks, Target::Desk)?;
        let reason = reason.trim();
        if let Some(fault) = reason_fault(reason) {
            return Err(Error::Invalid(vec![fault]));
        }
        let all = self.inner.store.adjustments_that_count().await?;
        let open = all.into_iter().find(|one| one.id == id && one.ended.is_none()).ok_or(Error::Stale)?;
        let mut tx = self.inner.store.begin().await?;
        if !tx.end_adjustment(id, &actor.name, self.now(), reason).await? {
            return Err(Error::Stale);
        }
        let subject = open.adjust.column.as_str();
        let data = json!({ "id": id, "reason": reason });
        tx.append_event(&ctx.event(self, "column.end-adjustment", SubjectKind::Column, subject, data)).await?;
        Ok(tx.commit().await?)
    }

    /// Says that the actor's unit looked through a column and nothing has changed. Twice on a day is once.
    pub async fn confirm_column(&self, ctx: &Ctx, column: &ColumnCode, note: &str) -> Result<()> {
        let note = note.trim();
        self.may_confirm(ctx.actor()?, column)?;
        if note.chars().count() > LONGEST_NOTE {
            return Err(Error::field("note", format!("最多 {LONGEST_NOTE} 字")));
        }
        let mut tx = self.inner.store.begin().await?;
        self.write_confirmation(ctx, &mut tx, column, note).await?;
        Ok(tx.commit().await?)
    }

    /// Whether `actor` may say so of a column: by the duties, and where the plan takes a confirmation
    /// ([`domain::obligation::Duty::is_confirmable`]).
    pub(crate) fn may_confirm(&self, actor: &Actor, column: &ColumnCode) -> Result<()> {
        let plan = self.plan();
        let duties = plan.duties(column).ok_or(Refusal::Column)?;
        may(actor, Action::ConfirmColumn, Target::Column(duties))?;
        let duty = plan.plan.column(column).and_then(|of_plan| plan.plan.duty(of_plan)).ok_or(Refusal::Column)?;
        if !duty.is_confirmable() {
            let message = format!("本栏目更新时效为“{}”，须发布新信息，不能只作确认", duty.row.cadence.label());
            return Err(Error::field("column", message));
        }
        Ok(())
    }

    /// Writes a confirmation that was found allowed, with its event; one of the same day is left as it is.
    pub(crate) async fn write_confirmation(
        &self,
        ctx: &Ctx,
        tx: &mut Tx,
        column: &ColumnCode,
        note: &str,
    ) -> Result<()> {
        let (actor, on) = (ctx.actor()?, self.today());
        let by = (actor.account, actor.name.as_str());
        let new = NewColumnConfirmation { column, unit: &actor.unit, on, by, at: self.now(), note };
        if tx.confirm_column(&new).await? {
            let data = json!({ "unit": actor.unit, "on": on, "note": note });
            tx.append_event(&ctx.event(self, "column.confirm", SubjectKind::Column, column.as_str(), data)).await?;
        }
        Ok(())
    }

    /// An extension moves the clock that sets the column's state: of an item on its way, or of the column; or that of the
    /// single duty which it names. It names the day on which that clock ends; another day is a slip. Answers with what the
    /// single duty is called.
    async fn of_the_clock_that_ends(&self, adjust: Adjust) -> Result<(Adjust, String)> {
        if adjust.kind != AdjustmentKind::Extension {
            return Ok((Adjust { item: None, matter: None, ..adjust }, String::new()));
        }
        let standings = self.standings().await?;
        if let Some(key) = &adjust.matter {
            let of_column = standings.duties_beside().filter(|owed| owed.code == adjust.column);
            let mut named = of_column.filter_map(|owed| owed.matter.as_ref().map(|matter| (matter, owed)));
            let Some((matter, owed)) = named.find(|(matter, _)| matter.kind.key() == *key) else {
                return Err(Error::field("from", "没有这项任务，或已办结"));
            };
            ends_then("任务", Some(owed), &adjust)?;
            // One day that was granted to an item holds whichever sets its column's state.
            let item = owed.standing.by_item();
            let matter_key = adjust.matter.filter(|_| item.is_none());
            return Ok((Adjust { item, matter: matter_key, ..adjust }, matter.titled()));
        }
        let column = standings.columns.iter().find(|column| column.code == adjust.column);
        ends_then("栏目", column, &adjust)?;
        let open = column.and_then(|column| column.standing.set_by.as_ref()).filter(|set_by| set_by.is_open);
        Ok((Adjust { item: open.map(|set_by| set_by.item), ..adjust }, String::new()))
    }
}

fn ends_then(what: &str, owed: Option<&ColumnStanding>, adjust: &Adjust) -> Result<()> {
    let due = owed.and_then(|owed| owed.standing.due);
    if due == Some(adjust.from) {
        return Ok(());
    }
    let now = due.map_or_else(|| "没有".to_owned(), |due| due.to_string());
    Err(Error::field("from", format!("{what}现在的期限是 {now}，请按此日期延期")))
}
