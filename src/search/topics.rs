//! Topics that people may mean: the people, tags, places and titles of the almanac.

use std::cmp::Reverse;
use std::io::Read as _;
use std::sync::LazyLock;

use super::index::plain_words;

/// The table that `build.rs` made, packed: a line for each topic, with how often it occurs before it.
static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/topics"));

/// How alike a topic is at least to what was typed, from 0 to 1, to be what was meant.
const ALIKE: f64 = 0.55;

/// Shorter words are near to too many others. In bytes.
const SHORTEST: usize = 4;

/// So many words of what was typed are compared, the longest first.
const MOST_WORDS: usize = 3;

/// The most topics that are offered in the place of what was not found.
const MOST_MEANT: usize = 5;

/// Every topic, the most frequent first.
pub(super) struct Topics {
    topics: Vec<Topic>,
}

struct Topic {
    /// As it is shown.
    shown: String,
    /// Folded, with a blank before each word.
    folded: String,
    count: u32,
}

impl Topics {
    pub(super) fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Topics> = LazyLock::new(Topics::unpack);
        &EMBEDDED
    }

    fn unpack() -> Self {
        let mut table = String::new();
        let unpacked = flate2::read::DeflateDecoder::new(TABLE).read_to_string(&mut table);
        debug_assert!(unpacked.is_ok(), "the table of topics is built in");
        let topics = table.lines().filter_map(|line| {
            let mut parts = line.splitn(3, '\t');
            let count = parts.next()?.parse().ok()?;
            let (folded, shown) = (parts.next()?.to_owned(), parts.next()?.to_owned());
            Some(Topic { shown, folded, count })
        });
        Self { topics: topics.collect() }
    }

    /// Up to `most` topics with a word that begins as each that was typed, first those that begin so themselves.
    pub(super) fn suggest(&self, typed: &str, most: usize) -> Vec<String> {
        let words: Vec<_> = plain_words(typed).into_iter().map(|word| format!(" {word}")).collect();
        let whole = words.concat();
        let mut found: Vec<_> = self
            .topics
            .iter()
            .filter(|topic| words.iter().all(|word| topic.folded.contains(word)))
            .map(|topic| {
                let rank = (
                    topic.folded != whole,
                    !topic.folded.starts_with(&whole),
                    !topic.folded.contains(&whole),
                );
                ((rank, Reverse(topic.count), topic.folded.len()), topic)
            })
            .collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().take(most).map(|(_, topic)| topic.shown.clone()).collect()
    }

    /// The topics that are most like what was typed.
    pub(super) fn near(&self, typed: &str) -> Vec<String> {
        let mut words = plain_words(typed);
        words.sort_by_key(|word| Reverse(word.len()));
        words.truncate(MOST_WORDS);
        let likeness = |topic: &Topic| {
            let of_topic = topic.folded.split_whitespace();
            of_topic.flat_map(|word| words.iter().map(|typed| alike(typed, word))).fold(0.0, f64::max)
        };
        let found = self.topics.iter().map(|topic| (likeness(topic), topic));
        let mut found: Vec<_> = found.filter(|(likeness, _)| *likeness >= ALIKE).collect();
        // Of those that are as near, the ones that say little else.
        found.sort_by(|(a, one), (b, other)| {
            b.total_cmp(a)
                .then_with(|| one.folded.len().cmp(&other.folded.len()))
                .then(other.count.cmp(&one.count))
        });
        found.into_iter().take(MOST_MEANT).map(|(_, topic)| topic.shown.clone()).collect()
    }
}

/// How alike two words are, from 0 to 1; 0 where their lengths alone keep them too far apart.
fn alike(one: &str, other: &str) -> f64 {
    let (short, long) = (one.len().min(other.len()), one.len().max(other.len()));
    if short < SHORTEST || short * 2 < long {
        0.0
    } else {
        strsim::normalized_damerau_levenshtein(one, other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_are_suggested_by_the_beginnings_of_their_words() {
        let topics = Topics::embedded();
        assert_eq!(topics.suggest("cold w", 1), ["cold war"]);
        assert!(topics.suggest("curie mar", 9).contains(&"Marie Curie".to_owned()));
        assert!(topics.suggest("bolivar", 9).contains(&"Simón Bolívar".to_owned()));
        assert_eq!(topics.suggest("", 25).len(), 25);
        assert!(topics.suggest("zzzz", 9).is_empty());
    }

    #[test]
    fn what_is_nearest_may_have_been_meant() {
        let near = Topics::embedded().near("napolleonikum");
        assert!(near.iter().any(|topic| topic.contains("Napoleon")), "{near:?}");
        assert!(Topics::embedded().near("!!!").is_empty());
    }
}
