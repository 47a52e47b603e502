//! The ways in which the store can fail.

/// A failed store operation.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database refused or could not be reached.
    #[error("database: {0}")]
    Driver(#[from] sqlx::Error),
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A row holds something that the program cannot have written.
    #[error("{table} {row}: {what}")]
    Inconsistent { table: &'static str, row: String, what: String },
    /// A value cannot be written as JSON.
    #[error("json: {0}")]
    Json(#[from] serde_json::Error),
    /// The address names no database that is supported.
    #[error("unsupported database address: {0}")]
    Address(String),
    #[error("file: {0}")]
    Io(#[from] std::io::Error),
    /// What was to become public has the index number of another document: nothing may be committed.
    #[error("index number {number} belongs to {title}")]
    IndexNumberTaken {
        number: String,
        /// As it is public, or was when it was taken down.
        title: String,
    },
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(crate) fn inconsistent(table: &'static str, row: impl ToString, what: impl ToString) -> Self {
        Self::Inconsistent { table, row: row.to_string(), what: what.to_string() }
    }

    /// The constraint that an insert or update violated.
    fn constraint(&self) -> Option<String> {
        match self {
            // SQLite names the columns, PostgreSQL the constraint.
            Self::Driver(sqlx::Error::Database(error)) if error.is_unique_violation() => {
                Some(error.constraint().map_or_else(|| error.message().to_owned(), str::to_owned))
            }
            _ => None,
        }
    }

    /// Whether the write would have broken the uniqueness of `table`'s `column`.
    pub fn is_taken(&self, table: &str, column: &str) -> bool {
        self.constraint()
            .is_some_and(|name| name.contains(&format!("{table}.{column}")) || name == format!("{table}_{column}_key"))
    }
}
