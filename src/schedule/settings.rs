//! The schedule's settings.

use serde::{Deserialize, Serialize};

use super::Spacing;

/// How often a channel may get a post.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The least time between two posts of a schedule, in minutes, 1 to 1440.
    pub minimum_minutes: u32,
    /// How many subscriptions one server may have, 1 to 1000.
    pub most_per_server: u32,
}

impl Settings {
    /// What is wrong with the values: the key, and a sentence about it.
    #[must_use]
    pub fn problems(&self) -> Vec<(&'static str, String)> {
        let within = |key, value: u32, most: u32| {
            (!(1..=most).contains(&value)).then(|| (key, format!("is {value}: choose 1 to {most}")))
        };
        let minutes = within("minimum_minutes", self.minimum_minutes, 1440);
        minutes.into_iter().chain(within("most_per_server", self.most_per_server, 1000)).collect()
    }

    /// The least time between two posts of a schedule.
    #[must_use]
    pub fn spacing(&self) -> Spacing {
        Spacing::minutes(self.minimum_minutes)
    }
}
