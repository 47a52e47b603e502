//! A consistent copy of a running SQLite database.

use std::path::Path;

use crate::{Error, Result, Store, db::Pool, readers::with_reader};

impl Store {
    /// Writes a consistent copy of the database to `file`, which must not exist, while others go on reading and
    /// writing; then checks the copy. PostgreSQL is copied by `pg_dump` instead.
    pub async fn copy_to(&self, file: &Path) -> Result<()> {
        let Pool::Sqlite { reader, .. } = &self.pool else {
            return Err(Error::Address("only SQLite is copied as a file".into()));
        };
        let target = file.to_string_lossy().into_owned();
        with_reader!(reader, conn => sqlx::query("vacuum into $1").bind(&target).execute(conn).await)?;
        let copy = Self::open(&format!("sqlite:{target}"), 1).await?;
        let verdict = copy.check_integrity().await;
        copy.close().await;
        verdict
    }

    /// Asks SQLite whether every page and index holds.
    async fn check_integrity(&self) -> Result<()> {
        let Pool::Sqlite { reader, .. } = &self.pool else { return Ok(()) };
        let verdict: String =
            with_reader!(reader, conn => sqlx::query_scalar("pragma integrity_check").fetch_one(conn).await)?;
        if verdict == "ok" { Ok(()) } else { Err(Error::inconsistent("database", "integrity_check", verdict)) }
    }
}
