//! What can go wrong on the way into the channel.

use chrono::TimeDelta;
use daybook::playground::{Fault, SEND_MESSAGES, Trouble};
use daybook::store::LedgerState;

use super::scene::{Scene, at, play};

async fn morning_with(scene: &Scene, fault: Fault) {
    scene.slash("Max", "/daily setup channel:#history time:09:00 zone:UTC").await.unwrap();
    scene.control.arm(fault.on("create_message"));
    scene.clock.set(at("2026-04-24T09:00:00Z"));
}

/// Moves the clock on until the delivery is settled, as time would.
async fn wait_out_retries(scene: &Scene) -> LedgerState {
    for _ in 0..200 {
        let ledger = scene.ledger("history").await;
        match ledger.first() {
            Some(entry) if entry.state.is_settled() => return entry.state.clone(),
            Some(entry) if entry.state == LedgerState::Planned => {
                scene.clock.advance(TimeDelta::seconds(30));
            }
            _ => {}
        }
        scene
            .control
            .wait_for_messages(scene.channel("history"), 2, std::time::Duration::from_millis(50))
            .await;
    }
    panic!("the delivery was never settled: {:?}", scene.ledger("history").await);
}

#[tokio::test]
async fn an_answer_that_is_lost_after_the_message_was_accepted_makes_no_second_post() {
    play("2026-04-24T08:00:00Z", async |scene| {
        morning_with(scene, Fault::new(Trouble::LoseAnswer)).await;
        let posts = scene.posts("history", 1).await;
        let state = wait_out_retries(scene).await;
        assert!(matches!(state, LedgerState::Posted(id) if id.0 == posts[0].id.0), "{state:?}");
        scene.posts("history", 1).await;
    })
    .await;
}

#[tokio::test]
async fn a_server_error_is_tried_again_until_it_is_over() {
    play("2026-04-24T08:00:00Z", async |scene| {
        morning_with(scene, Fault::new(Trouble::Status { status: 503, body: None }).times(3)).await;
        assert!(matches!(wait_out_retries(scene).await, LedgerState::Posted(_)));
        scene.posts("history", 1).await;
    })
    .await;
}

#[tokio::test]
async fn a_rate_limit_is_obeyed() {
    play("2026-04-24T08:00:00Z", async |scene| {
        let trouble = Trouble::RateLimit { retry_after_ms: Some(90_000), global: false };
        morning_with(scene, Fault::new(trouble)).await;
        assert!(matches!(wait_out_retries(scene).await, LedgerState::Posted(_)));
        let post = scene.posts("history", 1).await.remove(0);
        let posted: chrono::DateTime<chrono::Utc> =
            post.raw()["timestamp"].as_str().unwrap().parse().unwrap();
        assert!(posted >= at("2026-04-24T09:01:30Z"), "{posted}");
    })
    .await;
}

#[tokio::test]
async fn a_missing_permission_pauses_the_channel_with_a_reason_and_is_not_asked_again() {
    play("2026-04-24T08:00:00Z", async |scene| {
        scene.slash("Max", "/daily setup channel:#history time:09:00 zone:UTC").await.unwrap();
        scene.control.deny_bot(scene.channel("history"), SEND_MESSAGES);
        scene.clock.set(at("2026-04-24T09:00:00Z"));
        let LedgerState::GivenUp(reason) = wait_out_retries(scene).await else { panic!("it was posted") };
        assert!(reason.contains("grant me Send Messages"), "{reason}");

        // The moderators hear of it where they set it up, once.
        let notice = scene.posts("general", 1).await.remove(0);
        assert!(notice.text().contains("are paused:** I may not post in the channel"), "{}", notice.text());
        let history = format!("/channels/{}/messages", scene.channel("history").0);
        let journal = || scene.control.journal().into_iter();
        let tries = || journal().filter(|one| one.method == "POST" && one.path.ends_with(&history)).count();
        assert_eq!(tries(), 1);
        scene.clock.set(at("2026-04-25T09:00:00Z"));
        scene.slash("Mia", "/onthisday").await.unwrap();
        assert_eq!((tries(), scene.ledger("history").await.len()), (1, 1));

        // As soon as it is mended the posts run again, and the moderators hear of that too.
        scene.control.deny_bot(scene.channel("history"), 0);
        let mended = scene.posts("general", 3).await.remove(2);
        assert!(mended.text().contains("run again:** the next one comes"), "{}", mended.text());
        scene.clock.set(at("2026-04-26T09:00:00Z"));
        scene.posts("history", 1).await;
    })
    .await;
}

#[tokio::test]
async fn a_dropped_gateway_comes_back_and_commands_work_again() {
    play("2026-04-24T08:00:00Z", async |scene| {
        scene.control.drop_gateway();
        assert!(scene.control.wait_for_commands(std::time::Duration::from_secs(30)).await);
        scene.slash("Mia", "/onthisday date:24 April").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn long_after_discord_forgot_the_nonce_the_post_is_found_by_its_mark() {
    play("2026-04-24T08:00:00Z", async |scene| {
        morning_with(scene, Fault::new(Trouble::LoseAnswer)).await;
        let posts = scene.posts("history", 1).await;
        while scene.ledger("history").await[0].state != LedgerState::Planned {
            tokio::task::yield_now().await;
        }
        scene.clock.advance(TimeDelta::hours(2));
        let state = scene.settled("history", 1).await.remove(0).state;
        assert!(matches!(state, LedgerState::Posted(id) if id.0 == posts[0].id.0), "{state:?}");
        scene.posts("history", 1).await;
    })
    .await;
}

#[tokio::test]
async fn the_post_is_found_by_its_mark_however_much_was_said_since() {
    play("2026-04-24T08:00:00Z", async |scene| {
        morning_with(scene, Fault::new(Trouble::LoseAnswer)).await;
        let post = scene.posts("history", 1).await.remove(0);
        while scene.ledger("history").await[0].state != LedgerState::Planned {
            tokio::task::yield_now().await;
        }
        for number in 0..250 {
            let said = scene.control.say(scene.person("Mia"), scene.channel("history"), &format!("{number}"));
            assert!(said.is_ok(), "{said:?}");
        }
        scene.clock.advance(TimeDelta::hours(2));
        let state = scene.settled("history", 1).await.remove(0).state;
        assert!(matches!(state, LedgerState::Posted(id) if id.0 == post.id.0), "{state:?}");
        assert_eq!(scene.look_at("history").len(), 251);
    })
    .await;
}
