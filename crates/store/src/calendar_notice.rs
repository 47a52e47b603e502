//! Notices on holidays that were entered in the desk.

use chrono::{DateTime, Utc};
use domain::{
    calendar::{Layer, Notice},
    desk::calendar::{EnteredNotice, Removed},
    id::{AccountId, CalendarNoticeId},
    plan::UnitCode,
};
use sqlx::FromRow;

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
};

#[derive(FromRow)]
struct Row {
    id: i64,
    layer: String,
    unit: String,
    year: i32,
    number: String,
    address: String,
    checked: bool,
    holidays: String,
    entered_name: String,
    entered_at: DateTime<Utc>,
    removed_at: Option<DateTime<Utc>>,
    removed_name: String,
    removed_reason: String,
}

const fn word(layer: &Layer) -> &'static str {
    match layer {
        Layer::National => "national",
        Layer::Region => "region",
        Layer::Unit(_) => "unit",
    }
}

impl TryFrom<Row> for EnteredNotice {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let place = Place::new("calendar_notice", row.id);
        let layer = match row.layer.as_str() {
            "national" => Layer::National,
            "region" => Layer::Region,
            _ => Layer::Unit(place.unit_code(&row.unit)?),
        };
        let notice = Notice {
            layer,
            year: row.year,
            number: row.number,
            address: row.address,
            checked: row.checked,
            holidays: place.json(&row.holidays)?,
        };
        let removed = row.removed_at.map(|at| Removed { at, by: row.removed_name, reason: row.removed_reason });
        let id = CalendarNoticeId::new(row.id);
        Ok(Self { id, notice, by: row.entered_name, at: row.entered_at, removed })
    }
}

impl Store {
    /// Every notice that was entered, oldest first; those taken back are marked.
    pub async fn calendar_notices(&self) -> Result<Vec<EnteredNotice>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id, layer, unit, year, number, address, checked, holidays, entered_name, entered_at, removed_at,
                    removed_name, removed_reason
               from calendar_notice
              order by id",
        ).fetch_all(conn).await)?;
        rows.into_iter().map(EnteredNotice::try_from).collect()
    }
}

impl Tx {
    pub async fn enter_notice(
        &mut self,
        notice: &Notice,
        by: (AccountId, &str),
        at: DateTime<Utc>,
    ) -> Result<CalendarNoticeId> {
        let unit = match &notice.layer {
            Layer::Unit(unit) => Some(unit),
            Layer::National | Layer::Region => None,
        };
        let holidays = serde_json::to_string(&notice.holidays)?;
        let id: i64 = on_tx!(self, conn => sqlx::query_scalar(
            "insert into calendar_notice
                    (layer, unit, year, number, address, checked, holidays, entered_by, entered_name, entered_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             returning id",
        )
        .bind(word(&notice.layer))
        .bind(unit.map(UnitCode::as_str).unwrap_or_default())
        .bind(notice.year)
        .bind(&notice.number)
        .bind(&notice.address)
        .bind(notice.checked)
        .bind(&holidays)
        .bind(by.0.get())
        .bind(by.1)
        .bind(at)
        .fetch_one(conn)
        .await)?;
        Ok(CalendarNoticeId::new(id))
    }

    /// Takes a notice back; `false` when it has been already.
    pub async fn remove_notice(
        &mut self,
        id: CalendarNoticeId,
        by: &str,
        at: DateTime<Utc>,
        reason: &str,
    ) -> Result<bool> {
        let rows = on_tx!(self, conn => sqlx::query(
            "update calendar_notice
                set removed_at = $2,
                    removed_name = $3,
                    removed_reason = $4
              where id = $1 and removed_at is null",
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
}
