//! Every other channel: its columns as words to press, and what is new in it.

use cms::Cms;
use domain::plan::{Column, ColumnKind, InForce};
use leptos::prelude::*;

use super::{News, SHORT_LIST, has_own_list, is_services, leaves};
use crate::portal::{
    address,
    channel::{entry, section_head},
    item_list::{ItemList, Room},
};

/// A channel with more columns than this takes the whole width.
const WIDE_FROM: usize = 9;

pub(super) async fn sections(cms: &Cms, plan: &InForce, news: &News<'_>) -> cms::Result<Vec<AnyView>> {
    let (mut sections, mut waiting) = (Vec::new(), None);
    let others = plan.plan.channels().filter(|channel| !is_services(plan, channel));
    for channel in others.filter(|channel| address::is_current(plan, channel)) {
        let columns = leaves(plan, channel).len();
        if columns == 0 {
            continue;
        }
        let wide = columns >= WIDE_FROM;
        let made = section(cms, plan, channel, news, wide).await?;
        if wide {
            sections.push(made);
        } else if let Some(first) = waiting.take() {
            sections.push(view! { <div class="pair">{vec![first, made]}</div> }.into_any());
        } else {
            waiting = Some(made);
        }
    }
    sections.extend(waiting);
    Ok(sections)
}

async fn section(cms: &Cms, plan: &InForce, channel: &Column, news: &News<'_>, wide: bool) -> cms::Result<AnyView> {
    // What is new in the news group and in the columns with a list of their own stands above already.
    let is_above = |column: &Column| {
        news.group.is_some_and(|group| column.parent.as_ref() == Some(&group.code)) || has_own_list(column)
    };
    let shown: Vec<_> = leaves(plan, channel)
        .into_iter()
        .filter(|column| column.takes_items(plan.on) && !is_above(column))
        .map(|column| column.code.clone())
        .collect();
    let rows = if shown.is_empty() { Vec::new() } else { cms.latest(&shown, SHORT_LIST).await? };
    let class =
        if wide && !rows.is_empty() { "channel-block__body" } else { "channel-block__body channel-block__body--alone" };
    let latest = (!rows.is_empty()).then(|| {
        view! {
            <div>
                <h3 class="entry-group__name">"最新发布"</h3>
                <ItemList rows room=Room::Little/>
            </div>
        }
    });
    Ok(view! {
        <section class="block">
            {section_head(plan, channel)}
            <div class=class>
                <div class="entries">{entry_groups(plan, channel)}</div>
                {latest}
            </div>
        </section>
    }
    .into_any())
}

/// The channel's own columns first, then each group that holds columns.
fn entry_groups(plan: &InForce, place: &Column) -> Vec<AnyView> {
    let (groups, own): (Vec<&Column>, Vec<&Column>) =
        address::entries(plan, &place.code).partition(|column| column.kind == ColumnKind::Group);
    let mut made = Vec::new();
    if !own.is_empty() {
        let entries: Vec<_> = own.into_iter().map(|column| entry(plan, column).into_any()).collect();
        let is_channel = place.parent.is_none();
        let name = (!is_channel).then(|| {
            view! {
                <h3 class="entry-group__name"><a href=address::column_page(&place.code)>{place.name.clone()}</a></h3>
            }
        });
        made.push(
            view! {
                <div class="entry-group">
                    {name}
                    <ul class="entry-group__list" class:entry-group__list--main=is_channel>{entries}</ul>
                </div>
            }
            .into_any(),
        );
    }
    made.extend(groups.into_iter().flat_map(|group| entry_groups(plan, group)));
    made
}
