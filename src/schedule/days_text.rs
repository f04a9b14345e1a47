//! Days of the week, as people write them.

use std::str::FromStr;

use chrono::Weekday;

use super::Weekdays;
use super::list::items;
use super::weekdays::name;

/// Not days of the week.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} are not days that I understand. Write weekdays, weekends, every day, \
     or days such as mon, wed and fri or monday-friday"
)]
pub struct InvalidDays(String);

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
    /// What somebody who has typed `words` may mean: what they wrote, if it can be read, and the
    /// usual choices that hold it.
    #[must_use]
    pub fn suggestions(words: &str) -> Vec<String> {
        let read: Option<Self> = words.parse().ok();
        let wanted = words.trim().to_lowercase();
        let is_read = |usual: &&'static str| read.is_some() && usual.parse().ok() == read;
        let own = read.filter(|_| !USUAL.iter().any(is_read)).map(|days| days.to_string());
        let usual = USUAL.iter().filter(|usual| usual.to_lowercase().contains(&wanted) || is_read(usual));
        own.into_iter().chain(usual.map(|usual| (*usual).to_owned())).collect()
    }
}

impl FromStr for Weekdays {
    type Err = InvalidDays;

    /// Reads `weekdays`, `every day`, `mon, wed and fri`, `friday-sunday`, in any case.
    fn from_str(text: &str) -> Result<Self, InvalidDays> {
        let lower = text.trim().to_lowercase();
        let read: Option<Vec<_>> = items(&lower).iter().map(|item| days_of(item)).collect();
        let days = Self::new(read.unwrap_or_default().into_iter().flat_map(Self::iter));
        days.map_err(|_| InvalidDays(text.trim().chars().take(60).collect()))
    }
}

/// `mon`, `mon-fri`, `fri to sun`, `weekdays`.
fn days_of(item: &str) -> Option<Weekdays> {
    let dashed = item.replace(['–', '—'], "-").replace(" to ", "-").replace(" through ", "-");
    let close: String = dashed.split_whitespace().collect();
    let close = close.strip_prefix("every").unwrap_or(&close);
    match close {
        "day" | "days" | "daily" | "all" | "alldays" => return Some(Weekdays::ALL),
        "weekday" | "weekdays" | "workday" | "workdays" => return Some(Weekdays::WORKING),
        "weekend" | "weekends" => return Some(Weekdays::WEEKEND),
        _ => {}
    }
    let (first, last) = close.split_once('-').unwrap_or((close, close));
    let (first, last) = (day_named(first)?, day_named(last)?);
    let length = last.days_since(first);
    Weekdays::new(Weekdays::ALL.iter().filter(|day| day.days_since(first) <= length)).ok()
}

/// A day by its name or the first letters of it.
fn day_named(word: &str) -> Option<Weekday> {
    let word = word.trim_end_matches('.');
    let names = |day: &Weekday| format!("{}s", name(*day).to_lowercase());
    let is_it = |day: &Weekday| word.len() >= SHORTEST_NAME && names(day).starts_with(word);
    Weekdays::ALL.iter().find(is_it)
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
        fn no_text_breaks_the_reader(text in ".{0,60}") {
            let _ = text.parse::<Weekdays>();
        }
    }
}
