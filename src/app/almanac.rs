//! Looking through the almanac for mistakes.

use std::path::Path;

use anyhow::Context as _;

use crate::almanac::check::{Report, Scope, check};
use crate::almanac::{Almanac, reference};

/// What to look through, and what to compare it with.
#[derive(Clone, Copy, Debug, Default)]
pub struct AlmanacCheck<'a> {
    /// A folder of pages; the built-in ones if there is none.
    pub folder: Option<&'a Path>,
    /// Independent records: `events.jsonl`, or the folder that it is in.
    pub records: Option<&'a Path>,
    /// Whether all 366 days and the balance of the year are asked for.
    pub whole_year: bool,
}

impl AlmanacCheck<'_> {
    /// Reads and checks every page.
    ///
    /// # Errors
    /// When the folder or the records cannot be read; what is wrong with the pages stands in the
    /// report.
    pub fn run(self) -> anyhow::Result<Report> {
        let from_folder =
            self.folder.map(Almanac::from_folder).transpose().context("cannot read the pages")?;
        let almanac = from_folder.as_ref().unwrap_or_else(|| Almanac::embedded());
        let scope = if self.whole_year { Scope::WholeYear } else { Scope::WhatIsWritten };
        let report = check(almanac, scope);
        Ok(match self.records {
            Some(records) => report.with(reference::compare(almanac, records)?),
            None => report,
        })
    }
}
