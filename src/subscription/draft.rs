//! A subscription as somebody asked for it, checked.

use super::{ChannelId, GuildId, UserId};
use crate::edition::Taste;
use crate::schedule::{InvalidTime, Rule, Schedule, TimesOfDay, UnknownZone, read_time_of_day};

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
}

/// What somebody typed for a schedule.
#[derive(Clone, Copy, Debug)]
pub struct Typed<'a> {
    /// A time of day.
    pub time: &'a str,
    /// A time zone.
    pub zone: &'a str,
}

/// Why a subscription cannot be set up as asked; worded for people.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The time of day.
    #[error(transparent)]
    Time(#[from] InvalidTime),
    /// The zone.
    #[error(transparent)]
    Zone(#[from] UnknownZone),
}

impl Typed<'_> {
    /// The schedule that the words mean.
    ///
    /// # Errors
    /// [`Refusal`] for the first part that means nothing.
    pub fn schedule(&self) -> Result<Schedule, Refusal> {
        let rule = Rule::Times(TimesOfDay::daily(read_time_of_day(self.time)?));
        Ok(Schedule { rule, zone: self.zone.parse()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_becomes_a_schedule_or_a_refusal() {
        let typed = Typed { time: "9am", zone: "europe/berlin" };
        assert_eq!(typed.schedule().unwrap().to_string(), "every day at 09:00, Europe/Berlin");
        let refusal = |time, zone| Typed { time, zone }.schedule().unwrap_err().to_string();
        assert!(refusal("nine", "UTC").contains("09:00, 9am or 21:30"));
        assert!(refusal("9", "Berlin").contains("Europe/Berlin"));
    }
}
