//! The words of a text by which it is sorted.

use std::collections::BTreeMap;

use crate::feed::map::{fold, words};

/// Letters by which a word is also known: a crude way to leave its ending out.
const BEGINNING: usize = 5;

/// Words that say nothing about what an entry is about.
const EMPTY_WORDS: &[&str] = &[
    "the", "and", "was", "were", "for", "that", "with", "from", "had", "his", "her", "its", "their", "who",
    "which", "this", "but", "not", "after", "when", "where", "then", "than", "into", "been", "has", "have",
    "they", "them", "him", "she", "are", "one", "two", "all", "more",
];

/// What was found in a text, by its number, and how often. A word, its beginning and each pair of words have a number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks(BTreeMap<u32, f32>);

impl Marks {
    /// Adds the words and pairs of words of a text; each counts as much as `weight`.
    pub fn add_text(&mut self, text: &str, weight: f32) {
        let folded = fold(text);
        let telling: Vec<_> = words(&folded).filter(|word| is_telling(word)).collect();
        self.add_words(&telling, weight);
        for pair in telling.windows(2) {
            self.add(&pair.join(" "), weight);
        }
    }

    /// Adds words that do not follow one another.
    pub fn add_words(&mut self, words: &[&str], weight: f32) {
        for word in words {
            self.add(word, weight);
            // A sign after it keeps a beginning apart from a whole word.
            let beginning: String = word.chars().take(BEGINNING).collect();
            self.add(&format!("{beginning}-"), weight);
        }
    }

    /// The numbers, and how often each was found.
    pub fn iter(&self) -> impl Iterator<Item = (u32, f32)> {
        self.0.iter().map(|(number, count)| (*number, *count))
    }

    fn add(&mut self, mark: &str, weight: f32) {
        *self.0.entry(hash(mark)).or_insert(0.0) += weight;
    }
}

fn is_telling(word: &str) -> bool {
    word.len() > 1 && !word.starts_with(|c: char| c.is_ascii_digit()) && !EMPTY_WORDS.contains(&word)
}

/// The number of a mark: FNV-1a, the same in every version of the standard library.
pub(super) fn hash(mark: &str) -> u32 {
    mark.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_known_by_words_beginnings_and_pairs() {
        let mut marks = Marks::default();
        marks.add_text("The Battle of Battles, 1547", 1.0);
        let count = |mark: &str| marks.0.get(&hash(mark)).copied();
        assert_eq!(count("battle"), Some(1.0));
        assert_eq!(count("battl-"), Some(2.0));
        assert_eq!(count("battle of"), Some(1.0));
        assert_eq!((count("the"), count("1547")), (None, None));
    }
}
