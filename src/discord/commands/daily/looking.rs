//! `/daily list`, `edit`, `preview`, `post-now` and `log`.

use super::{Context, asked, moderator, refusal, which};
use crate::discord::answer::AnswerError;
use crate::discord::{moderate, render, text};
use crate::schedule::Occurrence;
use crate::store::Extra;
use crate::subscription::{State, Subscription};

/// All daily posts of this server: what runs, what comes next, what was wrong
#[poise::command(slash_command)]
pub(super) async fn list(context: Context<'_>) -> Result<(), AnswerError> {
    let moderator = moderator(context)?;
    let body = moderate::list(context.data(), &moderator, 0).await?;
    asked(context).answer(body.ephemeral()).await
}

/// Change a daily post: time, contents, role to ping, looks and more
#[poise::command(slash_command)]
pub(super) async fn edit(
    context: Context<'_>,
    #[description = "Which daily post; needed if the server has several"]
    #[max_length = 100]
    #[autocomplete = "which::suggest"]
    which: Option<String>,
) -> Result<(), AnswerError> {
    let (data, moderator) = (context.data(), moderator(context)?);
    let subscription = which::chosen(data, &moderator, which.as_deref()).await?;
    let asked = asked(context);
    asked.defer().await?;
    asked.follow(moderate::panel(data, &subscription, None).await?).await
}

/// Show the next post, for you alone
#[poise::command(slash_command)]
pub(super) async fn preview(
    context: Context<'_>,
    #[description = "Which daily post; needed if the server has several"]
    #[max_length = 100]
    #[autocomplete = "which::suggest"]
    which: Option<String>,
) -> Result<(), AnswerError> {
    let (data, moderator) = (context.data(), moderator(context)?);
    let subscription = which::chosen(data, &moderator, which.as_deref()).await?;
    let asked = asked(context);
    // The live feed may take its time.
    asked.defer().await?;
    asked.follow(data.preview(&subscription).await?).await
}

/// Post at once, out of turn
#[poise::command(slash_command, rename = "post-now")]
pub(super) async fn post_now(
    context: Context<'_>,
    #[description = "Which daily post; needed if the server has several"]
    #[max_length = 100]
    #[autocomplete = "which::suggest"]
    which: Option<String>,
    #[description = "Whether it takes the place of today's posts; no, if you leave it out"]
    counts_for_today: Option<bool>,
) -> Result<(), AnswerError> {
    let (data, moderator) = (context.data(), moderator(context)?);
    let subscription = which::chosen(data, &moderator, which.as_deref()).await?;
    if subscription.state != State::Active {
        return Err(refusal(text::IS_PAUSED));
    }
    let (now, counts) = (data.clock.now(), counts_for_today.unwrap_or(false));
    let occurrence = Occurrence { civil: subscription.schedule.zone.civil(now), instant: now };
    let extra = Extra { occurrence, counts: counts.then(|| after_today(&subscription, &occurrence)) };
    let change = moderator.did(text::did_post_now(&subscription, counts));
    if !data.store.post_now(subscription.id, &extra, &change, now).await? {
        return Err(refusal(text::ONE_A_SECOND));
    }
    data.wake.delivery_planned();
    let next = extra.counts.unwrap_or(subscription.next);
    asked(context).answer(render::notice(&text::posting_now(&subscription, next, counts))?.ephemeral()).await
}

/// The first occurrence on a later date.
fn after_today(subscription: &Subscription, today: &Occurrence) -> Option<Occurrence> {
    let mut coming = subscription.schedule.occurrences_from(today.civil);
    coming.find(|occurrence| occurrence.date() > today.date())
}

/// Who changed what and when: the last 50 changes
#[poise::command(slash_command)]
pub(super) async fn log(context: Context<'_>) -> Result<(), AnswerError> {
    let moderator = moderator(context)?;
    let changes = context.data().store.changes_of(moderator.guild).await?;
    let words = if changes.is_empty() { text::NO_CHANGES.to_owned() } else { text::log(&changes) };
    asked(context).answer(render::notice(&words)?.ephemeral()).await
}
