//! The store's settings.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Where the store keeps its data.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The SQLite file; its folder is made when it is not there.
    pub path: PathBuf,
}

impl Settings {
    /// What is wrong with the values: the key, and a sentence about it.
    #[must_use]
    pub fn problems(&self) -> Vec<(&'static str, String)> {
        if self.path.as_os_str().is_empty() {
            vec![("path", "is empty: name a file, such as daybook-data/daybook.sqlite".to_owned())]
        } else {
            vec![]
        }
    }
}
