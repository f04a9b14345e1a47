//! The worker's loop: keeps a few claimed deliveries at hand, and so many under way.

use std::collections::VecDeque;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::task::{JoinError, JoinSet};
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

use super::outage::Outage;
use super::worker::Job;
use super::{Loops, Outcome};
use crate::store::Result;

/// How long deliveries that are under way have to end after the stop.
const LAST_WORDS: Duration = Duration::from_secs(20);

/// Deliveries at hand and under way.
#[derive(Default)]
struct Desk {
    backlog: VecDeque<Job>,
    under_way: JoinSet<Outcome>,
    /// Whether the ledger may have something that is ready.
    look: bool,
    /// When it has next something, if it has nothing now.
    next: Option<DateTime<Utc>>,
}

impl Loops {
    /// Works deliveries off until `stop`; then claims no more, finishes those under way, and gives
    /// back the rest.
    pub async fn work(self, stop: CancellationToken) {
        let mut outage = Outage::of("the worker");
        let mut desk = Desk { look: true, ..Desk::default() };
        while !stop.is_cancelled() {
            if desk.look && desk.backlog.len() < self.places() / 2 {
                let filled = self.refill(&mut desk).await;
                if outage.watch(filled).await.is_none() && desk.under_way.is_empty() {
                    continue;
                }
            }
            self.start(&mut desk);
            tokio::select! {
                () = stop.cancelled() => {}
                Some(done) = desk.under_way.join_next() => self.note(&mut desk, done),
                () = self.until(desk.next, &self.wake.worker), if !desk.look => desk.look = true,
            }
        }
        self.finish(desk).await;
    }

    fn places(&self) -> usize {
        self.concurrency as usize
    }

    /// Claims a few deliveries more than there are places, so that a transaction serves many.
    async fn refill(&self, desk: &mut Desk) -> Result<()> {
        let limit = self.places() * 2 - desk.backlog.len();
        let jobs = self.worker.claim(self.clock.now(), u32::try_from(limit).unwrap_or(1)).await?;
        desk.look = jobs.len() == limit;
        desk.backlog.extend(jobs);
        if !desk.look {
            desk.next = self.store.next_attempt().await?;
        }
        Ok(())
    }

    fn start(&self, desk: &mut Desk) {
        while desk.under_way.len() < self.places() {
            let Some(job) = desk.backlog.pop_front() else { return };
            let worker = self.worker.clone();
            desk.under_way.spawn(async move { worker.deliver(job).await });
        }
    }

    fn note(&self, desk: &mut Desk, done: std::result::Result<Outcome, JoinError>) {
        match done {
            Ok(Outcome::Posted | Outcome::Lost) => {}
            Ok(Outcome::Postponed | Outcome::Unsettled) => desk.look = true,
            Ok(Outcome::GivenUp | Outcome::PostedInPart) => self.wake.teller.notify_one(),
            Err(error) => error!(%error, "a delivery broke off; its lease will run out"),
        }
    }

    async fn finish(&self, mut desk: Desk) {
        let finished = async {
            while let Some(done) = desk.under_way.join_next().await {
                self.note(&mut Desk::default(), done);
            }
        };
        if tokio::time::timeout(LAST_WORDS, finished).await.is_err() {
            warn!(deliveries = desk.under_way.len(), "some deliveries did not end in time");
            desk.under_way.shutdown().await;
        }
        match self.worker.release().await {
            Ok(0) => {}
            Ok(deliveries) => info!(deliveries, "gave back what was claimed"),
            Err(error) => error!(%error, "could not give back what was claimed; the leases will run out"),
        }
    }
}
