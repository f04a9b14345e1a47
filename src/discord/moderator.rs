//! Somebody who may look after a server's daily posts.
//!
//! Discord hides the commands from people without the permission, but a server can override that, and a message with
//! buttons outlives a permission: so it is checked at every command and every press.

use poise::serenity_prelude as serenity;
use serenity::{CommandInteraction, ComponentInteraction, Member, ModalInteraction, Permissions};

use super::answer::AnswerError;
use super::text;
use crate::store::Change;
use crate::subscription::{ChannelId, GuildId, UserId};

/// Somebody who may look after a server's daily posts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moderator {
    pub(super) guild: GuildId,
    pub(super) user: UserId,
    /// Where they are.
    pub(super) channel: ChannelId,
}

impl Moderator {
    pub(super) fn at_command(at: &CommandInteraction) -> Result<Self, AnswerError> {
        Self::check(at.guild_id, at.member.as_deref(), at.user.id, at.channel_id)
    }

    pub(super) fn at_component(at: &ComponentInteraction) -> Result<Self, AnswerError> {
        Self::check(at.guild_id, at.member.as_ref(), at.user.id, at.channel_id)
    }

    pub(super) fn at_form(at: &ModalInteraction) -> Result<Self, AnswerError> {
        Self::check(at.guild_id, at.member.as_ref(), at.user.id, at.channel_id)
    }

    fn check(
        guild: Option<serenity::GuildId>,
        member: Option<&Member>,
        user: serenity::UserId,
        channel: serenity::ChannelId,
    ) -> Result<Self, AnswerError> {
        let refusal = |words: &str| AnswerError::Refusal(words.to_owned());
        let guild = guild.ok_or_else(|| refusal(text::ONLY_IN_SERVERS))?;
        let permissions = member.and_then(|member| member.permissions).unwrap_or_default();
        if !permissions.intersects(Permissions::MANAGE_GUILD | Permissions::ADMINISTRATOR) {
            return Err(refusal(text::ONLY_MODERATORS));
        }
        let (guild, channel) = (GuildId(guild.get()), ChannelId(channel.get()));
        Ok(Self { guild, user: UserId(user.get()), channel })
    }

    /// What they did, for the list of changes.
    pub(super) fn did(&self, what: String) -> Change {
        Change { by: Some(self.user), what }
    }
}
