//! The chain of an item: every step of every revision.

use chrono::{DateTime, Utc};
use domain::{
    desk::content::{Decision, TimeCorrection},
    id::{AccountId, ItemId},
    plan::UnitCode,
    workflow::Step,
};
use sqlx::FromRow;

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
};

/// One step, to be written in the transaction of the change.
#[derive(Debug, Clone)]
pub struct NewDecision<'a> {
    pub item: ItemId,
    pub revision: i32,
    pub round: i32,
    pub step: Step,
    /// `None` for the system itself.
    pub account: Option<AccountId>,
    pub name: &'a str,
    pub unit: Option<&'a UnitCode>,
    pub unit_name: &'a str,
    /// Code and name of the unit that delegated its signature.
    pub on_behalf_of: Option<(&'a UnitCode, &'a str)>,
    pub at: DateTime<Utc>,
    pub reason: &'a str,
    /// The unit whose signature this is: no unit signs a round twice.
    pub signs_for: Option<&'a UnitCode>,
    /// Of [`Step::CorrectTime`], and of no other.
    pub correction: Option<TimeCorrection>,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    revision: i32,
    step: String,
    name: String,
    unit_name: String,
    on_behalf_of_name: Option<String>,
    at: DateTime<Utc>,
    reason: String,
    corrected_from: Option<DateTime<Utc>>,
    corrected_to: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Decision {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            revision: row.revision,
            step: Place::new("decision", row.id).step(&row.step)?,
            by: row.name,
            unit_name: row.unit_name,
            on_behalf_of: row.on_behalf_of_name,
            at: row.at,
            reason: row.reason,
            correction: row.corrected_from.zip(row.corrected_to).map(|(from, to)| TimeCorrection { from, to }),
        })
    }
}

/// Whether the step makes its revision public, now or at its minute.
const fn is_final(step: Step) -> bool {
    matches!(
        step,
        Step::Sign | Step::SignForLater | Step::PublishDirectly | Step::PublishDirectlyLater | Step::PublishUrgently
    )
}

impl Store {
    /// The whole chain of an item, oldest first.
    pub async fn decisions_of(&self, item: ItemId) -> Result<Vec<Decision>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id, revision, step, name, unit_name, on_behalf_of_name, at, reason, corrected_from, corrected_to
               from decision
              where item = $1
              order by id",
        ).bind(item.get()).fetch_all(conn).await)?;
        rows.into_iter().map(Decision::try_from).collect()
    }

    /// Accounts that have decided anything about a revision, to be told what becomes of it.
    pub async fn deciders_of(&self, item: ItemId, revision: i32) -> Result<Vec<AccountId>> {
        let ids: Vec<i64> = on_pool!(self, conn => sqlx::query_scalar(
            "select distinct account
               from decision
              where item = $1 and revision = $2 and account is not null
              order by account",
        ).bind(item.get()).bind(revision).fetch_all(conn).await)?;
        Ok(ids.into_iter().map(AccountId::new).collect())
    }
}

impl Tx {
    pub async fn insert_decision(&mut self, decision: &NewDecision<'_>) -> Result<()> {
        on_tx!(self, conn => sqlx::query(
            "insert into decision
                    (item, revision, round, step, account, name, unit, unit_name, on_behalf_of, on_behalf_of_name,
                     at, reason, signs_for, is_final, corrected_from, corrected_to)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        )
        .bind(decision.item.get())
        .bind(decision.revision)
        .bind(decision.round)
        .bind(decision.step.code())
        .bind(decision.account.map(AccountId::get))
        .bind(decision.name)
        .bind(decision.unit.map(UnitCode::as_str).unwrap_or_default())
        .bind(decision.unit_name)
        .bind(decision.on_behalf_of.map(|(code, _)| code.as_str()))
        .bind(decision.on_behalf_of.map(|(_, name)| name))
        .bind(decision.at)
        .bind(decision.reason)
        .bind(decision.signs_for.map(UnitCode::as_str))
        .bind(is_final(decision.step))
        .bind(decision.correction.map(|correction| correction.from))
        .bind(decision.correction.map(|correction| correction.to))
        .execute(conn)
        .await
        .map(drop))?;
        Ok(())
    }

    /// The final decision of a round: its step, and the name of the unit whose signature it is. A schedule without
    /// one must not be carried out.
    pub async fn final_decision(&mut self, item: ItemId, revision: i32, round: i32) -> Result<Option<(Step, String)>> {
        let row: Option<(i64, String, String)> = on_tx!(self, conn => sqlx::query_as(
            "select id, step, coalesce(on_behalf_of_name, unit_name)
               from decision
              where item = $1 and revision = $2 and round = $3 and is_final",
        ).bind(item.get()).bind(revision).bind(round).fetch_optional(conn).await)?;
        row.map(|(id, step, unit)| Ok((Place::new("decision", id).step(&step)?, unit))).transpose()
    }
}
