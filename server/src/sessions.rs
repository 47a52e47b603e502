//! tower-sessions over the sessions of `cms`: the account stands in a column, so that sessions can be listed and
//! revoked, and the identifier is stored as a hash only.

use async_trait::async_trait;
use cms::{Cms, Error as CmsError};
use serde_json::{Map, Value};
use tower_sessions::{
    SessionStore,
    cookie::time::OffsetDateTime,
    session::{Id, Record},
    session_store::{Error, Result},
};

/// The sessions of the desk.
#[derive(Debug, Clone)]
pub(crate) struct DeskSessions {
    cms: Cms,
}

impl DeskSessions {
    pub(crate) fn new(cms: Cms) -> Self {
        Self { cms }
    }
}

#[async_trait]
impl SessionStore for DeskSessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        while !self.cms.create_session(&record.id.to_string(), &object(record)).await.map_err(backend)? {
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        self.cms.save_session(&record.id.to_string(), &object(record)).await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let Some(session) = self.cms.load_session(&id.to_string()).await.map_err(backend)? else { return Ok(None) };
        let expiry_date = OffsetDateTime::from_unix_timestamp(session.expires_at.timestamp())
            .map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data: session.data.into_iter().collect(), expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.cms.delete_session(&id.to_string()).await.map_err(backend)
    }
}

fn object(record: &Record) -> Map<String, Value> {
    record.data.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
}

fn backend(error: CmsError) -> Error {
    Error::Backend(error.to_string())
}
