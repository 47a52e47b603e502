//! Who asks, from where, in which request.

use domain::{
    account::Actor,
    event::SubjectKind,
    permission::{Action, Target, may},
};
use store::event::NewEvent;

use crate::{Cms, Error, Result, sessions};

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
    /// The first password or the second factor is still due.
    is_unfinished: bool,
    /// What the database knows of the session's identifier; empty outside a session.
    session: String,
}

impl Ctx {
    pub fn new(actor: Option<Actor>, request: String, address: String) -> Self {
        Self { actor, request, address, is_system: false, is_unfinished: false, session: String::new() }
    }

    /// For somebody who must first change the password or set up the second factor: only what serves that works.
    pub fn unfinished(actor: Actor, request: String, address: String) -> Self {
        Self { is_unfinished: true, ..Self::new(Some(actor), request, address) }
    }

    /// Says in which session the request came, so that its owner's other sessions can be told from it.
    #[must_use]
    pub fn in_session(self, id: &str) -> Self {
        Self { session: sessions::hash(id), ..self }
    }

    /// For scheduled work and the command line.
    pub fn system(request: &str) -> Self {
        Self { is_system: true, ..Self::new(None, request.to_owned(), String::new()) }
    }

    /// Who asks, with all the rights of the account.
    pub fn actor(&self) -> Result<&Actor> {
        if self.is_unfinished { Err(Error::Unfinished) } else { self.owner() }
    }

    /// Who asks, even if the password or the second factor is still due: for what concerns the own account only.
    pub(crate) fn owner(&self) -> Result<&Actor> {
        self.actor.as_ref().ok_or(Error::NotSignedIn)
    }

    /// Who asks, for an action that needs no column; `None` for the system, which does what the command line or a
    /// job of the program tells it.
    pub(crate) fn at_desk(&self, action: Action) -> Result<Option<&Actor>> {
        if self.is_system {
            return Ok(None);
        }
        let actor = self.actor()?;
        may(actor, action, Target::Desk)?;
        Ok(Some(actor))
    }

    pub(crate) fn session(&self) -> &str {
        &self.session
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
