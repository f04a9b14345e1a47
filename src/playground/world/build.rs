//! Building worlds: the seeded one, big ones, and changes to either.
//!
//! The seeded ids never change, so that what a bot stored about them in one run
//! still fits in the next.

use std::collections::BTreeMap;

use super::{Channel, ChannelKind, Guild, Member, Person, Role, Tag, Thread, World};
use crate::playground::ids::{ChannelId, GuildId, PersonId, RoleId};
use crate::playground::permissions::{EVERYDAY, MANAGE_GUILD, MANAGE_MESSAGES, MANAGE_THREADS};

/// Seeded things are this many milliseconds apart in age.
const STEP: u64 = 1 << 22;
/// The age of the first seeded thing: some day in 2023.
const FIRST: u64 = 262_260_437_011 << 22;
/// When seeded threads were started.
const SEEDED_AT: &str = "2023-12-25T00:00:00.000000+00:00";
/// Discord allows 500 channels on a server; a big world has servers of this size.
const CHANNELS_A_GUILD: usize = 100;

impl World {
    fn empty() -> Self {
        let mut world = Self {
            guilds: BTreeMap::new(),
            channels: BTreeMap::new(),
            people: BTreeMap::new(),
            bot: PersonId(0),
            token: String::new(),
            next: FIRST,
        };
        world.bot = world.add_person("Daybook", true);
        // Discord's tokens begin with the bot's id in base 64, and some clients read it there.
        world.token = format!("{}.playgrd.on-loopback-and-nowhere-else", base64_digits(world.bot.0));
        world
    }

    /// The seeded world: one server, "The Reading Room", with Ada (its owner), Max
    /// (a moderator), Mia (a member), and #general, #history, #announcements and
    /// the forum #books.
    #[must_use]
    pub fn reading_room() -> Self {
        let mut world = Self::empty();
        let [ada, max, mia] = ["Ada", "Max", "Mia"].map(|name| world.add_person(name, false));
        let guild = world.add_guild("The Reading Room", ada);
        let moderating = MANAGE_GUILD | MANAGE_MESSAGES | MANAGE_THREADS;
        let moderators = world.add_role(guild, "Moderators", moderating, 0x3b_82_f6, false);
        let club = world.add_role(guild, "History Club", 0, 0xd9_77_06, true);
        world.join(guild, max, vec![moderators]);
        world.join(guild, mia, vec![club]);
        let rooms = world.add_channel(guild, ChannelKind::Category, "Rooms", None);
        let general = world.add_channel(guild, ChannelKind::Text, "general", Some(rooms));
        world.add_channel(guild, ChannelKind::Text, "history", Some(rooms));
        world.add_channel(guild, ChannelKind::Announcement, "announcements", Some(rooms));
        let books = world.add_channel(guild, ChannelKind::Forum, "books", Some(rooms));
        world.add_tags(books, &["This day", "Reading list"]);
        world.describe(general, "Anything and everything");
        if let Some(guild) = world.guilds.get_mut(&guild) {
            guild.system_channel = Some(general);
        }
        world
    }

    /// A big world: `count` text channels called `history-1` and so on, on servers
    /// with up to 100 of them each; Ada owns them all.
    #[must_use]
    pub fn with_channels(count: usize) -> Self {
        let mut world = Self::empty();
        let ada = world.add_person("Ada", false);
        for first in (0..count.max(1)).step_by(CHANNELS_A_GUILD) {
            let guild = world.add_guild(&format!("Server {}", first / CHANNELS_A_GUILD + 1), ada);
            for number in first..(first + CHANNELS_A_GUILD).min(count) {
                world.add_channel(guild, ChannelKind::Text, &format!("history-{}", number + 1), None);
            }
        }
        world
    }

    /// One more channel, on the first server.
    #[must_use]
    pub fn channel(mut self, kind: ChannelKind, name: &str) -> Self {
        if let Some(guild) = self.guilds.keys().next().copied() {
            self.add_channel(guild, kind, name, None);
        }
        self
    }

    /// One more thread, which the server's owner started in the channel `parent`.
    #[must_use]
    pub fn thread(mut self, parent: &str, name: &str) -> Self {
        let found = self.channel_named(parent).and_then(|id| self.channels.get(&id)).cloned();
        let owner =
            found.as_ref().and_then(|parent| self.guilds.get(&parent.guild?)).map(|guild| guild.owner);
        if let (Some(Channel { id: parent, guild: Some(guild), .. }), Some(owner)) = (found, owner) {
            let id = self.add_channel(guild, ChannelKind::PublicThread, name, Some(parent));
            let thread = Thread::started_by(owner, SEEDED_AT.to_owned());
            if let Some(channel) = self.channels.get_mut(&id) {
                channel.thread = Some(thread);
            }
        }
        self
    }

    /// One more person, who joins every server with the roles that are named.
    #[must_use]
    pub fn person(mut self, name: &str, roles: &[&str]) -> Self {
        let person = self.add_person(name, false);
        for guild in self.guilds.keys().copied().collect::<Vec<_>>() {
            let held = self.guilds[&guild].roles.iter().filter(|role| roles.contains(&role.name.as_str()));
            let held = held.map(|role| role.id).collect();
            self.join(guild, person, held);
        }
        self
    }

    /// One more server, with one channel, owned by the first person.
    #[must_use]
    pub fn guild(mut self, name: &str, channel: &str) -> Self {
        let owner = self.people.values().find(|person| !person.is_bot).map_or(self.bot, |person| person.id);
        let guild = self.add_guild(name, owner);
        self.add_channel(guild, ChannelKind::Text, channel, None);
        self
    }

    /// One more server with `channels` text channels, owned by the first person; and the channels.
    pub(crate) fn found(&mut self, channels: usize) -> (GuildId, Vec<ChannelId>) {
        let owner = self.people.values().find(|person| !person.is_bot).map_or(self.bot, |person| person.id);
        let name = format!("Server {}", self.guilds.len() + 1);
        let guild = self.add_guild(&name, owner);
        let names = (1..=channels).map(|number| format!("history-{number}"));
        let made = names.map(|name| self.add_channel(guild, ChannelKind::Text, &name, None)).collect();
        (guild, made)
    }

    /// The token that the bot must show.
    #[must_use]
    pub fn token(mut self, token: &str) -> Self {
        token.clone_into(&mut self.token);
        self
    }

    /// The language of somebody's client, such as `de`.
    #[must_use]
    pub fn speaks(mut self, name: &str, locale: &str) -> Self {
        for person in self.people.values_mut().filter(|person| person.name == name) {
            locale.clone_into(&mut person.locale);
        }
        self
    }

    fn next_id(&mut self) -> u64 {
        self.next += STEP;
        self.next
    }

    fn add_person(&mut self, name: &str, is_bot: bool) -> PersonId {
        let id = PersonId(self.next_id());
        let locale = "en-US".to_owned();
        let person = Person { id, name: name.to_owned(), is_bot, locale, takes_direct_messages: true };
        self.people.insert(id, person);
        id
    }

    fn add_guild(&mut self, name: &str, owner: PersonId) -> GuildId {
        let id = GuildId(self.next_id());
        let bot = self.bot;
        let everyone = Role {
            id: RoleId(id.0),
            name: "@everyone".to_owned(),
            permissions: EVERYDAY,
            color: 0,
            mentionable: false,
            bot: None,
        };
        let guild = Guild {
            id,
            name: name.to_owned(),
            owner,
            locale: "en-US".to_owned(),
            roles: vec![everyone],
            members: BTreeMap::new(),
            system_channel: None,
        };
        self.guilds.insert(id, guild);
        let own = self.add_role(id, "Daybook", EVERYDAY, 0, false);
        if let Some(role) = self.guilds.get_mut(&id).and_then(|guild| guild.roles.last_mut()) {
            role.bot = Some(bot);
        }
        self.join(id, bot, vec![own]);
        self.join(id, owner, Vec::new());
        id
    }

    fn add_role(&mut self, guild: GuildId, name: &str, bits: u64, color: u32, mentionable: bool) -> RoleId {
        let id = RoleId(self.next_id());
        let role = Role { id, name: name.to_owned(), permissions: bits, color, mentionable, bot: None };
        if let Some(guild) = self.guilds.get_mut(&guild) {
            guild.roles.push(role);
        }
        id
    }

    fn join(&mut self, guild: GuildId, person: PersonId, roles: Vec<RoleId>) {
        if let Some(guild) = self.guilds.get_mut(&guild) {
            guild.members.insert(person, Member { roles });
        }
    }

    fn add_channel(
        &mut self,
        guild: GuildId,
        kind: ChannelKind,
        name: &str,
        parent: Option<ChannelId>,
    ) -> ChannelId {
        let id = ChannelId(self.next_id());
        let mut channel = Channel::new(id, kind, name);
        channel.guild = Some(guild);
        channel.parent = parent;
        channel.position = self.channels.len();
        self.channels.insert(id, channel);
        id
    }

    fn add_tags(&mut self, forum: ChannelId, names: &[&str]) {
        for name in names {
            let tag = Tag { id: self.next_id(), name: (*name).to_owned() };
            if let Some(forum) = self.channels.get_mut(&forum) {
                forum.tags.push(tag);
            }
        }
    }

    fn describe(&mut self, channel: ChannelId, topic: &str) {
        if let Some(channel) = self.channels.get_mut(&channel) {
            channel.topic = Some(topic.to_owned());
        }
    }
}

/// The digits of a number in base 64 (of its decimal text), as tokens have them.
fn base64_digits(number: u64) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let text = number.to_string();
    let mut out = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let bits =
            chunk.iter().fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in (0..=chunk.len()).map(|place| 18 - 6 * place) {
            out.push(char::from(ALPHABET[(bits >> place & 63) as usize]));
        }
    }
    out
}
