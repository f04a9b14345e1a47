//! Hundred years by their number: the 19th century is 1801 to 1900.

use std::fmt;
use std::str::FromStr;

use super::Year;

/// A century by its number, negative for BC. There is no century 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Century(i32);

/// Not a century.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a century that I understand. Write it like 19th, 1800s or 1st BC")]
pub struct NotACentury(String);

impl Century {
    /// The century that `year` lies in.
    #[must_use]
    pub fn of(year: Year) -> Self {
        let number = year.number();
        Self(number.signum() * (number.abs().saturating_sub(1) / 100 + 1))
    }

    /// Its first year: 1801 of the 19th, 100 BC of the 1st BC.
    #[must_use]
    pub fn first(self) -> Year {
        let number =
            if self.0 < 0 { self.0.saturating_mul(100) } else { (self.0 - 1).saturating_mul(100) + 1 };
        Year::counted(number)
    }

    /// Its last year: 1900 of the 19th, 1 BC of the 1st BC.
    #[must_use]
    pub fn last(self) -> Year {
        let number =
            if self.0 < 0 { (self.0 + 1).saturating_mul(100) - 1 } else { self.0.saturating_mul(100) };
        Year::counted(number)
    }
}

impl fmt::Display for Century {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.0.unsigned_abs();
        let ending = match (number % 10, number % 100) {
            (_, 11..=13) => "th",
            (1, _) => "st",
            (2, _) => "nd",
            (3, _) => "rd",
            _ => "th",
        };
        write!(f, "{number}{ending} century{}", if self.0 < 0 { " BC" } else { "" })
    }
}

impl FromStr for Century {
    type Err = NotACentury;

    /// Reads `19`, `19th`, `19th century`, `1800s` and `1st century BC`.
    fn from_str(text: &str) -> Result<Self, NotACentury> {
        let lower = text.trim().to_lowercase();
        let digits = lower.chars().take_while(char::is_ascii_digit).count();
        let (number, rest) = lower.split_at(digits);
        let words: Vec<_> = rest.split_whitespace().filter(|word| *word != "century").collect();
        let number = number.parse::<u16>().ok().map(i32::from);
        let found = match (number, &words[..]) {
            (Some(year), ["s"]) if year % 100 == 0 => Some(year / 100 + 1),
            (Some(number), [] | ["st" | "nd" | "rd" | "th"]) => Some(number),
            (Some(number), ["bc"] | ["st" | "nd" | "rd" | "th", "bc"]) => Some(-number),
            _ => None,
        };
        let shown = || NotACentury(text.trim().chars().take(40).collect());
        found.filter(|number| *number != 0).map(Self).ok_or_else(shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(year: i32) -> String {
        Century::of(Year::new(year).unwrap()).to_string()
    }

    #[test]
    fn a_century_begins_with_its_first_year() {
        for (year, century) in [
            (1, "1st century"),
            (100, "1st century"),
            (101, "2nd century"),
            (1900, "19th century"),
            (1901, "20th century"),
            (2026, "21st century"),
            (1200, "12th century"),
            (-1, "1st century BC"),
            (-100, "1st century BC"),
            (-216, "3rd century BC"),
        ] {
            assert_eq!(of(year), century, "{year}");
        }
        assert_eq!(of(i32::MIN + 1), "21474837th century BC");
    }

    #[test]
    fn centuries_are_understood_as_people_write_them() {
        for text in ["19", "19th", " 19th Century", "1800s"] {
            assert_eq!(text.parse(), Ok(Century(19)), "{text:?}");
        }
        assert_eq!("3rd century BC".parse(), Ok(Century(-3)));
        for text in ["", "0", "0 bc", "old", "th", "19x", "1850s", "999999", "1 2"] {
            assert!(text.parse::<Century>().is_err(), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn a_century_holds_the_years_from_its_first_to_its_last(year in -3000_i32..3000) {
            let year = Year::new(if year == 0 { 1 } else { year }).unwrap();
            let century = Century::of(year);
            prop_assert!((century.first()..=century.last()).contains(&year));
            prop_assert_eq!(century.last().astronomical() - century.first().astronomical(), 99);
        }

        #[test]
        fn a_century_is_read_back_from_how_it_is_written(year in -3000_i32..3000) {
            let year = Year::new(if year == 0 { 1 } else { year }).unwrap();
            let century = Century::of(year);
            prop_assert_eq!(century.to_string().parse(), Ok(century));
        }

        #[test]
        fn no_text_breaks_the_reader(text in ".{0,40}") {
            let _ = text.parse::<Century>();
        }
    }
}
