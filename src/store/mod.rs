//! What must not be forgotten: subscriptions, the delivery ledger, what each channel had, and
//! the live feed's answers.
//!
//! [`Store`] is what the rest of Daybook knows; [`Database`] keeps it in one SQLite file or in
//! PostgreSQL, with the same statements. The ledger has one row for each `(subscription, civil
//! date-time)`, and a row's way is `planned → claimed (lease) → posted | given up`. Every method
//! is one transaction: it happens whole or not at all.

mod database;
mod error;
mod feed;
mod ledger;
mod moderation;
mod row;
mod settings;

pub use database::Database;
pub use error::StoreError;
pub use feed::{FeedKey, FeedPage};
pub use ledger::{
    Claim, DeliveryId, Fate, Lease, LedgerEntry, LedgerState, Plan, Planned, Settled, Settlement,
};
pub use moderation::{
    CHANGES_KEPT, Change, Extra, Imported, LoggedChange, Moderation, Revised, Subscribed, Wanted,
};
pub use settings::Settings;

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::edition::Taste;
use crate::event::EventId;
use crate::schedule::{Occurrence, Zone};
use crate::subscription::{ChannelId, Draft, GuildId, Subscription, SubscriptionId};

/// The result of a store's work.
pub type Result<T> = std::result::Result<T, StoreError>;

/// Subscriptions, the ledger of deliveries, and the feed's answers.
#[async_trait]
pub trait Store: Moderation {
    /// Stores `draft`, its first occurrence being `next`, if the server has less than `most`. If the channel has a
    /// subscription at the same times of day, that one is changed and runs again.
    async fn subscribe(
        &self,
        draft: &Draft,
        next: Option<Occurrence>,
        most: u32,
        change: &Change,
        now: DateTime<Utc>,
    ) -> Result<Subscribed>;

    /// The subscriptions of a server, oldest first.
    async fn subscriptions_of(&self, guild: GuildId) -> Result<Vec<Subscription>>;

    /// Up to `limit` running subscriptions that are due at `now`, the longest due first.
    async fn due(&self, now: DateTime<Utc>, limit: u32) -> Result<Vec<Subscription>>;

    /// Writes the planned deliveries into the ledger and moves the subscriptions on. Answers those that
    /// moved: one that has moved on, changed or gone since it was read is left as it is.
    async fn plan(&self, plans: &[Plan], now: DateTime<Utc>) -> Result<BTreeSet<SubscriptionId>>;

    /// Takes up to `claim.limit` deliveries that are ready, for as long as the lease runs.
    async fn claim(&self, claim: &Claim) -> Result<Vec<Lease>>;

    /// Writes down what became of claimed deliveries. Answers for each whether the lease was still
    /// ours: where somebody else has taken over in the meantime, nothing is changed.
    async fn settle(&self, settled: &[Settled], now: DateTime<Utc>) -> Result<Vec<bool>>;

    /// Gives back every delivery that `owner` holds, so that others need not wait for the leases to
    /// run out; how many there were.
    async fn release(&self, owner: &str, now: DateTime<Utc>) -> Result<u64>;

    /// When there is next something to plan; the past means now.
    async fn next_due(&self) -> Result<Option<DateTime<Utc>>>;

    /// When there is next something to claim; the past means now.
    async fn next_attempt(&self) -> Result<Option<DateTime<Utc>>>;

    /// Takes up to `limit` paused subscriptions whose moderators are to be told, until `until`: if
    /// [`Store::told`] does not come before, they come again.
    async fn claim_notices(
        &self,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
        limit: u32,
    ) -> Result<Vec<Subscription>>;

    /// The moderators of this subscription were told, or cannot be.
    async fn told(&self, subscription: SubscriptionId) -> Result<()>;

    /// When there is next somebody to tell; the past means now.
    async fn next_notice(&self) -> Result<Option<DateTime<Utc>>>;

    /// Which of `events` each of `channels` has had; channels that had none are left out.
    async fn shown(
        &self,
        channels: &[ChannelId],
        events: &[EventId],
    ) -> Result<BTreeMap<ChannelId, BTreeSet<EventId>>>;

    /// The ledger of a subscription, oldest first.
    async fn ledger(&self, subscription: SubscriptionId) -> Result<Vec<LedgerEntry>>;

    /// How many deliveries are not settled yet.
    async fn unsettled(&self) -> Result<u64>;

    /// How many of them somebody is at.
    async fn claimed(&self) -> Result<u64>;

    /// Looks at the `limit` oldest rows of the ledger, and removes those that were due before `before` and
    /// are settled; how many went.
    async fn prune(&self, before: DateTime<Utc>, limit: u32) -> Result<u64>;

    /// What the feed last answered.
    async fn feed_page(&self, key: &FeedKey) -> Result<Option<FeedPage>>;

    /// Keeps what the feed answered, in the place of an older answer.
    async fn keep_feed_page(&self, key: &FeedKey, page: &FeedPage) -> Result<()>;

    /// Removes the answers that were fetched longest ago, until the rest is no larger than `bytes`; how many went.
    async fn trim_feed_pages(&self, bytes: u64) -> Result<u64>;

    /// The zones and tastes of all running subscriptions, each pair once.
    async fn in_use(&self) -> Result<Vec<(Zone, Taste)>>;

    /// Finishes what is written and closes.
    async fn close(&self);
}
