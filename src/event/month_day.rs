//! A day of the year, without a year: 24 April, 29 February.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

/// A year that has every day, for looking a day up.
const A_LEAP_YEAR: i32 = 2000;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day of the year that exists at least in leap years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthDay {
    month: u8,
    day: u8,
}

/// No year has this day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no day {day} in month {month}: write a date such as 04-24")]
pub struct InvalidMonthDay {
    month: u32,
    day: u32,
}

impl MonthDay {
    /// 29 February.
    pub const LEAP_DAY: Self = Self { month: 2, day: 29 };

    /// The day by its numbers, both counted from 1.
    ///
    /// # Errors
    /// [`InvalidMonthDay`] for a day that no year has; 29 February is fine.
    pub fn new(month: u32, day: u32) -> Result<Self, InvalidMonthDay> {
        let date = NaiveDate::from_ymd_opt(A_LEAP_YEAR, month, day).ok_or(InvalidMonthDay { month, day })?;
        Ok(Self::of(date))
    }

    /// The day of the year that `date` falls on.
    #[must_use]
    pub fn of(date: NaiveDate) -> Self {
        let small = |number: u32| u8::try_from(number).unwrap_or(u8::MAX);
        Self { month: small(date.month()), day: small(date.day()) }
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u32 {
        self.month.into()
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> u32 {
        self.day.into()
    }

    /// The month's English name.
    #[must_use]
    pub fn month_name(self) -> &'static str {
        MONTHS[usize::from(self.month) - 1]
    }

    /// All 366 days, in order.
    pub fn all() -> impl Iterator<Item = Self> {
        let first = NaiveDate::from_ymd_opt(A_LEAP_YEAR, 1, 1);
        first.into_iter().flat_map(|first| first.iter_days()).take(366).map(Self::of)
    }

    /// The day after, 29 February included; the year's last day is followed by its first.
    #[must_use]
    pub fn next(self) -> Self {
        self.in_year(A_LEAP_YEAR).and_then(|date| date.succ_opt()).map_or(self, Self::of)
    }

    /// The day before, 29 February included.
    #[must_use]
    pub fn previous(self) -> Self {
        self.in_year(A_LEAP_YEAR).and_then(|date| date.pred_opt()).map_or(self, Self::of)
    }

    /// This day in `year`, if that year has it.
    #[must_use]
    pub fn in_year(self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, self.month(), self.day())
    }
}

/// Reads an English month name or its first three letters or more, in any case.
pub(super) fn month_by_name(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.').to_lowercase();
    let found = MONTHS.iter().position(|month| word.len() >= 3 && month.to_lowercase().starts_with(&word))?;
    u32::try_from(found + 1).ok()
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.day, self.month_name())
    }
}

impl FromStr for MonthDay {
    type Err = InvalidMonthDay;

    /// Reads `MM-DD`.
    fn from_str(text: &str) -> Result<Self, InvalidMonthDay> {
        let numbers = text.split_once('-').and_then(|(m, d)| Some((m.parse().ok()?, d.parse().ok()?)));
        let (month, day) = numbers.unwrap_or((0, 0));
        Self::new(month, day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_leap_day_is_a_day_and_the_thirtieth_of_february_is_not() {
        assert_eq!(MonthDay::new(2, 29), Ok(MonthDay::LEAP_DAY));
        assert_eq!(MonthDay::LEAP_DAY.to_string(), "29 February");
        assert_eq!((MonthDay::LEAP_DAY.in_year(2026), MonthDay::LEAP_DAY.in_year(1900)), (None, None));
        assert!(MonthDay::LEAP_DAY.in_year(2028).is_some());
        assert!(MonthDay::new(2, 30).is_err());
        assert!(MonthDay::new(13, 1).is_err());
    }

    #[test]
    fn a_year_has_366_days_and_goes_round() {
        assert_eq!(MonthDay::all().count(), 366);
        let last = MonthDay::new(12, 31).unwrap();
        assert_eq!(last.next(), MonthDay::new(1, 1).unwrap());
        assert_eq!(last.next().previous(), last);
        assert_eq!(MonthDay::new(2, 28).unwrap().next(), MonthDay::new(2, 29).unwrap());
    }

    #[test]
    fn months_are_known_by_three_letters() {
        assert_eq!(month_by_name("apr"), Some(4));
        assert_eq!(month_by_name("Sept."), Some(9));
        assert_eq!(month_by_name("ma"), None);
        assert_eq!(month_by_name("aprilis"), None);
    }
}
