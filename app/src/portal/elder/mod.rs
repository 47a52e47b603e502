//! 长者模式: a calm edition of the portal (适老化通用设计规范: nothing pops up, nothing moves, nothing is cut off). A header
//! with the way home and the way out, large tiles with pictures, short lists, and the channels below the content. All
//! of it comes from the plan by the names that its columns have.

mod home;
mod picture;
mod telephone;

use domain::plan::{Column, ColumnKind, InForce, Site};
use leptos::prelude::*;

use super::{
    address::{self, Target},
    layout::{self, Here},
    reading_tools::{KEY_HOME, PreferenceBar},
};
use crate::ui::{Icon, IconName};

pub(super) use home::home;

/// Entries of a list on one page: what fits on a screen in large type.
pub(super) const PAGE_SIZE: i64 = 10;

/// `id` of the tiles below the content.
const CHANNELS: &str = "channels";

pub(super) fn header(site: &Site) -> AnyView {
    let (name, county) = (site.name.clone(), site.county.clone());
    view! {
        <header class="elder-head">
            <div class="wrap">
                <a class="elder-head__name" href="/" accesskey=KEY_HOME>{name}</a>
                <nav class="elder-head__ways" aria-label="快捷入口">
                    <a class="elder-head__way" href="/">
                        <Icon name=IconName::House/>
                        "首页"
                    </a>
                    <a class="elder-head__way" href=format!("#{CHANNELS}") rel="external">
                        <Icon name=IconName::Layers/>
                        "全部频道"
                    </a>
                </nav>
            </div>
            <PreferenceBar place=county/>
        </header>
    }
    .into_any()
}

/// Every channel as a tile, at the foot of every page.
pub(super) fn channels(plan: &InForce, here: &Here) -> AnyView {
    let tiles: Vec<_> =
        layout::channels(plan).map(|channel| tile(plan, channel, layout::current(here, channel)).into_any()).collect();
    view! {
        <nav class="elder-channels" id=CHANNELS aria-labelledby="channels-title" tabindex="-1">
            <div class="wrap">
                <h2 class="elder-title" id="channels-title">"全部频道"</h2>
                <ul class="tiles">{tiles}</ul>
            </div>
        </nav>
    }
    .into_any()
}

/// A column as something to press: picture and name.
fn tile(plan: &InForce, column: &Column, current: Option<&'static str>) -> impl IntoView + use<> {
    let target = Target::of(column, &plan.plan.site);
    view! {
        <li>
            <a class="tile" href=target.href aria-current=current>
                <Icon name=picture::of(&column.name)/>
                <span class="tile__name">{column.name.clone()}</span>
                {target.outside.then(|| view! { <span class="tile__note">"其他网站"</span> })}
            </a>
        </li>
    }
}

/// The columns of a channel or group, each group under its own heading, without their news.
pub(super) fn entries(plan: &InForce, place: &Column) -> AnyView {
    let (groups, own): (Vec<&Column>, Vec<&Column>) =
        address::shown_below(plan, place).into_iter().partition(|column| column.kind == ColumnKind::Group);
    let tiles: Vec<_> = own.into_iter().map(|column| tile(plan, column, None).into_any()).collect();
    let own = (!tiles.is_empty()).then(|| view! { <ul class="tiles">{tiles}</ul> });
    let groups: Vec<_> = groups
        .into_iter()
        .map(|group| {
            view! {
                <section class="elder-part">
                    <h2 class="elder-title"><a href=address::column_page(&group.code)>{group.name.clone()}</a></h2>
                    {entries_of_group(plan, group)}
                </section>
            }
            .into_any()
        })
        .collect();
    view! {
        {own}
        {groups}
    }
    .into_any()
}

/// A group's columns, those of groups inside it included.
fn entries_of_group(plan: &InForce, group: &Column) -> AnyView {
    let tiles: Vec<_> = leaves(plan, group).into_iter().map(|column| tile(plan, column, None).into_any()).collect();
    view! { <ul class="tiles">{tiles}</ul> }.into_any()
}

/// Every column at the ends of the branches below `place`.
fn leaves<'a>(plan: &'a InForce, place: &'a Column) -> Vec<&'a Column> {
    address::shown_below(plan, place)
        .into_iter()
        .flat_map(|column| if column.kind == ColumnKind::Group { leaves(plan, column) } else { vec![column] })
        .collect()
}
