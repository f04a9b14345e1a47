//! Everything known about a day, from whatever source is up.
//!
//! A look-up here never fails: a day about which nothing is known is an empty day, and
//! the one who shows it says so.

mod catalogue;
mod draw;
mod entries;
mod live;
mod merge;
mod shelf;
mod sync;
mod titles;
mod topics;

pub use draw::Wish;
pub use entries::Sought;
pub use shelf::Sheet;
pub use sync::{Sync, SyncError, SyncParts, Synced};
pub use topics::Found;

use std::borrow::Cow;
use std::sync::Arc;

use crate::almanac::{Almanac, Heading};
use crate::event::{Day, Event, EventId, MonthDay};
use crate::search::LiveFolder;

/// The sources of history, as one. Cheap to clone.
#[derive(Clone)]
pub struct Library {
    almanac: &'static Almanac,
    live: Option<Arc<live::LiveShelf>>,
    index: Option<LiveFolder>,
}

impl Library {
    /// A library of the almanac's pages.
    #[must_use]
    pub fn new(almanac: &'static Almanac) -> Self {
        Self { almanac, live: None, index: None }
    }

    /// The same with what came from the feed among what is searched: what is in that folder, whenever it comes there.
    #[must_use]
    pub fn with_index(self, index: LiveFolder) -> Self {
        Self { index: Some(index), ..self }
    }

    /// Opens and reads now what the first look-up by title, by id or by words would, so that nobody waits for it.
    pub fn warm(&self) {
        self.almanac.headings().next();
        self.topics().warm();
    }

    /// What the almanac knows about `day`.
    #[must_use]
    pub fn day(&self, day: MonthDay) -> Cow<'static, Day> {
        self.almanac.day(day).map_or_else(|| Cow::Owned(Day::empty(day)), Cow::Borrowed)
    }

    /// The almanac's entry with this id, of any kind.
    #[must_use]
    pub fn entry(&self, id: &EventId) -> Option<&'static Event> {
        self.almanac.entry(id)
    }

    /// Every entry by its title, in the order of the year.
    pub fn headings(&self) -> impl Iterator<Item = &'static Heading> {
        self.almanac.headings()
    }

    /// The days about which anything is known, in the order of the year.
    pub fn days(&self) -> impl Iterator<Item = MonthDay> {
        self.almanac.days()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_without_a_page_is_an_empty_day() {
        let library = Library::new(Almanac::embedded());
        for day in MonthDay::all() {
            assert_eq!(library.day(day).day, day);
        }
        assert!(library.entry(&"no-such-thing-1900".parse().unwrap()).is_none());
    }
}
