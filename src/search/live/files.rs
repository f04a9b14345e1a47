//! Where an index is, and what is beside it.

use std::fs;
use std::path::Path;

use tantivy::directory::error::LockError;
use tantivy::directory::{Directory as _, INDEX_WRITER_LOCK, MmapDirectory};
use tantivy::{Index, TantivyError};

use crate::search::index::{Fields, VERSION, builder};

/// What changes with every change of the almanac.
const ALMANAC: &str = include_str!(concat!(env!("OUT_DIR"), "/fingerprint"));

/// The file that says what is committed.
const META: &str = "meta.json";

/// The folder of an index of this version.
pub(super) fn name() -> String {
    format!("topics-{VERSION}-{ALMANAC}")
}

/// What is committed there; nothing where there is no index.
pub(super) fn committed(inner: &Path) -> Option<Vec<u8>> {
    fs::read(inner.join(META)).ok()
}

/// Opens the index there, or makes it, and checks every file of it. While somebody writes to it, it is whole, and there
/// are files that are not.
pub(super) fn make(inner: &Path) -> tantivy::Result<Index> {
    fs::create_dir_all(inner)?;
    let index = builder(&Fields::new()).open_or_create(MmapDirectory::open(inner)?)?;
    let damaged = match index.directory().acquire_lock(&INDEX_WRITER_LOCK) {
        Ok(_nobody_writes) => index.validate_checksum()?,
        Err(LockError::LockBusy) => return Ok(index),
        Err(error) => return Err(TantivyError::LockFailure(error, None)),
    };
    if damaged.is_empty() {
        Ok(index)
    } else {
        Err(TantivyError::InternalError(format!("{damaged:?} changed")))
    }
}

/// Takes an index away.
pub(super) fn remove(inner: &Path) {
    // What cannot be removed cannot be made anew either, and that is said.
    let _ = fs::remove_dir_all(inner);
}

/// Indexes of other versions are of no use to this one.
pub(super) fn remove_others(folder: &Path) {
    let others = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_other = |file: &str| file.starts_with("topics-") && file != name();
    for other in others.filter(|other| other.file_name().to_str().is_some_and(is_other)) {
        remove(&other.path());
    }
}
