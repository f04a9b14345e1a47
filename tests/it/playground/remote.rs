//! The control API over HTTP: what moves the world, the clock and many people.

use async_trait::async_trait;
use chrono::TimeDelta;
use daybook::playground::{Backstage, GuildId, Plan, View, World};
use reqwest::Client;
use serde_json::{Value, json};

use super::{Stage, nine};

async fn send(stage: &Stage, path: &str, body: Value) -> (u16, Value) {
    let address = format!("{}/{path}", stage.at.control);
    let answer = Client::new().post(address).json(&body).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

async fn look(stage: &Stage, path: &str) -> Value {
    reqwest::get(format!("{}/{path}", stage.at.control)).await.unwrap().json().await.unwrap()
}

/// A bot that posts in an hour.
#[derive(Debug)]
struct Planner;

#[async_trait]
impl Backstage for Planner {
    async fn look(&self, _: &[GuildId]) -> Result<View, String> {
        let next = Some(nine() + TimeDelta::hours(1));
        let channel = daybook::playground::ChannelId(1);
        let plan = Plan { channel, schedule: "every day at 10:00".to_owned(), next, paused: None };
        Ok(View { plans: vec![plan], entries: Vec::new() })
    }
}

#[tokio::test]
async fn the_clock_goes_to_just_before_the_next_post_where_somebody_knows_it() {
    let stage = Stage::of(World::reading_room()).await;
    let (status, refused) = send(&stage, "clock", json!({ "next_post": true })).await;
    assert_eq!(status, 422);
    assert!(refused["error"].as_str().unwrap().contains("nobody has said"), "{refused}");
    assert_eq!(look(&stage, "backstage").await, Value::Null);
    stage.control.reveal(Planner);
    let (_, moved) = send(&stage, "clock", json!({ "next_post": true })).await;
    assert_eq!(moved["now"], "2026-04-24T09:59:57Z");
    assert_eq!(look(&stage, "backstage").await["plans"][0]["schedule"], "every day at 10:00");
}

#[tokio::test]
async fn people_change_their_language() {
    let stage = Stage::with_bot().await;
    assert_eq!(send(&stage, "locale", json!({ "person": "Mia", "locale": "de" })).await.0, 200);
    assert_eq!(send(&stage, "locale", json!({ "person": "Mia", "locale": "xx" })).await.0, 422);
    let world = look(&stage, "state").await;
    let mia = stage.who("Mia").to_string();
    assert_eq!(world["locales"][mia], "de");
}

#[tokio::test]
async fn a_forum_gets_a_persons_post_and_a_thread_is_archived() {
    let stage = Stage::of(World::reading_room()).await;
    let post = json!({ "person": "Mia", "channel": "books", "name": "Emma", "text": "Read it" });
    let (_, made) = send(&stage, "thread", post).await;
    let thread = made["channel"].as_str().unwrap();
    assert_eq!(send(&stage, "archive", json!({ "channel": thread, "archived": true })).await.0, 200);
    let world = look(&stage, "state").await;
    let found = world["channels"].as_array().unwrap().iter().find(|one| one["id"] == thread).unwrap();
    assert_eq!(found["thread_metadata"]["archived"], true);
    let wrong = json!({ "person": "Mia", "channel": "books", "name": "", "text": "Read it" });
    assert_eq!(send(&stage, "thread", wrong).await.0, 422);
}

#[tokio::test]
async fn many_servers_are_made_and_many_people_ask_and_the_report_says_how_long_they_waited() {
    let stage = Stage::with_bot().await;
    let (_, made) = send(&stage, "guilds", json!({ "guilds": 3, "channels": 4 })).await;
    assert_eq!(made.as_array().unwrap().len(), 12);
    assert_eq!(send(&stage, "guilds", json!({ "guilds": 9_999, "channels": 99 })).await.0, 422);
    let ask = json!({ "person": "Ada", "channel": made[0], "line": "/onthisday date:1 May" });
    let load = json!({ "pace": { "a_second": 20, "seconds": 1 }, "asks": [ask] });
    let (_, report) = send(&stage, "load", load).await;
    assert_eq!((&report["asked"], &report["lost"]), (&json!(20), &json!(0)), "{report}");
    assert!(report["half_within_ms"].as_f64().unwrap() > 0.0);
    let wrong = json!({ "pace": { "a_second": 1, "seconds": 1 }, "asks": [{ "person": "Ada" }] });
    assert_eq!(send(&stage, "load", wrong).await.0, 422);
}

#[tokio::test]
async fn a_picture_that_came_with_a_message_can_be_looked_at() {
    let stage = Stage::of(World::reading_room()).await;
    let part = |name: &str, file: &str, kind: &str, text: &str| {
        let file = if file.is_empty() { String::new() } else { format!("; filename=\"{file}\"") };
        format!(
            "--edge\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\nContent-Type: {kind}\r\n\r\n{text}\r\n"
        )
    };
    let form = [
        part("payload_json", "", "application/json", r#"{"content":"two files"}"#),
        part("files[0]", "a b.png", "image/png", "picture"),
        part("files[1]", "page.html", "text/html", "<script>"),
        "--edge--\r\n".to_owned(),
    ];
    let address = format!("{}/api/v10/channels/{}/messages", stage.at.api, stage.at.channel_id);
    let sent = Client::new().post(address).header("Authorization", format!("Bot {}", stage.at.token));
    let sent = sent.header("Content-Type", "multipart/form-data; boundary=edge").body(form.concat());
    let message: Value = sent.send().await.unwrap().json().await.unwrap();
    for (place, name, kind) in [(0, "a_b.png", "image/png"), (1, "page.html", "application/octet-stream")] {
        let attachment = &message["attachments"][place];
        assert_eq!(attachment["filename"], name);
        let file = reqwest::get(attachment["url"].as_str().unwrap()).await.unwrap();
        assert_eq!(file.headers()["content-type"], kind);
        assert_eq!(file.bytes().await.unwrap().len() as u64, attachment["size"].as_u64().unwrap());
    }
}
