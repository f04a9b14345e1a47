//! What can be wrong with an index on disk.

use std::io;
use std::path::{Path, PathBuf};

use tantivy::TantivyError;
use tantivy::directory::error::OpenReadError;

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
    /// The work on it broke off.
    #[error("the work on the search index broke off: {0}")]
    Stopped(String),
}

impl LiveError {
    pub(super) fn broken(folder: &Path, error: &TantivyError) -> Self {
        Self::Broken { folder: folder.to_owned(), reason: error.to_string() }
    }
}

/// Whether what is on the disk is wrong. A disk that is full or may not be written says nothing about what is on it.
pub(super) fn is_damage(error: &TantivyError) -> bool {
    match error {
        TantivyError::IoError(error) => is_in_the_file(error),
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. }) => is_in_the_file(io_error),
        TantivyError::OpenDirectoryError(_)
        | TantivyError::OpenWriteError(_)
        | TantivyError::LockFailure(..)
        | TantivyError::Poisoned
        | TantivyError::ErrorInThread(_) => false,
        _ => true,
    }
}

fn is_in_the_file(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidData, InvalidInput, NotFound, UnexpectedEof};
    matches!(error.kind(), InvalidData | InvalidInput | NotFound | UnexpectedEof)
}
