//! The civil times at which a schedule comes round.

use std::collections::BTreeSet;
use std::fmt;

use chrono::{Datelike, NaiveDateTime, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

use super::CronLine;

/// Which civil times a schedule has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Times of day on some weekdays: what most people choose.
    Times(TimesOfDay),
    /// A five-field cron line, for those who want one.
    Cron(CronLine),
}

/// Times of day, to the minute, on some weekdays; there is at least one of each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "TimesAndDays", into = "TimesAndDays")]
pub struct TimesOfDay {
    times: BTreeSet<NaiveTime>,
    /// As days from Monday, 0 to 6.
    weekdays: BTreeSet<u8>,
}

/// How [`TimesOfDay`] is stored.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TimesAndDays {
    times: BTreeSet<NaiveTime>,
    weekdays: BTreeSet<u8>,
}

/// A schedule that would never come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a schedule needs at least one time of day and one weekday")]
pub struct NoTimes;

/// Not a time of day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a time of day that I understand. Write it like 09:00, 9am or 21:30")]
pub struct InvalidTime(String);

impl TimesOfDay {
    /// Every day at `time`.
    #[must_use]
    pub fn daily(time: NaiveTime) -> Self {
        Self { times: BTreeSet::from([time]), weekdays: (0..7).collect() }
    }

    /// At each of `times`, on each of `weekdays`.
    ///
    /// # Errors
    /// [`NoTimes`] when either is empty.
    pub fn new(
        times: impl IntoIterator<Item = NaiveTime>,
        weekdays: impl IntoIterator<Item = Weekday>,
    ) -> Result<Self, NoTimes> {
        let times = times.into_iter().collect();
        let weekdays = weekdays.into_iter().map(from_monday).collect();
        TimesAndDays { times, weekdays }.try_into()
    }

    fn next_after(&self, civil: NaiveDateTime) -> Option<NaiveDateTime> {
        let days = civil.date().iter_days().take(8);
        days.filter(|date| self.weekdays.contains(&from_monday(date.weekday())))
            .flat_map(|date| self.times.iter().map(move |time| date.and_time(*time)))
            .find(|candidate| *candidate > civil)
    }

    fn days_in_words(&self) -> String {
        let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        match self.weekdays.iter().copied().collect::<Vec<_>>()[..] {
            [0, 1, 2, 3, 4, 5, 6] => "every day".to_owned(),
            [0, 1, 2, 3, 4] => "every weekday".to_owned(),
            ref some => {
                let said: Vec<_> =
                    some.iter().filter_map(|day| names.get(usize::from(*day))).copied().collect();
                format!("every {}", in_a_row(&said))
            }
        }
    }
}

fn from_monday(weekday: Weekday) -> u8 {
    u8::try_from(weekday.num_days_from_monday()).unwrap_or(0)
}

/// `a`, `a and b`, `a, b and c`.
fn in_a_row<T: AsRef<str>>(items: &[T]) -> String {
    let items: Vec<_> = items.iter().map(AsRef::as_ref).collect();
    match items[..] {
        [] => String::new(),
        [only] => only.to_owned(),
        [ref most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

impl TryFrom<TimesAndDays> for TimesOfDay {
    type Error = NoTimes;

    fn try_from(TimesAndDays { times, weekdays }: TimesAndDays) -> Result<Self, NoTimes> {
        let real = !times.is_empty() && !weekdays.is_empty() && weekdays.iter().all(|day| *day < 7);
        if real { Ok(Self { times, weekdays }) } else { Err(NoTimes) }
    }
}

impl From<TimesOfDay> for TimesAndDays {
    fn from(TimesOfDay { times, weekdays }: TimesOfDay) -> Self {
        Self { times, weekdays }
    }
}

impl Rule {
    /// The first civil time of the rule after `civil`.
    #[must_use]
    pub fn next_after(&self, civil: NaiveDateTime) -> Option<NaiveDateTime> {
        match self {
            Self::Times(times) => times.next_after(civil),
            Self::Cron(line) => line.next_after(civil),
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Times(rule) => {
                let times: Vec<_> = rule.times.iter().map(|time| time.format("%H:%M").to_string()).collect();
                write!(f, "{} at {}", rule.days_in_words(), in_a_row(&times))
            }
            Self::Cron(line) => write!(f, "by the cron line {line}"),
        }
    }
}

/// Reads a time of day: `9`, `9:00`, `09:30`, `21.15`, `9am`, `9:30 pm`, `noon`, `midnight`.
///
/// # Errors
/// [`InvalidTime`], worded for people.
pub fn read_time_of_day(text: &str) -> Result<NaiveTime, InvalidTime> {
    let refused = || InvalidTime(text.trim().chars().take(20).collect());
    parse_time(&text.trim().to_lowercase()).ok_or_else(refused)
}

fn parse_time(text: &str) -> Option<NaiveTime> {
    let (clock, half) = match text {
        "noon" => ("12", None),
        "midnight" => ("0", None),
        _ => split_half(text),
    };
    let (hour, minute) = clock.split_once([':', '.', 'h']).unwrap_or((clock, "00"));
    let minute = if minute.is_empty() { "00" } else { minute };
    let all_digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    if hour.len() > 2 || minute.len() != 2 || !all_digits(hour) || !all_digits(minute) {
        return None;
    }
    let hour = on_24_hours(hour.parse().ok()?, half)?;
    NaiveTime::from_hms_opt(hour, minute.parse().ok()?, 0)
}

fn split_half(text: &str) -> (&str, Option<Half>) {
    let morning = text.strip_suffix("am").or_else(|| text.strip_suffix("a.m."));
    let evening = text.strip_suffix("pm").or_else(|| text.strip_suffix("p.m."));
    match (morning, evening) {
        (Some(clock), _) => (clock.trim_end(), Some(Half::Morning)),
        (_, Some(clock)) => (clock.trim_end(), Some(Half::Evening)),
        _ => (text, None),
    }
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Evening,
}

fn on_24_hours(hour: u32, half: Option<Half>) -> Option<u32> {
    match half {
        None => Some(hour),
        Some(_) if !(1..=12).contains(&hour) => None,
        Some(Half::Morning) => Some(hour % 12),
        Some(Half::Evening) => Some(hour % 12 + 12),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_is_read_as_people_write_it() {
        let table = [
            ("9", "09:00"),
            ("09:00", "09:00"),
            ("9am", "09:00"),
            ("9 AM", "09:00"),
            ("12am", "00:00"),
            ("12pm", "12:00"),
            ("9:30 pm", "21:30"),
            ("21.15", "21:15"),
            ("7h", "07:00"),
            ("18h45", "18:45"),
            ("noon", "12:00"),
            ("midnight", "00:00"),
            ("0:00", "00:00"),
            (" 23:59 ", "23:59"),
        ];
        for (text, expected) in table {
            let read = read_time_of_day(text).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(read.format("%H:%M").to_string(), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_no_time_is_refused_with_examples() {
        for text in ["", "24:00", "9:5", "13pm", "0am", "soon", "9:60", "-1", "9:00:00", "٩:00", "999999"] {
            let refusal = read_time_of_day(text).expect_err(text).to_string();
            assert!(refusal.contains("Write it like 09:00"), "{refusal}");
        }
    }

    #[test]
    fn several_times_and_weekdays_come_in_order() {
        let time = |text| read_time_of_day(text).unwrap();
        let rule = TimesOfDay::new([time("18:00"), time("9:00")], [Weekday::Fri, Weekday::Mon]).unwrap();
        let rule = Rule::Times(rule);
        assert_eq!(rule.to_string(), "every Monday and Friday at 09:00 and 18:00");
        let friday_evening: NaiveDateTime = "2026-04-24T18:00:00".parse().unwrap();
        assert_eq!(rule.next_after(friday_evening), "2026-04-27T09:00:00".parse().ok());
    }

    #[test]
    fn a_rule_is_read_back_from_how_it_is_stored() {
        let rule = Rule::Times(TimesOfDay::daily(read_time_of_day("9").unwrap()));
        let stored = serde_json::to_string(&rule).unwrap();
        assert_eq!(stored, r#"{"times":{"times":["09:00:00"],"weekdays":[0,1,2,3,4,5,6]}}"#);
        assert_eq!(serde_json::from_str::<Rule>(&stored).unwrap(), rule);
        assert!(serde_json::from_str::<Rule>(r#"{"times":{"times":[],"weekdays":[1]}}"#).is_err());
    }
}
