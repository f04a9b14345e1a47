//! When an edition is due: a rule in civil time, in an IANA time zone.
//!
//! The day is the channel's, not UTC's. A [`Rule`] is asked in civil time alone, and
//! [`Zone`] turns a civil time into an instant afterwards. That order matters: asking
//! `cron` for instants loses the days on which a clock change skips the hour, and
//! counts twice the hours that a clock change repeats.
//!
//! Promises: one [`Occurrence`] for each civil date-time of the rule, in order, for
//! every zone and every year. An occurrence's identity is its civil date-time.
//!
//! A rule that never comes round, or too often, is refused by [`Spacing::check`] when somebody
//! asks for it; one that is stored stays what it is.

mod cron_line;
mod days_text;
mod list;
mod rule;
mod settings;
mod spacing;
mod time_of_day;
mod weekdays;
mod zone;

pub use cron_line::{CronLine, InvalidCronLine};
pub use days_text::InvalidDays;
pub use rule::{NoTimes, Rule, TimesOfDay};
pub use settings::Settings;
pub use spacing::{Spacing, UnfitRule};
pub use time_of_day::{InvalidTime, read_time_of_day};
pub use weekdays::{NoDays, Weekdays, name as weekday_name};
pub use zone::{UnknownZone, Zone, ZoneSuggestion};

use std::fmt;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

/// A rule in a zone: when a channel gets its editions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// At which civil times.
    pub rule: Rule,
    /// In which zone's civil time.
    pub zone: Zone,
}

/// One time at which an edition is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// The civil date and time in the schedule's zone: what the occurrence *is*.
    pub civil: NaiveDateTime,
    /// When that is.
    pub instant: DateTime<Utc>,
}

impl Occurrence {
    /// The civil date whose history the edition tells.
    #[must_use]
    pub fn date(&self) -> NaiveDate {
        self.civil.date()
    }
}

impl Schedule {
    /// The first occurrence whose instant lies after `instant`.
    ///
    /// `None` only at the end of the calendar, or for a cron line that never comes.
    #[must_use]
    pub fn next_after(&self, instant: DateTime<Utc>) -> Option<Occurrence> {
        // Whatever the clock here has shown already is past, so a later occurrence has a later
        // civil time. In the hour that a clock change repeats, some of those are past too.
        let shown = self.zone.civil(instant);
        self.occurrences_from(shown).find(|occurrence| occurrence.instant > instant)
    }

    /// The first occurrence after `occurrence` by civil time.
    #[must_use]
    pub fn next(&self, occurrence: &Occurrence) -> Option<Occurrence> {
        self.occurrences_from(occurrence.civil).next()
    }

    /// Every occurrence whose civil time lies after `civil`, in order.
    pub fn occurrences_from(&self, civil: NaiveDateTime) -> impl Iterator<Item = Occurrence> + '_ {
        let first = self.rule.next_after(civil);
        std::iter::successors(first, |civil| self.rule.next_after(*civil)).filter_map(|civil| {
            let instant = self.zone.instant(civil)?;
            Some(Occurrence { civil, instant })
        })
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.rule, self.zone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn daily(time: &str, zone: &str) -> Schedule {
        let time = read_time_of_day(time).unwrap();
        Schedule { rule: Rule::Times(TimesOfDay::daily(time)), zone: zone.parse().unwrap() }
    }

    fn next(schedule: &Schedule, after: &str) -> (String, String) {
        let found = schedule.next_after(after.parse().unwrap()).unwrap();
        (found.civil.to_string(), found.instant.to_rfc3339())
    }

    #[track_caller]
    fn assert_next(schedule: &Schedule, after: &str, civil: &str, instant: &str) {
        assert_eq!(next(schedule, after), (civil.to_owned(), instant.to_owned()));
    }

    #[test]
    fn a_morning_in_berlin_follows_the_summer() {
        let berlin = daily("09:00", "Europe/Berlin");
        assert_next(&berlin, "2026-03-28T07:59:59Z", "2026-03-28 09:00:00", "2026-03-28T08:00:00+00:00");
        assert_next(&berlin, "2026-03-28T08:00:00Z", "2026-03-29 09:00:00", "2026-03-29T07:00:00+00:00");
    }

    #[test]
    fn new_york_0230_is_not_lost_when_the_clock_skips_it() {
        let schedule = daily("02:30", "America/New_York");
        assert_next(&schedule, "2026-03-08T00:00:00Z", "2026-03-08 02:30:00", "2026-03-08T07:00:00+00:00");
        assert_next(&schedule, "2026-03-08T07:00:00Z", "2026-03-09 02:30:00", "2026-03-09T06:30:00+00:00");
    }

    #[test]
    fn new_york_0130_comes_once_when_the_clock_repeats_it() {
        let schedule = daily("01:30", "America/New_York");
        assert_next(&schedule, "2026-11-01T00:00:00Z", "2026-11-01 01:30:00", "2026-11-01T05:30:00+00:00");
        assert_next(&schedule, "2026-11-01T05:30:00Z", "2026-11-02 01:30:00", "2026-11-02T06:30:00+00:00");
    }

    #[test]
    fn cairo_midnight_is_not_lost_on_24_april() {
        let schedule = daily("00:00", "Africa/Cairo");
        assert_next(&schedule, "2026-04-23T12:00:00Z", "2026-04-24 00:00:00", "2026-04-23T22:00:00+00:00");
        assert_next(&schedule, "2026-04-23T22:00:00Z", "2026-04-25 00:00:00", "2026-04-24T21:00:00+00:00");
    }

    #[test]
    fn lord_howe_changes_by_half_an_hour() {
        let schedule = daily("02:15", "Australia/Lord_Howe");
        assert_next(&schedule, "2026-10-03T12:00:00Z", "2026-10-04 02:15:00", "2026-10-03T15:30:00+00:00");
    }

    #[test]
    fn lord_howe_0145_comes_once_when_the_clock_repeats_its_half_hour() {
        let schedule = daily("01:45", "Australia/Lord_Howe");
        assert_next(&schedule, "2026-04-04T12:00:00Z", "2026-04-05 01:45:00", "2026-04-04T14:45:00+00:00");
        assert_next(&schedule, "2026-04-04T14:45:00Z", "2026-04-06 01:45:00", "2026-04-05T15:15:00+00:00");
    }

    #[test]
    fn apia_has_no_30_december_2011() {
        let schedule = daily("09:00", "Pacific/Apia");
        assert_next(&schedule, "2011-12-29T19:00:00Z", "2011-12-31 09:00:00", "2011-12-30T19:00:00+00:00");
    }

    #[test]
    fn scoresbysund_2330_belongs_to_its_own_date_though_the_clock_skips_it() {
        let schedule = daily("23:30", "America/Scoresbysund");
        assert_next(&schedule, "2025-03-29T12:00:00Z", "2025-03-29 23:30:00", "2025-03-30T01:00:00+00:00");
    }

    #[test]
    fn times_that_a_gap_swallows_come_due_together_and_in_order() {
        let rule = Rule::Times(TimesOfDay::read("2:00, 2:45, 3:00, 3:15", Weekdays::ALL).unwrap());
        let schedule = Schedule { rule, zone: "America/New_York".parse().unwrap() };
        let eve = "2026-03-08T00:00:00".parse().unwrap();
        let due: Vec<_> =
            schedule.occurrences_from(eve).take(4).map(|due| due.instant.to_rfc3339()).collect();
        let end = "2026-03-08T07:00:00+00:00";
        assert_eq!(due, [end, end, end, "2026-03-08T07:15:00+00:00"]);
        assert_next(&schedule, "2026-03-08T06:59:59Z", "2026-03-08 02:00:00", end);
        assert_next(&schedule, end, "2026-03-08 03:15:00", "2026-03-08T07:15:00+00:00");
    }

    #[test]
    fn the_leap_day_is_a_day_of_leap_years_alone() {
        let schedule = daily("09:00", "UTC");
        let after = |eve: &str| next(&schedule, eve).0;
        assert_eq!(after("2026-02-28T09:00:00Z"), "2026-03-01 09:00:00");
        assert_eq!(after("2028-02-28T09:00:00Z"), "2028-02-29 09:00:00");
    }

    #[test]
    fn a_schedule_is_said_in_words() {
        assert_eq!(daily("9:00", "Europe/Berlin").to_string(), "every day at 09:00, Europe/Berlin");
    }
}
