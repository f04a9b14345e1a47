//! What can go wrong with the store, worded for the one who runs the bot.

/// Why the store could not do what it was asked. Nothing is half written then.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be opened.
    #[error("cannot open the database {place}: {reason}")]
    Open {
        /// The file, or the server.
        place: String,
        /// What the system said.
        reason: String,
    },
    /// Another process has the SQLite file.
    #[error(
        "the database {place} is in use by another Daybook. One SQLite file serves one process: stop the other \
         one, or move to PostgreSQL (store.url) to run several"
    )]
    InUse {
        /// The file.
        place: String,
    },
    /// A newer Daybook has written this database.
    #[error(
        "the database {place} was written by a newer version of Daybook (its migration {migration} is unknown \
         here). It was not touched: run the newer version, or restore a backup"
    )]
    Newer {
        /// The file, or the server.
        place: String,
        /// The migration that this version does not have.
        migration: i64,
    },
    /// A migration failed.
    #[error("cannot bring the database {place} up to date: {reason}")]
    Migration {
        /// The file, or the server.
        place: String,
        /// What failed.
        reason: String,
    },
    /// Somebody else holds the database for too long.
    #[error("the database is locked by another program (a backup, a database browser?): {0}")]
    Locked(#[source] sqlx::Error),
    /// There is no room left.
    #[error("the disk with the database is full: make room, and Daybook goes on by itself: {0}")]
    Full(#[source] sqlx::Error),
    /// The database may not be written.
    #[error("the database is read-only: give Daybook the right to write the file and its folder: {0}")]
    ReadOnly(#[source] sqlx::Error),
    /// The file is not sound any more.
    #[error("the database is damaged: stop Daybook and restore a backup: {0}")]
    Damaged(#[source] sqlx::Error),
    /// The server does not answer.
    #[error("the database server cannot be reached; Daybook goes on when it is back: {0}")]
    Unreachable(#[source] sqlx::Error),
    /// The database refused a statement.
    #[error("the database failed: {0}")]
    Database(#[source] sqlx::Error),
    /// A row holds what this version cannot read.
    #[error("{table} {id} in the database cannot be read: {reason}")]
    Row {
        /// Which table.
        table: &'static str,
        /// Which row.
        id: i64,
        /// What is wrong with it.
        reason: String,
    },
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(inside) => match inside.code().as_deref().map(Kind::of) {
                Some(Kind::Locked) => Self::Locked(error),
                Some(Kind::Full) => Self::Full(error),
                Some(Kind::ReadOnly) => Self::ReadOnly(error),
                Some(Kind::Damaged) => Self::Damaged(error),
                Some(Kind::Unreachable) => Self::Unreachable(error),
                Some(Kind::Other) | None => Self::Database(error),
            },
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::Tls(_) => Self::Unreachable(error),
            _ => Self::Database(error),
        }
    }
}

/// What a database's error code means for the one who runs the bot.
#[derive(Debug, PartialEq, Eq)]
enum Kind {
    Locked,
    Full,
    ReadOnly,
    Damaged,
    Unreachable,
    Other,
}

impl Kind {
    /// SQLite's result codes are numbers (the low byte is the primary one); PostgreSQL's have five characters,
    /// of which two are the class.
    fn of(code: &str) -> Self {
        match code {
            "53100" => return Self::Full,
            "25006" => return Self::ReadOnly,
            "55P03" => return Self::Locked,
            "XX001" | "XX002" => return Self::Damaged,
            "57P01" | "57P02" | "57P03" => return Self::Unreachable,
            postgres if postgres.len() == 5 && postgres.starts_with("08") => return Self::Unreachable,
            postgres if postgres.len() == 5 => return Self::Other,
            _ => {}
        }
        match code.parse::<u32>().map(|code| code & 0xff) {
            Ok(5 | 6) => Self::Locked,
            Ok(8) => Self::ReadOnly,
            Ok(11 | 26) => Self::Damaged,
            Ok(13) => Self::Full,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_both_databases_are_told_apart() {
        // Extended codes of SQLite keep the primary one in their low byte: 517 is SQLITE_BUSY_SNAPSHOT.
        for (code, kind) in [
            ("5", Kind::Locked),
            ("517", Kind::Locked),
            ("8", Kind::ReadOnly),
            ("1032", Kind::ReadOnly),
            ("11", Kind::Damaged),
            ("13", Kind::Full),
            ("1555", Kind::Other),
            ("53100", Kind::Full),
            ("25006", Kind::ReadOnly),
            ("57P01", Kind::Unreachable),
            ("08006", Kind::Unreachable),
            ("23505", Kind::Other),
        ] {
            assert_eq!(Kind::of(code), kind, "{code}");
        }
    }
}
