//! The application, the gateway's address, and the commands.

use serde_json::{Value, json};
use tokio::time::Instant;

use super::{Call, Reply};
use crate::playground::checks::command as check;
use crate::playground::gateway::recommended;
use crate::playground::ids::{CommandId, GuildId};
use crate::playground::objects::application;
use crate::playground::refusal::{
    BOTS_CANNOT, MISSING_ACCESS, Refusal, UNKNOWN_COMMAND_PERMISSIONS, invalid,
};
use crate::playground::state::State;

pub(super) fn gateway(state: &mut State, _: &Call) -> Result<Reply, Refusal> {
    Reply::ok(json!({ "url": state.gateway }))
}

pub(super) fn gateway_bot(state: &mut State, _: &Call) -> Result<Reply, Refusal> {
    let shards = recommended(state.world.guilds.len());
    let limit = state.starts.object(Instant::now());
    Reply::ok(json!({ "url": state.gateway, "shards": shards, "session_start_limit": limit }))
}

pub(super) fn me(state: &mut State, _: &Call) -> Result<Reply, Refusal> {
    Reply::ok(application(&state.world))
}

pub(super) fn list(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    own(state, call)?;
    list_in(state, None)
}

pub(super) fn create(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    own(state, call)?;
    create_in(state, None, call)
}

pub(super) fn replace(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    own(state, call)?;
    replace_in(state, None, call)
}

pub(super) fn get(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    own(state, call)?;
    Reply::ok(state.registry.get(None, call.id(1)?)?.object.clone())
}

pub(super) fn edit(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    own(state, call)?;
    edit_in(state, None, call, 1)
}

pub(super) fn delete(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    own(state, call)?;
    state.registry.remove(None, call.id(1)?)?;
    Reply::nothing()
}

pub(super) fn guild_list(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let guild = guild(state, call)?;
    list_in(state, Some(guild))
}

pub(super) fn guild_create(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let guild = guild(state, call)?;
    create_in(state, Some(guild), call)
}

pub(super) fn guild_replace(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let guild = guild(state, call)?;
    replace_in(state, Some(guild), call)
}

pub(super) fn guild_get(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let guild = guild(state, call)?;
    Reply::ok(state.registry.get(Some(guild), call.id(2)?)?.object.clone())
}

pub(super) fn guild_edit(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let guild = guild(state, call)?;
    edit_in(state, Some(guild), call, 2)
}

pub(super) fn guild_delete(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let guild = guild(state, call)?;
    state.registry.remove(Some(guild), call.id(2)?)?;
    Reply::nothing()
}

/// The rules of all commands that have some.
pub(super) fn overrides(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let guild = guild(state, call)?;
    let commands: Vec<_> = state.overrides.on(guild).collect();
    Reply::ok(commands.into_iter().map(|command| state.override_object(guild, command)).collect())
}

/// The rules of one command; under the application's id those for all of them.
pub(super) fn override_of(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let guild = guild(state, call)?;
    let id: u64 = call.id(2)?;
    let command = (id != state.world.bot.0).then_some(CommandId(id));
    if state.overrides.of(guild, command).is_empty() {
        return Err(UNKNOWN_COMMAND_PERMISSIONS);
    }
    Reply::ok(state.override_object(guild, command))
}

/// Only a person may change them.
pub(super) fn set_override(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    guild(state, call).and(Err(BOTS_CANNOT))
}

/// The path's application must be the bot's own.
fn own(state: &State, call: &Call) -> Result<(), Refusal> {
    let is_own = call.id::<u64>(0)? == state.world.bot.0;
    if is_own {
        Ok(())
    } else {
        Err(MISSING_ACCESS.because("You are not authorized to perform this action on this application"))
    }
}

fn guild(state: &State, call: &Call) -> Result<GuildId, Refusal> {
    own(state, call)?;
    let id = call.id(1)?;
    state
        .world
        .guilds
        .get(&id)
        .filter(|guild| guild.members.contains_key(&state.world.bot))
        .ok_or(MISSING_ACCESS)?;
    Ok(id)
}

fn list_in(state: &State, guild: Option<GuildId>) -> Result<Reply, Refusal> {
    Reply::ok(state.registry.of(guild).map(|command| command.object.clone()).collect())
}

fn create_in(state: &mut State, guild: Option<GuildId>, call: &Call) -> Result<Reply, Refusal> {
    check::one(&call.body)?;
    let (is_new, object) = state.register(guild, &call.body)?;
    if is_new { Reply::created(object) } else { Reply::ok(object) }
}

fn replace_in(state: &mut State, guild: Option<GuildId>, call: &Call) -> Result<Reply, Refusal> {
    let not_a_list = || invalid("", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
    let sent = call.body.as_array().ok_or_else(not_a_list)?;
    check::all(sent)?;
    Reply::ok(state.register_all(guild, sent)?)
}

fn edit_in(state: &mut State, guild: Option<GuildId>, call: &Call, place: usize) -> Result<Reply, Refusal> {
    let mut object: Value = state.registry.get(guild, call.id(place)?)?.object.clone();
    for (key, value) in call.body.as_object().into_iter().flatten() {
        object[key.as_str()] = value.clone();
    }
    check::one(&object)?;
    state.registry.remove(guild, call.id(place)?)?;
    Reply::ok(state.register_as(call.id(place)?, guild, &object))
}
