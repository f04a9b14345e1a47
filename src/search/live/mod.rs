//! The index of what came from the live feed: a folder that grows as days come.
//!
//! What is committed survives a crash, and what is not was never there. The folder's name has the version of the form
//! and of the almanac in it, since what the almanac has is left out here: after a change of either the index is made
//! anew, and [`LiveIndex::sources`] tells what is still missing.
//!
//! It is bounded: a source is one of 366 days in one of 14 languages, what comes again from a source replaces what came
//! before, and segments of which much was replaced are written anew.

mod failure;
mod files;
mod folder;
mod writer;

pub use failure::LiveError;
pub use folder::LiveFolder;
pub use writer::LiveWriter;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::collector::{Count, DocSetCollector};
use tantivy::query::TermQuery;
use tantivy::schema::{IndexRecordOption, Value as _};
use tantivy::{Index, TantivyDocument, Term};
use tracing::warn;

use super::index::{Kept, tokenizers};
use super::shelf::Shelf;
use crate::event::{Event, EventId, MonthDay};

/// Where an entry comes from: a day in a language. What comes again from there replaces what came before.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LiveSource(String);

impl LiveSource {
    /// The day `day` in the language with the code `language`, such as `en`.
    #[must_use]
    pub fn new(day: MonthDay, language: &str) -> Self {
        Self(format!("{:02}-{:02}/{language}", day.month(), day.day()))
    }

    pub(in crate::search) fn as_str(&self) -> &str {
        &self.0
    }
}

/// An index in a folder, open for reading. Cheap to clone; all clones see what any writer commits.
#[derive(Clone, Debug)]
pub struct LiveIndex {
    index: Index,
    shelf: Shelf,
    folder: PathBuf,
    /// What was committed when it was last read.
    seen: Arc<Mutex<Option<Vec<u8>>>>,
}

impl LiveIndex {
    /// Opens the index in `folder`, or makes it where there is none, or none of this version, or a damaged one. Those of
    /// other versions go.
    ///
    /// # Errors
    /// [`LiveError`] when the folder cannot be used.
    pub fn open(folder: &Path) -> Result<Self, LiveError> {
        files::remove_others(folder);
        Self::made(&folder.join(files::name()))
    }

    /// Opens the index in `folder` if there is one of this version; makes none.
    #[must_use]
    pub fn existing(folder: &Path) -> Option<Self> {
        LiveFolder::new(folder).current()
    }

    /// The index at exactly this place, made where there is none, or a damaged one.
    fn made(inner: &Path) -> Result<Self, LiveError> {
        let first = files::make(inner).and_then(|index| Self::of(index, inner));
        let found = first.or_else(|error| {
            if !failure::is_damage(&error) {
                return Err(error);
            }
            warn!(%error, folder = %inner.display(), "the search index is damaged and is made anew");
            files::remove(inner);
            files::make(inner).and_then(|index| Self::of(index, inner))
        });
        found.map_err(|error| LiveError::broken(inner, &error))
    }

    fn of(mut index: Index, inner: &Path) -> tantivy::Result<Self> {
        index.set_tokenizers(tokenizers());
        let seen = Arc::new(Mutex::new(files::committed(inner)));
        let shelf = Shelf::open(&index)?;
        Ok(Self { index, shelf, folder: inner.to_owned(), seen })
    }

    /// The one who may write. There is one at a time, among all processes.
    ///
    /// # Errors
    /// [`LiveError::Busy`] when there is one already.
    pub fn writer(&self) -> Result<LiveWriter, LiveError> {
        LiveWriter::of(self)
    }

    /// The sources of which there are entries.
    pub fn sources(&self) -> BTreeSet<LiveSource> {
        let searcher = self.shelf.searcher();
        let mut found = BTreeSet::new();
        for segment in searcher.segment_readers() {
            let Ok(inverted) = segment.inverted_index(self.shelf.fields.source) else { continue };
            let Ok(mut terms) = inverted.terms().stream() else { continue };
            while terms.advance() {
                found.extend(std::str::from_utf8(terms.key()).ok().map(|word| LiveSource(word.to_owned())));
            }
        }
        // A word stays in a segment after its entries are gone.
        found.retain(|source| self.has(source));
        found
    }

    /// Whether there are entries from that source.
    #[must_use]
    pub fn has(&self, source: &LiveSource) -> bool {
        let query = TermQuery::new(self.term(source), IndexRecordOption::Basic);
        self.shelf.searcher().search(&query, &Count).is_ok_and(|count| count > 0)
    }

    /// Whether these are the entries from that source, word for word.
    #[must_use]
    pub fn holds(&self, source: &LiveSource, events: &[Event]) -> bool {
        let mut kept = self.stored(source);
        let mut told: Vec<_> = events.iter().map(|event| Kept::of(event).written()).collect();
        kept.sort_unstable();
        told.sort_unstable();
        kept == told
    }

    /// The entry from that source that has this id.
    #[must_use]
    pub fn entry(&self, source: &LiveSource, id: &EventId) -> Option<Event> {
        let entries = self.stored(source).into_iter().filter_map(|text| Kept::read(&text));
        entries.into_iter().find(|event| event.id == *id)
    }

    /// The entries from that source, as they are written.
    fn stored(&self, source: &LiveSource) -> Vec<String> {
        let searcher = self.shelf().searcher();
        let query = TermQuery::new(self.term(source), IndexRecordOption::Basic);
        let found = searcher.search(&query, &DocSetCollector).unwrap_or_default();
        let mut places: Vec<_> = found.into_iter().collect();
        places.sort_unstable();
        let stored = |at| {
            let entry: TantivyDocument = searcher.doc(at).ok()?;
            Some(entry.get_first(self.shelf.fields.stored)?.as_str()?.to_owned())
        };
        places.into_iter().filter_map(stored).collect()
    }

    fn term(&self, source: &LiveSource) -> Term {
        Term::from_field_text(self.shelf.fields.source, &source.0)
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.shelf.searcher().num_docs()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The open index, with what was committed last, by whichever process.
    pub(super) fn shelf(&self) -> &Shelf {
        if let Err(error) = self.catch_up() {
            warn!(%error, "the search index cannot be read again; what was read before stays");
        }
        &self.shelf
    }

    /// Reads again if something was committed since; fails once for each such change.
    fn catch_up(&self) -> tantivy::Result<()> {
        let now = files::committed(&self.folder);
        let is_newer = {
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *seen, now.clone()) != now
        };
        if is_newer { self.shelf.reload() } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests;
