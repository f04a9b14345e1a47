//! Five-field cron lines, as `crontab(5)` has them, asked in civil time.
//!
//! The `cron` crate does the arithmetic, but its dialect is another one: it wants
//! seconds, counts weekdays from Sunday = 1, and asks for day of month *and* weekday
//! where crontab asks for either. This module translates.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use chrono::{NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

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

const DAY_NAMES: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

impl CronLine {
    /// The first civil time of the line after `civil`.
    #[must_use]
    pub fn next_after(&self, civil: NaiveDateTime) -> Option<NaiveDateTime> {
        // Civil time fed as if it were UTC: that "zone" has no clock changes to trip over.
        let as_if_utc = civil.and_utc();
        let next = |schedule: &cron::Schedule| schedule.after(&as_if_utc).next();
        self.asked.iter().filter_map(next).min().map(|instant: chrono::DateTime<Utc>| instant.naive_utc())
    }
}

impl FromStr for CronLine {
    type Err = InvalidCronLine;

    fn from_str(text: &str) -> Result<Self, InvalidCronLine> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let refused = |reason: String| InvalidCronLine { line: text.chars().take(60).collect(), reason };
        let fields: Vec<_> = text.split(' ').collect();
        let [minute, hour, day, month, weekday] = fields[..] else {
            return Err(refused(format!(
                "it has {} fields",
                fields.iter().filter(|f| !f.is_empty()).count()
            )));
        };
        let weekdays = weekdays(weekday).map_err(refused)?;
        let either = day != "*" && weekday != "*";
        let (all, days) = ("*".to_owned(), day.to_owned());
        let pairs = if either { vec![(days, all.clone()), (all, weekdays)] } else { vec![(days, weekdays)] };
        let asked = pairs
            .into_iter()
            .map(|(day, weekday)| {
                cron::Schedule::from_str(&format!("0 {minute} {hour} {day} {month} {weekday}"))
            })
            .collect::<Result<_, _>>()
            .map_err(|error| refused(error.to_string().replace('\n', " ")))?;
        Ok(Self { text, asked })
    }
}

/// Crontab's weekdays (0 and 7 are Sunday) spelt out by name, which both dialects share.
fn weekdays(field: &str) -> Result<String, String> {
    if field == "*" {
        return Ok(field.to_owned());
    }
    let mut days = BTreeSet::new();
    for item in field.split(',') {
        let (range, step) = item.split_once('/').unwrap_or((item, "1"));
        let step: usize =
            step.parse().ok().filter(|step| *step > 0).ok_or("the weekday's step is no number")?;
        let (first, last) = match range.split_once('-') {
            _ if range == "*" => (0, 6),
            Some((first, last)) => (weekday(first)?, weekday(last)?),
            None if item.contains('/') => (weekday(range)?, 6),
            None => (weekday(range)?, weekday(range)?),
        };
        let last = if last < first { last + 7 } else { last };
        days.extend((first..=last).step_by(step).map(|day| day % 7));
    }
    Ok(days.into_iter().map(|day| DAY_NAMES[day]).collect::<Vec<_>>().join(","))
}

/// A weekday's number from Sunday = 0; 7 is Sunday too.
fn weekday(word: &str) -> Result<usize, String> {
    let named = DAY_NAMES.iter().position(|name| name.eq_ignore_ascii_case(word));
    named
        .or_else(|| word.parse().ok().filter(|day| *day <= 7 && word.len() == 1))
        .ok_or_else(|| format!("{:?} is no weekday", word.chars().take(10).collect::<String>()))
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
    fn a_wrong_line_is_refused_with_the_reason_and_an_example() {
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
