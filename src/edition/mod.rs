//! What one post says: the events of a day, chosen and ordered.
//!
//! Pure and deterministic: the same day, date, taste and memory give the same edition.
//! The morning post, a preview and a command all come through here, so they cannot
//! disagree.

mod choice;
mod selection;

pub use selection::Selection;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::event::{Category, Day, Event, EventId, Language, MonthDay, Told};

/// What a channel wants in its editions.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Taste {
    /// How many events, the lead included, 1 to [`Taste::MOST_EVENTS`].
    pub events: usize,
    /// Whether 28 February brings an event of 29 February in the years that have no such day.
    pub leap_day: bool,
    /// The code of the language that the history is told in.
    pub language: String,
}

impl Taste {
    /// More than this would not fit a message.
    pub const MOST_EVENTS: usize = 7;
}

impl Default for Taste {
    fn default() -> Self {
        Self { events: 5, leap_day: true, language: Language::En.code().to_owned() }
    }
}

/// The events of one post, in the order in which they are shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Edition {
    /// The day whose history it tells.
    pub day: MonthDay,
    /// The date on which it is read: ages are counted to it.
    pub as_of: NaiveDate,
    /// The main story; none when nothing is known about the day.
    pub lead: Option<Event>,
    /// The others, by year.
    pub others: Vec<Event>,
    /// What is kept or celebrated on the day.
    pub observances: Vec<Event>,
    /// An event of 29 February, on 28 February of a year that has no such day.
    pub leap_day: Option<Event>,
    /// The categories of all the day's events, for a menu.
    pub categories: Vec<Category>,
    /// In which language the day is told, and how fresh it is.
    pub told: Told,
}

impl Edition {
    /// Chooses from `day` for readers on the date `as_of`; events in `shown` (what the channel had before) come only
    /// when there is nothing else.
    ///
    /// Events that lie after `as_of` are left out.
    #[must_use]
    pub fn compose(day: &Day, as_of: NaiveDate, taste: &Taste, shown: &BTreeSet<EventId>) -> Self {
        let count = taste.events.clamp(1, Taste::MOST_EVENTS);
        let mut chosen = choice::choose(&day.events, as_of, count, shown).into_iter();
        let lead = chosen.next().cloned();
        let mut others: Vec<_> = chosen.cloned().collect();
        others.sort_by(|a, b| (a.year, &a.id).cmp(&(b.year, &b.id)));
        let categories = selection::categories(day, as_of);
        let observances = day.observances.clone();
        Self { day: day.day, as_of, lead, others, observances, leap_day: None, categories, told: day.told }
    }

    /// The same with one event of 29 February, whose page is `leap`, if `taste` wants one; nothing changes
    /// but for 28 February, read on that date in a year without a 29 February.
    #[must_use]
    pub fn with_leap_day(self, leap: &Day, taste: &Taste, shown: &BTreeSet<EventId>) -> Self {
        let is_eve = self.day.next() == MonthDay::LEAP_DAY && MonthDay::of(self.as_of) == self.day;
        if !taste.leap_day || !is_eve || self.as_of.leap_year() {
            return self;
        }
        let leap_day = choice::choose_leap_day(&leap.events, self.as_of, shown).cloned();
        Self { leap_day, ..self }
    }

    /// The events, the lead first, the one of 29 February last.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.lead.iter().chain(&self.others).chain(&self.leap_day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taste_is_read_back_from_how_it_is_stored() {
        let stored = serde_json::to_string(&Taste::default()).unwrap();
        assert_eq!(stored, r#"{"events":5,"leap_day":true,"language":"en"}"#);
        assert_eq!(serde_json::from_str::<Taste>(&stored).unwrap(), Taste::default());
        assert!(serde_json::from_str::<Taste>(r#"{"leapday":true}"#).is_err());
    }

    #[test]
    fn a_taste_from_before_there_was_a_choice_about_the_leap_day_wants_it() {
        let read: Taste = serde_json::from_str(r#"{"events":3}"#).unwrap();
        assert_eq!(read, Taste { events: 3, ..Taste::default() });
    }
}
