//! The stable name of an event.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A slug: lower-case letters, digits and single hyphens, at most [`EventId::LONGEST`] characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EventId(String);

/// Not the stable name of an event.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not an event id: it has 1 to 60 lower-case letters, digits and single hyphens, \
     such as treaty-of-berlin-1926"
)]
pub struct InvalidId(String);

impl EventId {
    /// Characters at most, so that an id fits a button's 100 with room for the rest.
    pub const LONGEST: usize = 60;

    /// Makes an id out of any text: what is not a letter or a digit becomes a hyphen.
    ///
    /// # Errors
    /// [`InvalidId`] when nothing of the text is left.
    pub fn slug(text: &str) -> Result<Self, InvalidId> {
        let lower = text.to_lowercase();
        let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let slug = words.collect::<Vec<_>>().join("-");
        let cut: String = slug.chars().take(Self::LONGEST).collect();
        cut.trim_end_matches('-').parse().map_err(|_| InvalidId(text.to_owned()))
    }

    /// The id as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for EventId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let words_are_fine = text.split('-').all(|word| {
            !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        });
        if words_are_fine && text.len() <= Self::LONGEST {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidId(text.to_owned()))
        }
    }
}

impl TryFrom<String> for EventId {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        text.parse()
    }
}

impl From<EventId> for String {
    fn from(id: EventId) -> Self {
        id.0
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_slug_and_nothing_else() {
        assert!("treaty-of-berlin-1926".parse::<EventId>().is_ok());
        for wrong in ["", "Treaty", "a--b", "-a", "a-", "a b", "é", &"x".repeat(61)] {
            assert!(wrong.parse::<EventId>().is_err(), "{wrong:?} was taken");
        }
    }

    #[test]
    fn any_text_with_a_letter_in_it_makes_a_slug() {
        assert_eq!(EventId::slug("Barbra Streisand, 1942").unwrap().as_str(), "barbra-streisand-1942");
        assert!(EventId::slug(&"long ".repeat(40)).is_ok());
        assert!(EventId::slug("…").is_err());
    }
}
