//! Other names for the same: `data/search/synonyms.toml`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Clue, What};
use crate::search::index::plain_words;

/// The table, as `build.rs` made it of the file: a line for each name, with what else to look for. A form has a mark.
const TABLE: &str = include_str!(concat!(env!("OUT_DIR"), "/synonyms"));

/// How much another name is worth beside the one that was typed.
const ANOTHER: f32 = 0.9;

/// How much a word is worth that is one of many forms: it says what happened, not to whom.
const FORM: f32 = 0.55;

/// What begins the line of such a form.
const MARK: char = '~';

/// Every name that has others.
pub(super) struct Synonyms {
    /// By its words; what else to look for.
    names: HashMap<Vec<String>, Others>,
    longest: usize,
}

/// What else to look for.
#[derive(Default)]
struct Others {
    is_form: bool,
    names: Vec<String>,
}

impl Synonyms {
    pub(super) fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Synonyms> = LazyLock::new(|| Synonyms::parse(TABLE));
        &EMBEDDED
    }

    /// Reads lines of a name and other names, with tabs between.
    fn parse(table: &str) -> Self {
        let mut names: HashMap<_, Others> = HashMap::new();
        for line in table.lines() {
            let mut parts = line.split('\t');
            let name = parts.next().unwrap_or_default();
            let others = names.entry(plain_words(name)).or_default();
            others.is_form = name.starts_with(MARK);
            others.names.extend(parts.map(str::to_owned));
        }
        let longest = names.keys().map(Vec::len).max().unwrap_or(0);
        Self { names, longest }
    }

    /// The longest name that the words begin with, and how many of them are its.
    pub(super) fn read(&self, words: &[&str]) -> Option<(usize, Clue)> {
        (1..=self.longest.min(words.len())).rev().find_map(|length| {
            let name: Vec<_> = words[..length].iter().map(|word| (*word).to_owned()).collect();
            let others = self.names.get(&name)?;
            let worth = if others.is_form { FORM } else { 1.0 };
            let clue = Clue::worth(What::words(&name.join(" "))?, worth);
            let others = others.names.iter().filter_map(|other| What::words(other));
            Some((length, others.fold(clue, |clue, other| clue.or(other, worth.min(ANOTHER)))))
        })
    }
}
