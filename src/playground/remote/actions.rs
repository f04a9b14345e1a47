//! What can be done over HTTP.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State as Handed;
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Desk, Said, Sorry, said};
use crate::playground::control::{Answer, Choice};
use crate::playground::faults::Fault;
use crate::playground::ids::MessageId;
use crate::playground::message::Message;
use crate::playground::rest;
use crate::playground::tending::Holder;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Typed {
    person: String,
    channel: String,
    line: String,
    #[serde(default)]
    unchecked: bool,
    focused: Option<String>,
}

pub(super) async fn slash(Handed(desk): Handed<Desk>, Json(sent): Json<Typed>) -> Said<Answer> {
    let (person, channel) = (desk.person(&sent.person)?, desk.channel(&sent.channel)?);
    let answer = if sent.unchecked {
        desk.control.slash_unchecked(person, channel, &sent.line).await
    } else {
        desk.control.slash(person, channel, &sent.line).await
    };
    said(answer?)
}

pub(super) async fn autocomplete(Handed(desk): Handed<Desk>, Json(sent): Json<Typed>) -> Said<Vec<Choice>> {
    let (person, channel) = (desk.person(&sent.person)?, desk.channel(&sent.channel)?);
    let focused = sent.focused.ok_or(Sorry::Wrong("`focused` has to name the option that is being typed"))?;
    said(desk.control.autocomplete(person, channel, &sent.line, &focused).await?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Touch {
    person: String,
    message: MessageId,
    custom_id: String,
    #[serde(default)]
    values: Vec<String>,
}

pub(super) async fn press(Handed(desk): Handed<Desk>, Json(sent): Json<Touch>) -> Said<Answer> {
    let person = desk.person(&sent.person)?;
    said(desk.control.press(person, sent.message, &sent.custom_id).await?)
}

pub(super) async fn choose(Handed(desk): Handed<Desk>, Json(sent): Json<Touch>) -> Said<Answer> {
    let person = desk.person(&sent.person)?;
    let values: Vec<_> = sent.values.iter().map(String::as_str).collect();
    said(desk.control.choose(person, sent.message, &sent.custom_id, &values).await?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    person: String,
    custom_id: String,
    fields: BTreeMap<String, String>,
}

pub(super) async fn submit(Handed(desk): Handed<Desk>, Json(sent): Json<Form>) -> Said<Answer> {
    let person = desk.person(&sent.person)?;
    let fields: Vec<_> = sent.fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    said(desk.control.submit(person, &sent.custom_id, &fields).await?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    person: String,
    channel: String,
    text: String,
}

pub(super) async fn say(Handed(desk): Handed<Desk>, Json(sent): Json<Words>) -> Said<Message> {
    said(desk.control.say(desk.person(&sent.person)?, desk.channel(&sent.channel)?, &sent.text)?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dismissal {
    person: String,
    message: MessageId,
}

pub(super) async fn dismiss(Handed(desk): Handed<Desk>, Json(sent): Json<Dismissal>) -> Said<Value> {
    desk.control.dismiss(desk.person(&sent.person)?, sent.message)?;
    said(json!({}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Somebody {
    person: String,
}

pub(super) async fn direct(Handed(desk): Handed<Desk>, Json(sent): Json<Somebody>) -> Said<Value> {
    said(json!({ "channel": desk.control.direct_messages(desk.person(&sent.person)?) }))
}

/// Moves the clock: to a time, by a while, or to the next morning.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Move {
    set: Option<DateTime<Utc>>,
    advance_seconds: Option<i64>,
    /// A time of day, `09:00`: just after it on the next day, in a zone that many
    /// minutes east of UTC.
    next: Option<String>,
    #[serde(default)]
    zone_offset_minutes: i64,
}

pub(super) async fn time(Handed(desk): Handed<Desk>) -> Said<Value> {
    said(json!({ "now": desk.control.now() }))
}

pub(super) async fn clock(Handed(desk): Handed<Desk>, Json(sent): Json<Move>) -> Said<Value> {
    let now = desk.control.now();
    let to = match (sent.set, sent.advance_seconds, &sent.next) {
        (Some(to), None, None) => Some(to),
        (None, Some(seconds), None) => {
            TimeDelta::try_seconds(seconds).and_then(|by| now.checked_add_signed(by))
        }
        (None, None, Some(time)) => morning_after(now, time, sent.zone_offset_minutes),
        _ => return Err(Sorry::Wrong("say one of `set`, `advance_seconds` and `next`")),
    };
    let to = to.ok_or(Sorry::Wrong("that is no time that the clock can show"))?;
    if desk.control.set(to) {
        return time(Handed(desk)).await;
    }
    Err(Sorry::Wrong("this playground runs on the machine's clock, which is not to be moved"))
}

/// One second after `time` on the day after `now`'s.
fn morning_after(now: DateTime<Utc>, time: &str, offset_minutes: i64) -> Option<DateTime<Utc>> {
    let time = NaiveTime::parse_from_str(time, "%H:%M").ok()?;
    let offset = TimeDelta::try_minutes(offset_minutes)?;
    let tomorrow = now.checked_add_signed(offset)?.date_naive().succ_opt()?;
    Some(tomorrow.and_time(time).and_utc().checked_sub_signed(offset)? + TimeDelta::seconds(1))
}

pub(super) async fn armed(Handed(desk): Handed<Desk>) -> Said<Vec<Fault>> {
    said(desk.control.shared.look(|state| state.faults.armed().to_vec()))
}

pub(super) async fn arm(Handed(desk): Handed<Desk>, Json(fault): Json<Fault>) -> Said<Vec<Fault>> {
    if fault.route.as_deref().is_some_and(|kind| !rest::is_kind(kind)) {
        return Err(Sorry::Wrong("no request is of that kind: see `route` in the journal"));
    }
    desk.control.arm(fault);
    armed(Handed(desk)).await
}

pub(super) async fn disarm(Handed(desk): Handed<Desk>) -> Said<Vec<Fault>> {
    desk.control.disarm_all();
    armed(Handed(desk)).await
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum GatewayTrouble {
    Drop,
    Reconnect,
    Invalidate { resumable: bool },
}

pub(super) async fn gateway(Handed(desk): Handed<Desk>, Json(sent): Json<GatewayTrouble>) -> Said<Value> {
    match sent {
        GatewayTrouble::Drop => desk.control.drop_gateway(),
        GatewayTrouble::Reconnect => desk.control.ask_to_reconnect(),
        GatewayTrouble::Invalidate { resumable } => desk.control.invalidate_sessions(resumable),
    }
    said(json!({}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Enforce {
    enforce: bool,
}

pub(super) async fn rate_limits(Handed(desk): Handed<Desk>, Json(sent): Json<Enforce>) -> Said<Value> {
    desk.control.enforce_rate_limits(sent.enforce);
    said(json!({ "enforce": sent.enforce }))
}

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
        (Some(role), _) => {
            let unknown = || Sorry::Unknown { what: "role", name: role.clone() };
            Holder::Role(desk.control.role(role).ok_or_else(unknown)?)
        }
        (None, Some(person)) => Holder::Person(desk.person(person)?),
        (None, None) => Holder::Person(desk.control.bot()),
    };
    desk.control.set_permissions(desk.channel(&sent.channel)?, holder, sent.allow, sent.deny);
    said(json!({}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Doomed {
    channel: String,
}

pub(super) async fn remove_channel(Handed(desk): Handed<Desk>, Json(sent): Json<Doomed>) -> Said<Value> {
    desk.control.remove_channel(desk.channel(&sent.channel)?);
    said(json!({}))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_morning_is_the_one_of_the_zone_that_was_named() {
        let now: DateTime<Utc> = "2026-04-24T23:30:00Z".parse().unwrap();
        let at = |offset| morning_after(now, "09:00", offset).unwrap().to_rfc3339();
        assert_eq!(at(0), "2026-04-25T09:00:01+00:00");
        assert_eq!(at(120), "2026-04-26T07:00:01+00:00");
        assert_eq!(at(-300), "2026-04-25T14:00:01+00:00");
        assert_eq!(morning_after(now, "25:00", 0), None);
    }
}
