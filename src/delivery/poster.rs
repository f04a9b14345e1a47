//! The way out: who puts an edition into a channel, and what can come of it.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use chrono::TimeDelta;

use crate::edition::Edition;
use crate::store::{DeliveryId, Lease};
use crate::subscription::{ChannelId, MessageId, Subscription};

/// Puts editions into channels.
#[async_trait]
pub trait Poster: Send + Sync + 'static {
    /// Posts the edition. The same order may come again after a failure; its nonce stays the same.
    async fn post(&self, order: &Order) -> Result<MessageId, PostError>;

    /// Looks into the channel for a post that an earlier attempt at this order left there.
    async fn find(&self, order: &Order) -> Result<Option<MessageId>, PostError>;

    /// Tells the moderators that their subscription waits: in the channel in which it was set up,
    /// else wherever they look. The same notice may come again after a failure; its nonce stays the same.
    async fn tell(&self, notice: &Notice) -> Result<(), PostError>;
}

/// One edition for one channel.
#[derive(Clone, Debug)]
pub struct Order {
    /// Where it goes.
    pub channel: ChannelId,
    /// What it says.
    pub edition: Arc<Edition>,
    /// Which row of the ledger it settles: the post carries this number as its mark.
    pub delivery: DeliveryId,
    /// The same on every attempt.
    pub nonce: Nonce,
}

/// What moderators are to know about their subscription.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Which one; it does not run any more.
    pub subscription: Subscription,
    /// Why, worded for them.
    pub because: String,
    /// The same on every attempt.
    pub nonce: Nonce,
}

/// A word by which the platform knows a repeated request; at most 25 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nonce(String);

impl Nonce {
    /// The nonce of a claimed delivery, the same on every attempt.
    #[must_use]
    pub fn of(lease: &Lease) -> Self {
        Self::new(lease.delivery, lease.due_at.timestamp())
    }

    /// The nonce of the notice that a subscription waits: one for each occurrence at which it stopped.
    #[must_use]
    pub fn of_notice(subscription: &Subscription) -> Self {
        let next = subscription.next.map_or(0, |next| next.instant.timestamp());
        Self(format!("n{:x}-{:x}", subscription.id.0, next & 0xff_ffff_ffff))
    }

    /// The due time is in it because a new database counts its deliveries from 1 again.
    fn new(delivery: DeliveryId, due_at: i64) -> Self {
        Self(format!("{:x}-{:x}", delivery.0, due_at & 0xff_ffff_ffff))
    }

    /// The nonce as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why an edition did not arrive, and so what is to be done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PostError {
    /// It surely did not arrive; trying again may help.
    #[error("{reason}")]
    Retry {
        /// The least pause that the platform asked for.
        after: Option<TimeDelta>,
        /// What happened.
        reason: String,
    },
    /// It was refused, and trying again would not help.
    #[error("{reason}")]
    Refused {
        /// What is wrong and what to do, worded for moderators.
        reason: String,
        /// Whether the channel is not to be tried again until somebody acts.
        pause: bool,
    },
    /// It may have arrived: the answer was lost.
    #[error("{reason}")]
    Unknown {
        /// What happened.
        reason: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_fits_discords_25_characters_for_ever() {
        let longest = Nonce::new(DeliveryId(i64::from(u32::MAX) * 1000), i64::MAX);
        assert!(longest.as_str().len() <= 25, "{longest}");
        assert_eq!(Nonce::new(DeliveryId(255), 1_777_017_856).as_str(), "ff-69eb2400");
    }
}
