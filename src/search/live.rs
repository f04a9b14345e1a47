//! The index of what was synced: a folder that grows as days come.
//!
//! What is committed survives a crash, and what is not was never there. The folder's name has the version of the form
//! and of the almanac in it, since what the almanac has is left out here: after a change of either the index is made
//! anew, and [`LiveIndex::sources`] tells what is still missing.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use tantivy::directory::MmapDirectory;
use tantivy::directory::error::LockError;
use tantivy::{Index, IndexWriter, TantivyError, Term};
use tracing::warn;

use super::index::{Fields, VERSION, builder, document, tokenizers};
use super::shelf::Shelf;
use crate::event::{Event, MonthDay};

/// What changes with every change of the almanac.
const ALMANAC: &str = include_str!(concat!(env!("OUT_DIR"), "/fingerprint"));

/// tantivy's least memory for a writer, in bytes.
const MEMORY: usize = 15_000_000;

/// The file that changes with every commit.
const META: &str = "meta.json";

/// Where an entry comes from: a day in a language. What comes again from there replaces what came before.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LiveSource(String);

impl LiveSource {
    /// The day `day` in the language with the code `language`, such as `en`.
    #[must_use]
    pub fn new(day: MonthDay, language: &str) -> Self {
        Self(format!("{:02}-{:02}/{language}", day.month(), day.day()))
    }
}

/// Why the index on disk cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum LiveError {
    /// Another process is writing, or another part of this one.
    #[error("the search index in {0} is being written by another process: wait until it is done")]
    Busy(PathBuf),
    /// The folder cannot be made, read or written.
    #[error("cannot use the search index in {folder}: {reason}")]
    Broken {
        /// The folder.
        folder: PathBuf,
        /// What happened.
        reason: String,
    },
}

/// An index in a folder, open for reading. Cheap to clone; all clones see what any writer commits.
#[derive(Clone, Debug)]
pub struct LiveIndex {
    index: Index,
    shelf: Shelf,
    folder: PathBuf,
    seen: Arc<Mutex<Option<SystemTime>>>,
}

impl LiveIndex {
    /// Opens the index in `folder`, or makes it where there is none, or none of this version, or a damaged one.
    ///
    /// # Errors
    /// [`LiveError`] when the folder cannot be used.
    pub fn open(folder: &Path) -> Result<Self, LiveError> {
        let inner = folder.join(name());
        remove_others(folder);
        let first = make(&inner).and_then(|index| Self::of(index, &inner));
        let found = first.or_else(|error| {
            warn!(%error, folder = %inner.display(), "the search index is damaged and is made anew");
            let _ = fs::remove_dir_all(&inner);
            make(&inner).and_then(|index| Self::of(index, &inner))
        });
        found.map_err(|error| broken(folder, &error))
    }

    /// Opens the index in `folder` if there is one of this version; makes none.
    #[must_use]
    pub fn existing(folder: &Path) -> Option<Self> {
        let inner = folder.join(name());
        let opened =
            inner.join(META).exists().then(|| Index::open_in_dir(&inner).and_then(|i| Self::of(i, &inner)));
        opened?
            .inspect_err(|error| warn!(%error, "the search index cannot be read; the almanac answers alone"))
            .ok()
    }

    fn of(mut index: Index, folder: &Path) -> tantivy::Result<Self> {
        index.set_tokenizers(tokenizers());
        let shelf = Shelf::open(&index)?;
        let seen = Arc::new(Mutex::new(changed_at(folder)));
        Ok(Self { index, shelf, folder: folder.to_owned(), seen })
    }

    /// The one who may write. There is one at a time, among all processes.
    ///
    /// # Errors
    /// [`LiveError::Busy`] when there is one already.
    pub fn writer(&self) -> Result<LiveWriter, LiveError> {
        let writer = self.index.writer_with_num_threads(1, MEMORY).map_err(|error| match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => LiveError::Busy(self.folder.clone()),
            error => broken(&self.folder, &error),
        })?;
        Ok(LiveWriter { writer, live: self.clone() })
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
        let term = Term::from_field_text(self.shelf.fields.source, &source.0);
        let query = tantivy::query::TermQuery::new(term, tantivy::schema::IndexRecordOption::Basic);
        self.shelf.searcher().search(&query, &tantivy::collector::Count).is_ok_and(|count| count > 0)
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
        let now = changed_at(&self.folder);
        let is_newer = self.seen.lock().is_ok_and(|mut seen| std::mem::replace(&mut *seen, now) != now);
        if is_newer && let Err(error) = self.shelf.reload() {
            warn!(%error, "the search index cannot be read again; what was read before stays");
        }
        &self.shelf
    }
}

/// Writes to an index. What is not committed when this is dropped was never there.
pub struct LiveWriter {
    writer: IndexWriter,
    live: LiveIndex,
}

impl LiveWriter {
    /// Puts `events` in the place of all that came from `source`. Leave out what the almanac has.
    ///
    /// # Errors
    /// [`LiveError::Broken`] when the disk fails.
    pub fn replace(&mut self, source: &LiveSource, events: &[Event]) -> Result<(), LiveError> {
        let fields = &self.live.shelf.fields;
        self.writer.delete_term(Term::from_field_text(fields.source, &source.0));
        for event in events {
            let entry = document(fields, event, Some(&source.0));
            self.writer.add_document(entry).map_err(|error| broken(&self.live.folder, &error))?;
        }
        Ok(())
    }

    /// Makes what was put in lasting, and visible to all.
    ///
    /// # Errors
    /// [`LiveError::Broken`] when the disk fails.
    pub fn commit(&mut self) -> Result<(), LiveError> {
        let committed = self.writer.commit().and_then(|_| self.live.shelf.reload());
        committed.map_err(|error| broken(&self.live.folder, &error))
    }

    /// Commits, and waits until the index is in its best order.
    ///
    /// # Errors
    /// [`LiveError::Broken`] when the disk fails.
    pub fn finish(mut self) -> Result<(), LiveError> {
        self.commit()?;
        let waited = self.writer.wait_merging_threads().and_then(|()| self.live.shelf.reload());
        waited.map_err(|error| broken(&self.live.folder, &error))
    }
}

fn name() -> String {
    format!("topics-{VERSION}-{ALMANAC}")
}

fn make(folder: &Path) -> tantivy::Result<Index> {
    fs::create_dir_all(folder)?;
    let directory = MmapDirectory::open(folder)?;
    let index = builder(&Fields::new()).open_or_create(directory)?;
    let damaged = index.validate_checksum()?;
    if damaged.is_empty() {
        Ok(index)
    } else {
        Err(TantivyError::InternalError(format!("{damaged:?} changed")))
    }
}

/// Indexes of other versions are of no use to this one.
fn remove_others(folder: &Path) {
    let others = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_other = |file: &str| file.starts_with("topics-") && file != name();
    for other in others.filter(|other| other.file_name().to_str().is_some_and(is_other)) {
        let _ = fs::remove_dir_all(other.path());
    }
}

fn changed_at(folder: &Path) -> Option<SystemTime> {
    fs::metadata(folder.join(META)).and_then(|meta| meta.modified()).ok()
}

fn broken(folder: &Path, error: &TantivyError) -> LiveError {
    LiveError::Broken { folder: folder.to_owned(), reason: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Kind, Source, Year};
    use crate::search::{Query, Search};

    fn day() -> MonthDay {
        MonthDay::new(4, 24).unwrap()
    }

    fn event(id: &str, title: &str) -> Event {
        Event {
            id: id.parse().unwrap(),
            kind: Kind::Event,
            title: title.to_owned(),
            day: day(),
            year: Year::new(1990).ok(),
            lead: false,
            category: None,
            location: None,
            people: vec![],
            tags: vec![],
            summary: String::new(),
            key_facts: vec![],
            what_happened: vec![],
            why_it_matters: String::new(),
            links: vec![],
            image: None,
            source: Source::Wikipedia,
        }
    }

    fn written(live: &LiveIndex, language: &str, events: &[Event]) {
        let mut writer = live.writer().unwrap();
        writer.replace(&LiveSource::new(day(), language), events).unwrap();
        writer.finish().unwrap();
    }

    fn found(live: &LiveIndex, text: &str) -> Vec<String> {
        let page = Search::embedded().with_live(live.clone()).query(&Query::new(text), 0, 9);
        page.hits.into_iter().filter_map(|hit| hit.event).map(|event| event.title).collect()
    }

    #[test]
    fn what_comes_again_from_a_source_replaces_what_came_before() {
        let folder = tempfile::tempdir().unwrap();
        let live = LiveIndex::open(folder.path()).unwrap();
        written(&live, "en", &[event("a", "Zyzzyva Weevil Found"), event("b", "Quokka Found")]);
        written(&live, "de", &[event("c", "Zyzzyva entdeckt")]);
        assert_eq!(found(&live, "zyzzyva").len(), 2);
        written(&live, "en", &[event("b", "Quokka Found")]);
        assert_eq!(found(&live, "zyzzyva"), ["Zyzzyva entdeckt"]);
        assert_eq!(live.len(), 2);
        written(&live, "de", &[]);
        assert_eq!(live.sources(), [LiveSource::new(day(), "en")].into());
    }

    #[test]
    fn a_whole_event_comes_back_as_it_was_put_in() {
        let folder = tempfile::tempdir().unwrap();
        let live = LiveIndex::open(folder.path()).unwrap();
        let full = Event {
            people: vec!["Quokka".into()],
            location: crate::event::Place::new("Perth", -31.9, 115.9).ok(),
            links: vec![crate::event::Link { title: "Quokka".into(), url: "https://example.org".into() }],
            ..event("a", "Quokka Found")
        };
        written(&live, "en", std::slice::from_ref(&full));
        let page = Search::embedded().with_live(live).query(&Query::new("quokka"), 0, 1);
        assert_eq!(page.hits[0].event.as_deref(), Some(&full));
    }

    #[test]
    fn what_was_not_committed_was_never_there_and_what_was_survives() {
        let folder = tempfile::tempdir().unwrap();
        let live = LiveIndex::open(folder.path()).unwrap();
        written(&live, "en", &[event("a", "Quokka Found")]);
        let mut writer = live.writer().unwrap();
        writer.replace(&LiveSource::new(day(), "en"), &[]).unwrap();
        assert!(matches!(live.writer(), Err(LiveError::Busy(_))));
        drop(writer);
        let again = LiveIndex::open(folder.path()).unwrap();
        assert_eq!(found(&again, "quokka"), ["Quokka Found"]);
    }

    #[test]
    fn readers_elsewhere_see_what_a_writer_commits() {
        let folder = tempfile::tempdir().unwrap();
        assert!(LiveIndex::existing(folder.path()).is_none());
        let live = LiveIndex::open(folder.path()).unwrap();
        let reader = LiveIndex::existing(folder.path()).unwrap();
        assert!(found(&reader, "quokka").is_empty());
        written(&live, "en", &[event("a", "Quokka Found")]);
        assert_eq!(found(&reader, "quokka"), ["Quokka Found"]);
    }

    #[test]
    fn a_damaged_index_and_one_of_another_version_are_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let live = LiveIndex::open(folder.path()).unwrap();
        written(&live, "en", &[event("a", "Quokka Found")]);
        let inner = live.folder.clone();
        drop(live);
        let old = folder.path().join("topics-0-of-old");
        fs::create_dir(&old).unwrap();
        let victim = fs::read_dir(&inner).unwrap().flatten().map(|file| file.path());
        let victim = victim.into_iter().find(|path| path.extension().is_some_and(|e| e == "idx")).unwrap();
        fs::write(victim, b"nothing of the sort").unwrap();
        let live = LiveIndex::open(folder.path()).unwrap();
        assert!(live.is_empty() && !old.exists());
        written(&live, "en", &[event("a", "Quokka Found")]);
        assert_eq!(found(&live, "quokka"), ["Quokka Found"]);
    }
}
