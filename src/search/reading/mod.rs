//! What a query means: the clues that its words give, each of which a good hit follows.

mod eras;
mod spelling;
mod synonyms;

pub(super) use spelling::{KnownWords, Spelling};

use eras::Era;
use synonyms::Synonyms;

use super::index::{plain_words, stemmed_words};
use crate::event::DateOrder;

/// Longer queries are cut: nobody means all of it. In characters.
const LONGEST: usize = 200;

/// So many clues say enough.
const MOST_CLUES: usize = 16;

/// Words that say nothing about a topic. They are left out unless there is nothing else.
const SMALL_WORDS: &[&str] = &[
    "a", "about", "after", "all", "an", "and", "are", "as", "at", "be", "been", "before", "by", "can",
    "could", "did", "do", "does", "during", "ever", "for", "from", "had", "happen", "happened", "has",
    "have", "he", "her", "his", "how", "i", "in", "into", "is", "it", "its", "me", "my", "of", "on", "or",
    "our", "s", "she", "some", "t", "tell", "than", "that", "the", "their", "them", "then", "there", "these",
    "they", "this", "those", "to", "was", "we", "were", "what", "when", "where", "which", "who", "whom",
    "whose", "why", "will", "with", "would", "you", "your",
];

/// One thing that a good hit has.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Clue {
    /// Any of these will do.
    pub(super) ways: Vec<Way>,
}

/// A way in which a hit can follow a clue, and how well that is then followed, 1 being as asked for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Way {
    pub(super) what: What,
    pub(super) worth: f32,
}

/// What to look for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    /// A word, without its ending and as it was written.
    Word { stem: String, written: String },
    /// Words without their endings, next to each other.
    Phrase(Vec<String>),
    /// A word of `index::when`.
    When(String),
}

/// A query as it was understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Reading {
    pub(super) clues: Vec<Clue>,
}

impl Clue {
    fn one(what: What) -> Self {
        Self::worth(what, 1.0)
    }

    fn worth(what: What, worth: f32) -> Self {
        Self { ways: vec![Way { what, worth }] }
    }

    fn or(mut self, what: What, worth: f32) -> Self {
        if self.ways.iter().all(|way| way.what != what) {
            self.ways.push(Way { what, worth });
        }
        self
    }
}

impl What {
    /// Words as they are looked for: one, or several next to each other; nothing if there are none.
    fn words(text: &str) -> Option<Self> {
        let mut stems = stemmed_words(text);
        match stems.len() {
            0 => None,
            1 => Some(Self::Word { stem: stems.pop()?, written: plain_words(text).pop()? }),
            _ => Some(Self::Phrase(stems)),
        }
    }
}

/// A word of the query, and the piece between blanks that it stands in.
struct Word {
    text: String,
    piece: usize,
}

/// Reads what somebody typed.
pub(super) fn read(text: &str, order: DateOrder, spelling: &dyn Spelling) -> Reading {
    let text: String = text.chars().take(LONGEST).collect();
    let mut clues = Vec::new();
    for (part, is_quoted) in quoted(&text) {
        if is_quoted {
            clues.extend(What::words(&part).map(Clue::one));
        } else {
            clues.extend(loose(&part, order, spelling));
        }
    }
    clues.truncate(MOST_CLUES);
    Reading { clues }
}

/// The parts between double quotes, and those outside. A quote that is never closed is none.
fn quoted(text: &str) -> Vec<(String, bool)> {
    let text = text.replace(['“', '”', '„', '«', '»'], "\"");
    let parts: Vec<_> = text.split('"').collect();
    let last = parts.len() - 1;
    let is_quoted = |at: usize| at % 2 == 1 && at != last;
    parts.iter().enumerate().map(|(at, part)| ((*part).to_owned(), is_quoted(at))).collect()
}

/// Reads words that stand for themselves, for times and for topics by another name.
fn loose(text: &str, order: DateOrder, spelling: &dyn Spelling) -> Vec<Clue> {
    let pieces: Vec<_> = text.split_whitespace().collect();
    let words: Vec<_> = pieces
        .iter()
        .enumerate()
        .flat_map(|(piece, text)| plain_words(text).into_iter().map(move |text| Word { text, piece }))
        .collect();
    let (mut clues, mut small) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < words.len() {
        let rest: Vec<_> = words[at..].iter().map(|word| word.text.as_str()).collect();
        if let Some((length, clue)) = Synonyms::embedded().read(&rest) {
            clues.push(clue);
            at += length;
        } else if let Some((length, era)) = Era::read(&pieces, &words[at..], order) {
            clues.push(era.clue());
            at += length;
        } else {
            let word = &words[at].text;
            let into = if SMALL_WORDS.contains(&word.as_str()) { &mut small } else { &mut clues };
            into.extend(spelled(word, spelling));
            at += 1;
        }
    }
    if clues.is_empty() { small } else { clues }
}

/// A word, and those that it may be misspelt for.
fn spelled(word: &str, spelling: &dyn Spelling) -> Option<Clue> {
    let clue = Clue::one(What::words(word)?);
    let mended = spelling.mend(word).into_iter();
    let mended = mended.filter_map(|(word, worth)| Some((What::words(&word)?, worth)));
    Some(mended.fold(clue, |clue, (word, worth)| clue.or(word, worth)))
}
