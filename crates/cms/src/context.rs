//! Who asks, from where, in which request.

use domain::{account::Actor, event::SubjectKind};
use store::event::NewEvent;

use crate::{Cms, Error, Result};

/// First argument of every use case that reads drafts or changes anything.
#[derive(Debug, Clone)]
pub struct Ctx {
    /// `None` for somebody who is not signed in and for the system's own work.
    actor: Option<Actor>,
    /// Number of the request, shown in error pages and written in the server's log.
    pub request: String,
    /// Client address; empty for the system.
    pub address: String,
    is_system: bool,
}

impl Ctx {
    pub fn new(actor: Option<Actor>, request: String, address: String) -> Self {
        Self { actor, request, address, is_system: false }
    }

    /// For scheduled work and the command line.
    pub fn system(request: &str) -> Self {
        Self { actor: None, request: request.to_owned(), address: String::new(), is_system: true }
    }

    pub fn actor(&self) -> Result<&Actor> {
        self.actor.as_ref().ok_or(Error::NotSignedIn)
    }

    pub fn is_system(&self) -> bool {
        self.is_system
    }

    /// An event of this request's actor, to be appended in the transaction of the change.
    pub(crate) fn event<'a>(
        &'a self,
        cms: &Cms,
        action: &'a str,
        subject_kind: SubjectKind,
        subject: &'a str,
        data: serde_json::Value,
    ) -> NewEvent<'a> {
        NewEvent {
            at: cms.now(),
            actor: self.actor.as_ref().map(|actor| (actor.account, actor.name.as_str())),
            unit: self.actor.as_ref().map(|actor| &actor.unit),
            action,
            subject_kind,
            subject,
            data,
        }
    }
}
