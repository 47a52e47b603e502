//! The frame of the desk: side bar by rights, header, messages, and what watches over the session.

mod header;
mod session_watch;
mod sidebar;

use domain::desk::people::Me;
use leptos::{prelude::*, text_prop::TextProp};
use leptos_router::{components::Outlet, hooks::use_location};

use super::{feedback::Messages, me::ForcedSteps};
use crate::{
    ui::{Banner, Tone, live, skip_link::MAIN},
    window_title,
};

/// Every page of the desk stands in here.
///
/// Who reads it comes with the page and not from a resource: an outlet below a suspense is built once or twice on the
/// server, depending on how fast the answer is, and the data of the pages inside would get other numbers there than
/// in the browser.
#[component]
pub(super) fn Frame() -> impl IntoView {
    let me = SharedValue::new(|| use_context::<Me>().expect("the server provides it with every page of the desk"));
    let me = me.into_inner();
    provide_context(me.clone());
    let menu_open = RwSignal::new(false);
    let location = use_location();
    // A page that was chosen from the menu hides the menu again.
    Effect::new(move |_| {
        location.pathname.track();
        menu_open.set(false);
    });
    let forced = me.password_due.is_some() || me.must_enrol_totp;
    let demo = me.demo;
    view! {
        <div class="desk" class:desk--menu-open=move || menu_open.get()>
            <header::Header me=me.clone() menu_open/>
            <sidebar::Sidebar me=me.clone() menu_open/>
            <div class="desk__content">
                {demo.then(|| view! {
                    <Banner tone=Tone::Warn>
                        <p>"演示环境：所有单位、人员和信息均为示例，数据可能随时重置，请勿录入真实信息。"</p>
                    </Banner>
                })}
                <main class="desk__main" id=MAIN tabindex="-1">
                    {if forced { view! { <ForcedSteps me/> }.into_any() } else { view! { <Outlet/> }.into_any() }}
                </main>
            </div>
            <Messages/>
            <session_watch::SessionWatch/>
        </div>
    }
}

/// What a page says about itself: its title on the page and in the window, and controls beside it.
#[component]
pub(super) fn PageHead(
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] lead: Option<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    // The server writes the title when the page's signals are gone already; the browser follows them.
    let text: TextProp = if cfg!(feature = "hydrate") {
        (move || title.try_get().unwrap_or_default()).into()
    } else {
        window_title::written(&title.get_untracked()).into()
    };
    view! {
        <leptos_meta::Title text/>
        <div class="page-head">
            <div class="page-head__words">
                <h1 class="page-head__title">{live(move || title.get())}</h1>
                {lead.map(|lead| view! { <p class="page-head__lead">{lead}</p> })}
            </div>
            {children.map(|children| view! { <div class="page-head__actions">{children()}</div> })}
        </div>
    }
}
