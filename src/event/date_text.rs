//! Dates as people write them: `24 April`, `04-24`, `tomorrow`.

use chrono::{Datelike, Days, NaiveDate};

use super::MonthDay;
use super::month_day::month_by_name;

/// A day of the year that somebody asked for, with the year if they named one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateText {
    /// The day of the year.
    pub day: MonthDay,
    /// The year, where the text had one or meant one (`tomorrow`).
    pub year: Option<i32>,
}

/// Why a text is not a date; says what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateTextError {
    /// No date could be made out.
    #[error("{0:?} is not a date that I understand. Write it like 24 April, April 24, 04-24 or tomorrow")]
    NotADate(String),
    /// It reads like a date, but no calendar has it.
    #[error("{0:?} is a day that does not exist. Write it like 24 April, April 24, 04-24 or tomorrow")]
    NoSuchDay(String),
}

/// Longer than any date; what is longer is cut in messages.
const LONGEST_SHOWN: usize = 40;

impl DateText {
    /// Reads `text`, with `today` for the words that depend on it.
    ///
    /// Takes `04-24`, `2026-04-24`, `24 April`, `April 24` (also short, with `24th`, a comma or a
    /// year), `today`, `tomorrow` and `yesterday`, in any case.
    ///
    /// # Errors
    /// [`DateTextError`], worded for people.
    pub fn read(text: &str, today: NaiveDate) -> Result<Self, DateTextError> {
        let shown = || text.trim().chars().take(LONGEST_SHOWN).collect::<String>();
        let lower = text.trim().to_lowercase();
        if let Some(date) = relative(&lower, today) {
            return Ok(Self { day: MonthDay::of(date), year: Some(date.year()) });
        }
        let (month, day, year) =
            in_digits(&lower).or_else(|| in_words(&lower)).ok_or_else(|| DateTextError::NotADate(shown()))?;
        let no_such_day = || DateTextError::NoSuchDay(shown());
        let found = MonthDay::new(month, day).map_err(|_| no_such_day())?;
        if let Some(year) = year {
            found.in_year(year).ok_or_else(no_such_day)?;
        }
        Ok(Self { day: found, year })
    }
}

fn relative(word: &str, today: NaiveDate) -> Option<NaiveDate> {
    match word {
        "today" | "now" => Some(today),
        "tomorrow" => today.checked_add_days(Days::new(1)),
        "yesterday" => today.checked_sub_days(Days::new(1)),
        _ => None,
    }
}

/// Month, day and perhaps a year.
type Numbers = (u32, u32, Option<i32>);

/// `04-24` and `2026-04-24`.
fn in_digits(text: &str) -> Option<Numbers> {
    let is_number =
        |part: &&str| !part.is_empty() && part.len() <= 4 && part.chars().all(|c| c.is_ascii_digit());
    let parts: Vec<_> = text.split('-').collect();
    if !parts.iter().all(is_number) {
        return None;
    }
    match parts[..] {
        [month, day] => Some((month.parse().ok()?, day.parse().ok()?, None)),
        [year, month, day] if year.len() == 4 => {
            Some((month.parse().ok()?, day.parse().ok()?, Some(year.parse().ok()?)))
        }
        _ => None,
    }
}

/// `24 April`, `April 24th`, `24 Apr 2026`, `the 24th of April`.
fn in_words(text: &str) -> Option<Numbers> {
    let words: Vec<_> = text
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !["", "the", "of"].contains(word))
        .collect();
    let (first, second, year) = match words[..] {
        [first, second] => (first, second, None),
        [first, second, year] if year.len() == 4 => (first, second, Some(year.parse().ok()?)),
        _ => return None,
    };
    let (month, day) = month_by_name(first)
        .zip(day_number(second))
        .or_else(|| month_by_name(second).zip(day_number(first)))?;
    Some((month, day, year))
}

/// `24`, `24th`, `24.`, `1st`.
fn day_number(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
    let ending = &word[digits.len()..];
    let known = ["", ".", "st", "nd", "rd", "th"].contains(&ending);
    if known && digits.len() <= 2 { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<String, String> {
        let today = NaiveDate::from_ymd_opt(2026, 4, 24).unwrap();
        DateText::read(text, today).map(|date| date.day.to_string()).map_err(|error| error.to_string())
    }

    #[test]
    fn dates_are_understood_as_people_write_them() {
        for text in [
            "04-24",
            "4-24",
            "2026-04-24",
            "24 April",
            "April 24",
            "april 24th",
            "24 apr",
            " 24. April ",
            "Apr 24, 1926",
            "the 24th of April",
            "today",
            "TODAY",
        ] {
            assert_eq!(read(text).as_deref(), Ok("24 April"), "{text:?}");
        }
        assert_eq!(read("tomorrow").as_deref(), Ok("25 April"));
        assert_eq!(read("yesterday").as_deref(), Ok("23 April"));
        assert_eq!(read("feb 29").as_deref(), Ok("29 February"));
    }

    #[test]
    fn what_is_no_date_is_refused_with_an_example() {
        for text in
            ["", "soon", "24", "April", "24-4x", "24 24", "24 April 26", "٢٤ April", "1-2-3", "2026-4"]
        {
            let refusal = read(text).expect_err(text);
            assert!(refusal.contains("24 April, April 24, 04-24"), "{refusal}");
        }
        assert!(read("30 February").unwrap_err().contains("does not exist"));
        assert!(read("2025-02-29").unwrap_err().contains("does not exist"));
        assert!(read(&"x".repeat(5000)).unwrap_err().len() < 200);
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in ".{0,60}") {
            let _ = read(&text);
        }

        #[test]
        fn every_day_is_read_back_from_how_it_is_written(index in 0_usize..366) {
            let day = MonthDay::all().nth(index).unwrap();
            prop_assert_eq!(read(&day.to_string()), Ok(day.to_string()));
        }
    }
}
