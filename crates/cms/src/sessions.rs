//! Sessions, as the web layer's store of sessions uses them.
//!
//! The identifier stands in the browser's cookie and nowhere else; the database knows its SHA-256. A session ends
//! after [`IDLE_MINUTES`] without a request: [`Cms::use_session`] moves the end on, at most once a minute, so that
//! reading pages does not cost a write each. Requests that a page makes by itself only load it. However busy it is, it
//! ends twelve hours after the log-in. The cookie itself should carry no age, since the end is kept here.
//!
//! `server` adapts this to `tower_sessions::SessionStore`: `create` draws identifiers until [`Cms::create_session`]
//! says yes, `save`, `load` and `delete` are one call each.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{account::IDLE_MINUTES, desk::people::SessionRow, event::SubjectKind, id::AccountId};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use store::session::SessionRecord;

use crate::{Cms, Ctx, Error, Result};

/// Key of the session's data under which the account stands, as a number.
pub const ACCOUNT: &str = "account";
/// Key for the client's address at the log-in.
pub const ADDRESS: &str = "address";
/// Key for the browser's name of itself at the log-in.
pub const USER_AGENT: &str = "user_agent";

/// Letters of the hash that stand for a session in the list of one's own.
const HANDLE_LENGTH: usize = 16;
/// Characters of the browser's name of itself that are kept.
const USER_AGENT_LENGTH: usize = 300;

/// How far apart uses of a session are noted.
const TOUCH_AFTER: TimeDelta = TimeDelta::minutes(1);

/// A working day and no more: whoever got hold of a cookie must not keep its session alive for ever.
const LONGEST: TimeDelta = TimeDelta::hours(12);

/// A session that has not ended.
#[derive(Clone)]
pub struct LoadedSession {
    pub data: Map<String, Value>,
    pub expires_at: DateTime<Utc>,
}

impl Cms {
    /// Keeps a new session; `false` when the identifier is taken and another must be drawn.
    pub async fn create_session(&self, id: &str, data: &Map<String, Value>) -> Result<bool> {
        let session = self.record(id, data);
        let mut tx = self.inner.store.begin().await?;
        let created = tx.create_session(&session).await?;
        tx.commit().await?;
        Ok(created)
    }

    /// Keeps what changed in a session. One that was revoked meanwhile stays gone.
    pub async fn save_session(&self, id: &str, data: &Map<String, Value>) -> Result<()> {
        let mut session = self.record(id, data);
        let now = session.last_seen_at;
        let Some(known) = self.inner.store.session(&session.id_hash, now).await? else { return Ok(()) };
        session.expires_at = end(known.created_at, now);
        let mut tx = self.inner.store.begin().await?;
        tx.save_session(&session).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The session of an identifier, if it has not ended.
    pub async fn load_session(&self, id: &str) -> Result<Option<LoadedSession>> {
        let Some(session) = self.inner.store.session(&hash(id), self.now()).await? else { return Ok(None) };
        let data = serde_json::from_str(&session.data).map_err(Error::internal)?;
        Ok(Some(LoadedSession { data, expires_at: session.expires_at }))
    }

    /// Its owner did something: the session's end moves on, up to the longest.
    pub async fn use_session(&self, id: &str) -> Result<()> {
        let now = self.now();
        let Some(session) = self.inner.store.session(&hash(id), now).await? else { return Ok(()) };
        if now - session.last_seen_at >= TOUCH_AFTER {
            let mut tx = self.inner.store.begin().await?;
            tx.touch_session(&session.id_hash, now, end(session.created_at, now)).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    pub async fn delete_session(&self, id: &str) -> Result<()> {
        let mut tx = self.inner.store.begin().await?;
        tx.delete_session(&hash(id)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Forgets what has ended: sessions, and counts of failed log-ins a day old. For a job.
    pub async fn delete_expired_sessions(&self) -> Result<u64> {
        let now = self.now();
        let mut tx = self.inner.store.begin().await?;
        let sessions = tx.delete_expired_sessions(now).await?;
        tx.delete_old_login_attempts(now - TimeDelta::days(1)).await?;
        tx.commit().await?;
        Ok(sessions)
    }

    /// The asker's own sessions, the one used last first.
    pub async fn sessions(&self, ctx: &Ctx) -> Result<Vec<SessionRow>> {
        let owner = ctx.owner()?.account;
        let sessions = self.inner.store.sessions_of(owner, self.now()).await?;
        let rows = sessions.into_iter().map(|session| SessionRow {
            is_this_one: session.id_hash == ctx.session(),
            handle: handle(&session.id_hash).to_owned(),
            address: session.address,
            user_agent: session.user_agent,
            signed_in_at: session.created_at,
            last_seen_at: session.last_seen_at,
        });
        Ok(rows.collect())
    }

    /// Ends one of the asker's own sessions.
    pub async fn revoke_session(&self, ctx: &Ctx, session: &str) -> Result<()> {
        let owner = ctx.owner()?.account;
        let sessions = self.inner.store.sessions_of(owner, self.now()).await?;
        let found = sessions.iter().find(|one| handle(&one.id_hash) == session).ok_or(Error::NotFound)?;
        let mut tx = self.inner.store.begin().await?;
        tx.delete_session(&found.id_hash).await?;
        let data = json!({ "ended": 1, "address": found.address });
        tx.append_event(&ctx.event(self, "session.revoke", SubjectKind::Session, &owner.to_string(), data)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Ends all of the asker's sessions but this one; says how many there were.
    pub async fn revoke_other_sessions(&self, ctx: &Ctx) -> Result<u64> {
        let owner = ctx.owner()?.account;
        let mut tx = self.inner.store.begin().await?;
        let ended = tx.delete_sessions_of(owner, Some(ctx.session())).await?;
        if ended > 0 {
            let data = json!({ "ended": ended });
            tx.append_event(&ctx.event(self, "session.revoke", SubjectKind::Session, &owner.to_string(), data)).await?;
        }
        tx.commit().await?;
        Ok(ended)
    }

    /// When the request's session ends if nothing happens.
    pub(crate) async fn session_end(&self, ctx: &Ctx) -> Result<DateTime<Utc>> {
        let now = self.now();
        let session = self.inner.store.session(ctx.session(), now).await?;
        Ok(session.map_or_else(|| end(now, now), |session| session.expires_at))
    }

    /// Whether the request's session began with a log-in no longer than `age` ago.
    pub(crate) async fn signed_in_within(&self, ctx: &Ctx, age: TimeDelta) -> Result<bool> {
        let now = self.now();
        let session = self.inner.store.session(ctx.session(), now).await?;
        Ok(session.is_some_and(|session| now - session.created_at < age))
    }

    fn record(&self, id: &str, data: &Map<String, Value>) -> SessionRecord {
        let now = self.now();
        let text = |key: &str| data.get(key).and_then(Value::as_str).unwrap_or_default();
        SessionRecord {
            id_hash: hash(id),
            account: data.get(ACCOUNT).and_then(Value::as_i64).map(AccountId::new),
            data: Value::Object(data.clone()).to_string(),
            address: text(ADDRESS).to_owned(),
            user_agent: text(USER_AGENT).chars().take(USER_AGENT_LENGTH).collect(),
            created_at: now,
            last_seen_at: now,
            expires_at: end(now, now),
        }
    }
}

/// When a session ends that began at `start` and was used `now`.
fn end(start: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
    (now + TimeDelta::minutes(IDLE_MINUTES)).min(start + LONGEST)
}

/// What the database knows of an identifier.
pub(crate) fn hash(id: &str) -> String {
    use std::fmt::Write;
    Sha256::digest(id).iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The part of the hash that the owner sees: enough to tell sessions apart, useless for anything else.
fn handle(hash: &str) -> &str {
    hash.get(..HANDLE_LENGTH).unwrap_or(hash)
}
