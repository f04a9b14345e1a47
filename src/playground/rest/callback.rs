//! The first answer to an interaction.

use serde_json::{Value, json};

use super::{Call, Reply};
use crate::playground::checks::message as check;
use crate::playground::desk::{Interaction, Kind, Outcome, Stage};
use crate::playground::ids::{InteractionId, MessageId};
use crate::playground::message::{EPHEMERAL, LOADING, Message};
use crate::playground::posting::Draft;
use crate::playground::refusal::{Refusal, UNKNOWN_MESSAGE, invalid};
use crate::playground::state::State;

/// Discord's type of a message that answers a command.
const COMMAND_ANSWER: u64 = 20;
/// The most suggestions.
const SUGGESTIONS: usize = 25;

pub(super) fn answer(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let id: InteractionId = call.id(0)?;
    let interaction = state.desk.unanswered(id, call.param(1))?.clone();
    let kind = call.body["type"].as_u64().unwrap_or(0);
    let data = call.body.get("data").cloned().unwrap_or(Value::Null);
    fits(interaction.kind, kind)?;
    let (next, message) = match kind {
        4 => {
            check::new(&data, &call.files).map_err(|refusal| refusal.below("data"))?;
            let message = state.say(&interaction, &data, call, 0);
            (Stage::Settled(Outcome::Message(message.id)), Some(message))
        }
        5 => {
            let thinking = json!({ "flags": data["flags"].as_u64().unwrap_or(0) });
            (Stage::Thinking, Some(state.say(&interaction, &thinking, call, LOADING)))
        }
        6 => (Stage::WillUpdate, None),
        7 => {
            let message = state.change_source(&interaction, &data, call)?;
            (Stage::Settled(Outcome::Updated(message.id)), Some(message))
        }
        8 => (Stage::Settled(Outcome::Choices(suggestions(&data)?)), None),
        _ => {
            check::modal(&data)?;
            (Stage::Settled(Outcome::Modal(data)), None)
        }
    };
    if let Some(open) = state.desk.get_mut(id) {
        open.stage = next;
        open.original = message.as_ref().map(|message| message.id).or(open.source);
    }
    match call.query.get("with_response").map(String::as_str) {
        Some("true" | "1") => Reply::ok(callback(&interaction, kind, message.as_ref())),
        _ => Reply::nothing(),
    }
}

/// Whether this sort of answer may follow that sort of interaction.
fn fits(interaction: Kind, answer: u64) -> Result<(), Refusal> {
    let fitting: &[u64] = match interaction {
        Kind::Command => &[4, 5, 9],
        Kind::Component => &[4, 5, 6, 7, 9],
        Kind::Autocomplete => &[8],
        Kind::Modal => &[4, 5, 6, 7],
    };
    if fitting.contains(&answer) {
        return Ok(());
    }
    let message = format!("Value must be one of {{{}}}.", list_of(fitting));
    Err(invalid("type", "BASE_TYPE_CHOICES", message))
}

fn list_of(numbers: &[u64]) -> String {
    numbers.iter().map(u64::to_string).collect::<Vec<_>>().join(", ")
}

fn suggestions(data: &Value) -> Result<Vec<Value>, Refusal> {
    let choices = data["choices"].as_array().cloned().unwrap_or_default();
    if choices.len() > SUGGESTIONS {
        return Err(invalid("data.choices", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length."));
    }
    let mut form = crate::playground::refusal::Form::default();
    for (place, choice) in choices.iter().enumerate() {
        let name = choice["name"].as_str().unwrap_or_default();
        form.length(&format!("data.choices.{place}.name"), name, 1, 100);
        if let Some(value) = choice["value"].as_str() {
            form.length(&format!("data.choices.{place}.value"), value, 1, 100);
        }
    }
    form.finish().map(|()| choices)
}

fn callback(interaction: &Interaction, kind: u64, message: Option<&Message>) -> Value {
    let mut object = json!({
        "interaction": {
            "id": interaction.id, "type": interaction.kind as u8,
            "response_message_id": message.map(|message| message.id),
            "response_message_loading": message.is_some_and(Message::is_loading),
            "response_message_ephemeral": message.is_some_and(Message::is_ephemeral),
            "channel_id": interaction.channel, "guild_id": interaction.guild,
        },
    });
    object["resource"] = json!({ "type": kind });
    if let Some(message) = message {
        object["resource"]["message"] = message.raw.clone();
    }
    object
}

impl State {
    /// Writes a new message as part of an interaction.
    pub(super) fn say(
        &mut self,
        interaction: &Interaction,
        body: &Value,
        call: &Call,
        flags: u64,
    ) -> Message {
        let ephemeral = body["flags"].as_u64().unwrap_or(0) & EPHEMERAL;
        let draft = Draft {
            channel: interaction.channel,
            author: self.world.bot,
            body,
            files: &call.files,
            kind: if interaction.kind == Kind::Command { COMMAND_ANSWER } else { 0 },
            flags: flags | ephemeral,
            visible_to: (ephemeral != 0).then_some(interaction.person),
            extra: self.answer_fields(interaction),
        };
        self.write(&draft)
    }

    /// Changes the message that the component stands on.
    pub(super) fn change_source(
        &mut self,
        interaction: &Interaction,
        body: &Value,
        call: &Call,
    ) -> Result<Message, Refusal> {
        let wrong = || invalid("type", "BASE_TYPE_CHOICES", "Value must be one of {4, 5}.");
        let source: MessageId = interaction.source.ok_or_else(wrong)?;
        let before = self.message(interaction.channel, source).ok_or(UNKNOWN_MESSAGE)?;
        check::edited(body, before, &call.files).map_err(|refusal| refusal.below("data"))?;
        self.rewrite(interaction.channel, source, body, &call.files, None).ok_or(UNKNOWN_MESSAGE)
    }
}
