//! What was fetched can be searched: it goes into the index on disk, once, and never in anybody's way.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use daybook::clock::Clock;
use daybook::event::{Language, MonthDay};
use daybook::feed::{Feed, FeedParts};
use daybook::library::Library;
use daybook::reach::Reach;
use daybook::search::{LiveFolder, LiveIndex, LiveSource, Query};
use tempfile::TempDir;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

use super::manners::settings;
use super::memory::Memory;
use crate::support::place::Place;
use crate::support::wiki::{Manner, Wiki, article, entry};

const PATIENCE: Duration = Duration::from_secs(30);

struct Scene {
    wiki: Wiki,
    clock: Clock,
    library: Library,
    folder: TempDir,
}

fn day() -> MonthDay {
    MonthDay::new(4, 24).unwrap()
}

fn give(wiki: &Wiki, language: &str, title: &str) {
    let page = [article(language, title, "2001 storm", "It came on 24 April 2001.")];
    wiki.give(language, "events", (4, 24), &[entry(&format!("{title} comes."), Some(2001), &page)]);
}

impl Scene {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let index = folder.path().join("inside/daybook.search");
        Self::with(folder, &index).await
    }

    async fn with(folder: TempDir, index: &Path) -> Self {
        let wiki = Wiki::open().await;
        let start: DateTime<Utc> = "2026-04-24T06:00:00Z".parse().unwrap();
        let clock = Clock::frozen(start);
        let cache = Arc::new(Memory::default());
        let parts = FeedParts { cache, clock: clock.clone(), reach: Reach::LoopbackOnly };
        let feed = Feed::new(&settings(vec![wiki.template()]), parts).unwrap();
        let library =
            daybook::app::library().with_feed(feed, clock.clone()).with_index(LiveFolder::new(index));
        give(&wiki, "en", "Storm of Zanzibar");
        give(&wiki, "de", "Sturm von Sansibar");
        Self { wiki, clock, library, folder }
    }

    fn index(&self) -> PathBuf {
        self.folder.path().join("inside/daybook.search")
    }

    /// What the steward does every half hour.
    async fn step(&self) {
        for language in [Language::En, Language::De] {
            self.library.stock(day(), language).await;
        }
        self.library.catch_up().await;
    }

    fn later(&self, hours: i64) {
        self.clock.set(self.clock.now() + TimeDelta::hours(hours));
    }

    fn found(&self, words: &str) -> Vec<String> {
        let found = self.library.search(&Query::new(&format!("\"{words}\"")), 0, 9);
        found.hits.into_iter().map(|(_, event)| event.title.clone()).collect()
    }

    /// What changes with every commit.
    fn commits(&self) -> Vec<u8> {
        let inner = fs::read_dir(self.index()).unwrap().flatten().next().expect("an index").path();
        fs::read(inner.join("meta.json")).unwrap()
    }
}

#[tokio::test]
async fn what_was_fetched_is_found_in_every_language_and_written_once() {
    let scene = Scene::open().await;
    assert!(scene.found("Storm of Zanzibar").is_empty());
    scene.step().await;
    assert_eq!(scene.found("Storm of Zanzibar"), ["Storm of Zanzibar"]);
    assert_eq!(scene.found("Sturm von Sansibar"), ["Sturm von Sansibar"]);
    let index = LiveIndex::existing(&scene.index()).unwrap();
    assert_eq!(index.len(), 2, "what the almanac has is not there twice");

    let before = scene.commits();
    scene.step().await;
    assert_eq!(scene.commits(), before);
    // Asked for again, and the same.
    scene.later(13);
    scene.wiki.asked();
    scene.step().await;
    assert_eq!(scene.wiki.asked().len(), 10);
    assert_eq!(scene.commits(), before);

    give(&scene.wiki, "en", "Calm of Zanzibar");
    scene.later(13);
    scene.step().await;
    assert_eq!(scene.found("Calm of Zanzibar"), ["Calm of Zanzibar"]);
    assert!(scene.found("Storm of Zanzibar").is_empty());
}

#[tokio::test]
async fn what_somebody_looked_up_is_found_too_and_a_failing_feed_takes_nothing_away() {
    let scene = Scene::open().await;
    let page = [article("en", "Storm of Socotra", "1901 storm", "It came on 1 May 1901.")];
    scene.wiki.give("en", "events", (5, 1), &[entry("Storm of Socotra comes.", Some(1901), &page)]);
    let may = MonthDay::new(5, 1).unwrap();
    scene.library.told(may, Language::En, PATIENCE).await;
    scene.library.catch_up().await;
    assert_eq!(scene.found("Storm of Socotra"), ["Storm of Socotra"]);

    // Another process with an empty cache, and the feed down.
    let other = Scene::with(tempfile::tempdir().unwrap(), &scene.index()).await;
    other.wiki.behave(Manner::Status(500));
    other.library.told(may, Language::En, PATIENCE).await;
    other.library.catch_up().await;
    assert_eq!(scene.found("Storm of Socotra"), ["Storm of Socotra"]);
}

#[tokio::test]
async fn while_somebody_else_writes_it_is_left_for_the_next_time_without_a_word() {
    let (scene, said) = (Scene::open().await, Said::catch());
    let elsewhere = LiveIndex::open(&scene.index()).unwrap();
    let writer = elsewhere.writer().unwrap();
    scene.step().await;
    assert!(scene.found("Storm of Zanzibar").is_empty());
    drop(writer);
    scene.step().await;
    assert_eq!(scene.found("Storm of Zanzibar"), ["Storm of Zanzibar"]);
    assert_eq!(said.lines(), Vec::<String>::new());
}

#[tokio::test]
async fn an_index_that_goes_away_is_filled_again() {
    let scene = Scene::open().await;
    scene.step().await;
    fs::remove_dir_all(scene.index()).unwrap();
    assert!(scene.found("Storm of Zanzibar").is_empty());
    scene.step().await;
    assert_eq!(scene.found("Storm of Zanzibar"), ["Storm of Zanzibar"]);
}

#[tokio::test]
async fn a_folder_that_cannot_be_used_costs_the_search_alone_and_is_said_once() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("inside"), b"no folder").unwrap();
    let index = folder.path().join("inside/daybook.search");
    let (scene, said) = (Scene::with(folder, &index).await, Said::catch());
    for _ in 0..3 {
        scene.step().await;
    }
    let told = scene.library.told(day(), Language::De, PATIENCE).await;
    assert_eq!(told.events[0].title, "Sturm von Sansibar");
    assert!(scene.library.search(&Query::new("neutrality pact of berlin"), 0, 1).total > 0);
    let lines = said.lines();
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].contains("what was fetched cannot be searched; it is posted all the same"), "{lines:?}");
}

#[tokio::test]
async fn a_full_disk_leaves_the_index_as_it_was_until_there_is_room() {
    let Some((place, disk)) = Place::small_disk() else { return };
    let said = Said::catch();
    let scene = Scene::with(tempfile::tempdir().unwrap(), &disk.join("daybook.search")).await;
    scene.step().await;
    assert_eq!(scene.found("Storm of Zanzibar"), ["Storm of Zanzibar"]);
    let ballast = disk.join("ballast");
    let fill = fs::write(&ballast, vec![0; 2_000_000]);
    assert!(fill.is_err(), "the disk has more room than this");
    give(&scene.wiki, "en", "Calm of Zanzibar");
    for _ in 0..2 {
        scene.later(13);
        scene.step().await;
    }
    assert_eq!(scene.found("Storm of Zanzibar"), ["Storm of Zanzibar"], "{:?}", said.lines());
    assert_eq!(said.lines().len(), 1, "{:?}", said.lines());
    fs::remove_file(&ballast).unwrap();
    scene.step().await;
    assert_eq!(scene.found("Calm of Zanzibar"), ["Calm of Zanzibar"], "{:?}", said.lines());
    drop(place);
}

#[tokio::test]
async fn the_index_has_a_source_for_each_day_and_language_and_no_more() {
    let scene = Scene::open().await;
    for title in ["Storm of Zanzibar", "Calm of Zanzibar", "Rain of Zanzibar"] {
        give(&scene.wiki, "en", title);
        scene.step().await;
        scene.later(13);
    }
    let index = LiveIndex::existing(&scene.index()).unwrap();
    let sources = ["de", "en"].map(|language| LiveSource::new(day(), language));
    assert_eq!(index.sources(), sources.into());
    assert_eq!(index.len(), 2);
}

/// Warnings and errors of this thread.
struct Said {
    lines: Arc<Mutex<Vec<String>>>,
    _guard: tracing::subscriber::DefaultGuard,
}

impl Said {
    fn catch() -> Self {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let subscriber = tracing_subscriber::registry().with(Catcher(lines.clone()));
        Self { lines, _guard: tracing::subscriber::set_default(subscriber) }
    }

    fn lines(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }
}

struct Catcher(Arc<Mutex<Vec<String>>>);

impl<S: Subscriber> Layer<S> for Catcher {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let is_ours = event.metadata().target().starts_with("daybook");
        if is_ours && *event.metadata().level() <= Level::WARN {
            let mut line = Line(String::new());
            event.record(&mut line);
            self.0.lock().unwrap().push(line.0);
        }
    }
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        use fmt::Write as _;
        write!(self.0, "{field}={value:?} ").unwrap();
    }
}
