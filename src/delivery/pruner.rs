//! Clears the ledger of what is long settled, a little at a time.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::Settings;
use crate::store::{Result, Store};

/// Rows that one step looks at: few enough that a post never waits for it.
const STEP: u32 = 500;

/// Removes old rows of the ledger.
#[derive(Clone)]
pub struct Pruner {
    store: Arc<dyn Store>,
    keep: TimeDelta,
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
        Self { store, keep: TimeDelta::days(settings.ledger_days.into()) }
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
}
