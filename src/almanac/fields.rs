//! Strict reading of one table of a page: every field is asked for by name, what is wrong with one
//! does not hide what is wrong with the next, and what nobody asked for is a problem too.

use std::fmt::Display;
use std::str::FromStr;

use serde::de::DeserializeOwned;
use toml::{Table, Value};

use super::problem::Findings;

/// The fields of one entry, taken one by one.
pub(super) struct Fields<'f, 'a> {
    table: Table,
    entry: String,
    findings: &'f mut Findings<'a>,
}

impl<'f, 'a> Fields<'f, 'a> {
    pub(super) fn new(table: Table, entry: String, findings: &'f mut Findings<'a>) -> Self {
        Self { table, entry, findings }
    }

    /// A field that has to be there.
    pub(super) fn required<T: DeserializeOwned>(&mut self, field: &str) -> Option<T> {
        if !self.table.contains_key(field) {
            self.problem(field, "is missing: add it");
        }
        self.optional(field)
    }

    /// A field that may be left out.
    pub(super) fn optional<T: DeserializeOwned>(&mut self, field: &str) -> Option<T> {
        let value = self.table.remove(field)?;
        match value.try_into() {
            Ok(value) => Some(value),
            Err(error) => {
                self.problem(field, error.message());
                None
            }
        }
    }

    /// A field that is read from its text.
    pub(super) fn parsed<T: FromStr<Err: Display>>(&mut self, field: &str) -> Option<T> {
        let text: String = self.required(field)?;
        match text.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.problem(field, error);
                None
            }
        }
    }

    /// A text of one line that is not empty.
    pub(super) fn line(&mut self, field: &str) -> Option<String> {
        let text = self.required(field)?;
        self.one_line(field, text)
    }

    /// Texts of one line each.
    pub(super) fn lines(&mut self, field: &str) -> Option<Vec<String>> {
        let texts: Vec<String> = self.required(field)?;
        texts.into_iter().map(|text| self.one_line(field, text)).collect()
    }

    /// Says what is wrong with a field.
    pub(super) fn problem(&mut self, field: &str, what: impl Display) {
        self.findings.add(&self.entry, field, what);
    }

    /// Makes a problem of every field that was not asked for.
    pub(super) fn finish(mut self) {
        for (field, _) in std::mem::take(&mut self.table) {
            self.problem(&field, "is not a field that is known here: remove it or mend its spelling");
        }
    }

    fn one_line(&mut self, field: &str, text: String) -> Option<String> {
        let trimmed = text.trim();
        let wrong = if trimmed.is_empty() {
            "is empty: write it"
        } else if trimmed.chars().any(char::is_control) {
            "has a line break or a tab in it: write it in one line"
        } else if trimmed.len() == text.len() {
            return Some(text);
        } else {
            return Some(trimmed.to_owned());
        };
        self.problem(field, wrong);
        None
    }
}

/// The tables of a list such as `[[events]]`.
pub(super) fn tables(values: Vec<Value>, entry: &str, findings: &mut Findings<'_>) -> Vec<Table> {
    let mut tables = Vec::with_capacity(values.len());
    for (index, value) in values.into_iter().enumerate() {
        match value {
            Value::Table(table) => tables.push(table),
            other => {
                let found = other.type_str();
                findings.add(&format!("{entry} {}", index + 1), "", format!("is a {found}, not a table"));
            }
        }
    }
    tables
}
