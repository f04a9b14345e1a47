//! How every view looks, at its largest and its smallest.

use chrono::NaiveDate;
use insta::assert_json_snapshot;

use crate::delivery::Mark;
use crate::discord::render::{bare_edition, edition, notice, page, plain_edition};
use crate::discord::text;
use crate::discord::view::{EditionView, PageView};
use crate::edition::{Edition, Selection, Taste};
use crate::event::{Category, Day, Event, Image, Kind, Link, MonthDay, Place, Source, Year};
use crate::store::DeliveryId;

fn as_of() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 2, 28).unwrap()
}

/// An event with nothing but a title.
fn smallest(id: &str) -> Event {
    Event {
        id: id.parse().unwrap(),
        kind: Kind::Event,
        title: "A".into(),
        day: MonthDay::new(2, 28).unwrap(),
        year: Year::new(-44).ok(),
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

/// An event with more of everything than fits.
fn largest(number: usize) -> Event {
    let words = |word: &str, count: usize| format!("{word} ").repeat(count).trim_end().to_owned();
    Event {
        title: words("Title", 60),
        year: Year::new(1926).ok(),
        lead: number == 0,
        category: Some(Category::ALL[number % Category::ALL.len()]),
        location: Place::new(&words("Place", 40), 52.52, 13.405).ok(),
        people: vec![words("Person", 2); 100],
        tags: vec!["tag".into(); 100],
        summary: words("Summary", 300),
        key_facts: vec![words("Fact", 60); 12],
        what_happened: vec![words("Happened", 100); 6],
        why_it_matters: words("Matters", 300),
        links: vec![Link { title: words("Link", 40), url: "https://example.org/(a)".into() }; 6],
        image: Some(Image {
            url: "https://example.org/a.jpg".into(),
            width: 1,
            height: 1,
            alt: words("Shown", 300),
        }),
        ..smallest(&format!("{number}-largest"))
    }
}

fn day(events: Vec<Event>) -> Day {
    Day { events, ..Day::empty(MonthDay::new(2, 28).unwrap()) }
}

fn composed(day: &Day) -> Edition {
    let taste = Taste { events: Taste::MOST_EVENTS, ..Taste::default() };
    Edition::compose(day, as_of(), &taste, &std::collections::BTreeSet::new())
}

fn full() -> Day {
    let events = (0..12).map(largest).collect();
    let birth = |number| Event { kind: Kind::Birth, category: None, ..largest(number) };
    Day { observances: vec![largest(90); 20], births: (20..32).map(birth).collect(), ..day(events) }
}

#[test]
fn the_largest_editions() {
    let found = composed(&full());
    let mark = Mark::new(DeliveryId(i64::MAX), i64::MAX);
    let view = EditionView::new(&Edition { leap_day: Some(largest(50)), ..found }).marked(mark);
    let view = view.remarked(Some("Today in Europe/Berlin, this server's time zone".into()));
    assert_json_snapshot!("edition_largest", edition(&view).unwrap());
    assert_json_snapshot!("edition_bare", bare_edition(&view).unwrap());
}

#[test]
fn the_smallest_editions() {
    let view = EditionView::new(&composed(&day(vec![smallest("a")])));
    assert_json_snapshot!("edition_smallest", edition(&view).unwrap());
    assert_json_snapshot!("edition_plain", plain_edition(&view).unwrap());
    let nothing = EditionView::new(&composed(&day(vec![])));
    assert_json_snapshot!("edition_empty", edition(&nothing).unwrap());
}

#[test]
fn listings() {
    let (full, births) = (full(), Selection::Kind(Kind::Birth));
    let listing = EditionView::listing(&composed(&full), births, &births.entries(&full, as_of()), 0);
    assert_json_snapshot!("listing_largest", edition(&listing).unwrap());
    let empty = EditionView::listing(&composed(&full), Selection::Kind(Kind::Death), &[], 0);
    assert_json_snapshot!("listing_empty", edition(&empty).unwrap());
}

#[test]
fn pages() {
    let full = full();
    let view = PageView::new(&full.events[0], &full, as_of());
    assert_json_snapshot!("page_largest", page(&view.clone().shareable()).unwrap());
    let one = day(vec![smallest("a"), smallest("b")]);
    let view = PageView::new(&one.events[0], &one, as_of());
    assert_json_snapshot!("page_smallest", page(&view.shared_by(7)).unwrap());
}

#[test]
fn about() {
    assert_json_snapshot!("about", notice(&text::about(7, &text::live_feed(None))).unwrap());
}
