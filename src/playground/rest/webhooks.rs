//! Everything that a bot says after its first answer: filling in what it was
//! thinking about, changing, removing, following up.

use super::{Call, Reply};
use crate::playground::checks::message as check;
use crate::playground::desk::{Interaction, Outcome, Stage};
use crate::playground::ids::MessageId;
use crate::playground::message::{LOADING, Message};
use crate::playground::refusal::{Refusal, UNKNOWN_MESSAGE, UNKNOWN_WEBHOOK};
use crate::playground::state::State;

pub(super) fn create(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let interaction = interaction(state, call)?;
    check::new(&call.body, &call.files)?;
    // The first thing said after "is thinking" takes its place.
    let message = match (interaction.original, &interaction.stage) {
        (Some(original), Stage::Thinking) => fill_in(state, &interaction, original, call)?,
        _ => state.say(&interaction, &call.body, call, 0),
    };
    if let Some(open) = state.desk.get_mut(interaction.id) {
        if Some(message.id) != open.original {
            open.followups.push(message.id);
        }
        if !matches!(open.stage, Stage::Settled(_)) {
            open.stage = Stage::Settled(Outcome::Message(message.id));
        }
    }
    Reply::ok(message.raw)
}

pub(super) fn get(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let (interaction, id) = named(state, call)?;
    Reply::ok(state.message(interaction.channel, id).ok_or(UNKNOWN_MESSAGE)?.raw.clone())
}

pub(super) fn edit(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let (interaction, id) = named(state, call)?;
    let before = state.message(interaction.channel, id).ok_or(UNKNOWN_MESSAGE)?;
    check::edited(&call.body, before, &call.files)?;
    let message = fill_in(state, &interaction, id, call)?;
    let outcome = match interaction.stage {
        Stage::Thinking => Some(Outcome::Message(id)),
        Stage::WillUpdate => Some(Outcome::Updated(id)),
        _ => None,
    };
    if let Some((open, outcome)) = state.desk.get_mut(interaction.id).zip(outcome) {
        open.stage = Stage::Settled(outcome);
    }
    Reply::ok(message.raw)
}

pub(super) fn delete(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let (interaction, id) = named(state, call)?;
    state.erase(interaction.channel, id).ok_or(UNKNOWN_MESSAGE)?;
    Reply::nothing()
}

fn fill_in(
    state: &mut State,
    interaction: &Interaction,
    id: MessageId,
    call: &Call,
) -> Result<Message, Refusal> {
    let before = state.message(interaction.channel, id).ok_or(UNKNOWN_MESSAGE)?;
    let flags = before.flags() & !LOADING;
    state.rewrite(interaction.channel, id, &call.body, &call.files, Some(flags)).ok_or(UNKNOWN_MESSAGE)
}

fn interaction(state: &mut State, call: &Call) -> Result<Interaction, Refusal> {
    if call.id::<u64>(0)? != state.world.bot.0 {
        return Err(UNKNOWN_WEBHOOK);
    }
    let now = state.clock.now();
    state.desk.answered(call.param(1), now).cloned()
}

/// The interaction, and the message that the path means: `@original` or an id.
fn named(state: &mut State, call: &Call) -> Result<(Interaction, MessageId), Refusal> {
    let interaction = interaction(state, call)?;
    let id = match call.param(2) {
        "@original" => interaction.original.ok_or(UNKNOWN_MESSAGE)?,
        _ => call.id(2)?,
    };
    let is_own = interaction.original == Some(id) || interaction.followups.contains(&id);
    if is_own { Ok((interaction, id)) } else { Err(UNKNOWN_MESSAGE) }
}
