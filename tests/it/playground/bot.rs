//! A small bot of the tests' own, on the same client library as Daybook.

use daybook::playground::Addresses;
use serde_json::{Value, json};
use serenity::all::{Client, Context, EventHandler, GatewayIntents, Http, HttpBuilder, Interaction, Ready};
use serenity::async_trait;

struct Bot;

pub(super) fn http(at: &Addresses) -> Http {
    HttpBuilder::new(&at.token)
        .proxy(&at.api)
        .ratelimiter_disabled(true)
        .application_id(at.application_id.into())
        .build()
}

pub(super) async fn client(at: &Addresses) -> Client {
    serenity::all::ClientBuilder::new_with_http(http(at), GatewayIntents::GUILDS)
        .event_handler(Bot)
        .await
        .unwrap()
}

pub(super) async fn run(mut client: Client) {
    client.start().await.unwrap();
}

fn commands() -> Value {
    json!([
        { "name": "onthisday", "description": "What happened", "options": [
            { "type": 3, "name": "date", "description": "Which day", "autocomplete": true },
            { "type": 4, "name": "count", "description": "How many", "min_value": 1, "max_value": 10 },
        ], "contexts": [0, 1], "integration_types": [0, 1] },
        { "name": "daily", "description": "The morning post", "default_member_permissions": "32", "options": [
            { "type": 1, "name": "setup", "description": "Choose a channel", "options": [
                { "type": 7, "name": "channel", "description": "Where", "required": true, "channel_types": [0, 5] },
                { "type": 3, "name": "time", "description": "When" },
                { "type": 8, "name": "role", "description": "Whom to ping" },
            ] },
        ] },
        { "name": "note", "description": "Opens a form" },
        { "name": "silence", "description": "Never answers" },
        { "name": "later", "description": "Thinks first" },
    ])
}

#[async_trait]
impl EventHandler for Bot {
    async fn ready(&self, context: Context, _: Ready) {
        context.http.create_global_commands(&commands()).await.unwrap();
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        let http = &context.http;
        match interaction {
            Interaction::Command(command) => {
                let options = serde_json::to_value(&command.data.options).unwrap();
                let answer = match command.data.name.as_str() {
                    "onthisday" => page(options[0]["value"].as_str().unwrap_or("today")),
                    "daily" => private(&format!(
                        "{} may {}",
                        options[0]["name"].as_str().unwrap(),
                        command.data.resolved.channels.len()
                    )),
                    "note" => form(),
                    "later" => json!({ "type": 5, "data": { "flags": 64 } }),
                    _ => return,
                };
                http.create_interaction_response(command.id, &command.token, &answer, vec![]).await.unwrap();
                if command.data.name == "later" {
                    let body = json!({ "content": "At last" });
                    http.edit_original_interaction_response(&command.token, &body, vec![]).await.unwrap();
                }
            }
            Interaction::Autocomplete(typing) => {
                let typed = typing.data.autocomplete().unwrap().value;
                let choices = json!([{ "name": format!("{typed} April"), "value": format!("{typed}.4.") }]);
                let answer = json!({ "type": 8, "data": { "choices": choices } });
                http.create_interaction_response(typing.id, &typing.token, &answer, vec![]).await.unwrap();
            }
            Interaction::Component(press) => {
                let answer = match press.data.custom_id.as_str() {
                    "more" => json!({ "type": 7, "data": page("more")["data"] }),
                    "nod" => json!({ "type": 6 }),
                    _ => private(&serde_json::to_string(&press.data.kind).unwrap()),
                };
                http.create_interaction_response(press.id, &press.token, &answer, vec![]).await.unwrap();
                if press.data.custom_id == "nod" {
                    let body = json!({ "components": page("nodded")["data"]["components"] });
                    http.edit_original_interaction_response(&press.token, &body, vec![]).await.unwrap();
                }
            }
            Interaction::Modal(sent) => {
                let written = serde_json::to_value(&sent.data.components).unwrap();
                let text = written[0]["components"][0]["value"].as_str().unwrap().to_owned();
                http.create_interaction_response(sent.id, &sent.token, &private(&text), vec![])
                    .await
                    .unwrap();
            }
            _ => {}
        }
    }
}

fn private(text: &str) -> Value {
    json!({ "type": 4, "data": { "content": text, "flags": 64 } })
}

fn form() -> Value {
    json!({ "type": 9, "data": { "custom_id": "note", "title": "A note", "components": [
        { "type": 1, "components": [{ "type": 4, "custom_id": "text", "label": "Text", "style": 2 }] } ] } })
}

fn page(title: &str) -> Value {
    json!({ "type": 4, "data": { "flags": 1 << 15, "components": [{ "type": 17, "components": [
        { "type": 10, "content": format!("# {title}") },
        { "type": 1, "components": [
            { "type": 2, "style": 1, "label": "More", "custom_id": "more" },
            { "type": 2, "style": 2, "label": "Nod", "custom_id": "nod" },
            { "type": 2, "style": 2, "label": "Not yet", "custom_id": "off", "disabled": true },
            { "type": 2, "style": 5, "label": "Source", "url": "https://example.org/" },
        ] },
        { "type": 1, "components": [{ "type": 8, "custom_id": "where", "channel_types": [0] }] },
    ] }] } })
}
