//! Which of the bot's shards a process runs.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The shards that this process holds on the gateway. Posts are shared out among all processes, whatever their shards.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Shards {
    /// All, as many as Discord recommends: for a bot that is one process.
    #[default]
    All,
    /// Some of a number that all processes agree on.
    Some {
        /// Those of this process, from 0; the end is not among them.
        range: Range<u32>,
        /// How many there are in all.
        total: u32,
    },
}

/// Not a range of shards.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no range of shards: write FIRST..END/TOTAL, such as 0..4/16 for the first four of sixteen, or nothing for all"
)]
pub struct InvalidShards(String);

impl FromStr for Shards {
    type Err = InvalidShards;

    fn from_str(text: &str) -> Result<Self, InvalidShards> {
        if text.trim().is_empty() {
            return Ok(Self::All);
        }
        let invalid = || InvalidShards(text.chars().take(40).collect());
        let (range, total) = text.split_once('/').ok_or_else(invalid)?;
        let (first, end) = range.split_once("..").ok_or_else(invalid)?;
        let number = |text: &str| text.trim().parse::<u32>().map_err(|_| invalid());
        let (range, total) = (number(first)?..number(end)?, number(total)?);
        if range.is_empty() || range.end > total {
            return Err(invalid());
        }
        Ok(Self::Some { range, total })
    }
}

impl TryFrom<String> for Shards {
    type Error = InvalidShards;

    fn try_from(text: String) -> Result<Self, InvalidShards> {
        text.parse()
    }
}

impl From<Shards> for String {
    fn from(shards: Shards) -> Self {
        shards.to_string()
    }
}

impl fmt::Display for Shards {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => Ok(()),
            Self::Some { range, total } => write!(f, "{}..{}/{total}", range.start, range.end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_read_and_said_back() {
        assert_eq!("".parse(), Ok(Shards::All));
        assert_eq!("0..4/16".parse(), Ok(Shards::Some { range: 0..4, total: 16 }));
        assert_eq!(" 15 .. 16 / 16".parse::<Shards>().unwrap().to_string(), "15..16/16");
        assert_eq!(Shards::All.to_string(), "");
    }

    #[test]
    fn what_is_no_range_is_refused_with_an_example() {
        for text in ["4", "0..4", "0/16", "4..4/16", "5..4/16", "0..17/16", "a..b/c", "-1..2/4", "0..4/16/2"]
        {
            let refusal = text.parse::<Shards>().expect_err(text).to_string();
            assert!(refusal.contains("such as 0..4/16"), "{refusal}");
        }
    }
}
