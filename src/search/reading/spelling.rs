//! Words that are not written as the indexes have them.

use std::collections::HashMap;

use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use crate::search::index::{Fields, stemmed_words};

/// Somebody who knows which words there are.
pub(in crate::search) trait Spelling {
    /// Words that may have been meant by `word`, and how much each is worth beside it; none if it is fine.
    fn mend(&self, word: &str) -> Vec<(String, f32)>;
}

/// Shorter words are left as they are: too many others are near. In characters.
const SHORTEST: usize = 4;

/// From this length on two letters may be wrong.
const LONG: usize = 8;

/// The most words that may have been meant.
const MOST: usize = 4;

/// A word that is so rare may be a mistake for one that is [`FAR_MORE`] times as common.
const RARE: u64 = 3;
const FAR_MORE: u64 = 6;

/// Knows the words of several indexes.
pub(in crate::search) struct KnownWords<'a> {
    pub(in crate::search) searchers: &'a [Searcher],
    pub(in crate::search) fields: &'a Fields,
}

impl Spelling for KnownWords<'_> {
    fn mend(&self, word: &str) -> Vec<(String, f32)> {
        let length = word.chars().count();
        if length < SHORTEST || word.chars().any(|c| c.is_ascii_digit()) {
            return vec![];
        }
        let known = self.occurs(word);
        if known > RARE {
            return vec![];
        }
        let mut near: Vec<_> = self.near(word, if length >= LONG { 2 } else { 1 }).into_iter().collect();
        near.retain(|(other, count)| other != word && *count > known * FAR_MORE);
        if known == 0 && near.is_empty() {
            near = self.begun(word).into_iter().collect();
        }
        let rank = |other: &str, count: u64| {
            let is_far = strsim::osa_distance(word, other) > 1;
            let starts_alike = other.chars().next() == word.chars().next();
            (is_far, !starts_alike, std::cmp::Reverse(count))
        };
        near.sort_by_key(|(other, count)| rank(other, *count));
        near.truncate(MOST);
        let worth = |other: &str, count| match (known, rank(other, count)) {
            (0, (false, false, _)) => 0.9,
            (0, (false, true, _) | (true, false, _)) => 0.6,
            (0, _) => 0.4,
            (_, (false, false, _)) => 0.7,
            _ => 0.3,
        };
        near.into_iter()
            .map(|(other, count)| {
                let worth = worth(&other, count);
                (other, worth)
            })
            .collect()
    }
}

impl KnownWords<'_> {
    /// In how many entries a word occurs, in any field.
    fn occurs(&self, word: &str) -> u64 {
        let Some(stem) = stemmed_words(word).pop() else { return 0 };
        let Fields { title, names, people, place, tags, summary, body, .. } = *self.fields;
        let frequency = |field: Field| {
            let term = Term::from_field_text(field, &stem);
            self.searchers.iter().map(|searcher| searcher.doc_freq(&term).unwrap_or(0)).sum::<u64>()
        };
        [title, names, people, place, tags, summary, body].into_iter().map(frequency).max().unwrap_or(0)
    }

    /// The words at most so many letters away, and in how many entries they occur.
    fn near(&self, word: &str, letters: u8) -> HashMap<String, u64> {
        let term = Term::from_field_text(self.fields.words, word);
        self.matching(&FuzzyTermQuery::new(term, letters, true))
    }

    /// The words that begin so.
    fn begun(&self, word: &str) -> HashMap<String, u64> {
        let term = Term::from_field_text(self.fields.words, word);
        self.matching(&FuzzyTermQuery::new_prefix(term, 0, true))
    }

    fn matching(&self, like: &FuzzyTermQuery) -> HashMap<String, u64> {
        let mut found = HashMap::new();
        for segment in self.searchers.iter().flat_map(Searcher::segment_readers) {
            let Ok(automaton) = like.automaton() else { continue };
            let Ok(inverted) = segment.inverted_index(self.fields.words) else { continue };
            let Ok(mut terms) = inverted.terms().search(automaton).into_stream() else { continue };
            while terms.advance() {
                let Ok(word) = std::str::from_utf8(terms.key()) else { continue };
                *found.entry(word.to_owned()).or_default() += u64::from(terms.value().doc_freq);
            }
        }
        found
    }
}
