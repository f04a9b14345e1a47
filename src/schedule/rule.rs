//! The civil times at which a schedule comes round.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Bound::{Excluded, Unbounded};

use chrono::{Datelike, NaiveDateTime, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

use super::list::{in_a_row, items};
use super::{CronLine, InvalidTime, Weekdays, read_time_of_day};

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
    weekdays: Weekdays,
}

/// How [`TimesOfDay`] is stored.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TimesAndDays {
    times: BTreeSet<NaiveTime>,
    weekdays: Weekdays,
}

/// A schedule that would never come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a schedule needs at least one time of day and one weekday")]
pub struct NoTimes;

impl TimesOfDay {
    /// The days of the week.
    #[must_use]
    pub fn weekdays(&self) -> Weekdays {
        self.weekdays
    }

    /// The times of day as they can be read back, `09:00 and 18:30`.
    #[must_use]
    pub fn times_text(&self) -> String {
        let times: Vec<_> = self.times.iter().map(|time| time.format("%H:%M").to_string()).collect();
        in_a_row(&times)
    }

    /// Every day at `time`.
    #[must_use]
    pub fn daily(time: NaiveTime) -> Self {
        Self { times: BTreeSet::from([time]), weekdays: Weekdays::ALL }
    }

    /// At each of `times`, on each of `weekdays`.
    ///
    /// # Errors
    /// [`NoTimes`] when either is empty.
    pub fn new(
        times: impl IntoIterator<Item = NaiveTime>,
        weekdays: impl IntoIterator<Item = Weekday>,
    ) -> Result<Self, NoTimes> {
        let weekdays = Weekdays::new(weekdays).map_err(|_| NoTimes)?;
        TimesAndDays { times: times.into_iter().collect(), weekdays }.try_into()
    }

    /// At the times that somebody wrote (`9am`, or `9:00, 12:30 and 18:00`), on each of `weekdays`.
    ///
    /// # Errors
    /// [`InvalidTime`] for the first that is no time, worded for people.
    pub fn read(times: &str, weekdays: Weekdays) -> Result<Self, InvalidTime> {
        let read = items(times).iter().map(|item| read_time_of_day(item)).collect::<Result<Vec<_>, _>>()?;
        Self::new(read, weekdays.iter()).map_err(|_| InvalidTime::new(times))
    }

    fn next_after(&self, civil: NaiveDateTime) -> Option<NaiveDateTime> {
        let today = civil.date();
        let later_today = self.times.range((Excluded(civil.time()), Unbounded)).next();
        if let Some(time) = later_today.filter(|_| self.weekdays.contains(today.weekday())) {
            return Some(today.and_time(*time));
        }
        let mut days_after = today.iter_days().skip(1).take(7);
        let date = days_after.find(|date| self.weekdays.contains(date.weekday()))?;
        self.times.first().map(|time| date.and_time(*time))
    }
}

impl TryFrom<TimesAndDays> for TimesOfDay {
    type Error = NoTimes;

    fn try_from(TimesAndDays { times, weekdays }: TimesAndDays) -> Result<Self, NoTimes> {
        if times.is_empty() { Err(NoTimes) } else { Ok(Self { times, weekdays }) }
    }
}

impl From<TimesOfDay> for TimesAndDays {
    fn from(TimesOfDay { times, weekdays }: TimesOfDay) -> Self {
        Self { times, weekdays }
    }
}

impl fmt::Display for TimesOfDay {
    /// `every weekday at 09:00 and 18:30`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.weekdays, self.times_text())
    }
}

impl Rule {
    /// Whether it has the same times of day as `other`, on whatever days; of cron lines, whether they are the same.
    #[must_use]
    pub fn has_the_times_of(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Times(ours), Self::Times(theirs)) => ours.times == theirs.times,
            (ours, theirs) => ours == theirs,
        }
    }

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
            Self::Times(times) => times.fmt(f),
            Self::Cron(line) => match line.times_of_day() {
                Some(times) => write!(f, "by the cron line {line} ({times})"),
                None => write!(f, "by the cron line {line}"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        for wrong in [r#"{"times":[],"weekdays":[1]}"#, r#"{"times":["09:00:00"],"weekdays":[]}"#] {
            assert!(serde_json::from_str::<Rule>(&format!(r#"{{"times":{wrong}}}"#)).is_err(), "{wrong}");
        }
        let cron = Rule::Cron("0 9 * * 1-5".parse().unwrap());
        let stored = serde_json::to_string(&cron).unwrap();
        assert_eq!(stored, r#"{"cron":"0 9 * * 1-5"}"#);
        assert_eq!(serde_json::from_str::<Rule>(&stored).unwrap(), cron);
    }

    #[test]
    fn several_times_are_read_as_people_write_them() {
        for text in ["9:00, 12:30 and 6 pm", "18:00,9am,12.30", "9 & 12:30 & 18h, 9:00"] {
            let rule = TimesOfDay::read(text, Weekdays::ALL).unwrap();
            assert_eq!(rule.to_string(), "every day at 09:00, 12:30 and 18:00", "{text:?}");
        }
        for text in ["", " , ", "9:00, later", "9:00 18:30"] {
            let refusal = TimesOfDay::read(text, Weekdays::ALL).expect_err(text).to_string();
            assert!(refusal.contains("Write it like 09:00"), "{refusal}");
        }
    }

    #[test]
    fn a_cron_line_is_said_in_words_too_when_it_is_simple() {
        let said = |line: &str| Rule::Cron(line.parse().unwrap()).to_string();
        assert_eq!(said("0 9 * * 1-5"), "by the cron line 0 9 * * 1-5 (every weekday at 09:00)");
        assert_eq!(
            said("15,45 8,20 * * sun,6"),
            "by the cron line 15,45 8,20 * * sun,6 (every Saturday and Sunday at 08:15, 08:45, 20:15 and 20:45)"
        );
        for line in ["0 9 1 * *", "0 9 * 4 *", "0 */6 * * *", "0 9-17 * * *", "0,20,40 7,8,9 * * *"] {
            assert_eq!(said(line), format!("by the cron line {line}"));
        }
    }
}
