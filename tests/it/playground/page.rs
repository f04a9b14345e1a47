//! The control API over HTTP, the page's files, and who is kept out.

use daybook::playground::World;
use reqwest::Client;
use serde_json::{Value, json};

use super::Stage;

async fn send(stage: &Stage, path: &str, body: Value) -> (u16, Value) {
    let address = format!("{}/{path}", stage.at.control);
    let answer = Client::new().post(address).json(&body).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test]
async fn what_can_be_done_in_process_can_be_done_over_http() {
    let stage = Stage::with_bot().await;
    let line = json!({ "person": "Ada", "channel": "history", "line": "/onthisday date:1 May" });
    let (_, answer) = send(&stage, "slash", line).await;
    assert_eq!(answer["kind"], "message");
    let message = answer["message"]["id"].as_str().unwrap();
    let press = json!({ "person": "Mia", "message": message, "custom_id": "more" });
    assert_eq!(send(&stage, "press", press).await.1["kind"], "updated");
    let typing =
        json!({ "person": "Ada", "channel": "history", "line": "/onthisday date:3", "focused": "date" });
    assert_eq!(send(&stage, "autocomplete", typing).await.1[0]["name"], "3 April");
    let line = json!({ "person": "Mia", "channel": "history", "line": "/daily setup channel:#history" });
    let (status, refused) = send(&stage, "slash", line).await;
    assert_eq!((status, refused), (422, json!({ "error": "this member may not use /daily here" })));
    let said = json!({ "person": "Mia", "channel": "general", "text": "Hello" });
    assert_eq!(send(&stage, "say", said).await.1["content"], "Hello");
    let seat = format!("{}/commands?person=Mia&channel=history", stage.at.control);
    let offered: Vec<Value> = reqwest::get(seat).await.unwrap().json().await.unwrap();
    assert!(offered.iter().all(|command| command["name"] != "daily"));
}

#[tokio::test]
async fn the_clock_is_moved_to_the_next_morning() {
    let stage = Stage::of(World::reading_room()).await;
    let morning = json!({ "next": "09:00", "zone_offset_minutes": 120 });
    assert_eq!(send(&stage, "clock", morning).await.1["now"], "2026-04-25T07:00:01Z");
    assert_eq!(
        send(&stage, "clock", json!({ "advance_seconds": 3600 })).await.1["now"],
        "2026-04-25T08:00:01Z"
    );
    assert_eq!(send(&stage, "clock", json!({})).await.0, 422);
}

#[tokio::test]
async fn the_page_is_whole_and_names_no_other_place() {
    let stage = Stage::of(World::reading_room()).await;
    let page = reqwest::get(&stage.at.page).await.unwrap().text().await.unwrap();
    let files = page.split('"').filter(|text| text.starts_with("/page/"));
    let names = ["markdown", "message", "composer", "world", "dialogs", "icons", "panel", "sides"]
        .map(|name| format!("/page/{name}.js"));
    for file in files.map(str::to_owned).chain(names) {
        let address = format!("{}{file}", stage.at.api);
        let answer = reqwest::get(address).await.unwrap();
        assert_eq!(answer.status(), 200, "{file}");
        let text = answer.text().await.unwrap();
        assert!(!text.contains("innerHTML"), "{file} makes markup of text");
        assert!(!text.contains("src=\"http") && !text.contains("url(http"), "{file} asks elsewhere");
    }
}

#[tokio::test]
async fn other_pages_and_other_names_are_kept_out() {
    let stage = Stage::of(World::reading_room()).await;
    let address = format!("{}/state", stage.at.control);
    let client = Client::new();
    for (header, value, status) in [
        ("Host", "rebound.example", 403),
        ("Origin", "https://elsewhere.example", 403),
        ("Origin", stage.at.api.as_str(), 200),
    ] {
        let answer = client.get(&address).header(header, value).send().await.unwrap();
        assert_eq!(answer.status(), status, "{header}: {value}");
    }
}
