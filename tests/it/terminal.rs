//! `daybook onthisday`, `event` and `search`, as processes, where a bot's database is: with it, beside it, without it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Output, Stdio};

use chrono::{DateTime, TimeDelta, Utc};
use daybook::event::MonthDay;
use daybook::feed::{Answer, List};
use daybook::playground::World;
use daybook::search::{LiveIndex, LiveSource};
use daybook::store::{Database, FeedKey, FeedPage, Settings, Store as _};
use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, Executor as _};
use tokio::process::Command;

use crate::support::place::Place;
use crate::support::stage::Stage;
use crate::support::wiki::{Manner, Wiki, article, entry};

/// The name of the storm below, as every version has it.
const STORM: &str = "wp-de-0424-e-";

async fn daybook(store: &Settings, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_daybook"));
    command.args(words).env("DAYBOOK_STORE__PATH", &store.path).env("DAYBOOK_STORE__URL", &store.url);
    command.env("TZ", "UTC").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.output().await.expect("the program can be started")
}

/// What it prints, and what it says beside.
async fn told(store: &Settings, words: &[&str]) -> (String, String) {
    let output = daybook(store, words).await;
    let text = |bytes| String::from_utf8(bytes).expect("text");
    let (out, err) = (text(output.stdout), text(output.stderr));
    assert_eq!(output.status.code(), Some(0), "{words:?}: {err}");
    (out, err)
}

async fn json_of(store: &Settings, words: &[&str]) -> Value {
    let (out, _) = told(store, &[words, &["--json"]].concat()).await;
    serde_json::from_str(&out).expect("JSON")
}

fn storm(language: &str, title: &str) -> Value {
    let page = [article(language, title, "2001 storm", "It came on 24 April 2001.")];
    entry(&format!("{title} comes."), Some(2001), &page)
}

fn treaty() -> Value {
    let page = [article("en", "Treaty of Berlin (1926)", "1926 treaty", "Signed on 24 April 1926.")];
    entry("Germany and the Soviets sign a treaty.", Some(1926), &page)
}

/// Keeps what the feed said of 24 April so long ago.
async fn keep(store: &Database, language: &str, entries: &[Value], ago: TimeDelta) {
    let body = json!({ "events": entries }).to_string();
    let packed = Answer::read(body.as_bytes(), List::Events).unwrap().pack();
    let day = MonthDay::new(4, 24).unwrap();
    let key = FeedKey { language: language.to_owned(), kind: "events".to_owned(), day };
    let page = FeedPage { fetched_at: now() - ago, etag: None, body: packed.0 };
    store.keep_feed_page(&key, &page).await.unwrap();
}

fn now() -> DateTime<Utc> {
    daybook::clock::Clock::system().now()
}

/// A database with a day of the feed in two languages, open as a running bot has it.
async fn filled(place: &Place) -> Database {
    let store = place.open().await.unwrap();
    keep(&store, "en", &[treaty(), storm("en", "Storm of Zanzibar")], TimeDelta::hours(1)).await;
    keep(&store, "de", &[storm("de", "Sturm von Sansibar")], TimeDelta::hours(1)).await;
    store
}

/// Every file beside the database, with its content.
fn files(place: &Place) -> BTreeMap<String, Vec<u8>> {
    let folder = place.path().parent().unwrap().to_owned();
    let files = fs::read_dir(folder).unwrap().flatten();
    files.map(|file| (file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap())).collect()
}

#[tokio::test]
async fn without_a_database_there_is_the_almanac_and_none_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let store = Settings::file(folder.path().join("data/daybook.sqlite"));
    let (out, err) = told(&store, &["onthisday", "24", "April"]).await;
    assert!(out.contains("Germany and Soviet Union Sign Neutrality Pact") && err.is_empty(), "{err}");
    assert!(!out.contains("Wikipedia, CC BY-SA"), "{out}");
    let (out, err) = told(&store, &["onthisday", "24", "April", "--lang", "de"]).await;
    assert!(out.contains("In English: Wikipedia's live feed in German is off on this bot"), "{out}");
    assert!(err.is_empty(), "{err}");
    let (out, err) = told(&store, &["event", "treaty-of-berlin-1926"]).await;
    assert!(out.contains("What happened?") && err.is_empty(), "{err}");
    let day = json_of(&store, &["onthisday", "04-24", "--lang", "de"]).await;
    assert_eq!([&day["asked"], &day["language"], &day["live"]], ["de", "en", "off"]);
    assert_eq!([&day["events"][0]["source"], &day["events"][0]["language"]], ["almanac", "en"]);
    told(&store, &["search", "moon landing"]).await;
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "something was made");
}

async fn the_kept_day_is_told(store: &Settings) {
    let (out, err) = told(store, &["onthisday", "24", "April"]).await;
    assert!(err.is_empty(), "{err}");
    assert!(out.contains("Neutrality Pact") && !out.contains("Germany and the Soviets sign"), "once: {out}");
    assert!(out.contains("Storm of Zanzibar"), "{out}");
    assert!(out.contains("https://en.wikipedia.org/wiki/Storm_of_Zanzibar"), "{out}");
    assert!(out.contains("Text and pictures: Wikipedia, CC BY-SA 4.0"), "{out}");

    let (out, _) = told(store, &["onthisday", "24", "April", "--lang", "de"]).await;
    assert!(out.contains("Sturm von Sansibar") && !out.contains("Neutrality"), "{out}");
    assert!(!out.contains("In English"), "{out}");
    let day = json_of(store, &["onthisday", "04-24", "--lang", "de"]).await;
    assert_eq!([&day["asked"], &day["language"], &day["live"]], ["de", "de", "fresh"]);
    assert_eq!([&day["events"][0]["source"], &day["events"][0]["language"]], ["wikipedia", "de"]);
    let (out, err) = told(store, &["onthisday", "24", "April", "--lang", "fr"]).await;
    assert!(out.contains("In English: nothing of Wikipedia in French is kept for this day"), "{out}");
    assert!(out.contains("Storm of Zanzibar") && err.contains("with --live Wikipedia is asked"), "{err}");

    let id = day["events"][0]["id"].as_str().unwrap();
    assert!(id.starts_with(STORM), "{id}");
    let (out, err) = told(store, &["event", id]).await;
    assert!(out.starts_with("Sturm von Sansibar\n") && err.is_empty(), "{out}{err}");
    assert!(out.contains("https://de.wikipedia.org/wiki/Sturm_von_Sansibar"), "{out}");
    assert!(out.contains("Text and pictures: Wikipedia, CC BY-SA 4.0"), "{out}");
    let event = json_of(store, &["event", id]).await;
    assert_eq!([&event["source"], &event["language"]], ["wikipedia", "de"]);
    let picture = json_of(store, &["event", "treaty-of-berlin-1926"]).await;
    assert!(
        picture["image"]["url"].as_str().is_some_and(|url| url.contains("Treaty_of_Berlin")),
        "{picture}"
    );
}

#[tokio::test]
async fn what_a_bot_keeps_is_told_beside_it_and_without_it_and_nothing_is_written() {
    let place = Place::file();
    let store = filled(&place).await;
    the_kept_day_is_told(&place.settings()).await;
    store.close().await;
    let before = files(&place);
    assert!(!before.contains_key("daybook.sqlite-wal"), "{:?}", before.keys());
    the_kept_day_is_told(&place.settings()).await;
    let after = files(&place);
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    assert!(before == after, "something was written");
}

#[tokio::test]
async fn the_same_on_postgresql() {
    let Some(place) = Place::postgres().await else { return };
    let store = filled(&place).await;
    the_kept_day_is_told(&place.settings()).await;
    place.leave(store).await;
}

/// It opens the way that the terminal does.
async fn refuses_to_write(place: &Place) {
    let store = filled(place).await;
    let reading = Database::open_to_read(&place.settings()).await.unwrap().expect("a database");
    let day = MonthDay::new(4, 24).unwrap();
    let key = FeedKey { language: "en".to_owned(), kind: "events".to_owned(), day };
    let page = reading.feed_page(&key).await.unwrap().expect("it was kept");
    assert!(reading.keep_feed_page(&key, &page).await.is_err());
    reading.close().await;
    place.leave(store).await;
}

#[tokio::test]
async fn who_opens_a_database_to_read_it_cannot_write() {
    refuses_to_write(&Place::file()).await;
    if let Some(place) = Place::postgres().await {
        refuses_to_write(&place).await;
    }
}

/// The almanac is told all the same, and one line says why there is no more.
async fn goes_on_with_a_warning(store: &Settings, why: &str) {
    for words in [&["onthisday", "24", "April"][..], &["event", "treaty-of-berlin-1926"]] {
        let (out, err) = told(store, words).await;
        assert!(out.contains("Germany and Soviet Union Sign Neutrality Pact"), "{out}");
        assert_eq!(err.lines().count(), 1, "{err}");
        assert!(err.starts_with("warning: ") && err.contains(why), "{err}");
        assert!(err.ends_with("; what follows is known without it\n"), "{err}");
    }
}

#[tokio::test]
async fn a_database_that_cannot_be_read_costs_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let garbage = folder.path().join("garbage.sqlite");
    fs::write(&garbage, "this is no database, ".repeat(500)).unwrap();
    goes_on_with_a_warning(&Settings::file(&garbage), "garbage.sqlite").await;

    let old = folder.path().join("old.sqlite");
    let options = SqliteConnectOptions::new().filename(&old).create_if_missing(true).foreign_keys(false);
    let mut connection = options.connect().await.unwrap();
    connection.execute(include_str!("store/samples/sqlite_1.sql")).await.unwrap();
    connection.close().await.unwrap();
    goes_on_with_a_warning(&Settings::file(&old), "it is of an older version").await;

    let nobody = Settings::postgres("postgres://daybook:secret@127.0.0.1:1/daybook");
    goes_on_with_a_warning(&nobody, "on PostgreSQL at 127.0.0.1").await;
    let (_, err) = told(&nobody, &["onthisday"]).await;
    assert!(!err.contains("secret"), "{err}");
}

#[tokio::test]
async fn damage_within_is_told_once_too() {
    let place = Place::file();
    let store = filled(&place).await;
    store.close().await;
    let mut connection =
        SqliteConnectOptions::new().filename(place.path()).connect().await.expect("the file is there");
    connection.execute("ALTER TABLE feed_page RENAME TO elsewhere").await.unwrap();
    connection.close().await.unwrap();
    goes_on_with_a_warning(&place.settings(), "feed_page").await;
}

fn live<'a>(template: &'a str, contact: &'a str, words: &[&'a str]) -> Vec<&'a str> {
    [words, &["--live", "--set", template, "--set", contact]].concat()
}

#[tokio::test]
async fn the_feed_is_asked_only_when_somebody_wants_it_and_it_is_on() {
    let (wiki, place) = (Wiki::open().await, Place::file());
    let template = format!("feed.urls={}", wiki.template());
    let contact = "feed.contact=operator@example.org";
    wiki.give("de", "events", (4, 24), &[storm("de", "Sturm von Sansibar")]);
    let on = |words: &[&'static str]| -> Vec<String> {
        live(&template, contact, words).into_iter().map(str::to_owned).collect()
    };
    let run = async |words: Vec<String>| {
        let words: Vec<_> = words.iter().map(String::as_str).collect();
        told(&place.settings(), &words).await
    };
    let (out, err) = run(on(&["onthisday", "24", "April", "--lang", "de"])).await;
    assert!(out.contains("Sturm von Sansibar") && err.is_empty(), "{out}{err}");
    assert_eq!(wiki.asked().len(), 5);
    assert!(!place.path().exists(), "no database is made for it");

    // With a database, what is fresh in it is not asked for, and nothing is put there.
    let store = filled(&place).await;
    keep(&store, "fr", &[storm("fr", "Tempête de Zanzibar")], TimeDelta::hours(1)).await;
    let (out, _) = run(on(&["onthisday", "24", "April", "--lang", "fr"])).await;
    assert!(out.contains("Tempête de Zanzibar"), "{out}");
    let asked: Vec<_> = wiki.asked().into_iter().map(|(wanted, _)| wanted.1).collect();
    assert!(asked.len() == 4 && !asked.contains(&"events".to_owned()), "{asked:?}");
    let births = FeedKey { language: "fr".into(), kind: "births".into(), day: MonthDay::new(4, 24).unwrap() };
    assert_eq!(store.feed_page(&births).await.unwrap(), None);

    let template_alone = ["--set", template.as_str(), "--set", contact];
    let (_, err) = told(&place.settings(), &[&["onthisday", "04-24"][..], &template_alone].concat()).await;
    assert!(err.is_empty() && wiki.asked().is_empty(), "nobody wanted it: {err}");
    let off = live(&template, "feed.contact=", &["onthisday", "04-24"]);
    let (out, err) = told(&place.settings(), &off).await;
    assert!(err.starts_with("note: Wikipedia's live feed is off: set feed.contact to"), "{err}");
    assert!(out.contains("Storm of Zanzibar") && wiki.asked().is_empty(), "{out}");

    wiki.behave(Manner::Status(500));
    let (out, err) = run(on(&["onthisday", "1", "May", "--lang", "de"])).await;
    assert!(out.contains("In English: Wikipedia in German cannot be reached at the moment"), "{out}");
    assert_eq!(err, "note: Wikipedia cannot be reached at the moment\n");
    keep(&store, "de", &[storm("de", "Alter Sturm")], TimeDelta::days(9)).await;
    let (out, _) = run(on(&["onthisday", "24", "April", "--lang", "de"])).await;
    assert!(out.contains("Alter Sturm") && out.contains("Wikipedia as of "), "{out}");
    place.leave(store).await;
}

#[tokio::test]
async fn an_entry_that_is_not_kept_says_what_can_be_done() {
    let (place, id) = (Place::file(), "wp-de-0424-e-0123456789ab");
    for (words, says) in [
        (&["event", id][..], "hint: with --live Wikipedia is asked"),
        (&["event", "no-such-event-1900"], "there is no event no-such-event-1900 in the almanac"),
        (&["event", "Not an id"], "is not an event id"),
        (&["onthisday", "--lang", "xx"], "is not a language of the feed"),
        (&["onthisday", "--lang", "de", "--set", "feed.languages=en"], "de is not among feed.languages"),
        (&["onthisday", "--set", "feed.nothing=1"], "the configuration is wrong"),
    ] {
        let output = daybook(&place.settings(), words).await;
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && output.stdout.is_empty(), "{words:?}");
        assert!(err.contains(says), "{words:?}: {err}");
    }
}

#[tokio::test]
async fn what_is_in_the_search_index_is_found_by_its_words_and_by_its_id() {
    let place = Place::file();
    let store = filled(&place).await;
    let day = json_of(&place.settings(), &["onthisday", "04-24", "--lang", "de"]).await;
    let id = day["events"][0]["id"].as_str().unwrap().to_owned();
    store.close().await;
    let (before, _) = told(&place.settings(), &["search", "Sansibar"]).await;
    assert!(!before.contains("Sturm von Sansibar"), "{before}");

    index_the_storm(&place.settings().index_folder().unwrap(), &id);
    fs::remove_file(place.path()).unwrap();
    let (out, _) = told(&place.settings(), &["search", "Sansibar"]).await;
    assert!(out.contains("Sturm von Sansibar") && out.contains(&id), "{out}");
    assert!(out.contains("Text and pictures: Wikipedia, CC BY-SA 4.0"), "{out}");
    let found = json_of(&place.settings(), &["search", "Sansibar"]).await;
    assert_eq!(found["hits"][0]["language"], "de");
    let (out, _) = told(&place.settings(), &["event", &id]).await;
    assert!(out.starts_with("Sturm von Sansibar\n"), "{out}");
}

fn index_the_storm(folder: &Path, id: &str) {
    let mut event = daybook::app::library().entry(&"treaty-of-berlin-1926".parse().unwrap()).unwrap().clone();
    event.id = id.parse().unwrap();
    "Sturm von Sansibar".clone_into(&mut event.title);
    event.source = daybook::event::Source::Wikipedia;
    let index = LiveIndex::open(folder).unwrap();
    let mut writer = index.writer().unwrap();
    writer.replace(&LiveSource::new(event.day, "de"), &[event]).unwrap();
    writer.finish().unwrap();
}

#[tokio::test]
async fn beside_a_running_bot_its_day_is_told_and_the_bot_goes_on() {
    let (wiki, place) = (Wiki::open().await, Place::file());
    for day in MonthDay::all() {
        wiki.give("en", "events", (day.month(), day.day()), &[storm("en", "Storm of Zanzibar")]);
    }
    let stage = Stage::open(World::reading_room()).await;
    let (template, contact) = (format!("feed.urls={}", wiki.template()), "feed.contact=operator@example.org");
    let mut bot = stage.start(&place.settings(), &[&template, contact]);
    // Today's five lists and the first of tomorrow's: today's are kept by then.
    tokio::time::timeout(crate::support::stage::PATIENCE, wiki.was_asked(6)).await.expect("the bot asks");
    let day = MonthDay::of(now().date_naive());
    let today = day.to_string();
    let (out, err) = told(&place.settings(), &["onthisday", &today]).await;
    assert!(out.contains("Storm of Zanzibar") && err.is_empty(), "{out}{err}\n{}", stage.log());
    let (folder, source) = (place.settings().index_folder().unwrap(), LiveSource::new(day, "en"));
    stage.until(|| LiveIndex::existing(&folder).is_some_and(|index| index.has(&source))).await;
    assert!(bot.is_running());
    assert!(bot.stop().await.success(), "{}", stage.log());
    // What it put into the index is found, too.
    let (out, _) = told(&place.settings(), &["search", "Zanzibar"]).await;
    assert!(out.contains("Storm of Zanzibar"), "{out}\n{}", stage.log());
    stage.leave().await;
}
