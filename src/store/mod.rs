//! What must not be forgotten: subscriptions, the delivery ledger, what each channel had.
//!
//! [`Store`] is what the rest of Daybook knows; [`Sqlite`] keeps it in one file. The
//! ledger has one row for each `(subscription, civil date-time)`, and a row's way is
//! `planned → claimed (lease) → posted | given up`. Every method is one transaction:
//! it happens whole or not at all.

mod error;
mod ledger;
mod row;
mod settings;
mod sqlite;

pub use error::StoreError;
pub use ledger::{Claim, DeliveryId, Fate, Lease, LedgerEntry, LedgerState, Plan, Planned, Settlement};
pub use settings::Settings;
pub use sqlite::Sqlite;

use std::collections::BTreeSet;

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::event::EventId;
use crate::schedule::Occurrence;
use crate::subscription::{ChannelId, Draft, GuildId, Subscription};

/// The result of a store's work.
pub type Result<T> = std::result::Result<T, StoreError>;

/// Subscriptions and the ledger of deliveries.
#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// Stores `draft`, its first occurrence being `next`. A channel has one subscription: if it has
    /// one already, that one is changed and runs again.
    async fn subscribe(
        &self,
        draft: &Draft,
        next: Option<Occurrence>,
        now: DateTime<Utc>,
    ) -> Result<Subscription>;

    /// The subscriptions of a server, oldest first.
    async fn subscriptions_of(&self, guild: GuildId) -> Result<Vec<Subscription>>;

    /// Up to `limit` running subscriptions that are due at `now`, the longest due first.
    async fn due(&self, now: DateTime<Utc>, limit: u32) -> Result<Vec<Subscription>>;

    /// Writes the planned deliveries into the ledger and moves the subscription on. Answers `false`,
    /// and changes nothing, if the subscription has moved on, changed or gone since it was read.
    async fn plan(&self, plan: &Plan, now: DateTime<Utc>) -> Result<bool>;

    /// Takes up to `claim.limit` deliveries that are ready, for as long as the lease runs.
    async fn claim(&self, claim: &Claim) -> Result<Vec<Lease>>;

    /// Writes down what became of a claimed delivery. Answers `false`, and changes nothing, if the
    /// lease was lost to somebody else in the meantime.
    async fn settle(&self, lease: Lease, settlement: &Settlement, now: DateTime<Utc>) -> Result<bool>;

    /// When there is next something to plan; the past means now.
    async fn next_due(&self) -> Result<Option<DateTime<Utc>>>;

    /// When there is next something to claim; the past means now.
    async fn next_attempt(&self) -> Result<Option<DateTime<Utc>>>;

    /// The events that a channel has had.
    async fn shown(&self, channel: ChannelId) -> Result<BTreeSet<EventId>>;

    /// The ledger of a channel, oldest first.
    async fn ledger(&self, channel: ChannelId) -> Result<Vec<LedgerEntry>>;

    /// Finishes what is written and closes.
    async fn close(&self);
}
