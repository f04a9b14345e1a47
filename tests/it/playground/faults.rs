//! Things that go wrong on purpose, as a client sees them, and rate limits.

use std::time::{Duration, Instant};

use daybook::playground::{Fault, Trouble, World};
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};

use super::{Stage, rest};

async fn send(stage: &Stage) -> Result<Response, reqwest::Error> {
    let address = format!("{}/api/v10/channels/{}/messages", stage.at.api, stage.at.channel_id);
    let request = Client::new().post(address).json(&json!({ "content": "Good morning" }));
    request.header("Authorization", format!("Bot {}", stage.at.token)).send().await
}

fn written(stage: &Stage) -> usize {
    stage.control.messages(stage.channel("history")).len()
}

#[tokio::test]
async fn an_answer_can_be_lost_after_the_message_was_accepted() {
    let stage = Stage::of(World::reading_room()).await;
    stage.control.arm(Fault::new(Trouble::LoseAnswer).on("create_message"));
    assert!(send(&stage).await.is_err());
    assert_eq!(written(&stage), 1);
    assert!(send(&stage).await.is_ok());
    assert_eq!(stage.control.journal()[0].status, 0);
}

#[tokio::test]
async fn a_line_can_be_cut_before_the_request_is_read() {
    let stage = Stage::of(World::reading_room()).await;
    stage.control.arm(Fault::new(Trouble::Reset).in_channel(stage.channel("history")));
    assert!(send(&stage).await.is_err());
    assert_eq!(written(&stage), 0);
}

#[tokio::test]
async fn other_answers_can_be_given() {
    let stage = Stage::of(World::reading_room()).await;
    let limit = Trouble::RateLimit { retry_after_ms: Some(1_500), global: true };
    stage.control.arm(Fault::new(limit));
    let answer = send(&stage).await.unwrap();
    assert_eq!(answer.status(), 429);
    assert_eq!(answer.headers()["retry-after"], "2");
    assert_eq!(answer.headers()["x-ratelimit-global"], "true");
    assert_eq!(answer.json::<Value>().await.unwrap()["retry_after"], 1.5);
    stage.control.arm(Fault::new(Trouble::Status { status: 503, body: None }));
    assert_eq!(send(&stage).await.unwrap().status(), 503);
    assert_eq!(written(&stage), 0);
    stage.control.arm(Fault::new(Trouble::Garbage));
    assert!(send(&stage).await.unwrap().json::<Value>().await.is_err());
    stage.control.arm(Fault::new(Trouble::Delay { ms: 80 }));
    let began = Instant::now();
    assert_eq!(send(&stage).await.unwrap().status(), 200);
    assert!(began.elapsed() >= Duration::from_millis(80));
    stage.control.arm(Fault::new(Trouble::Reset).times(9));
    stage.control.disarm_all();
    assert!(send(&stage).await.is_ok());
}

#[tokio::test]
async fn limits_are_told_always_and_enforced_when_asked_for() {
    let stage = Stage::of(World::reading_room()).await;
    for left in ["4", "3", "2", "1", "0"] {
        assert_eq!(send(&stage).await.unwrap().headers()["x-ratelimit-remaining"], left);
    }
    assert_eq!(send(&stage).await.unwrap().status(), 200);
    stage.control.enforce_rate_limits(true);
    let answer = send(&stage).await.unwrap();
    assert_eq!(answer.status(), 429);
    assert_eq!(answer.headers()["x-ratelimit-scope"], "user");
    assert!(answer.json::<Value>().await.unwrap()["retry_after"].as_f64().unwrap() > 0.0);
}

#[tokio::test]
async fn an_interaction_is_answered_once_and_in_time() {
    let stage = Stage::with_bot().await;
    let (ada, history) = (stage.who("Ada"), stage.channel("history"));
    stage.control.slash(ada, history, "/onthisday").await.unwrap();
    let journal = stage.control.journal();
    let answered = journal.iter().find(|request| request.route == "create_interaction_response").unwrap();
    let again = json!({ "type": 4, "data": { "content": "again" } });
    let (status, body) = rest::ask(&stage, Method::POST, &answered.path[1..], again.clone()).await;
    assert_eq!((status, &body["code"]), (400, &json!(40060)));
    let (status, body) = rest::ask(&stage, Method::POST, "interactions/1/x/callback", again.clone()).await;
    assert_eq!((status, &body["code"]), (404, &json!(10062)));
    let token = answered.path.split('/').nth(3).unwrap();
    let path = format!("webhooks/{}/{token}", stage.at.application_id);
    let (status, _) = rest::ask(&stage, Method::POST, &path, again["data"].clone()).await;
    assert_eq!(status, 200);
    stage.clock.advance(chrono::TimeDelta::minutes(16));
    let (status, body) = rest::ask(&stage, Method::POST, &path, again["data"].clone()).await;
    assert_eq!((status, &body["code"]), (401, &json!(50027)));
}
