//! 要闻: the newest item as a headline, a picture, and the next ones as a list.

use cms::{Cms, portal::ListRow};
use domain::plan::InForce;
use leptos::prelude::*;

use super::News;
use crate::portal::{
    address,
    channel::section_head,
    item_list::{ItemList, Room},
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
    let pictured = rows.iter().position(|row| row.lead_picture.is_some()).map(|at| rows.remove(at));
    rows.truncate(LINES);
    let class = if pictured.is_some() { "headline__body" } else { "headline__body headline__body--plain" };
    Ok(view! {
        <section class="headline" aria-label="要闻">
            <div class="headline__lead">
                <h2 class="headline__title"><a href=address::item(&lead.code)>{lead.title}</a></h2>
                {(!lead.summary.is_empty()).then(|| view! { <p class="headline__summary">{lead.summary}</p> })}
            </div>
            <div class=class>
                {pictured.map(picture_story)}
                <div>
                    {news.group.map(|group| section_head(plan, group))}
                    <ItemList rows room=Room::Little/>
                </div>
            </div>
        </section>
    }
    .into_any())
}

fn picture_story(row: ListRow) -> impl IntoView {
    // The title below says what the picture is about; an empty alternative keeps it from being read twice.
    let alt = if row.picture_alt == row.title { String::new() } else { row.picture_alt };
    view! {
        <a class="picture-story" href=address::item(&row.code)>
            <img src=row.lead_picture alt=alt width="640" height="400"/>
            <span class="picture-story__title">{row.title}</span>
        </a>
    }
}
