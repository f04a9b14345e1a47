//! The way out: who puts an edition into a channel, and what can come of it.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use async_trait::async_trait;
use chrono::TimeDelta;

use crate::edition::Edition;
use crate::store::{DeliveryId, Lease};
use crate::subscription::{ChannelId, GuildId, MessageId, Posting, Subscription};

/// Puts editions into channels.
#[async_trait]
pub trait Poster: Send + Sync + 'static {
    /// Posts the edition. The same order may come again after a failure; its nonce stays the same.
    async fn post(&self, order: &Order) -> Result<Posted, PostError>;

    /// Looks into the channel for a post that an earlier attempt at this order left there, and does what that attempt
    /// left undone (the thread under it, the publishing).
    async fn find(&self, order: &Order) -> Result<Option<Posted>, PostError>;

    /// Looks whether what has paused a subscription is mended, without posting anything.
    async fn probe(&self, subscription: &Subscription) -> Result<Probe, PostError>;

    /// Tells the moderators what they must know: in the channel in which it was set up, else wherever they look. The same notice may come again after a failure; its nonce stays the same.
    async fn tell(&self, notice: &Notice) -> Result<(), PostError>;
}

/// One edition for one channel.
#[derive(Clone, Debug)]
pub struct Order {
    /// The server that it goes to.
    pub guild: GuildId,
    /// Where it goes.
    pub channel: ChannelId,
    /// How.
    pub posting: Posting,
    /// What it says.
    pub edition: Arc<Edition>,
    /// Which row of the ledger it settles.
    pub delivery: DeliveryId,
    /// What the post carries, so that it is known again.
    pub mark: Mark,
    /// The same on every attempt.
    pub nonce: Nonce,
}

/// An edition that is in its channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// The message.
    pub message: MessageId,
    /// Where it is: the channel, or the thread that it began in a forum.
    pub place: ChannelId,
    /// What did not come with it as the moderators wanted, worded for them.
    pub remark: Option<String>,
}

/// Whether what has paused a subscription is mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Probe {
    /// It is.
    Mended,
    /// Not yet.
    NotYet,
    /// It cannot be: somebody has to choose something else.
    Hopeless,
}

/// What moderators are to know about their subscription.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Which one.
    pub subscription: Subscription,
    /// What.
    pub news: News,
    /// The same on every attempt.
    pub nonce: Nonce,
}

/// What moderators are to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// It does not run any more; why, worded for them.
    Paused(String),
    /// It runs, but not all is as they wanted; what, worded for them.
    Remark(String),
    /// It runs again.
    Mended,
}

/// By which delivery a post came about, written into it: its number in the ledger and when it was due. The time is
/// in it because a new database counts its deliveries from 1 again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    delivery: DeliveryId,
    due: i64,
}

impl Mark {
    /// The mark of a claimed delivery, the same on every attempt.
    #[must_use]
    pub fn of(lease: &Lease) -> Self {
        Self::new(lease.delivery, lease.due_at.timestamp())
    }

    /// The mark of a delivery that was due at that second since 1970; 40 bits of it are kept.
    #[must_use]
    pub fn new(delivery: DeliveryId, due: i64) -> Self {
        Self { delivery, due: due & 0xff_ffff_ffff }
    }
}

impl Mark {
    /// When the delivery was due, in seconds since 1970.
    #[must_use]
    pub fn due(self) -> i64 {
        self.due
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}-{:x}", self.delivery.0, self.due)
    }
}

/// Not a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the mark of a delivery")]
pub struct NoMark;

impl FromStr for Mark {
    type Err = NoMark;

    fn from_str(text: &str) -> Result<Self, NoMark> {
        let (delivery, due) = text.split_once('-').ok_or(NoMark)?;
        let number = |text| i64::from_str_radix(text, 16).map_err(|_| NoMark);
        Ok(Self::new(DeliveryId(number(delivery)?), number(due)?))
    }
}

/// A word by which the platform knows a repeated request; at most 25 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nonce(String);

impl Nonce {
    /// The nonce of the post that carries `mark`.
    #[must_use]
    pub fn of(mark: Mark) -> Self {
        Self(mark.to_string())
    }

    /// The nonce of a notice: one for each sort and each occurrence before which it comes.
    #[must_use]
    pub fn of_notice(subscription: &Subscription, news: &News) -> Self {
        let next = subscription.next.map_or(0, |next| next.instant.timestamp());
        let sort = match news {
            News::Paused(_) => 'n',
            News::Remark(_) => 'r',
            News::Mended => 'm',
        };
        Self(format!("{sort}{:x}-{:x}", subscription.id.0, next & 0xff_ffff_ffff))
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
        let longest = Nonce::of(Mark::new(DeliveryId(i64::from(u32::MAX) * 1000), i64::MAX));
        assert!(longest.as_str().len() <= 25, "{longest}");
    }

    #[test]
    fn a_mark_is_read_back_from_how_it_is_written() {
        let mark = Mark::new(DeliveryId(255), 1_777_017_856);
        assert_eq!(mark.to_string(), "ff-69eb2400");
        assert_eq!("ff-69eb2400".parse(), Ok(mark));
        for text in ["", "ff", "-", "ff-x", "x-1", "1-2-3"] {
            assert_eq!(text.parse::<Mark>(), Err(NoMark), "{text:?}");
        }
    }
}
