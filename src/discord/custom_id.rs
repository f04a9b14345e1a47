//! What a button carries: its action, with a version, so that last month's post still works.
//!
//! The form is `1|read|<event id>|<delivery>`: version, action, arguments. The delivery is
//! the post's mark: the number of the ledger row that it settled. It is empty elsewhere.

use std::fmt;
use std::str::FromStr;

use crate::event::EventId;
use crate::store::DeliveryId;

/// The version of the form that is written now.
const VERSION: &str = "1";

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum CustomId {
    /// Opens an event's page.
    Read {
        /// Which event.
        event: EventId,
        /// The delivery of the post that the button is on.
        mark: Option<DeliveryId>,
    },
}

/// A button of another version, or not one of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UnknownButton;

impl CustomId {
    /// The mark that the button carries.
    pub(super) fn mark(&self) -> Option<DeliveryId> {
        let Self::Read { mark, .. } = self;
        *mark
    }
}

impl fmt::Display for CustomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Read { event, mark } = self;
        write!(f, "{VERSION}|read|{event}|")?;
        mark.map_or(Ok(()), |mark| write!(f, "{mark}"))
    }
}

impl FromStr for CustomId {
    type Err = UnknownButton;

    fn from_str(text: &str) -> Result<Self, UnknownButton> {
        let parts: Vec<_> = text.split('|').collect();
        let [VERSION, "read", event, mark] = parts[..] else { return Err(UnknownButton) };
        let event = event.parse().map_err(|_| UnknownButton)?;
        let mark = match mark {
            "" => None,
            number => Some(DeliveryId(number.parse().map_err(|_| UnknownButton)?)),
        };
        Ok(Self::Read { event, mark })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_button_is_read_back_from_what_it_carries() {
        for mark in [None, Some(DeliveryId(i64::MAX))] {
            let id = CustomId::Read { event: "x".repeat(60).parse().unwrap(), mark };
            let text = id.to_string();
            assert!(text.len() <= 100, "{text}");
            assert_eq!(text.parse(), Ok(id));
        }
    }

    #[test]
    fn a_button_of_another_version_or_of_nobody_is_unknown() {
        for text in
            ["", "1|read|treaty", "2|read|treaty-of-berlin-1926|", "1|read|Treaty|", "1|read|a|x", "hello"]
        {
            assert_eq!(text.parse::<CustomId>(), Err(UnknownButton), "{text:?}");
        }
    }
}
