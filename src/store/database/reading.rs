//! Opening the database to read what is kept: beside whoever has it, without making, changing or holding anything.

use std::path::Path;
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions, install_default_drivers};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AnyPool, ConnectOptions as _, Executor as _};

use super::Database;
use super::dialect::Dialect;
use super::open::{cannot_open, database, newest};
use crate::store::{Result, Settings, StoreError};

/// Somebody waits at a terminal.
const PATIENCE: Duration = Duration::from_secs(3);

/// What a connection to PostgreSQL begins with.
const READ_ONLY: &str = "SET default_transaction_read_only = on";

impl Database {
    /// Opens the database to read it: whatever would write fails. Nothing if there is no file.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read, or is of another version.
    pub async fn open_to_read(settings: &Settings) -> Result<Option<Self>> {
        install_default_drivers();
        if !settings.url.is_empty() {
            return read_server(&settings.url).await.map(Some);
        }
        if !settings.path.exists() {
            return Ok(None);
        }
        read_file(&settings.path).await.map(Some)
    }
}

/// Where there is a write-ahead log somebody has the file, or had it and died: it is read with the log. Where there is
/// none nobody has it, and it is read as it lies there, so that no log is made.
async fn read_file(path: &Path) -> Result<Database> {
    let place = path.display().to_string();
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let options = SqliteConnectOptions::new().filename(path).read_only(true);
    let options = options.immutable(!Path::new(&log).exists());
    let options = AnyConnectOptions::from_url(&options.to_url_lossy());
    let options = options.map_err(|error| cannot_open(&place, &error))?;
    let pool = AnyPoolOptions::new()
        .max_connections(1)
        .acquire_timeout(PATIENCE)
        .connect_with(options.disable_statement_logging())
        .await
        .map_err(|error| cannot_open(&place, &error))?;
    of_this_version(pool, Dialect::Sqlite, place).await
}

async fn read_server(url: &str) -> Result<Database> {
    let options: AnyConnectOptions = url.parse().map_err(|error| cannot_open("on PostgreSQL", &error))?;
    let place = format!("on PostgreSQL at {}", options.database_url.host_str().unwrap_or("a local socket"));
    let pool = AnyPoolOptions::new()
        .max_connections(1)
        .acquire_timeout(PATIENCE)
        .after_connect(|connection, _| Box::pin(async move { connection.execute(READ_ONLY).await.map(drop) }))
        .connect_with(options.disable_statement_logging())
        .await
        .map_err(|error| cannot_open(&place, &error))?;
    of_this_version(pool, Dialect::Postgres, place).await
}

/// Another version's tables may mean something else.
async fn of_this_version(pool: AnyPool, dialect: Dialect, place: String) -> Result<Database> {
    let version = "SELECT max(version) FROM _sqlx_migrations";
    let found: i64 =
        sqlx::query_scalar(version).fetch_one(&pool).await.map_err(|error| cannot_open(&place, &error))?;
    match found.cmp(&newest(dialect)) {
        std::cmp::Ordering::Equal => Ok(database(pool, dialect, None)),
        std::cmp::Ordering::Greater => Err(StoreError::Newer { place, migration: found }),
        std::cmp::Ordering::Less => Err(cannot_open(
            &place,
            &"it is of an older version: the bot brings it up to date when it starts",
        )),
    }
}
