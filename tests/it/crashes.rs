//! Every channel has one post for each morning, however often the program is killed, and the ledger knows of each.
//! For a long run: `cargo bench --bench crashes -- --kills 1000`.

use crate::support::ordeal::Ordeal;
use crate::support::place::Place;

/// How often the program is killed in a run of the tests.
const KILLS: usize = 100;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_again_and_again_on_sqlite_every_channel_has_one_post_a_morning() {
    let mut ordeal = Ordeal::open().await;
    while ordeal.killed < KILLS {
        ordeal.morning(&Place::file(), 1, KILLS - ordeal.killed).await;
    }
    ordeal.leave().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_on_postgresql_killed_again_and_again_post_once() {
    let mut ordeal = Ordeal::open().await;
    while ordeal.killed < KILLS {
        let Some(place) = Place::postgres().await else { return };
        ordeal.morning(&place, 2, KILLS - ordeal.killed).await;
        place.leave(place.open().await.unwrap()).await;
    }
    ordeal.leave().await;
}
