//! Servers that remove the bot, come back, or want to be forgotten.

use daybook::playground::GuildId as Server;
use daybook::store::LedgerState;
use daybook::subscription::GuildId;

use super::scene::{PATIENCE, Scene, Setting, at, play, play_in};

const SET_UP: &str = "/daily setup channel:#history time:09:00 zone:UTC";

fn server(scene: &Scene) -> Server {
    scene.control.channels()[0].0
}

/// Waits until that is so in the store.
async fn until(mut is_so: impl AsyncFnMut() -> bool) {
    let waiting = async {
        while !is_so().await {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, waiting).await.expect("it comes to pass");
}

#[tokio::test]
async fn a_server_that_comes_back_within_thirty_days_finds_all_as_it_was() {
    play("2026-04-23T12:00:00Z", async |scene| {
        scene.slash("Max", SET_UP).await.unwrap();
        let guild = GuildId(server(scene).0);
        scene.control.remove_bot(server(scene));
        until(async || scene.store.servers().await.unwrap().is_empty()).await;
        scene.clock.set(at("2026-05-20T12:00:00Z"));
        assert_eq!(scene.store.next_due().await.unwrap(), None, "nobody is there to get a post");
        scene.control.add_bot(server(scene));
        until(async || scene.store.next_due().await.unwrap().is_some()).await;
        assert_eq!(scene.store.subscriptions_of(guild).await.unwrap().len(), 1);
        scene.clock.set(at("2026-05-21T09:00:00Z"));
        scene.posts("history", 1).await;
        let ledger = scene.settled("history", 1).await;
        assert!(matches!(ledger[..], [ref one] if matches!(one.state, LedgerState::Posted(_))));
    })
    .await;
}

#[tokio::test]
async fn thirty_days_after_the_bot_was_removed_nothing_is_left() {
    play("2026-04-23T12:00:00Z", async |scene| {
        scene.slash("Max", SET_UP).await.unwrap();
        scene.control.remove_bot(server(scene));
        until(async || scene.store.servers().await.unwrap().is_empty()).await;
        scene.clock.set(at("2026-05-22T12:00:00Z"));
        scene.clock.set(at("2026-05-23T18:00:01Z"));
        until(async || scene.store.all().await.unwrap().is_empty()).await;
    })
    .await;
}

#[tokio::test]
async fn an_outage_of_a_server_is_no_farewell() {
    play("2026-04-23T12:00:00Z", async |scene| {
        scene.slash("Max", SET_UP).await.unwrap();
        scene.control.set_outage(server(scene), true);
        scene.control.set_outage(server(scene), false);
        scene.slash("Mia", "/onthisday date:24 April").await.unwrap();
        scene.clock.set(at("2026-04-24T09:00:00Z"));
        scene.posts("history", 1).await;
        scene.settled("history", 1).await;
    })
    .await;
}

#[tokio::test]
async fn a_farewell_that_the_bot_did_not_hear_is_noticed_when_it_connects() {
    play("2026-04-23T12:00:00Z", async |scene| {
        scene.slash("Max", SET_UP).await.unwrap();
        scene.control.invalidate_sessions(false);
        scene.control.remove_bot(server(scene));
        until(async || scene.store.servers().await.unwrap().is_empty()).await;
    })
    .await;
}

#[tokio::test]
async fn a_server_is_forgotten_at_once_when_its_moderators_wish_so() {
    play_in(Setting::at("2026-04-24T08:00:00Z"), async |scene| {
        scene.slash("Max", SET_UP).await.unwrap();
        scene.clock.set(at("2026-04-24T09:00:00Z"));
        scene.posts("history", 1).await;
        scene.settled("history", 1).await;
        let ask = async || scene.slash("Max", "/daily forget").await.unwrap().message.unwrap();
        let asked = ask().await;
        assert_eq!(
            asked.text(),
            "Delete everything that I know of this server: 1 daily post, what its channels had, and the list of changes? \
             This cannot be undone."
        );
        scene.press("Max", &asked, "Keep", 0).await.unwrap();
        assert!(scene.told("Max", "/daily list").await.contains("1 of 25"));
        let done = scene.press("Max", &ask().await, "Delete everything", 0).await.unwrap().message.unwrap();
        assert_eq!(done.text(), "Done. Everything that I knew of this server is deleted, and no posts come any more.");
        assert!(scene.told("Max", "/daily list").await.starts_with("There are no daily posts"));
        assert_eq!(scene.told("Max", "/daily log").await, "Nobody has changed anything on this server yet.");
        assert_eq!(scene.store.all().await.unwrap(), []);
    })
    .await;
}
