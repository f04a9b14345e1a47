//! The feed as one: what is fresh in the cache, else what it says now, else what was kept.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;
use tracing::warn;

use super::client::{Client, Fetched};
use super::{Answer, Cache, EntryId, FeedError, FetchError, Flights, Kept, Key, List, Mapper, Settings};
use crate::clock::Clock;
use crate::event::{Day, Event, Language, Live, MonthDay, Told};
use crate::reach::Reach;

/// For so long an answer is fresh.
const FRESH: TimeDelta = TimeDelta::hours(24);

/// A list that could not be had for reasons of its own is not asked for again before this.
const REST: TimeDelta = TimeDelta::minutes(30);

/// How far a look-up may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// What is kept, fresh or not: no request is made.
    Kept,
    /// As long as the network takes, where nothing fresh is kept.
    Asking,
}

/// What came of looking for an entry.
#[derive(Clone, Debug, PartialEq)]
pub enum Lookup {
    /// Here it is.
    Here(Box<Event>),
    /// The feed does not have it any more.
    Gone,
    /// It is not in what is kept, and the feed could not be asked.
    Unsure,
}

/// What a feed is built from.
pub struct FeedParts {
    /// Where answers are kept.
    pub cache: Arc<dyn Cache>,
    /// The time.
    pub clock: Clock,
    /// How far requests may go.
    pub reach: Reach,
}

/// The live feed. Cheap to clone.
#[derive(Clone)]
pub struct Feed {
    inner: Arc<Inner>,
}

struct Inner {
    client: Client,
    cache: Arc<dyn Cache>,
    clock: Clock,
    mapper: Mapper,
    languages: Vec<Language>,
    flights: Flights<Key>,
    resting: Mutex<HashMap<Key, DateTime<Utc>>>,
}

/// A list, and how fresh it is.
struct Listed {
    answer: Answer,
    live: Live,
}

impl Feed {
    /// A feed from the sources that the settings name.
    ///
    /// # Errors
    /// [`FeedError`] when a source lies beyond the reach.
    pub fn new(settings: &Settings, parts: FeedParts) -> Result<Self, FeedError> {
        let FeedParts { cache, clock, reach } = parts;
        let client = Client::new(settings, reach, clock.clone())?;
        let (mapper, languages) = (Mapper::new(&settings.picture_hosts), settings.spoken());
        let (flights, resting) = (Flights::default(), Mutex::default());
        Ok(Self { inner: Arc::new(Inner { client, cache, clock, mapper, languages, flights, resting }) })
    }

    /// The languages that may be asked for.
    #[must_use]
    pub fn languages(&self) -> &[Language] {
        &self.inner.languages
    }

    /// Whether that language may be asked for.
    #[must_use]
    pub fn speaks(&self, language: Language) -> bool {
        self.inner.languages.contains(&language)
    }

    /// A day, as far as the feed knows it. Its events are those that Wikipedia's editors chose, then the rest by year.
    pub async fn day(&self, day: MonthDay, language: Language, patience: Patience) -> Day {
        let keys = List::ALL.into_iter().filter(|list| list.exists_in(language));
        let keys: Vec<_> = keys.map(|list| Key { day, language, list }).collect();
        let listed = join_all(keys.iter().map(|key| self.list(*key, patience))).await;
        let mut found = Day::empty(day);
        let mut live = HashMap::new();
        for (key, listed) in keys.iter().zip(listed) {
            live.insert(key.list, listed.live);
            let events = self.inner.mapper.map(&listed.answer, *key);
            add(&mut found, key.list, events);
        }
        let of_list = |list| live.get(&list).copied().unwrap_or(Live::Missing);
        let live = match of_list(List::Events) {
            Live::Missing => of_list(List::Selected),
            live => live,
        };
        Day { told: Told { asked: language, language, live }, ..found }
    }

    /// The entry of that name.
    pub async fn entry(&self, id: EntryId, patience: Patience) -> Lookup {
        if !self.speaks(id.language) {
            return Lookup::Unsure;
        }
        let mut is_sure = true;
        for list in List::of(id.kind).filter(|list| list.exists_in(id.language)) {
            let key = Key { day: id.day, language: id.language, list };
            let Listed { answer, live } = self.list(key, patience).await;
            let events = self.inner.mapper.map(&answer, key);
            if let Some(found) = events.into_iter().find(|event| EntryId::of(&event.id) == Some(id)) {
                return Lookup::Here(Box::new(found));
            }
            is_sure &= live == Live::Fresh;
        }
        if is_sure { Lookup::Gone } else { Lookup::Unsure }
    }

    /// Whether a list is kept and younger than that.
    pub async fn is_young(&self, key: Key, age: TimeDelta) -> bool {
        self.inner.load(key).await.is_some_and(|kept| kept.fetched_at > self.inner.clock.now() - age)
    }

    /// Sees to it that a list is kept, and no older than `oldest`.
    ///
    /// # Errors
    /// [`FetchError`] when it is older and could not be fetched.
    pub async fn refresh(&self, key: Key, oldest: TimeDelta) -> Result<Refreshed, FetchError> {
        let _turn = self.inner.flights.turn(key).await;
        let kept = self.inner.load(key).await;
        if let Some(kept) = &kept
            && kept.fetched_at > self.inner.clock.now() - oldest
        {
            return Ok(Refreshed {
                was_fresh: true,
                fetched_at: kept.fetched_at,
                bytes: kept.packed.0.len(),
            });
        }
        let (_, kept) = self.inner.fetch(key, kept.as_ref()).await?;
        Ok(Refreshed { was_fresh: false, fetched_at: kept.fetched_at, bytes: kept.packed.0.len() })
    }

    /// When a source may be asked again, if none may be asked now.
    #[must_use]
    pub fn opens(&self) -> Option<DateTime<Utc>> {
        self.inner.client.opens()
    }

    /// Makes room in the cache.
    pub async fn trim(&self) {
        if let Err(error) = self.inner.cache.trim().await {
            warn!(%error, "could not make room in the feed's cache");
        }
    }

    async fn list(&self, key: Key, patience: Patience) -> Listed {
        let inner = &self.inner;
        let mut kept = inner.load(key).await;
        if patience == Patience::Asking && !kept.as_ref().is_some_and(|kept| inner.is_fresh(kept)) {
            let _turn = inner.flights.turn(key).await;
            // Whoever was before us may have fetched it.
            kept = inner.load(key).await;
            let is_fresh = kept.as_ref().is_some_and(|kept| inner.is_fresh(kept));
            if !is_fresh && let Ok((answer, _)) = inner.fetch(key, kept.as_ref()).await {
                return Listed { answer, live: Live::Fresh };
            }
        }
        let Some(kept) = kept else { return Listed { answer: Answer::default(), live: Live::Missing } };
        let live = if inner.is_fresh(&kept) { Live::Fresh } else { Live::Stale(kept.fetched_at) };
        match Answer::unpack(&kept.packed) {
            Some(answer) => Listed { answer, live },
            None => Listed { answer: Answer::default(), live: Live::Missing },
        }
    }
}

/// What a refreshment brought.
#[derive(Debug)]
pub struct Refreshed {
    /// Whether it was fresh already.
    pub was_fresh: bool,
    /// When the feed last said so.
    pub fetched_at: DateTime<Utc>,
    /// How much is kept of it.
    pub bytes: usize,
}

impl Inner {
    fn is_fresh(&self, kept: &Kept) -> bool {
        kept.fetched_at > self.clock.now() - FRESH
    }

    async fn load(&self, key: Key) -> Option<Kept> {
        match self.cache.load(key).await {
            Ok(kept) => kept,
            Err(error) => {
                warn!(%error, list = %key, "could not read what was kept of the feed");
                None
            }
        }
    }

    /// Asks the sources, unless this list is at rest, and keeps what they say.
    async fn fetch(&self, key: Key, kept: Option<&Kept>) -> Result<(Answer, Kept), FetchError> {
        let now = self.clock.now();
        if self.resting().get(&key).is_some_and(|until| now < *until) {
            return Err(FetchError::Resting);
        }
        let fetched = self.ask(key, kept).await;
        if let Err(error) = &fetched
            && !error.is_of_source()
            && *error != FetchError::Resting
        {
            let mut resting = self.resting();
            resting.retain(|_, until| now < *until);
            resting.insert(key, now + REST);
        }
        fetched
    }

    async fn ask(&self, key: Key, kept: Option<&Kept>) -> Result<(Answer, Kept), FetchError> {
        let before = kept.and_then(|kept| Answer::unpack(&kept.packed));
        let etag = kept.filter(|_| before.is_some()).and_then(|kept| kept.etag.as_deref());
        let (answer, etag) = match (self.client.fetch(key, etag).await?, before) {
            (Fetched::Same, Some(before)) => (before, etag.map(str::to_owned)),
            (Fetched::Same, None) => {
                return Err(FetchError::Broken("it says that nothing has changed".to_owned()));
            }
            // A template that was renamed empties a list for weeks: what was there before is better.
            (Fetched::Answer(answer, _), Some(before)) if answer.is_empty() && !before.is_empty() => {
                return Err(FetchError::Broken("it is empty, and was not before".to_owned()));
            }
            (Fetched::Answer(answer, etag), _) => (answer, etag),
        };
        let kept = Kept { fetched_at: self.clock.now(), etag, packed: answer.pack() };
        if let Err(error) = self.cache.keep(key, &kept).await {
            warn!(%error, list = %key, "could not keep an answer of the feed");
        }
        Ok((answer, kept))
    }

    fn resting(&self) -> std::sync::MutexGuard<'_, HashMap<Key, DateTime<Utc>>> {
        self.resting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Puts the entries of a list where they belong.
fn add(day: &mut Day, list: List, events: Vec<Event>) {
    match list {
        List::Selected => day.events = events,
        List::Events => {
            let known: std::collections::BTreeSet<_> =
                day.events.iter().map(|event| event.id.clone()).collect();
            let mut rest: Vec<_> = events.into_iter().filter(|event| !known.contains(&event.id)).collect();
            rest.sort_by_key(|event| event.year);
            day.events.extend(rest);
        }
        List::Holidays => day.observances = events,
        List::Births => {
            day.births = events;
            day.births.sort_by_key(|person| person.year);
        }
        List::Deaths => {
            day.deaths = events;
            day.deaths.sort_by_key(|person| person.year);
        }
    }
}
