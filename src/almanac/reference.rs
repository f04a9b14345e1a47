//! The almanac against independent records of dates: is it on that day, in that year, and is it in
//! our own words?
//!
//! Records are JSON Lines with `month`, `day`, `year`, `text` and perhaps `links` (titles of articles):
//! `events.jsonl`, and beside it, when present, `births.jsonl`, `deaths.jsonl` and
//! `observances.jsonl`. They are read line by line; one that cannot be read is a problem with its
//! number, not the end. A record that agrees does not prove a date, and one that is missing does not
//! disprove it: an event that no record has carries the address of a page that states its date.

mod copied;
mod dates;
mod people;
mod records;

use std::fmt;
use std::path::{Path, PathBuf};

use super::Almanac;
use super::problem::Problem;
use crate::event::Kind;
use copied::Runs;
use dates::Dates;
use people::People;

/// The records cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read the records in {path}: {source}", path = path.display())]
pub struct ReferenceError {
    path: PathBuf,
    source: std::io::Error,
}

/// What the records say about the almanac.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// What does not agree, and lines that cannot be read.
    pub problems: Vec<Problem>,
    /// Events that were compared.
    pub events: usize,
    /// Events that a record has on the same day of the same year.
    pub matched: usize,
    /// Events that no record has but that carry the address of a page that states the date.
    pub sourced: usize,
    /// Births and deaths that were compared.
    pub people: usize,
    /// Births and deaths that a record has on the same day of the same year.
    pub matched_people: usize,
}

/// Compares every page with the records in `path`: `events.jsonl`, or the folder that it is in.
///
/// # Errors
/// [`ReferenceError`] when a file of records cannot be opened or read.
pub fn compare(almanac: &Almanac, path: &Path) -> Result<Comparison, ReferenceError> {
    let events = if path.is_dir() { path.join("events.jsonl") } else { path.to_owned() };
    let mut problems = Vec::new();
    let mut runs = Runs::of(almanac);
    let mut dates = Dates::default();
    records::each(&events, &mut problems, |record| {
        runs.look(&record);
        dates.add(&record);
    })?;
    let mut people = People::of(almanac);
    for (name, kind) in [("births", Some(Kind::Birth)), ("deaths", Some(Kind::Death)), ("observances", None)]
    {
        let file = events.with_file_name(format!("{name}.jsonl"));
        if !file.exists() {
            continue;
        }
        records::each(&file, &mut problems, |record| {
            runs.look(&record);
            if let Some(kind) = kind {
                people.look(kind, &record);
            }
        })?;
    }
    Ok(judge(almanac, problems, &dates, &people, &runs))
}

fn judge(
    almanac: &Almanac,
    problems: Vec<Problem>,
    dates: &Dates,
    people: &People,
    runs: &Runs,
) -> Comparison {
    let mut comparison =
        Comparison { problems, events: 0, matched: 0, sourced: 0, people: 0, matched_people: 0 };
    for page in almanac.pages.values() {
        if let Ok(sheet) = page.read() {
            dates.judge(page.file(), sheet, &mut comparison);
        }
    }
    people.judge(&mut comparison);
    runs.judge(&mut comparison);
    let records = comparison.problems.iter().filter(|problem| problem.entry.starts_with("line ")).count();
    comparison.problems[records..].sort_by(|a, b| a.file.cmp(&b.file));
    comparison
}

impl Comparison {
    /// Matched events in percent of all, one decimal place.
    #[must_use]
    pub fn percent_matched(&self) -> String {
        let tenths = (self.matched * 1000).checked_div(self.events).unwrap_or_default();
        format!("{}.{} %", tenths / 10, tenths % 10)
    }

    /// The sentence for `data/README.md`.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        format!(
            "{} of {} events ({}) and {} of {} births and deaths stand in an independent record on the same day of the \
             same year; {} more carry the address of a page that states their date.\n",
            self.matched,
            self.events,
            self.percent_matched(),
            self.matched_people,
            self.people,
            self.sourced
        )
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "in the records: {} of {} events ({}), {} of {} births and deaths; with an address instead: {}",
            self.matched,
            self.events,
            self.percent_matched(),
            self.matched_people,
            self.people,
            self.sourced
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::MonthDay;
    use insta::assert_snapshot;
    use std::fs;

    const GOOD: &str = include_str!("../../tests/pages/04/24.toml");

    /// Compares the good page with these records.
    fn compared(files: &[(&str, &[&str])]) -> Comparison {
        with_page(GOOD, files)
    }

    fn with_page(page: &str, files: &[(&str, &[&str])]) -> Comparison {
        let folder = tempfile::tempdir().unwrap();
        for (name, lines) in files {
            fs::write(folder.path().join(name), lines.join("\n")).unwrap();
        }
        let day = MonthDay::new(4, 24).unwrap();
        let almanac = Almanac::from_texts("pages", [(day, page.to_owned())]);
        compare(&almanac, folder.path()).unwrap()
    }

    fn about(comparison: &Comparison, entry: &str) -> Vec<String> {
        let found = comparison.problems.iter().filter(|problem| problem.entry.contains(entry));
        found.map(ToString::to_string).collect()
    }

    /// Records that have nothing to do with the page, so that the words in question are rare.
    const OTHERS: [&str; 3] = [
        r#"{"month":1,"day":1,"year":1801,"text":"Ceres is seen by Piazzi"}"#,
        r#"{"month":1,"day":2,"year":1492,"text":"Granada surrenders"}"#,
        r#"{"month":1,"day":3,"year":1777,"text":"Washington wins at Princeton"}"#,
    ];

    fn with_others(record: &str) -> Vec<&str> {
        OTHERS.into_iter().chain([record]).collect()
    }

    #[test]
    fn an_event_is_found_by_its_article_on_the_same_day_and_year() {
        let record =
            r#"{"month":4,"day":24,"year":1926,"text":"Something","links":["Treaty of Berlin (1926)"]}"#;
        let found = compared(&[("events.jsonl", &with_others(record))]);
        assert_eq!(found.matched, 1);
        assert!(about(&found, "treaty-of-berlin-1926").is_empty());
        assert_eq!(found.problems.len(), found.events - 1);
    }

    #[test]
    fn an_event_is_found_by_its_rare_words() {
        let record = r#"{"month":4,"day":24,"year":1926,"text":"Stresemann and Krestinsky sign a pact of neutrality"}"#;
        assert_eq!(compared(&[("events.jsonl", &with_others(record))]).matched, 1);
        let record =
            r#"{"month":4,"day":24,"year":1926,"text":"The Gold Coast opens a harbour in Takoradi"}"#;
        assert_eq!(compared(&[("events.jsonl", &with_others(record))]).matched, 0);
    }

    #[test]
    fn an_event_that_the_records_have_elsewhere_is_told_where() {
        let on = |day: u32, year: i32| {
            let text = "Stresemann and Krestinsky sign a pact of neutrality";
            let record = format!(r#"{{"month":4,"day":{day},"year":{year},"text":"{text}"}}"#);
            about(&compared(&[("events.jsonl", &with_others(&record))]), "treaty-of-berlin-1926").join("\n")
        };
        assert_snapshot!(on(23, 1926), @"pages/04/24.toml: event treaty-of-berlin-1926: year: the records have it on 04-23 of 1926, not on 04-24 of 1926: mend the date, link the record's article first, or give a date_source");
        assert_snapshot!(on(24, 1927), @"pages/04/24.toml: event treaty-of-berlin-1926: year: the records have it on 04-24 of 1927, not on 04-24 of 1926: mend the date, link the record's article first, or give a date_source");
        assert_snapshot!(on(23, 1927), @"pages/04/24.toml: event treaty-of-berlin-1926: year: no record has it on 04-24 of 1926: mend the date, link the record's article first, or give a date_source");
    }

    #[test]
    fn an_event_without_a_record_may_name_a_page_for_its_date() {
        let page = GOOD.replacen("lead = true", "lead = true\ndate_source = \"https://example.org/\"", 1);
        let found = with_page(&page, &[("events.jsonl", &OTHERS)]);
        assert_eq!((found.matched, found.sourced), (0, 1));
        assert!(about(&found, "treaty-of-berlin-1926").is_empty());
    }

    #[test]
    fn twelve_words_of_a_record_are_found_whatever_their_spelling() {
        let copied = "by which EACH country promised to stay – neutral if a third power áttacked";
        let record = format!(r#"{{"month":9,"day":9,"text":"They signed {copied}"}}"#);
        let found = compared(&[("events.jsonl", &OTHERS), ("observances.jsonl", &[&record])]);
        let runs: Vec<_> = about(&found, "treaty-of-berlin-1926")
            .into_iter()
            .filter(|line| line.contains("shares"))
            .collect();
        assert_snapshot!(runs.join("\n"), @r#"pages/04/24.toml: event treaty-of-berlin-1926: summary: shares 12 words in a row with a record: "by which each country promised to stay neutral if a third power"; write it in your own words"#);
        let record = record.replace("They signed by", "They signed").replace(" áttacked", "");
        let found = compared(&[("events.jsonl", &OTHERS), ("observances.jsonl", &[&record])]);
        assert!(!found.problems.iter().any(|problem| problem.what.contains("shares")));
    }

    #[test]
    fn births_and_deaths_are_compared_by_name_day_and_year() {
        let births = [
            r#"{"month":4,"day":24,"year":1743,"text":"Edmund Cartwright, English clergyman"}"#,
            r#"{"month":4,"day":24,"year":1905,"text":"Willem de Kooning, painter"}"#,
            r#"{"month":4,"day":25,"year":1934,"text":"Shirley MacLaine, actress"}"#,
        ];
        let found = compared(&[("events.jsonl", &OTHERS), ("births.jsonl", &births)]);
        assert_eq!((found.people, found.matched_people), (6, 1));
        assert_snapshot!(about(&found, "birth ").join("\n"), @"
        pages/04/24.toml: birth Manuel Ávila Camacho: year: no record has it on 04-24 of 1897: mend name or year, or choose somebody else
        pages/04/24.toml: birth Willem de Kooning: year: the records have it on 04-24 of 1905, not on 04-24 of 1904: mend it
        pages/04/24.toml: birth Glafcos Clerides: year: no record has it on 04-24 of 1919: mend name or year, or choose somebody else
        pages/04/24.toml: birth Shirley MacLaine: year: the records have it on 04-25 of 1934, not on 04-24 of 1934: mend it
        pages/04/24.toml: birth Barbra Streisand: year: no record has it on 04-24 of 1942: mend name or year, or choose somebody else
        ");
        assert!(about(&found, "death ").is_empty(), "there were no records of deaths");
    }

    #[test]
    fn lines_that_are_no_records_are_told_and_missing_files_are_an_error() {
        let found = compared(&[("events.jsonl", &["{"])]);
        assert_eq!(found.problems[0].entry, "line 1");
        let error = compare(Almanac::embedded(), Path::new("no/such/file.jsonl")).unwrap_err();
        assert!(error.to_string().starts_with("cannot read the records in no/such/file.jsonl"), "{error}");
    }
}
