//! A whole year of the feed into the cache and the search index, a day at a time.
//!
//! It can be cut short anywhere: what is in the cache is not fetched again, and a day that is not in the index is put
//! there from the cache.

use chrono::{DateTime, TimeDelta, Utc};
use tracing::warn;

use super::Library;
use super::catalogue::source;
use crate::clock::Clock;
use crate::event::{Language, MonthDay};
use crate::feed::{Feed, FetchError, Key, List, Patience};
use crate::search::{LiveError, LiveIndex, LiveWriter};

/// What is younger than this is not fetched again: a year takes less.
const YOUNG: TimeDelta = TimeDelta::days(7);

/// Days in one commit of the index: a commit costs about as much as indexing so many.
const COMMIT_EVERY: u32 = 20;

/// A source that wants to be left alone is waited for, if it is not for longer.
const LONGEST_WAIT: TimeDelta = TimeDelta::minutes(20);

/// How often it is tried to write to an index that somebody else writes to.
const ATTEMPTS_TO_WRITE: u32 = 10;

/// The time between two of these attempts.
const BETWEEN_ATTEMPTS: TimeDelta = TimeDelta::seconds(1);

/// How often a list is asked for, while its source fails.
const ATTEMPTS: u32 = 4;

/// What a synchronisation is built from.
pub struct SyncParts {
    /// The almanac and the feed.
    pub library: Library,
    /// The feed itself.
    pub feed: Feed,
    /// Where entries are put to be searched.
    pub index: LiveIndex,
    /// The time.
    pub clock: Clock,
    /// Which lists are fetched.
    pub lists: Vec<List>,
    /// The least time between two requests.
    pub pause: TimeDelta,
}

/// Fetches days, keeps them, and makes them searchable.
pub struct Sync {
    parts: SyncParts,
    writer: LiveWriter,
    uncommitted: u32,
    next_request: DateTime<Utc>,
}

/// What was done, added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Synced {
    /// Days that were gone through, a language each.
    pub days: u32,
    /// Lists that were fetched.
    pub fetched: u32,
    /// Lists that were young enough.
    pub young: u32,
    /// Lists that could not be had.
    pub failed: u32,
    /// Entries of the days.
    pub entries: usize,
    /// Entries that were put into the index.
    pub indexed: usize,
    /// What is kept of the lists, in bytes.
    pub bytes: usize,
}

/// Why a synchronisation cannot go on now; what was done stays.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The source does not want to be asked before that time.
    #[error("Wikimedia wants to be left alone until {}", until.format("%H:%M UTC on %-d %B"))]
    LeftAlone {
        /// When it may be asked again.
        until: DateTime<Utc>,
    },
    /// The index cannot be written.
    #[error(transparent)]
    Index(#[from] LiveError),
}

impl Synced {
    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            days: self.days + other.days,
            fetched: self.fetched + other.fetched,
            young: self.young + other.young,
            failed: self.failed + other.failed,
            entries: self.entries + other.entries,
            indexed: self.indexed + other.indexed,
            bytes: self.bytes + other.bytes,
        }
    }
}

impl Sync {
    /// Begins, as soon as the index is free: a bot beside it writes what it has fetched in a moment.
    ///
    /// # Errors
    /// [`SyncError::Index`] when another process goes on writing, or the disk fails.
    pub async fn begin(parts: SyncParts) -> Result<Self, SyncError> {
        let mut attempts = 1;
        let writer = loop {
            match parts.index.writer() {
                Err(LiveError::Busy(_)) if attempts < ATTEMPTS_TO_WRITE => attempts += 1,
                writer => break writer?,
            }
            parts.clock.sleep_until(parts.clock.now() + BETWEEN_ATTEMPTS).await;
        };
        let next_request = parts.clock.now();
        Ok(Self { parts, writer, uncommitted: 0, next_request })
    }

    /// Sees to it that a day is kept in that language, and can be searched.
    ///
    /// # Errors
    /// [`SyncError`] when it makes no sense to go on.
    pub async fn day(&mut self, day: MonthDay, language: Language) -> Result<Synced, SyncError> {
        let mut done = Synced { days: 1, ..Synced::default() };
        let lists: Vec<_> =
            self.parts.lists.iter().copied().filter(|list| list.exists_in(language)).collect();
        for list in lists {
            self.list(Key { day, language, list }, &mut done).await?;
        }
        let source = source(day, language);
        let found = self.parts.feed.day(day, language, Patience::Kept).await;
        done.entries = found.entries().count();
        if done.fetched > 0 || !self.parts.index.has(&source) {
            let events = self.parts.library.new_to_the_almanac(found, language);
            self.writer.replace(&source, &events)?;
            done.indexed = events.len();
            self.uncommitted += 1;
        }
        if self.uncommitted >= COMMIT_EVERY {
            self.commit()?;
        }
        Ok(done)
    }

    /// Makes what was done lasting.
    ///
    /// # Errors
    /// [`SyncError::Index`] when the disk fails.
    pub fn commit(&mut self) -> Result<(), SyncError> {
        self.uncommitted = 0;
        Ok(self.writer.commit()?)
    }

    /// Makes what was done lasting, and puts the cache and the index in order; how many entries can be searched.
    ///
    /// # Errors
    /// [`SyncError::Index`] when the disk fails.
    pub async fn finish(self) -> Result<u64, SyncError> {
        self.writer.finish()?;
        self.parts.feed.trim().await;
        Ok(self.parts.index.len())
    }

    async fn list(&mut self, key: Key, done: &mut Synced) -> Result<(), SyncError> {
        for _ in 0..ATTEMPTS {
            self.wait_for_the_source().await?;
            if !self.parts.feed.is_young(key, YOUNG).await {
                self.take_turn().await;
            }
            match self.parts.feed.refresh(key, YOUNG).await {
                Ok(refreshed) => {
                    done.fetched += u32::from(!refreshed.was_fresh);
                    done.young += u32::from(refreshed.was_fresh);
                    done.bytes += refreshed.bytes;
                    return Ok(());
                }
                Err(error) if error.is_of_source() => {}
                Err(FetchError::Resting) if self.parts.feed.opens().is_some() => {}
                Err(_) => break,
            }
        }
        warn!(list = %key, "left a list out that could not be had");
        done.failed += 1;
        Ok(())
    }

    /// Not faster than is polite.
    async fn take_turn(&mut self) {
        self.parts.clock.sleep_until(self.next_request).await;
        self.next_request = self.parts.clock.now() + self.parts.pause;
    }

    async fn wait_for_the_source(&mut self) -> Result<(), SyncError> {
        let Some(until) = self.parts.feed.opens() else { return Ok(()) };
        if until - self.parts.clock.now() > LONGEST_WAIT {
            self.commit()?;
            return Err(SyncError::LeftAlone { until });
        }
        self.parts.clock.sleep_until(until).await;
        Ok(())
    }
}
