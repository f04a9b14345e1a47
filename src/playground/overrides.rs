//! Who may use a command on a server, as its administrators have set it under
//! "Integrations": for roles, people and channels, for one command or for all.
//!
//! A command's own rules come before those for all commands, a channel's must let it
//! through as well, and administrators are not bound by any of them.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::control::{Control, ControlError};
use super::hub::ALWAYS;
use super::ids::{ChannelId, CommandId, GuildId, PersonId, RoleId};
use super::permissions::ADMINISTRATOR;
use super::state::State;
use super::world::Channel;

/// For whom or where a command is allowed or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Everybody with a role; the server's @everyone role is everybody.
    Role(RoleId),
    /// One person.
    Person(PersonId),
    /// Everybody, in one channel.
    Channel(ChannelId),
    /// Everybody, in every channel that has no rule of its own.
    AllChannels,
}

/// A rule: for whom, and whether they may.
type Rule = (Whom, bool);

/// All rules: by server, and by command or (`None`) for all commands.
#[derive(Debug, Default)]
pub(crate) struct Overrides {
    rules: HashMap<(GuildId, Option<CommandId>), Vec<Rule>>,
}

impl Overrides {
    fn set(&mut self, guild: GuildId, command: Option<CommandId>, whom: Whom, allow: Option<bool>) {
        let rules = self.rules.entry((guild, command)).or_default();
        rules.retain(|(known, _)| *known != whom);
        rules.extend(allow.map(|allow| (whom, allow)));
    }

    /// The rules of one command, or those for all of them.
    pub(crate) fn of(&self, guild: GuildId, command: Option<CommandId>) -> &[Rule] {
        self.rules.get(&(guild, command)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The commands that have rules of their own on a server; `None` stands for all commands.
    pub(crate) fn on(&self, guild: GuildId) -> impl Iterator<Item = Option<CommandId>> + '_ {
        let filled = self.rules.iter().filter(|(_, rules)| !rules.is_empty());
        filled.filter(move |((of, _), _)| *of == guild).map(|((_, command), _)| *command)
    }
}

impl Control {
    /// Lets somebody use a command (its name) or all commands (`None`) on a server, forbids it, or
    /// with `None` for `allow` takes the rule back.
    ///
    /// # Errors
    /// If there is no such command.
    pub fn allow_command(
        &self,
        guild: GuildId,
        command: Option<&str>,
        whom: Whom,
        allow: Option<bool>,
    ) -> Result<(), ControlError> {
        self.shared.change(|state| {
            let found = command.map(|name| {
                let unknown = || ControlError::NoSuchCommand(name.to_owned());
                state.registry.named(Some(guild), name).map(|command| command.id).ok_or_else(unknown)
            });
            let id = found.transpose()?;
            state.overrides.set(guild, id, whom, allow);
            let event = state.override_object(guild, id);
            let name = "APPLICATION_COMMAND_PERMISSIONS_UPDATE";
            state.hub.publish(Some(guild), ALWAYS, name, &event, None);
            Ok(())
        })
    }
}

impl State {
    /// What the server's administrators say; none if they leave it to the command itself.
    pub(crate) fn overridden(&self, person: PersonId, place: &Channel, command: CommandId) -> Option<bool> {
        let guild = place.guild?;
        if self.world.permissions(guild, person, None) & ADMINISTRATOR != 0 {
            return None;
        }
        let (own, all) = (self.overrides.of(guild, Some(command)), self.overrides.of(guild, None));
        let here = place.thread.as_ref().and(place.parent).unwrap_or(place.id);
        let in_channel = of_channel(own, here).or_else(|| of_channel(all, here));
        if in_channel == Some(false) {
            return Some(false);
        }
        let roles = self.world.guilds.get(&guild)?.members.get(&person)?.roles.as_slice();
        let of_person = |rules| of_person(rules, guild, person, roles);
        of_person(own).or_else(|| of_person(all))
    }

    /// Discord's object of a command's rules, or of those for all commands.
    pub(crate) fn override_object(&self, guild: GuildId, command: Option<CommandId>) -> Value {
        let rules = self.overrides.of(guild, command).iter().map(|(whom, allow)| {
            let (id, kind) = match whom {
                Whom::Role(role) => (role.0, 1),
                Whom::Person(person) => (person.0, 2),
                Whom::Channel(channel) => (channel.0, 3),
                Whom::AllChannels => (guild.0 - 1, 3),
            };
            json!({ "id": id.to_string(), "type": kind, "permission": allow })
        });
        json!({
            "id": command.map_or(self.world.bot.0, |command| command.0).to_string(),
            "application_id": self.world.bot, "guild_id": guild, "permissions": rules.collect::<Vec<_>>(),
        })
    }
}

fn of_channel(rules: &[Rule], here: ChannelId) -> Option<bool> {
    let find = |wanted| rules.iter().find(|(whom, _)| *whom == wanted).map(|(_, allow)| *allow);
    find(Whom::Channel(here)).or_else(|| find(Whom::AllChannels))
}

/// A person's own rule comes first; of several roles one that allows is enough; @everyone is last.
fn of_person(rules: &[Rule], guild: GuildId, person: PersonId, held: &[RoleId]) -> Option<bool> {
    let find = |wanted| rules.iter().find(|(whom, _)| *whom == wanted).map(|(_, allow)| *allow);
    let of_roles = held.iter().filter_map(|role| find(Whom::Role(*role))).max();
    find(Whom::Person(person)).or(of_roles).or_else(|| find(Whom::Role(RoleId(guild.0))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_persons_rule_beats_a_roles_which_beats_everyones() {
        let (guild, person, role) = (GuildId(1), PersonId(2), RoleId(3));
        let everyone = (Whom::Role(RoleId(1)), false);
        let mut rules = vec![everyone];
        assert_eq!(of_person(&rules, guild, person, &[role]), Some(false));
        rules.push((Whom::Role(role), true));
        assert_eq!(of_person(&rules, guild, person, &[role]), Some(true));
        rules.push((Whom::Person(person), false));
        assert_eq!(of_person(&rules, guild, person, &[role]), Some(false));
        assert_eq!(of_person(&[], guild, person, &[role]), None);
    }

    #[test]
    fn a_channels_own_rule_beats_the_one_for_all_channels() {
        let rules = [(Whom::AllChannels, false), (Whom::Channel(ChannelId(7)), true)];
        assert_eq!(of_channel(&rules, ChannelId(7)), Some(true));
        assert_eq!(of_channel(&rules, ChannelId(8)), Some(false));
    }
}
