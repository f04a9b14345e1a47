//! An edition, as people see it.

use super::card::article;
use super::{Card, Dress};
use crate::delivery::Mark;
use crate::discord::day_in::DayIn;
use crate::discord::text;
use crate::edition::{Edition, Selection};
use crate::event::{Category, Event};

/// An edition, as people see it. The words are not escaped.
#[derive(Clone, Debug)]
pub(in crate::discord) struct EditionView {
    /// The day in the language that was asked for: there its buttons lead, even if it had to be told in English.
    pub(in crate::discord) day: DayIn,
    pub(in crate::discord) heading: String,
    pub(in crate::discord) lead: Option<Card>,
    pub(in crate::discord) others: Vec<Card>,
    /// The titles of what has no card, observances, with the address of the article for those that are not ours.
    pub(in crate::discord) also: Vec<(String, Option<String>)>,
    /// Where in a list of several pages this is.
    pub(in crate::discord) leaf: Option<Leaf>,
    /// Of 29 February, in a year without one.
    pub(in crate::discord) leap_day: Option<Card>,
    /// For the menu.
    pub(in crate::discord) categories: Vec<Category>,
    /// Said when there is nothing to tell.
    pub(in crate::discord) nothing: Option<String>,
    pub(in crate::discord) small_print: Vec<String>,
    /// The delivery that the post is, if it is one.
    pub(in crate::discord) mark: Option<Mark>,
    /// How it looks; a post alone has one.
    pub(in crate::discord) dress: Dress,
}

/// One page of a list of several.
#[derive(Clone, Copy, Debug)]
pub(in crate::discord) struct Leaf {
    pub(in crate::discord) selection: Selection,
    /// Counted from 0.
    pub(in crate::discord) page: usize,
    pub(in crate::discord) pages: usize,
}

impl Leaf {
    /// Entries on one page: with more, a message would have no room for the buttons.
    const ENTRIES: usize = 7;

    /// The page number `page` of `count` entries, or the last one if there are fewer.
    fn new(selection: Selection, page: usize, count: usize) -> Self {
        let pages = count.div_ceil(Self::ENTRIES).max(1);
        Self { selection, page: page.min(pages - 1), pages }
    }
}

impl EditionView {
    pub(in crate::discord) fn new(edition: &Edition) -> Self {
        let as_of = edition.as_of;
        let lead = edition.lead.as_ref().map(|lead| Card::large(lead, as_of).among_events(lead));
        let small = |event: &Event| Card::small(event, as_of).among_events(event);
        let is_empty = lead.is_none() && edition.observances.is_empty();
        let nothing = is_empty.then(|| text::nothing_known(edition.day));
        Self {
            day: DayIn { day: edition.day, language: edition.told.asked },
            heading: text::edition_heading(edition.day, as_of),
            lead,
            others: edition.others.iter().map(small).collect(),
            leaf: None,
            also: edition.observances.iter().map(|event| (event.title.clone(), article(event))).collect(),
            leap_day: edition.leap_day.as_ref().map(small),
            categories: edition.categories.clone(),
            nothing,
            small_print: text::sources(edition.events().chain(&edition.observances), edition.lead.as_ref())
                .into_iter()
                .chain(text::told(edition.told))
                .collect(),
            mark: None,
            dress: Dress::default(),
        }
    }

    /// The `entries` of the edition's day that somebody selected, at the page number `page`.
    pub(in crate::discord) fn listing(
        edition: &Edition,
        selection: Selection,
        entries: &[&Event],
        page: usize,
    ) -> Self {
        let leaf = Leaf::new(selection, page, entries.len());
        let first = leaf.page * Leaf::ENTRIES;
        let shown = &entries[first..entries.len().min(first + Leaf::ENTRIES)];
        let whole = Self::new(edition);
        let sources = text::sources(shown.iter().copied(), None).into_iter().chain(text::told(edition.told));
        let place = text::place_in_list(first, shown.len(), entries.len());
        Self {
            heading: text::listing_heading(selection, edition.day),
            lead: None,
            others: shown.iter().map(|event| Card::small(event, edition.as_of)).collect(),
            also: vec![],
            leaf: (leaf.pages > 1).then_some(leaf),
            leap_day: None,
            nothing: entries
                .is_empty()
                .then(|| text::nothing_of_that(selection, edition.day, edition.told.language)),
            small_print: (leaf.pages > 1).then_some(place).into_iter().chain(sources).collect(),
            ..whole
        }
    }

    /// The same, as the post of a delivery.
    pub(in crate::discord) fn marked(self, mark: Mark) -> Self {
        Self { mark: Some(mark), ..self }
    }

    /// The same, as moderators want it to look.
    pub(in crate::discord) fn dressed(self, dress: Dress) -> Self {
        Self { dress, ..self }
    }

    /// The same, with a remark in the small print.
    pub(in crate::discord) fn remarked(mut self, remark: Option<String>) -> Self {
        self.small_print.extend(remark);
        self
    }
}
