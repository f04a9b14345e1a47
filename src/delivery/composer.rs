//! Composes each edition once, however many channels get it.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;

use crate::edition::{Edition, Taste};
use crate::event::{EventId, MonthDay};
use crate::library::Library;

/// Editions that are kept; a morning around the world has a few dozen.
const KEPT: usize = 256;

/// What an edition depends on.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Wanted {
    date: NaiveDate,
    taste: Taste,
    shown: BTreeSet<EventId>,
}

/// Composes editions, and remembers them.
pub(super) struct Composer {
    library: Arc<Library>,
    made: Mutex<HashMap<Wanted, Arc<Edition>>>,
}

impl Composer {
    pub(super) fn new(library: Arc<Library>) -> Self {
        Self { library, made: Mutex::default() }
    }

    /// The events that an edition of `date` may tell.
    pub(super) fn events(&self, date: NaiveDate) -> Vec<EventId> {
        self.library.day(MonthDay::of(date)).events.iter().map(|event| event.id.clone()).collect()
    }

    /// The edition of `date` for a channel of that taste that had the events `shown`.
    pub(super) fn edition(&self, date: NaiveDate, taste: &Taste, shown: BTreeSet<EventId>) -> Arc<Edition> {
        let wanted = Wanted { date, taste: taste.clone(), shown };
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(edition) = made.get(&wanted) {
            return Arc::clone(edition);
        }
        let day = self.library.day(MonthDay::of(date));
        let edition = Arc::new(Edition::compose(&day, date, taste, &wanted.shown));
        if made.len() >= KEPT {
            made.clear();
        }
        made.insert(wanted, Arc::clone(&edition));
        edition
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::almanac::Almanac;

    #[test]
    fn the_same_wish_gets_the_same_edition_and_another_wish_another() {
        let composer = Composer::new(Arc::new(Library::new(Almanac::embedded())));
        let date = NaiveDate::from_ymd_opt(2026, 4, 24).unwrap();
        let taste = Taste::default();
        let first = composer.edition(date, &taste, BTreeSet::new());
        assert!(Arc::ptr_eq(&first, &composer.edition(date, &taste, BTreeSet::new())));
        let shown = BTreeSet::from([first.lead.as_ref().unwrap().id.clone()]);
        assert_ne!(composer.edition(date, &taste, shown).lead, first.lead);
        assert!(composer.events(date).len() >= 6);
    }
}
