//! What a button or a menu carries: its action, with a version, so that last month's post still works.
//!
//! The form is `1|read|<event id>|<mark>` or `1|day|<MM-DD>|<mark>`: version, action, argument, mark. The mark is
//! the delivery that the post came about by; it is empty elsewhere. What was written once stays readable: an action is
//! added, never changed.

use std::fmt;
use std::str::FromStr;

use super::control::Control;
use super::topic::Topic;
use crate::delivery::Mark;
use crate::edition::Selection;
use crate::event::{EventId, Kind, MonthDay};

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
    Day(MonthDay),
    /// Tells who was born on a day.
    Births(MonthDay),
    /// Tells who died on a day.
    Deaths(MonthDay),
    /// Tells of a day's events of the category that was chosen.
    Category(MonthDay),
    /// Turns to a page of a day's entries, counted from 0.
    Turn(MonthDay, Selection, usize),
    /// Shows a page of what was found for a topic.
    Topic(Topic),
    /// Narrows a topic down to the category that was chosen.
    TopicCategory(Topic),
    /// Narrows a topic down to the century that was chosen.
    TopicCentury(Topic),
    /// Searches for the person or the tag of the event that was chosen.
    Subject(EventId),
    /// Tells of the day that it is when the button is pressed.
    Today,
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
            | Self::Turn(..)
            | Self::Topic(_)
            | Self::TopicCategory(_)
            | Self::TopicCentury(_)
            | Self::Today => true,
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
            "turn" => turn(argument),
            "topic" => argument.parse().ok().map(Self::Topic),
            "field" => argument.parse().ok().map(Self::TopicCategory),
            "age" => argument.parse().ok().map(Self::TopicCentury),
            "today" => argument.is_empty().then_some(Self::Today),
            "random" => argument.is_empty().then_some(Self::Random),
            "share" => argument.parse().ok().map(Self::Share),
            "daily" => argument.parse().ok().map(Self::Daily),
            _ => None,
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |day: MonthDay| format!("{:02}-{:02}", day.month(), day.day());
        match self {
            Self::Read(event) => write!(f, "read|{event}"),
            Self::Day(at) => write!(f, "day|{}", day(*at)),
            Self::Births(at) => write!(f, "births|{}", day(*at)),
            Self::Deaths(at) => write!(f, "deaths|{}", day(*at)),
            Self::Category(at) => write!(f, "category|{}", day(*at)),
            Self::Turn(at, selection, page) => {
                write!(f, "turn|{}.{}.{page}", day(*at), SelectionWord(*selection))
            }
            Self::Topic(topic) => write!(f, "topic|{topic}"),
            Self::TopicCategory(topic) => write!(f, "field|{topic}"),
            Self::TopicCentury(topic) => write!(f, "age|{topic}"),
            Self::Subject(event) => write!(f, "subject|{event}"),
            Self::Today => f.write_str("today|"),
            Self::Random => f.write_str("random|"),
            Self::Share(event) => write!(f, "share|{event}"),
            Self::Daily(control) => write!(f, "daily|{control}"),
        }
    }
}

/// Reads `04-24.births.2`.
fn turn(argument: &str) -> Option<Action> {
    let mut parts = argument.splitn(3, '.');
    let (day, selection, page) = (parts.next()?, parts.next()?, parts.next()?);
    let page: u16 = page.parse().ok()?;
    Some(Action::Turn(day.parse().ok()?, selected(selection)?, page.into()))
}

const KINDS: [(Kind, &str); 4] = [
    (Kind::Event, "events"),
    (Kind::Birth, "births"),
    (Kind::Death, "deaths"),
    (Kind::Observance, "observances"),
];

/// A kind by its word, or a category by its name.
fn selected(word: &str) -> Option<Selection> {
    let kind = KINDS.into_iter().find(|(_, known)| *known == word).map(|(kind, _)| Selection::Kind(kind));
    kind.or_else(|| word.parse().ok().map(Selection::Category))
}

/// A selection as [`selected`] reads it; an edition has no pages to turn, and so no word.
struct SelectionWord(Selection);

impl fmt::Display for SelectionWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Selection::Edition => Ok(()),
            Selection::Kind(of) => {
                f.write_str(KINDS.into_iter().find(|(kind, _)| *kind == of).map_or("", |(_, word)| word))
            }
            Selection::Category(category) => f.write_str(category.name()),
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
mod tests {
    use super::*;
    use crate::event::Category;
    use crate::store::DeliveryId;
    use proptest::prelude::*;

    #[test]
    fn a_button_is_read_back_from_what_it_carries() {
        let (event, day): (EventId, _) = ("x".repeat(60).parse().unwrap(), MonthDay::LEAP_DAY);
        let of_events = [Action::Read(event.clone()), Action::Share(event.clone()), Action::Subject(event)];
        let of_events = of_events.into_iter().chain([Action::Random, Action::Today]);
        let of_days = [Action::Day(day), Action::Births(day), Action::Deaths(day), Action::Category(day)];
        let kinds = KINDS.map(|(kind, _)| Selection::Kind(kind)).into_iter();
        let selections = kinds.chain(Category::ALL.map(Selection::Category));
        let turns = selections.map(|selection| Action::Turn(day, selection, usize::from(u16::MAX)));
        for action in of_events.chain(of_days).chain(turns) {
            for mark in [None, Some(Mark::new(DeliveryId(i64::MAX), i64::MAX))] {
                let id = CustomId { action: action.clone(), mark };
                let text = id.to_string();
                assert!(text.len() <= 100, "{text}");
                assert_eq!(text.parse(), Ok(id));
            }
        }
    }

    #[test]
    fn a_topic_with_every_filter_fits_a_button() {
        let topic: Topic = format!("999~11~o~-9999~-9998~{}", "ю".repeat(200)).parse().unwrap();
        let actions = [Action::Topic, Action::TopicCategory, Action::TopicCentury];
        for action in actions.map(|action| action(topic.clone())) {
            let id = CustomId { action, mark: None };
            let text = id.to_string();
            assert!(text.chars().count() <= 100, "{text}");
            assert_eq!(text.parse(), Ok(id));
        }
        let old = "1|topic|1~~~~~berlin wall|".parse::<CustomId>().map(|id| id.action);
        assert_eq!(old, Ok(Action::Topic(Topic::new("berlin wall").at(1))));
    }

    #[test]
    fn what_stands_on_old_posts_is_understood_for_ever() {
        let mark = |text: &str| Some(text.parse().unwrap());
        let read = Action::Read("treaty-of-berlin-1926".parse().unwrap());
        let day = Action::Day(MonthDay::new(4, 25).unwrap());
        for (text, action, mark) in [
            ("1|read|treaty-of-berlin-1926|", &read, None),
            ("1|read|treaty-of-berlin-1926|ff-69eb2400", &read, mark("ff-69eb2400")),
            ("1|read|treaty-of-berlin-1926|17", &read, None),
            ("1|day|04-25|", &day, None),
            ("1|day|04-25|1-69eb2400", &day, mark("1-69eb2400")),
        ] {
            assert_eq!(text.parse(), Ok(CustomId { action: action.clone(), mark }), "{text:?}");
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
            "1|random|x|",
            "1|births||",
            "1|share||",
            "1|today|x|",
            "1|turn|04-24.births|",
            "1|turn|04-24..0|",
            "1|turn|04-24.births.-1|",
            "1|turn|04-24.births.99999999|",
            "1|turn|04-24.weather.0|",
            "1|category|politics|",
            "1|day|٠٤-٢٤|",
            "1|read|a||",
            "1|day|04-24|-",
            "1|day|04-24|1-2-3",
            &"1|".repeat(50),
            &"x".repeat(100),
        ] {
            assert_eq!(text.parse::<CustomId>(), Err(UnknownButton), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in "(1\\|)?[a-z|0-9-]{0,40}|.{0,100}") {
            let _ = text.parse::<CustomId>();
        }
    }
}
