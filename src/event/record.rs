//! The JSON of an event: the same wherever one appears.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Category, Day, Elapsed, Event, EventId, Image, Kind, Link, Place, Source, Year};

/// An event as JSON shows it, seen from a given day.
#[derive(Debug, Serialize)]
pub struct EventRecord<'a> {
    id: &'a EventId,
    title: &'a str,
    kind: Kind,
    date: DateRecord,
    how_long_ago: Option<Elapsed>,
    category: Option<Category>,
    location: Option<&'a Place>,
    people: &'a [String],
    summary: &'a str,
    key_facts: &'a [String],
    what_happened: &'a [String],
    why_it_matters: &'a str,
    tags: &'a [String],
    links: &'a [Link],
    image: Option<&'a Image>,
    source: Source,
}

/// A date as JSON shows it; an observance has no year.
#[derive(Debug, Serialize)]
struct DateRecord {
    year: Option<Year>,
    month: u32,
    day: u32,
}

impl<'a> EventRecord<'a> {
    /// The record of `event`, its age counted to `as_of`.
    #[must_use]
    pub fn new(event: &'a Event, as_of: NaiveDate) -> Self {
        Self {
            id: &event.id,
            title: &event.title,
            kind: event.kind,
            date: DateRecord { year: event.year, month: event.day.month(), day: event.day.day() },
            how_long_ago: event.elapsed(as_of),
            category: event.category,
            location: event.location.as_ref(),
            people: &event.people,
            summary: &event.summary,
            key_facts: &event.key_facts,
            what_happened: &event.what_happened,
            why_it_matters: &event.why_it_matters,
            tags: &event.tags,
            links: &event.links,
            image: event.image.as_ref(),
            source: event.source,
        }
    }
}

/// A whole day as JSON shows it.
#[derive(Debug, Serialize)]
pub struct DayRecord<'a> {
    month: u32,
    day: u32,
    events: Vec<EventRecord<'a>>,
    observances: Vec<EventRecord<'a>>,
    births: Vec<EventRecord<'a>>,
    deaths: Vec<EventRecord<'a>>,
}

impl<'a> DayRecord<'a> {
    /// The record of `day`, ages counted to `as_of`.
    #[must_use]
    pub fn new(day: &'a Day, as_of: NaiveDate) -> Self {
        let records =
            |events: &'a [Event]| events.iter().map(|event| EventRecord::new(event, as_of)).collect();
        Self {
            month: day.day.month(),
            day: day.day.day(),
            events: records(&day.events),
            observances: records(&day.observances),
            births: records(&day.births),
            deaths: records(&day.deaths),
        }
    }
}
