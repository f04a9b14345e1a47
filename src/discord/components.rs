//! What buttons do.

use poise::serenity_prelude as serenity;

use super::answer::{AnswerError, Asked};
use super::commands::Data;
use super::custom_id::{Action, CustomId};
use super::render;
use super::text;
use super::view::{EditionView, PageView};

/// Does what the pressed button says.
pub(super) async fn press(
    asked: Asked<'_>,
    pressed: &serenity::ComponentInteraction,
    data: &Data,
) -> Result<(), AnswerError> {
    let refusal = |words: &str| AnswerError::Refusal(words.to_owned());
    let button: CustomId = pressed.data.custom_id.parse().map_err(|_| refusal(text::UNKNOWN_BUTTON))?;
    let (today, _) = data.today(pressed.guild_id).await?;
    let body = match button.action {
        Action::Read(event) => {
            let event = data.library.entry(&event).ok_or_else(|| refusal(text::UNKNOWN_EVENT))?;
            render::page(&PageView::new(event, &data.library.day(event.day), today))?
        }
        Action::Day(day) => render::edition(&EditionView::new(&data.lookup(day, today)))?,
    };
    asked.answer(body.ephemeral()).await
}
