//! The live feed, with the store as its cache.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use async_trait::async_trait;
use tracing::info;

use crate::clock::Clock;
use crate::feed::{Cache, CacheError, Feed, FeedError, FeedParts, Kept, Key, Packed, Settings};
use crate::reach::Reach;
use crate::store::{FeedKey, FeedPage, Store, StoreError};

/// After so many answers there may be too many.
const TRIM_EVERY: u32 = 100;

/// The feed that the settings ask for; none, and a word about it, where it is off.
pub(super) fn feed(
    settings: &Settings,
    store: &Arc<dyn Store>,
    clock: &Clock,
    reach: Reach,
) -> Result<Option<Feed>, FeedError> {
    if let Some(off) = settings.off() {
        info!("{off}");
        return Ok(None);
    }
    let cache = Arc::new(StoreCache::new(Arc::clone(store), settings.cache_megabytes));
    match Feed::new(settings, FeedParts { cache, clock: clock.clone(), reach }) {
        Ok(feed) => Ok(Some(feed)),
        Err(FeedError::NotLoopback { .. }) => {
            info!("Wikipedia's live feed is off: only this machine's own addresses are allowed here");
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Keeps the feed's answers in the store.
struct StoreCache {
    store: Arc<dyn Store>,
    most_bytes: u64,
    kept: AtomicU32,
}

impl StoreCache {
    fn new(store: Arc<dyn Store>, megabytes: u32) -> Self {
        Self { store, most_bytes: u64::from(megabytes) * 1_000_000, kept: AtomicU32::new(0) }
    }
}

pub(super) fn named(key: Key) -> FeedKey {
    FeedKey { language: key.language.code().to_owned(), kind: key.list.word().to_owned(), day: key.day }
}

pub(super) fn kept(FeedPage { fetched_at, etag, body }: FeedPage) -> Kept {
    Kept { fetched_at, etag, packed: Packed(body) }
}

pub(super) fn failed(error: StoreError) -> CacheError {
    CacheError(Box::new(error))
}

#[async_trait]
impl Cache for StoreCache {
    async fn load(&self, key: Key) -> Result<Option<Kept>, CacheError> {
        let page = self.store.feed_page(&named(key)).await.map_err(failed)?;
        Ok(page.map(kept))
    }

    async fn keep(&self, key: Key, kept: &Kept) -> Result<(), CacheError> {
        let Kept { fetched_at, etag, packed: Packed(body) } = kept.clone();
        self.store.keep_feed_page(&named(key), &FeedPage { fetched_at, etag, body }).await.map_err(failed)?;
        if self.kept.fetch_add(1, Ordering::Relaxed) % TRIM_EVERY == TRIM_EVERY - 1 {
            self.trim().await?;
        }
        Ok(())
    }

    async fn trim(&self) -> Result<(), CacheError> {
        let gone = self.store.trim_feed_pages(self.most_bytes).await.map_err(failed)?;
        if gone > 0 {
            info!(answers = gone, "made room in the feed's cache");
        }
        Ok(())
    }
}
