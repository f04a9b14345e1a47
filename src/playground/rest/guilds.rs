//! Servers, their channels, roles and members.

use serde_json::{Value, json};

use super::{Call, Reply};
use crate::playground::ids::PersonId;
use crate::playground::objects::role_object;
use crate::playground::refusal::{Refusal, UNKNOWN_GUILD, UNKNOWN_MEMBER};
use crate::playground::state::State;
use crate::playground::world::{Channel, Guild};

pub(super) fn get(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let guild = joined(state, call)?;
    let mut object = state.world.guild_object(guild);
    if call.query.get("with_counts").is_some_and(|wanted| wanted == "true") {
        object["approximate_member_count"] = guild.members.len().into();
        object["approximate_presence_count"] = guild.members.len().into();
    }
    Reply::ok(object)
}

pub(super) fn channels(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let all = of_guild(state, joined(state, call)?).filter(|channel| channel.thread.is_none());
    Reply::ok(all.map(|channel| state.world.channel_object(channel)).collect())
}

pub(super) fn threads(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let is_active = |channel: &&Channel| channel.thread.as_ref().is_some_and(|thread| !thread.archived);
    let threads: Vec<Value> = of_guild(state, joined(state, call)?)
        .filter(is_active)
        .map(|channel| state.world.channel_object(channel))
        .collect();
    Reply::ok(json!({ "threads": threads, "members": [], "has_more": false }))
}

pub(super) fn roles(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let roles = joined(state, call)?.roles.iter().enumerate();
    Reply::ok(roles.map(|(place, role)| role_object(role, place)).collect())
}

pub(super) fn member(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let guild = joined(state, call)?.id;
    let person: PersonId = call.id(1)?;
    Reply::ok(state.world.member(guild, person).ok_or(UNKNOWN_MEMBER)?)
}

pub(super) fn own_member(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let guild = joined(state, call)?.id;
    Reply::ok(state.world.member(guild, state.world.bot).ok_or(UNKNOWN_MEMBER)?)
}

fn of_guild<'a>(state: &'a State, guild: &Guild) -> impl Iterator<Item = &'a Channel> + use<'a> {
    let id = guild.id;
    state.world.channels.values().filter(move |channel| channel.guild == Some(id))
}

/// The server in the path, if the bot is on it.
fn joined<'a>(state: &'a State, call: &Call) -> Result<&'a Guild, Refusal> {
    let guild = state.world.guilds.get(&call.id(0)?);
    guild.filter(|guild| guild.members.contains_key(&state.world.bot)).ok_or(UNKNOWN_GUILD)
}
