//! The loops around the steps: wait for something to do, do it, until told to stop.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::error;

use super::{Outcome, Planner, Worker};
use crate::clock::Clock;
use crate::store::{Result, Store};

/// Another process may have planned something: look again after this long.
const LOOK_AGAIN: TimeDelta = TimeDelta::seconds(30);

/// After the store failed, the loops wait this long before they ask it again.
const AFTER_AN_ERROR: Duration = Duration::from_secs(5);

/// Tells the loops that there is something new.
#[derive(Clone, Debug, Default)]
pub struct Wake {
    planner: Arc<Notify>,
    worker: Arc<Notify>,
}

impl Wake {
    /// A subscription was added or changed.
    pub fn subscriptions_changed(&self) {
        self.planner.notify_one();
    }

    fn ledger_changed(&self) {
        self.worker.notify_one();
    }
}

/// The planner's and the worker's loops.
#[derive(Clone)]
pub struct Loops {
    /// Writes the ledger.
    pub planner: Planner,
    /// Works it off.
    pub worker: Worker,
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
        loop {
            let next = self.plan_once().await;
            let wait = self.until(next, &self.wake.planner);
            tokio::select! {
                () = stop.cancelled() => return,
                () = wait => {}
            }
        }
    }

    async fn plan_once(&self) -> Result<Option<DateTime<Utc>>> {
        loop {
            let step = self.planner.step(self.clock.now()).await?;
            if step.planned > 0 {
                self.wake.ledger_changed();
            }
            if !step.more {
                return self.store.next_due().await;
            }
        }
    }

    /// Works deliveries off until `stop`; then claims no more, and finishes those under way.
    pub async fn work(self, stop: CancellationToken) {
        let mut under_way = JoinSet::new();
        while !stop.is_cancelled() {
            let next = self.claim_into(&mut under_way).await;
            let wait = self.until(next, &self.wake.worker);
            tokio::select! {
                () = stop.cancelled() => {}
                Some(done) = under_way.join_next() => note(done),
                () = wait => {}
            }
        }
        while let Some(done) = under_way.join_next().await {
            note(done);
        }
    }

    /// Fills the free places, and answers when there is next something to claim; nothing while
    /// all places are taken.
    async fn claim_into(&self, under_way: &mut JoinSet<Result<Outcome>>) -> Result<Option<DateTime<Utc>>> {
        let taken = u32::try_from(under_way.len()).unwrap_or(u32::MAX);
        let free = self.concurrency.saturating_sub(taken);
        if free == 0 {
            return Ok(None);
        }
        for lease in self.worker.claim(self.clock.now(), free).await? {
            let worker = self.worker.clone();
            under_way.spawn(async move { worker.deliver(lease).await });
        }
        let full = u32::try_from(under_way.len()).is_ok_and(|taken| taken >= self.concurrency);
        if full { Ok(None) } else { self.store.next_attempt().await }
    }

    /// Waits until `next`, until `news`, or a while after an error.
    async fn until(&self, next: Result<Option<DateTime<Utc>>>, news: &Notify) {
        match next {
            Ok(next) => {
                let again = self.clock.now() + LOOK_AGAIN;
                let next = next.map_or(again, |next| next.min(again));
                tokio::select! {
                    () = self.clock.sleep_until(next) => {}
                    () = news.notified() => {}
                }
            }
            Err(error) => {
                error!(%error, "the store failed; asking it again soon");
                tokio::time::sleep(AFTER_AN_ERROR).await;
            }
        }
    }
}

fn note(done: std::result::Result<Result<Outcome>, tokio::task::JoinError>) {
    match done {
        Ok(Ok(_)) => {}
        Ok(Err(error)) => error!(%error, "a delivery could not be settled; its lease will run out"),
        Err(error) => error!(%error, "a delivery broke off; its lease will run out"),
    }
}
