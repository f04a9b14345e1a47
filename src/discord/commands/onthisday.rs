//! `/onthisday`, `/born` and `/died`: what a day holds, whichever is asked for.

use super::choices::{CategoryChoice, KindChoice, LanguageChoice};
use super::{Context, asked, dates};
use crate::discord::answer::{AnswerError, Way};
use crate::discord::day_in::DayIn;
use crate::discord::lookup::lookup;
use crate::discord::pending::Pending;
use crate::discord::render;
use crate::edition::Selection;
use crate::event::{Kind, Language};

/// What happened on this day in history, or on any other
#[poise::command(
    slash_command,
    install_context = "Guild|User",
    interaction_context = "Guild|BotDm|PrivateChannel"
)]
pub(super) async fn onthisday(
    context: Context<'_>,
    #[description = "A date such as 24 April, April 24, 4/24 or next friday; today if you leave it out"]
    #[max_length = 100]
    #[autocomplete = "dates::suggest"]
    date: Option<String>,
    #[description = "Only events of this field"] category: Option<CategoryChoice>,
    #[description = "Events, births, deaths or observances"] kind: Option<KindChoice>,
    #[description = "The language to read it in; English if you leave it out"] language: Option<
        LanguageChoice,
    >,
) -> Result<(), AnswerError> {
    let selection = match (kind, category) {
        (None, None) => Selection::Edition,
        (Some(kind), None) => Selection::Kind(kind.0),
        (None | Some(KindChoice(Kind::Event)), Some(category)) => Selection::Category(category.0),
        (Some(_), Some(_)) => {
            return Err(AnswerError::Refusal(crate::discord::text::ONLY_EVENTS_HAVE_CATEGORIES.to_owned()));
        }
    };
    answer(context, date.as_deref(), language, selection).await
}

/// Who was born on this day, or on any other
#[poise::command(
    slash_command,
    install_context = "Guild|User",
    interaction_context = "Guild|BotDm|PrivateChannel"
)]
pub(super) async fn born(
    context: Context<'_>,
    #[description = "A date such as 24 April, April 24, 4/24 or next friday; today if you leave it out"]
    #[max_length = 100]
    #[autocomplete = "dates::suggest"]
    date: Option<String>,
    #[description = "The language to read it in; English if you leave it out"] language: Option<
        LanguageChoice,
    >,
) -> Result<(), AnswerError> {
    answer(context, date.as_deref(), language, Selection::Kind(Kind::Birth)).await
}

/// Who died on this day, or on any other
#[poise::command(
    slash_command,
    install_context = "Guild|User",
    interaction_context = "Guild|BotDm|PrivateChannel"
)]
pub(super) async fn died(
    context: Context<'_>,
    #[description = "A date such as 24 April, April 24, 4/24 or next friday; today if you leave it out"]
    #[max_length = 100]
    #[autocomplete = "dates::suggest"]
    date: Option<String>,
    #[description = "The language to read it in; English if you leave it out"] language: Option<
        LanguageChoice,
    >,
) -> Result<(), AnswerError> {
    answer(context, date.as_deref(), language, Selection::Kind(Kind::Death)).await
}

async fn answer(
    context: Context<'_>,
    date: Option<&str>,
    language: Option<LanguageChoice>,
    selection: Selection,
) -> Result<(), AnswerError> {
    let dates::Asked { day, today, remark } = dates::read(context, date).await?;
    let language = language.map_or(Language::En, |choice| choice.0);
    let mut pending = Pending::new(asked(context), Way::Openly);
    let pages = pending.pages(context.data(), DayIn { day, language }).await?;
    let view = lookup(&pages, selection, 0, today).remarked(remark);
    pending.give(render::edition(&view)?).await
}
