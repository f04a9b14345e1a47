//! Entries by what somebody looks for.

use std::borrow::Cow;

use super::Library;
use crate::event::{Category, Century, Event};
use crate::search::{Hit, LiveFolder, Query, Search};

/// What was found, the best first.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Entries, each with how well it fits.
    pub hits: Vec<(f32, Cow<'static, Event>)>,
    /// How many there are in all.
    pub total: usize,
    /// How many of all hits are in each category, the most first.
    pub categories: Vec<(Category, usize)>,
    /// How many of all hits are in each century, the most first.
    pub centuries: Vec<(Century, usize)>,
    /// Topics that may have been meant, where nothing was found.
    pub meant: Vec<String>,
}

impl Library {
    /// The entries that fit a query from number `skip` on (the first is 0), at most `most`.
    #[must_use]
    pub fn search(&self, query: &Query, skip: usize, most: usize) -> Found {
        let page = self.topics().query(query, skip, most);
        let hits = page.hits.into_iter().filter_map(|hit| self.found(hit)).collect();
        Found {
            hits,
            total: page.total,
            categories: page.categories,
            centuries: page.centuries,
            meant: page.meant,
        }
    }

    /// Up to `most` topics that somebody may mean who has typed so much.
    #[must_use]
    pub fn suggest(&self, typed: &str, most: usize) -> Vec<String> {
        self.topics().suggest(typed, most)
    }

    pub(super) fn topics(&self) -> Search {
        match self.index.as_ref().and_then(LiveFolder::current) {
            Some(index) => Search::embedded().with_live(index),
            None => Search::embedded(),
        }
    }

    pub(super) fn found(&self, hit: Hit) -> Option<(f32, Cow<'static, Event>)> {
        match hit.event {
            Some(event) => Some((hit.score, Cow::Owned(*event))),
            None => Some((hit.score, Cow::Borrowed(self.almanac.day(hit.day)?.entry(&hit.id)?))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::almanac::Almanac;

    #[test]
    fn what_is_found_is_had_whole() {
        let library = Library::new(Almanac::embedded());
        let found = library.search(&Query::new("neutrality pact of berlin"), 0, 3);
        assert_eq!(found.hits[0].1.id.as_str(), "treaty-of-berlin-1926");
        assert!(!found.hits[0].1.why_it_matters.is_empty());
    }

    #[test]
    fn every_entry_of_the_almanac_is_in_the_index() {
        let library = Library::new(Almanac::embedded());
        let query = |heading: &crate::almanac::Heading| Query::new(&format!("\"{}\"", heading.title));
        for heading in library.headings().step_by(61) {
            let found = library.search(&query(heading), 0, 50);
            assert!(found.hits.iter().any(|(_, event)| event.id == heading.id), "{}", heading.title);
        }
    }
}
