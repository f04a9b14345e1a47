//! What the API answers, and what it refuses.

use serde_json::json;
use serenity::all::ChannelId;

use super::{Stage, World, bot};

#[tokio::test]
async fn a_message_is_written_read_changed_and_removed() {
    let stage = Stage::of(World::reading_room()).await;
    let http = bot::http(&stage.at);
    let channel = ChannelId::new(stage.at.channel_id);
    let sent = http.send_message(channel, vec![], &json!({ "content": "Good morning" })).await.unwrap();
    assert_eq!(sent.timestamp.unix_timestamp(), super::nine().timestamp());
    let read = http.get_message(channel, sent.id).await.unwrap();
    assert_eq!(read.content, "Good morning");
    http.edit_message(channel, sent.id, &json!({ "content": "Changed" }), vec![]).await.unwrap();
    assert_eq!(http.get_messages(channel, None, None).await.unwrap()[0].content, "Changed");
    http.delete_message(channel, sent.id, None).await.unwrap();
    assert!(http.get_messages(channel, None, None).await.unwrap().is_empty());
}
