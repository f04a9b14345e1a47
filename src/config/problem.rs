//! What is wrong with the settings, and where it came from.

use std::fmt;

use figment::Figment;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    sentence: String,
}

/// Everything that is wrong; a line each when shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    all: Vec<Problem>,
}

impl std::error::Error for Problems {}

impl Problems {
    /// Whether all is well.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Adds what is wrong with the value of `key` in `layered`.
    pub(super) fn add(&mut self, layered: &Figment, key: &str, what: impl fmt::Display) {
        let origin = layered.find_metadata(key).map_or("the defaults", |metadata| metadata.name.as_ref());
        self.all.push(Problem { sentence: format!("{key} {what} (from {origin})") });
    }

    pub(super) fn unreadable(&mut self, file: &str, reason: &str) {
        self.all.push(Problem { sentence: format!("cannot read the file {file}: {reason}") });
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<_> = self.all.iter().map(|problem| problem.sentence.as_str()).collect();
        f.write_str(&lines.join("\n"))
    }
}
