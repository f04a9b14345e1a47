//! What was found for a topic, as people see it.

use chrono::NaiveDate;

use super::Card;
use crate::discord::text;
use crate::discord::topic::Topic;
use crate::event::{Category, Century};
use crate::library::Found;

/// What was found for a topic, as people see it. The words are not escaped.
#[derive(Clone, Debug)]
pub(in crate::discord) struct TopicView {
    pub(in crate::discord) topic: Topic,
    pub(in crate::discord) heading: String,
    /// How many hits there are, where in them this is, and what they were narrowed to.
    pub(in crate::discord) about: Vec<String>,
    pub(in crate::discord) cards: Vec<Card>,
    /// How many pages of hits there are.
    pub(in crate::discord) pages: usize,
    /// For the menus, with the number of hits.
    pub(in crate::discord) categories: Vec<(Category, usize)>,
    pub(in crate::discord) centuries: Vec<(Century, usize)>,
    /// Said when there is no hit.
    pub(in crate::discord) nothing: Option<String>,
    /// Topics that may have been meant.
    pub(in crate::discord) meant: Vec<Topic>,
    pub(in crate::discord) small_print: Vec<String>,
}

impl TopicView {
    /// Hits on a page.
    pub(in crate::discord) const HITS: usize = 5;

    /// What was found for `topic`, told on the date `as_of`.
    pub(in crate::discord) fn new(topic: Topic, found: &Found, as_of: NaiveDate) -> Self {
        let cards: Vec<_> = found.hits.iter().map(|(_, event)| Card::dated(event, as_of)).collect();
        let place = text::hits(topic.page * Self::HITS, cards.len(), found.total);
        let nothing = (found.total == 0).then(|| text::nothing_found(&topic));
        let mut meant: Vec<_> = found.meant.iter().map(|words| Topic::new(words)).collect();
        meant.dedup();
        Self {
            heading: text::topic_heading(topic.words()),
            about: [place].into_iter().chain(text::narrowed(&topic.filters)).collect(),
            pages: found.total.div_ceil(Self::HITS),
            categories: found.categories.clone(),
            centuries: found.centuries.clone(),
            small_print: text::sources(found.hits.iter().map(|(_, event)| event.as_ref()), None),
            topic,
            cards,
            nothing,
            meant,
        }
    }

    /// The same, with a remark in the small print.
    pub(in crate::discord) fn remarked(mut self, remark: Option<String>) -> Self {
        self.small_print.extend(remark);
        self
    }
}
