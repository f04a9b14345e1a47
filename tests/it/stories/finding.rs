//! What the live feed brings is found, whoever fetched it.

use daybook::event::{Category, Event, Kind, MonthDay, Source, Year};
use daybook::search::{LiveIndex, LiveSource};

use super::feed::{last_posts, setting, subscribe};
use super::scene::{PATIENCE, Scene, Setting, at, play, play_in};
use crate::support::place::Place;
use crate::support::wiki::{Manner, Wiki, article, entry};

const NOON: &str = "2026-04-24T12:00:00Z";

fn give(wiki: &Wiki, language: &str, (month, day): (u32, u32), title: &str) {
    let page = [article(language, title, "2001 storm", &format!("{title}, in 2001."))];
    wiki.give(language, "events", (month, day), &[entry(&format!("{title} comes."), Some(2001), &page)]);
}

async fn history(scene: &Scene, topic: &str) -> String {
    let answer = scene.slash("Mia", &format!("/history topic:\"{topic}\"")).await.unwrap();
    answer.message.unwrap().text()
}

/// Waits until an entry of the feed is in the index.
async fn indexed(scene: &Scene, language: &str, (month, day): (u32, u32)) {
    let source = LiveSource::new(MonthDay::new(month, day).unwrap(), language);
    let folder = scene.place.settings().index_folder().unwrap();
    let waiting = async {
        while !LiveIndex::existing(&folder).is_some_and(|index| index.has(&source)) {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, waiting).await.expect("the day was indexed");
}

/// An entry as another process might have put it into the index.
fn synced(title: &str) -> Event {
    Event {
        id: "wp-en-0501-e-0123456789ab".parse().unwrap(),
        kind: Kind::Event,
        title: title.to_owned(),
        day: MonthDay::new(5, 1).unwrap(),
        year: Year::new(1901).ok(),
        lead: false,
        category: None,
        location: None,
        people: vec![],
        tags: vec![],
        summary: format!("{title}."),
        key_facts: vec![],
        what_happened: vec![],
        why_it_matters: String::new(),
        links: vec![],
        image: None,
        source: Source::Wikipedia,
    }
}

/// What `daybook sync` does, elsewhere.
fn sync(scene: &Scene, events: &[Event]) {
    let index = LiveIndex::open(&scene.place.settings().index_folder().unwrap()).unwrap();
    let mut writer = index.writer().unwrap();
    writer.replace(&LiveSource::new(MonthDay::new(5, 1).unwrap(), "en"), events).unwrap();
    writer.finish().unwrap();
}

#[tokio::test]
async fn what_was_posted_this_morning_is_found_and_leads_to_its_page() {
    let wiki = Wiki::open().await;
    give(&wiki, "de", (4, 24), "Sturm von Sansibar");
    play_in(setting(&wiki, "2026-04-24T08:00:00Z"), async |scene| {
        let channels = subscribe(scene, &["de"]).await;
        scene.clock.set(at("2026-04-24T09:00:00Z"));
        let texts = last_posts(scene, &channels, 1).await;
        assert!(texts[0].contains("Sturm von Sansibar"), "{}", texts[0]);
        scene.all_settled().await;
        indexed(scene, "de", (4, 24)).await;
        let answer = scene.slash("Mia", "/history topic:Sansibar").await.unwrap().message.unwrap();
        assert!(answer.text().contains("Sturm von Sansibar"), "{}", answer.text());
        let page = scene.press("Ada", &answer, "Continue reading", 0).await.unwrap().message.unwrap();
        assert!(page.text().contains("https://de.wikipedia.org/wiki/Sturm_von_Sansibar"), "{}", page.text());
        assert!(page.text().contains("Wikipedia, CC BY-SA 4.0"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn what_another_process_brings_takes_away_or_makes_anew_is_seen_without_a_restart() {
    play(NOON, async |scene| {
        let none = history(scene, "storm of socotra").await;
        assert!(none.contains("I found nothing about that"), "{none}");
        sync(scene, &[synced("Storm of Socotra")]);
        let found = history(scene, "storm of socotra").await;
        assert!(found.contains("Storm of Socotra"), "{found}");
        sync(scene, &[synced("Calm of Socotra")]);
        let found = history(scene, "calm of socotra").await;
        assert!(found.contains("Calm of Socotra"), "{found}");
        let folder = scene.place.settings().index_folder().unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        let none = history(scene, "calm of socotra").await;
        assert!(none.contains("I found nothing about that"), "{none}");
        assert!(!folder.exists(), "with the feed off the bot makes none");
        sync(scene, &[synced("Rain of Socotra")]);
        let found = history(scene, "rain of socotra").await;
        assert!(found.contains("Rain of Socotra"), "{found}");
    })
    .await;
}

/// What is suggested for a title, as name and id.
async fn suggested(scene: &Scene, typed: &str) -> Vec<(String, String)> {
    let found = scene.suggestions("Mia", &format!("/event title:{typed}"), "title").await;
    found.into_iter().map(|choice| (choice.name, choice.value.as_str().unwrap().to_owned())).collect()
}

#[tokio::test]
async fn an_event_of_the_feed_is_suggested_after_the_almanacs_and_found_by_its_words() {
    play(NOON, async |scene| {
        let long = format!("Neutrality Pact {} Ends", "and Yet Another Word".repeat(9));
        let german =
            Event { id: "wp-de-0501-e-0123456789ad".parse().unwrap(), ..synced("Neutrality Pact Europas") };
        let english = [
            synced("Neutrality Pact Signed in Socotra"),
            Event { id: "wp-en-0501-e-0123456789ac".parse().unwrap(), ..synced(&long) },
        ];
        sync(scene, &[&[german], &english[..]].concat());

        let names = suggested(scene, "neutrality pact").await;
        let almanacs = names.iter().take_while(|(_, id)| !id.starts_with("wp-")).count();
        assert_eq!(names[0].0, "Germany and Soviet Union Sign Neutrality Pact (1926)");
        assert!(names.len() == almanacs + 3 && names.len() <= 25, "{names:?}");
        assert!(names[almanacs..].iter().any(|(name, _)| name == "Neutrality Pact Signed in Socotra (1901)"));
        assert_eq!(names.last().unwrap().1, "wp-de-0501-e-0123456789ad", "English goes first");
        assert!(names.iter().all(|(name, _)| name.chars().count() <= 100), "{names:?}");
        assert_eq!(suggested(scene, "").await.len(), 25);

        for title in [english[0].id.as_str(), "Socotra neutrality", "neutrality pact signed in soc"] {
            let answer = scene.slash("Mia", &format!("/event title:{title}")).await.unwrap();
            let text = answer.message.unwrap().text();
            assert!(!answer.ephemeral && text.starts_with("## Neutrality Pact Signed in Socotra"), "{text}");
            assert!(text.contains("Wikipedia, CC BY-SA 4.0"), "{text}");
        }
        let first = scene.slash("Mia", "/event title:neutrality pact").await.unwrap().message.unwrap();
        assert!(first.text().contains("**24 April 1926**"), "the almanac's goes first: {}", first.text());
    })
    .await;
}

#[tokio::test]
async fn suggestions_ask_nobody_and_what_is_chosen_is_looked_up_again() {
    let wiki = Wiki::open().await;
    give(&wiki, "en", (5, 1), "Storm of Socotra");
    give(&wiki, "en", (4, 25), "Storm of Zanzibar");
    play_in(setting(&wiki, NOON), async |scene| {
        // What the steward fetches at the start is done with.
        indexed(scene, "en", (4, 25)).await;
        scene.slash("Mia", "/onthisday date:1 May").await.unwrap();
        let before = wiki.asked();
        assert!(before.iter().any(|(wanted, _)| (wanted.2, wanted.3) == (5, 1)));
        sync(scene, &[synced("Calm of Socotra")]);
        let names = suggested(scene, "calm of socotra").await;
        assert_eq!(names.len(), 1, "{names:?}");
        assert_eq!(wiki.asked().len(), 0);
        // Wikipedia has another entry by now.
        let gone =
            scene.slash("Mia", &format!("/event title:{}", names[0].1)).await.unwrap().message.unwrap();
        assert!(gone.text().contains("Wikipedia does not have this entry any more"), "{}", gone.text());

        // When nobody can say, what is known is shown.
        wiki.behave(Manner::Status(500));
        scene.clock.set(at("2026-04-26T12:00:00Z"));
        let known = scene.slash("Mia", &format!("/event title:{}", names[0].1)).await.unwrap();
        assert!(known.message.unwrap().text().starts_with("## Calm of Socotra"));
    })
    .await;
}

#[tokio::test]
async fn chance_falls_on_the_feeds_events_only_where_the_almanac_has_few() {
    play(NOON, async |scene| {
        let random = async |wish: &str| {
            let answer = scene.slash("Mia", &format!("/random {wish}")).await.unwrap();
            (answer.ephemeral, answer.message.unwrap().text())
        };
        let (is_refused, text) = random("century:30th BC").await;
        assert!(is_refused && text.contains("I know no such event"), "{text}");
        let old = Event {
            year: Year::new(-2950).ok(),
            category: Some(Category::Nature),
            ..synced("Storm of Socotra")
        };
        let born =
            Event { kind: Kind::Birth, id: "wp-en-0501-b-0123456789ab".parse().unwrap(), ..old.clone() };
        sync(scene, &[old, born, synced("Calm of Socotra")]);
        for wish in ["century:30th BC", "category:Nature & Environment century:30th BC"] {
            let (_, text) = random(wish).await;
            assert!(text.starts_with("## Storm of Socotra") && text.contains("2950 BC"), "{text}");
        }
        let (is_refused, _) = random("category:War & Military century:30th BC").await;
        assert!(is_refused, "a wish is kept");
        for _ in 0..20 {
            let (_, text) = random("century:20th").await;
            assert!(text.contains("### What happened?"), "a good page: {text}");
        }
    })
    .await;
}

#[tokio::test]
async fn on_postgresql_without_a_folder_for_the_index_everything_is_posted_all_the_same() {
    let (wiki, Some(place)) = (Wiki::open().await, Place::postgres().await) else { return };
    give(&wiki, "de", (4, 24), "Sturm von Sansibar");
    assert_eq!(place.settings().index_folder(), None);
    play_in(Setting { place, ..setting(&wiki, "2026-04-24T08:00:00Z") }, async |scene| {
        let channels = subscribe(scene, &["de"]).await;
        scene.clock.set(at("2026-04-24T09:00:00Z"));
        let texts = last_posts(scene, &channels, 1).await;
        assert!(texts[0].contains("Sturm von Sansibar"), "{}", texts[0]);
        let none = history(scene, "sturm von sansibar").await;
        assert!(none.contains("I found nothing about that"), "{none}");
    })
    .await;
}
