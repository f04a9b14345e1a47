//! What can go wrong with the store, worded for the one who runs the bot.

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database's folder or file cannot be used.
    #[error("cannot open the database {path}: {reason}")]
    Open {
        /// The database file.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// A newer Daybook has written this database.
    #[error(
        "the database {path} was written by a newer version of Daybook (its migration {migration} is unknown \
         here). It was not touched: run the newer version, or restore a backup"
    )]
    Newer {
        /// The database file.
        path: String,
        /// The migration that this version does not have.
        migration: i64,
    },
    /// A migration failed.
    #[error("cannot bring the database {path} up to date: {reason}")]
    Migration {
        /// The database file.
        path: String,
        /// What failed.
        reason: String,
    },
    /// The database refused a statement.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
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
