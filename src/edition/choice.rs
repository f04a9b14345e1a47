//! Which events make the edition.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use crate::event::{Category, Event, EventId, Source};

/// Takes up to `count` events, the lead first, the rest in the order in which they were picked.
///
/// The lead is an event that the channel did not have yet, the day's main story if that is
/// still new, else a round anniversary. The rest are picked one by one: new ones first, then
/// those of a category that is not there yet, then the almanac's, then round anniversaries.
pub(super) fn choose<'a>(
    pool: Vec<&'a Event>,
    date: NaiveDate,
    count: usize,
    shown: &BTreeSet<EventId>,
) -> Vec<&'a Event> {
    let mut left = come(pool, date);
    let is_old = |event: &Event| shown.contains(&event.id);
    let Some(lead) = take_best(&mut left, |event| {
        (is_old(event), !event.lead, shallowness(event), Reverse(roundness(event, date)))
    }) else {
        return vec![];
    };
    let mut chosen = vec![lead];
    while chosen.len() < count {
        let categories: Vec<Option<Category>> = chosen.iter().map(|event| event.category).collect();
        let crowding = |event: &Event| categories.iter().filter(|there| **there == event.category).count();
        let best = take_best(&mut left, |event| {
            (is_old(event), crowding(event), shallowness(event), Reverse(roundness(event, date)))
        });
        match best {
            Some(event) => chosen.push(event),
            None => break,
        }
    }
    chosen
}

/// Takes one event of 29 February for `date`, a day of a year without one: one that the channel did
/// not have yet, then one whose years are a round number, then the day's main story.
pub(super) fn choose_leap_day<'a>(
    pool: Vec<&'a Event>,
    date: NaiveDate,
    shown: &BTreeSet<EventId>,
) -> Option<&'a Event> {
    let mut left = come(pool, date);
    // The anniversary itself does not come this year, so the years count alone.
    let years = |event: &Event| event.year.map_or(0, |year| date.year().abs_diff(year.astronomical()));
    take_best(&mut left, |event| {
        (shown.contains(&event.id), shallowness(event), Reverse(round(years(event))), !event.lead)
    })
}

/// What of `pool` has happened by `date`.
fn come(mut pool: Vec<&Event>, date: NaiveDate) -> Vec<&Event> {
    pool.retain(|event| event.elapsed(date).is_some());
    pool
}

/// Removes the event with the smallest key; ties go to the newest, then by id.
fn take_best<'a, K: Ord>(left: &mut Vec<&'a Event>, key: impl Fn(&Event) -> K) -> Option<&'a Event> {
    let rank = |event: &Event| (key(event), Reverse(event.year), event.id.clone());
    let best = left.iter().enumerate().min_by_key(|(_, event)| rank(event))?.0;
    Some(left.remove(best))
}

/// The almanac's pages come first, then what Wikipedia's editors chose, then the rest.
fn shallowness(event: &Event) -> u8 {
    match (event.source, event.lead) {
        (Source::Almanac, _) => 0,
        (Source::Wikipedia, true) => 1,
        (Source::Wikipedia, false) => 2,
    }
}

/// How round the anniversary is that falls on `date`: 0 for none.
fn roundness(event: &Event, date: NaiveDate) -> u8 {
    event.elapsed(date).filter(|ago| ago.is_anniversary()).map_or(0, |ago| round(ago.years))
}

/// How round a number of years is: 0 for not at all.
fn round(years: u32) -> u8 {
    match years {
        0 => 0,
        years if years % 100 == 0 => 4,
        years if years % 50 == 0 => 3,
        years if years % 25 == 0 => 2,
        years if years % 10 == 0 => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::{Edition, Taste};
    use crate::event::{Day, Kind, MonthDay, Year};

    fn event(id: &str, year: i32, category: Category) -> Event {
        Event {
            id: id.parse().unwrap(),
            kind: Kind::Event,
            title: id.into(),
            day: MonthDay::new(4, 24).unwrap(),
            year: Year::new(year).ok(),
            lead: id == "lead",
            category: Some(category),
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

    fn day() -> Day {
        let events = vec![
            event("lead", 1926, Category::Politics),
            event("war-1", 1547, Category::War),
            event("war-2", 1918, Category::War),
            event("art", 1704, Category::Arts),
            event("century", 1826, Category::War),
            event("future", 2030, Category::Sports),
        ];
        Day { events, ..Day::empty(MonthDay::new(4, 24).unwrap()) }
    }

    fn ids(edition: &Edition) -> Vec<&str> {
        edition.events().map(|event| event.id.as_str()).collect()
    }

    fn compose(events: usize, shown: &[&str]) -> Edition {
        let date = NaiveDate::from_ymd_opt(2026, 4, 24).unwrap();
        let shown = shown.iter().map(|id| id.parse().unwrap()).collect();
        Edition::compose(&day(), date, &Taste { events, ..Taste::default() }, &shown)
    }

    #[test]
    fn the_lead_comes_first_then_round_anniversaries_and_variety_in_order_of_years() {
        assert_eq!(ids(&compose(3, &[])), ["lead", "art", "century"]);
    }

    #[test]
    fn what_the_channel_had_before_comes_only_when_there_is_nothing_else() {
        assert_eq!(ids(&compose(2, &["lead", "century"])), ["war-2", "art"]);
        assert_eq!(compose(7, &["lead", "century"]).events().count(), 5);
    }

    #[test]
    fn an_event_that_has_not_happened_yet_is_never_chosen() {
        assert!(!ids(&compose(7, &[])).contains(&"future"));
    }

    #[test]
    fn what_the_taste_leaves_out_is_never_chosen_not_even_as_the_lead() {
        let date = NaiveDate::from_ymd_opt(2026, 4, 24).unwrap();
        let chosen = |taste: &Taste| {
            let edition = Edition::compose(&day(), date, taste, &BTreeSet::new());
            ids(&edition).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        let gentle = Taste { gentle: true, ..Taste::default() };
        assert_eq!(chosen(&gentle), ["lead", "art"]);
        let without = Taste { without: BTreeSet::from([Category::Politics, Category::War]), ..gentle };
        assert_eq!(chosen(&without), ["art"]);
        let nobody = Taste { kinds: BTreeSet::from([Kind::Birth]), ..Taste::default() };
        assert_eq!(chosen(&nobody), [""; 0]);
    }

    #[test]
    fn a_gentle_edition_goes_without_what_may_be_a_massacre_for_all_one_knows() {
        let date = NaiveDate::from_ymd_opt(2026, 4, 24).unwrap();
        let unknown = Event { category: None, ..event("unknown", 1926, Category::Arts) };
        let born = Event { kind: Kind::Birth, category: None, ..event("born", 1776, Category::Arts) };
        let day = Day { events: vec![unknown], births: vec![born], ..Day::empty(day().day) };
        let kinds = BTreeSet::from([Kind::Event, Kind::Birth]);
        let taste = Taste { kinds, gentle: true, ..Taste::default() };
        let edition = Edition::compose(&day, date, &taste, &BTreeSet::new());
        assert_eq!(ids(&edition), ["born"]);
        let taste = Taste { gentle: false, ..taste };
        assert_eq!(Edition::compose(&day, date, &taste, &BTreeSet::new()).events().count(), 2);
    }

    #[test]
    fn births_and_deaths_come_among_the_events_where_they_are_wanted() {
        let date = NaiveDate::from_ymd_opt(2026, 4, 24).unwrap();
        let born = Event { kind: Kind::Birth, category: None, ..event("born", 1776, Category::Arts) };
        let day = Day { births: vec![born], ..day() };
        let taste = Taste { kinds: BTreeSet::from([Kind::Event, Kind::Birth]), ..Taste::default() };
        let edition = Edition::compose(&day, date, &taste, &BTreeSet::new());
        assert!(ids(&edition).contains(&"born"), "{:?}", ids(&edition));
        assert!(edition.observances.is_empty());
    }

    #[test]
    fn a_day_about_which_nothing_is_known_has_no_lead() {
        let empty = Day::empty(MonthDay::new(4, 24).unwrap());
        let date = NaiveDate::from_ymd_opt(2026, 4, 24).unwrap();
        assert_eq!(Edition::compose(&empty, date, &Taste::default(), &BTreeSet::new()).lead, None);
    }

    #[test]
    fn the_almanac_goes_before_the_feed_and_the_feeds_chosen_ones_before_its_rest() {
        let wiki =
            |id: &str, lead| Event { lead, source: Source::Wikipedia, ..event(id, 1900, Category::War) };
        let mut day = day();
        day.events.retain(|event| ["war-1", "art"].contains(&event.id.as_str()));
        day.events.extend([wiki("wiki-chosen", true), wiki("wiki-other", false)]);
        let date = NaiveDate::from_ymd_opt(2026, 4, 24).unwrap();
        let compose =
            |events| Edition::compose(&day, date, &Taste { events, ..Taste::default() }, &BTreeSet::new());
        assert_eq!(ids(&compose(1)), ["wiki-chosen"], "nothing else is a main story");
        assert_eq!(ids(&compose(3)), ["wiki-chosen", "war-1", "art"]);
        assert!(!ids(&compose(3)).contains(&"wiki-other"));
    }

    fn leap_day(day: &str, as_of: &str, taste: &Taste, shown: &[&str]) -> Option<String> {
        let events = vec![
            event("lead", 1940, Category::Arts),
            event("century", 1926, Category::War),
            event("future", 2028, Category::Sports),
        ];
        let leap = Day { events, ..Day::empty(MonthDay::LEAP_DAY) };
        let shown = shown.iter().map(|id| id.parse().unwrap()).collect();
        let edition =
            Edition::compose(&Day::empty(day.parse().unwrap()), as_of.parse().unwrap(), taste, &shown);
        let edition = edition.with_leap_day(&leap, taste, &shown);
        assert!(edition.events().eq(&edition.leap_day), "it counts as shown");
        edition.leap_day.map(|event| event.id.to_string())
    }

    #[test]
    fn in_common_years_28_february_brings_an_event_of_the_leap_day_that_is_new_or_round_or_the_lead() {
        let chosen = |as_of, shown: &[&str]| leap_day("02-28", as_of, &Taste::default(), shown);
        assert_eq!(chosen("2025-02-28", &[]).as_deref(), Some("lead"));
        assert_eq!(chosen("2026-02-28", &[]).as_deref(), Some("century"));
        assert_eq!(chosen("2026-02-28", &["century"]).as_deref(), Some("lead"));
        assert_eq!(chosen("2026-02-28", &["century", "lead"]).as_deref(), Some("century"));
    }

    #[test]
    fn no_other_day_brings_an_event_of_the_leap_day() {
        let (taste, none) = (Taste::default(), Taste { leap_day: false, ..Taste::default() });
        assert_eq!(leap_day("02-28", "2028-02-28", &taste, &[]), None, "a leap year has the day itself");
        assert_eq!(leap_day("02-28", "2026-03-01", &taste, &[]), None, "looked up on another date");
        assert_eq!(leap_day("02-27", "2026-02-28", &taste, &[]), None, "another day looked up");
        assert_eq!(leap_day("02-27", "2026-02-27", &taste, &[]), None);
        assert_eq!(leap_day("03-01", "2026-03-01", &taste, &[]), None);
        assert_eq!(leap_day("02-28", "2026-02-28", &none, &[]), None, "not wanted");
    }
}
