//! Everything known about one day of the year.

use super::{Event, EventId, MonthDay, Told};

/// A day of the year with all its entries.
#[derive(Clone, Debug, PartialEq)]
pub struct Day {
    /// Which day.
    pub day: MonthDay,
    /// What happened: the lead first, then by year.
    pub events: Vec<Event>,
    /// What is kept or celebrated.
    pub observances: Vec<Event>,
    /// Who was born, by year.
    pub births: Vec<Event>,
    /// Who died, by year.
    pub deaths: Vec<Event>,
    /// In which language it is told, and how fresh it is.
    pub told: Told,
}

impl Day {
    /// A day about which nothing is known.
    #[must_use]
    pub fn empty(day: MonthDay) -> Self {
        Self {
            day,
            events: vec![],
            observances: vec![],
            births: vec![],
            deaths: vec![],
            told: Told::default(),
        }
    }

    /// Every entry of every kind.
    pub fn entries(&self) -> impl Iterator<Item = &Event> {
        [&self.events, &self.observances, &self.births, &self.deaths].into_iter().flatten()
    }

    /// The entry with this id.
    #[must_use]
    pub fn entry(&self, id: &EventId) -> Option<&Event> {
        self.entries().find(|event| event.id == *id)
    }
}
