//! No input breaks the mapper, and what it makes of one keeps its promises.

use daybook::event::{EventId, Kind, Language, MonthDay, Source};
use daybook::feed::{Answer, EntryId, Key, List, Mapper};
use proptest::prelude::*;
use serde_json::{Value, json};

fn mapper() -> Mapper {
    Mapper::new(&["upload.wikimedia.org".to_owned()])
}

fn key(list: List, language: Language) -> Key {
    Key { day: MonthDay::new(4, 24).unwrap(), language, list }
}

/// Any text: words, brackets, lines, other scripts, signs that turn the direction.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,80}",
        r"(\(pictured\)|\(Bild\)|\n|př\. n\. l\.|44|[A-Za-z]{1,8}|[а-я]{1,8}|[一-龥]|[\u{202e}\u{200f}<@&*_~`|#-]| ){0,30}",
    ]
}

/// Any JSON where a number, a text or an object is expected.
fn anything() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
        Just(json!([])),
        Just(json!({ "lat": 91, "lon": "x" })),
        Just(json!({ "source": "https://upload.wikimedia.org/a b.jpg", "width": -1, "height": 5 })),
    ]
}

prop_compose! {
    fn article()(title in text(), description in text(), extract in text(), odd in anything(), other in anything()) -> Value {
        json!({
            "type": "standard", "title": title, "titles": { "normalized": title, "canonical": odd },
            "description": description, "extract": extract, "thumbnail": other, "coordinates": { "lat": 52.5, "lon": 13.4 },
            "content_urls": { "desktop": { "page": format!("https://en.wikipedia.org/wiki/{title}") } }, "pageid": odd,
        })
    }
}

prop_compose! {
    fn entry()(text in text(), year in anything(), pages in prop::collection::vec(prop_oneof![article(), anything()], 0..5)) -> Value {
        json!({ "text": text, "year": year, "pages": pages })
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_comes_every_event_that_is_made_keeps_its_promises(
        entries in prop::collection::vec(prop_oneof![3 => entry(), 1 => anything()], 0..6),
        list in prop::sample::select(&List::ALL[..]),
        language in prop::sample::select(&Language::ALL[..]),
    ) {
        let body = json!({ list.word(): entries }).to_string();
        let answer = Answer::read(body.as_bytes(), list).unwrap();
        prop_assert_eq!(Answer::unpack(&answer.pack()), Some(answer.clone()));
        for event in mapper().map(&answer, key(list, language)) {
            prop_assert!(!event.title.trim().is_empty());
            prop_assert!(event.id.as_str().len() <= EventId::LONGEST);
            let id = EntryId::of(&event.id).unwrap();
            prop_assert_eq!((id.language, id.kind), (language, list.kind()));
            prop_assert_eq!((event.source, event.kind), (Source::Wikipedia, list.kind()));
            prop_assert!(event.kind == Kind::Event || event.category.is_none());
            prop_assert!(event.why_it_matters.is_empty() && event.key_facts.is_empty());
            prop_assert!(event.links.iter().all(|link| link.url.starts_with("https://") && link.url.is_ascii()));
            let picture = event.image.as_ref().map(|image| image.url.as_str());
            prop_assert!(picture.is_none_or(|url| url.starts_with("https://upload.wikimedia.org/")));
            let _ = event.elapsed("2026-04-24".parse().unwrap());
        }
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = Answer::read(&bytes, List::Events);
    }

    #[test]
    fn no_cut_of_a_good_answer_breaks_the_reader(entries in prop::collection::vec(entry(), 1..3), cut in 0_usize..2000) {
        let body = json!({ "events": entries }).to_string();
        if let Ok(answer) = Answer::read(&body.as_bytes()[..cut.min(body.len())], List::Events) {
            let _ = mapper().map(&answer, key(List::Events, Language::En));
        }
    }
}
