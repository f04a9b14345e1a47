//! Changing the world over HTTP: servers, channels, roles, threads, languages, who
//! may use a command, and many people at once.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State as Handed;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Desk, Said, Sorry, said};
use crate::playground::ids::{ChannelId, GuildId, MessageId, RoleId};
use crate::playground::load::{Ask, Pace, Report};
use crate::playground::overrides::Whom;
use crate::playground::tending::Holder;
use crate::playground::world::ChannelKind;

/// More servers, or more channels on each, would only fill the memory.
const MOST: usize = 10_000;
/// More than this in one go would only heat the room.
const MOST_ASKED: u64 = 1_000_000;

/// What a channel changes for a role, a person, or (without either) the bot.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    channel: String,
    role: Option<String>,
    person: Option<String>,
    #[serde(default)]
    allow: u64,
    #[serde(default)]
    deny: u64,
}

pub(super) async fn permissions(Handed(desk): Handed<Desk>, Json(sent): Json<Change>) -> Said<Value> {
    let holder = match (&sent.role, &sent.person) {
        (Some(role), _) => Holder::Role(desk.role(role)?),
        (None, Some(person)) => Holder::Person(desk.person(person)?),
        (None, None) => Holder::Person(desk.control.bot()),
    };
    desk.control.set_permissions(desk.channel(&sent.channel)?, holder, sent.allow, sent.deny);
    said(json!({}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Named {
    channel: String,
}

pub(super) async fn remove_channel(Handed(desk): Handed<Desk>, Json(sent): Json<Named>) -> Said<Value> {
    desk.control.remove_channel(desk.channel(&sent.channel)?);
    said(json!({}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fresh {
    guild: GuildId,
    name: String,
    /// Discord's number: 0 text, 5 announcement, 15 forum.
    #[serde(default)]
    kind: u8,
}

pub(super) async fn add_channel(Handed(desk): Handed<Desk>, Json(sent): Json<Fresh>) -> Said<Value> {
    let kinds = [ChannelKind::Text, ChannelKind::Announcement, ChannelKind::Forum];
    let kind = kinds.into_iter().find(|kind| *kind as u8 == sent.kind);
    let kind =
        kind.ok_or(Sorry::Wrong("`kind` is 0 for a text channel, 5 for announcements, 15 for a forum"))?;
    said(json!({ "channel": desk.control.add_channel(sent.guild, kind, &sent.name) }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Started {
    person: String,
    channel: String,
    name: String,
    text: String,
}

pub(super) async fn thread(Handed(desk): Handed<Desk>, Json(sent): Json<Started>) -> Said<Value> {
    let (person, channel) = (desk.person(&sent.person)?, desk.channel(&sent.channel)?);
    said(json!({ "channel": desk.control.start_thread(person, channel, &sent.name, &sent.text)? }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Archived {
    channel: String,
    archived: bool,
}

pub(super) async fn archive(Handed(desk): Handed<Desk>, Json(sent): Json<Archived>) -> Said<Value> {
    desk.control.archive(desk.channel(&sent.channel)?, sent.archived);
    said(json!({}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Speech {
    person: String,
    locale: String,
}

pub(super) async fn locale(Handed(desk): Handed<Desk>, Json(sent): Json<Speech>) -> Said<Value> {
    if !crate::playground::checks::command::LOCALES.contains(&sent.locale.as_str()) {
        return Err(Sorry::Wrong(
            "Discord's client does not speak that language: write it as `en-US` or `de`",
        ));
    }
    desk.control.set_locale(desk.person(&sent.person)?, &sent.locale);
    said(json!({}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Membership {
    guild: GuildId,
    joined: bool,
}

/// Lets the bot join a server, or throws it out.
pub(super) async fn bot(Handed(desk): Handed<Desk>, Json(sent): Json<Membership>) -> Said<Value> {
    if sent.joined {
        desk.control.add_bot(sent.guild);
    } else {
        desk.control.remove_bot(sent.guild);
    }
    said(json!({}))
}

/// A rule on who may use a command; without `allow` it is taken back.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    guild: GuildId,
    command: Option<String>,
    role: Option<RoleId>,
    person: Option<String>,
    channel: Option<ChannelId>,
    allow: Option<bool>,
}

pub(super) async fn command_permissions(Handed(desk): Handed<Desk>, Json(sent): Json<Rule>) -> Said<Value> {
    let whom = match (sent.role, &sent.person, sent.channel) {
        (Some(role), None, None) => Whom::Role(role),
        (None, Some(person), None) => Whom::Person(desk.person(person)?),
        (None, None, Some(channel)) => Whom::Channel(channel),
        (None, None, None) => Whom::AllChannels,
        _ => return Err(Sorry::Wrong("say one of `role`, `person` and `channel`, or none for all channels")),
    };
    desk.control.allow_command(sent.guild, sent.command.as_deref(), whom, sent.allow)?;
    said(json!({}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Crowd {
    guilds: usize,
    channels: usize,
}

/// Makes servers with channels; the channels' ids.
pub(super) async fn add_guilds(Handed(desk): Handed<Desk>, Json(sent): Json<Crowd>) -> Said<Vec<ChannelId>> {
    if sent.guilds.saturating_mul(sent.channels.max(1)) > MOST || sent.channels > 500 {
        return Err(Sorry::Wrong("at most 10,000 channels in all, and 500 on each server"));
    }
    said(desk.control.add_guilds(sent.guilds, sent.channels))
}

/// A pace, and what is asked for: each with a `line` in a `channel`, or a `message` and a `custom_id`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Load {
    pace: Pace,
    asks: Vec<BTreeMap<String, String>>,
}

pub(super) async fn load(Handed(desk): Handed<Desk>, Json(sent): Json<Load>) -> Said<Report> {
    let pace = sent.pace;
    if u64::from(pace.a_second) * u64::from(pace.seconds) > MOST_ASKED {
        return Err(Sorry::Wrong("at most a million asks in one go"));
    }
    let asks: Result<Vec<_>, _> = sent.asks.iter().map(|ask| desk.ask(ask)).collect();
    said(desk.control.load(pace, &asks?).await)
}

impl Desk {
    fn ask(&self, sent: &BTreeMap<String, String>) -> Result<Ask, Sorry> {
        let wrong = || {
            Sorry::Wrong(
                "each ask has a `person`, and a `channel` with a `line` or a `message` with a `custom_id`",
            )
        };
        let field = |name: &str| sent.get(name).ok_or_else(wrong);
        let person = self.person(field("person")?)?;
        if let Some(line) = sent.get("line") {
            return Ok(Ask::Slash { person, channel: self.channel(field("channel")?)?, line: line.clone() });
        }
        let message: MessageId = field("message")?.parse().map_err(|_| wrong())?;
        Ok(Ask::Press { person, message, custom_id: field("custom_id")?.clone() })
    }

    fn role(&self, name: &str) -> Result<RoleId, Sorry> {
        let unknown = || Sorry::Unknown { what: "role", name: name.to_owned() };
        self.control.role(name).ok_or_else(unknown)
    }
}
