//! What the live feed answered, kept as it came.

use chrono::{DateTime, Utc};

use crate::event::MonthDay;

/// One answer of the feed: a language, a kind, a day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FeedKey {
    /// The feed's language, such as `en`.
    pub language: String,
    /// What was asked for, such as `events` or `births`.
    pub kind: String,
    /// The day.
    pub day: MonthDay,
}

/// An answer of the feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedPage {
    /// When it was fetched.
    pub fetched_at: DateTime<Utc>,
    /// The answer's body.
    pub body: String,
}
