//! Claims deliveries, posts them, and settles them.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;
use tokio::time::{Instant, timeout};
use tracing::{debug, error, info, warn};

use super::composer::{Composer, language_of};
use super::settling::{Settling, Written};
use super::{Backoff, Mark, Nonce, Order, PostError, Posted, Poster, Settings};
use crate::clock::Clock;
use crate::event::EventId;
use crate::library::Library;
use crate::store::{Claim, Lease, Result, Settled, Settlement, Store};

/// A delivery is tried for at least this long, even past midnight.
const TRIED_FOR: TimeDelta = TimeDelta::hours(1);

/// What a worker is built from.
#[derive(Clone)]
pub struct WorkerParts {
    /// Where deliveries are claimed and settled.
    pub store: Arc<dyn Store>,
    /// Where history comes from.
    pub library: Arc<Library>,
    /// The way out.
    pub poster: Arc<dyn Poster>,
    /// The time.
    pub clock: Clock,
    /// Random numbers from 0 up to 1.
    pub chance: fn() -> f64,
    /// A name that no other process has.
    pub owner: String,
}

/// Works deliveries off. Cheap to clone.
#[derive(Clone)]
pub struct Worker {
    parts: WorkerParts,
    composer: Arc<Composer>,
    settling: Arc<Settling>,
    backoff: Backoff,
    lease: Duration,
}

/// A claimed delivery, with what is needed to post it.
#[derive(Debug)]
pub struct Job {
    lease: Lease,
    shown: BTreeSet<EventId>,
    claimed: Instant,
}

/// What came of one attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is in the channel.
    Posted,
    /// It is in the channel, but not all is as the moderators wanted.
    PostedInPart,
    /// It is tried again later.
    Postponed,
    /// It will not be posted.
    GivenUp,
    /// Somebody else had taken it over.
    Lost,
    /// What became of it could not be written down: it is taken up again when the lease has run out.
    Unsettled,
}

impl Worker {
    /// A worker made of `parts`.
    #[must_use]
    pub fn new(parts: WorkerParts, settings: &Settings) -> Self {
        let lease = Duration::from_secs(settings.lease_seconds.into());
        let composer = Arc::new(Composer::new(parts.library.clone()));
        let settling = Arc::new(Settling::new(parts.store.clone(), parts.clock.clone(), lease));
        Self { parts, composer, settling, backoff: Backoff::new(settings), lease }
    }

    /// Takes up to `limit` deliveries that are ready at `now`.
    ///
    /// # Errors
    /// The store's; what was claimed before the error is taken up again when its lease has run out.
    pub async fn claim(&self, now: DateTime<Utc>, limit: u32) -> Result<Vec<Job>> {
        let owner = self.parts.owner.clone();
        let until = now + TimeDelta::from_std(self.lease).unwrap_or_default();
        let claimed = Instant::now();
        let leases = self.parts.store.claim(&Claim { owner, now, until, limit }).await?;
        let channels: Vec<_> = leases.iter().map(|lease| lease.subscription.channel).collect();
        let editions: BTreeSet<_> =
            leases.iter().map(|lease| (lease.civil.date(), language_of(&lease.subscription.taste))).collect();
        // All at once: where the feed is slow, five languages wait no longer than one.
        let events = join_all(editions.iter().map(|(date, language)| self.composer.events(*date, *language)));
        let events: BTreeSet<_> = events.await.into_iter().flatten().collect();
        let events: Vec<_> = events.into_iter().collect();
        let shown = self.parts.store.shown(&channels, &events).await?;
        let job = |lease: Lease| {
            let shown = shown.get(&lease.subscription.channel).cloned().unwrap_or_default();
            Job { lease, shown, claimed }
        };
        Ok(leases.into_iter().map(job).collect())
    }

    /// Gives back all that is claimed and not settled, so that others can take it up at once.
    ///
    /// # Errors
    /// The store's; the leases then run out by themselves.
    pub async fn release(&self) -> Result<u64> {
        self.parts.store.release(&self.parts.owner, self.parts.clock.now()).await
    }

    /// Posts one claimed delivery and settles it.
    pub async fn deliver(&self, job: Job) -> Outcome {
        let Job { lease, shown, claimed } = job;
        if self.left(claimed) < self.lease / 4 {
            return self.hand_back(lease).await;
        }
        let order = self.order(&lease, shown).await;
        let (attempt, channel, delivery) = (lease.attempt, order.channel, order.delivery);
        let result = self.attempt(&lease, &order, claimed).await;
        let settlement = self.settlement(&lease, &order, result);
        let outcome = match &settlement {
            Settlement::Posted { message, remark, .. } => {
                info!(%delivery, %channel, %message, attempt, remark, "posted an edition");
                if remark.is_some() { Outcome::PostedInPart } else { Outcome::Posted }
            }
            Settlement::GivenUp { reason, pause } => {
                warn!(%delivery, %channel, attempt, pause, reason, "gave a delivery up");
                Outcome::GivenUp
            }
            Settlement::Retry { .. } => Outcome::Postponed,
        };
        match self.settling.settle(Settled { lease, settlement }).await {
            Written::Down => outcome,
            Written::Not => Outcome::Unsettled,
            Written::Lost => {
                error!(%delivery, %channel, attempt, "lost the lease of a delivery before it was settled");
                Outcome::Lost
            }
        }
    }

    async fn order(&self, lease: &Lease, shown: BTreeSet<EventId>) -> Order {
        let edition = self.composer.edition(lease.civil.date(), &lease.subscription.taste, shown).await;
        let subscription = &lease.subscription;
        let (guild, channel, posting) =
            (subscription.guild, subscription.channel, subscription.posting.clone());
        let mark = Mark::of(lease);
        let nonce = Nonce::of(mark);
        Order { guild, channel, posting, edition, delivery: lease.delivery, mark, nonce }
    }

    /// How long an attempt may take so that it is over well before the lease is.
    fn left(&self, claimed: Instant) -> Duration {
        (self.lease * 3 / 4).saturating_sub(claimed.elapsed())
    }

    /// Gives a delivery back that waited too long for its turn: a request of ours could outlive the lease.
    async fn hand_back(&self, lease: Lease) -> Outcome {
        debug!(delivery = %lease.delivery, "waited too long for its turn");
        let at = self.parts.clock.now();
        let (failures, perhaps_posted) = (lease.failures, lease.perhaps_posted);
        let settlement = Settlement::Retry { at, failures, perhaps_posted };
        match self.settling.settle(Settled { lease, settlement }).await {
            Written::Not => Outcome::Unsettled,
            Written::Down | Written::Lost => Outcome::Postponed,
        }
    }

    /// One attempt, which is over well before the lease is: nobody else shall take the delivery up
    /// while a request of ours is under way.
    async fn attempt(
        &self,
        lease: &Lease,
        order: &Order,
        claimed: Instant,
    ) -> std::result::Result<Posted, PostError> {
        let unknown = |_| PostError::Unknown { reason: "no answer came in time".to_owned() };
        timeout(self.left(claimed), self.find_or_post(lease, order)).await.map_err(unknown)?
    }

    async fn find_or_post(&self, lease: &Lease, order: &Order) -> std::result::Result<Posted, PostError> {
        if lease.perhaps_posted
            && let Some(posted) = self.parts.poster.find(order).await?
        {
            return Ok(posted);
        }
        self.parts.poster.post(order).await
    }

    fn settlement(
        &self,
        lease: &Lease,
        order: &Order,
        result: std::result::Result<Posted, PostError>,
    ) -> Settlement {
        let now = self.parts.clock.now();
        let pause = self.backoff.after(lease.failures.saturating_add(1), (self.parts.chance)());
        match result {
            Ok(Posted { message, place, remark }) => {
                let events = order.edition.events().map(|event| event.id.clone()).collect();
                Settlement::Posted { message, place, remark, events }
            }
            Err(PostError::Refused { reason, pause }) => Settlement::GivenUp { reason, pause },
            Err(PostError::Retry { after, reason }) => {
                let at = now + after.map_or(pause, |after| after.max(pause));
                retry_or_give_up(lease, at, &reason, lease.perhaps_posted)
            }
            Err(PostError::Unknown { reason }) => retry_or_give_up(lease, now + pause, &reason, true),
        }
    }
}

/// Another attempt, unless the day would be over by then.
fn retry_or_give_up(lease: &Lease, at: DateTime<Utc>, reason: &str, perhaps_posted: bool) -> Settlement {
    let zone = lease.subscription.schedule.zone;
    if zone.date(at) > lease.civil.date() && at > lease.due_at + TRIED_FOR {
        let attempts = lease.attempt;
        let reason = format!("too late: the day was over after {attempts} attempts; the last one: {reason}");
        return Settlement::GivenUp { reason, pause: false };
    }
    let (delivery, channel) = (lease.delivery, lease.subscription.channel);
    warn!(%delivery, %channel, attempt = lease.attempt, reason, next_attempt = %at, "could not post an edition yet");
    Settlement::Retry { at, failures: lease.failures.saturating_add(1), perhaps_posted }
}
