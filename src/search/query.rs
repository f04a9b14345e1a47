//! What somebody looks for, and what is found.

use crate::event::{Category, Century, DateOrder, Event, EventId, Kind, MonthDay, Year};

/// What somebody looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// As they typed it.
    pub text: String,
    /// What a hit has to be.
    pub filters: Filters,
    /// How they read `4/5`.
    pub order: DateOrder,
}

impl Query {
    /// A query without filters, by somebody who writes the day first.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), filters: Filters::default(), order: DateOrder::DayFirst }
    }

    /// The same, with these filters.
    #[must_use]
    pub fn filtered(self, filters: Filters) -> Self {
        Self { filters, ..self }
    }
}

/// What a hit has to be; nothing means that anything will do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Its field.
    pub category: Option<Category>,
    /// What sort of entry it is.
    pub kind: Option<Kind>,
    /// The first year.
    pub from: Option<Year>,
    /// The last year.
    pub to: Option<Year>,
}

/// An entry that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// How well it fits; comparable within one query.
    pub score: f32,
    /// Its id.
    pub id: EventId,
    /// The day that it is on.
    pub day: MonthDay,
    /// The whole event, for what was synced; the almanac's are read from their page.
    pub event: Option<Box<Event>>,
}

/// Some of what a query found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The hits, the best first.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: usize,
    /// How many of all hits are in each category, the most first.
    pub categories: Vec<(Category, usize)>,
    /// How many of all hits are in each century, the most first.
    pub centuries: Vec<(Century, usize)>,
    /// Topics that may have been meant, where nothing was found.
    pub meant: Vec<String>,
}
