//! The loops around the steps: wait for something to do, do it, until told to stop.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tracing::info;

use super::outage::Outage;
use super::{Planner, Prober, Pruned, Pruner, Steward, Teller, Worker};
use crate::clock::Clock;
use crate::store::{Result, Store};

/// Another process may have planned something: look again after this long.
const LOOK_AGAIN: TimeDelta = TimeDelta::seconds(30);

/// How often the ledger is looked through for what is old.
const PRUNE_EVERY: TimeDelta = TimeDelta::hours(6);

/// Between two steps of the pruner, so that it never fills the disk's time.
const BREATH: Duration = Duration::from_millis(100);

/// Tells the loops that there is something new.
#[derive(Clone, Debug, Default)]
pub struct Wake {
    planner: Arc<Notify>,
    pub(super) worker: Arc<Notify>,
    pub(super) teller: Arc<Notify>,
    prober: Arc<Notify>,
    steward: Arc<Notify>,
}

impl Wake {
    /// A subscription was added or changed.
    pub fn subscriptions_changed(&self) {
        self.planner.notify_one();
        self.steward.notify_one();
    }

    /// The ledger has something new.
    pub fn delivery_planned(&self) {
        self.worker.notify_one();
    }

    /// What is paused may be mended.
    pub fn server_changed(&self) {
        self.prober.notify_one();
    }
}

/// What the loops run, and by what they run.
#[derive(Clone)]
pub struct Loops {
    /// Writes the ledger.
    pub planner: Planner,
    /// Works it off.
    pub worker: Worker,
    /// Tells moderators what they must know.
    pub teller: Teller,
    /// Looks whether what was wrong is mended.
    pub prober: Prober,
    /// Clears the ledger.
    pub pruner: Pruner,
    /// Fetches the live feed's days ahead.
    pub steward: Steward,
    /// Says when there is next something to do.
    pub store: Arc<dyn Store>,
    /// The time.
    pub clock: Clock,
    /// Tells them that there is something new.
    pub wake: Wake,
    /// How many deliveries are under way at once.
    pub concurrency: u32,
}

impl Loops {
    /// Plans until `stop`.
    pub async fn plan(self, stop: CancellationToken) {
        let mut outage = Outage::of("the planner");
        while !stop.is_cancelled() {
            let Some(next) = outage.watch(self.plan_once().await).await else { continue };
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.until(next, &self.wake.planner) => {}
            }
        }
    }

    async fn plan_once(&self) -> Result<Option<DateTime<Utc>>> {
        loop {
            let step = self.planner.step(self.clock.now()).await?;
            if step.planned > 0 {
                self.wake.worker.notify_one();
            }
            if !step.more {
                return self.store.next_due().await;
            }
        }
    }

    /// Tells moderators what they must know, until `stop`.
    pub async fn tell(self, stop: CancellationToken) {
        let mut outage = Outage::of("the teller");
        while !stop.is_cancelled() {
            let Some(next) = outage.watch(self.tell_once().await).await else { continue };
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.until(next, &self.wake.teller) => {}
            }
        }
    }

    async fn tell_once(&self) -> Result<Option<DateTime<Utc>>> {
        while self.store.next_notice().await?.is_some_and(|next| next <= self.clock.now()) {
            self.teller.step(self.clock.now()).await?;
        }
        self.store.next_notice().await
    }

    /// Looks whether what was wrong is mended, until `stop`.
    pub async fn probe(self, stop: CancellationToken) {
        let mut outage = Outage::of("the prober");
        while !stop.is_cancelled() {
            let Some(next) = outage.watch(self.probe_once().await).await else { continue };
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.until(next, &self.wake.prober) => {}
            }
        }
    }

    async fn probe_once(&self) -> Result<Option<DateTime<Utc>>> {
        while self.store.next_probe().await?.is_some_and(|next| next <= self.clock.now()) {
            if self.prober.step(self.clock.now()).await? > 0 {
                self.wake.subscriptions_changed();
            }
        }
        self.store.next_probe().await
    }

    /// Fetches the live feed's days ahead, until `stop`.
    pub async fn stock(self, stop: CancellationToken) {
        let mut outage = Outage::of("the steward");
        while !stop.is_cancelled() {
            let stocked = tokio::select! {
                () = stop.cancelled() => return,
                stocked = self.steward.step(self.clock.now()) => stocked,
            };
            let Some(next) = outage.watch(stocked).await else { continue };
            let Some(next) = next else { return stop.cancelled().await };
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.clock.sleep_until(next) => {}
                () = self.wake.steward.notified() => {}
            }
        }
    }

    /// Clears the ledger of what is old, now and every few hours, until `stop`.
    pub async fn prune(self, stop: CancellationToken) {
        let mut outage = Outage::of("the pruner");
        while !stop.is_cancelled() {
            let cleared = tokio::select! {
                () = stop.cancelled() => return,
                cleared = self.prune_once() => cleared,
            };
            let Some(()) = outage.watch(cleared).await else { continue };
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.clock.sleep_until(self.clock.now() + PRUNE_EVERY) => {}
            }
        }
    }

    async fn prune_once(&self) -> Result<()> {
        let mut gone = 0;
        loop {
            match self.pruner.step(self.clock.now()).await? {
                Pruned::Some(rows) => gone += rows,
                Pruned::Busy => self.clock.sleep_until(self.clock.now() + LOOK_AGAIN).await,
                Pruned::Nothing => break,
            }
            tokio::time::sleep(BREATH).await;
        }
        if gone > 0 {
            info!(rows = gone, "cleared the ledger of what is old");
        }
        let forgotten = self.pruner.forget(self.clock.now()).await?;
        if forgotten > 0 {
            info!(subscriptions = forgotten, "deleted what was removed, and what servers left behind");
        }
        Ok(())
    }

    /// Waits until `next` or until `news`, and never very long: others may have changed something.
    pub(super) async fn until(&self, next: Option<DateTime<Utc>>, news: &Notify) {
        let again = self.clock.now() + LOOK_AGAIN;
        let next = next.map_or(again, |next| next.min(again));
        tokio::select! {
            () = self.clock.sleep_until(next) => {}
            () = news.notified() => {}
        }
    }
}
