//! Lists that readers filter: which items have which values, and how many there are of each.

use domain::{id::ItemId, kind::Facet, plan::ColumnCode};
use sqlx::QueryBuilder;

use crate::{
    Result, Store, Tx,
    db::{on_pool, on_tx},
    publication::{self, PublicRow, in_columns, list_columns, public_rows, words_pattern},
};

/// What a list shows.
#[derive(Debug, Clone)]
pub struct Listing<'a> {
    pub columns: &'a [ColumnCode],
    /// Every one of these values.
    pub filter: &'a [(Facet, String)],
    /// Words of the title, or a document number in any spelling; empty for all.
    pub words: &'a str,
    pub order: Order,
}

/// How a list is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    Newest,
    /// People and institutions: by their place, those of one place by date.
    Position,
}

/// How many items of a list have a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCount {
    pub facet: Facet,
    pub value: String,
    pub count: i64,
}

/// The conditions of a listing after `where column_code in (…)`; the facet `except` is not asked for.
macro_rules! filtered {
    ($query:expr, $listing:expr, $except:expr) => {
        for (facet, value) in $listing.filter.iter().filter(|(facet, _)| Some(*facet) != $except) {
            $query
                .push("and exists (select 1 from publication_facet f where f.item = publication.item and f.facet = ")
                .push_bind(facet.code())
                .push(" and f.value = ")
                .push_bind(value.clone())
                .push(") ");
        }
        if !$listing.words.trim().is_empty() {
            let pattern = words_pattern($listing.words);
            $query.push("and (title like ").push_bind(pattern.clone());
            $query.push(" or document_number like ").push_bind(pattern).push(") ");
        }
    };
}

impl Store {
    /// A part of a list, with the number of all its items.
    pub async fn listed(&self, listing: &Listing<'_>, limit: i64, offset: i64) -> Result<(Vec<PublicRow>, i64)> {
        if listing.columns.is_empty() {
            return Ok((Vec::new(), 0));
        }
        let order = match listing.order {
            Order::Newest => "order by published_at desc, item desc limit ",
            Order::Position => "order by position, published_at desc, item desc limit ",
        };
        let rows: Vec<publication::Row> = on_pool!(self, conn => {
            let mut query = in_columns!(list_columns!(), listing.columns);
            filtered!(query, listing, None);
            query.push(order).push_bind(limit).push(" offset ").push_bind(offset);
            query.build_query_as().fetch_all(conn).await
        })?;
        let total: i64 = on_pool!(self, conn => {
            let mut query = in_columns!("select count(*) from publication ", listing.columns);
            filtered!(query, listing, None);
            query.build_query_scalar().fetch_one(conn).await
        })?;
        Ok((public_rows(rows)?, total))
    }

    /// How many items of a list have each value. Of a facet that is filtered by, all values are counted that could be
    /// chosen instead.
    pub async fn facet_counts(&self, listing: &Listing<'_>) -> Result<Vec<FacetCount>> {
        if listing.columns.is_empty() {
            return Ok(Vec::new());
        }
        let mut counts = Vec::new();
        for facet in std::iter::once(None).chain(listing.filter.iter().map(|(facet, _)| Some(*facet))) {
            let rows: Vec<(String, String, i64)> = on_pool!(self, conn => {
                let head = "select c.facet, c.value, count(*)
                              from publication
                              join publication_facet c on c.item = publication.item ";
                let mut query = in_columns!(head, listing.columns);
                filtered!(query, listing, facet);
                if let Some(facet) = facet {
                    query.push("and c.facet = ").push_bind(facet.code()).push(" ");
                }
                query.push("group by c.facet, c.value order by count(*) desc, c.value");
                query.build_query_as().fetch_all(conn).await
            })?;
            for (code, value, count) in rows {
                let Some(found) = Facet::from_code(&code) else { continue };
                // A chosen facet is counted by its own query.
                if facet.is_some() || !listing.filter.iter().any(|(chosen, _)| *chosen == found) {
                    counts.push(FacetCount { facet: found, value, count });
                }
            }
        }
        Ok(counts)
    }
}

impl Tx {
    /// Replaces the values by which a public item is found.
    pub(crate) async fn set_facets(&mut self, item: ItemId, facets: &[(Facet, String)]) -> Result<()> {
        on_tx!(self, conn => sqlx::query("delete from publication_facet where item = $1")
            .bind(item.get())
            .execute(conn)
            .await
            .map(drop))?;
        for (facet, value) in facets {
            on_tx!(self, conn => sqlx::query(
                "insert into publication_facet (item, facet, value) values ($1, $2, $3) on conflict do nothing",
            )
            .bind(item.get())
            .bind(facet.code())
            .bind(value)
            .execute(conn)
            .await
            .map(drop))?;
        }
        Ok(())
    }
}
