//! What the API answers, and what it refuses.

use chrono::TimeDelta;
use daybook::playground::{
    ChannelKind, MENTION_EVERYONE, READ_MESSAGE_HISTORY, SEND_MESSAGES, VIEW_CHANNEL, World,
};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use serenity::all::ChannelId;

use super::{Stage, bot};

/// One request with the bot's token: status and body.
pub(super) async fn ask(stage: &Stage, method: Method, path: &str, body: Value) -> (u16, Value) {
    let address = format!("{}/api/v10/{path}", stage.at.api);
    let request = Client::new().request(method, address);
    let request = request.header("Authorization", format!("Bot {}", stage.at.token)).json(&body);
    let answer = request.send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap_or(Value::Null))
}

/// Posts to a channel by name: status and Discord's number, or 0.
async fn post(stage: &Stage, channel: &str, body: Value) -> (u16, u64) {
    let path = format!("channels/{}/messages", stage.channel(channel));
    let (status, body) = ask(stage, Method::POST, &path, body).await;
    (status, body["code"].as_u64().unwrap_or(0))
}

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

#[tokio::test]
async fn the_bot_needs_permissions_where_it_writes_and_reads() {
    let stage = Stage::of(World::reading_room()).await;
    let hello = json!({ "content": "Hello" });
    let (control, history) = (&stage.control, stage.channel("history"));
    for (taken, code) in [(SEND_MESSAGES, 50013), (VIEW_CHANNEL, 50001)] {
        control.deny_bot(history, taken);
        assert_eq!(post(&stage, "history", hello.clone()).await, (403, code));
    }
    control.deny_bot(history, READ_MESSAGE_HISTORY);
    assert_eq!(post(&stage, "history", hello.clone()).await, (200, 0));
    let path = format!("channels/{history}/messages");
    assert_eq!(ask(&stage, Method::GET, &path, Value::Null).await.1["code"], 50001);
    assert_eq!(post(&stage, "books", hello.clone()).await, (400, 40058));
    control.remove_channel(history);
    let (status, body) = ask(&stage, Method::POST, &path, hello).await;
    assert_eq!((status, &body["code"]), (404, &json!(10003)));
}

#[tokio::test]
async fn wrong_messages_are_refused_whole_in_discords_shape() {
    let stage = Stage::of(World::reading_room()).await;
    let text = |text: &str| json!({ "flags": 1 << 15, "components": [{ "type": 10, "content": text }] });
    let both = json!({ "flags": 1 << 15, "content": "x", "components": [{ "type": 10, "content": "x" }] });
    for (body, wanted) in [
        (json!({}), (400, 50006)),
        (json!({ "content": "x".repeat(2_001) }), (400, 50035)),
        (json!({ "content": "x", "nonce": "x".repeat(26) }), (400, 50035)),
        (text(&"x".repeat(4_001)), (400, 50035)),
        (text(&"語".repeat(3_400)), (500, 0)),
        (both, (400, 50035)),
    ] {
        assert_eq!(post(&stage, "history", body.clone()).await, wanted, "{body}");
    }
    assert!(stage.control.messages(stage.channel("history")).is_empty());
    let path = format!("channels/{}/messages", stage.at.channel_id);
    let long = json!({ "flags": 1 << 15, "components": [{ "type": 1, "components": [
        { "type": 2, "style": 1, "label": "x".repeat(81), "custom_id": "a" } ] }] });
    let (_, refused) = ask(&stage, Method::POST, &path, long).await;
    let error = &refused["errors"]["components"]["0"]["components"]["0"]["label"]["_errors"][0]["message"];
    assert_eq!(error, "Must be 80 or fewer in length.");
}

#[tokio::test]
async fn a_nonce_makes_one_message_for_a_few_minutes() {
    let stage = Stage::of(World::reading_room()).await;
    let path = format!("channels/{}/messages", stage.at.channel_id);
    let body = json!({ "content": "Once", "nonce": "morning-1", "enforce_nonce": true });
    let (_, first) = ask(&stage, Method::POST, &path, body.clone()).await;
    let (_, second) = ask(&stage, Method::POST, &path, body.clone()).await;
    assert_eq!(first["id"], second["id"]);
    stage.clock.advance(TimeDelta::minutes(4));
    let (_, third) = ask(&stage, Method::POST, &path, body).await;
    assert_ne!(first["id"], third["id"]);
    assert_eq!(stage.control.messages(stage.channel("history")).len(), 2);
}

#[tokio::test]
async fn only_what_may_be_pinged_is_pinged() {
    let stage = Stage::of(World::reading_room()).await;
    let club = stage.control.role("History Club").unwrap();
    let moderators = stage.control.role("Moderators").unwrap();
    let path = format!("channels/{}/messages", stage.at.channel_id);
    let body = |allowed: Value| json!({ "content": format!("<@&{club}> <@&{moderators}> @everyone"), "allowed_mentions": allowed });
    let allowed = json!({ "parse": [], "roles": [club, moderators] });
    let (_, message) = ask(&stage, Method::POST, &path, body(allowed)).await;
    assert_eq!(message["mention_roles"], json!([club]));
    let bot = stage.control.role("Daybook").unwrap();
    stage.control.set_role(bot, VIEW_CHANNEL | SEND_MESSAGES | MENTION_EVERYONE, false);
    let (_, message) = ask(&stage, Method::POST, &path, body(json!({ "parse": ["everyone"] }))).await;
    assert_eq!((&message["mention_roles"], &message["mention_everyone"]), (&json!([]), &json!(true)));
}

#[tokio::test]
async fn threads_and_posts_are_started_and_close() {
    let stage = Stage::of(World::reading_room()).await;
    let books = stage.channel("books");
    let path = format!("channels/{books}/threads");
    let post = json!({ "name": "24 April", "message": { "content": "What happened" } });
    let (status, thread) = ask(&stage, Method::POST, &path, post.clone()).await;
    assert_eq!((status, thread["message"]["id"].as_str()), (201, thread["id"].as_str()));
    stage.control.require_tag(books, true);
    assert_eq!(ask(&stage, Method::POST, &path, post).await.1["code"], 40067);
    let id: daybook::playground::ChannelId = thread["id"].as_str().unwrap().parse().unwrap();
    stage.control.archive(id, true);
    let path = format!("channels/{id}/messages");
    assert_eq!(ask(&stage, Method::POST, &path, json!({ "content": "x" })).await.1["code"], 50083);
}

#[tokio::test]
async fn an_announcement_is_published_once() {
    let stage = Stage::of(World::reading_room()).await;
    let path = format!("channels/{}/messages", stage.channel("announcements"));
    let (_, message) = ask(&stage, Method::POST, &path, json!({ "content": "News" })).await;
    let path = format!("{path}/{}/crosspost", message["id"].as_str().unwrap());
    assert_eq!(ask(&stage, Method::POST, &path, Value::Null).await.1["flags"], 1);
    assert_eq!(ask(&stage, Method::POST, &path, Value::Null).await.1["code"], 40033);
}

#[tokio::test]
async fn a_list_can_be_read_from_any_place() {
    let stage = Stage::of(World::reading_room()).await;
    let path = format!("channels/{}/messages", stage.at.channel_id);
    let mut ids = Vec::new();
    for number in 0..5 {
        let (_, message) = ask(&stage, Method::POST, &path, json!({ "content": number.to_string() })).await;
        ids.push(message["id"].as_str().unwrap().to_owned());
    }
    for (query, wanted) in [
        ("limit=2".to_owned(), vec!["4", "3"]),
        (format!("limit=2&before={}", ids[3]), vec!["2", "1"]),
        (format!("limit=2&after={}", ids[1]), vec!["3", "2"]),
        (format!("limit=3&around={}", ids[2]), vec!["3", "2", "1"]),
    ] {
        let (_, list) = ask(&stage, Method::GET, &format!("{path}?{query}"), Value::Null).await;
        let texts: Vec<_> =
            list.as_array().unwrap().iter().map(|one| one["content"].as_str().unwrap()).collect();
        assert_eq!(texts, wanted, "{query}");
    }
}

#[tokio::test]
async fn without_the_token_nothing_is_done_and_unknown_requests_are_noted() {
    let stage = Stage::of(World::reading_room()).await;
    let answer = Client::new().get(format!("{}/api/v10/users/@me", stage.at.api)).send().await.unwrap();
    assert_eq!(answer.status(), 401);
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body, json!({ "message": "401: Unauthorized", "code": 0 }));
    let (status, body) = ask(&stage, Method::GET, "stage-instances/1", Value::Null).await;
    assert_eq!((status, body), (404, json!({ "message": "404: Not Found", "code": 0 })));
    let journal = stage.control.journal();
    assert_eq!((journal[1].route, journal[1].path.as_str()), ("unknown", "/stage-instances/1"));
}

#[tokio::test]
async fn a_big_world_has_as_many_channels_as_were_asked_for() {
    let world = World::with_channels(250).channel(ChannelKind::Announcement, "news");
    let stage = Stage::of(world).await;
    assert!(stage.control.channel("history-250").is_some());
    let (_, guilds) = ask(&stage, Method::GET, "users/@me/guilds", Value::Null).await;
    assert_eq!(guilds.as_array().unwrap().len(), 3);
    assert_eq!(post(&stage, "news", json!({ "content": "x" })).await, (200, 0));
}
