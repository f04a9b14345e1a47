//! An answer that may have to wait for the live feed.
//!
//! What is at hand is answered at once. Where the feed has to be asked, an answer is promised first: Discord waits three
//! seconds for an answer, and fifteen minutes for one that was promised.

use std::time::Duration;

use super::answer::{AnswerError, Asked, Way};
use super::commands::Data;
use super::render::Body;
use super::text;
use crate::event::{Event, EventId, Language, MonthDay};
use crate::feed::EntryId;
use crate::library::{Sheet, Sought};

/// How long a look-up waits for the feed, before it makes do with what is kept.
const PATIENCE: Duration = Duration::from_secs(10);

/// An interaction, how it is answered, and whether the answer was promised.
pub(super) struct Pending<'a> {
    asked: Asked<'a>,
    way: Way,
    promised: bool,
}

/// A day, and 29 February where its eve is looked up.
pub(super) struct Pages {
    pub(super) day: Sheet,
    pub(super) leap: Sheet,
}

impl<'a> Pending<'a> {
    pub(super) fn new(asked: Asked<'a>, way: Way) -> Self {
        Self { asked, way, promised: false }
    }

    /// Gives the answer.
    pub(super) async fn give(self, body: Body) -> Result<(), AnswerError> {
        self.asked.give(body, self.way, self.promised).await
    }

    /// What is known of `day`, in English.
    pub(super) async fn pages(&mut self, data: &Data, day: MonthDay) -> Result<Pages, AnswerError> {
        let sheet = self.sheet(data, day).await?;
        let is_eve = day.next() == MonthDay::LEAP_DAY;
        let leap = if is_eve { self.sheet(data, MonthDay::LEAP_DAY).await? } else { sheet.clone() };
        Ok(Pages { day: sheet, leap })
    }

    async fn sheet(&mut self, data: &Data, day: MonthDay) -> Result<Sheet, AnswerError> {
        if let Some(sheet) = data.library.at_hand(day, Language::En) {
            return Ok(sheet);
        }
        self.promise().await?;
        Ok(data.library.told(day, Language::En, PATIENCE).await)
    }

    /// The entry of that name, of the almanac or of the feed.
    pub(super) async fn entry(&mut self, data: &Data, id: &EventId) -> Result<Event, AnswerError> {
        let gone = if EntryId::of(id).is_some() { text::GONE_FROM_WIKIPEDIA } else { text::UNKNOWN_EVENT };
        match data.library.find_at_hand(id) {
            Sought::Here(event) => return Ok(*event),
            Sought::Nothing => return Err(AnswerError::DeadEnd(gone)),
            Sought::Ask => self.promise().await?,
        }
        data.library.find(id, PATIENCE).await.ok_or(AnswerError::DeadEnd(gone))
    }

    async fn promise(&mut self) -> Result<(), AnswerError> {
        if !self.promised {
            self.asked.promise(self.way).await?;
            self.promised = true;
        }
        Ok(())
    }
}
