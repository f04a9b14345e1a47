//! What of a day somebody asks for.

use chrono::NaiveDate;

use crate::event::{Category, Day, Event, Kind};

/// What of a day somebody asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// The edition: the main story and the best of the rest.
    Edition,
    /// All entries of one kind.
    Kind(Kind),
    /// All events of one category.
    Category(Category),
}

impl Selection {
    /// The entries of `day` that are asked for, by year; those after `as_of` are left out.
    #[must_use]
    pub fn entries(self, day: &Day, as_of: NaiveDate) -> Vec<&Event> {
        let of_kind = match self {
            Self::Edition | Self::Category(_) | Self::Kind(Kind::Event) => &day.events,
            Self::Kind(Kind::Birth) => &day.births,
            Self::Kind(Kind::Death) => &day.deaths,
            Self::Kind(Kind::Observance) => &day.observances,
        };
        let fits = |event: &&Event| match self {
            Self::Category(category) => event.category == Some(category),
            Self::Edition | Self::Kind(_) => true,
        };
        let has_come = |event: &&Event| event.year.is_none() || event.elapsed(as_of).is_some();
        let mut entries: Vec<_> = of_kind.iter().filter(fits).filter(has_come).collect();
        entries.sort_by_key(|event| (event.year, &event.id));
        entries
    }
}

/// The categories of the day's events, in the order in which people are offered them.
pub(super) fn categories(day: &Day, as_of: NaiveDate) -> Vec<Category> {
    let has_any = |category: &Category| !Selection::Category(*category).entries(day, as_of).is_empty();
    Category::ALL.into_iter().filter(has_any).collect()
}
