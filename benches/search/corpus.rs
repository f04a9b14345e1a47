//! What is searched: the almanac, and very many entries like those of the live feed.

use std::path::Path;

use daybook::almanac::Almanac;
use daybook::event::{Event, Kind, Link, MonthDay, Source, Year};
use serde::Deserialize;

/// Every entry of the almanac.
pub(crate) fn almanac() -> Vec<Event> {
    let almanac = Almanac::embedded();
    almanac.days().filter_map(|day| almanac.day(day)).flat_map(|day| day.entries().cloned()).collect()
}

/// A line of the independent records.
#[derive(Deserialize)]
struct Record {
    month: u32,
    day: u32,
    year: i32,
    text: String,
    #[serde(default)]
    links: Vec<String>,
}

/// So many entries as the live feed has them: of the records beside this folder, else made of the almanac's words.
pub(crate) fn live(count: usize, almanac: &[Event]) -> Vec<Event> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference");
    let files = [("events", Kind::Event), ("births", Kind::Birth), ("deaths", Kind::Death)];
    let read = |(name, kind): (&str, Kind)| {
        let text = std::fs::read_to_string(folder.join(format!("{name}.jsonl"))).unwrap_or_default();
        let records = text.lines().filter_map(|line| serde_json::from_str::<Record>(line).ok());
        records.filter_map(|record| event(kind, record)).collect::<Vec<_>>()
    };
    let records: Vec<_> = files.into_iter().flat_map(read).collect();
    if records.is_empty() {
        println!("../shared/reference is not here: the large corpus is made of the almanac's words");
        return (0..count).map(|number| made(number, almanac)).collect();
    }
    // Evenly spaced, whatever their number.
    let (all, count) = (records.len(), count.min(records.len()));
    let chosen = records.into_iter().enumerate().filter(|(at, _)| (at + 1) * count / all > at * count / all);
    chosen.map(|(_, event)| event).enumerate().map(numbered).collect()
}

fn numbered((number, event): (usize, Event)) -> Event {
    Event { id: format!("wikipedia-{number}").parse().expect("an id"), ..event }
}

fn event(kind: Kind, record: Record) -> Option<Event> {
    let link = |title: String| Link {
        url: format!("https://en.wikipedia.org/wiki/{}", title.replace(' ', "_")),
        title,
    };
    Some(Event {
        day: MonthDay::new(record.month, record.day).ok()?,
        year: Some(Year::new(record.year).ok()?),
        summary: record.text.clone(),
        links: record.links.into_iter().map(link).collect(),
        ..plain(kind, record.text)
    })
}

/// The title of one entry and the first words of another.
fn made(number: usize, almanac: &[Event]) -> Event {
    let (one, other) = (&almanac[number % almanac.len()], &almanac[number * 7919 % almanac.len()]);
    let begun: Vec<_> = other.summary.split(' ').take(25).collect();
    let year = Year::new(i32::try_from(number % 2000).expect("it is small") + 1).ok();
    numbered((
        number,
        Event { day: other.day, year, summary: begun.join(" "), ..plain(Kind::Event, one.title.clone()) },
    ))
}

fn plain(kind: Kind, title: String) -> Event {
    Event {
        id: "wikipedia".parse().expect("an id"),
        kind,
        title,
        day: MonthDay::LEAP_DAY,
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
        source: Source::Wikipedia,
    }
}
