//! What somebody looks up, as they see it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::answer::AnswerError;
use super::commands::Data;
use super::pending::Pages;
use super::text;
use super::view::{EditionView, PageView};
use crate::edition::{Edition, Selection, Taste};
use crate::event::{Day, Event, Language};
use crate::feed::EntryId;
use crate::library::Wish;

/// What a day holds of that selection, for somebody who looks it up on the date `today`; `page` counts from 0.
pub(super) fn lookup(pages: &Pages, selection: Selection, page: usize, today: NaiveDate) -> EditionView {
    let (taste, shown) = (Taste::default(), BTreeSet::new());
    let Pages { day: whole, leap } = pages;
    let edition = Edition::compose(whole, today, &taste, &shown).with_leap_day(leap, &taste, &shown);
    match selection {
        Selection::Edition => EditionView::new(&edition),
        selection => EditionView::listing(&edition, selection, &selection.entries(whole, today), page),
    }
}

impl Data {
    /// The page of an entry, with others of its day, as far as they are at hand.
    pub(super) fn page(&self, event: &Event, today: NaiveDate) -> PageView {
        let language = EntryId::of(&event.id).map_or(Language::En, |entry| entry.language);
        match self.library.at_hand(event.day, language) {
            Some(day) => PageView::new(event, &day, today),
            None if language == Language::En => PageView::new(event, &self.library.day(event.day), today),
            None => PageView::new(event, &Day::empty(event.day), today),
        }
    }

    /// An event by chance.
    pub(super) fn draw(&self, wish: Wish, today: NaiveDate) -> Result<&'static Event, AnswerError> {
        let drawn = self.library.draw(wish, today, self.chance);
        drawn.ok_or_else(|| AnswerError::Refusal(text::NOTHING_OF_THAT_KIND.to_owned()))
    }
}
