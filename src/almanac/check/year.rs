//! What only the whole year shows: whether it is balanced, and whether anything stands twice in it.

use std::collections::HashMap;
use std::fmt::Display;

use super::continent::Continent;
use super::counts::Counts;
use super::prose::Sentences;
use crate::almanac::problem::{Findings, Problem};
use crate::event::{Category, Day, EventId, Kind};

/// Days of a year with its leap day.
pub(super) const DAYS: usize = 366;
const IN_CATEGORY: usize = 90;
const ON_CONTINENT: usize = 60;
const BEFORE_1000: usize = 60;
const BEFORE_1800: usize = 300;
/// Europe and North America together, in percent of all events, at most.
const NORTH_ATLANTIC_PERCENT: usize = 65;

/// What stood in the year so far.
#[derive(Default)]
pub(super) struct Seen {
    ids: HashMap<EventId, String>,
    sentences: Sentences,
}

impl Seen {
    /// Adds a day, and tells of what was there before.
    pub(super) fn add(&mut self, day: &Day, findings: &mut Findings<'_>) {
        for entry in day.entries() {
            let name = match entry.kind {
                Kind::Event => format!("event {}", entry.id),
                _ => entry.title.clone(),
            };
            let here = entry.day.to_string();
            if let Some(first) = self.ids.insert(entry.id.clone(), here) {
                findings.add(
                    &name,
                    "id",
                    format!("{} stands also on {first}: remove or rename one", entry.id),
                );
            }
            if entry.kind == Kind::Event {
                self.sentences.add(entry, &name, findings);
            }
        }
    }
}

/// Whether the year as a whole is what it should be.
pub(super) fn check(counts: &Counts, problems: &mut Vec<Problem>) {
    let mut add = |field: &dyn Display, found: usize, least: usize| {
        if found < least {
            let what = format!("there are {found}, at least {least} are wanted: write more of them");
            problems.push(Problem::new("", "year", &field.to_string(), what));
        }
    };
    add(&"days", counts.days, DAYS);
    for category in Category::ALL {
        add(&category, counts.of_category(category), IN_CATEGORY);
    }
    for continent in Continent::ALL.into_iter().filter(|continent| continent.is_inhabited()) {
        add(&continent, counts.on_continent(continent), ON_CONTINENT);
    }
    add(&"events before the year 1000", counts.before_1000, BEFORE_1000);
    add(&"events before the year 1800", counts.before_1800, BEFORE_1800);
    let north_atlantic =
        counts.on_continent(Continent::Europe) + counts.on_continent(Continent::NorthAmerica);
    if north_atlantic * 100 > counts.events * NORTH_ATLANTIC_PERCENT {
        let what = format!(
            "{north_atlantic} of {} events, {NORTH_ATLANTIC_PERCENT} % at most: write more of the other continents",
            counts.events
        );
        problems.push(Problem::new("", "year", "Europe and North America", what));
    }
}
