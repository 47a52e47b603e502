//! What all pages of the desk share: who is signed in, whether the session is over, and messages to the reader.

use std::pin::Pin;

use domain::desk::people::Me;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::ApiError,
    desk::{browser, leaving},
    ui::Tone,
};

/// A message at the edge of the page, read out by screen readers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message {
    pub number: i64,
    pub tone: Tone,
    pub text: String,
}

/// Shared state; a handle to signals that live as long as the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Desk {
    /// The session ended while the page was open: what was typed stays, a new log-in goes on from here.
    pub expired: RwSignal<bool>,
    pub messages: RwSignal<Vec<Message>>,
    /// Increased when somebody came back after the session had ended: whatever waits to be saved tries again.
    pub resumed: RwSignal<i64>,
    next_message: RwSignal<i64>,
}

impl Desk {
    /// Comes before the router.
    pub(super) fn provide() {
        if cfg!(feature = "hydrate") {
            leaving::listen();
        }
        provide_context(Self {
            expired: RwSignal::new(false),
            messages: RwSignal::new(Vec::new()),
            resumed: RwSignal::new(0),
            next_message: RwSignal::new(0),
        });
    }

    pub(super) fn expect() -> Self {
        use_context::<Self>().expect("every part of the desk provides it to every page")
    }

    /// Tells the reader something; good news goes away by itself, bad news stays until it is closed.
    pub(super) fn say(self, tone: Tone, text: impl Into<String>) {
        let number = self.next_message.get_untracked();
        self.next_message.set(number + 1);
        self.messages.update(|messages| messages.push(Message { number, tone, text: text.into() }));
        if matches!(tone, Tone::Info | Tone::Success) {
            let gone = move || self.messages.update(|messages| messages.retain(|message| message.number != number));
            set_timeout(gone, std::time::Duration::from_secs(6));
        }
    }

    /// Notes what an answer says of the session.
    pub(super) fn heard<T>(self, answer: &Result<T, ApiError>) {
        self.heard_in_background(answer);
        if answer.is_ok() {
            browser::note_contact();
        }
    }

    /// As [`Self::heard`], for calls that the page makes by itself: they do not prolong the session.
    pub(super) fn heard_in_background<T>(self, answer: &Result<T, ApiError>) {
        if matches!(answer, Err(ApiError::NotSignedIn)) {
            self.expired.set(true);
        }
    }

    /// Makes a call; `busy` is set meanwhile, a failure is told, an answer handed on.
    pub(super) fn call<T: 'static>(
        self,
        busy: RwSignal<bool>,
        call: impl Future<Output = Result<T, ApiError>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        self.call_with(busy, call, done, move |error| self.say(Tone::Danger, error.to_string()));
    }

    /// As [`Self::call`], with an own way to show a failure.
    pub(super) fn call_with<T: 'static>(
        self,
        busy: RwSignal<bool>,
        call: impl Future<Output = Result<T, ApiError>> + 'static,
        done: impl FnOnce(T) + 'static,
        failed: impl FnOnce(ApiError) + 'static,
    ) {
        // Boxed at once: what follows is compiled for all calls together, not for each of them.
        self.run(
            busy,
            Box::pin(async move {
                match call.await {
                    Ok(value) => Ok(Box::new(move || done(value)) as Then),
                    Err(error) => Err((error.clone(), Box::new(move || failed(error)) as Then)),
                }
            }),
        );
    }

    fn run(self, busy: RwSignal<bool>, call: Pin<Box<dyn Future<Output = Outcome>>>) {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = call.await;
            // The page may have been left meanwhile; its signals are gone then.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(done) => {
                    browser::note_contact();
                    done();
                }
                Err((ApiError::NotSignedIn, _)) => self.expired.set(true),
                Err((_, failed)) => failed(),
            }
        });
    }
}

/// What an answer leads to.
type Then = Box<dyn FnOnce()>;
type Outcome = Result<Then, (ApiError, Then)>;

/// The account of this session; inside the frame it is always there.
pub(super) fn signed_in() -> Me {
    use_context::<Me>().expect("the frame provides it to the pages inside")
}
