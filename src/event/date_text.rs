//! Dates as people write them: `24 April`, `4/24`, `24.4.`, `next friday`.

mod digits;
mod relative;
mod words;

use chrono::{Datelike, NaiveDate};

use super::MonthDay;

/// A day of the year that somebody asked for, with the year if they named one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateText {
    /// The day of the year.
    pub day: MonthDay,
    /// The year, where the text had one or meant one (`tomorrow`).
    pub year: Option<i32>,
}

/// Which number comes first where people write `4/5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// 4 May: most of the world.
    DayFirst,
    /// April 5: the United States.
    MonthFirst,
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

/// Month, day and perhaps a year, not yet looked up in a calendar.
type Numbers = (u32, u32, Option<i32>);

impl DateOrder {
    /// The order that people use whose language setting is `locale`, such as `en-US`.
    #[must_use]
    pub fn of_locale(locale: &str) -> Self {
        if locale == "en-US" { Self::MonthFirst } else { Self::DayFirst }
    }
}

impl DateText {
    /// Reads `text` in the likeliest way, with `today` for the words that depend on it.
    ///
    /// Takes `04-24`, `2026-04-24`, `4/24`, `24.4.`, `24 April`, `April 24` (also short, with `24th`, a comma
    /// or a year), `today`, `tomorrow`, `yesterday`, `next friday` and `last monday`, in any case.
    ///
    /// # Errors
    /// [`DateTextError`], worded for people.
    pub fn read(text: &str, today: NaiveDate, order: DateOrder) -> Result<Self, DateTextError> {
        let shown = || text.trim().chars().take(LONGEST_SHOWN).collect::<String>();
        let numbers = numbers(text, today, order);
        if numbers.is_empty() {
            return Err(DateTextError::NotADate(shown()));
        }
        numbers.into_iter().find_map(Self::checked).ok_or_else(|| DateTextError::NoSuchDay(shown()))
    }

    /// The days that somebody may mean who has typed so much, the likeliest first, at most `most`.
    #[must_use]
    pub fn suggestions(text: &str, today: NaiveDate, order: DateOrder, most: usize) -> Vec<MonthDay> {
        let text = text.trim().to_lowercase();
        let mut found = Vec::new();
        let read = numbers(&text, today, order).into_iter().filter_map(Self::checked).map(|date| date.day);
        let begun = MonthDay::all().filter(|day| words::begins(*day, &text));
        let around = ["today", "tomorrow", "yesterday"].map(|word| relative::read(word, today));
        let around = around.into_iter().flatten().map(MonthDay::of).filter(|_| text.is_empty());
        for day in around.chain(read).chain(begun) {
            if found.len() < most && !found.contains(&day) {
                found.push(day);
            }
        }
        found
    }

    fn checked((month, day, year): Numbers) -> Option<Self> {
        let day = MonthDay::new(month, day).ok()?;
        if let Some(year) = year {
            day.in_year(year)?;
        }
        Some(Self { day, year })
    }
}

/// Every way to read `text`, the likeliest first, whether or not a calendar has such a day.
fn numbers(text: &str, today: NaiveDate, order: DateOrder) -> Vec<Numbers> {
    let text = text.trim().to_lowercase();
    if let Some(date) = relative::read(&text, today) {
        return vec![(date.month(), date.day(), Some(date.year()))];
    }
    let in_digits = digits::read(&text, order);
    if in_digits.is_empty() { words::read(&text).into_iter().collect() } else { in_digits }
}

#[cfg(test)]
mod tests;
