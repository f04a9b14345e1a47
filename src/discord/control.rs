//! What a moderator's button or menu carries: what it does, to which daily post, and which revision of it was shown.

use std::fmt;
use std::str::FromStr;

use super::custom_id::UnknownButton;
use crate::subscription::SubscriptionId;

/// A moderator's button, menu or form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Control {
    pub(super) deed: Deed,
    /// The subscription; the page of a list.
    pub(super) number: i64,
    /// The revision that was shown.
    pub(super) seen: i64,
}

/// What a moderator's button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// Opens the panel.
    Open,
    /// Shows the next edition.
    Preview,
    /// Looks whether all is well, and lets it run again.
    Resume,
    /// Pauses it.
    Pause,
    /// Removes it.
    Remove,
    /// Brings it back.
    Undo,
    /// Leaves everything as it is.
    Keep,
    /// Deletes all that is known of the server.
    Forget,
    /// Turns to a page of the list.
    List,
    /// Opens the form for time and zone.
    When,
    /// Opens the form for title and colour.
    Looks,
    /// Days of the week were chosen.
    Days,
    /// A number of events was chosen.
    Events,
    /// Categories were chosen.
    Categories,
    /// Kinds of entries were chosen.
    Kinds,
    /// A language was chosen.
    Language,
    /// A role was chosen.
    Ping,
    /// A channel was chosen.
    Channel,
    /// Options were switched on or off.
    Options,
    /// A forum's tags were chosen.
    Tags,
}

const WORDS: [(Deed, &str); 20] = [
    (Deed::Open, "open"),
    (Deed::Preview, "preview"),
    (Deed::Resume, "resume"),
    (Deed::Pause, "pause"),
    (Deed::Remove, "remove"),
    (Deed::Undo, "undo"),
    (Deed::Keep, "keep"),
    (Deed::Forget, "forget"),
    (Deed::List, "list"),
    (Deed::When, "when"),
    (Deed::Looks, "looks"),
    (Deed::Days, "days"),
    (Deed::Events, "events"),
    (Deed::Categories, "categories"),
    (Deed::Kinds, "kinds"),
    (Deed::Language, "language"),
    (Deed::Ping, "ping"),
    (Deed::Channel, "channel"),
    (Deed::Options, "options"),
    (Deed::Tags, "tags"),
];

impl Control {
    pub(super) fn new(deed: Deed, number: i64, seen: i64) -> Self {
        Self { deed, number, seen }
    }

    pub(super) fn subscription(self) -> SubscriptionId {
        SubscriptionId(self.number)
    }
}

impl fmt::Display for Control {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = WORDS.iter().find(|(deed, _)| *deed == self.deed).map_or("", |(_, word)| word);
        write!(f, "{word}.{}.{}", self.number, self.seen)
    }
}

impl FromStr for Control {
    type Err = UnknownButton;

    fn from_str(text: &str) -> Result<Self, UnknownButton> {
        let parts: Vec<_> = text.split('.').collect();
        let [word, number, seen] = parts[..] else { return Err(UnknownButton) };
        let (deed, _) = WORDS.iter().find(|(_, known)| *known == word).ok_or(UnknownButton)?;
        let read = |text: &str| text.parse().map_err(|_| UnknownButton);
        Ok(Self { deed: *deed, number: read(number)?, seen: read(seen)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_deed_is_read_back_from_its_word() {
        for (deed, _) in WORDS {
            let control = Control::new(deed, i64::MAX, i64::MAX);
            assert!(format!("1|daily|{control}|").len() <= 100);
            assert_eq!(control.to_string().parse(), Ok(control));
        }
    }

    #[test]
    fn what_stands_on_old_messages_is_understood_for_ever() {
        assert_eq!("resume.17.3".parse(), Ok(Control::new(Deed::Resume, 17, 3)));
        for text in [
            "",
            "resume",
            "resume.17",
            "eat.17.3",
            "resume.x.3",
            "resume.17.3.1",
            "resume.99999999999999999999.1",
        ] {
            assert_eq!(text.parse::<Control>(), Err(UnknownButton), "{text:?}");
        }
    }
}
