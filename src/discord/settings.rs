//! How to reach Discord.

use serde::{Deserialize, Serialize};

use super::Shards;

/// How to reach Discord, and how hard to lean on it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Where REST requests go: Discord itself, or a rate-limiting proxy.
    pub api_base: String,
    /// Posts and other REST requests a second, 1 to 5000; Discord allows a bot 50, if it has not granted more.
    pub requests_per_second: u16,
    /// Which shards this process runs, as `0..4/16`; all if empty.
    pub shards: Shards,
}

impl Settings {
    /// What is wrong with the values: the key, and a sentence about it.
    #[must_use]
    pub fn problems(&self) -> Vec<(&'static str, String)> {
        let mut problems = Vec::new();
        if reqwest::Url::parse(&self.api_base).map_or(true, |url| !matches!(url.scheme(), "http" | "https")) {
            problems.push(("api_base", format!("{:?} is not an http or https address", self.api_base)));
        }
        if !(1..=5000).contains(&self.requests_per_second) {
            let sentence = format!("is {}: choose 1 to 5000", self.requests_per_second);
            problems.push(("requests_per_second", sentence));
        }
        problems
    }
}
