//! Looks at a channel: what it is, and what the bot may do in it.
//!
//! A command's option says only what the member may do there, so this asks Discord for the server, the channel and the
//! bot's own roles.

mod permissions;

use poise::serenity_prelude as serenity;
use serde::Deserialize;
use serenity::Permissions;

use self::permissions::{Member, Overwrite, Server};
use super::rest::{Failure, Rest};
use super::text;
use crate::subscription::{ChannelId, GuildId, Place, Posting, RoleId, TagId};

pub(super) use self::permissions::Role;

/// Discord's flag of a forum that wants a tag on each post.
const REQUIRES_TAG: u64 = 1 << 4;

/// A channel, and what the bot may do in it.
#[derive(Clone, Debug)]
pub(super) struct Access {
    pub(super) channel: ChannelId,
    /// What sort of place it is; none for one that posts cannot go to.
    pub(super) place: Option<Place>,
    pub(super) name: String,
    /// A forum's tags.
    pub(super) tags: Vec<Tag>,
    pub(super) roles: Vec<Role>,
    has: Permissions,
    requires_tag: bool,
    is_locked: bool,
}

/// A forum's tag.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Tag {
    pub(super) id: TagId,
    pub(super) name: String,
}

#[derive(Deserialize)]
struct Channel {
    #[serde(rename = "type")]
    kind: u8,
    guild_id: Option<GuildId>,
    name: Option<String>,
    parent_id: Option<ChannelId>,
    #[serde(default)]
    permission_overwrites: Vec<Overwrite>,
    #[serde(default)]
    available_tags: Vec<Tag>,
    #[serde(default)]
    flags: u64,
    thread_metadata: Option<Thread>,
}

#[derive(Deserialize)]
struct Thread {
    #[serde(default)]
    archived: bool,
    #[serde(default)]
    locked: bool,
}

/// The sort of place by Discord's number for it.
pub(super) fn place(kind: u8) -> Option<Place> {
    match kind {
        0 => Some(Place::Text),
        5 => Some(Place::Announcement),
        10..=12 => Some(Place::Thread),
        15 => Some(Place::Forum),
        _ => None,
    }
}

impl Access {
    /// Looks at a channel of `guild`.
    ///
    /// # Errors
    /// What Discord answered; a channel of another server counts as unknown.
    pub(super) async fn look(rest: &Rest, guild: GuildId, channel: ChannelId) -> Result<Self, Failure> {
        let me = rest.me().await?;
        let (server_at, channel_at) = (format!("guilds/{guild}"), format!("channels/{channel}"));
        let member_at = format!("guilds/{guild}/members/{me}");
        let (server, member, found) = tokio::try_join!(
            rest.get::<Server>(&server_at),
            rest.get::<Member>(&member_at),
            rest.get::<Channel>(&channel_at)
        )?;
        if found.guild_id != Some(guild) {
            let message = "the channel is on another server".to_owned();
            return Err(Failure::Refused { status: 404, code: 10003, message });
        }
        let overwrites = match (&found.thread_metadata, found.parent_id) {
            // A thread is ruled by its parent.
            (Some(_), Some(parent)) => {
                rest.get::<Channel>(&format!("channels/{parent}")).await?.permission_overwrites
            }
            _ => found.permission_overwrites,
        };
        let thread = found.thread_metadata;
        Ok(Self {
            channel,
            place: place(found.kind),
            name: found.name.unwrap_or_default(),
            tags: found.available_tags,
            has: permissions::of(&server, &member, me, &overwrites),
            roles: server.roles,
            requires_tag: found.flags & REQUIRES_TAG != 0,
            is_locked: thread.is_some_and(|thread| thread.archived && thread.locked),
        })
    }

    /// The permissions without which nothing comes and which the bot lacks, by the names that Discord's settings have.
    fn lacks_at_all(&self) -> Vec<&'static str> {
        let sending = match self.place {
            Some(Place::Thread) => (Permissions::SEND_MESSAGES_IN_THREADS, "Send Messages in Threads"),
            Some(Place::Forum) => (Permissions::SEND_MESSAGES, "Create Posts"),
            _ => (Permissions::SEND_MESSAGES, "Send Messages"),
        };
        self.missing(&[(Permissions::VIEW_CHANNEL, "View Channel"), sending])
    }

    /// All the permissions that posts like these need and the bot lacks.
    pub(super) fn lacks(&self, posting: &Posting) -> Vec<&'static str> {
        let mut needed = vec![(Permissions::READ_MESSAGE_HISTORY, "Read Message History")];
        if posting.thread && matches!(self.place, Some(Place::Text | Place::Announcement)) {
            needed.push((Permissions::CREATE_PUBLIC_THREADS, "Create Public Threads"));
        }
        if self.is_quiet(posting.ping) {
            needed.push((Permissions::MENTION_EVERYONE, "Mention @everyone, @here and All Roles"));
        }
        self.lacks_at_all().into_iter().chain(self.missing(&needed)).collect()
    }

    fn missing(&self, needed: &[(Permissions, &'static str)]) -> Vec<&'static str> {
        let lacking = needed.iter().filter(|(permission, _)| !self.has.contains(*permission));
        lacking.map(|(_, name)| *name).collect()
    }

    /// Whether a ping of that role needs a permission of its own.
    fn is_quiet(&self, role: Option<RoleId>) -> bool {
        role.and_then(|id| self.role(id)).is_some_and(|role| !role.mentionable)
    }

    /// A role of the server.
    pub(super) fn role(&self, id: RoleId) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }

    /// What keeps posts like these from coming as things are, worded for moderators, with the mending step.
    pub(super) fn obstacle(&self, posting: &Posting) -> Option<String> {
        let lacking = self.lacks_at_all();
        if !lacking.is_empty() {
            return Some(text::lacking(self.channel, &lacking));
        }
        if self.is_locked && !self.has.contains(Permissions::MANAGE_THREADS) {
            return Some(text::locked_thread(self.channel));
        }
        let has_tag = posting.tags.iter().any(|tag| self.tags.iter().any(|known| known.id == *tag));
        (self.requires_tag && !has_tag).then(|| text::tag_missing(self.channel))
    }

    /// The same, and what else would not be as the moderators want.
    pub(super) fn problem(&self, posting: &Posting) -> Option<String> {
        let lacking = self.lacks(posting);
        if !lacking.is_empty() {
            return Some(text::lacking(self.channel, &lacking));
        }
        if let Some(obstacle) = self.obstacle(posting) {
            return Some(obstacle);
        }
        let is_gone = posting.ping.is_some_and(|role| self.role(role).is_none());
        is_gone.then(|| text::ROLE_GONE.to_owned())
    }
}
