//! The delivery's settings.

use serde::{Deserialize, Serialize};

/// How deliveries are worked off.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// How many posts are under way at once, 1 to 500.
    pub concurrency: u32,
    /// For how many seconds a worker holds a delivery before others may take over, 5 to 3600.
    pub lease_seconds: u32,
    /// The first pause after a failed attempt, in seconds; it doubles with each further one.
    pub retry_seconds: u32,
    /// The longest pause between two attempts, in seconds.
    pub retry_seconds_at_most: u32,
    /// For how many days the ledger keeps what is settled, 7 to 36500.
    pub ledger_days: u32,
    /// After how many days a server's data is deleted that removed the bot, 1 to 3650.
    pub forget_days: u32,
}

impl Settings {
    /// What is wrong with the values: the key, and a sentence about it.
    #[must_use]
    pub fn problems(&self) -> Vec<(&'static str, String)> {
        let mut problems = Vec::new();
        let mut within = |key, value: u32, least: u32, most: u32| {
            if !(least..=most).contains(&value) {
                problems.push((key, format!("is {value}: choose {least} to {most}")));
            }
        };
        within("concurrency", self.concurrency, 1, 500);
        within("lease_seconds", self.lease_seconds, 5, 3600);
        within("retry_seconds", self.retry_seconds, 1, 3600);
        within("ledger_days", self.ledger_days, 7, 36_500);
        within("forget_days", self.forget_days, 1, 3650);
        within("retry_seconds_at_most", self.retry_seconds_at_most, self.retry_seconds, 24 * 3600);
        problems
    }
}
