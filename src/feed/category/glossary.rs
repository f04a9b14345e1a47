//! English words for the words of another language: enough to tell what a text is about, not what it says.
//!
//! The files under `data/feed/glossary` have an English word on each line, and the beginnings of the words that say it:
//! `schlacht` stands for every word that begins so, `roi.` for the whole word alone, and `*schiff` for every word that
//! has it in it. Chinese does not part its words: there all are looked for everywhere.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::event::Language;
use crate::feed::map::{fold, words};

/// What stands for what.
#[derive(Debug, Default)]
pub(super) struct Glossary {
    /// By the beginning of a word.
    beginnings: HashMap<String, Vec<&'static str>>,
    /// By the whole word.
    whole: HashMap<String, Vec<&'static str>>,
    /// By a part of a word, the longest first.
    parts: Vec<(String, Vec<&'static str>)>,
    /// Whether words are not parted by spaces.
    runs_on: bool,
}

/// The glossary of a language; none of English, which needs none.
pub(super) fn of(language: Language) -> Option<&'static Glossary> {
    static SHELF: [OnceLock<Glossary>; Language::ALL.len()] =
        [const { OnceLock::new() }; Language::ALL.len()];
    let file = file(language)?;
    let place = Language::ALL.iter().position(|one| *one == language)?;
    Some(SHELF.get(place)?.get_or_init(|| Glossary::read(file, language == Language::Zh)))
}

fn file(language: Language) -> Option<&'static str> {
    Some(match language {
        Language::Ar => include_str!("../../../data/feed/glossary/ar.tsv"),
        Language::Bs => include_str!("../../../data/feed/glossary/bs.tsv"),
        Language::Cs => include_str!("../../../data/feed/glossary/cs.tsv"),
        Language::De => include_str!("../../../data/feed/glossary/de.tsv"),
        Language::En => return None,
        Language::Es => include_str!("../../../data/feed/glossary/es.tsv"),
        Language::Fr => include_str!("../../../data/feed/glossary/fr.tsv"),
        Language::It => include_str!("../../../data/feed/glossary/it.tsv"),
        Language::Pt => include_str!("../../../data/feed/glossary/pt.tsv"),
        Language::Ru => include_str!("../../../data/feed/glossary/ru.tsv"),
        Language::Sv => include_str!("../../../data/feed/glossary/sv.tsv"),
        Language::Tr => include_str!("../../../data/feed/glossary/tr.tsv"),
        Language::Uk => include_str!("../../../data/feed/glossary/uk.tsv"),
        Language::Zh => include_str!("../../../data/feed/glossary/zh.tsv"),
    })
}

impl Glossary {
    fn read(file: &'static str, runs_on: bool) -> Self {
        let mut glossary = Self { runs_on, ..Self::default() };
        let mut parts: HashMap<String, Vec<&'static str>> = HashMap::new();
        for (english, stems) in file.lines().filter_map(|line| line.split_once('\t')) {
            for stem in stems.split(' ').filter(|stem| !stem.is_empty()) {
                let (place, stem) = if let Some(stem) = stem.strip_prefix('*') {
                    (&mut parts, stem)
                } else if runs_on {
                    (&mut parts, stem)
                } else if let Some(stem) = stem.strip_suffix('.') {
                    (&mut glossary.whole, stem)
                } else {
                    (&mut glossary.beginnings, stem)
                };
                place.entry(plain(stem)).or_default().push(english);
            }
        }
        glossary.parts = parts.into_iter().collect();
        glossary.parts.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        glossary
    }

    /// English words for what a text says, in its order.
    pub(super) fn english(&self, text: &str) -> Vec<&'static str> {
        let folded = plain(text);
        words(&folded).flat_map(|word| self.word(word)).collect()
    }

    fn word(&self, word: &str) -> Vec<&'static str> {
        if self.runs_on {
            return self.all_parts(word);
        }
        let whole = self.whole.get(word).or_else(|| self.longest_beginning(word));
        let found = whole.or_else(|| self.parts.iter().find(|(part, _)| word.contains(part)).map(|(_, e)| e));
        found.cloned().unwrap_or_default()
    }

    fn longest_beginning(&self, word: &str) -> Option<&Vec<&'static str>> {
        let ends = word.char_indices().rev().map(|(at, c)| at + c.len_utf8());
        let mut beginnings = ends.map(|end| &word[..end]);
        beginnings.find_map(|beginning| self.beginnings.get(beginning))
    }

    /// All that is found in a run of words; what is inside of something longer that was found is not counted again.
    fn all_parts(&self, run: &str) -> Vec<&'static str> {
        let (mut rest, mut found) = (run.to_owned(), Vec::new());
        for (part, english) in &self.parts {
            if rest.contains(part.as_str()) {
                found.extend(english);
                rest = rest.replace(part.as_str(), " ");
            }
        }
        found
    }
}

/// Folded, and with the one i that Turkish has two of.
fn plain(text: &str) -> String {
    let folded = fold(text);
    if folded.contains('ı') { folded.replace('ı', "i") } else { folded }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_stand_for_beginnings_whole_words_and_parts() {
        let glossary = Glossary::read("battle\t*schlacht gefecht\nking\tkönig roi.\nnaval\tsee.\n", false);
        assert_eq!(glossary.english("Die Seeschlacht und das Gefecht"), ["battle", "battle"]);
        assert_eq!(glossary.english("Der König, le roi, un roitelet"), ["king", "king"]);
        assert!(glossary.english("").is_empty());
    }

    #[test]
    fn in_a_run_of_words_the_longest_is_taken_once() {
        let glossary = Glossary::read("earthquake\t地震\nearth\t地\nsea\t海嘯\n", true);
        assert_eq!(glossary.english("某处發生地震海嘯"), ["earthquake", "sea"]);
        assert_eq!(glossary.english("地"), ["earth"]);
    }

    #[test]
    fn every_glossary_is_well_formed() {
        for language in Language::ALL {
            let Some(file) = file(language) else { continue };
            let lines = file.lines().filter(|line| !line.starts_with('#'));
            for line in lines {
                let (english, stems) =
                    line.split_once('\t').unwrap_or_else(|| panic!("{language}: {line:?}"));
                assert!(english.bytes().all(|byte| byte.is_ascii_lowercase()), "{language}: {line:?}");
                for stem in stems.split(' ') {
                    let plain = stem.trim_start_matches('*').trim_end_matches('.');
                    let letters = plain.chars().count();
                    let least = if language == Language::Zh || stem.ends_with('.') { 1 } else { 3 };
                    assert!(letters >= least, "{language}: {line:?}: {stem:?} is too short");
                    assert!(plain.chars().all(char::is_alphanumeric), "{language}: {line:?}: {stem:?}");
                }
            }
            assert!(file.lines().count() > 400, "{language}");
        }
    }
}
