//! The `INTERACTION_CREATE` event, with every field of Discord's that a client reads.

use serde_json::{Value, json};

use super::desk::{Interaction, Kind};
use super::ids::{GuildId, PersonId};
use super::state::State;
use super::world::Channel;

/// The size of files that may be attached to an answer.
const ATTACHMENT_BYTES: u64 = 10 * 1024 * 1024;

impl State {
    /// The event for an interaction that has just begun.
    pub(crate) fn interaction_event(&self, interaction: &Interaction, data: Value) -> Value {
        let world = &self.world;
        let person = world.people.get(&interaction.person);
        let locale = person.map_or("en-US", |person| person.locale.as_str());
        let Some(channel) = world.channels.get(&interaction.channel) else {
            return Value::Null;
        };
        let mut event = json!({
            "id": interaction.id, "application_id": world.bot, "type": interaction.kind as u8,
            "token": interaction.token, "version": 1, "channel_id": channel.id,
            "channel": self.interaction_channel(channel, interaction.person), "locale": locale,
            "app_permissions": world.permissions_in(channel, world.bot).to_string(),
            "entitlements": [], "entitlement_sku_ids": [], "attachment_size_limit": ATTACHMENT_BYTES,
        });
        event["data"] = data;
        if let Some(guild) = interaction.guild.and_then(|id| world.guilds.get(&id)) {
            let mut member = world.member(guild.id, interaction.person).unwrap_or_default();
            member["permissions"] = world.permissions_in(channel, interaction.person).to_string().into();
            event["member"] = member;
            event["guild_id"] = json!(guild.id);
            event["guild"] = json!({ "id": guild.id, "locale": guild.locale, "features": [] });
            event["guild_locale"] = json!(guild.locale);
            event["authorizing_integration_owners"] = self.authorizing(guild.id, interaction.person);
            event["context"] = 0.into();
        } else {
            event["user"] = world.user(interaction.person);
            event["authorizing_integration_owners"] = json!({ "0": "0" });
            event["context"] = 1.into();
        }
        let source = interaction.source.and_then(|id| self.message(channel.id, id));
        if let Some(message) = source {
            event["message"] = message.raw.clone();
            event["message"]["guild_id"] = json!(interaction.guild);
        }
        event
    }

    /// By whom the bot is there: the server, or the person who has added it to their account.
    fn authorizing(&self, guild: GuildId, person: PersonId) -> Value {
        if self.world.has_bot(guild) { json!({ "0": guild }) } else { json!({ "1": person }) }
    }

    /// The channel that an interaction happened in.
    fn interaction_channel(&self, channel: &Channel, person: PersonId) -> Value {
        let mut object = self.world.channel_object(channel);
        let bits = self.world.permissions_in(channel, person);
        object["permissions"] = bits.to_string().into();
        if let Some(fields) = object.as_object_mut() {
            fields.remove("permission_overwrites");
        }
        object
    }

    /// A channel as a resolved option: the person's permissions there, and the bot's.
    pub(crate) fn resolved_channel(&self, channel: &Channel, person: PersonId) -> Value {
        let full = self.interaction_channel(channel, person);
        let keys = [
            "id",
            "name",
            "type",
            "parent_id",
            "permissions",
            "thread_metadata",
            "last_message_id",
            "last_pin_timestamp",
            "nsfw",
            "flags",
            "guild_id",
            "topic",
            "position",
            "rate_limit_per_user",
        ];
        let kept = keys.iter().filter(|key| full.get(**key).is_some());
        let mut object: Value =
            Value::Object(kept.map(|key| ((*key).to_owned(), full[*key].clone())).collect());
        object["app_permissions"] = self.world.permissions_in(channel, self.world.bot).to_string().into();
        object
    }

    /// What a command's answer says about the command.
    pub(crate) fn answer_fields(&self, interaction: &Interaction) -> Value {
        let user = self.world.user(interaction.person);
        let owners = json!({ "0": interaction.guild.map_or_else(|| "0".to_owned(), |id| id.to_string()) });
        let mut metadata = json!({
            "id": interaction.id, "type": interaction.kind as u8, "user": user,
            "authorizing_integration_owners": owners,
        });
        let mut fields = json!({ "application_id": self.world.bot, "webhook_id": self.world.bot });
        match interaction.kind {
            Kind::Command => {
                metadata["name"] = json!(interaction.name);
                metadata["command_type"] = 1.into();
                fields["interaction"] = json!({
                    "id": interaction.id, "type": 2, "name": interaction.name, "user": user,
                });
            }
            _ => metadata["interacted_message_id"] = json!(interaction.source),
        }
        fields["interaction_metadata"] = metadata;
        fields
    }
}
