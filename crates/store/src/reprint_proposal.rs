//! Entries of sources, proposed for a reprint, and what became of them.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    desk::reprints::{Alike, ProposalFilter, ProposalState, Standing, Went},
    id::{AccountId, ItemCode, ItemId, ReprintProposalId, ReprintSourceId},
    plan::ColumnCode,
    reprint::{Level, Published},
};
use sqlx::FromRow;

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
    item::first_of_page,
    revision::Body,
};

/// A proposal as it is stored, without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalRecord {
    pub id: ReprintProposalId,
    pub source_name: String,
    pub level: Level,
    /// That its source names today.
    pub column: ColumnCode,
    pub address: String,
    pub title: String,
    pub published: Option<Published>,
    pub excerpt: String,
    pub pictures: i64,
    pub remark: String,
    pub found_at: DateTime<Utc>,
    pub family: Option<ReprintProposalId>,
    pub alike: Option<Alike>,
    pub standing: Standing,
    /// Account that decided.
    pub decided_by: Option<AccountId>,
}

/// An entry to be proposed.
#[derive(Debug, Clone)]
pub struct NewProposal<'a> {
    pub source: ReprintSourceId,
    pub address: &'a str,
    pub title: &'a str,
    pub published: Option<Published>,
    pub excerpt: &'a str,
    pub body: &'a Body,
    pub pictures: i64,
    pub remark: &'a str,
    pub title_key: &'a str,
    pub address_key: &'a str,
    pub sketch: &'a str,
    pub found_at: DateTime<Utc>,
    pub family: Option<ReprintProposalId>,
    pub alike: Option<&'a Alike>,
}

/// How somebody decides on a proposal.
#[derive(Debug, Clone, Copy)]
pub enum Verdict<'a> {
    /// It becomes this item.
    Adopt(ItemId),
    Dismiss(&'a str),
}

#[derive(FromRow)]
struct Row {
    id: i64,
    source_name: String,
    level: String,
    column_code: String,
    address: String,
    title: String,
    published_at: Option<DateTime<Utc>>,
    published_on: Option<NaiveDate>,
    excerpt: String,
    pictures: i64,
    remark: String,
    found_at: DateTime<Utc>,
    family: Option<i64>,
    alike_title: Option<String>,
    alike_how: Option<String>,
    alike_item: Option<String>,
    state: String,
    decided_by: Option<i64>,
    decided_name: String,
    decided_at: Option<DateTime<Utc>>,
    reason: String,
    item: Option<i64>,
    item_code: Option<String>,
    item_stage: Option<String>,
    item_live: Option<i32>,
}

impl TryFrom<Row> for ProposalRecord {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let place = Place::new("reprint_proposal", row.id);
        let went = match (row.item, &row.item_code, &row.item_stage) {
            (Some(item), Some(code), Some(stage)) => Some(Went {
                item: ItemId::new(item),
                code: place.item_code(code)?,
                stage: place.stage(stage)?,
                is_live: row.item_live.is_some(),
            }),
            _ => None,
        };
        let (by, at) = (row.decided_name, row.decided_at.unwrap_or(row.found_at));
        let standing = match place.unless(ProposalState::from_code(&row.state), "state", &row.state)? {
            ProposalState::Open => Standing::Open,
            ProposalState::Adopted => Standing::Adopted { by, at, item: went },
            ProposalState::Dismissed => Standing::Dismissed { by, at, reason: row.reason },
        };
        let alike = match (row.alike_title, row.alike_how) {
            (Some(title), Some(how)) => Some(Alike {
                title,
                how: place.json(&how)?,
                item: row.alike_item.as_deref().map(|code| place.item_code(code)).transpose()?,
            }),
            _ => None,
        };
        Ok(Self {
            id: ReprintProposalId::new(row.id),
            source_name: row.source_name,
            level: place.level(&row.level)?,
            column: place.column_code(&row.column_code)?,
            address: row.address,
            title: row.title,
            published: row.published_at.map(Published::At).or(row.published_on.map(Published::On)),
            excerpt: row.excerpt,
            pictures: row.pictures,
            remark: row.remark,
            found_at: row.found_at,
            family: row.family.map(ReprintProposalId::new),
            alike,
            standing,
            decided_by: row.decided_by.map(AccountId::new),
        })
    }
}

/// `select …` of a proposal with its source and the item that it became, followed by what the query adds.
macro_rules! select_proposals {
    ($rest:literal) => {
        concat!(
            "select p.id, s.name as source_name, s.level, s.column_code, p.address, p.title, p.published_at,
                    p.published_on, p.excerpt, p.pictures, p.remark, p.found_at, p.family, p.alike_title, p.alike_how,
                    p.alike_item, p.state, p.decided_by, p.decided_name, p.decided_at, p.reason, p.item,
                    i.code as item_code, i.stage as item_stage, i.live as item_live
               from reprint_proposal p
               join reprint_source s on s.id = p.source
               left join item i on i.id = p.item ",
            $rest
        )
    };
}

/// The codes as `,a,b,`: one bound text instead of a list whose length changes the statement.
fn column_list(columns: &BTreeSet<ColumnCode>) -> String {
    columns.iter().fold(String::from(","), |list, code| list + code.as_str() + ",")
}

impl Store {
    pub async fn reprint_proposal(&self, id: ReprintProposalId) -> Result<Option<ProposalRecord>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(select_proposals!("where p.id = $1"))
            .bind(id.get())
            .fetch_optional(conn)
            .await)?;
        row.map(ProposalRecord::try_from).transpose()
    }

    /// The text of a proposal, as its source had it.
    pub async fn reprint_text(&self, id: ReprintProposalId) -> Result<Option<Body>> {
        let row: Option<(String, String)> = on_pool!(self, conn => sqlx::query_as(
            "select body, body_seal from reprint_proposal where id = $1",
        ).bind(id.get()).fetch_optional(conn).await)?;
        Ok(row.map(|(html, seal)| Body { html, seal }))
    }

    /// How many pictures stayed behind when the item was taken over from elsewhere.
    pub async fn pictures_left_behind(&self, item: ItemId) -> Result<i64> {
        let pictures: Option<i64> = on_pool!(self, conn => sqlx::query_scalar(
            "select pictures from reprint_proposal where item = $1 order by id limit 1",
        ).bind(item.get()).fetch_optional(conn).await)?;
        Ok(pictures.unwrap_or_default())
    }

    /// A page of the proposals for `columns`, the latest family first and together, with the number of all matches.
    pub async fn reprint_proposals(
        &self,
        columns: &BTreeSet<ColumnCode>,
        filter: &ProposalFilter,
        size: i64,
    ) -> Result<(Vec<ProposalRecord>, i64)> {
        let within = column_list(columns);
        let words = Some(filter.words.trim().replace(['%', '_'], "")).filter(|words| !words.is_empty());
        let words = words.map(|words| format!("%{words}%"));
        let (source, column) =
            (filter.source.map(ReprintSourceId::get), filter.column.as_ref().map(ColumnCode::as_str));
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(select_proposals!(
            "where $1 like '%,' || s.column_code || ',%'
               and p.state = $2
               and ($3 is null or p.source = $3)
               and ($4 is null or s.column_code = $4)
               and ($5 is null or lower(p.title) like lower($5))
             order by max(p.dated_at) over (partition by coalesce(p.family, p.id)) desc, coalesce(p.family, p.id) desc, p.id
             limit $6 offset $7"
        ))
        .bind(&within).bind(filter.state.code()).bind(source).bind(column).bind(&words)
        .bind(size).bind(first_of_page(filter.page, size))
        .fetch_all(conn).await)?;
        let total: i64 = on_pool!(self, conn => sqlx::query_scalar(
            "select cast(count(*) as bigint)
               from reprint_proposal p
               join reprint_source s on s.id = p.source
              where $1 like '%,' || s.column_code || ',%'
                and p.state = $2
                and ($3 is null or p.source = $3)
                and ($4 is null or s.column_code = $4)
                and ($5 is null or lower(p.title) like lower($5))",
        )
        .bind(&within).bind(filter.state.code()).bind(source).bind(column).bind(&words)
        .fetch_one(conn).await)?;
        let records = rows.into_iter().map(ProposalRecord::try_from).collect::<Result<Vec<_>>>()?;
        Ok((records, total))
    }

    /// The addresses that were proposed from a source already, whatever became of them.
    pub async fn proposed_addresses(&self, source: ReprintSourceId) -> Result<BTreeSet<String>> {
        let addresses: Vec<String> = on_pool!(self, conn => sqlx::query_scalar(
            "select address from reprint_proposal where source = $1",
        ).bind(source.get()).fetch_all(conn).await)?;
        Ok(addresses.into_iter().collect())
    }
}

impl Tx {
    /// Proposes an entry; `None` when its source has proposed that address before.
    pub async fn insert_reprint_proposal(&mut self, new: &NewProposal<'_>) -> Result<Option<ReprintProposalId>> {
        let at = match new.published {
            Some(Published::At(at)) => Some(at),
            Some(Published::On(_)) | None => None,
        };
        let how = new.alike.map(|alike| serde_json::to_string(&alike.how)).transpose()?;
        let id: Option<i64> = on_tx!(self, conn => sqlx::query_scalar(
            "insert into reprint_proposal
                    (source, address, title, published_at, published_on, dated_at, excerpt, body, body_seal, pictures,
                     remark, title_key, address_key, sketch, found_at, family, alike_title, alike_how, alike_item,
                     state, decided_name, reason)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, 'open', '',
                     '')
             on conflict (source, address) do nothing
             returning id",
        )
        .bind(new.source.get())
        .bind(new.address)
        .bind(new.title)
        .bind(at)
        .bind(new.published.map(Published::day))
        .bind(new.published.map_or(new.found_at, Published::start))
        .bind(new.excerpt)
        .bind(&new.body.html)
        .bind(&new.body.seal)
        .bind(new.pictures)
        .bind(new.remark)
        .bind(new.title_key)
        .bind(new.address_key)
        .bind(new.sketch)
        .bind(new.found_at)
        .bind(new.family.map(ReprintProposalId::get))
        .bind(new.alike.map(|alike| &alike.title))
        .bind(&how)
        .bind(new.alike.and_then(|alike| alike.item.as_ref()).map(ItemCode::as_str))
        .fetch_optional(conn)
        .await)?;
        Ok(id.map(ReprintProposalId::new))
    }

    /// Decides on a proposal that nobody has decided on, or whose draft was thrown away; `false` for any other.
    pub async fn decide_reprint(
        &mut self,
        id: ReprintProposalId,
        verdict: Verdict<'_>,
        by: (AccountId, &str),
        at: DateTime<Utc>,
    ) -> Result<bool> {
        let (state, item, reason) = match verdict {
            Verdict::Adopt(item) => (ProposalState::Adopted, Some(item.get()), ""),
            Verdict::Dismiss(reason) => (ProposalState::Dismissed, None, reason),
        };
        Ok(on_tx!(self, conn => sqlx::query(
            "update reprint_proposal
                set state = $2, item = $3, reason = $4, decided_by = $5, decided_name = $6, decided_at = $7
              where id = $1 and (state = 'open' or (state = 'adopted' and item is null))",
        )
        .bind(id.get())
        .bind(state.code())
        .bind(item)
        .bind(reason)
        .bind(by.0.get())
        .bind(by.1)
        .bind(at)
        .execute(conn)
        .await
        .map(|done| done.rows_affected() == 1))?)
    }
}
