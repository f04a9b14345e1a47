//! The commands that the bot registered, global ones and a server's own.

use serde_json::{Value, json};

use super::ids::{CommandId, GuildId};
use super::refusal::{Refusal, TOO_MANY_COMMANDS, UNKNOWN_COMMAND};
use super::state::State;

/// The most commands of one scope.
const MOST: usize = 100;

/// One registered command.
#[derive(Clone, Debug)]
pub(crate) struct Command {
    pub(crate) id: CommandId,
    /// None for a global one.
    pub(crate) guild: Option<GuildId>,
    pub(crate) object: Value,
}

/// All of them.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    commands: Vec<Command>,
    /// Whether the bot has ever registered global commands.
    pub(crate) is_filled: bool,
}

impl Registry {
    /// The commands of one scope.
    pub(crate) fn of(&self, guild: Option<GuildId>) -> impl Iterator<Item = &Command> {
        self.commands.iter().filter(move |command| command.guild == guild)
    }

    /// The command that somebody means by `name` on a server: its own before a global one.
    pub(crate) fn named(&self, guild: Option<GuildId>, name: &str) -> Option<&Command> {
        let is_it = |command: &&Command| command.object["name"] == name && command.object["type"] == 1;
        let own = guild.and_then(|guild| self.of(Some(guild)).find(is_it));
        own.or_else(|| self.of(None).find(is_it))
    }

    /// All that somebody can use on a server.
    pub(crate) fn usable(&self, guild: Option<GuildId>) -> impl Iterator<Item = &Command> {
        let own = move |command: &&Command| command.guild.is_none() || command.guild == guild;
        self.commands.iter().filter(own)
    }

    pub(crate) fn get(&self, guild: Option<GuildId>, id: CommandId) -> Result<&Command, Refusal> {
        self.of(guild).find(|command| command.id == id).ok_or(UNKNOWN_COMMAND)
    }

    pub(crate) fn remove(&mut self, guild: Option<GuildId>, id: CommandId) -> Result<(), Refusal> {
        self.get(guild, id)?;
        self.commands.retain(|command| command.id != id);
        Ok(())
    }
}

impl State {
    /// Registers one command; one of the same name and type is replaced and keeps its id.
    pub(crate) fn register(
        &mut self,
        guild: Option<GuildId>,
        sent: &Value,
    ) -> Result<(bool, Value), Refusal> {
        let same = |command: &&Command| {
            command.object["name"] == sent["name"]
                && command.object["type"] == *sent.get("type").unwrap_or(&json!(1))
        };
        let known = self.registry.of(guild).find(same).map(|command| command.id);
        if known.is_none() && self.registry.of(guild).count() >= MOST {
            return Err(TOO_MANY_COMMANDS);
        }
        let id = known.unwrap_or_else(|| CommandId(self.mint()));
        Ok((known.is_none(), self.register_as(id, guild, sent)))
    }

    /// Registers a command under an id that is given.
    pub(crate) fn register_as(&mut self, id: CommandId, guild: Option<GuildId>, sent: &Value) -> Value {
        let object = self.complete(id, guild, sent);
        self.registry.commands.retain(|command| command.id != id);
        self.registry.commands.push(Command { id, guild, object: object.clone() });
        self.registry.is_filled |= guild.is_none();
        object
    }

    /// Replaces all commands of one scope.
    pub(crate) fn register_all(&mut self, guild: Option<GuildId>, sent: &[Value]) -> Result<Value, Refusal> {
        let kept: Vec<_> = self.registry.of(guild).cloned().collect();
        let is_sent = |command: &Command| {
            sent.iter().any(|sent| {
                sent["name"] == command.object["name"]
                    && *sent.get("type").unwrap_or(&json!(1)) == command.object["type"]
            })
        };
        let gone: Vec<_> =
            kept.iter().filter(|command| !is_sent(command)).map(|command| command.id).collect();
        self.registry.commands.retain(|command| !gone.contains(&command.id));
        self.registry.is_filled |= guild.is_none();
        sent.iter().map(|sent| self.register(guild, sent).map(|(_, object)| object)).collect()
    }

    /// A command object with everything that was not sent.
    fn complete(&mut self, id: CommandId, guild: Option<GuildId>, sent: &Value) -> Value {
        let mut object = json!({
            "id": id, "application_id": self.world.bot, "version": self.mint().to_string(), "type": 1,
            "default_member_permissions": null, "name_localizations": null, "description": "",
            "description_localizations": null, "nsfw": false, "integration_types": [0],
            "contexts": null,
        });
        if let Some(guild) = guild {
            object["guild_id"] = json!(guild);
        } else {
            object["dm_permission"] = true.into();
        }
        for (key, value) in sent.as_object().into_iter().flatten() {
            let stays = matches!(key.as_str(), "id" | "application_id" | "version" | "guild_id");
            let is_default = value.is_null() && object.get(key).is_some();
            if !stays && !is_default {
                object[key.as_str()] = value.clone();
            }
        }
        if let Value::Number(bits) = &object["default_member_permissions"] {
            object["default_member_permissions"] = bits.to_string().into();
        }
        tidy(&mut object);
        object
    }
}

/// Below a command, Discord answers with what means something for an option's type.
fn tidy(parent: &mut Value) {
    for option in parent.get_mut("options").and_then(Value::as_array_mut).into_iter().flatten() {
        let own: &[&str] = match option["type"].as_u64().unwrap_or(0) {
            1 | 2 => &["options"],
            3 => &["autocomplete", "choices", "min_length", "max_length"],
            4 | 10 => &["autocomplete", "choices", "min_value", "max_value"],
            7 => &["channel_types"],
            _ => &[],
        };
        let everyones =
            ["type", "name", "name_localizations", "description", "description_localizations", "required"];
        let is_empty = |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        if let Some(fields) = option.as_object_mut() {
            fields.retain(|key, value| {
                !is_empty(value) && (own.contains(&key.as_str()) || everyones.contains(&key.as_str()))
            });
        }
        tidy(option);
    }
}
