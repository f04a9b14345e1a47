//! What a channel wants in its editions.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::event::{Category, Day, Event, Kind, Language};

/// What a channel wants in its editions.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Taste {
    /// How many events, the lead included, 1 to [`Taste::MOST_EVENTS`].
    pub events: usize,
    /// Whether 28 February brings an event of 29 February in the years that have no such day.
    pub leap_day: bool,
    /// Categories that are left out.
    pub without: BTreeSet<Category>,
    /// Which kinds of entries it tells of; at least one.
    pub kinds: BTreeSet<Kind>,
    /// Whether accidents, crime and war are left out, and what may be one of these.
    pub gentle: bool,
    /// The code of the language that the history is told in; what a newer version knows may be unknown here.
    pub language: String,
}

/// What a gentle edition leaves out.
const HARSH: [Category; 3] = [Category::War, Category::Accidents, Category::Crime];

impl Taste {
    /// More than this would not fit a message.
    pub const MOST_EVENTS: usize = 7;

    /// Whether events of this category are told.
    #[must_use]
    pub fn wants(&self, category: Category) -> bool {
        let is_too_harsh = self.gentle && HARSH.contains(&category);
        !is_too_harsh && !self.without.contains(&category)
    }

    /// What of a day may be chosen from: everything but observances, which are only named.
    pub fn pool<'a>(&self, day: &'a Day) -> Vec<&'a Event> {
        let kinds = [(Kind::Event, &day.events), (Kind::Birth, &day.births), (Kind::Death, &day.deaths)];
        let wanted = kinds.into_iter().filter(|(kind, _)| self.kinds.contains(kind));
        wanted.flat_map(|(_, entries)| entries).filter(|event| self.suits(event)).collect()
    }

    /// An event that nobody knows to be harmless may be a massacre: a gentle edition goes without it.
    fn suits(&self, event: &Event) -> bool {
        match event.category {
            Some(category) => self.wants(category),
            None => !self.gentle || event.kind != Kind::Event,
        }
    }
}

impl Default for Taste {
    fn default() -> Self {
        Self {
            events: 5,
            leap_day: true,
            without: BTreeSet::new(),
            kinds: BTreeSet::from([Kind::Event, Kind::Observance]),
            gentle: false,
            language: Language::En.code().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taste_is_read_back_from_how_it_is_stored() {
        let stored = serde_json::to_string(&Taste::default()).unwrap();
        insta::assert_snapshot!(stored, @r#"{"events":5,"leap_day":true,"without":[],"kinds":["event","observance"],"gentle":false,"language":"en"}"#);
        assert_eq!(serde_json::from_str::<Taste>(&stored).unwrap(), Taste::default());
        assert!(serde_json::from_str::<Taste>(r#"{"leapday":true}"#).is_err());
    }

    #[test]
    fn a_taste_from_before_there_was_a_choice_wants_what_it_had() {
        let read: Taste = serde_json::from_str(r#"{"events":3}"#).unwrap();
        assert_eq!(read, Taste { events: 3, ..Taste::default() });
    }

    #[test]
    fn a_gentle_taste_leaves_out_war_accidents_and_crime_and_nothing_else() {
        let gentle = Taste { gentle: true, without: BTreeSet::from([Category::Sports]), ..Taste::default() };
        let left: Vec<_> = Category::ALL.into_iter().filter(|category| !gentle.wants(*category)).collect();
        assert_eq!(left, [Category::War, Category::Accidents, Category::Crime, Category::Sports]);
    }
}
