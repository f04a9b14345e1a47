//! Topic search over everything known: the almanac, and what came from the live feed.
//!
//! Two indexes of one form (`index`): the almanac's, made by `build.rs` and built into the program, unpacked when
//! something is first searched; and, where there is one, a [`LiveIndex`] in a folder, which grows as days come ([`LiveFolder`] follows what other processes do there). A
//! [`Query`] is read as people mean it (`reading`): phrases, times, synonyms, spelling. It becomes one question of tantivy's (`asking`), put
//! to both indexes with the statistics of both, so that their scores can be compared.
//!
//! ```
//! use daybook::search::{Query, Search};
//!
//! let page = Search::embedded().query(&Query::new("moon landing"), 0, 5);
//! assert_eq!(page.hits[0].id.as_str(), "apollo-11-moon-landing-1969");
//! ```
//!
//! Days go in by source, a day in a language, and replace what that source had before:
//!
//! ```
//! # use daybook::event::MonthDay;
//! # use daybook::search::{LiveIndex, LiveSource, Query, Search};
//! # let folder = tempfile::tempdir()?;
//! let live = LiveIndex::open(folder.path())?;
//! let mut writer = live.writer()?;
//! writer.replace(&LiveSource::new(MonthDay::new(4, 24)?, "en"), &[])?;
//! writer.commit()?;
//! let search = Search::embedded().with_live(live);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! No text that people type is an error here: what cannot be understood finds nothing, and [`Page::meant`] offers what
//! may have been meant. An index on disk that fails is said in the log, once, and the almanac answers alone.

mod asking;
mod chance;
mod collecting;
mod embedded;
mod index;
mod live;
mod query;
mod reading;
mod shelf;
mod titles;
mod topics;

pub use chance::Drum;
pub use live::{LiveError, LiveFolder, LiveIndex, LiveSource, LiveWriter};
pub use query::{Filters, Hit, Page, Query};

use shelf::Shelf;
use topics::Topics;

/// Everything that can be searched. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Search {
    almanac: &'static Shelf,
    live: Option<LiveIndex>,
}

impl Search {
    /// The almanac alone.
    #[must_use]
    pub fn embedded() -> Self {
        Self { almanac: embedded::shelf(), live: None }
    }

    /// The same, and what was synced.
    #[must_use]
    pub fn with_live(self, live: LiveIndex) -> Self {
        Self { live: Some(live), ..self }
    }

    /// The hits of a query from number `skip` on (the first is 0), at most `most`, the best first.
    #[must_use]
    pub fn query(&self, query: &Query, skip: usize, most: usize) -> Page {
        asking::ask(&self.shelves(), query, skip, most)
    }

    /// How many entries were synced.
    #[must_use]
    pub fn synced(&self) -> u64 {
        self.live.as_ref().map_or(0, LiveIndex::len)
    }

    /// Up to `most` topics (people, tags, places, titles) that somebody may mean who has typed so much.
    #[must_use]
    pub fn suggest(&self, typed: &str, most: usize) -> Vec<String> {
        Topics::embedded().suggest(typed, most)
    }

    /// Opens and reads what a first query would open and read.
    pub fn warm(&self) {
        Topics::embedded();
        let _ = self.query(&Query::new("warm"), 0, 1);
    }

    fn shelves(&self) -> Vec<&Shelf> {
        let live = self.live.as_ref().map(LiveIndex::shelf);
        [Some(self.almanac), live].into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests;
