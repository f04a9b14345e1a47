//! Days that are at hand: the last few that somebody wanted, for a while.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};

use crate::event::{Day, Language, MonthDay};

/// Days that are kept in memory: a day of the feed takes about a megabyte.
const PLACES: usize = 16;

/// A day that is at hand.
#[derive(Clone, Debug)]
pub enum Sheet {
    /// The almanac's page alone.
    Almanac(&'static Day),
    /// A day that was put together.
    Merged(Arc<Day>),
}

impl Deref for Sheet {
    type Target = Day;

    fn deref(&self) -> &Day {
        match self {
            Self::Almanac(day) => day,
            Self::Merged(day) => day,
        }
    }
}

/// Days by date and language, until they are to be looked up anew.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    places: Mutex<Places>,
}

#[derive(Debug, Default)]
struct Places {
    days: HashMap<(MonthDay, Language), Place>,
    uses: u64,
}

#[derive(Debug)]
struct Place {
    day: Arc<Day>,
    until: DateTime<Utc>,
    last_used: u64,
}

impl Shelf {
    /// The day, if it is there and still good at `now`.
    pub(super) fn get(&self, key: (MonthDay, Language), now: DateTime<Utc>) -> Option<Arc<Day>> {
        let mut places = self.places();
        places.uses += 1;
        let uses = places.uses;
        let place = places.days.get_mut(&key).filter(|place| now < place.until)?;
        place.last_used = uses;
        Some(Arc::clone(&place.day))
    }

    /// Puts a day there, in the place of the one that nobody wanted for longest.
    pub(super) fn put(&self, key: (MonthDay, Language), day: Arc<Day>, until: DateTime<Utc>) {
        let mut places = self.places();
        places.uses += 1;
        let last_used = places.uses;
        places.days.insert(key, Place { day, until, last_used });
        if places.days.len() > PLACES {
            let oldest = places.days.iter().min_by_key(|(_, place)| place.last_used).map(|(key, _)| *key);
            oldest.and_then(|key| places.days.remove(&key));
        }
    }

    fn places(&self) -> std::sync::MutexGuard<'_, Places> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_wants_makes_room() {
        let (shelf, start) = (Shelf::default(), DateTime::UNIX_EPOCH);
        let later = start + chrono::TimeDelta::hours(1);
        let keys: Vec<_> = MonthDay::all().take(PLACES + 1).map(|day| (day, Language::En)).collect();
        for key in &keys {
            shelf.put(*key, Arc::new(Day::empty(key.0)), later);
            assert!(shelf.get(keys[0], start).is_some(), "the first is wanted all the time");
        }
        assert!(shelf.get(keys[1], start).is_none());
        assert!(shelf.get(keys[2], start).is_some());
        assert!(shelf.get(keys[0], later).is_none(), "it is too old by then");
    }
}
