//! Who and what is there: servers, roles, people, channels. Plain data; nothing
//! here moves. Worlds are built in [`build`].

mod build;

use std::collections::BTreeMap;

use super::ids::{ChannelId, GuildId, PersonId, RoleId};
use super::message::Message;

/// A small Discord's people, servers and channels.
#[derive(Clone, Debug)]
pub struct World {
    pub(crate) guilds: BTreeMap<GuildId, Guild>,
    pub(crate) channels: BTreeMap<ChannelId, Channel>,
    pub(crate) people: BTreeMap<PersonId, Person>,
    pub(crate) bot: PersonId,
    pub(crate) token: String,
    next: u64,
}

/// Somebody with an account.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) id: PersonId,
    pub(crate) name: String,
    pub(crate) is_bot: bool,
    pub(crate) locale: String,
    pub(crate) takes_direct_messages: bool,
}

/// A server.
#[derive(Clone, Debug)]
pub(crate) struct Guild {
    pub(crate) id: GuildId,
    pub(crate) name: String,
    pub(crate) owner: PersonId,
    pub(crate) locale: String,
    pub(crate) roles: Vec<Role>,
    pub(crate) members: BTreeMap<PersonId, Member>,
    pub(crate) system_channel: Option<ChannelId>,
}

/// A role of a server.
#[derive(Clone, Debug)]
pub(crate) struct Role {
    pub(crate) id: RoleId,
    pub(crate) name: String,
    pub(crate) permissions: u64,
    pub(crate) color: u32,
    pub(crate) mentionable: bool,
    pub(crate) bot: Option<PersonId>,
}

/// A person on a server.
#[derive(Clone, Debug, Default)]
pub(crate) struct Member {
    pub(crate) roles: Vec<RoleId>,
}

/// What a channel changes about a role's or a member's permissions.
#[derive(Clone, Debug)]
pub(crate) struct Overwrite {
    pub(crate) id: u64,
    pub(crate) is_role: bool,
    pub(crate) allow: u64,
    pub(crate) deny: u64,
}

/// What sort of channel it is, with Discord's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChannelKind {
    /// An ordinary channel of a server.
    Text = 0,
    /// A direct message between the bot and one person.
    Direct = 1,
    /// A heading that channels stand under.
    Category = 4,
    /// A channel whose messages can be published to other servers.
    Announcement = 5,
    /// A thread in an announcement channel.
    AnnouncementThread = 10,
    /// A thread that everybody can see, also a forum's post.
    PublicThread = 11,
    /// A forum: threads only.
    Forum = 15,
}

/// A place for messages.
#[derive(Clone, Debug)]
pub(crate) struct Channel {
    pub(crate) id: ChannelId,
    pub(crate) guild: Option<GuildId>,
    pub(crate) kind: ChannelKind,
    pub(crate) name: String,
    pub(crate) topic: Option<String>,
    pub(crate) parent: Option<ChannelId>,
    pub(crate) position: usize,
    pub(crate) overwrites: Vec<Overwrite>,
    pub(crate) tags: Vec<Tag>,
    pub(crate) requires_tag: bool,
    pub(crate) thread: Option<Thread>,
    pub(crate) recipients: Vec<PersonId>,
    pub(crate) messages: Vec<Message>,
}

/// A forum's tag.
#[derive(Clone, Debug)]
pub(crate) struct Tag {
    pub(crate) id: u64,
    pub(crate) name: String,
}

/// How long a thread stays open without messages, unless somebody says otherwise.
pub(crate) const OPEN_MINUTES: u64 = 4320;

/// What a thread has that a channel has not.
#[derive(Clone, Debug)]
pub(crate) struct Thread {
    pub(crate) owner: PersonId,
    pub(crate) created: String,
    pub(crate) archived: bool,
    pub(crate) locked: bool,
    pub(crate) auto_archive_minutes: u64,
    pub(crate) applied_tags: Vec<String>,
}

impl ChannelKind {
    /// What kind the threads in such a channel are.
    pub(crate) fn of_threads(self) -> Option<Self> {
        match self {
            Self::Text | Self::Forum => Some(Self::PublicThread),
            Self::Announcement => Some(Self::AnnouncementThread),
            _ => None,
        }
    }
}

impl Thread {
    /// An open thread without tags.
    pub(crate) fn started_by(owner: PersonId, created: String) -> Self {
        Self {
            owner,
            created,
            archived: false,
            locked: false,
            auto_archive_minutes: OPEN_MINUTES,
            applied_tags: Vec::new(),
        }
    }
}

impl Channel {
    /// An empty channel.
    pub(crate) fn new(id: ChannelId, kind: ChannelKind, name: &str) -> Self {
        Self {
            id,
            guild: None,
            kind,
            name: name.to_owned(),
            topic: None,
            parent: None,
            position: 0,
            overwrites: Vec::new(),
            tags: Vec::new(),
            requires_tag: false,
            thread: None,
            recipients: Vec::new(),
            messages: Vec::new(),
        }
    }

    /// Whether messages can stand in it directly.
    pub(crate) fn holds_messages(&self) -> bool {
        !matches!(self.kind, ChannelKind::Category | ChannelKind::Forum)
    }
}

impl World {
    /// Whether the bot is a member of the server.
    pub(crate) fn has_bot(&self, guild: GuildId) -> bool {
        self.guilds.get(&guild).is_some_and(|guild| guild.members.contains_key(&self.bot))
    }

    /// Finds a person by name, in whatever case.
    pub(crate) fn person_named(&self, name: &str) -> Option<PersonId> {
        let wanted = name.trim_start_matches('@');
        self.people.values().find(|person| person.name.eq_ignore_ascii_case(wanted)).map(|person| person.id)
    }

    /// Finds a channel by name, with or without its `#`.
    pub(crate) fn channel_named(&self, name: &str) -> Option<ChannelId> {
        let wanted = name.trim_start_matches('#');
        let kept = |channel: &&Channel| channel.kind != ChannelKind::Category;
        self.channels.values().filter(kept).find(|channel| channel.name == wanted).map(|channel| channel.id)
    }
}
