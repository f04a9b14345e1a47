//! `/about`: what this is, whose data it shows, and what it keeps.

use super::{Context, asked};
use crate::discord::answer::AnswerError;
use crate::discord::{render, text};
use crate::feed::Feed;

/// What Daybook is, whose data it shows, and what it stores
#[poise::command(
    slash_command,
    install_context = "Guild|User",
    interaction_context = "Guild|BotDm|PrivateChannel"
)]
pub(super) async fn about(context: Context<'_>) -> Result<(), AnswerError> {
    let feed = context.data().library.feed();
    let live_feed = text::live_feed(feed.map(Feed::languages));
    let words = text::about(context.interaction.application_id.get(), &live_feed);
    asked(context).answer(render::notice(&words)?.ephemeral()).await
}
