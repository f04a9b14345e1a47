//! Topics that people may mean: the people, tags, places and titles of the almanac.

use std::cmp::Reverse;
use std::io::Read as _;
use std::sync::LazyLock;

use super::index::plain_words;

/// The table that `build.rs` made, packed: a line for each topic, with how often it occurs before it.
static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/topics"));

/// How alike a topic is at least to what was typed, from 0 to 1, to be what was meant.
const ALIKE: f64 = 0.8;

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
        let words = plain_words(typed);
        let whole = words.join(" ");
        let mut found: Vec<_> = self
            .topics
            .iter()
            .map(|topic| (likeness(&whole, &words, topic.folded.trim_start()), topic))
            .filter(|(likeness, _)| *likeness >= ALIKE)
            .collect();
        found.sort_by(|(a, one), (b, other)| b.total_cmp(a).then(other.count.cmp(&one.count)));
        found.into_iter().take(MOST_MEANT).map(|(_, topic)| topic.shown.clone()).collect()
    }
}

/// How alike a topic is to what was typed: as a whole, or in its most alike word.
fn likeness(whole: &str, words: &[String], topic: &str) -> f64 {
    let by_word = topic
        .split(' ')
        .flat_map(|word| words.iter().map(move |typed| strsim::normalized_damerau_levenshtein(typed, word)));
    let by_word = by_word.fold(0.0, f64::max) * 0.95;
    strsim::normalized_damerau_levenshtein(whole, topic).max(by_word)
}
