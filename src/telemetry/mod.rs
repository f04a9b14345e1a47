//! Logs: to stderr, as text for people or JSON for machines.
//!
//! A failure is logged once, where it is handled. No log holds the token: it is never
//! part of a message, and its own `Debug` shows nothing.

use std::io::IsTerminal as _;

use serde::{Deserialize, Serialize};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::util::{SubscriberInitExt as _, TryInitError};

/// What is logged, and how.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// A level, or levels by part, as `tracing-subscriber` reads them.
    pub filter: String,
    /// How a line looks.
    pub format: Format,
}

/// How a log line looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// For people.
    Text,
    /// For machines, one object a line.
    Json,
}

/// Chatter of the libraries below, silenced unless the filter names them itself.
const QUIET: &str = "serenity=warn,poise=warn,tracing::span=off,hyper=warn,reqwest=warn,sqlx=warn";

impl Settings {
    /// What is wrong with the values: the key, and a sentence about it.
    #[must_use]
    pub fn problems(&self) -> Vec<(&'static str, String)> {
        let wrong = |error| ("filter", format!("{:?} is not a log filter: {error}", self.filter));
        EnvFilter::try_new(&self.filter).err().map(wrong).into_iter().collect()
    }

    fn to_filter(&self) -> EnvFilter {
        EnvFilter::new(format!("{QUIET},{}", self.filter))
    }
}

/// Starts logging; the first call in a process wins.
///
/// # Errors
/// When something else logs already.
pub fn start(settings: &Settings) -> Result<(), TryInitError> {
    let lines = tracing_subscriber::fmt()
        .with_env_filter(settings.to_filter())
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    match settings.format {
        Format::Text => lines.with_target(false).finish().try_init(),
        Format::Json => lines.json().flatten_event(true).finish().try_init(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_filter_is_a_problem_and_a_good_one_is_none() {
        let problems =
            |filter: &str| Settings { filter: filter.into(), format: Format::Text }.problems().len();
        assert_eq!(problems("info,daybook::delivery=debug"), 0);
        assert_eq!(problems("daybook=loudly"), 1);
    }
}
