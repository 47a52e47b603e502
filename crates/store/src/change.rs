//! 修改记录: what each public revision changed of the one before.

use chrono::{DateTime, Utc};
use domain::{
    id::ItemId,
    item::{ChangeKind, ChangeNote},
};

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
};

impl Store {
    /// The changes of an item since it was first public, latest first, each with the moment from which it is public.
    pub async fn changes_of(&self, item: ItemId) -> Result<Vec<(DateTime<Utc>, ChangeNote)>> {
        let rows: Vec<(DateTime<Utc>, String, String)> = on_pool!(self, conn => sqlx::query_as(
            "select at, kind, note
               from publication_change
              where item = $1
              order by revision desc",
        ).bind(item.get()).fetch_all(conn).await)?;
        rows.into_iter()
            .map(|(at, kind, note)| {
                let kind = ChangeKind::from_code(&kind)
                    .ok_or_else(|| Error::inconsistent("publication_change", item, format!("kind {kind}")))?;
                Ok((at, ChangeNote { kind, note }))
            })
            .collect()
    }
}

impl Tx {
    /// Notes what a revision changed, when it becomes public.
    pub async fn note_change(
        &mut self,
        item: ItemId,
        revision: i32,
        at: DateTime<Utc>,
        change: &ChangeNote,
    ) -> Result<()> {
        on_tx!(self, conn => sqlx::query(
            "insert into publication_change (item, revision, kind, note, at)
             values ($1, $2, $3, $4, $5)",
        )
        .bind(item.get())
        .bind(revision)
        .bind(change.kind.code())
        .bind(&change.note)
        .bind(at)
        .execute(conn)
        .await
        .map(drop))?;
        Ok(())
    }
}
