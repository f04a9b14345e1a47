//! What is wrong with a page, said so that its author can mend it.

use std::fmt::{self, Display};

/// One thing that is wrong: where it stands and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file.
    pub file: String,
    /// The entry in it, such as `event treaty-of-berlin-1926`; empty when it is the whole file.
    pub entry: String,
    /// The field of the entry; empty when it is the whole entry.
    pub field: String,
    /// What is wrong, with the values and the limits.
    pub what: String,
}

impl Problem {
    pub(super) fn new(file: &str, entry: &str, field: &str, what: impl Display) -> Self {
        Self {
            file: file.to_owned(),
            entry: entry.to_owned(),
            field: field.to_owned(),
            what: what.to_string(),
        }
    }
}

impl Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in [&self.file, &self.entry, &self.field] {
            if !place.is_empty() {
                write!(f, "{place}: ")?;
            }
        }
        f.write_str(&self.what)
    }
}

/// A file that is not a page of the almanac, with everything that is wrong in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct BadPage {
    problems: Vec<Problem>,
}

impl BadPage {
    pub(super) fn new(problems: Vec<Problem>) -> Self {
        Self { problems }
    }

    /// What is wrong, in the order of the file.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

/// The problems of one file, as they are found.
pub(super) struct Findings<'a> {
    file: &'a str,
    problems: Vec<Problem>,
}

impl<'a> Findings<'a> {
    pub(super) fn new(file: &'a str) -> Self {
        Self { file, problems: vec![] }
    }

    pub(super) fn add(&mut self, entry: &str, field: &str, what: impl Display) {
        self.problems.push(Problem::new(self.file, entry, field, what));
    }

    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }
}
