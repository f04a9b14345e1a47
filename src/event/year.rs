//! Years as people count them: 44 BC, then 1 BC, then AD 1; there is no year 0.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A year, BC counted downwards from -1. Ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i32", into = "i32")]
pub struct Year(i32);

/// The calendar goes from 1 BC straight to AD 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no year 0: 1 BC is written -1, and the year after it is 1")]
pub struct YearZero;

/// Not a year.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a year that I understand. Write it like 1926 or 44 BC; there is no year 0")]
pub struct NotAYear(String);

impl Year {
    /// The year by its number, BC negative (-44 is 44 BC).
    ///
    /// # Errors
    /// [`YearZero`] for 0.
    pub fn new(number: i32) -> Result<Self, YearZero> {
        if number == 0 { Err(YearZero) } else { Ok(Self(number)) }
    }

    /// The year by a number that is known not to be 0.
    pub(super) fn counted(number: i32) -> Self {
        Self(if number == 0 { 1 } else { number })
    }

    /// The number as people write it, BC negative.
    #[must_use]
    pub fn number(self) -> i32 {
        self.0
    }

    /// The number that arithmetic wants: 1 BC is 0, 2 BC is -1.
    #[must_use]
    pub fn astronomical(self) -> i32 {
        if self.0 < 0 { self.0 + 1 } else { self.0 }
    }

    /// Whether it lies before AD 1.
    #[must_use]
    pub fn is_bc(self) -> bool {
        self.0 < 0
    }
}

impl TryFrom<i32> for Year {
    type Error = YearZero;

    fn try_from(number: i32) -> Result<Self, YearZero> {
        Self::new(number)
    }
}

impl From<Year> for i32 {
    fn from(year: Year) -> Self {
        year.0
    }
}

impl FromStr for Year {
    type Err = NotAYear;

    /// Reads `1926`, `44 BC`, `44 BCE`, `-44` and `AD 79`.
    fn from_str(text: &str) -> Result<Self, NotAYear> {
        let refusal = || NotAYear(text.trim().chars().take(40).collect());
        let lower = text.trim().to_lowercase().replace('.', "");
        let before = lower.strip_suffix("bce").or_else(|| lower.strip_suffix("bc"));
        let after = lower
            .strip_suffix("ad")
            .or_else(|| lower.strip_suffix("ce"))
            .or_else(|| lower.strip_prefix("ad"));
        let digits = before.or(after).unwrap_or(&lower).trim();
        let number: i32 = digits.parse().map_err(|_| refusal())?;
        let is_marked = before.is_some() || after.is_some();
        if (is_marked && number < 0) || number.abs() > 9999 {
            return Err(refusal());
        }
        Self::new(if before.is_some() { -number } else { number }).map_err(|_| refusal())
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 0 { write!(f, "{} BC", self.0.unsigned_abs()) } else { write!(f, "{}", self.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_no_year_zero() {
        assert_eq!(Year::new(0), Err(YearZero));
    }

    #[test]
    fn bc_years_are_written_with_bc_and_sort_before_the_others() {
        let caesar = Year::new(-44).unwrap();
        assert_eq!(caesar.to_string(), "44 BC");
        assert!(caesar < Year::new(-1).unwrap());
        assert!(Year::new(-1).unwrap() < Year::new(1).unwrap());
    }

    #[test]
    fn years_are_understood_as_people_write_them() {
        for (text, number) in [
            ("1926", 1926),
            (" 44 BC ", -44),
            ("44 b.c.", -44),
            ("44bce", -44),
            ("-44", -44),
            ("AD 79", 79),
            ("79 ce", 79),
        ] {
            assert_eq!(text.parse::<Year>().map(Year::number), Ok(number), "{text}");
        }
        for text in ["", "0", "bc", "-44 BC", "19th", "99999", "1926 1927", "+-5"] {
            assert!(text.parse::<Year>().is_err(), "{text}");
        }
        assert!("x".repeat(500).parse::<Year>().unwrap_err().to_string().len() < 150);
    }

    #[test]
    fn one_bc_is_the_year_before_ad_1() {
        assert_eq!(Year::new(1).unwrap().astronomical() - Year::new(-1).unwrap().astronomical(), 1);
    }
}
