//! Frozen assessments: written once, signed once. Of a rule set and day one stands at a time; a second takes the place of
//! one that nobody has signed yet.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    assessment::{RuleCode, Signature},
    id::{AccountId, FrozenId},
};
use sqlx::FromRow;

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
};

/// A frozen assessment without the sheet itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrozenHead {
    pub id: FrozenId,
    pub rule_set: RuleCode,
    pub as_of: NaiveDate,
    /// Hexadecimal SHA-256 of the sheet as it was written.
    pub sha256: String,
    pub prepared: Signature,
    pub signed: Option<Signature>,
    /// When another one took its place.
    pub ended_at: Option<DateTime<Utc>>,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    rule_set: String,
    as_of: NaiveDate,
    sha256: String,
    prepared_by: i64,
    prepared_name: String,
    prepared_unit: String,
    prepared_at: DateTime<Utc>,
    signed_by: Option<i64>,
    signed_name: String,
    signed_unit: String,
    signed_at: Option<DateTime<Utc>>,
    ended_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for FrozenHead {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let place = Place::new("assessment_frozen", row.id);
        let signed = match (row.signed_by, row.signed_at) {
            (Some(by), Some(at)) => Some(Signature {
                by: AccountId::new(by),
                name: row.signed_name,
                unit: place.unit_code(&row.signed_unit)?,
                at,
            }),
            _ => None,
        };
        Ok(Self {
            id: FrozenId::new(row.id),
            rule_set: place.unless(RuleCode::parse(&row.rule_set), "rule_set", &row.rule_set)?,
            as_of: row.as_of,
            sha256: row.sha256,
            prepared: Signature {
                by: AccountId::new(row.prepared_by),
                name: row.prepared_name,
                unit: place.unit_code(&row.prepared_unit)?,
                at: row.prepared_at,
            },
            signed,
            ended_at: row.ended_at,
        })
    }
}

impl Store {
    /// All of them, the newest day first.
    pub async fn frozen_assessments(&self) -> Result<Vec<FrozenHead>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id, rule_set, as_of, sha256, prepared_by, prepared_name, prepared_unit, prepared_at, signed_by,
                    signed_name, signed_unit, signed_at, ended_at
               from assessment_frozen
              order by as_of desc, id desc",
        ).fetch_all(conn).await)?;
        rows.into_iter().map(FrozenHead::try_from).collect()
    }

    /// One with the text of its sheet.
    pub async fn frozen_assessment(&self, id: FrozenId) -> Result<Option<(FrozenHead, String)>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id, rule_set, as_of, sha256, prepared_by, prepared_name, prepared_unit, prepared_at, signed_by,
                    signed_name, signed_unit, signed_at, ended_at
               from assessment_frozen
              where id = $1",
        ).bind(id.get()).fetch_optional(conn).await)?;
        let Some(row) = row else { return Ok(None) };
        let sheet: String = on_pool!(self, conn => sqlx::query_scalar(
            "select sheet from assessment_frozen where id = $1",
        ).bind(id.get()).fetch_one(conn).await)?;
        Ok(Some((row.try_into()?, sheet)))
    }
}

impl Tx {
    /// Writes a frozen assessment; `None` when one of the same rule set and day has been signed. One that has not been
    /// ends.
    pub async fn freeze_assessment(
        &mut self,
        rules: &RuleCode,
        as_of: NaiveDate,
        sheet: &str,
        sha256: &str,
        prepared: &Signature,
    ) -> Result<Option<FrozenId>> {
        on_tx!(self, conn => sqlx::query(
            "update assessment_frozen
                set ended_at = $3
              where rule_set = $1 and as_of = $2 and signed_by is null and ended_at is null",
        )
        .bind(rules.as_str())
        .bind(as_of)
        .bind(prepared.at)
        .execute(conn)
        .await
        .map(|_| ()))?;
        let id: Option<i64> = on_tx!(self, conn => sqlx::query_scalar(
            "insert into assessment_frozen
                    (rule_set, as_of, sheet, sha256, prepared_by, prepared_name, prepared_unit, prepared_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict (rule_set, as_of) where ended_at is null do nothing
             returning id",
        )
        .bind(rules.as_str())
        .bind(as_of)
        .bind(sheet)
        .bind(sha256)
        .bind(prepared.by.get())
        .bind(&prepared.name)
        .bind(prepared.unit.as_str())
        .bind(prepared.at)
        .fetch_optional(conn)
        .await)?;
        Ok(id.map(FrozenId::new))
    }

    /// Signs the sheet with this hash; `false` when it has been signed or replaced already, or its hash is another.
    pub async fn sign_assessment(&mut self, id: FrozenId, sha256: &str, signed: &Signature) -> Result<bool> {
        let rows = on_tx!(self, conn => sqlx::query(
            "update assessment_frozen
                set signed_by = $3,
                    signed_name = $4,
                    signed_unit = $5,
                    signed_at = $6
              where id = $1 and sha256 = $2 and signed_by is null and ended_at is null",
        )
        .bind(id.get())
        .bind(sha256)
        .bind(signed.by.get())
        .bind(&signed.name)
        .bind(signed.unit.as_str())
        .bind(signed.at)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
        Ok(rows == 1)
    }
}
