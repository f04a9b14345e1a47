//! What moderators' buttons, menus and forms do.

mod change;
mod forms;
mod panel;
mod stopping;

use poise::serenity_prelude as serenity;
use serenity::{ComponentInteraction, ModalInteraction};

use super::answer::{AnswerError, Asked};
use super::commands::Data;
use super::control::{Control, Deed};
use super::moderator::Moderator;
use super::render::{self, Body};
use super::text;
use crate::event::Language;
use crate::subscription::Subscription;

pub(super) use change::KINDS;
pub(super) use panel::panel;
pub(super) use stopping::{pause, resume};

/// Daily posts on one page of the list.
const ON_A_PAGE: usize = 8;

fn refusal(words: impl Into<String>) -> AnswerError {
    AnswerError::Refusal(words.into())
}

/// Does what a moderator's button or menu says.
pub(super) async fn press(
    asked: Asked<'_>,
    pressed: &ComponentInteraction,
    data: &Data,
    control: Control,
) -> Result<(), AnswerError> {
    let moderator = Moderator::at_component(pressed)?;
    match control.deed {
        Deed::Keep => asked.replace(render::notice(text::KEPT)?).await,
        Deed::Forget => stopping::forget(asked, data, &moderator).await,
        Deed::Undo => stopping::undo(asked, data, &moderator, control).await,
        Deed::List => asked.replace(list(data, &moderator, control.number).await?).await,
        _ => on_one(asked, pressed, data, &moderator, control).await,
    }
}

/// What is done to one daily post, which has to be there.
async fn on_one(
    asked: Asked<'_>,
    pressed: &ComponentInteraction,
    data: &Data,
    moderator: &Moderator,
    control: Control,
) -> Result<(), AnswerError> {
    let subscription = find(data, moderator, control).await?;
    match control.deed {
        Deed::Open => {
            asked.defer().await?;
            asked.follow(panel(data, &subscription, None).await?).await
        }
        Deed::Preview => {
            // The live feed may take its time.
            asked.defer().await?;
            asked.follow(data.preview(&subscription).await?).await
        }
        Deed::Resume => {
            asked.defer().await?;
            let words = resume(data, moderator, &subscription).await?;
            asked.follow(render::notice(&words)?).await
        }
        Deed::Remove => stopping::remove(asked, data, moderator, &subscription).await,
        Deed::When | Deed::Looks => asked.form(forms::form(control.deed, &subscription)).await,
        _ => {
            asked.defer_update().await?;
            let body = panel::choose(data, moderator, subscription, control, &pressed.data.kind).await?;
            asked.follow(body).await
        }
    }
}

/// Takes a form that a moderator has sent.
pub(super) async fn submit(
    asked: Asked<'_>,
    sent: &ModalInteraction,
    data: &Data,
) -> Result<(), AnswerError> {
    let unknown = || AnswerError::DeadEnd(text::UNKNOWN_BUTTON, Language::En);
    let control = super::custom_id::control(&sent.data.custom_id).ok_or_else(unknown)?;
    let moderator = Moderator::at_form(sent)?;
    let subscription = find(data, &moderator, control).await?;
    asked.defer_update().await?;
    let body = panel::fill_in(data, &moderator, subscription, control, &forms::fields(sent)).await?;
    asked.follow(body).await
}

async fn find(data: &Data, moderator: &Moderator, control: Control) -> Result<Subscription, AnswerError> {
    let found = data.store.subscription(control.subscription()).await?;
    found.filter(|found| found.guild == moderator.guild).ok_or_else(|| refusal(text::GONE))
}

/// A page of the list of a server's daily posts.
pub(super) async fn list(data: &Data, moderator: &Moderator, page: i64) -> Result<Body, AnswerError> {
    let all = data.store.subscriptions_of(moderator.guild).await?;
    if all.is_empty() {
        return Ok(render::notice(text::NONE_YET)?);
    }
    let pages = all.len().div_ceil(ON_A_PAGE);
    let page = usize::try_from(page).unwrap_or(0).min(pages - 1);
    let shown = all.iter().enumerate().skip(page * ON_A_PAGE).take(ON_A_PAGE);
    let lines = shown.map(|(number, subscription)| text::listed(number + 1, subscription));
    let heading = text::list_heading(all.len(), data.most_per_server);
    let words = [heading].into_iter().chain(lines).collect::<Vec<_>>().join("\n");
    let turn = |page: usize| Control::new(Deed::List, i64::try_from(page).unwrap_or(0), 0);
    let before = page.checked_sub(1).map(|before| (turn(before), text::PAGE_BEFORE));
    let after = (page + 1 < pages).then(|| (turn(page + 1), text::PAGE_AFTER));
    let buttons: Vec<_> = [before, after].into_iter().flatten().collect();
    Ok(render::asking(&words, &buttons)?)
}
