//! Whether a rule comes round, and not too often.

use std::fmt;

use chrono::{DateTime, Days, NaiveDateTime, TimeDelta, Utc};

use super::Rule;

/// The least time between two posts of a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spacing(TimeDelta);

/// A rule that no channel should have; worded for people.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnfitRule {
    /// It has no time at all.
    #[error(
        "The schedule {0} never comes round, because no month that it names has such a day. \
         Choose another day or another month"
    )]
    Never(String),
    /// Two of its times are too close together.
    #[error(
        "{} and {} are only {} apart, but two posts need at least {least} between them. \
         Choose times that are further apart", .earlier.format("%H:%M"), on_the_clock(*.earlier, *.later),
        Spacing(*.later - *.earlier)
    )]
    TooClose {
        /// The earlier of the two.
        earlier: NaiveDateTime,
        /// The later of the two.
        later: NaiveDateTime,
        /// What they should be apart.
        least: Spacing,
    },
}

/// From this date on a rule's times are looked at. A rule knows no beginning, so any would do.
const FIRST_DATE: NaiveDateTime = DateTime::<Utc>::UNIX_EPOCH.naive_utc();

/// So many dates of a rule are looked at for two in a row: four years and more for a rule that
/// has every other day, decades for one that has a few dates a year.
const MOST_DATES: usize = 800;

impl Spacing {
    /// So many minutes.
    #[must_use]
    pub fn minutes(minutes: u32) -> Self {
        Self(TimeDelta::minutes(minutes.into()))
    }

    /// Refuses a rule that never comes round, or with two times that are closer together.
    ///
    /// Counted in civil time: a clock change may still bring two posts closer together.
    ///
    /// # Errors
    /// [`UnfitRule`], with the first two times that are too close.
    pub fn check(self, rule: &Rule) -> Result<(), UnfitRule> {
        let eve = FIRST_DATE - TimeDelta::seconds(1);
        let first = rule.next_after(eve).ok_or_else(|| UnfitRule::Never(rule.to_string()))?;
        match self.too_close(rule, first) {
            Some((earlier, later)) => Err(UnfitRule::TooClose { earlier, later, least: self }),
            None => Ok(()),
        }
    }

    /// Looks at the times of one date, since all dates of a rule have the same, and at midnight
    /// between two dates.
    fn too_close(self, rule: &Rule, first: NaiveDateTime) -> Option<(NaiveDateTime, NaiveDateTime)> {
        let same_date = |civil: &NaiveDateTime| rule.next_after(*civil).filter(|c| c.date() == first.date());
        let mut last = first;
        while let Some(later) = same_date(&last) {
            if later - last < self.0 {
                return Some((last, later));
            }
            last = later;
        }
        let over_midnight = TimeDelta::days(1) - (last - first);
        if over_midnight < self.0 { in_a_row(rule, last) } else { None }
    }
}

/// The last time of a date and the first of the next, for the first two dates in a row that `rule` has.
fn in_a_row(rule: &Rule, last_of_date: NaiveDateTime) -> Option<(NaiveDateTime, NaiveDateTime)> {
    let next = |last: &NaiveDateTime| rule.next_after(*last);
    let pairs = std::iter::successors(Some(last_of_date), |last| {
        next(last).map(|first| first.date().and_time(last_of_date.time()))
    });
    pairs.take(MOST_DATES).find_map(|last| {
        let tomorrow = last.date() + Days::new(1);
        next(&last).filter(|first| first.date() == tomorrow).map(|first| (last, first))
    })
}

/// The later time, with a word about its date.
fn on_the_clock(earlier: NaiveDateTime, later: NaiveDateTime) -> String {
    let when = if earlier.date() == later.date() { "" } else { " on the next day" };
    format!("{}{when}", later.format("%H:%M"))
}

impl fmt::Display for Spacing {
    /// `15 minutes`, `1 hour`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hours, minutes) = (self.0.num_hours(), self.0.num_minutes());
        let (count, unit) = if minutes == hours * 60 { (hours, "hour") } else { (minutes, "minute") };
        write!(f, "{count} {unit}{}", if count == 1 { "" } else { "s" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::TimesOfDay;

    fn cron(line: &str) -> Rule {
        Rule::Cron(line.parse().unwrap())
    }

    fn times(times: &str, days: &str) -> Rule {
        Rule::Times(TimesOfDay::read(times, days.parse().unwrap()).unwrap())
    }

    #[track_caller]
    fn refusal(rule: &Rule, minutes: u32) -> String {
        Spacing::minutes(minutes).check(rule).expect_err(&rule.to_string()).to_string()
    }

    #[test]
    fn two_times_that_are_too_close_are_named_with_the_minimum_and_the_next_step() {
        assert_eq!(
            refusal(&times("9:00, 12:00 and 12:10", "every day"), 15),
            "12:00 and 12:10 are only 10 minutes apart, but two posts need at least 15 minutes between them. \
             Choose times that are further apart"
        );
        assert!(refusal(&cron("* * * * *"), 15).starts_with("00:00 and 00:01 are only 1 minute apart"));
        assert!(refusal(&cron("0,5 0 * * *"), 15).starts_with("00:00 and 00:05 are only 5 minutes"));
        assert!(refusal(&cron("0,50 9-10 * * *"), 15).starts_with("09:50 and 10:00 are only 10 minutes"));
        assert!(refusal(&times("9 and 10", "weekends"), 61).starts_with("09:00 and 10:00 are only 1 hour"));
    }

    #[test]
    fn midnight_between_two_days_is_no_way_around_it() {
        let midnight = "23:55 and 00:05 on the next day are only 10 minutes apart";
        assert!(refusal(&times("23:55, 0:05", "every day"), 15).starts_with(midnight));
        assert!(refusal(&times("23:55, 0:05", "sun, mon"), 15).starts_with(midnight));
        for days_in_a_row in ["31,1 12,1 *", "28,1 2,3 *", "29,1 2,3 *", "2-30/2 * 1", "*/2 * *"] {
            let line = format!("5,55 0,23 {days_in_a_row}");
            assert!(refusal(&cron(&line), 15).contains(" on the next day"), "{line}");
        }
        for apart in ["1,15 * *", "2-30/2 * *", "28 2 *", "* * 1,3,5", "31,2 12,1 *"] {
            assert_eq!(Spacing::minutes(15).check(&cron(&format!("5,55 0,23 {apart}"))), Ok(()), "{apart}");
        }
        assert_eq!(Spacing::minutes(15).check(&times("23:55, 0:05", "mon, wed")), Ok(()));
    }

    #[test]
    fn times_that_are_just_far_enough_apart_are_fine() {
        for rule in
            [times("9:00, 9:15", "every day"), times("0:00, 23:45", "every day"), cron("*/15 * * * *")]
        {
            assert_eq!(Spacing::minutes(15).check(&rule), Ok(()), "{rule}");
            assert!(Spacing::minutes(16).check(&rule).is_err(), "{rule}");
        }
        assert_eq!(Spacing::minutes(1440).check(&times("9", "every day")), Ok(()));
        assert_eq!(Spacing::minutes(1).check(&cron("* * * * *")), Ok(()));
    }

    #[test]
    fn a_line_that_never_comes_round_is_refused() {
        for line in ["0 9 31 2 *", "0 9 31 4,6,9,11 *", "0 9 30 2 */2"] {
            let said = refusal(&cron(line), 15);
            assert!(said.starts_with(&format!("The schedule by the cron line {line} never comes")), "{said}");
        }
        assert_eq!(Spacing::minutes(15).check(&cron("0 9 29 2 *")), Ok(()));
        assert_eq!(Spacing::minutes(15).check(&cron("0 9 31 2 mon")), Ok(()));
    }
}
