//! The store's settings.

use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Where the store keeps its data.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The SQLite file; its folder is made when it is not there.
    pub path: PathBuf,
    /// A PostgreSQL database in the file's place, as `postgres://user:password@host/database`; none if empty.
    pub url: String,
}

impl Settings {
    /// One SQLite file.
    #[must_use]
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), url: String::new() }
    }

    /// A PostgreSQL database.
    #[must_use]
    pub fn postgres(url: impl Into<String>) -> Self {
        Self { path: PathBuf::new(), url: url.into() }
    }

    /// The folder beside the SQLite file in which the search index of synced days is; none where there is no file.
    #[must_use]
    pub fn index_folder(&self) -> Option<PathBuf> {
        (!self.path.as_os_str().is_empty()).then(|| self.path.with_extension("search"))
    }

    /// What is wrong with the values: the key, and a sentence about it.
    #[must_use]
    pub fn problems(&self) -> Vec<(&'static str, String)> {
        let mut problems = Vec::new();
        if self.path.as_os_str().is_empty() && self.url.is_empty() {
            problems.push(("path", "is empty: name a file, such as daybook-data/daybook.sqlite".to_owned()));
        }
        if !self.url.is_empty() && !is_postgres(&self.url) {
            // The address may hold a password: it is not repeated.
            let sentence = "is no PostgreSQL address: write postgres://user:password@host/database";
            problems.push(("url", sentence.to_owned()));
        }
        problems
    }
}

fn is_postgres(url: &str) -> bool {
    ["postgres://", "postgresql://"].iter().any(|scheme| url.len() > scheme.len() && url.starts_with(scheme))
}

impl fmt::Debug for Settings {
    /// Without the address, which may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = if self.url.is_empty() { "none" } else { "set" };
        f.debug_struct("Settings").field("path", &self.path).field("url", &url).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_is_not_postgresqls_is_a_problem_and_is_not_repeated() {
        let settings = Settings { path: "a".into(), url: "mysql://root:secret@host/db".into() };
        let problems = settings.problems();
        assert_eq!(problems.len(), 1);
        assert!(!problems[0].1.contains("secret"));
        let sound = Settings::postgres("postgres://root:secret@host/db");
        assert!(sound.problems().is_empty());
        assert!(!format!("{sound:?}").contains("secret"));
    }
}
