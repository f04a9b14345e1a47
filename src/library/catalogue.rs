//! What was fetched goes into the search index, so that what was posted this morning can be found.
//!
//! Who fetches a day notes it; from time to time [`Library::catch_up`] puts what was noted into the index, in one
//! commit. Nothing here can fail a post: what could not be written is noted still, and tried again the next time.

use std::collections::{BTreeMap, HashMap};
use std::mem;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use tokio::task::spawn_blocking;
use tracing::{debug, info, warn};

use super::Library;
use super::merge::merge;
use crate::event::{Day, Event, Language, MonthDay, Source};
use crate::feed::Patience;
use crate::search::{LiveError, LiveFolder, LiveSource, LiveWriter};

type Key = (MonthDay, Language);

/// When each list of a day was fetched; nothing where that was not asked.
pub(super) type Stamp = Option<Vec<DateTime<Utc>>>;

/// The days that were fetched, and those that are in the index.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    noted: Mutex<BTreeMap<Key, Stamp>>,
    done: Mutex<HashMap<Key, Stamp>>,
    is_failing: AtomicBool,
}

impl Catalogue {
    /// A day was fetched, or perhaps fetched.
    pub(super) fn note(&self, key: Key, stamp: Stamp) {
        lock(&self.noted).insert(key, stamp);
    }

    fn finish(&self, days: BTreeMap<Key, Stamp>) {
        lock(&self.done).extend(days.into_iter().filter(|(_, stamp)| stamp.is_some()));
    }

    fn put_back(&self, rest: impl IntoIterator<Item = (Key, Stamp)>) {
        let mut noted = lock(&self.noted);
        for (key, stamp) in rest {
            noted.entry(key).or_insert(stamp);
        }
    }

    fn is_done(&self, key: Key, stamp: &Stamp) -> bool {
        stamp.is_some() && lock(&self.done).get(&key) == Some(stamp)
    }

    /// Says what is wrong when it begins to be, and that it is well again.
    fn tell(&self, ended: &Result<(), LiveError>) {
        match ended {
            Ok(()) => {
                if self.is_failing.swap(false, Ordering::Relaxed) {
                    info!("the search index can be written again");
                }
            }
            // Whoever writes is soon done.
            Err(LiveError::Busy(_)) => debug!("somebody else writes to the search index"),
            Err(error) => {
                if !self.is_failing.swap(true, Ordering::Relaxed) {
                    warn!(%error, "what was fetched cannot be searched; it is posted all the same");
                }
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes to the index, and is opened only for what is not in it. Dropped before its end, it has written nothing.
struct Pen {
    folder: LiveFolder,
    writer: Option<LiveWriter>,
}

impl Pen {
    fn put(&mut self, source: &LiveSource, events: &[Event]) -> Result<(), LiveError> {
        if self.folder.current().is_some_and(|index| index.holds(source, events)) {
            return Ok(());
        }
        let writer = match &mut self.writer {
            Some(writer) => writer,
            empty => empty.insert(self.folder.make()?.writer()?),
        };
        writer.replace(source, events)
    }

    fn finish(self) -> Result<(), LiveError> {
        self.writer.map_or(Ok(()), LiveWriter::finish)
    }
}

impl Library {
    /// Puts what was fetched since into the search index. Where somebody else writes to it, or it cannot be written,
    /// that is for the next time.
    pub async fn catch_up(&self) {
        let (Some(live), Some(folder)) = (&self.live, &self.index) else { return };
        let catalogue = &live.catalogue;
        let mut left = mem::take(&mut *lock(&catalogue.noted));
        left.retain(|(day, language), stamp| {
            let is_there = || folder.current().is_some_and(|index| index.has(&source(*day, *language)));
            !(catalogue.is_done((*day, *language), stamp) && is_there())
        });
        let ended = self.write_down(&left, folder.clone()).await;
        catalogue.tell(&ended);
        match ended {
            Ok(()) => catalogue.finish(left),
            Err(_) => catalogue.put_back(left),
        }
    }

    /// One day after the other, because a day takes a megabyte; the disk is not waited for here.
    async fn write_down(&self, days: &BTreeMap<Key, Stamp>, folder: LiveFolder) -> Result<(), LiveError> {
        let Some(live) = &self.live else { return Ok(()) };
        let mut pen = Pen { folder, writer: None };
        for (day, language) in days.keys().copied() {
            let found = live.feed.day(day, language, Patience::Kept).await;
            if found.entries().next().is_none() {
                // Nothing is kept of it any more: what is in the index is better.
                continue;
            }
            let library = self.clone();
            pen = in_the_background(move || {
                let events = library.new_to_the_almanac(found, language);
                pen.put(&source(day, language), &events).map(|()| pen)
            })
            .await?;
        }
        in_the_background(|| pen.finish()).await
    }

    /// The entries of a day of the feed that the almanac does not have.
    pub(super) fn new_to_the_almanac(&self, found: Day, language: Language) -> Vec<Event> {
        let day = if language == Language::En { merge(&self.day(found.day), found) } else { found };
        let lists = [day.events, day.observances, day.births, day.deaths];
        lists.into_iter().flatten().filter(|event| event.source == Source::Wikipedia).collect()
    }
}

/// The source in the index that a day in a language is.
pub(super) fn source(day: MonthDay, language: Language) -> LiveSource {
    LiveSource::new(day, language.code())
}

async fn in_the_background<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, LiveError> + Send + 'static,
) -> Result<T, LiveError> {
    let ended = spawn_blocking(work).await;
    ended.unwrap_or_else(|error| Err(LiveError::Stopped(error.to_string())))
}
