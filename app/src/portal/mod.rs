//! What a citizen sees: complete HTML from the server, no wasm, nothing that needs a script.
//!
//! This file is the table of addresses. Every route is rendered as a whole (`SsrMode::Async`), so that status, title
//! and page tags are right before the first byte leaves.

#![expect(unreachable_pub, reason = "the component macro makes the types of its properties public")]

mod accessibility;
mod address;
mod article;
mod channel;
mod column;
mod disclosure;
mod elder;
mod errors;
mod facets;
mod footer;
mod guides;
mod home;
mod item_list;
mod layout;
mod leave;
mod near;
mod onward;
pub mod parameters;
mod parts;
mod picture;
pub mod preferences;
mod preview;
mod reading_tools;
mod receipt;
mod register;
pub mod report;
mod request;
mod sitemap;
mod structured;
mod tags;
mod topic;

use std::future::Future;

use leptos::{prelude::*, tachys::html::InertElement};
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

use self::{
    accessibility::AccessibilityPage,
    article::ArticlePage,
    column::ColumnPage,
    errors::NotFound,
    home::HomePage,
    leave::LeavePage,
    receipt::ReceiptPage,
    register::TablePage,
    report::{ColumnReportPage, ItemReportPage},
    sitemap::SitemapPage,
    topic::{TopicPage, TopicPreview},
};

pub use layout::HEADER_END;

#[component]
pub fn PortalApp() -> impl IntoView {
    view! {
        <Router>
            <FlatRoutes fallback=|| view! { <NotFound/> }>
                <Route path=path!("/") view=HomePage ssr=SsrMode::Async/>
                <Route path=path!("/c/:code") view=ColumnPage ssr=SsrMode::Async/>
                <Route path=path!("/a/:code") view=ArticlePage ssr=SsrMode::Async/>
                <Route path=path!("/a/:code/register") view=TablePage ssr=SsrMode::Async/>
                <Route path=path!("/a/:code/report") view=ItemReportPage ssr=SsrMode::Async/>
                <Route path=path!("/c/:code/report") view=ColumnReportPage ssr=SsrMode::Async/>
                <Route path=path!("/report") view=ReceiptPage ssr=SsrMode::Async/>
                <Route path=path!("/report/:number") view=ReceiptPage ssr=SsrMode::Async/>
                <Route path=path!("/t/:code") view=TopicPage ssr=SsrMode::Async/>
                // Only for the desk, which shows it in a frame beside the builder; the server asks for the right.
                <Route path=path!("/desk/topics/:id/preview") view=TopicPreview ssr=SsrMode::Async/>
                <Route path=path!("/sitemap") view=SitemapPage ssr=SsrMode::Async/>
                <Route path=path!("/accessibility") view=AccessibilityPage ssr=SsrMode::Async/>
                <Route path=path!("/leave") view=LeavePage ssr=SsrMode::Async/>
            </FlatRoutes>
        </Router>
    }
}

/// A page that has to wait for the database. It is written out under the owner of its request: `Suspend` alone writes it
/// on whatever thread the answer arrives, where the page tags would not find their head and a context could be another
/// reader's. And it is written at once, into one text: nothing in it waits any more, and as part of a stream every
/// element would be a text of its own.
fn page_when_ready(page: impl Future<Output = AnyView> + Send + 'static) -> AnyView {
    let owner = Owner::current().expect("a component runs under the owner of its request");
    Suspend::new(async move {
        let page = page.await;
        InertElement::new(owner.with(|| page.to_html()))
    })
    .into_any()
}

#[cfg(test)]
mod tests;
