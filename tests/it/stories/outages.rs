//! The middle of a long morning: somebody asks, or the store is away.

use std::time::Duration;

use daybook::playground::World;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, Executor as _};

use super::scene::{Scene, Setting, at, play_in};
use crate::support::place::Place;

/// Longer than a moment, shorter than SQLite's patience.
const LOCKED_FOR: Duration = Duration::from_secs(10);

const CHANNELS: usize = 40;

/// A morning that takes two seconds, so that something can happen in its middle.
fn slow_morning(place: Place) -> Setting {
    let mut setting =
        Setting { world: World::with_channels(CHANNELS), place, ..Setting::at("2026-04-24T08:00:00Z") };
    setting.config.discord.requests_per_second = 20;
    setting.config.delivery.concurrency = 4;
    setting
}

async fn begin(scene: &Scene) {
    scene.subscribe_all("09:00").await;
    scene.clock.set(at("2026-04-24T09:00:00Z"));
    let some = scene.control.channels()[4].1;
    scene.control.wait_for_messages(some, 1, super::scene::PATIENCE).await;
}

async fn ends_well(scene: &Scene) {
    scene.time_passes_until_all_is_settled().await;
    assert_eq!(scene.look_at_all().iter().map(Vec::len).collect::<Vec<_>>(), [1; CHANNELS]);
}

#[tokio::test]
async fn whoever_asks_in_the_middle_of_a_morning_does_not_wait_behind_the_posts() {
    play_in(slow_morning(Place::file()), async |scene| {
        begin(scene).await;
        let channels = scene.control.channels();
        let last = channels[CHANNELS - 1].1;
        let answer =
            scene.control.slash(scene.person("Ada"), last, "/onthisday date:24 April").await.unwrap();
        assert!(answer.message.unwrap().text().contains("24 April"));
        let waiting =
            channels.iter().filter(|(_, channel)| scene.control.messages(*channel).is_empty()).count();
        assert!(waiting > CHANNELS / 4, "the morning was all but over: {waiting} posts were still to come");
        scene.time_passes_until_all_is_settled().await;
        let expected: Vec<_> = (0..CHANNELS).map(|number| 1 + usize::from(number == CHANNELS - 1)).collect();
        assert_eq!(scene.look_at_all().iter().map(Vec::len).collect::<Vec<_>>(), expected);
    })
    .await;
}

#[tokio::test]
async fn a_file_that_somebody_locks_for_ten_seconds_makes_posts_late_and_loses_none() {
    let place = Place::file();
    let path = place.path();
    play_in(slow_morning(place), async |scene| {
        begin(scene).await;
        let mut other = SqliteConnectOptions::new().filename(&path).connect().await.unwrap();
        other.execute("PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE").await.unwrap();
        tokio::time::sleep(LOCKED_FOR).await;
        other.execute("ROLLBACK").await.unwrap();
        other.close().await.unwrap();
        ends_well(scene).await;
    })
    .await;
}

#[tokio::test]
async fn postgresql_that_goes_away_and_comes_back_makes_posts_late_and_loses_none() {
    let Some(place) = Place::postgres().await else { return };
    play_in(slow_morning(place), async |scene| {
        begin(scene).await;
        // What a restart looks like from here: every connection ends, and for a while no new one is taken.
        scene.place.on_server(|name| format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false")).await;
        let end = |name: &str| {
            format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        };
        scene.place.on_server(end).await;
        tokio::time::sleep(Duration::from_secs(3)).await;
        scene.place.on_server(|name| format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true")).await;
        ends_well(scene).await;
        scene.errors.expect("the database");
    })
    .await;
}
