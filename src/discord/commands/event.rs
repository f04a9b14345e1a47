//! `/event` and `/random`: one event's page, for everybody.

use poise::serenity_prelude as serenity;
use serenity::{AutocompleteChoice, CreateAutocompleteResponse};

use super::choices::CategoryChoice;
use super::{Context, MOST_CHOICES, asked};
use crate::almanac::Heading;
use crate::discord::answer::{AnswerError, Way};
use crate::discord::markdown::shorten;
use crate::discord::pending::Pending;
use crate::discord::{render, text};
use crate::event::{Century, Event, EventId, Year};
use crate::feed::EntryId;
use crate::library::{Library, Wish};

/// Discord's limit for the name of a suggestion.
const LONGEST_NAME: usize = 100;

/// The whole page of an event
#[poise::command(
    slash_command,
    install_context = "Guild|User",
    interaction_context = "Guild|BotDm|PrivateChannel"
)]
pub(super) async fn event(
    context: Context<'_>,
    #[description = "Words of its title"]
    #[max_length = 100]
    #[autocomplete = "titles"]
    title: String,
) -> Result<(), AnswerError> {
    let mut pending = Pending::new(asked(context), Way::Openly);
    let id = find(&context.data().library, &title);
    let id = id.ok_or_else(|| AnswerError::Refusal(text::NO_SUCH_TITLE.to_owned()))?;
    let event = pending.entry(context.data(), &id).await?;
    show(context, pending, &event).await
}

/// An event by chance; where the almanac has fewer than 5 as wished, from Wikipedia too
#[poise::command(
    slash_command,
    install_context = "Guild|User",
    interaction_context = "Guild|BotDm|PrivateChannel"
)]
pub(super) async fn random(
    context: Context<'_>,
    #[description = "Only events of this field"] category: Option<CategoryChoice>,
    #[description = "Only events of this century, such as 19th, 1800s or 1st BC"]
    #[max_length = 40]
    #[autocomplete = "centuries"]
    century: Option<String>,
) -> Result<(), AnswerError> {
    let read = |text: String| text.parse().map_err(|error: crate::event::NotACentury| error.to_string());
    let century = century.map(read).transpose().map_err(AnswerError::Refusal)?;
    let wish = Wish { category: category.map(|choice| choice.0), century };
    let (today, _) = context.data().today(context.interaction.guild_id).await?;
    show(context, Pending::new(asked(context), Way::Openly), &*context.data().draw(wish, today)?).await
}

/// Shows an event's page to everybody in the channel.
async fn show(context: Context<'_>, pending: Pending<'_>, event: &Event) -> Result<(), AnswerError> {
    let (today, _) = context.data().today(context.interaction.guild_id).await?;
    pending.give(render::page(&context.data().page(event, today))?).await
}

/// The entry with this id, as suggestions have it, or the first with such a title, as people write it.
fn find(library: &Library, typed: &str) -> Option<EventId> {
    let id: Option<EventId> = typed.trim().parse().ok();
    // Whether the feed has an entry still is seen when it is looked up.
    let is_known = |id: &EventId| library.entry(id).is_some() || EntryId::of(id).is_some();
    id.filter(is_known).or_else(|| Some(library.titled(typed, 1).into_iter().next()?.id))
}

#[expect(clippy::unused_async, reason = "poise wants a future")]
async fn titles(context: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let found = context.data().library.titled(typed, MOST_CHOICES).into_iter();
    let choice = |heading: Heading| {
        AutocompleteChoice::new(shorten(&text::title_in_list(&heading), LONGEST_NAME), heading.id.as_str())
    };
    CreateAutocompleteResponse::new().set_choices(found.map(choice).collect())
}

#[expect(clippy::unused_async, reason = "poise wants a future")]
async fn centuries(context: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let typed = typed.trim().to_lowercase();
    let years: std::collections::BTreeSet<Year> =
        context.data().library.headings().filter_map(|heading| heading.year).collect();
    let mut names: Vec<_> = years.into_iter().rev().map(|year| Century::of(year).to_string()).collect();
    names.dedup();
    let fitting = names.into_iter().filter(|name| name.to_lowercase().starts_with(&typed)).take(MOST_CHOICES);
    CreateAutocompleteResponse::new().set_choices(fitting.map(AutocompleteChoice::from).collect())
}
