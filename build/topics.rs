//! The tables that search has beside its index: topics to suggest, and other names for the same.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;

use toml::{Table, Value};

use crate::event::{Event, Kind};
use crate::index::plain_words;

/// A line for each person, tag, place and title: how often it occurs, folded words with a blank before each, and as it
/// is shown; the most frequent first.
pub(crate) fn table(events: &[Event]) -> String {
    let mut topics: BTreeMap<String, (u32, &str)> = BTreeMap::new();
    for topic in events.iter().flat_map(topics_of) {
        let folded: String = plain_words(topic).iter().flat_map(|word| [" ", word.as_str()]).collect();
        let (count, _) = topics.entry(folded).or_insert((0, topic));
        *count += 1;
    }
    let mut topics: Vec<_> = topics.into_iter().filter(|(folded, _)| !folded.is_empty()).collect();
    topics.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    let mut table = String::new();
    for (folded, (count, shown)) in topics {
        let _ = writeln!(table, "{count}\t{folded}\t{shown}");
    }
    table
}

fn topics_of(event: &Event) -> Vec<&str> {
    let mut topics: Vec<_> = event.people.iter().chain(&event.tags).map(String::as_str).collect();
    if event.kind == Kind::Event || event.kind == Kind::Observance {
        topics.push(&event.title);
    }
    if let Some(place) = &event.location {
        topics.push(place.name());
        topics.extend(place.name().split(", "));
    }
    topics.dedup();
    topics
}

/// A line for each name that has others: the name, and the others, with tabs between.
pub(crate) fn synonyms(file: &str) -> Result<String, Box<dyn Error>> {
    let table: Table = toml::from_str(file)?;
    let mut lines = String::new();
    for (list, mark) in [("same", ""), ("forms", "~")] {
        for names in lists(table.get(list)) {
            for name in &names {
                let others: Vec<_> =
                    names.iter().filter(|other| other != &name).map(String::as_str).collect();
                writeln!(lines, "{mark}{name}\t{}", others.join("\t"))?;
            }
        }
    }
    for (name, others) in table.get("also").and_then(Value::as_table).into_iter().flatten() {
        writeln!(lines, "{name}\t{}", strings(others).join("\t"))?;
    }
    Ok(lines)
}

fn lists(value: Option<&Value>) -> Vec<Vec<String>> {
    value.and_then(Value::as_array).into_iter().flatten().map(strings).collect()
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}
