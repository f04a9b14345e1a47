//! `/daily`: a moderator's standing orders for the channels of a server.

mod checking;
mod looking;
mod setup;
mod stopping;
mod time_choices;
mod which;

use super::{Context, Data, MOST_CHOICES, asked};
use crate::discord::answer::AnswerError;
use crate::discord::moderator::Moderator;

/// Daily posts for this server
#[poise::command(
    slash_command,
    subcommands(
        "setup::setup",
        "looking::edit",
        "looking::list",
        "looking::preview",
        "looking::post_now",
        "stopping::pause",
        "stopping::resume",
        "stopping::remove",
        "checking::check",
        "looking::log",
        "stopping::forget"
    ),
    subcommand_required,
    default_member_permissions = "MANAGE_GUILD",
    install_context = "Guild",
    interaction_context = "Guild"
)]
#[expect(clippy::unused_async, reason = "poise wants a future; only the subcommands run")]
pub(super) async fn daily(_context: Context<'_>) -> Result<(), AnswerError> {
    Ok(())
}

fn moderator(context: Context<'_>) -> Result<Moderator, AnswerError> {
    Moderator::at_command(context.interaction)
}

fn refusal(words: impl Into<String>) -> AnswerError {
    AnswerError::Refusal(words.into())
}
