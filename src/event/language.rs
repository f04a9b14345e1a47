//! The languages in which there is history.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language in which Wikimedia's feed tells of a day. The almanac is in English.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Arabic.
    Ar,
    /// Bosnian.
    Bs,
    /// Czech.
    Cs,
    /// German.
    De,
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
    /// French.
    Fr,
    /// Italian.
    It,
    /// Portuguese.
    Pt,
    /// Russian.
    Ru,
    /// Swedish.
    Sv,
    /// Turkish.
    Tr,
    /// Ukrainian.
    Uk,
    /// Chinese.
    Zh,
}

/// Not one of the languages that the feed has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a language of the feed: it is one of {known}", known = Language::ALL.map(Language::code).join(", "))]
pub struct UnknownLanguage(String);

impl Language {
    /// Every language, by its code.
    pub const ALL: [Self; 14] = [
        Self::Ar,
        Self::Bs,
        Self::Cs,
        Self::De,
        Self::En,
        Self::Es,
        Self::Fr,
        Self::It,
        Self::Pt,
        Self::Ru,
        Self::Sv,
        Self::Tr,
        Self::Uk,
        Self::Zh,
    ];

    /// The code that Wikipedia's addresses have, such as `de`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Ar => "ar",
            Self::Bs => "bs",
            Self::Cs => "cs",
            Self::De => "de",
            Self::En => "en",
            Self::Es => "es",
            Self::Fr => "fr",
            Self::It => "it",
            Self::Pt => "pt",
            Self::Ru => "ru",
            Self::Sv => "sv",
            Self::Tr => "tr",
            Self::Uk => "uk",
            Self::Zh => "zh",
        }
    }

    /// What it is called in English.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ar => "Arabic",
            Self::Bs => "Bosnian",
            Self::Cs => "Czech",
            Self::De => "German",
            Self::En => "English",
            Self::Es => "Spanish",
            Self::Fr => "French",
            Self::It => "Italian",
            Self::Pt => "Portuguese",
            Self::Ru => "Russian",
            Self::Sv => "Swedish",
            Self::Tr => "Turkish",
            Self::Uk => "Ukrainian",
            Self::Zh => "Chinese",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(text: &str) -> Result<Self, UnknownLanguage> {
        let found = Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(text.trim()));
        found.ok_or_else(|| UnknownLanguage(text.trim().chars().take(40).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_read_back_from_its_code_and_written_to_json_by_it() {
        for language in Language::ALL {
            assert_eq!(language.code().parse(), Ok(language));
            assert_eq!(serde_json::to_value(language).unwrap(), language.code());
        }
        assert!(Language::ALL.map(Language::code).is_sorted());
        let refusal = "klingon".parse::<Language>().unwrap_err().to_string();
        assert!(
            refusal.starts_with("\"klingon\" is not a language of the feed: it is one of ar, bs"),
            "{refusal}"
        );
    }
}
