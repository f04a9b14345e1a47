//! What can be wrong with the SQLite file.

use std::fs;
use std::process::Command;

use daybook::store::{Fate, Plan, Planned, Store as _, StoreError};
use daybook::subscription::{ChannelId, GuildId, State};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, Executor as _};

use super::{CHANNEL, Place, claim, ledger, morning, planned, subscribe};

#[tokio::test]
async fn what_was_set_up_is_there_after_a_restart() {
    let place = Place::file();
    let store = place.open().await.unwrap();
    let subscription = subscribe(&store, CHANNEL).await;
    store.close().await;
    drop(store);
    let store = place.open().await.unwrap();
    assert_eq!(store.subscriptions_of(GuildId(10)).await.unwrap(), [subscription]);
}

#[tokio::test]
async fn what_a_dead_process_had_claimed_is_ready_at_once_for_the_next() {
    let place = Place::file();
    let store = place.open().await.unwrap();
    planned(&store).await;
    drop(claim(&store, "the dead one", morning()).await);
    drop(store);
    let store = place.open().await.unwrap();
    let again = claim(&store, "the next one", morning()).await.remove(0);
    assert_eq!((again.attempt, again.perhaps_posted), (2, true));
}

#[tokio::test]
async fn a_second_process_is_refused_and_told_what_to_do() {
    let place = Place::file();
    let _first = place.open().await.unwrap();
    let refusal = place.open().await.unwrap_err();
    assert!(matches!(refusal, StoreError::InUse { .. }), "{refusal}");
    assert!(refusal.to_string().contains("move to PostgreSQL"), "{refusal}");
}

#[tokio::test]
async fn a_database_from_a_newer_version_is_refused_and_left_alone() {
    let place = Place::file();
    place.open().await.unwrap().close().await;
    let mut connection = SqliteConnectOptions::new().filename(place.path()).connect().await.unwrap();
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                 VALUES (999, 'from the future', TRUE, x'00', 0)";
    connection.execute(newer).await.unwrap();
    // Not the mode of today: opening it must not change that either.
    connection.execute("PRAGMA journal_mode = DELETE").await.unwrap();
    connection.close().await.unwrap();
    let before = fs::read(place.path()).unwrap();
    let refusal = place.open().await.unwrap_err();
    assert!(matches!(refusal, StoreError::Newer { migration: 999, .. }), "{refusal}");
    assert!(refusal.to_string().contains("was written by a newer version"), "{refusal}");
    assert_eq!(fs::read(place.path()).unwrap(), before);
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_by_its_name_and_left_alone() {
    let place = Place::file();
    fs::create_dir(place.path().parent().unwrap()).unwrap();
    let words = "this is no database, only a few words that somebody wrote";
    fs::write(place.path(), words).unwrap();
    let refusal = place.open().await.unwrap_err().to_string();
    assert!(refusal.contains("inside/daybook.sqlite"), "{refusal}");
    assert_eq!(fs::read_to_string(place.path()).unwrap(), words);
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_refused_by_the_files_name() {
    let place = Place::file();
    fs::write(place.path().parent().unwrap(), "a file where a folder should be").unwrap();
    let refusal = place.open().await.unwrap_err().to_string();
    assert!(refusal.contains("inside/daybook.sqlite"), "{refusal}");
}

#[tokio::test]
async fn a_damaged_file_is_told_and_not_written_to() {
    let place = Place::file();
    let store = place.open().await.unwrap();
    planned(&store).await;
    store.close().await;
    drop(store);
    let mut bytes = fs::read(place.path()).unwrap();
    bytes[4096..].fill(0x5a);
    fs::write(place.path(), &bytes).unwrap();
    let refusal = place.open().await.unwrap_err().to_string();
    assert!(refusal.contains("malformed"), "{refusal}");
    assert_eq!(fs::read(place.path()).unwrap(), bytes);
}

#[tokio::test]
async fn a_full_disk_is_told_nothing_is_half_written_and_it_goes_on_when_there_is_room() {
    let Some((place, disk)) = Place::small_disk() else { return };
    let store = place.open().await.unwrap();
    let subscription = planned(&store).await;
    let filler = disk.join("filler");
    let room = |bytes: usize| fs::write(&filler, vec![0_u8; bytes]).is_ok();
    let mut bytes = 1 << 20;
    while !room(bytes) {
        bytes -= 4096;
    }
    let plan = super::plan_of(&subscription);
    let next = plan.next.unwrap();
    let reason = "x".repeat(100_000);
    let deliveries = vec![Planned { occurrence: next, fate: Fate::GiveUp { reason } }];
    let long = Plan { from: next, deliveries, next: subscription.schedule.next(&next), ..plan };
    let refusal = store.plan(std::slice::from_ref(&long), morning()).await.unwrap_err();
    assert!(matches!(refusal, StoreError::Full(_)), "{refusal:?}");
    assert!(refusal.to_string().contains("make room"), "{refusal}");
    assert_eq!(ledger(&store, CHANNEL).await.len(), 1);
    assert_eq!(store.next_due().await.unwrap(), Some(next.instant));

    fs::remove_file(&filler).unwrap();
    assert_eq!(store.plan(&[long], morning()).await.unwrap().len(), 1);
    assert_eq!(ledger(&store, CHANNEL).await.len(), 2);
    store.close().await;
}

#[tokio::test]
async fn a_file_that_may_not_be_written_is_told_with_what_to_do() {
    let Some((place, disk)) = Place::small_disk() else { return };
    place.open().await.unwrap().close().await;
    let remounted = Command::new("mount").args(["-o", "remount,ro"]).arg(&disk).status().unwrap();
    assert!(remounted.success());
    let refusal = place.open().await.unwrap_err().to_string();
    assert!(refusal.contains("daybook.sqlite") && refusal.contains("right to write"), "{refusal}");
}

/// A newer version beside this one, or a hand in the database, may write what this version cannot read.
#[tokio::test]
async fn a_subscription_that_cannot_be_read_is_set_aside_and_keeps_nobody_waiting() {
    let place = Place::file();
    let store = place.open().await.unwrap();
    let mut broken = Vec::new();
    for channel in [ChannelId(1), ChannelId(2)] {
        broken.push(subscribe(&store, channel).await);
    }
    let healthy = planned(&store).await;
    store.plan(&[super::plan_of(&broken[0])], morning()).await.unwrap();
    let mut connection = SqliteConnectOptions::new().filename(place.path()).connect().await.unwrap();
    connection
        .execute("UPDATE subscription SET zone = 'Mars/Olympus' WHERE channel_id IN (1, 2)")
        .await
        .unwrap();
    connection.close().await.unwrap();

    let claimed = claim(&store, "worker", morning()).await;
    assert_eq!(claimed.iter().map(|lease| lease.subscription.id).collect::<Vec<_>>(), [healthy.id]);
    assert_eq!(store.due(morning(), 10).await.unwrap(), []);
    assert_eq!(store.next_due().await.unwrap(), Some(morning() + chrono::TimeDelta::days(1)));
    assert_eq!(store.unsettled().await.unwrap(), 1);
    // It can be set up again, and is as good as new.
    let again = subscribe(&store, ChannelId(2)).await;
    assert_eq!((again.id, again.state), (broken[1].id, State::Active));
}
