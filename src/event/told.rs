//! How a day came to be told: in which language, and how fresh.

use chrono::{DateTime, Utc};

use super::Language;

/// In which language a day is told, and how fresh what is live of it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Told {
    /// The language that was asked for.
    pub asked: Language,
    /// The language that it is in: English where the one that was asked for has nothing to tell.
    pub language: Language,
    /// What there is of the live feed.
    pub live: Live,
}

/// How fresh the live feed's share of a day is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Live {
    /// Nobody asked for it: the feed is off.
    #[default]
    Off,
    /// No older than a day.
    Fresh,
    /// As it was then: newer could not be had.
    Stale(DateTime<Utc>),
    /// It could not be had, and none was kept.
    Missing,
    /// None was kept, and nobody was asked.
    Unasked,
}

impl Told {
    /// Whether it is in another language than the one that was asked for.
    #[must_use]
    pub fn is_in_another_language(self) -> bool {
        self.asked != self.language
    }
}
