//! The category of an entry that carries none.
//!
//! A linear model over the words of the entry and of its topic's article. It was trained by
//! `cargo bench --bench classifier -- --write` from the almanac's own labels and from labelled
//! entries of the feed (`data/feed/labels.tsv`), and is measured there on days that it was not trained on. The model
//! knows English; a text in another language is read through that language's [`glossary`]. Where it is not sure it says
//! nothing: no category is better than a wrong one.

mod glossary;
mod marks;
mod model;

pub use marks::Marks;
pub use model::{Classifier, Guess, Row};

use std::sync::LazyLock;

use crate::event::{Category, Language};

/// Less sure than this, and nothing is said.
pub const SURE: f32 = 0.5;

/// Letters of an article's beginning that are read: what comes later tells of other things.
const BEGINNING: usize = 600;

/// What an entry says, and the words of its topic's article, where it has one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wording<'a> {
    /// The entry's own text.
    pub text: &'a str,
    /// The article's title.
    pub title: &'a str,
    /// The few words by which the article is described.
    pub description: &'a str,
    /// The article's beginning.
    pub extract: &'a str,
}

impl Wording<'_> {
    /// What in these words speaks for a category, in English.
    #[must_use]
    pub fn marks(&self, language: Language) -> Marks {
        let extract =
            self.extract.char_indices().nth(BEGINNING).map_or(self.extract, |(at, _)| &self.extract[..at]);
        let mut marks = Marks::default();
        for (text, weight) in [(self.text, 1.0), (self.title, 1.0), (self.description, 1.0), (extract, 0.5)] {
            match glossary::of(language) {
                Some(glossary) => marks.add_words(&glossary.english(text), weight),
                None => marks.add_text(text, weight),
            }
        }
        marks
    }
}

impl Classifier {
    /// The one that is built into the program.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Classifier> = LazyLock::new(|| {
            Classifier::read(include_bytes!("../../data/feed/categories.bin")).unwrap_or_default()
        });
        &EMBEDDED
    }

    /// The category of an entry in that language; none if it cannot be told for sure.
    pub(super) fn guess(&self, language: Language, wording: &Wording<'_>) -> Option<Category> {
        let guess = self.classify(&wording.marks(language));
        (guess.certainty >= SURE).then_some(guess.category)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(language: Language, text: &str) -> Option<Category> {
        Classifier::embedded().guess(language, &Wording { text, ..Wording::default() })
    }

    #[test]
    fn what_is_plain_is_sorted_and_what_is_not_is_left_open() {
        let quake = "An earthquake of magnitude 7.8 strikes the coast, the strongest ever measured there by seismographs";
        let battle = "The army defeats the enemy's troops at the Battle of Example; the siege ends and the soldiers retreat";
        let final_match = "The football team wins the World Cup final, its first championship title";
        assert_eq!(guess(Language::En, quake), Some(Category::Nature));
        assert_eq!(guess(Language::En, battle), Some(Category::War));
        assert_eq!(guess(Language::En, final_match), Some(Category::Sports));
        assert_eq!(guess(Language::En, "Xyzzy plugh"), None);
        assert_eq!(guess(Language::En, ""), None);
    }

    #[test]
    fn other_languages_are_sorted_by_the_same_model() {
        let told = [
            (
                Language::De,
                "In der Seeschlacht von Beispielhafen besiegt die Flotte die feindlichen Truppen.",
                Category::War,
            ),
            (Language::Fr, "Un séisme de magnitude 7,1 provoque un tsunami sur la côte.", Category::Nature),
            (Language::Ru, "Сборная выигрывает финал чемпионата мира по футболу.", Category::Sports),
            (Language::Zh, "某地發生地震，引發海嘯。", Category::Nature),
        ];
        for (language, text, category) in told {
            assert_eq!(guess(language, text), Some(category), "{language}: {text}");
            assert_eq!(guess(language, "Xyzzy plugh"), None, "{language}");
        }
    }
}
