//! Looking after the world: permissions, roles, channels, what people write.

use serde_json::{Value, json};

use super::control::{Control, ControlError};
use super::hub::GUILDS;
use super::ids::{ChannelId, GuildId, MessageId, PersonId, RoleId};
use super::message::Message;
use super::objects::role_object;
use super::permissions::{SEND_MESSAGES, SEND_MESSAGES_IN_THREADS};
use super::posting::Draft;
use super::state::State;
use super::world::Overwrite;

/// Characters of a message.
const CONTENT: usize = 2_000;

/// Whose permissions a channel changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// Those of everybody with a role.
    Role(RoleId),
    /// Those of one person, or of the bot.
    Person(PersonId),
}

impl Control {
    /// The bot's own user.
    #[must_use]
    pub fn bot(&self) -> PersonId {
        self.shared.look(|state| state.world.bot)
    }

    /// Finds a role of the first server by name; `@everyone` is one.
    #[must_use]
    pub fn role(&self, name: &str) -> Option<RoleId> {
        let plain = |name: &str| name.trim_start_matches('@').to_lowercase();
        self.shared.look(|state| {
            let guild = state.world.guilds.values().next()?;
            guild.roles.iter().find(|role| plain(&role.name) == plain(name)).map(|role| role.id)
        })
    }

    /// Sets what a channel changes about somebody's permissions; the bits are this
    /// module's constants. Two zeros take the change back.
    pub fn set_permissions(&self, channel: ChannelId, holder: Holder, allow: u64, deny: u64) {
        let (id, is_role) = match holder {
            Holder::Role(role) => (role.0, true),
            Holder::Person(person) => (person.0, false),
        };
        self.shared.change(|state| {
            if let Some(place) = state.world.channels.get_mut(&channel) {
                place.overwrites.retain(|overwrite| overwrite.id != id);
                if allow | deny != 0 {
                    place.overwrites.push(Overwrite { id, is_role, allow, deny });
                }
            }
            state.channel_changed(channel, "CHANNEL_UPDATE");
        });
    }

    /// Takes permissions from the bot in one channel.
    pub fn deny_bot(&self, channel: ChannelId, bits: u64) {
        self.set_permissions(channel, Holder::Person(self.bot()), 0, bits);
    }

    /// Changes what a role may do on its server, and whether everybody may ping it.
    pub fn set_role(&self, role: RoleId, permissions: u64, mentionable: bool) {
        self.shared.change(|state| state.change_role(role, permissions, mentionable));
    }

    /// Removes a channel with its threads.
    pub fn remove_channel(&self, channel: ChannelId) {
        self.shared.change(|state| state.remove_channel(channel));
    }

    /// Archives a thread, or opens it again.
    pub fn archive(&self, thread: ChannelId, archived: bool) {
        self.shared.change(|state| {
            let channel = state.world.channels.get_mut(&thread);
            if let Some(thread) = channel.and_then(|channel| channel.thread.as_mut()) {
                thread.archived = archived;
            }
            state.channel_changed(thread, "CHANNEL_UPDATE");
        });
    }

    /// Whether a forum's posts must have a tag.
    pub fn require_tag(&self, forum: ChannelId, required: bool) {
        self.shared.change(|state| {
            if let Some(forum) = state.world.channels.get_mut(&forum) {
                forum.requires_tag = required;
            }
            state.channel_changed(forum, "CHANNEL_UPDATE");
        });
    }

    /// Throws the bot out of a server.
    pub fn remove_bot(&self, guild: GuildId) {
        self.shared.change(|state| {
            let bot = state.world.bot;
            if let Some(guild) = state.world.guilds.get_mut(&guild) {
                guild.members.remove(&bot);
            }
            let event = json!({ "id": guild, "unavailable": false });
            state.hub.publish(Some(guild), GUILDS, "GUILD_DELETE", &event, None);
        });
    }

    /// The direct messages between the bot and a person.
    #[must_use]
    pub fn direct_messages(&self, person: PersonId) -> ChannelId {
        self.shared.change(|state| state.direct_channel(person))
    }

    /// Whether a person takes direct messages from the bot.
    pub fn take_direct_messages(&self, person: PersonId, takes: bool) {
        self.shared.change(|state| {
            if let Some(person) = state.world.people.get_mut(&person) {
                person.takes_direct_messages = takes;
            }
        });
    }

    /// A person writes a message.
    ///
    /// # Errors
    /// If the person may not write there, or the text is empty or too long.
    pub fn say(&self, person: PersonId, channel: ChannelId, text: &str) -> Result<Message, ControlError> {
        self.shared.change(|state| state.write_for(person, channel, text))
    }

    /// A person dismisses an answer that only they see.
    ///
    /// # Errors
    /// If there is no such answer for this person.
    pub fn dismiss(&self, person: PersonId, message: MessageId) -> Result<(), ControlError> {
        self.shared.change(|state| {
            let found = state.seen_by(person, message)?;
            if found.visible_to != Some(person) {
                return Err(ControlError::NotVisible(message));
            }
            let channel = found.channel;
            state.erase(channel, message);
            Ok(())
        })
    }
}

impl State {
    fn change_role(&mut self, id: RoleId, permissions: u64, mentionable: bool) {
        for guild in self.world.guilds.values_mut() {
            let found = guild.roles.iter_mut().enumerate().find(|(_, role)| role.id == id);
            let Some((place, role)) = found else { continue };
            role.permissions = permissions;
            role.mentionable = mentionable;
            let event = json!({ "guild_id": guild.id, "role": role_object(role, place) });
            self.hub.publish(Some(guild.id), GUILDS, "GUILD_ROLE_UPDATE", &event, None);
        }
    }

    fn write_for(
        &mut self,
        person: PersonId,
        channel: ChannelId,
        text: &str,
    ) -> Result<Message, ControlError> {
        let place = self.world.channels.get(&channel).ok_or(ControlError::NoSuchChannel(channel))?;
        let needed = if place.thread.is_some() { SEND_MESSAGES_IN_THREADS } else { SEND_MESSAGES };
        if self.world.permissions_in(place, person) & needed == 0 || !place.holds_messages() {
            return Err(ControlError::CannotWrite(place.name.clone()));
        }
        let length = text.trim().chars().count();
        if length == 0 || length > CONTENT {
            return Err(ControlError::WrongLength { field: "message".to_owned(), length: length as u64 });
        }
        let body = json!({ "content": text });
        let draft = Draft {
            channel,
            author: person,
            body: &body,
            files: &[],
            kind: 0,
            flags: 0,
            visible_to: None,
            extra: Value::Null,
        };
        Ok(self.write(&draft))
    }
}
