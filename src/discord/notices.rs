//! Tells moderators that a channel's posts are paused, where they will see it.

use serde::Deserialize;

use super::poster::malformed;
use super::rest::{Failure, Rest};
use super::{render, text};
use crate::delivery::Notice;
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
/// system channel. The channel itself is not tried again: it has just refused.
pub(super) async fn tell(rest: &Rest, notice: &Notice) -> Result<(), Failure> {
    let subscription = &notice.subscription;
    let nowhere = Failure::Refused { status: 403, code: 0, message: "there is no other channel".to_owned() };
    let mut refused = nowhere;
    if subscription.set_up_in != subscription.channel {
        match tell_in(rest, subscription.set_up_in, notice).await {
            Err(failure @ Failure::Refused { .. }) => refused = failure,
            other => return other,
        }
    }
    let server: Server = rest.get(&format!("guilds/{}", subscription.guild)).await?;
    let system: Option<ChannelId> = server.system_channel_id.and_then(|id| id.parse().ok());
    match system {
        Some(channel) if ![subscription.channel, subscription.set_up_in].contains(&channel) => {
            tell_in(rest, channel, notice).await
        }
        _ => Err(refused),
    }
}

async fn tell_in(rest: &Rest, channel: ChannelId, notice: &Notice) -> Result<(), Failure> {
    let words = text::paused(notice.subscription.channel, &notice.because);
    let body = render::notice(&words).map_err(|error| malformed(&error))?.once(&notice.nonce);
    let Created {} = rest.post(&format!("channels/{channel}/messages"), &body).await?;
    Ok(())
}
