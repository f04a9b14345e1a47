//! An event as an entry of an index.

use tantivy::TantivyDocument;

use super::{Fields, Kept, when};
use crate::event::{Category, Event, Kind, MonthDay, Place, Source};

/// The entry of an event. Beside its words, all of it is kept where it comes from a `source` (by which it is replaced);
/// else its id, because whoever shows it has the page.
pub(in super::super) fn document(fields: &Fields, event: &Event, source: Option<&str>) -> TantivyDocument {
    let mut entry = TantivyDocument::default();
    entry.add_text(fields.title, &event.title);
    entry.add_text(fields.names, names(event));
    entry.add_text(fields.people, event.people.join("\n"));
    entry.add_text(fields.tags, event.tags.join("\n"));
    if let Some(place) = &event.location {
        entry.add_text(fields.place, place.name());
    }
    entry.add_text(fields.summary, &event.summary);
    entry.add_text(fields.body, body(event));
    entry.add_text(fields.words, named(event));
    for word in when::words(event.year, event.day) {
        entry.add_text(fields.when, word);
    }
    entry.add_u64(fields.kind, kind_number(event.kind));
    if let Some(category) = event.category {
        entry.add_u64(fields.category, category_number(category));
    }
    if let Some(year) = event.year {
        entry.add_i64(fields.year, year.number().into());
    }
    entry.add_u64(fields.day, day_number(event.day));
    match source {
        None => entry.add_text(fields.stored, event.id.as_str()),
        Some(source) => {
            entry.add_text(fields.source, source);
            entry.add_text(fields.stored, Kept::of(event).written());
        }
    }
    entry
}

/// What else it is called. The almanac's ids are written by people and say it in few words.
fn names(event: &Event) -> String {
    let is_telling = event.source == Source::Almanac && event.kind == Kind::Event;
    let id =
        event.id.as_str().rsplit_once('-').filter(|_| is_telling).map(|(words, _)| words.replace('-', " "));
    let links = event.links.iter().map(|link| link.title.clone());
    links.chain(id).collect::<Vec<_>>().join("\n")
}

/// What is told beside title and summary.
fn body(event: &Event) -> String {
    let parts = event.key_facts.iter().chain(&event.what_happened).map(String::as_str);
    parts.chain([event.why_it_matters.as_str()]).collect::<Vec<_>>().join("\n")
}

/// The words by which people call it.
fn named(event: &Event) -> String {
    let place = event.location.as_ref().map(Place::name);
    let words = event.people.iter().chain(&event.tags).map(String::as_str).chain(place);
    words.chain([event.title.as_str(), &names(event)]).collect::<Vec<_>>().join("\n")
}

/// A kind by its number.
pub(in super::super) fn kind_number(kind: Kind) -> u64 {
    match kind {
        Kind::Event => 0,
        Kind::Birth => 1,
        Kind::Death => 2,
        Kind::Observance => 3,
    }
}

/// The kind that has this number.
pub(in super::super) fn kind_numbered(number: u64) -> Kind {
    match number {
        0 => Kind::Event,
        1 => Kind::Birth,
        2 => Kind::Death,
        _ => Kind::Observance,
    }
}

/// A category by its place among all.
pub(in super::super) fn category_number(category: Category) -> u64 {
    Category::ALL.into_iter().zip(0..).find(|(one, _)| *one == category).map_or(0, |(_, number)| number)
}

/// The category at this place.
pub(in super::super) fn category_numbered(number: u64) -> Option<Category> {
    Category::ALL.get(usize::try_from(number).ok()?).copied()
}

/// A day of the year as a number.
fn day_number(day: MonthDay) -> u64 {
    u64::from(day.month() * 100 + day.day())
}

/// The day that has this number.
pub(in super::super) fn day_numbered(number: u64) -> Option<MonthDay> {
    let number = u32::try_from(number).ok()?;
    MonthDay::new(number / 100, number % 100).ok()
}
