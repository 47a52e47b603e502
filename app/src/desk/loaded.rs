//! Data that a page waits for: shows what came, or why nothing did.
//!
//! All answers are of one type, read when they are shown: the machinery of resources and suspense is then compiled
//! once for all pages, not once for each kind of answer.

use std::{
    any::Any,
    convert::Infallible,
    fmt,
    future::poll_fn,
    marker::PhantomData,
    pin::{Pin, pin},
    str::FromStr,
    sync::Arc,
};

use leptos::{prelude::*, server::codee::string::FromToStringCodec};
use serde::{Serialize, de::DeserializeOwned};

use super::{browser, frame::PageHead, state::Desk};
use crate::{
    api::ApiError,
    ui::{Banner, ButtonLink, EmptyState, IconName, Spinner, Tone},
};

/// A `Result<T, ApiError>`.
#[derive(Clone)]
enum Wire {
    /// As JSON: from the server, with the page.
    Text(String),
    /// The value itself: fetched by the browser.
    Value(Arc<dyn Any + Send + Sync>),
}

impl fmt::Display for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            // Only the server writes answers into pages.
            Self::Value(_) => Err(fmt::Error),
        }
    }
}

impl FromStr for Wire {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::Text(text.to_owned()))
    }
}

type Fetched = Pin<Box<dyn Future<Output = Wire> + Send>>;
type Shown = Arc<dyn Fn(&Wire) -> Result<AnyView, ApiError> + Send + Sync>;

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
    T: Serialize + Send + Sync + 'static,
    Fut: Future<Output = Result<T, ApiError>> + Send + 'static,
{
    let source = Arc::new(source);
    let wanted = source.clone();
    let key = move || serde_json::to_string(&source()).expect("filters and numbers can be written as JSON");
    let fetch = move || -> Fetched {
        let answer = fetch(untrack(|| wanted()));
        Box::pin(async move {
            let answer = answer.await;
            if cfg!(feature = "hydrate") {
                // The browser's own fetches keep the session alive; the server's belong to a request that did so.
                if answer.is_ok() {
                    browser::note_contact();
                }
                Wire::Value(Arc::new(answer))
            } else {
                Wire::Text(serde_json::to_string(&answer).expect("views can be written as JSON"))
            }
        })
    };
    Answer { wire: fetched(Box::new(key), Box::new(fetch)), kind: PhantomData }
}

/// What the address of a page names, loaded as by [`load`], and the way to have it loaded again.
pub(super) fn load_named<I, T, Fut>(
    named: Memo<Option<I>>,
    fetch: impl Fn(I) -> Fut + Send + Sync + 'static,
) -> (Answer<T>, Callback<()>)
where
    I: Serialize + Clone + Send + Sync + 'static,
    T: Serialize + Send + Sync + 'static,
    Fut: Future<Output = Result<T, ApiError>> + Send + 'static,
{
    let changed = RwSignal::new(0_i64);
    let answer = load(
        move || (named.get(), changed.get()),
        move |(asked, _): (Option<I>, i64)| {
            let found = asked.map(&fetch);
            async move {
                match found {
                    Some(found) => found.await,
                    None => Err(ApiError::NotFound),
                }
            }
        },
    );
    (answer, Callback::new(move |()| changed.update(|times| *times += 1)))
}

fn fetched(
    key: Box<dyn Fn() -> String + Send + Sync>,
    fetch: Box<dyn Fn() -> Fetched + Send + Sync>,
) -> Resource<Wire, FromToStringCodec> {
    Resource::new_str(key, move |_| fetch())
}

/// What `view` makes of the answer. While it is fetched again the old view stays.
pub(super) fn loaded<T: DeserializeOwned + Clone + 'static>(
    answer: Answer<T>,
    view: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    shown(answer.wire, reader(view), |error| view! { <Failure error/> }.into_any())
}

/// As [`loaded`], for a further part of a page: a failure is shown once, by the other.
pub(super) fn loaded_part<T: DeserializeOwned + Clone + 'static>(
    answer: Answer<T>,
    view: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    quiet(answer.wire, reader(view))
}

/// As [`loaded_part`], for what must not be built again whenever the answer is fetched again: the fields of a query,
/// where somebody may be choosing already, with the keyboard in one of them. Built from the first good answer.
pub(super) fn loaded_once<T: DeserializeOwned + Clone + 'static>(
    answer: Answer<T>,
    view: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    built_once(answer.wire, reader(view))
}

/// As [`loaded`], for an answer that is the whole page: a failure then needs a heading of its own.
pub(super) fn loaded_page<T: DeserializeOwned + Clone + 'static>(
    answer: Answer<T>,
    view: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    shown(answer.wire, reader(view), |error| {
        view! {
            <PageHead title="不能显示"/>
            <Failure error/>
        }
        .into_any()
    })
}

fn reader<T: DeserializeOwned + Clone + 'static>(view: impl Fn(T) -> AnyView + Send + Sync + 'static) -> Shown {
    Arc::new(move |wire: &Wire| {
        let answer: Option<Result<T, ApiError>> = match wire {
            Wire::Text(text) => serde_json::from_str(text).ok(),
            Wire::Value(value) => value.downcast_ref().cloned(),
        };
        // Only a server of another version writes what cannot be read.
        answer.unwrap_or(Err(ApiError::Transport)).map(&view)
    })
}

fn shown(wire: Resource<Wire, FromToStringCodec>, view: Shown, failed: fn(ApiError) -> AnyView) -> AnyView {
    let desk = Desk::expect();
    view! {
        <Transition fallback=|| view! { <Spinner label="正在载入…"/> }>
            {move || {
                let view = view.clone();
                Suspend::new(async move {
                    view(&wire.await)
                        .unwrap_or_else(|error| {
                            if error == ApiError::NotSignedIn {
                                desk.expired.set(true);
                            }
                            failed(error)
                        })
                })
            }}
        </Transition>
    }
    .into_any()
}

fn quiet(wire: Resource<Wire, FromToStringCodec>, view: Shown) -> AnyView {
    view! {
        <Transition>
            {move || {
                let view = view.clone();
                Suspend::new(async move { view(&wire.await).ok() })
            }}
        </Transition>
    }
    .into_any()
}

fn built_once(wire: Resource<Wire, FromToStringCodec>, view: Shown) -> AnyView {
    view! {
        <Transition>
            {move || {
                let view = view.clone();
                Suspend::new(async move {
                    let mut coming = pin!(wire.into_future());
                    let came = poll_fn(|context| untrack(|| coming.as_mut().poll(context))).await;
                    view(&came).map_err(|_| wire.track()).ok()
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
