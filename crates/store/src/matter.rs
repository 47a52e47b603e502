//! What single duties start from: public policy documents that nobody has explained, letters that nobody has answered; and
//! what is on its way that would meet them.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    feedback::Receipt,
    id::{ItemCode, ItemId, ReportId, TopicId},
    item::Content,
    kind::{Detail, Interpretation},
    obligation::Hands,
    plan::{ColumnCode, UnitCode},
    time::china_date,
};
use sqlx::FromRow;

use crate::{
    Result, Store,
    db::on_pool,
    decode::Place,
    event_clock::{StepRow, hands},
};

/// A public document to which no public interpretation belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unexplained {
    pub item: ItemId,
    pub code: ItemCode,
    /// The unit that answers for it.
    pub unit: UnitCode,
    pub title: String,
    pub detail: Detail,
    /// The day in China on which it became public.
    pub public_on: NaiveDate,
}

/// A reader's report that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unanswered {
    pub report: ReportId,
    pub receipt: Receipt,
    pub column: ColumnCode,
    /// The unit that has it.
    pub unit: UnitCode,
    pub received_on: NaiveDate,
}

#[derive(FromRow)]
struct DocumentRow {
    item: i64,
    code: String,
    unit: String,
    title: String,
    detail: String,
    published_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct ReportRow {
    id: i64,
    year: i64,
    number: i64,
    column_code: String,
    unit: String,
    received_at: DateTime<Utc>,
}

impl Store {
    /// Policy documents that became public from `since` on and have no public interpretation, the oldest first.
    pub async fn unexplained_documents(&self, since: DateTime<Utc>) -> Result<Vec<Unexplained>> {
        let rows: Vec<DocumentRow> = on_pool!(self, conn => sqlx::query_as(
            "select p.item, p.code, i.unit, p.title, p.detail, p.published_at
               from publication p
               join item i on i.id = p.item
              where p.kind = 'policy-document'
                and p.published_at >= $1
                and not exists (select 1 from publication e where e.about = p.code and e.kind = 'interpretation')
              order by p.published_at, p.item",
        ).bind(since).fetch_all(conn).await)?;
        let document = |row: DocumentRow| {
            let place = Place::new("publication", row.item);
            Ok(Unexplained {
                item: ItemId::new(row.item),
                code: place.item_code(&row.code)?,
                unit: place.unit_code(&row.unit)?,
                title: row.title,
                detail: place.json(&row.detail)?,
                public_on: china_date(row.published_at),
            })
        };
        rows.into_iter().map(document).collect()
    }

    /// The interpretations on their way, by the document that each is about, oldest first. Who has each says
    /// [`Store::open_items`].
    pub async fn interpretations_on_their_way(&self) -> Result<BTreeMap<ItemCode, Vec<ItemId>>> {
        // The word spares reading what every other open item says.
        let rows: Vec<(i64, String)> = on_pool!(self, conn => sqlx::query_as(
            "select i.id, r.content
               from item i
               join revision r on r.item = i.id and r.number = i.newest
              where i.stage in ('draft', 'in-review', 'awaiting-signature', 'returned', 'scheduled')
                and r.content like '%interpretation%'
              order by i.id",
        ).fetch_all(conn).await)?;
        let mut coming: BTreeMap<ItemCode, Vec<ItemId>> = BTreeMap::new();
        for (item, content) in rows {
            let content: Content = Place::new("revision", item).json(&content)?;
            if let Detail::Interpretation(Interpretation { document: Some(document), .. }) = content.detail {
                coming.entry(document).or_default().push(ItemId::new(item));
            }
        }
        Ok(coming)
    }

    /// The next page of each public topic that is built or reviewed: the hands that it went through. One that nobody has
    /// handed in yet is left out.
    pub async fn topic_pages_on_their_way(&self) -> Result<BTreeMap<TopicId, Hands>> {
        // These steps are called as those of an item; one unit signs a topic for all.
        let steps: Vec<StepRow> = on_pool!(self, conn => sqlx::query_as(
            "select d.topic as item, d.step, d.at, cast(null as text) as signs_for
               from topic t
               join topic_decision d on d.topic = t.id and d.revision = t.newest
              where t.newest <> t.live and t.archived_at is null
                and d.step in ('submit', 'recall', 'return')
              order by d.topic, d.id",
        ).fetch_all(conn).await)?;
        Ok(hands(steps)?.into_iter().map(|(topic, hands)| (TopicId::new(topic), hands)).collect())
    }

    /// Readers' reports that are not closed, the oldest first.
    pub async fn unanswered_reports(&self) -> Result<Vec<Unanswered>> {
        let rows: Vec<ReportRow> = on_pool!(self, conn => sqlx::query_as(
            "select id, year, number, column_code, unit, received_at
               from report
              where state <> 'closed'
              order by received_at, id",
        ).fetch_all(conn).await)?;
        let letter = |row: ReportRow| {
            let place = Place::new("report", row.id);
            Ok(Unanswered {
                report: ReportId::new(row.id),
                receipt: Receipt { year: row.year, number: row.number },
                column: place.column_code(&row.column_code)?,
                unit: place.unit_code(&row.unit)?,
                received_on: china_date(row.received_at),
            })
        };
        rows.into_iter().map(letter).collect()
    }
}
