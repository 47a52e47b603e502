//! `/t/{code}`: a special topic, from its banner to its last block; and the same page as the desk previews it.

mod blocks;
mod cards;

use cms::{
    Cms,
    topics::{TopicPage as Topic, TopicState},
};
use domain::{id::ItemCode, plan::InForce, time, topic::Theme};
use leptos::prelude::*;

pub(super) use cards::{current_topics, list, no_topics};

use super::{
    column::crumbs,
    errors,
    layout::{Frame, Here},
    page_when_ready,
    picture::{Loading, picture},
    preview::{Preview, TextTimes},
    request,
    structured::Way,
    tags::{ColumnTags, PageTitle, TopicTags, column_type},
};
use crate::ui::{Banner, Crumb, Day, Moment, Tone};

#[component]
pub(super) fn TopicPage() -> impl IntoView {
    let cms = expect_context::<Cms>();
    let code = ItemCode::parse(&request::code());
    page_when_ready(async move {
        let Some(code) = code else {
            return errors::no_item(&cms).await;
        };
        match cms.public_topic(&code).await {
            Ok(Some(topic)) => page(&cms, topic),
            Ok(None) => errors::no_item(&cms).await,
            Err(error) => errors::out_of_order(&error),
        }
    })
}

/// The newest revision; the server has asked whether its reader may see it, and made it.
#[component]
pub(super) fn TopicPreview() -> impl IntoView {
    page(&expect_context::<Cms>(), expect_context::<Topic>())
}

fn page(cms: &Cms, topic: Topic) -> AnyView {
    let plan = cms.plan();
    let column = plan.topics_column().cloned();
    let url = cms.topic_address(&topic.code);
    let tags = (published_at(&topic.state)).map(|published_at| {
        let (title, source) = (topic.title.clone(), topic.unit_name.clone());
        view! { <TopicTags title source published_at url/> }
    });
    let text = published_at(&topic.state).map(|published_at| TextTimes { published_at, revised_at: None });
    let preview = Preview { summary: topic.lead.clone(), text, ..Preview::default() };
    // A plan without a column of topics still shows those that are public.
    let (crumbs, here) = match &column {
        Some(column) => (crumbs(&plan, &column.code, Some(&topic.title)), Here::in_channel_of(&plan, &column.code)),
        None => (vec![Crumb::link("首页", "/"), Crumb::here(topic.title.clone())], Here::Elsewhere),
    };
    let column_tags = column.map(|column| {
        let kind = column_type(&plan.plan, &column);
        view! { <ColumnTags column kind/> }
    });
    view! {
        <PageTitle page=topic.title.clone() site=plan.plan.site.clone() preview/>
        {column_tags}
        {tags}
        <Frame here>
            <Way crumbs/>
            {sheet(&plan, topic)}
        </Frame>
    }
    .into_any()
}

const fn published_at(state: &TopicState) -> Option<chrono::DateTime<chrono::Utc>> {
    match state {
        TopicState::Preview => None,
        TopicState::Current { published_at, .. } | TopicState::Archived { published_at, .. } => Some(*published_at),
    }
}

/// As wide as the page.
const BANNER: &str = "(min-width: 79rem) 75rem, 100vw";

/// The classes that give a topic its colours; `style/tokens/_topic.scss` has one for each of the palette.
fn colours(theme: Theme) -> String {
    format!("topic--main-{} topic--accent-{}", theme.main().code(), theme.accent().code())
}

fn sheet(plan: &InForce, topic: Topic) -> AnyView {
    let rows: Vec<AnyView> = topic.rows.into_iter().map(|row| blocks::row(plan, &topic.pictures, row)).collect();
    let banner = topic
        .banner
        .map(|banner| picture(&topic.pictures, banner.address, banner.alt, "topic__picture", BANNER, Loading::First));
    let lead = (!topic.lead.is_empty()).then(|| view! { <p class="topic__lead">{topic.lead}</p> });
    view! {
        <article class=format!("topic {}", colours(topic.theme))>
            <header class="topic__banner">
                {banner}
                <div class="topic__head">
                    <p class="topic__kicker">"专题"</p>
                    <h1 class="topic__title">{topic.title}</h1>
                    {lead}
                    {meta(&topic.unit_name, &topic.state)}
                </div>
            </header>
            {mark(&topic.state)}
            <div class="topic__rows">{rows}</div>
        </article>
    }
    .into_any()
}

fn meta(unit_name: &str, state: &TopicState) -> impl IntoView + use<> {
    let published = published_at(state).map(|at| view! { <span>"发布时间：" <Moment at/></span> });
    let revised = match state {
        TopicState::Current { revised_at: Some(at), .. } => Some(*at),
        _ => None,
    };
    let signed = match state {
        TopicState::Current { signed_by_unit, .. } if !signed_by_unit.is_empty() => {
            Some(format!("签发单位：{signed_by_unit}"))
        }
        _ => None,
    };
    view! {
        <p class="topic__meta">
            <span>{format!("承办单位：{unit_name}")}</span>
            {published}
            {revised.map(|at| view! { <span>"更新时间：" <Moment at/></span> })}
            {signed.map(|words| view! { <span>{words}</span> })}
        </p>
    }
}

/// 已归档: an archived page must say so, with the day (发展指引; plan row C65, 历史专栏).
fn mark(state: &TopicState) -> Option<AnyView> {
    let TopicState::Archived { archived_at, reason, .. } = state else { return None };
    let on = time::china_date(*archived_at);
    let words = format!(" 归入历史专栏，内容不再更新，仅供查阅。归档原因：{reason}");
    Some(
        view! {
            <div class="topic__mark">
                <Banner tone=Tone::Warn title="已归档">
                    <p>"本专题于 " <Day on/> {words}</p>
                </Banner>
            </div>
        }
        .into_any(),
    )
}

#[cfg(test)]
mod tests {
    use domain::topic::Colour;

    /// The style sheet's palette is that of the rules, colour for colour.
    #[test]
    fn every_colour_has_its_class() {
        let style = include_str!("../../../../style/tokens/_topic.scss");
        let written = style.lines().filter(|line| line.starts_with("  \"")).count();
        assert_eq!(written, Colour::ALL.len());
        for colour in Colour::ALL {
            let [red, green, blue] = colour.rgb();
            let line = format!("  \"{}\": #{red:02x}{green:02x}{blue:02x},\n", colour.code());
            assert!(style.contains(&line), "{line}");
        }
    }
}
