//! One entry by its name, wherever it is.

use std::time::Duration;

use tokio::time::timeout;

use super::Library;
use super::catalogue::source;
use crate::event::{Event, EventId, Language};
use crate::feed::{EntryId, Lookup, Patience};

/// An entry that somebody looks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Sought {
    /// Here it is.
    Here(Box<Event>),
    /// There is none of that name.
    Nothing,
    /// The feed has to be asked.
    Ask,
}

impl Library {
    /// The entry of that name, if it can be told without waiting.
    #[must_use]
    pub fn find_at_hand(&self, id: &EventId) -> Sought {
        if let Some(event) = self.almanac.entry(id) {
            // With the feed's picture, where the day is at hand.
            let shelved = self.live.as_ref().and_then(|_| self.at_hand(event.day, Language::En));
            let merged = shelved.and_then(|day| day.entry(id).cloned());
            return Sought::Here(Box::new(merged.unwrap_or_else(|| event.clone())));
        }
        let Some(entry) = EntryId::of(id) else { return Sought::Nothing };
        if !self.live.as_ref().is_some_and(|live| live.speaks(entry.language)) {
            return self.indexed(id).map_or(Sought::Nothing, |event| Sought::Here(Box::new(event)));
        }
        let day = self.at_hand(entry.day, entry.language);
        day.and_then(|day| day.entry(id).cloned()).map_or(Sought::Ask, |event| Sought::Here(Box::new(event)))
    }

    /// The entry of that name, wherever it is. The feed is waited for at most so long; where it cannot be had, the search
    /// index may know it still.
    pub async fn find(&self, id: &EventId, patience: Duration) -> Option<Event> {
        match self.find_at_hand(id) {
            Sought::Here(event) => return Some(*event),
            Sought::Nothing => return None,
            Sought::Ask => {}
        }
        let (entry, live) = (EntryId::of(id)?, self.live.as_ref()?);
        let found = match timeout(patience, live.feed.entry(entry, Patience::Asking)).await {
            Ok(found) => found,
            Err(_) => live.feed.entry(entry, Patience::Kept).await,
        };
        match found {
            Lookup::Here(event) => Some(*event),
            Lookup::Gone => None,
            Lookup::Unsure => self.indexed(id),
        }
    }

    /// The entry of the feed of that name, as the search index has it.
    #[must_use]
    pub fn indexed(&self, id: &EventId) -> Option<Event> {
        let entry = EntryId::of(id)?;
        self.index.as_ref()?.current()?.entry(&source(entry.day, entry.language), id)
    }
}
