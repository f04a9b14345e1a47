//! The table of contents: every entry's id, title and day, had without reading the pages.
//!
//! For the embedded almanac `build.rs` lists titles and years; the ids of those that have none of
//! their own are made here, by the same rule as when a page is read.

use std::collections::HashMap;

use super::embedded::unpack;
use super::naming;
use crate::event::{Day, Event, EventId, Kind, MonthDay, Year};

/// An entry by its title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The entry's stable name.
    pub id: EventId,
    /// What sort of entry it is.
    pub kind: Kind,
    /// The day that it is on.
    pub day: MonthDay,
    /// The year; none for an observance.
    pub year: Option<Year>,
    /// Its title.
    pub title: String,
}

#[derive(Debug)]
pub(super) struct Contents {
    headings: Vec<Heading>,
    days: HashMap<EventId, MonthDay>,
}

impl Contents {
    /// The contents of pages that were read.
    pub(super) fn of<'a>(days: impl Iterator<Item = &'a Day>) -> Self {
        Self::new(days.flat_map(Day::entries).map(Heading::of).collect())
    }

    /// The contents that `build.rs` wrote.
    pub(super) fn unpack(packed: &[u8]) -> Self {
        let text = unpack(packed).unwrap_or_default();
        Self::new(text.lines().filter_map(Heading::from_line).collect())
    }

    fn new(mut headings: Vec<Heading>) -> Self {
        headings.sort_by(|a, b| (a.day, a.kind, a.year, &a.id).cmp(&(b.day, b.kind, b.year, &b.id)));
        let days = headings.iter().map(|heading| (heading.id.clone(), heading.day)).collect();
        Self { headings, days }
    }

    pub(super) fn day_of(&self, id: &EventId) -> Option<MonthDay> {
        self.days.get(id).copied()
    }

    pub(super) fn headings(&self) -> impl Iterator<Item = &Heading> {
        self.headings.iter()
    }
}

impl Heading {
    /// The heading of an entry, wherever it is from.
    #[must_use]
    pub fn of(event: &Event) -> Self {
        Self {
            id: event.id.clone(),
            kind: event.kind,
            day: event.day,
            year: event.year,
            title: event.title.clone(),
        }
    }

    /// Reads month, day, kind, id or nothing, year or nothing, title, with tabs between them.
    fn from_line(line: &str) -> Option<Self> {
        let mut parts = line.splitn(6, '\t');
        let mut next = || parts.next();
        let day = MonthDay::new(next()?.parse().ok()?, next()?.parse().ok()?).ok()?;
        let (kind, id, year, title) = (next()?, next()?, next()?, next()?);
        let year = year.parse().ok().and_then(|number| Year::new(number).ok());
        let (kind, id) = match kind {
            "event" => (Kind::Event, id.parse().ok()?),
            "observance" => (Kind::Observance, naming::observance(title, day).ok()?),
            "birth" => (Kind::Birth, naming::birth(title, year?).ok()?),
            "death" => (Kind::Death, naming::death(title, year?).ok()?),
            _ => return None,
        };
        Some(Self { id, kind, day, year, title: title.to_owned() })
    }
}
