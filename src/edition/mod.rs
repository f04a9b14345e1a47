//! What one post says: the events of a day, chosen and ordered.
//!
//! Pure and deterministic: the same day, date, taste and memory give the same edition.
//! The morning post, a preview and a command all come through here, so they cannot
//! disagree.

mod choice;
mod selection;
mod taste;

pub use selection::Selection;
pub use taste::Taste;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::event::{Category, Day, Event, EventId, Kind, MonthDay, Told};

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
        let mut chosen = choice::choose(taste.pool(day), as_of, count, shown).into_iter();
        let lead = chosen.next().cloned();
        let mut others: Vec<_> = chosen.cloned().collect();
        others.sort_by(|a, b| (a.year, &a.id).cmp(&(b.year, &b.id)));
        let categories =
            selection::categories(day, as_of).into_iter().filter(|one| taste.wants(*one)).collect();
        let observances =
            if taste.kinds.contains(&Kind::Observance) { day.observances.clone() } else { vec![] };
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
        let leap_day = choice::choose_leap_day(taste.pool(leap), self.as_of, shown).cloned();
        Self { leap_day, ..self }
    }

    /// The events, the lead first, the one of 29 February last.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.lead.iter().chain(&self.others).chain(&self.leap_day)
    }
}
