//! Composes each edition once, however many channels get it.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::NaiveDate;

use crate::edition::{Edition, Taste};
use crate::event::{EventId, Language, MonthDay, Told};
use crate::library::{Library, Sheet};

/// Editions that are kept; a morning around the world has a few dozen.
const KEPT: usize = 256;

/// How long a post waits for the live feed, where the steward has not had the day fetched already.
const PATIENCE: Duration = Duration::from_secs(5);

/// What an edition depends on.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Wanted {
    date: NaiveDate,
    taste: Taste,
    shown: BTreeSet<EventId>,
    /// When the feed is back, the edition is another.
    told: [Told; 2],
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

    /// The events that an edition of `date` in that language may tell: the day's, and on the leap day's eve also that
    /// one's.
    pub(super) async fn events(&self, date: NaiveDate, language: Language) -> Vec<EventId> {
        let day = MonthDay::of(date);
        let leap_day = (day.next() == MonthDay::LEAP_DAY).then_some(MonthDay::LEAP_DAY);
        let mut events = Vec::new();
        for day in [Some(day), leap_day].into_iter().flatten() {
            // English stands in where a language has nothing.
            for language in BTreeSet::from([language, Language::En]) {
                let day = self.library.told(day, language, PATIENCE).await;
                let entries = [&day.events, &day.births, &day.deaths].into_iter().flatten();
                events.extend(entries.map(|event| event.id.clone()));
            }
        }
        events
    }

    /// The edition of `date` for a channel of that taste that had the events `shown`.
    pub(super) async fn edition(
        &self,
        date: NaiveDate,
        taste: &Taste,
        shown: BTreeSet<EventId>,
    ) -> Arc<Edition> {
        let day = told_to(&self.library, taste, MonthDay::of(date), PATIENCE).await;
        let is_eve = day.day.next() == MonthDay::LEAP_DAY;
        let leap = if is_eve {
            told_to(&self.library, taste, MonthDay::LEAP_DAY, PATIENCE).await
        } else {
            day.clone()
        };
        let wanted = Wanted { date, taste: taste.clone(), shown, told: [day.told, leap.told] };
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(edition) = made.get(&wanted) {
            return Arc::clone(edition);
        }
        let edition = Edition::compose(&day, date, taste, &wanted.shown);
        let edition = Arc::new(edition.with_leap_day(&leap, taste, &wanted.shown));
        if made.len() >= KEPT {
            made.clear();
        }
        made.insert(wanted, Arc::clone(&edition));
        edition
    }
}

/// A day as a channel of that taste is told of it: in its language, or in English where that has nothing that suits. The
/// live feed is waited for at most so long.
pub async fn told_to(library: &Library, taste: &Taste, day: MonthDay, patience: Duration) -> Sheet {
    let language = language_of(taste);
    let sheet = library.told(day, language, patience).await;
    if language == Language::En || sheet.told.is_in_another_language() || !taste.pool(&sheet).is_empty() {
        return sheet;
    }
    library.told_in_english(day, language, patience).await
}

/// English where a newer version has set up a language that this one does not know.
pub(super) fn language_of(taste: &Taste) -> Language {
    taste.language.parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::almanac::Almanac;

    #[tokio::test]
    async fn the_same_wish_gets_the_same_edition_and_another_wish_another() {
        let composer = Composer::new(Arc::new(Library::new(Almanac::embedded())));
        let date = NaiveDate::from_ymd_opt(2026, 4, 24).unwrap();
        let taste = Taste::default();
        let first = composer.edition(date, &taste, BTreeSet::new()).await;
        assert!(Arc::ptr_eq(&first, &composer.edition(date, &taste, BTreeSet::new()).await));
        let shown = BTreeSet::from([first.lead.as_ref().unwrap().id.clone()]);
        assert_ne!(composer.edition(date, &taste, shown).await.lead, first.lead);
        assert!(composer.events(date, Language::En).await.len() >= 6);
    }
}
