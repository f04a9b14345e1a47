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
    // A decade may have an apostrophe, which elsewhere parts a name from its ending.
    let text = text.replace("0's", "0s").replace("0’s", "0s");
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Knows one mistake.
    struct OneMistake;

    impl Spelling for OneMistake {
        fn mend(&self, word: &str) -> Vec<(String, f32)> {
            if word == "apolo" { vec![("apollo".to_owned(), 0.7)] } else { vec![] }
        }
    }

    /// Each clue's ways, the first as it was typed.
    fn clues(text: &str) -> Vec<String> {
        let way = |way: &Way| match &way.what {
            What::Word { stem, .. } => stem.clone(),
            What::Phrase(words) => format!("\"{}\"", words.join(" ")),
            What::When(word) => format!("<{word}>"),
        };
        let reading = read(text, DateOrder::DayFirst, &OneMistake);
        reading.clues.iter().map(|clue| clue.ways.iter().map(way).collect::<Vec<_>>().join("|")).collect()
    }

    #[test]
    fn small_words_are_left_out_unless_there_is_nothing_else() {
        assert_eq!(clues("Who was the Doge of Venice?"), ["doge", "venic"]);
        assert_eq!(clues("the who"), ["the", "who"]);
        assert!(clues(" ?! … ").is_empty());
    }

    #[test]
    fn what_stands_in_quotes_is_one_clue() {
        assert_eq!(clues("\"rite of spring\" paris"), ["\"rite of spring\"", "pari"]);
        assert_eq!(clues("“Messiah”"), ["messiah"]);
        assert_eq!(clues("\"never closed"), ["never", "close"]);
        assert_eq!(clues("\"\" \"?\""), [""; 0]);
    }

    #[test]
    fn times_are_understood_as_people_write_them() {
        for (text, clue) in [
            ("1926", "<y1926>|1926"),
            ("1960s", "<d1960>"),
            ("1960's", "<d1960>"),
            ("1800s", "<c19th century>"),
            ("18th century", "<c18th century>"),
            ("1st century BC", "<c1st century BC>"),
            ("44 BC", "<y-44>"),
            ("44 B.C.E.", "<y-44>"),
            ("AD 79", "<y79>"),
            ("24 april", "<m4d24>"),
            ("April 24th,", "<m4d24>"),
            ("24.4.", "<m4d24>"),
            ("04-24", "<m4d24>"),
            ("april", "april|<m4>"),
        ] {
            assert_eq!(clues(text), [clue], "{text}");
        }
        assert_eq!(clues("berlin 24 april 1926"), ["berlin", "<m4d24>", "<y1926>|1926"]);
        assert_eq!(clues("black friday"), ["black", "friday"], "a weekday is no date");
        assert_eq!(clues("apollo 11"), ["apollo", "11"]);
        assert_eq!(clues("31 april"), ["31", "april|<m4>"]);
    }

    #[test]
    fn other_names_and_mended_spelling_are_further_ways() {
        assert_eq!(clues("Peking"), ["peke|beij"]);
        assert!(clues("WWII tanks")[0].contains("\"second world war\""), "{:?}", clues("WWII tanks"));
        assert!(clues("moon landing")[0].contains("\"apollo 11\""));
        assert!(clues("9/11")[0].contains("\"septemb 11 attack\""), "{:?}", clues("9/11"));
        assert_eq!(clues("Apolo 13"), ["apolo|apollo", "13"]);
    }

    #[test]
    fn a_huge_query_is_cut() {
        let words: Vec<_> = (0..5000).map(|number| format!("word{number}")).collect();
        assert!(clues(&words.join(" ")).len() <= MOST_CLUES);
        assert!(clues(&"x".repeat(100_000)).is_empty(), "a word as long as that is none");
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in "\\PC{0,120}|[a-z0-9 .,/\"'-]{0,60}") {
            clues(&text);
        }
    }
}
