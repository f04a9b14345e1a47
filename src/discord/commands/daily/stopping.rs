//! `/daily pause`, `resume`, `remove` and `forget`.

use super::{Context, asked, moderator, refusal, which};
use crate::discord::answer::AnswerError;
use crate::discord::control::{Control, Deed};
use crate::discord::{moderate, render, text};
use crate::subscription::State;

/// Stop a daily post until you resume it
#[poise::command(slash_command)]
pub(super) async fn pause(
    context: Context<'_>,
    #[description = "Which daily post; needed if the server has several"]
    #[max_length = 100]
    #[autocomplete = "which::suggest"]
    which: Option<String>,
) -> Result<(), AnswerError> {
    let (data, moderator) = (context.data(), moderator(context)?);
    let subscription = which::chosen(data, &moderator, which.as_deref()).await?;
    if matches!(subscription.state, State::Paused { by: Some(_), .. }) {
        return Err(refusal(text::already_paused(&subscription)));
    }
    moderate::pause(data, &moderator, &subscription).await?;
    asked(context).answer(render::notice(&text::paused(&subscription))?.ephemeral()).await
}

/// Let a paused daily post run again
#[poise::command(slash_command)]
pub(super) async fn resume(
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
    let words = moderate::resume(data, &moderator, &subscription).await?;
    asked.follow(render::notice(&words)?).await
}

/// Remove a daily post
#[poise::command(slash_command)]
pub(super) async fn remove(
    context: Context<'_>,
    #[description = "Which daily post; needed if the server has several"]
    #[max_length = 100]
    #[autocomplete = "which::suggest"]
    which: Option<String>,
) -> Result<(), AnswerError> {
    let (data, moderator) = (context.data(), moderator(context)?);
    let subscription = which::chosen(data, &moderator, which.as_deref()).await?;
    let (number, seen) = (subscription.id.0, subscription.revision);
    let buttons = [
        (Control::new(Deed::Remove, number, seen), text::REMOVE),
        (Control::new(Deed::Keep, number, seen), text::KEEP),
    ];
    asked(context).answer(render::asking(&text::remove(&subscription), &buttons)?.ephemeral()).await
}

/// Delete everything that Daybook knows of this server
#[poise::command(slash_command)]
pub(super) async fn forget(context: Context<'_>) -> Result<(), AnswerError> {
    let moderator = moderator(context)?;
    let count = context.data().store.subscriptions_of(moderator.guild).await?.len();
    let buttons =
        [(Control::new(Deed::Forget, 0, 0), text::FORGET), (Control::new(Deed::Keep, 0, 0), text::KEEP)];
    asked(context).answer(render::asking(&text::forget(count), &buttons)?.ephemeral()).await
}
