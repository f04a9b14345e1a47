//! What a page can lead on to: a person or a tag, to search for.

use std::fmt;
use std::str::FromStr;

use crate::event::Event;

/// A person or a tag of an event, as a menu carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::discord) enum Subject {
    /// By their usual full name.
    Person(String),
    /// In lower case.
    Tag(String),
}

/// Not a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::discord) struct NoSubject;

impl Subject {
    /// Discord's limit for the value of an option.
    const LONGEST: usize = 100;

    /// Discord's limit for the options of a menu.
    const MOST: usize = 25;

    /// The people and the tags of `event`, each once; what is too long for a menu is left out.
    pub(in crate::discord) fn all(event: &Event) -> Vec<Self> {
        let people = event.people.iter().cloned().map(Self::Person);
        let tags = event.tags.iter().cloned().map(Self::Tag);
        let mut subjects = Vec::new();
        for subject in people.chain(tags) {
            let fits =
                subject.to_string().chars().count() <= Self::LONGEST && !subject.name().trim().is_empty();
            if fits && subjects.len() < Self::MOST && !subjects.contains(&subject) {
                subjects.push(subject);
            }
        }
        subjects
    }

    pub(in crate::discord) fn name(&self) -> &str {
        match self {
            Self::Person(name) | Self::Tag(name) => name,
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(name) => write!(f, "person:{name}"),
            Self::Tag(name) => write!(f, "tag:{name}"),
        }
    }
}

impl FromStr for Subject {
    type Err = NoSubject;

    fn from_str(text: &str) -> Result<Self, NoSubject> {
        match text.split_once(':') {
            Some(("person", name)) if !name.is_empty() => Ok(Self::Person(name.to_owned())),
            Some(("tag", name)) if !name.is_empty() => Ok(Self::Tag(name.to_owned())),
            _ => Err(NoSubject),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_read_back_from_what_a_menu_carries() {
        for subject in [Subject::Person("Ada: Countess".into()), Subject::Tag("space flight".into())] {
            assert_eq!(subject.to_string().parse(), Ok(subject));
        }
        for text in ["", "person:", "Ada", "place:Berlin"] {
            assert_eq!(text.parse::<Subject>(), Err(NoSubject), "{text:?}");
        }
    }
}
