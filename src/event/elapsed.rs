//! How long ago: whole years, months and days between two civil dates.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::{MonthDay, Year};

/// A span counted as people count it: full years, then full months, then days.
///
/// A month that is too short for the day counts from its own last day, so 31 January
/// to 1 March is one month and one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Elapsed {
    /// Full years.
    pub years: u32,
    /// Full months beyond the years, 0 to 11.
    pub months: u32,
    /// Days beyond the months, 0 to 30.
    pub days: u32,
}

impl Elapsed {
    /// From `day` of `year` to `as_of`; nothing if that lies before it.
    ///
    /// Both are read as dates of the same calendar, as almanacs do: the days that were
    /// dropped when a country changed calendars are not counted.
    #[must_use]
    pub fn between(year: Year, day: MonthDay, as_of: NaiveDate) -> Option<Self> {
        let borrowed = i32::from(as_of.day() < day.day());
        let months = (as_of.year() - year.astronomical()) * 12 + number(as_of.month()) - number(day.month());
        let months = u32::try_from(months - borrowed).ok()?;
        let days = if borrowed == 0 {
            as_of.day() - day.day()
        } else {
            let length = length_of_month_before(as_of);
            as_of.day() + length - day.day().min(length)
        };
        Some(Self { years: months / 12, months: months % 12, days })
    }

    /// Whether it is a whole number of years: an anniversary.
    #[must_use]
    pub fn is_anniversary(self) -> bool {
        self.months == 0 && self.days == 0 && self.years > 0
    }

    /// Whether it is an anniversary of 10, 20, 25, 30, 50, 75, 100 years and so on.
    #[must_use]
    pub fn is_round_anniversary(self) -> bool {
        self.is_anniversary() && (self.years.is_multiple_of(10) || self.years.is_multiple_of(25))
    }

    /// The same without months and days, where there are years.
    #[must_use]
    pub fn in_years(self) -> Self {
        if self.years == 0 { self } else { Self { months: 0, days: 0, ..self } }
    }
}

fn number(small: u32) -> i32 {
    i32::try_from(small).unwrap_or(i32::MAX)
}

/// How many days the month before the one of `date` has.
fn length_of_month_before(date: NaiveDate) -> u32 {
    date.with_day(1).and_then(|first| first.pred_opt()).map_or(31, |last| last.day())
}

impl fmt::Display for Elapsed {
    /// `98 years, 10 months, 19 days`; parts that are nought are left out, and nothing at all is `today`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [(self.years, "year"), (self.months, "month"), (self.days, "day")];
        let said: Vec<_> = parts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, unit)| format!("{count} {unit}{}", if count == 1 { "" } else { "s" }))
            .collect();
        if said.is_empty() { f.write_str("today") } else { f.write_str(&said.join(", ")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(year: i32, month: u32, day: u32, as_of: &str) -> String {
        let year = Year::new(year).unwrap();
        let day = MonthDay::new(month, day).unwrap();
        Elapsed::between(year, day, as_of.parse().unwrap())
            .map_or("not yet".into(), |elapsed| elapsed.to_string())
    }

    #[test]
    fn known_spans_are_right_across_month_ends_leap_days_and_bc() {
        let table = [
            (said(1926, 4, 24, "2025-03-15"), "98 years, 10 months, 19 days"),
            (said(2013, 4, 24, "2024-04-24"), "11 years"),
            (said(2004, 4, 24, "2024-04-24"), "20 years"),
            (said(2013, 4, 24, "2025-03-15"), "11 years, 10 months, 19 days"),
            (said(2026, 1, 31, "2026-03-01"), "1 month, 1 day"),
            (said(2024, 1, 31, "2024-02-29"), "29 days"),
            (said(2020, 2, 29, "2021-02-28"), "11 months, 30 days"),
            (said(2020, 2, 29, "2021-03-01"), "1 year, 1 day"),
            (said(2020, 2, 29, "2024-02-29"), "4 years"),
            (said(-44, 3, 15, "2026-03-15"), "2069 years"),
            (said(-1, 12, 31, "0001-01-01"), "1 day"),
            (said(2026, 4, 24, "2026-04-24"), "today"),
            (said(2026, 4, 25, "2026-04-24"), "not yet"),
            (said(2027, 1, 1, "2026-12-31"), "not yet"),
        ];
        for (said, expected) in table {
            assert_eq!(said, expected);
        }
    }

    #[test]
    fn some_anniversaries_are_round() {
        let of = |years, days| Elapsed { years, months: 0, days };
        for years in [10, 25, 50, 75, 100, 250, 1000] {
            assert!(of(years, 0).is_round_anniversary(), "{years}");
        }
        assert!(![of(0, 0), of(100, 1), of(11, 0), of(99, 0)].iter().any(|span| span.is_round_anniversary()));
        assert_eq!((of(9, 3).in_years(), of(0, 3).in_years()), (of(9, 0), of(0, 3)));
    }

    fn any_date() -> impl Strategy<Value = NaiveDate> {
        (-4000_i32..3000, 0_u32..366).prop_map(|(year, day)| {
            let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
            first + chrono::Days::new(day.into())
        })
    }

    proptest! {
        /// Walking the span forward from the event lands on the day it was counted to.
        #[test]
        fn a_span_leads_back_to_where_it_was_counted_from(from in any_date(), to in any_date()) {
            let (from, to) = (from.min(to), from.max(to));
            let astronomical = from.year();
            let number = if astronomical <= 0 { astronomical - 1 } else { astronomical };
            let span = Elapsed::between(Year::new(number).unwrap(), MonthDay::of(from), to).unwrap();
            prop_assert!(span.months < 12 && span.days < 31);
            let months = chrono::Months::new(span.years * 12 + span.months);
            prop_assert_eq!(from + months + chrono::Days::new(span.days.into()), to);
        }
    }
}
