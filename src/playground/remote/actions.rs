//! What can be done over HTTP.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State as Handed;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Desk, Said, Sorry, said};
use crate::playground::control::{Answer, Choice};
use crate::playground::faults::Fault;
use crate::playground::ids::MessageId;
use crate::playground::message::Message;
use crate::playground::rest;

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
