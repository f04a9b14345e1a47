//! The one who writes to an index on disk.

use tantivy::directory::error::LockError;
use tantivy::merge_policy::LogMergePolicy;
use tantivy::{IndexWriter, TantivyError, Term};

use super::{LiveError, LiveIndex, LiveSource};
use crate::event::Event;
use crate::search::index::document;

/// tantivy's least memory for a writer, in bytes.
const MEMORY: usize = 15_000_000;

/// A segment of which more than this share was replaced is written anew.
const MOST_REPLACED: f32 = 0.3;

/// Writes to an index. What is not committed when this is dropped was never there.
pub struct LiveWriter {
    writer: IndexWriter,
    live: LiveIndex,
}

impl LiveWriter {
    pub(super) fn of(live: &LiveIndex) -> Result<Self, LiveError> {
        let writer = live.index.writer_with_num_threads(1, MEMORY).map_err(|error| match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => LiveError::Busy(live.folder.clone()),
            error => LiveError::broken(&live.folder, &error),
        })?;
        let mut policy = LogMergePolicy::default();
        policy.set_del_docs_ratio_before_merge(MOST_REPLACED);
        writer.set_merge_policy(Box::new(policy));
        Ok(Self { writer, live: live.clone() })
    }

    /// Puts `events` in the place of all that came from `source`. Leave out what the almanac has.
    ///
    /// # Errors
    /// [`LiveError::Broken`] when the disk fails.
    pub fn replace(&mut self, source: &LiveSource, events: &[Event]) -> Result<(), LiveError> {
        let fields = &self.live.shelf.fields;
        self.writer.delete_term(Term::from_field_text(fields.source, &source.0));
        for event in events {
            let entry = document(fields, event, Some(&source.0));
            self.writer.add_document(entry).map_err(|error| LiveError::broken(&self.live.folder, &error))?;
        }
        Ok(())
    }

    /// Makes what was put in lasting, and visible to all.
    ///
    /// # Errors
    /// [`LiveError::Broken`] when the disk fails.
    pub fn commit(&mut self) -> Result<(), LiveError> {
        let committed = self.writer.commit().and_then(|_| self.live.shelf.reload());
        committed.map_err(|error| LiveError::broken(&self.live.folder, &error))
    }

    /// Commits, and waits until the index is in its best order.
    ///
    /// # Errors
    /// [`LiveError::Broken`] when the disk fails.
    pub fn finish(mut self) -> Result<(), LiveError> {
        self.commit()?;
        let waited = self.writer.wait_merging_threads().and_then(|()| self.live.shelf.reload());
        waited.map_err(|error| LiveError::broken(&self.live.folder, &error))
    }
}
