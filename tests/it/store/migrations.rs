//! Databases of earlier versions, as they were, brought up to date.

use chrono::NaiveDate;
use daybook::edition::Taste;
use daybook::store::{LedgerState, Moderation as _, Store as _};
use daybook::subscription::{ChannelId, GuildId, MessageId, Posting, State};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, Executor as _};

use super::{Place, at};

const GUILD: GuildId = GuildId(1_100_000_000_017_956_864);
const HISTORY: ChannelId = ChannelId(1_100_000_000_043_122_688);
const GENERAL: ChannelId = ChannelId(1_100_000_000_038_928_384);

/// A file as the version with migration 1 left it after two mornings: one post, one edition that came too late,
/// one refusal that paused a subscription.
const SQLITE_1: &str = include_str!("samples/sqlite_1.sql");

/// The same with migration 2: the refusal is to be told.
const SQLITE_2: &str = include_str!("samples/sqlite_2.sql");

/// The same on PostgreSQL, where migration 1 had all that.
const POSTGRES_1: &str = include_str!("samples/postgres_1.sql");

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

/// What the version before moderators could look after their posts had is all there, and the rest has its default.
async fn has_all_it_had(place: &Place) {
    let store = place.open().await.unwrap();
    let subscriptions = store.subscriptions_of(GUILD).await.unwrap();
    let [history, general] = &subscriptions[..] else { panic!("{subscriptions:?}") };
    let State::Paused { because, by: None } = &history.state else { panic!("{history:?}") };
    assert_eq!(history.problem.as_ref(), Some(because));
    let post = history.last_post.unwrap();
    assert_eq!((post.channel, post.message), (HISTORY, MessageId(1_574_348_783_725_051_904)));
    assert_eq!(post.at, at("2026-11-23T09:00:00Z"));
    assert_eq!((general.last_post, general.problem.as_ref(), general.revision), (None, None, 1));
    assert_eq!((&general.taste, &general.posting), (&Taste::default(), &Posting::default()));
    assert_eq!(store.next_notice().await.unwrap(), Some(at("2026-11-24T09:00:00Z")));
    assert_eq!(store.changes_of(GUILD).await.unwrap(), []);
    let ledger = store.ledger(general.id).await.unwrap();
    assert!(matches!(ledger[..], [ref one] if matches!(one.state, LedgerState::GivenUp(_))));
    place.leave(store).await;
}

#[tokio::test]
async fn a_file_of_the_second_version_keeps_all_it_had() {
    has_all_it_had(&restored(SQLITE_2).await).await;
}

#[tokio::test]
async fn a_postgresql_database_of_the_first_version_keeps_all_it_had() {
    let Some(place) = Place::postgres().await else { return };
    let mut connection = crate::support::seed::connect(&place.settings()).await;
    sqlx::raw_sql(POSTGRES_1).execute(&mut connection).await.unwrap();
    has_all_it_had(&place).await;
}
