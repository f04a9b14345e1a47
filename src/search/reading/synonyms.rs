//! Other names for the same: `data/search/synonyms.toml`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Clue, What};
use crate::search::index::plain_words;

/// The table, as `build.rs` made it of the file: a line for each name, with what else to look for.
const TABLE: &str = include_str!(concat!(env!("OUT_DIR"), "/synonyms"));

/// How much another name is worth beside the one that was typed.
const ANOTHER: f32 = 0.9;

/// Every name that has others.
pub(super) struct Synonyms {
    /// By its words; what else to look for.
    names: HashMap<Vec<String>, Vec<String>>,
    longest: usize,
}

impl Synonyms {
    pub(super) fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Synonyms> = LazyLock::new(|| Synonyms::parse(TABLE));
        &EMBEDDED
    }

    /// Reads lines of a name and other names, with tabs between.
    fn parse(table: &str) -> Self {
        let mut names: HashMap<_, Vec<_>> = HashMap::new();
        for line in table.lines() {
            let mut parts = line.split('\t');
            let name = plain_words(parts.next().unwrap_or_default());
            names.entry(name).or_default().extend(parts.map(str::to_owned));
        }
        let longest = names.keys().map(Vec::len).max().unwrap_or(0);
        Self { names, longest }
    }

    /// The longest name that the words begin with, and how many of them are its.
    pub(super) fn read(&self, words: &[&str]) -> Option<(usize, Clue)> {
        (1..=self.longest.min(words.len())).rev().find_map(|length| {
            let name: Vec<_> = words[..length].iter().map(|word| (*word).to_owned()).collect();
            let others = self.names.get(&name)?;
            let clue = Clue::one(What::words(&name.join(" "))?);
            let others = others.iter().filter_map(|other| What::words(other));
            Some((length, others.fold(clue, |clue, other| clue.or(other, ANOTHER))))
        })
    }
}
