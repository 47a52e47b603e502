//! 便民专题: on the page of a situation of life or business stand the services that it takes, from the directory
//! (plan rows C42–C49).

use cms::{Cms, portal::Wanted};
use domain::{
    kind::Facet,
    plan::{Column, ColumnKind, InForce},
};
use leptos::prelude::*;

use super::{
    address::{column_page, is_current},
    item_list::{ItemList, Room},
};
use crate::ui::pager::encode;

/// Guides of one life event on the page; the others are a tap away.
const SHOWN: i64 = 8;

/// A section for each life event of the column that the directory has guides for.
pub(super) async fn of_life_events(cms: &Cms, plan: &InForce, column: &Column) -> cms::Result<Vec<AnyView>> {
    let mut columns = plan.plan.columns.iter();
    let Some(directory) = columns.find(|one| one.kind == ColumnKind::Services && is_current(plan, one)) else {
        return Ok(Vec::new());
    };
    let mut sections = Vec::new();
    for event in &column.life_events {
        let filter = [(Facet::LifeEvent, event.clone())];
        let columns = [directory.code.clone()];
        let wanted = Wanted { columns: &columns, filter: &filter, words: "", by_position: false };
        let guides = cms.filtered_page(&wanted, 1, SHOWN).await?;
        if guides.total > 0 {
            let all = format!("{}?{}={}", column_page(&directory.code), Facet::LifeEvent.code(), encode(event));
            let more = (guides.total > SHOWN).then(|| {
                view! { <p class="group__more"><a href=all>{format!("“{event}”全部 {} 项办事指南", guides.total)}</a></p> }
            });
            let section = view! {
                <section class="group">
                    <h2 class="group__name">{format!("办事指南：{event}")}</h2>
                    <ItemList rows=guides.rows room=Room::Ample/>
                    {more}
                </section>
            };
            sections.push(section.into_any());
        }
    }
    Ok(sections)
}
