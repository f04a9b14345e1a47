//! What the playground answers, against Discord's own document: every route once, and every refusal.

use daybook::playground::{ChannelId, GuildId, Whom, World};
use reqwest::Method;
use serde_json::{Value, json};

use super::Stage;
use super::rest::ask;

const GET: Method = Method::GET;
const POST: Method = Method::POST;
const PATCH: Method = Method::PATCH;
const PUT: Method = Method::PUT;
const DELETE: Method = Method::DELETE;

fn page() -> Value {
    json!({ "flags": 1 << 15, "components": [
        { "type": 17, "accent_color": 0x33_66_99, "components": [
            { "type": 10, "content": "# A page" },
            { "type": 9, "components": [{ "type": 10, "content": "text" }],
              "accessory": { "type": 11, "media": { "url": "https://example.org/a.png" }, "description": "alt" } },
            { "type": 9, "components": [{ "type": 10, "content": "text" }],
              "accessory": { "type": 2, "style": 2, "label": "More", "custom_id": "more" } },
            { "type": 14, "divider": true, "spacing": 2 },
            { "type": 12, "items": [{ "media": { "url": "https://example.org/b.png" } }] },
            { "type": 1, "components": [{ "type": 2, "style": 5, "label": "Link", "url": "https://example.org" }] },
            { "type": 1, "components": [{ "type": 3, "custom_id": "s", "options": [{ "label": "a", "value": "a" }] }] },
            { "type": 1, "components": [{ "type": 8, "custom_id": "c", "channel_types": [0] }] },
            { "type": 1, "components": [{ "type": 6, "custom_id": "r" }] },
        ] },
    ] })
}

fn check(stage: &Stage) {
    let checked = crate::contract::check_answers(&stage.control.journal());
    if checked == 0 {
        crate::support::skipped::skipped("../shared/discord-openapi.json is not here");
    }
}

async fn text(stage: &Stage, method: Method, path: &str, body: Value) -> Value {
    let (status, answer) = ask(stage, method.clone(), path, body).await;
    assert!(status < 300, "{method} {path}: {status} {answer}");
    answer
}

#[tokio::test]
async fn messages_and_threads_are_answered_as_discord_documents_it() {
    let stage = mighty().await;
    let at = |name: &str| format!("channels/{}", stage.channel(name));
    let embeds = json!({ "embeds": [
        { "title": "t", "description": "d", "color": 1, "fields": [{ "name": "n", "value": "v" }] } ] });
    for body in [json!({ "content": "hello @everyone", "nonce": "n", "enforce_nonce": true }), page(), embeds]
    {
        let sent = text(&stage, POST, &format!("{}/messages", at("history")), body.clone()).await;
        let one = format!("{}/messages/{}", at("history"), sent["id"].as_str().unwrap());
        text(&stage, GET, &one, Value::Null).await;
        let changed = json!({ "components": body.get("components"), "embeds": body.get("embeds") });
        text(&stage, PATCH, &one, changed).await;
        text(&stage, GET, &format!("{}/messages?limit=5", at("history")), Value::Null).await;
        let thread = text(&stage, POST, &format!("{one}/threads"), json!({ "name": "thread" })).await;
        let thread = format!("channels/{}", thread["id"].as_str().unwrap());
        text(&stage, PATCH, &thread, json!({ "archived": true })).await;
        ask(&stage, POST, &format!("{thread}/messages"), json!({ "content": "x" })).await;
        text(&stage, DELETE, &one, Value::Null).await;
    }
    let news = text(&stage, POST, &format!("{}/messages", at("announcements")), page()).await;
    let news = format!("{}/messages/{}", at("announcements"), news["id"].as_str().unwrap());
    text(&stage, POST, &format!("{news}/crosspost"), Value::Null).await;
    let forum = text(&stage, GET, &at("books"), Value::Null).await;
    let tag = forum["available_tags"][0]["id"].clone();
    let post = json!({ "name": "post", "applied_tags": [tag], "message": page() });
    let post = text(&stage, POST, &format!("{}/threads", at("books")), post).await;
    text(&stage, GET, &format!("channels/{}", post["id"].as_str().unwrap()), Value::Null).await;
    let thread = json!({ "name": "thread", "type": 11 });
    text(&stage, POST, &format!("{}/threads", at("general")), thread).await;
    check(&stage);
}

#[tokio::test]
async fn servers_people_and_the_application_are_answered_as_discord_documents_it() {
    let stage = mighty().await;
    let (guild, ada) = (stage.at.guild_id, stage.who("Ada"));
    for path in [
        "gateway".to_owned(),
        "gateway/bot".to_owned(),
        "users/@me".to_owned(),
        "users/@me/guilds".to_owned(),
        format!("users/{ada}"),
        "applications/@me".to_owned(),
        "oauth2/applications/@me".to_owned(),
        format!("guilds/{guild}"),
        format!("guilds/{guild}?with_counts=true"),
        format!("guilds/{guild}/channels"),
        format!("guilds/{guild}/roles"),
        format!("guilds/{guild}/members/{ada}"),
        format!("guilds/{guild}/threads/active"),
        format!("users/@me/guilds/{guild}/member"),
        format!("channels/{}", stage.channel("history")),
        format!("channels/{}", stage.channel("announcements")),
        format!("channels/{}", stage.channel("books")),
    ] {
        text(&stage, GET, &path, Value::Null).await;
    }
    text(&stage, POST, "users/@me/channels", json!({ "recipient_id": ada })).await;
    check(&stage);
}

#[tokio::test]
async fn commands_and_their_rules_are_answered_as_discord_documents_it() {
    let stage = mighty().await;
    let (app, guild) = (stage.at.application_id, stage.at.guild_id);
    let command = json!({ "name": "daily", "description": "x", "default_member_permissions": "32", "contexts": [0],
        "integration_types": [0, 1], "options": [{ "type": 1, "name": "setup", "description": "x", "options": [
            { "type": 7, "name": "channel", "description": "x", "required": true, "channel_types": [0, 5] },
            { "type": 3, "name": "time", "description": "x", "autocomplete": true } ] }] });
    for scope in
        [format!("applications/{app}/commands"), format!("applications/{app}/guilds/{guild}/commands")]
    {
        text(&stage, PUT, &scope, json!([command])).await;
        let made = text(&stage, POST, &scope, json!({ "name": "other", "description": "x" })).await;
        let one = format!("{scope}/{}", made["id"].as_str().unwrap());
        text(&stage, GET, &scope, Value::Null).await;
        text(&stage, GET, &one, Value::Null).await;
        text(&stage, PATCH, &one, json!({ "description": "y" })).await;
        ask(&stage, POST, &scope, json!({ "name": "Not A Name", "description": "" })).await;
        text(&stage, DELETE, &one, Value::Null).await;
        ask(&stage, GET, &one, Value::Null).await;
    }
    let role = Whom::Role(stage.control.role("Moderators").unwrap());
    stage.control.allow_command(GuildId(guild), Some("daily"), role, Some(true)).unwrap();
    stage.control.allow_command(GuildId(guild), None, Whom::AllChannels, Some(true)).unwrap();
    let rules = format!("applications/{app}/guilds/{guild}/commands");
    assert_eq!(
        text(&stage, GET, &format!("{rules}/permissions"), Value::Null).await.as_array().unwrap().len(),
        2
    );
    text(&stage, GET, &format!("{rules}/{app}/permissions"), Value::Null).await;
    check(&stage);
}

#[tokio::test]
async fn refusals_have_discords_shape() {
    let stage = Stage::of(World::reading_room()).await;
    stage.control.keep_answers();
    let messages = |channel: ChannelId| format!("channels/{channel}/messages");
    stage.control.deny_bot(stage.channel("history"), daybook::playground::SEND_MESSAGES);
    for (path, body, code) in [
        (messages(stage.channel("history")), json!({ "content": "x" }), 50013),
        (messages(stage.channel("general")), json!({ "content": "x".repeat(2_001) }), 50035),
        (messages(stage.channel("general")), json!({}), 50006),
        (messages(stage.channel("books")), json!({ "content": "x" }), 40058),
        (messages(ChannelId(1)), json!({ "content": "x" }), 10003),
        (format!("channels/{}/threads", stage.channel("books")), json!({ "name": "" }), 50035),
    ] {
        let (status, refused) = ask(&stage, POST, &path, body).await;
        assert!((400..500).contains(&status), "{path}: {status}");
        assert_eq!(refused["code"], code, "{path}: {refused}");
    }
    let post = json!({ "name": "post", "message": { "content": "x".repeat(2_001) } });
    let (_, refused) = ask(&stage, POST, &format!("channels/{}/threads", stage.channel("books")), post).await;
    assert_eq!(refused["errors"]["message"]["content"]["_errors"][0]["code"], "BASE_TYPE_MAX_LENGTH");
    check(&stage);
}

/// The seeded world, with a bot that may do anything and answers that are kept.
async fn mighty() -> Stage {
    let stage = Stage::of(World::reading_room()).await;
    stage.control.keep_answers();
    stage.control.set_role(stage.control.role("Daybook").unwrap(), daybook::playground::ADMINISTRATOR, false);
    stage
}
