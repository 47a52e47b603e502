//! The way into the server. A page that is kept is handed out here; every other request goes on to the router.
//!
//! This is the path of nearly all requests, and the whole of it: no layer, no session, no query, no allocation that the
//! answer does not need.

use std::{
    convert::Infallible,
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use axum::{Router, extract::Request, response::Response};
use tower::Service;

use crate::{
    middleware::request_number::{self, Numbers},
    page_cache::PageCache,
    router,
    state::AppState,
};

/// Everything that listens on the public port.
#[derive(Debug, Clone)]
pub struct FrontDoor {
    pages: Arc<PageCache>,
    numbers: Arc<Numbers>,
    router: Router,
}

impl FrontDoor {
    pub fn new(state: AppState) -> Self {
        Self { pages: state.pages.clone(), numbers: state.numbers.clone(), router: router::router(state) }
    }
}

impl Service<Request> for FrontDoor {
    type Response = Response;
    type Error = Infallible;
    type Future = Answer;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        // A router is always ready.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Answer {
        match self.pages.at_hand(&request) {
            Some(mut response) => {
                let number = self.numbers.next();
                tracing::debug!(
                    number,
                    method = %request.method(),
                    path = request.uri().path(),
                    status = response.status().as_u16(),
                    "answered with a kept page"
                );
                request_number::write(&mut response, &number);
                Answer(State::AtHand(Some(response)))
            }
            None => Answer(State::Asked(Box::pin(self.router.call(request)))),
        }
    }
}

/// An answer, there already or still to come.
pub struct Answer(State);

enum State {
    AtHand(Option<Response>),
    Asked(Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>),
}

impl Future for Answer {
    type Output = Result<Response, Infallible>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.get_mut().0 {
            State::AtHand(response) => Poll::Ready(Ok(response.take().expect("a future is not polled after its end"))),
            State::Asked(answer) => answer.as_mut().poll(context),
        }
    }
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Answer").finish_non_exhaustive()
    }
}
