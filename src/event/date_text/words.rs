//! Dates with the month's name: `24 April`, `April 24th`, `the 24th of April`.

use super::Numbers;
use crate::event::MonthDay;
use crate::event::month_day::month_by_name;

/// `24 April`, `April 24th`, `24 Apr 2026`, `the 24th of April`.
pub(super) fn read(text: &str) -> Option<Numbers> {
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

/// Whether somebody who writes `day` may have typed so much of it, in lower case.
pub(super) fn begins(day: MonthDay, typed: &str) -> bool {
    let month = day.month_name().to_lowercase();
    let number = day.day();
    !typed.is_empty()
        && (format!("{number} {month}").starts_with(typed) || format!("{month} {number}").starts_with(typed))
}

/// `24`, `24th`, `24.`, `1st`.
fn day_number(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
    let ending = &word[digits.len()..];
    let known = ["", ".", "st", "nd", "rd", "th"].contains(&ending);
    if known && digits.len() <= 2 { digits.parse().ok() } else { None }
}
