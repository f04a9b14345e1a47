//! Five-field cron lines, as `crontab(5)` has them, asked in civil time.
//!
//! The `cron` crate does the arithmetic, but its dialect is another one: it wants
//! seconds, counts weekdays from Sunday = 1, and asks for day of month *and* weekday
//! where crontab asks for either. This module translates.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use chrono::{NaiveDateTime, NaiveTime, Utc, Weekday};
use serde::{Deserialize, Serialize};

use super::TimesOfDay;

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

/// The fields that the `cron` crate reads itself: name, least, most.
const FIELDS: [(&str, u8, u8); 4] =
    [("minute", 0, 59), ("hour", 0, 23), ("day of the month", 1, 31), ("month", 1, 12)];

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
        let from_monday = |day: usize| u8::try_from((day + 6) % 7).ok();
        let days = weekdays(days).ok()?.into_iter().filter_map(from_monday);
        let days = days.filter_map(|day| Weekday::try_from(day).ok());
        if times.len() > MOST_SAID { None } else { TimesOfDay::new(times, days).ok() }
    }
}

/// Numbers that are named one by one.
fn numbers(field: &str) -> Option<Vec<u32>> {
    field.split(',').map(|number| number.parse().ok()).collect()
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

/// What to ask the `cron` crate for, of which any may fire; or what is wrong with the line.
fn asked(line: &str) -> Result<Vec<cron::Schedule>, String> {
    let fields: Vec<_> = line.split(' ').filter(|field| !field.is_empty()).collect();
    let [minute, hour, day, month, weekday] = fields[..] else {
        let count = fields.len();
        return Err(format!("it has {count} field{}", if count == 1 { "" } else { "s" }));
    };
    let weekdays = weekdays(weekday)?.into_iter().map(|day| DAY_NAMES[day]).collect::<Vec<_>>().join(",");
    // As crontab(5) has it: a field that begins with a star leaves the choice to the other.
    let either = !day.starts_with('*') && !weekday.starts_with('*');
    let pairs = if either { vec![(day, "*"), ("*", &weekdays)] } else { vec![(day, weekdays.as_str())] };
    let schedule =
        |(day, weekdays)| cron::Schedule::from_str(&format!("0 {minute} {hour} {day} {month} {weekdays}"));
    let asked: Result<Vec<_>, _> = pairs.into_iter().map(schedule).collect();
    asked.map_err(|_| wrong_field([minute, hour, day, month]))
}

/// Says which field the `cron` crate does not take.
fn wrong_field(fields: [&str; 4]) -> String {
    let is_wrong = |place: &usize| {
        let mut line = ["*"; 4];
        line[*place] = fields[*place];
        cron::Schedule::from_str(&format!("0 {} *", line.join(" "))).is_err()
    };
    let Some(place) = (0..fields.len()).find(is_wrong) else { return "I cannot read it".to_owned() };
    let (name, least, most) = FIELDS[place];
    let field: String = fields[place].chars().take(20).collect();
    format!("I cannot read the {name} {field:?}, which goes from {least} to {most}")
}

/// Crontab's weekdays, as numbers from Sunday = 0; 7 is Sunday too.
fn weekdays(field: &str) -> Result<BTreeSet<usize>, String> {
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
    Ok(days)
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
    use chrono::{Datelike, TimeDelta, Timelike};
    use proptest::prelude::*;

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

    /// A field as somebody may write it, and the values that it stands for.
    fn field(least: u32, most: u32) -> impl Strategy<Value = (String, BTreeSet<u32>)> {
        let value = || least..=most;
        let range = || (value(), value()).prop_map(|(a, b)| (a.min(b), a.max(b)));
        let stepped = move |from: u32, to: u32, step: u32| (from..=to).step_by(step as usize).collect();
        let item = prop_oneof![
            value().prop_map(|only| (only.to_string(), BTreeSet::from([only]))),
            range().prop_map(|(a, b)| (format!("{a}-{b}"), (a..=b).collect())),
            (range(), 1_u32..6)
                .prop_map(move |((a, b), step)| (format!("{a}-{b}/{step}"), stepped(a, b, step))),
        ];
        let list = prop::collection::vec(item, 1..4).prop_map(|items: Vec<(String, BTreeSet<u32>)>| {
            let (texts, values): (Vec<_>, Vec<_>) = items.into_iter().unzip();
            (texts.join(","), values.into_iter().flatten().collect())
        });
        prop_oneof![
            2 => Just(("*".to_owned(), (least..=most).collect())),
            1 => (1_u32..6).prop_map(move |step| (format!("*/{step}"), stepped(least, most, step))),
            4 => list,
        ]
    }

    proptest! {
        #[test]
        fn every_civil_time_of_a_line_comes_in_order_and_no_other(
            minute in field(0, 59), hour in field(0, 23), day in field(1, 31), month in field(1, 12),
            weekday in field(0, 6), start in 0_i64..10 * 366 * 24 * 60,
        ) {
            let fields = [&minute, &hour, &day, &month, &weekday].map(|(text, _)| text.as_str());
            let line: CronLine = fields.join(" ").parse().unwrap();
            let either = !day.0.starts_with('*') && !weekday.0.starts_with('*');
            let is_its_own = |civil: &NaiveDateTime| {
                let on_day = day.1.contains(&civil.day());
                let on_weekday = weekday.1.contains(&civil.weekday().num_days_from_sunday());
                let date = if either { on_day || on_weekday } else { on_day && on_weekday };
                let time = hour.1.contains(&civil.hour()) && minute.1.contains(&civil.minute());
                date && time && month.1.contains(&civil.month())
            };
            let first: NaiveDateTime = "2024-01-01T00:00:00".parse().unwrap();
            let start = first + TimeDelta::minutes(start);
            let found = line.next_after(start);
            // Minute by minute as far as a test can afford it, then in leaps.
            let by_hand = (1..3 * 24 * 60).map(|after| start + TimeDelta::minutes(after)).find(is_its_own);
            prop_assert!(by_hand.is_none() || by_hand == found, "{line}: {by_hand:?}, {found:?}");
            let all: Vec<_> = std::iter::successors(found, |civil| line.next_after(*civil)).take(20).collect();
            prop_assert!(all.iter().all(is_its_own), "{line}: {all:?}");
            prop_assert!(all.windows(2).all(|pair| pair[0] < pair[1]), "{line}: {all:?}");
            prop_assert!(found.is_none_or(|found| found > start));
        }

        #[test]
        fn no_text_breaks_the_reader(text in "[-0-9a-z*/, ]{0,40}") {
            let _ = text.parse::<CronLine>().map(|line| (line.times_of_day(), line.next_after(NaiveDateTime::MIN)));
        }
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
