//! `onthisday` and `event`.

use chrono::NaiveDate;

use super::args::{Consulted, Event as Wanted, Onthisday, Shown};
use super::{Failure, block_on, configure, output, print};
use crate::app::{ReadingDesk, local_date};
use crate::config::Config;
use crate::event::{
    DateOrder, DateText, DayRecord, Event, EventId, EventRecord, Language, Live, MonthDay, Told,
};
use crate::feed::EntryId;

pub(super) fn day(wanted: &Onthisday, environment: &[(String, String)]) -> super::Result {
    let as_of = as_of(&wanted.shown);
    let day = if wanted.date.is_empty() {
        MonthDay::of(as_of)
    } else {
        let read = DateText::read(&wanted.date.join(" "), as_of, DateOrder::DayFirst);
        read.map_err(|error| usage(&error, "daybook onthisday 04-24"))?.day
    };
    let config = configure(&wanted.consulted.common, environment, vec![])?;
    let language = wanted.lang.unwrap_or_default();
    is_spoken(&config, language)?;
    let found = at_the_desk(&config, &wanted.consulted, async |desk| desk.day(day, language).await)?;
    hint(found.told);
    if wanted.shown.json {
        return output::json(&DayRecord::new(&found, as_of));
    }
    output::data(&print::day(&found, as_of))
}

pub(super) fn event(wanted: &Wanted, environment: &[(String, String)]) -> super::Result {
    let as_of = as_of(&wanted.shown);
    let id: EventId =
        wanted.id.parse().map_err(|error| usage(&error, "daybook event treaty-of-berlin-1926"))?;
    let config = configure(&wanted.consulted.common, environment, vec![])?;
    let found = at_the_desk(&config, &wanted.consulted, async |desk| desk.event(&id).await)?;
    let (found, day) = found.ok_or_else(|| unknown(&id, wanted.consulted.live))?;
    if wanted.shown.json {
        return output::json(&record(&found, as_of));
    }
    output::data(&print::event(&found, &day, as_of))
}

/// Looks something up, and says what was in the way.
fn at_the_desk<T>(
    config: &Config,
    consulted: &Consulted,
    look_up: impl AsyncFnOnce(&ReadingDesk) -> T,
) -> Result<T, Failure> {
    block_on(async {
        let desk = ReadingDesk::open(config, consulted.live).await;
        let found = look_up(&desk).await;
        for remark in desk.remarks() {
            output::remark(&remark);
        }
        desk.close().await;
        Ok(found)
    })
}

fn is_spoken(config: &Config, language: Language) -> Result<(), Failure> {
    if language == Language::En || config.feed.spoken().contains(&language) {
        return Ok(());
    }
    let what = format!("{} is not among feed.languages", language.code());
    Err(Failure::Usage { what, hint: "add it there, or choose another one with --lang".to_owned() })
}

/// What would bring more.
fn hint(told: Told) {
    if told.is_in_another_language() && told.live == Live::Unasked {
        output::remark("note: with --live Wikipedia is asked");
    }
}

fn unknown(id: &EventId, asked: bool) -> Failure {
    let (what, hint) = match (EntryId::of(id), asked) {
        (None, _) => (
            format!("there is no event {id} in the almanac"),
            "`daybook onthisday DATE` shows the events of a day with their ids",
        ),
        (Some(_), false) => {
            (format!("there is no event {id} in what is kept of Wikipedia"), "with --live Wikipedia is asked")
        }
        (Some(entry), true) => (
            format!("Wikipedia does not have {id} any more, or cannot be reached"),
            if entry.language == Language::En {
                "`daybook onthisday DATE --live` shows what it has"
            } else {
                "`daybook onthisday DATE --lang CODE --live` shows what it has"
            },
        ),
    };
    Failure::Failed { what, hint: Some(hint.to_owned()) }
}

/// The JSON of an event, in whichever language it is.
pub(super) fn record(event: &Event, as_of: NaiveDate) -> EventRecord<'_> {
    let language = EntryId::of(&event.id).map_or(Language::En, |entry| entry.language);
    EventRecord::new(event, as_of).in_language(language)
}

pub(super) fn as_of(shown: &Shown) -> NaiveDate {
    shown.as_of.unwrap_or_else(local_date)
}

pub(super) fn usage(error: &impl ToString, example: &str) -> Failure {
    Failure::Usage { what: error.to_string(), hint: format!("for example: {example}") }
}
