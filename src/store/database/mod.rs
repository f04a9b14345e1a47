//! The store in a database: one SQLite file, or PostgreSQL.

mod changes;
mod deliveries;
mod dialect;
mod feed;
mod moderation;
mod notices;
mod open;
mod plan;
mod probes;
mod reading;
mod servers;
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
use super::{
    Change, Claim, Extra, FeedKey, FeedPage, Imported, Lease, LedgerEntry, LoggedChange, Moderation, Plan,
    Result, Revised, Settled, Store, StoreError, Subscribed, Wanted,
};
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
    lock: Option<Arc<File>>,
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
        most: u32,
        change: &Change,
        now: DateTime<Utc>,
    ) -> Result<Subscribed> {
        subscriptions::subscribe(self, draft, next, most, change, now).await
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

#[async_trait]
impl Moderation for Database {
    async fn subscription(&self, id: SubscriptionId) -> Result<Option<Subscription>> {
        moderation::subscription(self, id).await
    }

    async fn removed(&self, id: SubscriptionId) -> Result<Option<Subscription>> {
        moderation::removed(self, id).await
    }

    async fn revise(&self, wanted: &Wanted, change: &Change, now: DateTime<Utc>) -> Result<Revised> {
        moderation::revise(self, wanted, change, now).await
    }

    async fn pause(
        &self,
        id: SubscriptionId,
        because: &str,
        change: &Change,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        moderation::pause(self, id, because, change, now).await
    }

    async fn resume(
        &self,
        id: SubscriptionId,
        next: Option<Occurrence>,
        change: Option<&Change>,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        moderation::resume(self, id, next, change, now).await
    }

    async fn remove(&self, id: SubscriptionId, change: &Change, now: DateTime<Utc>) -> Result<bool> {
        moderation::remove(self, id, change, now).await
    }

    async fn restore(
        &self,
        id: SubscriptionId,
        since: DateTime<Utc>,
        most: u32,
        change: &Change,
        now: DateTime<Utc>,
    ) -> Result<Option<Subscription>> {
        moderation::restore(self, id, since, most, change, now).await
    }

    async fn post_now(
        &self,
        id: SubscriptionId,
        extra: &Extra,
        change: &Change,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        moderation::post_now(self, id, extra, change, now).await
    }

    async fn changes_of(&self, guild: GuildId) -> Result<Vec<LoggedChange>> {
        changes::of_guild(self, guild).await
    }

    async fn forget(&self, guild: GuildId) -> Result<u64> {
        servers::forget(self, guild).await
    }

    async fn left(&self, guild: GuildId, now: DateTime<Utc>) -> Result<()> {
        servers::left(self, guild, now).await
    }

    async fn is_back(&self, guild: GuildId) -> Result<bool> {
        servers::is_back(self, guild).await
    }

    async fn servers(&self) -> Result<Vec<GuildId>> {
        servers::servers(self).await
    }

    async fn purge(&self, removed: DateTime<Utc>, left: DateTime<Utc>) -> Result<u64> {
        servers::purge(self, removed, left).await
    }

    async fn all(&self) -> Result<Vec<Subscription>> {
        moderation::all(self).await
    }

    async fn import(&self, all: &[Imported], change: &Change, now: DateTime<Utc>) -> Result<()> {
        moderation::import(self, all, change, now).await
    }

    async fn claim_probes(
        &self,
        now: DateTime<Utc>,
        again: DateTime<Utc>,
        limit: u32,
    ) -> Result<Vec<(Subscription, u32)>> {
        probes::claim(self, now, again, limit).await
    }

    async fn probe_at(
        &self,
        id: SubscriptionId,
        again: DateTime<Utc>,
        at: Option<DateTime<Utc>>,
    ) -> Result<()> {
        probes::set(self, id, again, at).await
    }

    async fn probe_soon(&self, guild: GuildId, now: DateTime<Utc>) -> Result<bool> {
        probes::soon(self, guild, now).await
    }

    async fn next_probe(&self) -> Result<Option<DateTime<Utc>>> {
        probes::next(self).await
    }
}
