//! The desk (back office): pages that the server renders and wasm takes over. Here are its tables of addresses.
#![expect(unreachable_pub, reason = "the component macro writes `pub` items whatever the component's own visibility")]

mod account_requests;
mod accounts;
mod address;
mod assessment;
pub(crate) mod board;
mod browser;
pub mod bureau;
mod calendar;
mod cases;
mod column_picker;
mod columns;
mod components;
mod corrections;
mod deciding;
mod delegations;
mod duty_words;
mod editor;
mod feedback;
mod filter_bar;
mod first_password;
mod frame;
mod history;
mod home;
mod inbox;
mod item_list;
mod item_row;
mod keys;
mod leaving;
mod loaded;
mod log;
mod me;
mod new_item;
mod no_page;
mod open_account;
mod patrol;
mod publish_at;
mod query_bar;
mod query_form;
mod reminders;
mod reprints;
mod review;
mod rounds;
mod secrecy;
mod secret_address;
mod services;
mod site;
mod state;
mod topics;
mod unsaved;

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    components::{ParentRoute, Route, Router, Routes},
    path,
};

use crate::ui::SkipLink;
use bureau::{Bureau, Elsewhere};
use state::Desk;

/// What waits for somebody, to be signed, to be taken over or to be mended; and where everything has got to.
#[component]
pub fn SigningDesk() -> impl IntoView {
    provide_meta_context();
    Desk::provide();
    view! {
        <Title formatter=page_title/>
        <SkipLink/>
        <Router>
            <Routes fallback=no_page::NoPage>
                <ParentRoute path=path!("/desk") view=frame::Frame>
                    <Route path=path!("") view=|| home::HomePage().into_any()/>
                    <Route path=path!("inbox") view=|| inbox::InboxPage().into_any()/>
                    <Route path=path!("items") view=|| item_list::ItemListPage().into_any()/>
                    <Route path=path!("items/:id/review") view=|| review::ReviewPage().into_any()/>
                    <Route path=path!("items/:id/history") view=|| history::HistoryPage().into_any()/>
                    <Route path=path!("reprints") view=|| reprints::ReprintsPage().into_any()/>
                    <Route path=path!("*any") view=|| view! { <Elsewhere here=Bureau::Signing/> }.into_any()/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}

/// The editor, and the choice that comes before it.
#[component]
pub fn WritingDesk() -> impl IntoView {
    provide_meta_context();
    Desk::provide();
    view! {
        <Title formatter=page_title/>
        <SkipLink/>
        <Router>
            <Routes fallback=no_page::NoPage>
                <ParentRoute path=path!("/desk") view=frame::Frame>
                    <Route path=path!("items/new") view=|| new_item::NewItemPage().into_any()/>
                    <Route path=path!("items/:id") view=|| editor::EditorPage().into_any()/>
                    <Route path=path!("") view=|| view! { <Elsewhere here=Bureau::Writing/> }.into_any()/>
                    <Route path=path!("*any") view=|| view! { <Elsewhere here=Bureau::Writing/> }.into_any()/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}

/// The plan, the people, the log and the directory of services: pages of the three administrators, and what others open
/// now and then.
#[component]
pub fn OfficeDesk() -> impl IntoView {
    provide_meta_context();
    Desk::provide();
    view! {
        <Title formatter=page_title/>
        <SkipLink/>
        <Router>
            <Routes fallback=no_page::NoPage>
                <ParentRoute path=path!("/desk") view=frame::Frame>
                    <Route path=path!("columns") view=|| columns::ColumnsPage().into_any()/>
                    <Route path=path!("accounts") view=|| accounts::AccountsPage().into_any()/>
                    <Route path=path!("account-requests") view=|| account_requests::AccountRequestsPage().into_any()/>
                    <Route path=path!("delegations") view=|| delegations::DelegationsPage().into_any()/>
                    <Route path=path!("me") view=|| me::MePage().into_any()/>
                    <Route path=path!("log") view=|| log::LogPage().into_any()/>
                    <Route path=path!("services") view=|| services::ServicesPage().into_any()/>
                    <Route path=path!("components") view=|| components::ComponentsPage().into_any()/>
                    <Route path=path!("") view=|| view! { <Elsewhere here=Bureau::Office/> }.into_any()/>
                    <Route path=path!("*any") view=|| view! { <Elsewhere here=Bureau::Office/> }.into_any()/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}

/// The county's duties: how every column stands, what the assessment makes of it, and the days that all clocks count with.
#[component]
pub fn AssuranceDesk() -> impl IntoView {
    provide_meta_context();
    Desk::provide();
    view! {
        <Title formatter=page_title/>
        <SkipLink/>
        <Router>
            <Routes fallback=no_page::NoPage>
                <ParentRoute path=path!("/desk") view=frame::Frame>
                    <Route path=path!("board") view=|| board::BoardPage().into_any()/>
                    <Route path=path!("assessment") view=|| assessment::AssessmentPage().into_any()/>
                    <Route path=path!("assessment/:id") view=|| assessment::FrozenPage().into_any()/>
                    <Route path=path!("calendar") view=|| calendar::CalendarPage().into_any()/>
                    <Route path=path!("") view=|| view! { <Elsewhere here=Bureau::Assurance/> }.into_any()/>
                    <Route path=path!("*any") view=|| view! { <Elsewhere here=Bureau::Assurance/> }.into_any()/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}

/// What the patrol, the units themselves and the office have found, whom it was told, and what became of it.
#[component]
pub fn InspectionDesk() -> impl IntoView {
    provide_meta_context();
    Desk::provide();
    view! {
        <Title formatter=page_title/>
        <SkipLink/>
        <Router>
            <Routes fallback=no_page::NoPage>
                <ParentRoute path=path!("/desk") view=frame::Frame>
                    <Route path=path!("patrol") view=|| patrol::PatrolPage().into_any()/>
                    <Route path=path!("rounds") view=|| rounds::RoundsPage().into_any()/>
                    <Route path=path!("cases") view=|| cases::CasesPage().into_any()/>
                    <Route path=path!("cases/new") view=|| cases::NewCasePage().into_any()/>
                    <Route path=path!("cases/:id") view=|| cases::CasePage().into_any()/>
                    <Route path=path!("reminders") view=|| reminders::RemindersPage().into_any()/>
                    <Route path=path!("") view=|| view! { <Elsewhere here=Bureau::Inspection/> }.into_any()/>
                    <Route path=path!("*any") view=|| view! { <Elsewhere here=Bureau::Inspection/> }.into_any()/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}

/// The portal around the items: special topics, what readers report, and how the whole site looks.
#[component]
pub fn StudioDesk() -> impl IntoView {
    provide_meta_context();
    Desk::provide();
    view! {
        <Title formatter=page_title/>
        <SkipLink/>
        <Router>
            <Routes fallback=no_page::NoPage>
                <ParentRoute path=path!("/desk") view=frame::Frame>
                    <Route path=path!("site") view=|| site::SitePage().into_any()/>
                    <Route path=path!("corrections") view=|| corrections::CorrectionsPage().into_any()/>
                    <Route path=path!("corrections/:id") view=|| corrections::CorrectionPage().into_any()/>
                    <Route path=path!("topics") view=|| topics::TopicsPage().into_any()/>
                    <Route path=path!("topics/new") view=|| topics::ApplyPage().into_any()/>
                    <Route path=path!("topics/:id") view=|| topics::TopicPage().into_any()/>
                    <Route path=path!("") view=|| view! { <Elsewhere here=Bureau::Studio/> }.into_any()/>
                    <Route path=path!("*any") view=|| view! { <Elsewhere here=Bureau::Studio/> }.into_any()/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}

fn page_title(title: String) -> String {
    format!("{title} - 隆安门户后台")
}
