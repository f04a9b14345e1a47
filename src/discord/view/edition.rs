//! An edition, as people see it.

use super::Card;
use crate::delivery::Mark;
use crate::discord::text;
use crate::edition::{Edition, Selection, Taste};
use crate::event::{Category, Event, MonthDay};

/// An edition, as people see it. The words are not escaped.
#[derive(Clone, Debug)]
pub(in crate::discord) struct EditionView {
    pub(in crate::discord) day: MonthDay,
    pub(in crate::discord) heading: String,
    pub(in crate::discord) lead: Option<Card>,
    pub(in crate::discord) others: Vec<Card>,
    /// The titles of what has no card: observances, and what a long list does not show.
    pub(in crate::discord) also: Vec<String>,
    /// Of 29 February, in a year without one.
    pub(in crate::discord) leap_day: Option<Card>,
    /// For the menu.
    pub(in crate::discord) categories: Vec<Category>,
    /// Said when there is nothing to tell.
    pub(in crate::discord) nothing: Option<String>,
    pub(in crate::discord) small_print: Vec<String>,
    /// The delivery that the post is, if it is one.
    pub(in crate::discord) mark: Option<Mark>,
}

impl EditionView {
    pub(in crate::discord) fn new(edition: &Edition) -> Self {
        let as_of = edition.as_of;
        let lead = edition.lead.as_ref().map(|lead| Card::large(lead, as_of));
        let nothing = lead.is_none().then(|| text::nothing_known(edition.day));
        Self {
            day: edition.day,
            heading: text::edition_heading(edition.day, as_of),
            lead,
            others: edition.others.iter().map(|event| Card::small(event, as_of)).collect(),
            also: edition.observances.iter().map(|event| event.title.clone()).collect(),
            leap_day: edition.leap_day.as_ref().map(|event| Card::small(event, as_of)),
            categories: edition.categories.clone(),
            nothing,
            small_print: vec![text::SOURCE_ALMANAC.to_owned()],
            mark: None,
        }
    }

    /// The `entries` of the edition's day that somebody selected.
    pub(in crate::discord) fn listing(edition: &Edition, selection: Selection, entries: &[&Event]) -> Self {
        let (shown, left) = entries.split_at(entries.len().min(Taste::MOST_EVENTS));
        Self {
            heading: text::listing_heading(selection, edition.day),
            lead: None,
            others: shown.iter().map(|event| Card::small(event, edition.as_of)).collect(),
            also: left.iter().map(|event| event.title.clone()).collect(),
            leap_day: None,
            nothing: entries.is_empty().then(|| text::nothing_of_that(edition.day)),
            ..Self::new(edition)
        }
    }

    /// The same, as the post of a delivery.
    pub(in crate::discord) fn marked(self, mark: Mark) -> Self {
        Self { mark: Some(mark), ..self }
    }

    /// The same, with a remark in the small print.
    pub(in crate::discord) fn remarked(mut self, remark: Option<String>) -> Self {
        self.small_print.extend(remark);
        self
    }
}
