//! Clocks that start from what a revision says: the day on which its information was formed or decided.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    id::ItemId,
    item::{EventDate, EventKind},
    obligation::{Handover, Hands, OpenItem, Side},
    plan::{ColumnCode, UnitCode},
    time::china_date,
    workflow::Step,
};
use sqlx::FromRow;

use crate::{
    Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
};

/// An item on its way with the column that waits for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    pub column: ColumnCode,
    /// The unit that answers for it.
    pub unit: UnitCode,
    /// The unit without account that sent it in, and for which `unit` entered it.
    pub submitted_by: Option<UnitCode>,
    pub item: OpenItem,
}

/// How many revisions with the same start became public on the same day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    pub column: ColumnCode,
    pub unit: UnitCode,
    pub event: EventDate,
    pub public_on: NaiveDate,
    pub count: i64,
}

#[derive(FromRow)]
pub(crate) struct OpenRow {
    item: i64,
    column_code: String,
    unit: String,
    submitted_by: Option<String>,
    title: String,
    first_published_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
    event_on: Option<NaiveDate>,
    event_kind: Option<String>,
    /// The minute of what is signed for later.
    publish_at: Option<DateTime<Utc>>,
}

#[derive(FromRow)]
pub(crate) struct StepRow {
    item: i64,
    step: String,
    at: DateTime<Utc>,
    /// The lead unit whose signature the step is.
    signs_for: Option<String>,
}

#[derive(FromRow)]
struct MetRow {
    column_code: String,
    unit: String,
    event_on: NaiveDate,
    event_kind: String,
    public_on: NaiveDate,
    count: i64,
}

fn event(place: Place, on: NaiveDate, kind: &str) -> Result<EventDate> {
    Ok(EventDate { on, kind: place.unless(EventKind::from_code(kind), "event_kind", kind)? })
}

/// The items of the rows with their steps. `revises`: whether a row is a new text for what had been public.
pub(crate) fn open(rows: Vec<OpenRow>, steps: Vec<StepRow>, revises: impl Fn(&OpenRow) -> bool) -> Result<Vec<Open>> {
    let mut hands = hands(steps)?;
    let one = |row: OpenRow| {
        let place = Place::new("item", row.item);
        let revises = revises(&row);
        let started = row.event_on.zip(row.event_kind);
        Ok(Open {
            column: place.column_code(&row.column_code)?,
            unit: place.unit_code(&row.unit)?,
            submitted_by: row.submitted_by.as_deref().map(|unit| place.unit_code(unit)).transpose()?,
            item: OpenItem {
                item: ItemId::new(row.item),
                title: row.title,
                begun_on: china_date(row.created_at),
                revises,
                event: started.map(|(on, kind)| event(place, on, &kind)).transpose()?,
                hands: Hands {
                    publishes_on: row.publish_at.map(china_date),
                    ..hands.remove(&row.item).unwrap_or_default()
                },
                extensions: Vec::new(),
            },
        })
    };
    rows.into_iter().map(one).collect()
}

/// The hands that each item went through, by its steps, oldest first.
pub(crate) fn hands(rows: Vec<StepRow>) -> Result<BTreeMap<i64, Hands>> {
    let mut all: BTreeMap<i64, Hands> = BTreeMap::new();
    for row in rows {
        let place = Place::new("decision", row.item);
        let step = place.step(&row.step)?;
        let hands = all.entry(row.item).or_default();
        if let Some(to) = goes_to(step) {
            hands.handovers.push(Handover { on: china_date(row.at), to });
            // Who has signed what comes back signs it anew.
            hands.signed.clear();
        }
        if let Some(unit) = row.signs_for {
            hands.signed.insert(place.unit_code(&unit)?);
        }
    }
    Ok(all)
}

/// The lead unit whose signature was the last of each item since it was last handed over, by steps in their order.
pub(crate) fn last_signatures(rows: &[StepRow]) -> Result<BTreeMap<i64, UnitCode>> {
    let mut last = BTreeMap::new();
    for row in rows {
        let place = Place::new("decision", row.item);
        if goes_to(place.step(&row.step)?).is_some() {
            last.remove(&row.item);
        }
        if let Some(unit) = &row.signs_for {
            last.insert(row.item, place.unit_code(unit)?);
        }
    }
    Ok(last)
}

/// To whom a step hands the revision over.
const fn goes_to(step: Step) -> Option<Side> {
    match step {
        Step::Submit => Some(Side::Lead),
        Step::Recall | Step::Return => Some(Side::Unit),
        _ => None,
    }
}

impl Store {
    /// Every item that is on its way, with what its clock starts from, who had it when, and when it publishes itself. A revision
    /// of what was public starts no clock.
    pub async fn open_items(&self) -> Result<Vec<Open>> {
        let rows: Vec<OpenRow> = on_pool!(self, conn => sqlx::query_as(
            "select i.id as item, i.column_code, i.unit, i.submitted_by, i.title, i.first_published_at, r.created_at,
                    c.event_on, c.event_kind, case when i.stage = 'scheduled' then r.publish_at end as publish_at
               from item i
               join revision r on r.item = i.id and r.number = i.newest
               left join event_clock c on c.item = i.id and c.revision = i.newest
              where i.stage in ('draft', 'in-review', 'awaiting-signature', 'returned', 'scheduled')
              order by i.id",
        ).fetch_all(conn).await)?;
        let steps: Vec<StepRow> = on_pool!(self, conn => sqlx::query_as(
            "select d.item, d.step, d.at, d.signs_for
               from item i
               join decision d on d.item = i.id and d.revision = i.newest
              where i.stage in ('draft', 'in-review', 'awaiting-signature', 'returned', 'scheduled')
                and d.step in ('submit', 'recall', 'return', 'sign-in-part', 'sign-for-later')
              order by d.item, d.id",
        ).fetch_all(conn).await)?;
        open(rows, steps, |row| row.first_published_at.is_some())
    }

    /// What became public from `from` to `until`, both with them, by start and day.
    pub async fn event_clocks_met(&self, from: NaiveDate, until: NaiveDate) -> Result<Vec<Met>> {
        let rows: Vec<MetRow> = on_pool!(self, conn => sqlx::query_as(
            "select column_code, unit, event_on, event_kind, public_on, cast(count(*) as bigint) as count
               from event_clock
              where public_on is not null and public_on between $1 and $2
              group by public_on, column_code, unit, event_kind, event_on
              order by public_on, column_code, unit, event_kind, event_on",
        ).bind(from).bind(until).fetch_all(conn).await)?;
        let met = |row: MetRow| {
            let place = Place::new("event_clock", 0);
            Ok(Met {
                column: place.column_code(&row.column_code)?,
                unit: place.unit_code(&row.unit)?,
                event: event(place, row.event_on, &row.event_kind)?,
                public_on: row.public_on,
                count: row.count,
            })
        };
        rows.into_iter().map(met).collect()
    }
}

impl Tx {
    /// Says from when the clock of an item counts; `None` when its revision states no day. An item that was public has met
    /// its clock, or missed it, for good.
    pub(crate) async fn set_event_clock(
        &mut self,
        item: ItemId,
        revision: i32,
        start: Option<EventDate>,
    ) -> Result<()> {
        let Some(EventDate { on, kind }) = start else {
            on_tx!(self, conn => sqlx::query("delete from event_clock where item = $1 and revision = $2")
                .bind(item.get())
                .bind(revision)
                .execute(conn)
                .await
                .map(drop))?;
            return Ok(());
        };
        on_tx!(self, conn => sqlx::query(
            "insert into event_clock (item, revision, column_code, unit, event_on, event_kind)
             select id, $2, column_code, unit, $3, $4
               from item
              where id = $1 and first_published_at is null
             on conflict (item, revision) do update
                set event_on = excluded.event_on,
                    event_kind = excluded.event_kind",
        )
        .bind(item.get())
        .bind(revision)
        .bind(on)
        .bind(kind.code())
        .execute(conn)
        .await
        .map(drop))?;
        Ok(())
    }

    /// The revision became public on `day`: its clock stops.
    pub(crate) async fn stop_event_clock(&mut self, item: ItemId, revision: i32, day: NaiveDate) -> Result<()> {
        on_tx!(self, conn => sqlx::query(
            "update event_clock
                set public_on = coalesce(public_on, $3)
              where item = $1 and revision = $2",
        )
        .bind(item.get())
        .bind(revision)
        .bind(day)
        .execute(conn)
        .await
        .map(drop))?;
        Ok(())
    }
}
