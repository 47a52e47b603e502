//! Connections that read a SQLite file, lent for one query after the other.
//!
//! sqlx's own pool asks a connection whether it is well each time it comes back. Whatever is said to a connection of
//! SQLite goes to a thread of its own and back, which takes longer than most of our queries; and a file does not hang up.

use std::time::Duration;

use deadpool::{
    Runtime,
    managed::{Manager, Metrics, Object, Pool, PoolError, QueueMode, RecycleError, RecycleResult},
};
use sqlx::{Connection, SqliteConnection, sqlite::SqliteConnectOptions};

/// How long a query waits for a connection.
const PATIENCE: Duration = Duration::from_secs(30);
/// One that nobody has needed for so long gives its memory back.
const IDLE: Duration = Duration::from_mins(10);
/// A new one knows what the database has learnt about its tables since.
const AGE: Duration = Duration::from_mins(30);

/// Clones lend from the same connections.
#[derive(Debug, Clone)]
pub(crate) struct Readers(Pool<Opener>);

#[derive(Debug)]
struct Opener(SqliteConnectOptions);

/// A connection for one query. One that does not come back by [`Lent::give_back`] is closed: its query was broken off and may
/// still be running.
#[derive(Debug)]
pub(crate) struct Lent(Option<Object<Opener>>);

/// Runs a query body with a reader, which is given back when it has ended.
macro_rules! with_reader {
    ($readers:expr, $conn:ident => $body:expr) => {{
        let mut lent = $readers.lend().await?;
        let $conn = lent.connection()?;
        let answer = $body;
        lent.give_back(&answer);
        answer
    }};
}

pub(crate) use with_reader;

impl Manager for Opener {
    type Type = SqliteConnection;
    type Error = sqlx::Error;

    async fn create(&self) -> sqlx::Result<SqliteConnection> {
        SqliteConnection::connect_with(&self.0).await
    }

    async fn recycle(&self, _: &mut SqliteConnection, metrics: &Metrics) -> RecycleResult<sqlx::Error> {
        if metrics.age() < AGE { Ok(()) } else { Err(RecycleError::message("old")) }
    }
}

impl Readers {
    /// At most `most` connections, at least one. Opens the first, so that a file that cannot be read is named at once.
    pub(crate) async fn open(options: SqliteConnectOptions, most: u32) -> sqlx::Result<Self> {
        let most = usize::try_from(most.max(1)).unwrap_or(usize::MAX);
        // The one that was used last first: what it has read is still at hand, and the others become idle.
        let pool = Pool::builder(Opener(options)).max_size(most).queue_mode(QueueMode::Lifo);
        let pool = pool.wait_timeout(Some(PATIENCE)).runtime(Runtime::Tokio1).build();
        let readers = Self(pool.map_err(|error| sqlx::Error::Configuration(error.into()))?);
        readers.lend().await?.give_back(&Ok(()));
        Ok(readers)
    }

    /// Waits for a connection if all are lent.
    pub(crate) async fn lend(&self) -> sqlx::Result<Lent> {
        self.0.retain(|_, metrics| metrics.last_used() < IDLE);
        self.0.get().await.map(|object| Lent(Some(object))).map_err(|error| match error {
            PoolError::Backend(error) => error,
            PoolError::Closed => sqlx::Error::PoolClosed,
            PoolError::Timeout(_) => sqlx::Error::PoolTimedOut,
            error @ (PoolError::NoRuntimeSpecified | PoolError::PostCreateHook(_)) => {
                sqlx::Error::Configuration(error.to_string().into())
            }
        })
    }

    /// Lends no more, and waits until all have come back and are closed.
    pub(crate) async fn close(&self) {
        loop {
            for connection in self.0.retain(|_, _| false).removed {
                if let Err(error) = connection.close().await {
                    tracing::debug!(%error, "a reader does not close");
                }
            }
            let lent = self.0.status().size;
            if lent == 0 {
                break;
            }
            // No more than those that are still out, so that this waits for one of them and opens none.
            self.0.resize(lent);
            if self.0.get().await.is_err() {
                break;
            }
        }
        self.0.close();
    }
}

impl Lent {
    /// What the query runs on.
    pub(crate) fn connection(&mut self) -> sqlx::Result<&mut SqliteConnection> {
        self.0.as_deref_mut().ok_or(sqlx::Error::PoolClosed)
    }

    /// The query has ended with this answer. One whose thread has died is not lent again.
    pub(crate) fn give_back<T>(mut self, answer: &sqlx::Result<T>) {
        if !matches!(answer, Err(sqlx::Error::WorkerCrashed)) {
            drop(self.0.take());
        }
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(object) = self.0.take() {
            drop(Object::take(object));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One connection; what it keeps for itself tells whether it is still the same.
    async fn reader() -> Readers {
        let readers = Readers::open(SqliteConnectOptions::new().in_memory(true), 1).await.unwrap();
        let marked = lend_and(&readers, "create temp table mark (x integer)").await;
        assert!(marked.is_ok());
        readers
    }

    async fn lend_and(readers: &Readers, query: &'static str) -> sqlx::Result<()> {
        with_reader!(readers, conn => sqlx::query(query).execute(conn).await.map(drop))
    }

    async fn is_the_same(readers: &Readers) -> bool {
        lend_and(readers, "select x from mark").await.is_ok()
    }

    #[tokio::test]
    async fn a_reader_is_lent_again_also_after_a_query_that_failed() {
        let readers = reader().await;
        assert!(is_the_same(&readers).await);
        assert!(lend_and(&readers, "select x from nowhere").await.is_err());
        assert!(is_the_same(&readers).await);
    }

    #[tokio::test]
    async fn one_whose_query_was_broken_off_is_not_lent_again() {
        let readers = reader().await;
        drop(readers.lend().await.unwrap());
        assert!(!is_the_same(&readers).await);
    }

    #[tokio::test]
    async fn one_whose_thread_has_died_is_not_lent_again() {
        let readers = reader().await;
        readers.lend().await.unwrap().give_back(&Err::<(), _>(sqlx::Error::WorkerCrashed));
        assert!(!is_the_same(&readers).await);
    }

    #[tokio::test]
    async fn what_is_closed_lends_no_more() {
        let readers = reader().await;
        readers.close().await;
        assert!(matches!(readers.lend().await, Err(sqlx::Error::PoolClosed)));
    }
}
