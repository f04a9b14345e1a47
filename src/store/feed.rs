//! What the live feed answered.

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
    /// By which the feed knows it again.
    pub etag: Option<String>,
    /// The answer, packed by whoever keeps it.
    pub body: Vec<u8>,
}
