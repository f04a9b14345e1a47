//! The panel of `/daily edit`: what is chosen on it is saved at once.
//!
//! Every part of it carries the revision that it was shown with. Whoever comes second with a change is told, sees
//! how it is now, and nothing is overwritten.

use std::collections::BTreeMap;

use poise::serenity_prelude as serenity;
use serenity::ComponentInteractionDataKind as Kind;

use super::change::{self, Chosen};
use super::{AnswerError, Control, Data, Deed, Moderator, refusal, stopping};
use crate::discord::access::{Access, Tag};
use crate::discord::render::{self, Body};
use crate::discord::text;
use crate::store::{Revised, Wanted};
use crate::subscription::{ChannelId, Place, RoleId, State, Subscription};

/// The panel of a daily post, with a remark at its head.
pub(in crate::discord) async fn panel(
    data: &Data,
    subscription: &Subscription,
    remark: Option<&str>,
) -> Result<Body, AnswerError> {
    let tags =
        if subscription.posting.place == Place::Forum { tags(data, subscription).await } else { vec![] };
    Ok(render::panel(subscription, &tags, remark)?)
}

/// A forum's tags, if they can be asked for now.
async fn tags(data: &Data, subscription: &Subscription) -> Vec<Tag> {
    let access = Access::look(&data.rest, subscription.guild, subscription.channel).await;
    access.map(|access| access.tags).unwrap_or_default()
}

/// Saves what was chosen from a menu, or presses a button; the panel as it is then.
pub(super) async fn choose(
    data: &Data,
    moderator: &Moderator,
    subscription: Subscription,
    control: Control,
    kind: &Kind,
) -> Result<Body, AnswerError> {
    if control.deed == Deed::Pause {
        stopping::pause(data, moderator, &subscription).await?;
        return fresh(data, &subscription, None).await;
    }
    let chosen = match chosen(data, &subscription, kind).await {
        Ok(chosen) => chosen,
        Err(words) => return troubled(data, &subscription, &words).await,
    };
    save(data, moderator, subscription, control, &chosen).await
}

/// Saves a form; the panel as it is then.
pub(super) async fn fill_in(
    data: &Data,
    moderator: &Moderator,
    subscription: Subscription,
    control: Control,
    fields: &BTreeMap<String, String>,
) -> Result<Body, AnswerError> {
    save(data, moderator, subscription, control, &Chosen::Fields(fields.clone())).await
}

/// What was chosen, checked against what there is.
async fn chosen(data: &Data, subscription: &Subscription, kind: &Kind) -> Result<Chosen, String> {
    let guild = subscription.guild;
    match kind {
        Kind::StringSelect { values } => Ok(Chosen::Values(values.clone())),
        Kind::RoleSelect { values } => {
            let Some(role) = values.first().map(|role| RoleId(role.get())) else {
                return Ok(Chosen::Role(None));
            };
            if role.0 == guild.0 {
                return Err(text::EVERYONE.to_owned());
            }
            let access = Access::look(&data.rest, guild, subscription.channel).await;
            let is_gone = access.as_ref().is_ok_and(|access| access.role(role).is_none());
            if is_gone {
                return Err(text::NO_ROLE.to_owned());
            }
            Ok(Chosen::Role(Some(role)))
        }
        Kind::ChannelSelect { values } => {
            let channel = values.first().ok_or(text::CHANNEL_GONE)?;
            let access = Access::look(&data.rest, guild, ChannelId(channel.get())).await;
            let access = access.map_err(|failure| change::cannot_move(&failure))?;
            let place = access.place.ok_or(text::NO_PLACE_FOR_POSTS)?;
            Ok(Chosen::Channel(access.channel, place, access.name))
        }
        _ => Err(text::UNKNOWN_BUTTON.to_owned()),
    }
}

async fn save(
    data: &Data,
    moderator: &Moderator,
    subscription: Subscription,
    control: Control,
    chosen: &Chosen,
) -> Result<Body, AnswerError> {
    if subscription.revision != control.seen {
        return troubled(data, &subscription, text::STALE).await;
    }
    let now = data.clock.now();
    let changed = match change::apply(control.deed, chosen, &subscription, data.minimum_spacing) {
        Ok(changed) => changed,
        Err(words) => return troubled(data, &subscription, &words).await,
    };
    let change::Changed { wanted, what, to } = changed;
    let next = if wanted.schedule == subscription.schedule {
        subscription.next
    } else {
        wanted.schedule.next_after(now)
    };
    let change = moderator.did(text::did_change(&wanted, what, &to));
    let note = change::note(control.deed, &wanted, next);
    let wanted = Wanted {
        id: wanted.id,
        seen: control.seen,
        channel: wanted.channel,
        schedule: wanted.schedule,
        taste: wanted.taste,
        posting: wanted.posting,
        next,
    };
    match data.store.revise(&wanted, &change, now).await? {
        Revised::Done(revised) => {
            data.wake.subscriptions_changed();
            // Another channel or a tag may be what was missing.
            if matches!(revised.state, State::Paused { by: None, .. }) {
                let words = stopping::resume(data, moderator, &revised).await?;
                return fresh(data, &revised, Some(&words)).await;
            }
            panel(data, &revised, note.as_deref()).await
        }
        Revised::Stale(fresh) => troubled(data, &fresh, text::STALE).await,
        Revised::Gone => Err(refusal(text::GONE)),
    }
}

/// The panel as it is, with what was wrong at its head.
async fn troubled(data: &Data, subscription: &Subscription, words: &str) -> Result<Body, AnswerError> {
    panel(data, subscription, Some(&format!("⚠ {words}"))).await
}

/// The panel of a subscription as the store has it now.
async fn fresh(data: &Data, subscription: &Subscription, remark: Option<&str>) -> Result<Body, AnswerError> {
    let now = data.store.subscription(subscription.id).await?.ok_or_else(|| refusal(text::GONE))?;
    panel(data, &now, remark).await
}
