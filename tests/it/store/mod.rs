//! The store: what holds whatever breaks around it.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use daybook::edition::Taste;
use daybook::schedule::{Occurrence, Rule, Schedule, TimesOfDay, read_time_of_day};
use daybook::store::{
    Claim, Fate, Lease, LedgerState, Plan, Planned, Settings, Settlement, Sqlite, Store, StoreError,
};
use daybook::subscription::{ChannelId, Draft, GuildId, MessageId, State, Subscription, UserId};
use tempfile::TempDir;

const CHANNEL: ChannelId = ChannelId(20);

fn at(time: &str) -> DateTime<Utc> {
    time.parse().unwrap()
}

fn eve() -> DateTime<Utc> {
    at("2026-04-23T12:00:00Z")
}

fn morning() -> DateTime<Utc> {
    at("2026-04-24T09:00:00Z")
}

async fn open(folder: &Path) -> Result<Sqlite, StoreError> {
    Sqlite::open(&Settings { path: folder.join("inside/daybook.sqlite") }).await
}

async fn with_subscription() -> (TempDir, Sqlite, Subscription) {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await.unwrap();
    let rule = Rule::Times(TimesOfDay::daily(read_time_of_day("9:00").unwrap()));
    let schedule = Schedule { rule, zone: "UTC".parse().unwrap() };
    let next = schedule.next_after(eve());
    let draft = Draft {
        guild: GuildId(10),
        channel: CHANNEL,
        set_up_in: ChannelId(21),
        set_up_by: UserId(30),
        schedule,
        taste: Taste::default(),
    };
    let subscription = store.subscribe(&draft, next, eve()).await.unwrap();
    (folder, store, subscription)
}

fn plan_of(subscription: &Subscription) -> Plan {
    let from = subscription.next.unwrap();
    Plan {
        subscription: subscription.id,
        from,
        deliveries: vec![Planned { occurrence: from, fate: Fate::Post { late: false } }],
        next: subscription.schedule.next(&from),
    }
}

async fn claim(store: &Sqlite, owner: &str, now: DateTime<Utc>) -> Vec<Lease> {
    let until = now + TimeDelta::minutes(2);
    store.claim(&Claim { owner: owner.to_owned(), now, until, limit: 10 }).await.unwrap()
}

fn posted() -> Settlement {
    let events = vec!["treaty-of-berlin-1926".parse().unwrap()];
    Settlement::Posted { message: MessageId(99), events }
}

#[tokio::test]
async fn what_was_set_up_is_there_after_a_restart() {
    let (folder, store, subscription) = with_subscription().await;
    store.close().await;
    let store = open(folder.path()).await.unwrap();
    assert_eq!(store.subscriptions_of(GuildId(10)).await.unwrap(), [subscription]);
    assert_eq!(store.subscriptions_of(GuildId(11)).await.unwrap(), []);
    assert_eq!(store.next_due().await.unwrap(), Some(morning()));
}

#[tokio::test]
async fn a_subscription_is_due_from_its_time_on_and_not_before() {
    let (_folder, store, subscription) = with_subscription().await;
    assert_eq!(store.due(morning() - TimeDelta::seconds(1), 10).await.unwrap(), []);
    assert_eq!(store.due(morning(), 10).await.unwrap(), [subscription]);
}

#[tokio::test]
async fn of_two_planners_that_saw_the_same_only_one_plans() {
    let (_folder, store, subscription) = with_subscription().await;
    let plan = plan_of(&subscription);
    assert!(store.plan(&plan, morning()).await.unwrap());
    assert!(!store.plan(&plan, morning()).await.unwrap());
    assert_eq!(store.ledger(CHANNEL).await.unwrap().len(), 1);
    assert_eq!(store.next_due().await.unwrap(), Some(at("2026-04-25T09:00:00Z")));
}

#[tokio::test]
async fn an_occurrence_has_one_row_however_often_it_is_planned() {
    let (_folder, store, subscription) = with_subscription().await;
    let first = plan_of(&subscription);
    assert!(store.plan(&first, morning()).await.unwrap());
    let next: Occurrence = first.next.unwrap();
    let again = Plan { from: next, deliveries: first.deliveries.clone(), ..first };
    assert!(store.plan(&again, morning()).await.unwrap());
    assert_eq!(store.ledger(CHANNEL).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_delivery_is_held_by_one_worker_until_its_lease_runs_out() {
    let (_folder, store, subscription) = with_subscription().await;
    store.plan(&plan_of(&subscription), morning()).await.unwrap();
    let mut first = claim(&store, "first", morning()).await;
    assert_eq!((first.len(), first[0].attempt, first[0].perhaps_posted), (1, 1, false));
    assert!(claim(&store, "second", morning() + TimeDelta::seconds(119)).await.is_empty());

    let later = morning() + TimeDelta::minutes(2);
    let mut second = claim(&store, "second", later).await;
    assert_eq!((second[0].attempt, second[0].perhaps_posted), (2, true));
    assert!(!store.settle(first.remove(0), &posted(), later).await.unwrap());
    assert!(store.settle(second.remove(0), &posted(), later).await.unwrap());
    assert_eq!(store.ledger(CHANNEL).await.unwrap()[0].state, LedgerState::Posted(MessageId(99)));
    assert_eq!(store.next_attempt().await.unwrap(), None);
    assert_eq!(store.shown(CHANNEL).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_retry_waits_for_its_time_and_remembers_whether_it_may_have_arrived() {
    let (_folder, store, subscription) = with_subscription().await;
    store.plan(&plan_of(&subscription), morning()).await.unwrap();
    for perhaps_posted in [false, true] {
        let now = store.next_attempt().await.unwrap().unwrap();
        let lease = claim(&store, "worker", now).await.remove(0);
        let at = now + TimeDelta::minutes(5);
        assert!(store.settle(lease, &Settlement::Retry { at, perhaps_posted }, now).await.unwrap());
        assert!(claim(&store, "worker", at - TimeDelta::seconds(1)).await.is_empty());
        assert_eq!(store.next_attempt().await.unwrap(), Some(at));
    }
    let now = store.next_attempt().await.unwrap().unwrap();
    assert!(claim(&store, "worker", now).await[0].perhaps_posted);
}

#[tokio::test]
async fn giving_up_with_a_pause_keeps_the_channel_quiet_until_it_is_set_up_again() {
    let (_folder, store, subscription) = with_subscription().await;
    let first = plan_of(&subscription);
    store.plan(&first, morning()).await.unwrap();
    let lease = claim(&store, "worker", morning()).await.remove(0);
    let next: Occurrence = first.next.unwrap();
    let waiting = vec![Planned { occurrence: next, fate: Fate::Post { late: false } }];
    let second = Plan { from: next, deliveries: waiting, next: subscription.schedule.next(&next), ..first };
    store.plan(&second, next.instant).await.unwrap();
    let settlement = Settlement::GivenUp { reason: "no permission".into(), pause: true };
    assert!(store.settle(lease, &settlement, morning()).await.unwrap());
    let paused = store.subscriptions_of(GuildId(10)).await.unwrap().remove(0);
    assert_eq!(paused.state, State::Paused { because: "no permission".into() });
    assert_eq!(store.due(at("2026-05-24T09:00:00Z"), 10).await.unwrap(), []);
    assert_eq!(store.next_due().await.unwrap(), None);
    let ledger = store.ledger(CHANNEL).await.unwrap();
    let gone = LedgerState::GivenUp("no permission".into());
    assert_eq!(ledger.iter().filter(|entry| entry.state == gone).count(), 2);
    assert_eq!(store.next_attempt().await.unwrap(), None);
}

#[tokio::test]
async fn a_database_from_a_newer_version_is_refused_and_left_alone() {
    let (folder, store, _) = with_subscription().await;
    store.close().await;
    let file = folder.path().join("inside/daybook.sqlite");
    let pool = sqlx::SqlitePool::connect(&format!("sqlite:{}", file.display())).await.unwrap();
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                 VALUES (999, 'from the future', TRUE, x'00', 0)";
    sqlx::query(newer).execute(&pool).await.unwrap();
    pool.close().await;
    let before = std::fs::read(&file).unwrap();
    let refusal = open(folder.path()).await.unwrap_err();
    assert!(matches!(refusal, StoreError::Newer { migration: 999, .. }), "{refusal}");
    assert!(refusal.to_string().contains("was written by a newer version"), "{refusal}");
    assert_eq!(std::fs::read(&file).unwrap(), before);
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("inside")).unwrap();
    let file = folder.path().join("inside/daybook.sqlite");
    std::fs::write(&file, "this is no database, only a few words that somebody wrote").unwrap();
    let refusal = open(folder.path()).await.unwrap_err().to_string();
    assert!(refusal.contains("inside/daybook.sqlite"), "{refusal}");
}
