//! Throw-away databases: a SQLite file in a temporary folder, a database of its own on the PostgreSQL server of the tests.

use std::hash::{DefaultHasher, Hash, Hasher};

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tempfile::TempDir;

use crate::{
    Store,
    db::{POSTGRES_MIGRATIONS, Pool},
};

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
    Server { name: String, address: String },
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

    /// A database on the server of [`TEST_DATABASE_URL`], a copy of one that was migrated once; `None` when that is not set.
    pub async fn postgres() -> Option<Self> {
        #[expect(clippy::disallowed_methods, reason = "tests have no configuration but this one address")]
        let address = std::env::var(TEST_DATABASE_URL).ok()?;
        let mut admin = connect(&address).await;
        let template = migrated_template(&mut admin, &address).await;
        // The server counts, so that tests in different processes never meet.
        let number: i64 = sqlx::query_scalar("select (extract(epoch from clock_timestamp()) * 1000000)::bigint")
            .fetch_one(&mut admin)
            .await
            .expect("the server tells the time");
        let name = format!("test_{}_{number}", std::process::id());
        run(&mut admin, format!("create database {name} template {template}")).await;
        admin.close().await.expect("the server hangs up");
        let own = within(&address, &name);
        let store = Store::open(&own, 4).await.expect("the server takes a second connection");
        Some(Self { store, address: own, place: Place::Server { name, address } })
    }

    /// Opens it once more, as another process does: the two share nothing but the database.
    pub async fn open_again(&self) -> Store {
        Store::open(&self.address, 4).await.expect("what was opened once can be opened twice")
    }

    /// Removes it. A test that fails leaves its database for whoever wants to look.
    pub async fn remove(self) {
        self.store.close().await;
        if let Place::Server { name, address } = self.place {
            let mut admin = connect(&address).await;
            run(&mut admin, format!("drop database {name} with (force)")).await;
            admin.close().await.expect("the server hangs up");
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

/// The name of the database that all others are copied from: made by whoever comes first, for every set of migrations one.
async fn migrated_template(admin: &mut PgConnection, address: &str) -> String {
    let mut migrations = DefaultHasher::new();
    POSTGRES_MIGRATIONS.iter().for_each(|one| one.checksum.hash(&mut migrations));
    let template = format!("test_template_{:016x}", migrations.finish());
    run(admin, "select pg_advisory_lock(93)".to_owned()).await;
    let is_there: bool = sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
        .bind(&template)
        .fetch_one(&mut *admin)
        .await
        .expect("the server lists its databases");
    if !is_there {
        // Under this name only when it is complete.
        let begun = format!("{template}_begun");
        run(admin, format!("drop database if exists {begun} with (force)")).await;
        run(admin, format!("create database {begun}")).await;
        let store = Store::open(&within(address, &begun), 1).await.expect("a new database can be opened");
        store.migrate().await.expect("the migrations apply to an empty database");
        store.close().await;
        run(admin, format!("alter database {begun} rename to {template}")).await;
    }
    run(admin, "select pg_advisory_unlock(93)".to_owned()).await;
    template
}

/// The address of another database of the same server.
fn within(address: &str, database: &str) -> String {
    let joint = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joint}dbname={database}")
}

async fn connect(address: &str) -> PgConnection {
    PgConnection::connect(address).await.expect("TEST_DATABASE_URL names a PostgreSQL that runs")
}

async fn run(admin: &mut PgConnection, sql: String) {
    sqlx::query(AssertSqlSafe(sql)).execute(admin).await.expect("the test user may create databases");
}
