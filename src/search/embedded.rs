//! The almanac's index, as `build.rs` made it: its files are part of the program, deflated, and are unpacked once, when
//! something is first searched.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use flate2::read::DeflateDecoder;
use tantivy::Directory;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{DirectoryLock, FileHandle, Lock, WatchCallback, WatchHandle, WritePtr};

use super::shelf::Shelf;

/// Name and deflated bytes of each file of the index.
static PACKED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/index.rs"));

/// The almanac's index, opened once.
#[expect(clippy::expect_used, reason = "the files are part of the program, and a test opens them")]
pub(super) fn shelf() -> &'static Shelf {
    static SHELF: LazyLock<Shelf> =
        LazyLock::new(|| open().expect("the index that is built in can be opened"));
    &SHELF
}

fn open() -> tantivy::Result<Shelf> {
    let mut index = tantivy::Index::open(BuiltIn)?;
    index.set_tokenizers(super::index::tokenizers());
    Shelf::open(&index)
}

/// The files of the index, to be read and no more.
#[derive(Clone, Copy, Debug)]
struct BuiltIn;

fn find(path: &Path) -> Option<&'static [u8]> {
    static FILES: LazyLock<Vec<(&str, Vec<u8>)>> = LazyLock::new(|| PACKED.iter().map(unpack).collect());
    FILES.iter().find(|(name, _)| Path::new(name) == path).map(|(_, bytes)| bytes.as_slice())
}

/// A file by its name, whole. Were it damaged, the index would not open.
fn unpack(&(name, packed): &(&'static str, &[u8])) -> (&'static str, Vec<u8>) {
    let mut bytes = Vec::with_capacity(packed.len() * 2);
    let unpacked = DeflateDecoder::new(packed).read_to_end(&mut bytes);
    debug_assert!(unpacked.is_ok(), "{name} is built in");
    (name, bytes)
}

fn missing(path: &Path) -> OpenReadError {
    OpenReadError::FileDoesNotExist(PathBuf::from(path))
}

fn unwritable() -> io::Error {
    io::Error::new(io::ErrorKind::PermissionDenied, "the built-in index cannot be written")
}

impl Directory for BuiltIn {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        Ok(Arc::new(find(path).ok_or_else(|| missing(path))?))
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(find(path).is_some())
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        find(path).map(<[u8]>::to_vec).ok_or_else(|| missing(path))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        Err(DeleteError::IoError { io_error: Arc::new(unwritable()), filepath: path.into() })
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::wrap_io_error(unwritable(), path.into()))
    }

    fn atomic_write(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        Err(unwritable())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    /// Nobody else is there to be kept out.
    fn acquire_lock(&self, _: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}
