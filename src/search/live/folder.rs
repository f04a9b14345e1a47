//! A folder in which there may be an index, now or later.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::Index;
use tracing::warn;

use super::{LiveError, LiveIndex, files};

/// A folder in which there may be an index, now or later: it is seen when another process makes it, makes it anew or
/// takes it away. Cheap to clone; all clones share what is open.
#[derive(Clone, Debug)]
pub struct LiveFolder {
    folder: PathBuf,
    open: Arc<Mutex<Open>>,
}

#[derive(Debug, Default)]
enum Open {
    #[default]
    Nothing,
    Index(Box<LiveIndex>),
    /// What was committed when it could not be read: it is tried again when that changes.
    Unreadable(Vec<u8>),
}

impl LiveFolder {
    /// What is in `folder`. It is not looked at yet.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), open: Arc::default() }
    }

    /// The index that is there now, if it is one of this version and can be read. That it cannot be read is said in the
    /// log, once.
    #[must_use]
    pub fn current(&self) -> Option<LiveIndex> {
        let inner = self.inner();
        let mut open = self.lock();
        let Some(committed) = files::committed(&inner) else {
            *open = Open::Nothing;
            return None;
        };
        match &*open {
            Open::Index(index) if index.catch_up().is_ok() => return Some(LiveIndex::clone(index)),
            Open::Unreadable(then) if *then == committed => return None,
            _ => {}
        }
        match Index::open_in_dir(&inner).and_then(|index| LiveIndex::of(index, &inner)) {
            Ok(index) => {
                *open = Open::Index(Box::new(index.clone()));
                Some(index)
            }
            Err(error) => {
                warn!(%error, "the search index cannot be read; the almanac answers alone");
                *open = Open::Unreadable(committed);
                None
            }
        }
    }

    /// The index, made where there is none, or a damaged one.
    ///
    /// # Errors
    /// [`LiveError::Broken`] when the folder cannot be used.
    pub fn make(&self) -> Result<LiveIndex, LiveError> {
        if let Some(index) = self.current() {
            return Ok(index);
        }
        let index = LiveIndex::made(&self.inner())?;
        *self.lock() = Open::Index(Box::new(index.clone()));
        Ok(index)
    }

    /// Takes the indexes of other versions away.
    pub fn tidy(&self) {
        files::remove_others(&self.folder);
    }

    fn inner(&self) -> PathBuf {
        self.folder.join(files::name())
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
