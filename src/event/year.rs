//! Years as people count them: 44 BC, then 1 BC, then AD 1; there is no year 0.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A year, BC counted downwards from -1. Ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i32", into = "i32")]
pub struct Year(i32);

/// The calendar goes from 1 BC straight to AD 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no year 0: 1 BC is written -1, and the year after it is 1")]
pub struct YearZero;

impl Year {
    /// The year by its number, BC negative (-44 is 44 BC).
    ///
    /// # Errors
    /// [`YearZero`] for 0.
    pub fn new(number: i32) -> Result<Self, YearZero> {
        if number == 0 { Err(YearZero) } else { Ok(Self(number)) }
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
    fn one_bc_is_the_year_before_ad_1() {
        assert_eq!(Year::new(1).unwrap().astronomical() - Year::new(-1).unwrap().astronomical(), 1);
    }
}
