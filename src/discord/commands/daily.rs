//! `/daily`: a moderator's standing order for a channel.

use poise::serenity_prelude as serenity;
use serenity::Permissions;

use super::{Context, Data, MOST_CHOICES, asked};
use crate::discord::answer::AnswerError;
use crate::discord::{probe, render, text};
use crate::edition::Taste;
use crate::schedule::{Spacing, Weekdays, Zone};
use crate::subscription::{ChannelId, Draft, GuildId, Typed, UserId};

/// Daily posts for this server
#[poise::command(
    slash_command,
    subcommands("setup"),
    subcommand_required,
    default_member_permissions = "MANAGE_GUILD",
    install_context = "Guild",
    interaction_context = "Guild"
)]
#[expect(clippy::unused_async, reason = "poise wants a future; only the subcommands run")]
pub(super) async fn daily(_context: Context<'_>) -> Result<(), AnswerError> {
    Ok(())
}

/// Post what happened on this day to a channel, every day
#[poise::command(slash_command)]
async fn setup(
    context: Context<'_>,
    #[description = "The channel that gets the posts"]
    #[channel_types("Text", "News")]
    channel: serenity::PartialChannel,
    #[description = "A time such as 09:00 or 9am, several (9:00, 18:30), or a cron line (0 9 * * 1-5)"]
    #[max_length = 200]
    time: String,
    #[description = "The time zone, such as Europe/Berlin or America/New_York"]
    #[max_length = 60]
    #[autocomplete = "zones"]
    zone: String,
    #[description = "Days of the week, such as weekdays or mon, wed and fri; every day if you leave it out"]
    #[max_length = 100]
    #[autocomplete = "days"]
    days: Option<String>,
    #[description = "How many events a post tells, 1 to 7; 5 if you leave it out"]
    #[min = 1]
    #[max = 7]
    events: Option<usize>,
) -> Result<(), AnswerError> {
    let data = context.data();
    let typed = Typed { time: &time, days: days.as_deref(), zone: &zone };
    let mut draft = draft(&context, &channel, &typed, data.minimum_spacing)?;
    let now = data.clock.now();
    let never = || AnswerError::Refusal(text::NEVER.to_owned());
    let first = draft.schedule.next_after(now).ok_or_else(never)?;
    let asked = asked(context);
    asked.defer().await?;
    draft.taste = taste(data, &draft, events).await?;
    data.store.subscribe(&draft, Some(first), now).await?;
    data.wake.subscriptions_changed();
    let mut words = text::set_up(draft.channel, &draft.schedule, first.instant);
    let warning = match lacking(&context, draft.channel) {
        None => probe::refusal(&data.rest, draft.channel).await.map(|because| text::would_fail(&because)),
        lacking => lacking,
    };
    if let Some(warning) = warning {
        words = format!("{words}\n\n{warning}");
    }
    asked.follow(render::notice(&words)?).await
}

/// Checks who asks and what they typed. Discord hides the command from people without the
/// permission, but a server can override that, so it is checked here too.
fn draft(
    context: &Context<'_>,
    channel: &serenity::PartialChannel,
    typed: &Typed<'_>,
    least: Spacing,
) -> Result<Draft, AnswerError> {
    let refusal = |words: &str| AnswerError::Refusal(words.to_owned());
    let interaction = context.interaction;
    let guild = interaction.guild_id.ok_or_else(|| refusal(text::ONLY_IN_SERVERS))?;
    let permissions = interaction.member.as_ref().and_then(|member| member.permissions).unwrap_or_default();
    if !permissions.intersects(Permissions::MANAGE_GUILD | Permissions::ADMINISTRATOR) {
        return Err(refusal(text::ONLY_MODERATORS));
    }
    Ok(Draft {
        guild: GuildId(guild.get()),
        channel: ChannelId(channel.id.get()),
        set_up_in: ChannelId(interaction.channel_id.get()),
        set_up_by: UserId(interaction.user.id.get()),
        schedule: typed.schedule(least).map_err(|error| AnswerError::Refusal(error.to_string()))?,
        taste: Taste::default(),
    })
}

/// What the channel wants: as it was set up before, if it was, but for what is asked for now.
async fn taste(data: &Data, draft: &Draft, events: Option<usize>) -> Result<Taste, AnswerError> {
    let all = data.store.subscriptions_of(draft.guild).await?;
    let before = all.into_iter().find(|one| one.channel == draft.channel).map(|one| one.taste);
    let before = before.unwrap_or_else(|| draft.taste.clone());
    let events = events.map_or(before.events, |events| events.clamp(1, Taste::MOST_EVENTS));
    Ok(Taste { events, ..before })
}

/// What the bot lacks in the channel in which the command was run, if that is the one; for
/// another channel, the interaction does not say.
fn lacking(context: &Context<'_>, channel: ChannelId) -> Option<String> {
    if context.interaction.channel_id.get() != channel.0 {
        return None;
    }
    let has = context.interaction.app_permissions?;
    let wanted = [
        (Permissions::VIEW_CHANNEL, "View Channel"),
        (Permissions::SEND_MESSAGES, "Send Messages"),
        (Permissions::READ_MESSAGE_HISTORY, "Read Message History"),
    ];
    let missing: Vec<_> =
        wanted.iter().filter(|(needed, _)| !has.contains(*needed)).map(|(_, name)| *name).collect();
    (!missing.is_empty()).then(|| text::lacking(channel, &missing))
}

#[expect(clippy::unused_async, reason = "poise wants a future")]
async fn zones(_context: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let found = Zone::matching(typed, MOST_CHOICES).into_iter();
    let choices = found.map(|zone| serenity::AutocompleteChoice::new(zone.name(), zone.name()));
    serenity::CreateAutocompleteResponse::new().set_choices(choices.collect())
}

#[expect(clippy::unused_async, reason = "poise wants a future")]
async fn days(_context: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let found = Weekdays::suggestions(typed).into_iter().take(MOST_CHOICES);
    let choices = found.map(|days| serenity::AutocompleteChoice::new(days.clone(), days));
    serenity::CreateAutocompleteResponse::new().set_choices(choices.collect())
}
