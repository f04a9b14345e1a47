//! Servers that come, go and change.

use poise::serenity_prelude as serenity;
use serenity::{FullEvent, Ready};
use tracing::info;

use super::answer::AnswerError;
use super::commands::Data;
use crate::subscription::{GuildId, State};

/// Takes note of an event that says something about a server.
pub(super) async fn note(event: &FullEvent, data: &Data) -> Result<(), AnswerError> {
    match event {
        FullEvent::Ready { data_about_bot } => look_who_is_gone(data_about_bot, data).await,
        FullEvent::GuildCreate { guild, .. } => came(GuildId(guild.id.get()), data).await,
        // A server that is only out of order has not removed the bot.
        FullEvent::GuildDelete { incomplete, .. } if !incomplete.unavailable => {
            left(GuildId(incomplete.id.get()), data).await
        }
        FullEvent::ChannelUpdate { new, .. } | FullEvent::ThreadUpdate { new, .. } => {
            changed(new.guild_id, data).await
        }
        FullEvent::GuildRoleUpdate { new, .. } => changed(new.guild_id, data).await,
        _ => Ok(()),
    }
}

async fn came(guild: GuildId, data: &Data) -> Result<(), AnswerError> {
    if !data.store.is_back(guild).await? {
        return Ok(());
    }
    let now = data.clock.now();
    for subscription in data.store.subscriptions_of(guild).await? {
        // What a moderator has paused stays so; what a problem has may be mended by now.
        if !matches!(subscription.state, State::Paused { by: Some(_), .. }) {
            data.store.resume(subscription.id, subscription.schedule.next_after(now), None, now).await?;
        }
    }
    info!(%guild, "back on a server; its daily posts run again");
    data.wake.subscriptions_changed();
    Ok(())
}

async fn left(guild: GuildId, data: &Data) -> Result<(), AnswerError> {
    info!(%guild, "removed from a server");
    Ok(data.store.left(guild, data.clock.now()).await?)
}

/// Permissions, an archived thread: what was wrong may be mended.
async fn changed(guild: serenity::GuildId, data: &Data) -> Result<(), AnswerError> {
    if data.store.probe_soon(GuildId(guild.get()), data.clock.now()).await? {
        data.wake.server_changed();
    }
    Ok(())
}

/// Servers that removed the bot while it was not connected are missing from the list that it gets when it connects.
async fn look_who_is_gone(ready: &Ready, data: &Data) -> Result<(), AnswerError> {
    let (number, total) = ready.shard.map_or((0, 1), |shard| (u64::from(shard.id.0), u64::from(shard.total)));
    let is_ours = |guild: &GuildId| (guild.0 >> 22) % total.max(1) == number;
    let there: std::collections::HashSet<_> = ready.guilds.iter().map(|guild| guild.id.get()).collect();
    for guild in data.store.servers().await?.into_iter().filter(is_ours) {
        if !there.contains(&guild.0) {
            left(guild, data).await?;
        }
    }
    Ok(())
}
