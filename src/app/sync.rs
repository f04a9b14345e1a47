//! A whole year of the live feed, fetched once: `daybook sync`.

use std::sync::Arc;

use anyhow::{Context as _, bail};
use chrono::TimeDelta;
use tokio_util::sync::CancellationToken;

use super::{feed, library};
use crate::clock::Clock;
use crate::config::Config;
use crate::event::{Language, MonthDay};
use crate::feed::List;
use crate::library::{Sync, SyncParts, Synced};
use crate::reach::Reach;
use crate::search::LiveIndex;
use crate::store::{Database, Store};

/// What to fetch.
#[derive(Clone, Debug)]
pub struct SyncWish {
    /// In which languages.
    pub languages: Vec<Language>,
    /// Which lists.
    pub lists: Vec<List>,
}

/// How far it is.
#[derive(Clone, Copy, Debug)]
pub struct SyncProgress {
    /// The day that was done last.
    pub day: MonthDay,
    /// Its language.
    pub language: Language,
    /// Days in all, a language each.
    pub total: u32,
    /// What was done so far.
    pub done: Synced,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyncEnd {
    /// What was done.
    pub done: Synced,
    /// Whether all days were gone through.
    pub is_complete: bool,
    /// Entries that can be searched now.
    pub searchable: u64,
}

/// Fetches the wished lists of all 366 days, until it is done or `stop`; tells `report` after each day. A bot may run
/// beside it.
///
/// # Errors
/// When the feed is off, the store or the index cannot be had, or the feed wants to be left alone for long. What was
/// fetched until then stays, and is not fetched again.
pub async fn sync(
    config: &Config,
    wish: &SyncWish,
    stop: CancellationToken,
    report: impl FnMut(SyncProgress),
) -> anyhow::Result<SyncEnd> {
    let store = Arc::new(Database::open_shared(&config.store).await?);
    let shared: Arc<dyn Store> = store.clone();
    let ended = with_store(config, wish, &shared, &stop, report).await;
    store.close().await;
    ended
}

async fn with_store(
    config: &Config,
    wish: &SyncWish,
    store: &Arc<dyn Store>,
    stop: &CancellationToken,
    mut report: impl FnMut(SyncProgress),
) -> anyhow::Result<SyncEnd> {
    if let Some(off) = config.feed.off() {
        bail!("{off}");
    }
    let clock = Clock::system();
    let feed = feed::feed(&config.feed, store, &clock, Reach::Anywhere)?.context("the feed is off")?;
    let folder = config.store.index_folder().context("there is no folder for the search index")?;
    let index = LiveIndex::open(&folder)?;
    let pause = TimeDelta::milliseconds(60_000 / i64::from(config.feed.sync_requests_per_minute.max(1)));
    let parts = SyncParts { library: library(), feed, index, clock, lists: wish.lists.clone(), pause };
    let mut sync = Sync::begin(parts).await?;
    let mut done = Synced::default();
    let days: Vec<_> =
        wish.languages.iter().flat_map(|language| MonthDay::all().map(|day| (day, *language))).collect();
    let total = u32::try_from(days.len()).unwrap_or(u32::MAX);
    for (day, language) in days {
        let synced = tokio::select! {
            () = stop.cancelled() => break,
            synced = sync.day(day, language) => synced?,
        };
        done = done.and(synced);
        report(SyncProgress { day, language, total, done });
    }
    let searchable = sync.finish().await?;
    Ok(SyncEnd { done, is_complete: done.days == total, searchable })
}
