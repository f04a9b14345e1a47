use std::fs;

use super::*;
use crate::event::{Kind, Source, Year};
use crate::search::{Query, Search};

fn day() -> MonthDay {
    MonthDay::new(4, 24).unwrap()
}

fn event(id: &str, title: &str) -> Event {
    Event {
        id: id.parse().unwrap(),
        kind: Kind::Event,
        title: title.to_owned(),
        day: day(),
        year: Year::new(1990).ok(),
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

fn written(live: &LiveIndex, language: &str, events: &[Event]) {
    let mut writer = live.writer().unwrap();
    writer.replace(&LiveSource::new(day(), language), events).unwrap();
    writer.finish().unwrap();
}

fn found(live: &LiveIndex, text: &str) -> Vec<String> {
    let page = Search::embedded().with_live(live.clone()).query(&Query::new(text), 0, 9);
    page.hits.into_iter().filter_map(|hit| hit.event).map(|event| event.title).collect()
}

#[test]
fn what_comes_again_from_a_source_replaces_what_came_before() {
    let folder = tempfile::tempdir().unwrap();
    let live = LiveIndex::open(folder.path()).unwrap();
    written(&live, "en", &[event("a", "Zyzzyva Weevil Found"), event("b", "Quokka Found")]);
    written(&live, "de", &[event("c", "Zyzzyva entdeckt")]);
    assert_eq!(found(&live, "zyzzyva").len(), 2);
    written(&live, "en", &[event("b", "Quokka Found")]);
    assert_eq!(found(&live, "zyzzyva"), ["Zyzzyva entdeckt"]);
    assert_eq!(live.len(), 2);
    written(&live, "de", &[]);
    assert_eq!(live.sources(), [LiveSource::new(day(), "en")].into());
}

#[test]
fn a_whole_event_comes_back_as_it_was_put_in() {
    let folder = tempfile::tempdir().unwrap();
    let live = LiveIndex::open(folder.path()).unwrap();
    let full = Event {
        people: vec!["Quokka".into()],
        location: crate::event::Place::new("Perth", -31.9, 115.9).ok(),
        links: vec![crate::event::Link { title: "Quokka".into(), url: "https://example.org".into() }],
        ..event("a", "Quokka Found")
    };
    written(&live, "en", std::slice::from_ref(&full));
    let page = Search::embedded().with_live(live).query(&Query::new("quokka"), 0, 1);
    assert_eq!(page.hits[0].event.as_deref(), Some(&full));
}

#[test]
fn what_was_not_committed_was_never_there_and_what_was_survives() {
    let folder = tempfile::tempdir().unwrap();
    let live = LiveIndex::open(folder.path()).unwrap();
    written(&live, "en", &[event("a", "Quokka Found")]);
    let mut writer = live.writer().unwrap();
    writer.replace(&LiveSource::new(day(), "en"), &[]).unwrap();
    assert!(matches!(live.writer(), Err(LiveError::Busy(_))));
    drop(writer);
    let again = LiveIndex::open(folder.path()).unwrap();
    assert_eq!(found(&again, "quokka"), ["Quokka Found"]);
}

#[test]
fn readers_elsewhere_see_what_a_writer_commits() {
    let folder = tempfile::tempdir().unwrap();
    assert!(LiveIndex::existing(folder.path()).is_none());
    let live = LiveIndex::open(folder.path()).unwrap();
    let reader = LiveIndex::existing(folder.path()).unwrap();
    assert!(found(&reader, "quokka").is_empty());
    written(&live, "en", &[event("a", "Quokka Found")]);
    assert_eq!(found(&reader, "quokka"), ["Quokka Found"]);
}

#[test]
fn a_damaged_index_and_one_of_another_version_are_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let live = LiveIndex::open(folder.path()).unwrap();
    written(&live, "en", &[event("a", "Quokka Found")]);
    let inner = live.folder.clone();
    drop(live);
    let old = folder.path().join("topics-0-of-old");
    fs::create_dir(&old).unwrap();
    let victim = fs::read_dir(&inner).unwrap().flatten().map(|file| file.path());
    let victim = victim.into_iter().find(|path| path.extension().is_some_and(|e| e == "idx")).unwrap();
    fs::write(victim, b"nothing of the sort").unwrap();
    let live = LiveIndex::open(folder.path()).unwrap();
    assert!(live.is_empty() && !old.exists());
    written(&live, "en", &[event("a", "Quokka Found")]);
    assert_eq!(found(&live, "quokka"), ["Quokka Found"]);
}

#[test]
fn a_folder_is_followed_when_an_index_comes_changes_goes_and_comes_again() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("later");
    let followed = LiveFolder::new(&place);
    assert!(followed.current().is_none() && !place.exists(), "looking makes nothing");

    let elsewhere = LiveIndex::open(&place).unwrap();
    written(&elsewhere, "en", &[event("a", "Quokka Found")]);
    assert_eq!(found(&followed.current().unwrap(), "quokka"), ["Quokka Found"]);
    written(&elsewhere, "en", &[event("a", "Quokka Lost")]);
    assert_eq!(found(&followed.current().unwrap(), "quokka"), ["Quokka Lost"]);

    fs::remove_dir_all(&place).unwrap();
    assert!(followed.current().is_none());
    let anew = LiveIndex::open(&place).unwrap();
    written(&anew, "en", &[event("a", "Quokka Back")]);
    assert_eq!(found(&followed.current().unwrap(), "quokka"), ["Quokka Back"]);

    // Taken away and made anew between two looks.
    fs::remove_dir_all(&place).unwrap();
    written(&LiveIndex::open(&place).unwrap(), "en", &[event("a", "Quokka Again")]);
    assert_eq!(found(&followed.current().unwrap(), "quokka"), ["Quokka Again"]);
}

#[test]
fn what_cannot_be_read_is_not_there_until_somebody_makes_it_anew() {
    let folder = tempfile::tempdir().unwrap();
    let live = LiveIndex::open(folder.path()).unwrap();
    written(&live, "en", &[event("a", "Quokka Found")]);
    fs::write(live.folder.join("meta.json"), b"{").unwrap();
    let followed = LiveFolder::new(folder.path());
    assert!(followed.current().is_none() && followed.current().is_none());
    written(&followed.make().unwrap(), "en", &[event("b", "Quokka Found")]);
    assert_eq!(found(&followed.current().unwrap(), "quokka"), ["Quokka Found"]);
}

#[test]
fn an_index_is_no_damaged_one_because_its_disk_cannot_be_used() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("index");
    let inner = LiveIndex::open(&place).map(|live| live.folder).unwrap();
    // The lock cannot be had where a folder is in its place; the same error comes from a disk that is read-only.
    let lock = inner.join(".tantivy-writer.lock");
    let _ = fs::remove_file(&lock);
    fs::create_dir(&lock).unwrap();
    assert!(matches!(LiveIndex::open(&place), Err(LiveError::Broken { .. })));
    assert!(inner.join("meta.json").exists(), "it is left as it is");
    fs::write(folder.path().join("file"), b"").unwrap();
    assert!(matches!(LiveFolder::new(&folder.path().join("file")).make(), Err(LiveError::Broken { .. })));
}

#[test]
fn while_somebody_writes_an_index_can_be_opened_and_is_not_checked() {
    let folder = tempfile::tempdir().unwrap();
    let live = LiveIndex::open(folder.path()).unwrap();
    written(&live, "en", &[event("a", "Quokka Found")]);
    let writer = live.writer().unwrap();
    let other = LiveFolder::new(folder.path()).make().unwrap();
    assert!(matches!(other.writer(), Err(LiveError::Busy(_))));
    assert_eq!(LiveIndex::open(folder.path()).unwrap().len(), 1);
    drop(writer);
}

#[test]
fn it_is_known_whether_the_entries_of_a_source_are_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let live = LiveIndex::open(folder.path()).unwrap();
    let source = LiveSource::new(day(), "en");
    let both = [event("a", "Quokka Found"), event("b", "Weevil Found")];
    assert!(live.holds(&source, &[]));
    written(&live, "en", &both);
    assert!(live.holds(&source, &both) && !live.holds(&source, &both[..1]));
    assert!(!live.holds(&source, &[event("a", "Quokka Found"), event("b", "Weevil Lost")]));
    assert_eq!(live.entry(&source, &both[1].id).as_ref(), Some(&both[1]));
    assert_eq!(live.entry(&LiveSource::new(day(), "de"), &both[1].id), None);
}

#[test]
fn what_is_replaced_again_and_again_takes_no_more_room() {
    let folder = tempfile::tempdir().unwrap();
    let live = LiveIndex::open(folder.path()).unwrap();
    let of_round = |round: usize| -> Vec<_> {
        (0..60).map(|n| event(&format!("e{n}"), &format!("Quokka {n} Found in Round {round}"))).collect()
    };
    let size = || -> u64 {
        fs::read_dir(&live.folder).unwrap().flatten().map(|file| file.metadata().unwrap().len()).sum()
    };
    written(&live, "en", &of_round(0));
    let first = size();
    for round in 1..16 {
        written(&live, "en", &of_round(round));
    }
    assert_eq!(live.len(), 60);
    assert!(size() < first * 3, "{first} bytes became {}", size());
}

#[test]
fn titles_are_found_by_the_beginnings_of_their_words_and_observances_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let live = LiveIndex::open(folder.path()).unwrap();
    let feast = Event { kind: Kind::Observance, ..event("c", "Zanzibar Day") };
    let person = Event { people: vec!["Zanzibar Jones".into()], ..event("d", "Somebody Else is Signing") };
    written(
        &live,
        "en",
        &[event("a", "Storm of Zanzibar"), event("b", "Étude Signed in Zürich"), feast, person],
    );
    let search = Search::embedded().with_live(live);
    let titled = |typed: &str| -> Vec<String> {
        search.titled(typed, 9).into_iter().map(|event| event.title).collect()
    };
    assert_eq!(titled("zanz"), ["Storm of Zanzibar"], "no feast, and no people");
    assert_eq!(titled("zanzibar STO"), ["Storm of Zanzibar"]);
    assert_eq!(titled("etude zuri"), ["Étude Signed in Zürich"]);
    assert_eq!(titled("signi"), ["Somebody Else is Signing"]);
    for nothing in ["", "z", "storm of zanzibarr", "!!!", "\"", "storm AND"] {
        assert_eq!(titled(nothing), [""; 0], "{nothing}");
    }
}

#[test]
fn the_feeds_events_are_drawn_from_only_where_the_almanac_has_few() {
    use crate::event::Category;
    use crate::search::Filters;
    let folder = tempfile::tempdir().unwrap();
    let live = LiveIndex::open(folder.path()).unwrap();
    let of = |id: &str, year: i32, category| Event { year: Year::new(year).ok(), category, ..event(id, id) };
    let person = Event { kind: Kind::Birth, ..of("d", -2900, None) };
    let english = [of("a", -2900, Some(Category::Nature)), of("b", -2950, None), of("c", 1990, None), person];
    written(&live, "en", &english);
    written(&live, "de", &[of("e", -2900, Some(Category::Nature))]);
    let search = Search::embedded().with_live(live);
    let drawn = |filters: Filters, enough| -> Vec<String> {
        let drum = search.drum(&filters, "en", enough);
        (0..drum.len()).filter_map(|place| drum.hit(place)?.event).map(|event| event.title).collect()
    };
    let old = Filters { from: Year::new(-2999).ok(), to: Year::new(-2900).ok(), ..Filters::default() };
    assert_eq!(drawn(old, 5), ["a", "b"]);
    assert_eq!(drawn(Filters { category: Some(Category::Nature), ..old }, 5), ["a"]);
    assert_eq!(drawn(old, 0), [""; 0]);
    assert_eq!(drawn(Filters::default(), 5), [""; 0], "the almanac has enough");
    let all = search.drum(&Filters::default(), "en", usize::MAX);
    assert_eq!(all.len(), search.drum(&Filters::default(), "en", 0).len() + 3);
    assert!(all.hit(all.len()).is_none() && all.hit(all.len() - 1).is_some_and(|hit| hit.event.is_some()));
}
