//! What people judged of an assessment. A row is ended, never changed.

use chrono::{DateTime, Utc};
use domain::{
    assessment::{Judgement, Period, RuleCode},
    id::JudgementId,
};
use sqlx::FromRow;

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
};

/// A judgement with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgementRow {
    pub id: JudgementId,
    pub judgement: Judgement,
    /// When it was taken back or judged anew, by whom, and why.
    pub ended: Option<(DateTime<Utc>, String, String)>,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    judgement: String,
    ended_at: Option<DateTime<Utc>>,
    ended_name: String,
    ended_reason: String,
}

impl TryFrom<Row> for JudgementRow {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            id: JudgementId::new(row.id),
            judgement: Place::new("assessment_judgement", row.id).json(&row.judgement)?,
            ended: row.ended_at.map(|at| (at, row.ended_name, row.ended_reason)),
        })
    }
}

impl Store {
    /// Everything that was ever judged under a rule set, the newest first.
    pub async fn judgements(&self, rules: &RuleCode) -> Result<Vec<JudgementRow>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id, judgement, ended_at, ended_name, ended_reason
               from assessment_judgement
              where rule_set = $1
              order by id desc",
        ).bind(rules.as_str()).fetch_all(conn).await)?;
        rows.into_iter().map(JudgementRow::try_from).collect()
    }
}

impl Tx {
    /// Takes a judgement back; `false` when it counts no more.
    pub async fn end_judgement(
        &mut self,
        id: JudgementId,
        (by, reason): (&str, &str),
        at: DateTime<Utc>,
    ) -> Result<bool> {
        let rows = on_tx!(self, conn => sqlx::query(
            "update assessment_judgement
                set ended_at = $2,
                    ended_name = $3,
                    ended_reason = $4
              where id = $1 and ended_at is null",
        )
        .bind(id.get())
        .bind(at)
        .bind(by)
        .bind(reason)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
        Ok(rows == 1)
    }

    /// Ends what counts for a leaf and period, whoever judged it; `None` when nothing did.
    pub async fn end_judgement_of(
        &mut self,
        rules: &RuleCode,
        leaf: &RuleCode,
        period: Period,
        (by, reason): (&str, &str),
        at: DateTime<Utc>,
    ) -> Result<Option<JudgementId>> {
        let id: Option<i64> = on_tx!(self, conn => sqlx::query_scalar(
            "update assessment_judgement
                set ended_at = $4,
                    ended_name = $5,
                    ended_reason = $6
              where rule_set = $1 and leaf = $2 and period = $3 and ended_at is null
              returning id",
        )
        .bind(rules.as_str())
        .bind(leaf.as_str())
        .bind(period.code())
        .bind(at)
        .bind(by)
        .bind(reason)
        .fetch_optional(conn)
        .await)?;
        Ok(id.map(JudgementId::new))
    }

    /// Writes a judgement; what counted before must have been ended. `None` when somebody else was first.
    pub async fn judge(&mut self, rules: &RuleCode, judgement: &Judgement) -> Result<Option<JudgementId>> {
        let json = serde_json::to_string(judgement)?;
        let id: Option<i64> = on_tx!(self, conn => sqlx::query_scalar(
            "insert into assessment_judgement (rule_set, leaf, period, judgement, judged_at)
             values ($1, $2, $3, $4, $5)
             on conflict (rule_set, leaf, period) where ended_at is null do nothing
             returning id",
        )
        .bind(rules.as_str())
        .bind(judgement.leaf.as_str())
        .bind(judgement.period.code())
        .bind(&json)
        .bind(judgement.at)
        .fetch_optional(conn)
        .await)?;
        Ok(id.map(JudgementId::new))
    }
}
