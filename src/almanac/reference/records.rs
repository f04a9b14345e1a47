//! Files of records, one JSON object a line.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use serde::Deserialize;

use super::ReferenceError;
use crate::almanac::letters::plain;
use crate::almanac::problem::Problem;
use crate::event::{MonthDay, Year};

/// A record of a date.
pub(super) struct Record {
    pub(super) day: MonthDay,
    /// None for an observance.
    pub(super) year: Option<Year>,
    /// In plain letters, for comparing only.
    pub(super) text: String,
    /// Titles of articles, in plain letters.
    pub(super) links: Vec<String>,
}

#[derive(Deserialize)]
struct Line {
    month: u32,
    day: u32,
    year: Option<i32>,
    text: String,
    #[serde(default)]
    links: Vec<String>,
}

impl Record {
    /// Reads a line; other fields than ours are passed over.
    fn parse(line: &[u8]) -> Result<Self, String> {
        let line: Line = serde_json::from_slice(line).map_err(|error| error.to_string())?;
        let day = MonthDay::new(line.month, line.day).map_err(|error| error.to_string())?;
        let year = line.year.map(Year::new).transpose().map_err(|error| error.to_string())?;
        let links = line.links.iter().map(|title| plain(title)).collect();
        Ok(Self { day, year, text: plain(&line.text), links })
    }
}

/// Hands every record of the file to `take`, and makes a problem of every line that is none.
pub(super) fn each(
    file: &Path,
    problems: &mut Vec<Problem>,
    mut take: impl FnMut(Record),
) -> Result<(), ReferenceError> {
    let unreadable = |source| ReferenceError { path: file.to_owned(), source };
    let mut reader = BufReader::with_capacity(1 << 16, File::open(file).map_err(unreadable)?);
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        if reader.read_until(b'\n', &mut line).map_err(unreadable)? == 0 {
            break;
        }
        match Record::parse(&line) {
            Ok(record) => take(record),
            Err(_) if line.trim_ascii().is_empty() => {}
            Err(what) => {
                let name = file.display().to_string();
                problems.push(Problem::new(&name, &format!("line {number}"), "", what));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_no_records_are_told_by_their_number() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("events.jsonl");
        let good = r#"{"month":2,"day":29,"year":-44,"text":"Ávila","sources":["x"]}"#;
        let lines = [
            good,
            "",
            "{",
            r#"{"month":2,"day":30,"year":1,"text":""}"#,
            r#"{"month":2,"day":1,"year":0,"text":""}"#,
            "\u{0}",
            good,
        ];
        std::fs::write(&file, lines.join("\n")).unwrap();
        let (mut problems, mut texts) = (vec![], vec![]);
        each(&file, &mut problems, |record| texts.push(record.text)).unwrap();
        assert_eq!(texts, ["avila", "avila"]);
        let numbers: Vec<_> = problems.iter().map(|problem| problem.entry.as_str()).collect();
        assert_eq!(numbers, ["line 3", "line 4", "line 5", "line 6"]);
    }

    #[test]
    fn a_missing_file_is_an_error_with_its_name() {
        let error = each(Path::new("no/such.jsonl"), &mut vec![], |_| {}).unwrap_err().to_string();
        assert!(error.starts_with("cannot read the records in no/such.jsonl: "), "{error}");
    }
}
