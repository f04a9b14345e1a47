//! Databases of earlier versions, as they were, brought up to date.

use chrono::NaiveDate;
use daybook::store::{LedgerState, Store as _};
use daybook::subscription::{ChannelId, GuildId, MessageId, State};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, Executor as _};

use super::{Place, at};

const GUILD: GuildId = GuildId(1_100_000_000_017_956_864);
const HISTORY: ChannelId = ChannelId(1_100_000_000_043_122_688);
const GENERAL: ChannelId = ChannelId(1_100_000_000_038_928_384);

/// A file as the version with migration 1 left it after two mornings: one post, one edition that came too late,
/// one refusal that paused a subscription.
const SQLITE_1: &str = include_str!("samples/sqlite_1.sql");

async fn restored(dump: &'static str) -> Place {
    let place = Place::file();
    std::fs::create_dir(place.path().parent().unwrap()).unwrap();
    let options = SqliteConnectOptions::new().filename(place.path()).create_if_missing(true);
    let mut connection = options.foreign_keys(false).connect().await.unwrap();
    connection.execute(dump).await.unwrap();
    connection.close().await.unwrap();
    place
}

#[tokio::test]
async fn a_file_of_the_first_version_keeps_all_it_had() {
    let store = restored(SQLITE_1).await;
    let store = store.open().await.unwrap();
    let subscriptions = store.subscriptions_of(GUILD).await.unwrap();
    let [history, general] = &subscriptions[..] else { panic!("{subscriptions:?}") };
    assert_eq!((history.channel, general.channel), (HISTORY, GENERAL));
    let State::Paused { because, by: None } = &history.state else { panic!("{history:?}") };
    assert!(because.contains("grant me Send Messages"), "{because}");
    assert_eq!(general.schedule.to_string(), "every day at 23:30, America/New_York");
    assert_eq!(store.next_due().await.unwrap(), Some(at("2026-11-25T04:30:00Z")));

    let ledger = store.ledger(history.id).await.unwrap();
    assert_eq!(ledger[0].state, LedgerState::Posted(MessageId(1_574_348_783_725_051_904)));
    assert_eq!(ledger[0].civil.date(), NaiveDate::from_ymd_opt(2026, 11, 23).unwrap());
    assert!(matches!(&ledger[1].state, LedgerState::GivenUp(reason) if reason == because));
    let events = ["hubble-andromeda-news-1924".parse().unwrap()];
    assert_eq!(store.shown(&[HISTORY], &events).await.unwrap()[&HISTORY].len(), 1);
    // What was paused long ago is no news.
    assert_eq!(store.next_notice().await.unwrap(), None);
    assert_eq!(store.unsettled().await.unwrap(), 0);
}

#[tokio::test]
async fn a_database_that_is_up_to_date_is_left_as_it_is() {
    let place = restored(SQLITE_1).await;
    for _ in 0..2 {
        let store = place.open().await.unwrap();
        assert_eq!(store.subscriptions_of(GUILD).await.unwrap().len(), 2);
        store.close().await;
    }
}
