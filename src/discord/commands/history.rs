//! `/history`: look any topic up.

use poise::serenity_prelude as serenity;
use serenity::{AutocompleteChoice, CreateAutocompleteResponse};

use super::choices::{CategoryChoice, KindChoice};
use super::{Context, MOST_CHOICES, asked};
use crate::discord::answer::AnswerError;
use crate::discord::markdown::shorten;
use crate::discord::topic::Topic;
use crate::discord::{render, text};
use crate::event::{Kind, Year};
use crate::search::Filters;

/// Discord's limit for a suggestion.
const LONGEST_CHOICE: usize = 100;

/// Look up any topic: a person, a place, a year, an event
#[poise::command(
    slash_command,
    install_context = "Guild|User",
    interaction_context = "Guild|BotDm|PrivateChannel"
)]
pub(super) async fn history(
    context: Context<'_>,
    #[description = "What you look for, such as moon landing, Marie Curie or Berlin 1989"]
    #[autocomplete = "topics"]
    topic: String,
    #[description = "Only events of this field"] category: Option<CategoryChoice>,
    #[description = "Events, births, deaths or observances"] kind: Option<KindChoice>,
    #[description = "The first year, such as 1789 or 44 BC"]
    #[max_length = 40]
    from: Option<String>,
    #[description = "The last year, such as 1815 or 14"]
    #[max_length = 40]
    to: Option<String>,
) -> Result<(), AnswerError> {
    let (category, kind) = (category.map(|choice| choice.0), kind.map(|choice| choice.0));
    if category.is_some() && kind.is_some_and(|kind| kind != Kind::Event) {
        return Err(AnswerError::Refusal(text::ONLY_EVENTS_HAVE_CATEGORIES.to_owned()));
    }
    let (from, to) = (year(from)?, year(to)?);
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        return Err(AnswerError::Refusal(text::FROM_AFTER_TO.to_owned()));
    }
    let looked_for = Topic::new(&topic).filtered(Filters { category, kind, from, to });
    let remark = looked_for.is_shorter_than(&topic).then(|| text::only_first_words(&looked_for));
    let (today, _) = context.data().today(context.interaction.guild_id).await?;
    let view = context.data().topic(looked_for, today).remarked(remark);
    asked(context).answer(render::topic(&view)?).await
}

fn year(typed: Option<String>) -> Result<Option<Year>, AnswerError> {
    let read = |text: String| text.parse().map_err(|error: crate::event::NotAYear| error.to_string());
    typed.map(read).transpose().map_err(AnswerError::Refusal)
}

#[expect(clippy::unused_async, reason = "poise wants a future")]
async fn topics(context: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let found = context.data().library.suggest(typed, MOST_CHOICES).into_iter();
    let choices = found.map(|topic| AutocompleteChoice::from(shorten(&topic, LONGEST_CHOICE)));
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}
