//! What somebody looks for with `/history`, as a button carries it: small enough for every page and every filter.
//!
//! The form is `page~category~kind~from~to~words`, each of them empty where there is none: `2~1~e~1900~2000~berlin wall`.

use std::fmt;
use std::str::FromStr;

use crate::event::{Category, Kind, Year};
use crate::search::{Filters, Query};

/// Characters of the words, so that a button's 100 have room for the rest.
const LONGEST: usize = 70;

/// Nobody turns further.
const LAST_PAGE: usize = 999;

/// What stands between the parts.
const BAR: char = '~';

/// The kinds by their letters.
const KINDS: [(Kind, &str); 4] =
    [(Kind::Event, "e"), (Kind::Birth, "b"), (Kind::Death, "d"), (Kind::Observance, "o")];

/// A topic, what a hit has to be, and the page of hits, counted from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Topic {
    words: String,
    pub(super) filters: Filters,
    pub(super) page: usize,
}

impl Topic {
    /// A topic in people's words. Of a long text the first words are taken.
    pub(super) fn new(text: &str) -> Self {
        let text = text.replace(['|', BAR], " ");
        let text: String = text.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect();
        let mut words = String::new();
        for word in text.split_whitespace() {
            let length = words.chars().count() + word.chars().count() + 1;
            if length > LONGEST && !words.is_empty() {
                break;
            }
            if !words.is_empty() {
                words.push(' ');
            }
            words.extend(word.chars().take(LONGEST));
        }
        Self { words, filters: Filters::default(), page: 0 }
    }

    /// The words, shortened.
    pub(super) fn words(&self) -> &str {
        &self.words
    }

    /// Whether words were left out of `text`.
    pub(super) fn is_shorter_than(&self, text: &str) -> bool {
        self.words.split(' ').count() < text.split_whitespace().count()
    }

    /// The same, with these filters, from the first page on.
    pub(super) fn filtered(self, filters: Filters) -> Self {
        Self { filters, page: 0, ..self }
    }

    /// The same, at another page.
    pub(super) fn at(&self, page: usize) -> Self {
        Self { page: page.min(LAST_PAGE), ..self.clone() }
    }

    /// What to ask the library.
    pub(super) fn query(&self) -> Query {
        Query::new(&self.words).filtered(self.filters)
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Filters { category, kind, from, to } = self.filters;
        let category = category.and_then(|of| Category::ALL.iter().position(|category| *category == of));
        let category = category.map(|number| number.to_string()).unwrap_or_default();
        let kind = KINDS.into_iter().find(|(known, _)| Some(*known) == kind).map_or("", |(_, letter)| letter);
        let year = |year: Option<Year>| year.map(|year| year.number().to_string()).unwrap_or_default();
        let (page, from, to) = (self.page, year(from), year(to));
        write!(f, "{page}{BAR}{category}{BAR}{kind}{BAR}{from}{BAR}{to}{BAR}{}", self.words)
    }
}

/// Not a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoTopic;

impl FromStr for Topic {
    type Err = NoTopic;

    fn from_str(text: &str) -> Result<Self, NoTopic> {
        let parts: Vec<_> = text.splitn(6, BAR).collect();
        let [page, category, kind, from, to, words] = parts[..] else { return Err(NoTopic) };
        let page: u16 = page.parse().map_err(|_| NoTopic)?;
        let category = perhaps(category, |text| Category::ALL.get(text.parse::<usize>().ok()?).copied())?;
        let kind = perhaps(kind, |text| {
            KINDS.into_iter().find(|(_, letter)| *letter == text).map(|(kind, _)| kind)
        })?;
        let year = |text| perhaps(text, |text: &str| Year::new(text.parse().ok()?).ok());
        let filters = Filters { category, kind, from: year(from)?, to: year(to)? };
        Ok(Self::new(words).filtered(filters).at(page.into()))
    }
}

/// Nothing of nothing; else what `read` makes of the text.
fn perhaps<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, NoTopic> {
    if text.is_empty() { Ok(None) } else { read(text).map(Some).ok_or(NoTopic) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_topic_is_read_back_with_its_filters_and_its_page() {
        let filters = Filters {
            category: Some(Category::Nature),
            kind: Some(Kind::Observance),
            from: Year::new(-9999).ok(),
            to: Year::new(-9998).ok(),
        };
        let topic = Topic::new(&"ö".repeat(200)).filtered(filters).at(5000);
        assert_eq!(topic.to_string().parse(), Ok(topic.clone()));
        assert!(topic.to_string().chars().count() <= 91, "{topic}");
    }

    #[test]
    fn what_stands_on_old_answers_is_understood_for_ever() {
        let topic: Topic = "2~1~e~-44~2000~berlin wall".parse().unwrap();
        assert_eq!((topic.words(), topic.page), ("berlin wall", 2));
        let Filters { category, kind, from, to } = topic.filters;
        assert_eq!((category, kind), (Some(Category::War), Some(Kind::Event)));
        assert_eq!((from, to), (Year::new(-44).ok(), Year::new(2000).ok()));
        for wrong in ["", "0", "0~~~~", "x~~~~~a", "0~99~~~~a", "0~~x~~~a", "0~~~0~~a", "-1~~~~~a"] {
            assert_eq!(wrong.parse::<Topic>(), Err(NoTopic), "{wrong:?}");
        }
    }

    #[test]
    fn of_a_long_text_the_first_words_are_taken() {
        let long = "word ".repeat(100);
        let topic = Topic::new(&long);
        assert!(topic.is_shorter_than(&long) && topic.words().ends_with("word"));
        assert!(!Topic::new("  two   words ").is_shorter_than("  two   words "));
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in "\\PC{0,200}|[~|0-9a-z -]{0,60}") {
            let topic = Topic::new(&text);
            prop_assert_eq!(topic.to_string().parse(), Ok(topic));
            let _ = text.parse::<Topic>();
        }
    }
}
