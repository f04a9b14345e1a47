//! What somebody looks up, as they see it.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::time::Duration;

use chrono::NaiveDate;

use super::answer::AnswerError;
use super::commands::Data;
use super::pending::Pages;
use super::render::{self, Body};
use super::text;
use super::topic::Topic;
use super::view::{Dress, EditionView, PageView, TopicView, language};
use crate::delivery::told_to;
use crate::edition::{Edition, Selection, Taste};
use crate::event::{Day, Event, Language, MonthDay};
use crate::library::{Sheet, Wish};
use crate::subscription::Subscription;

/// How long a preview waits for the live feed, before it makes do with what is kept: Discord waits three seconds.
const PATIENCE: Duration = Duration::from_secs(1);

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
    /// A subscription's next post, for one reader alone.
    pub(super) async fn preview(&self, subscription: &Subscription) -> Result<Body, AnswerError> {
        Ok(render::edition(&self.next_post(subscription).await?)?.ephemeral())
    }

    /// What a subscription's next post would say.
    pub(super) async fn next_post(&self, subscription: &Subscription) -> Result<EditionView, AnswerError> {
        let zone = subscription.schedule.zone;
        let next = subscription.schedule.next_after(self.clock.now());
        let date = next.map_or_else(|| zone.date(self.clock.now()), |next| next.date());
        let day = self.told_to(subscription, MonthDay::of(date)).await;
        let leap = self.told_to(subscription, MonthDay::LEAP_DAY).await;
        let entries: Vec<_> = day.entries().chain(leap.entries()).map(|event| event.id.clone()).collect();
        let shown = self.store.shown(&[subscription.channel], &entries).await?;
        let shown = shown.into_values().next().unwrap_or_default();
        let edition = Edition::compose(&day, date, &subscription.taste, &shown);
        let edition = edition.with_leap_day(&leap, &subscription.taste, &shown);
        let dress = Dress::of(&subscription.posting, &edition);
        Ok(EditionView::new(&edition).dressed(dress))
    }

    /// A day as a subscription's post would tell of it.
    pub(super) async fn told_to(&self, subscription: &Subscription, day: MonthDay) -> Sheet {
        told_to(&self.library, &subscription.taste, day, PATIENCE).await
    }

    /// The page of an entry, with others of its day, as far as they are at hand.
    pub(super) fn page(&self, event: &Event, today: NaiveDate) -> PageView {
        let language = language(event);
        match self.library.at_hand(event.day, language) {
            Some(day) => PageView::new(event, &day, today),
            None if language == Language::En => PageView::new(event, &self.library.day(event.day), today),
            None => PageView::new(event, &Day::empty(event.day), today),
        }
    }

    /// What is found for a topic, for somebody who looks it up on the date `today`.
    pub(super) fn topic(&self, topic: Topic, today: NaiveDate) -> TopicView {
        let found = self.library.search(&topic.query(), topic.page * TopicView::HITS, TopicView::HITS);
        TopicView::new(topic, &found, today)
    }

    /// An event by chance.
    pub(super) fn draw(&self, wish: Wish, today: NaiveDate) -> Result<Cow<'static, Event>, AnswerError> {
        let drawn = self.library.draw(wish, today, self.chance);
        drawn.ok_or_else(|| AnswerError::Refusal(text::NOTHING_OF_THAT_KIND.to_owned()))
    }
}
