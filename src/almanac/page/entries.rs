//! The entries of a page: what an event, a birth, a death and an observance need to be one.
//!
//! Here is what has no other reading (types, ids, categories, coordinates, addresses). How long a
//! text may be is for the check.

use toml::Table;

use crate::almanac::fields::Fields;
use crate::almanac::naming;
use crate::almanac::problem::Findings;
use crate::event::{Category, Event, EventId, InvalidId, Kind, Link, MonthDay, Place, Source, Year};

/// An event, with the address that states its date if it has one; nothing if something is wrong.
pub(super) fn event(
    day: MonthDay,
    table: Table,
    number: usize,
    findings: &mut Findings<'_>,
) -> Option<(Event, Option<String>)> {
    let name = table.get("id").and_then(toml::Value::as_str).map_or(number.to_string(), str::to_owned);
    let mut fields = Fields::new(table, format!("event {name}"), findings);
    let id = fields.parsed::<EventId>("id");
    let title = fields.line("title");
    let year = fields.required::<Year>("year");
    let lead = fields.optional("lead").unwrap_or(false);
    let category = fields.parsed::<Category>("category");
    let location = fields.optional::<Place>("location");
    let people = fields.lines("people");
    let tags = fields.lines("tags");
    let summary = fields.line("summary");
    let key_facts = fields.lines("key_facts");
    let what_happened = fields.lines("what_happened");
    let why_it_matters = fields.line("why_it_matters");
    let links = links(&mut fields);
    let date_source = fields.optional::<String>("date_source");
    if let Some(source) = &date_source {
        check_address(&mut fields, "date_source", source);
    }
    fields.finish();
    let event = Event {
        lead,
        category: Some(category?),
        location,
        people: people?,
        tags: tags?,
        key_facts: key_facts?,
        what_happened: what_happened?,
        why_it_matters: why_it_matters?,
        links: links?,
        ..plain(id?, Kind::Event, day, Some(year?), title?, summary?)
    };
    Some((event, date_source))
}

/// Somebody's birth.
pub(super) fn birth(
    day: MonthDay,
    table: Table,
    number: usize,
    findings: &mut Findings<'_>,
) -> Option<Event> {
    person(day, Kind::Birth, "birth", table, number, findings)
}

/// Somebody's death.
pub(super) fn death(
    day: MonthDay,
    table: Table,
    number: usize,
    findings: &mut Findings<'_>,
) -> Option<Event> {
    person(day, Kind::Death, "death", table, number, findings)
}

/// A day that is kept.
pub(super) fn observance(day: MonthDay, name: &str, findings: &mut Findings<'_>) -> Option<Event> {
    let id = named(naming::observance(name, day), &format!("observance {name}"), "", findings)?;
    Some(plain(id, Kind::Observance, day, None, name.to_owned(), String::new()))
}

fn person(
    day: MonthDay,
    kind: Kind,
    word: &str,
    table: Table,
    number: usize,
    findings: &mut Findings<'_>,
) -> Option<Event> {
    let name = table.get("name").and_then(toml::Value::as_str).map_or(number.to_string(), str::to_owned);
    let entry = format!("{word} {name}");
    let mut fields = Fields::new(table, entry.clone(), findings);
    let name = fields.line("name");
    let year = fields.required::<Year>("year");
    let who = fields.line("who");
    fields.finish();
    let (name, year) = (name?, year?);
    let id = if kind == Kind::Birth { naming::birth(&name, year) } else { naming::death(&name, year) };
    let id = named(id, &entry, "name", findings)?;
    let people = vec![name.clone()];
    Some(Event { people, ..plain(id, kind, day, Some(year), name, who?) })
}

fn named(
    id: Result<EventId, InvalidId>,
    entry: &str,
    field: &str,
    findings: &mut Findings<'_>,
) -> Option<EventId> {
    id.map_err(|error| findings.add(entry, field, error)).ok()
}

/// An entry with nothing but what every kind has.
fn plain(
    id: EventId,
    kind: Kind,
    day: MonthDay,
    year: Option<Year>,
    title: String,
    summary: String,
) -> Event {
    Event {
        id,
        kind,
        title,
        day,
        year,
        lead: false,
        category: None,
        location: None,
        people: vec![],
        tags: vec![],
        summary,
        key_facts: vec![],
        what_happened: vec![],
        why_it_matters: String::new(),
        links: vec![],
        image: None,
        source: Source::Almanac,
    }
}

fn links(fields: &mut Fields<'_, '_>) -> Option<Vec<Link>> {
    let links = fields.required::<Vec<Link>>("links")?;
    for link in &links {
        check_address(fields, "links", &link.url);
        if link.title.trim().is_empty() {
            fields.problem("links", format!("the link to {} has no title: write the page's", link.url));
        }
    }
    Some(links)
}

fn check_address(fields: &mut Fields<'_, '_>, field: &str, address: &str) {
    let wrong = if !address.starts_with("https://") || address.len() <= "https://".len() {
        "does not start with https://: give the page's secure address"
    } else if !address.chars().all(|c| c.is_ascii_graphic()) {
        "has characters that an address cannot hold: percent-encode them"
    } else {
        return;
    };
    fields.problem(field, format!("{address:?} {wrong}"));
}
