//! Where SQLite and PostgreSQL differ; everything else is the same statement for both.

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    Sqlite,
    Postgres,
}

/// A column of rows that are sent as JSON.
#[derive(Clone, Copy, Debug)]
pub(super) enum Column {
    Number(&'static str),
    Text(&'static str),
}

impl Dialect {
    /// Begins a transaction that will write. SQLite has one writer: it is better to wait for one's turn
    /// now than to be refused in the middle.
    pub(super) fn begin(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN IMMEDIATE",
            Self::Postgres => "BEGIN",
        }
    }

    /// Locks the rows of `table` that a `SELECT` found, and leaves out those that others hold.
    pub(super) fn lock(self, table: &str) -> String {
        match self {
            Self::Sqlite => String::new(),
            Self::Postgres => format!("FOR UPDATE OF {table} SKIP LOCKED"),
        }
    }

    /// The rows that are sent as a JSON list of objects in a parameter, as a table.
    pub(super) fn rows(self, parameter: u8, columns: &[Column]) -> String {
        let listed = columns.iter().map(|column| self.column(*column)).collect::<Vec<_>>().join(", ");
        match self {
            Self::Sqlite => format!("(SELECT {listed} FROM json_each(${parameter}))"),
            Self::Postgres => {
                format!("(SELECT * FROM json_to_recordset(${parameter}::json) AS sent ({listed}))")
            }
        }
    }

    fn column(self, column: Column) -> String {
        match (self, column) {
            (Self::Sqlite, Column::Number(name) | Column::Text(name)) => {
                format!("value ->> '{name}' AS {name}")
            }
            (Self::Postgres, Column::Number(name)) => format!("{name} bigint"),
            (Self::Postgres, Column::Text(name)) => format!("{name} text"),
        }
    }
}
