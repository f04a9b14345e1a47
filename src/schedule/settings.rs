//! The schedule's settings.

use serde::{Deserialize, Serialize};

use super::Spacing;

/// How often a channel may get a post.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The least time between two posts of a schedule, in minutes, 1 to 1440.
    pub minimum_minutes: u32,
}

impl Settings {
    /// What is wrong with the values: the key, and a sentence about it.
    #[must_use]
    pub fn problems(&self) -> Vec<(&'static str, String)> {
        let minutes = self.minimum_minutes;
        if (1..=1440).contains(&minutes) {
            return vec![];
        }
        vec![("minimum_minutes", format!("is {minutes}: choose 1 to 1440"))]
    }

    /// The least time between two posts of a schedule.
    #[must_use]
    pub fn spacing(&self) -> Spacing {
        Spacing::minutes(self.minimum_minutes)
    }
}
