//! The store in a database: one SQLite file, or PostgreSQL.

mod deliveries;
mod dialect;
mod feed;
mod notices;
mod open;
mod plan;
mod settle;
mod statements;
mod subscriptions;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use sqlx::{Any, AnyPool, Transaction};

use self::dialect::Dialect;
use self::statements::Statements;
use super::{Claim, FeedKey, FeedPage, Lease, LedgerEntry, Plan, Result, Settled, Store, StoreError};
use crate::edition::Taste;
use crate::event::EventId;
use crate::schedule::{Occurrence, Zone};
use crate::subscription::{ChannelId, Draft, GuildId, Subscription, SubscriptionId};

/// A [`Store`] in one SQLite file or in PostgreSQL.
#[derive(Clone, Debug)]
pub struct Database {
    pool: AnyPool,
    dialect: Dialect,
    statements: Arc<Statements>,
    /// Held as long as the SQLite file is open: it is this process's.
    _lock: Option<Arc<File>>,
}

impl Database {
    /// Begins a transaction that writes.
    async fn begin(&self) -> Result<Transaction<'static, Any>> {
        Ok(self.pool.begin_with(self.dialect.begin()).await?)
    }
}

/// What goes to the database as JSON.
fn as_json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| StoreError::Database(sqlx::Error::Encode(error.into())))
}

#[async_trait]
impl Store for Database {
    async fn subscribe(
        &self,
        draft: &Draft,
        next: Option<Occurrence>,
        now: DateTime<Utc>,
    ) -> Result<Subscription> {
        subscriptions::subscribe(self, draft, next, now).await
    }

    async fn subscriptions_of(&self, guild: GuildId) -> Result<Vec<Subscription>> {
        subscriptions::of_guild(self, guild).await
    }

    async fn due(&self, now: DateTime<Utc>, limit: u32) -> Result<Vec<Subscription>> {
        subscriptions::due(self, now, limit).await
    }

    async fn plan(&self, plans: &[Plan], now: DateTime<Utc>) -> Result<BTreeSet<SubscriptionId>> {
        plan::plan(self, plans, now).await
    }

    async fn claim(&self, claim: &Claim) -> Result<Vec<Lease>> {
        deliveries::claim(self, claim).await
    }

    async fn settle(&self, settled: &[Settled], now: DateTime<Utc>) -> Result<Vec<bool>> {
        settle::settle(self, settled, now).await
    }

    async fn release(&self, owner: &str, now: DateTime<Utc>) -> Result<u64> {
        deliveries::release(self, owner, now).await
    }

    async fn next_due(&self) -> Result<Option<DateTime<Utc>>> {
        subscriptions::next_due(self).await
    }

    async fn next_attempt(&self) -> Result<Option<DateTime<Utc>>> {
        deliveries::next_attempt(self).await
    }

    async fn claim_notices(
        &self,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
        limit: u32,
    ) -> Result<Vec<Subscription>> {
        notices::claim(self, now, until, limit).await
    }

    async fn told(&self, subscription: SubscriptionId) -> Result<()> {
        notices::told(self, subscription).await
    }

    async fn next_notice(&self) -> Result<Option<DateTime<Utc>>> {
        notices::next(self).await
    }

    async fn shown(
        &self,
        channels: &[ChannelId],
        events: &[EventId],
    ) -> Result<BTreeMap<ChannelId, BTreeSet<EventId>>> {
        settle::shown(self, channels, events).await
    }

    async fn ledger(&self, subscription: SubscriptionId) -> Result<Vec<LedgerEntry>> {
        deliveries::ledger(self, subscription).await
    }

    async fn unsettled(&self) -> Result<u64> {
        deliveries::count(self, "SELECT count(*) AS many FROM delivery WHERE state IN ('planned', 'claimed')")
            .await
    }

    async fn claimed(&self) -> Result<u64> {
        deliveries::count(self, "SELECT count(*) AS many FROM delivery WHERE state = 'claimed'").await
    }

    async fn prune(&self, before: DateTime<Utc>, limit: u32) -> Result<u64> {
        deliveries::prune(self, before, limit).await
    }

    async fn feed_page(&self, key: &FeedKey) -> Result<Option<FeedPage>> {
        feed::page(self, key).await
    }

    async fn keep_feed_page(&self, key: &FeedKey, page: &FeedPage) -> Result<()> {
        feed::keep(self, key, page).await
    }

    async fn trim_feed_pages(&self, bytes: u64) -> Result<u64> {
        feed::trim(self, bytes).await
    }

    async fn in_use(&self) -> Result<Vec<(Zone, Taste)>> {
        subscriptions::in_use(self).await
    }

    async fn close(&self) {
        self.pool.close().await;
    }
}
