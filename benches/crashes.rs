//! A long run of the crash test: `cargo bench --bench crashes -- --kills 1000`, on SQLite, and with two processes on
//! PostgreSQL where `TEST_POSTGRES_URL` names a server. It fails where a channel has not exactly one post a morning.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a run that cannot go on says so by panicking, and prints what it did"
)]

#[path = "../tests/support/mod.rs"]
mod support;

use support::ordeal::Ordeal;
use support::place::Place;

fn kills() -> usize {
    let words: Vec<_> = std::env::args().collect();
    let after =
        words.iter().position(|word| word == "--kills").and_then(|at| words.get(at + 1)?.parse().ok());
    after.unwrap_or(100)
}

#[tokio::main]
async fn main() {
    let kills = kills();
    let mut alone = Ordeal::open().await;
    while alone.killed < kills {
        alone.morning(&Place::file(), 1, kills - alone.killed).await;
    }
    println!("SQLite, one process: {}", alone.told());
    alone.leave().await;
    let mut two = Ordeal::open().await;
    while two.killed < kills {
        let Some(place) = Place::postgres().await else { return };
        two.morning(&place, 2, kills - two.killed).await;
        place.leave(place.open().await.unwrap()).await;
    }
    println!("PostgreSQL, two processes: {}", two.told());
    two.leave().await;
}
