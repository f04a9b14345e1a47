//! `onthisday` and `event`.

use chrono::NaiveDate;

use super::args::{Event, Onthisday, Shown};
use super::{Failure, output, print};
use crate::app::{library, local_date};
use crate::event::{DateOrder, DateText, DayRecord, EventId, EventRecord, MonthDay};

pub(super) fn day(wanted: &Onthisday) -> super::Result {
    let as_of = as_of(&wanted.shown);
    let day = if wanted.date.is_empty() {
        MonthDay::of(as_of)
    } else {
        let read = DateText::read(&wanted.date.join(" "), as_of, DateOrder::DayFirst);
        read.map_err(|error| usage(&error, "daybook onthisday 04-24"))?.day
    };
    let found = library().day(day);
    if wanted.shown.json {
        return output::json(&DayRecord::new(&found, as_of));
    }
    output::data(&print::day(&found, as_of))
}

pub(super) fn event(wanted: &Event) -> super::Result {
    let as_of = as_of(&wanted.shown);
    let id: EventId =
        wanted.id.parse().map_err(|error| usage(&error, "daybook event treaty-of-berlin-1926"))?;
    let library = library();
    let found = library.entry(&id).ok_or_else(|| Failure::Failed {
        what: format!("there is no event {id} in the almanac"),
        hint: Some("`daybook onthisday DATE` shows the events of a day with their ids".to_owned()),
    })?;
    if wanted.shown.json {
        return output::json(&EventRecord::new(found, as_of));
    }
    output::data(&print::event(found, &library.day(found.day), as_of))
}

pub(super) fn as_of(shown: &Shown) -> NaiveDate {
    shown.as_of.unwrap_or_else(local_date)
}

pub(super) fn usage(error: &impl ToString, example: &str) -> Failure {
    Failure::Usage { what: error.to_string(), hint: format!("for example: {example}") }
}
