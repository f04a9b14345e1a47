//! `daybook admin`, as a process, on both stores.

use std::process::{Output, Stdio};

use chrono::Utc;
use daybook::edition::Taste;
use daybook::schedule::{Spacing, Zone};
use daybook::store::{Change, Database, Moderation as _, Settings, Store as _};
use daybook::subscription::{ChannelId, Draft, GuildId, Posting, State, Typed, UserId};
use serde_json::Value;
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

use crate::support::place::Place;

const CHANNEL: ChannelId = ChannelId(1_100_000_000_043_122_688);

async fn admin(store: &Settings, words: &[&str], piped: Option<&str>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_daybook"));
    command.arg("admin").args(words);
    command.env("DAYBOOK_STORE__PATH", &store.path).env("DAYBOOK_STORE__URL", &store.url);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = command.spawn().unwrap();
    let mut input = running.stdin.take().unwrap();
    // One that does not read what is piped in closes the pipe: that is no failure of this test.
    input.write_all(piped.unwrap_or_default().as_bytes()).await.ok();
    drop(input);
    running.wait_with_output().await.unwrap()
}

async fn done(store: &Settings, words: &[&str], piped: Option<&str>) -> String {
    let output = admin(store, words, piped).await;
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{words:?}: {said}");
    let data = String::from_utf8(output.stdout).unwrap();
    if data.is_empty() { said } else { data }
}

async fn refused(store: &Settings, words: &[&str], piped: Option<&str>) -> String {
    let output = admin(store, words, piped).await;
    assert_eq!(output.status.code(), Some(1), "{words:?}");
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

async fn subscribe(store: &Database, channel: ChannelId, posting: Posting) {
    let schedule = Typed { time: "9", days: Some("weekdays"), zone: "Europe/Berlin" };
    let schedule = schedule.schedule(Spacing::minutes(15)).unwrap();
    let next = schedule.next_after(Utc::now());
    let (set_up_by, taste) = (UserId(5), Taste { events: 3, ..Taste::default() });
    let draft = Draft { guild: GuildId(7), channel, set_up_in: channel, set_up_by, schedule, taste, posting };
    let change = Change { by: None, what: "set up".to_owned() };
    store.subscribe(&draft, next, 25, &change, Utc::now()).await.unwrap();
}

/// Two subscriptions, one of them with all that it can have.
async fn filled(place: &Place) -> Database {
    let store = place.open().await.unwrap();
    let posting = Posting {
        name: "history".into(),
        ping: "1100000000043122999".parse().ok(),
        title: "{date}".parse().ok(),
        accent: "#B08D57".parse().ok(),
        silent: true,
        ..Posting::default()
    };
    subscribe(&store, CHANNEL, posting).await;
    subscribe(&store, ChannelId(2), Posting::default()).await;
    store
}

async fn on(place: Place) {
    let settings = place.settings();
    let store = filled(&place).await;
    // Beside a store that is in use, as by a running bot.
    let list = done(&settings, &["list"], None).await;
    let first = list.lines().next().unwrap();
    assert!(
        first
            .starts_with(&format!("1\t7/{CHANNEL} #history\tevery weekday at 09:00, Europe/Berlin\tnext 20")),
        "{list}"
    );
    assert_eq!(list.lines().count(), 2);
    let shown: Value = serde_json::from_str(&done(&settings, &["show", "1"], None).await).unwrap();
    assert_eq!(shown["channel"], CHANNEL.to_string());

    assert_eq!(
        done(&settings, &["pause", "1", "--because", "too loud"], None).await,
        "paused subscription 1\n"
    );
    let paused = store.subscription(daybook::subscription::SubscriptionId(1)).await.unwrap().unwrap();
    assert!(
        matches!(paused.state, State::Paused { ref because, by: Some(_) } if because == "too loud"),
        "{paused:?}"
    );
    let twice = refused(&settings, &["pause", "1"], None).await;
    assert_eq!(twice, "error: subscription 1 is paused already: too loud\n");
    assert!(done(&settings, &["list"], None).await.contains("paused: too loud"));
    let exported = done(&settings, &["export"], None).await;
    done(&settings, &["resume", "1"], None).await;
    assert!(refused(&settings, &["resume", "1"], None).await.contains("runs already"));
    done(&settings, &["remove", "2"], None).await;
    let gone = refused(&settings, &["show", "2"], None).await;
    assert!(gone.contains("there is no subscription 2: `daybook admin list` shows what there is"), "{gone}");
    let log = store.changes_of(GuildId(7)).await.unwrap();
    assert!(log[0].change.what.starts_with("removed <#2>"), "{log:?}");
    assert!(log[0].change.what.ends_with("(by the one who runs the bot)"), "{log:?}");

    // Everything comes back as it was exported, and a second time changes nothing.
    for _ in 0..2 {
        assert_eq!(done(&settings, &["import"], Some(&exported)).await, "imported 2 subscriptions\n");
    }
    assert_eq!(without_ids(&done(&settings, &["export"], None).await), without_ids(&exported));
    place.leave(store).await;
}

/// What an export says, but for the numbers that another store may have.
fn without_ids(exported: &str) -> Value {
    let mut all: Value = serde_json::from_str(exported).unwrap();
    for record in all["subscriptions"].as_array_mut().unwrap() {
        record["id"] = Value::Null;
    }
    all
}

#[tokio::test]
async fn on_sqlite_everything_works_beside_a_running_bot() {
    on(Place::file()).await;
}

#[tokio::test]
async fn on_postgresql_everything_works_beside_a_running_bot() {
    let Some(place) = Place::postgres().await else { return };
    on(place).await;
}

#[tokio::test]
async fn one_store_moves_to_another_with_an_export() {
    let (from, to) = (Place::file(), Place::file());
    let store = filled(&from).await;
    let exported = done(&from.settings(), &["export"], None).await;
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), &exported).unwrap();
    done(&to.settings(), &["import", file.path().to_str().unwrap()], None).await;
    let there = to.open().await.unwrap();
    let (old, new) = (store.all().await.unwrap(), there.all().await.unwrap());
    assert_eq!(new.len(), 2);
    for (old, new) in old.iter().zip(&new) {
        assert_eq!((&old.schedule, &old.taste, &old.posting), (&new.schedule, &new.taste, &new.posting));
    }
    assert_ne!(new[0].schedule.zone, Zone::UTC);
    to.leave(there).await;
    from.leave(store).await;
}

#[tokio::test]
async fn what_is_wrong_with_an_import_is_told_all_at_once_and_nothing_is_stored() {
    let place = Place::file();
    let store = filled(&place).await;
    let exported = done(&place.settings(), &["export"], None).await;
    let wrong = exported.replacen("Europe/Berlin\",\n      \"schedule", "Berlin\",\n      \"schedule", 1);
    let wrong = wrong
        .replacen("\"events\": 3", "\"events\": 70", 2)
        .replace("\"channel\": \"2\"", "\"channel\": \"22\"");
    let told = refused(&place.settings(), &["import"], Some(&wrong)).await;
    assert!(
        told.contains("nothing was imported:\n  subscription 1: I don't know the time zone \"Berlin\"."),
        "{told}"
    );
    assert!(told.contains("Did you mean Europe/Berlin?\n  subscription 2: taste.events is 70"), "{told}");
    assert_eq!(store.all().await.unwrap().len(), 2);
    for (text, sentence) in [
        ("", "this is no JSON"),
        ("{}", "this is no export of `daybook admin export`"),
        (r#"{"daybook_export": 2}"#, "exported in form 2"),
        (r#"{"daybook_export": 1}"#, "no list of `subscriptions`"),
        (
            r#"{"daybook_export": 1, "subscriptions": [{"guild": 1}]}"#,
            "subscription 1: invalid type: integer",
        ),
    ] {
        let told = refused(&place.settings(), &["import"], Some(text)).await;
        assert!(told.contains(sentence), "{told}");
    }
    place.leave(store).await;
}

#[tokio::test]
async fn a_store_that_is_not_there_is_not_made_by_looking_at_it() {
    let place = Place::file();
    let told = refused(&place.settings(), &["list"], None).await;
    assert!(told.contains("there is no such file. Name another one with --set store.path=FILE"), "{told}");
    assert!(!place.path().exists());
}
