//! Pages in a folder: `MM/DD.toml`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::page::{Page, Text};
use super::problem::Problem;
use crate::event::MonthDay;

/// The folder or a file in it cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read {path}: {source}", path = path.display())]
pub struct FolderError {
    path: PathBuf,
    source: io::Error,
}

/// What a folder holds.
pub(super) struct Found {
    pub(super) pages: BTreeMap<MonthDay, Page>,
    /// Files that are not where a page would be.
    pub(super) strays: Vec<Problem>,
}

/// Reads every page in the folder, without looking at what they say.
pub(super) fn find(folder: &Path) -> Result<Found, FolderError> {
    let mut found = Found { pages: BTreeMap::new(), strays: vec![] };
    let name = folder.display().to_string();
    for file in files(folder)? {
        let inside = file.strip_prefix(folder).unwrap_or(&file);
        if let Some(day) = day_of(inside) {
            let text = fs::read_to_string(&file).map_err(|source| FolderError { path: file, source })?;
            found.pages.insert(day, Page::new(day, &name, Text::Plain(text)));
        } else {
            let what = "is not a page: a page is called MM/DD.toml after a day that exists";
            found.strays.push(Problem::new(&file.display().to_string(), "", "", what));
        }
    }
    Ok(found)
}

/// Every file in the folder and those below it, sorted.
fn files(folder: &Path) -> Result<Vec<PathBuf>, FolderError> {
    let unreadable = |source| FolderError { path: folder.to_owned(), source };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_dir() {
            files.extend(self::files(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The day of `04/24.toml`, written just so.
fn day_of(inside: &Path) -> Option<MonthDay> {
    let (month, day) = inside.to_str()?.strip_suffix(".toml")?.split_once('/')?;
    let day = MonthDay::new(month.parse().ok()?, day.parse().ok()?).ok()?;
    let usual = format!("{:02}/{:02}.toml", day.month(), day.day());
    (Path::new(&usual) == inside).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_called_after_its_day() {
        assert_eq!(day_of(Path::new("02/29.toml")), MonthDay::new(2, 29).ok());
        for wrong in ["02/30.toml", "2/09.toml", "0209.toml", "02/09.txt", "02/09/x.toml", "+2/09.toml"] {
            assert_eq!(day_of(Path::new(wrong)), None, "{wrong}");
        }
    }

    #[test]
    fn other_files_are_named_and_a_missing_folder_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("02")).unwrap();
        fs::write(folder.path().join("02/30.toml"), "").unwrap();
        fs::write(folder.path().join("02/29.toml"), "").unwrap();
        let found = find(folder.path()).unwrap();
        assert_eq!(found.pages.len(), 1);
        assert!(found.strays[0].to_string().contains("02/30.toml: is not a page"), "{:?}", found.strays);
        let error = find(&folder.path().join("03")).map(|_| ()).unwrap_err().to_string();
        assert!(error.contains("03: No such file"), "{error}");
    }
}
