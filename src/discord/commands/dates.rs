//! The option in which people write a date.

use chrono::NaiveDate;
use poise::serenity_prelude as serenity;
use serenity::{AutocompleteChoice, CreateAutocompleteResponse};

use super::{Context, MOST_CHOICES};
use crate::discord::answer::AnswerError;
use crate::discord::text;
use crate::event::{DateOrder, DateText, MonthDay};

/// A day that somebody looks up.
pub(super) struct Asked {
    pub(super) day: MonthDay,
    /// The date on which they ask.
    pub(super) today: NaiveDate,
    /// Which day was taken, where they named none.
    pub(super) remark: Option<String>,
}

/// The day that is meant by `typed`, else today's.
pub(super) async fn read(context: Context<'_>, typed: Option<&str>) -> Result<Asked, AnswerError> {
    let (today, zone) = context.data().today(context.interaction.guild_id).await?;
    let Some(typed) = typed else {
        return Ok(Asked { day: MonthDay::of(today), today, remark: Some(text::today_is_from(zone)) });
    };
    let order = DateOrder::of_locale(&context.interaction.locale);
    let read =
        DateText::read(typed, today, order).map_err(|error| AnswerError::Refusal(error.to_string()))?;
    Ok(Asked { day: read.day, today, remark: None })
}

/// Shows what is understood while somebody types.
pub(super) async fn suggest(context: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let order = DateOrder::of_locale(&context.interaction.locale);
    // Suggestions are not worth an error: without the server's zone they are by UTC.
    let today = match context.data().today(context.interaction.guild_id).await {
        Ok((today, _)) => today,
        Err(_) => context.data().clock.now().date_naive(),
    };
    let days = DateText::suggestions(typed, today, order, MOST_CHOICES).into_iter();
    let choices = days.map(|day| AutocompleteChoice::from(day.to_string())).collect();
    CreateAutocompleteResponse::new().set_choices(choices)
}
