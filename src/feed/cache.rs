//! Where answers are kept.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::Key;

/// An answer as it is kept: small, and readable by [`super::Answer::unpack`] alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed(pub Vec<u8>);

/// An answer that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// When the feed last said so.
    pub fetched_at: DateTime<Utc>,
    /// By which the feed can tell whether it has changed.
    pub etag: Option<String>,
    /// The answer.
    pub packed: Packed,
}

/// The cache cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[error("the feed's cache failed: {0}")]
pub struct CacheError(#[source] pub Box<dyn std::error::Error + Send + Sync>);

/// Keeps answers for as long as there is room.
#[async_trait]
pub trait Cache: Send + Sync + 'static {
    /// The answer that was kept last.
    async fn load(&self, key: Key) -> Result<Option<Kept>, CacheError>;

    /// Keeps an answer, in the place of an older one.
    async fn keep(&self, key: Key, kept: &Kept) -> Result<(), CacheError>;

    /// Makes room: what was fetched longest ago goes, until the rest is within its bounds.
    async fn trim(&self) -> Result<(), CacheError>;
}
