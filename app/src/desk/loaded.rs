//! Data that a page waits for: shows what came, or why nothing did.
//!
//! The answer travels as the JSON that it is on the wire, and is read when it is shown: the machinery of resources and
//! suspense is then compiled once for all pages, not once for each kind of answer.

use std::{convert::Infallible, fmt, marker::PhantomData, pin::Pin, str::FromStr, sync::Arc};

use leptos::{prelude::*, server::codee::string::FromToStringCodec};
use serde::{Serialize, de::DeserializeOwned};

use super::{browser, state::Desk};
use crate::{
    api::ApiError,
    ui::{Banner, ButtonLink, EmptyState, IconName, Spinner, Tone},
};

/// `Result<T, ApiError>` as JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wire(String);

impl fmt::Display for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Wire {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

type Fetched = Pin<Box<dyn Future<Output = Wire> + Send>>;
type Shown = Arc<dyn Fn(&str) -> Result<AnyView, ApiError> + Send + Sync>;

/// Data on its way.
pub(super) struct Answer<T> {
    wire: Resource<Wire, FromToStringCodec>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Answer<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Answer<T> {}

/// Data for a page, loaded by the server with the page and by the browser afterwards, again whenever `source` changes.
/// To be called at the head of a page component: the numbers of resources must come in one order on both sides.
pub(super) fn load<S, T, Fut>(
    source: impl Fn() -> S + Send + Sync + 'static,
    fetch: impl Fn(S) -> Fut + Send + Sync + 'static,
) -> Answer<T>
where
    S: Serialize + 'static,
    T: Serialize + 'static,
    Fut: Future<Output = Result<T, ApiError>> + Send + 'static,
{
    let source = Arc::new(source);
    let wanted = source.clone();
    let key = move || serde_json::to_string(&source()).expect("filters and numbers can be written as JSON");
    let fetch = move || -> Fetched {
        let answer = fetch(untrack(|| wanted()));
        Box::pin(async move {
            let answer = answer.await;
            // The browser's own fetches keep the session alive; the server's belong to a request that did so.
            if cfg!(feature = "hydrate") && answer.is_ok() {
                browser::note_contact();
            }
            Wire(serde_json::to_string(&answer).expect("it came as JSON or goes out as such"))
        })
    };
    Answer { wire: fetched(Box::new(key), Box::new(fetch)), kind: PhantomData }
}

fn fetched(
    key: Box<dyn Fn() -> String + Send + Sync>,
    fetch: Box<dyn Fn() -> Fetched + Send + Sync>,
) -> Resource<Wire, FromToStringCodec> {
    Resource::new_str(key, move |_| fetch())
}

/// What `view` makes of the answer. While it is fetched again the old view stays.
pub(super) fn loaded<T: DeserializeOwned>(
    answer: Answer<T>,
    view: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let read = move |text: &str| match serde_json::from_str::<Result<T, ApiError>>(text) {
        Ok(answer) => answer.map(&view),
        // Only a server of another version answers so.
        Err(_) => Err(ApiError::Transport),
    };
    shown(answer.wire, Arc::new(read))
}

fn shown(wire: Resource<Wire, FromToStringCodec>, view: Shown) -> AnyView {
    let desk = Desk::expect();
    view! {
        <Transition fallback=|| view! { <Spinner label="正在载入…"/> }>
            {move || {
                let view = view.clone();
                Suspend::new(async move {
                    view(&wire.await.0)
                        .unwrap_or_else(|error| {
                            if error == ApiError::NotSignedIn {
                                desk.expired.set(true);
                            }
                            view! { <Failure error/> }.into_any()
                        })
                })
            }}
        </Transition>
    }
    .into_any()
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
