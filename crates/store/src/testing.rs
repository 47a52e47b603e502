//! Throw-away databases: a SQLite file in a temporary folder, a schema of its own on PostgreSQL.

use std::time::Duration;

use sqlx::{AssertSqlSafe, PgPool, postgres::PgPoolOptions};
use tempfile::TempDir;

use crate::{Store, db::Pool};

/// Names the PostgreSQL for tests; `scripts/postgres.sh` starts one and sets it.
pub const TEST_DATABASE_URL: &str = "TEST_DATABASE_URL";

/// A migrated database that nobody else uses.
#[derive(Debug)]
pub struct TestDatabase {
    pub store: Store,
    /// What another process would open.
    address: String,
    place: Place,
}

#[derive(Debug)]
enum Place {
    File { _folder: TempDir },
    Schema { name: String, address: String },
}

impl TestDatabase {
    /// A SQLite file. Migrating one takes less time than finding out whether a copy would do.
    pub async fn sqlite() -> Self {
        let folder = TempDir::with_prefix("longan-test-").expect("the temporary folder can be written");
        let address = format!("sqlite:{}", folder.path().join("test.db").display());
        let store = Store::open(&address, 4).await.expect("a new file can be opened");
        store.migrate().await.expect("the migrations apply to an empty file");
        Self { store, address, place: Place::File { _folder: folder } }
    }

    /// A schema on the PostgreSQL of [`TEST_DATABASE_URL`]; `None` when that is not set.
    pub async fn postgres() -> Option<Self> {
        #[expect(clippy::disallowed_methods, reason = "tests have no configuration but this one address")]
        let address = std::env::var(TEST_DATABASE_URL).ok()?;
        let admin = connect(&address).await;
        // The server counts, so that tests in different processes never meet.
        let number: i64 = sqlx::query_scalar("select (extract(epoch from clock_timestamp()) * 1000000)::bigint")
            .fetch_one(&admin)
            .await
            .expect("the server tells the time");
        let name = format!("test_{}_{number}", std::process::id());
        sqlx::query(AssertSqlSafe(format!("create schema {name}")))
            .execute(&admin)
            .await
            .expect("the test user may create schemas");
        admin.close().await;
        let joint = if address.contains('?') { '&' } else { '?' };
        let own = format!("{address}{joint}options[search_path]={name}");
        let store = Store::open(&own, 4).await.expect("the server takes a second connection");
        store.migrate().await.expect("the migrations apply to an empty schema");
        Some(Self { store, address: own, place: Place::Schema { name, address } })
    }

    /// Opens it once more, as another process does: the two share nothing but the database.
    pub async fn open_again(&self) -> Store {
        Store::open(&self.address, 4).await.expect("what was opened once can be opened twice")
    }

    /// Removes it. A test that fails leaves its schema for whoever wants to look.
    pub async fn remove(self) {
        self.store.close().await;
        if let Place::Schema { name, address } = self.place {
            let admin = connect(&address).await;
            sqlx::query(AssertSqlSafe(format!("drop schema {name} cascade")))
                .execute(&admin)
                .await
                .expect("the schema is ours");
            admin.close().await;
        }
    }

    /// Runs SQL past every rule, to see what the rules do about it.
    pub async fn tamper(&self, sql: &str) {
        tamper(&self.store, sql).await;
    }
}

/// As [`TestDatabase::tamper`], for a database that a program under test has made.
pub async fn tamper(store: &Store, sql: &str) {
    let done = match &store.pool {
        Pool::Sqlite { writer, .. } => sqlx::query(AssertSqlSafe(sql.to_owned())).execute(writer).await.map(drop),
        Pool::Postgres(pool) => sqlx::query(AssertSqlSafe(sql.to_owned())).execute(pool).await.map(drop),
    };
    done.expect("the statement is right");
}

async fn connect(address: &str) -> PgPool {
    PgPoolOptions::new()
        .max_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        .connect(address)
        .await
        .expect("TEST_DATABASE_URL names a PostgreSQL that runs")
}
