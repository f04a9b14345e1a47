//! Opening the file, and bringing it up to date.

use std::borrow::Cow;
use std::path::Path;
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{SqlSafeStr, SqlitePool};

use super::Sqlite;
use crate::store::{Result, Settings, StoreError};

/// How long a statement waits for another process that holds the file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(15);

/// Readers beside the one writer that SQLite has.
const CONNECTIONS: u32 = 4;

/// Every migration, in order; one that was released is never changed.
const MIGRATIONS: &[(i64, &str, &str)] =
    &[(1, "subscriptions and ledger", include_str!("../migrations/0001_subscriptions_and_ledger.sql"))];

impl Sqlite {
    /// Opens the database, makes it if it is not there, and applies the migrations that it lacks.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be opened or written, or was written by a newer version;
    /// such a file is left as it is.
    pub async fn open(settings: &Settings) -> Result<Self> {
        let path = &settings.path;
        make_folder(path)?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT);
        let pool = SqlitePoolOptions::new()
            .max_connections(CONNECTIONS)
            .connect_with(options)
            .await
            .map_err(|error| cannot_open(path, &error))?;
        migrate(&pool, path).await?;
        Ok(Self { pool })
    }
}

fn make_folder(path: &Path) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.map_or(Ok(()), std::fs::create_dir_all).map_err(|error| cannot_open(path, &error))
}

fn cannot_open(path: &Path, reason: &impl ToString) -> StoreError {
    StoreError::Open { path: path.display().to_string(), reason: reason.to_string() }
}

async fn migrate(pool: &SqlitePool, path: &Path) -> Result<()> {
    let migrations = MIGRATIONS
        .iter()
        .map(|(version, what, sql)| {
            let what = Cow::Borrowed(*what);
            Migration::new(*version, what, MigrationType::Simple, (*sql).into_sql_str(), false)
        })
        .collect();
    let path = path.display().to_string();
    Migrator::with_migrations(migrations).run(pool).await.map_err(|error| match error {
        MigrateError::VersionMissing(migration) => StoreError::Newer { path, migration },
        other => StoreError::Migration { path, reason: other.to_string() },
    })
}
