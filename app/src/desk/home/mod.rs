//! 我的保障, the desk's first page: what waits for me, how my unit's columns stand, the next thirty days. Nothing else.

mod ahead;
mod columns;
mod waiting;

use domain::desk::content::ItemFilter;
use leptos::prelude::*;

use super::{
    frame::PageHead,
    inbox::Workbench,
    loaded::{load, loaded},
    state::signed_in,
};
use crate::{
    api::{content, obligations},
    ui::{ButtonKind, ButtonLink, IconName},
};

#[component]
pub(super) fn HomePage() -> impl IntoView {
    if signed_in().role.edits() { view! { <MyDutiesPage/> }.into_any() } else { view! { <Workbench/> }.into_any() }
}

#[component]
fn MyDutiesPage() -> impl IntoView {
    let changed = RwSignal::new(0_i64);
    let inbox = load(|| (), |()| content::inbox(ItemFilter::default()));
    let mine = load(move || changed.get(), |_| obligations::my_duties());
    let reload = Callback::new(move |()| changed.update(|times| *times += 1));
    view! {
        <PageHead title="我的保障" lead="本单位要更新什么、什么时候到期。">
            <ButtonLink href="/desk/items/new" kind=ButtonKind::Primary icon=IconName::FilePlus>"新建信息"</ButtonLink>
        </PageHead>
        <div class="duties">
            {loaded(inbox, |served| view! { <waiting::Waiting inbox=served.value now=served.now/> }.into_any())}
            {loaded(mine, move |mine| {
                let (today, ahead) = (mine.today, mine.ahead.clone());
                view! {
                    <columns::MyColumns mine reload/>
                    <ahead::Ahead days=ahead today/>
                }
                .into_any()
            })}
        </div>
    }
}
