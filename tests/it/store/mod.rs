//! The store: what holds whatever breaks around it, on SQLite and on PostgreSQL.

/// Runs each of these on SQLite and on PostgreSQL.
macro_rules! on_both {
    ($($test:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $test() {
                let place = crate::support::place::Place::file();
                let store = place.open().await.unwrap();
                super::$test(&store).await;
                place.leave(store).await;
            })*
        }

        mod postgres {
            $(#[tokio::test]
            async fn $test() {
                let Some(place) = crate::support::place::Place::postgres().await else { return };
                let store = place.open().await.unwrap();
                super::$test(&store).await;
                place.leave(store).await;
            })*
        }
    };
}

mod conformance;
mod file;
mod migrations;
mod moderation;

use chrono::{DateTime, TimeDelta, Utc};
use daybook::edition::Taste;
use daybook::schedule::{Rule, Schedule, TimesOfDay, read_time_of_day};
use daybook::store::{
    Change, Claim, Database, Fate, Lease, LedgerEntry, Plan, Planned, Settled, Settlement, Store as _,
    Subscribed,
};
use daybook::subscription::{ChannelId, Draft, GuildId, MessageId, Posting, Subscription, UserId};

use crate::support::place::Place;

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

fn draft(channel: ChannelId) -> Draft {
    let rule = Rule::Times(TimesOfDay::daily(read_time_of_day("9:00").unwrap()));
    let schedule = Schedule { rule, zone: "UTC".parse().unwrap() };
    let set_up_in = ChannelId(21);
    let (taste, posting) = (Taste::default(), Posting::default());
    Draft { guild: GuildId(10), channel, set_up_in, set_up_by: UserId(30), schedule, taste, posting }
}

async fn subscribe(store: &Database, channel: ChannelId) -> Subscription {
    set_up(store, &draft(channel)).await.subscription().expect("there is room")
}

async fn set_up(store: &Database, draft: &Draft) -> Subscribed {
    let next = draft.schedule.next_after(eve());
    store.subscribe(draft, next, MOST, &did("set up"), eve()).await.unwrap()
}

/// Subscriptions that a server may have.
const MOST: u32 = 30;

fn did(what: &str) -> Change {
    Change { by: Some(UserId(30)), what: what.to_owned() }
}

async fn ledger(store: &Database, channel: ChannelId) -> Vec<LedgerEntry> {
    let all = store.subscriptions_of(GuildId(10)).await.unwrap();
    let id = all.iter().find(|subscription| subscription.channel == channel).unwrap().id;
    store.ledger(id).await.unwrap()
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

/// A subscription with one delivery that is ready in the morning.
async fn planned(store: &Database) -> Subscription {
    let subscription = subscribe(store, CHANNEL).await;
    store.plan(&[plan_of(&subscription)], morning()).await.unwrap();
    subscription
}

async fn claim(store: &Database, owner: &str, now: DateTime<Utc>) -> Vec<Lease> {
    let until = now + TimeDelta::minutes(2);
    store.claim(&Claim { owner: owner.to_owned(), now, until, limit: 10 }).await.unwrap()
}

async fn settle(store: &Database, lease: Lease, settlement: Settlement, now: DateTime<Utc>) -> bool {
    store.settle(&[Settled { lease, settlement }], now).await.unwrap()[0]
}

fn posted() -> Settlement {
    let events = vec!["treaty-of-berlin-1926".parse().unwrap()];
    Settlement::Posted { message: MessageId(99), place: CHANNEL, remark: None, events }
}

fn given_up() -> Settlement {
    Settlement::GivenUp { reason: "no permission".into(), pause: true }
}
