//! Tells moderators what they must know about a channel's posts, where they will see it.

use serde::Deserialize;

use super::control::{Control, Deed};
use super::poster::malformed;
use super::rest::{Failure, Rest};
use super::{render, text};
use crate::delivery::{News, Notice};
use crate::subscription::ChannelId;

/// A server as far as it matters here.
#[derive(Deserialize)]
struct Server {
    system_channel_id: Option<String>,
}

/// What a created message answers; nothing of it is needed.
#[derive(Deserialize)]
struct Created {}

/// Tells it in the channel in which the subscription was set up; where that cannot be, in the server's
/// system channel. A channel that has just refused is not tried again.
pub(super) async fn tell(rest: &Rest, notice: &Notice) -> Result<(), Failure> {
    let subscription = &notice.subscription;
    let nowhere = Failure::Refused { status: 403, code: 0, message: "there is no other channel".to_owned() };
    let mut refused = nowhere;
    let is_shut = matches!(notice.news, News::Paused(_));
    if subscription.set_up_in != subscription.channel || !is_shut {
        match tell_in(rest, subscription.set_up_in, notice).await {
            Err(failure @ Failure::Refused { .. }) => refused = failure,
            other => return other,
        }
    }
    let server: Server = rest.get(&format!("guilds/{}", subscription.guild)).await?;
    let system: Option<ChannelId> = server.system_channel_id.and_then(|id| id.parse().ok());
    match system {
        Some(channel)
            if channel != subscription.set_up_in && !(is_shut && channel == subscription.channel) =>
        {
            tell_in(rest, channel, notice).await
        }
        _ => Err(refused),
    }
}

async fn tell_in(rest: &Rest, channel: ChannelId, notice: &Notice) -> Result<(), Failure> {
    let subscription = &notice.subscription;
    let words = text::news(subscription, &notice.news);
    let resume = Control::new(Deed::Resume, subscription.id.0, subscription.revision);
    let edit = Control::new(Deed::Open, subscription.id.0, subscription.revision);
    let buttons: &[_] = match notice.news {
        News::Paused(_) => &[(resume, text::CHECK_AND_RESUME), (edit, text::FINE_TUNE)],
        News::Remark(_) => &[(edit, text::FINE_TUNE)],
        News::Mended => &[],
    };
    let body = render::asking(&words, buttons).map_err(|error| malformed(&error))?.once(&notice.nonce);
    let Created {} = rest.post(&format!("channels/{channel}/messages"), &body).await?;
    Ok(())
}
