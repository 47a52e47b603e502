//! Pools and transactions of both databases behind one handle.
//!
//! `sqlx::Any` would lose types, a trait would double every query; instead the two typed pools stand in an enum and
//! two macros check each query's body once per database (`docs/decisions`).

use std::{
    path::Path,
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::Duration,
};

use sqlx::{
    PgPool, Postgres, Sqlite, SqlitePool,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{
    error::{Error, Result},
    readers::Readers,
};

static SQLITE_MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");
pub(crate) static POSTGRES_MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgres");

/// A handle to the database; clones share the pools.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) pool: Pool,
    /// The last event that this process has committed, 0 before the first.
    committed: Arc<AtomicI64>,
    /// Turns true with the first query through this handle.
    watch: Option<Arc<AtomicBool>>,
}

#[derive(Debug, Clone)]
pub(crate) enum Pool {
    /// One writer, since SQLite has one; readers never wait for it (WAL).
    Sqlite {
        writer: SqlitePool,
        reader: Readers,
    },
    Postgres(PgPool),
}

/// Which database a [`Store`] is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// An open write transaction; dropped without [`Tx::commit`] it leaves no trace.
#[derive(Debug)]
pub struct Tx {
    pub(crate) open: Open,
    /// The last event appended in it.
    pub(crate) appended: Option<i64>,
    committed: Arc<AtomicI64>,
}

#[derive(Debug)]
pub(crate) enum Open {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

/// Runs a query body, which names its connection once, with a reader of either database.
macro_rules! on_pool {
    ($store:expr, $conn:ident => $body:expr) => {
        match $store.queried() {
            $crate::db::Pool::Sqlite { reader, .. } => $crate::readers::with_reader!(reader, $conn => $body),
            $crate::db::Pool::Postgres($conn) => $body,
        }
    };
}

/// Runs a query body inside an open transaction of either database.
macro_rules! on_tx {
    ($tx:expr, $conn:ident => $body:expr) => {
        match &mut $tx.open {
            $crate::db::Open::Sqlite(tx) => {
                let $conn = &mut **tx;
                $body
            }
            $crate::db::Open::Postgres(tx) => {
                let $conn = &mut **tx;
                $body
            }
        }
    };
}

pub(crate) use {on_pool, on_tx};

impl Store {
    /// Opens `address`: `sqlite:data/longan.db` (made when missing) or `postgres://…`. `connections` bounds the
    /// readers of SQLite and all connections of PostgreSQL.
    pub async fn open(address: &str, connections: u32) -> Result<Self> {
        if let Some(path) = address.strip_prefix("sqlite:") {
            // Full: what was acknowledged survives a power cut, not only a kill -9 (rule 9 of `product.md`).
            Self::open_sqlite(Path::new(path), connections, SqliteSynchronous::Full).await
        } else if address.starts_with("postgres:") || address.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(address)?;
            let pool = PgPoolOptions::new()
                .max_connections(connections)
                .acquire_timeout(Duration::from_secs(10))
                .connect_with(options)
                .await?;
            Ok(Self::over(Pool::Postgres(pool)))
        } else {
            Err(Error::Address(address.split(':').next().unwrap_or_default().to_owned()))
        }
    }

    /// Opens a SQLite file that can be made anew at any time, as a played county can: nothing waits for the disk, and a power cut
    /// may take it.
    pub async fn open_passing(path: &Path, readers: u32) -> Result<Self> {
        Self::open_sqlite(path, readers, SqliteSynchronous::Off).await
    }

    async fn open_sqlite(path: &Path, readers: u32, synchronous: SqliteSynchronous) -> Result<Self> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)?;
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(synchronous)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .pragma("temp_store", "memory")
            .pragma("cache_size", "-65536")
            .statement_cache_capacity(256);
        // The writer first, so that the WAL files exist when the first reader opens them.
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            // A file does not hang up.
            .test_before_acquire(false)
            .acquire_timeout(Duration::from_secs(30))
            .connect_with(options.clone().optimize_on_close(true, None))
            .await?;
        let reader = Readers::open(options.read_only(true), readers).await?;
        Ok(Self::over(Pool::Sqlite { writer, reader }))
    }

    fn over(pool: Pool) -> Self {
        Self { pool, committed: Arc::default(), watch: None }
    }

    /// The pools, for a query.
    pub(crate) fn queried(&self) -> &Pool {
        if let Some(watch) = &self.watch {
            watch.store(true, Ordering::Relaxed);
        }
        &self.pool
    }

    /// The same database, and a mark that turns true with the first query through the new handle.
    pub fn watched(&self) -> (Self, Arc<AtomicBool>) {
        let watch = Arc::new(AtomicBool::new(false));
        (Self { watch: Some(watch.clone()), ..self.clone() }, watch)
    }

    /// The last event that this process has committed, without asking the database; 0 before the first. What other
    /// processes commit is in the log only.
    pub fn committed(&self) -> i64 {
        self.committed.load(Ordering::Acquire)
    }

    /// Brings the schema up to date; returns how many migrations were applied.
    pub async fn migrate(&self) -> Result<usize> {
        let before = self.applied_migrations().await.unwrap_or(0);
        match &self.pool {
            Pool::Sqlite { writer, .. } => SQLITE_MIGRATIONS.run(writer).await?,
            Pool::Postgres(pool) => POSTGRES_MIGRATIONS.run(pool).await?,
        }
        Ok(self.applied_migrations().await?.saturating_sub(before))
    }

    async fn applied_migrations(&self) -> Result<usize> {
        let count: i64 =
            on_pool!(self, conn => sqlx::query_scalar("select count(*) from _sqlx_migrations").fetch_one(conn).await)?;
        Ok(usize::try_from(count).unwrap_or_default())
    }

    pub fn backend(&self) -> Backend {
        match self.pool {
            Pool::Sqlite { .. } => Backend::Sqlite,
            Pool::Postgres(_) => Backend::Postgres,
        }
    }

    /// Starts a write. On SQLite it waits its turn at once, so that it can never fail half way for being second.
    pub async fn begin(&self) -> Result<Tx> {
        let open = match &self.pool {
            Pool::Sqlite { writer, .. } => Open::Sqlite(writer.begin_with("begin immediate").await?),
            Pool::Postgres(pool) => Open::Postgres(pool.begin().await?),
        };
        Ok(Tx { open, appended: None, committed: self.committed.clone() })
    }

    /// Waits for open work and closes every connection.
    pub async fn close(&self) {
        match &self.pool {
            Pool::Sqlite { writer, reader } => {
                reader.close().await;
                writer.close().await;
            }
            Pool::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Makes the transaction's writes last, and its event known to [`Store::committed`].
    pub async fn commit(self) -> Result<()> {
        match self.open {
            Open::Sqlite(tx) => tx.commit().await?,
            Open::Postgres(tx) => tx.commit().await?,
        }
        if let Some(seq) = self.appended {
            self.committed.fetch_max(seq, Ordering::AcqRel);
        }
        Ok(())
    }
}
