//! Clears the ledger of what is long settled, a little at a time, and deletes what was removed and what belongs to
//! servers that removed the bot.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::Settings;
use crate::store::{Result, Store};
use crate::subscription::UNDO;

/// Rows that one step looks at: few enough that a post never waits for it.
const STEP: u32 = 500;

/// Removes old rows of the ledger.
#[derive(Clone)]
pub struct Pruner {
    store: Arc<dyn Store>,
    keep: TimeDelta,
    forget: TimeDelta,
}

/// What one step of the pruner did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pruned {
    /// It removed so many rows, and there may be more.
    Some(u64),
    /// There is nothing to remove.
    Nothing,
    /// Deliveries are waiting: it stood aside.
    Busy,
}

impl Pruner {
    /// A pruner that keeps what the settings say.
    pub fn new(store: Arc<dyn Store>, settings: &Settings) -> Self {
        let (keep, forget) = (settings.ledger_days, settings.forget_days);
        Self { store, keep: TimeDelta::days(keep.into()), forget: TimeDelta::days(forget.into()) }
    }

    /// Removes a few rows that are old enough at `now`, unless there are posts to make.
    ///
    /// # Errors
    /// The store's.
    pub async fn step(&self, now: DateTime<Utc>) -> Result<Pruned> {
        if self.store.next_attempt().await?.is_some_and(|next| next <= now) {
            return Ok(Pruned::Busy);
        }
        let gone = self.store.prune(now - self.keep, STEP).await?;
        Ok(if gone == 0 { Pruned::Nothing } else { Pruned::Some(gone) })
    }

    /// Deletes the subscriptions that were removed and cannot be brought back any more, and all that is known of servers
    /// that removed the bot long enough ago; how many subscriptions that were.
    ///
    /// # Errors
    /// The store's.
    pub async fn forget(&self, now: DateTime<Utc>) -> Result<u64> {
        self.store.purge(now - UNDO, now - self.forget).await
    }
}
