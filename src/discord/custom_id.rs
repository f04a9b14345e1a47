//! What a button or a menu carries: its action, with a version, so that last month's post still works.
//!
//! The form is `1|read|<event id>|<mark>` or `1|day|<MM-DD>|<mark>`: version, action, argument, mark. The mark is
//! the delivery that the post came about by; it is empty elsewhere. A day in another language than English names it,
//! `1|day|<MM-DD>.de|<mark>`. What was written once stays readable: an action is added, never changed.

use std::fmt;
use std::str::FromStr;

use super::control::Control;
use super::day_in::{DayIn, Turn, another_language};
use super::topic::Topic;
use crate::delivery::Mark;
use crate::event::{EventId, Language};

/// The version of the form that is written now.
const VERSION: &str = "1";

/// A button or a menu: what it does, and which post it is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CustomId {
    /// What pressing it does.
    pub(super) action: Action,
    /// The delivery of the post that the button is on.
    pub(super) mark: Option<Mark>,
}

impl CustomId {
    /// A moderator's button, menu or form.
    pub(super) fn of(control: Control) -> Self {
        Self { action: Action::Daily(control), mark: None }
    }
}

/// The moderator's control that a text carries, if it does.
pub(super) fn control(text: &str) -> Option<Control> {
    match text.parse::<CustomId>().ok()?.action {
        Action::Daily(control) => Some(control),
        _ => None,
    }
}

/// What pressing a button does, or choosing from a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// Opens an event's page.
    Read(EventId),
    /// Tells of another day.
    Day(DayIn),
    /// Tells who was born on a day.
    Births(DayIn),
    /// Tells who died on a day.
    Deaths(DayIn),
    /// Tells of a day's events of the category that was chosen.
    Category(DayIn),
    /// Turns to a page of a day's entries.
    Turn(Turn),
    /// Shows a page of what was found for a topic.
    Topic(Topic),
    /// Narrows a topic down to the category that was chosen.
    TopicCategory(Topic),
    /// Narrows a topic down to the century that was chosen.
    TopicCentury(Topic),
    /// Searches for the person or the tag of the event that was chosen.
    Subject(EventId),
    /// Tells of the day that it is when the button is pressed, in a language.
    Today(Language),
    /// Opens the page of an event by chance.
    Random,
    /// Puts an event's page into the channel.
    Share(EventId),
    /// What moderators do.
    Daily(Control),
}

/// A button of another version, or not one of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UnknownButton;

impl Action {
    /// Whether it shows another day, or another part of one, in the place of what is there.
    pub(super) fn looks_around(&self) -> bool {
        match self {
            Self::Day(_)
            | Self::Births(_)
            | Self::Deaths(_)
            | Self::Category(_)
            | Self::Turn(_)
            | Self::Topic(_)
            | Self::TopicCategory(_)
            | Self::TopicCentury(_)
            | Self::Today(_) => true,
            Self::Read(_) | Self::Random | Self::Share(_) | Self::Subject(_) | Self::Daily(_) => false,
        }
    }

    fn read(word: &str, argument: &str) -> Option<Self> {
        match word {
            "read" => argument.parse().ok().map(Self::Read),
            "day" => argument.parse().ok().map(Self::Day),
            "births" => argument.parse().ok().map(Self::Births),
            "deaths" => argument.parse().ok().map(Self::Deaths),
            "category" => argument.parse().ok().map(Self::Category),
            "subject" => argument.parse().ok().map(Self::Subject),
            "turn" => argument.parse().ok().map(Self::Turn),
            "topic" => argument.parse().ok().map(Self::Topic),
            "field" => argument.parse().ok().map(Self::TopicCategory),
            "age" => argument.parse().ok().map(Self::TopicCentury),
            "today" if argument.is_empty() => Some(Self::Today(Language::En)),
            "today" => another_language(argument).ok().map(Self::Today),
            "random" => argument.is_empty().then_some(Self::Random),
            "share" => argument.parse().ok().map(Self::Share),
            "daily" => argument.parse().ok().map(Self::Daily),
            _ => None,
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(event) => write!(f, "read|{event}"),
            Self::Day(day) => write!(f, "day|{day}"),
            Self::Births(day) => write!(f, "births|{day}"),
            Self::Deaths(day) => write!(f, "deaths|{day}"),
            Self::Category(day) => write!(f, "category|{day}"),
            Self::Turn(turn) => write!(f, "turn|{turn}"),
            Self::Topic(topic) => write!(f, "topic|{topic}"),
            Self::TopicCategory(topic) => write!(f, "field|{topic}"),
            Self::TopicCentury(topic) => write!(f, "age|{topic}"),
            Self::Subject(event) => write!(f, "subject|{event}"),
            Self::Today(Language::En) => f.write_str("today|"),
            Self::Today(language) => write!(f, "today|{language}"),
            Self::Random => f.write_str("random|"),
            Self::Share(event) => write!(f, "share|{event}"),
            Self::Daily(control) => write!(f, "daily|{control}"),
        }
    }
}

impl fmt::Display for CustomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{VERSION}|{}|", self.action)?;
        self.mark.map_or(Ok(()), |mark| write!(f, "{mark}"))
    }
}

impl FromStr for CustomId {
    type Err = UnknownButton;

    fn from_str(text: &str) -> Result<Self, UnknownButton> {
        let parts: Vec<_> = text.split('|').collect();
        let [VERSION, action, argument, mark] = parts[..] else { return Err(UnknownButton) };
        let mark = match mark {
            "" => None,
            // The first posts had the ledger's number alone, which says too little to be a mark.
            number if number.bytes().all(|byte| byte.is_ascii_digit()) => None,
            mark => Some(mark.parse().map_err(|_| UnknownButton)?),
        };
        Ok(Self { action: Action::read(action, argument).ok_or(UnknownButton)?, mark })
    }
}

#[cfg(test)]
mod tests;
