//! What the bot may do in a channel, counted as Discord counts it: roles, then the channel's overwrites.

use poise::serenity_prelude as serenity;
use serde::{Deserialize, Deserializer};
use serenity::Permissions;

use crate::subscription::{GuildId, RoleId, UserId};

/// Permissions, which Discord writes as a number in text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bits(pub(super) Permissions);

impl<'de> Deserialize<'de> for Bits {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bits = text.parse().map_err(serde::de::Error::custom)?;
        Ok(Self(Permissions::from_bits_truncate(bits)))
    }
}

/// A server, as far as it matters here.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Server {
    pub(super) id: GuildId,
    pub(super) owner_id: UserId,
    pub(super) roles: Vec<Role>,
}

/// A role of a server.
#[derive(Clone, Debug, Deserialize)]
pub(in crate::discord) struct Role {
    pub(in crate::discord) id: RoleId,
    pub(super) permissions: Bits,
    #[serde(default)]
    pub(in crate::discord) mentionable: bool,
}

/// The bot on a server.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Member {
    pub(super) roles: Vec<RoleId>,
}

/// What a channel changes for a role or a member.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Overwrite {
    id: String,
    allow: Bits,
    deny: Bits,
}

/// What `me` may do in a channel with these overwrites.
pub(super) fn of(server: &Server, member: &Member, me: UserId, overwrites: &[Overwrite]) -> Permissions {
    if server.owner_id == me {
        return Permissions::all();
    }
    let holds = |role: &&Role| role.id.0 == server.id.0 || member.roles.contains(&role.id);
    let base =
        server.roles.iter().filter(holds).fold(Permissions::empty(), |sum, role| sum | role.permissions.0);
    if base.contains(Permissions::ADMINISTRATOR) {
        return Permissions::all();
    }
    let everyone = server.id.to_string();
    let of_roles: Vec<_> = member.roles.iter().map(ToString::to_string).collect();
    let layers: [&dyn Fn(&str) -> bool; 3] =
        [&|id| id == everyone, &|id| of_roles.iter().any(|role| role == id), &|id| id == me.to_string()];
    let mut has = base;
    for applies in layers {
        let applied = overwrites.iter().filter(|overwrite| applies(&overwrite.id));
        let (allow, deny) = applied
            .fold((Permissions::empty(), Permissions::empty()), |(allow, deny), one| {
                (allow | one.allow.0, deny | one.deny.0)
            });
        has = (has - deny) | allow;
    }
    if has.contains(Permissions::VIEW_CHANNEL) { has } else { Permissions::empty() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const SEND: u64 = 1 << 11;
    const VIEW: u64 = 1 << 10;

    fn has(base: u64, roles: &[(&str, u64)], overwrites: &[(&str, u64, u64)]) -> u64 {
        let role = |id: &str, bits: u64| json!({ "id": id, "permissions": bits.to_string() });
        let mut all = vec![role("1", base)];
        all.extend(roles.iter().map(|(id, bits)| role(id, *bits)));
        let server = serde_json::from_value(json!({ "id": "1", "owner_id": "9", "roles": all })).unwrap();
        let held: Vec<_> = roles.iter().map(|(id, _)| *id).collect();
        let member = serde_json::from_value(json!({ "roles": held })).unwrap();
        let overwrite = |(id, allow, deny): &(&str, u64, u64)| json!({ "id": id, "type": 0, "allow": allow.to_string(), "deny": deny.to_string() });
        let overwrites: Vec<_> = overwrites.iter().map(overwrite).collect();
        let overwrites: Vec<Overwrite> = serde_json::from_value(overwrites.into()).unwrap();
        of(&server, &member, UserId(7), &overwrites).bits()
    }

    #[test]
    fn a_members_own_overwrite_beats_a_roles_which_beats_everyones() {
        let all = VIEW | SEND;
        assert_eq!(has(all, &[], &[("1", 0, SEND)]), VIEW);
        assert_eq!(has(all, &[("2", 0)], &[("1", 0, SEND), ("2", SEND, 0)]), all);
        assert_eq!(has(all, &[("2", 0)], &[("7", 0, SEND), ("2", SEND, 0)]), VIEW);
        assert_eq!(has(all, &[("2", 0), ("3", 0)], &[("2", 0, SEND), ("3", SEND, 0)]), all);
        assert_eq!(has(VIEW, &[("2", SEND)], &[("4", 0, SEND)]), all, "a role that it does not hold");
    }

    #[test]
    fn who_cannot_see_a_channel_can_do_nothing_in_it_and_an_administrator_everything() {
        assert_eq!(has(VIEW | SEND, &[], &[("1", 0, VIEW)]), 0);
        assert_eq!(has(8, &[], &[("7", 0, VIEW)]), Permissions::all().bits());
    }
}
