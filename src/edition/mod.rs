//! What one post says: the events of a day, chosen and ordered.
//!
//! Pure and deterministic: the same day, date, taste and memory give the same edition.
//! The morning post, a preview and a command all come through here, so they cannot
//! disagree.

mod choice;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::event::{Day, Event, EventId, MonthDay};

/// What a channel wants in its editions.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Taste {
    /// How many events, the lead included, 1 to [`Taste::MOST_EVENTS`].
    pub events: usize,
}

impl Taste {
    /// More than this would not fit a message.
    pub const MOST_EVENTS: usize = 7;
}

impl Default for Taste {
    fn default() -> Self {
        Self { events: 5 }
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
        Self { day: day.day, as_of, lead, others, observances: day.observances.clone() }
    }

    /// The events, the lead first.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.lead.iter().chain(&self.others)
    }
}
