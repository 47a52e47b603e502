//! What the public sees: live revisions only. The queries of the portal's pages, each answered from an index.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    document_number::DocumentNumber,
    id::{ItemCode, ItemId},
    item::{Attachment, Content},
    kind::{Detail, Kind},
    plan::{ColumnCode, UnitCode},
    time::china_date,
};
use sqlx::{FromRow, QueryBuilder};

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
};

/// A line of a public list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicRow {
    pub code: ItemCode,
    pub column: ColumnCode,
    pub title: String,
    pub summary: String,
    pub source: String,
    pub published_at: DateTime<Utc>,
    /// When the present revision replaced an earlier one.
    pub revised_at: Option<DateTime<Utc>>,
    pub lead_picture: Option<String>,
    pub picture_alt: String,
    pub document_number: Option<String>,
    pub detail: Detail,
    /// The item that it belongs to.
    pub about: Option<ItemCode>,
    /// The last day of its period (公示期, 任期 …).
    pub ends_on: Option<NaiveDate>,
}

/// Where an item stands, for those who keep what they have rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whereabouts {
    pub code: ItemCode,
    pub column: ColumnCode,
    /// The item to which the public revision belongs.
    pub about: Option<ItemCode>,
}

/// What becomes public.
#[derive(Debug, Clone)]
pub struct NewPublication<'a> {
    pub item: ItemId,
    pub revision: i32,
    pub code: &'a ItemCode,
    pub column: &'a ColumnCode,
    pub title: &'a str,
    pub summary: &'a str,
    pub source: &'a str,
    pub published_at: DateTime<Utc>,
    pub revised_at: Option<DateTime<Utc>>,
    pub lead_picture: Option<&'a str>,
    pub picture_alt: &'a str,
    /// What is filtered, ordered and shown of the kind is taken from here.
    pub detail: &'a Detail,
    pub unit_name: &'a str,
    pub signed_by_unit: &'a str,
    pub direct: bool,
    pub awaits_retro_signature: bool,
}

#[derive(FromRow)]
pub(crate) struct Row {
    pub(crate) item: i64,
    code: String,
    pub(crate) column_code: String,
    title: String,
    pub(crate) summary: String,
    source: String,
    pub(crate) published_at: DateTime<Utc>,
    pub(crate) revised_at: Option<DateTime<Utc>>,
    pub(crate) lead_picture: Option<String>,
    picture_alt: String,
    document_number: Option<String>,
    detail: String,
    about: Option<String>,
    ends_on: Option<NaiveDate>,
}

impl TryFrom<Row> for PublicRow {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let place = Place::new("publication", row.item);
        Ok(Self {
            code: place.item_code(&row.code)?,
            column: place.column_code(&row.column_code)?,
            title: row.title,
            summary: row.summary,
            source: row.source,
            published_at: row.published_at,
            revised_at: row.revised_at,
            lead_picture: row.lead_picture,
            picture_alt: row.picture_alt,
            document_number: row.document_number,
            detail: place.json(&row.detail)?,
            about: row.about.as_deref().map(|code| place.item_code(code)).transpose()?,
            ends_on: row.ends_on,
        })
    }
}

macro_rules! list_columns {
    () => {
        "select item, code, column_code, title, summary, source, published_at, revised_at, lead_picture,
                picture_alt, document_number, detail, about, ends_on
           from publication "
    };
}

/// `where column_code in ($1, $2, …)` appended to a query.
macro_rules! in_columns {
    ($head:expr, $columns:expr) => {{
        let mut query = QueryBuilder::new($head);
        query.push("where column_code in (");
        let mut list = query.separated(", ");
        for column in $columns {
            list.push_bind(column.as_str().to_owned());
        }
        query.push(") ");
        query
    }};
}

pub(crate) use {in_columns, list_columns};

pub(crate) fn public_rows(rows: Vec<Row>) -> Result<Vec<PublicRow>> {
    rows.into_iter().map(PublicRow::try_from).collect()
}

impl Store {
    /// Public items of `columns`, newest first: `limit` of them after the first `offset`.
    pub async fn published_in(&self, columns: &[ColumnCode], limit: i64, offset: i64) -> Result<Vec<PublicRow>> {
        if columns.is_empty() {
            return Ok(Vec::new());
        }
        // The newest of each column from its index, and of these the newest: over several columns at once a database
        // sorts all items that they have.
        let reach = offset.saturating_add(limit);
        let rows: Vec<Row> = on_pool!(self, conn => {
            let mut query = QueryBuilder::new(list_columns!());
            query.push("where item in (");
            let mut parts = query.separated(" union all ");
            for column in columns {
                parts.push("select item from (select item from publication where column_code = ");
                parts.push_bind_unseparated(column.as_str().to_owned());
                parts.push_unseparated(" order by published_at desc, item desc limit ");
                parts.push_bind_unseparated(reach);
                parts.push_unseparated(") newest");
            }
            query.push(") order by published_at desc, item desc limit ").push_bind(limit);
            query.push(" offset ").push_bind(offset);
            query.build_query_as().fetch_all(conn).await
        })?;
        public_rows(rows)
    }

    /// How many public items `columns` have together.
    pub async fn count_published_in(&self, columns: &[ColumnCode]) -> Result<i64> {
        if columns.is_empty() {
            return Ok(0);
        }
        Ok(on_pool!(self, conn => {
            let mut query = in_columns!("select count(*) from publication ", columns);
            query.build_query_scalar().fetch_one(conn).await
        })?)
    }

    /// How many public items every column has; columns without any are left out.
    pub async fn published_counts(&self) -> Result<BTreeMap<ColumnCode, i64>> {
        let rows: Vec<(String, i64)> = on_pool!(self, conn => sqlx::query_as(
            "select column_code, count(*) from publication group by column_code",
        ).fetch_all(conn).await)?;
        rows.into_iter()
            .map(|(column, count)| Ok((Place::new("publication", 0).column_code(&column)?, count)))
            .collect()
    }

    /// The public items of a kind that `unit` answers for, newest first.
    pub async fn published_of_unit(&self, unit: &UnitCode, kind: Kind, limit: i64) -> Result<Vec<PublicRow>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(concat!(
            list_columns!(),
            "where kind = $1
               and item in (select id from item where unit = $2)
             order by published_at desc, item desc
             limit $3",
        )).bind(kind.code()).bind(unit.as_str()).bind(limit).fetch_all(conn).await)?;
        public_rows(rows)
    }

    /// The list line of one public item.
    pub async fn public_row(&self, code: &ItemCode) -> Result<Option<PublicRow>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(concat!(list_columns!(), "where code = $1"))
            .bind(code.as_str())
            .fetch_optional(conn)
            .await)?;
        row.map(PublicRow::try_from).transpose()
    }

    /// Where an item stands, public or not; `None` when there is none.
    pub async fn whereabouts(&self, item: ItemId) -> Result<Option<Whereabouts>> {
        let row: Option<(String, String, Option<String>)> = on_pool!(self, conn => sqlx::query_as(
            "select i.code, i.column_code, p.about
               from item i
               left join publication p on p.item = i.id
              where i.id = $1",
        ).bind(item.get()).fetch_optional(conn).await)?;
        let place = Place::new("item", item.get());
        row.map(|(code, column, about)| {
            Ok(Whereabouts {
                code: place.item_code(&code)?,
                column: place.column_code(&column)?,
                about: about.map(|other| place.item_code(&other)).transpose()?,
            })
        })
        .transpose()
    }

    /// Public items that belong to another one, newest first: interpretations of a document, speeches of a leader, its
    /// lines in other columns.
    pub async fn published_about(&self, code: &ItemCode) -> Result<Vec<PublicRow>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(concat!(
            list_columns!(), "where about = $1 order by published_at desc, item desc limit 100",
        )).bind(code.as_str()).fetch_all(conn).await)?;
        public_rows(rows)
    }

    /// The item that is public under `code`.
    pub async fn published_item(&self, code: &ItemCode) -> Result<Option<ItemId>> {
        let id: Option<i64> = on_pool!(self, conn => sqlx::query_scalar("select item from publication where code = $1")
            .bind(code.as_str())
            .fetch_optional(conn)
            .await)?;
        Ok(id.map(ItemId::new))
    }

    /// Public items of a kind in every column, oldest first: `limit` of them after the first `offset`.
    pub async fn published_of_kind(&self, kind: Kind, limit: i64, offset: i64) -> Result<Vec<PublicRow>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(concat!(
            list_columns!(), "where kind = $1 order by item limit $2 offset $3",
        )).bind(kind.code()).bind(limit).bind(offset).fetch_all(conn).await)?;
        public_rows(rows)
    }

    /// The unit that answers for each public item of a kind.
    pub async fn units_of_published(&self, kind: Kind) -> Result<BTreeMap<ItemCode, UnitCode>> {
        let rows: Vec<(String, String)> = on_pool!(self, conn => sqlx::query_as(
            "select p.code, i.unit
               from publication p
               join item i on i.id = p.item
              where p.kind = $1
              order by p.item",
        ).bind(kind.code()).fetch_all(conn).await)?;
        let place = Place::new("publication", 0);
        rows.into_iter().map(|(code, unit)| Ok((place.item_code(&code)?, place.unit_code(&unit)?))).collect()
    }

    /// The list lines of these items, in no order; those that are not public are left out.
    pub async fn public_rows(&self, codes: &[ItemCode]) -> Result<Vec<PublicRow>> {
        if codes.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<Row> = on_pool!(self, conn => {
            let mut query = QueryBuilder::new(list_columns!());
            query.push("where code in (");
            let mut list = query.separated(", ");
            for code in codes {
                list.push_bind(code.as_str().to_owned());
            }
            query.push(")");
            query.build_query_as().fetch_all(conn).await
        })?;
        public_rows(rows)
    }

    /// The files under these items, as they are public, without reading a text; items without any, and those that are not
    /// public, are left out.
    pub async fn attachments_of(&self, codes: &[ItemCode]) -> Result<BTreeMap<ItemCode, Vec<Attachment>>> {
        if codes.is_empty() {
            return Ok(BTreeMap::new());
        }
        let rows: Vec<(i64, String, String)> = on_pool!(self, conn => {
            let mut query = QueryBuilder::new(
                "select p.item, p.code, r.content
                   from publication p
                   join revision r on r.item = p.item and r.number = p.revision
                  where p.code in (",
            );
            let mut list = query.separated(", ");
            for code in codes {
                list.push_bind(code.as_str().to_owned());
            }
            query.push(")");
            query.build_query_as().fetch_all(conn).await
        })?;
        let mut files = BTreeMap::new();
        for (item, code, content) in rows {
            let place = Place::new("publication", item);
            let content: Content = place.json(&content)?;
            if !content.attachments.is_empty() {
                files.insert(place.item_code(&code)?, content.attachments);
            }
        }
        Ok(files)
    }

    /// Public items of these kinds whose title or document number contains `words`, newest first.
    pub async fn published_named(&self, kinds: &[Kind], words: &str, limit: i64) -> Result<Vec<PublicRow>> {
        if kinds.is_empty() {
            return Ok(Vec::new());
        }
        let pattern = words_pattern(words);
        let rows: Vec<Row> = on_pool!(self, conn => {
            let mut query = QueryBuilder::new(list_columns!());
            query.push("where kind in (");
            let mut list = query.separated(", ");
            for kind in kinds {
                list.push_bind(kind.code());
            }
            query.push(") and (title like ").push_bind(pattern.clone());
            query.push(" or document_number like ").push_bind(pattern);
            query.push(") order by published_at desc, item desc limit ").push_bind(limit);
            query.build_query_as().fetch_all(conn).await
        })?;
        public_rows(rows)
    }

    /// The newest public items of `columns` (none: of all) whose title has one of `words` (none: whatever).
    pub async fn published_with_words(
        &self,
        columns: &[ColumnCode],
        words: &[String],
        limit: i64,
    ) -> Result<Vec<PublicRow>> {
        let patterns: Vec<String> = words.iter().map(|word| format!("%{}%", word.replace(['%', '_'], ""))).collect();
        let rows: Vec<Row> = on_pool!(self, conn => {
            let mut query = if columns.is_empty() {
                QueryBuilder::new(concat!(list_columns!(), "where 1 = 1 "))
            } else {
                in_columns!(list_columns!(), columns)
            };
            for (at, pattern) in patterns.into_iter().enumerate() {
                query.push(if at == 0 { "and (title like " } else { " or title like " }).push_bind(pattern);
            }
            query.push(if words.is_empty() { "" } else { ") " });
            query.push("order by published_at desc, item desc limit ").push_bind(limit);
            query.build_query_as().fetch_all(conn).await
        })?;
        public_rows(rows)
    }

    /// Another public item of the column with the same title.
    pub async fn published_title(&self, column: &ColumnCode, title: &str, except: ItemId) -> Result<Option<ItemCode>> {
        let row: Option<(i64, String)> = on_pool!(self, conn => sqlx::query_as(
            "select item, code
               from publication
              where column_code = $1 and title = $2 and item <> $3
              order by item
              limit 1",
        ).bind(column.as_str()).bind(title).bind(except.get()).fetch_optional(conn).await)?;
        row.map(|(item, code)| Place::new("publication", item).item_code(&code)).transpose()
    }
}

/// Any spelling of a document number finds the one that is kept; other words are looked for as they stand.
pub(crate) fn words_pattern(words: &str) -> String {
    let words = DocumentNumber::parse(words).map_or_else(|| words.trim().to_owned(), |number| number.to_string());
    format!("%{}%", words.replace(['%', '_'], ""))
}

/// A document number as it is kept: in the spelling of the standard where it can be read.
fn kept_number(detail: &Detail) -> Option<String> {
    let typed = detail.nature().document_number()?;
    Some(DocumentNumber::parse(typed).map_or_else(|| typed.to_owned(), |number| number.to_string()))
}

impl Tx {
    /// Locks the item called `code` until the transaction ends, so that nobody takes it down meanwhile, and gives its list
    /// line if it is public. Whoever refers to it asks before holding the own item: a withdrawal holds what is taken down
    /// first and the lines that lead to it after.
    pub async fn hold_public(&mut self, code: &ItemCode) -> Result<Option<PublicRow>> {
        on_tx!(self, conn => sqlx::query("update item set newest = newest where code = $1")
            .bind(code.as_str())
            .execute(conn)
            .await
            .map(drop))?;
        let row: Option<Row> = on_tx!(self, conn => sqlx::query_as(concat!(list_columns!(), "where code = $1"))
            .bind(code.as_str())
            .fetch_optional(conn)
            .await)?;
        row.map(PublicRow::try_from).transpose()
    }

    /// Makes a revision the live one. [`Error::IndexNumberTaken`] where its index number is another document's: the
    /// transaction must then not be committed.
    pub async fn publish(&mut self, new: &NewPublication<'_>) -> Result<()> {
        let nature = new.detail.nature();
        let detail = serde_json::to_string(new.detail)?;
        on_tx!(self, conn => sqlx::query(
            "insert into publication
                    (item, revision, code, column_code, title, summary, source, published_at, revised_at,
                     lead_picture, picture_alt, document_number, about, unit_name, signed_by_unit, direct,
                     awaits_retro_signature, kind, detail, position, ends_on)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
             on conflict (item) do update
                set revision = excluded.revision,
                    column_code = excluded.column_code,
                    title = excluded.title,
                    summary = excluded.summary,
                    source = excluded.source,
                    published_at = excluded.published_at,
                    revised_at = excluded.revised_at,
                    lead_picture = excluded.lead_picture,
                    picture_alt = excluded.picture_alt,
                    document_number = excluded.document_number,
                    about = excluded.about,
                    kind = excluded.kind,
                    detail = excluded.detail,
                    position = excluded.position,
                    ends_on = excluded.ends_on,
                    unit_name = excluded.unit_name,
                    signed_by_unit = excluded.signed_by_unit,
                    direct = excluded.direct,
                    awaits_retro_signature = excluded.awaits_retro_signature",
        )
        .bind(new.item.get())
        .bind(new.revision)
        .bind(new.code.as_str())
        .bind(new.column.as_str())
        .bind(new.title)
        .bind(new.summary)
        .bind(new.source)
        .bind(new.published_at)
        .bind(new.revised_at)
        .bind(new.lead_picture)
        .bind(new.picture_alt)
        .bind(kept_number(new.detail))
        .bind(nature.about().map(ItemCode::as_str))
        .bind(new.unit_name)
        .bind(new.signed_by_unit)
        .bind(new.direct)
        .bind(new.awaits_retro_signature)
        .bind(new.detail.kind().code())
        .bind(&detail)
        .bind(nature.position())
        .bind(nature.ends_on())
        .execute(conn)
        .await
        .map(drop))?;
        self.set_facets(new.item, &nature.facets()).await?;
        if let Some(number) = nature.index_number() {
            self.give_index_number(new.item, number).await?;
        }
        let since = new.revised_at.unwrap_or(new.published_at);
        self.stop_event_clock(new.item, new.revision, china_date(since)).await?;
        on_tx!(self, conn => sqlx::query(
            "update item
                set live = $2,
                    first_published_at = coalesce(first_published_at, $3),
                    published_at = $3,
                    withdrawn_at = null,
                    withdrawn_title = '',
                    withdrawn_reason = '',
                    direct = $4,
                    awaits_retro_signature = $5
              where id = $1",
        )
        .bind(new.item.get())
        .bind(new.revision)
        .bind(new.published_at)
        .bind(new.direct)
        .bind(new.awaits_retro_signature)
        .execute(conn)
        .await
        .map(drop))?;
        Ok(())
    }

    /// Takes the live revision down. `false` when another one is live by now, or none. A signature that an urgent
    /// publication still waits for is waited for on.
    pub async fn unpublish(&mut self, item: ItemId, live: i32, at: DateTime<Utc>, reason: &str) -> Result<bool> {
        let title: Option<String> = on_tx!(self, conn => sqlx::query_scalar(
            "delete from publication where item = $1 and revision = $2 returning title",
        ).bind(item.get()).bind(live).fetch_optional(conn).await)?;
        let Some(title) = title else { return Ok(false) };
        on_tx!(self, conn => sqlx::query(
            "update item
                set live = null,
                    withdrawn_at = $2,
                    withdrawn_title = $3,
                    withdrawn_reason = $4,
                    changed_at = $2,
                    direct = $5
              where id = $1",
        )
        .bind(item.get())
        .bind(at)
        .bind(&title)
        .bind(reason)
        .bind(false)
        .execute(conn)
        .await
        .map(drop))?;
        Ok(true)
    }

    /// Notes the signature that an urgent publication was waiting for, be it public still or not. `false` when it has
    /// one already.
    pub async fn sign_afterwards(&mut self, item: ItemId, unit_name: &str) -> Result<bool> {
        let rows = on_tx!(self, conn => sqlx::query(
            "update item
                set awaits_retro_signature = $2
              where id = $1 and awaits_retro_signature",
        ).bind(item.get()).bind(false).execute(conn).await.map(|done| done.rows_affected()))?;
        on_tx!(self, conn => sqlx::query(
            "update publication
                set awaits_retro_signature = $3,
                    signed_by_unit = $2
              where item = $1",
        ).bind(item.get()).bind(unit_name).bind(false).execute(conn).await.map(drop))?;
        Ok(rows == 1)
    }

    /// Corrects the publication time of a public item. `false` when it is not public.
    pub async fn correct_published_at(&mut self, item: ItemId, at: DateTime<Utc>) -> Result<bool> {
        let rows = on_tx!(self, conn => sqlx::query("update publication set published_at = $2 where item = $1")
            .bind(item.get())
            .bind(at)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        on_tx!(self, conn => sqlx::query("update publication_word set published_at = $2 where item = $1")
            .bind(item.get())
            .bind(at)
            .execute(conn)
            .await
            .map(drop))?;
        on_tx!(self, conn => sqlx::query("update item set published_at = $2 where id = $1 and live is not null")
            .bind(item.get())
            .bind(at)
            .execute(conn)
            .await
            .map(drop))?;
        Ok(rows == 1)
    }
}
