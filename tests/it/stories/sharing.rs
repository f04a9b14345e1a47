//! Sharing a page that one reader sees with the whole channel.

use daybook::playground::{Holder, SEND_MESSAGES, SEND_MESSAGES_IN_THREADS, World};

use super::scene::{Setting, play, play_in};

const SHARE: &str = "Share in channel";

#[tokio::test]
async fn who_may_write_in_the_channel_may_share_a_page_and_is_named_without_a_ping() {
    play("2026-04-24T12:00:00Z", async |scene| {
        let post = scene.slash("Mia", "/onthisday").await.unwrap().message.unwrap();
        let page = scene.press("Ada", &post, "Continue reading", 0).await.unwrap().message.unwrap();
        let shared = scene.press("Ada", &page, SHARE, 0).await.unwrap();
        assert!(!shared.ephemeral);
        let shared = shared.message.unwrap();
        let (text, ada) = (shared.text(), scene.person("Ada"));
        assert!(text.contains("## Germany and Soviet Union Sign Neutrality Pact"), "{text}");
        assert!(text.contains(&format!("-# Shared by <@{ada}> · Text")), "{text}");
        assert_eq!(shared.mentions(), [""; 0]);
        assert!(shared.buttons().iter().all(|button| button.label != SHARE));
    })
    .await;
}

#[tokio::test]
async fn who_may_not_write_in_the_channel_is_not_offered_it_and_refused() {
    play("2026-04-24T12:00:00Z", async |scene| {
        let post = scene.slash("Ada", "/onthisday").await.unwrap().message.unwrap();
        let before = scene.press("Mia", &post, "Continue reading", 0).await.unwrap().message.unwrap();
        let general = scene.channel("general");
        scene.control.set_permissions(general, Holder::Person(scene.person("Mia")), 0, SEND_MESSAGES);
        let after = scene.press("Mia", &post, "Continue reading", 0).await.unwrap().message.unwrap();
        assert!(after.buttons().iter().all(|button| button.label != SHARE));
        let refused = scene.press("Mia", &before, SHARE, 0).await.unwrap();
        assert!(refused.ephemeral);
        let text = refused.message.unwrap().text();
        assert!(text.contains("You may not send messages in this channel"), "{text}");
    })
    .await;
}

#[tokio::test]
async fn in_a_thread_the_right_to_write_in_threads_decides() {
    let world = World::reading_room().thread("general", "tea");
    play_in(Setting { world, ..Setting::at("2026-04-24T12:00:00Z") }, async |scene| {
        let (mia, tea) = (scene.person("Mia"), scene.channel("tea"));
        let post = scene.control.slash(mia, tea, "/onthisday").await.unwrap().message.unwrap();
        let is_offered = async || {
            let page = scene.press("Mia", &post, "Continue reading", 0).await.unwrap().message.unwrap();
            page.buttons().iter().any(|button| button.label == SHARE).then_some(page)
        };
        scene.control.set_permissions(scene.channel("general"), Holder::Person(mia), 0, SEND_MESSAGES);
        let page = is_offered().await.expect("who may write in threads may share there");
        let shared = scene.press("Mia", &page, SHARE, 0).await.unwrap();
        assert!(!shared.ephemeral && shared.message.unwrap().text().contains("Shared by"));
        let general = scene.channel("general");
        scene.control.set_permissions(general, Holder::Person(mia), SEND_MESSAGES, SEND_MESSAGES_IN_THREADS);
        assert!(is_offered().await.is_none());
        let refused = scene.press("Mia", &page, SHARE, 0).await.unwrap().message.unwrap().text();
        assert!(refused.contains("You may not send messages"), "{refused}");
        scene.look_at("tea");
    })
    .await;
}
