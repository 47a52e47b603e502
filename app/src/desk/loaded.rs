//! Data that a page waits for: shows what came, or why nothing did.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{browser, state::Desk};
use crate::{
    api::ApiError,
    ui::{Banner, ButtonLink, EmptyState, IconName, Spinner, Tone},
};

pub(super) type Answer<T> = Resource<Result<T, ApiError>>;

/// Data for a page, loaded by the server with the page and by the browser afterwards, again whenever `source` changes.
/// To be called at the head of a page component: the numbers of resources must come in one order on both sides.
pub(super) fn load<S, T, Fut>(
    source: impl Fn() -> S + Send + Sync + 'static,
    fetch: impl Fn(S) -> Fut + Send + Sync + 'static,
) -> Answer<T>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + for<'de> Deserialize<'de> + Send + Sync + 'static,
    Fut: Future<Output = Result<T, ApiError>> + Send + 'static,
{
    Resource::new(source, move |source| {
        let answer = fetch(source);
        async move {
            let answer = answer.await;
            // The browser's own fetches keep the session alive; the server's belong to a request that did so.
            if cfg!(feature = "hydrate") && answer.is_ok() {
                browser::note_contact();
            }
            answer
        }
    })
}

/// What `view` makes of the answer. While it is fetched again the old view stays.
pub(super) fn loaded<T, V>(answer: Answer<T>, view: V) -> impl IntoView
where
    T: Clone + Serialize + for<'de> Deserialize<'de> + Send + Sync + 'static,
    V: Fn(T) -> AnyView + Clone + Send + Sync + 'static,
{
    let desk = Desk::expect();
    view! {
        <Transition fallback=|| view! { <Spinner label="正在载入…"/> }>
            {move || {
                let view = view.clone();
                Suspend::new(async move {
                    match answer.await {
                        Ok(value) => view(value),
                        Err(error) => {
                            if error == ApiError::NotSignedIn {
                                desk.expired.set(true);
                            }
                            view! { <Failure error/> }.into_any()
                        }
                    }
                })
            }}
        </Transition>
    }
}

/// Why a page cannot show what it is for: a plain reason, never a log-out.
#[component]
pub(super) fn Failure(error: ApiError) -> impl IntoView {
    let text = error.to_string();
    match error {
        ApiError::Refused(_) | ApiError::NotFound => view! {
            <EmptyState title=text icon=IconName::Lock>
                <p>"如有疑问，请联系信息所属单位或栏目的牵头单位。"</p>
                <ButtonLink href="/desk">"返回工作台"</ButtonLink>
            </EmptyState>
        }
        .into_any(),
        _ => view! {
            <Banner tone=Tone::Danger>
                <p>{text}</p>
            </Banner>
        }
        .into_any(),
    }
}
