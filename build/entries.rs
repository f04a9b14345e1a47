//! The entries of a page as events. What lacks a part is left out: reading the page will say what is wrong with it.

use toml::{Table, Value};

use crate::event::{Event, EventId, Kind, MonthDay, Place, Source, Year};
use crate::naming;

/// Every entry of the page of `day`.
pub(crate) fn entries(day: MonthDay, page: &Table) -> Vec<Event> {
    let events = tables(page, "events").filter_map(|table| event(day, table));
    let births = tables(page, "births").filter_map(|table| person(day, Kind::Birth, table));
    let deaths = tables(page, "deaths").filter_map(|table| person(day, Kind::Death, table));
    let kept = strings(page, "observances");
    let kept = kept
        .iter()
        .filter_map(|name| Some(plain(naming::observance(name, day).ok()?, Kind::Observance, day, name)));
    events.chain(births).chain(deaths).chain(kept).collect()
}

fn event(day: MonthDay, table: &Table) -> Option<Event> {
    Some(Event {
        year: year(table),
        lead: table.get("lead").and_then(Value::as_bool).unwrap_or(false),
        category: text(table, "category")?.parse().ok(),
        location: table.get("location").and_then(|place| place.clone().try_into::<Place>().ok()),
        people: strings(table, "people"),
        tags: strings(table, "tags"),
        summary: text(table, "summary")?,
        key_facts: strings(table, "key_facts"),
        what_happened: strings(table, "what_happened"),
        why_it_matters: text(table, "why_it_matters")?,
        links: table.get("links").and_then(|links| links.clone().try_into().ok()).unwrap_or_default(),
        ..plain(text(table, "id")?.parse().ok()?, Kind::Event, day, &text(table, "title")?)
    })
}

fn person(day: MonthDay, kind: Kind, table: &Table) -> Option<Event> {
    let (name, year) = (text(table, "name")?, year(table)?);
    let id = if kind == Kind::Birth { naming::birth(&name, year) } else { naming::death(&name, year) };
    let summary = text(table, "who")?;
    Some(Event { year: Some(year), people: vec![name.clone()], summary, ..plain(id.ok()?, kind, day, &name) })
}

/// An entry with nothing but what every kind has.
fn plain(id: EventId, kind: Kind, day: MonthDay, title: &str) -> Event {
    Event {
        id,
        kind,
        title: title.to_owned(),
        day,
        year: None,
        lead: false,
        category: None,
        location: None,
        people: vec![],
        tags: vec![],
        summary: String::new(),
        key_facts: vec![],
        what_happened: vec![],
        why_it_matters: String::new(),
        links: vec![],
        image: None,
        source: Source::Almanac,
    }
}

fn tables<'a>(page: &'a Table, section: &str) -> impl Iterator<Item = &'a Table> {
    page.get(section).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table)
}

fn text(entry: &Table, field: &str) -> Option<String> {
    Some(entry.get(field)?.as_str()?.trim().to_owned())
}

fn strings(entry: &Table, field: &str) -> Vec<String> {
    let items = entry.get(field).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    items.map(|item| item.trim().to_owned()).collect()
}

fn year(entry: &Table) -> Option<Year> {
    Year::new(i32::try_from(entry.get("year")?.as_integer()?).ok()?).ok()
}
