//! The JSON of an event: the same wherever one appears.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::{Category, Day, Elapsed, Event, EventId, Image, Kind, Language, Link, Live, Place, Source, Year};

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
    language: Language,
}

/// A date as JSON shows it; an observance has no year.
#[derive(Debug, Serialize)]
struct DateRecord {
    year: Option<Year>,
    month: u32,
    day: u32,
}

impl<'a> EventRecord<'a> {
    /// The record of an `event` in English, its age counted to `as_of`.
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
            language: Language::En,
        }
    }

    /// The same of an event in that language.
    #[must_use]
    pub fn in_language(self, language: Language) -> Self {
        Self { language, ..self }
    }
}

/// A whole day as JSON shows it.
#[derive(Debug, Serialize)]
pub struct DayRecord<'a> {
    month: u32,
    day: u32,
    language: Language,
    /// The language that was asked for.
    asked: Language,
    live: &'static str,
    /// When the live feed said so, where that is long ago.
    live_since: Option<DateTime<Utc>>,
    events: Vec<EventRecord<'a>>,
    observances: Vec<EventRecord<'a>>,
    births: Vec<EventRecord<'a>>,
    deaths: Vec<EventRecord<'a>>,
}

impl<'a> DayRecord<'a> {
    /// The record of `day`, ages counted to `as_of`.
    #[must_use]
    pub fn new(day: &'a Day, as_of: NaiveDate) -> Self {
        let language = day.told.language;
        let record = |event| EventRecord::new(event, as_of).in_language(language);
        let records = |events: &'a [Event]| events.iter().map(record).collect();
        let (live, live_since) = match day.told.live {
            Live::Off => ("off", None),
            Live::Fresh => ("fresh", None),
            Live::Stale(since) => ("stale", Some(since)),
            Live::Missing => ("missing", None),
            Live::Unasked => ("unasked", None),
        };
        Self {
            month: day.day.month(),
            day: day.day.day(),
            language,
            asked: day.told.asked,
            live,
            live_since,
            events: records(&day.events),
            observances: records(&day.observances),
            births: records(&day.births),
            deaths: records(&day.deaths),
        }
    }
}
