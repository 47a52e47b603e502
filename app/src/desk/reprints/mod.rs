//! 转载: what superior governments have published, offered to the editors; and, for the portal manager, where it comes
//! from.

mod filters;
mod offers;
mod source_form;
mod sources;
mod trial;

use domain::permission::Action;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    address,
    frame::PageHead,
    loaded::{load, loaded, loaded_once},
    state::signed_in,
};
use crate::{
    api::{Served, reprints},
    ui::{Tab, TabPanel, Tabs},
};
use filters::{Filters, Known};
use offers::Offers;
use sources::Sources;

const PATH: &str = "/desk/reprints";
const OFFERS: &str = "offers";
const SOURCES: &str = "sources";

#[component]
pub(super) fn ReprintsPage() -> impl IntoView {
    let manages = signed_in().rights.contains(&Action::ManagePlan);
    let filter = address::proposal_filter();
    let decided = RwSignal::new(0_i64);
    let proposals = load(move || (filter.get(), decided.get()), |(filter, _)| reprints::proposals(filter));
    let changed = RwSignal::new(0_i64);
    let kept = manages.then(|| load(move || changed.get(), |_| reprints::reprint_sources()));
    let wanted = use_query_map().read_untracked().get("tab").unwrap_or_default();
    let active = RwSignal::new(if manages && wanted == SOURCES { SOURCES } else { OFFERS });
    let reload = Callback::new(move |()| decided.update(|times| *times += 1));
    let renew = Callback::new(move |()| changed.update(|times| *times += 1));
    // A source that is entered on this page can be chosen from the next answer on.
    let later = RwSignal::new(None);
    let query = loaded_once(proposals, move |Served { value: page, .. }| {
        let first = Known { sources: page.sources, columns: page.columns };
        let known = Memo::new(move |_| later.get().unwrap_or_else(|| first.clone()));
        view! { <Filters known filter/> }.into_any()
    });
    let list = loaded(proposals, move |Served { now, value: page }| {
        let known = Known { sources: page.sources, columns: page.columns };
        Effect::new(move |_| later.set(Some(known.clone())));
        view! { <Offers page=page.page now filter reload/> }.into_any()
    });
    let offers = view! { {query} {list} }.into_any();
    let sources = kept
        .map(|kept| loaded(kept, move |Served { now, value: list }| view! { <Sources list now renew/> }.into_any()));
    view! {
        <PageHead title="转载" lead="上级政府网站的新信息，经采用进入正常的编写、审核、签发流程。"/>
        {match sources {
            None => offers,
            Some(sources) => view! {
                <Tabs label="转载" tabs=vec![Tab::new(OFFERS, "推荐"), Tab::new(SOURCES, "来源")] active/>
                <TabPanel id=OFFERS active>{offers}</TabPanel>
                <TabPanel id=SOURCES active>{sources}</TabPanel>
            }
            .into_any(),
        }}
    }
}
