//! What comes and goes while the bot runs: servers, channels, roles, threads, and
//! the languages that people speak. The gateway tells of each as Discord would.

use serde_json::{Value, json};

use super::control::{Control, ControlError};
use super::hub::GUILDS;
use super::ids::{ChannelId, GuildId, MessageId, PersonId, RoleId, timestamp};
use super::objects::role_object;
use super::permissions::{CREATE_PUBLIC_THREADS, SEND_MESSAGES};
use super::posting::Draft;
use super::state::State;
use super::world::{Channel, ChannelKind, Member, Role, Thread};

/// Characters of a channel's, a thread's or a post's name.
const NAME: usize = 100;

impl Control {
    /// Makes `guilds` servers with `channels` text channels each, and lets the bot join them; the
    /// channels. They are called `history-1` and so on, and the first person owns the servers.
    #[must_use = "the channels are known by nothing else"]
    pub fn add_guilds(&self, guilds: usize, channels: usize) -> Vec<ChannelId> {
        self.shared.change(|state| (0..guilds).flat_map(|_| state.found_guild(channels)).collect())
    }

    /// Lets the bot join a server again that it was thrown out of.
    pub fn add_bot(&self, guild: GuildId) {
        self.shared.change(|state| {
            let bot = state.world.bot;
            if let Some(guild) = state.world.guilds.get_mut(&guild) {
                let own = guild.roles.iter().filter(|role| role.bot == Some(bot)).map(|role| role.id);
                let roles = own.collect();
                guild.members.insert(bot, Member { roles });
            }
            state.guild_created(guild);
        });
    }

    /// A server cannot be reached for a while, or can again: no throwing out, though the event has
    /// the same name.
    pub fn set_outage(&self, guild: GuildId, is_out: bool) {
        self.shared.change(|state| {
            if is_out {
                let event = json!({ "id": guild, "unavailable": true });
                state.hub.publish(Some(guild), GUILDS, "GUILD_DELETE", &event, None);
            } else {
                state.guild_created(guild);
            }
        });
    }

    /// Makes a channel on a server.
    pub fn add_channel(&self, guild: GuildId, kind: ChannelKind, name: &str) -> ChannelId {
        self.shared.change(|state| {
            let id = ChannelId(state.mint());
            let mut channel = Channel::new(id, kind, name);
            channel.guild = Some(guild);
            channel.position = state.world.channels.len();
            state.world.channels.insert(id, channel);
            state.channel_changed(id, "CHANNEL_CREATE");
            id
        })
    }

    /// Makes a role on a server.
    pub fn add_role(&self, guild: GuildId, name: &str, permissions: u64, mentionable: bool) -> RoleId {
        self.shared.change(|state| {
            let id = RoleId(state.mint());
            let role = Role { id, name: name.to_owned(), permissions, color: 0, mentionable, bot: None };
            if let Some(found) = state.world.guilds.get_mut(&guild) {
                found.roles.push(role.clone());
                let event = json!({ "guild_id": guild, "role": role_object(&role, found.roles.len() - 1) });
                state.hub.publish(Some(guild), GUILDS, "GUILD_ROLE_CREATE", &event, None);
            }
            id
        })
    }

    /// Removes a role from its server, its members and its channels.
    pub fn remove_role(&self, role: RoleId) {
        self.shared.change(|state| state.remove_role(role));
    }

    /// A person starts a thread in a channel, or writes a post in a forum; `text` is its first message.
    ///
    /// # Errors
    /// If the person may not do that there, or a text is empty or too long.
    pub fn start_thread(
        &self,
        person: PersonId,
        channel: ChannelId,
        name: &str,
        text: &str,
    ) -> Result<ChannelId, ControlError> {
        self.shared.change(|state| state.start_thread_for(person, channel, name, text))
    }

    /// The language of a person's client, such as `de`.
    pub fn set_locale(&self, person: PersonId, locale: &str) {
        self.shared.change(|state| {
            if let Some(person) = state.world.people.get_mut(&person) {
                locale.clone_into(&mut person.locale);
            }
        });
    }
}

impl State {
    fn found_guild(&mut self, channels: usize) -> Vec<ChannelId> {
        let (guild, made) = self.world.found(channels);
        self.guild_created(guild);
        made
    }

    fn guild_created(&mut self, guild: GuildId) {
        if let Some(found) = self.world.guilds.get(&guild) {
            let event = self.world.guild_create(found);
            self.hub.publish(Some(guild), GUILDS, "GUILD_CREATE", &event, None);
        }
    }

    fn remove_role(&mut self, id: RoleId) {
        for guild in self.world.guilds.values_mut() {
            let before = guild.roles.len();
            guild.roles.retain(|role| role.id != id || role.id.0 == guild.id.0);
            if guild.roles.len() == before {
                continue;
            }
            for member in guild.members.values_mut() {
                member.roles.retain(|role| *role != id);
            }
            let event = json!({ "guild_id": guild.id, "role_id": id });
            self.hub.publish(Some(guild.id), GUILDS, "GUILD_ROLE_DELETE", &event, None);
        }
        for channel in self.world.channels.values_mut() {
            channel.overwrites.retain(|overwrite| !overwrite.is_role || overwrite.id != id.0);
        }
    }

    fn start_thread_for(
        &mut self,
        person: PersonId,
        parent: ChannelId,
        name: &str,
        text: &str,
    ) -> Result<ChannelId, ControlError> {
        let place = self.world.channels.get(&parent).ok_or(ControlError::NoSuchChannel(parent))?;
        let kind = place.kind.of_threads().filter(|_| place.thread.is_none());
        let needed = if place.kind == ChannelKind::Forum { SEND_MESSAGES } else { CREATE_PUBLIC_THREADS };
        let may = self.world.permissions_in(place, person) & needed != 0;
        let Some(kind) = kind.filter(|_| may) else {
            return Err(ControlError::CannotWrite(place.name.clone()));
        };
        for (field, text, most) in [("name", name, NAME), ("message", text, 2_000)] {
            let length = text.trim().chars().count();
            if length == 0 || length > most {
                return Err(ControlError::WrongLength { field: field.to_owned(), length: length as u64 });
            }
        }
        let id = ChannelId(self.mint());
        let thread = Thread::started_by(person, timestamp(self.clock.now()));
        self.open_thread(id, parent, kind, thread, name);
        let body = json!({ "content": text });
        let draft = Draft {
            channel: id,
            author: person,
            body: &body,
            files: &[],
            kind: 0,
            flags: 0,
            visible_to: None,
            extra: json!({ "position": 0 }),
        };
        self.write_as(MessageId(id.0), &draft);
        Ok(id)
    }

    /// Puts a thread into the world and tells of it; its object.
    pub(crate) fn open_thread(
        &mut self,
        id: ChannelId,
        parent: ChannelId,
        kind: ChannelKind,
        thread: Thread,
        name: &str,
    ) -> Option<Value> {
        let guild = self.world.channels.get(&parent)?.guild;
        let mut channel = Channel::new(id, kind, name);
        channel.guild = guild;
        channel.parent = Some(parent);
        channel.thread = Some(thread);
        let object = self.world.channel_object(&channel);
        self.world.channels.insert(id, channel);
        let mut event = object.clone();
        event["newly_created"] = true.into();
        self.hub.publish(guild, GUILDS, "THREAD_CREATE", &event, None);
        Some(object)
    }
}
