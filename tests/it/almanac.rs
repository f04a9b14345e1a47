//! The almanac as it is built in: its pages, and the README that describes them.

use std::path::Path;
use std::sync::LazyLock;
use std::{env, fs};

use daybook::almanac::Almanac;
use daybook::almanac::check::{Report, Scope, check};
use daybook::almanac::reference::{self, Comparison};

/// What the independent records say, where they are: they are not part of the project.
static COMPARISON: LazyLock<Option<Comparison>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference");
    let is_here = folder.join("events.jsonl").exists();
    is_here.then(|| reference::compare(Almanac::embedded(), &folder).expect("the records can be read"))
});

fn report() -> Report {
    check(Almanac::embedded(), Scope::WhatIsWritten)
}

fn assert_clean(report: &Report) {
    let problems: Vec<_> = report.problems().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn every_page_is_as_it_should_be() {
    assert_clean(&report());
}

#[test]
fn every_heading_leads_to_its_entry() {
    let almanac = Almanac::embedded();
    for heading in almanac.headings() {
        let entry = almanac.entry(&heading.id).unwrap_or_else(|| panic!("{} leads nowhere", heading.id));
        assert_eq!((&entry.title, entry.year, entry.day), (&heading.title, heading.year, heading.day));
    }
    let entries: usize =
        almanac.days().filter_map(|day| almanac.day(day)).map(|day| day.entries().count()).sum();
    assert_eq!(almanac.headings().count(), entries);
}

#[test]
fn every_page_agrees_with_the_records() {
    let Some(comparison) = COMPARISON.clone() else {
        crate::support::skipped::skipped("../shared/reference is not here");
        return;
    };
    assert_clean(&report().with(comparison));
}

/// Set `DAYBOOK_UPDATE_README` to have the file written instead.
#[test]
fn the_readme_of_the_data_is_up_to_date() {
    let mut report = report();
    match COMPARISON.clone() {
        Some(comparison) => report = report.with(comparison),
        None => crate::support::skipped::skipped("in part: ../shared/reference is not here"),
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/README.md");
    let readme = fs::read_to_string(&file).expect("data/README.md can be read");
    let filled = report.fill_readme(&readme).expect("data/README.md has its marks");
    if env::var_os("DAYBOOK_UPDATE_README").is_some() {
        fs::write(&file, filled).expect("data/README.md can be written");
    } else {
        assert!(
            filled == readme,
            "data/README.md is out of date: run `DAYBOOK_UPDATE_README=1 cargo test readme_of_the_data`"
        );
    }
}
