//! An event as an index on disk keeps it: all of it, so that a hit can be shown without asking anybody else.

use serde::{Deserialize, Serialize};

use crate::event::{Category, Event, EventId, Image, Kind, Link, MonthDay, Place, Source, Year};

/// An event as it is written. What is empty is left out.
#[derive(Serialize, Deserialize)]
pub(in super::super) struct Kept {
    id: EventId,
    kind: Kind,
    title: String,
    day: (u32, u32),
    #[serde(default, skip_serializing_if = "Option::is_none")]
    year: Option<Year>,
    #[serde(default)]
    lead: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    category: Option<Category>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    location: Option<Place>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    people: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    summary: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    key_facts: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    what_happened: Vec<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    why_it_matters: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    links: Vec<Link>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    image: Option<Image>,
    source: Source,
}

impl Kept {
    /// The event as it is to be written.
    pub(in super::super) fn of(event: &Event) -> Self {
        let Event { id, kind, title, day, year, lead, category, location, people, tags, .. } = event.clone();
        let Event { summary, key_facts, what_happened, why_it_matters, links, image, source, .. } =
            event.clone();
        let day = (day.month(), day.day());
        Self {
            id,
            kind,
            title,
            day,
            year,
            lead,
            category,
            location,
            people,
            tags,
            summary,
            key_facts,
            what_happened,
            why_it_matters,
            links,
            image,
            source,
        }
    }

    /// As text.
    pub(in super::super) fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The event that a text is of; nothing if it is none.
    pub(in super::super) fn read(text: &str) -> Option<Event> {
        serde_json::from_str::<Self>(text).ok()?.event()
    }

    /// The event that was written; nothing if no calendar has its day.
    fn event(self) -> Option<Event> {
        let (month, day) = self.day;
        Some(Event {
            id: self.id,
            kind: self.kind,
            title: self.title,
            day: MonthDay::new(month, day).ok()?,
            year: self.year,
            lead: self.lead,
            category: self.category,
            location: self.location,
            people: self.people,
            tags: self.tags,
            summary: self.summary,
            key_facts: self.key_facts,
            what_happened: self.what_happened,
            why_it_matters: self.why_it_matters,
            links: self.links,
            image: self.image,
            source: self.source,
        })
    }
}
