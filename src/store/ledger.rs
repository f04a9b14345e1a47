//! The ledger's words: what is planned, claimed and settled.

use std::fmt;

use chrono::{DateTime, NaiveDateTime, Utc};

use crate::event::EventId;
use crate::schedule::Occurrence;
use crate::subscription::{ChannelId, MessageId, Subscription, SubscriptionId};

/// A delivery's number in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeliveryId(pub i64);

impl fmt::Display for DeliveryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What the planner decided about one subscription.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Which subscription.
    pub subscription: SubscriptionId,
    /// The occurrence it was at when it was read.
    pub from: Occurrence,
    /// The occurrences that have come, oldest first.
    pub deliveries: Vec<Planned>,
    /// The first occurrence that has not come.
    pub next: Option<Occurrence>,
}

/// One occurrence that has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Which one.
    pub occurrence: Occurrence,
    /// What is to be done about it.
    pub fate: Fate,
}

/// What is to be done about an occurrence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Post it.
    Post {
        /// Whether its time had passed by more than a little when it was planned.
        late: bool,
    },
    /// Leave it.
    GiveUp {
        /// Why, worded for moderators.
        reason: String,
    },
}

/// What a worker asks for.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Who claims: a name that no other process has.
    pub owner: String,
    /// The time of the claim.
    pub now: DateTime<Utc>,
    /// When the lease runs out and others may take over.
    pub until: DateTime<Utc>,
    /// How many deliveries at most.
    pub limit: u32,
}

/// A delivery that is ours until the lease runs out: the proof of it, which goes into [`Settled`].
#[derive(Debug)]
#[must_use = "a lease that is not settled keeps the delivery waiting until it runs out"]
pub struct Lease {
    /// The delivery.
    pub delivery: DeliveryId,
    /// Whose it is.
    pub subscription: Subscription,
    /// The civil time whose edition it is.
    pub civil: NaiveDateTime,
    /// When it was due.
    pub due_at: DateTime<Utc>,
    /// Which attempt this is, from 1.
    pub attempt: u32,
    /// How many attempts have failed so far.
    pub failures: u32,
    /// Whether an earlier attempt may have reached the channel.
    pub perhaps_posted: bool,
    /// Whether its events count as shown; a post out of turn may not count.
    pub counts: bool,
    /// When others may take it over.
    pub until: DateTime<Utc>,
    pub(super) owner: String,
}

/// A claimed delivery and what became of it.
#[derive(Debug)]
pub struct Settled {
    /// The claim, which ends with this.
    pub lease: Lease,
    /// What became of it.
    pub settlement: Settlement,
}

/// What became of a claimed delivery.
#[derive(Clone, Debug)]
pub enum Settlement {
    /// It is in the channel.
    Posted {
        /// The message.
        message: MessageId,
        /// Where it is: the channel, or the thread that it began in a forum.
        place: ChannelId,
        /// What did not come with it as the moderators wanted, worded for them.
        remark: Option<String>,
        /// The events that the channel has now had.
        events: Vec<EventId>,
    },
    /// It will not be posted.
    GivenUp {
        /// Why, worded for moderators.
        reason: String,
        /// Whether the subscription waits until somebody acts.
        pause: bool,
    },
    /// It is tried again.
    Retry {
        /// Not before then.
        at: DateTime<Utc>,
        /// How many attempts have failed by now.
        failures: u32,
        /// Whether this attempt may have reached the channel.
        perhaps_posted: bool,
    },
}

/// A row of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    /// The delivery.
    pub delivery: DeliveryId,
    /// The civil time whose edition it is.
    pub civil: NaiveDateTime,
    /// Whether it was planned late.
    pub late: bool,
    /// How far it is.
    pub state: LedgerState,
}

/// How far a delivery is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LedgerState {
    /// Waiting.
    Planned,
    /// Somebody is at it.
    Claimed,
    /// In the channel.
    Posted(MessageId),
    /// Left, for this reason.
    GivenUp(String),
}

impl LedgerState {
    /// Whether nothing more will happen to it.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        matches!(self, Self::Posted(_) | Self::GivenUp(_))
    }
}
