//! What the live feed brings is found, whoever fetched it.

use daybook::event::{Event, Kind, MonthDay, Source, Year};
use daybook::search::{LiveIndex, LiveSource};

use super::feed::{last_posts, setting, subscribe};
use super::scene::{PATIENCE, Scene, Setting, at, play, play_in};
use crate::support::place::Place;
use crate::support::wiki::{Wiki, article, entry};

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
