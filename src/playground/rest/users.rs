//! People, the bot itself, and direct messages.

use serde_json::json;

use super::{Call, Reply};
use crate::playground::hub::GUILDS;
use crate::playground::ids::{ChannelId, GuildId, PersonId};
use crate::playground::refusal::{CANNOT_DM, Refusal, UNKNOWN_GUILD, UNKNOWN_USER, invalid};
use crate::playground::state::State;
use crate::playground::world::{Channel, ChannelKind};

pub(super) fn me(state: &mut State, _: &Call) -> Result<Reply, Refusal> {
    Reply::ok(state.world.current_user())
}

pub(super) fn get(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let id: PersonId = call.id(0)?;
    let is_known = state.world.people.contains_key(&id);
    if is_known { Reply::ok(state.world.user(id)) } else { Err(UNKNOWN_USER) }
}

pub(super) fn guilds(state: &mut State, _: &Call) -> Result<Reply, Refusal> {
    let bot = state.world.bot;
    let joined = state.world.guilds.values().filter(|guild| guild.members.contains_key(&bot));
    let list = joined.map(|guild| {
        json!({
            "id": guild.id, "name": guild.name, "icon": null, "banner": null, "owner": guild.owner == bot,
            "permissions": state.world.permissions(guild.id, bot, None).to_string(), "features": [],
        })
    });
    Reply::ok(list.collect())
}

pub(super) fn leave(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let id: GuildId = call.id(0)?;
    let bot = state.world.bot;
    let guild = state.world.guilds.get_mut(&id).ok_or(UNKNOWN_GUILD)?;
    guild.members.remove(&bot).ok_or(UNKNOWN_GUILD)?;
    state.hub.publish(Some(id), GUILDS, "GUILD_DELETE", &json!({ "id": id, "unavailable": false }), None);
    Reply::nothing()
}

pub(super) fn open_direct(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let wrong = || invalid("recipient_id", "BASE_TYPE_REQUIRED", "This field is required");
    let person = call.body["recipient_id"].as_str().and_then(|id| id.parse().ok()).ok_or_else(wrong)?;
    if !state.world.people.get(&person).ok_or(UNKNOWN_USER)?.takes_direct_messages
        || person == state.world.bot
    {
        return Err(CANNOT_DM);
    }
    let id = state.direct_channel(person);
    Reply::ok(
        state.world.channels.get(&id).map(|channel| state.world.channel_object(channel)).unwrap_or_default(),
    )
}

impl State {
    /// The bot's direct messages with a person; made if there are none yet.
    pub(crate) fn direct_channel(&mut self, person: PersonId) -> ChannelId {
        let is_theirs = |channel: &&Channel| channel.guild.is_none() && channel.recipients.contains(&person);
        if let Some(known) = self.world.channels.values().find(is_theirs) {
            return known.id;
        }
        let id = ChannelId(self.mint());
        let mut channel = Channel::new(id, ChannelKind::Direct, "");
        channel.recipients = vec![self.world.bot, person];
        self.world.channels.insert(id, channel);
        id
    }
}
