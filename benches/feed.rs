//! A whole year of the feed at full size into the cache and the index: `cargo bench --bench feed [-- --quick]`. The year is made
//! from `../shared`: the entries that Wikipedia had, with articles of a recorded answer hung on them. A second process serves it.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a benchmark that cannot go on says so by panicking, and prints its table"
)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use async_trait::async_trait;
use chrono::TimeDelta;
use daybook::almanac::Almanac;
use daybook::clock::Clock;
use daybook::config::{Config, Inputs};
use daybook::event::{Language, MonthDay};
use daybook::feed::{Cache, CacheError, Feed, FeedParts, Kept, Key, List, Packed};
use daybook::library::{Library, Sync, SyncParts, Synced};
use daybook::reach::Reach;
use daybook::search::LiveIndex;
use daybook::store::{Database, FeedKey, FeedPage, Store as _};
use serde_json::{Value, json};
use support::place::Place;
use support::table::Table;
use support::wiki::Wiki;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Command;

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared");

/// Entries of a file, by day: those that Wikipedia had in its last version that is known.
fn records(
    file: &str,
    year: &mut BTreeMap<(u64, u64, &'static str), Vec<Value>>,
    list: &'static str,
    pages: &[Value],
) {
    let text = std::fs::read_to_string(Path::new(SHARED).join("reference").join(file)).unwrap_or_default();
    for (number, line) in text.lines().enumerate() {
        let record: Value = serde_json::from_str(line).expect("JSON");
        let is_recent = list != "events" || line.contains("enwiki-feed-2026-07");
        if !is_recent {
            continue;
        }
        let links = record["links"].as_array().map_or(1, Vec::len).clamp(1, 6);
        let hung: Vec<_> = (0..links).map(|link| pages[(number + link * 7) % pages.len()].clone()).collect();
        let day = (record["month"].as_u64().unwrap_or(1), record["day"].as_u64().unwrap_or(1), list);
        let entry = json!({ "text": record["text"], "year": record["year"], "pages": hung });
        year.entry(day).or_default().push(entry);
    }
}

/// Serves the year until it is killed.
async fn serve() {
    let recorded = "fixtures/wikimedia/feed_v1_en_all_03-30_recorded-2025-03-30_5-per-kind.json";
    let recorded = std::fs::read(Path::new(SHARED).join(recorded)).expect("the recorded answers");
    let recorded: Value = serde_json::from_slice(&recorded).expect("JSON");
    let entries = recorded.as_object().expect("lists").values().filter_map(Value::as_array).flatten();
    let pages: Vec<_> = entries.filter_map(|entry| entry["pages"].as_array()).flatten().cloned().collect();
    let mut year = BTreeMap::new();
    records("events.jsonl", &mut year, "events", &pages);
    records("births.jsonl", &mut year, "births", &pages);
    records("deaths.jsonl", &mut year, "deaths", &pages);
    records("observances.jsonl", &mut year, "holidays", &pages);
    let wiki = Wiki::open().await;
    for ((month, day, list), entries) in year {
        wiki.give("en", list, (u32::try_from(month).unwrap(), u32::try_from(day).unwrap()), &entries);
    }
    println!("{}", wiki.template());
    std::future::pending::<()>().await;
}

/// The store as the program uses it.
struct StoreCache(Arc<Database>, Mutex<usize>);

#[async_trait]
impl Cache for StoreCache {
    async fn load(&self, key: Key) -> Result<Option<Kept>, CacheError> {
        let page = self.0.feed_page(&named(key)).await.map_err(|error| CacheError(Box::new(error)))?;
        Ok(page.map(|page| Kept { fetched_at: page.fetched_at, etag: page.etag, packed: Packed(page.body) }))
    }

    async fn keep(&self, key: Key, kept: &Kept) -> Result<(), CacheError> {
        *self.1.lock().unwrap() += kept.packed.0.len();
        let page = FeedPage { fetched_at: kept.fetched_at, etag: None, body: kept.packed.0.clone() };
        self.0.keep_feed_page(&named(key), &page).await.map_err(|error| CacheError(Box::new(error)))
    }

    async fn trim(&self) -> Result<(), CacheError> {
        Ok(())
    }
}

fn named(key: Key) -> FeedKey {
    FeedKey { language: key.language.code().to_owned(), kind: key.list.word().to_owned(), day: key.day }
}

fn peak_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

fn folder_mb(folder: &Path) -> f64 {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let size = |entry: std::fs::DirEntry| match entry.metadata() {
        Ok(data) if data.is_dir() => folder_mb(&entry.path()),
        Ok(data) => data.len() as f64 / 1e6,
        Err(_) => 0.0,
    };
    files.map(size).sum()
}

async fn measure(template: String, days: usize) {
    let place = Place::file();
    let store = Arc::new(place.open().await.unwrap());
    let mut settings = Config::load(&Inputs::default()).unwrap().feed;
    settings.urls = vec![template];
    settings.contact = "bench@example.org".into();
    let clock = Clock::system();
    let cache = Arc::new(StoreCache(store.clone(), Mutex::default()));
    let parts = FeedParts { cache: cache.clone(), clock: clock.clone(), reach: Reach::LoopbackOnly };
    let feed = Feed::new(&settings, parts).unwrap();
    let folder = place.settings().index_folder().unwrap();
    let index = LiveIndex::open(&folder).unwrap();
    let library = Library::new(Almanac::embedded());
    let lists = List::ALL.to_vec();
    let parts = SyncParts { library, feed, index, clock, lists, pause: TimeDelta::zero() };
    let mut sync = Sync::begin(parts).await.unwrap();
    let (began, mut done) = (Instant::now(), Synced::default());
    for day in MonthDay::all().take(days) {
        done = done.and(sync.day(day, Language::En).await.unwrap());
    }
    let searchable = sync.finish().await.unwrap();
    let seconds = began.elapsed().as_secs_f64();
    let mut table =
        Table::new(["days", "entries", "entries a second", "peak memory", "cache", "index", "searchable"]);
    table.row([
        done.days.to_string(),
        done.entries.to_string(),
        format!("{:.0}", done.entries as f64 / seconds),
        format!("{:.1} MB", peak_mb()),
        format!("{:.1} MB", *cache.1.lock().unwrap() as f64 / 1e6),
        format!("{:.1} MB", folder_mb(&folder)),
        searchable.to_string(),
    ]);
    println!("{table}");
    println!("{}", support::table::machine());
    store.close().await;
}

#[tokio::main]
async fn main() {
    if std::env::args().any(|word| word == "--serve") {
        return serve().await;
    }
    if !Path::new(SHARED).join("reference/events.jsonl").exists() {
        println!("skipped: the records that the year is made from (../shared/reference) are not here");
        return;
    }
    let days = if std::env::args().any(|word| word == "--quick") { 20 } else { 366 };
    let this = std::env::current_exe().unwrap();
    let mut server =
        Command::new(this).arg("--serve").stdout(Stdio::piped()).kill_on_drop(true).spawn().unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let template = lines.next_line().await.unwrap().expect("the server's address");
    measure(template, days).await;
    server.kill().await.unwrap();
}
