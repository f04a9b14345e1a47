//! `/onthisday`: what happened on a day, whichever is asked for.

use super::{Context, asked};
use crate::discord::answer::AnswerError;
use crate::discord::view::EditionView;
use crate::discord::{render, text};
use crate::event::{DateText, MonthDay};

/// What happened on this day in history, or on any other
#[poise::command(
    slash_command,
    install_context = "Guild|User",
    interaction_context = "Guild|BotDm|PrivateChannel"
)]
pub(super) async fn onthisday(
    context: Context<'_>,
    #[description = "A date such as 24 April, April 24, 04-24 or tomorrow; today if you leave it out"]
    #[max_length = 100]
    date: Option<String>,
) -> Result<(), AnswerError> {
    let history = context.data();
    let (today, zone) = history.today(context.interaction.guild_id).await?;
    let (day, remark) = match date {
        Some(date) => {
            let read =
                DateText::read(&date, today).map_err(|error| AnswerError::Refusal(error.to_string()))?;
            (read.day, None)
        }
        None => (MonthDay::of(today), Some(text::today_is_from(zone))),
    };
    let view = EditionView::new(&history.lookup(day, today)).remarked(remark);
    asked(context).answer(render::edition(&view)?).await
}
