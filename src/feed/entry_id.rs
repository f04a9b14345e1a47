//! The stable name of an entry of the feed: `wp-de-0424-e-1a2b3c4d5e6f`.
//!
//! It leads back to the day, the language and the kind, so that a button on last year's post finds its entry again. The rest
//! is a checksum of year and topic: Wikipedia's authors change an entry's words more often than what it is about.

use std::fmt;
use std::str::FromStr;

use crate::event::{EventId, InvalidId, Kind, Language, MonthDay};

/// The stable name of an entry of the feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EntryId {
    /// The day that it is on.
    pub day: MonthDay,
    /// The language that it is in.
    pub language: Language,
    /// What it is.
    pub kind: Kind,
    checksum: u64,
}

/// 48 bits are kept: a day has a few hundred entries.
const MASK: u64 = 0xffff_ffff_ffff;

const KINDS: [(Kind, &str); 4] =
    [(Kind::Event, "e"), (Kind::Birth, "b"), (Kind::Death, "d"), (Kind::Observance, "o")];

impl EntryId {
    /// The name of the entry that is told apart by these words.
    pub(super) fn new(day: MonthDay, language: Language, kind: Kind, words: &[&str]) -> Self {
        let bytes = words.iter().flat_map(|word| word.bytes().chain([0]));
        // FNV-1a: the same in every version of the standard library.
        let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self { day, language, kind, checksum: (hash ^ (hash >> 48)) & MASK }
    }

    /// The entry that an event's name leads to; nothing for the almanac's.
    #[must_use]
    pub fn of(id: &EventId) -> Option<Self> {
        id.as_str().parse().ok()
    }

    /// The name as an event's.
    ///
    /// # Errors
    /// None in practice: the form fits an event's name.
    pub(super) fn event_id(self) -> Result<EventId, InvalidId> {
        self.to_string().parse()
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { day, language, kind, checksum } = self;
        let letter = KINDS.iter().find(|(known, _)| known == kind).map_or("e", |(_, letter)| letter);
        write!(f, "wp-{language}-{:02}{:02}-{letter}-{checksum:012x}", day.month(), day.day())
    }
}

impl FromStr for EntryId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let parts: Vec<_> = text.split('-').collect();
        let ["wp", language, day, letter, checksum] = parts[..] else { return Err(()) };
        let digits =
            |text: &str, long: usize| text.len() == long && text.bytes().all(|b| b.is_ascii_hexdigit());
        if !digits(day, 4) || !digits(checksum, 12) {
            return Err(());
        }
        let number = |text: &str| text.parse::<u32>().map_err(|_| ());
        let day = MonthDay::new(number(&day[..2])?, number(&day[2..])?).map_err(|_| ())?;
        let kind = KINDS.iter().find(|(_, known)| *known == letter).ok_or(())?.0;
        let checksum = u64::from_str_radix(checksum, 16).map_err(|_| ())?;
        Ok(Self { day, language: language.parse().map_err(|_| ())?, kind, checksum })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_leads_back_to_day_language_and_kind() {
        let day = MonthDay::new(4, 24).unwrap();
        let id = EntryId::new(day, Language::De, Kind::Event, &["1926", "Berliner Vertrag"]);
        assert_eq!(id.to_string(), "wp-de-0424-e-fb8e19338335", "names stay the same for ever");
        assert_eq!(EntryId::of(&id.event_id().unwrap()), Some(id));
        assert_ne!(id, EntryId::new(day, Language::De, Kind::Event, &["192", "6Berliner Vertrag"]));
    }

    #[test]
    fn the_almanacs_names_lead_nowhere() {
        for name in [
            "treaty-of-berlin-1926",
            "wp-de-0431-e-d48ef8e71c2a",
            "wp-de-0424-x-d48ef8e71c2a",
            "wp-de-0424-e-1",
        ] {
            assert_eq!(EntryId::of(&name.parse().unwrap()), None, "{name}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in "(wp-)?[a-z]{0,3}-?[0-9a-z]{0,5}-?[a-z]?-?[0-9a-f]{0,13}|.{0,60}") {
            let _ = text.parse::<EntryId>();
        }
    }
}
