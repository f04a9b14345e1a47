//! Who may do what where: Discord's permission bits and the order in which roles
//! and a channel's overwrites are applied.

use super::ids::{ChannelId, GuildId, PersonId};
use super::world::{Channel, Guild, World};

/// Everything, always.
pub const ADMINISTRATOR: u64 = 1 << 3;
/// May change the server's settings; Discord's "Manage Server".
pub const MANAGE_GUILD: u64 = 1 << 5;
/// May see a channel at all.
pub const VIEW_CHANNEL: u64 = 1 << 10;
/// May write in a channel.
pub const SEND_MESSAGES: u64 = 1 << 11;
/// May remove and crosspost other people's messages.
pub const MANAGE_MESSAGES: u64 = 1 << 13;
/// May send pictures and files.
pub const ATTACH_FILES: u64 = 1 << 15;
/// May read what was written before.
pub const READ_MESSAGE_HISTORY: u64 = 1 << 16;
/// May ping @everyone and roles that are not mentionable.
pub const MENTION_EVERYONE: u64 = 1 << 17;
/// May use an app's commands.
pub const USE_APPLICATION_COMMANDS: u64 = 1 << 31;
/// May archive, lock and remove threads.
pub const MANAGE_THREADS: u64 = 1 << 34;
/// May start a public thread.
pub const CREATE_PUBLIC_THREADS: u64 = 1 << 35;
/// May write in threads; not implied by `SEND_MESSAGES`.
pub const SEND_MESSAGES_IN_THREADS: u64 = 1 << 38;

/// What everybody may do on the seeded server.
pub(crate) const EVERYDAY: u64 = VIEW_CHANNEL
    | SEND_MESSAGES
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | USE_APPLICATION_COMMANDS
    | CREATE_PUBLIC_THREADS
    | SEND_MESSAGES_IN_THREADS
    | (1 << 0) // create invites
    | (1 << 6) // reactions
    | (1 << 14) // embed links
    | (1 << 18) // outside emojis
    | (1 << 26); // change own nickname
/// Every bit that Discord has.
const ALL: u64 = (1 << 53) - 1;
/// What is left of a direct message's permissions.
const DIRECT: u64 = EVERYDAY & !((1 << 0) | CREATE_PUBLIC_THREADS | SEND_MESSAGES_IN_THREADS | (1 << 26));

impl World {
    /// What `person` may do in `channel`, or on the whole server without one.
    pub(crate) fn permissions(&self, guild: GuildId, person: PersonId, channel: Option<ChannelId>) -> u64 {
        let Some(guild) = self.guilds.get(&guild) else {
            return 0;
        };
        let Some(member) = guild.members.get(&person) else {
            return 0;
        };
        if guild.owner == person {
            return ALL;
        }
        let base = guild
            .roles
            .iter()
            .filter(|role| role.id.0 == guild.id.0 || member.roles.contains(&role.id))
            .fold(0, |sum, role| sum | role.permissions);
        if base & ADMINISTRATOR != 0 {
            return ALL;
        }
        let place = channel.and_then(|id| self.channels.get(&id)).map(|channel| self.ruling(channel));
        place.map_or(base, |place| without_view_nothing(overwritten(base, guild, place, person)))
    }

    /// What `person` may do in `channel`, direct messages included.
    pub(crate) fn permissions_in(&self, channel: &Channel, person: PersonId) -> u64 {
        match channel.guild {
            Some(guild) => self.permissions(guild, person, Some(channel.id)),
            None if channel.recipients.contains(&person) => DIRECT,
            None => 0,
        }
    }

    /// A thread has no overwrites of its own: its parent's rule it.
    fn ruling<'a>(&'a self, channel: &'a Channel) -> &'a Channel {
        match (&channel.thread, channel.parent) {
            (Some(_), Some(parent)) => self.channels.get(&parent).unwrap_or(channel),
            _ => channel,
        }
    }
}

/// Applies @everyone's overwrite, then all roles' together, then the member's own.
fn overwritten(base: u64, guild: &Guild, channel: &Channel, person: PersonId) -> u64 {
    let roles = guild.members.get(&person).map(|member| member.roles.as_slice()).unwrap_or_default();
    let mut bits = base;
    for overwrite in channel.overwrites.iter().filter(|o| o.is_role && o.id == guild.id.0) {
        bits = bits & !overwrite.deny | overwrite.allow;
    }
    let of_roles = channel.overwrites.iter().filter(|o| o.is_role && roles.iter().any(|role| role.0 == o.id));
    let (deny, allow) = of_roles.fold((0, 0), |(deny, allow), o| (deny | o.deny, allow | o.allow));
    bits = bits & !deny | allow;
    for overwrite in channel.overwrites.iter().filter(|o| !o.is_role && o.id == person.0) {
        bits = bits & !overwrite.deny | overwrite.allow;
    }
    bits
}

/// Who can't see a channel can do nothing in it.
fn without_view_nothing(bits: u64) -> u64 {
    if bits & VIEW_CHANNEL == 0 { 0 } else { bits }
}

#[cfg(test)]
mod tests {
    use super::super::world::Overwrite;
    use super::*;

    #[test]
    fn a_members_own_overwrite_beats_a_roles_which_beats_everyones() {
        let mut world = World::reading_room();
        let guild = *world.guilds.keys().next().unwrap();
        let mia = world.person_named("Mia").unwrap();
        let channel = world.channel_named("history").unwrap();
        let overwrites = &mut world.channels.get_mut(&channel).unwrap().overwrites;
        overwrites.push(Overwrite { id: guild.0, is_role: true, allow: 0, deny: SEND_MESSAGES });
        assert_eq!(world.permissions(guild, mia, Some(channel)) & SEND_MESSAGES, 0);
        let own = Overwrite { id: mia.0, is_role: false, allow: SEND_MESSAGES, deny: 0 };
        world.channels.get_mut(&channel).unwrap().overwrites.push(own);
        assert_ne!(world.permissions(guild, mia, Some(channel)) & SEND_MESSAGES, 0);
    }

    #[test]
    fn who_cannot_see_a_channel_can_do_nothing_in_it() {
        let mut world = World::reading_room();
        let guild = *world.guilds.keys().next().unwrap();
        let mia = world.person_named("Mia").unwrap();
        let channel = world.channel_named("history").unwrap();
        let hide = Overwrite { id: guild.0, is_role: true, allow: 0, deny: VIEW_CHANNEL };
        world.channels.get_mut(&channel).unwrap().overwrites.push(hide);
        assert_eq!(world.permissions(guild, mia, Some(channel)), 0);
    }
}
