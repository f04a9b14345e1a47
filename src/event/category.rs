//! The fields that history is sorted into.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The field that an event belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Category {
    /// Rulers, elections, treaties, laws of state.
    #[serde(rename = "Politics & Government")]
    Politics,
    /// Wars, battles, revolts in arms.
    #[serde(rename = "War & Military")]
    War,
    /// What went terribly wrong without anybody wanting it.
    #[serde(rename = "Accidents & Tragedies")]
    Accidents,
    /// Crimes, attacks, trials and verdicts.
    #[serde(rename = "Crime & Law")]
    Crime,
    /// Faiths, churches, thinkers.
    #[serde(rename = "Religion & Philosophy")]
    Religion,
    /// Research, medicine, machines, spaceflight.
    #[serde(rename = "Science & Technology")]
    Science,
    /// Journeys, first ascents, finds.
    #[serde(rename = "Exploration & Discovery")]
    Exploration,
    /// Books, music, pictures, buildings, films.
    #[serde(rename = "Arts & Culture")]
    Arts,
    /// Contests and records.
    #[serde(rename = "Sports & Games")]
    Sports,
    /// Trade, money, companies, work.
    #[serde(rename = "Business & Economy")]
    Business,
    /// How people live together, and what they are allowed.
    #[serde(rename = "Society & Rights")]
    Society,
    /// Earthquakes, storms, animals, the land itself.
    #[serde(rename = "Nature & Environment")]
    Nature,
}

/// Not one of the twelve categories.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a category: it is one of {known}", known = Category::ALL.map(Category::name).join(", "))]
pub struct UnknownCategory(String);

impl Category {
    /// Every category, in the order in which people are offered them.
    pub const ALL: [Self; 12] = [
        Self::Politics,
        Self::War,
        Self::Accidents,
        Self::Crime,
        Self::Religion,
        Self::Science,
        Self::Exploration,
        Self::Arts,
        Self::Sports,
        Self::Business,
        Self::Society,
        Self::Nature,
    ];

    /// The name that people read.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Politics => "Politics & Government",
            Self::War => "War & Military",
            Self::Accidents => "Accidents & Tragedies",
            Self::Crime => "Crime & Law",
            Self::Religion => "Religion & Philosophy",
            Self::Science => "Science & Technology",
            Self::Exploration => "Exploration & Discovery",
            Self::Arts => "Arts & Culture",
            Self::Sports => "Sports & Games",
            Self::Business => "Business & Economy",
            Self::Society => "Society & Rights",
            Self::Nature => "Nature & Environment",
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Category {
    type Err = UnknownCategory;

    fn from_str(text: &str) -> Result<Self, UnknownCategory> {
        let found = Self::ALL.into_iter().find(|category| category.name().eq_ignore_ascii_case(text));
        found.ok_or_else(|| UnknownCategory(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_category_is_read_back_from_its_name_and_written_to_json_by_it() {
        for category in Category::ALL {
            assert_eq!(category.name().parse(), Ok(category));
            assert_eq!(serde_json::to_value(category).unwrap(), category.name());
        }
    }

    #[test]
    fn an_unknown_category_is_refused_with_the_known_ones() {
        let refusal = "Weather".parse::<Category>().unwrap_err().to_string();
        assert!(refusal.starts_with("\"Weather\" is not a category"), "{refusal}");
        assert!(refusal.contains("Nature & Environment"), "{refusal}");
    }
}
