//! What can be asked for.

use std::fmt;

use crate::event::{Kind, Language, MonthDay};

/// One of the lists that the feed has of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum List {
    /// What Wikipedia's editors put on their front page.
    Selected,
    /// What happened.
    Events,
    /// Holidays and observances.
    Holidays,
    /// Who was born.
    Births,
    /// Who died.
    Deaths,
}

impl List {
    /// Every list, those that an edition needs first.
    pub const ALL: [Self; 5] = [Self::Selected, Self::Events, Self::Holidays, Self::Births, Self::Deaths];

    /// The word for it in the feed's addresses and answers.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Selected => "selected",
            Self::Events => "events",
            Self::Holidays => "holidays",
            Self::Births => "births",
            Self::Deaths => "deaths",
        }
    }

    /// What its entries are.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Self::Selected | Self::Events => Kind::Event,
            Self::Holidays => Kind::Observance,
            Self::Births => Kind::Birth,
            Self::Deaths => Kind::Death,
        }
    }

    /// The lists whose entries are of that kind.
    pub fn of(kind: Kind) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |list| list.kind() == kind)
    }

    /// Whether there is such a list in that language. Italian keeps people on pages that the feed does not read,
    /// and its front page cannot be taken apart.
    #[must_use]
    pub fn exists_in(self, language: Language) -> bool {
        language != Language::It || matches!(self, Self::Events | Self::Holidays)
    }
}

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// One list of one day in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The day.
    pub day: MonthDay,
    /// The language.
    pub language: Language,
    /// The list.
    pub list: List,
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { day, language, list } = self;
        write!(f, "{language} {list} of {:02}-{:02}", day.month(), day.day())
    }
}
