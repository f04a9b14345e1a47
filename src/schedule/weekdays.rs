//! Days of the week, as people name them.

use std::fmt;
use std::str::FromStr;

use chrono::{Weekday, WeekdaySet};
use serde::{Deserialize, Serialize};

use super::list::{in_a_row, items};

/// Days of the week: at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<u8>", into = "Vec<u8>")]
pub struct Weekdays(WeekdaySet);

/// Not days of the week.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} are not days that I understand. Write weekdays, weekends, every day, \
     or days such as mon, wed and fri or monday-friday"
)]
pub struct InvalidDays(String);

/// No day at all, or a number that no day has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("days of the week are numbers from 0 for Monday to 6 for Sunday, and there is at least one")]
pub struct NoDays;

/// What most people ask for.
const USUAL: [&str; 10] = [
    "every day",
    "weekdays",
    "weekends",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// Letters that name a day: one more than any two days share.
const SHORTEST_NAME: usize = 2;

impl Weekdays {
    /// Every day.
    pub const ALL: Self = Self(WeekdaySet::ALL);

    /// Monday to Friday.
    const WORKING: Self =
        Self(WeekdaySet::from_array([Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri]));

    /// Saturday and Sunday.
    const WEEKEND: Self = Self(WeekdaySet::from_array([Weekday::Sat, Weekday::Sun]));

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

    /// What somebody who has typed `words` may mean: what they wrote, if it can be read, and the
    /// usual choices that hold it.
    #[must_use]
    pub fn suggestions(words: &str) -> Vec<String> {
        let read: Option<Self> = words.parse().ok();
        let is_usual = USUAL.iter().any(|usual| usual.parse().ok() == read);
        let own = read.filter(|_| !is_usual).map(|days| days.to_string());
        let wanted = words.trim().to_lowercase();
        let holds = |usual: &&&str| {
            usual.to_lowercase().contains(&wanted) || (read.is_some() && usual.parse().ok() == read)
        };
        own.into_iter().chain(USUAL.iter().filter(holds).map(|usual| (*usual).to_owned())).collect()
    }
}

impl FromStr for Weekdays {
    type Err = InvalidDays;

    /// Reads `weekdays`, `every day`, `mon, wed and fri`, `friday-sunday`, in any case.
    fn from_str(text: &str) -> Result<Self, InvalidDays> {
        let lower = text.trim().to_lowercase();
        let sets: Option<Vec<_>> = items(&lower).iter().map(|item| days_of(item)).collect();
        let days = sets.unwrap_or_default().into_iter().reduce(WeekdaySet::union);
        days.map(Self).ok_or_else(|| InvalidDays(text.trim().chars().take(60).collect()))
    }
}

/// `mon`, `mon-fri`, `fri to sun`, `weekdays`.
fn days_of(item: &str) -> Option<WeekdaySet> {
    let dashed = item.replace(['–', '—'], "-").replace(" to ", "-").replace(" through ", "-");
    let close: String = dashed.split_whitespace().collect();
    let close = close.strip_prefix("every").unwrap_or(&close);
    match close {
        "day" | "days" | "daily" | "all" | "alldays" => return Some(Weekdays::ALL.0),
        "weekday" | "weekdays" | "workday" | "workdays" => return Some(Weekdays::WORKING.0),
        "weekend" | "weekends" => return Some(Weekdays::WEEKEND.0),
        _ => {}
    }
    let (first, last) = close.split_once('-').unwrap_or((close, close));
    let (first, last) = (day_named(first)?, day_named(last)?);
    let length = last.days_since(first);
    Some(WeekdaySet::ALL.iter(first).filter(|day| day.days_since(first) <= length).collect())
}

/// A day by its name or the first letters of it.
fn day_named(word: &str) -> Option<Weekday> {
    let word = word.trim_end_matches('.');
    let is_it =
        |day: &Weekday| word.len() >= SHORTEST_NAME && format!("{}s", full_name(*day)).starts_with(word);
    WeekdaySet::ALL.iter(Weekday::Mon).find(is_it)
}

fn full_name(day: Weekday) -> String {
    name(day).to_lowercase()
}

fn name(day: Weekday) -> &'static str {
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

    fn said(text: &str) -> String {
        text.parse::<Weekdays>().unwrap_or_else(|error| panic!("{error}")).to_string()
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        let table = [
            ("every day", "every day"),
            ("Daily", "every day"),
            ("weekdays", "every weekday"),
            ("every Weekday", "every weekday"),
            ("WEEKENDS", "every Saturday and Sunday"),
            ("mon, wed and fri", "every Monday, Wednesday and Friday"),
            ("Mondays & Thurs.", "every Monday and Thursday"),
            ("monday-friday", "every weekday"),
            (" Mon -  Fri ", "every weekday"),
            ("tue–thu", "every Tuesday, Wednesday and Thursday"),
            ("fri to sun", "every Friday, Saturday and Sunday"),
            ("fri-mon", "every Monday, Friday, Saturday and Sunday"),
            ("sat,sunday, mon-fri", "every day"),
            ("weekends and wednesday", "every Wednesday, Saturday and Sunday"),
            ("every monday and every friday", "every Monday and Friday"),
            ("th", "every Thursday"),
            ("sun-sun", "every Sunday"),
        ];
        for (text, expected) in table {
            assert_eq!(said(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_no_day_is_refused_with_examples() {
        for text in ["", "every", "m", "someday", "mon wed", "mon-", "every other day", "mon,foo", "1-5", "-"]
        {
            let refusal = text.parse::<Weekdays>().expect_err(text).to_string();
            assert!(refusal.contains("mon, wed and fri or monday-friday"), "{refusal}");
        }
        assert!("x".repeat(5000).parse::<Weekdays>().unwrap_err().to_string().len() < 300);
    }

    #[test]
    fn what_is_typed_comes_first_among_the_suggestions() {
        assert_eq!(Weekdays::suggestions(""), USUAL);
        assert_eq!(Weekdays::suggestions("week"), ["weekdays", "weekends"]);
        assert_eq!(Weekdays::suggestions("mon-fri"), ["weekdays"]);
        assert_eq!(Weekdays::suggestions("mon"), ["Monday"]);
        assert_eq!(Weekdays::suggestions("sat, mon"), ["every Monday and Saturday"]);
        assert_eq!(Weekdays::suggestions("soon"), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn any_days_are_read_back_from_their_words_and_from_the_store(bits in 1_u8..128) {
            let days = Weekdays::new(Weekdays::ALL.iter().filter(|day| bits >> *day as u8 & 1 == 1)).unwrap();
            prop_assert_eq!(days.to_string().parse(), Ok(days));
            prop_assert_eq!(Weekdays::try_from(Vec::from(days)), Ok(days));
        }

        #[test]
        fn no_text_breaks_the_reader(text in ".{0,60}") {
            let _ = text.parse::<Weekdays>();
        }
    }
}
