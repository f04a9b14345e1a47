//! Sees to it that the days which are soon to be posted are at hand, so that a morning never waits for the network.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use crate::event::{Language, MonthDay};
use crate::library::Library;
use crate::store::{Result, Store};

/// How often is looked whether there is something to fetch.
const EVERY: TimeDelta = TimeDelta::minutes(30);

/// Fetches days ahead. Cheap to clone.
#[derive(Clone)]
pub struct Steward {
    store: Arc<dyn Store>,
    library: Arc<Library>,
}

impl Steward {
    /// A steward of what `library` has.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, library: Arc<Library>) -> Self {
        Self { store, library }
    }

    /// Fetches today and tomorrow, by the clocks of every zone in use, in every language in use, and lets them be
    /// searched. Answers when to look again; nothing when the feed is off.
    ///
    /// # Errors
    /// The store's.
    pub async fn step(&self, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
        let Some(feed) = self.library.feed() else { return Ok(None) };
        for (day, language) in self.wanted(now).await? {
            self.library.stock(day, language).await;
        }
        self.library.catch_up().await;
        feed.trim().await;
        let next = now + EVERY;
        Ok(Some(feed.opens().map_or(next, |opens| opens.min(next)).max(now + TimeDelta::seconds(1))))
    }

    /// Today comes first: it may be posted at any moment.
    async fn wanted(&self, now: DateTime<Utc>) -> Result<Vec<(MonthDay, Language)>> {
        let in_use = self.store.in_use().await?;
        let mut pairs: BTreeSet<_> = in_use
            .into_iter()
            .map(|(zone, taste)| (zone.date(now), taste.language.parse().unwrap_or_default()))
            .collect();
        // Look-ups are in English, and "today" is UTC's where there is no server.
        pairs.insert((now.date_naive(), Language::En));
        let mut wanted = Vec::new();
        for ahead in [0, 1] {
            for (date, language) in &pairs {
                let day = MonthDay::of(*date + TimeDelta::days(ahead));
                let eve = (day.next() == MonthDay::LEAP_DAY).then_some(MonthDay::LEAP_DAY);
                for wish in [Some(day), eve].into_iter().flatten().map(|day| (day, *language)) {
                    if !wanted.contains(&wish) {
                        wanted.push(wish);
                    }
                }
            }
        }
        Ok(wanted)
    }
}
