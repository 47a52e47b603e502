//! Versions of the plan as texts; `cms` reads and resolves them.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    id::PlanVersionId,
    plan::{ColumnCode, Plan},
};
use sqlx::FromRow;

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
};

/// A version without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanVersion {
    pub id: PlanVersionId,
    pub document_number: String,
    pub title: String,
    /// First day as the document states it.
    pub effective_on: NaiveDate,
    /// First day in fact: no version changes what was in force before it came in.
    pub in_force_from: NaiveDate,
    pub note: String,
    /// Name of the person; empty for the command line.
    pub created_by: String,
    pub created_at: DateTime<Utc>,
}

/// A version to be added.
#[derive(Debug, Clone)]
pub struct NewPlanVersion<'a> {
    pub plan: &'a Plan,
    pub effective_on: NaiveDate,
    pub in_force_from: NaiveDate,
    /// Canonical TOML of `plan`.
    pub source: &'a str,
    pub note: &'a str,
    pub created_by: &'a str,
    pub created_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    document_number: String,
    title: String,
    effective_on: NaiveDate,
    in_force_from: NaiveDate,
    note: String,
    created_by: String,
    created_at: DateTime<Utc>,
}

impl From<Row> for PlanVersion {
    fn from(row: Row) -> Self {
        Self {
            id: PlanVersionId::new(row.id),
            document_number: row.document_number,
            title: row.title,
            effective_on: row.effective_on,
            in_force_from: row.in_force_from,
            note: row.note,
            created_by: row.created_by,
            created_at: row.created_at,
        }
    }
}

impl Store {
    /// Every version in the order in which they come into force.
    pub async fn plan_versions(&self) -> Result<Vec<PlanVersion>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id, document_number, title, effective_on, in_force_from, note, created_by, created_at
               from plan_version
              order by in_force_from, id",
        ).fetch_all(conn).await)?;
        Ok(rows.into_iter().map(PlanVersion::from).collect())
    }

    /// The canonical TOML of a version.
    pub async fn plan_source(&self, version: PlanVersionId) -> Result<Option<String>> {
        Ok(on_pool!(self, conn => sqlx::query_scalar("select source from plan_version where id = $1")
            .bind(version.get()).fetch_optional(conn).await)?)
    }

    /// The version that was added last, by whichever node: what tells the others to read again.
    pub async fn last_plan_version(&self) -> Result<Option<PlanVersionId>> {
        let id: Option<i64> = on_pool!(self, conn => sqlx::query_scalar("select max(id) from plan_version")
            .fetch_one(conn).await)?;
        Ok(id.map(PlanVersionId::new))
    }

    /// Columns in which items lie, public or not: they never vanish from the plan.
    pub async fn columns_with_items(&self) -> Result<BTreeSet<ColumnCode>> {
        let codes: Vec<String> = on_pool!(self, conn => sqlx::query_scalar("select distinct column_code from item")
            .fetch_all(conn).await)?;
        codes
            .into_iter()
            .map(|code| ColumnCode::parse(&code).ok_or_else(|| Error::inconsistent("item", &code, "column code")))
            .collect()
    }
}

impl Tx {
    /// Adds a version; nothing is ever overwritten.
    pub async fn add_plan_version(&mut self, new: &NewPlanVersion<'_>) -> Result<PlanVersionId> {
        let id: i64 = on_tx!(self, conn => sqlx::query_scalar(
            "insert into plan_version
                    (document_number, title, effective_on, in_force_from, source, note, created_by, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             returning id",
        )
        .bind(&new.plan.document_number)
        .bind(&new.plan.title)
        .bind(new.effective_on)
        .bind(new.in_force_from)
        .bind(new.source)
        .bind(new.note)
        .bind(new.created_by)
        .bind(new.created_at)
        .fetch_one(conn)
        .await)?;
        Ok(PlanVersionId::new(id))
    }

    /// The version that was added last, read inside the write, so that of two people who start from the same version
    /// only one gets through. Takes the turn of the writer first.
    pub async fn last_plan_version_for_update(&mut self) -> Result<Option<PlanVersionId>> {
        // Whoever writes an event holds this row until the commit; waiting for it here orders the writers of both
        // databases in the same way.
        on_tx!(self, conn => sqlx::query("update event_head set seq = seq where id = 1").execute(conn).await.map(drop))?;
        let id: Option<i64> = on_tx!(self, conn => sqlx::query_scalar("select max(id) from plan_version")
            .fetch_one(conn).await)?;
        Ok(id.map(PlanVersionId::new))
    }
}
