//! Composes each edition once, however many channels get it.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;

use crate::edition::{Edition, Taste};
use crate::event::{Day, EventId, MonthDay};
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

    /// The events that an edition of `date` may tell: the day's, and on the leap day's eve also that one's.
    pub(super) fn events(&self, date: NaiveDate) -> Vec<EventId> {
        let day = MonthDay::of(date);
        let leap_day = (day.next() == MonthDay::LEAP_DAY).then_some(MonthDay::LEAP_DAY);
        let days = [Some(day), leap_day].into_iter().flatten().map(|day| self.library.day(day));
        let told = |day: &Day| {
            let entries = [&day.events, &day.births, &day.deaths].into_iter().flatten();
            entries.map(|event| event.id.clone()).collect::<Vec<_>>()
        };
        days.flat_map(|day| told(&day)).collect()
    }

    /// The edition of `date` for a channel of that taste that had the events `shown`.
    pub(super) fn edition(&self, date: NaiveDate, taste: &Taste, shown: BTreeSet<EventId>) -> Arc<Edition> {
        let wanted = Wanted { date, taste: taste.clone(), shown };
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(edition) = made.get(&wanted) {
            return Arc::clone(edition);
        }
        let (day, leap) = (self.library.day(MonthDay::of(date)), self.library.day(MonthDay::LEAP_DAY));
        let edition = Edition::compose(&day, date, taste, &wanted.shown);
        let edition = Arc::new(edition.with_leap_day(&leap, taste, &wanted.shown));
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
