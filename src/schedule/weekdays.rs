//! Days of the week.

use std::fmt;

use chrono::{Weekday, WeekdaySet};
use serde::{Deserialize, Serialize};

use super::list::in_a_row;

/// Days of the week: at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<u8>", into = "Vec<u8>")]
pub struct Weekdays(WeekdaySet);

/// No day at all, or a number that no day has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("days of the week are numbers from 0 for Monday to 6 for Sunday, and there is at least one")]
pub struct NoDays;

impl Weekdays {
    /// Every day.
    pub const ALL: Self = Self(WeekdaySet::ALL);

    /// Monday to Friday.
    pub(super) const WORKING: Self =
        Self(WeekdaySet::from_array([Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri]));

    /// Saturday and Sunday.
    pub(super) const WEEKEND: Self = Self(WeekdaySet::from_array([Weekday::Sat, Weekday::Sun]));

    /// These days.
    ///
    /// # Errors
    /// [`NoDays`] when there are none.
    pub fn new(days: impl IntoIterator<Item = Weekday>) -> Result<Self, NoDays> {
        let days: WeekdaySet = days.into_iter().collect();
        if days.is_empty() { Err(NoDays) } else { Ok(Self(days)) }
    }

    /// Whether `day` is one of them.
    #[must_use]
    pub fn contains(self, day: Weekday) -> bool {
        self.0.contains(day)
    }

    /// The days from Monday on.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        self.0.iter(Weekday::Mon)
    }
}

/// A day's English name.
#[must_use]
pub fn name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

impl fmt::Display for Weekdays {
    /// `every day`, `every weekday`, `every Monday and Friday`; can be read back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::ALL => f.write_str("every day"),
            Self::WORKING => f.write_str("every weekday"),
            some => write!(f, "every {}", in_a_row(&some.iter().map(name).collect::<Vec<_>>())),
        }
    }
}

/// Days are stored as numbers from Monday, 0 to 6.
impl TryFrom<Vec<u8>> for Weekdays {
    type Error = NoDays;

    fn try_from(numbers: Vec<u8>) -> Result<Self, NoDays> {
        let days: Result<Vec<_>, _> = numbers.into_iter().map(Weekday::try_from).collect();
        Self::new(days.map_err(|_| NoDays)?)
    }
}

impl From<Weekdays> for Vec<u8> {
    fn from(days: Weekdays) -> Self {
        days.iter().map(|day| day as u8).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_days_are_read_back_from_their_words_and_from_the_store(bits in 1_u8..128) {
            let days = Weekdays::new(Weekdays::ALL.iter().filter(|day| bits >> *day as u8 & 1 == 1)).unwrap();
            prop_assert_eq!(days.to_string().parse(), Ok(days));
            prop_assert_eq!(Weekdays::try_from(Vec::from(days)), Ok(days));
        }
    }
}
