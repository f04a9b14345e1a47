//! Five-field cron lines, as `crontab(5)` has them, asked in civil time.
//!
//! The `cron` crate does the arithmetic, but its dialect is another one: it wants
//! seconds, counts weekdays from Sunday = 1, and asks for day of month *and* weekday
//! where crontab asks for either. This module translates.

mod fields;

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use chrono::{NaiveDateTime, NaiveTime, Utc, Weekday};
use serde::{Deserialize, Serialize};

use super::TimesOfDay;
use fields::{asked, numbers, weekdays};

/// A cron line: minute, hour, day of month, month, day of week.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CronLine {
    text: String,
    /// One, or two of which either may fire (day of month, day of week).
    asked: Vec<cron::Schedule>,
}

/// Not a cron line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{line:?} is not a cron line: {reason}. Write five fields, minute hour day month weekday, \
     such as 0 9 * * 1-5 for 09:00 on weekdays"
)]
pub struct InvalidCronLine {
    line: String,
    reason: String,
}

/// More times a day than these are not said one by one.
const MOST_SAID: usize = 8;

impl CronLine {
    /// Whether somebody who wrote `text` means a cron line, right or wrong, and no times of day.
    #[must_use]
    pub fn is_meant(text: &str) -> bool {
        let fields: Vec<_> = text.split_whitespace().collect();
        let is_bare = |field: &&str| {
            field.ends_with(|c: char| c.is_ascii_digit())
                && field.chars().all(|c| c.is_ascii_digit() || c == '-' || c == ',')
        };
        text.contains(['*', '/']) || (fields.len() == 5 && fields.iter().take(2).all(is_bare))
    }

    /// The first civil time of the line after `civil`.
    #[must_use]
    pub fn next_after(&self, civil: NaiveDateTime) -> Option<NaiveDateTime> {
        // Civil time fed as if it were UTC: that "zone" has no clock changes to trip over.
        let as_if_utc = civil.and_utc();
        let next = |schedule: &cron::Schedule| schedule.after(&as_if_utc).next();
        self.asked.iter().filter_map(next).min().map(|instant: chrono::DateTime<Utc>| instant.naive_utc())
    }

    /// The same as times of day, for a line that names a few of them, on any date.
    #[must_use]
    pub fn times_of_day(&self) -> Option<TimesOfDay> {
        let fields: Vec<_> = self.text.split(' ').collect();
        let [minutes, hours, "*", "*", days] = fields[..] else { return None };
        let (minutes, hours) = (numbers(minutes)?, numbers(hours)?);
        let at = |hour: u32| {
            minutes.iter().filter_map(move |minute: &u32| NaiveTime::from_hms_opt(hour, *minute, 0))
        };
        let times: BTreeSet<_> = hours.iter().copied().flat_map(at).collect();
        let from_monday = |day: u8| Weekday::try_from((day + 6) % 7).ok();
        let days = weekdays(days).ok()?.into_iter().filter_map(from_monday);
        if times.len() > MOST_SAID { None } else { TimesOfDay::new(times, days).ok() }
    }
}

impl FromStr for CronLine {
    type Err = InvalidCronLine;

    fn from_str(text: &str) -> Result<Self, InvalidCronLine> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match asked(&text) {
            Ok(asked) => Ok(Self { text, asked }),
            Err(reason) => Err(InvalidCronLine { line: text.chars().take(60).collect(), reason }),
        }
    }
}

impl PartialEq for CronLine {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for CronLine {}

impl TryFrom<String> for CronLine {
    type Error = InvalidCronLine;

    fn try_from(text: String) -> Result<Self, InvalidCronLine> {
        text.parse()
    }
}

impl From<CronLine> for String {
    fn from(line: CronLine) -> Self {
        line.text
    }
}

impl fmt::Display for CronLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(line: &str, after: &str, count: usize) -> Vec<String> {
        let line: CronLine = line.parse().unwrap();
        let first = line.next_after(after.parse().unwrap());
        let all = std::iter::successors(first, |civil| line.next_after(*civil));
        all.take(count).map(|civil| civil.format("%a %m-%d %H:%M").to_string()).collect()
    }

    #[test]
    fn weekdays_are_counted_as_crontab_counts_them() {
        assert_eq!(next("0 9 * * 1", "2026-04-24T00:00:00", 1), ["Mon 04-27 09:00"]);
        assert_eq!(next("0 9 * * 0", "2026-04-24T00:00:00", 1), ["Sun 04-26 09:00"]);
        assert_eq!(next("0 9 * * 7", "2026-04-24T00:00:00", 1), ["Sun 04-26 09:00"]);
        assert_eq!(
            next("0 9 * * 5-7", "2026-04-24T00:00:00", 4),
            ["Fri 04-24 09:00", "Sat 04-25 09:00", "Sun 04-26 09:00", "Fri 05-01 09:00"]
        );
        assert_eq!(next("0 9 * * */3", "2026-04-25T10:00:00", 2), ["Sun 04-26 09:00", "Wed 04-29 09:00"]);
    }

    #[test]
    fn day_of_month_and_weekday_fire_for_either_as_in_crontab() {
        assert_eq!(
            next("30 7 13 * fri", "2026-04-09T12:00:00", 3),
            ["Fri 04-10 07:30", "Mon 04-13 07:30", "Fri 04-17 07:30"]
        );
    }

    #[test]
    fn a_field_that_begins_with_a_star_leaves_the_choice_to_the_other_as_in_crontab() {
        assert_eq!(next("0 9 */10 * mon", "2026-04-02T00:00:00", 2), ["Mon 05-11 09:00", "Mon 06-01 09:00"]);
        assert_eq!(next("0 9 13 * */5", "2026-04-01T00:00:00", 2), ["Sun 09-13 09:00", "Fri 11-13 09:00"]);
    }

    #[test]
    fn a_cron_line_is_told_from_times_of_day() {
        for line in ["0 9 * * 1-5", "*/5 9 * *", "0 9 1 1 mon", "0,30 9-17 1 1 1", "*"] {
            assert!(CronLine::is_meant(line), "{line}");
        }
        for times in ["9:00", "9 am and 6 pm", "9, 12, 15, 18, 21", "9 , 12 , 15", "", "a b c d e"] {
            assert!(!CronLine::is_meant(times), "{times}");
        }
    }

    #[test]
    fn a_wrong_line_is_refused_with_the_reason_and_an_example() {
        let refusal = "0 24 * * *".parse::<CronLine>().unwrap_err().to_string();
        assert_eq!(
            refusal,
            "\"0 24 * * *\" is not a cron line: I cannot read the hour \"24\", which goes from 0 to 23. Write five \
             fields, minute hour day month weekday, such as 0 9 * * 1-5 for 09:00 on weekdays"
        );
        for line in [
            "",
            "0 9 * *",
            "0 9 * * * *",
            "60 9 * * *",
            "0 9 * * 8",
            "0 9 * * mo",
            "a b c d e",
            "0 9 * * 1/0",
        ] {
            let refusal = line.parse::<CronLine>().expect_err(line).to_string();
            assert!(refusal.contains("such as 0 9 * * 1-5"), "{refusal}");
        }
    }
}
