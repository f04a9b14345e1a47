//! What a button carries: its action, with a version, so that last month's post still works.
//!
//! The form is `1|read|<event id>|<delivery>` or `1|day|<MM-DD>|<delivery>`: version, action,
//! argument, mark. The mark is the delivery that the post came about by; it is
//! empty elsewhere.

use std::fmt;
use std::str::FromStr;

use crate::delivery::Mark;
use crate::event::{EventId, MonthDay};

/// The version of the form that is written now.
const VERSION: &str = "1";

/// A button: what it does, and which post it is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CustomId {
    /// What pressing it does.
    pub(super) action: Action,
    /// The delivery of the post that the button is on.
    pub(super) mark: Option<Mark>,
}

/// What pressing a button does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// Opens an event's page.
    Read(EventId),
    /// Tells of another day.
    Day(MonthDay),
}

/// A button of another version, or not one of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UnknownButton;

impl fmt::Display for CustomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.action {
            Action::Read(event) => write!(f, "{VERSION}|read|{event}|")?,
            Action::Day(day) => write!(f, "{VERSION}|day|{:02}-{:02}|", day.month(), day.day())?,
        }
        self.mark.map_or(Ok(()), |mark| write!(f, "{mark}"))
    }
}

impl FromStr for CustomId {
    type Err = UnknownButton;

    fn from_str(text: &str) -> Result<Self, UnknownButton> {
        let parts: Vec<_> = text.split('|').collect();
        let [VERSION, action, argument, mark] = parts[..] else { return Err(UnknownButton) };
        let action = match action {
            "read" => argument.parse().ok().map(Action::Read),
            "day" => argument.parse().ok().map(Action::Day),
            _ => None,
        };
        let mark = match mark {
            "" => None,
            mark => Some(mark.parse().map_err(|_| UnknownButton)?),
        };
        Ok(Self { action: action.ok_or(UnknownButton)?, mark })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::DeliveryId;

    #[test]
    fn a_button_is_read_back_from_what_it_carries() {
        let read = Action::Read("x".repeat(60).parse().unwrap());
        let day = Action::Day(MonthDay::new(2, 29).unwrap());
        for action in [read, day] {
            for mark in [None, Some(Mark::new(DeliveryId(i64::MAX), i64::MAX))] {
                let id = CustomId { action: action.clone(), mark };
                let text = id.to_string();
                assert!(text.len() <= 100, "{text}");
                assert_eq!(text.parse(), Ok(id));
            }
        }
    }

    #[test]
    fn a_button_of_another_version_or_of_nobody_is_unknown() {
        for text in [
            "",
            "1|read|treaty",
            "2|read|treaty-of-berlin-1926|",
            "1|read|Treaty|",
            "1|read|a|x",
            "1|day|02-30|",
            "1|eat|a|",
            "hello",
        ] {
            assert_eq!(text.parse::<CustomId>(), Err(UnknownButton), "{text:?}");
        }
    }
}
