//! The option that says which of a server's daily posts is meant.

use poise::serenity_prelude as serenity;
use serenity::{AutocompleteChoice, CreateAutocompleteResponse};

use super::{Context, Data, MOST_CHOICES, Moderator, refusal};
use crate::discord::answer::AnswerError;
use crate::discord::text;
use crate::subscription::Subscription;

/// The daily post that is meant: the only one, or the one that was chosen.
pub(super) async fn chosen(
    data: &Data,
    moderator: &Moderator,
    typed: Option<&str>,
) -> Result<Subscription, AnswerError> {
    let mut all = data.store.subscriptions_of(moderator.guild).await?;
    if all.is_empty() {
        return Err(refusal(text::NONE_YET));
    }
    let Some(typed) = typed else {
        return if all.len() == 1 { Ok(all.remove(0)) } else { Err(refusal(text::which(&all))) };
    };
    let mut fitting: Vec<_> = all.into_iter().filter(|one| is_meant(one, typed)).collect();
    if fitting.len() == 1 { Ok(fitting.remove(0)) } else { Err(refusal(text::not_one(typed))) }
}

/// By its number, as suggestions have it, or by its channel, as people write it.
fn is_meant(subscription: &Subscription, typed: &str) -> bool {
    let typed = typed.trim();
    let channel = typed.trim_start_matches("<#").trim_end_matches('>');
    typed == subscription.id.to_string()
        || channel == subscription.channel.to_string()
        || typed.trim_start_matches('#').eq_ignore_ascii_case(&subscription.posting.name)
        || typed == text::choice(subscription)
}

pub(super) async fn suggest(context: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let typed = typed.trim().trim_start_matches('#').to_lowercase();
    let all = match Moderator::at_command(context.interaction) {
        Ok(moderator) => context.data().store.subscriptions_of(moderator.guild).await.unwrap_or_default(),
        // Suggestions are not worth an error: the command itself says what is wrong.
        Err(_) => vec![],
    };
    let choices = all.iter().map(|one| (text::choice(one), one.id.to_string()));
    let fitting = choices.filter(|(name, _)| name.to_lowercase().contains(&typed)).take(MOST_CHOICES);
    let choices = fitting.map(|(name, value)| AutocompleteChoice::new(name, value));
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}
