//! The almanac: the curated pages, one file a day, that are built into the program.
//!
//! [`Almanac::embedded`] costs nothing at the start: a day is unpacked and read when it is first
//! asked for, and kept. A page that is wrong is an error that names file, entry and field, with all
//! that is wrong in that file ([`BadPage`]); a [`Day`] that is there is whole.
//!
//! What a good page is beyond its form (lengths, balance, wording, dates that stand in independent
//! records) is not asked here when a page is read, but by [`check`] and [`mod@reference`], which authors
//! and tests run. This part reads no clock and nothing over the network.

pub mod check;
mod contents;
mod embedded;
mod fields;
mod folder;
mod letters;
mod naming;
mod page;
mod problem;
pub mod reference;

pub use contents::Heading;
pub use folder::FolderError;
pub use problem::{BadPage, Problem};

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{LazyLock, OnceLock};

use crate::event::{Day, Event, EventId, MonthDay};
use contents::Contents;
use page::{Page, Text};

/// The pages of the year, as many of them as are written.
#[derive(Debug)]
pub struct Almanac {
    pages: BTreeMap<MonthDay, Page>,
    packed_contents: Option<&'static [u8]>,
    contents: OnceLock<Contents>,
    strays: Vec<Problem>,
}

impl Almanac {
    /// The pages that are built into the program.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Almanac> =
            LazyLock::new(|| Almanac::new(embedded::pages(), Some(embedded::CONTENTS), vec![]));
        &EMBEDDED
    }

    /// The pages in a folder of `MM/DD.toml`, for their authors.
    ///
    /// # Errors
    /// [`FolderError`] when the folder or a file in it cannot be read. A file that can be read but
    /// is wrong is no error here: [`Almanac::page`] tells of it.
    pub fn from_folder(folder: &Path) -> Result<Self, FolderError> {
        let found = folder::find(folder)?;
        Ok(Self::new(found.pages, None, found.strays))
    }

    /// Pages by their text, as if they stood in a folder that is called `folder`.
    #[must_use]
    pub fn from_texts(folder: &str, texts: impl IntoIterator<Item = (MonthDay, String)>) -> Self {
        let page = |(day, text)| (day, Page::new(day, folder, Text::Plain(text)));
        Self::new(texts.into_iter().map(page).collect(), None, vec![])
    }

    fn new(
        pages: BTreeMap<MonthDay, Page>,
        packed_contents: Option<&'static [u8]>,
        strays: Vec<Problem>,
    ) -> Self {
        Self { pages, packed_contents, contents: OnceLock::new(), strays }
    }

    /// A day's entries: the lead event first, then by year. Nothing if its page is not written or wrong.
    pub fn day(&self, day: MonthDay) -> Option<&Day> {
        self.page(day)?.ok()
    }

    /// A day's entries, or all that is wrong with its page. Nothing if that is not written.
    ///
    /// # Errors
    /// [`BadPage`] when the file is not a page.
    pub fn page(&self, day: MonthDay) -> Option<Result<&Day, &BadPage>> {
        Some(self.pages.get(&day)?.read().map(|sheet| &sheet.day))
    }

    /// The entry with this id, of any kind. Reads only the page that it is on.
    pub fn entry(&self, id: &EventId) -> Option<&Event> {
        self.day(self.contents().day_of(id)?)?.entry(id)
    }

    /// The days that there are, in order.
    pub fn days(&self) -> impl Iterator<Item = MonthDay> {
        self.pages.keys().copied()
    }

    /// Every entry of the year by its title, in the order of the year, without reading the pages.
    pub fn headings(&self) -> impl Iterator<Item = &Heading> {
        self.contents().headings()
    }

    fn contents(&self) -> &Contents {
        self.contents.get_or_init(|| match self.packed_contents {
            Some(packed) => Contents::unpack(packed),
            None => Contents::of(self.days().filter_map(|day| self.day(day))),
        })
    }

    /// Files in the folder that are no pages.
    fn strays(&self) -> &[Problem] {
        &self.strays
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn april_24() -> MonthDay {
        MonthDay::new(4, 24).unwrap()
    }

    #[test]
    fn a_day_has_its_lead_first_and_the_rest_by_year() {
        let day = Almanac::embedded().day(april_24()).unwrap();
        assert_eq!(day.events[0].id.as_str(), "treaty-of-berlin-1926");
        assert!(day.events[1..].is_sorted_by_key(|event| event.year));
        assert!(day.births.is_sorted_by_key(|event| event.year));
    }

    #[test]
    fn entries_of_every_kind_are_found_by_id() {
        for id in [
            "treaty-of-berlin-1926",
            "born-edmund-cartwright-1743",
            "died-daniel-defoe-1731",
            "observed-republic-day-the-gambia-04-24",
        ] {
            let entry = Almanac::embedded().entry(&id.parse().unwrap());
            assert_eq!(entry.map(|entry| entry.day), Some(april_24()), "{id}");
        }
        assert!(Almanac::embedded().entry(&"no-such-thing-1900".parse().unwrap()).is_none());
    }

    #[test]
    fn a_folder_and_the_built_in_pages_say_the_same() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/almanac");
        let folder = Almanac::from_folder(&folder).unwrap();
        let embedded = Almanac::embedded();
        assert!(folder.days().eq(embedded.days()));
        assert!(folder.days().all(|day| folder.day(day) == embedded.day(day)));
        assert!(folder.headings().eq(embedded.headings()));
    }
}
