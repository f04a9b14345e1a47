//! Pausing, resuming, removing, bringing back, forgetting.

use super::{AnswerError, Asked, Control, Data, Deed, Moderator, refusal};
use crate::discord::access::Access;
use crate::discord::rest::Failure;
use crate::discord::{render, text};
use crate::subscription::{State, Subscription, UNDO};

/// Pauses a subscription.
pub(in crate::discord) async fn pause(
    data: &Data,
    moderator: &Moderator,
    subscription: &Subscription,
) -> Result<(), AnswerError> {
    let because = text::paused_by(moderator.user.0);
    let change = moderator.did(text::did_pause(subscription));
    if data.store.pause(subscription.id, &because, &change, data.clock.now()).await? {
        return Ok(());
    }
    Err(refusal(text::GONE))
}

/// Lets a subscription run again, unless it would be refused at once; what there is to say about it.
pub(in crate::discord) async fn resume(
    data: &Data,
    moderator: &Moderator,
    subscription: &Subscription,
) -> Result<String, AnswerError> {
    if subscription.state == State::Active {
        return Ok(text::already_runs(subscription));
    }
    let obstacle = match Access::look(&data.rest, subscription.guild, subscription.channel).await {
        Ok(access) => access.obstacle(&subscription.posting),
        Err(Failure::Refused { status: 403 | 404, code, message }) => Some(text::refused(code, &message)),
        // What cannot be found out now is found out in the morning.
        Err(_) => None,
    };
    if let Some(obstacle) = obstacle {
        return Ok(text::not_resumed(&obstacle));
    }
    let now = data.clock.now();
    let next = subscription.schedule.next_after(now);
    let change = moderator.did(text::did_resume(subscription));
    if !data.store.resume(subscription.id, next, Some(&change), now).await? {
        return Err(refusal(text::GONE));
    }
    data.wake.subscriptions_changed();
    Ok(text::resumed(subscription.channel, next))
}

pub(super) async fn remove(
    asked: Asked<'_>,
    data: &Data,
    moderator: &Moderator,
    subscription: &Subscription,
) -> Result<(), AnswerError> {
    let change = moderator.did(text::did_remove(subscription));
    if !data.store.remove(subscription.id, &change, data.clock.now()).await? {
        return Err(refusal(text::GONE));
    }
    let undo = Control::new(Deed::Undo, subscription.id.0, subscription.revision);
    asked.replace(render::asking(&text::removed(subscription), &[(undo, text::UNDO_BUTTON)])?).await
}

pub(super) async fn undo(
    asked: Asked<'_>,
    data: &Data,
    moderator: &Moderator,
    control: Control,
) -> Result<(), AnswerError> {
    let (now, id) = (data.clock.now(), control.subscription());
    let removed = data.store.removed(id).await?.filter(|removed| removed.guild == moderator.guild);
    let removed = removed.ok_or_else(|| refusal(text::TOO_LATE_TO_UNDO))?;
    let change = moderator.did(text::did_restore(&removed));
    let restored = data.store.restore(id, now - UNDO, data.most_per_server, &change, now).await?;
    let restored = restored.ok_or_else(|| refusal(text::TOO_LATE_TO_UNDO))?;
    data.wake.subscriptions_changed();
    asked.replace(render::notice(&text::restored(&restored))?).await
}

pub(super) async fn forget(asked: Asked<'_>, data: &Data, moderator: &Moderator) -> Result<(), AnswerError> {
    data.store.forget(moderator.guild).await?;
    tracing::info!(guild = %moderator.guild, "deleted all data of a server, as its moderators wished");
    asked.replace(render::notice(text::FORGOTTEN)?).await
}
