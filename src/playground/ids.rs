//! The ids of things on this small Discord: snowflakes, one type for each kind of
//! thing, written as strings in JSON as Discord does.
//!
//! Promises: ids from one [`Mint`] only ever grow, whatever the clock does. It does
//! not promise that an id's time is the clock's after the clock was set back.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The first millisecond of 2015, from which Discord counts.
const EPOCH_MS: i64 = 1_420_070_400_000;

macro_rules! id {
    ($(#[$doc:meta])* $reach:vis $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $reach struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }
    };
}

id!(
    /// A person, or the bot.
    pub PersonId
);
id!(
    /// A server.
    pub GuildId
);
id!(
    /// A channel, a thread or a direct message.
    pub ChannelId
);
id!(
    /// A message.
    pub MessageId
);
id!(
    /// A role of a server.
    pub RoleId
);
id!(
    /// One press, choice or command of one person.
    pub(crate) InteractionId
);
id!(
    /// A registered application command.
    pub(crate) CommandId
);

/// Makes ids.
#[derive(Debug, Default)]
pub(crate) struct Mint {
    last: u64,
}

impl Mint {
    /// The next id, made of `now` and larger than all before it.
    pub(crate) fn next(&mut self, now: DateTime<Utc>) -> u64 {
        let ms = u64::try_from(now.timestamp_millis() - EPOCH_MS).unwrap_or(1);
        self.last = (ms << 22).max(self.last + 1);
        self.last
    }
}

/// Writes a time as Discord does.
pub(crate) fn timestamp(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%S%.6f+00:00").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_grow_while_the_clock_stands_still_or_goes_back() {
        let mut mint = Mint::default();
        let now: DateTime<Utc> = "2026-04-24T09:00:00Z".parse().unwrap();
        let first = mint.next(now);
        assert!(mint.next(now) > first);
        assert!(mint.next(now - chrono::TimeDelta::days(1)) > first);
        assert_eq!((i64::try_from(first >> 22).unwrap()) + EPOCH_MS, now.timestamp_millis());
    }
}
