//! How long the planner takes, how much room the ledger needs, and whether clearing it stands in the way:
//! `cargo bench --bench planner [-- SUBSCRIPTIONS…]`, on SQLite, and on PostgreSQL where `TEST_POSTGRES_URL` names a
//! server.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark that cannot go on says so by panicking, and prints its table"
)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use daybook::delivery::{Planner, Pruned, Pruner, Settings};
use daybook::schedule::Zone;
use daybook::store::{Claim, Database, Settled, Settlement, Store};
use daybook::subscription::MessageId;
use support::place::Place;
use support::seed::{self, Seed};
use support::table::Table;

/// Subscriptions, unless the command line says otherwise.
const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];

/// How many are due at once in a big morning.
const DUE: usize = 10_000;

fn noon() -> DateTime<Utc> {
    "2026-04-23T12:00:00Z".parse().unwrap()
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}

/// All zones in turn, at nine in the morning there tomorrow; the first `DUE` of them at the same time.
fn seeds(count: usize) -> Vec<Seed> {
    let zones: Vec<_> = Zone::all().collect();
    let tomorrow = noon().date_naive().succ_opt().unwrap().and_hms_opt(9, 0, 0).unwrap();
    let seed = |number: usize| {
        let zone = zones[number % zones.len()];
        let half_past = noon() + TimeDelta::minutes(30);
        let due = zone.instant(tomorrow).unwrap().max(half_past + TimeDelta::hours(1));
        let channel = u64::try_from(number).unwrap() + 1;
        Seed { guild: channel / 100 + 1, channel, zone, due: if number < DUE { half_past } else { due } }
    };
    (0..count).map(seed).collect()
}

async fn median(mut step: impl AsyncFnMut()) -> Duration {
    let mut times = Vec::new();
    for _ in 0..31 {
        let since = Instant::now();
        step().await;
        times.push(since.elapsed());
    }
    times.sort();
    times[times.len() / 2]
}

/// Bytes in the tables and indices whose names begin so.
async fn bytes(place: &Place, table: &str) -> i64 {
    let settings = place.settings();
    let mut connection = seed::connect(&settings).await;
    let statement = if settings.url.is_empty() {
        "SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name IN (SELECT name FROM sqlite_master WHERE tbl_name = $1)"
    } else {
        "SELECT pg_total_relation_size($1::text::regclass)"
    };
    sqlx::query_scalar(statement).bind(table).fetch_one(&mut connection).await.unwrap()
}

struct Morning {
    idle: Duration,
    planned: Duration,
    subscription: i64,
}

async fn plan(place: &Place, store: &Database, count: usize) -> Morning {
    seed::subscriptions(&place.settings(), &seeds(count)).await;
    let subscription = bytes(place, "subscription").await / i64::try_from(count).unwrap();
    let shared: Arc<dyn Store> = Arc::new(store.clone());
    let planner = Planner::new(shared.clone());
    let idle = median(async || {
        planner.step(noon()).await.unwrap();
        shared.next_due().await.unwrap();
    })
    .await;
    let due = noon() + TimeDelta::minutes(30);
    let since = Instant::now();
    let mut posts = 0;
    loop {
        let step = planner.step(due).await.unwrap();
        posts += step.planned;
        if !step.more {
            break;
        }
    }
    assert_eq!(posts, count.min(DUE));
    Morning { idle, planned: since.elapsed(), subscription }
}

/// Claims and settles everything; how long each claim and settlement of 100 took.
async fn deliver(store: &Database, now: DateTime<Utc>) -> Vec<Duration> {
    let events: Vec<_> =
        (0..5).map(|n| format!("an-event-of-ordinary-length-{n}-1900").parse().unwrap()).collect();
    let mut times = Vec::new();
    loop {
        let since = Instant::now();
        let until = now + TimeDelta::minutes(2);
        let leases = store.claim(&Claim { owner: "bench".into(), now, until, limit: 100 }).await.unwrap();
        if leases.is_empty() {
            return times;
        }
        let message = MessageId(1_500_000_000_000_000_000);
        let settled: Vec<_> = leases
            .into_iter()
            .map(|lease| {
                let place = lease.subscription.channel;
                let settlement = Settlement::Posted { message, place, remark: None, events: events.clone() };
                Settled { lease, settlement }
            })
            .collect();
        store.settle(&settled, now).await.unwrap();
        times.push(since.elapsed());
    }
}

/// The slowest of them, while the ledger of a year and more is being cleared.
async fn deliver_while_pruning(store: &Database) -> (Duration, Duration, u64) {
    let shared: Arc<dyn Store> = Arc::new(store.clone());
    let settings = Settings { ledger_days: 400, ..settings() };
    let (pruner, planner) = (Pruner::new(shared.clone(), &settings), Planner::new(shared));
    let later = noon() + TimeDelta::days(401);
    let alone = deliver_one_morning(&planner, store, later).await;
    let after = later + TimeDelta::days(1);
    let mut gone = 0;
    let clear = async {
        while let Pruned::Some(rows) = pruner.step(later - TimeDelta::hours(20)).await.unwrap() {
            gone += rows;
        }
    };
    let (beside, ()) = tokio::join!(deliver_one_morning(&planner, store, after), clear);
    (alone, beside, gone)
}

async fn deliver_one_morning(planner: &Planner, store: &Database, now: DateTime<Utc>) -> Duration {
    while planner.step(now).await.unwrap().more {}
    deliver(store, now).await.into_iter().max().unwrap_or_default()
}

fn settings() -> Settings {
    let config = daybook::config::Config::load(&daybook::config::Inputs::default()).unwrap();
    config.delivery
}

async fn run(table: &mut Table<7>, name: &str, place: &Place, count: usize) {
    let store = place.open().await.unwrap();
    let morning = plan(place, &store, count).await;
    let rows = i64::try_from(count.min(DUE)).unwrap();
    let before = bytes(place, "delivery").await + bytes(place, "shown").await;
    deliver(&store, noon() + TimeDelta::minutes(30)).await;
    let after = bytes(place, "delivery").await + bytes(place, "shown").await;
    let pruning = if count == SIZES[0] {
        let (alone, beside, gone) = deliver_while_pruning(&store).await;
        format!("{} alone, {} while {gone} rows go", milliseconds(alone), milliseconds(beside))
    } else {
        "-".to_owned()
    };
    table.row([
        name.to_owned(),
        count.to_string(),
        milliseconds(morning.idle),
        milliseconds(morning.planned),
        morning.subscription.to_string(),
        format!("{} ({} settled)", before / rows, after / rows),
        pruning,
    ]);
    place.leave(store).await;
}

#[tokio::main]
async fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let sizes = if asked.is_empty() { SIZES.to_vec() } else { asked };
    let mut table = Table::new([
        "store",
        "subscriptions",
        "nothing due",
        "10,000 due",
        "bytes a subscription",
        "bytes a delivery",
        "slowest claim and settlement of 100",
    ]);
    for count in sizes {
        run(&mut table, "SQLite", &Place::file(), count).await;
        if let Some(place) = Place::postgres().await {
            run(&mut table, "PostgreSQL", &place, count).await;
        }
    }
    println!("{table}");
    println!("{}", support::table::machine());
}
