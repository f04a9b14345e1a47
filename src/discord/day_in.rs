//! A day in a language: where buttons and menus lead, in the language of what they stand below.
//!
//! It is written `04-24`, or `04-24.de` in another language than English: that is how it was written before there were
//! others.

use std::fmt;
use std::str::FromStr;

use super::custom_id::UnknownButton;
use crate::edition::Selection;
use crate::event::{Kind, Language, MonthDay};

/// A day, told in a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DayIn {
    pub(super) day: MonthDay,
    pub(super) language: Language,
}

impl DayIn {
    /// The day before, in the same language.
    pub(super) fn previous(self) -> Self {
        Self { day: self.day.previous(), ..self }
    }

    /// The day after, in the same language.
    pub(super) fn next(self) -> Self {
        Self { day: self.day.next(), ..self }
    }
}

impl fmt::Display for DayIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.day.month(), self.day.day())?;
        if self.language == Language::En { Ok(()) } else { write!(f, ".{}", self.language) }
    }
}

impl FromStr for DayIn {
    type Err = UnknownButton;

    fn from_str(text: &str) -> Result<Self, UnknownButton> {
        let (day, language) = match text.split_once('.') {
            None => (text, Language::En),
            Some((day, code)) => (day, another_language(code)?),
        };
        Ok(Self { day: day.parse().map_err(|_| UnknownButton)?, language })
    }
}

/// A language by its code as it is written here; English goes without saying.
pub(super) fn another_language(code: &str) -> Result<Language, UnknownButton> {
    let mut others = Language::ALL.into_iter().filter(|language| *language != Language::En);
    others.find(|language| language.code() == code).ok_or(UnknownButton)
}

/// A page of a day's entries: `04-24.births.2`, or `04-24.de.births.2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Turn {
    pub(super) of: DayIn,
    pub(super) selection: Selection,
    /// Counted from 0.
    pub(super) page: usize,
}

impl fmt::Display for Turn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.of, word(self.selection), self.page)
    }
}

impl FromStr for Turn {
    type Err = UnknownButton;

    fn from_str(text: &str) -> Result<Self, UnknownButton> {
        let mut parts = text.rsplitn(3, '.');
        let (Some(page), Some(selection), Some(of)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(UnknownButton);
        };
        let page: u16 = page.parse().map_err(|_| UnknownButton)?;
        let selection = selected(selection).ok_or(UnknownButton)?;
        Ok(Self { of: of.parse()?, selection, page: page.into() })
    }
}

const KINDS: [(Kind, &str); 4] = [
    (Kind::Event, "events"),
    (Kind::Birth, "births"),
    (Kind::Death, "deaths"),
    (Kind::Observance, "observances"),
];

/// A kind by its word, or a category by its name.
fn selected(word: &str) -> Option<Selection> {
    let kind = KINDS.into_iter().find(|(_, known)| *known == word).map(|(kind, _)| Selection::Kind(kind));
    kind.or_else(|| word.parse().ok().map(Selection::Category))
}

/// A selection as [`selected`] reads it; an edition has no pages to turn, and so no word.
fn word(selection: Selection) -> &'static str {
    match selection {
        Selection::Edition => "",
        Selection::Kind(of) => KINDS.into_iter().find(|(kind, _)| *kind == of).map_or("", |(_, word)| word),
        Selection::Category(category) => category.name(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Category;

    #[test]
    fn every_day_is_read_back_in_every_language_and_goes_on_in_it() {
        for (day, language) in MonthDay::all().flat_map(|day| Language::ALL.map(|language| (day, language))) {
            let here = DayIn { day, language };
            assert_eq!(here.to_string().parse(), Ok(here));
            assert_eq!((here.next().previous(), here.next().language), (here, language));
        }
    }

    #[test]
    fn english_is_written_as_it_was_before_there_were_languages() {
        let day = MonthDay::new(4, 24).unwrap();
        let english = DayIn { day, language: Language::En };
        assert_eq!(english.to_string(), "04-24");
        assert_eq!(DayIn { day, language: Language::Zh }.to_string(), "04-24.zh");
        let turn = Turn { of: english, selection: Selection::Kind(Kind::Birth), page: 2 };
        assert_eq!(turn.to_string(), "04-24.births.2");
        for text in ["04-24.en", "04-24.DE", "04-24. de", "04-24.", "04-24.xx", "04-24.de.de", ".de", "de"] {
            assert_eq!(text.parse::<DayIn>(), Err(UnknownButton), "{text:?}");
        }
    }

    #[test]
    fn no_category_is_taken_for_something_else() {
        for category in Category::ALL {
            assert!(!category.name().contains(['.', '|']), "{category}");
        }
    }
}
