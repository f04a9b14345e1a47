//! Days with the live feed in them.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::time::timeout;

use super::catalogue::Catalogue;
use super::merge::merge;
use super::shelf::Shelf;
use super::{Library, Sheet};
use crate::clock::Clock;
use crate::event::{Day, Language, Live, MonthDay, Told};
use crate::feed::{Feed, Flights, Key, List, Patience};

/// A day that is fresh is put together anew after this long.
const GOOD_FOR: TimeDelta = TimeDelta::hours(1);

/// One that is not, after this: the feed may be back.
const POOR_FOR: TimeDelta = TimeDelta::minutes(5);

/// What is fetched ahead is fetched again when it is older: it has to be fresh when it is posted.
const HALF_A_DAY: TimeDelta = TimeDelta::hours(12);

/// Longer than the feed takes.
const LONG: Duration = Duration::from_mins(2);

/// The feed, and what was made of it.
pub(super) struct LiveShelf {
    pub(super) feed: Feed,
    clock: Clock,
    shelf: Shelf,
    flights: Flights<(MonthDay, Language)>,
    pub(super) catalogue: Catalogue,
}

impl Library {
    /// The same with the live feed in it.
    #[must_use]
    pub fn with_feed(self, feed: Feed, clock: Clock) -> Self {
        Self { live: Some(Arc::new(LiveShelf::new(feed, clock))), ..self }
    }

    /// The feed, if it is on.
    #[must_use]
    pub fn feed(&self) -> Option<&Feed> {
        self.live.as_ref().map(|live| &live.feed)
    }

    /// Everything known about `day` in that language, if it can be told without waiting.
    #[must_use]
    pub fn at_hand(&self, day: MonthDay, language: Language) -> Option<Sheet> {
        let Some(live) = self.leaving_out(language) else { return self.shelved(day, language) };
        let stands_in = live.shelf.get((day, language), live.clock.now()).map(Sheet::Merged);
        stands_in.or_else(|| Some(live.stand_in(&self.shelved(day, Language::En)?, language)))
    }

    fn shelved(&self, day: MonthDay, language: Language) -> Option<Sheet> {
        match self.live.as_ref().filter(|live| live.speaks(language)) {
            None => Some(self.almanac_alone(day, language)),
            Some(live) => live.shelf.get((day, language), live.clock.now()).map(Sheet::Merged),
        }
    }

    /// Everything known about `day` in that language, from whatever is up. The feed is waited for at most so long.
    pub async fn told(&self, day: MonthDay, language: Language, patience: Duration) -> Sheet {
        let Some(live) = self.leaving_out(language) else { return self.sheet(day, language, patience).await };
        if let Some(sheet) = self.at_hand(day, language) {
            return sheet;
        }
        live.stand_in(&self.sheet(day, Language::En, patience).await, language)
    }

    async fn sheet(&self, day: MonthDay, language: Language, patience: Duration) -> Sheet {
        if let Some(sheet) = self.shelved(day, language) {
            return sheet;
        }
        let Some(live) = &self.live else { return self.almanac_alone(day, language) };
        let _turn = live.flights.turn((day, language)).await;
        // Whoever was before us may have put it there.
        if let Some(sheet) = self.shelved(day, language) {
            return sheet;
        }
        let found = match timeout(patience, live.feed.day(day, language, Patience::Asking)).await {
            Ok(found) => found,
            Err(_) => live.feed.day(day, language, Patience::Kept).await,
        };
        live.catalogue.note((day, language), None);
        let merged = Arc::new(self.put_together(live, found).await);
        live.shelf.put((day, language), Arc::clone(&merged), live.good_until(&merged));
        Sheet::Merged(merged)
    }

    /// `day` in English, for somebody who asked for the language `asked`, which has nothing that suits.
    pub async fn told_in_english(&self, day: MonthDay, asked: Language, patience: Duration) -> Sheet {
        instead(&self.sheet(day, Language::En, patience).await, asked, Live::Fresh)
    }

    /// Everything known about `day` in that language, from what is kept: nobody is asked.
    pub async fn kept(&self, day: MonthDay, language: Language) -> Sheet {
        if self.leaving_out(language).is_some() {
            return instead(&self.kept_sheet(day, Language::En).await, language, Live::Off);
        }
        self.kept_sheet(day, language).await
    }

    async fn kept_sheet(&self, day: MonthDay, language: Language) -> Sheet {
        let Some(live) = self.live.as_ref().filter(|live| live.speaks(language)) else {
            return self.almanac_alone(day, language);
        };
        let mut found = live.feed.day(day, language, Patience::Kept).await;
        if found.told.live == Live::Missing {
            found.told.live = Live::Unasked;
        }
        Sheet::Merged(Arc::new(self.put_together(live, found).await))
    }

    /// Sees to it that the feed's share of `day` is kept and will be fresh for half a day, and that the day is at hand.
    /// [`Library::catch_up`] puts it into the search index.
    pub async fn stock(&self, day: MonthDay, language: Language) {
        let Some(live) = self.live.as_ref().filter(|live| live.speaks(language)) else { return };
        let mut stamp = Vec::new();
        for list in List::ALL.into_iter().filter(|list| list.exists_in(language)) {
            // What could not be had is in the log, and asked for again the next time.
            let refreshed = live.feed.refresh(Key { day, language, list }, HALF_A_DAY).await;
            stamp.extend(refreshed.map(|refreshed| refreshed.fetched_at));
        }
        self.told(day, language, LONG).await;
        live.catalogue.note((day, language), Some(stamp));
    }

    /// The feed, if it is on in English and not in that language.
    fn leaving_out(&self, language: Language) -> Option<&LiveShelf> {
        self.live.as_deref().filter(|live| live.speaks(Language::En) && !live.speaks(language))
    }

    fn almanac_alone(&self, day: MonthDay, language: Language) -> Sheet {
        let page = self.day(day);
        match page {
            Cow::Borrowed(page) if language == Language::En => Sheet::Almanac(page),
            page => Sheet::Merged(Arc::new(in_english(page.into_owned(), language, Live::Off))),
        }
    }

    /// In English the almanac and the feed are one. Another language has the feed alone, or English where that has nothing.
    async fn put_together(&self, live: &LiveShelf, found: Day) -> Day {
        let Told { language, live: freshness, .. } = found.told;
        if language == Language::En {
            return merge(&self.day(found.day), found);
        }
        if !found.events.is_empty() {
            return found;
        }
        let english = live.feed.day(found.day, Language::En, Patience::Kept).await;
        in_english(merge(&self.day(found.day), english), language, freshness)
    }
}

impl LiveShelf {
    fn new(feed: Feed, clock: Clock) -> Self {
        let (flights, catalogue) = (Flights::default(), Catalogue::default());
        Self { feed, clock, shelf: Shelf::default(), flights, catalogue }
    }

    pub(super) fn speaks(&self, language: Language) -> bool {
        self.feed.speaks(language)
    }

    /// The English sheet in the place of one in `language`, which the feed leaves out; it is put together once for all who
    /// ask.
    fn stand_in(&self, english: &Sheet, language: Language) -> Sheet {
        let day = Arc::new(in_english((**english).clone(), language, Live::Off));
        self.shelf.put((day.day, language), Arc::clone(&day), self.good_until(&day));
        Sheet::Merged(day)
    }

    fn good_until(&self, day: &Day) -> DateTime<Utc> {
        let is_good = day.told.live == Live::Fresh && !day.told.is_in_another_language();
        self.clock.now() + if is_good { GOOD_FOR } else { POOR_FOR }
    }
}

/// An English sheet in the place of one in the language `asked`.
fn instead(english: &Sheet, asked: Language, live: Live) -> Sheet {
    Sheet::Merged(Arc::new(in_english((**english).clone(), asked, live)))
}

/// An English day for those who asked for another language.
fn in_english(day: Day, asked: Language, live: Live) -> Day {
    Day { told: Told { asked, language: Language::En, live }, ..day }
}
