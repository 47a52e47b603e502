//! 要闻: the newest item as a headline, a picture, and the next ones as a list.

use cms::{Cms, media::PagePictures, portal::ListRow};
use domain::plan::InForce;
use leptos::prelude::*;

use super::News;
use crate::portal::{
    address,
    channel::section_head,
    item_list::{ItemList, Room},
    picture::{Loading, picture},
};

/// How far back a picture is looked for.
const LOOKED_AT: i64 = 24;
/// Lines beside the picture.
const LINES: usize = 7;

pub(super) async fn section(cms: &Cms, plan: &InForce, news: &News<'_>) -> cms::Result<AnyView> {
    if news.columns.is_empty() {
        return Ok(().into_any());
    }
    let mut rows = cms.latest(&news.columns, LOOKED_AT).await?;
    if rows.is_empty() {
        return Ok(().into_any());
    }
    let lead = rows.remove(0);
    let addresses: Vec<String> = rows.iter().filter_map(|row| row.lead_picture.clone()).collect();
    let pictures = cms.page_pictures(&addresses).await?;
    let pictured = rows.iter().position(|row| row.lead_picture.as_ref().is_some_and(|at| pictures.contains_key(at)));
    let pictured = pictured.map(|at| rows.remove(at));
    rows.truncate(LINES);
    let class = if pictured.is_some() { "headline__body" } else { "headline__body headline__body--plain" };
    Ok(view! {
        <section class="headline" aria-label="要闻">
            <div class="headline__lead">
                <h2 class="headline__title"><a href=address::item(&lead.code)>{lead.title}</a></h2>
                {(!lead.summary.is_empty()).then(|| view! { <p class="headline__summary">{lead.summary}</p> })}
            </div>
            <div class=class>
                {pictured.map(|row| picture_story(row, &pictures))}
                <div>
                    {news.group.map(|group| section_head(plan, group))}
                    <ItemList rows room=Room::Little/>
                </div>
            </div>
        </section>
    }
    .into_any())
}

/// As the style sheet lays it out: beside the list on a wide screen, above it on others.
const SIZES: &str = "(min-width: 64rem) 30rem, 100vw";

fn picture_story(row: ListRow, pictures: &PagePictures) -> impl IntoView + use<> {
    // The title below says what the picture is about; an empty alternative keeps it from being read twice.
    let alt = if row.picture_alt == row.title { String::new() } else { row.picture_alt };
    let address = row.lead_picture.unwrap_or_default();
    view! {
        <a class="picture-story" href=address::item(&row.code)>
            {picture(pictures, address, alt, "picture-story__picture", SIZES, Loading::First)}
            <span class="picture-story__title">{row.title}</span>
        </a>
    }
}
