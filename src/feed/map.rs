//! Entries of the feed, made into events.
//!
//! What an event needs and an entry lacks stays empty: nobody has written why it matters. Nothing that an
//! entry may hold makes this fail; what cannot be an event is left out.

mod article;
mod era;
mod event;
mod lexicon;
mod people;
mod topic;
mod wording;
mod words;

pub use words::{fold, words};

use std::collections::BTreeSet;

use super::category::Classifier;
use super::wire::Entry;
use super::{Answer, Key};
use crate::event::Event;

/// Makes events out of entries.
#[derive(Clone, Debug)]
pub struct Mapper {
    picture_hosts: Vec<String>,
    classifier: &'static Classifier,
}

impl Mapper {
    /// A mapper that takes pictures from these hosts alone.
    #[must_use]
    pub fn new(picture_hosts: &[String]) -> Self {
        Self { picture_hosts: picture_hosts.to_vec(), classifier: Classifier::embedded() }
    }

    /// The events of an answer, in its order, each once.
    #[must_use]
    pub fn map(&self, answer: &Answer, key: Key) -> Vec<Event> {
        let mut seen = BTreeSet::new();
        let mut events = Vec::with_capacity(answer.entries.len());
        for entry in &answer.entries {
            events.extend(event::event(self, entry, key).filter(|event| seen.insert(event.id.clone())));
        }
        events
    }

    /// For each entry of an answer, the title of the article that it is about, where one is.
    #[must_use]
    pub fn topics(answer: &Answer, key: Key) -> Vec<Option<String>> {
        let title = |entry: &Entry| {
            let text = wording::clean(&entry.text);
            topic::of(entry, &text, key).map(|article| article.title.clone())
        };
        answer.entries.iter().map(title).collect()
    }
}
