//! An answer that may have to wait for the live feed.
//!
//! What is at hand is answered at once. Where the feed has to be asked, an answer is promised first: Discord waits three
//! seconds for an answer, and fifteen minutes for one that was promised.

use std::time::Duration;

use super::answer::{AnswerError, Asked, Way};
use super::commands::Data;
use super::day_in::DayIn;
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

    /// What is known of a day, in its language or else in English.
    pub(super) async fn pages(&mut self, data: &Data, of: DayIn) -> Result<Pages, AnswerError> {
        let sheet = self.sheet(data, of).await?;
        let leap = DayIn { day: MonthDay::LEAP_DAY, ..of };
        let leap = if of.next() == leap { self.sheet(data, leap).await? } else { sheet.clone() };
        Ok(Pages { day: sheet, leap })
    }

    async fn sheet(&mut self, data: &Data, DayIn { day, language }: DayIn) -> Result<Sheet, AnswerError> {
        if let Some(sheet) = data.library.at_hand(day, language) {
            return Ok(sheet);
        }
        self.promise().await?;
        Ok(data.library.told(day, language, PATIENCE).await)
    }

    /// The entry of that name, of the almanac or of the feed.
    pub(super) async fn entry(&mut self, data: &Data, id: &EventId) -> Result<Event, AnswerError> {
        let gone = EntryId::of(id)
            .map_or((text::UNKNOWN_EVENT, Language::En), |entry| (text::GONE_FROM_WIKIPEDIA, entry.language));
        let gone = || AnswerError::DeadEnd(gone.0, gone.1);
        match data.library.find_at_hand(id) {
            Sought::Here(event) => return Ok(*event),
            Sought::Nothing => return Err(gone()),
            Sought::Ask => self.promise().await?,
        }
        data.library.find(id, PATIENCE).await.ok_or_else(gone)
    }

    async fn promise(&mut self) -> Result<(), AnswerError> {
        if !self.promised {
            self.asked.promise(self.way).await?;
            self.promised = true;
        }
        Ok(())
    }
}
