//! Connections that read a SQLite file, lent for one query after the other.
//!
//! sqlx's own pool asks a connection whether it is well each time it comes back. Whatever is said to a connection of
//! SQLite goes to a thread of its own and back, which takes longer than most of our queries; and a file does not hang up.

use std::time::Duration;

use deadpool::{
    Runtime,
    managed::{Manager, Metrics, Object, Pool, PoolError, QueueMode, RecycleResult},
};
use sqlx::{Connection, SqliteConnection, sqlite::SqliteConnectOptions};

/// How long a query waits for a connection.
const PATIENCE: Duration = Duration::from_secs(30);

/// One whose thread has died is found and replaced after so many queries at most.
const QUERIES_BETWEEN_CHECKS: usize = 100;

/// Clones lend from the same connections.
#[derive(Debug, Clone)]
pub(crate) struct Readers(Pool<Opener>);

#[derive(Debug)]
pub(crate) struct Opener(SqliteConnectOptions);

impl Manager for Opener {
    type Type = SqliteConnection;
    type Error = sqlx::Error;

    async fn create(&self) -> sqlx::Result<SqliteConnection> {
        SqliteConnection::connect_with(&self.0).await
    }

    async fn recycle(&self, connection: &mut SqliteConnection, metrics: &Metrics) -> RecycleResult<sqlx::Error> {
        if metrics.recycle_count % QUERIES_BETWEEN_CHECKS == QUERIES_BETWEEN_CHECKS - 1 {
            connection.ping().await?;
        }
        Ok(())
    }
}

impl Readers {
    /// At most `most` connections, at least one. Opens the first, so that a file that cannot be read is named at once.
    pub(crate) async fn open(options: SqliteConnectOptions, most: u32) -> sqlx::Result<Self> {
        let most = usize::try_from(most.max(1)).unwrap_or(usize::MAX);
        // The one that was used last first: what it has read is still at hand.
        let pool = Pool::builder(Opener(options)).max_size(most).queue_mode(QueueMode::Lifo);
        let pool = pool.wait_timeout(Some(PATIENCE)).runtime(Runtime::Tokio1).build();
        let readers = Self(pool.map_err(|error| sqlx::Error::Configuration(error.into()))?);
        drop(readers.lend().await?);
        Ok(readers)
    }

    /// A connection for one query. It goes back when it is dropped, also with its query broken off: its thread ends that
    /// before it begins another.
    pub(crate) async fn lend(&self) -> sqlx::Result<Object<Opener>> {
        self.0.get().await.map_err(|error| match error {
            PoolError::Backend(error) => error,
            PoolError::Closed => sqlx::Error::PoolClosed,
            PoolError::Timeout(_) => sqlx::Error::PoolTimedOut,
            error @ (PoolError::NoRuntimeSpecified | PoolError::PostCreateHook(_)) => {
                sqlx::Error::Configuration(error.to_string().into())
            }
        })
    }

    /// Lends no more and waits until those that nobody has are closed; the others are as soon as they come back.
    pub(crate) async fn close(&self) {
        let idle = self.0.retain(|_, _| false).removed;
        self.0.close();
        for connection in idle {
            if let Err(error) = connection.close().await {
                tracing::debug!(%error, "a reader does not close");
            }
        }
    }
}
