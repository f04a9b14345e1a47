//! Options with a short list of choices.

use std::borrow::Cow;

use poise::{ChoiceParameter, CommandParameterChoice};

use crate::event::{Category, Kind, Language};

/// One of the categories, as an option.
pub(super) struct CategoryChoice(pub(super) Category);

/// One of the languages, as an option: also those that the operator does not ask Wikipedia for, because an answer that
/// says so is better than a choice that is missing.
pub(super) struct LanguageChoice(pub(super) Language);

/// One of the kinds of entries, as an option.
pub(super) struct KindChoice(pub(super) Kind);

const KINDS: [(Kind, &str); 4] = [
    (Kind::Event, "Events"),
    (Kind::Birth, "Births"),
    (Kind::Death, "Deaths"),
    (Kind::Observance, "Observances"),
];

fn list(names: impl Iterator<Item = &'static str>) -> Cow<'static, [CommandParameterChoice]> {
    let choice = |name| CommandParameterChoice {
        name: Cow::Borrowed(name),
        localizations: Cow::Borrowed(&[]),
        __non_exhaustive: (),
    };
    names.map(choice).collect()
}

impl ChoiceParameter for CategoryChoice {
    fn list() -> Cow<'static, [CommandParameterChoice]> {
        list(Category::ALL.into_iter().map(Category::name))
    }

    fn from_index(index: usize) -> Option<Self> {
        Category::ALL.get(index).copied().map(Self)
    }

    fn from_name(name: &str) -> Option<Self> {
        name.parse().ok().map(Self)
    }

    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn localized_name(&self, _: &str) -> Option<&'static str> {
        None
    }
}

impl ChoiceParameter for KindChoice {
    fn list() -> Cow<'static, [CommandParameterChoice]> {
        list(KINDS.into_iter().map(|(_, name)| name))
    }

    fn from_index(index: usize) -> Option<Self> {
        KINDS.get(index).map(|(kind, _)| Self(*kind))
    }

    fn from_name(name: &str) -> Option<Self> {
        KINDS.iter().find(|(_, known)| *known == name).map(|(kind, _)| Self(*kind))
    }

    fn name(&self) -> &'static str {
        KINDS.iter().find(|(kind, _)| *kind == self.0).map_or("Events", |(_, name)| name)
    }

    fn localized_name(&self, _: &str) -> Option<&'static str> {
        None
    }
}

impl ChoiceParameter for LanguageChoice {
    fn list() -> Cow<'static, [CommandParameterChoice]> {
        list(Language::ALL.into_iter().map(Language::name))
    }

    fn from_index(index: usize) -> Option<Self> {
        Language::ALL.get(index).copied().map(Self)
    }

    fn from_name(name: &str) -> Option<Self> {
        Language::ALL.into_iter().find(|language| language.name() == name).map(Self)
    }

    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn localized_name(&self, _: &str) -> Option<&'static str> {
        None
    }
}
