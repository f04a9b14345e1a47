//! Whom a text really pings: what it names, what `allowed_mentions` lets through,
//! and what the author may ping here.

use serde_json::Value;

use super::ids::{GuildId, PersonId, RoleId};
use super::message::list;
use super::permissions::MENTION_EVERYONE;
use super::world::World;

/// Who was pinged.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Pings {
    pub(crate) people: Vec<PersonId>,
    pub(crate) roles: Vec<RoleId>,
    pub(crate) everyone: bool,
}

/// Reads a text's mentions.
pub(crate) fn pings(
    world: &World,
    guild: Option<GuildId>,
    bits: u64,
    text: &str,
    allowed: Option<&Value>,
) -> Pings {
    let mut pings = Pings::default();
    for (_, rest) in text.match_indices("<@").map(|(at, found)| (at, &text[at + found.len()..])) {
        let Some((inside, _)) = rest.split_once('>') else {
            continue;
        };
        if let Some(role) = inside.strip_prefix('&').and_then(|id| id.parse().ok()) {
            if lets(allowed, "roles", inside.trim_start_matches('&')) && may_ping(world, guild, bits, role) {
                push_new(&mut pings.roles, role);
            }
        } else if let Ok(person) = inside.trim_start_matches('!').parse()
            && lets(allowed, "users", &inside.replace('!', ""))
            && world.people.contains_key(&person)
        {
            push_new(&mut pings.people, person);
        }
    }
    let named = text.contains("@everyone") || text.contains("@here");
    pings.everyone = named && bits & MENTION_EVERYONE != 0 && lets(allowed, "everyone", "");
    pings
}

/// Whether `allowed_mentions` lets this one through; without it everything is let through.
fn lets(allowed: Option<&Value>, kind: &str, id: &str) -> bool {
    let Some(allowed) = allowed.filter(|allowed| allowed.is_object()) else {
        return true;
    };
    list(allowed, "parse").iter().any(|parsed| parsed == kind)
        || kind != "everyone" && list(allowed, kind).iter().any(|listed| listed == id)
}

fn may_ping(world: &World, guild: Option<GuildId>, bits: u64, role: RoleId) -> bool {
    let guild = guild.and_then(|guild| world.guilds.get(&guild));
    let role = guild.and_then(|guild| guild.roles.iter().find(|known| known.id == role));
    role.is_some_and(|role| role.mentionable || bits & MENTION_EVERYONE != 0)
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, new: T) {
    if !list.contains(&new) {
        list.push(new);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_allowed_mentions_names_is_pinged() {
        let world = World::reading_room();
        let guild = world.guilds.values().next().unwrap();
        let role = |name: &str| guild.roles.iter().find(|role| role.name == name).unwrap().id;
        let (club, moderators) = (role("History Club"), role("Moderators"));
        let text = format!("<@&{club}> <@&{moderators}> <@{}> @everyone", guild.owner);
        let none = json!({ "parse": [] });
        assert_eq!(pings(&world, Some(guild.id), 0, &text, Some(&none)), Pings::default());
        let one = json!({ "parse": [], "roles": [club] });
        assert_eq!(pings(&world, Some(guild.id), 0, &text, Some(&one)).roles, [club]);
        let all = pings(&world, Some(guild.id), 0, &text, None);
        assert_eq!((all.roles, all.people, all.everyone), (vec![club], vec![guild.owner], false));
        let mighty = pings(&world, Some(guild.id), MENTION_EVERYONE, &text, None);
        assert_eq!((mighty.roles, mighty.everyone), (vec![club, moderators], true));
    }
}
