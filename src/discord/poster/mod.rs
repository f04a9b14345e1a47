//! Puts editions into Discord's channels.

mod find;
mod finish;
mod send;

use async_trait::async_trait;
use chrono::TimeDelta;

use super::access::Access;
use super::rest::{Failure, Rest};
use super::{notices, text};
use crate::delivery::{Notice, Order, PostError, Posted, Poster, Probe};
use crate::subscription::{MessageId, Place, Subscription};

/// A token that Discord refuses stays refused for a while: asking on would earn a ban.
const AFTER_TOKEN_REFUSED: TimeDelta = TimeDelta::minutes(10);

/// Channels that a message cannot go to directly.
const IS_A_FORUM: u32 = 40058;

/// A forum wants a tag on each of its posts.
const TAG_REQUIRED: u32 = 40067;

/// A thread that is archived, and locked.
const ARCHIVED: u32 = 50083;

/// The [`Poster`] for Discord, and for whatever speaks its language.
#[derive(Clone, Debug)]
pub struct DiscordPoster {
    rest: Rest,
}

impl DiscordPoster {
    /// A poster over `rest`.
    #[must_use]
    pub fn new(rest: Rest) -> Self {
        Self { rest }
    }
}

#[async_trait]
impl Poster for DiscordPoster {
    async fn post(&self, order: &Order) -> Result<Posted, PostError> {
        let sent = send::edition(&self.rest, order).await.map_err(post_error)?;
        Ok(finish::finish(&self.rest, order, sent).await)
    }

    async fn find(&self, order: &Order) -> Result<Option<Posted>, PostError> {
        let found = find::earlier(&self.rest, order).await.map_err(post_error)?;
        match found {
            Some((place, message)) => {
                let posted = Posted { message, place, remark: None };
                Ok(Some(finish::finish(&self.rest, order, posted).await))
            }
            None => Ok(None),
        }
    }

    async fn probe(&self, subscription: &Subscription) -> Result<Probe, PostError> {
        match Access::look(&self.rest, subscription.guild, subscription.channel).await {
            Ok(access) if access.obstacle(&subscription.posting).is_some() => Ok(Probe::NotYet),
            Ok(_) if subscription.posting.place == Place::Forum => Ok(Probe::Mended),
            Ok(_) => match self.rest.touch(&format!("channels/{}/typing", subscription.channel)).await {
                Ok(()) => Ok(Probe::Mended),
                Err(Failure::Refused { .. }) => Ok(Probe::NotYet),
                Err(failure) => Err(post_error(failure)),
            },
            Err(Failure::Refused { status: 404, .. }) => Ok(Probe::Hopeless),
            Err(Failure::Refused { status: 403, .. }) => Ok(Probe::NotYet),
            Err(failure) => Err(post_error(failure)),
        }
    }

    async fn tell(&self, notice: &Notice) -> Result<(), PostError> {
        notices::tell(&self.rest, notice).await.map_err(post_error)
    }
}

pub(super) fn malformed(error: &impl ToString) -> Failure {
    Failure::Refused { status: 400, code: 0, message: error.to_string() }
}

fn message_id(id: &str) -> Result<MessageId, Failure> {
    id.parse().map_err(|_| Failure::PerhapsAccepted { reason: "the answer has no message id".to_owned() })
}

/// What a failed request means for the delivery.
fn post_error(failure: Failure) -> PostError {
    match failure {
        Failure::NotSent { .. } => PostError::Retry { after: None, reason: failure.to_string() },
        Failure::RateLimited { after, .. } => {
            let after = after.and_then(|after| TimeDelta::from_std(after).ok());
            PostError::Retry { after, reason: failure.to_string() }
        }
        Failure::PerhapsAccepted { .. } => PostError::Unknown { reason: failure.to_string() },
        Failure::Refused { status: 401, .. } => {
            PostError::Retry { after: Some(AFTER_TOKEN_REFUSED), reason: failure.to_string() }
        }
        Failure::Refused { status, code, message } => {
            let pause = matches!(status, 403 | 404) || matches!(code, IS_A_FORUM | TAG_REQUIRED | ARCHIVED);
            PostError::Refused { reason: text::refused(code, &message), pause }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_failure_means_for_the_delivery_follows_from_its_kind() {
        let refused = |status, code| post_error(Failure::Refused { status, code, message: "no".into() });
        assert!(matches!(refused(403, 50013), PostError::Refused { pause: true, .. }));
        assert!(matches!(refused(404, 10003), PostError::Refused { pause: true, .. }));
        assert!(matches!(refused(400, 50035), PostError::Refused { pause: false, .. }));
        assert!(matches!(refused(401, 0), PostError::Retry { after: Some(_), .. }));
        let lost = post_error(Failure::PerhapsAccepted { reason: String::new() });
        assert!(matches!(lost, PostError::Unknown { .. }));
        let never_sent = post_error(Failure::NotSent { reason: String::new() });
        assert!(matches!(never_sent, PostError::Retry { after: None, .. }));
    }
}
