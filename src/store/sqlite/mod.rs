//! The store in one SQLite file.

mod deliveries;
mod open;
mod subscriptions;

use std::collections::BTreeSet;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use sqlx::SqlitePool;

use super::{Claim, Lease, LedgerEntry, Plan, Result, Settlement, Store};
use crate::event::EventId;
use crate::schedule::Occurrence;
use crate::subscription::{ChannelId, Draft, GuildId, Subscription};

/// A [`Store`] in one SQLite file: write-ahead log, foreign keys on, waiting for a locked file.
#[derive(Clone, Debug)]
pub struct Sqlite {
    pool: SqlitePool,
}

#[async_trait]
impl Store for Sqlite {
    async fn subscribe(
        &self,
        draft: &Draft,
        next: Option<Occurrence>,
        now: DateTime<Utc>,
    ) -> Result<Subscription> {
        subscriptions::subscribe(&self.pool, draft, next, now).await
    }

    async fn subscriptions_of(&self, guild: GuildId) -> Result<Vec<Subscription>> {
        subscriptions::of_guild(&self.pool, guild).await
    }

    async fn due(&self, now: DateTime<Utc>, limit: u32) -> Result<Vec<Subscription>> {
        subscriptions::due(&self.pool, now, limit).await
    }

    async fn plan(&self, plan: &Plan, now: DateTime<Utc>) -> Result<bool> {
        deliveries::plan(&self.pool, plan, now).await
    }

    async fn claim(&self, claim: &Claim) -> Result<Vec<Lease>> {
        deliveries::claim(&self.pool, claim).await
    }

    async fn settle(&self, lease: Lease, settlement: &Settlement, now: DateTime<Utc>) -> Result<bool> {
        deliveries::settle(&self.pool, &lease, settlement, now).await
    }

    async fn next_due(&self) -> Result<Option<DateTime<Utc>>> {
        subscriptions::next_due(&self.pool).await
    }

    async fn next_attempt(&self) -> Result<Option<DateTime<Utc>>> {
        deliveries::next_attempt(&self.pool).await
    }

    async fn shown(&self, channel: ChannelId) -> Result<BTreeSet<EventId>> {
        deliveries::shown(&self.pool, channel).await
    }

    async fn ledger(&self, channel: ChannelId) -> Result<Vec<LedgerEntry>> {
        deliveries::ledger(&self.pool, channel).await
    }

    async fn close(&self) {
        self.pool.close().await;
    }
}
