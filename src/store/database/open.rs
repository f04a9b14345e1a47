//! Opening the database, and bringing it up to date.

use std::borrow::Cow;
use std::fs::{File, TryLockError};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions, install_default_drivers};
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AnyConnection, AnyPool, ConnectOptions as _, Connection as _, Executor as _, SqlSafeStr as _};

use super::dialect::Dialect;
use super::statements::Statements;
use super::{Database, deliveries};
use crate::store::{Result, Settings, StoreError};

/// Readers beside the one writer that SQLite has.
const SQLITE_CONNECTIONS: u32 = 4;

/// What a process needs of a PostgreSQL server, which is shared.
const POSTGRES_CONNECTIONS: u32 = 8;

/// How long a statement waits for a connection, before the database counts as unreachable.
const PATIENCE: Duration = Duration::from_secs(10);

/// What every connection to SQLite begins with: a write-ahead log that is on the disk after each commit,
/// foreign keys, and patience with another program that holds the file.
const PRAGMAS: &str = "PRAGMA busy_timeout = 15000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                       PRAGMA foreign_keys = ON";

/// What every connection to PostgreSQL begins with. A morning fills a ledger that was all but empty when its statistics
/// were taken; with these the planner follows the indices all the same, instead of sorting what waits at each claim.
const MANNERS: &str =
    "SET enable_bitmapscan = off; SET enable_sort = off; SET enable_hashjoin = off; SET jit = off";

type Step = (i64, &'static str, &'static str);

/// Every migration, in order; one that was released is never changed.
const SQLITE: &[Step] = &[
    (1, "subscriptions and ledger", include_str!("../migrations/sqlite/0001_subscriptions_and_ledger.sql")),
    (
        2,
        "notices, failures, feed cache",
        include_str!("../migrations/sqlite/0002_notices_failures_feed_cache.sql"),
    ),
    (3, "moderators", include_str!("../migrations/sqlite/0003_moderators.sql")),
    (4, "feed cache, packed", include_str!("../migrations/sqlite/0004_feed_cache_packed.sql")),
];

/// The same for PostgreSQL, which came later.
const POSTGRES: &[Step] = &[
    (
        1,
        "subscriptions, ledger, notices, feed cache",
        include_str!("../migrations/postgres/0001_subscriptions_ledger_notices_feed_cache.sql"),
    ),
    (2, "moderators", include_str!("../migrations/postgres/0002_moderators.sql")),
    (3, "feed cache, packed", include_str!("../migrations/postgres/0003_feed_cache_packed.sql")),
];

impl Database {
    /// Opens the database, makes the file if it is not there, and applies the migrations that it lacks.
    ///
    /// An SQLite file belongs to one process: what a process that died had claimed is free again at
    /// once. On PostgreSQL the leases of others run out.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be opened or written, is in use, or was written by a
    /// newer version; it is left as it is then.
    pub async fn open(settings: &Settings) -> Result<Self> {
        install_default_drivers();
        if !settings.url.is_empty() {
            return connect(&settings.url).await;
        }
        let place = settings.path.display().to_string();
        make_folder(&settings.path).map_err(|error| cannot_open(&place, &error))?;
        let lock = lock(&settings.path, &place)?;
        open_file(&settings.path, Some(lock)).await
    }

    /// Opens the database although a running bot may have it: what is claimed stays claimed. A file that is not there
    /// is made only if `may_create`.
    ///
    /// # Errors
    /// As [`Database::open`]; and when a running bot has another version.
    pub async fn open_beside(settings: &Settings, may_create: bool) -> Result<Self> {
        if settings.url.is_empty() && !may_create && !settings.path.exists() {
            let place = settings.path.display().to_string();
            return Err(cannot_open(
                &place,
                &"there is no such file. Name another one with --set store.path=FILE",
            ));
        }
        match Self::open(settings).await {
            Err(StoreError::InUse { place }) => {
                is_up_to_date(&settings.path, &place).await?;
                open_file(&settings.path, None).await
            }
            other => other,
        }
    }

    /// The same for work that takes long: the database is made where there is none, and nobody is kept from it. A bot
    /// that is running goes on, and one that is started meanwhile finds it free.
    ///
    /// # Errors
    /// As [`Database::open_beside`].
    pub async fn open_shared(settings: &Settings) -> Result<Self> {
        let mut database = Self::open_beside(settings, true).await?;
        database.lock = None;
        Ok(database)
    }
}

/// Whether the one who has the file is of this version: its tables are not to be changed under its feet.
async fn is_up_to_date(path: &Path, place: &str) -> Result<()> {
    let options = SqliteConnectOptions::new().filename(path).read_only(true);
    let unreadable = |error: sqlx::Error| cannot_open(place, &error);
    let mut connection = options.connect().await.map_err(unreadable)?;
    let newest = "SELECT max(version) FROM _sqlx_migrations";
    let newest: i64 = sqlx::query_scalar(newest).fetch_one(&mut connection).await.map_err(unreadable)?;
    connection.close().await.map_err(unreadable)?;
    if SQLITE.last().is_some_and(|(version, ..)| *version == newest) {
        return Ok(());
    }
    Err(cannot_open(place, &"it is in use by another version of Daybook: use that one, or stop it first"))
}

/// The migration that this version writes last.
pub(super) fn newest(dialect: Dialect) -> i64 {
    let steps = match dialect {
        Dialect::Sqlite => SQLITE,
        Dialect::Postgres => POSTGRES,
    };
    steps.last().map_or(0, |(version, ..)| *version)
}

/// With the lock the file is this process's alone, and what a dead one had claimed is taken back.
async fn open_file(path: &Path, lock: Option<File>) -> Result<Database> {
    let place = path.display().to_string();
    let options = SqliteConnectOptions::new().filename(path);
    refuse_newer(&options, path, &place).await?;
    let options = AnyConnectOptions::from_url(&options.create_if_missing(true).to_url_lossy());
    let options = options.map_err(|error| cannot_open(&place, &error))?;
    let pool = AnyPoolOptions::new()
        .max_connections(SQLITE_CONNECTIONS)
        .acquire_timeout(PATIENCE)
        .after_connect(|connection, _| Box::pin(begin_well(connection)))
        .after_release(|connection, _| Box::pin(end_well(connection)))
        .connect_with(options.disable_statement_logging())
        .await
        .map_err(|error| cannot_open(&place, &error))?;
    if lock.is_none() {
        return Ok(database(pool, Dialect::Sqlite, None));
    }
    migrate(&pool, SQLITE, place).await?;
    let database = database(pool, Dialect::Sqlite, lock);
    deliveries::take_back_all(&database).await?;
    Ok(database)
}

async fn connect(url: &str) -> Result<Database> {
    let options: AnyConnectOptions = url.parse().map_err(|error| cannot_open("on PostgreSQL", &error))?;
    let place = format!("on PostgreSQL at {}", options.database_url.host_str().unwrap_or("a local socket"));
    let pool = AnyPoolOptions::new()
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(PATIENCE)
        .after_connect(|connection, _| Box::pin(async move { connection.execute(MANNERS).await.map(drop) }))
        .connect_with(options.disable_statement_logging())
        .await
        .map_err(|error| cannot_open(&place, &error))?;
    migrate(&pool, POSTGRES, place).await?;
    Ok(database(pool, Dialect::Postgres, None))
}

pub(super) fn database(pool: AnyPool, dialect: Dialect, lock: Option<File>) -> Database {
    let lock = lock.map(Arc::new);
    Database { pool, dialect, statements: Arc::new(Statements::new(dialect)), lock }
}

async fn begin_well(connection: &mut AnyConnection) -> std::result::Result<(), sqlx::Error> {
    connection.execute(PRAGMAS).await.map(drop)
}

/// After some errors (a full disk) SQLite has rolled back by itself, and the connection still believes in its
/// transaction: such a one is closed. The ping lets a rollback that is under way end first.
async fn end_well(connection: &mut AnyConnection) -> std::result::Result<bool, sqlx::Error> {
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

fn make_folder(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.map_or(Ok(()), std::fs::create_dir_all)
}

/// Holds the file for this process, by a lock on a small file beside it: the database's own is SQLite's.
/// The system lets go of it when the process ends, however that is.
fn lock(path: &Path, place: &str) -> Result<File> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let file = File::options().create(true).truncate(false).write(true).open(name);
    let needs = "Daybook needs the right to write the file and its folder";
    let file = file.map_err(|error| cannot_open(place, &format!("{error}. {needs}")))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse { place: place.to_owned() }),
        Err(TryLockError::Error(error)) => Err(cannot_open(place, &error)),
    }
}

/// Looks, without a right to write, whether a newer version has been here.
async fn refuse_newer(options: &SqliteConnectOptions, path: &Path, place: &str) -> Result<()> {
    if !path.exists() {
        return Ok(());
    }
    let unreadable = |error: sqlx::Error| cannot_open(place, &error);
    let mut connection = options.clone().read_only(true).connect().await.map_err(unreadable)?;
    let newest = "SELECT max(version) FROM _sqlx_migrations";
    let known = "SELECT count(*) FROM sqlite_master WHERE name = '_sqlx_migrations'";
    let is_ours: i64 = sqlx::query_scalar(known).fetch_one(&mut connection).await.map_err(unreadable)?;
    let newest: Option<i64> = match is_ours {
        0 => None,
        _ => sqlx::query_scalar(newest).fetch_one(&mut connection).await.map_err(unreadable)?,
    };
    connection.close().await.map_err(unreadable)?;
    match newest {
        Some(migration) if SQLITE.iter().all(|(version, ..)| *version < migration) => {
            Err(StoreError::Newer { place: place.to_owned(), migration })
        }
        _ => Ok(()),
    }
}

pub(super) fn cannot_open(place: &str, reason: &impl ToString) -> StoreError {
    StoreError::Open { place: place.to_owned(), reason: reason.to_string() }
}

async fn migrate(pool: &AnyPool, steps: &[Step], place: String) -> Result<()> {
    let migrations = steps
        .iter()
        .map(|(version, what, sql)| {
            let what = Cow::Borrowed(*what);
            Migration::new(*version, what, MigrationType::Simple, (*sql).into_sql_str(), false)
        })
        .collect();
    Migrator::with_migrations(migrations).run(pool).await.map_err(|error| match error {
        MigrateError::VersionMissing(migration) => StoreError::Newer { place, migration },
        other => StoreError::Migration { place, reason: other.to_string() },
    })
}
