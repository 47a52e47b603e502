//! Items as the desk lists them: each with its newest revision.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::{
    desk::content::ItemFilter,
    id::{AccountId, ItemCode, ItemId},
    item::Origin,
    permission::ItemFacts,
    plan::{ColumnCode, UnitCode},
    workflow::Stage,
};
use sqlx::FromRow;

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
    revision::Seen,
};

/// An item with what must be known of its newest revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemRecord {
    pub id: ItemId,
    pub code: ItemCode,
    pub column: ColumnCode,
    pub unit: UnitCode,
    /// The unit's name when the item was made.
    pub unit_name: String,
    pub origin: Origin,
    pub submitted_by: Option<UnitCode>,
    pub created_at: DateTime<Utc>,
    pub newest: i32,
    pub stage: Stage,
    pub title: String,
    pub since: DateTime<Utc>,
    pub live: Option<i32>,
    pub first_published_at: Option<DateTime<Utc>>,
    pub published_at: Option<DateTime<Utc>>,
    pub withdrawn: Option<Withdrawal>,
    pub direct: bool,
    pub awaits_retro_signature: bool,
    pub claimed_by: Option<AccountId>,
    pub claimed_name: String,
    /// Of the newest revision, as everything below.
    pub version: i32,
    pub round: i32,
    pub authors: Vec<(AccountId, String)>,
    pub created_name: String,
    pub saved_name: String,
    pub saved_at: DateTime<Utc>,
    pub publish_at: Option<DateTime<Utc>>,
    pub reviewer: Option<AccountId>,
    pub signed_units: BTreeSet<UnitCode>,
}

/// What the notice page says of an item that was taken down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    pub at: DateTime<Utc>,
    pub title: String,
    pub reason: String,
}

impl ItemRecord {
    /// What the rules of `domain::permission` need to know.
    pub fn facts(&self) -> ItemFacts {
        ItemFacts {
            stage: self.stage,
            unit: self.unit.clone(),
            authors: self.authors.iter().map(|(account, _)| *account).collect(),
            reviewer: self.reviewer,
            signed_by_units: self.signed_units.clone(),
            awaits_retro_signature: self.awaits_retro_signature,
            is_live: self.live.is_some(),
            was_public: self.first_published_at.is_some(),
        }
    }
}

/// A new item; its first revision is inserted beside it.
#[derive(Debug, Clone)]
pub struct NewItemRow<'a> {
    pub code: &'a ItemCode,
    pub column: &'a ColumnCode,
    pub unit: &'a UnitCode,
    pub unit_name: &'a str,
    pub origin: Origin,
    pub submitted_by: Option<&'a UnitCode>,
    pub created_by: Option<AccountId>,
    pub created_at: DateTime<Utc>,
    pub title: &'a str,
    pub import_key: Option<&'a str>,
}

/// The last line of a portion of a list: the next one begins after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Where the list is ordered by: in this stage since, or the minute of the schedule.
    pub since: DateTime<Utc>,
    pub item: ItemId,
}

/// Which items a list may show at all: those of a unit (under its codes before and after a reform), and those in some
/// columns.
#[derive(Debug, Clone)]
pub struct ItemScope<'a> {
    pub units: &'a BTreeSet<UnitCode>,
    pub columns: &'a BTreeSet<ColumnCode>,
}

impl ItemScope<'_> {
    /// The codes as `,a,b,`: one bound text instead of a list whose length changes the statement.
    pub(crate) fn unit_list(&self) -> String {
        self.units.iter().fold(String::from(","), |list, code| list + code.as_str() + ",")
    }

    pub(crate) fn column_list(&self) -> String {
        self.columns.iter().fold(String::from(","), |list, code| list + code.as_str() + ",")
    }
}

#[derive(FromRow)]
struct Row {
    id: i64,
    code: String,
    column_code: String,
    unit: String,
    unit_name: String,
    origin: String,
    submitted_by: Option<String>,
    created_at: DateTime<Utc>,
    newest: i32,
    stage: String,
    title: String,
    since: DateTime<Utc>,
    live: Option<i32>,
    first_published_at: Option<DateTime<Utc>>,
    published_at: Option<DateTime<Utc>>,
    withdrawn_at: Option<DateTime<Utc>>,
    withdrawn_title: String,
    withdrawn_reason: String,
    direct: bool,
    awaits_retro_signature: bool,
    claimed_by: Option<i64>,
    claimed_name: String,
    version: i32,
    round: i32,
    authors: String,
    created_name: String,
    saved_name: String,
    saved_at: DateTime<Utc>,
    publish_at: Option<DateTime<Utc>>,
    reviewer: Option<i64>,
    signed_units: String,
}

impl TryFrom<Row> for ItemRecord {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let place = Place::new("item", row.id);
        Ok(Self {
            id: ItemId::new(row.id),
            code: place.item_code(&row.code)?,
            column: place.column_code(&row.column_code)?,
            unit: place.unit_code(&row.unit)?,
            unit_name: row.unit_name,
            origin: Origin::from_code(&row.origin)
                .ok_or_else(|| Error::inconsistent("item", row.id, format!("origin {}", row.origin)))?,
            submitted_by: row.submitted_by.as_deref().map(|unit| place.unit_code(unit)).transpose()?,
            created_at: row.created_at,
            newest: row.newest,
            stage: place.stage(&row.stage)?,
            title: row.title,
            since: row.since,
            live: row.live,
            first_published_at: row.first_published_at,
            published_at: row.published_at,
            withdrawn: row.withdrawn_at.map(|at| Withdrawal {
                at,
                title: row.withdrawn_title,
                reason: row.withdrawn_reason,
            }),
            direct: row.direct,
            awaits_retro_signature: row.awaits_retro_signature,
            claimed_by: row.claimed_by.map(AccountId::new),
            claimed_name: row.claimed_name,
            version: row.version,
            round: row.round,
            authors: place.authors(&row.authors)?,
            created_name: row.created_name,
            saved_name: row.saved_name,
            saved_at: row.saved_at,
            publish_at: row.publish_at,
            reviewer: row.reviewer.map(AccountId::new),
            signed_units: place.units(&row.signed_units)?,
        })
    }
}

fn records(rows: Vec<Row>) -> Result<Vec<ItemRecord>> {
    rows.into_iter().map(ItemRecord::try_from).collect()
}

/// `select …` of an item with its newest revision, followed by what the query adds.
macro_rules! select_items {
    ($rest:literal) => {
        concat!(
            "select i.id, i.code, i.column_code, i.unit, i.unit_name, i.origin, i.submitted_by, i.created_at,
                    i.newest, i.stage, i.title, i.since, i.live, i.first_published_at, i.published_at,
                    i.withdrawn_at, i.withdrawn_title, i.withdrawn_reason, i.direct, i.awaits_retro_signature,
                    i.claimed_by, i.claimed_name, r.version, r.round, r.authors, r.created_name, r.saved_name,
                    r.saved_at, r.publish_at, r.reviewer, r.signed_units
               from item i
               join revision r on r.item = i.id and r.number = i.newest ",
            $rest
        )
    };
}

/// The filter of the item list and its count. `$1` units and `$2` columns of the scope, `$3`–`$6` the filter.
macro_rules! in_scope {
    () => {
        "where ($1 like '%,' || i.unit || ',%' or $2 like '%,' || i.column_code || ',%')
            and ($3 is null or i.column_code = $3)
            and ($4 is null or i.unit = $4)
            and ($5 is null or i.stage = $5)
            and ($6 is null or lower(i.title) like lower($6)) "
    };
}

impl Store {
    pub async fn item(&self, id: ItemId) -> Result<Option<ItemRecord>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(select_items!("where i.id = $1"))
            .bind(id.get())
            .fetch_optional(conn)
            .await)?;
        row.map(ItemRecord::try_from).transpose()
    }

    pub async fn item_by_code(&self, code: &ItemCode) -> Result<Option<ItemRecord>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(select_items!("where i.code = $1"))
            .bind(code.as_str())
            .fetch_optional(conn)
            .await)?;
        row.map(ItemRecord::try_from).transpose()
    }

    /// A page of the items in `scope`, last changed first, with the number of all matches.
    pub async fn items_page(
        &self,
        scope: &ItemScope<'_>,
        filter: &ItemFilter,
        size: i64,
    ) -> Result<(Vec<ItemRecord>, i64)> {
        let (units, columns, words) = (scope.unit_list(), scope.column_list(), title_pattern(&filter.words));
        let (column, unit) =
            (filter.column.as_ref().map(ColumnCode::as_str), filter.unit.as_ref().map(UnitCode::as_str));
        let stage = filter.stage.map(Stage::code);
        let rows = on_pool!(self, conn => sqlx::query_as(concat!(
            select_items!(""), in_scope!(), "order by i.changed_at desc, i.id desc limit $7 offset $8",
        ))
        .bind(&units).bind(&columns).bind(column).bind(unit).bind(stage).bind(&words)
        .bind(size).bind(first_of_page(filter.page, size))
        .fetch_all(conn).await)?;
        let total = on_pool!(self, conn => sqlx::query_scalar(concat!("select count(*) from item i ", in_scope!()))
            .bind(&units).bind(&columns).bind(column).bind(unit).bind(stage).bind(&words)
            .fetch_one(conn).await)?;
        Ok((records(rows)?, total))
    }

    /// What may wait for somebody in `scope`: undecided items in its columns, and the unit's own items that are not
    /// public yet; longest waiting first, `limit` of them after `after`.
    pub async fn items_at_work(
        &self,
        scope: &ItemScope<'_>,
        filter: &ItemFilter,
        after: Option<Waiting>,
        limit: i64,
    ) -> Result<Vec<ItemRecord>> {
        let (units, columns, words) = (scope.unit_list(), scope.column_list(), title_pattern(&filter.words));
        let (column, unit) =
            (filter.column.as_ref().map(ColumnCode::as_str), filter.unit.as_ref().map(UnitCode::as_str));
        let rows = on_pool!(self, conn => sqlx::query_as(concat!(
            // What is at work is little, whatever lies beside it: two indexes find it.
            select_items!(""), in_scope!(),
            "and i.id in (select id from item
                           where stage in ('draft', 'in-review', 'awaiting-signature', 'returned', 'scheduled')
                           union all
                          select id from item where awaits_retro_signature)
              and (i.awaits_retro_signature
                  or i.stage in ('in-review', 'awaiting-signature')
                  or ($1 like '%,' || i.unit || ',%' and i.stage in ('draft', 'returned', 'scheduled')))
              and ($7 is null or i.since > $7 or (i.since = $7 and i.id > $8))
             order by i.since, i.id
             limit $9",
        ))
        .bind(&units).bind(&columns).bind(column).bind(unit).bind(filter.stage.map(Stage::code)).bind(&words)
        .bind(after.map(|last| last.since)).bind(after.map(|last| last.item.get())).bind(limit)
        .fetch_all(conn).await)?;
        records(rows)
    }

    /// Items whose scheduled minute has come, by minute: `limit` of them after `after`.
    pub async fn items_due(&self, now: DateTime<Utc>, after: Option<Waiting>, limit: i64) -> Result<Vec<ItemRecord>> {
        let rows = on_pool!(self, conn => sqlx::query_as(select_items!(
            "where r.stage = 'scheduled' and r.publish_at <= $1
               and ($2 is null or r.publish_at > $2 or (r.publish_at = $2 and i.id > $3))
             order by r.publish_at, i.id
             limit $4"
        ))
        .bind(now).bind(after.map(|last| last.since)).bind(after.map(|last| last.item.get())).bind(limit)
        .fetch_all(conn).await)?;
        records(rows)
    }
}

impl Tx {
    pub async fn insert_item(&mut self, item: &NewItemRow<'_>) -> Result<ItemId> {
        let id: i64 = on_tx!(self, conn => sqlx::query_scalar(
            "insert into item
                    (code, column_code, unit, unit_name, origin, submitted_by, created_by, created_at,
                     newest, stage, title, since, changed_at, import_key)
             values ($1, $2, $3, $4, $5, $6, $7, $8, 1, 'draft', $9, $8, $8, $10)
             returning id",
        )
        .bind(item.code.as_str())
        .bind(item.column.as_str())
        .bind(item.unit.as_str())
        .bind(item.unit_name)
        .bind(item.origin.code())
        .bind(item.submitted_by.map(UnitCode::as_str))
        .bind(item.created_by.map(AccountId::get))
        .bind(item.created_at)
        .bind(item.title)
        .bind(item.import_key)
        .fetch_one(conn)
        .await)?;
        Ok(ItemId::new(id))
    }

    /// Locks the item until the transaction ends and says whether it still is as it was `read`. Every change of an item
    /// starts here: changes of one item wait for each other, on either database, and take their locks in one order, the
    /// item before its revisions and its publication, the log last.
    pub async fn hold_item(&mut self, read: &ItemRecord) -> Result<bool> {
        // A write that changes nothing locks the row on PostgreSQL; SQLite lets no second writer in anyway. What is read
        // next is what the one who held it before has committed.
        on_tx!(self, conn => sqlx::query("update item set newest = newest where id = $1")
            .bind(read.id.get())
            .execute(conn)
            .await
            .map(drop))?;
        let row: Option<Row> = on_tx!(self, conn => sqlx::query_as(select_items!("where i.id = $1"))
            .bind(read.id.get())
            .fetch_optional(conn)
            .await)?;
        Ok(row.map(ItemRecord::try_from).transpose()?.as_ref() == Some(read))
    }

    /// Marks who handles the item; `None` releases it. `false` when the newest revision is no longer `number`.
    pub async fn claim_item(&mut self, id: ItemId, number: i32, by: Option<(AccountId, &str)>) -> Result<bool> {
        let rows = on_tx!(self, conn => sqlx::query(
            "update item
                set claimed_by = $3,
                    claimed_name = $4
              where id = $1 and newest = $2",
        )
        .bind(id.get())
        .bind(number)
        .bind(by.map(|(account, _)| account.get()))
        .bind(by.map(|(_, name)| name).unwrap_or_default())
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
        Ok(rows == 1)
    }

    /// The item with this fingerprint, if it was imported before.
    pub async fn imported_as(&mut self, import_key: &str) -> Result<Option<ItemCode>> {
        let row: Option<(i64, String)> = on_tx!(self, conn => sqlx::query_as("select id, code from item where import_key = $1")
                .bind(import_key)
                .fetch_optional(conn)
                .await)?;
        row.map(|(id, code)| Place::new("item", id).item_code(&code)).transpose()
    }

    /// Forgets an item that was never public, if its only revision is still as `seen`; the log keeps what happened.
    /// After `false` the transaction must not be committed.
    pub async fn delete_item(&mut self, seen: Seen) -> Result<bool> {
        let rows = on_tx!(self, conn => sqlx::query(
            "delete from item
              where id = $1 and newest = $2 and newest = 1 and first_published_at is null
                and exists (select 1
                              from revision
                             where item = $1 and number = $2 and version = $3 and stage in ('draft', 'returned'))",
        )
        .bind(seen.item.get())
        .bind(seen.number)
        .bind(seen.version)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
        Ok(rows == 1)
    }
}

/// How many lines come before page `page`, from 1. A number that nobody could turn to is the last that fits.
pub(crate) fn first_of_page(page: i64, size: i64) -> i64 {
    page.max(1).saturating_sub(1).saturating_mul(size)
}

pub(crate) fn title_pattern(words: &str) -> Option<String> {
    let words = words.trim();
    (!words.is_empty()).then(|| format!("%{}%", words.replace(['%', '_'], "")))
}
