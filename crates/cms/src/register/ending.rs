//! The end of what is personal: publication periods that have passed, and tables that nobody used.

use chrono::TimeDelta;
use domain::{event::SubjectKind, permission::Refusal, register::RegisterColumn, time::china_date};
use serde_json::json;
use store::register::{RegisterRecord, RegisterSearch};

use super::ALL;
use crate::{Cms, Ctx, Result};

/// How many tables are read at once.
const SWEEP: i64 = 50;

/// So long an author may leave the editor between the import and the save that uses the table.
const UNUSED_FOR: TimeDelta = TimeDelta::days(7);

impl Cms {
    /// Takes the personal part out of every table whose publication period has passed, and says of how many. What is due
    /// is read from the database, so a restart loses nothing; of two nodes the second finds it done.
    pub async fn withdraw_personal_parts(&self, ctx: &Ctx) -> Result<usize> {
        if !ctx.is_system() {
            return Err(Refusal::Role.into());
        }
        let mut done = 0;
        let due = self.inner.store.registers_past_their_period(china_date(self.now()), SWEEP).await?;
        for record in due {
            let id = record.id;
            // One that fails must not keep the others public.
            match self.withdraw_personal_part(ctx, record).await {
                Ok(is_new) => done += usize::from(is_new),
                Err(error) => tracing::error!(register = %id, %error, "a personal part could not be withdrawn"),
            }
        }
        Ok(done)
    }

    /// Deletes tables that were made a while ago and that no revision uses, and says how many: personal data without a
    /// purpose is not kept (个人信息保护法 art. 47).
    pub async fn forget_unused_registers(&self, ctx: &Ctx) -> Result<usize> {
        if !ctx.is_system() {
            return Err(Refusal::Role.into());
        }
        let mut done = 0;
        for record in self.inner.store.unused_registers(self.now() - UNUSED_FOR, SWEEP).await? {
            done += usize::from(self.forget_unused(ctx, &record).await?);
        }
        Ok(done)
    }

    async fn withdraw_personal_part(&self, ctx: &Ctx, record: RegisterRecord) -> Result<bool> {
        let rows = self.inner.store.register_rows(record.id, &RegisterSearch::of(""), ALL, 0).await?;
        let (columns, rows) = without_personal_part(&record.columns, &rows);
        let subject = self.subject_of(record.item).await?;
        let people = self.people_of(&subject).await?;
        let mut tx = self.inner.store.begin().await?;
        if !tx.withdraw_personal_part(record.id, &columns, &rows, self.now()).await? {
            return Ok(false);
        }
        let text = format!("《{}》中“{}”的公示期已满，个人信息已自动撤下", subject.item.title, record.name);
        self.tell(&mut tx, &people, None, Some(record.item), &text).await?;
        let gone = record.columns.iter().filter(|column| column.personal).map(|column| &column.name);
        let data = json!({
            "register": record.id,
            "personal_until": record.personal_until,
            "columns": gone.collect::<Vec<_>>(),
            "rows": record.row_count,
        });
        // About the item: its public page changes.
        let item = record.item.to_string();
        tx.append_event(&ctx.event(self, "register.withdraw-personal", SubjectKind::Item, &item, data)).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn forget_unused(&self, ctx: &Ctx, record: &RegisterRecord) -> Result<bool> {
        let mut tx = self.inner.store.begin().await?;
        if !tx.delete_unused_register(record.id).await? {
            return Ok(false);
        }
        let data = json!({ "item": record.item, "name": record.name, "rows": record.row_count });
        let id = record.id.to_string();
        tx.append_event(&ctx.event(self, "register.forget", SubjectKind::Register, &id, data)).await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// The columns that tell of nobody; where there are none, no row is left either.
fn without_personal_part(columns: &[RegisterColumn], rows: &[Vec<String>]) -> (Vec<RegisterColumn>, Vec<Vec<String>>) {
    let left: Vec<RegisterColumn> = columns.iter().filter(|column| !column.personal).cloned().collect();
    if left.is_empty() {
        return (left, Vec::new());
    }
    let without = |row: &Vec<String>| {
        row.iter().zip(columns).filter(|(_, column)| !column.personal).map(|(cell, _)| cell.clone()).collect()
    };
    let rows = rows.iter().map(without).collect();
    (left, rows)
}
