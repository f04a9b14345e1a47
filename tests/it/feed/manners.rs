//! However the feed behaves, a day can be told: by what is fresh, else by what was kept.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use daybook::clock::Clock;
use daybook::config::{Config, Inputs};
use daybook::event::{Day, Kind, Language, Live, MonthDay};
use daybook::feed::{EntryId, Feed, FeedParts, Lookup, Patience, Settings};
use daybook::reach::Reach;
use tokio::task::JoinSet;

use super::memory::Memory;
use crate::support::wiki::{Manner, Wiki, article, entry};

struct Scene {
    wiki: Wiki,
    feed: Feed,
    clock: Clock,
}

pub(super) fn settings(urls: Vec<String>) -> Settings {
    let config = Config::load(&Inputs::default()).unwrap();
    Settings { urls, contact: "operator@example.org".into(), timeout_seconds: 1, ..config.feed }
}

fn noon() -> DateTime<Utc> {
    "2026-04-24T12:00:00Z".parse().unwrap()
}

fn april_24() -> MonthDay {
    MonthDay::new(4, 24).unwrap()
}

impl Scene {
    async fn open() -> Self {
        let wiki = Wiki::open().await;
        Self::with(wiki, |wiki| vec![wiki.template()])
    }

    fn with(wiki: Wiki, urls: impl FnOnce(&Wiki) -> Vec<String>) -> Self {
        let clock = Clock::frozen(noon());
        let cache = Arc::new(Memory::default());
        let parts = FeedParts { cache, clock: clock.clone(), reach: Reach::LoopbackOnly };
        let feed = Feed::new(&settings(urls(&wiki)), parts).unwrap();
        let page =
            [article("en", "Treaty of Berlin", "1926 treaty", "The treaty was signed on 24 April 1926.")];
        wiki.give("en", "events", (4, 24), &[entry("The Treaty of Berlin is signed.", Some(1926), &page)]);
        Self { wiki, feed, clock }
    }

    async fn day(&self) -> Day {
        self.feed.day(april_24(), Language::En, Patience::Asking).await
    }

    fn later(&self, hours: i64) {
        self.clock.set(self.clock.now() + TimeDelta::hours(hours));
    }
}

fn titles(day: &Day) -> Vec<&str> {
    day.events.iter().map(|event| event.title.as_str()).collect()
}

/// Answers nothing at first and what was kept later, and the source is left alone or not.
async fn story_of(manner: Manner, is_left_alone: bool) {
    let scene = Scene::open().await;
    scene.wiki.behave(manner.clone());
    let day = scene.day().await;
    assert_eq!((day.told.live, day.events.len()), (Live::Missing, 0), "{manner:?}");
    assert!(!scene.wiki.asked().is_empty());
    scene.day().await;
    assert_eq!(scene.wiki.asked().len(), 0, "{manner:?}: nothing is asked again at once");
    assert_eq!(scene.feed.opens().is_some(), is_left_alone, "{manner:?}");

    scene.wiki.behave(Manner::Well);
    scene.later(1);
    assert_eq!(scene.day().await.told.live, Live::Fresh, "{manner:?}");
    let kept_at = scene.clock.now();
    scene.wiki.behave(manner.clone());
    scene.later(24 * 7);
    let day = scene.day().await;
    assert_eq!(day.told.live, Live::Stale(kept_at), "{manner:?}");
    assert_eq!(titles(&day), ["Treaty of Berlin"], "{manner:?}: a week later there is what was kept");
}

#[tokio::test]
async fn a_source_that_fails_is_left_alone_and_what_was_kept_is_used() {
    story_of(Manner::Status(500), true).await;
    story_of(Manner::TooMany(600), true).await;
}

#[tokio::test]
async fn a_slow_drip_is_cut_off_in_time() {
    story_of(Manner::SlowDrip, true).await;
}

#[tokio::test]
async fn half_a_body_is_no_answer() {
    story_of(Manner::Cut, true).await;
}

#[tokio::test]
async fn a_body_of_fifty_megabytes_is_not_read() {
    story_of(Manner::Huge { says_so: true }, false).await;
    story_of(Manner::Huge { says_so: false }, false).await;
}

#[tokio::test]
async fn what_is_not_there_or_no_answer_costs_that_list_alone() {
    story_of(Manner::Status(404), false).await;
    story_of(Manner::ContentType("text/plain"), false).await;
    story_of(Manner::Html, false).await;
    for shape in ["{}", "null", "[1, 2", r#"{"events": {}, "selected": 1, "holidays": "x"}"#] {
        story_of(Manner::Shape(shape), false).await;
    }
}

#[tokio::test]
async fn a_redirect_leads_to_the_configured_hosts_and_nowhere_else() {
    let elsewhere = Wiki::open().await;
    story_of(Manner::Redirect(format!("{}/en/events/04/24", elsewhere.address())), false).await;
    assert!(elsewhere.asked().is_empty(), "the other host was never asked");
    story_of(Manner::Redirect("https://example.org/".into()), false).await;

    // The first source sends everybody to the second, which is one of ours.
    let first = Wiki::open().await;
    let (here, there) = (first.template(), elsewhere.template());
    first.behave(Manner::Redirect(format!("{}/en/events/04/24", elsewhere.address())));
    let scene = Scene::with(elsewhere, |_| vec![here, there]);
    assert_eq!(titles(&scene.day().await), ["Treaty of Berlin"]);
}

#[tokio::test]
async fn an_empty_answer_never_takes_the_place_of_a_full_one() {
    let scene = Scene::open().await;
    assert_eq!(titles(&scene.day().await), ["Treaty of Berlin"]);
    let kept_at = scene.clock.now();
    scene.wiki.behave(Manner::Empty);
    scene.later(25);
    let day = scene.day().await;
    assert_eq!((titles(&day), day.told.live), (vec!["Treaty of Berlin"], Live::Stale(kept_at)));
}

#[tokio::test]
async fn the_next_source_is_asked_when_the_first_fails() {
    let broken = Wiki::open().await;
    for manner in [Manner::Status(503), Manner::Status(404), Manner::Html] {
        broken.behave(manner);
        let scene = Scene::with(Wiki::open().await, |wiki| vec![broken.template(), wiki.template()]);
        assert_eq!(titles(&scene.day().await), ["Treaty of Berlin"]);
    }
}

#[tokio::test]
async fn retry_after_is_obeyed_to_the_second() {
    let scene = Scene::open().await;
    scene.wiki.behave(Manner::TooMany(7200));
    scene.day().await;
    scene.wiki.asked();
    assert_eq!(scene.feed.opens(), Some(noon() + TimeDelta::hours(2)));
    scene.wiki.behave(Manner::Well);
    scene.clock.set(noon() + TimeDelta::seconds(7199));
    assert_eq!(scene.day().await.told.live, Live::Missing);
    assert!(scene.wiki.asked().is_empty());
    scene.clock.set(noon() + TimeDelta::hours(2));
    assert_eq!(scene.day().await.told.live, Live::Fresh);
}

#[tokio::test]
async fn requests_are_polite() {
    let scene = Scene::open().await;
    scene.wiki.hold();
    let mut many = JoinSet::new();
    for day in MonthDay::all().take(10) {
        for _ in 0..5 {
            let feed = scene.feed.clone();
            many.spawn(async move { feed.day(day, Language::Zh, Patience::Asking).await });
        }
    }
    scene.wiki.was_asked(3).await;
    let fourth = tokio::time::timeout(Duration::from_millis(200), scene.wiki.was_asked(4)).await;
    assert!(fourth.is_err(), "a fourth request came before an answer");
    scene.wiki.release();
    many.join_all().await;
    let asked = scene.wiki.asked();
    assert_eq!(asked.len(), 10 * 5, "each list is asked for once, however many want it");
    assert_eq!(scene.wiki.most_at_once(), 3);
    let agent = format!("daybook/{} (operator@example.org) reqwest/0.12", env!("CARGO_PKG_VERSION"));
    for (_, headers) in &asked {
        assert_eq!(headers["user-agent"], agent);
        assert_eq!(headers["accept-language"], "zh-hans");
    }
    scene.later(23);
    scene.feed.day(april_24(), Language::En, Patience::Kept).await;
    assert!(scene.wiki.asked().is_empty());
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let scene = Scene::open().await;
    scene.wiki.tag_answers();
    scene.day().await;
    scene.later(25);
    let day = scene.day().await;
    assert_eq!((day.told.live, titles(&day)), (Live::Fresh, vec!["Treaty of Berlin"]));
    assert_eq!(scene.wiki.not_modified(), 5);
}

#[tokio::test]
async fn the_first_article_is_not_taken_for_the_topic() {
    let scene = Scene::open().await;
    let woolf = article("en", "George Woolf", "Canadian jockey (1910–1946)", "George Woolf was a jockey.");
    let pages = [article("en", "Jockey", "Someone who rides horses", "A jockey rides."), woolf];
    scene.wiki.give(
        "en",
        "events",
        (4, 24),
        &[entry("Jockey George Woolf wins the race.", Some(1935), &pages)],
    );
    let day = scene.day().await;
    let event = &day.events[0];
    assert_eq!((event.title.as_str(), &event.people[..]), ("George Woolf", &["George Woolf".to_owned()][..]));
    let picture = event.image.as_ref().unwrap();
    assert_eq!(picture.url, "https://upload.wikimedia.org/thumb/330px-George_Woolf.jpg?utm_source=feed");
    assert_eq!(event.links.len(), 2);
}

#[tokio::test]
async fn selected_entries_come_first_and_once() {
    let scene = Scene::open().await;
    let page = [article("en", "Treaty of Berlin", "1926 treaty", "Signed on 24 April 1926.")];
    let chosen = [entry("Treaty of Berlin (pictured): it is signed.", Some(1926), &page)];
    scene.wiki.give("en", "selected", (4, 24), &chosen);
    let day = scene.day().await;
    assert_eq!(day.events.len(), 1);
    assert!(day.events[0].lead);
    assert_eq!(day.events[0].summary, "Treaty of Berlin: it is signed.");
}

#[tokio::test]
async fn an_entry_is_found_again_by_its_name() {
    let scene = Scene::open().await;
    let day = scene.day().await;
    let id = EntryId::of(&day.events[0].id).unwrap();
    assert_eq!((id.day, id.language, id.kind), (april_24(), Language::En, Kind::Event));
    assert_eq!(scene.feed.entry(id, Patience::Kept).await, Lookup::Here(Box::new(day.events[0].clone())));
    scene.wiki.give("en", "events", (4, 24), &[entry("Something else.", Some(1900), &[])]);
    scene.later(25);
    scene.wiki.behave(Manner::Status(500));
    let other = "wp-en-0424-e-0123456789ab".parse().unwrap();
    assert_eq!(scene.feed.entry(other, Patience::Asking).await, Lookup::Unsure);
    scene.later(1);
    scene.wiki.behave(Manner::Well);
    assert_eq!(scene.feed.entry(id, Patience::Asking).await, Lookup::Gone);
}

#[tokio::test]
async fn italian_is_not_asked_for_what_it_does_not_have() {
    let scene = Scene::open().await;
    scene.feed.day(april_24(), Language::It, Patience::Asking).await;
    let lists: Vec<_> = scene.wiki.asked().into_iter().map(|(wanted, _)| wanted.1).collect();
    assert_eq!(lists.len(), 2, "{lists:?}");
}
