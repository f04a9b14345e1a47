//! Times in a query: `24 april`, `1926`, `1960s`, `18th century`, `44 BC`, `july 1969`.

use chrono::NaiveDate;

use super::{Clue, What, Word};
use crate::event::{Century, DateOrder, DateText, MonthDay, Year};
use crate::search::index::when;

/// How much a number in the text is worth that may have been meant for a year, beside the year itself.
const AS_TEXT: f32 = 0.6;

/// How much longer times are worth beside a day or a year.
const AS_DECADE: f32 = 0.8;
const AS_CENTURY: f32 = 0.7;
const AS_MONTH: f32 = 0.6;

/// A time.
pub(super) enum Era {
    Day(MonthDay),
    /// A year; the number as it is written, where it could be something else.
    Year(Year, Option<String>),
    Decade(i32),
    Century(Century),
    /// A month, by its word.
    Month(u32, String),
}

impl Era {
    /// The time that the words begin with, and how many of them name it.
    pub(super) fn read(pieces: &[&str], words: &[Word], order: DateOrder) -> Option<(usize, Self)> {
        let texts: Vec<_> = words.iter().map(|word| word.text.as_str()).collect();
        date(pieces, words, order)
            .or_else(|| century(&texts))
            .or_else(|| with_era(&texts))
            .or_else(|| decade(&texts))
            .or_else(|| year(&texts))
            .or_else(|| month(&texts))
    }

    pub(super) fn clue(self) -> Clue {
        match self {
            Self::Day(day) => Clue::one(What::When(when::day(day))),
            Self::Year(year, None) => Clue::one(What::When(when::year(year))),
            Self::Year(year, Some(text)) => {
                let clue = Clue::one(What::When(when::year(year)));
                What::words(&text).into_iter().fold(clue, |clue, text| clue.or(text, AS_TEXT))
            }
            Self::Decade(first) => Clue::worth(What::When(when::decade(first)), AS_DECADE),
            Self::Century(century) => Clue::worth(What::When(when::century(century)), AS_CENTURY),
            Self::Month(number, word) => {
                let clue = What::words(&word).map(Clue::one);
                let when = What::When(when::month(number));
                clue.map_or(Clue::one(when.clone()), |clue| clue.or(when, AS_MONTH))
            }
        }
    }
}

/// A date of up to four pieces, the longest first. Without a digit it is a word (`black friday`).
fn date(pieces: &[&str], words: &[Word], order: DateOrder) -> Option<(usize, Era)> {
    let start = words.first()?.piece;
    for length in (1..=4.min(pieces.len() - start)).rev() {
        let text = pieces[start..start + length].join(" ");
        let text = text.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.');
        if !text.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        // Which day is today does not matter: words that depend on it have no digits.
        let read = DateText::read(text, NaiveDate::default(), order);
        if let Ok(DateText { day, year }) = read {
            let count = words.iter().take_while(|word| word.piece < start + length).count();
            // The year is left to be read by itself.
            let year_words = usize::from(year.is_some());
            let ends_with_year = year.is_some_and(|year| text.ends_with(&year.to_string()));
            if year.is_none() || ends_with_year {
                return Some((count - year_words, Era::Day(day)));
            }
        }
    }
    None
}

/// `18th century`, `1st century BC`.
fn century(words: &[&str]) -> Option<(usize, Era)> {
    let is_century = |word: &&&str| matches!(**word, "century" | "centuries");
    words.get(1).filter(is_century)?;
    let is_bc = words.get(2).is_some_and(|word| matches!(*word, "bc" | "bce"));
    let text = format!("{}{}", words[0], if is_bc { " bc" } else { "" });
    Some((2 + usize::from(is_bc), Era::Century(text.parse().ok()?)))
}

/// `44 BC`, `AD 79`, `79 AD`.
fn with_era(words: &[&str]) -> Option<(usize, Era)> {
    let (number, sign) = match *words.get(..2)? {
        [number, "bc" | "bce"] => (number, -1),
        [number, "ad" | "ce"] | ["ad", number] => (number, 1),
        _ => return None,
    };
    let number = number.parse::<i32>().ok().filter(|number| (1..=9999).contains(number))?;
    Some((2, Era::Year(Year::new(sign * number).ok()?, None)))
}

/// `1960s`; `1800s` is a century.
fn decade(words: &[&str]) -> Option<(usize, Era)> {
    let word = words.first()?;
    let first: i32 = word.strip_suffix('s').filter(|digits| digits.len() == 4)?.parse().ok()?;
    if first % 100 == 0 && first < 2000 {
        return Some((1, Era::Century(word.parse().ok()?)));
    }
    (first % 10 == 0).then_some((1, Era::Decade(first)))
}

/// A number of three or four digits.
fn year(words: &[&str]) -> Option<(usize, Era)> {
    let word = words.first().filter(|word| (3..=4).contains(&word.len()))?;
    let number: i32 = word.parse().ok().filter(|number| (100..2100).contains(number))?;
    Some((1, Era::Year(Year::new(number).ok()?, Some((*word).to_owned()))))
}

/// A month by its whole name.
fn month(words: &[&str]) -> Option<(usize, Era)> {
    let word = words.first()?;
    let named = MonthDay::all().filter(|day| day.day() == 1);
    let month = named.into_iter().find(|day| day.month_name().eq_ignore_ascii_case(word))?;
    Some((1, Era::Month(month.month(), (*word).to_owned())))
}
