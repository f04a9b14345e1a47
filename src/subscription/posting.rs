//! How a post comes, besides what it says.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{RoleId, TagId, Template};

/// How a post comes, besides what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Posting {
    /// What sort of place the channel is.
    pub place: Place,
    /// The channel's name when it was chosen, for lists that cannot show a mention.
    pub name: String,
    /// The one role that is pinged.
    pub ping: Option<RoleId>,
    /// Whether it comes without a notification.
    pub silent: bool,
    /// Whether a thread for discussion is started under it.
    pub thread: bool,
    /// Whether it is published to the servers that follow an announcement channel.
    pub publish: bool,
    /// The tags of a forum's post, at most [`Posting::MOST_TAGS`].
    pub tags: BTreeSet<TagId>,
    /// The title of a forum's post; the date without one.
    pub forum_title: Option<Template>,
    /// The title line in the place of Daybook's own.
    pub title: Option<Template>,
    /// The colour of the bar beside it.
    pub accent: Option<Colour>,
}

impl Posting {
    /// Discord's limit for the tags of a forum's post.
    pub const MOST_TAGS: usize = 5;
}

/// What sort of place a channel is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// An ordinary channel.
    #[default]
    Text,
    /// A channel that other servers can follow.
    Announcement,
    /// A thread, or a forum's post.
    Thread,
    /// A forum: each post is a thread of its own.
    Forum,
}

/// A colour, written as `#B08D57`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour(u32);

/// Not a colour; worded for people.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a colour that I understand. Write six digits from 0 to F after a #, such as #B08D57")]
pub struct InvalidColour(String);

impl Colour {
    /// Red, green and blue in one number.
    #[must_use]
    pub fn rgb(self) -> u32 {
        self.0
    }
}

impl FromStr for Colour {
    type Err = InvalidColour;

    fn from_str(text: &str) -> Result<Self, InvalidColour> {
        let digits = text.trim().trim_start_matches('#');
        let is_one = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let invalid = || InvalidColour(text.trim().chars().take(20).collect());
        if !is_one {
            return Err(invalid());
        }
        u32::from_str_radix(digits, 16).map(Self).map_err(|_| invalid())
    }
}

impl TryFrom<String> for Colour {
    type Error = InvalidColour;

    fn try_from(text: String) -> Result<Self, InvalidColour> {
        text.parse()
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:06X}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_read_as_people_copy_it_and_said_back() {
        for text in ["#b08d57", "B08D57", " #B08D57 "] {
            assert_eq!(text.parse::<Colour>().unwrap().to_string(), "#B08D57");
        }
        for text in ["", "#", "red", "#12345", "#1234567", "#+12345", "#١٢٣٤٥٦"] {
            let refusal = text.parse::<Colour>().expect_err(text).to_string();
            assert!(refusal.contains("such as #B08D57"), "{refusal}");
        }
    }

    #[test]
    fn how_posts_come_is_read_back_from_how_it_is_stored() {
        let all = Posting {
            place: Place::Forum,
            name: "books".into(),
            ping: Some(RoleId(u64::MAX)),
            silent: true,
            thread: true,
            publish: true,
            tags: BTreeSet::from([TagId(7)]),
            forum_title: Some("{date}".parse().unwrap()),
            title: Some("Good morning, it is {weekday}".parse().unwrap()),
            accent: Some("#000001".parse().unwrap()),
        };
        let stored = serde_json::to_string(&all).unwrap();
        assert!(stored.contains(r#""ping":"18446744073709551615""#), "{stored}");
        assert_eq!(serde_json::from_str::<Posting>(&stored).unwrap(), all);
        assert_eq!(serde_json::from_str::<Posting>("{}").unwrap(), Posting::default());
    }
}
