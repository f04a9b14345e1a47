//! Databases for tests: an SQLite file in a folder of its own, a PostgreSQL database of its own.

use std::path::PathBuf;
use std::process::Command;

use daybook::store::{Database, Settings, Store as _, StoreError};
use sqlx::{Connection as _, Executor as _, PgConnection};
use tempfile::TempDir;

use super::skipped::skipped;

/// Where the tests' PostgreSQL server is, as `postgres://user:password@host/database`.
const URL: &str = "TEST_POSTGRES_URL";

/// A database that goes away with this.
pub(crate) struct Place {
    kind: Kind,
}

enum Kind {
    File(TempDir),
    Disk(SmallDisk),
    Postgres { server: String, name: String },
}

/// A small file system in memory.
struct SmallDisk {
    folder: TempDir,
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        Command::new("umount").arg("-l").arg(self.folder.path()).status().ok();
    }
}

impl Place {
    pub(crate) fn file() -> Self {
        Self { kind: Kind::File(tempfile::tempdir().unwrap()) }
    }

    /// A file on a disk of its own, with little room; none, and a word about it, where this process may not mount.
    pub(crate) fn small_disk() -> Option<(Self, PathBuf)> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=600k", "tmpfs"])
            .arg(folder.path())
            .output();
        if !mounted.is_ok_and(|mounted| mounted.status.success()) {
            skipped("a disk with little room: only root may mount one");
            return None;
        }
        let path = folder.path().to_owned();
        Some((Self { kind: Kind::Disk(SmallDisk { folder }) }, path))
    }

    /// A new database on the tests' server; none, and a word about it, where there is no server.
    pub(crate) async fn postgres() -> Option<Self> {
        let Ok(server) = std::env::var(URL) else {
            skipped(&format!(
                "no PostgreSQL server: name one in {URL}, such as postgres://postgres@127.0.0.1/postgres"
            ));
            return None;
        };
        let name = format!("daybook_test_{:016x}", rand::random::<u64>());
        execute(&server, format!("CREATE DATABASE {name}")).await;
        Some(Self { kind: Kind::Postgres { server, name } })
    }

    pub(crate) fn settings(&self) -> Settings {
        match &self.kind {
            Kind::File(_) | Kind::Disk(_) => Settings::file(self.path()),
            Kind::Postgres { server, name } => {
                let (start, _) = server.rsplit_once('/').expect("an address with a database");
                Settings::postgres(format!("{start}/{name}"))
            }
        }
    }

    /// The SQLite file.
    pub(crate) fn path(&self) -> PathBuf {
        match &self.kind {
            Kind::File(folder) => folder.path().join("inside/daybook.sqlite"),
            Kind::Disk(disk) => disk.folder.path().join("daybook.sqlite"),
            Kind::Postgres { .. } => panic!("PostgreSQL has no file"),
        }
    }

    pub(crate) async fn open(&self) -> Result<Database, StoreError> {
        Database::open(&self.settings()).await
    }

    /// Closes the store, and takes the database away.
    pub(crate) async fn leave(&self, store: Database) {
        store.close().await;
        self.clear().await;
    }

    /// Takes the database away; a file goes with its folder.
    pub(crate) async fn clear(&self) {
        if let Kind::Postgres { server, name } = &self.kind {
            execute(server, format!("DROP DATABASE {name} WITH (FORCE)")).await;
        }
    }
}

impl Place {
    /// Runs a statement on the server that the database is on, beside it.
    pub(crate) async fn on_server(&self, statement: impl FnOnce(&str) -> String) {
        let Kind::Postgres { server, name } = &self.kind else { panic!("a file has no server") };
        execute(server, statement(name)).await;
    }
}

async fn execute(server: &str, statement: String) {
    let mut connection = PgConnection::connect(server).await.expect("the tests' PostgreSQL server");
    connection.execute(sqlx::AssertSqlSafe(statement)).await.expect("a right to make databases");
}
