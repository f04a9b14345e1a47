//! Whatever comes from outside, every view fits Discord, pings nobody, and links and formats nothing of its own.

use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::Value;

use crate::delivery::Mark;
use crate::discord::render::{Body, bare_edition, edition, page, plain_edition};
use crate::discord::view::{EditionView, PageView};
use crate::edition::{Edition, Selection, Taste};
use crate::event::{Category, Day, Event, Image, Kind, Link, MonthDay, Place, Source, Year};
use crate::store::DeliveryId;

/// Texts from outside at their worst.
fn text() -> impl Strategy<Value = String> {
    const HOSTILE: &[&str] = &[
        "@everyone <@1> <@&2> <#3> @here",
        "[masked](https://evil.example) **_~~||`",
        "# heading\n- list\n1. number\n> quote\n-# small",
        "\u{202e}turned \u{2066}halves",
        "https://evil.example/x?y=(z)",
        "\\\\\\[x](y)",
        "<t:0:R> <:x:1> </about:1>",
    ];
    const LETTERS: &[&str] = &["x", "Щ", "字", "👩‍🚀", "שלום ", "سلام ", "word ", "*", "\\", "[a](b) "];
    prop_oneof![
        4 => "\\PC{1,200}",
        2 => prop::sample::select(HOSTILE).prop_map(str::to_owned),
        1 => prop::sample::select(LETTERS).prop_map(str::to_owned),
        1 => prop::sample::select(LETTERS).prop_map(|one| one.repeat(10_000 / one.chars().count())),
    ]
}

fn texts(most: usize) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(text(), 0..=most)
}

fn link() -> impl Strategy<Value = Link> {
    const URLS: &[&str] = &["https://example.org/(a b)", "javascript:alert(1)", "https://example.org/long"];
    (text(), prop::sample::select(URLS), 0_usize..3000).prop_map(|(title, url, more)| {
        let more = if url.ends_with("long") { "g".repeat(more) } else { String::new() };
        Link { title, url: format!("{url}{more}") }
    })
}

fn event() -> impl Strategy<Value = Event> {
    let words = (text(), text(), text(), texts(12), texts(6), texts(100), texts(20));
    let place = prop::option::of((text(), -90.0..=90.0, -180.0..=180.0));
    let rest = (place, prop::option::of(-9999_i32..2026), 0_usize..13, prop::option::of(text()));
    (words, rest, prop::collection::vec(link(), 0..6)).prop_map(|(words, rest, links)| {
        let (title, summary, why_it_matters, key_facts, what_happened, people, tags) = words;
        let (place, year, category, alt) = rest;
        Event {
            id: "x".parse().unwrap(),
            kind: Kind::Event,
            title,
            day: MonthDay::LEAP_DAY,
            year: year.and_then(|year| Year::new(year).ok()),
            lead: false,
            category: Category::ALL.get(category).copied(),
            location: place.and_then(|(name, lat, lon)| Place::new(&name, lat, lon).ok()),
            people,
            tags,
            summary,
            key_facts,
            what_happened,
            why_it_matters,
            links,
            image: alt.map(|alt| Image { url: "https://example.org/x.jpg".into(), width: 1, height: 1, alt }),
            source: Source::Almanac,
        }
    })
}

fn day() -> impl Strategy<Value = Day> {
    let numbered = |(number, event): (usize, Event)| Event {
        id: format!("{number}{}", "x".repeat(58)).parse().unwrap(),
        ..event
    };
    (prop::collection::vec(event(), 0..12), prop::collection::vec(event(), 0..12)).prop_map(
        move |(events, births)| {
            let events = events.into_iter().enumerate().map(numbered).collect();
            let births: Vec<_> =
                births.into_iter().enumerate().map(|(at, event)| numbered((at + 50, event))).collect();
            Day { events, observances: births.clone(), births, ..Day::empty(MonthDay::LEAP_DAY) }
        },
    )
}

fn as_of() -> NaiveDate {
    NaiveDate::from_ymd_opt(2028, 2, 29).unwrap()
}

/// Every view of a day.
fn views(day: &Day) -> Vec<Body> {
    let taste = Taste { events: Taste::MOST_EVENTS, ..Taste::default() };
    let found = Edition::compose(day, as_of(), &taste, &std::collections::BTreeSet::new());
    let found = Edition { leap_day: day.births.first().cloned(), ..found };
    let mark = Mark::new(DeliveryId(i64::MAX), i64::MAX);
    let view = EditionView::new(&found).marked(mark);
    let selection = Selection::Kind(Kind::Birth);
    let listing = EditionView::listing(&found, selection, &selection.entries(day, as_of()), 1);
    let all = [edition(&view), plain_edition(&view), bare_edition(&view), edition(&listing)];
    let pages = day
        .events
        .iter()
        .take(3)
        .map(|event| page(&PageView::new(event, day, as_of()).shareable().shared_by(u64::MAX)));
    all.into_iter().chain(pages).map(|body| body.unwrap()).collect()
}

/// All texts that Discord would format, without what is escaped.
fn live(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::Array(all) => all.iter().for_each(|one| live(one, into)),
        Value::Object(fields) => {
            if let Some(Value::String(content)) = fields.get("content") {
                let mut chars = content.chars();
                let mut left = String::new();
                while let Some(c) = chars.next() {
                    if c == '\\' {
                        // What is escaped still parts its neighbours.
                        left.extend(chars.next().map(|_| '·'));
                    } else {
                        left.push(c);
                    }
                }
                into.push(left);
            }
            fields.values().for_each(|one| live(one, into));
        }
        _ => {}
    }
}

fn is_harmless(body: &Body) -> Result<(), TestCaseError> {
    let sent = serde_json::to_value(body).unwrap();
    prop_assert_eq!(&sent["allowed_mentions"], &serde_json::json!({ "parse": [] }));
    let mut texts = Vec::new();
    live(&sent["components"], &mut texts);
    let bytes: usize = texts.iter().map(String::len).sum();
    prop_assert!(bytes <= 10_170, "{bytes} bytes");
    for text in texts {
        let text = text.replace("<@18446744073709551615>", "");
        prop_assert!(!text.contains('<'), "{}", text);
        let ours = |url: &str| {
            url.starts_with("https://www.openstreetmap.org/") || url.starts_with("https://example.org/")
        };
        prop_assert!(text.split("](").skip(1).all(ours), "{}", text);
        prop_assert!(text.matches("://").count() == text.matches("](").count(), "{}", text);
        let turns = text.contains(['\u{202e}', '\u{2066}']);
        prop_assert!(!turns);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_breaks_a_view(day in day()) {
        for body in views(&day) {
            is_harmless(&body)?;
        }
    }
}
