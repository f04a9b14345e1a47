//! A channel itself.

use serde_json::json;

use super::{Call, Reply};
use crate::playground::hub::GUILDS;
use crate::playground::ids::ChannelId;
use crate::playground::permissions::{MANAGE_THREADS, SEND_MESSAGES, VIEW_CHANNEL};
use crate::playground::refusal::{MISSING_ACCESS, MISSING_PERMISSIONS, Refusal, UNKNOWN_CHANNEL, invalid};
use crate::playground::state::State;
use crate::playground::world::Channel;

/// What a change of somebody else's channel wants.
const MANAGE_CHANNELS: u64 = 1 << 4;

pub(super) fn get(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let channel = visible(state, call.id(0)?)?;
    Reply::ok(state.world.channel_object(channel))
}

/// Changes a thread's name, archives or locks it; a channel's name and topic.
pub(super) fn edit(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let id: ChannelId = call.id(0)?;
    let (bits, is_thread, is_own) = {
        let channel = visible(state, id)?;
        let own = channel.thread.as_ref().is_some_and(|thread| thread.owner == state.world.bot);
        (state.world.permissions_in(channel, state.world.bot), channel.thread.is_some(), own)
    };
    let may = if is_thread { is_own || bits & MANAGE_THREADS != 0 } else { bits & MANAGE_CHANNELS != 0 };
    if !may {
        return Err(MISSING_PERMISSIONS);
    }
    if call.body["name"].as_str().is_some_and(|name| name.is_empty() || name.chars().count() > 100) {
        return Err(invalid("name", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length."));
    }
    if let Some(channel) = state.world.channels.get_mut(&id) {
        change(channel, call);
    }
    let object = state.channel_changed(id, "CHANNEL_UPDATE").ok_or(UNKNOWN_CHANNEL)?;
    Reply::ok(object)
}

fn change(channel: &mut Channel, call: &Call) {
    if let Some(name) = call.body["name"].as_str() {
        name.clone_into(&mut channel.name);
    }
    if let Some(topic) = call.body["topic"].as_str() {
        channel.topic = Some(topic.to_owned());
    }
    if let Some(thread) = &mut channel.thread {
        thread.archived = call.body["archived"].as_bool().unwrap_or(thread.archived);
        thread.locked = call.body["locked"].as_bool().unwrap_or(thread.locked);
    }
}

pub(super) fn delete(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let id: ChannelId = call.id(0)?;
    let channel = visible(state, id)?;
    let needed = if channel.thread.is_some() { MANAGE_THREADS } else { MANAGE_CHANNELS };
    if state.world.permissions_in(channel, state.world.bot) & needed == 0 {
        return Err(MISSING_PERMISSIONS);
    }
    Reply::ok(state.remove_channel(id).ok_or(UNKNOWN_CHANNEL)?)
}

pub(super) fn typing(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let channel = visible(state, call.id(0)?)?;
    if state.world.permissions_in(channel, state.world.bot) & SEND_MESSAGES == 0 {
        return Err(MISSING_PERMISSIONS);
    }
    Reply::nothing()
}

/// A channel that the bot can see.
pub(super) fn visible(state: &State, id: ChannelId) -> Result<&Channel, Refusal> {
    let channel = state.channel(id)?;
    let bits = state.world.permissions_in(channel, state.world.bot);
    if bits & VIEW_CHANNEL == 0 { Err(MISSING_ACCESS) } else { Ok(channel) }
}

impl State {
    /// Tells the gateway that a channel is as it now is; its object.
    pub(crate) fn channel_changed(&mut self, id: ChannelId, event: &str) -> Option<serde_json::Value> {
        let channel = self.world.channels.get(&id)?;
        let (guild, is_thread) = (channel.guild, channel.thread.is_some());
        let object = self.world.channel_object(channel);
        let event = if is_thread { event.replace("CHANNEL", "THREAD") } else { event.to_owned() };
        self.hub.publish(guild, GUILDS, &event, &object, None);
        Some(object)
    }

    /// Removes a channel with its threads; its object as it was.
    pub(crate) fn remove_channel(&mut self, id: ChannelId) -> Option<serde_json::Value> {
        let channel = self.world.channels.remove(&id)?;
        let mut object = self.world.channel_object(&channel);
        let mut event = "CHANNEL_DELETE";
        if channel.thread.is_some() {
            event = "THREAD_DELETE";
            let kind = channel.kind as u8;
            object =
                json!({ "id": id, "guild_id": channel.guild, "parent_id": channel.parent, "type": kind });
        }
        self.world.channels.retain(|_, other| other.thread.is_none() || other.parent != Some(id));
        self.hub.publish(channel.guild, GUILDS, event, &object, None);
        Some(object)
    }
}
