//! A subscription as somebody asked for it, checked.

use super::{ChannelId, GuildId, Posting, UserId};
use crate::edition::Taste;
use crate::schedule::{
    CronLine, InvalidCronLine, InvalidDays, InvalidTime, Rule, Schedule, Spacing, TimesOfDay, UnfitRule,
    UnknownZone, Weekdays,
};

/// A subscription that can be stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The server.
    pub guild: GuildId,
    /// The channel that will get the posts.
    pub channel: ChannelId,
    /// The channel in which it is set up.
    pub set_up_in: ChannelId,
    /// Who sets it up.
    pub set_up_by: UserId,
    /// When.
    pub schedule: Schedule,
    /// What.
    pub taste: Taste,
    /// How.
    pub posting: Posting,
}

/// What somebody typed for a schedule.
#[derive(Clone, Copy, Debug)]
pub struct Typed<'a> {
    /// A time of day, several, or a cron line.
    pub time: &'a str,
    /// Days of the week; every day if they are left out.
    pub days: Option<&'a str>,
    /// A time zone.
    pub zone: &'a str,
}

/// Why a subscription cannot be set up as asked; worded for people.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A time of day.
    #[error(transparent)]
    Time(#[from] InvalidTime),
    /// The days.
    #[error(transparent)]
    Days(#[from] InvalidDays),
    /// The cron line.
    #[error(transparent)]
    CronLine(#[from] InvalidCronLine),
    /// Days besides a cron line, which has its own.
    #[error(
        "A cron line says by itself on which days it comes. Leave the days out, or write times of day \
         such as 09:00 instead of the cron line"
    )]
    DaysBesidesCronLine,
    /// The zone.
    #[error(transparent)]
    Zone(#[from] UnknownZone),
    /// It never comes, or too often.
    #[error(transparent)]
    Unfit(#[from] UnfitRule),
}

impl Typed<'_> {
    /// The schedule that the words mean, if its times are as far apart as `least`.
    ///
    /// # Errors
    /// [`Refusal`] for the first part that means nothing, or for what it means as a whole.
    pub fn schedule(&self, least: Spacing) -> Result<Schedule, Refusal> {
        let schedule = Schedule { rule: self.rule()?, zone: self.zone.parse()? };
        least.check(&schedule.rule)?;
        Ok(schedule)
    }

    fn rule(&self) -> Result<Rule, Refusal> {
        let days = self.days.filter(|days| !days.trim().is_empty());
        match (CronLine::is_meant(self.time), days) {
            (true, Some(_)) => Err(Refusal::DaysBesidesCronLine),
            (true, None) => Ok(Rule::Cron(self.time.parse()?)),
            (false, days) => {
                let days = days.map_or(Ok(Weekdays::ALL), str::parse)?;
                Ok(Rule::Times(TimesOfDay::read(self.time, days)?))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(time: &str, days: Option<&str>, zone: &str) -> Result<String, String> {
        let schedule = Typed { time, days, zone }.schedule(Spacing::minutes(15));
        schedule.map(|schedule| schedule.to_string()).map_err(|refusal| refusal.to_string())
    }

    #[test]
    fn what_people_type_becomes_a_schedule() {
        let table = [
            ("9am", None, "every day at 09:00, Europe/Berlin"),
            ("18:30 and 9:00", Some(" "), "every day at 09:00 and 18:30, Europe/Berlin"),
            ("9, 21", Some("Mon-Fri"), "every weekday at 09:00 and 21:00, Europe/Berlin"),
            ("9 am and 6 pm", Some("sat"), "every Saturday at 09:00 and 18:00, Europe/Berlin"),
            (" 0 9  * * 1-5", None, "by the cron line 0 9 * * 1-5 (every weekday at 09:00), Europe/Berlin"),
            ("0 9 1 * *", None, "by the cron line 0 9 1 * *, Europe/Berlin"),
        ];
        for (time, days, expected) in table {
            assert_eq!(typed(time, days, "europe/berlin").as_deref(), Ok(expected));
        }
    }

    #[test]
    fn what_means_nothing_is_refused_with_what_to_write_instead() {
        let table = [
            ("nine", None, "UTC", "09:00, 9am or 21:30"),
            ("9", None, "Berlin", "Europe/Berlin"),
            ("9", Some("someday"), "UTC", "mon, wed and fri or monday-friday"),
            ("0 9 * *", None, "UTC", "it has 4 fields"),
            ("0 9 * * 1-5", Some("mon"), "UTC", "Leave the days out"),
            ("0 9 31 2 *", None, "UTC", "never comes round"),
            ("9:00, 9:10", None, "UTC", "09:00 and 09:10 are only 10 minutes apart"),
            ("*/10 9 * * *", None, "UTC", "at least 15 minutes between them"),
        ];
        for (time, days, zone, expected) in table {
            let refusal = typed(time, days, zone).expect_err(time);
            assert!(refusal.contains(expected), "{refusal}");
        }
    }
}
