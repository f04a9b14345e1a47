//! What can go wrong with the feed.

use std::time::Duration;

/// Why the feed cannot be set up at all.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// An address that is not this machine's, where only that is allowed.
    #[error("refusing to ask {address} for history: only this machine's own addresses are allowed here")]
    NotLoopback {
        /// The address.
        address: String,
    },
    /// The web client cannot be made.
    #[error("the feed's web client cannot be made: {0}")]
    Client(#[from] reqwest::Error),
}

/// Why a list could not be fetched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// No answer, or one that broke off.
    #[error("no answer: {0}")]
    Unreachable(String),
    /// The source wants to be left alone.
    #[error("it wants to be left alone{}", after.map(|after| format!(" for {} seconds", after.as_secs())).unwrap_or_default())]
    TooMany {
        /// For how long, if it said so.
        after: Option<Duration>,
    },
    /// A failure of the source's.
    #[error("status {0}")]
    Status(u16),
    /// The source has no such list.
    #[error("there is no such list")]
    NotThere,
    /// What came is not an answer.
    #[error("what came is no answer: {0}")]
    Broken(String),
    /// Every source asked to be left alone a while, or failed just now.
    #[error("no source may be asked yet")]
    Resting,
}

impl FetchError {
    /// Whether the source as a whole has a problem, and not this list alone.
    pub(super) fn is_of_source(&self) -> bool {
        matches!(self, Self::Unreachable(_) | Self::TooMany { .. } | Self::Status(_))
    }
}
