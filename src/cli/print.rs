//! History on the terminal.

use chrono::NaiveDate;

use crate::app::{sources, told};
use crate::event::{Day, Event, Source};
use crate::library::Found;

/// Lines are no longer than this.
const WIDTH: usize = 88;

/// A day: its events in short, and everything else in a line each.
pub(super) fn day(day: &Day, as_of: NaiveDate) -> String {
    let mut said = vec![heading(&day.day.to_string())];
    said.extend(told(day.told));
    if day.entries().next().is_none() {
        said.push("The almanac has no page for this day yet.".to_owned());
    }
    said.extend(day.events.iter().map(|event| short(event, as_of)));
    let lists = [("Observances", &day.observances), ("Births", &day.births), ("Deaths", &day.deaths)];
    for (name, entries) in lists.into_iter().filter(|(_, entries)| !entries.is_empty()) {
        let lines: Vec<_> = entries.iter().map(|entry| bullet(&in_a_line(entry))).collect();
        said.push(format!("{name}\n{}", lines.join("\n")));
    }
    said.extend(credits(day.entries()));
    said.join("\n\n")
}

/// Wikipedia's words are shown under its licence; the almanac's alone are Daybook's own.
fn credits<'a>(shown: impl Iterator<Item = &'a Event>) -> Option<String> {
    let shown: Vec<_> = shown.collect();
    let is_borrowed = shown.iter().any(|event| event.source == Source::Wikipedia);
    is_borrowed.then(|| sources(shown.into_iter(), None).join("\n"))
}

/// Where an entry of Wikipedia's is read in whole.
fn article(event: &Event) -> Option<&str> {
    let link = event.links.first().filter(|_| event.source == Source::Wikipedia);
    link.map(|link| link.url.as_str())
}

/// An event's whole page, and what else the day has.
pub(super) fn event(event: &Event, day: &Day, as_of: NaiveDate) -> String {
    let mut said = vec![heading(&event.title), facts(event, as_of)];
    said.push(wrapped(&event.summary));
    let key_facts: Vec<_> = event.key_facts.iter().map(|fact| bullet(fact)).collect();
    let story: Vec<_> = event.what_happened.iter().map(|paragraph| wrapped(paragraph)).collect();
    let links: Vec<_> = event.links.iter().map(|link| format!("  - {}: {}", link.title, link.url)).collect();
    let others: Vec<_> =
        others_of(event, day).map(|other| bullet(&format!("{} ({})", in_a_line(other), other.id))).collect();
    let sections = [
        ("Key facts", key_facts.join("\n")),
        ("What happened?", story.join("\n\n")),
        ("Why does it matter?", wrapped(&event.why_it_matters)),
        ("Links and references", links.join("\n")),
        ("Tags", wrapped(&event.tags.join(", "))),
        ("More from the same day", others.join("\n")),
    ];
    let told = sections.into_iter().filter(|(_, text)| !text.is_empty());
    said.extend(told.map(|(name, text)| format!("{name}\n{text}")));
    said.extend(credits([event].into_iter().chain(others_of(event, day))));
    said.retain(|part| !part.is_empty());
    said.join("\n\n")
}

fn others_of<'a>(event: &'a Event, day: &'a Day) -> impl Iterator<Item = &'a Event> {
    day.events.iter().filter(|other| other.id != event.id)
}

/// What was found, the best first, and how to see more.
pub(super) fn found(query: &str, found: &Found, as_of: NaiveDate) -> String {
    let total = found.total;
    let count = if total == 1 { "1 hit".to_owned() } else { format!("{total} hits") };
    let more = if total > found.hits.len() {
        format!(", the first {} of them", found.hits.len())
    } else {
        String::new()
    };
    let hits = found.hits.iter().map(|(_, event)| dated(event, as_of));
    let mut said = vec![heading(query), format!("{count}{more}")];
    said.extend(hits);
    said.extend(credits(found.hits.iter().map(|(_, event)| event.as_ref())));
    said.join("\n\n")
}

/// An entry with its whole date.
fn dated(event: &Event, as_of: NaiveDate) -> String {
    format!("{} {}", event.day, short(event, as_of))
}

fn short(event: &Event, as_of: NaiveDate) -> String {
    let year = event.year.map(|year| format!("{year}  ")).unwrap_or_default();
    let about = [
        ago(event, as_of),
        event.category.map(|c| c.to_string()),
        event.location.as_ref().map(|l| l.name().to_owned()),
    ];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let read_on = article(event).map(|url| format!("\n  {url}")).unwrap_or_default();
    format!("{year}{}\n  {about}\n{}{read_on}\n  id: {}", event.title, indented(&event.summary), event.id)
}

fn facts(event: &Event, as_of: NaiveDate) -> String {
    let date = event.year.map_or_else(|| event.day.to_string(), |year| format!("{} {year}", event.day));
    let place = event.location.as_ref();
    let lines = [
        Some(("Date", date)),
        event.elapsed(as_of).map(|elapsed| ("How long ago", elapsed.to_string())),
        place.map(|place| {
            ("Where", format!("{} ({}, {})", place.name(), place.latitude(), place.longitude()))
        }),
        event.category.map(|category| ("Category", category.to_string())),
        (!event.people.is_empty()).then(|| ("People", event.people.join(", "))),
    ];
    let lines = lines.into_iter().flatten().map(|(name, value)| format!("{:<14}{value}", format!("{name}:")));
    lines.collect::<Vec<_>>().join("\n")
}

fn ago(event: &Event, as_of: NaiveDate) -> Option<String> {
    let said = event.elapsed(as_of)?.to_string();
    Some(if said == "today" { said } else { format!("{said} ago") })
}

fn in_a_line(entry: &Event) -> String {
    let year = entry.year.map(|year| format!("{year}: ")).unwrap_or_default();
    let is_person = !entry.summary.is_empty() && entry.what_happened.is_empty();
    let who = if is_person { format!(", {}", entry.summary) } else { String::new() };
    let read_on = article(entry).map(|url| format!(" {url}")).unwrap_or_default();
    format!("{year}{}{who}{read_on}", entry.title)
}

fn heading(text: &str) -> String {
    format!("{text}\n{}", "=".repeat(text.chars().count()))
}

fn wrapped(text: &str) -> String {
    textwrap::fill(text, options(""))
}

fn indented(text: &str) -> String {
    textwrap::fill(text, options("  ").initial_indent("  "))
}

fn bullet(text: &str) -> String {
    textwrap::fill(text, options("    ").initial_indent("  - "))
}

/// Wrapped between words only: an id that is cut at a hyphen cannot be copied.
fn options(indent: &str) -> textwrap::Options<'_> {
    let whole_words = textwrap::WordSplitter::NoHyphenation;
    textwrap::Options::new(WIDTH).word_splitter(whole_words).subsequent_indent(indent)
}
