//! `sitemap.xml` for search engines: an index, a part with the pages of the plan, and parts with the items.

use axum::{
    body::Body,
    extract::{Query, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use cms::{Cms, Error};
use documents::sitemap;
use futures_util::stream;
use serde::Deserialize;

use super::{anonymous, fault};
use crate::state::AppState;

const XML: [(header::HeaderName, &str); 2] =
    [(header::CONTENT_TYPE, "application/xml; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")];

/// The name of the part that lists the pages of the plan; those of the items have numbers.
const COLUMNS: &str = "columns";

#[derive(Debug, Deserialize)]
pub(crate) struct Wanted {
    /// Left out: the index. A part is a query and not a path, since a sitemap speaks for what stands at or below its
    /// own path only (sitemaps.org, "Sitemap file location").
    part: Option<String>,
}

pub(crate) async fn sitemap(State(state): State<AppState>, Query(wanted): Query<Wanted>, request: Request) -> Response {
    let made = match wanted.part.as_deref() {
        None => index(&state.cms).await,
        Some(COLUMNS) => columns(&state.cms).await,
        Some(number) => match number.parse() {
            Ok(part) => items(&state.cms, part).await,
            Err(_) => Ok(nothing()),
        },
    };
    made.unwrap_or_else(|error| fault(&error, &anonymous(request.extensions())))
}

fn nothing() -> Response {
    (StatusCode::NOT_FOUND, "no such part\n").into_response()
}

async fn index(cms: &Cms) -> cms::Result<Response> {
    let parts = cms.index_parts().await?;
    let names = std::iter::once(COLUMNS.to_owned()).chain(parts.iter().map(ToString::to_string));
    let address = &cms.settings().public_address;
    let addresses: Vec<String> = names.map(|name| format!("{address}/sitemap.xml?part={name}")).collect();
    Ok((XML, sitemap::index(addresses.iter().map(String::as_str))).into_response())
}

async fn columns(cms: &Cms) -> cms::Result<Response> {
    let address = &cms.settings().public_address;
    let columns = cms.indexed_columns().await?;
    let newest = columns.iter().filter_map(|(_, at)| *at).max();
    let mut text = sitemap::open() + &sitemap::page(&format!("{address}/"), newest);
    text += &sitemap::page(&format!("{address}/sitemap"), None);
    for (code, changed_at) in columns {
        text += &sitemap::page(&format!("{address}/c/{code}"), changed_at);
    }
    for (code, changed_at) in cms.indexed_topics().await? {
        text += &sitemap::page(&cms.topic_address(&code), Some(changed_at));
    }
    Ok((XML, text + sitemap::CLOSE).into_response())
}

/// Writes a part while it is read: no more than one portion of its items is in memory.
async fn items(cms: &Cms, part: i64) -> cms::Result<Response> {
    let first = cms.index_items(part, None).await?;
    if first.is_empty() {
        return Ok(nothing());
    }
    let cms = cms.clone();
    let portions = stream::try_unfold((sitemap::open(), Some(first)), move |(before, portion)| {
        let cms = cms.clone();
        async move {
            let Some(portion) = portion else { return Ok::<_, Error>(None) };
            let mut text = before;
            for item in &portion {
                text += &sitemap::page(&cms.item_address(&item.code), Some(item.changed_at));
            }
            let next = cms.index_items(part, portion.last().map(|item| item.item)).await.inspect_err(|error| {
                tracing::error!(%error, part, "a part of the sitemap ended in the middle");
            })?;
            let next = (!next.is_empty()).then_some(next);
            if next.is_none() {
                text += sitemap::CLOSE;
            }
            Ok(Some((text, (String::new(), next))))
        }
    });
    Ok((XML, Body::from_stream(portions)).into_response())
}
