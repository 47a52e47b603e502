//! One question, along its redirects.

use std::time::Duration;

use domain::patrol::plain_address;
use url::Url;

use super::Walk;
use crate::{Answer, Failure, Method, Request};

/// More redirects than any address needs; browsers give up later.
const MOST_REDIRECTS: usize = 5;

/// Where a question led.
pub(super) struct Followed {
    /// The address that answered.
    pub(super) url: Url,
    /// What it answered; a redirect only when it leads to another site, or says nowhere.
    pub(super) answer: Answer,
    /// The last request, for the evidence.
    pub(super) request: String,
    /// Whether every redirect on the way is for ever.
    pub(super) is_moved_for_good: bool,
    /// Where it leads outside, which is another question.
    pub(super) outside: Option<Url>,
    /// How long it took until every answer on the way had begun.
    pub(super) took: Duration,
}

/// Why it led nowhere.
pub(super) struct Astray {
    pub(super) request: String,
    pub(super) status: Option<u16>,
    pub(super) why: Why,
}

/// What went wrong on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    Failure(Failure),
    /// Redirects without end.
    Circle,
}

impl Why {
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Failure(failure) => failure.label(),
            Self::Circle => "一再转址，没有尽头",
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Question {
    pub(super) method: Method,
    pub(super) most_bytes: usize,
    pub(super) cold: bool,
    /// Redirects to other sites are followed.
    pub(super) anywhere: bool,
}

impl Walk<'_> {
    /// As [`Self::follow`], and again on a connection of its own where the first answer may be that of a connection that
    /// died or of a moment.
    pub(super) async fn ask_surely(&self, start: &Url, question: Question) -> Result<Followed, Astray> {
        let first = self.follow(start, question).await;
        let is_sure = match &first {
            Ok(followed) => followed.answer.status < 500,
            Err(astray) => astray.why == Why::Circle,
        };
        if is_sure { first } else { self.follow(start, Question { cold: true, ..question }).await }
    }

    pub(super) async fn follow(&self, start: &Url, question: Question) -> Result<Followed, Astray> {
        let Question { method, most_bytes, cold, anywhere } = question;
        let (mut url, mut is_moved_for_good, mut took) = (start.clone(), true, Duration::ZERO);
        let mut been = vec![plain_address(url.as_str())];
        for _ in 0..=MOST_REDIRECTS {
            let request = Request { address: url.to_string(), method, most_bytes, cold };
            let answer = match self.fetch.ask(&request).await {
                Ok(answer) => answer,
                Err(failure) => {
                    return Err(Astray { request: request.named(), status: None, why: Why::Failure(failure) });
                }
            };
            took += answer.took;
            let to = answer.location.as_deref().filter(|_| matches!(answer.status, 301 | 302 | 303 | 307 | 308));
            let next = to.and_then(|to| url.join(to).ok()).filter(|next| matches!(next.scheme(), "http" | "https"));
            let Some(next) = next else {
                return Ok(Followed { url, answer, request: request.named(), is_moved_for_good, outside: None, took });
            };
            is_moved_for_good &= matches!(answer.status, 301 | 308);
            if !anywhere && !self.rules.is_inside(&next) {
                let outside = Some(next);
                return Ok(Followed { url, answer, request: request.named(), is_moved_for_good, outside, took });
            }
            let plain = plain_address(next.as_str());
            if been.contains(&plain) {
                return Err(Astray { request: request.named(), status: Some(answer.status), why: Why::Circle });
            }
            been.push(plain);
            url = next;
        }
        Err(Astray { request: format!("{} {url}", method.name()), status: None, why: Why::Circle })
    }
}
