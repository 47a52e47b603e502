//! Topics among others: banners to press, and the column of topics with its history.

use cms::{Cms, media::PagePictures, topics::TopicCard};
use domain::{plan::Column, time};
use leptos::prelude::*;

use super::colours;
use crate::{
    portal::{
        address,
        picture::{Loading, picture},
        preview::PlaceInList,
    },
    ui::{Day, EmptyState, IconName, Pager},
};

/// Current topics on the column's page; more than that nobody keeps up.
const CURRENT: i64 = 60;
/// Archived topics on a page.
const PAGE_SIZE: i64 = 20;

/// As the style sheet lays the cards out.
const SIZES: &str = "(min-width: 48rem) 24rem, 100vw";

/// The newest topics that are kept up, as banners: on the home page, on the channel's and the column's page. `None` when
/// there are none.
pub(in crate::portal) async fn current_topics(cms: &Cms, most: i64) -> cms::Result<Option<AnyView>> {
    let cards = cms.current_topics(most).await?;
    let banners: Vec<String> =
        cards.iter().filter_map(|card| card.banner.as_ref()).map(|banner| banner.address.clone()).collect();
    let pictures = cms.page_pictures(&banners).await?;
    Ok((!cards.is_empty()).then(|| topic_cards(cards, &pictures)))
}

/// What stands where there are no topics.
pub(in crate::portal) fn no_topics() -> AnyView {
    view! { <EmptyState title="暂无专题" icon=IconName::Layers/> }.into_any()
}

fn topic_cards(cards: Vec<TopicCard>, pictures: &PagePictures) -> AnyView {
    let cards: Vec<_> = cards
        .into_iter()
        .map(|card| {
            // The title says what the picture is about.
            let shown = card.banner.map(|banner| {
                picture(pictures, banner.address, String::new(), "topic-card__picture", SIZES, Loading::Later)
            });
            let lead = (!card.lead.is_empty()).then(|| view! { <span class="topic-card__lead">{card.lead}</span> });
            view! {
                <li>
                    <a class=format!("topic-card {}", colours(card.theme)) href=address::topic(&card.code)>
                        {shown}
                        <span class="topic-card__words">
                            <span class="topic-card__title">{card.title}</span>
                            {lead}
                            <span class="topic-card__unit">{card.unit_name}</span>
                        </span>
                    </a>
                </li>
            }
        })
        .collect();
    view! { <ul class="topic-cards">{cards}</ul> }.into_any()
}

/// What the column of topics shows, and which page of its history it is; `None` when it has no such page.
pub(in crate::portal) async fn list(
    cms: &Cms,
    column: &Column,
    number: i64,
) -> cms::Result<Option<(AnyView, PlaceInList)>> {
    let current = current_topics(cms, CURRENT).await?.unwrap_or_else(no_topics);
    let history = cms.archived_topics(number, PAGE_SIZE).await?;
    if history.number > history.count() {
        return Ok(None);
    }
    let (number, count, total) = (history.number, history.count(), history.total);
    let path = address::column_page(&column.code);
    let history = (total > 0).then(|| {
        let rows: Vec<_> = history.rows.into_iter().map(line).collect();
        view! {
            <section class="topic-history">
                <h2 class="topic-history__title">"历史专栏"</h2>
                <p class="page-lead">"以下专题已经归档，页面仍可查阅，内容不再更新。"</p>
                <ul class="item-list item-list--page">{rows}</ul>
                <Pager number count total path/>
            </section>
        }
    });
    let content = view! { <div class="topic-list">{current} {history}</div> }.into_any();
    Ok(Some((content, PlaceInList { number, count })))
}

fn line(card: TopicCard) -> impl IntoView {
    let archived = card.archived_at.map(|at| view! { "归档：" <Day on=time::china_date(at)/> });
    view! {
        <li class="item-list__row">
            <a class="item-list__link" href=address::topic(&card.code)>{card.title}</a>
            <span class="item-list__date">{archived}</span>
        </li>
    }
}
