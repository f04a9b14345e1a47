//! The limits of one day: how many entries of each kind, and how mixed they are.

use std::collections::BTreeSet;

use super::counts::{century, continent};
use super::event;
use crate::almanac::problem::Findings;
use crate::event::Day;

/// Events of a day at least.
pub(super) const EVENTS: usize = 6;
const OBSERVANCES: usize = 3;
const BIRTHS: usize = 5;
const DEATHS: usize = 4;
const CATEGORIES: usize = 4;
const CENTURIES: usize = 3;
const CONTINENTS: usize = 2;

/// Reasons that may start with the same pointing word.
const SAME_STARTS: usize = 2;

/// A day with all its entries.
pub(super) fn check(day: &Day, findings: &mut Findings<'_>) {
    at_least(day.events.len(), EVENTS, "events", findings);
    at_least(day.observances.len(), OBSERVANCES, "observances", findings);
    at_least(day.births.len(), BIRTHS, "births", findings);
    at_least(day.deaths.len(), DEATHS, "deaths", findings);
    let leads = day.events.iter().filter(|event| event.lead).count();
    if leads != 1 {
        findings.add("", "events", format!("{leads} have lead = true: mark exactly one"));
    }
    mixture(day, findings);
    starts(day, findings);
    for entry in &day.events {
        event::check(entry, findings);
    }
    for person in day.births.iter().chain(&day.deaths) {
        event::check_person(person, findings);
    }
}

fn at_least(found: usize, least: usize, what: &str, findings: &mut Findings<'_>) {
    if found < least {
        findings.add("", what, format!("there are {found}, at least {least} are wanted: add some"));
    }
}

fn mixture(day: &Day, findings: &mut Findings<'_>) {
    let categories: BTreeSet<_> = day.events.iter().filter_map(|event| event.category).collect();
    let centuries: BTreeSet<_> = day.events.iter().filter_map(|event| event.year).map(century).collect();
    let continents: BTreeSet<_> = day.events.iter().filter_map(continent).collect();
    for (found, least, what) in [
        (categories.len(), CATEGORIES, "categories"),
        (centuries.len(), CENTURIES, "centuries"),
        (continents.len(), CONTINENTS, "continents"),
    ] {
        if found < least {
            let what = format!("they cover {found} {what}, at least {least} are wanted: choose others");
            findings.add("", "events", what);
        }
    }
}

/// Reasons that all begin by pointing back: "This …", "It …".
fn starts(day: &Day, findings: &mut Findings<'_>) {
    for start in ["This ", "It ", "The event "] {
        let same = day.events.iter().filter(|event| event.why_it_matters.starts_with(start)).count();
        if same > SAME_STARTS {
            let what = format!("{same} begin with {start:?}: begin some of them otherwise");
            findings.add("", "why_it_matters", what);
        }
    }
}
