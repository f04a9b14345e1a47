//! Finds out whether the bot may post in a channel, before it has to.

use super::rest::{Failure, Rest};
use super::text;
use crate::subscription::ChannelId;

/// Why a post in the channel would be refused as things are, worded for moderators; nothing if it would not, or if that
/// cannot be found out now.
///
/// Asks for the typing indicator, which needs the same permissions as a message and leaves nothing behind.
pub(super) async fn refusal(rest: &Rest, channel: ChannelId) -> Option<String> {
    match rest.touch(&format!("channels/{channel}/typing")).await {
        Err(Failure::Refused { status: 403 | 404, code, message }) => Some(text::refused(code, &message)),
        _ => None,
    }
}
