//! Appeals against frozen assessments: filed once at a time, decided once.

use chrono::{DateTime, Utc};
use domain::{
    assessment::{AppealState, Decimal, LossKey, Period, RuleCode, Ruling, Signature},
    id::{AccountId, AppealId, FrozenId},
};
use sqlx::FromRow;

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
};

/// An appeal to be written.
#[derive(Debug, Clone)]
pub struct NewAppeal<'a> {
    pub frozen: FrozenId,
    /// Of a unit: what nobody answers for nobody appeals against.
    pub key: &'a LossKey,
    pub reason: &'a str,
    pub evidence: &'a str,
    pub by: (AccountId, &'a str),
    pub at: DateTime<Utc>,
}

/// An appeal with its decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppealRow {
    pub id: AppealId,
    pub frozen: FrozenId,
    pub key: LossKey,
    pub reason: String,
    pub evidence: String,
    pub filed_name: String,
    pub filed_at: DateTime<Utc>,
    pub state: AppealState,
    /// Points of the total given back, when accepted in part.
    pub points: Option<Decimal>,
    pub decision_reason: String,
    pub decided: Option<Signature>,
}

impl AppealRow {
    /// What was decided; `None` while it is open.
    pub fn ruling(&self) -> Option<Ruling> {
        match self.state {
            AppealState::Open => None,
            AppealState::Accepted => Some(Ruling::Accept),
            AppealState::PartlyAccepted => Some(Ruling::AcceptPartly(self.points.unwrap_or_default())),
            AppealState::Rejected => Some(Ruling::Reject),
        }
    }
}

#[derive(FromRow)]
struct Row {
    id: i64,
    frozen: i64,
    leaf: String,
    period: String,
    subject: String,
    unit: String,
    reason: String,
    evidence: String,
    filed_name: String,
    filed_at: DateTime<Utc>,
    state: String,
    points: String,
    decision_reason: String,
    decided_by: Option<i64>,
    decided_name: String,
    decided_unit: String,
    decided_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for AppealRow {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let place = Place::new("assessment_appeal", row.id);
        let key = LossKey {
            leaf: place.unless(RuleCode::parse(&row.leaf), "leaf", &row.leaf)?,
            period: place.unless(Period::from_code(&row.period), "period", &row.period)?,
            subject: Some(row.subject).filter(|subject| !subject.is_empty()),
            unit: Some(place.unit_code(&row.unit)?),
        };
        let points = match row.points.as_str() {
            "" => None,
            text => Some(place.unless(text.parse().ok(), "points", text)?),
        };
        let decided = match (row.decided_by, row.decided_at) {
            (Some(by), Some(at)) => Some(Signature {
                by: AccountId::new(by),
                name: row.decided_name,
                unit: place.unit_code(&row.decided_unit)?,
                at,
            }),
            _ => None,
        };
        Ok(Self {
            id: AppealId::new(row.id),
            frozen: FrozenId::new(row.frozen),
            key,
            reason: row.reason,
            evidence: row.evidence,
            filed_name: row.filed_name,
            filed_at: row.filed_at,
            state: place.unless(AppealState::from_code(&row.state), "state", &row.state)?,
            points,
            decision_reason: row.decision_reason,
            decided,
        })
    }
}

impl Store {
    /// All appeals against a frozen assessment, in the order in which they were filed.
    pub async fn appeals_against(&self, frozen: FrozenId) -> Result<Vec<AppealRow>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id, frozen, leaf, period, subject, unit, reason, evidence, filed_name, filed_at, state, points,
                    decision_reason, decided_by, decided_name, decided_unit, decided_at
               from assessment_appeal
              where frozen = $1
              order by id",
        ).bind(frozen.get()).fetch_all(conn).await)?;
        rows.into_iter().map(AppealRow::try_from).collect()
    }

    /// How many appeals wait for a decision, by what they are against.
    pub async fn open_appeals(&self) -> Result<Vec<(FrozenId, i64)>> {
        let rows: Vec<(i64, i64)> = on_pool!(self, conn => sqlx::query_as(
            "select frozen, cast(count(*) as bigint)
               from assessment_appeal
              where state = 'open'
              group by frozen
              order by frozen",
        ).fetch_all(conn).await)?;
        Ok(rows.into_iter().map(|(frozen, count)| (FrozenId::new(frozen), count)).collect())
    }

    /// One appeal.
    pub async fn appeal(&self, id: AppealId) -> Result<Option<AppealRow>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id, frozen, leaf, period, subject, unit, reason, evidence, filed_name, filed_at, state, points,
                    decision_reason, decided_by, decided_name, decided_unit, decided_at
               from assessment_appeal
              where id = $1",
        ).bind(id.get()).fetch_optional(conn).await)?;
        row.map(AppealRow::try_from).transpose()
    }
}

impl Tx {
    /// Files an appeal; `None` when one against the same loss is open.
    pub async fn file_appeal(&mut self, new: &NewAppeal<'_>) -> Result<Option<AppealId>> {
        let id: Option<i64> = on_tx!(self, conn => sqlx::query_scalar(
            "insert into assessment_appeal
                    (frozen, leaf, period, subject, unit, reason, evidence, filed_by, filed_name, filed_at, state)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open')
             on conflict (frozen, leaf, period, subject, unit) where state = 'open' do nothing
             returning id",
        )
        .bind(new.frozen.get())
        .bind(new.key.leaf.as_str())
        .bind(new.key.period.code())
        .bind(new.key.subject.as_deref().unwrap_or_default())
        .bind(new.key.unit.as_ref().map(domain::plan::UnitCode::as_str).unwrap_or_default())
        .bind(new.reason)
        .bind(new.evidence)
        .bind(new.by.0.get())
        .bind(new.by.1)
        .bind(new.at)
        .fetch_optional(conn)
        .await)?;
        Ok(id.map(AppealId::new))
    }

    /// Decides an open appeal; `false` when it has been decided already.
    pub async fn decide_appeal(
        &mut self,
        id: AppealId,
        state: AppealState,
        points: Option<Decimal>,
        reason: &str,
        decided: &Signature,
    ) -> Result<bool> {
        let rows = on_tx!(self, conn => sqlx::query(
            "update assessment_appeal
                set state = $2,
                    points = $3,
                    decision_reason = $4,
                    decided_by = $5,
                    decided_name = $6,
                    decided_unit = $7,
                    decided_at = $8
              where id = $1 and state = 'open'",
        )
        .bind(id.get())
        .bind(state.code())
        .bind(points.map(|points| points.to_string()).unwrap_or_default())
        .bind(reason)
        .bind(decided.by.get())
        .bind(&decided.name)
        .bind(decided.unit.as_str())
        .bind(decided.at)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
        Ok(rows == 1)
    }
}
